"""The counts on top of the guest list; each is a filter too: a press shows those guests alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from outreach.domain.guest import Answer, Standing
from outreach.language import N_
from outreach.ui.invitations.reading import GuestRow
from outreach.ui.theme import GAP, set_role
from outreach.ui.words import Words


class Shown(StrEnum):
    """Which guests are shown."""

    ALL = "all"
    INVITED = "invited"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    NONE = "none"
    WAITING = "waiting"
    UNINVITED = "uninvited"


TITLES = {
    Shown.ALL: N_("On the list"),
    Shown.INVITED: N_("Invited"),
    Shown.ACCEPTED: N_("Accepted"),
    Shown.TENTATIVE: N_("Perhaps"),
    Shown.DECLINED: N_("Declined"),
    Shown.NONE: N_("No answer"),
    Shown.WAITING: N_("Waiting"),
    Shown.UNINVITED: N_("Uninvited"),
}
#: What says nothing while there is none.
_RARE = (Shown.WAITING, Shown.UNINVITED)
_ANSWERS = {
    Shown.ACCEPTED: (Answer.ACCEPTED,),
    Shown.TENTATIVE: (Answer.TENTATIVE,),
    Shown.DECLINED: (Answer.DECLINED, Answer.DELEGATED),
    Shown.NONE: (Answer.NONE,),
}


def belongs(row: GuestRow, shown: Shown) -> bool:
    """Say whether a guest is among those of a count. Who waits or is uninvited has no place among the answers.

    Without an answer is who was asked for one: who has not been invited yet is only on the list.
    """
    standing = row.guest.standing
    if shown in (Shown.WAITING, Shown.UNINVITED):
        return standing.value == shown.value
    if shown is Shown.ALL:
        return standing is not Standing.UNINVITED
    if shown is Shown.INVITED:
        return row.invited and standing is not Standing.UNINVITED
    return standing is Standing.LISTED and row.guest.answer in _ANSWERS[shown] and (row.invited or shown is not Shown.NONE)


class Counts(QWidget):
    """The numbers side by side. `chosen` tells of another choice."""

    chosen = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.buttons: dict[Shown, CountButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for number, (shown, title) in enumerate(TITLES.items(), start=1):
            row.addWidget(self._button(shown, title, number), 1)
        self.buttons[Shown.ALL].setChecked(True)
        self.places = QFrame()
        set_role(self.places, "card")
        self.free, caption = QLabel(), QLabel()
        set_role(self.free, "heading")
        set_role(caption, "caption")
        words.bind(caption.setText, N_("Places left"))
        inner = QVBoxLayout(self.places)
        inner.setContentsMargins(GAP, 4, GAP, 4)
        inner.setSpacing(0)
        for label in (self.free, caption):
            inner.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        row.addWidget(self.places, 1)
        self.places.hide()

    @property
    def shown(self) -> Shown:
        """Which guests are asked for."""
        return next(name for name, button in self.buttons.items() if button.isChecked())

    def choose(self, shown: Shown) -> None:
        """Ask for other guests; the same ones again mean all."""
        wanted = Shown.ALL if shown is self.shown else shown
        if wanted is not self.shown:
            for name, button in self.buttons.items():
                button.setChecked(name is wanted)
            self.chosen.emit(wanted)

    def show_numbers(self, numbers: Mapping[Shown, int]) -> None:
        """Show how many there are of each."""
        for name, button in self.buttons.items():
            button.show_number(self._words.language.number(numbers[name]), self._words(TITLES[name]))
            button.setVisible(name not in _RARE or bool(numbers[name]) or button.isChecked())

    def show_places(self, free: str) -> None:
        """Show how many places are left, in a finished text; an empty one means that there is no limit."""
        self.free.setText(free)
        self.places.setVisible(bool(free))

    def _button(self, shown: Shown, title: str, number: int) -> CountButton:
        button = CountButton(lambda: self.choose(shown))
        self._words.bind(button.caption.setText, title)
        self._words.bind(button.setToolTip, N_("Key {number} in the list"), number=number)
        self.buttons[shown] = button
        return button


class CountButton(QPushButton):
    """A number over its words. A press never unchecks it: that is for `Counts` to say."""

    def __init__(self, pressed: Callable[[], object]) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.number, self.caption = QLabel("–"), QLabel()
        set_role(self.number, "heading")
        set_role(self.caption, "caption")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(GAP, 4, GAP, 4)
        column.setSpacing(0)
        for label in (self.number, self.caption):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        self._pressed = pressed

    def nextCheckState(self) -> None:
        """Leave it to the row which one is checked."""
        self._pressed()

    def sizeHint(self) -> QSize:
        """Be as large as the two labels ask for."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self._column.sizeHint()

    def show_number(self, number: str, title: str) -> None:
        """Show a number."""
        self.number.setText(number)
        self.setAccessibleName(f"{title}: {number}")
