"""The companies as rows with a box to tick. What is ticked stays ticked while filters come and go."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from outreach.domain.search_text import index_text, query_words
from outreach.domain.tender_match import Match, ReasonKind, say_reason
from outreach.language import N_
from outreach.ui.words import Words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns."""

    COMPANY = 0
    PLACE = 1
    WHY = 2
    TOLD = 3


_TITLES = {
    Column.COMPANY: N_("Company"),
    Column.PLACE: N_("Place"),
    Column.WHY: N_("Why"),
    Column.TOLD: N_("Told"),
}
TOLD_ALREADY = N_("told already")


class MatchModel(QAbstractTableModel):
    """The companies that are shown; `ticked` are ids."""

    ticks_changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.all: list[Match] = []
        self.rows: list[Match] = []
        self.ticked: set[UUID] = set()
        self._searched: dict[UUID, str] = {}

    def take(self, matches: Iterable[Match]) -> None:
        """Take in what was found; ticks on companies that are no longer there go."""
        self.all = list(matches)
        self.ticked &= {one.company for one in self.all}
        language = self._words.language
        self._searched = {
            # Not the place: nobody is picked for a tender by where they have their seat (LOU 4 kap. 2 §).
            one.company: index_text(one.name, *(say_reason(reason, language) for reason in one.reasons))
            for one in self.all
        }

    def show(self, kinds: set[ReasonKind], text: str) -> None:
        """Show those with a reason of one of `kinds` (none: all) in which all words of `text` stand."""
        words = query_words(text)
        self.beginResetModel()
        self.rows = [
            one
            for one in self.all
            if (not kinds or any(reason.kind in kinds for reason in one.reasons)) and self._holds(one, words)
        ]
        self.endResetModel()
        self.ticks_changed.emit()

    def tick(self, rows: Iterable[int], *, on: bool | None = None) -> None:
        """Tick rows or take their ticks away; None: what the first of them has not."""
        ids = [self.rows[row].company for row in rows]
        if not ids:
            return
        wanted = ids[0] not in self.ticked if on is None else on
        self.ticked = self.ticked | set(ids) if wanted else self.ticked - set(ids)
        last = self.index(len(self.rows) - 1, Column.COMPANY)
        self.dataChanged.emit(self.index(0, Column.COMPANY), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticks_changed.emit()

    def chosen(self) -> list[UUID]:
        """Return the ticked companies in the order of their names, also those that a filter hides."""
        return [one.company for one in self.all if one.company in self.ticked]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many companies are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that the first column has a box."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == Column.COMPANY else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's title."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._words(_TITLES[Column(section)])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, or its tick."""
        match = self.rows[index.row()]
        column = Column(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.COMPANY:
            return Qt.CheckState.Checked if match.company in self.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(match, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole) and column is Column.WHY:
            return self._why(match, "\n")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([index.row()], on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def _shown(self, match: Match, column: Column) -> str:
        match column:
            case Column.COMPANY:
                return match.name
            case Column.PLACE:
                return match.place
            case Column.WHY:
                return self._why(match, "; ")
            case Column.TOLD:
                return self._words(TOLD_ALREADY) if match.notified else ""

    def _why(self, match: Match, between: str) -> str:
        return between.join(say_reason(reason, self._words.language) for reason in match.reasons)

    def _holds(self, match: Match, words: list[str]) -> bool:
        if not words:
            return True
        held = self._searched[match.company].split()
        return all(any(one.startswith(word) for one in held) for word in words)
