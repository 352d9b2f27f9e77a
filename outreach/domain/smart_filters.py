"""Filters whose meaning moves with the day: "coming", "met in the last 12 months", "follow-up overdue".

A saved view keeps the moving word; only when the list is read does it become an instant or a day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from outreach.domain.listing import Listing
from outreach.domain.rule_deadlines import months_before
from outreach.domain.when import home_day

#: How far back "coming, and what was lately" reaches.
NEAR = timedelta(days=30)
#: The longest time back that "met" can ask for, in days.
_LONGEST = 36_500

Meaning = tuple[str, str]


def at_instant(listing: Listing, now: datetime) -> Listing:
    """Return the listing with every moving filter said as what it means at `now` (aware). Others stay as they are."""
    filters = tuple(
        _MEANINGS[name](value, now) if name in _MEANINGS else (name, value) for name, value in listing.filters
    )
    return replace(listing, filters=filters) if filters != listing.filters else listing


def _time(value: str, now: datetime) -> Meaning:
    """Say "near", "coming" and "past", for events."""
    known = {"near": ("from", now - NEAR), "coming": ("from", now), "past": ("before", now)}
    if value not in known:
        return "time", value
    name, instant = known[value]
    return name, instant.isoformat()


def _met(value: str, now: datetime) -> Meaning:
    """A number of days back: "365" is met since then, "<365" met before then and not since."""
    sign, days = ("<", value[1:]) if value.startswith("<") else ("", value)
    if not days.isdecimal():
        return "met", value
    return "met", sign + (home_day(now) - timedelta(days=min(int(days), _LONGEST))).isoformat()


def _follow_up(value: str, now: datetime) -> Meaning:
    """Say "overdue": an open promise that was due before today."""
    return "follow_up", home_day(now).isoformat() if value == "overdue" else value


def _coming(value: str, now: datetime) -> Meaning:
    """Say "yes", for tenders: suppliers can still wait for them or bid today."""
    return "coming", home_day(now).isoformat() if value == "yes" else value


def _ends(value: str, now: datetime) -> Meaning:
    """A number of months, for contracts: "6" is those that run out from today until six months from now."""
    if not value.isdecimal():
        return "ends", value
    today = home_day(now)
    return "ends", f"{today.isoformat()}..{months_before(today, -min(int(value), _LONGEST // 31)).isoformat()}"


def _state(value: str, now: datetime) -> Meaning:
    """Say "running" and "ended", for contracts, as they are today."""
    return "state", f"{value}:{home_day(now).isoformat()}" if value in ("running", "ended") else value


def _next_contact(value: str, now: datetime) -> Meaning:
    """Say "overdue" (before today), "today", "week" (today and the six days after it)."""
    today = home_day(now)
    days = {"today": 0, "week": 6}
    if value == "overdue":
        return "next_contact", f"<{today.isoformat()}"
    if value in days:
        return "next_contact", f"{today.isoformat()}..{(today + timedelta(days=days[value])).isoformat()}"
    return "next_contact", value


_MEANINGS: dict[str, Callable[[str, datetime], Meaning]] = {
    "time": _time,
    "met": _met,
    "follow_up": _follow_up,
    "coming": _coming,
    "ends": _ends,
    "state": _state,
    "next_contact": _next_contact,
}
