"""Clashes: an officer at two places at once, a room or the booth kit taken twice; and what else lies on the day.

They warn and never stand in the way. Series are laid out for the next twelve months. A question about one event reads the
events that touch its times by an index, not all there are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.event import Event, EventStatus
from outreach.domain.plan import Plan
from outreach.domain.tender import Tender
from outreach.domain.when import When, home_day, to_instant
from outreach.language import N_, NN_, Language
from outreach.services.clash_claims import Claim, ClashKind, PlanBook, busy, claims_of, meet, meet_among, reaches_out
from outreach.services.swedish_days import warnings_for

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View

CLASH_LABELS = {
    ClashKind.OFFICER: N_("Officer"),
    ClashKind.PLACE: N_("Place"),
    ClashKind.RESOURCE: N_("Shared thing"),
    ClashKind.TENDER: N_("Tender"),
    ClashKind.DAY: N_("Day"),
}
_SENTENCES = {
    ClashKind.OFFICER: N_("{what} is also at {other}, {when}."),
    ClashKind.PLACE: N_("{what} is taken by {other}, {when}."),
    ClashKind.RESOURCE: N_("{what} is needed at {other} too, {when}."),
}
LAST_BID = N_("{what}: the last day to bid is {day}.")
LAST_QUESTION = N_("{what}: the last day for questions is {day}.")
MORE_DATES = NN_("{sentence} And on {n} more date.", "{sentence} And on {n} more dates.")
A_YEAR = timedelta(days=366)
#: How far from an event its build-up or tear-down may lie.
AROUND = timedelta(days=31)
_MOST_DATES = 400
_ORDER = tuple(ClashKind)


@dataclass(frozen=True, slots=True)
class Clash:
    """One clash of `event` on its date `when`; `more` counts further dates with the same one.

    `what` is the officer, room, thing or tender. `other` is the event or tender that it clashes with, `other_when` its time.
    With a tender, `text` says which of its dates; with a day, `day` is the one.
    """

    kind: ClashKind
    event: UUID
    when: When
    what: str = ""
    other: UUID | None = None
    other_title: str = ""
    other_when: When | None = None
    text: str = ""
    day: date | None = None
    more: int = 0

    @property
    def is_remark(self) -> bool:
        """Whether it is good to know rather than a clash."""
        return self.kind in (ClashKind.TENDER, ClashKind.DAY)

    def say(self, language: Language) -> str:
        """Return the clash as a sentence."""
        said = self._sentence(language)
        return language.count(MORE_DATES, self.more, sentence=said) if self.more else said

    def _sentence(self, language: Language) -> str:
        if self.kind is ClashKind.DAY:
            about = [one for one in warnings_for(self.when, language.code) if one.day == self.day]
            return about[0].say(language) if about else ""
        if self.kind is ClashKind.TENDER:
            return language.say(self.text, what=self.what, day=language.day(self.day, "d MMMM") if self.day else "")
        when = language.when(self.other_when) if self.other_when else ""
        return language.say(_SENTENCES[self.kind], what=self.what, other=self.other_title, when=when)


class Clashes:
    """The questions about clashes."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def of(self, event: Event, plan: Plan | None = None) -> list[Clash]:
        """Return what an event clashes with, kept or not yet: clashes first, remarks last, each by time.

        `plan` stands for the kept one while it is being edited. A cancelled event clashes with nothing.
        """
        if event.status is EventStatus.CANCELLED:
            return []
        with self.database.read() as view:
            own_plan = plan or view.plans.of(event.id) or _plan_of_series(view, event)
            dates = self._dates(view, event)
            if not dates:
                return []
            mine = [claim for when in dates for claim in claims_of(event, when, own_plan)]
            spans = [busy(event, when, own_plan) for when in dates]
            found = [_clash(*pair) for pair in meet(mine, _others(view, spans, event))] if mine else []
            found += _deadlines(view, event, dates)
        found += [
            Clash(ClashKind.DAY, event.id, when, day=one.day, text=one.text)
            for when in dates
            for one in warnings_for(when)
        ]
        return _gathered(found)

    def between(self, first: date, last: date) -> list[Clash]:
        """Return the clashes of all events from `first` to `last` (both included, home zone), without remarks."""
        begin = to_instant(datetime.combine(first, time.min), "")
        end = to_instant(datetime.combine(last + timedelta(days=1), time.min), "")
        with self.database.read() as view:
            claims = _claims_between(view, begin, end)
        return _gathered([_clash(*pair) for pair in meet_among(claims)])

    def marks(self, first: date, last: date) -> frozenset[tuple[UUID, datetime]]:
        """Return (event, wall-clock start) of every date from `first` to `last` that clashes with another: marks for a calendar."""
        begin = to_instant(datetime.combine(first, time.min), "")
        end = to_instant(datetime.combine(last + timedelta(days=1), time.min), "")
        with self.database.read() as view:
            claims = _claims_between(view, begin, end)
        return frozenset((claim.event.id, claim.when.start) for pair in meet_among(claims) for claim in pair)

    def _dates(self, view: View, event: Event) -> list[When]:
        """Return the dates that are looked at: the event's own time, of a series those of twelve months from now on."""
        from outreach.formats.recurrence import expand

        if not event.recurrence or event.recurrence_id:
            return [event.when]
        begin = max(self.database.signature.clock(), event.when.start_utc)
        changed = [one for one in view.events.by_uid(event.uid) if one.recurrence_id]
        return [when for one, when in expand([event, *changed], begin, begin + A_YEAR, _MOST_DATES) if one is event]


