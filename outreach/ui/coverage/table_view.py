"""The table on the page: headers that stay, arrows from cell to cell, Enter opens, Ctrl+C copies."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from outreach.ui.coverage.model import CoverageModel
from outreach.ui.theme import MARGIN, ROW_HEIGHT, current_theme

_NAMES_WIDTH, _LEAST_NAMES, _COLUMN_WIDTH = 330, 160, 80
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Heat(QStyledItemDelegate):
    """Paints the ground of a cell, which the style sheet of the window would leave out; lines and number are painted as ever."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        model = index.model()
        ground = model.ground(index.row(), index.column()) if isinstance(model, CoverageModel) else None
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.save()
            painter.setPen(QPen(QColor(current_theme().focus), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
            painter.restore()


class CoverageTableView(QTableView):
    """One cell is chosen at a time; `opened` tells that its companies are wanted, `copied` that the table is."""

    opened = Signal()
    copied = Signal()
    moved = Signal()

    def __init__(self, model: CoverageModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Heat(self))
        self._dress_headers()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._move)

    def _dress_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setMinimumSectionSize(_COLUMN_WIDTH)
        across.setStyleSheet("QHeaderView::section { padding: 4px 8px 4px 2px; }")
        across.setHighlightSections(False)
        across.setFixedHeight(52)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setDefaultSectionSize(ROW_HEIGHT)
        down.setFixedWidth(_NAMES_WIDTH)
        down.setHighlightSections(False)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def narrow(self, width: int) -> None:
        """Give the names what the columns leave of the width."""
        left = width - self.model().columnCount() * _COLUMN_WIDTH - 2 * MARGIN
        self.verticalHeader().setFixedWidth(max(_LEAST_NAMES, min(_NAMES_WIDTH, left)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies; arrows are Qt's own."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.opened.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, _index: QModelIndex) -> None:
        self.opened.emit()

    def _move(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.moved.emit()
