"""Restoring a backup, and the way back for a damaged workspace. Works on a closed workspace; nothing is ever erased.

What a backup does not know comes along: whom we have been asked to forget since, and which letters have left. The file that was
there stays beside it under another name.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.brake import is_too_many
from outreach.domain.record import Kind
from outreach.domain.secret import Secret
from outreach.errors import (
    DiskFault,
    DiskFull,
    OutreachError,
    TooMuchRemoved,
    WorkspaceDamaged,
    WorkspaceMissing,
    WorkspaceReadOnly,
)
from outreach.language import N_

if TYPE_CHECKING:
    from uuid import UUID

    from outreach.storage.backup_file import Manifest
    from outreach.storage.database import Database
    from outreach.storage.erasing import Forgotten
    from outreach.storage.restoring import Compared
    from outreach.storage.work import View, Work

log = logging.getLogger(__name__)

Report = Callable[[int, int], None]

RESTORED = N_("Restored the backup of {when}")

#: So many names of what would go are shown; the rest is counted.
NAMED = 200

#: The kinds that a preview tells of, in the order of its table; what belongs to them goes and comes with them.
SHOWN = (
    Kind.COMPANY,
    Kind.PERSON,
    Kind.MEETING,
    Kind.EVENT,
    Kind.GUEST,
    Kind.INVITATION,
    Kind.FOLLOW_UP,
    Kind.TENDER,
    Kind.BID,
    Kind.CONTRACT,
    Kind.DISCLOSURE,
    Kind.QUESTION,
)


@dataclass(frozen=True, slots=True)
class KindPreview:
    """What restoring does to one kind: how many there are now, how many go (`names`), change back, and come back."""

    kind: Kind
    now: int
    gone: int
    changed: int
    back: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What is in a backup, and what restoring it would do.

    `readable` is False when the present workspace is damaged, locked by another passphrase, or not there: nothing can be compared
    then. `actions` were done since the backup was made; the last of them `last`. `letters` waited and would be left to settle.
    """

    path: Path
    made: datetime
    age: timedelta
    reason: str
    counts: dict[str, int]
    encrypted: bool
    readable: bool
    kinds: tuple[KindPreview, ...] = ()
    actions: int = 0
    last: datetime | None = None
    letters: int = 0

    @property
    def gone(self) -> int:
        """How many records would go."""
        return sum(one.gone for one in self.kinds)

    @property
    def is_braked(self) -> bool:
        """Say whether so much would go that somebody has to say so twice."""
        return any(is_too_many(one.kind, one.gone, one.now) for one in self.kinds)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done. `kept` is the file that was replaced, None where there was none; `forgotten` people were erased once more."""

    place: Path
    made: datetime
    kept: Path | None
    backup: Path | None
    forgotten: int
    letters: int


@dataclass(frozen=True, slots=True)
class _Present:
    """What the present workspace knows and the backup does not."""

    database: Database | None
    erased: tuple[Forgotten, ...] = ()
    sent: frozenset[UUID] = frozenset()


class Restoring:
    """Restores into the workspace at `place`, which nobody may have open for writing. `secret` is what was valid for the backup."""

    def __init__(
        self,
        place: str | Path,
        who: str = "",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        secret: Secret | None = None,
    ) -> None:
        from outreach.storage.database import Signature

        self.place = Path(place)
        self._signature = Signature(who=who, clock=clock)
        self._secret = secret

    def preview(self, backup: Path, report: Report | None = None, opened: Database | None = None) -> RestorePreview:
        """Look into a backup and compare it with what is there now. Nothing is changed. Raises as `restore` does.

        `opened` is the workspace where it is open already; it stays so.
        """
        from outreach.storage import restoring

        with restoring.unpacked(backup, self.place, self._secret_copy(), report) as (path, manifest):
            present = opened or self._present().database
            try:
                then = self._open(path)
                try:
                    return self._compared(backup, manifest, present, then)
                finally:
                    then.close()
            finally:
                if present is not None and opened is None:
                    present.close()

    def restore(self, backup: Path, report: Report | None = None, *, accept: bool = False) -> Restored:
        """Put a backup in the place of the workspace.

        Raises TooMuchRemoved when much would go and nobody has said twice that it may (`accept`), BackupUnusable, WorkspaceInUse,
        WorkspaceLocked, WrongPassphrase, UnsafePlace, DiskFull, DiskFault, WorkspaceReadOnly.
        """
        from outreach.storage import as_left, restoring
        from outreach.storage.faults import known_faults
        from outreach.storage.lock import WriterLock
        from outreach.storage.places import require_safe_place

        require_safe_place(self.place)
        with known_faults(str(self.place)):
            self.place.parent.mkdir(parents=True, exist_ok=True)
        lock = WriterLock(self.place)
        left = lock.found
        sound = not as_left.differs(self.place, left)
        try:
            with restoring.unpacked(backup, self.place, self._secret_copy(), report) as (path, manifest):
                restoring.require_as_secret(backup, manifest, self.place)
                present = self._present(sound=sound)
                try:
                    made = self._refresh(backup, path, manifest, present, accept=accept)
                    # One of a damaged file would pass for the newest good one.
                    before = self._safety_copy(present.database) if sound else None
                finally:
                    if present.database is not None:
                        present.database.close()
                kept = self._swap(path, sound=sound and present.database is not None)
                left = as_left.what_is_left(self.place, None)
        except BaseException:
            if sound:
                # The backup before it left a line in the audit log, or the disk failed after the swap: it is not damaged.
                left = as_left.what_is_left(self.place, None)
            raise
        finally:
            lock.release(left)
        log.info("restored a backup: %s rows", sum(manifest.counts.values()))
        return Restored(self.place, manifest.made, kept, before, *made)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _secret_copy(self) -> Secret | None:
        return self._secret.copy() if self._secret is not None else None

    def _open(self, path: Path) -> Database:
        """Open what was laid out, and bring it up to date; it is nobody else's, and dies with its folder."""
        from outreach.storage.database import open_workspace

        return open_workspace(path, self._signature, secret=self._secret_copy())

    def _present(self, *, sound: bool = False) -> _Present:
        """Read what must not be forgotten from the present workspace; one that cannot be read has nothing to say.

        `sound`: it is as it was left, and was read whole just now. A disk that gives an error all the same must not make the
        program forget whom it erased: then DiskFault, DiskFull or
        WorkspaceReadOnly goes on, and nothing has changed.
        """
        from outreach.storage import erasing, restoring
        from outreach.storage.database import open_workspace

        try:
            database = open_workspace(self.place, self._signature, writing=False, secret=self._secret_copy())
        except WorkspaceMissing:
            return _Present(None)
        except OutreachError as error:
            _require_no_fault(error, sound)
            log.info("the workspace that a backup replaces could not be read: %s", type(error))
            return _Present(None)
        try:
            with database.read() as view:
                return _Present(database, tuple(erasing.ledger(view)), restoring.sent_letters(view))
        except Exception as error:  # noqa: BLE001 - a damaged file answers anything
            database.close()
            _require_no_fault(error, sound)
            log.info("the workspace that a backup replaces could not be read: %s", type(error))
            return _Present(None)

    def _refresh(
        self, backup: Path, path: Path, manifest: Manifest, present: _Present, *, accept: bool
    ) -> tuple[int, int]:
        """Make the laid out copy know what it must; return how many people were forgotten again, and letters left to settle."""
        from outreach.storage import exchange_series, forgetting, restoring

        database = self._open(path)
        try:
            if not accept:
                _brake(self._compared(backup, manifest, present.database, database))
            with database.work(RESTORED, when=f"{manifest.made:%Y-%m-%d %H:%M}") as work:
                work.many_wished()
                forgotten = forgetting.replay(work, present.erased)
                # What the others have seen of the replaced series goes on without us.
                if exchange_series.device_of(work):
                    exchange_series.end_series(work)
                letters = restoring.hold_letters(work, present.sent)
                unread = not self._carried_over(present.database, work)
                work.audit("restore", backup=manifest.dump, forgotten=forgotten, letters=letters, log_unread=unread or None)
                work.settle()
                work.finalise()
            if forgotten:
                database.scrub()
        finally:
            database.close()
        return forgotten, letters

    @staticmethod
    def _carried_over(replaced: Database | None, work: Work) -> bool:
        """Let the audit log of the replaced file go on; False where it is too damaged to be read: the way back comes first."""
        from outreach.storage import audit

        if replaced is None:
            return True
        try:
            with replaced.read() as view:
                audit.carry_over(work.connection, view.connection)
        except WorkspaceDamaged:
            return False
        return True

    def _safety_copy(self, present: Database | None) -> Path | None:
        """Make a backup of what is replaced, where it can be read; the replaced file itself stays whatever comes of that."""
        from outreach.services.backups import Backups

        if present is None:
            return None
        try:
            return Backups(present).make("restore").path
        except Exception as error:  # noqa: BLE001 - a damaged file answers anything
            log.warning("no backup before restoring: %s", type(error))
            return None

    def _swap(self, path: Path, *, sound: bool) -> Path | None:
        from outreach.storage import restoring
        from outreach.storage.faults import known_faults

        with known_faults(str(self.place)):
            there = self.place.exists()
            what = "replaced" if sound else "damaged"
            kept = restoring.kept_name(self.place, what, self._signature.clock())
            restoring.put_in_place(path, self.place, kept)
        return kept if there else None

    def _compared(self, backup: Path, manifest: Manifest, present: Database | None, then: Database) -> RestorePreview:

        age = max(self._signature.clock() - manifest.made, timedelta(0))
        bare = RestorePreview(
            backup, manifest.made, age, manifest.reason, manifest.counts, manifest.encrypted, present is not None
        )
        if present is None:
            return bare
        try:
            return _filled(bare, present, then)
        except Exception as error:  # noqa: BLE001 - a damaged file answers anything; the backup was compared to the last row
            log.info("the workspace that a backup replaces could not be compared: %s", type(error))
            return replace(bare, readable=False)


