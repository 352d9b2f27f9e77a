"""What can be done with every list, as commands: with the chosen rows, with the list as a whole, and with its views."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.bulk_edit import CHANGED_IN_BULK
from outreach.ui.lists.list_views import NEW_LIST, SAVE_AS

if TYPE_CHECKING:
    from outreach.ui.lists.list_page import ListPage

#: The kinds whose records have e-mail addresses.
_WRITTEN_TO = (Kind.COMPANY, Kind.PERSON)


def of_chosen(page: ListPage) -> list[Command]:
    """Return what can be done with the chosen rows."""
    name, chosen, views = page.name, page.has_selection, page.saved_views
    found = [Command(f"{name}.tag", N_("Tags…"), page.tag_selected, "Ctrl+T", "tag", enabled=chosen, apart=True)]
    if page.kind in CHANGED_IN_BULK:
        text = N_("Change one field of all chosen…")
        found.append(Command(f"{name}.change", text, page.change_selected, "Ctrl+Shift+E", "edit", enabled=chosen))
    put, out = N_("Put in a list…"), N_("Take out of the list")
    found.append(Command(f"{name}.put", put, lambda: _ask_list(page), "Ctrl+Shift+I", "list", enabled=chosen))

    def in_a_list() -> bool:
        return chosen() and views.chosen is not None and views.chosen.is_picked

    run = _taking_out(page)
    return [*found, Command(f"{name}.take_out", out, run, "Ctrl+Shift+Delete", "close", enabled=in_a_list)]


def of_list(page: ListPage) -> list[Command]:
    """Return what can be done with the list as a whole."""
    name = page.name
    return [
        *of_hand_over(page),
        Command(
            f"{name}.search", N_("Search in the list"), page.focus_search, "Ctrl+F", "search", menu="Edit", apart=True
        ),
        Command(f"{name}.views", N_("Views…"), page.open_views, "Alt+V", "list", menu="View", apart=True),
        Command(f"{name}.save_view", SAVE_AS, page.saved_views.save_as, "", "add", menu="View"),
        Command(f"{name}.clear", N_("Clear search and filters"), page.clear, "", "close", menu="View", apart=True),
    ]


def of_hand_over(page: ListPage) -> list[Command]:
    """Return the ways out of a list: a file, paper, the clipboard."""
    name, over = page.name, page.hand_over
    found = [
        Command(f"{name}.export", N_("Export…"), page.export, "Ctrl+Shift+X", "export", menu="File"),
        Command(f"{name}.print", page.print_text, page.ask_print, "Ctrl+P", "print", menu="File"),
        Command(f"{name}.table", N_("Copy as a table for Excel"), over.copy_table, "Ctrl+Shift+K", "copy", menu="Edit"),
    ]
    if page.kind in _WRITTEN_TO:
        text = N_("Copy e-mail addresses for Outlook")
        found.append(Command(f"{name}.addresses", text, over.copy_addresses, "Ctrl+Shift+O", "mail", menu="Edit"))
        found.append(Command(f"{name}.mailing", N_("Write to many…"), over.write_to_many, "Ctrl+Alt+T", "mail", menu="File"))
    return found


def fill(menu: QMenu, commands: Sequence[Command], context: Context) -> None:
    """Put commands into a menu that is opened once."""
    for command in commands:
        if command.apart:
            menu.addSeparator()
        action = menu.addAction(context.words(command.text).replace("&", "&&"))
        action.setEnabled(command.enabled())
        if command.icon:
            put_icon(action, command.icon)
        action.triggered.connect(lambda _=False, run=command.run: run())


def _ask_list(page: ListPage) -> None:
    """Read the lists that there are, then ask which one."""
    page.saved_views.read(lambda: page.with_selection(lambda ids: _list_menu(page, ids)))


def _list_menu(page: ListPage, ids: list[UUID]) -> None:
    views = page.saved_views
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for view in views.picked_lists:
        action = menu.addAction(view.name.replace("&", "&&"))
        put_icon(action, "list")
        action.triggered.connect(lambda _=False, view=view: views.put_in(view, ids))
    if views.picked_lists:
        menu.addSeparator()
    new = menu.addAction(page.context.words(NEW_LIST))
    put_icon(new, "add")
    new.triggered.connect(lambda: views.new_list(ids))
    menu.setActiveAction(menu.actions()[0])
    menu.popup(page.table.mapToGlobal(QPoint(max(0, page.table.width() // 2 - menu.sizeHint().width() // 2), 48)))


def _taking_out(page: ListPage) -> Callable[[], None]:
    return lambda: page.with_selection(page.saved_views.take_out)
