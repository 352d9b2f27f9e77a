"""The buttons that lead to the window with the pairs: at the head of a list, and on the page of today when there are some."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from outreach.domain.likeness import Band
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.services.duplicates import KINDS
from outreach.ui.context import Context
from outreach.ui.theme import set_role

WAITING = NN_("{n} pair may be a double", "{n} pairs may be doubles")


def doubles_button(context: Context, kind: Kind) -> QPushButton:
    """Return the button that opens the window on a kind."""
    button = QPushButton()
    set_role(button, "quiet")
    context.words.bind(button.setText, N_("Duplicates…"))
    context.words.bind(button.setToolTip, N_("People or companies that stand twice in the register (Ctrl+Shift+D)"))
    button.clicked.connect(lambda: context.wishes.doubles.emit(kind))
    return button


class WaitingDoubles(QPushButton):
    """Says how many pairs wait for a look; hidden while there are none, or while nobody has looked."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._count = 0
        set_role(self, "inline")
        self.hide()
        self.clicked.connect(self._open)
        context.wishes.doubles_counted.connect(self.show_count)
        context.words.changed.connect(self._speak)

    def show_count(self, count: int) -> None:
        """Show a number of pairs."""
        self._count = count
        self._speak()
        self.setVisible(count > 0)

    def _speak(self) -> None:
        self.setText(self._context.words.count(WAITING, self._count))

    def _open(self) -> None:
        found = {kind: self._context.house.duplicates.found(kind) or () for kind in KINDS}
        worth = [kind for kind, pairs in found.items() if any(one.band is not Band.MAYBE for one in pairs)]
        self._context.wishes.doubles.emit(worth[0] if worth else KINDS[0])
