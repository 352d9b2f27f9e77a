"""Scenes of planning: a new event from a template, the plan, the templates, the debrief and the year. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from PySide6.QtCore import QSize

from outreach.domain.event import Event, EventKind
from outreach.domain.listing import Listing
from outreach.domain.plan import Plan, Side
from outreach.domain.record import Kind
from outreach.ui.events.form import EventForm
from outreach.ui.main_window import MainWindow
from outreach.ui.plans.chooser import TemplateChooser
from outreach.ui.plans.debrief import DebriefDialog
from outreach.ui.plans.printing import PrintWindow
from outreach.ui.plans.year_window import YearWindow
from outreach.ui.tour.view import SIZE, View, come_to_rest, opened

#: What a dialog has on the smallest screen.
_DIALOG = QSize(1120, 690)
_PARTS = ("tasks", "packing", "staff", "prints", "goals", "hopes", "places")


def scenes_of_plans(window: MainWindow) -> Iterator[View]:
    """Show the windows of plans, on the events of the workspace that have one."""
    yield from _new(window)
    yield from _plan(window)
    yield from _templates(window)
    yield from _afterwards(window)


def _new(window: MainWindow) -> Iterator[View]:
    """The choice of a template while somebody types, and the form that it fills in."""
    desk = window.desk.plans if window.desk is not None else None
    if desk is None:
        return
    desk.choose_template()
    come_to_rest(window.parts)
    chooser = opened(window, TemplateChooser)
    yield View("template-chooser", chooser, lambda: bool(chooser.list.lines))
    chosen = chooser.list.current()
    chooser.reject()
    if chosen is None:
        return
    desk.begin(chosen)
    come_to_rest(window.parts)
    form = opened(window, EventForm)
    yield View("event-from-template", form)
    form.reject()
    come_to_rest(window.parts)


def _plan(window: MainWindow) -> Iterator[View]:
    """Each part of the plan of one of our own events, and our stand at somebody else's."""
    desk, found = window.desk.plans if window.desk is not None else None, _planned(window)
    if desk is None or not found:
        return
    guests = [event for event, plan in found if plan.outline.side is Side.EXHIBITOR]
    own = [event for event, plan in found if plan.outline.side is Side.HOST]
    meant = [event for event in own if event.kind is EventKind.BREAKFAST] or own or guests
    plan = desk.open_plan(_next(window, meant).id)
    plan.resize(SIZE)
    for part in _PARTS:
        come_to_rest(window.parts, lambda: plan.shown is not None)
        plan.sheet.go(part)
        yield View(f"plan-{part}", plan)
    plan.sheet.go("prints")
    plan.sheet.prints.view.step(1)
    plan.sheet.prints.print_current()
    printed = plan.findChildren(PrintWindow)
    if printed:
        yield View("plan-print", printed[-1], lambda: printed[-1].drawn is not None)
        printed[-1].reject()
    plan.close()
    if guests:
        stand = desk.open_plan(_next(window, guests).id, "stand")
        stand.resize(SIZE)
        yield View("plan-stand", stand, lambda: stand.shown is not None)
        stand.close()


def _templates(window: MainWindow) -> Iterator[View]:
    """The templates, one of them in its parts."""
    desk = window.desk.plans if window.desk is not None else None
    if desk is None:
        return
    templates = desk.edit_templates()
    templates.resize(SIZE)
    yield View("templates", templates, lambda: bool(templates.templates))
    templates.sheet.go("event")
    yield View("templates-event", templates)
    templates.close()


def _afterwards(window: MainWindow) -> Iterator[View]:
    """The debrief of the latest event that is over, and the year."""
    desk, over = window.desk.plans if window.desk is not None else None, _over(window)
    if desk is None or window.context is None:
        return
    if over is not None:
        desk.open_debrief(over)
        come_to_rest(window.parts)
        debrief = opened(window, DebriefDialog)
        debrief.resize(_DIALOG)
        yield View("debrief", debrief)
        debrief.reject()
        come_to_rest(window.parts)
    desk.show_year()
    come_to_rest(window.parts)
    year = opened(window, YearWindow)
    year.resize(_DIALOG)
    yield View("year", year)
    year.reject()


def _planned(window: MainWindow) -> list[tuple[Event, Plan]]:
    """Return the events with a plan that has tasks, the latest last."""
    if window.context is None:
        return []
    house = window.context.house
    events = house.events.listed(Listing(Kind.EVENT, sort="when"))
    plans = house.plans.of_events([event.id for event in events])
    return [(event, plans[event.id]) for event in events if event.id in plans and plans[event.id].outline.tasks]


def _next(window: MainWindow, events: list[Event]) -> Event:
    """Return the event that comes next, the latest one when all are over."""
    now = window.context.house.now() if window.context is not None else None
    return next((event for event in events if now is not None and event.when.start_utc > now), events[-1])


def _over(window: MainWindow) -> UUID | None:
    if window.context is None:
        return None
    house = window.context.house
    now = house.now()
    past = [event for event, _ in _planned(window) if event.when.end_utc < now and not event.recurrence]
    return past[-1].id if past else None
