"""A calm line beside the time of an event: who or what is taken then, and what else lies on the day. It never blocks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from outreach.domain.event import Event
from outreach.domain.plan import Plan
from outreach.errors import InvalidInput
from outreach.language import NN_
from outreach.services.clash_claims import ClashKind
from outreach.services.clashes import Clash
from outreach.ui.context import Context
from outreach.ui.icons import icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, MARGIN, TIGHT, current_theme, set_role

MORE = NN_("and {n} more", "and {n} more")
MOST = 4
#: How long nothing is typed before it is looked up, in milliseconds.
PAUSE = 250


class ClashLine(QFrame):
    """Asks for the clashes of what stands in a form, whenever it rests. `plan` is one that comes with a new event."""

    def __init__(
        self, context: Context, edited: Callable[[], Event], plan: Callable[[], Plan | None] = lambda: None
    ) -> None:
        super().__init__()
        self._context = context
        self._edited = edited
        self._plan = plan
        self._asked = 0
        self._found: list[Clash] = []
        self._labels: list[QLabel] = []
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        self._mark = QLabel()
        self._texts = QVBoxLayout()
        self._texts.setSpacing(TIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        row.setSpacing(GAP)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._texts, 1)
        self.hide()
        context.words.changed.connect(self._show)

    def soon(self) -> None:
        """Look again when nothing was typed for a moment."""
        self._timer.start()

    def look(self) -> None:
        """Look now. What cannot be read yet clashes with nothing."""
        self._timer.stop()
        self._asked += 1
        asked, clashes = self._asked, self._context.house.clashes
        try:
            event = self._edited()
        except InvalidInput:
            self._take(asked, [])
            return
        # The days off of a series stand beside its next dates.
        beside, plan = bool(event.recurrence), self._plan()

        def read() -> list[Clash]:
            return [one for one in clashes.of(event, plan) if not (beside and one.kind is ClashKind.DAY)]

        self._context.read(read, lambda found: self._take(asked, found), self)

    def texts(self) -> list[str]:
        """Return the sentences that are shown."""
        return [label.text() for label in self._labels]

    def _take(self, asked: int, found: list[Clash]) -> None:
        if asked == self._asked:
            self._found = found
            self._show()

    def _show(self) -> None:
        for gone in self._labels:
            self._texts.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        serious = any(not one.is_remark for one in self._found)
        set_role(self, "banner-warning" if serious else "banner")
        theme = current_theme()
        ink = theme.warning if serious else theme.muted
        self._mark.setPixmap(icon("warning" if serious else "info", QColor(ink)).pixmap(18, 18))
        language = self._context.words.language
        self._labels = [text_label(one.say(language)) for one in self._found[:MOST]]
        if len(self._found) > MOST:
            self._labels.append(text_label(self._context.words.count(MORE, len(self._found) - MOST), "muted"))
        for label in self._labels:
            self._texts.addWidget(label)
        said = " ".join(self.texts())
        self.setAccessibleName(said)
        self.setVisible(bool(self._found))
