"""`outreach event …`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import fresh, saved
from outreach.cli.references import find_ids, find_record
from outreach.cli.streets import add_delete, add_list, with_values
from outreach.cli.values import Day, WallTime, one_of
from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.plan import moved
from outreach.domain.record import Kind
from outreach.domain.repeat import Scope
from outreach.domain.when import HOME_ZONE, When, all_day, zoned
from outreach.errors import InvalidInput
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.services.house import House

SCOPE = N_("For a series: this date, this one and following, or all. With --date: this.")
F = TypeVar("F", bound=Callable[..., Any])
_Wall = datetime | date | time

event = group("event", N_("Events: add, change, cancel, list, delete."))
add_list(event, Kind.EVENT)
add_delete(event, Kind.EVENT)


def event_options(function: F) -> F:
    """Add the options for everything that an event has, besides title and start."""
    for add in reversed(
        (
            option(
                "--end",
                type=WallTime(),
                default=None,
                metavar="TIME",
                text=N_("When it ends: a time of day, a time, or the last day."),
            ),
            option("--zone", default=None, text=N_("The time zone, Europe/Stockholm unless named.")),
            option("--kind", type=one_of(EventKind), default=None, text=N_("The kind of event.")),
            option("--status", type=one_of(EventStatus), default=None, text=N_("How sure it is.")),
            option("--place", default=None, text=N_("Where it is held.")),
            option("--booth", default=None, text=N_("Our stand there.")),
            option("--staff", multiple=True, metavar="NAME", text=N_("One who goes; replaces those there are.")),
            option("--description", default=None, text=N_("What guests read.")),
            option("--notes", default=None, text=N_("Notes for us alone.")),
            option("--url", default=None, metavar="LINK", text=N_("The event's page.")),
            option("--tag", "tags", multiple=True, metavar="TAG", text=N_("A tag; replaces those there are.")),
            option(
                "--tender",
                "tenders",
                multiple=True,
                metavar="ID",
                text=N_("A featured tender; replaces those there are."),
            ),
        )
    ):
        function = add(function)
    return function


def which_date(function: F) -> F:
    """Add the options that say which dates of a series are meant: `day` and `scope`."""
    scope = option("--scope", type=one_of(Scope), default=None, text=SCOPE)
    day = option("--date", "day", type=Day(), default=None, metavar="DAY", text=N_("Which date of a series."))
    return day(scope(function))


def meant(known: Event, day: date | None, scope: str | None) -> tuple[When | date, Scope]:
    """Return which date of an event is meant, and what a change of it holds for."""
    series = bool(known.recurrence) and not known.recurrence_id
    if day is None:
        if series and scope not in (None, Scope.ALL.value):
            raise InvalidInput(N_("Which date"), N_("Say with --date which date of the series is meant."))
        return known.when, Scope.ALL if series else Scope(scope or Scope.THIS)
    return day, Scope(scope or Scope.THIS)


def warned(door: Door, house: House, answer: Answer, event: Event) -> Answer:
    """Add what the event clashes with: on standard error for people, under `warnings` for programs."""
    found = [one.say(door.language) for one in house.clashes.of(fresh(house.events, event))]
    if not door.json:
        for sentence in found:
            door.complain(sentence)
    return replace(answer, plain={**answer.plain, "warnings": found})


@command(event, "add", N_("Plan an event. A bare day as start makes it last whole days, or as long as its template says."))
@argument("title", required=False, default=None, metavar="[TITLE]")
@option(
    "--start",
    type=WallTime(),
    required=True,
    metavar="TIME",
    text=N_("When it begins: 2026-11-24T07:30, or a bare day."),
)
@option("--template", default="", metavar="NAME", text=N_("Begin with this template: its texts, times and plan."))
@event_options
def add(
    door: Door, title: str | None, start: _Wall, end: _Wall | None, zone: str | None, template: str, **options: Any
) -> Answer:
    """Keep a new event, with the plan of its template."""
    if title is None and not template:
        raise click.MissingParameter(param_hint="TITLE", param_type="argument")
    with door.house(writing=True) as house:
        if template:
            return _planned(door, house, template, title, start, end, zone, options)
        when = _when(start, end, known_zone(zone) or HOME_ZONE, timedelta(hours=1))
        made = with_values(Event(title=title or "", when=when), values_of(house, options))
        changes = house.events.save(made)
        return warned(door, house, saved(door, changes, "event", fresh(house.events, made)), made)


def _planned(
    door: Door,
    house: House,
    template: str,
    title: str | None,
    start: _Wall,
    end: _Wall | None,
    zone: str | None,
    options: dict[str, Any],
) -> Answer:
    """Keep an event from a template, with what was named on the command line in place of the template's words."""
    if isinstance(start, time):
        raise InvalidInput(N_("Start"), N_("Write the day too, as 2026-11-24T07:30."))
    day = start.date() if isinstance(start, datetime) else start
    language = door.language.code
    made, plan = house.templates.event_from(house.templates.named(template, language), day, language)
    when = moved_time(made.when, start if isinstance(start, datetime) else None, end, known_zone(zone))
    values = {"title": title or None, "when": when, **values_of(house, options)}
    changed = with_values(made, values)
    changes = house.plans.start(changed, moved(plan, made.when, when))
    return warned(door, house, saved(door, changes, "event", fresh(house.events, made)), made)


