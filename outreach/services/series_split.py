"""What goes along when a series is cut in two: later changed dates, guests with what they have on record, and the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from outreach.domain.event import Event, EventStatus
from outreach.domain.guest import Attendance, Guest, Standing
from outreach.domain.plan import Debrief, moved
from outreach.domain.record import Kind
from outreach.services.series_parts import follow_series, is_in_use, same_clock, stored

if TYPE_CHECKING:
    from outreach.services.events import Events
    from outreach.services.series_parts import Part
    from outreach.storage.work import Work


def carry_along(work: Work, events: Events, part: Part, new: Event) -> list[datetime]:
    """Let the changed dates from `part` on belong to the series `new`. Returns those that it has no place for, let go.

    The date at the border itself is told anew by the new series. A cancelled one becomes an exception: of the new series
    nobody has been told yet.
    """
    from outreach.formats.recurrence_edit import replaced_wall, with_exceptions

    lost: list[datetime] = []
    dropped: list[datetime] = []
    for override in part.later_overrides:
        wall = replaced_wall(override, part.required.when)
        assert wall is not None
        target = _target(part, new, wall)
        if override is part.override or target is None:
            if target is None:
                lost.append(wall)
            let_go(work, events, override)
        elif override.status is EventStatus.CANCELLED and not is_in_use(work, override):
            dropped.append(target)
            let_go(work, events, override)
        else:
            followed = follow_series(override, part.required, new, wall, target)
            _adopt(work, new, followed, target)
    if dropped:
        events.keep(work, with_exceptions(stored(work, new.id), dropped))
    return lost


def _target(part: Part, new: Event, wall: datetime) -> datetime | None:
    """Return which date of the new series a date of the old one is; None when it has none there."""
    from outreach.formats.recurrence_edit import has_date, moved_wall

    old = part.required.when
    target = wall if same_clock(old, new.when) else moved_wall(wall.date(), new.when)
    return target if new.recurrence and has_date(new, target) else None


def _adopt(work: Work, new: Event, override: Event, target: datetime) -> None:
    from outreach.formats.recurrence_edit import occurrence_id

    identity = occurrence_id(target, new.when, override.when)
    # Its number goes on from the new series' own: under the new UID nothing has been told yet.
    moved = replace(override, uid=new.uid, recurrence_id=identity, sequence=new.sequence + 1)
    work.save(Kind.EVENT, moved)


def let_go(work: Work, events: Events, override: Event) -> None:
    """Remove a changed date that has no place in its series; one with guests, talks or a plan stays as an event of its own."""
    if is_in_use(work, override) and override.status is not EventStatus.CANCELLED:
        work.save(Kind.EVENT, replace(override, uid=f"{uuid4()}@outreach", recurrence_id="", sequence=0))
        return
    events.detach(work, override)
    work.delete(Kind.EVENT, override.id)


def copy_guests_and_plan(work: Work, part: Part, new: Event) -> None:
    """Copy guest list and plan of the old series to the new one.

    Answers stay; the number and stamp of the mail that an answer came in do not: the new UID begins at 0, and an answer to it
    must not be taken for an old one. Who came, walked in or was uninvited belongs to the old series.
    """
    listed = [
        one
        for one in work.guests.at_event(part.required.id)
        if not one.walk_in and one.standing is not Standing.UNINVITED
    ]
    ids = {one.id: uuid4() for one in listed}
    # Who is sent by another is written after that one.
    for guest in sorted(listed, key=lambda one: one.delegate_of is not None):
        work.save(Kind.GUEST, _copied(guest, new.id, ids))
    plan = work.plans.of(part.required.id)
    if plan is not None:
        follows = moved(plan, part.required.when, new.when)
        fresh = replace(follows, id=uuid4(), version=0, event=new.id, hours=0.0, cost=None, debrief=Debrief())
        work.save(Kind.PLAN, fresh)


def _copied(guest: Guest, event: UUID, ids: Mapping[UUID, UUID]) -> Guest:
    return replace(
        guest,
        id=ids[guest.id],
        version=0,
        event=event,
        attendance=Attendance.UNKNOWN,
        arrived=None,
        answer_sequence=-1,
        answer_stamp=None,
        proposed=None,
        delegate_of=ids.get(guest.delegate_of) if guest.delegate_of else None,
    )
