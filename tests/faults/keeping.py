"""Deeds that look after the workspace as a whole: backups, restoring, keys, erasing."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from tests.faults.deeds import PASSPHRASE, Deed, Say, backups_of, batches, count, notes, numbers, opened
from tests.faults.saving import conversation


class MakeBackup(Deed):
    """Backups, one after the other: each that has the name of one is whole, and restores."""

    name, span, stays = "backup", 0.9, 4

    def prepare(self, folder: Path) -> None:
        self.masters.copy("known", folder)
        for file in (folder / "backups").glob("*"):
            file.unlink()

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        house.meetings.capture(conversation(max(notes(house), default=0) + 1))
        made = backups_of(house).make("")
        say(f"backup {count(house, 'meeting')} {made.path.name}")

    def half_written(self, folder: Path) -> bool:
        return super().half_written(folder) or any(True for _ in (folder / "backups").glob(".*"))

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        found = backups_of(house).listed()
        faults = [f"{one.path.name} is named like a backup and is none" for one in found if not one.verified]
        names = {one.path.name for one in found}
        acknowledged = [line.split()[2] for line in said if line.startswith("backup ")]
        if acknowledged and acknowledged[-1] not in names:
            faults.append(f"{acknowledged[-1]} was acknowledged and is not there")
        if found:
            backups_of(house).rehearse(path=found[0].path)
        return faults


class Restore(Deed):
    """A backup takes the place of the workspace: afterwards the old or the restored one is there, whole, and the old one stays."""

    name, span, turns = "restore", 0.4, 1
    #: How many conversations the workspace has that the backup does not know.
    SINCE = 5

    def prepare(self, folder: Path) -> None:
        self.masters.copy("backed", folder)

    def begin(self, folder: Path) -> Any:
        return None

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        from outreach.domain.secret import Secret
        from outreach.services.restoring import Restoring

        backup = next(one for one in sorted((folder / "backups").iterdir()) if "first" in one.name)
        secret = Secret(PASSPHRASE) if self.masters.encrypted else None
        Restoring(folder / "fair.outreach", "Anna Ek", secret=secret).restore(backup, accept=True)
        say("restored 1")

    def half_written(self, folder: Path) -> bool:
        return super().half_written(folder) or any(True for _ in folder.glob(".fair.outreach.restoring.*"))

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        there, people = len(notes(house)), sum(batches(house, "person").values())
        faults = [] if people == 300 else [f"{people} of 300 people are there"]
        if there not in (0, self.SINCE):
            faults.append(f"{there} conversations are there: neither the old nor the restored workspace")
        if numbers(said, "restored") and there:
            faults.append("it was acknowledged as restored and is not")
        if not there and not any(_talks(one) == self.SINCE for one in folder.glob("fair.replaced-*.outreach")):
            faults.append("what was replaced is gone")
        return faults


def _talks(place: Path) -> int:
    """Return how many conversations a workspace has; -1 for what is none."""
    house = opened(place, writing=False)
    try:
        return len(notes(house))
    finally:
        house.close()


class ChangePassphrase(Deed):
    """Another passphrase, over and over: the last one that was acknowledged opens, or the next one."""

    name, span, stays = "passphrase", 0.25, 6

    def prepare(self, folder: Path) -> None:
        self.masters.copy("empty", folder)
        self.number = 0

    def begin(self, folder: Path) -> Any:
        # A life that was killed may have come further than it could say.
        return self._open(folder)

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        self.change(house, _passphrase(self.number), _passphrase(self.number + 1))
        self.number += 1
        say(f"changed {self.number}")

    def change(self, house: Any, old: Any, new: Any) -> None:
        _protection(house).change_passphrase(old, new)

    def half_written(self, folder: Path) -> bool:
        return super().half_written(folder) or _half_exchanged(folder)

    def start(self, folder: Path) -> tuple[Any, float]:
        began = time.monotonic()
        house = self._open(folder)
        house.unit.officers()
        return house, time.monotonic() - began

    def _open(self, folder: Path) -> Any:
        """Open with the first passphrase that fits; those of before are not tried."""
        from outreach.errors import WrongPassphrase
        from outreach.services.house import House
        from outreach.storage.database import Signature, open_workspace

        # A quick machine changes it a hundred times in one life.
        for number in range(self.number, self.number + 1_000):
            try:
                database = open_workspace(folder / "fair.outreach", Signature("Anna Ek"), secret=_passphrase(number))
            except WrongPassphrase:
                continue
            self.number = number
            return House(database)
        raise RuntimeError(f"no passphrase from the {self.number}th on opens it")

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        last = max(numbers(said, "changed"), default=0)
        faults = [] if house.database.is_encrypted else ["it is not encrypted any more"]
        return faults + ([] if self.number >= last else [f"passphrase {last} was acknowledged, {self.number} opens"])


def _half_exchanged(folder: Path) -> bool:
    return any(True for one in ("*.new", "*.next", "*.old") for _ in folder.glob(one))


def _passphrase(number: int) -> Any:
    from outreach.domain.secret import Secret

    return Secret(f"{PASSPHRASE} {number}" if number else PASSPHRASE)


def _protection(house: Any) -> Any:
    from outreach.services.protection import ProtectionService
    from outreach.storage.sealing import Cost

    return ProtectionService(house, Cost(64, 1, 1))


class Rekey(ChangePassphrase):
    """Another data key, over and over: the whole file is written anew and swapped."""

    name, span, stays = "another key", 0.8, 4

    def prepare(self, folder: Path) -> None:
        self.masters.copy("known", folder)
        self.number = 0

    def change(self, house: Any, old: Any, new: Any) -> None:
        _protection(house).rekey(old, new)

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        people = sum(batches(house, "person").values())
        return super().judge(folder, said, house) + ([] if people == 300 else [f"{people} of 300 people are there"])


class Protect(Deed):
    """A plain workspace is encrypted: afterwards it is plain or encrypted, whole, and opens with what was typed."""

    name, span, turns = "encrypt", 0.5, 1

    def prepare(self, folder: Path) -> None:
        self.masters.copy("known", folder)

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        if not house.database.is_encrypted:
            _protection(house).protect(_passphrase(0))
        say("encrypted 1")

    def half_written(self, folder: Path) -> bool:
        return super().half_written(folder) or _half_exchanged(folder)

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        people = sum(batches(house, "person").values())
        faults = [] if people == 300 else [f"{people} of 300 people are there"]
        return faults + (["it was acknowledged as encrypted and is plain"] if said and not house.database.is_encrypted else [])


class Erase(Deed):
    """People are erased, one after the other: each is wholly there, or wholly gone and in the ledger of the erased."""

    name, span, stays = "erase", 1.5, 4

    def prepare(self, folder: Path) -> None:
        self.masters.copy("known", folder)

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        from outreach.domain.listing import Listing
        from outreach.domain.record import Kind

        person = house.people.listed(Listing(Kind.PERSON))[0]
        house.erasures.erase(person.id)
        say(f"erased {300 - count(house, 'person')}")

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        gone, marked = 300 - count(house, "person"), count(house, "erasure")
        last = max(numbers(said, "erased"), default=0)
        faults = [] if gone >= last else [f"{last} were acknowledged as erased, {gone} are gone"]
        return faults + ([] if bool(gone) == bool(marked) else [f"{gone} are gone and the ledger has {marked} lines"])
