"""What the tables of guests share: several can be chosen, and they stay chosen by id when the list is read again."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from outreach.ui.theme import calm_table

_SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class GuestsTable(QTableView):
    """A table with one guest a row. The letters that do something are each table's own."""

    def __init__(self, model: QAbstractTableModel) -> None:
        super().__init__()
        calm_table(self)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def ids(self) -> list[UUID]:
        """Return the ids of the guests, row by row."""
        raise NotImplementedError

    def chosen(self) -> list[UUID]:
        """Return the ids of the chosen guests, in the order of the list."""
        ids = self.ids()
        return [ids[row] for row in sorted({index.row() for index in self.selectionModel().selectedRows()})]

    def choose(self, ids: Iterable[UUID], current: int = -1) -> None:
        """Choose guests by id; `current` is a row to choose when none of them is here any more."""
        wanted, here = set(ids), self.ids()
        rows = [row for row, one in enumerate(here) if one in wanted]
        if not rows and here and current >= 0:
            rows = [min(current, len(here) - 1)]
        selection = self.selectionModel()
        selection.clearSelection()
        for row in rows:
            selection.select(self.model().index(row, 0), _SELECT)
        if rows:
            selection.setCurrentIndex(self.model().index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(self.model().index(rows[0], 0))
