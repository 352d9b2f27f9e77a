"""Which day to propose for an event from a template: far enough away to invite, and a working day on which people come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from outreach.domain.plan import EventTemplate
from outreach.domain.when import When
from outreach.services import swedish_days

#: Guests want three weeks' notice.
NOTICE = timedelta(days=21)
#: The summer and Christmas together are shorter than this; then any working day is better than none.
_FARTHEST = 120


def proposed_day(template: EventTemplate, today: date) -> date:
    """Return the first day at least three weeks after `today` whose days are all working days that nothing speaks against."""
    first = today + NOTICE
    days = [first + timedelta(days=number) for number in range(_FARTHEST)]
    working = [day for day in days if _is_working(template, day)]
    quiet = (day for day in working if not swedish_days.warnings_for(_time(template, day)))
    return next(quiet, working[0] if working else first)


def _time(template: EventTemplate, day: date) -> When:
    start = datetime.combine(day, time()) + timedelta(minutes=template.starts)
    return When(start, start + timedelta(minutes=max(template.minutes, 0)))


def _is_working(template: EventTemplate, day: date) -> bool:
    last = _time(template, day).last_day
    return not any(swedish_days.is_off(day + timedelta(days=number)) for number in range((last - day).days + 1))
