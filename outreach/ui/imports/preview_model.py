"""The table of what becomes of each record: one row a record or a problem, made when Qt asks for it.

A file may hold 100,000 rows; what is held here are the service's own values and the numbers of those that are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from outreach.domain.problem import Problem
from outreach.domain.record import Kind
from outreach.explain import KIND_WORDS, say_problem
from outreach.language import N_
from outreach.services.imports import PreviewLine
from outreach.ui.icons import icon
from outreach.ui.kinds import KIND_ICONS
from outreach.ui.theme import current_theme
from outreach.ui.words import Words

HEADERS = (N_("What becomes of it"), N_("Record"), N_("Details"), N_("File"))
VERDICTS = {"new": N_("New"), "update": N_("Updated"), "same": N_("Already known")}
PROBLEM, WARNING = N_("Not read"), N_("Read with a remark")
_TONES = {"new": "success", "update": "accent", "same": "muted"}
Index = QModelIndex | QPersistentModelIndex


class Part(StrEnum):
    """What of it is shown."""

    ALL = "all"
    NEW = "new"
    UPDATED = "update"
    SAME = "same"
    PROBLEMS = "problems"


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row as it is shown."""

    cells: tuple[str, str, str, str]
    icon: str
    tone: str


class PreviewModel(QAbstractTableModel):
    """Problems first, because they ask for attention, then records in their order."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._problems: Sequence[Problem] = ()
        self._lines: Sequence[PreviewLine] = ()
        self._places: Sequence[int] = range(0)
        self._part = Part.ALL
        words.changed.connect(self._speak)

    @property
    def rows(self) -> list[ShownRow]:
        """Every row that is shown, as it is shown."""
        return [self.row_at(row) for row in range(len(self._places))]

    def show(self, lines: Sequence[PreviewLine], problems: Sequence[Problem]) -> None:
        """Put other records and problems in place, all of them shown."""
        self.beginResetModel()
        self._lines, self._problems = lines, problems
        self._choose(Part.ALL)
        self.endResetModel()

    def show_part(self, part: Part) -> None:
        """Show only those with one verdict, or only the problems."""
        self.beginResetModel()
        self._choose(part)
        self.endResetModel()

    def record_at(self, row: int) -> tuple[Kind, UUID] | None:
        """Return the record of a row, or None for a problem and for a record that does not exist yet."""
        place = self._places[row] - len(self._problems)
        if place < 0:
            return None
        line = self._lines[place]
        return (line.kind, line.record) if line.record is not None else None

    def row_at(self, row: int) -> ShownRow:
        """Return one row in the reader's words."""
        place = self._places[row]
        if place < len(self._problems):
            return _problem(self._problems[place], self._words)
        return _record(self._lines[place - len(self._problems)], self._words)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADERS)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a cell's text, its icon and colour, or the whole sentence as a tip."""
        row, column = self.row_at(index.row()), index.column()
        if not role:
            return row.cells[column]
        if role == Qt.ItemDataRole.DecorationRole and column == 1:
            return icon(row.icon, QColor(getattr(current_theme(), row.tone)))
        if role == Qt.ItemDataRole.ForegroundRole and column == 0:
            return QColor(getattr(current_theme(), row.tone))
        if role == Qt.ItemDataRole.ToolTipRole:
            # A tip would take markup from a stranger's file for its own.
            return "" if "<" in row.cells[column] else row.cells[column]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a column's title."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._words(HEADERS[section])
        return None

    def _choose(self, part: Part) -> None:
        first, end = len(self._problems), len(self._problems) + len(self._lines)
        self._part = part
        if part is Part.ALL:
            self._places = range(end)
        elif part is Part.PROBLEMS:
            self._places = range(first)
        else:
            self._places = [first + place for place, line in enumerate(self._lines) if line.verdict == part.value]

    def _speak(self) -> None:
        if self._places:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._places) - 1, len(HEADERS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADERS) - 1)


def file_name(file: str) -> str:
    """Return a file's name as a row shows it; of a file in a ZIP, the ZIP's name and the way to it there."""
    path = Path(file)
    packed = next((one for one in path.parents if one.suffix.casefold() == ".zip"), None)
    return path.name if packed is None else path.relative_to(packed.parent).as_posix()


def _record(line: PreviewLine, words: Words) -> ShownRow:
    verdict = words(VERDICTS[line.verdict])
    title = line.title or words(KIND_WORDS[line.kind])
    return ShownRow((verdict, title, line.detail, file_name(line.file)), KIND_ICONS[line.kind], _TONES[line.verdict])


def _problem(problem: Problem, words: Words) -> ShownRow:
    # What stood in the row has a column of its own: the sentence alone is long enough.
    said = say_problem(replace(problem, text=""), words.language)
    tone = "warning" if problem.warning else "danger"
    verdict = words(WARNING if problem.warning else PROBLEM)
    return ShownRow((verdict, said, problem.text, file_name(problem.file)), "warning", tone)
