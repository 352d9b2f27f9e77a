"""The table of guests and what its keys do: one letter for an answer on the telephone, figures for which ones are shown."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from outreach.domain.guest import Answer
from outreach.ui.invitations.counts import Shown
from outreach.ui.invitations.guest_model import ADDRESS, TOLD, InviteModel
from outreach.ui.theme import calm_table

#: J, N and K as in ja, nej and kanske; an English-speaking hand finds Y and P as well.
ANSWER_KEYS = {
    "j": Answer.ACCEPTED,
    "y": Answer.ACCEPTED,
    "n": Answer.DECLINED,
    "k": Answer.TENTATIVE,
    "p": Answer.TENTATIVE,
    "?": Answer.NONE,
}
_SHOWN = {str(number): shown for number, shown in enumerate(Shown, start=1)}
_SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTHS = (164, 180, 220, 80, 132, 260, 104)


class InviteTable(QTableView):
    """The guests that are shown. Each signal is a wish for those that are chosen."""

    answered = Signal(object)
    """an `Answer`, told on the telephone"""
    shown_wished = Signal(object)
    language_wished = Signal()
    uninvite_wished = Signal()
    history_wished = Signal()
    add_wished = Signal()
    search_wished = Signal()

    def __init__(self, model: InviteModel) -> None:
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
        header.setSectionResizeMode(TOLD, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(60)
        self.doubleClicked.connect(self._double_clicked)

    def chosen(self) -> list[UUID]:
        """Return the ids of the chosen guests, in the order of the list."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.guests.rows[row].guest.id for row in rows]

    def choose(self, ids: Iterable[UUID], current: int = -1) -> None:
        """Choose guests by id; `current` is a row to choose when none of them is here any more."""
        wanted = set(ids)
        rows = [number for number, row in enumerate(self.guests.rows) if row.guest.id in wanted]
        if not rows and self.guests.rows and current >= 0:
            rows = [min(current, len(self.guests.rows) - 1)]
        selection = self.selectionModel()
        selection.clearSelection()
        for row in rows:
            selection.select(self.guests.index(row, 0), _SELECT)
        if rows:
            selection.setCurrentIndex(self.guests.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(self.guests.index(rows[0], 0))

    def edit_address(self) -> None:
        """Write in the address of the current guest."""
        if self.currentIndex().isValid():
            self.edit(self.guests.index(self.currentIndex().row(), ADDRESS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One letter does it; Up from the first row and / go to the search line."""
        if self.state() is QAbstractItemView.State.EditingState:
            # The editor lets Enter through after it has taken it.
            return
        bare = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if bare and self._take_letter(event.text().casefold()):
            return
        key = event.key()
        if bare and (key in _ENTER or key == Qt.Key.Key_F2):
            self.edit_address()
        elif key == Qt.Key.Key_Delete:
            self.uninvite_wished.emit()
        elif key == Qt.Key.Key_Insert:
            self.add_wished.emit()
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.search_wished.emit()
        elif not (bare and event.text().isprintable() and event.text().strip()):
            super().keyPressEvent(event)

    def _take_letter(self, letter: str) -> bool:
        wishes = {
            "e": self.edit_address,
            "s": self.language_wished.emit,
            "h": self.history_wished.emit,
            "/": self.search_wished.emit,
        }
        if letter in ANSWER_KEYS:
            self.answered.emit(ANSWER_KEYS[letter])
        elif letter in _SHOWN:
            self.shown_wished.emit(_SHOWN[letter])
        elif letter in wishes:
            wishes[letter]()
        else:
            return False
        return True

    def _double_clicked(self) -> None:
        column = self.currentIndex().column()
        if column == ADDRESS:
            self.edit_address()
        elif column == ADDRESS + 1:
            self.language_wished.emit()
        else:
            self.history_wished.emit()
