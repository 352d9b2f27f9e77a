"""Backups of the open workspace: made, listed, thinned, rehearsed; restoring works on a closed one (`services/restoring.py`).

They are made by themselves: on closing when anything was done, once a day while the window stays open, and before what cannot
easily be taken back (a newer version's upgrade, a large import, a restore). Each was opened and compared before it counts.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.audit import Head
from outreach.errors import BackupUnusable, InvalidInput
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.backup_file import Backup, Manifest
    from outreach.storage.database import Database

log = logging.getLogger(__name__)

Report = Callable[[int, int], None]

#: An import of more records than this begins with a backup.
LARGE = 200
#: How often one is made while the window stays open, and how often a rehearsal is proposed.
DAILY = timedelta(hours=24)
QUARTER = timedelta(days=91)

#: The fact that says when restoring was last rehearsed.
REHEARSED = "backup.rehearsed"

#: Why a backup was made, as lists say it.
REASONS = {
    "": N_("By hand"),
    "closing": N_("On closing"),
    "day": N_("Daily"),
    "import": N_("Before an import"),
    "upgrade": N_("Before an upgrade"),
    "restore": N_("Before restoring"),
    "erasure": N_("After an erasure"),
    "disposal": N_("Before a disposal"),
    "keys": N_("After a change of keys"),
}

PLAIN_ELSEWHERE = N_(
    "This workspace is not encrypted: whoever finds a backup there can read it. "
    "Encrypt the workspace, or say that it may lie there."
)
SHARED = N_("A shared workspace is backed up by its server.")


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup in the list. `age` is never negative; `second` says that it lies in the second place.

    `verified`: it was opened and compared with the workspace when it was made, and its parts are there in full length.
    """

    path: Path
    size: int
    made: datetime | None
    age: timedelta
    reason: str
    people: int
    companies: int
    encrypted: bool
    verified: bool
    second: bool


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A restore into a scratch folder that ended well: how long it took, and how many rows were compared. `size` is in bytes."""

    path: Path
    made: datetime
    seconds: float
    rows: int
    size: int


class Backups:
    """The backups of one workspace."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @property
    def folder(self) -> Path:
        """Where they lie: in the folder `backups` beside the workspace."""
        return self._workspace.parent / "backups"

    @property
    def _workspace(self) -> Path:
        return Path(self.database.place)

    def make(
        self,
        reason: str = "",
        folder: Path | None = None,
        report: Report | None = None,
        *,
        plain_may_leave: bool = False,
    ) -> Backup:
        """Make a backup, beside the workspace or in a folder of one's choice, and thin out those that lie there.

        `report(done, total)` may raise Cancelled. `plain_may_leave`: one that is not encrypted may lie off this computer. Raises
        InvalidInput, DiskFull, CannotWrite, WorkspaceReadOnly, WorkspaceDamaged, BackupUnusable.
        """
        from outreach.storage import backups
        from outreach.storage.faults import known_faults

        database = self.database
        if database.is_shared:
            raise InvalidInput(N_("Backup"), SHARED)
        place = folder or self.folder
        self.require_fit(place, plain_may_leave=plain_may_leave)
        made = backups.make(
            database.engine,
            self._workspace,
            database.signature.clock(),
            folder=place,
            reason=reason,
            keys=database.backup_slots(),
            open_copy=database.engine_for,
            report=report,
        )
        with known_faults(str(place)):
            gone = backups.thin(place, backups.identity(database.engine), self._workspace.stem)
        self._note(made, len(gone))
        return made

    def _note(self, made: Backup, thinned: int) -> None:
        """Tell the audit log; that it cannot be written (a read-only disk) takes nothing from the backup."""
        from outreach.errors import OutreachError

        rows = sum(made.manifest.counts.values()) if made.manifest is not None else 0
        try:
            self.database.audit("backup", file=made.path.name, rows=rows, thinned=thinned)
        except OutreachError as error:
            log.info("the audit log could not be told of a backup: %s", type(error))

    def copy(self, backup: Path, second: Path, *, plain_may_leave: bool = False) -> Path:
        """Put a backup into a second place too, and thin out there. Raises as `make` does."""
        from outreach.storage import backup_file, backups
        from outreach.storage.faults import known_faults

        self.require_fit(second, plain_may_leave=plain_may_leave)
        with known_faults(str(second)):
            copied = backup_file.copy(backup, second)
            backups.thin(second, backups.identity(self.database.engine), self._workspace.stem)
        return copied

    def require_fit(self, folder: Path, *, plain_may_leave: bool) -> None:
        """Raise InvalidInput when a backup that anybody can read would leave the computer: to a share, a cloud folder, a stick."""
        from outreach.storage.places import leaves_the_computer

        if not self.database.is_encrypted and not plain_may_leave and leaves_the_computer(folder / "backup"):
            raise InvalidInput(N_("Second place"), PLAIN_ELSEWHERE)

    def is_due(self, every: timedelta = timedelta(0)) -> bool:
        """Say whether something was done since the newest backup, and that is older than `every` (or of a clock that ran ahead)."""
        from outreach.storage import backups

        if self.database.is_shared:
            return False
        newest = self._newest()
        if newest is None:
            return backups.last_action(self.database.engine) > 0
        age = abs(self.database.signature.clock() - newest.made)
        return backups.last_action(self.database.engine) != newest.action and age >= every

    def before_large(self, count: int, reason: str = "import", report: Report | None = None) -> Backup | None:
        """Make a backup before something that touches more than 200 records, if anything was done since the last one."""
        if count <= LARGE or not self.is_due():
            return None
        return self.make(reason, report=report)

    def before_large_calmly(self, count: int) -> None:
        """Do the same where a backup that fails must not stop the work, which can be undone anyway."""
        from outreach.errors import Cancelled, OutreachError

        try:
            self.before_large(count)
        except Cancelled:
            raise
        except OutreachError as error:
            log.warning("no backup before an import: %s", type(error))

    def listed(self, second: Path | None = None) -> list[Listed]:
        """Return the backups of this workspace, the newest first, with those in the second place; a server makes its own."""
        from outreach.storage import backups

        if self.database.is_shared:
            return []
        own, now = backups.identity(self.database.engine), self.database.signature.clock()
        found = []
        for folder, is_second in ((self.folder, False), (second, True)):
            if folder is not None:
                some = backups.listed(folder, own, self._workspace.stem)
                found += [_listed(one, now, is_second) for one in some]
        return sorted(found, key=lambda one: (one.made is not None, one.made or now), reverse=True)

    def audit_heads(self) -> list[Head]:
        """Return the ends of the audit log that the backups keep, in the second place too; none for a workspace on a server."""
        from outreach.storage import backups

        if self.database.is_shared:
            return []
        own, found = backups.identity(self.database.engine), []
        for folder in filter(None, (self.folder, second_place())):
            for one in backups.listed(folder, own, self._workspace.stem):
                with suppress(ValueError):
                    if one.manifest is not None and one.manifest.audit_head:
                        found.append(Head.read(one.manifest.audit_head))
        return found

    def rehearse(self, report: Report | None = None, path: Path | None = None) -> Rehearsal:
        """Restore the newest backup (or the named one) into a scratch folder, compare every row, and remove it again.

        Nothing of the workspace is touched. Raises BackupUnusable.
        """
        from outreach.storage import backup_file, backups
        from outreach.storage.dump import Dump
        from outreach.storage.faults import known_faults

        chosen = path or self._newest_path()
        began = time.monotonic()
        with known_faults(str(self.folder)), backups.scratch(self.folder) as laid_out:
            manifest = backup_file.unpack(chosen, laid_out, report)
            backups.compare(self.database.engine_for(laid_out), chosen, Dump(manifest.dump, manifest.counts), report)
        seconds = time.monotonic() - began
        if self.database.can_write:
            with self.database.work("") as work:
                work.keep_fact(REHEARSED, self.database.signature.clock().isoformat())
        return Rehearsal(chosen, manifest.made, seconds, sum(manifest.counts.values()), manifest.size)

    def rehearsal_due(self) -> bool:
        """Say whether restoring was not rehearsed for a quarter; where it never was, whether there have been backups for so long.

        A rehearsal in the future, by a clock that was wrong, counts as none.
        """
        found = self._own()
        if self.database.is_shared or not found:
            return False
        now = self.database.signature.clock()
        with self.database.read() as view:
            text = view.fact(REHEARSED)
        try:
            age = now - datetime.fromisoformat(text)
        except ValueError:
            return now - found[-1].made >= QUARTER
        return not timedelta(0) <= age < QUARTER

    def _own(self) -> list[Manifest]:
        """Return what the backups beside the workspace say of themselves, the newest first."""
        from outreach.storage import backups

        own = backups.identity(self.database.engine)
        found = backups.listed(self.folder, own, self._workspace.stem)
        return [one.manifest for one in found if one.manifest is not None]

    def _newest(self) -> Manifest | None:
        return next(iter(self._own()), None)

    def _newest_path(self) -> Path:
        from outreach.storage import backups

        own = backups.identity(self.database.engine)
        for one in backups.listed(self.folder, own, self._workspace.stem):
            if one.manifest is not None:
                return one.path
        raise BackupUnusable(self.folder, N_("there is no backup yet."))


def second_place() -> Path | None:
    """Return the second place for backups that the preferences name."""
    from outreach.settings import load_settings

    place = load_settings().backup_place
    return Path(place) if place else None


def _listed(one: Backup, now: datetime, second: bool) -> Listed:
    manifest = one.manifest
    if manifest is None:
        return Listed(one.path, one.size, None, timedelta(0), "", 0, 0, False, False, second)
    counts, age = manifest.counts, max(now - manifest.made, timedelta(0))
    people, companies = counts.get("person", 0), counts.get("company", 0)
    return Listed(
        one.path, one.size, manifest.made, age, manifest.reason, people, companies, manifest.encrypted, True, second
    )
