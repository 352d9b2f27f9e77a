"""Two requirement cards side by side. Words that differ are underlined and between angle quotes: colour alone says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.requirement_pairs import Comparison, Pair, Piece
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.escaped_text import marked_label
from outreach.ui.forms.elided import ElidedBox
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.network.card_words import card_facts
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role
from outreach.ui.words import Words

TITLE = N_("Two requirement cards side by side")
DIFFER = NN_("{n} requirement differs", "{n} requirements differ")
ALONE = NN_("{n} on one card alone", "{n} on one card alone")
SAME = NN_("{n} the same", "{n} the same")
NOT_HERE, IDENTICAL, DIFFERENT = N_("Not on this card"), N_("The same on both"), N_("Differs")
MARKS = N_("Words that the other card does not have stand underlined, between ‹ and ›.")


class CompareWindow(QDialog):
    """`left` and `right` choose the cards; those of the same CPV group stand first."""

    def __init__(self, context: Context, card: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.comparison: Comparison | None = None
        self._first = card
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, TITLE)
        self.left, self.right = ElidedBox(), ElidedBox()
        self.said, self.pane = text_label("", "muted"), QScrollArea()
        self.print_button, self.close_button = QPushButton(), QPushButton()
        self._build()
        house = context.house
        context.read(lambda: (house.requirement_cards.get(card), house.requirement_cards.beside(card)), self._begin, self)

    # Showing ---------------------------------------------------------------------------------------------------------

    def _begin(self, found: tuple[RequirementCard, list[RequirementCard]]) -> None:
        card, others = found
        if not others:
            empty = N_("There is no other card to compare with. Open a package from a neighbour, or write one more.")
            self.pane.setWidget(EmptyState(self.context, "list", N_("Only one card"), empty))
            return
        for box, chosen in ((self.left, card), (self.right, others[0])):
            box.blockSignals(True)
            for one in (card, *others):
                box.addItem(" · ".join(part for part in (one.buyer, one.title, str(one.year or "")) if part), one.id)
            box.setCurrentIndex([card.id, *(one.id for one in others)].index(chosen.id))
            box.blockSignals(False)
            box.currentIndexChanged.connect(self._read)
        self._read()

    def _read(self) -> None:
        left, right = self.left.currentData(), self.right.currentData()
        if left == right:
            self.comparison = None
            self.print_button.setEnabled(False)
            self.said.setText(self.context.words(N_("Choose two different cards.")))
            return
        cards = self.context.house.requirement_cards
        self.context.read(lambda: cards.compare(left, right), self._show, self)

    def _show(self, found: Comparison) -> None:
        words = self.context.words
        self.comparison = found
        self.print_button.setEnabled(True)
        alone = sum(one.alone for one in found.pairs)
        same = sum(one.same for one in found.pairs)
        counts = (words.count(DIFFER, len(found.pairs) - alone - same), words.count(ALONE, alone), words.count(SAME, same))
        self.said.setText(f"{' · '.join(counts)}. {words(MARKS)}")
        inner = QWidget()
        set_role(inner, "page")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(GAP)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        for column, card in ((0, found.left), (1, found.right)):
            grid.addWidget(_facts(card, words), 0, column)
        for row, pair in enumerate(found.pairs, start=1):
            for column, (side, pieces) in enumerate(((pair.left, pair.left_pieces), (pair.right, pair.right_pieces))):
                grid.addWidget(_side(side, pieces, pair, words), row, column)
        grid.setRowStretch(len(found.pairs) + 1, 1)
        self.pane.setWidget(inner)

    def ask_print(self) -> None:
        """Ask for the file of the printed comparison."""
        from outreach.ui.network.card_view import ask_for_pdf

        found = self.comparison
        if found is not None:
            ask_for_pdf(self.context, self, [found.left.id, found.right.id], f"{found.left.buyer} {found.right.buyer}")

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self.context.words
        title = text_label("", "title")
        words.bind(title.setText, TITLE)
        choice = QHBoxLayout()
        choice.setSpacing(MARGIN)
        for box, name in ((self.left, N_("The card at the left")), (self.right, N_("The card at the right"))):
            words.bind(box.setAccessibleName, name)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            choice.addWidget(box, 1)
        self.pane.setWidgetResizable(True)
        self.pane.setFrameShape(QFrame.Shape.NoFrame)
        for button, text in ((self.print_button, N_("Print…")), (self.close_button, N_("Close"))):
            words.bind(button.setText, text)
            button.setAutoDefault(False)
        put_icon(self.print_button, "print")
        self.print_button.setEnabled(False)
        self.print_button.clicked.connect(lambda: self.ask_print())
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.print_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(title)
        column.addLayout(choice)
        column.addWidget(self.said)
        column.addWidget(self.pane, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(1040, room.width() - 48), min(680, room.height() - 64))


def _facts(card: RequirementCard, words: Words) -> QFrame:
    told = [f"{words(name)}: {value}" for name, value in card_facts(card, words.language) if value and name != N_("CPV")]
    return _framed(text_label(card.title, "subheading"), text_label("\n".join(told), "muted", selectable=True))


def _side(one: Requirement | None, pieces: Sequence[Piece], pair: Pair, words: Words) -> QFrame:
    if one is None:
        return _framed(text_label(f"— {words(NOT_HERE)}", "muted"))
    mark = "" if pair.alone else words(IDENTICAL) if pair.same else words(DIFFERENT)
    label = marked_label([(each.text, each.differs) for each in pieces])
    label.setAccessibleName(". ".join(part for part in (one.text, mark) if part))
    parts: list[QWidget] = [label]
    if mark:
        parts.insert(0, text_label(f"{'=' if pair.same else '≠'} {mark}", "caption"))
    if one.why:
        parts.append(text_label(words(N_("Why: {text}"), text=one.why), "muted"))
    if one.said:
        parts.append(text_label(words(N_("Bidders said: {text}"), text=one.said), "muted"))
    return _framed(*parts)


def _framed(*parts: QWidget) -> QFrame:
    frame = QFrame()
    set_role(frame, "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
    column.setSpacing(4)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return frame
