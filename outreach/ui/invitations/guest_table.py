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
#: Pixels of the columns whose words are short, and the parts of the rest that the others have.
_FIXED = {LANGUAGE: 80, ANSWER: 124, STANDING: 100}
_PARTS = {NAME: 0.19, COMPANY: 0.21, ADDRESS: 0.30, TOLD: 0.30}


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
        self.doubleClicked.connect(self._double_clicked)

    def ids(self) -> list[UUID]:
        """Return the ids of the guests, row by row."""
        return [one.guest.id for one in self.guests.rows]

    def edit_address(self) -> None:
        """Write in the address of the current guest."""
        if self.currentIndex().isValid():
            self.edit(self.guests.index(self.currentIndex().row(), ADDRESS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every column its part of the width: in a narrow window all lose a little, and none its words."""
        super().resizeEvent(event)
        room = self.viewport().width() - sum(_FIXED.values())
        for column, width in _FIXED.items():
            self.horizontalHeader().resizeSection(column, width)
        for column, part in _PARTS.items():
            self.horizontalHeader().resizeSection(column, int(room * part))

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
