"""The table of guests and what its keys do: one letter for an answer on the telephone, figures for which ones are shown."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from outreach.domain.guest import Answer
from outreach.ui.guests_chosen import GuestsTable
from outreach.ui.invitations.counts import Shown
from outreach.ui.invitations.guest_model import (
    ADDRESS,
    ANSWER,
    COMPANY,
    LANGUAGE,
    NAME,
    STANDING,
    TOLD,
    InviteModel,
)

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
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: Pixels of the columns whose words are short, and the parts that the others have of what the measured ones leave.
_FIXED = {LANGUAGE: 80, ANSWER: 124}
_PARTS = {NAME: 0.28, COMPANY: 0.30, ADDRESS: 0.42}
#: What a cell has beside its text, and how much of the width a measured column takes at most.
_BESIDE, _MOST = 24, 0.3


class InviteTable(GuestsTable):
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
        super().__init__(model)
        self.guests = model
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(60)
        model.modelReset.connect(self._share_room)
        self.doubleClicked.connect(self._double_clicked)

    def ids(self) -> list[UUID]:
        """Return the ids of the guests, row by row."""
        return [one.guest.id for one in self.guests.rows]

    def edit_address(self) -> None:
        """Write in the address of the current guest."""
        if self.currentIndex().isValid():
            self.edit(self.guests.index(self.currentIndex().row(), ADDRESS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every column its part of the width."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Give the columns of names what the others leave; how a guest stands is shown where somebody stands otherwise."""
        header, whole = self.horizontalHeader(), self.viewport().width()
        self.setColumnHidden(STANDING, not any(self._words_of(STANDING)))
        widths = _FIXED | {column: min(self._needs(column), int(whole * _MOST)) for column in (TOLD, STANDING)}
        room = whole - sum(width for column, width in widths.items() if not self.isColumnHidden(column))
        widths |= {column: int(room * part) for column, part in _PARTS.items()}
        for column, width in widths.items():
            if not self.isColumnHidden(column):
                header.resizeSection(column, width)

    def _needs(self, column: int) -> int:
        title = self.guests.headerData(column, Qt.Orientation.Horizontal)
        bold = self.horizontalHeader().fontMetrics().horizontalAdvance(title)
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in self._words_of(column)), default=0)
        return max(bold, widest) + _BESIDE

    def _words_of(self, column: int) -> set[str]:
        return {self.guests.index(row, column).data() for row in range(self.guests.rowCount())}

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
