"""Which columns a table shows, how wide and in which order: chosen by a menu, remembered by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from outreach.domain.listing import COLUMNS, FIRST_SORT
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.lists.list_table import ListTable

NARROWEST = 48
#: How much of their usual width columns keep in a narrow window; then the table scrolls sideways.
NARROWEST_SHARE = 0.78


class Columns(QObject):
    """Looks after the header of one table. `sort` and `descending` hold the order; `sorted` tells of another one.

    Until the officer sets a width, the usual widths follow the room there is: somewhat narrower in a small window, and
    with what is left over given to the first column.
    """

    sorted = Signal()
    looks_changed = Signal()

    def __init__(self, context: Context, kind: Kind, table: ListTable) -> None:
        super().__init__(table)
        self.columns = COLUMNS[kind]
        self.sort, self.descending = FIRST_SORT[kind]
        self._kind = kind
        self._context = context
        self._header = table.horizontalHeader()
        self._quiet = False
        self._set_by_hand = False
        self._memory = f"columns.{kind.value}"
        self._restore(context.memory.get(self._memory, {}))
        self._wire()
        table.resized.connect(self._fit)

    def menu(self, parent: QTableView) -> QMenu:
        """Return a menu with a tick for each column, and the way back to the first look."""
        menu = QMenu(parent)
        for number, column in enumerate(self.columns):
            action = QAction(self._context.words(column.title), menu, checkable=True)
            action.setChecked(not self._header.isSectionHidden(number))
            action.setEnabled(number > 0)  # a list without the name of its records would say nothing
            action.toggled.connect(lambda on, number=number: self.show_column(number, on))
            menu.addAction(action)
        menu.addSeparator()
        reset = menu.addAction(self._context.words(N_("Usual columns")))
        reset.triggered.connect(self.reset)
        return menu

    def show_column(self, number: int, shown: bool) -> None:
        """Show or hide a column, and remember it."""
        self._quiet = True
        self._header.setSectionHidden(number, not shown)
        self._quiet = False
        self._fit()
        self._keep()

    def shown(self) -> list[str]:
        """Return the names of the visible columns, from left to right."""
        numbers = [self._header.logicalIndex(place) for place in range(self._header.count())]
        return [self.columns[number].name for number in numbers if not self._header.isSectionHidden(number)]

    def reset(self) -> None:
        """Go back to the usual columns and widths."""
        self._restore({})
        self._fit()
        self._keep()

    def sort_by(self, name: str, descending: bool) -> None:
        """Order the list by a column."""
        self.sort, self.descending = name, descending
        self._show_arrow()
        self._keep()
        self.sorted.emit()

    def enter_view(self, view: str, names: Sequence[str], sort: str, descending: bool) -> None:
        """Look as a saved view says: its columns (none named: the usual ones) and its sorting. Widths are kept for each view."""
        self._memory = f"columns.{self._kind.value}.{view}"
        look: dict[str, Any] = {"widths": self._context.memory.get(self._memory, {}).get("widths", {})}
        if names:
            look |= {"order": list(names), "hidden": [one.name for one in self.columns if one.name not in names]}
        self._look_like(look, (sort, descending) if sort else FIRST_SORT[self._kind])

    def leave_view(self) -> None:
        """Look again as the list does without a view."""
        self._memory = f"columns.{self._kind.value}"
        self._look_like(self._context.memory.get(self._memory, {}), FIRST_SORT[self._kind])

    def _look_like(self, look: dict[str, Any], order: tuple[str, bool]) -> None:
        self.sort, self.descending = order
        self._restore(look)
        self._show_arrow()
        self._fit()

    def _fit(self) -> None:
        if self._set_by_hand:
            return
        header = self._header
        shown = [number for number in range(len(self.columns)) if not header.isSectionHidden(number)]
        wanted = sum(self.columns[number].width for number in shown)
        room = header.viewport().width()
        scale = max(NARROWEST_SHARE, min(1.0, room / wanted)) if wanted else 1.0
        self._quiet = True
        for number in shown:
            least = max(NARROWEST, header.sectionSizeHint(number))
            header.resizeSection(number, max(least, int(self.columns[number].width * scale)))
        left = room - header.length()
        if left > 0:
            header.resizeSection(shown[0], header.sectionSize(shown[0]) + left)
        self._quiet = False

    def _wire(self) -> None:
        header = self._header
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(NARROWEST)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._clicked)
        header.sectionMoved.connect(self._keep)
        header.sectionResized.connect(self._resized)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_menu)
        self._show_arrow()

    def _resized(self) -> None:
        if not self._quiet:
            self._set_by_hand = True
            self._keep()

    def _clicked(self, number: int) -> None:
        column = self.columns[number]
        if not column.sortable:
            self._show_arrow()
            return
        # Figures and dates are asked for with the latest first, names from A.
        first = column.shape == "moment"
        self.sort_by(column.name, not self.descending if self.sort == column.name else first)

    def _show_arrow(self) -> None:
        number = next(number for number, column in enumerate(self.columns) if column.name == self.sort)
        order = Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicator(number, order)

    def _open_menu(self, place: QPoint) -> None:
        table = self._header.parent()
        assert isinstance(table, QTableView)
        self.menu(table).popup(self._header.mapToGlobal(place))

    def _restore(self, kept: Any) -> None:
        kept = kept if isinstance(kept, dict) else {}
        header = self._header
        self._quiet = True
        names = [column.name for column in self.columns]
        order = [name for name in kept.get("order", []) if name in names]
        order += [name for name in names if name not in order]
        for place, name in enumerate(order):
            header.moveSection(header.visualIndex(names.index(name)), place)
        widths, hidden = kept.get("widths", {}), kept.get("hidden")
        self._set_by_hand = bool(widths)
        for number, column in enumerate(self.columns):
            header.resizeSection(number, max(NARROWEST, int(widths.get(column.name, column.width))))
            header.setSectionHidden(
                number, (not column.shown) if hidden is None else column.name in hidden and number > 0
            )
        self._quiet = False
        sort = kept.get("sort")
        sortable = {column.name for column in self.columns if column.sortable}
        if isinstance(sort, list) and len(sort) == 2 and sort[0] in sortable:
            self.sort, self.descending = str(sort[0]), bool(sort[1])
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.viewport().update()

    def _keep(self, *_: object) -> None:
        if self._quiet:
            return
        header = self._header
        order = [self.columns[header.logicalIndex(place)].name for place in range(header.count())]
        # A hidden section reports no width; what it had before is kept.
        widths = dict(self._context.memory.get(self._memory, {}).get("widths", {})) if self._set_by_hand else {}
        for number, column in enumerate(self.columns):
            if self._set_by_hand and not header.isSectionHidden(number):
                widths[column.name] = header.sectionSize(number)
        hidden = [column.name for number, column in enumerate(self.columns) if header.isSectionHidden(number)]
        value = {"order": order, "widths": widths, "hidden": hidden, "sort": [self.sort, self.descending]}
        self._context.memory.keep(self._memory, value)
        self.looks_changed.emit()
