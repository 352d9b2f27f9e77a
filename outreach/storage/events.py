"""Events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, func, or_, select

from outreach.domain.calendar_entry import EventGlance
from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.record import Kind
from outreach.domain.search_text import index_text
from outreach.domain.sorting import sort_key
from outreach.domain.when import When
from outreach.storage import tables
from outreach.storage.store import SLICE, Store

#: Looking a name up costs a tenth of what `EventKind(name)` does, ten thousand times a month.
_KINDS = {kind.value: kind for kind in EventKind}
_STATUSES = {status.value: status for status in EventStatus}
#: How long before a time an event may have begun that still goes on then.
LONGEST_STAY = timedelta(days=62)


class EventStore(Store[Event]):
    """The events of the outreach year."""

    kind: ClassVar[Kind] = Kind.EVENT
    table: ClassVar[Table] = tables.event
    record_type = Event

    def columns_of(self, record: Event) -> dict[str, Any]:
        """Instants for ordering, wall-clock times and zone for what was meant."""
        return {
            "title": record.title,
            "sort": sort_key(record.title),
            "kind": record.kind.value,
            "status": record.status.value,
            "place": record.place,
            "starts": record.when.start_utc,
            "ends": record.when.end_utc,
            "start_wall": record.when.start,
            "end_wall": record.when.end,
            "zone": record.when.zone,
            "all_day": record.when.all_day,
            "uid": record.uid,
            "recurring": bool(record.recurrence),
        }

    def words_of(self, record: Event) -> str:
        """Title, place, people, notes and tags."""
        return index_text(
            record.title, record.place, record.booth, record.description, record.notes, *record.staff, *record.tags
        )

    def terms_of(self, record: Event) -> Iterable[tuple[str, str]]:
        """Tags, and where an imported event came from."""
        yield from (("tag", tag) for tag in record.tags)
        yield from (("origin", origin) for origin in record.origins)

    def write_relations(self, record: Event) -> None:
        """Write the featured tenders."""
        rows = [{"tender": tender} for tender in record.tenders]
        self._replace_links(tables.event_tender, "event", record.id, rows)

    def list_columns(self) -> dict[str, ColumnElement[Any]]:
        """How many conversations were logged there."""
        talks = select(func.count()).where(tables.meeting.c.event == self.table.c.id).scalar_subquery()
        return {"meetings": talks}

    def cells(self, body: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """The event as a list shows it; "when" is the plain form of a `When`."""
        names = ("title", "when", "kind", "status", "place", "booth", "staff", "tags")
        return values | {name: body[name] for name in names}

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """By time, or Swedish order by title."""
        c = self.table.c
        orders: dict[str, Sequence[ColumnElement[Any]]] = {
            "when": (c.starts,),
            "title": (c.sort,),
            "kind": (c.kind, c.starts),
            "place": (self._swedish(c.place), c.starts),
        }
        return orders[name]

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """Kind, status, from and before an instant (ISO, aware), and exact terms."""
        c = self.table.c
        if name in ("kind", "status"):
            return c[name].in_(values)
        if name == "from":
            return or_(c.ends >= datetime.fromisoformat(values[0]), c.recurring)
        if name == "before":
            return c.starts < datetime.fromisoformat(values[0])
        return super().filter_condition(name, values)

    def between(self, first: datetime, last: datetime) -> list[Event]:
        """Return the events that touch the time from `first` to `last` (aware), and every series begun before `last`.

        A moved date of a series comes too, wherever it was moved to: it takes the place of the date that it replaces.
        """
        c = self.table.c
        touching = (c.starts < last) & or_(c.ends >= first, c.recurring)
        return self.all(or_(touching, c.uid.in_(self._series_uids())))

    def glances(self, first: datetime, last: datetime) -> list[tuple[EventGlance, When]]:
        """Return what a calendar shows of the events that touch the time from `first` to `last` (aware); no series among them."""
        c = self.table.c
        wanted = select(
            c.id, c.title, c.kind, c.status, c.place, c.body["booth"].as_string(), c.start_wall, c.end_wall, c.zone, c.all_day
        ).where(c.starts < last, c.ends >= first, c.recurring.is_(False), c.uid.not_in(self._series_uids()))
        return [
            (EventGlance(one, title, _KINDS[kind], _STATUSES[status], place, booth or ""), When(start, end, zone, all_day))
            for one, title, kind, status, place, booth, start, end, zone, all_day in self.connection.execute(wanted)
        ]

    def touching(self, first: datetime, last: datetime) -> int:
        """Return how many events touch the time from `first` to `last` (aware), a series as one that begins in it."""
        c = self.table.c
        wanted = select(func.count()).select_from(self.table).where(c.starts < last, c.ends >= first)
        return self.connection.execute(wanted).scalar_one()

    def families(self, last: datetime) -> list[Event]:
        """Return every series begun before `last` (aware), with all moved dates, wherever they were moved to."""
        c = self.table.c
        return self.all(or_(c.recurring & (c.starts < last), c.uid.in_(self._series_uids())))

    def first_day(self) -> date | None:
        """Return the day on which the earliest event begins, on its own clock; None where there is no event."""
        found = self.connection.execute(select(func.min(self.table.c.start_wall))).scalar_one()
        return found.date() if found is not None else None

    def last_day(self) -> date | None:
        """Return the day on which the latest event begins (of a series its first), on its own clock; None where there is none."""
        found = self.connection.execute(select(func.max(self.table.c.start_wall))).scalar_one()
        return found.date() if found is not None else None

    def _series_uids(self) -> Select[tuple[str]]:
        return select(self.table.c.uid).where(self.table.c.recurring)

    def spans(self, first: datetime, last: datetime) -> list[tuple[UUID, datetime, datetime]]:
        """Return (id, start, end) of the single events that touch the time from `first` to `last` (aware), by start.

        Cancelled ones are left out, and those that last longer than 62 days: they are campaigns that nobody stands at.
        """
        c = self.table.c
        wanted = (
            select(c.id, c.starts, c.ends)
            .where(c.starts >= first - LONGEST_STAY, c.starts < last, c.ends > first, ~c.recurring)
            .where(c.status != EventStatus.CANCELLED.value)
            .order_by(c.starts, c.row)
        )
        return [(row.id, row.starts, row.ends) for row in self.connection.execute(wanted)]

    def by_uid(self, uid: str) -> list[Event]:
        """Return the events with this calendar UID: one, or a series and its moved occurrences."""
        return self.all(self.table.c.uid == uid)

    def next_after(self, now: datetime, most: int) -> list[Event]:
        """Return the coming events that are not cancelled, soonest first, those under way included."""
        c = self.table.c
        wanted = (
            select(c.id)
            .where(c.ends >= now, c.status != EventStatus.CANCELLED.value)
            .order_by(c.starts, c.row)
            .limit(most)
        )
        ids = list(self.connection.execute(wanted).scalars())
        found = self.many(ids)
        return [found[one] for one in ids]

    def marks_of(self, tenders: Sequence[UUID]) -> list[tuple[UUID, UUID, str, date]]:
        """Return (tender, event, title, first day) of the events, but for cancelled ones, that show one of these tenders."""
        shown, event = tables.event_tender.c, self.table.c
        found: list[tuple[UUID, UUID, str, date]] = []
        for start in range(0, len(tenders), SLICE):
            wanted = (
                select(shown.tender, event.id, event.title, event.start_wall)
                .join(self.table, event.id == shown.event)
                .where(shown.tender.in_(tenders[start : start + SLICE]), event.status != EventStatus.CANCELLED.value)
            )
            found += [(row[0], row[1], row[2], row[3].date()) for row in self.connection.execute(wanted)]
        return found

    def featuring(self, tender: UUID) -> list[Event]:
        """Return the events that show a tender."""
        shown = select(tables.event_tender.c.event).where(tables.event_tender.c.tender == tender)
        return self.all(self.table.c.id.in_(shown))
