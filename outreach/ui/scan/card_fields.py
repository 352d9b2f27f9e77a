"""The fields of a card that was read: what stands in them is what is kept."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from outreach.domain.contact import Address, kept_email, kept_phone, show_phone
from outreach.domain.person import Card
from outreach.domain.quick_addresses import take_addresses
from outreach.domain.scanned import EMPTY_CARD
from outreach.language import N_
from outreach.services.meetings import read_contact
from outreach.ui.capture.entry import Entry
from outreach.ui.capture.pasting import address_line
from outreach.ui.context import Context
from outreach.ui.forms.field import Field, NotesEdit
from outreach.ui.theme import GAP, MARGIN

#: Name, title, row, column, how many columns.
_LINES = (
    ("person", N_("Name"), 0, 0, 1),
    ("title", N_("Title"), 0, 1, 1),
    ("company", N_("Company"), 1, 0, 2),
    ("contact", N_("Telephone or e-mail"), 2, 0, 2),
    ("address", N_("Address"), 3, 0, 1),
    ("website", N_("Website"), 3, 1, 1),
)


class CardFields(QWidget):
    """Edits a card. What the fields do not show (categories, labels of what stays the same) is kept."""

    edited = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._card = EMPTY_CARD
        self.lines = {name: QLineEdit() for name, *_ in _LINES}
        self.note = NotesEdit(2)
        self.note.setMaximumHeight(self.note.minimumHeight())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(GAP)
        for name, title, row, column, wide in _LINES:
            grid.addWidget(Field(context, title, self.lines[name]), row, column, 1, wide)
            self.lines[name].textEdited.connect(self.edited)
        grid.addWidget(Field(context, N_("Note"), self.note), 4, 0, 1, 2)
        self.note.textChanged.connect(self.edited)

    def set_value(self, card: Card) -> None:
        """Show a card."""
        self._card = card
        ways = [*(show_phone(one.number) for one in card.phones), *(one.address for one in card.emails)]
        texts = {
            "person": "" if card.is_company else card.name,
            "title": card.title,
            "company": card.organisation or (card.name if card.is_company else ""),
            "contact": ", ".join(ways),
            "address": "; ".join(address_line(one) for one in card.addresses),
            "website": card.website,
        }
        for name, text in texts.items():
            self.lines[name].setText(text)
            self.lines[name].setCursorPosition(0)
        self.note.blockSignals(True)
        self.note.set_value(card.note)
        self.note.blockSignals(False)

    def value(self) -> Card:
        """Return the card as it stands in the fields."""
        text = {name: " ".join(line.text().split()) for name, line in self.lines.items()}
        emails, phones, _ = read_contact(text["contact"])
        mail_labels = {one.address: one.label for one in self._card.emails}
        phone_labels = {one.number: one.label for one in self._card.phones}
        mails = tuple(kept_email(one) for one in emails)
        numbers = tuple(kept_phone(one) for one in phones)
        same_name = text["person"] == self._card.name
        return replace(
            self._card,
            name=text["person"] or text["company"],
            given=self._card.given if same_name else "",
            family=self._card.family if same_name else "",
            title=text["title"],
            organisation=text["company"],
            emails=tuple(replace(one, label=mail_labels.get(one.address, "")) for one in mails),
            phones=tuple(replace(one, label=phone_labels.get(one.number, "")) for one in numbers),
            addresses=self._addresses(text["address"]),
            website=text["website"],
            note=self.note.value(),
            is_company=bool(text["company"]) and not text["person"],
        )

    def _addresses(self, text: str) -> tuple[Address, ...]:
        if text == "; ".join(address_line(one) for one in self._card.addresses):
            return self._card.addresses
        rest, places = take_addresses(text)
        return tuple(places.addresses) or ((Address(street=text),) if rest.strip() else ())


def entry_of_card(card: Card, inbox_card: str = "") -> Entry:
    """Return the conversation that a card begins, as the capture form shows it."""
    ways = [*(show_phone(one.number) for one in card.phones), *(one.address for one in card.emails)]
    return Entry(
        company=card.organisation or (card.name if card.is_company else ""),
        person="" if card.is_company else card.name,
        contact=", ".join(ways),
        note=card.note,
        title=card.title,
        org_number=card.org_number,
        addresses=card.addresses,
        website=card.website,
        inbox_card=inbox_card,
    )
