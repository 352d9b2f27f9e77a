"""Postal addresses, a card each: street, postal code, town, country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.domain.contact import Address
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, set_role

PARTS = (
    ("street", N_("Street"), 0, 0, 3),
    ("postal_code", N_("Postal code"), 1, 0, 1),
    ("city", N_("Town"), 1, 1, 1),
    ("country", N_("Country"), 1, 2, 1),
)


class AddressesEditor(QWidget):
    """Edits a tuple of addresses. What the form does not show (region, label) is kept."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.cards: list[AddressCard] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP * 2)
        add = QPushButton()
        set_role(add, "quiet")
        put_icon(add, "add")
        context.words.bind(add.setText, N_("Add address"))
        add.clicked.connect(lambda: self.add_card(Address()).lines["street"].setFocus())
        self.setFocusProxy(add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._rows)
        layout.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> tuple[Address, ...]:
        """Return the addresses that say something."""
        found = (card.value() for card in self.cards)
        return tuple(one for one in found if one.street or one.postal_code or one.city or one.region or one.country)

    def set_value(self, addresses: Iterable[Address]) -> None:
        """Show addresses."""
        for card in list(self.cards):
            self.remove_card(card)
        for address in addresses:
            self.add_card(address)

    def add_card(self, address: Address) -> AddressCard:
        """Add an address."""
        card = AddressCard(self, address)
        self.cards.append(card)
        self._rows.addWidget(card)
        return card

    def remove_card(self, card: AddressCard) -> None:
        """Take an address away."""
        self.cards.remove(card)
        self._rows.removeWidget(card)
        card.hide()
        card.deleteLater()
        self.changed.emit()


class AddressCard(QWidget):
    """One address."""

    def __init__(self, editor: AddressesEditor, address: Address) -> None:
        super().__init__()
        self._address = address
        words = editor.context.words
        self.lines: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        for name, title, row, column, span in PARTS:
            line = QLineEdit(str(getattr(address, name)))
            words.bind(line.setPlaceholderText, title)
            words.bind(line.setAccessibleName, title)
            line.textChanged.connect(lambda: editor.changed.emit())
            grid.addWidget(line, row, column, 1, span)
            self.lines[name] = line
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 1)
        remove = QToolButton()
        put_icon(remove, "close", "muted")
        words.bind(remove.setToolTip, N_("Remove this address"))
        words.bind(remove.setAccessibleName, N_("Remove this address"))
        remove.clicked.connect(lambda: editor.remove_card(self))
        grid.addWidget(remove, 0, 3)

    def value(self) -> Address:
        """Return the address."""
        texts = {name: " ".join(line.text().split()) for name, line in self.lines.items()}
        return replace(self._address, **texts)
