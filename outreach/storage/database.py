"""The workspace: one SQLite file, or a shared PostgreSQL database. Opens it safely and hands out units of work."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import platform
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2

from outreach.domain.changes import Changes
from outreach.domain.personal_numbers import masked
from outreach.domain.secret import Secret
from outreach.domain.server_address import is_address, split_address
from outreach.errors import (
    DiskFull,
    OutreachError,
    WorkspaceExists,
    WorkspaceInUse,
    WorkspaceReadOnly,
    WorkspaceUnreachable,
)
from outreach.storage import (
    as_left,
    audit,
    backups,
    encryption,
    migrate,
    rekeying,
    sealed_places,
    sealing,
    search_index,
    workspace_file,
)
from outreach.storage import engine as engines
from outreach.storage.alone import OneAtATime
from outreach.storage.certain import certain_work
from outreach.storage.encryption import Unlocked
from outreach.storage.faults import disk_full, known_faults
from outreach.storage.gate import Gate
from outreach.storage.journal import ActionRow
from outreach.storage.key_slots import KeySlots
from outreach.storage.lock import WriterLock, lock_file
from outreach.storage.orders import Orders
from outreach.storage.places import require_safe_place
from outreach.storage.private_files import make_private_folder, overwritten_once_gone
from outreach.storage.reserve import Reserve
from outreach.storage.roles import require_owner
from outreach.storage.sealing import Cost, Sealer
from outreach.storage.waiting_box import BoxSealer
from outreach.storage.work import View, Work

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Line:
    """The line to a server. `gives_up`: once it was found dead, nobody waits for it again before it answered (`Database.look`)."""

    is_dead: bool = False
    gives_up: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Who writes, on which device, and what time it is. Comes in from outside, so that tests can hold it still."""

    who: str = ""
    device: str = platform.node()
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


