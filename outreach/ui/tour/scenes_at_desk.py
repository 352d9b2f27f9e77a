"""Scenes at the desk: the pages, views, duplicates, forms, import, preferences and the first start. Nothing is changed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from outreach.domain.record import Kind
from outreach.ui.backups.dialog import BackupsDialog
from outreach.ui.doubles.window import DoublesWindow
from outreach.ui.events.page import EventsPage
from outreach.ui.exchange.dialog import ExchangeDialog
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.imports.dialog import FIRST_SIZE, ImportDialog
from outreach.ui.imports.step_trail import Step
from outreach.ui.lists.bulk_edit import BulkEdit
from outreach.ui.lists.list_page import ListPage
from outreach.ui.lists.views_menu import ViewsMenu
from outreach.ui.main_window import MainWindow
from outreach.ui.parts import Parts
from outreach.ui.preferences.dialog import PreferencesDialog
from outreach.ui.registry import PAGES
from outreach.ui.start.first_start import FirstStart
from outreach.ui.tour.scenes_of_calendar import scenes_of_calendar
from outreach.ui.tour.typed import CARDS, COMMAND, EXHIBITORS
from outreach.ui.tour.view import SIZE, View, come_to_rest, opened, page

_FORMS = (
    ("companies", "company"),
    ("people", "person"),
    ("events", "event"),
    ("tenders", "tender"),
    ("questions", "question"),
)


def scenes_of_pages(window: MainWindow) -> Iterator[View]:
    """Show every page of the side list."""
    for place in PAGES:
        yield page(window, place.name)
        shown = window.shell.page if window.shell is not None else None
        if isinstance(shown, EventsPage):
            yield from scenes_of_calendar(window, shown)


def scenes_at_desk(window: MainWindow) -> Iterator[View]:
    """Show the dialogs of the main window."""
    yield from _views(window)
    yield from _doubles(window)
    for name, form in _FORMS:
        yield from _form(window, name, f"{form}-form")
    yield from _palette(window)
    yield from _import(window)
    yield from _preferences(window)
    yield from _backups(window)
    yield from _exchange(window)
    yield from _first_start(window.parts)


def _views(window: MainWindow) -> Iterator[View]:
    """The companies as a suggested view, the window in which views are chosen, and the change of many; none is changed."""
    view = page(window, "companies")
    come_to_rest(window.parts, view.ready)
    shown = window.shell.page if window.shell is not None else None
    if not isinstance(shown, ListPage):
        return
    shown.saved_views.choose(shown.saved_views.suggested[0])
    yield View("view", window)
    shown.open_views()
    menu = shown.findChildren(ViewsMenu)[-1]
    yield View("views", menu, lambda: bool(menu.list.lines))
    menu.close()
    shown.saved_views.choose(None)
    come_to_rest(window.parts)
    shown.table.selectAll()
    if not shown.has_selection():
        return
    shown.change_selected()
    come_to_rest(window.parts)
    change = opened(window, BulkEdit)
    yield View("change-many", change)
    change.reject()
    shown.table.clearSelection()


def _doubles(window: MainWindow) -> Iterator[View]:
    """The pairs that may be doubles; nothing is merged."""
    if window.desk is None:
        return
    window.desk.show_doubles(Kind.PERSON)
    (doubles,) = window.findChildren(DoublesWindow)
    yield View("doubles", doubles, lambda: doubles.settled)
    doubles.close()


def _form(window: MainWindow, page_name: str, name: str) -> Iterator[View]:
    """The form of the first record of a list, or of a new one where there is none."""
    view = page(window, page_name)
    come_to_rest(window.parts, view.ready)
    shown = window.shell.page if window.shell is not None else None
    if not isinstance(shown, ListPage):
        return
    if isinstance(shown, EventsPage):
        shown.choose_view(0)
        come_to_rest(window.parts)
    if shown.current_id() is None:
        shown.new_record()
    else:
        shown.edit_current()
    come_to_rest(window.parts)
    form = opened(window, FormDialog)
    yield View(name, form)
    form.reject()


def _backups(window: MainWindow) -> Iterator[View]:
    window.show_backups()
    dialog = opened(window, BackupsDialog)
    yield View("backups", dialog, lambda: dialog.settled)
    dialog.reject()


def _exchange(window: MainWindow) -> Iterator[View]:
    if window.context is None:
        return
    dialog = ExchangeDialog(window.context, window.parts.choices, window)
    dialog.open()
    yield View("exchange", dialog, lambda: dialog.settled)
    dialog.reject()


def _palette(window: MainWindow) -> Iterator[View]:
    window.show_palette()
    window.palette_dialog.field.setText(COMMAND)
    window.palette_dialog.field.textEdited.emit(COMMAND)
    yield View("palette", window.palette_dialog)
    window.palette_dialog.reject()


def _import(window: MainWindow) -> Iterator[View]:
    with tempfile.TemporaryDirectory() as folder:
        cards = Path(folder) / "visitkort.vcf"
        cards.write_text(CARDS, encoding="utf-8", newline="\r\n")
        window.import_files([cards])
        dialog = opened(window, ImportDialog)
        dialog.resize(FIRST_SIZE)
        yield View("import", dialog)
        exhibitors = Path(folder) / "utställare.csv"
        exhibitors.write_text(EXHIBITORS, encoding="cp1252")
        dialog.take([exhibitors])
        for step in (Step.TABLE, Step.COLUMNS, Step.CHECK):
            if step is not Step.TABLE:
                dialog.next()
            yield View(f"import-{step}", dialog, partial(_import_shows, dialog, step))
        dialog.reject()


def _import_shows(dialog: ImportDialog, step: Step) -> bool:
    return dialog.trail.now is step and dialog.flow.settled


def _preferences(window: MainWindow) -> Iterator[View]:
    """Every tab; the first one has the plain name."""
    window.show_preferences()
    preferences = opened(window, PreferencesDialog)
    names = ("", "-officers", "-letters", "-information", "-mail", "-shared-calendar", "-computer")
    for number, name in enumerate(names):
        preferences.tabs.setCurrentIndex(number)
        yield View(f"preferences{name}", preferences)
    preferences.reject()


def _first_start(parts: Parts) -> Iterator[View]:
    first = FirstStart(parts)
    first.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    first.resize(SIZE)
    first.show()
    yield View("first-start", first)
    first.close()
    first.deleteLater()
