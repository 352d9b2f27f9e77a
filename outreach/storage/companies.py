"""Companies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, and_, case, exists, func, or_, select

from outreach.domain.alike import company_blocks
from outreach.domain.codes import municipality_name
from outreach.domain.company import Company, SizeClass, name_key
from outreach.domain.contact import phone_digits
from outreach.domain.coverage import read_branch, read_reached
from outreach.domain.record import Kind
from outreach.domain.search_text import index_text
from outreach.domain.sorting import sort_key
from outreach.storage import tables
from outreach.storage.contact_terms import contact_terms, contact_words
from outreach.storage.coverage import branch_condition, reached_condition
from outreach.storage.next_contacts import next_contact_column, next_contact_condition
from outreach.storage.store import Store
from outreach.storage.timeline import last_met, met_condition, next_step, promised_condition

_SIZE_ORDER = {size.value: number for number, size in enumerate(SizeClass)}


class CompanyStore(Store[Company]):
    """The companies of the register."""

    kind: ClassVar[Kind] = Kind.COMPANY
    table: ClassVar[Table] = tables.company
    record_type = Company

    def columns_of(self, record: Company) -> dict[str, Any]:
        """Name, order, and what lists filter by."""
        return {
            "name": record.name,
            "sort": sort_key(record.name),
            "org_number": record.org_number,
            "municipality": record.municipality,
            "size": record.size.value,
        }

    def words_of(self, record: Company) -> str:
        """Name, numbers, mailboxes, tags, notes and places."""
        return index_text(
            record.name,
            record.org_number,
            record.website,
            record.notes,
            *record.tags,
            *(address.city for address in record.addresses),
            contact_words(record.emails, record.phones),
        )

    def terms_of(self, record: Company) -> Iterable[tuple[str, str]]:
        """What a company is recognised by, and what lists filter by."""
        yield "name", name_key(record.name)
        yield from (("alike", key) for key in company_blocks(record.name))
        if record.org_number:
            yield "org_number", record.org_number
        yield from contact_terms(record.emails, record.phones)
        yield from (("tag", tag) for tag in record.tags)
        yield from (("cpv", code) for code in record.cpv)
        yield from (("sni", code) for code in record.sni)
        yield from (("origin", origin) for origin in record.origins)

    def list_columns(self) -> dict[str, ColumnElement[Any]]:
        """Figures that come from other tables."""
        people = select(func.count(tables.role.c.person.distinct())).where(tables.role.c.company == self.table.c.id)
        return {
            "created": self.table.c.created,
            "people": people.scalar_subquery(),
            "last_met": last_met(tables.meeting.c.company == self.table.c.id),
            "next_step": next_step(tables.follow_up.c.company == self.table.c.id),
            "next_contact": next_contact_column(),
        }

    def cells(self, body: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """First of each contact, codes and tags."""
        return values | {
            "name": body["name"],
            "municipality": body["municipality"],
            "industry": body["sni"],
            "tags": body["tags"],
            "phone": body["phones"][0]["number"] if body["phones"] else "",
            "email": body["emails"][0]["address"] if body["emails"] else "",
            "org_number": body["org_number"],
            "sole_trader": body["sole_trader"],
            "size": body["size"],
            "cpv": body["cpv"],
        }

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """Swedish order by name; figures by themselves."""
        c = self.table.c
        orders: dict[str, Sequence[ColumnElement[Any]]] = {
            "name": (c.sort,),
            "municipality": (self._swedish(c.municipality), c.sort),
            "org_number": (c.org_number, c.sort),
            "size": (case(_SIZE_ORDER, value=c.size, else_=0), c.sort),
            "created": (c.created,),
        }
        if name in ("last_met", "next_step", "next_contact"):
            return (self.list_columns()[name],)
        return orders[name]

    def _shown(self, name: str, value: str) -> str:
        return municipality_name(value) if name == "municipality" else value

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """Municipality, size, met or never met, promised, next contact, at an event, how far it has come, branch, exact terms."""
        c = self.table.c
        if name in ("municipality", "size"):
            return c[name].in_(values)
        if name == "met":
            return met_condition(tables.meeting.c.company == c.id, values)
        if name == "follow_up":
            return promised_condition(tables.follow_up.c.company == c.id, values)
        if name == "next_contact":
            return next_contact_condition(values)
        if name == "event":
            at_event = tables.meeting.c.event.in_([UUID(value) for value in values])
            return exists().where(and_(tables.meeting.c.company == c.id, at_event))
        if name == "reached":
            return or_(*(reached_condition(self.connection, read_reached(value)) for value in values))
        if name == "branch":
            return or_(*(branch_condition(read_branch(value)) for value in values))
        return super().filter_condition(name, values)

    def named(self, name: str) -> list[Company]:
        """Return the companies whose name is the same but for legal form, case and signs."""
        return self.by_term("name", name_key(name))

    def by_phone(self, number: str) -> list[Company]:
        """Return the companies with this telephone number."""
        return self.by_term("phone", phone_digits(number))
