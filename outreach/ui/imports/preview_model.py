"""The preview's table: one row a record or a problem. The rows are at hand; Qt asks for what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from outreach.domain.problem import Problem
from outreach.explain import KIND_WORDS, say_problem
from outreach.language import N_
from outreach.services.imports import ImportPreview, PreviewLine
from outreach.ui.icons import icon
from outreach.ui.kinds import KIND_ICONS
from outreach.ui.theme import current_theme
from outreach.ui.words import Words

HEADERS = (N_("What becomes of it"), N_("Record"), N_("Details"), N_("File"))
VERDICTS = {"new": N_("New"), "update": N_("Updated"), "same": N_("Already known")}
PROBLEM, WARNING = N_("Not read"), N_("Read with a remark")
_TONES = {"new": "success", "update": "accent", "same": "muted"}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row as it is shown."""

    cells: tuple[str, str, str, str]
    icon: str
    tone: str
    tip: str = ""


def shown_rows(preview: ImportPreview, words: Words) -> list[ShownRow]:
    """Return the rows: problems first, because they ask for attention, then records in their order."""
    return [_problem(one, words) for one in preview.problems] + [_record(one, words) for one in preview.lines]


class PreviewModel(QAbstractTableModel):
    """The rows as Qt reads them."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.rows: list[ShownRow] = []

    def show(self, rows: Sequence[ShownRow]) -> None:
        """Put other rows in place."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADERS)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a cell's text, its icon and colour, or the whole sentence as a tip."""
        row, column = self.rows[index.row()], index.column()
        if not role:
            return row.cells[column]
        if role == Qt.ItemDataRole.DecorationRole and column == 1:
            return icon(row.icon, QColor(getattr(current_theme(), row.tone)))
        if role == Qt.ItemDataRole.ForegroundRole and column == 0:
            return QColor(getattr(current_theme(), row.tone))
        if role == Qt.ItemDataRole.ToolTipRole:
            # A tip would take markup from a stranger's file for its own.
            return "" if "<" in row.cells[column] else row.tip or row.cells[column]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a column's title."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._words(HEADERS[section])
        return None


def _record(line: PreviewLine, words: Words) -> ShownRow:
    verdict = words(VERDICTS[line.verdict])
    title = line.title or words(KIND_WORDS[line.kind])
    return ShownRow((verdict, title, line.detail, Path(line.file).name), KIND_ICONS[line.kind], _TONES[line.verdict])


def _problem(problem: Problem, words: Words) -> ShownRow:
    said = say_problem(problem, words.language)
    tone = "warning" if problem.warning else "danger"
    verdict = words(WARNING if problem.warning else PROBLEM)
    return ShownRow((verdict, said, "", Path(problem.file).name), "warning", tone, problem.file)
