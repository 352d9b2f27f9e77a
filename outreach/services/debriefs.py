"""Which events wait for their debrief."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from outreach.domain.event import Event, EventStatus

if TYPE_CHECKING:
    from outreach.storage.database import Database

#: Nobody remembers an event after this long, and a list that never ends is not read.
WAITS = timedelta(days=30)
#: No event of ours lasts longer.
_LONGEST = timedelta(days=31)


def waiting_for_debrief(database: Database, day: date) -> list[Event]:
    """Return the events that ended in the 30 days before `day` and were not debriefed. See `Plans.waiting_for_debrief`."""
    midnight = datetime.combine(day, time(), UTC)
    begun = midnight - WAITS - _LONGEST
    with database.read() as view:
        # Not all events of a month: a calendar that was taken in may hold thousands that are not ours.
        plans = view.plans.near(begun, midnight + timedelta(days=1))
        events = view.events.many({*plans, *view.meetings.events_since(begun)})
    over = [one for one in events.values() if _over(one, day)]
    waiting = [one for one in over if one.id not in plans or plans[one.id].debrief.at is None]
    return sorted(waiting, key=lambda one: one.when.start_utc, reverse=True)


def _over(event: Event, day: date) -> bool:
    if event.status is EventStatus.CANCELLED or (event.recurrence and not event.recurrence_id):
        return False
    return day - WAITS <= event.when.last_day < day
