"""A series lives at random, against a plain list of its dates; and a second reader sees the same in the file that we write.

What is changed is what was meant: the dates before a border, other dates, and the number of dates stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.domain.event import Event, EventStatus
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.repeat import Scope
from outreach.domain.when import When, all_day, to_instant, zoned
from outreach.formats.icalendar_write import write_calendar
from outreach.formats.recurrence import occurrences
from outreach.language import Language
from outreach.services.house import House
from outreach.services.series_dates import DateState
from outreach.storage.database import Signature
from tests.ready import fresh_workspace
from tests.searching import searched

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
FIRST, LAST = date(2026, 1, 1), date(2029, 1, 1)
RULES = (
    "FREQ=WEEKLY;COUNT={n}",
    "FREQ=WEEKLY;INTERVAL=2;COUNT={n}",
    "FREQ=DAILY;INTERVAL=3;COUNT={n}",
    "FREQ=MONTHLY;COUNT={n}",
    "FREQ=MONTHLY;BYDAY={nth}{day};COUNT={n}",
    "FREQ=MONTHLY;BYDAY={day};BYSETPOS={nth};COUNT={n}",
    "FREQ=WEEKLY;UNTIL={until}",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY={day};UNTIL={until}",
)
ZONES = ("Europe/Stockholm", "America/New_York", "UTC", "")


@dataclass
class Kept:
    """One date as the model has it: where the series puts it, where it is shown, and whether it takes place."""

    series: datetime
    shown: datetime
    dropped: bool = False

    @property
    def is_own(self) -> bool:
        return self.shown != self.series


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    place = tmp_path_factory.mktemp("series") / "register.outreach"
    opened = House(fresh_workspace(place, Signature("Anna Ek", "laptop", lambda: NOW)))
    yield opened
    opened.close()


@st.composite
def series(draw: st.DrawFn) -> Event:
    day = draw(st.dates(date(2026, 2, 1), date(2026, 11, 27)).filter(lambda one: one.day < 29))
    code = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()]
    number = draw(st.integers(3, 14))
    until = datetime(day.year, day.month, day.day, 23, 59, 59) + timedelta(weeks=2 * number)
    whole = draw(st.booleans())
    zone = "" if whole else draw(st.sampled_from(ZONES))
    stamp = f"{until:%Y%m%d}" if whole else f"{until:%Y%m%dT%H%M%S}" + ("Z" if zone else "")
    rule = draw(st.sampled_from(RULES)).format(n=number, day=code, nth=(day.day - 1) // 7 + 1, until=stamp)
    start = datetime(day.year, day.month, day.day, 10)
    when = all_day(day) if whole else zoned(start, start + timedelta(hours=1), zone)
    return Event(title="Serie", when=when, recurrence=(f"RRULE:{rule}",))


steps = st.lists(
    st.tuples(st.sampled_from(["move", "drop", "following", "all", "back", "undo"]), st.integers(0, 40), st.integers(-3, 3)),
    max_size=8,
)


def seen(house: House) -> list[datetime]:
    return sorted(
        one.when.start for one in house.events.between(FIRST, LAST) if one.event.status is not EventStatus.CANCELLED
    )


def read_by_another(house: House) -> list[datetime]:
    """What recurring-ical-events reads from the file that we write."""
    events = house.events.listed(Listing(Kind.EVENT))
    calendar = icalendar.Calendar.from_ical(write_calendar(events, stamp=NOW, language=Language("en")))
    found = recurring_ical_events.of(calendar).between((2025, 12, 31), (2029, 1, 1))
    starts = [one.start for one in found if str(one.get("STATUS")) != "CANCELLED"]
    return sorted(
        one.replace(tzinfo=None) if isinstance(one, datetime) else datetime(one.year, one.month, one.day) for one in starts
    )


class Life:
    """Does one step with the register and with the model."""

    def __init__(self, house: House, event: Event) -> None:
        self.house = house
        house.events.save(event)
        last = datetime(2030, 1, 1, tzinfo=UTC)
        self.dates = [Kept(when.start, when.start) for when in occurrences(event, NOW, last)]
        self.hours = timedelta(hours=1)
        self.past: list[list[Kept]] = []

    def step(self, name: str, number: int, shift: int) -> None:
        date_now = self.dates[number % len(self.dates)]
        if name == "undo":
            if self.past:
                self.house.history.undo()
                self.dates = self.past.pop()
            return
        before = [Kept(one.series, one.shown, one.dropped) for one in self.dates]
        if getattr(self, f"do_{name}")(date_now, number % len(self.dates), timedelta(hours=shift)):
            self.past.append(before)

    def event_at(self, shown: datetime, *, dropped: bool = False) -> tuple[Event, When] | None:
        for one in self.house.events.between(FIRST, LAST):
            if one.when.start == shown and one.event.status is not EventStatus.CANCELLED:
                return one.event, one.when
        return None

    def moved(self, when: When, by: timedelta) -> When:
        by = timedelta(days=by.seconds // 3600 % 3) if when.all_day else by
        return When(when.start + by, when.end + by, when.zone, when.all_day)

    def do_move(self, one: Kept, number: int, by: timedelta) -> bool:
        found = None if one.dropped or not by else self.event_at(one.shown)
        if found is None or sum(other.shown == one.shown and not other.dropped for other in self.dates) > 1:
            return False
        new = self.moved(found[1], by)
        taken = {wall for other in self.dates if other is not one for wall in (other.shown, other.series)}
        if new == found[1] or new.start in taken:
            return False
        self.house.series.move_occurrence(found[0].id, found[1], new)
        one.shown = new.start
        return True

    def do_drop(self, one: Kept, number: int, by: timedelta) -> bool:
        alive = [other for other in self.dates if not other.dropped]
        found = None if one.dropped or len(alive) < 2 else self.event_at(one.shown)
        if found is None or len([other for other in alive if not other.is_own]) < 2:
            return False
        self.house.series.drop(found[0].id, found[1])
        one.dropped, one.shown = True, one.series
        return True

    def do_back(self, one: Kept, number: int, by: timedelta) -> bool:
        if not one.dropped:
            return False
        for event in self.house.events.listed(Listing(Kind.EVENT)):
            states = self.house.series.dates(event.id, NOW, 200)
            if any(state.occurrence == one.series and state.state is DateState.DROPPED for state in states):
                self.house.series.bring_back(event.id, one.series)
                one.dropped = False
                return True
        return False

    def do_following(self, one: Kept, number: int, by: timedelta) -> bool:
        return self._shift(one, number, by, Scope.FOLLOWING)

    def do_all(self, one: Kept, number: int, by: timedelta) -> bool:
        return self._shift(one, number, by, Scope.ALL)

    def _shift(self, one: Kept, number: int, by: timedelta, scope: Scope) -> bool:
        """Another time of day, within the day, for a date that stands where its series has it."""
        found = None if one.dropped or one.is_own or not by else self.event_at(one.shown)
        if found is None or found[1].all_day or not 3 <= (one.shown + by).hour <= 20:
            return False
        mine = self.house.events.get(found[0].id)
        of_series = {state.occurrence for state in self.house.series.dates(mine.id, NOW, 200)}
        self.house.series.move_occurrence(mine.id, found[1], self.moved(found[1], by), scope)
        for other in self.dates:
            if other.series not in of_series or (scope is Scope.FOLLOWING and other.series < one.series):
                continue
            own = other.is_own
            other.series += by
            other.shown = other.shown if own else other.series
        return True

    def expected(self) -> list[datetime]:
        return sorted(one.shown for one in self.dates if not one.dropped)


@settings(max_examples=searched(15, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event=series(), done=steps)
def test_a_series_is_what_was_meant_after_every_step_and_a_second_reader_agrees(
    house: House, event: Event, done: list[tuple[str, int, int]]
) -> None:
    known = house.events.ids(Listing(Kind.EVENT))
    if known:
        house.events.delete(known)
    life = Life(house, event)
    assert seen(house) == life.expected()
    for name, number, shift in done:
        life.step(name, number, shift)
        assert seen(house) == life.expected(), (name, number, shift)
    assert read_by_another(house) == life.expected()


@settings(max_examples=searched(15, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event=series(), number=st.integers(0, 40))
def test_a_series_that_is_cut_without_a_change_shows_the_same_dates(house: House, event: Event, number: int) -> None:
    known = house.events.ids(Listing(Kind.EVENT))
    if known:
        house.events.delete(known)
    house.events.save(event)
    before = seen(house)
    border = before[number % len(before)]
    draft = house.series.draft(event.id, border, Scope.FOLLOWING)
    house.series.save(event.id, border, draft.event, draft.scope)
    assert seen(house) == before
    assert read_by_another(house) == before
    old = house.events.get(event.id)
    ends = [to_instant(when.start, when.zone) for when in occurrences(old, NOW, datetime(2030, 1, 1, tzinfo=UTC))]
    assert not ends or draft.scope is Scope.ALL or max(ends) < to_instant(border, event.when.zone)
