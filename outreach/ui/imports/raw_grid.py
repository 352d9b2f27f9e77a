"""The first rows of a table file as they stand, with the row of headings marked; a click or Space makes another row it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from outreach.domain.table_mapping import Look, RawRow
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.theme import calm_table, current_theme

_NUMBER_WIDTH, _CELL_WIDTH = 64, 150
Index = QModelIndex | QPersistentModelIndex


class RawModel(QAbstractTableModel):
    """The rows; the first column is the row's number in the file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[RawRow] = ()
        self._width = 0
        self.heading_row = 0

    @property
    def rows(self) -> Sequence[RawRow]:
        """What stands there."""
        return self._rows

    def show(self, look: Look) -> None:
        """Put another file's rows in place."""
        self.beginResetModel()
        self._rows = look.head
        self._width = max((len(row.cells) for row in look.head), default=0)
        self.heading_row = look.heading_row
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are, the numbers included."""
        return 0 if parent.isValid() else self._width + 1

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a cell; the headings are strong, what stands above them is dim."""
        row, column = self._rows[index.row()], index.column()
        if not role:
            if not column:
                return str(row.line)
            return _one_line(row.cells[column - 1]) if column <= len(row.cells) else ""
        is_heading = bool(self.heading_row) and row.line == self.heading_row
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(current_theme().info_fill) if is_heading else None
        if role == Qt.ItemDataRole.FontRole and is_heading:
            font = QFont(QApplication.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and (not column or row.line < self.heading_row):
            return QColor(current_theme().muted)
        return None


class RawGrid(QTableView):
    """The table. `heading_chosen` carries the line of the row that holds the headings."""

    heading_chosen = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        calm_table(self)
        self.raw = RawModel(self)
        self.setModel(self.raw)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.setItemDelegate(_RawDelegate(self))
        context.words.bind(self.setAccessibleName, N_("The first rows of the file"))
        self.clicked.connect(lambda index: self._choose(index.row()))

    def show_look(self, look: Look) -> None:
        """Show the first rows of a file, the row of headings chosen."""
        row = self.currentIndex().row()
        self.raw.show(look)
        self.setColumnWidth(0, _NUMBER_WIDTH)
        for column in range(1, self.raw.columnCount()):
            self.setColumnWidth(column, _CELL_WIDTH)
        if 0 <= row < self.raw.rowCount():
            self.setCurrentIndex(self.raw.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space makes the current row the headings."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._choose(self.currentIndex().row())
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # Enter goes on to the next step
            return
        super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        line = self.raw.rows[row].line
        if line != self.raw.heading_row:
            self.heading_chosen.emit(line)


class _RawDelegate(QStyledItemDelegate):
    """Paints the ground of the headings: the style sheet leaves it out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, then the cell."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


def _one_line(text: str) -> str:
    return " ".join(text.split())
