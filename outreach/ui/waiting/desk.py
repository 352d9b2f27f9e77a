"""Everything of the main window about the server of a shared workspace: the follower, the line above everything, the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from outreach.domain.waiting import Waits
from outreach.services.waiting import Sent
from outreach.services.waiting_words import SENT, say_kept, say_stuck
from outreach.ui.following import Follower
from outreach.ui.waiting.banner import WaitingBanner
from outreach.ui.waiting.dialog import WaitingDialog

if TYPE_CHECKING:
    from outreach.ui.context import Context
    from outreach.ui.toast import Toast


class WaitingDesk(QObject):
    """One for each shared workspace that is open; `end` before it closes."""

    def __init__(self, context: Context, window: QMainWindow, toast: Toast) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._toast = toast
        self.dialog: WaitingDialog | None = None
        self.banner = WaitingBanner(context.words, window)
        self.follower = Follower(context, self)
        self.follower.told.connect(lambda away, count, stuck: self.banner.tell(away=away, count=count, stuck=stuck))
        self.follower.sent.connect(self._sent)
        self.banner.wanted.connect(self.show_waiting)
        context.wishes.waits.connect(self._kept)
        self.follower.begin()

    def end(self) -> None:
        """Look no more, and show nothing more."""
        self._context.wishes.waits.disconnect(self._kept)
        self._window.removeToolBar(self.banner)
        self.banner.deleteLater()
        self.deleteLater()

    def show_waiting(self) -> None:
        """Open the list of what waits."""
        self.dialog = WaitingDialog(self._context, lambda: self.follower.stuck, self.follower.send, self._window)
        self.dialog.show()

    def _kept(self, waits: Waits) -> None:
        self._toast.say(say_kept(waits.operation, self._context.words.language))

    def _sent(self, sent: Sent) -> None:
        words = self._context.words
        parts = [words.count(SENT, len(sent.done))] if sent.done else []
        self._toast.say(" ".join((*parts, *(say_stuck(one, words.language) for one in sent.stuck[:1]))))
