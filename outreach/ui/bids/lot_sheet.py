"""The bids of one lot: how many there were, and a line for each; an empty line waits below for the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from outreach.domain.bid import number_of_bids
from outreach.language import N_, NN_
from outreach.services.bid_sheet import BidDraft
from outreach.services.bids import LotBids
from outreach.services.notice_words import say_winners
from outreach.ui.bids.bid_row import BidRow
from outreach.ui.context import Context
from outreach.ui.theme import GAP, set_role

HOW_MANY = N_("Number of bids")
TOLD = N_("as the result notice says")
FOLLOWS = N_("follows the list; write it where only the number is known")
DIFFERS = NN_("{n} bid is named below; the number stays as told", "{n} bids are named below; the number stays as told")


class LotSheet(QWidget):
    """Edits the bids of one lot."""

    edited = Signal()
    make_company = Signal(object)

    def __init__(self, context: Context, lot: LotBids, *, alone: bool) -> None:
        super().__init__()
        self._context, self.lot = context, lot
        self.rows: list[BidRow] = []
        self.count = QLineEdit()
        self.title, self.said = QLabel(), QLabel()
        self._body = QVBoxLayout()
        self._typed_count = False
        self._build(alone=alone)
        for seen in lot.bids:
            self._add(BidRow(context, lot.number, seen))
        self._add_empty()

    def drafts(self) -> list[BidDraft]:
        """Return the bids as they stand in the fields. Raises InvalidInput."""
        return [row.draft() for row in self.rows if not row.is_empty]

    def counts(self) -> dict[str, int | None]:
        """Return the number of bids where it was typed; an emptied field takes it back."""
        if not self._typed_count:
            return {}
        text = self.count.text().strip()
        return {self.lot.number: int(text) if text else None}

    def first_field(self) -> QLineEdit:
        """Return the name of the first bid that is not written yet."""
        return self.rows[-1].name

    def _add(self, row: BidRow) -> None:
        row.edited.connect(self._row_edited)
        row.ended.connect(self._next_row)
        row.make_company.connect(self.make_company)
        self.rows.append(row)
        self._body.addWidget(row)

    def _add_empty(self) -> None:
        self._add(BidRow(self._context, self.lot.number))

    def _row_edited(self) -> None:
        if not self.rows[-1].is_empty:
            self._add_empty()
        if not (self._typed_count or self.lot.told):
            self._follow()
        self.edited.emit()

    def _next_row(self) -> None:
        at = next(
            (number for number, row in enumerate(self.rows) if row.isAncestorOf(self.focusWidget())), len(self.rows) - 1
        )
        following = self.rows[min(at + 1, len(self.rows) - 1)]
        following.name.setFocus(Qt.FocusReason.TabFocusReason)
        following.name.selectAll()

    def _follow(self) -> None:
        """Show the number that the list comes to, as long as the number is the list's own."""
        before = number_of_bids(one.bid for one in self.lot.bids)
        if self.lot.count not in (None, before):
            return
        joint = {
            row.seen.bid.joint for row in self.rows if row.seen is not None and not row.is_empty and row.seen.bid.joint
        }
        single = sum(not row.is_empty and not (row.seen is not None and row.seen.bid.joint) for row in self.rows)
        self.count.setText(str(single + len(joint)) if single + len(joint) else "")

    def _count_typed(self) -> None:
        self._typed_count = True
        self.edited.emit()

    def _build(self, *, alone: bool) -> None:
        words = self._context.words
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setText(self.lot.title or self.lot.number or ("" if alone else words(N_("The whole tender"))))
        self.title.setWordWrap(True)
        set_role(self.title, "subheading")
        self.count.setFixedWidth(72)
        self.count.setValidator(QIntValidator(0, 9999, self.count))
        self.count.setText(str(self.lot.count) if self.lot.count is not None else "")
        words.bind(self.count.setAccessibleName, HOW_MANY)
        if self.lot.told:
            self.count.setReadOnly(True)
        self.count.textEdited.connect(self._count_typed)
        label = QLabel()
        words.bind(label.setText, HOW_MANY)
        label.setBuddy(self.count)
        set_role(self.said, "caption")
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setText(self._about())
        numbers = QHBoxLayout()
        numbers.setSpacing(GAP)
        numbers.addWidget(label)
        numbers.addWidget(self.count)
        numbers.addWidget(self.said, 1)
        self._body.setSpacing(GAP // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GAP)
        column.setSpacing(GAP // 2)
        column.addWidget(self.title)
        # Only here: a label that is shown before it has a parent would open a window of its own.
        self.title.setVisible(bool(self.title.text()))
        column.addLayout(numbers)
        column.addLayout(self._body)

    def _about(self) -> str:
        words = self._context.words
        parts = [words(TOLD) if self.lot.told else words(FOLLOWS)]
        if self.lot.differs:
            parts.append(words.count(DIFFERS, self.lot.named))
        result = self.lot.result
        if result is not None and result.winners and not self.lot.bids:
            parts.append(say_winners(result.winners, words.language))
        return " · ".join(parts)
