"""The yield of an event in a few lines: whom we met for the first time, for how many hours and how much money."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from outreach.domain.event_yield import Figure, Yield
from outreach.domain.tender import Money
from outreach.language import N_, NN_
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, MARGIN, TIGHT, set_role
from outreach.ui.words import Words

NEW_COMPANIES = NN_("{n} company met for the first time", "{n} companies met for the first time")
TALKS = NN_("in {n} conversation", "in {n} conversations")
NO_TALKS = N_("No conversation logged here yet.")
UNKNOWN = "–"


def figure_words(figure: Figure, words: Words) -> str:
    """Write the value of a figure: "12", "6,5 h", "4 500 kr", or a dash where it cannot be told."""
    if figure.value is None:
        return UNKNOWN
    if not figure.unit:
        return words.language.number(round(figure.value))
    if figure.unit == "h":
        return hours_words(figure.value, words)
    return words.language.money(Money(round(figure.value * 100), figure.unit))


def hours_words(hours: float, words: Words) -> str:
    """Write hours with at most one decimal: "6,5 h"."""
    return f"{words.language.number(round(hours, 1))}\u00a0h"


def is_worth_showing(found: Yield) -> bool:
    """Say whether an event gave, or took, anything at all."""
    return bool(found.conversations or found.came or found.hours or found.cost)


def one_line(text: str, role: str) -> QLabel:
    """Return a label that stays on its line and is cut rather than making the page higher; the tool tip has it whole."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    label.setToolTip(text)
    set_role(label, role)
    return label


class YieldView(QWidget):
    """Shows a `Yield`: the most important sentence first, then every figure; its definition stands in the tool tip."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.headline, self.below = text_label("", "subheading"), text_label("", "muted")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(MARGIN)
        self._grid.setVerticalSpacing(TIGHT + 2)
        self._grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.headline)
        column.addWidget(self.below)
        column.addSpacing(GAP)
        column.addLayout(self._grid)

    def show_yield(self, found: Yield) -> None:
        """Show the figures."""
        words = self._words
        self.headline.setText(words.count(NEW_COMPANIES, found.new_companies) if found.conversations else words(NO_TALKS))
        self.below.setText(words.count(TALKS, found.conversations) if found.conversations else "")
        self.below.setVisible(bool(found.conversations))
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, figure in enumerate(found.figures()):
            name, value = one_line(words(figure.name), "muted"), QLabel(figure_words(figure, words))
            for label in (name, value):
                label.setToolTip(words(figure.definition))
            set_role(value, "subheading" if figure.value else "muted")
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)