def _require_no_fault(error: Exception, sound: bool) -> None:
    # A file beside it that could not be made is told as one that may only be read: SQLite says no more.
    if sound and isinstance(error, DiskFault | DiskFull | WorkspaceReadOnly):
        raise error


def _filled(bare: RestorePreview, present: Database, then: Database) -> RestorePreview:
    """Compare what is there with what a backup holds."""
    from outreach.storage import restoring

    with present.read() as now_view, then.read() as then_view:
        found = {one.kind: one for one in restoring.compare(now_view, then_view)}
        kinds = tuple(_kind_preview(now_view, found[kind]) for kind in SHOWN)
        since = [one.at for one in now_view.actions(10_000) if one.at > bare.made]
        sent = restoring.sent_letters(now_view)
        letters = restoring.waiting_letters(then_view)
    return replace(
        bare,
        kinds=kinds,
        actions=len(since),
        last=max(since, default=None),
        letters=sum(one not in sent for one in letters),
    )


def _brake(preview: RestorePreview) -> None:
    for one in preview.kinds:
        if is_too_many(one.kind, one.gone, one.now):
            raise TooMuchRemoved(one.gone, one.now)


def _kind_preview(now: View, one: Compared) -> KindPreview:
    names: tuple[str, ...] = ()
    if one.kind in (Kind.COMPANY, Kind.PERSON, Kind.EVENT, Kind.TENDER, Kind.CONTRACT):
        found = now.store(one.kind).many(one.gone[:NAMED])
        names = tuple(
            getattr(found[i], "name", "") or getattr(found[i], "title", "") for i in one.gone[:NAMED] if i in found
        )
    return KindPreview(one.kind, one.known, len(one.gone), len(one.changed), len(one.back), names)
