"""Which record of a list is shown in the pane, and how the choice survives while the list is read anew.

The selection is remembered by id and key, never by row: what was chosen stays chosen when it has moved, and what stands in
its place is chosen when it is gone.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from outreach.ui.lists.detail import DetailPane
from outreach.ui.lists.list_model import Anchor, LazyModel, Listed
from outreach.ui.lists.list_table import ListTable

#: Milliseconds between the last arrow key and the details.
DETAIL_DELAY = 60


class ListSelection(QObject):
    """The chosen rows of one table. `current` is the id of the record in the pane, `target` one that is to be found next."""

    def __init__(self, model: LazyModel, table: ListTable, details: DetailPane) -> None:
        super().__init__(table)
        self.current: UUID | None = None
        self.target: UUID | None = None
        self.to_top = False
        self.moving = QTimer(self, interval=DETAIL_DELAY, singleShot=True)
        self._model = model
        self._table = table
        self._details = details
        self._first = True
        self._row = -1
        self.moving.timeout.connect(self.show_details)
        model.arrived.connect(self._rows_arrived)
        table.selectionModel().currentRowChanged.connect(self._current_moved)

    @property
    def keys(self) -> list[int]:
        """The row keys of the chosen rows, in the list's order, without looking at every row."""
        return self._model.keys_at(sorted(self._table.selected_rows()))

    def anchor(self) -> Anchor:
        """Return what is to stay chosen and in sight when the list is read again."""
        keys = self.keys
        several = frozenset(keys) if len(keys) > 1 else frozenset()
        return Anchor(self.current, several, max(0, self._table.rowAt(0)))

    def begin_anew(self) -> None:
        """Choose the first row of the list that is read next, when what is chosen is not in it: another list is looked at."""
        self._first, self._row = True, -1

    def take(self, listed: Listed) -> None:
        """Choose in the list that has just been read."""
        self._choose(listed)
        self.to_top = False
        self.target = None

    def show_details(self) -> None:
        """Show the record of the current row; a row that has not arrived yet is shown when it has."""
        self.moving.stop()
        self._note_current()
        self._details.show_record(self.current)

    def _note_current(self) -> None:
        row = self._model.row_at(self._table.currentIndex().row())
        self.current = row.id if row is not None and row.id.int else None

    def _choose(self, listed: Listed) -> None:
        if not self._table.was_reset and self.target is None:
            # The same rows in the same order: the officer may have moved on meanwhile, and is not called back.
            self.show_details()
            return
        row = listed.current
        gone = row < 0 and self.current is not None
        if row < 0 and (self._first or (gone and not self.to_top)):
            # The first look at a list, or the chosen record was deleted: what stands in its place.
            row = min(max(self._row, 0), len(listed.keys) - 1)
        self._first = self._first and not listed.keys
        self._table.choose(listed.selected or ((row,) if row >= 0 else ()), row)
        self._table.return_to_place(top=self.to_top)
        if row >= 0 and self.target is not None:
            self._table.show_row(row)
        self._current_moved()
        if self.to_top:
            # Somebody types: the next letter is not to wait for the details of what it may take away.
            self._note_current()
        else:
            self.show_details()

    def _current_moved(self, *_: object) -> None:
        self._row = self._table.currentIndex().row()
        self.moving.start()

    def _rows_arrived(self, first: int, last: int) -> None:
        if first <= self._table.currentIndex().row() <= last and self.current is None:
            self.moving.start()