class Database:
    """An open workspace. Create with `create_workspace` or `open_workspace`; close when done."""

    def __init__(
        self,
        engine: Engine,
        place: str,
        signature: Signature,
        lock: WriterLock | None = None,
        *,
        writing: bool = True,
        unlocked: Unlocked | None = None,
        password: Secret | None = None,
    ) -> None:
        self.engine = engine
        self._password = password
        self._writing = writing
        self.place = place
        self.signature = signature
        self._lock = lock
        self._gate = Gate()
        # The last action that is surely on the disk; the lock file says it to whoever opens the workspace after a crash.
        self._last = as_left.last_action(lock)
        self._say_last()
        self._visit: as_left.Visit | None = None
        self.reserve = Reserve(Path(place))
        self._unlocked = unlocked
        self._sealer = Sealer(unlocked.key) if unlocked is not None else None
        self._one_at_a_time = OneAtATime(engine, shared=self.is_shared)
        self.line = Line()
        #: The orders of whole lists, remembered between two writes.
        self.orders = Orders()
        # The id that the next action gets: it may have been done before (`as_before`).
        self._next_action: UUID | None = None
        #: What seals files beside a shared workspace (`services/waiting.py` gives it).
        self.box: Sealer | BoxSealer | None = None

    @property
    def is_shared(self) -> bool:
        """Say whether the workspace lies on a server."""
        return "://" in self.place

    @property
    def can_write(self) -> bool:
        """Say whether it was opened to be written, and is still ours to write."""
        return self._writing and (self.is_shared or self._lock is not None)

    @property
    def is_encrypted(self) -> bool:
        """Say whether the file is encrypted by us; a shared workspace is the server's to protect."""
        return self._unlocked is not None

    @property
    def sealer(self) -> Sealer | BoxSealer | None:
        """What seals other files of an encrypted workspace, or of a shared one once its box is there; None for a plain one."""
        return self.box if self.is_shared else self._sealer

    @property
    def slots(self) -> KeySlots | None:
        """The key slots of an encrypted workspace."""
        return self._unlocked.slots if self._unlocked is not None else None

    def backup_slots(self) -> bytes | None:
        """Return the key file as a backup holds it, None for a plain workspace."""
        return self._unlocked.slots.to_bytes() if self._unlocked is not None else None

    def change_slots(self, change: Callable[[KeySlots, bytearray], KeySlots], proof: Secret | None = None) -> None:
        """Put other key slots in place of these; `change` gets them and the data key. The old stay until the new are proven.

        `proof` must open the new ones. Raises WorkspaceReadOnly, DiskFull.
        """
        if self._unlocked is None or not self.can_write:
            raise WorkspaceReadOnly(self.place)
        slots = change(self._unlocked.slots, self._unlocked.key)
        try:
            with known_faults(self.place):
                encryption.write_slots(Path(self.place), slots, self._unlocked.key, proof)
        except OutreachError:
            # A disk may fail after the new slots took their place. Then they count, whatever it says.
            if not encryption.is_in_place(Path(self.place), slots):
                raise
            log.warning("the disk gave an error after the key slots were changed")
        self._unlocked.slots = slots

    def rewrite(self, target: Unlocked | None, report: rekeying.Report | None = None) -> None:
        """Put the whole workspace under another key, or under none (`storage/rekeying.py`). Everybody else in here waits.

        Raises WorkspaceReadOnly, WorkspaceInUse, DiskFull, Cancelled, WorkspaceDamaged: then nothing has changed.
        """
        if self.is_shared or not self.can_write:
            raise WorkspaceReadOnly(self.place)
        path, before = Path(self.place), self._unlocked
        with self._gate.closed(), contextlib.ExitStack() as after:
            if before is None:
                # SQLite removes its log and leaves the pages of it on the disk.
                after.enter_context(overwritten_once_gone(Path(f"{path}-wal")))
            self.engine.dispose()
            try:
                rekeying.rewrite(path, before, target, report)
            except OutreachError:
                # A disk may fail after the swap: then the new key counts, and nobody is to be told that it does not.
                if before is target or rekeying.in_force(path, before, target) is not target:
                    raise
                log.warning("the disk gave an error after the keys were exchanged")
            finally:
                now = rekeying.in_force(path, before, target)
                if now is not target and target is not None:
                    target.wipe()
                self._take_up(now, before)
                # It is turned on at the next opening, where a bad disk lets it not be now; nothing is less safe until then.
                with contextlib.suppress(DatabaseError, dbapi2.Error):
                    migrate.keep_log_ahead(self.engine)

    def _take_up(self, unlocked: Unlocked | None, before: Unlocked | None) -> None:
        """Go on with the file as it lies there now."""
        self.engine = engines.sqlite_engine(Path(self.place), unlocked)
        if unlocked is before:
            return
        self._unlocked = unlocked
        if self._sealer is not None:
            self._sealer.wipe()
        self._sealer = Sealer(unlocked.key) if unlocked is not None else None
        if before is not None:
            before.wipe()

    @contextmanager
    def read(self) -> Iterator[View]:
        """Read from one consistent state."""
        with self._gate.passed(), self._watched_line(), known_faults(self.place):
            glance = None if self.is_shared else self.orders.glance()
            reader = self.engine.connect().execution_options(outreach_reading=True)
            with reader as connection, connection.begin():
                yield View(connection, glance)

    @contextmanager
    def work(self, title: str, **values: str) -> Iterator[Work]:
        """Do one user action: everything inside is kept, with its journal, or nothing is.

        `title` is a catalogue text such as "Saved {name}", filled with `values`. Read `work.changes` afterwards.
        """
        with self._work(title, values, None) as work:
            yield work

    @contextmanager
    def undoing(self, action: ActionRow) -> Iterator[Work]:
        """Do the action that takes `action` back."""
        with self._work(action.title, action.values, action) as work:
            yield work

    def steps(self, title: str, **values: str) -> Steps:
        """Begin an action that is kept step by step and is final: what leaves the computer cannot wait for the last of it."""
        return Steps(self, dataclasses.replace(self._action(title, values, None), final=True))

    def alone(self, name: str) -> AbstractContextManager[Callable[[], None]]:
        """Do something that only one window or computer may do at a time on this workspace.

        Gives a function that raises AlreadySending when the right was lost on the way. Raises AlreadySending.
        """
        return self._one_at_a_time.alone(name)

    @contextmanager
    def _work(self, title: str, values: dict[str, str], undone: ActionRow | None) -> Iterator[Work]:
        row = self._action(title, values, undone)
        if self.is_shared:
            again = self._next_action is not None
            self._next_action = None
            with self._gate.passed(), self._watched_line(), certain_work(self.engine, self.place, row, again=again) as shared:
                yield shared
            return
        with self.transaction() as connection:
            work = Work(connection, row)
            yield work
            done = work.finish()
        self._kept(done)

    def as_before(self, signature: Signature, action: UUID) -> Database:
        """Return the same shared workspace for one action that is done in another one's name, perhaps for the second time.

        Its first `work` gets the id `action` and raises `AlreadyDone` when that is there. It is not closed; this one is.
        """
        made = Database(self.engine, self.place, signature, writing=self._writing)
        made._gate, made.line, made._next_action = self._gate, self.line, action
        return made

    def look(self) -> None:
        """Ask the server for a sign of life, whatever was found before. Raises WorkspaceUnreachable and what fits."""
        self.line.is_dead = False
        with self.read() as view:
            view.connection.exec_driver_sql("SELECT 1")

    @contextmanager
    def _watched_line(self) -> Iterator[None]:
        """Remember that the server did not answer; where that is wished nobody waits for it again, ten seconds each time."""
        if self.line.is_dead and self.line.gives_up:
            raise WorkspaceUnreachable(self.place)
        try:
            yield
        except WorkspaceUnreachable:
            self.line.is_dead = True
            raise

    def _kept(self, done: Changes) -> None:
        if done.action is not None:
            self._last = done.action
            self._say_last()

    def _say_last(self) -> None:
        if self._last is not None and self._lock is not None:
            self._lock.say({"last": str(self._last)})

    @contextmanager
    def _writing_faults(self) -> Iterator[None]:
        """Translate faults; on a full disk let go of the reserve, so that the next save has room."""
        try:
            with known_faults(self.place):
                yield
        except DiskFull as error:
            raise disk_full(error.path, relieved=self.reserve.let_go()) from error

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Write on one connection, all or nothing; for `Work`, which keeps the journal."""
        try:
            with self._gate.passed(), self._writing_faults(), self.engine.connect() as connection, connection.begin():
                yield connection
        finally:
            self.orders.written()

    def _action(self, title: str, values: dict[str, str], undone: ActionRow | None) -> ActionRow:
        if not self.can_write:
            raise WorkspaceReadOnly(self.place)
        signature = self.signature
        return ActionRow(
            id=self._next_action or uuid4(),
            at=signature.clock(),
            who=signature.who,
            device=signature.device,
            title=title,
            values=masked(values),
            undoes=undone.id if undone else None,
        )

    def audit(self, deed: str, **detail: Any) -> None:
        """Add a line to the audit log, on its own. Looking at a workspace is no reason to take something out of it unseen.

        So it is written by a workspace that was opened to be read too. Raises WorkspaceReadOnly where the file takes nothing.
        """
        if self._lock is None and self._visit is None and not self.is_shared:
            # Opened to be read: unless somebody else has it open for writing, we see to what is left.
            with known_faults(self.place), contextlib.suppress(WorkspaceInUse):
                self._visit = as_left.Visit(Path(self.place))
        with self._gate.passed(), known_faults(self.place), self.engine.connect() as connection, connection.begin():
            audit.append(connection, self.signature.clock(), self.signature.who, self.signature.device, deed, detail)

    def scrub(self) -> None:
        """Leave no byte of what was erased: search indexes are merged anew, the log is emptied into the file, free pages go.

        To be called after the transaction of an erasure. On a server VACUUM and backups are its own affair.
        """
        with self._gate.passed(), known_faults(self.place):
            search_index.forget_removed(self.engine)

    def check(self) -> list[str]:
        """Return what is wrong with the file, nothing when it is sound: pages, keys, and one search entry a record."""
        with self.read() as view:
            return migrate.problems(view.connection)

    def check_quickly(self) -> list[str]:
        """Return what a look at every page finds, without comparing indexes: a second for a large file."""
        if self.is_shared:
            return []
        with self.read() as view:
            return migrate.page_problems(view.connection, encrypted=self.is_encrypted)

    def close(self) -> None:
        """Close every connection, forget the key, and let the next writer in."""
        self.engine.dispose()
        if self._password is not None:
            self._password.wipe()
        if self._unlocked is not None:
            self._unlocked.wipe()
        if self._sealer is not None:
            self._sealer.wipe()
        if self._lock is not None:
            self._lock.release(as_left.what_is_left(Path(self.place), self._last))
            self._lock = None
        if self._visit is not None:
            self._visit.end()
            self._visit = None

    def engine_for(self, copy: Path) -> Engine:
        """Return an engine for a copy of this workspace, which opens with the same key."""
        return engines.sqlite_engine(copy, self._unlocked)


class Steps:
    """One final action in several transactions. Each is on the disk before the next begins; `changes` tells of all so far."""

    def __init__(self, database: Database, action: ActionRow) -> None:
        self._database = database
        self._action = action
        self._begun = False
        self.changes = Changes()

    @contextmanager
    def step(self) -> Iterator[Work]:
        """Do a part: it is kept, with its journal, or nothing of it is."""
        database = self._database
        row = dataclasses.replace(self._action, at=database.signature.clock())
        with database.transaction() as connection:
            work = Work(connection, row, begun=self._begun)
            yield work
            done = work.finish()
        database._kept(done)
        if done.action is not None:
            self._begun = True
            touched = self.changes.touched | done.touched
            self.changes = Changes(row.id, row.title, row.values, touched, row.final)


def create_workspace(
    path: Path,
    signature: Signature = Signature(),
    secret: Secret | None = None,
    reason: str = "",
    *,
    cost: Cost = sealing.USUAL_COST,
) -> Database:
    """Make an empty workspace file, readable by its owner alone, and open it. With a passphrase it is encrypted.

    `reason` says why one is not encrypted and is kept as a fact. `cost`: what a try of the passphrase costs.
    Raises WorkspaceExists.
    """
    require_safe_place(path)
    with known_faults(str(path)):
        if path.exists():
            raise WorkspaceExists(path)
        make_private_folder(path.parent)
    lock = WriterLock(path)
    unlocked, half = None, path.with_name(f".{path.name}.half")
    try:
        unlocked = workspace_file.written_slots(path, secret, cost) if secret is not None else None
        workspace_file.make_whole(path, half, unlocked)
        engine = engines.sqlite_engine(path, unlocked)
    except BaseException:
        if unlocked is not None:
            unlocked.wipe()
            if not path.exists():
                encryption.keys_file(path).unlink(missing_ok=True)
        workspace_file.remove_half_made(half)
        lock.release()
        raise
    sealed_places.note(path, unlocked.slots.workspace if unlocked is not None else None)
    database = Database(engine, str(path), signature, lock, unlocked=unlocked)
    if reason and unlocked is None:
        with database.work("") as work:
            work.keep_fact(PLAIN_BECAUSE, " ".join(reason.split()))
    return database


#: The fact that says why a workspace is not encrypted, in the words of who decided it.
PLAIN_BECAUSE = "encryption.off"


def open_workspace(
    place: Path | str,
    signature: Signature = Signature(),
    *,
    writing: bool = True,
    patience: float = engines.PATIENCE,
    secret: Secret | None = None,
) -> Database:
    """Open a workspace file or, for a postgresql:// address, a shared one, and bring it up to date.

    `patience`: seconds to wait for another writer. Without `writing` nothing can be saved, and no lock is taken but to bring
    an older file up to date. `secret`: what opens an encrypted one, or the password of the login; it is left to the caller to wipe.
    Raises the WorkspaceError that fits, DiskFull or UnsafeSqlite.
    """
    if is_address(str(place)):
        return _open_shared(str(place), signature, writing, secret)
    path = Path(place)
    workspace_file.require_file(path)
    if writing:
        require_safe_place(path)
    rekeying.settle(path, patience)
    unlocked: Unlocked | None = None
    # Where a lock file says how the workspace was left, that is looked at before anything else is believed.
    lock = WriterLock(path, patience) if writing and lock_file(path).exists() else None
    try:
        if lock is not None:
            as_left.require_as_left(path, lock)
        workspace_file.require_workspace(path)
        lock = lock or (WriterLock(path, patience) if writing else None)
        with known_faults(str(path)):
            # Once the lock is ours: another process might just have been exchanging the keys.
            unlocked = encryption.unlock(path, secret)
            engine = engines.sqlite_engine(path, unlocked)
            workspace_file.require_ours(engine, path, unlocked)
            if lock is not None:
                _take_up(engine, path, lock, unlocked)
            if migrate.require_known(engine, path):
                _upgrade(engine, path, lock, patience, signature, unlocked)
    except BaseException:
        if unlocked is not None:
            unlocked.wipe()
        if lock is not None:
            # What was found still holds for the next one who looks: a try does not make a damaged file a good one.
            lock.release(lock.found)
        raise
    return Database(engine, str(path), signature, lock, unlocked=unlocked)


def _take_up(engine: Engine, path: Path, lock: WriterLock, unlocked: Unlocked | None) -> None:
    """Look whether all that was kept is there, and set right what a cut may have left. Raises WorkspaceDamaged, WorkspaceTooNew."""
    migrate.require_known(engine, path)
    as_left.require_last_action(engine, path, lock)
    migrate.keep_log_ahead(engine)
    if unlocked is not None:
        encryption.put_back(path, unlocked.slots)
        sealed_places.note(path, unlocked.slots.workspace)


def _upgrade(
    engine: Engine,
    path: Path,
    lock: WriterLock | None,
    patience: float,
    signature: Signature,
    unlocked: Unlocked | None,
) -> None:
    """Bring an older file up to date; one that is only read needs the lock for as long as that takes."""
    own = WriterLock(path, patience) if lock is None else None
    try:
        if migrate.require_known(engine, path):
            keys = unlocked.slots.to_bytes() if unlocked is not None else None
            backups.make(
                engine,
                path,
                signature.clock(),
                reason="upgrade",
                keys=keys,
                open_copy=lambda copy: engines.sqlite_engine(copy, unlocked),
            )
            migrate.upgrade(engine)
    finally:
        if own is not None:
            own.release()


def _open_shared(url: str, signature: Signature, writing: bool, secret: Secret | None) -> Database:
    """Open a shared workspace. Raises WorkspaceBehind when steps are pending that only the owner of the tables may do."""
    place, written = split_address(url)
    # Kept for the connections to come; wiped with the database.
    password = secret.copy() if secret else Secret(written)
    engine = engines.postgres_engine(place, password)
    try:
        with known_faults(place):
            if migrate.require_known(engine, place):
                require_owner(engine, place)
                migrate.upgrade(engine)
    except BaseException:
        engine.dispose()
        password.wipe()
        raise
    return Database(engine, place, signature, writing=writing, password=password)
