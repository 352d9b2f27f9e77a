"""People and their roles at companies."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, exists, func, select, update

from outreach.domain.alike import person_blocks
from outreach.domain.contact import phone_digits
from outreach.domain.informing_due import owed_since
from outreach.domain.listing import Listing, Row
from outreach.domain.person import Person, person_key
from outreach.domain.record import Kind, to_plain
from outreach.domain.search_text import index_text
from outreach.domain.sorting import sort_key
from outreach.domain.usable import WhyNot, flags_of
from outreach.storage import tables
from outreach.storage.contact_terms import contact_terms, contact_words
from outreach.storage.store import SLICE, Store
from outreach.storage.timeline import last_met, met_condition, next_step, promised_condition

#: The terms under which people with a flag are found, and those whose data came from others and who have not been told.
FLAG = "flag"
UNINFORMED = "uninformed"
#: What a walk through all rows sees of who is hidden.
_BLANK: dict[str, Any] = to_plain(Person(name=""))


class PersonStore(Store[Person]):
    """The people of the register."""

    kind: ClassVar[Kind] = Kind.PERSON
    table: ClassVar[Table] = tables.person
    record_type = Person

    def __init__(self, connection: Connection, *, hides_protected: bool = False) -> None:
        super().__init__(connection)
        #: Whether who has a protected address is not there for whoever asks (`View.with_everybody` shows them).
        self.hides_protected = hides_protected
        # While many are inserted at once, the names of all their companies.
        self._names: dict[UUID, str] | None = None

    def columns_of(self, record: Person) -> dict[str, Any]:
        """Name and orders; the order by company is that of the first role."""
        company = self._company_names(record)[:1]
        return {
            "name": record.name,
            "sort": sort_key(record.name),
            "family": record.family,
            "family_sort": sort_key(record.family or record.name),
            # People without a company stand after all others.
            "company_sort": sort_key(company[0]) if company else "~",
        }

    def words_of(self, record: Person) -> str:
        """Name, companies, titles, numbers, mailboxes, tags, notes and places."""
        return index_text(
            record.name,
            record.given,
            record.family,
            record.notes,
            record.source,
            *record.tags,
            *(role.title for role in record.roles),
            *self._company_names(record),
            *(address.city for address in record.addresses),
            contact_words(record.emails, record.phones),
        )

    def terms_of(self, record: Person) -> Iterable[tuple[str, str]]:
        """What a person is recognised by, and what lists filter by."""
        yield "name", person_key(record.name)
        yield from (("alike", key) for key in person_blocks(record.name))
        yield from contact_terms(record.emails, record.phones)
        yield from (("tag", tag) for tag in record.tags)
        yield from (("origin", origin) for origin in record.origins)
        yield from ((FLAG, flag.value) for flag in flags_of(record))
        owed = owed_since(record)
        if owed is not None:
            yield UNINFORMED, owed.isoformat()

    def write_relations(self, record: Person) -> None:
        """Write the roles."""
        roles = [{"company": role.company, "title": role.title} for role in record.roles]
        self._replace_links(tables.role, "person", record.id, roles)

    def insert(self, record: Person, now: datetime, created: datetime | None = None, key: int | None = None) -> None:
        """Write a new person; the names of the companies are read once, for the order and for the search words."""
        with self._names_of_companies([record]):
            super().insert(record, now, created, key)

    def update(self, record: Person, expected_version: int, now: datetime, before: Person | None = None) -> bool:
        """Write a changed person; the names of the companies are read once, for the order and for the search words."""
        with self._names_of_companies([record] if before is None else [record, before]):
            return super().update(record, expected_version, now, before)

    def insert_many(
        self,
        records: Sequence[Person],
        now: datetime,
        places: Sequence[tuple[datetime, int]] = (),
        created: Sequence[datetime] = (),
    ) -> None:
        """Write new people; the names of their companies are read once for all of them."""
        with self._names_of_companies(records):
            super().insert_many(records, now, places, created)

    def update_many(self, records: Sequence[Person], now: datetime) -> bool:
        """Write changed people; the names of their companies are read once for all of them."""
        with self._names_of_companies(records):
            return super().update_many(records, now)

    @contextmanager
    def _names_of_companies(self, records: Sequence[Person]) -> Iterator[None]:
        self._names = self._read_names({role.company for record in records for role in record.roles})
        try:
            yield
        finally:
            self._names = None

    def list_columns(self) -> dict[str, ColumnElement[Any]]:
        """Companies by name, and figures that come from other tables."""
        names = (
            select(func.min(tables.company.c.name))
            .where(
                tables.company.c.id == tables.role.c.company,
                tables.role.c.person == self.table.c.id,
                tables.role.c.position == 0,
            )
            .scalar_subquery()
        )
        return {
            "created": self.table.c.created,
            "companies": names,
            "last_met": last_met(tables.meeting.c.person == self.table.c.id),
            "next_step": next_step(tables.follow_up.c.person == self.table.c.id),
        }

    def cells(self, body: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """First of each contact, first role, tags."""
        more = len(body["roles"]) - 1
        companies = values["companies"] or ""
        return values | {
            "name": body["name"],
            "family": body["family"],
            "companies": f"{companies} +{more}" if more > 0 else companies,
            "title": body["roles"][0]["title"] if body["roles"] else "",
            "phone": body["phones"][0]["number"] if body["phones"] else "",
            "email": body["emails"][0]["address"] if body["emails"] else "",
            "tags": body["tags"],
            "source": body["source"],
        }

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """Swedish order by name, family name or company; figures by themselves."""
        c = self.table.c
        orders: dict[str, Sequence[ColumnElement[Any]]] = {
            "name": (c.sort,),
            "family": (c.family_sort, c.sort),
            "companies": (c.company_sort, c.sort),
            "created": (c.created,),
        }
        if name in ("last_met", "next_step"):
            return (self.list_columns()[name],)
        return orders[name]

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """Company, municipality of the company, met or never met, promised, at an event, and exact terms."""
        c = self.table.c
        if name == "company":
            ids = [UUID(value) for value in values]
            return exists().where(and_(tables.role.c.person == c.id, tables.role.c.company.in_(ids)))
        if name == "municipality":
            placed = select(tables.role.c.person).where(
                tables.role.c.company == tables.company.c.id, tables.company.c.municipality.in_(values)
            )
            return c.id.in_(placed)
        if name == "met":
            return met_condition(tables.meeting.c.person == c.id, values)
        if name == "follow_up":
            return promised_condition(tables.follow_up.c.person == c.id, values)
        if name in (FLAG, "purpose"):
            return self._has_term(FLAG, values) if name == FLAG else c.body["purpose"].as_string().in_(values)
        if name == "event":
            at_event = tables.meeting.c.event.in_([UUID(value) for value in values])
            return exists().where(and_(tables.meeting.c.person == c.id, at_event))
        return super().filter_condition(name, values)

    # Who is not shown -------------------------------------------------------------------------------------------------

    def flagged(self, flag: str) -> list[UUID]:
        """Return the ids of those who carry a flag ("protected"), whoever asks."""
        wanted = self._built("flagged", self._flagged_wanted)
        return list(self.connection.execute(wanted, {"flag": flag}).scalars())

    def _flagged_wanted(self) -> Select[Any]:
        term = tables.term.c
        return select(term.owner).where(term.field == FLAG, term.value == bindparam("flag"), term.kind == self.kind.value)

    def uninformed(self) -> list[Person]:
        """Return the people who have not been told what we keep and should have been, whose data came first standing first."""
        term, c = tables.term.c, self.table.c
        owners = select(term.owner).where(term.field == UNINFORMED, term.kind == self.kind.value)
        return sorted(self.all(c.id.in_(owners)), key=lambda one: (owed_since(one) or date.max, sort_key(one.name)))

    def hidden(self) -> frozenset[UUID]:
        """Return the ids of those who are not shown here; empty, after one look at an index, in nearly every workspace."""
        return frozenset(self.flagged(WhyNot.PROTECTED.value)) if self.hides_protected else frozenset()

    def get(self, record_id: UUID) -> Person | None:
        """Return the person, or None; who is hidden is as absent as who was never there."""
        found = super().get(record_id)
        return None if found is not None and self.hides_protected and found.protected else found

    def count_rows(self) -> int:
        """Return how many there are."""
        return super().count_rows() - len(self.hidden())

    def _order(self, listing: Listing) -> Hashable:
        return super()._order(listing), self.hides_protected

    def key_of(self, record_id: UUID) -> int | None:
        """Return the row key of a person."""
        return None if record_id in self.hidden() else super().key_of(record_id)

    def ids_by_terms(self, field: str, values: Sequence[str]) -> dict[str, list[UUID]]:
        """Return the ids of the people who carry one of these terms, by term."""
        found, hidden = super().ids_by_terms(field, values), self.hidden()
        if not hidden:
            return found
        left = {value: [one for one in ids if one not in hidden] for value, ids in found.items()}
        return {value: ids for value, ids in left.items() if ids}

    def owners(self, terms: Iterable[tuple[str, str]], most: int) -> set[UUID]:
        """Return the ids that carry any of these terms."""
        return super().owners(terms, most) - self.hidden()

    def bodies_of(self, ids: Iterable[UUID]) -> list[tuple[UUID, dict[str, Any]]]:
        """Return id and plain form of these people."""
        return [one for one in super().bodies_of(ids) if not (self.hides_protected and one[1].get("protected"))]

    def bodies_after(self, key: int, most: int) -> list[tuple[int, UUID, dict[str, Any]]]:
        """Return row key, id and plain form of up to `most` people; a hidden one keeps its place without a name."""
        found = super().bodies_after(key, most)
        if not self.hides_protected:
            return found
        return [(row, one, _BLANK | {"protected": True} if body.get("protected") else body) for row, one, body in found]

    def rows(self, keys: Sequence[int]) -> list[Row]:
        """Return the rows with these keys, in this order."""
        found, hidden = super().rows(keys), self.hidden()
        return [row for row in found if row.id not in hidden] if hidden else found

    def _records(self, wanted: Select[Any], values: dict[str, Any]) -> list[Person]:
        found = super()._records(wanted, values)
        return [one for one in found if not one.protected] if self.hides_protected else found

    def _listed(self, listing: Listing, what: ColumnElement[Any]) -> Select[Any]:
        wanted, hidden = super()._listed(listing, what), self.hidden()
        return wanted.where(self.table.c.id.not_in(hidden)) if hidden else wanted

    def named(self, name: str) -> list[Person]:
        """Return the people with this name, but for case and signs."""
        return self.by_term("name", person_key(name))

    def by_phone(self, number: str) -> list[Person]:
        """Return the people with this telephone number."""
        return self.by_term("phone", phone_digits(number))

    def at_company(self, company: UUID) -> list[Person]:
        """Return the people who have a role at a company."""
        # By the roles of the company: asking of each person whether there is one reads the whole register.
        return self.all(self.table.c.id.in_(select(tables.role.c.person).where(tables.role.c.company == company)))

    def ids_at_company(self, company: UUID, most: int) -> list[UUID]:
        """Return the ids of up to `most` people who have a role at a company."""
        role, hidden = tables.role.c, self.hidden()
        wanted = select(role.person).where(role.company == company).limit(most + len(hidden))
        return [one for one in self.connection.execute(wanted).scalars() if one not in hidden][:most]

    def refresh(self, person: Person) -> None:
        """Write order and search words anew after the name of a company has changed."""
        self.connection.execute(update(self.table).where(self.table.c.id == person.id).values(self.columns_of(person)))
        self.reindex([person])

    def _company_names(self, record: Person) -> list[str]:
        ids = [role.company for role in record.roles]
        names = self._read_names(ids) if self._names is None else self._names
        return [names[company] for company in ids if company in names]

    def _read_names(self, companies: Collection[UUID]) -> dict[UUID, str]:
        found: dict[UUID, str] = {}
        wanted, asked = list(companies), self._built("names", self._names_wanted)
        for start in range(0, len(wanted), SLICE):
            found |= {row.id: row.name for row in self.connection.execute(asked, {"wanted": wanted[start : start + SLICE]})}
        return found

    def _names_wanted(self) -> Select[Any]:
        c = tables.company.c
        return select(c.id, c.name).where(c.id.in_(bindparam("wanted", expanding=True)))


def shown_name(person: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the name of the person whose id a column holds, as lists of other kinds show it; nothing of who is protected."""
    c, term = tables.person.c, tables.term.c
    protected = select(term.owner).where(
        term.field == FLAG, term.value == WhyNot.PROTECTED.value, term.kind == Kind.PERSON.value
    )
    return select(c.name).where(c.id == person, c.id.not_in(protected)).scalar_subquery()
