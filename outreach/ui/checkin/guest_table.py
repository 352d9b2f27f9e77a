"""The table of guests and what its keys do: J came, N did not, ? not known."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView

from outreach.domain.guest import Attendance
from outreach.ui.checkin.guest_model import GuestModel
from outreach.ui.guests_chosen import GuestsTable

#: J and N as in ja and nej; an English-speaking hand finds Y as well.
KEYS = {"j": Attendance.CAME, "y": Attendance.CAME, "n": Attendance.ABSENT, "?": Attendance.UNKNOWN}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTHS = (260, 240, 170, 130)


class GuestTable(GuestsTable):
    """The guests that fit what is typed. `marked` carries an `Attendance` for those that are chosen."""

    marked = Signal(object)
    one_more = Signal()
    removed = Signal()
    search_wished = Signal()

    def __init__(self, model: GuestModel) -> None:
        super().__init__(model)
        self.guests = model
        header = self.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda: self.marked.emit(Attendance.CAME))

    def ids(self) -> list[UUID]:
        """Return the ids of the guests, row by row."""
        return [one.guest.id for one in self.guests.lines]

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
