"""Events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, func, or_, select

from outreach.domain.event import Event, EventStatus
from outreach.domain.record import Kind
from outreach.domain.search_text import index_text
from outreach.domain.sorting import sort_key
from outreach.storage import tables
from outreach.storage.store import Store

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
        """Return the events that touch the time from `first` to `last` (aware), and every series begun before `last`."""
        c = self.table.c
        return self.all(c.starts < last, or_(c.ends >= first, c.recurring))

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

    def series_before(self, last: datetime) -> list[Event]:
        """Return every series begun before `last` (aware)."""
        c = self.table.c
        return self.all(c.starts < last, c.recurring)

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

    def featuring(self, tender: UUID) -> list[Event]:
        """Return the events that show a tender."""
        shown = select(tables.event_tender.c.event).where(tables.event_tender.c.tender == tender)
        return self.all(self.table.c.id.in_(shown))
