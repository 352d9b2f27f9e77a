"""One bid as a line of fields: who, number, sum, won, valid. Enter goes on to the next field, and from the last to the next bid."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from outreach.domain.codes import municipality_name
from outreach.domain.company import Company, name_key, show_org_number
from outreach.domain.record import Kind
from outreach.domain.tender import Money
from outreach.language import N_
from outreach.services.bid_sheet import BidDraft
from outreach.services.bid_words import say_bid
from outreach.services.bids import SeenBid
from outreach.ui.context import Context
from outreach.ui.forms.suggestions import Suggestion, SuggestionLine
from outreach.ui.icons import put_icon
from outreach.ui.tenders.money_field import read_amount
from outreach.ui.theme import GAP, set_role

BIDDER, NUMBER, SUM, WON, VALID = N_("Bidder"), N_("Organisation number"), N_("Sum"), N_("Won"), N_("Valid bid")
WIDTHS = {NUMBER: 128, SUM: 128, WON: 72, VALID: 84}
NOT_KNOWN = N_("Not in the register")


class BidRow(QWidget):
    """The fields of one bid. An empty name is no bid."""

    edited = Signal()
    ended = Signal()
    """Enter in the last field."""
    make_company = Signal(object)
    """the id of a bid whose bidder the register does not know"""

    def __init__(self, context: Context, lot: str, seen: SeenBid | None = None) -> None:
        super().__init__()
        self._context, self.lot, self.seen = context, lot, seen
        self.company: UUID | None = seen.bid.company if seen is not None else None
        self.name = SuggestionLine(context, self._look)
        self.number, self.amount = QLineEdit(), QLineEdit()
        self.won, self.valid = QCheckBox(), QCheckBox()
        self.make, self.about = QToolButton(), QLabel()
        self._build()
        self._fill()
        self._wire()

    @property
    def is_empty(self) -> bool:
        """Say whether nobody stands here."""
        return not self.name.text().strip()

    def draft(self) -> BidDraft:
        """Return the bid as it stands in the fields. Raises InvalidInput for a sum that is none."""
        text = self.amount.text().strip()
        bid = self.seen.bid if self.seen is not None else None
        currency = bid.value.currency if bid is not None and bid.value is not None else "SEK"
        return BidDraft(
            name=self.name.text(),
            lot=self.lot,
            org_number=self.number.text(),
            company=self.company,
            value=Money(read_amount(text), currency) if text else None,
            won=self.won.isChecked(),
            valid=self.valid.isChecked(),
            joint=bid.joint if bid is not None else "",
            note=bid.note if bid is not None else "",
            id=bid.id if bid is not None else None,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field; from the sum to the next bid."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers():
            super().keyPressEvent(event)
            return
        order = [self.name, self.number, self.amount]
        at = next((number for number, field in enumerate(order) if field.hasFocus()), len(order) - 1)
        if at + 1 < len(order):
            order[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
            order[at + 1].selectAll()
        else:
            self.ended.emit()

    def _look(self, text: str) -> list[Suggestion]:
        """Offer companies whose name fits; called on the worker."""
        hints = self._context.house.search.hints(text, (Kind.COMPANY,))
        companies = self._context.house.companies.many(hint.id for hint in hints)
        found = [companies[hint.id] for hint in hints if hint.id in companies]
        return [Suggestion(one, one.name, municipality_name(one.municipality)) for one in found]

    def _take(self, suggestion: Suggestion) -> None:
        company = suggestion.value
        assert isinstance(company, Company)
        self.company = company.id
        self.name.setText(company.name)
        self.number.setText(show_org_number(company.org_number))
        self.about.setText(municipality_name(company.municipality))
        self.edited.emit()
        self.amount.setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self, text: str) -> None:
        # Another name is another company, or none; a letter more in the same name is not.
        if self.company is not None and (self.seen is None or name_key(text) != name_key(self.seen.bid.name)):
            self.company = None
        self.edited.emit()

    def _build(self) -> None:
        words = self._context.words
        for field, title in (
            (self.name, BIDDER),
            (self.number, NUMBER),
            (self.amount, SUM),
            (self.won, WON),
            (self.valid, VALID),
        ):
            words.bind(field.setAccessibleName, title)
        for box, title in ((self.won, WON), (self.valid, VALID)):
            words.bind(box.setText, title)
            box.setMinimumWidth(WIDTHS[title])
        self.number.setFixedWidth(WIDTHS[NUMBER])
        self.amount.setFixedWidth(WIDTHS[SUM])
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words.bind(self.name.setPlaceholderText, N_("Bidder's name"))
        words.bind(self.number.setPlaceholderText, N_("Org number"))
        words.bind(self.amount.setPlaceholderText, SUM)
        put_icon(self.make, "companies")
        words.bind(self.make.setToolTip, N_("Make a company of this bidder"))
        words.bind(self.make.setAccessibleName, N_("Make a company of this bidder"))
        set_role(self.about, "caption")
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for part in (self.number, self.amount, self.won, self.valid, self.make):
            line.addWidget(part)
        line.insertWidget(0, self.name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(line)
        column.addWidget(self.about)

    def _fill(self) -> None:
        self.valid.setChecked(True)
        self.make.setVisible(False)
        if self.seen is None:
            self.about.hide()
            return
        bid, language = self.seen.bid, self._context.words.language
        self.name.setText(bid.name)
        self.name.setCursorPosition(0)
        self.number.setText(show_org_number(bid.org_number))
        if bid.value is not None:
            self.amount.setText(language.number(bid.value.hundredths / 100))
        self.won.setChecked(bid.won)
        self.valid.setChecked(bid.valid)
        self.make.setVisible(bid.company is None)
        unknown = self._context.words(NOT_KNOWN) if bid.company is None else ""
        # What stands in the fields is not said again below them.
        beside = [part for part in say_bid(self.seen, language) if part not in self._in_fields()]
        self.about.setText(" · ".join(part for part in (unknown, *beside) if part))
        self.about.setVisible(bool(self.about.text()))

    def _in_fields(self) -> set[str]:
        assert self.seen is not None
        bid, words = self.seen.bid, self._context.words
        value = words.language.money(bid.value) if bid.value is not None else ""
        return {value, words(WON), words(N_("rejected"))}

    def _wire(self) -> None:
        self.name.taken.connect(self._take)
        self.name.textEdited.connect(self._typed)
        for field in (self.number, self.amount):
            field.textEdited.connect(self._changed)
        for box in (self.won, self.valid):
            box.clicked.connect(self._changed)
        self.make.clicked.connect(self._make)

    def _changed(self, *_: object) -> None:
        self.edited.emit()

    def _make(self) -> None:
        if self.seen is not None:
            self.make_company.emit(self.seen.bid.id)
