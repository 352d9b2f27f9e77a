"""What the program does while it is hurt, and what must be there afterwards. The killer, the power cut and the bad disk share them.

A deed works in a folder of its own: `fair.outreach` (the workspace), `home` (settings, log), `in` and `out`. It says a line after
each thing that the program has acknowledged; `judge` compares what was said with what is there.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

Say = Callable[[str], None]

#: What is said and acknowledges nothing.
MARKS = ("begin", "read", "half")

#: For ever, as far as a deed is concerned: it goes on until it is killed.
ENDLESS = 1_000_000


class Deed:
    """One sort of work. A turn is one thing that the program acknowledges."""

    name: ClassVar[str] = ""
    #: How long one turn takes about, in seconds: the kill comes at a random moment of a few of them.
    span: ClassVar[float] = 0.1
    #: How many rounds may go on with the same folder before it is laid out anew.
    stays: ClassVar[int] = 1
    #: The word after which the kill may come.
    signal: ClassVar[str] = "begin"
    #: Turns in one life of the process.
    turns: ClassVar[int] = ENDLESS

    def __init__(self, masters: Masters) -> None:
        self.masters = masters

    def prepare(self, folder: Path) -> None:
        """Lay out the folder."""
        raise NotImplementedError

    def begin(self, folder: Path) -> Any:
        """Do what comes before the deed: open the workspace."""
        return opened(folder / "fair.outreach")

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        """Do it once, by the program's own calls, and say what was acknowledged."""
        raise NotImplementedError

    def act(self, folder: Path, say: Say, turns: int) -> None:
        """Do it so many times. "begin" is said when the deed itself begins."""
        house = self.begin(folder)
        say("begin")
        for _ in range(turns):
            self.turn(house, folder, say)
        if house is not None:
            house.close()

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        """Return what is wrong, as sentences. `said` are all lines since the folder was laid out."""
        raise NotImplementedError

    def start(self, folder: Path) -> tuple[Any, float]:
        """Start the program on what is left, and read from it; return the open workspace and the seconds that took."""
        began = time.monotonic()
        house = opened(folder / "fair.outreach")
        house.unit.officers()
        return house, time.monotonic() - began

    def is_behind(self, folder: Path) -> bool:
        """Say whether the start will have to bring the workspace up to date first."""
        return False

    def half_written(self, folder: Path) -> bool:
        """Say whether the process, stopped at this moment, is in the middle of a write."""
        return is_writing(folder / "fair.outreach") or half_files(folder)


#: What opens the encrypted workspaces of these tests.
PASSPHRASE = "korrekt häst batteri häftklammer"


class Masters:
    """Workspaces that are made once and copied, plain or encrypted ones."""

    def __init__(self, folder: Path, *, encrypted: bool = False) -> None:
        self.folder = folder
        self.encrypted = encrypted
        folder.mkdir(parents=True, exist_ok=True)

    def copy(self, name: str, folder: Path) -> None:
        """Copy a prepared workspace into a folder that is laid out anew."""
        made = self.folder / name
        if not made.exists():
            made.mkdir()
            at_home(made)
            getattr(self, f"_make_{name}")(made / "fair.outreach")
        shutil.rmtree(folder, ignore_errors=True)
        for part in ("in", "out", "home"):
            (folder / part).mkdir(parents=True)
        for file in made.glob("fair.outreach*"):
            shutil.copyfile(file, folder / file.name)
        if (made / "backups").is_dir():
            shutil.copytree(made / "backups", folder / "backups")

    def cards(self, batch: int, many: int) -> Path:
        """Return a file of visiting cards; no two batches have a name in common."""
        file = self.folder / f"batch-{batch}-{many}.vcf"
        if not file.exists():
            file.write_text("".join(_card(batch, number) for number in range(many)), "utf-8")
        return file

    def _make_empty(self, place: Path) -> None:
        house = create(place, encrypted=self.encrypted)
        house.unit.start("Älvbro kommun", "2061", "Anna Ek")
        house.close()

    def _make_known(self, place: Path) -> None:
        """A register with a few hundred people, an event and a tender."""
        from datetime import date, datetime

        from outreach.domain.event import Event, EventKind
        from outreach.domain.tender import Tender
        from outreach.domain.when import zoned

        self._make_empty(place)
        house = opened(place)
        house.imports.run(house.imports.preview([self.cards(0, 300)]))
        start = datetime(2026, 11, 20, 9)
        house.events.save(Event(title="Mässan", kind=EventKind.FAIR, when=zoned(start, start.replace(hour=17))))
        house.tenders.save(Tender(title="Snöröjning 2027", expected_publication=date(2027, 2, 1)))
        house.close()

    def _make_backed(self, place: Path) -> None:
        """The same, a backup of it that the name tells from all later ones, and five conversations since."""
        from tests.faults.saving import conversation

        self._make_known(place)
        house = opened(place)
        for file in (place.parent / "backups").glob("*"):
            file.unlink()
        backup = backups_of(house).make("").path
        backup.rename(backup.with_name("first-" + backup.name))
        for number in range(1, 6):
            house.meetings.capture(conversation(number))
        house.close()


