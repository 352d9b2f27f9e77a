"""The table and the search field of a list page: how they look, what their keys do, and which rows are chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTableView

from outreach.ui.context import Context
from outreach.ui.icons import icon
from outreach.ui.lists.list_model import LazyModel
from outreach.ui.theme import calm_table, set_role

#: Milliseconds between the last key and the search.
SEARCH_DELAY = 80

_SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_REPLACE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class ListTable(QTableView):
    """A table of whole rows, several of which can be chosen. Enter and a double click wish to edit, / to search."""

    edit_wished = Signal()
    search_wished = Signal()
    copy_wished = Signal()
    resized = Signal()

    def __init__(self, model: LazyModel) -> None:
        super().__init__()
        calm_table(self)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._place: int | None = None
        model.modelAboutToBeReset.connect(self._note_place)
        # Not `activated`: it leaves Enter out on macOS, and takes one click on some desktops.
        self.doubleClicked.connect(lambda: self.edit_wished.emit())

    def selected_rows(self) -> set[int]:
        """Return the chosen rows. Ranges, not indexes: Ctrl+A over a million rows is one range."""
        parts = self.selectionModel().selection()
        rows: set[int] = set()
        for place in range(parts.count()):
            part = parts.at(place)
            rows.update(range(part.top(), part.bottom() + 1))
        return rows

    def selected_count(self) -> int:
        """Return how many rows are chosen, without naming them: one range may be a million rows."""
        parts = self.selectionModel().selection()
        return sum(parts.at(place).height() for place in range(parts.count()))

    def choose(self, rows: Iterable[int], current: int) -> None:
        """Choose rows and make one the current one, without scrolling; -1 for none."""
        model, selection = self.model(), self.selectionModel()
        chosen = QItemSelection()
        for first, last in _ranges(rows):
            chosen.merge(QItemSelection(model.index(first, 0), model.index(last, 0)), _SELECT)
        selection.setCurrentIndex(model.index(current, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.select(chosen, _REPLACE)

    @property
    def was_reset(self) -> bool:
        """Say whether other rows came in since the last `return_to_place`, so that the selection is lost."""
        return self._place is not None

    def return_to_place(self, *, top: bool = False) -> None:
        """Scroll to where the table stood before its model was reset, or to the top."""
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        if top:
            self.scrollToTop()
        elif self._place is not None:
            self.verticalScrollBar().setValue(self._place)
        self._place = None

    def show_row(self, row: int) -> None:
        """Bring a row into the middle, unless it is in sight."""
        index = self.model().index(row, 0)
        if not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _note_place(self) -> None:
        self._place = self.verticalScrollBar().value()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 edit, / searches, Ctrl+C copies; everything else is Qt's."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not event.modifiers():
            self.edit_wished.emit()
        elif key == Qt.Key.Key_Slash or event.text() == "/":
            self.search_wished.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wished.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is another width for the columns."""
        super().resizeEvent(event)
        self.resized.emit()


class ListSearch(QLineEdit):
    """The search field: `searched` comes a moment after the last key, `left` when Down or Enter goes to the list."""

    searched = Signal()
    left = Signal()

    def __init__(self, context: Context, hint: str) -> None:
        super().__init__()
        self.setClearButtonEnabled(True)
        self.setFixedWidth(232)
        set_role(self, "search")
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        context.words.bind(self.setPlaceholderText, hint)
        context.words.bind(self.setAccessibleName, hint)
        self._typing = QTimer(self, interval=SEARCH_DELAY, singleShot=True)
        self._typing.timeout.connect(self.searched)
        self.textChanged.connect(self._typing.start)

    def settle(self) -> None:
        """Forget that something was typed: it is being searched for already."""
        self._typing.stop()

    def search_now(self) -> None:
        """Search at once when something waits to be searched for."""
        if self._typing.isActive():
            self._typing.stop()
            self.searched.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go into the list, Esc empties the field."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search_now()
            self.left.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _ranges(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return sorted rows as ranges, both ends included."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
