"""The table of guests and what its keys do: J came, N did not, ? not known."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from outreach.domain.guest import Attendance
from outreach.ui.checkin.guest_model import GuestModel
from outreach.ui.theme import calm_table

#: J and N as in ja and nej; an English-speaking hand finds Y as well.
KEYS = {"j": Attendance.CAME, "y": Attendance.CAME, "n": Attendance.ABSENT, "?": Attendance.UNKNOWN}
_SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTHS = (260, 240, 170, 130)


class GuestTable(QTableView):
    """The guests that fit what is typed. `marked` carries an `Attendance` for those that are chosen."""

    marked = Signal(object)
    one_more = Signal()
    removed = Signal()
    search_wished = Signal()

    def __init__(self, model: GuestModel) -> None:
        super().__init__()
        calm_table(self)
        self.guests = model
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda: self.marked.emit(Attendance.CAME))

    def chosen(self) -> list[UUID]:
        """Return the ids of the chosen guests."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.guests.lines[row].guest.id for row in rows]

    def choose(self, ids: Iterable[UUID], current: int = -1) -> None:
        """Choose guests by id; `current` is a row to choose when none of them is here any more."""
        wanted = set(ids)
        rows = [row for row, line in enumerate(self.guests.lines) if line.guest.id in wanted]
        if not rows and self.guests.lines and current >= 0:
            rows = [min(current, len(self.guests.lines) - 1)]
        selection = self.selectionModel()
        selection.clearSelection()
        for row in rows:
            selection.select(self.guests.index(row, 0), _SELECT)
        if rows:
            selection.setCurrentIndex(self.guests.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(self.guests.index(rows[0], 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark by letter; Up from the first row and / go to the search line."""
        key, text = event.key(), event.text().casefold()
        bare = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if bare and text in KEYS:
            self.marked.emit(KEYS[text])
        elif bare and key in _ENTER:
            self.marked.emit(Attendance.CAME)
        elif text == "+" and not event.isAutoRepeat():
            self.one_more.emit()
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif text == "/" or (key == Qt.Key.Key_Up and self.currentIndex().row() <= 0):
            self.search_wished.emit()
        elif not (bare and text.isprintable() and text.strip()):
            super().keyPressEvent(event)
