"""How events look in the list: the kind with its icon and colour, cancelled ones struck through."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from outreach.domain.event import EventKind, EventStatus
from outreach.ui.icons import event_icon_name, icon
from outreach.ui.lists.list_model import LazyModel
from outreach.ui.theme import current_theme, event_colours

Index = QModelIndex | QPersistentModelIndex


class EventLooks(QStyledItemDelegate):
    """Dresses the cells of a row by what the row says."""

    def __init__(self, table: QTableView, model: LazyModel) -> None:
        super().__init__(table)
        self._model = model
        self._kind, self._title = model.column_named("kind"), model.column_named("title")

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Add icon, colour and strike-out."""
        super().initStyleOption(option, index)
        row = self._model.row_at(index.row())
        if row is None or not row.cells:
            return
        if row.cells["status"] == EventStatus.CANCELLED.value:
            self._strike(option, index)
        if index.column() == self._kind:
            kind = EventKind(row.cells["kind"])
            option.icon = icon(event_icon_name(kind), event_colours(kind)[0])
            option.decorationSize = QSize(18, 18)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration

    def _strike(self, option: QStyleOptionViewItem, index: Index) -> None:
        palette = option.palette
        palette.setColor(palette.ColorRole.Text, QColor(current_theme().muted))
        option.palette = palette
        if index.column() == self._title:
            font = QFont(option.font)
            font.setStrikeOut(True)
            option.font = font
