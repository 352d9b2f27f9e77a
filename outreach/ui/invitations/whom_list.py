"""A line to type in, and under it what the letters may mean. Enter takes the marked one; the arrows move while one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import icon
from outreach.ui.invitations.whom import HEADINGS, ICONS, Source, Whom, find
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, set_role

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ASK = N_("Saved view, tag, trade, company or person")


class WhomList(QWidget):
    """Chooses whom to invite. `taken` carries a `Whom`; Esc in an empty line is `left`."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._asking = False
        self._shown = ""
        self._waits = False
        self.line, self.list = QLineEdit(), LineList(one_click=True)
        self._build()
        self.line.textChanged.connect(self.read)
        self.line.installEventFilter(self)
        self.list.chosen.connect(self._take)
        self.list.moved.connect(lambda _: self.list.viewport().update())
        context.words.changed.connect(self.read)

    def read(self) -> None:
        """Look for what is typed; one question is under way at a time."""
        if self._asking:
            return
        self._asking = True
        house, typed, language = self._context.house, self.line.text().strip(), self._context.words.language
        self._context.tasks.run(
            lambda: find(house, typed, language), lambda found: self._show(typed, found), owner=self, failed=self._failed
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while one types, Enter chooses."""
        if watched is self.line and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _STEPS:
                self.list.step(_STEPS[Qt.Key(event.key())])
                return True
            if event.key() in _ENTER and not event.modifiers():
                self._entered()
                return True
            if event.key() == Qt.Key.Key_Escape and self.line.text():
                self.line.clear()
                return True
        return super().eventFilter(watched, event)

    def _entered(self) -> None:
        """A quick hand presses Enter before the answer is there: then the first of what comes is meant."""
        if self._asking or self._shown != self.line.text().strip():
            self._waits = True
        else:
            self.list.take()

    def _show(self, typed: str, found: list[Whom]) -> None:
        self._asking = False
        if typed != self.line.text().strip():
            self.read()
            return
        self._shown = typed
        lines: list[Line] = []
        for source in dict.fromkeys(one.source for one in found):
            lines.append(Line(self._context.words(HEADINGS[source]), heading=True))
            lines += [_line(one) for one in found if one.source is source]
        if not lines:
            lines = [Line(self._context.words(N_("Nothing found")), heading=True)]
        self.list.show_lines(lines)
        first = next((row for row, line in enumerate(lines) if not line.heading), -1)
        if first >= 0:
            self.list.setCurrentIndex(self.list.model().index(first, 0))
            self.list.scrollToTop()
        if self._waits:
            self._waits = False
            QTimer.singleShot(0, self, self.list.take)

    def _take(self, whom: Whom) -> None:
        self.line.clear()
        self.taken.emit(whom)

    def _failed(self, error: Exception) -> None:
        self._asking = self._waits = False
        self._context.tasks.failed.emit(error)

    def _build(self) -> None:
        words = self._context.words
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        set_role(self.line, "search")
        words.bind(self.line.setPlaceholderText, _ASK)
        words.bind(self.line.setAccessibleName, _ASK)
        words.bind(self.list.setAccessibleName, N_("Whom to invite"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.line)


def _line(whom: Whom) -> Line:
    quiet = "accent" if whom.source is Source.VIEW else "muted"
    return Line(whom.name, whom.detail, icon=ICONS[whom.source], icon_tone=quiet, data=whom)
