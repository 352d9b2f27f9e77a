"""Scenes of the calendar: agenda, week, month and year, a card, an event that is dragged, and the print. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from outreach.domain.calendar_entry import Entry
from outreach.domain.shift import Shift
from outreach.ui.calendar.calendar_view import CalendarView
from outreach.ui.calendar.canvas import Drag, Spot
from outreach.ui.calendar.view_switch import AGENDA, LIST, MONTH, NAMES, WEEK, YEAR
from outreach.ui.calendar.year_canvas import YearCanvas
from outreach.ui.events.page import EventsPage
from outreach.ui.main_window import MainWindow
from outreach.ui.tour.view import View, come_to_rest


def scenes_of_calendar(window: MainWindow, page: EventsPage) -> Iterator[View]:
    """Show every picture of the calendar, and leave the list."""
    for number in (MONTH, WEEK, AGENDA, YEAR):
        page.choose_view(number)
        yield View(f"events-{NAMES[number]}", window, partial(_drawn, window, page))
    page.choose_view(WEEK)
    yield from _dragged(window, page.picture)
    page.choose_view(LIST)


def _dragged(window: MainWindow, picture: CalendarView | None) -> Iterator[View]:
    """An event on its way to another day, put back afterwards."""
    if picture is None:
        return
    come_to_rest(window.parts)
    entry = _first_event(picture)
    if entry is None:
        return
    picture.canvas.choose_entry(entry)
    place = picture.canvas.rect_of(entry).center()
    days = 1 if entry.first.weekday() < 4 else -1
    picture.canvas.drag = Drag(Spot(entry.first, entry), Shift(days=days, minutes=60), place)
    yield View("events-drag", window)
    picture.canvas.drop(give_up=True)
    picture.canvas.choose_entry(None)


def _drawn(window: MainWindow, page: EventsPage) -> bool:
    """Say whether a year is painted whole: that takes some turns of the loop, which begin when it is first painted."""
    canvas = page.picture.canvas if page.picture is not None else None
    if not isinstance(canvas, YearCanvas) or canvas.drawn:
        return True
    window.grab()
    return False


def _first_event(picture: CalendarView) -> Entry | None:
    first, last = picture.page()
    days = [first.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
    events = [one for day in days for one in picture.canvas.on(day) if one.event is not None and one.clock is not None]
    return events[0] if events else None
