"""Everything that happens on one full day, in a small window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.domain.calendar_entry import Entry
from outreach.language import N_
from outreach.ui.calendar.entry_words import kind_words, status_words
from outreach.ui.context import Context
from outreach.ui.icons import event_icon_name, put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, current_theme, set_role
from outreach.ui.words import Words

WIDTH, HIGHEST = 380, 420


class DayList(QFrame):
    """The entries of a day. `chosen` carries an `Entry`; `new` asks for another event on the day."""

    chosen = Signal(object)
    new = Signal()

    def __init__(self, context: Context, day: date, entries: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "card")
        heading = QLabel(context.words.language.day(day, "full"))
        set_role(heading, "subheading")
        self.list = LineList(one_click=True)
        self.list.setAccessibleName(heading.text())
        self.list.show_lines([_line(entry, context.words) for entry in entries], first=True)
        self.list.chosen.connect(self._choose)
        add = QPushButton()
        set_role(add, "quiet")
        put_icon(add, "add")
        context.words.bind(add.setText, N_("New event on this day"))
        add.clicked.connect(self._new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        heading.setContentsMargins(GAP, GAP // 2, GAP, 0)
        layout.addWidget(heading)
        layout.addWidget(self.list)
        layout.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        beside = heading.sizeHint().height() + add.sizeHint().height() + 5 * GAP
        self.resize(WIDTH, min(HIGHEST, self.list.height_of_all() + beside))

    def open_over(self, canvas: QWidget, cell: QRect) -> None:
        """Show over a day of the month, inside the screen."""
        corner = canvas.mapToGlobal(cell.topLeft() - QPoint(GAP, GAP))
        screen = canvas.screen().availableGeometry()
        x = max(screen.left(), min(corner.x(), screen.right() - self.width()))
        y = max(screen.top(), min(corner.y(), screen.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, entry: object) -> None:
        self.close()
        self.chosen.emit(entry)

    def _new(self) -> None:
        self.close()
        self.new.emit()


def _line(entry: Entry, words: Words) -> Line:
    event = entry.event
    clock = words.language.clock(entry.clock) if entry.clock is not None else ""
    detail = " · ".join(text for text in (kind_words(entry, words), status_words(entry, words)) if text)
    if event is None:
        return Line(entry.title, detail, clock, icon="tenders", data=entry)
    ink = current_theme().kinds[event.kind].ink
    return Line(entry.title, detail, clock, icon=event_icon_name(event.kind), icon_colour=ink, data=entry)