def _card(batch: int, number: int) -> str:
    name = f"B{batch:04}N{number:03}"
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{name};Kund;;;\r\nFN:Kund {name}\r\nORG:Bolag B{batch:04}C{number // 10:02} AB\r\n"
        f"EMAIL:{name.lower()}@exempel.example\r\nTEL:070-{batch:04}{number:03}\r\nEND:VCARD\r\n"
    )


def at_home(folder: Path) -> None:
    """Let the program's own files lie in a folder from here on."""
    os.environ["OUTREACH_HOME"] = str(folder / "home")
    os.environ["OUTREACH_SITE_SETTINGS"] = str(folder / "home" / "site.toml")
    passphrase = folder / "home" / "passphrase"
    if (folder / "fair.outreach.keys").exists() and not passphrase.exists():
        passphrase.write_text(PASSPHRASE)
    os.environ["OUTREACH_PASSPHRASE_FILE"] = str(passphrase) if passphrase.exists() else ""


def create(place: Path, *, encrypted: bool = False) -> Any:
    """Make a workspace as the program does; trying the passphrase of an encrypted one is cheap."""
    from outreach.domain.secret import Secret
    from outreach.services.house import House
    from outreach.storage.database import Signature, create_workspace
    from outreach.storage.sealing import Cost

    secret = Secret(PASSPHRASE) if encrypted else None
    return House(create_workspace(place, Signature("Anna Ek", "faults"), secret, cost=Cost(64, 1, 1)))


def opened(place: Path, writing: bool = True) -> Any:
    """Open a workspace as the program does."""
    from outreach.app import open_house
    from outreach.domain.secret import Secret

    # As it was typed; a plain workspace does not ask for it.
    return open_house(str(place), writing, Secret(PASSPHRASE))


def is_writing(place: Path) -> bool:
    """Say whether a transaction is open for writing: somebody holds WAL_WRITE_LOCK.

    It is byte 120 of the -shm (sqlite.org/walformat.html).
    """
    import fcntl
    import struct

    shm = Path(f"{place}-shm")
    try:
        handle = os.open(shm, os.O_RDWR)
    except OSError:
        return False
    try:
        asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 120, 1, 0)
        return bool(struct.unpack("hhqqi4x", fcntl.fcntl(handle, fcntl.F_GETLK, asked))[0] != fcntl.F_UNLCK)
    finally:
        os.close(handle)


def has_hot_log(place: Path) -> bool:
    """Say whether the write-ahead log holds frames."""
    log = Path(f"{place}-wal")
    return log.exists() and log.stat().st_size > 32


def half_files(folder: Path) -> bool:
    """Say whether a file lies there that is not written out yet."""
    return any(True for part in ("out", "home/settings", ".") for _ in (folder / part).glob(".*.half"))


def notes(house: Any) -> list[int]:
    """Return the numbers of the conversations that are kept, as `Save` counts them."""
    from sqlalchemy import text

    with house.database.read() as view:
        found = (re.search(r"v(\d{6})", note) for (note,) in view.connection.execute(text("SELECT note FROM meeting")))
        return [int(one[1]) for one in found if one]


def batches(house: Any, table: str) -> Counter[int]:
    """Return how many records of each batch of cards are there; `table` is person or company."""
    from sqlalchemy import text

    with house.database.read() as view:
        names = [name for (name,) in view.connection.execute(text(f"SELECT name FROM {table}"))]
    return Counter(int(found[1]) for found in (re.search(r"B(\d{4})[NC]", name) for name in names) if found)


def count(house: Any, table: str) -> int:
    """Return how many rows a table has."""
    from sqlalchemy import text

    with house.database.read() as view:
        return int(view.connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def numbers(said: list[str], word: str) -> set[int]:
    """Return the numbers that were said after a word."""
    return {int(line.split()[1]) for line in said if line.startswith(f"{word} ")}


def backups_of(house: Any) -> Any:
    """Return the backups of an open workspace."""
    from outreach.services.backups import Backups

    return Backups(house.database)
