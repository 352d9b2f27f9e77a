"""What the page of today shows, read in one go on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from outreach.domain.event import EventStatus
from outreach.domain.listing import Listing, Row
from outreach.domain.record import Kind
from outreach.domain.when import HOME_ZONE, to_instant
from outreach.services.events import Occurrence
from outreach.services.house import House

_AHEAD = timedelta(days=180)
_MOST_EVENTS = 8
_MOST_FOLLOW_UPS = 200


@dataclass(frozen=True, slots=True)
class Morning:
    """Open follow-ups, the soonest due first; the next events; conversations and companies met since the month began."""

    today: date
    follow_ups: tuple[Row, ...]
    events: tuple[Occurrence, ...]
    conversations: int
    companies: int
    cards: int
    """How many cards wait to be typed in."""
    records: int
    """How many companies and events there are at all, to know an empty workspace."""


def look(house: House) -> Morning:
    """Read the page. "Today" is the day in the home zone."""
    today = house.now().astimezone(ZoneInfo(HOME_ZONE)).date()
    first = to_instant(datetime(today.year, today.month, 1), "")  # noqa: DTZ001 - a wall-clock time, placed at once
    month = Listing(Kind.MEETING, filters=(("from", first.isoformat()),))
    met = Listing(Kind.COMPANY, filters=(("met", first.isoformat()),))
    coming = house.events.between(today, today + _AHEAD)
    alive = [one for one in coming if one.event.status is not EventStatus.CANCELLED]
    return Morning(
        today=today,
        follow_ups=tuple(house.follow_ups.open_ones(_MOST_FOLLOW_UPS)),
        events=tuple(alive[:_MOST_EVENTS]),
        conversations=len(house.meetings.keys(month)),
        companies=len(house.companies.keys(met)),
        cards=house.inbox_cards.count_open(),
        records=house.companies.count() + house.events.count(),
    )
