"""Which events wait for their debrief."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from outreach.domain.event import Event, EventStatus

if TYPE_CHECKING:
    from outreach.storage.database import Database

#: Nobody remembers an event after this long, and a list that never ends is not read.
WAITS = timedelta(days=30)


def waiting_for_debrief(database: Database, day: date) -> list[Event]:
    """Return the events that ended in the 30 days before `day` and were not debriefed. See `Plans.waiting_for_debrief`."""
    midnight = datetime.combine(day, time(), UTC)
    with database.read() as view:
        near = [one for one in view.events.between(midnight - WAITS, midnight + timedelta(days=1)) if _over(one, day)]
        plans = view.plans.of_events(one.id for one in near)
        talked = {meeting.event for meeting in view.meetings.at_events([one.id for one in near])}
    waiting = [one for one in near if one.id in plans or one.id in talked]
    open_ones = [one for one in waiting if one.id not in plans or plans[one.id].debrief.at is None]
    return sorted(open_ones, key=lambda one: one.when.start_utc, reverse=True)


def _over(event: Event, day: date) -> bool:
    if event.status is EventStatus.CANCELLED or (event.recurrence and not event.recurrence_id):
        return False
    return day - WAITS <= event.when.last_day < day