def _plan_of_series(view: View, event: Event) -> Plan | None:
    if not event.recurrence_id:
        return None
    series = next((one for one in view.events.by_uid(event.uid) if one.recurrence and not one.recurrence_id), None)
    return view.plans.of(series.id) if series is not None else None


def _others(view: View, spans: Sequence[tuple[datetime, datetime]], event: Event) -> list[Claim]:
    """Return what other events take at these times; only those are read whole."""
    from outreach.formats.recurrence import expand

    first, last = min(begin for begin, _ in spans), max(end for _, end in spans)
    plans = view.plans.near(first - AROUND, last + AROUND)
    far = {one for one, plan in plans.items() if reaches_out(plan)} - {event.id}
    near = _touching(view.events.spans(first, last), spans) - {event.id}
    families = [one for one in view.events.families(last + AROUND) if one.uid != event.uid]
    events = {one.id: one for one in (*view.events.many(near | far).values(), *families)}
    events.pop(event.id, None)
    book = PlanBook(plans, events.values())
    reaching = {one.uid for one in events.values() if one.id in far}
    found = expand((one for one in events.values() if one.uid not in reaching), first, last, 2 * _MOST_DATES)
    away = (one for one in events.values() if one.uid in reaching)
    found += expand(away, first - AROUND, last + AROUND, 2 * _MOST_DATES)
    return [claim for one, when in found for claim in claims_of(one, when, book.of(one))]


def _touching(
    found: Iterable[tuple[UUID, datetime, datetime]], spans: Sequence[tuple[datetime, datetime]]
) -> set[UUID]:
    """Return the ids of those that overlap one of the spans; these are in order and seldom overlap each other."""
    ordered = sorted(spans)
    ends = [max(end for _, end in ordered[: number + 1]) for number in range(len(ordered))]
    touching = set()
    for one, starts, stops in found:
        place = bisect_left(ends, starts)
        if any(begin < stops and end > starts for begin, end in ordered[place : place + 8]):
            touching.add(one)
    return touching


def _claims_between(view: View, begin: datetime, end: datetime) -> list[Claim]:
    from outreach.formats.recurrence import expand

    events = view.events.between(begin, end)
    plans = view.plans.near(begin - AROUND, end + AROUND)
    known = {one.id for one in events}
    # Whose build-up or tear-down reaches into these days.
    reaching = {one for one, plan in plans.items() if reaches_out(plan)}
    events += [one for one in view.events.many(reaching - known).values() if not one.recurrence]
    book = PlanBook(plans, events)
    dates = expand(events, begin - AROUND, end + AROUND)
    claims = (claim for one, when in dates for claim in claims_of(one, when, book.of(one)))
    return [one for one in claims if one.begin < end and one.end > begin]


def _clash(mine: Claim, other: Claim) -> Clash:
    return Clash(mine.kind, mine.event.id, mine.when, mine.label, other.event.id, other.event.title, other.when)


def _deadlines(view: View, event: Event, dates: Sequence[When]) -> list[Clash]:
    days = {when.first_day + timedelta(days=number) for when in dates for number in range(_length(when))}
    by_day = {day: when for when in reversed(dates) for day in (when.first_day, when.last_day)}
    first = to_instant(datetime.combine(min(days), time.min), "")
    last = to_instant(datetime.combine(max(days) + timedelta(days=1), time.min), "")
    found = []
    for tender in view.tenders.due_between(first, last):
        for text, day in _dates_of(tender):
            if day in days:
                when = by_day.get(day, dates[0])
                found.append(Clash(ClashKind.TENDER, event.id, when, tender.title, tender.id, text=text, day=day))
    return found


def _length(when: When) -> int:
    return min((when.last_day - when.first_day).days, 60) + 1


def _dates_of(tender: Tender) -> list[tuple[str, date]]:
    moments = ((LAST_BID, tender.tender_deadline), (LAST_QUESTION, tender.question_deadline))
    return [(text, home_day(moment)) for text, moment in moments if moment is not None]


def _gathered(found: Iterable[Clash]) -> list[Clash]:
    """Put the same clash on several dates into one, that of the first date, with the number of the others."""
    kept: dict[tuple[object, ...], Clash] = {}
    for one in sorted(found, key=lambda clash: (clash.when.start_utc, clash.when.start)):
        # The same reason on several days ("Christmas holidays") is said once.
        key = (one.kind, one.event, one.what.casefold(), one.other or one.text, one.text)
        known = kept.get(key)
        kept[key] = one if known is None else replace(known, more=known.more + 1)
    return sorted(kept.values(), key=lambda clash: (_ORDER.index(clash.kind), clash.when.start_utc))
