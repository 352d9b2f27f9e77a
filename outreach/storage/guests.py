"""Guests of our own events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, case, func, or_, select

from outreach.domain.guest import Attendance, Guest
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.storage import tables
from outreach.storage.people import shown_name
from outreach.storage.store import SLICE, Store


class GuestStore(Store[Guest]):
    """The guests."""

    kind: ClassVar[Kind] = Kind.GUEST
    table: ClassVar[Table] = tables.guest
    record_type = Guest

    def columns_of(self, record: Guest) -> dict[str, Any]:
        """Where, who, and whether they came."""
        names = ("event", "person", "company", "name", "arrived")
        values = {name: getattr(record, name) for name in names}
        return values | {"sort": sort_key(record.name), "attendance": record.attendance.value}

    def list_columns(self) -> dict[str, ColumnElement[Any]]:
        """The names of the register, which may have changed since."""
        c = self.table.c
        return {
            "person": shown_name(c.person),
            "company": select(tables.company.c.name).where(tables.company.c.id == c.company).scalar_subquery(),
            "arrived": c.arrived,
        }

    def cells(self, body: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """The guest as a list shows it."""
        links = {"person_id": body["person"], "company_id": body["company"], "event_id": body["event"]}
        own = {name: body[name] for name in ("attendance", "walk_in", "note")}
        return values | links | own | {"name": values["person"] or body["name"], "company": values["company"] or ""}

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """Swedish order by name, by arrival, or who came first."""
        c = self.table.c
        came = case({Attendance.CAME.value: 0, Attendance.UNKNOWN.value: 1}, value=c.attendance, else_=2)
        return {"name": (c.sort,), "arrived": (c.arrived,), "attendance": (came, c.sort)}[name]

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """At an event, by attendance, one person's."""
        c = self.table.c
        if name == "attendance":
            return c.attendance.in_(values)
        if name in ("event", "person", "company"):
            return c[name].in_([UUID(value) for value in values])
        return super().filter_condition(name, values)

    def at_event(self, event: UUID) -> list[Guest]:
        """Return the guests of an event, in Swedish order of their names."""
        found = self.all(self.table.c.event == event)
        return sorted(found, key=lambda guest: sort_key(guest.name))

    def twins(self) -> list[list[UUID]]:
        """Return, for each person who stands on one event's list more than once, the ids of these guests."""
        c = self.table.c
        double = select(c.event, c.person).where(c.person.is_not(None)).group_by(c.event, c.person).having(func.count() > 1)
        found: list[list[UUID]] = []
        for event, person in self.connection.execute(double).all():
            found.append(list(self.connection.execute(select(c.id).where(c.event == event, c.person == person)).scalars()))
        return found

    def at_events(self, events: Sequence[UUID]) -> list[Guest]:
        """Return the guests of several events."""
        found: list[Guest] = []
        for start in range(0, len(events), SLICE):
            found += self.all(self.table.c.event.in_(events[start : start + SLICE]))
        return found

    def tally(self, event: UUID) -> dict[Attendance, int]:
        """Return how many guests of an event there are of each attendance."""
        c = self.table.c
        wanted = select(c.attendance, func.count()).where(c.event == event).group_by(c.attendance)
        found = {Attendance(name): count for name, count in self.connection.execute(wanted).all()}
        return {one: found.get(one, 0) for one in Attendance}

    def using(self, record_id: UUID) -> list[Guest]:
        """Return the guests that name an event, a person or a company."""
        c = self.table.c
        return self.all(or_(c.event == record_id, c.person == record_id, c.company == record_id))
