"""`outreach event repeat|dates|drop|move|clashes|days`: series, what they clash with, and the days that Sweden keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.events import known_zone, meant, moved_time, warned, which_date
from outreach.cli.outcome import saved
from outreach.cli.references import find_record
from outreach.cli.values import Day, WallTime, one_of
from outreach.domain.event import Event
from outreach.domain.record import Kind, to_plain
from outreach.domain.repeat import (
    MOST_COUNT,
    MOST_EVERY,
    WEEKDAY_CODES,
    Repeat,
    Scope,
    Unit,
    nth_of,
)
from outreach.domain.repeat_words import repeat_words, weekday_name
from outreach.domain.swedish_day import DAY_KIND_LABELS, SwedishDay
from outreach.domain.when import home_day
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services import swedish_days
from outreach.services.clashes import CLASH_LABELS, Clash
from outreach.services.series_dates import DATE_STATE_LABELS, SeriesDate
from outreach.services.swedish_days import FIRST_YEAR, LAST_YEAR

NEVER = "never"
UNITS = {"day": Unit.DAY, "week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR}
_WEEKDAYS = [code.lower() for code in WEEKDAY_CODES]


def add_series(event: click.Group) -> None:
    """Give the group its commands for series, clashes and days."""
    _add_repeat(event)
    _add_dates(event)
    _add_drop(event)
    _add_move(event)
    _add_clashes(event)
    _add_days(event)


def _add_repeat(event: click.Group) -> None:
    @command(event, "repeat", N_("Let an event repeat every day, week, month or year, or never more."))
    @argument("reference", metavar="ID")
    @argument("unit", type=click.Choice([*UNITS, NEVER]), metavar="day|week|month|year|never")
    @option("--every", type=click.IntRange(1, MOST_EVERY), default=1, text=N_("Every how many; 2 is every second."))
    @option("--on", "weekdays", type=click.Choice(_WEEKDAYS), multiple=True, text=N_("A weekday, for weeks."))
    @option("--by-weekday", is_flag=True, text=N_("By months or years: on the nth weekday that the start is, not on its date."))
    @option("--until", type=Day(), default=None, metavar="DAY", text=N_("The last day on which it may fall."))
    @option("--times", type=click.IntRange(1, MOST_COUNT), default=None, text=N_("How many times in all."))
    @option("--skip", type=Day(), multiple=True, metavar="DAY", text=N_("A day without it."))
    @option("--skip-days-off", is_flag=True, text=N_("Leave out public holidays, eves, squeeze days and half days."))
    def repeat(
        door: Door,
        reference: str,
        unit: str,
        every: int,
        weekdays: tuple[str, ...],
        by_weekday: bool,
        until: date | None,
        times: int | None,
        skip: tuple[date, ...],
        skip_days_off: bool,
    ) -> Answer:
        """Keep the series."""
        if until is not None and times is not None:
            raise InvalidInput(N_("Repeats"), N_("A series ends on a day or after a number of times, not both."))
        with door.house(writing=True) as house:
            known: Event = find_record(house, reference, Kind.EVENT)[1]
            rule = None
            if unit != NEVER:
                rule = _rule(known.when.start.date(), UNITS[unit], every, weekdays, by_weekday=by_weekday)
                rule = replace(rule, until=until, count=times or 0)
            changes = house.series.repeat(known.id, rule, skip, skip_days_off=skip_days_off)
            now: Event = house.events.get(known.id)
            answer = saved(door, changes, "event", now)
            told = repeat_words(now.recurrence, now.when, door.language)
            lines = answer.lines
            with_words = replace(
                answer, plain={**answer.plain, "repeats": told}, lines=lambda: [*lines(), *([told] if told else [])]
            )
            return warned(door, house, with_words, now)


def _rule(day: date, unit: Unit, every: int, weekdays: Iterable[str], *, by_weekday: bool) -> Repeat:
    if unit is Unit.WEEK:
        chosen = {_WEEKDAYS.index(one) for one in weekdays} or {day.weekday()}
        return Repeat(unit, every, weekdays=tuple(sorted(chosen)))
    if unit is Unit.DAY:
        return Repeat(unit, every)
    month = day.month if unit is Unit.YEAR else 0
    if by_weekday:
        return Repeat(unit, every, weekdays=(day.weekday(),), nth=nth_of(day), month=month)
    return Repeat(unit, every, month_day=day.day, month=month)


def _add_dates(event: click.Group) -> None:
    @command(event, "dates", N_("Show the next dates of a series: dropped, moved and cancelled ones too."))
    @argument("reference", metavar="ID")
    @option("--limit", type=click.IntRange(1, 200), default=10, text=N_("How many at most."))
    def dates(door: Door, reference: str, limit: int) -> Answer:
        """Lay the series out."""
        with door.house() as house:
            known: Event = find_record(house, reference, Kind.EVENT)[1]
            found = house.series.dates(known.id, house.now(), limit)
        plain = {
            "repeats": repeat_words(known.recurrence, known.when, door.language),
            "dates": [
                {
                    "occurrence": one.occurrence.isoformat(),
                    "when": to_plain(one.when),
                    "state": one.state.value,
                    "event": str(one.event),
                }
                for one in found
            ],
        }
        return Answer(plain, lambda: _date_lines(door, known, found))


def _date_lines(door: Door, event: Event, dates: list[SeriesDate]) -> Iterator[str]:
    language = door.language
    if event.recurrence:
        yield repeat_words(event.recurrence, event.when, language)
    if not dates:
        yield language.say(N_("No more dates within two years."))
    for one in dates:
        state = DATE_STATE_LABELS[one.state]
        yield language.when(one.when) + (f"  {language.say(state)}" if state else "")


def _add_drop(event: click.Group) -> None:
    @command(event, "drop", N_("Take a date out of a series, or end the series there; --back brings it back."))
    @argument("reference", metavar="ID")
    @argument("day", type=Day(), metavar="DAY")
    @option("--scope", type=one_of(Scope), default=Scope.THIS.value, text=N_("This date, this one and following, or all."))
    @option("--back", is_flag=True, text=N_("Bring back a date that was dropped or cancelled."))
    def drop(door: Door, reference: str, day: date, scope: str, back: bool) -> Answer:
        """Drop or bring back."""
        with door.house(writing=True) as house:
            known: Event = find_record(house, reference, Kind.EVENT)[1]
            series = house.series
            changes = series.bring_back(known.id, day) if back else series.drop(known.id, day, Scope(scope))
            left = house.events.many([known.id]).get(known.id)
            answer = saved(door, changes, "event", left or known)
            return answer if left is not None else replace(answer, plain={**answer.plain, "event": None})


def _add_move(event: click.Group) -> None:
    @command(event, "move", N_("Move an event; of a series one date, those that follow, or all by as much."))
    @argument("reference", metavar="ID")
    @argument("to", type=WallTime(), metavar="TIME")
    @option("--end", type=WallTime(), default=None, metavar="TIME", text=N_("When it ends; without it it stays as long."))
    @option("--zone", default=None, text=N_("The time zone, Europe/Stockholm unless named."))
    @which_date
    def move(
        door: Door,
        reference: str,
        to: datetime | date | time,
        end: datetime | date | time | None,
        zone: str | None,
        day: date | None,
        scope: str | None,
    ) -> Answer:
        """Move."""
        with door.house(writing=True) as house:
            known: Event = find_record(house, reference, Kind.EVENT)[1]
            occurrence, chosen = meant(known, day, scope)
            date_now = house.series.date_of(known.id, occurrence)
            shown = date_now.when if date_now else known.when
            new = moved_time(shown, _on_its_day(to, shown.first_day, all_day=shown.all_day), end, known_zone(zone))
            changes = house.series.move_occurrence(known.id, occurrence, new, chosen)
            touched = [one for kind, one in changes.touched if kind is Kind.EVENT]
            told = house.events.many(touched).values()
            now = next((one for one in told if one.when == new), None) or house.events.get(known.id)
            return warned(door, house, saved(door, changes, "event", now), now)


def _on_its_day(to: datetime | date | time, day: date, *, all_day: bool) -> datetime | date | time:
    """A bare time of day means the day on which the date is now."""
    return datetime.combine(day, to) if isinstance(to, time) and not all_day else to


def _add_clashes(event: click.Group) -> None:
    @command(event, "clashes", N_("Show who or what is taken twice: by one event, or by all of the next twelve months."))
    @argument("reference", metavar="[ID]", required=False, default="")
    def clashes(door: Door, reference: str) -> Answer:
        """Look for clashes."""
        with door.house() as house:
            if reference:
                known: Event = find_record(house, reference, Kind.EVENT)[1]
                found = house.clashes.of(known)
            else:
                today = home_day(house.now())
                found = house.clashes.between(today, today + timedelta(days=365))
            titles = {one.id: one.title for one in house.events.many(clash.event for clash in found).values()}
        plain = {"clashes": [_plain(one, titles.get(one.event, ""), door) for one in found], "count": len(found)}
        return Answer(plain, lambda: _clash_lines(door, found, titles, named=not reference))


def _plain(clash: Clash, title: str, door: Door) -> dict[str, Any]:
    return {
        "kind": clash.kind.value,
        "remark": clash.is_remark,
        "event": str(clash.event),
        "title": title,
        "when": to_plain(clash.when),
        "what": clash.what,
        "other": str(clash.other) if clash.other else None,
        "other_title": clash.other_title,
        "other_when": to_plain(clash.other_when) if clash.other_when else None,
        "more": clash.more,
        "sentence": clash.say(door.language),
    }


def _clash_lines(door: Door, found: list[Clash], titles: dict[Any, str], *, named: bool) -> Iterator[str]:
    if not found:
        yield door.language.say(N_("No clashes."))
    for one in found:
        label = door.language.say(CLASH_LABELS[one.kind])
        lead = f"{titles.get(one.event, '')}, {door.language.when(one.when)}: " if named else f"{label}: "
        yield lead + one.say(door.language)


def _add_days(event: click.Group) -> None:
    @command(event, "days", N_("Show public holidays, eves, squeeze days and half days of a year."))
    @option("--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), default=None, text=N_("The year; this one unless named."))
    def days(door: Door, year: int | None) -> Answer:
        """List the days."""
        with door.house() as house:
            chosen = year or home_day(house.now()).year
        found = swedish_days.days(date(chosen, 1, 1), date(chosen, 12, 31), door.language.code)
        plain = {
            "year": chosen,
            "days": [
                {
                    "day": day.isoformat(),
                    "week": swedish_days.week_of(day),
                    "names": [{"name": one.name, "kind": one.kind.value} for one in names],
                }
                for day, names in found.items()
            ],
        }
        return Answer(plain, lambda: _day_lines(door, found))


def _day_lines(door: Door, found: dict[date, tuple[SwedishDay, ...]]) -> Iterator[str]:
    language = door.language
    for day, names in found.items():
        told = ", ".join(
            one.name
            if one.name == language.say(DAY_KIND_LABELS[one.kind])
            else f"{one.name} ({language.say(DAY_KIND_LABELS[one.kind]).lower()})"
            for one in names
        )
        yield f"{day.isoformat()}  {weekday_name(day.weekday(), language, 'EEE'):<4}  {told}"
