"""Events: plan, change, cancel; what happens in a month and what comes next."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid4

from outreach.domain.changes import Changes
from outreach.domain.event import Event, EventStatus, revised
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.when import When, to_instant
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.plan_links import move_plan
from outreach.services.records import Records, clean_tags
from outreach.services.timeline import Moment, timeline
from outreach.services.versions import standings_of

if TYPE_CHECKING:
    from outreach.storage.work import Work


#: Said while it can be undone: afterwards nobody can tell them.
_STILL_EXPECTED = N_("Deleted {name}, which still stands in the calendars of {count} guests: undo, then cancel it and tell them")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One happening of an event: itself, or one date of a series."""

    event: Event
    when: When


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event with its featured tenders and the conversations there, for the detail pane."""

    event: Event
    tenders: tuple[Tender, ...]
    moments: tuple[Moment, ...]


class Events(Records[Event]):
    """The verbs for events."""

    kind: ClassVar[Kind] = Kind.EVENT

    def checked(self, work: Work, record: Event) -> Event:
        """Clean the words, and give the event the sequence number that it must carry (`domain/event.py`)."""
        title = " ".join(record.title.split())
        if not title:
            raise InvalidInput(N_("Event"), N_("An event needs a title."))
        _require_known_time(record.when)
        staff = tuple(dict.fromkeys(name.strip() for name in record.staff if name.strip()))
        cleaned = replace(record, title=title, staff=staff, tags=clean_tags(record.tags))
        stored = work.events.get(record.id)
        return cleaned if stored is None else revised(stored, cleaned)

    def keep(self, work: Work, record: Event) -> Event:
        """Check and save inside an action that is under way. The days and times of its plan follow an event that is moved."""
        before = work.events.get(record.id)
        kept = super().keep(work, record)
        if before is not None:
            move_plan(work, before, kept)
        return kept

    def detach(self, work: Work, record: Event) -> None:
        """Take the event off conversations, cards, letters and prints; what was said, sent and printed stays.

        Guest list and plan go with it.
        """
        for meeting in work.meetings.using(record.id):
            work.save(Kind.MEETING, replace(meeting, event=None))
        for card in work.inbox_cards.using(record.id):
            work.save(Kind.INBOX_CARD, replace(card, event=None))
        for invitation in work.invitations.using(record.id):
            work.save(Kind.INVITATION, replace(invitation, event=None, guest=None))
        for reply in work.replies.using(record.id):
            work.save(Kind.REPLY, replace(reply, event=None, guest=None))
        for printing in work.printings.of(record.id):
            work.save(Kind.PRINTING, replace(printing, event=None))
        for guest in work.guests.using(record.id):
            work.delete(Kind.GUEST, guest.id)
        plan = work.plans.of(record.id)
        if plan is not None:
            work.delete(Kind.PLAN, plan.id)

    def delete(self, ids: Sequence[UUID], *, many: bool = False) -> Changes:
        """Remove events, as one action. A series goes with its changed dates; a changed date alone leaves its series too.

        Raises TooMuchRemoved as `Records.delete` does.
        """
        with self.database.work(N_("Deleted {name}"), name="") as work:
            if many:
                work.many_wished()
            found = work.events.many(ids)
            all_of_them = dict(found)
            for event in found.values():
                same = work.events.by_uid(event.uid) if event.recurrence else []
                all_of_them |= {one.id: one for one in same if one.recurrence_id}
            waiting = sum(_in_calendars(work, event) for event in found.values())
            for event in all_of_them.values():
                self._drop_from_series(work, event, all_of_them)
                self.detach(work, event)
                work.delete(Kind.EVENT, event.id)
            name = next(iter(found.values())).title if len(found) == 1 else str(len(found))
            if waiting:
                work.rename_action(_STILL_EXPECTED, name=name, count=str(waiting))
            else:
                work.rename_action(N_("Deleted {name}"), name=name)
        return work.changes

    def _drop_from_series(self, work: Work, event: Event, deleted: Container[UUID]) -> None:
        """Without this, deleting a moved date would let it take place at its first time again."""
        if not event.recurrence_id:
            return
        from outreach.formats.recurrence_edit import replaced_wall, with_exceptions

        for series in work.events.by_uid(event.uid):
            wall = replaced_wall(event, series.when) if series.recurrence and not series.recurrence_id else None
            if wall is not None and series.id not in deleted:
                self.keep(work, with_exceptions(series, [wall]))

    def cancel(self, event_id: UUID) -> Changes:
        """Mark an event as cancelled; guests' calendars see it by status and sequence. Raises NotFound."""
        event = self.get(event_id)
        with self.database.work(N_("Cancelled {name}"), name=event.title) as work:
            self.keep(work, replace(event, status=EventStatus.CANCELLED))
        return work.changes

    def move(self, event_id: UUID, when: When) -> Changes:
        """Put an event at another time; its guests' calendars see it by the sequence. Raises NotFound, InvalidInput."""
        event = self.get(event_id)
        clock = "" if when.all_day else f" {when.start:%H:%M}"
        said = f"{when.start:%Y-%m-%d}{clock}"
        with self.database.work(N_("Moved {name} to {when}"), name=event.title, when=said) as work:
            self.keep(work, replace(event, when=when))
        return work.changes

    def copy(self, event_id: UUID) -> Event:
        """Return a new, unsaved event like another one: own identity, no series, not cancelled. Raises NotFound."""
        event = self.get(event_id)
        return replace(
            event,
            id=uuid4(),
            version=0,
            uid=f"{uuid4()}@outreach",
            sequence=0,
            status=EventStatus.TENTATIVE,
            recurrence=(),
            recurrence_id="",
            origins=(),
        )

    def between(self, first: date, last: date) -> list[Occurrence]:
        """Return what happens from `first` to `last` (both included, home zone), in order of time; series are laid out."""
        from outreach.formats.recurrence import expand

        begin = to_instant(datetime.combine(first, time.min), "")
        end = to_instant(datetime.combine(last + timedelta(days=1), time.min), "")
        with self.database.read() as view:
            events = view.events.between(begin, end)
        found = [Occurrence(event, when) for event, when in expand(events, begin, end)]
        return sorted(found, key=lambda item: (item.when.start_utc, item.event.title))

    def next_dates(self, event: Event, now: datetime, most: int = 5) -> list[When]:
        """Return the next times of a series from `now` (aware) on, within two years; moved and cancelled ones as they are."""
        from outreach.formats.recurrence import expand

        with self.database.read() as view:
            family = view.events.by_uid(event.uid)
        happening = [one for one in family if one.status is not EventStatus.CANCELLED or one.recurrence_id]
        found = expand(happening, now, now + timedelta(days=731), most * 10)
        return [when for one, when in found if one.status is not EventStatus.CANCELLED][:most]

    def coming(self, now: datetime, most: int = 10) -> list[Event]:
        """Return the next events that are not cancelled, those under way included."""
        with self.database.read() as view:
            return view.events.next_after(now, most)

    def under_way(self, now: datetime) -> Event | None:
        """Return the event that an officer is most likely at: one going on, else one that begins or ended within 3 hours."""
        window = timedelta(hours=3)
        with self.database.read() as view:
            near = view.events.between(now - window, now + window)
        found = [(event, event.when) for event in near]
        if any(event.recurrence or event.recurrence_id for event in near):
            from outreach.formats.recurrence import expand

            found = expand(near, now - window, now + window)
        found = [(event, when) for event, when in found if event.status is not EventStatus.CANCELLED]
        if not found:
            return None
        return min(found, key=lambda item: (_distance(item[1], now), item[1].end_utc - item[1].start_utc))[0]

    def card(self, event_id: UUID) -> EventCard:
        """Return everything that the detail pane shows. Raises NotFound."""
        event = self.get(event_id)
        with self.database.read() as view:
            tenders = view.tenders.many(event.tenders)
            shown = tuple(tenders[one] for one in event.tenders if one in tenders)
            return EventCard(event, shown, timeline(view, Kind.EVENT, event_id))


def _require_known_time(when: When) -> None:
    """Raise InvalidInput for a zone that does not exist, and for years that no clock can tell in UTC."""
    try:
        _ = when.start_utc, when.end_utc
    except (LookupError, ValueError, OverflowError) as error:
        raise InvalidInput(N_("When"), N_("There is no such time or time zone.")) from error


def _distance(when: When, now: datetime) -> timedelta:
    if when.start_utc <= now < when.end_utc:
        return timedelta()
    return min(abs(when.start_utc - now), abs(now - when.end_utc))


def _in_calendars(work: Work, event: Event) -> int:
    """Return how many guests' calendars show an event that is still to come."""
    is_over = not event.recurrence and event.when.end_utc < work.now
    if is_over or event.recurrence_id:
        return 0
    return sum(one.is_told for one in standings_of(work.invitations.with_uid(event.uid)).values())
