"""Scenes of a series: its details, the question which dates are meant, and the form with its row *Repeats*. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.domain.event import Event
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.repeat import Scope
from outreach.ui.events.form import EventForm
from outreach.ui.events.page import EventsPage
from outreach.ui.events.repeat_row import Chosen
from outreach.ui.events.scope_choice import EDIT, ask_scope
from outreach.ui.main_window import MainWindow
from outreach.ui.tour.view import View, come_to_rest, page


def scenes_of_series(window: MainWindow) -> Iterator[View]:
    """Show the first series of the workspace, if it has one."""
    view = page(window, "events")
    come_to_rest(window.parts, view.ready)
    shown = window.shell.page if window.shell is not None else None
    if window.context is None or not isinstance(shown, EventsPage):
        return
    events = window.context.house.events.listed(Listing(Kind.EVENT))
    series = next((one for one in events if one.recurrence and not one.recurrence_id), None)
    if series is not None:
        yield from _details(window, shown, series)
        yield from _question(shown, series)
        yield from _form(window, shown, series)


def _details(window: MainWindow, shown: EventsPage, series: Event) -> Iterator[View]:
    shown.show_record(series.id)
    come_to_rest(window.parts)
    yield View("series", window)


def _question(shown: EventsPage, series: Event) -> Iterator[View]:
    asked = ask_scope(shown.context, EDIT, series.title, series.when, lambda _: None, shown)
    yield View("series-question", asked)
    asked.reject()


def _form(window: MainWindow, shown: EventsPage, series: Event) -> Iterator[View]:
    form = EventForm(shown.context, series, shown, chosen=Chosen(series.id, series.when, Scope.ALL))
    form.open()
    come_to_rest(window.parts)
    form.show_repeats()
    yield View("series-form", form)
    form.reject()
