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

        def new_record(self) -> None:                        # Ctrl+Shift+A, and the button at the top right
            TenderForm(self.context, None, self).open()

        def edit_record(self, record_id: UUID) -> None:      # Enter, double click, "Edit"
            ...

        def more_commands(self) -> list[Command]:            # optional: stand in menus, palette and context menu
            return [Command("tenders.flyer", N_("Make a flyer"), lambda: self.with_selection(self._flyer))]

        def header_tools(self) -> list[QWidget]:             # optional: stand left of the button for a new one
            return [self._list_or_month]

What a subclass can use: `self.records` (the service of its kind), `self.current_id()` (the record in the detail pane),
`self.with_selection(call)` (reads the ids of the selected rows on the worker, then calls), `self.refresh()`,
`self.set_filter("stage", ["planned"])`, `self.show_record(id)`, and `self.views` (a QStackedWidget whose first page is
the list; add others, such as a month view, with `self.views.addWidget`).
Deleting, tags in bulk, export, columns, sorting, selection and memory need nothing from the subclass.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists import list_commands
from outreach.ui.lists.bulk_edit import BulkEdit
from outreach.ui.lists.columns import Columns
from outreach.ui.lists.detail import DetailPane
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.lists.filter_bar import FilterBar
from outreach.ui.lists.filters import Filter, service_of
from outreach.ui.lists.hand_over import HandOver
from outreach.ui.lists.list_frame import ListFrame
from outreach.ui.lists.list_model import Anchor, LazyModel, Listed
from outreach.ui.lists.list_selection import ListSelection
from outreach.ui.lists.list_table import ListSearch, ListTable
from outreach.ui.lists.list_views import ListViews
from outreach.ui.lists.many_dialog import delete_with_brake
from outreach.ui.lists.tag_popover import TagPopover
from outreach.ui.lists.views_menu import ViewButton, ViewsMenu
from outreach.ui.page import Page
from outreach.ui.theme import GAP, MARGIN, set_role

