"""The first picture: the frame in which the pages will stand; if it takes long, a sentence in it about what is under way.

Nothing here names `Qt` (see `dress.py`); what does is loaded with the sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from outreach.ui.tokens import BAR_HEIGHT, SIDE_WIDTH
from outreach.ui.words import Words

if TYPE_CHECKING:
    from outreach.ui.start.pages import UnderWay

#: Remembered by the window: whether the last workspace opened without a question, so that the frame may be shown before it does.
STRAIGHT = "start.straight"
#: An ordinary start is over before the page says anything, in milliseconds.
_SILENT = 400


class OpeningPage(QWidget):
    """What is shown while a workspace opens or is made; `cancel` is offered when there is something to stop.

    `framed` shows the grounds of side list and bar where the shell will put them, so that nothing jumps when it comes.
    """

    def __init__(self, words: Words, cancel: Callable[[], None], *, framed: bool = False) -> None:
        super().__init__()
        self._words = words
        self._cancel = cancel
        self._text = ""
        self.side, self.bar, self.place = QFrame(), QFrame(), QWidget()
        self.side.setProperty("role", "sidebar")
        self.side.setFixedWidth(SIDE_WIDTH)
        self.bar.setProperty("role", "toolbar")
        self.bar.setFixedHeight(BAR_HEIGHT)
        row, column = QHBoxLayout(self), QVBoxLayout()
        for layout in (row, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(column, 1)
        column.addWidget(self.bar)
        column.addWidget(self.place, 1)
        self.frame_in(framed)
        self._under_way: UnderWay | None = None
        self._late = QTimer(self, singleShot=True, interval=_SILENT)
        self._late.timeout.connect(lambda: self._said().show_work(True))

    def frame_in(self, framed: bool) -> None:
        """Show the frame, or an empty ground."""
        self.side.setVisible(framed)
        self.bar.setVisible(framed)

    def begin(self, text: str, *, stoppable: bool = False) -> None:
        """Show a catalogue text, after a moment, with an endless bar."""
        self._text = text
        if stoppable or self._under_way is not None:
            self._said().begin(text, stoppable=stoppable)
            self._said().show_work(stoppable)
        self._late.start()

    def report(self, done: int, total: int) -> None:
        """Show how far it has come."""
        self._said().report(done, total)

    def hideEvent(self, event: object) -> None:
        """Stop the bar's own clock."""
        self._late.stop()
        if self._under_way is not None:
            self._under_way.show_work(False)

    def _said(self) -> UnderWay:
        if self._under_way is None:
            from outreach.ui.start.pages import UnderWay

            self._under_way = UnderWay(self._words, self._cancel, self.place)
            self._under_way.begin(self._text)
        return self._under_way
