"""When somebody was last met and what is next: the same expressions for companies and for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
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
    """Return the condition of the filter "met": "ever", "never", or since a day ("2026-01-31")."""
    value = values[0]
    if value == "never":
        return ~exists().where(condition)
    if value == "ever":
        return exists().where(condition)
    since = to_instant(datetime.fromisoformat(value), HOME_ZONE)
    return exists().where(condition & (tables.meeting.c.at >= since))
