"""The first rows of a table as they are understood: what the program would take from each, before anything is done.

Only fields that some row fills are shown. A row that cannot be kept says why, in place of its values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTableView

from outreach.domain.company import MASK, read_org_number, show_org_number
from outreach.domain.contact import Address, show_phone
from outreach.domain.person import Card
from outreach.domain.problem import Problem
from outreach.domain.tender import STAGE_LABELS
from outreach.explain import say_problem
from outreach.language import N_, Language
from outreach.services.imports import ImportPreview
from outreach.ui.context import Context
from outreach.ui.icons import icon
from outreach.ui.theme import calm_table, current_theme
from outreach.ui.words import Words

Index = QModelIndex | QPersistentModelIndex
Writer = Callable[[Any, Language], str]

CARD_FIELDS: tuple[tuple[str, Writer], ...] = (
    (N_("Company"), lambda card, _: card.organisation or (card.name if card.is_company else "")),
    (N_("Person"), lambda card, _: "" if card.is_company else card.name),
    (N_("Job title"), lambda card, _: ", ".join(one for one in (card.title, card.department) if one)),
    (N_("E-mail"), lambda card, _: ", ".join(email.address for email in card.emails)),
    (N_("Telephone"), lambda card, _: ", ".join(show_phone(phone.number) for phone in card.phones)),
    (N_("Organisation number"), lambda card, _: _number(card)),
    (N_("Municipality"), lambda card, _: card.municipality),
    (N_("Address"), lambda card, _: "; ".join(_address(one) for one in card.addresses)),
    (N_("Website"), lambda card, _: card.website),
    (N_("SNI codes"), lambda card, _: ", ".join(card.sni)),
    (N_("CPV codes"), lambda card, _: ", ".join(card.cpv)),
    (N_("Size"), lambda card, _: str(getattr(card.size, "value", card.size))),
    (N_("Tags"), lambda card, _: " · ".join(card.categories)),
    (N_("Note"), lambda card, _: " ".join(card.note.split())),
    (N_("Language"), lambda card, _: card.language),
    (N_("Source"), lambda card, _: card.source),
)
TENDER_FIELDS: tuple[tuple[str, Writer], ...] = (
    (N_("Title"), lambda row, _: row.tender.title),
    (N_("Lot"), lambda row, _: " ".join(one for one in (row.lot.number, row.lot.title) if one) if row.lot else ""),
    (N_("Reference"), lambda row, _: row.tender.reference),
    (N_("Buyer"), lambda row, _: row.tender.buyer),
    (N_("Stage"), lambda row, language: language.say(STAGE_LABELS[row.tender.stage])),
    (N_("Publication"), lambda row, language: _day(row.tender.expected_publication, language)),
    (N_("Last day for tenders"), lambda row, language: _day(row.tender.tender_deadline, language)),
    (N_("Value without VAT"), lambda row, language: language.money(row.tender.value) if row.tender.value else ""),
    (N_("CPV codes"), lambda row, _: ", ".join(row.tender.cpv)),
    (N_("Note"), lambda row, _: " ".join(row.tender.notes.split())),
)
_WIDTHS = (64, 200, 170)
_OTHER_WIDTH = 150


@dataclass(frozen=True, slots=True)
class UnderstoodRow:
    """One row: its line in the file, the texts of the shown fields, or the problem that costs it."""

    line: int
    cells: tuple[str, ...]
    problem: str = ""
    warning: bool = False


def understood(sample: ImportPreview, language: Language) -> tuple[list[str], list[UnderstoodRow]]:
    """Return the titles (catalogue texts) of the fields that say something, and the rows in the order of the file."""
    cards = [card for one in sample.opened for card in one.reading.cards]
    tenders = [row for one in sample.opened for row in one.reading.tenders]
    fields = TENDER_FIELDS if tenders else CARD_FIELDS
    written = [(item.line, [write(item, language) for _, write in fields]) for item in (tenders or cards)]
    kept = [place for place in range(len(fields)) if any(texts[place] for _, texts in written)]
    said = {problem.line: problem for problem in sample.problems if problem.line}
    rows = [
        UnderstoodRow(line, tuple(texts[place] for place in kept), *_said(said.pop(line, None), language))
        for line, texts in written
    ]
    rows += [UnderstoodRow(line, (), *_said(problem, language)) for line, problem in said.items()]
    return [fields[place][0] for place in kept], sorted(rows, key=lambda row: row.line)


class UnderstoodModel(QAbstractTableModel):
    """The rows; the first column is the row's number in the file."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.titles: list[str] = []
        self.rows: list[UnderstoodRow] = []

    def show(self, titles: Sequence[str], rows: Sequence[UnderstoodRow]) -> None:
        """Put other rows in place."""
        self.beginResetModel()
        self.titles, self.rows = list(titles), list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many fields are shown, the row's number included."""
        return 0 if parent.isValid() else len(self.titles) + 1

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a text; a row that cannot be kept has its reason in red."""
        row, column = self.rows[index.row()], index.column()
        if not role:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            text = row.problem or self._text(row, column)
            return "" if "<" in text else text
        if role == Qt.ItemDataRole.ForegroundRole:
            if not column:
                return QColor(current_theme().muted)
            return QColor(current_theme().danger) if row.problem and not row.cells else None
        if role == Qt.ItemDataRole.DecorationRole and column == 1 and row.problem:
            return icon("warning", QColor(current_theme().warning if row.warning else current_theme().danger))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a field's title."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._words(self.titles[section - 1] if section else N_("Row"))
        return None

    @staticmethod
    def _text(row: UnderstoodRow, column: int) -> str:
        if not column:
            return str(row.line)
        if row.cells:
            return row.cells[column - 1]
        return row.problem if column == 1 else ""


class UnderstoodTable(QTableView):
    """The table. A reason runs over all columns."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        self._sample: ImportPreview | None = None
        calm_table(self)
        self.rows = UnderstoodModel(context.words, self)
        self.setModel(self.rows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        context.words.bind(self.setAccessibleName, N_("How the first rows are understood"))
        context.words.changed.connect(self._speak)

    def show_sample(self, sample: ImportPreview) -> None:
        """Show the rows of a sample."""
        self._sample = sample
        self._speak()

    def _speak(self) -> None:
        if self._sample is None:
            return
        titles, rows = understood(self._sample, self._words.language)
        self.clearSpans()
        self.rows.show(titles, rows)
        for column in range(len(titles) + 1):
            self.setColumnWidth(column, _WIDTHS[column] if column < len(_WIDTHS) else _OTHER_WIDTH)
        for place, row in enumerate(rows):
            if not row.cells and len(titles) > 1:
                self.setSpan(place, 1, 1, len(titles))


def _said(problem: Problem | None, language: Language) -> tuple[str, bool]:
    return (say_problem(problem, language), problem.warning) if problem is not None else ("", False)


def _number(card: Card) -> str:
    if not card.org_number:
        return ""
    number = read_org_number(card.org_number)
    if number.sole_trader:
        return MASK
    return show_org_number(number.digits) if number.valid else ""


def _address(address: Address) -> str:
    town = " ".join(part for part in (address.postal_code, address.city) if part)
    return ", ".join(part for part in (address.street, town, address.country) if part)


def _day(value: Any, language: Language) -> str:
    return language.day(value.date() if hasattr(value, "date") else value) if value else ""
