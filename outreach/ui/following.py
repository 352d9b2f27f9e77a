"""On a shared workspace: every few seconds the window looks what others have done, and sends what waited for the server.

While the server does not answer, nobody waits for it: the worker is told so at once, and another thread asks for a sign of life.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from outreach.domain.changes import Changes
from outreach.errors import OutreachError, WorkspaceUnreachable
from outreach.services.following import Following
from outreach.services.server_roles import remember_login
from outreach.services.waiting import Sent, Stuck
from outreach.ui.context import Context
from outreach.ui.tasks import Progress

#: Milliseconds between two looks.
PACE = 4_000

Look = tuple[Changes | None, Sent, int]


class Follower(QObject):
    """Looks while the workspace is open. `told` says how it stands: (away, how many wait, how many of those are stuck).

    `sent` carries what came of sending, when anything did. `stuck` are the deeds that cannot be done as they stand, by action; they
    are tried again only when somebody wants it (`send`).
    """

    told = Signal(bool, int, int)
    sent = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._following = Following(context.house.database)
        self._looking = self.is_away = False
        self.stuck: dict[UUID, Stuck] = {}
        self._count = 0
        self._timer = QTimer(self, interval=PACE)
        self._timer.timeout.connect(self.look)
        context.changes.changed.connect(self._own)
        context.wishes.waits.connect(lambda _: self.look())

    def begin(self) -> None:
        """Look now, and again every few seconds."""
        self._context.house.database.line.gives_up = True
        self.look()
        self._timer.start()

    def look(self) -> None:
        """Look once, unless the last look is still under way."""
        if self._looking:
            return
        self._looking = True
        if self.is_away:
            self._count_here()
            database = self._context.house.database
            self._context.tasks.run_far(_asked(database.look), lambda _: self._go(), _no_report, owner=self, failed=self._failed)
        else:
            self._go()

    def send(self, then: Callable[[], None]) -> None:
        """Send what waits, also what was stuck; `then` is called when that is over. A server that was away is asked first."""
        self.stuck.clear()
        self._looking = True
        if not self.is_away:
            self._go(then)
            return

        def failed(error: Exception) -> None:
            self._failed(error)
            then()

        database = self._context.house.database
        self._context.tasks.run_far(_asked(database.look), lambda _: self._go(then), _no_report, owner=self, failed=failed)

    def _go(self, then: Callable[[], None] = lambda: None) -> None:
        house, tried = self._context.house, frozenset(self.stuck)

        def work() -> Look:
            house.waiting.prepare()
            remember_login(house.database)
            sent = house.waiting.send(tried)
            return self._following.look(), sent, house.waiting.count()

        def seen(look: Look) -> None:
            self._seen(look)
            then()

        def failed(error: Exception) -> None:
            self._failed(error)
            then()

        self._context.tasks.run(work, seen, owner=self, failed=failed)

    def _own(self, changes: Changes, origin: object) -> None:
        if origin is not self:
            self._following.own(changes)

    def _seen(self, look: Look) -> None:
        changes, sent, self._count = look
        self._looking = self.is_away = False
        self.stuck |= {one.operation.action: one for one in sent.stuck}
        if not self._count:
            self.stuck.clear()
        self._tell()
        if sent.done or sent.stuck:
            self.sent.emit(sent)
        if changes is not None:
            self._context.changes.publish(changes, self)

    def _failed(self, error: Exception) -> None:
        self._looking = False
        if not isinstance(error, OutreachError):
            self._context.tasks.failed.emit(error)
            return
        if isinstance(error, WorkspaceUnreachable):
            self.is_away = True
        self._count_here()

    def _count_here(self) -> None:
        """How many wait is a look at a folder: it needs no server."""
        waiting = self._context.house.waiting

        def counted(count: int) -> None:
            self._count = count
            self._tell()

        self._context.tasks.run(waiting.count, counted, owner=self)

    def _tell(self) -> None:
        self.told.emit(self.is_away, self._count, len(self.stuck))


def _asked(look: Callable[[], None]) -> Callable[[Progress], None]:
    return lambda _: look()


def _no_report(done: int, total: int) -> None:
    """A sign of life has no parts to count."""
