"""On a shared workspace: every few seconds the window looks what others have done, and says when the server does not answer."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from outreach.domain.changes import Changes
from outreach.errors import OutreachError
from outreach.language import N_
from outreach.services.following import Following
from outreach.ui.context import Context

AWAY = N_("The server does not answer. What you type stays in its form; saving works again when the server is back.")
BACK = N_("The server answers again.")

#: Milliseconds between two looks.
PACE = 4_000


class Follower(QObject):
    """Looks while the workspace is open. `away` says that the server does not answer, or answers again."""

    away = Signal(bool)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._following = Following(context.house.database)
        self._looking = self._is_away = False
        self._timer = QTimer(self, interval=PACE)
        self._timer.timeout.connect(self.look)
        context.changes.changed.connect(self._own)

    def begin(self) -> None:
        """Look now, and again every few seconds."""
        self.look()
        self._timer.start()

    def look(self) -> None:
        """Look once, unless the last look is still under way."""
        if self._looking:
            return
        self._looking = True
        self._context.tasks.run(self._following.look, self._seen, owner=self, failed=self._failed)

    def _own(self, changes: Changes, origin: object) -> None:
        if origin is not self:
            self._following.own(changes)

    def _seen(self, changes: Changes | None) -> None:
        self._looking = False
        self._say(away=False)
        if changes is not None:
            self._context.changes.publish(changes, self)

    def _failed(self, error: Exception) -> None:
        self._looking = False
        if not isinstance(error, OutreachError):
            self._context.tasks.failed.emit(error)
            return
        self._say(away=True)

    def _say(self, *, away: bool) -> None:
        if away != self._is_away:
            self._is_away = away
            self.away.emit(away)
