"""The view of a list page: which one is chosen, whether the list has been narrowed differently since, and keeping it.

A view is put into what the officer sees – the search field, the filters, the sorting, the columns – and is read off it again.
Views lie in the workspace, so both officers have them; which one was used last is remembered on this computer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from outreach.domain.changes import Changes
from outreach.domain.listing import FIRST_SORT, Listing
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.language import N_
from outreach.services.suggested_views import SUGGESTED, is_suggested
from outreach.ui.context import Context
from outreach.ui.lists.columns import Columns
from outreach.ui.lists.filter_bar import FilterBar
from outreach.ui.lists.list_table import ListSearch
from outreach.ui.lists.name_dialog import NameDialog

SAVE_AS = N_("Save this view as…")
RENAME = N_("Rename the view…")
NEW_LIST = N_("New list…")


class ListViews(QObject):
    """The view of one list. `changed` tells of another one or of a deviation, `wished` that the list must be read anew."""

    changed = Signal()
    wished = Signal()

    def __init__(
        self, context: Context, kind: Kind, search: ListSearch, filter_bar: FilterBar, columns: Columns, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.saved: list[SavedView] = []
        self.chosen: SavedView | None = None
        self._context = context
        self._search = search
        self._filters = filter_bar
        self._columns = columns
        self._page = parent
        self._memory = f"view.{kind.value}"
        self._begun = False
        columns.looks_changed.connect(self.changed)
        context.changes.changed.connect(self._written)

    # What is shown ---------------------------------------------------------------------------------------------------

    @property
    def suggested(self) -> Sequence[SavedView]:
        """The views that need no saving."""
        return SUGGESTED.get(self.kind, ())

    @property
    def can_be_kept(self) -> bool:
        """Say whether the chosen view is a saved one, so that it can be updated, renamed and deleted."""
        return self.chosen is not None and not is_suggested(self.chosen)

    @property
    def deviates(self) -> bool:
        """Say whether the list shows something else than the chosen view says."""
        return self.chosen is not None and _asks(self.present(self.chosen)) != _asks(self._with_defaults(self.chosen))

    def name(self) -> str:
        """Return the name of the chosen view, or an empty text."""
        if self.chosen is None:
            return ""
        return self._context.words(self.chosen.name) if is_suggested(self.chosen) else self.chosen.name

    def listing(self) -> Listing:
        """Return the list as it is narrowed and sorted now."""
        columns = self._columns
        return Listing(self.kind, self._search.text().strip(), self._filters.chosen, columns.sort, columns.descending)

    def present(self, view: SavedView) -> SavedView:
        """Return `view` with what the list shows now."""
        listing = self.listing()
        return replace(
            view,
            text=listing.text,
            filters=listing.filters,
            sort=listing.sort,
            descending=listing.descending,
            columns=tuple(self._columns.shown()),
        )

    # Choosing --------------------------------------------------------------------------------------------------------

    def begin(self, then: Callable[[], None]) -> None:
        """Bring the view back that was used last, the first time; then call `then`."""
        remembered = "" if self._begun else self._context.memory.get(self._memory, "")
        self._begun = True
        if not remembered:
            then()
            return

        def take(saved: list[SavedView]) -> None:
            self.saved = saved
            known = (view for view in (*saved, *self.suggested) if str(view.id) == remembered)
            view = next(known, None)
            if view is not None:
                self._apply(view)
            then()

        self._context.read(lambda: self._context.house.views.of(self.kind), take, self)

    def read(self, then: Callable[[], None] = lambda: None) -> None:
        """Read the saved views, then call `then`."""

        def take(saved: list[SavedView]) -> None:
            self.saved = saved
            then()

        self._context.read(lambda: self._context.house.views.of(self.kind), take, self)

    def choose(self, view: SavedView | None) -> None:
        """Show a view, or everything."""
        if view is None:
            self.leave()
            with self._quietly():
                self._search.clear()
                self._filters.clear()
        else:
            self._apply(view)
        self.wished.emit()

    def narrow_to(self, filters: Sequence[tuple[str, str]]) -> None:
        """Have no view, and show what these filters let through."""
        self.leave()
        with self._quietly():
            self._search.clear()
            self._filters.choose_all(filters)
        self.wished.emit()

    def leave(self) -> None:
        """Have no view any more; what the list is narrowed by stays, the columns are the usual ones again."""
        self._begun = True
        if self.chosen is None:
            return
        self.chosen = None
        self._context.memory.keep(self._memory, "")
        with self._quietly():
            self._columns.leave_view()
        self.changed.emit()

    def _apply(self, view: SavedView) -> None:
        self._begun = True
        self.chosen = view
        self._context.memory.keep(self._memory, str(view.id))
        with self._quietly():
            self._search.setText(view.text)
            self._filters.choose_all(view.filters)
            self._columns.enter_view(str(view.id), view.columns, view.sort, view.descending)
        self.changed.emit()

    # Keeping ---------------------------------------------------------------------------------------------------------

    def save_as(self) -> None:
        """Ask for a name and keep what the list shows as a view."""
        views = self._context.house.views
        made = self.present(SavedView(name="", of=self.kind))
        self._ask(SAVE_AS, lambda name: views.save(replace(made, name=name)), "", made.id)

    def update(self) -> None:
        """Keep in the chosen view what the list shows now."""
        if self.chosen is not None and self.can_be_kept:
            views, wanted = self._context.house.views, self.present(self.chosen)
            self._context.write(lambda: views.save(wanted))

    def rename(self) -> None:
        """Ask for another name of the chosen view."""
        if self.chosen is not None and self.can_be_kept:
            views, known = self._context.house.views, self.chosen
            self._ask(RENAME, lambda name: views.rename(known.id, name), known.name, known.id)

    def delete(self) -> None:
        """Delete the chosen view and show everything; the shell offers to undo it."""
        if self.chosen is not None and self.can_be_kept:
            views, gone = self._context.house.views, self.chosen.id
            self.choose(None)
            self._context.write(lambda: views.delete([gone]))

    # Lists put together by hand --------------------------------------------------------------------------------------

    @property
    def picked_lists(self) -> list[SavedView]:
        """The saved views that are lists put together by hand."""
        return [view for view in self.saved if view.is_picked]

    def new_list(self, ids: Iterable[UUID]) -> None:
        """Ask for a name and make a list of these records; the page stays where it is."""
        views, made = self._context.house.views, SavedView(name="", of=self.kind).with_picked(ids)
        self._ask(NEW_LIST, lambda name: views.save(replace(made, name=name)), "", None)

    def put_in(self, view: SavedView, ids: list[UUID]) -> None:
        """Put records into a list."""
        self._context.write(lambda: self._context.house.views.put_in(view.id, ids))

    def take_out(self, ids: list[UUID]) -> None:
        """Take records out of the chosen list."""
        if self.chosen is not None and self.chosen.is_picked:
            view = self.chosen.id
            self._context.write(lambda: self._context.house.views.take_out(view, ids))

    # Inside ----------------------------------------------------------------------------------------------------------

    def _ask(self, title: str, save: Callable[[str], Changes], start: str, then: UUID | None) -> None:
        """Ask for a name; the view with the id `then` is chosen once it is kept."""
        NameDialog(self._context, title, save, self._page, start, lambda: self._chose(then)).open()

    def _chose(self, wanted: UUID | None) -> None:
        if wanted is not None:
            self.read(lambda: self._take_again(wanted, read_list=False))

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.VIEW) and self._begun:
            chosen = self.chosen
            if chosen is None:
                self.read(self.changed.emit)
            else:
                self.read(lambda: self._take_again(chosen.id, read_list=True))

    def _take_again(self, wanted: UUID, *, read_list: bool) -> None:
        """Have the chosen view as it is kept now: renamed, changed by a colleague, or gone."""
        found = next((view for view in (*self.saved, *self.suggested) if view.id == wanted), None)
        if found is None:
            # What the officer is looking at stays; only the name of it is gone.
            self.leave()
            return
        before = self.chosen
        untouched = before is not None and before.id == found.id and not self.deviates
        self.chosen = found
        self._context.memory.keep(self._memory, str(found.id))
        if untouched and before is not None and _asks(before) != _asks(found):
            self._apply(found)
            if read_list:
                self.wished.emit()
        elif before is None or before.id != found.id:
            self._columns.enter_view(str(found.id), found.columns, found.sort, found.descending)
        self.changed.emit()

    def _with_defaults(self, view: SavedView) -> SavedView:
        """Say what a view leaves to the list: its sorting and its columns."""
        sort, descending = (view.sort, view.descending) if view.sort else FIRST_SORT[self.kind]
        columns = view.columns or tuple(column.name for column in self._columns.columns if column.shown)
        return replace(view, sort=sort, descending=descending, columns=columns)

    def _quietly(self) -> ExitStack:
        """Return what keeps the parts from reading the list one by one."""
        stack = ExitStack()
        for part in (self._search, self._filters, self._columns):
            stack.enter_context(QSignalBlocker(part))
        return stack


def _asks(view: SavedView) -> tuple[object, ...]:
    """Return what two views are compared by: what they ask for, whatever the order of their filters."""
    return view.text, frozenset(view.filters), view.sort, view.descending, view.columns
