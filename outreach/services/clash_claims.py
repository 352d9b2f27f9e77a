"""What an event takes for itself, and when: officers, a room, the booth kit. Two claims on the same thing at once are a clash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from outreach.domain.event import Event, EventStatus
from outreach.domain.person import person_key
from outreach.domain.plan import Plan, Side
from outreach.domain.search_text import words
from outreach.domain.when import When, to_instant


class ClashKind(StrEnum):
    """What is wanted twice, or what else lies on the day. The last two are remarks."""

    OFFICER = "officer"
    PLACE = "place"
    RESOURCE = "resource"
    TENDER = "tender"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that is taken from `begin` to `end` (instants, end exclusive) by one date of an event."""

    kind: ClashKind
    key: str
    label: str
    begin: datetime
    end: datetime
    event: Event
    when: When


class PlanBook:
    """The plans at hand, by event; a changed date of a series has that of its series unless it has its own."""

    def __init__(self, plans: Mapping[UUID, Plan], events: Iterable[Event]) -> None:
        self._plans = plans
        self._series = {one.uid: one.id for one in events if one.recurrence and not one.recurrence_id}

    def of(self, event: Event) -> Plan | None:
        """Return the plan of an event, if it has one."""
        own = self._plans.get(event.id)
        if own is None and event.recurrence_id:
            return self._plans.get(self._series.get(event.uid, event.id))
        return own


def claims_of(event: Event, when: When, plan: Plan | None) -> Iterator[Claim]:
    """Yield what one date of an event takes. A cancelled one takes nothing."""
    if event.status is EventStatus.CANCELLED:
        return
    begin, end = busy(event, when, plan)
    staff = {person_key(name) for name in event.staff}
    for name in event.staff:
        yield Claim(ClashKind.OFFICER, person_key(name), name, begin, end, event, when)
    if plan is not None:
        yield from _shifts(event, when, plan, staff)
        for thing in plan.outline.resources:
            yield Claim(ClashKind.RESOURCE, _key(thing), thing.strip(), begin, end, event, when)
    if _is_ours(event, plan) and _key(event.place):
        yield Claim(ClashKind.PLACE, _key(event.place), event.place, when.start_utc, when.end_utc, event, when)


def busy(event: Event, when: When, plan: Plan | None) -> tuple[datetime, datetime]:
    """Return from when to when a date keeps us away: from build-up to tear-down at somebody else's fair."""
    begin, end = when.start_utc, when.end_utc
    if plan is None or plan.outline.side is not Side.EXHIBITOR:
        return begin, end
    shift = when.start - event.when.start
    if plan.exhibitor.build_up is not None:
        begin = min(begin, to_instant(plan.exhibitor.build_up + shift, when.zone))
    if plan.exhibitor.tear_down is not None:
        end = max(end, to_instant(plan.exhibitor.tear_down + shift, when.zone))
    return begin, end


def reaches_out(plan: Plan) -> bool:
    """Say whether an event may keep somebody busy outside its own time: build-up, tear-down, or a shift."""
    away = plan.exhibitor.build_up or plan.exhibitor.tear_down
    return bool(plan.outline.shifts or (plan.outline.side is Side.EXHIBITOR and away))


def _shifts(event: Event, when: When, plan: Plan, staff: set[str]) -> Iterator[Claim]:
    """Who stands there for a while only, is away for that while."""
    for shift in plan.outline.shifts:
        key = person_key(shift.officer)
        if key and key not in staff:
            start = when.start_utc
            begin, end = start + timedelta(minutes=shift.begins), start + timedelta(minutes=shift.ends)
            yield Claim(ClashKind.OFFICER, key, shift.officer.strip(), begin, end, event, when)


def _is_ours(event: Event, plan: Plan | None) -> bool:
    """A room is ours to book where we are hosts: no foreign organiser, no stand of ours at somebody else's fair."""
    return not event.organizer and not event.booth and (plan is None or plan.outline.side is Side.HOST)


def _key(text: str) -> str:
    return " ".join(words(text))


def meet(mine: Sequence[Claim], others: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield the pairs of claims on the same thing at the same time, of different events."""
    by_thing: dict[tuple[ClashKind, str], list[Claim]] = {}
    for claim in mine:
        by_thing.setdefault((claim.kind, claim.key), []).append(claim)
    for other in others:
        for claim in by_thing.get((other.kind, other.key), ()):
            if _at_once(claim, other):
                yield claim, other


def meet_among(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield the pairs among many claims, each once, the earlier one first; sorted by time, so that only neighbours are compared."""
    by_thing: dict[tuple[ClashKind, str], list[Claim]] = {}
    for claim in claims:
        by_thing.setdefault((claim.kind, claim.key), []).append(claim)
    for found in by_thing.values():
        open_ones: list[Claim] = []
        for claim in sorted(found, key=lambda one: one.begin):
            open_ones = [one for one in open_ones if one.end > claim.begin]
            yield from ((one, claim) for one in open_ones if _at_once(one, claim))
            open_ones.append(claim)


def _at_once(one: Claim, other: Claim) -> bool:
    if one.event.id == other.event.id or one.event.uid == other.event.uid:
        return False
    return one.begin < other.end and other.begin < one.end
