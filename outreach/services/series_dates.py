"""The dates of a series as they are now: plain, moved, dropped and cancelled ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.event import Event, EventStatus
from outreach.domain.when import When, to_instant
from outreach.language import N_
from outreach.services.events import Events
from outreach.services.series_parts import at, family_of, resolve

if TYPE_CHECKING:
    from outreach.storage.database import Database

TWO_YEARS = timedelta(days=731)


class DateState(StrEnum):
    """What became of one date of a series."""

    PLAIN = "plain"
    MOVED = "moved"
    DROPPED = "dropped"
    CANCELLED = "cancelled"


DATE_STATE_LABELS = {
    DateState.PLAIN: "",
    DateState.MOVED: N_("changed on its own"),
    DateState.DROPPED: N_("dropped"),
    DateState.CANCELLED: N_("cancelled"),
}


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """One date of a series. `occurrence` is its start in the series, `when` where it is now; `event` tells of it."""

    occurrence: datetime
    when: When
    state: DateState
    event: UUID


class SeriesDates:
    """The questions about the dates of a series."""

    def __init__(self, database: Database, events: Events) -> None:
        self.database = database
        self._events = events

    def series_of_all(self, ids: Sequence[UUID]) -> UUID | None:
        """Return the one series to which all these events belong, itself among them or not; None when they are of several."""
        found = self._events.many(ids).values()
        uids = {one.uid for one in found}
        if len(uids) != 1:
            return None
        with self.database.read() as view:
            same = view.events.by_uid(uids.pop())
        return next((one.id for one in same if one.recurrence and not one.recurrence_id), None)

    def dates(self, event_id: UUID, now: datetime, most: int = 10) -> list[SeriesDate]:
        """Return the next dates from `now` (aware) on within two years, dropped, moved and cancelled ones too. Raises NotFound."""
        from outreach.formats.recurrence import expand
        from outreach.formats.recurrence_edit import exceptions, replaced_wall

        with self.database.read() as view:
            family = family_of(view, event_id)
        series = family.series
        if series is None:
            return []
        last = now + TWO_YEARS
        found = []
        for event, when in expand([series, *family.overrides], now, last, most * 4):
            wall = replaced_wall(event, series.when) if event.recurrence_id else when.start
            found.append(SeriesDate(wall or when.start, when, _state(event, series), event.id))
        for wall in exceptions(series):
            if now <= to_instant(wall, series.when.zone) < last and wall not in {one.occurrence for one in found}:
                found.append(SeriesDate(wall, at(wall, series.when), DateState.DROPPED, series.id))
        return sorted(found, key=lambda one: one.when.start_utc)[:most]

    def nearest(self, event_id: UUID, now: datetime) -> datetime | None:
        """Return the date of a series that an officer most likely means: the next one that takes place, else the last before."""
        coming = [one for one in self.dates(event_id, now, 20) if one.state in (DateState.PLAIN, DateState.MOVED)]
        if coming:
            return coming[0].occurrence
        from outreach.formats.recurrence import occurrences

        with self.database.read() as view:
            series = family_of(view, event_id).series
        past = occurrences(series, now - 5 * TWO_YEARS, now) if series is not None else []
        return past[-1].start if past else None

    def date_of(self, event_id: UUID, occurrence: datetime | When | date) -> SeriesDate | None:
        """Return one date of a series as it is now; None for an event that is none. Raises NotFound, InvalidInput."""
        from outreach.formats.recurrence_edit import exceptions

        with self.database.read() as view:
            part = resolve(view, event_id, occurrence)
        if part.series is None:
            return None
        if part.override is not None:
            own = part.override
            return SeriesDate(part.wall, own.when, _state(own, part.series), own.id)
        state = DateState.DROPPED if part.wall in exceptions(part.series) else DateState.PLAIN
        return SeriesDate(part.wall, part.when, state, part.series.id)


def _state(event: Event, series: Event) -> DateState:
    if event.status is EventStatus.CANCELLED:
        return DateState.CANCELLED
    return DateState.MOVED if event.recurrence_id and series.uid == event.uid else DateState.PLAIN
