"""The table of coverage for Qt: a branch a row, a stage a column, all companies in the first row, all stages in the last column."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from outreach.domain.coverage import ALL, STAGES, Branch, Coverage, Stage, branch_title
from outreach.language import N_, NN_
from outreach.services.coverage import SUM, stage_titles
from outreach.ui.theme import current_theme
from outreach.ui.words import Words

Index = QModelIndex | QPersistentModelIndex
OF_ALL = NN_("{part} of {n} company ({share} %)", "{part} of {n} companies ({share} %)")
CELL = N_("{branch}, {stage}: {count}")
#: How much of the accent lies under the fullest cell: text upon it keeps 4.5:1 in both themes (`tests/ui/test_coverage.py`).
DEEPEST = 0.42
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CoverageModel(QAbstractTableModel):
    """Shows one counted table."""

    def __init__(self, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self.coverage: Coverage | None = None
        self._fullest = 1

    def show(self, coverage: Coverage) -> None:
        """Take another table."""
        self.beginResetModel()
        self.coverage = coverage
        self._fullest = max([1, *(count for row in coverage.rows for count in row.counts)])
        self.endResetModel()

    # What a cell means -----------------------------------------------------------------------------------------------

    def branch(self, row: int) -> Branch | None:
        """Return the branch of a row; None for the first row, which has all: it stays in sight above a long table."""
        rows = self.coverage.rows if self.coverage else ()
        return rows[row - 1].branch if 0 < row <= len(rows) else None

    def stage(self, column: int) -> Stage | None:
        """Return the stage of a column; None for the last column, which has all."""
        return STAGES[column] if column < len(STAGES) else None

    def count(self, row: int, column: int) -> int:
        """Return how many companies a cell counts."""
        if self.coverage is None:
            return 0
        counts = self.coverage.rows[row - 1].counts if row else self.coverage.totals
        every = self.coverage.rows[row - 1].companies if row else self.coverage.companies
        return counts[column] if column < len(counts) else every

    # What Qt asks ----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return a row for each branch and one for all."""
        return 0 if parent.isValid() or self.coverage is None else len(self.coverage.rows) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return a column for each stage and one for all."""
        return 0 if parent.isValid() or self.coverage is None else len(STAGES) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the number, and how it is told and read aloud."""
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.language.number(self.count(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and not self.count(row, column):
            return QBrush(QColor(current_theme().muted))
        if role == Qt.ItemDataRole.FontRole and self._is_sum(row, column):
            return _bold()
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._share(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.said(row, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return stages above, branches at the side."""
        if self.coverage is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._title(section)
        titles = (*stage_titles(self.coverage, self._words.language), self._words(SUM))
        return titles[section] if section < len(titles) else None

    def said(self, row: int, column: int) -> str:
        """Return a cell as a sentence: "F Construction, Never met: 86"."""
        stage = self.headerData(column, Qt.Orientation.Horizontal)
        count = self._words.language.number(self.count(row, column))
        return self._words(CELL, branch=self._title(row), stage=stage or "", count=count)

    def _title(self, row: int) -> str:
        branch = self.branch(row)
        return branch_title(branch, self._words.language) if branch is not None else self._words(ALL)

    def _share(self, row: int, column: int) -> str:
        every, part = self.count(row, len(STAGES)), self.count(row, column)
        number = self._words.language.number
        share = number(round(100 * part / every)) if every else "0"
        return self._words.count(OF_ALL, every, part=number(part), share=share)

    def _is_sum(self, row: int, column: int) -> bool:
        return self.branch(row) is None or self.stage(column) is None

    def ground(self, row: int, column: int) -> QColor | None:
        """Return the colour under a cell: the fuller, the deeper; the sums stand on the window's own."""
        if self._is_sum(row, column):
            return QColor(current_theme().window)
        count = self.count(row, column)
        return heat(count / self._fullest) if count else None


def heat(share: float) -> QColor:
    """Return the ground of a cell: the more companies (`share`, 0 to 1), the nearer to the accent; the root lets few be seen."""
    theme = current_theme()
    part = DEEPEST * max(0.0, min(1.0, share)) ** 0.5
    under, over = QColor(theme.surface), QColor(theme.accent)
    pairs = ((under.red(), over.red()), (under.green(), over.green()), (under.blue(), over.blue()))
    return QColor(*(round(low + (high - low) * part) for low, high in pairs))


def _bold() -> QFont:
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    return font