@command(event, "change", N_("Change an event. What is not named stays; guests' calendars see the change."))
@argument("reference", metavar="ID")
@option("--title", default=None, text=N_("The new title."))
@option(
    "--start", type=WallTime(), default=None, metavar="TIME", text=N_("The new start; without --end it stays as long.")
)
@event_options
@which_date
def change(
    door: Door,
    reference: str,
    title: str | None,
    start: _Wall | None,
    end: _Wall | None,
    zone: str | None,
    day: date | None,
    scope: str | None,
    **options: Any,
) -> Answer:
    """Keep a changed event; of a series one date, those that follow, or all."""
    with door.house(writing=True) as house:
        known: Event = find_record(house, reference, Kind.EVENT)[1]
        occurrence, chosen = meant(known, day, scope)
        draft = house.series.draft(known.id, occurrence, chosen)
        when = moved_time(draft.event.when, start, end, known_zone(zone))
        edited = with_values(draft.event, {"title": title, "when": when, **values_of(house, options)})
        changes = house.series.save(known.id, occurrence, edited, draft.scope)
        return warned(door, house, saved(door, changes, "event", fresh(house.events, edited)), edited)


@command(event, "cancel", N_("Cancel an event; it stays in the list, marked as cancelled."))
@argument("reference", metavar="ID")
@which_date
def cancel(door: Door, reference: str, day: date | None, scope: str | None) -> Answer:
    """Mark an event as cancelled; of a series one date, those that follow, or all."""
    with door.house(writing=True) as house:
        known: Event = find_record(house, reference, Kind.EVENT)[1]
        occurrence, chosen = meant(known, day, scope)
        changes = house.series.cancel(known.id, occurrence, chosen)
        return saved(door, changes, "event", house.events.get(known.id))


def values_of(house: House, options: dict[str, Any]) -> dict[str, Any]:
    """Return the options as values of an event."""
    options["tenders"] = tuple(find_ids(house, options["tenders"], Kind.TENDER))
    for name, kind in (("kind", EventKind), ("status", EventStatus)):
        if options[name] is not None:
            options[name] = kind(options[name])
    return options


def known_zone(name: str | None) -> str | None:
    """Return the name of a time zone, None when none was named. Raises InvalidInput."""
    if name is None:
        return None
    if name not in available_timezones():
        raise InvalidInput(N_("Time zone"), N_("There is no time zone called {name}."), name=name)
    return str(ZoneInfo(name))


def moved_time(known: When, start: _Wall | None, end: _Wall | None, zone: str | None) -> When:
    """Return the new time of an event: what is not named stays, and so does its length."""
    if start is None and end is None:
        return When(known.start, known.end, known.zone if zone is None or known.all_day else zone, known.all_day)
    first: _Wall = start if start is not None else (known.first_day if known.all_day else known.start)
    if isinstance(first, time):
        first = datetime.combine(known.first_day, first)
    length = known.end - known.start
    return _when(first, end, zone or known.zone or HOME_ZONE, length)


def _when(start: _Wall, end: _Wall | None, zone: str, length: timedelta) -> When:
    """Return the time from `start` to `end`; without an end it lasts `length`, a bare day the whole day."""
    if isinstance(start, time):
        raise InvalidInput(N_("Start"), N_("Write the day too, as 2026-11-24T07:30."))
    if not isinstance(start, datetime):
        return _whole_days(start, end, length)
    if isinstance(end, time):
        end = datetime.combine(start.date(), end)
    elif end is not None and not isinstance(end, datetime):
        end = datetime.combine(end, start.time())
    last = end if end is not None else start + length
    if last < start:
        raise InvalidInput(N_("End"), N_("The event cannot end before it starts."))
    return zoned(start, last, zone)


def _whole_days(start: date, end: _Wall | None, length: timedelta) -> When:
    if isinstance(end, time | datetime):
        raise InvalidInput(N_("End"), N_("An event of whole days ends with a day, as 2026-11-25."))
    last = end if end is not None else start + timedelta(days=max(0, length.days - 1))
    if last < start:
        raise InvalidInput(N_("End"), N_("The event cannot end before it starts."))
    return all_day(start, last)
