"""What a series would look like: its lines from a simple rule and skipped days, and its next dates, before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from outreach.domain.event import Event
from outreach.domain.repeat import Repeat, write_rule
from outreach.domain.when import When, to_instant
from outreach.services.swedish_days import DayWarning, warnings_for

#: How far ahead days off are looked for when they shall be skipped.
SKIP_AHEAD = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class ShownDate:
    """One of the next dates: its time, whether it is dropped, and why few might come that day."""

    when: When
    dropped: bool = False
    warning: DayWarning | None = None


def series_lines(repeat: Repeat | None, when: When, kept: Sequence[str] = (), skip: Iterable[date] = ()) -> tuple[str, ...]:
    """Return the lines of a series: its rule, what is kept of the lines it had (RDATE, EXDATE), and days without it."""
    from outreach.formats.recurrence_edit import form_of

    if repeat is None:
        return ()
    others = [line for line in kept if line[:5].upper() != "RRULE"]
    walls = [datetime.combine(day, when.start.time()) for day in sorted(set(skip))]
    if walls:
        params = form_of(walls[0], when)[0]
        others.append(f"EXDATE{params}:{','.join(form_of(wall, when)[1] for wall in walls)}")
    return (f"RRULE:{write_rule(repeat, when)}", *others)


def aligned(event: Event) -> Event:
    """Return a series that begins on a date of its own rule, as every calendar program wants it; other events as they are."""
    from outreach.formats.recurrence_edit import on_its_rule

    return on_its_rule(event) if event.recurrence and not event.recurrence_id else event


def next_dates(event: Event, old: When, now: datetime, most: int = 5, language: str = "sv") -> list[ShownDate]:
    """Return the next dates of a series as edited, from `now` (aware) or its start on; dropped ones are marked.

    `old` is the time that the lines of the series were written for.
    """
    from outreach.formats.recurrence import occurrences
    from outreach.formats.recurrence_edit import exceptions, on_another_clock

    event = aligned(on_another_clock(event, old))
    gone = set(exceptions(event))
    bare = replace(event, recurrence=tuple(one for one in event.recurrence if one[:6].upper() != "EXDATE"))
    begin = max(now, to_instant(event.when.start, event.when.zone))
    found = occurrences(bare, begin, begin + timedelta(days=366 * 50), most)
    return [
        ShownDate(when, when.start in gone, next(iter(warnings_for(when, language)), None) if when.start not in gone else None)
        for when in found
    ]


def days_to_skip(event: Event, old: When, now: datetime) -> list[date]:
    """Return the days of the next two years on which a series would meet a public holiday, an eve, a squeeze or a half day."""
    from outreach.formats.recurrence import occurrences
    from outreach.formats.recurrence_edit import on_another_clock

    event = aligned(on_another_clock(event, old))
    begin = max(now, to_instant(event.when.start, event.when.zone))
    found = occurrences(event, begin, begin + SKIP_AHEAD)
    return [when.first_day for when in found if any(one.kind is not None for one in warnings_for(when))]
