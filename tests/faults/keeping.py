"""Deeds that look after the workspace as a whole: backups and restoring."""

from __future__ import annotations

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

    name, span, turns = "restore", 1.2, 1
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
