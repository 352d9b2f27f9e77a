"""Which date of which series is meant: a series with its changed dates, and one occurrence in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from outreach.domain.event import Event
from outreach.domain.when import When, to_instant
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.work import View, Work

NO_SUCH_DATE = N_("The series has no date {day}.")
_MOST_TOLD = 12


@dataclass(frozen=True)
class Family:
    """An event as it was asked for, the series it is or belongs to (None for a single one), and the changed dates of that."""

    event: Event
    series: Event | None
    overrides: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Part:
    """One date of a family: `wall` is its start in the series, on the series' own clock."""

    family: Family
    wall: datetime

    @property
    def event(self) -> Event:
        """The event that was named."""
        return self.family.event

    @property
    def series(self) -> Event | None:
        """The series, or None for a single event."""
        return self.family.series

    @property
    def required(self) -> Event:
        """The series. Raises NotFound for a single event."""
        if self.family.series is None:
            raise NotFound(str(self.event.id))
        return self.family.series

    @cached_property
    def override(self) -> Event | None:
        """The event that stands for the date when it was changed."""
        from outreach.formats.recurrence_edit import replaced_wall

        when = self.required.when
        return next((one for one in self.family.overrides if replaced_wall(one, when) == self.wall), None)

    @property
    def when(self) -> When:
        """The date as the series has it."""
        when = self.required.when
        return When(self.wall, self.wall + (when.end - when.start), when.zone, when.all_day)

    @cached_property
    def is_first(self) -> bool:
        """Whether no other date comes before, dropped ones left out: then "this and following" are all."""
        from outreach.formats.recurrence_edit import first_date

        first = first_date(self.required)
        return first is None or self.wall <= first

    @property
    def later_overrides(self) -> list[Event]:
        """The changed dates from this one on."""
        return [one for one in self.family.overrides if (wall := self._wall_of(one)) and wall >= self.wall]

    def _wall_of(self, override: Event) -> datetime | None:
        from outreach.formats.recurrence_edit import replaced_wall

        return replaced_wall(override, self.required.when)

    def as_override(self) -> Event:
        """Return a new, unsaved event that stands for this date alone."""
        from outreach.formats.recurrence_edit import occurrence_id

        series, when = self.required, self.when
        identity = occurrence_id(self.wall, series.when, when)
        return replace(series, id=uuid4(), version=0, when=when, recurrence=(), recurrence_id=identity, origins=())


def family_of(view: View, event_id: UUID) -> Family:
    """Return the family of an event. Raises NotFound."""
    event = stored(view, event_id)
    if not (event.recurrence or event.recurrence_id):
        return Family(event, None)
    same = view.events.by_uid(event.uid)
    if event.recurrence and not event.recurrence_id:
        series: Event | None = event
    else:
        series = next((one for one in same if one.recurrence and not one.recurrence_id), None)
    return Family(event, series, tuple(one for one in same if one.recurrence_id))


def resolve(view: View, event_id: UUID, occurrence: datetime | When | date) -> Part:
    """Return the date that is meant. Raises NotFound, or InvalidInput when the series has no such date.

    A changed date is found by its own event, by where it is now, and by where it was.
    """
    from outreach.formats.recurrence_edit import replaced_wall

    family = family_of(view, event_id)
    if family.series is None:
        return Part(family, family.event.when.start)
    series = family.series
    if family.event.recurrence_id:
        own = replaced_wall(family.event, series.when)
        if own is not None:
            return Part(family, own)
    wall = occurrence.start if isinstance(occurrence, When) else occurrence
    if not isinstance(wall, datetime):
        return Part(family, _on_day(family, series, wall))
    for override in family.overrides:
        replaced = replaced_wall(override, series.when)
        if replaced is not None and wall in (override.when.start, replaced):
            return Part(family, replaced)
    if not _has(series, wall):
        raise InvalidInput(N_("Which date"), NO_SUCH_DATE, day=f"{wall:%Y-%m-%d}")
    return Part(family, wall)


def _has(series: Event, wall: datetime) -> bool:
    from outreach.formats.recurrence_edit import has_date

    return has_date(series, wall)


def _on_day(family: Family, series: Event, day: date) -> datetime:
    """Return the date of the series on a day: one that takes place there, else one that was dropped or moved from there."""
    from outreach.formats.recurrence import expand
    from outreach.formats.recurrence_edit import exceptions, replaced_wall

    begin = to_instant(datetime.combine(day, time.min), series.when.zone)
    for event, when in expand([series, *family.overrides], begin, begin + timedelta(days=1, hours=1)):
        if when.start.date() == day:
            return (replaced_wall(event, series.when) if event.recurrence_id else None) or when.start
    walls = [wall for one in family.overrides if (wall := replaced_wall(one, series.when))]
    for wall in (*walls, *exceptions(series)):
        if wall.date() == day:
            return wall
    raise InvalidInput(N_("Which date"), NO_SUCH_DATE, day=day.isoformat())


def following_of(part: Part) -> Event:
    """Return a new, unsaved series from this date on: own identity, the rest of the rule, later exceptions."""
    from outreach.formats.recurrence_edit import begun_at, without_exceptions

    series = part.required
    new = begun_at(series, part.wall)
    new = replace(new, id=uuid4(), version=0, uid=f"{uuid4()}@outreach", sequence=0, origins=())
    # The date itself was chosen, dropped or not: the new series begins with it.
    return without_exceptions(new, [part.wall])


def days_of(walls: Iterable[datetime]) -> str:
    """Write days for an action's title, which is read in both languages: "2026-12-03, 2026-12-10"."""
    found = sorted({wall.date().isoformat() for wall in walls})
    return ", ".join(found[:_MOST_TOLD]) + (" …" if len(found) > _MOST_TOLD else "")


def stored(view: View, event_id: UUID) -> Event:
    """Return an event as it is kept now. Raises NotFound."""
    event = view.events.get(event_id)
    if event is None:
        raise NotFound(str(event_id))
    return event


def is_in_use(work: Work, event: Event) -> bool:
    """Say whether guests, conversations or a plan hang on an event."""
    return bool(work.guests.using(event.id) or work.meetings.using(event.id) or work.plans.of(event.id))


def same_clock(one: When, other: When) -> bool:
    """Say whether two times have the same time of day, zone and kind."""
    return (one.start.time(), one.zone, one.all_day) == (other.start.time(), other.zone, other.all_day)
