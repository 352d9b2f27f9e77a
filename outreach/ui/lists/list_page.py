"""The page that shows records of one kind: search, filters, a table that scrolls a million rows, and details beside it.

A page of its own kind is a short subclass:

    class TendersPage(ListPage):
        kind = Kind.TENDER
        name = "tenders"
        title = N_("Tenders")
        new_text = N_("New tender")
        search_text = N_("Search tenders")
        all_forms = NN_("{n} tender", "{n} tenders")
        part_forms = NN_("{shown} of {n} tender", "{shown} of {n} tenders")
        empty_title = N_("No tenders yet")
        empty_text = N_("Write down what is coming, or import notices from a file.")

        def filters(self) -> list[Filter]:
            return [labels_filter("stage", N_("Stage"), STAGE_LABELS), cpv_filter(), tag_filter(self.kind)]

        def detail_widget(self) -> DetailPane:
            return TenderDetail(self.context, self)          # outreach/ui/lists/detail.py: read() and fill()

        def new_record(self) -> None:                        # Ctrl+N and the page's one primary button
            TenderForm(self.context, None, self).open()

        def edit_record(self, record_id: UUID) -> None:      # Enter, double click, "Edit"
            ...

        def more_commands(self) -> list[Command]:            # optional: stand in menus, palette and context menu
            return [Command("tenders.flyer", N_("Make a flyer"), lambda: self.with_selection(self._flyer))]

        def header_tools(self) -> list[QWidget]:             # optional: stand left of the primary button
            return [self._list_or_month]

What a subclass can use: `self.records` (the service of its kind), `self.current_id()` (the record in the detail pane),
`self.with_selection(call)` (reads the ids of the selected rows on the worker, then calls), `self.refresh()`,
`self.set_filter("stage", ["planned"])`, `self.show_record(id)`, and `self.views` (a QStackedWidget whose first page is
the list; add others, such as a month view, with `self.views.addWidget`).
Deleting, tags in bulk, export, columns, sorting, selection and memory need nothing from the subclass.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.icons import icon, put_icon
from outreach.ui.lists.columns import Columns
from outreach.ui.lists.detail import DetailPane
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.lists.filter_bar import FilterBar
from outreach.ui.lists.filters import Filter, service_of
from outreach.ui.lists.list_export import ExportDialog
from outreach.ui.lists.list_model import Anchor, LazyModel, Listed
from outreach.ui.lists.tag_popover import TagPopover
from outreach.ui.page import Page
from outreach.ui.theme import GAP, MARGIN, calm_table, set_role

SELECTED = NN_("{n} selected", "{n} selected")
#: Milliseconds between the last key and the search; between the last arrow key and the details.
SEARCH_DELAY = 80
DETAIL_DELAY = 60


class ListPage(Page):
    """A list of one kind with its details. See the head of this file for how to make one."""

    kind: ClassVar[Kind]
    new_text: ClassVar[str]
    search_text: ClassVar[str]
    all_forms: ClassVar[tuple[str, str]]
    """How many there are: `NN_("{n} company", "{n} companies")`."""
    part_forms: ClassVar[tuple[str, str]]
    """How many of them fit: `NN_("{shown} of {n} company", "{shown} of {n} companies")`."""
    empty_title: ClassVar[str]
    empty_text: ClassVar[str]
    detail_width: ClassVar[int] = 384

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.records = service_of(context.house, self.kind)
        self.model = LazyModel(context, self.records, Listing(self.kind), self)
        self.search = self._make_search()
        self.filter_bar = FilterBar(context, self.filters())
        self.table = self._make_table()
        self.columns = Columns(context, self.kind, self.table)
        self.details = self.detail_widget()
        self.views = QStackedWidget()
        self._target: UUID | None = None
        self._state = _State()
        self._build()
        self._make_timers()
        self._wire()

    # What a kind of page adds ----------------------------------------------------------------------------------------

    def filters(self) -> list[Filter]:
        """Return what the list can be narrowed by."""
        return []

    def detail_widget(self) -> DetailPane:
        """Return the pane that shows the chosen record."""
        raise NotImplementedError

    def new_record(self) -> None:
        """Open the form for a new record."""
        raise NotImplementedError

    def edit_record(self, record_id: UUID) -> None:
        """Open the form for a record."""
        raise NotImplementedError

    def more_commands(self) -> list[Command]:
        """Return what else can be done here."""
        return []

    def header_tools(self) -> list[QWidget]:
        """Return widgets that stand left of the primary button."""
        return []

    # What a page is asked for ----------------------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        """Return what can be done with the list and the chosen records."""
        name, chosen = self.name, self.has_selection
        return [
            Command(f"{name}.new", self.new_text, self.new_record, "Ctrl+N", "add"),
            Command(f"{name}.edit", N_("Edit"), self.edit_current, "Ctrl+E", "edit", enabled=chosen),
            Command(f"{name}.tag", N_("Tags …"), self.tag_selected, "Ctrl+T", "tag", enabled=chosen),
            *self.more_commands(),
            Command(f"{name}.delete", N_("Delete"), self.delete_selected, "Delete", "delete", enabled=chosen),
            Command(f"{name}.export", N_("Export …"), self.export, "Ctrl+Shift+E", "export", menu="File"),
            Command(f"{name}.search", N_("Search in the list"), self.focus_search, "Ctrl+F", "search", menu="Edit"),
            Command(f"{name}.clear", N_("Clear search and filters"), self.clear, "", "close", menu="View"),
        ]

    def enter(self) -> None:
        """Read the list when it is shown for the first time, or when something was written meanwhile."""
        if self._state.stale:
            self.refresh()
        self.table.setFocus()

    def show_record(self, record_id: UUID) -> None:
        """Select a record and show its details; search and filters that hide it are taken off."""
        self._target = record_id
        self._state.stale = False
        self.views.setCurrentIndex(0)
        self.model.show(self._listing(), Anchor(record_id))

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # For the page itself and for what is built on it -----------------------------------------------------------------

    def current_id(self) -> UUID | None:
        """Return the id of the record whose details are shown."""
        return self._state.current

    def has_selection(self) -> bool:
        """Say whether a record is chosen."""
        return self.table.selectionModel().hasSelection()

    def selected_keys(self) -> list[int]:
        """Return the row keys of the selection, in the list's order, without looking at every row."""
        return self.model.keys_at(sorted(self._selected_rows()))

    def with_selection(self, call: Callable[[list[UUID]], None]) -> None:
        """Read the ids of the selected rows on the worker, then call."""
        keys = self.selected_keys()
        if keys:
            self.context.read(lambda: self.records.ids_of(keys), call, self)

    def set_filter(self, name: str, values: list[str]) -> None:
        """Narrow the list from outside, such as "everybody met at this event"."""
        self.filter_bar.choose(name, values)

    def clear(self) -> None:
        """Show everything again."""
        self.search.clear()
        self.filter_bar.clear()
        self._read_new()

    def refresh(self) -> None:
        """Read again what is shown; selection and scroll position stay."""
        self._state.stale = False
        selected = self.selected_keys()
        several = frozenset(selected) if len(selected) > 1 else frozenset()
        self.model.show(self._listing(), Anchor(self.current_id(), several, max(0, self.table.rowAt(0))))

    def edit_current(self) -> None:
        """Open the form of the record whose details are shown."""
        current = self.current_id()
        if current is not None:
            self.edit_record(current)

    def delete_selected(self) -> None:
        """Delete what is selected; the shell offers to undo it."""
        self.with_selection(
            lambda ids: self.context.write(lambda: self.records.delete(ids), self),
        )

    def tag_selected(self) -> None:
        """Open the small window that puts tags on what is selected and takes others off."""
        self.with_selection(lambda ids: TagPopover(self.context, self.records, ids, self).open_over(self.table))

    def export(self) -> None:
        """Ask for a file, and write the selection, or all that is listed when one record or none is selected."""
        keys = self.selected_keys()
        if len(keys) > 1:
            self.context.read(
                lambda: self.records.ids_of(keys),
                lambda ids: ExportDialog(self.context, self.kind, self, ids).open(),
                self,
            )
        else:
            ExportDialog(self.context, self.kind, self, None, self._listing()).open()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN + GAP, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addLayout(self._header())
        layout.addWidget(self.views, 1)
        self.views.addWidget(self._list_view())

    def _header(self) -> QHBoxLayout:
        title = QLabel()
        set_role(title, "title")
        self.context.words.bind(title.setText, self.title)
        self.count = QLabel()
        set_role(self.count, "muted")
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        new = QPushButton()
        set_role(new, "primary")
        put_icon(new, "add", "on_accent")
        self.context.words.bind(new.setText, self.new_text)
        new.clicked.connect(self.new_record)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(title)
        row.addSpacing(GAP)
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        for tool in self.header_tools():
            row.addWidget(tool)
        row.addWidget(new)
        return row

    def _list_view(self) -> QWidget:
        view = QWidget()
        layout = QVBoxLayout(view)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addLayout(self._tool_row())
        self._main = QStackedWidget()
        self._main.addWidget(self._splitter())
        self._main.addWidget(self._nothing_yet())
        layout.addWidget(self._main, 1)
        return view

    def _tool_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.filter_bar, 1)
        row.addWidget(self._tool("columns", N_("Columns"), self._columns_menu), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._tool("export", N_("Export …"), self.export), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _tool(self, name: str, text: str, call: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        put_icon(button, name, "muted")
        button.setIconSize(QSize(20, 20))
        self.context.words.bind(button.setToolTip, text)
        self.context.words.bind(button.setAccessibleName, text)
        button.clicked.connect(call)
        return button

    def _splitter(self) -> QSplitter:
        self._left = QStackedWidget()
        self._left.addWidget(self.table)
        nothing = EmptyState(self.context, "search", N_("Nothing fits"), N_("No record has all of what is asked for."))
        nothing.add_button(N_("Clear search and filters"), self.clear)
        self._left.addWidget(nothing)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(GAP)
        splitter.addWidget(self._left)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        self.details.setMinimumWidth(300)
        splitter.setSizes([900, self.detail_width])
        state = self.context.memory.get_state(f"splitter.{self.name}")
        if state is not None:
            splitter.restoreState(state)
        splitter.splitterMoved.connect(
            lambda: self.context.memory.keep_state(f"splitter.{self.name}", splitter.saveState())
        )
        return splitter

    def _nothing_yet(self) -> EmptyState:
        empty = EmptyState(self.context, self.name, self.empty_title, self.empty_text)
        empty.add_button(self.new_text, self.new_record, primary=True)
        empty.add_button(N_("Import from a file …"), lambda: self.context.wishes.import_files.emit([]))
        return empty

    def _make_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setClearButtonEnabled(True)
        search.setFixedWidth(264)
        set_role(search, "search")
        search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.context.words.bind(search.setPlaceholderText, self.search_text)
        self.context.words.bind(search.setAccessibleName, self.search_text)
        return search

    def _make_table(self) -> QTableView:
        table = QTableView()
        calm_table(table)
        table.setModel(self.model)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.setCornerButtonEnabled(False)
        self.context.words.bind(table.setAccessibleName, self.title)
        return table

    def _make_timers(self) -> None:
        self._typing = QTimer(self, interval=SEARCH_DELAY, singleShot=True)
        self._typing.timeout.connect(self._read_new)
        self._moving = QTimer(self, interval=DETAIL_DELAY, singleShot=True)
        self._moving.timeout.connect(self._show_details)

    def _wire(self) -> None:
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._into_table)
        self.search.installEventFilter(self)
        self.table.installEventFilter(self)
        self.filter_bar.changed.connect(self._read_new)
        self.columns.sorted.connect(self._read_new)
        self.model.listed.connect(self._listed)
        self.model.arrived.connect(self._rows_arrived)
        selection = self.table.selectionModel()
        selection.currentRowChanged.connect(self._current_moved)
        selection.selectionChanged.connect(self._say_count)
        self.table.activated.connect(self.edit_current)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self._speak)

    # Reading ---------------------------------------------------------------------------------------------------------

    def _listing(self) -> Listing:
        return Listing(
            self.kind, self.search.text().strip(), self.filter_bar.chosen, self.columns.sort, self.columns.descending
        )

    def _read_new(self) -> None:
        """Read another listing: from the top, with the chosen record still chosen when it is in it."""
        self._typing.stop()
        self._state.stale = False
        self._state.to_top = True
        self.model.show(self._listing(), Anchor(self.current_id()))

    def _written(self, changes: Changes, origin: QObject | None) -> None:
        if not self.isVisible():
            self._state.stale = True
        else:
            self.refresh()

    def _speak(self) -> None:
        self._state.stale = True
        if self.isVisible():
            self.refresh()
        self._say_count()

    def _listed(self, listed: Listed) -> None:
        narrowed = bool(listed.listing.text or listed.listing.filters)
        if self._target is not None and listed.current < 0 and narrowed:
            self._take_filters_off()
            return
        self._main.setCurrentIndex(1 if not listed.total else 0)
        self._left.setCurrentIndex(1 if not listed.keys and listed.total else 0)
        self._select(listed)
        self._state.to_top = False
        self._target = None
        self._say_count()

    def _take_filters_off(self) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.filter_bar.blockSignals(True)
        self.filter_bar.clear()
        self.filter_bar.blockSignals(False)
        target = self._target
        self.model.show(self._listing(), Anchor(target))

    def _select(self, listed: Listed) -> None:
        row = listed.current
        gone = row < 0 and self._state.current is not None
        if row < 0 and (self._state.first or (gone and not self._state.to_top)):
            # The first look at a list, or the chosen record was deleted: what stands in its place.
            row = min(max(self._state.row, 0), len(listed.keys) - 1)
        self._state.first = self._state.first and not listed.keys
        selection = self.table.selectionModel()
        chosen = QItemSelection()
        for one in listed.selected or ((row,) if row >= 0 else ()):
            chosen.merge(QItemSelection(self.model.index(one, 0), self.model.index(one, 0)), _SELECT)
        current = self.model.index(row, 0)
        selection.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.select(chosen, _REPLACE)
        if self._state.to_top:
            self.table.scrollToTop()
        if row >= 0 and self._target is not None:
            self.table.scrollTo(current, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._current_moved()
        self._show_details()

    def _current_moved(self, *_: object) -> None:
        self._state.row = self.table.currentIndex().row()
        self._moving.start()

    def _rows_arrived(self, first: int, last: int) -> None:
        if first <= self.table.currentIndex().row() <= last and self._state.current is None:
            self._moving.start()

    def _show_details(self) -> None:
        """Show the record of the current row; a row that has not arrived yet is shown when it has."""
        self._moving.stop()
        row = self.model.row_at(self.table.currentIndex().row())
        self._state.current = row.id if row is not None and row.id.int else None
        self.details.show_record(self._state.current)

    # The officer's hands ---------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead from the search field into the table and back: Down, Esc, and / as on many web pages."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if watched is self.search:
            if key == Qt.Key.Key_Down:
                self._into_table()
                return True
            if key == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        elif watched is self.table and key == Qt.Key.Key_Slash:
            self.focus_search()
            return True
        return super().eventFilter(watched, event)

    def _into_table(self) -> None:
        if self._typing.isActive():
            self._read_new()
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.selectRow(0)

    def _columns_menu(self) -> None:
        menu = self.columns.menu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.mapToGlobal(QPoint(self.table.width() - menu.sizeHint().width(), 0)))

    def _open_menu(self, place: QPoint) -> None:
        if not self.has_selection():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in self.commands():
            if command.menu != "Record" and command.name != f"{self.name}.export":
                continue
            action = menu.addAction(self.context.words(command.text))
            action.setEnabled(command.enabled())
            if command.icon:
                put_icon(action, command.icon)
            action.triggered.connect(lambda _=False, run=command.run: run())
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _say_count(self, *_: Any) -> None:
        words, shown, total = self.context.words, self.model.rowCount(), self.model.total
        if not total:
            self.count.clear()
            return
        narrowed = shown != total
        text = words.count(self.part_forms if narrowed else self.all_forms, total, shown=words.language.number(shown))
        chosen = len(self._selected_rows())
        self.count.setText(f"{text} · {words.count(SELECTED, chosen)}" if chosen > 1 else text)

    def _selected_rows(self) -> set[int]:
        """Return the selected rows. Ranges, not indexes: Ctrl+A over a million rows is one range."""
        parts = self.table.selectionModel().selection()
        rows: set[int] = set()
        for place in range(parts.count()):
            part = parts.at(place)
            rows.update(range(part.top(), part.bottom() + 1))
        return rows


class _State:
    """What a list page knows between two answers of the worker."""

    def __init__(self) -> None:
        self.stale = True
        self.first = True
        self.to_top = False
        self.current: UUID | None = None
        self.row = -1


_SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_REPLACE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