SELECTED = NN_("{n} selected", "{n} selected")


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
    detail_width: ClassVar[int] = 368
    print_text: ClassVar[str] = N_("List as PDF, to print…")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.records = service_of(context.house, self.kind)
        self.model = LazyModel(context, self.records, Listing(self.kind), self)
        self.search = ListSearch(context, self.search_text)
        self.filter_bar = FilterBar(context, self.filters())
        self.table = ListTable(self.model)
        self.columns = Columns(context, self.kind, self.table)
        self.details = self.detail_widget()
        self.details.resize(self.detail_width, self.details.height())
        self.frame = ListFrame(context, self.name, self.search, self.filter_bar, self.table, self.details)
        self.views = QStackedWidget()
        self.selection = ListSelection(self.model, self.table, self.details)
        self.saved_views = ListViews(context, self.kind, self.search, self.filter_bar, self.columns, self)
        self.hand_over = HandOver(
            context,
            self.kind,
            self.title,
            self.saved_views,
            self.columns.shown,
            self._meant_keys,
            self._said,
            self,
        )
        self._stale = True
        self._build()
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
        """Return widgets that stand left of the button for a new record."""
        return []

    # What a page is asked for ----------------------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        """Return what can be done with the list and the chosen records."""
        name, chosen = self.name, self.has_selection
        return [
            Command(f"{name}.new", self.new_text, self.new_record, "Ctrl+Shift+A", "add"),
            Command(f"{name}.edit", N_("Edit"), self.edit_current, "Ctrl+E", "edit", enabled=chosen),
            *list_commands.of_chosen(self),
            *self.more_commands(),
            Command(
                f"{name}.delete", N_("Delete"), self.delete_selected, "Delete", "delete", enabled=chosen, apart=True
            ),
            *list_commands.of_list(self),
        ]

    def enter(self) -> None:
        """Read the list when it is shown for the first time, or when something was written meanwhile."""
        if self._stale:
            self.saved_views.begin(self.refresh)
        self.table.setFocus()

    def show_record(self, record_id: UUID) -> None:
        """Select a record and show its details; search and filters that hide it are taken off."""
        self.selection.target = record_id
        self._stale = False
        self.views.setCurrentIndex(0)
        self.model.show(self._listing(), Anchor(record_id))

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # For the page itself and for what is built on it -----------------------------------------------------------------

    def current_id(self) -> UUID | None:
        """Return the id of the record whose details are shown."""
        return self.selection.current

    def has_selection(self) -> bool:
        """Say whether a record is chosen."""
        return self.table.selectionModel().hasSelection()

    def selected_keys(self) -> list[int]:
        """Return the row keys of the selection, in the list's order, without looking at every row."""
        return self.selection.keys

    def with_selection(self, call: Callable[[list[UUID]], None]) -> None:
        """Read the ids of the selected rows on the worker, then call."""
        keys = self.selected_keys()
        if keys:
            self.context.read(lambda: self.records.ids_of(keys), call, self)

    def set_filter(self, name: str, values: list[str]) -> None:
        """Narrow the list from outside, such as "everybody met at this event"."""
        self.filter_bar.choose(name, values)

    def narrow_to(self, filters: Sequence[tuple[str, str]]) -> None:
        """Narrow the list to these filters from outside; a view and what was searched for are left."""
        self.views.setCurrentIndex(0)
        self.saved_views.narrow_to(filters)

    def clear(self) -> None:
        """Show everything again."""
        self.saved_views.choose(None)

    def refresh(self) -> None:
        """Read again what is shown; selection and scroll position stay."""
        self._stale = False
        self.model.show(self._listing(), self.selection.anchor())

    def edit_current(self) -> None:
        """Open the form of the record whose details are shown."""
        current = self.current_id()
        if current is not None:
            self.edit_record(current)

    def delete_selected(self) -> None:
        """Delete what is selected; the shell offers to undo it."""
        self.with_selection(
            lambda ids: delete_with_brake(self.context, self.records, ids, self),
        )

    def tag_selected(self) -> None:
        """Open the small window that puts tags on what is selected and takes others off."""
        self.with_selection(lambda ids: TagPopover(self.context, self.records, ids, self).open_over(self.table))

    def change_selected(self) -> None:
        """Open the dialog that changes one field of all that is selected."""
        self.with_selection(lambda ids: BulkEdit(self.context, self.kind, ids, self).open())

    def export(self) -> None:
        """Ask for a file, and write the selection, or all that is listed when one record or none is selected."""
        self.hand_over.export()

    def ask_print(self) -> None:
        """Ask for the file of the printed list."""
        self.hand_over.ask_print()

    def open_views(self) -> None:
        """Open the small window in which another view is chosen."""
        ViewsMenu(self.context, self.saved_views, self).open_below(self.view_button)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN + GAP, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addLayout(self._header())
        layout.addWidget(self.views, 1)
        self.views.addWidget(self.frame)
        self.frame.set_nothing_yet(self._nothing_yet())

    def _header(self) -> QHBoxLayout:
        title = QLabel()
        set_role(title, "title")
        self.context.words.bind(title.setText, self.title)
        self.count = QLabel()
        set_role(self.count, "muted")
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.view_button = ViewButton(self.context, self.saved_views)
        self.view_button.wished.connect(self.open_views)
        new = QPushButton()
        put_icon(new, "add")
        self.context.words.bind(new.setText, self.new_text)
        new.clicked.connect(self.new_record)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(title)
        row.addSpacing(GAP)
        row.addWidget(self.view_button)
        row.addSpacing(GAP)
        row.addWidget(self.count)
        row.addStretch(1)
        for tool in self.header_tools():
            row.addWidget(tool)
        row.addWidget(new)
        return row

    def _nothing_yet(self) -> EmptyState:
        empty = EmptyState(self.context, self.name, self.empty_title, self.empty_text)
        empty.add_button(self.new_text, self.new_record, primary=True)
        empty.add_button(N_("Import from a file…"), lambda: self.context.wishes.import_files.emit([]))
        return empty

    def _wire(self) -> None:
        self.context.words.bind(self.table.setAccessibleName, self.title)
        self.search.searched.connect(self._read_new)
        self.search.left.connect(self._into_table)
        self.frame.columns_wished.connect(self._columns_menu)
        self.frame.export_wished.connect(self._hand_over_menu)
        self.frame.clear_wished.connect(self.clear)
        self.filter_bar.changed.connect(self._read_new)
        self.columns.sorted.connect(self._read_new)
        self.model.listed.connect(self._listed)
        self.saved_views.wished.connect(self.selection.begin_anew)
        self.saved_views.wished.connect(self._read_new)
        self.table.selectionModel().selectionChanged.connect(self._say_count)
        self.table.edit_wished.connect(self.edit_current)
        self.table.copy_wished.connect(lambda: self.hand_over.copy_table(self.selected_keys()))
        self.table.search_wished.connect(self.focus_search)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self._speak)

    # Reading ---------------------------------------------------------------------------------------------------------

    def _listing(self) -> Listing:
        return self.saved_views.listing()

    def _meant_keys(self) -> tuple[Sequence[int], bool]:
        """Return the selected rows when there are several, else all that are listed; and whether they were selected."""
        several = self.table.selected_count() > 1
        return (self.selected_keys(), True) if several else (self.model.keys, False)

    def _said(self) -> str:
        return " · ".join(part for part in (self.search.text().strip(), self.filter_bar.said) if part)

    def _read_new(self) -> None:
        """Read another listing: from the top, with the chosen record still chosen when it is in it."""
        self.search.settle()
        self._stale = False
        self.selection.to_top = True
        self.model.show(self._listing(), Anchor(self.selection.current))
        self.view_button.say()

    def _written(self, changes: Changes, origin: QObject | None) -> None:
        if not self.isVisible():
            self._stale = True
        else:
            self.refresh()

    def _speak(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()
        self._say_count()

    def _listed(self, listed: Listed) -> None:
        narrowed = bool(listed.listing.text or listed.listing.filters)
        if self.selection.target is not None and listed.current < 0 and narrowed:
            self._take_filters_off()
            return
        self.frame.show_state(len(listed.keys), listed.total)
        self.selection.take(listed)
        self._say_count()

    def _take_filters_off(self) -> None:
        """Show everything: the record that is looked for stands behind a filter."""
        for part in (self.search, self.filter_bar):
            part.blockSignals(True)
            part.clear()
            part.blockSignals(False)
        self.saved_views.leave()
        self.model.show(self._listing(), Anchor(self.selection.target))

    # The officer's hands ---------------------------------------------------------------------------------------------

    def _into_table(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.selectRow(0)

    def _columns_menu(self) -> None:
        self._at_the_right(self.columns.menu(self.table))

    def _hand_over_menu(self) -> None:
        menu = QMenu(self)
        list_commands.fill(menu, list_commands.of_hand_over(self), self.context)
        self._at_the_right(menu)

    def _at_the_right(self, menu: QMenu) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.mapToGlobal(QPoint(self.table.width() - menu.sizeHint().width(), 0)))

    def _open_menu(self, place: QPoint) -> None:
        if not self.has_selection():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        list_commands.fill(menu, [one for one in self.commands() if one.menu == "Record"], self.context)
        menu.addSeparator()
        list_commands.fill(menu, list_commands.of_hand_over(self), self.context)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _say_count(self, *_: Any) -> None:
        words, shown, total = self.context.words, self.model.rowCount(), self.model.total
        if not total:
            self.count.clear()
            return
        narrowed = shown != total
        text = words.count(self.part_forms if narrowed else self.all_forms, total, shown=words.language.number(shown))
        chosen = self.table.selected_count()
        self.count.setText(f"{text} · {words.count(SELECTED, chosen)}" if chosen > 1 else text)
