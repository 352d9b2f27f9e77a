"""Damaged workspaces by the hundred: how many are noticed before anything is written, and does each end in a restore?

By hand: `python -m tests.damage [ROUNDS]` (500 of each unless told; a minute). A small round runs in the suite
(tests/storage/test_damage.py). The control opens the same file without looking
at how it was left: most damage is then invisible.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.secret import Secret
from outreach.errors import OutreachError, TooMuchRemoved
from outreach.services.house import House
from outreach.services.rescue import way_back
from outreach.services.restoring import Restoring
from outreach.storage.database import Database, Signature, create_workspace, open_workspace
from outreach.storage.sealing import Cost

PASSPHRASE = "fyra torra ord om snö"
PEOPLE = 300
CHEAP = Cost(64, 1, 1)

Harm = Callable[[Path, Random], None]


def _edit(path: Path, change: Callable[[bytearray], bytearray | None]) -> None:
    data = bytearray(path.read_bytes())
    changed = change(data)
    path.write_bytes(data if changed is None else changed)


def one_bit(path: Path, chance: Random) -> None:
    def change(data: bytearray) -> None:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)

    _edit(path, change)


def sixteen_bytes(path: Path, chance: Random) -> None:
    def change(data: bytearray) -> None:
        at = chance.randrange(len(data) - 16)
        data[at : at + 16] = bytes(byte ^ 0xA5 for byte in data[at : at + 16])

    _edit(path, change)


def zeroed_page(path: Path, chance: Random) -> None:
    def change(data: bytearray) -> None:
        at = chance.randrange(len(data) // 4096) * 4096
        while not any(data[at : at + 4096]):
            at = chance.randrange(len(data) // 4096) * 4096
        data[at : at + 4096] = bytes(4096)

    _edit(path, change)


def truncated(path: Path, chance: Random) -> None:
    _edit(path, lambda data: data[: chance.randrange(1, len(data))])


def emptied(path: Path, _chance: Random) -> None:
    path.write_bytes(b"")


def swapped_pages(path: Path, chance: Random) -> None:
    def change(data: bytearray) -> None:
        one, other = chance.sample(range(1, len(data) // 4096), 2)
        while data[one * 4096 : one * 4096 + 4096] == data[other * 4096 : other * 4096 + 4096]:
            one, other = chance.sample(range(1, len(data) // 4096), 2)
        here, there = data[one * 4096 : one * 4096 + 4096], data[other * 4096 : other * 4096 + 4096]
        data[one * 4096 : one * 4096 + 4096], data[other * 4096 : other * 4096 + 4096] = there, here

    _edit(path, change)


def lost_log(path: Path, _chance: Random) -> None:
    """After a crash: the newest actions stood in the log alone."""
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


HARMS: tuple[Harm, ...] = (one_bit, sixteen_bytes, zeroed_page, truncated, emptied, swapped_pages, lost_log)


@dataclass
class Tally:
    """What became of the damaged copies."""

    done: int = 0
    noticed: int = 0
    restored: int = 0
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """The share that was noticed before any write."""
        return self.noticed / self.done if self.done else 0.0


class Bench:
    """Makes one workspace with a backup, cleanly closed and as a crash leaves it; each round damages a copy of it."""

    def __init__(self, folder: Path, *, encrypted: bool) -> None:
        self.folder = folder
        self._encrypted = encrypted
        self.clean, self.crashed = folder / "clean", folder / "crashed"
        house = House(create_workspace(self.clean / "register.outreach", secret=self.secret(), cost=CHEAP))
        _add(house.database, PEOPLE)
        house.backups.make("closing")
        house.close()
        house = House(self.open(self.clean / "register.outreach"))
        shutil.copytree(self.clean, self.crashed)
        house.close()
        alive = self.open(self.crashed / "register.outreach")
        _add(alive, 1)
        shutil.copytree(self.crashed, folder / "as-killed")
        alive.close()
        shutil.rmtree(self.crashed)
        (folder / "as-killed").rename(self.crashed)

    def secret(self) -> Secret | None:
        """Return the passphrase, typed anew."""
        return Secret(PASSPHRASE) if self._encrypted else None

    def open(self, path: Path) -> Database:
        """Open a workspace to write."""
        return open_workspace(path, Signature("Anna"), patience=0, secret=self.secret())

    def round(self, number: int, tally: Tally, *, looking: bool = True) -> None:
        """Damage a copy, open it, and go the way back. Without `looking`, how it was left is forgotten: the control."""
        harm = HARMS[number % len(HARMS)]
        work = self.folder / f"round-{number}"
        shutil.copytree(self.crashed if harm is lost_log else self.clean, work)
        path = work / "register.outreach"
        if not looking:
            path.with_name(f"{path.name}.lock").unlink(missing_ok=True)
        harm(path, Random(number))
        tally.done += 1
        try:
            opened = self.open(path)
        except OutreachError:
            tally.noticed += 1
            tally.restored += self._restores(path)
        else:
            tally.missed[harm.__name__] += 1
            with suppress(OutreachError):
                opened.close()
        shutil.rmtree(work)

    def _restores(self, path: Path) -> bool:
        damaged = path.read_bytes()
        back = way_back(path, Signature().clock())
        if back.backup is None:
            return False
        try:
            done = Restoring(path, "Anna", secret=self.secret()).restore(back.backup)
        except TooMuchRemoved:
            done = Restoring(path, "Anna", secret=self.secret()).restore(back.backup, accept=True)
        opened = self.open(path)
        with opened.read() as view:
            whole = view.people.count() == PEOPLE
        whole = whole and opened.check() == []
        opened.close()
        return whole and done.kept is not None and done.kept.read_bytes() == damaged


def _add(database: Database, count: int) -> None:
    with database.work("Some") as work:
        for number in range(count):
            work.save(Kind.PERSON, Person(name=f"Person {number}", notes=f"Frågade om snöröjning {number}. " * 5))


def run(folder: Path, rounds: int, *, encrypted: bool, looking: bool = True) -> Tally:
    """Damage `rounds` copies and return what became of them."""
    bench, tally = Bench(folder, encrypted=encrypted), Tally()
    for number in range(rounds):
        bench.round(number, tally, looking=looking)
    return tally


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds", nargs="?", type=int, default=500)
    wished = parser.parse_args()
    logging.disable()
    worst = 1.0
    for encrypted in (False, True):
        for looking in (True, False):
            began = time.monotonic()
            with tempfile.TemporaryDirectory() as name:
                tally = run(Path(name) / "bench", wished.rounds, encrypted=encrypted, looking=looking)
            kind = "encrypted" if encrypted else "plain"
            how = "" if looking else " (control: how it was left is forgotten)"
            print(  # noqa: T201
                f"{kind}{how}: {tally.noticed}/{tally.done} noticed before any write ({tally.share:.1%}), "
                f"{tally.restored} restored, missed {dict(tally.missed)}, {time.monotonic() - began:.0f} s"
            )
            worst = min(worst, tally.share) if looking else worst
    return 0 if worst >= 0.99 else 1


if __name__ == "__main__":
    sys.exit(main())
