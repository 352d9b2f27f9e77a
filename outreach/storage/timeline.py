"""When somebody was last met and what is next: the same expressions for companies and for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, type_coerce

from outreach.domain.when import HOME_ZONE, to_instant
from outreach.storage import tables
from outreach.storage.columns import UtcDateTime


def last_met(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return the instant of the latest meeting that fits."""
    latest = select(func.max(tables.meeting.c.at)).where(condition).scalar_subquery()
    return type_coerce(latest, UtcDateTime)


def next_step(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return the day of the first open follow-up that fits."""
    open_ones = condition & tables.follow_up.c.done.is_(None)
    return select(func.min(tables.follow_up.c.due)).where(open_ones).scalar_subquery()


def met_condition(condition: ColumnElement[bool], values: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition of the filter "met": "ever", "never", since a day ("2026-01-31"), or before and not since ("<…")."""
    value = values[0]
    if value == "never":
        return ~exists().where(condition)
    if value == "ever":
        return exists().where(condition)
    since = to_instant(datetime.fromisoformat(value.removeprefix("<")), HOME_ZONE)
    met_since = exists().where(condition & (tables.meeting.c.at >= since))
    return exists().where(condition) & ~met_since if value.startswith("<") else met_since


def promised_condition(condition: ColumnElement[bool], values: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition of the filter "follow_up": "open", "none", or an open one that was due before a day."""
    value = values[0]
    open_one = condition & tables.follow_up.c.done.is_(None)
    if value in ("open", "none"):
        return exists().where(open_one) if value == "open" else ~exists().where(open_one)
    return exists().where(open_one & (tables.follow_up.c.due < date.fromisoformat(value)))
