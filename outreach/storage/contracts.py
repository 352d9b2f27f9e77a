"""Contracts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, and_, exists, func, or_, select

from outreach.domain.contract import Contract
from outreach.domain.contract_days import last_day, open_deviations
from outreach.domain.record import Kind
from outreach.domain.search_text import index_text
from outreach.domain.sorting import sort_key
from outreach.domain.tender import Tender
from outreach.storage import tables
from outreach.storage.store import SLICE, Store
from outreach.storage.tenders import TenderStore

_DAYS = ("starts", "ends", "next_check")


class ContractStore(Store[Contract]):
    """The contracts."""

    kind: ClassVar[Kind] = Kind.CONTRACT
    table: ClassVar[Table] = tables.contract
    record_type = Contract

    def columns_of(self, record: Contract) -> dict[str, Any]:
        """What lists filter and sort by; `ends` counts the options that were called, `next_check` is the earliest to do."""
        due = [check.due for promise in record.promises for check in promise.checks if check.done is None]
        names = ("title", "supplier", "company", "tender", "officer", "starts", "closed")
        return {name: getattr(record, name) for name in names} | {
            "ends": last_day(record),
            "sort": sort_key(record.title),
            "next_check": min(due, default=None) if record.closed is None else None,
            "value_hundredths": record.value.hundredths if record.value else None,
        }

    def words_of(self, record: Contract) -> str:
        """Title, supplier, reference, promises, notes and tags."""
        promises = (promise.text for promise in record.promises)
        return index_text(record.title, record.supplier, record.reference, record.notes, *promises, *record.tags)

    def terms_of(self, record: Contract) -> Iterable[tuple[str, str]]:
        """Tags, the results it was made from, an open deviation, and the words under which it is found."""
        yield from (("tag", tag) for tag in record.tags)
        yield from (("origin", origin) for origin in record.origins)
        yield from (("word", word) for word in self.words_of(record).split())
        if next(open_deviations(record), None) is not None:
            yield "deviation", "open"

    def list_columns(self) -> dict[str, ColumnElement[Any]]:
        """The days, as the database keeps them."""
        return {name: self.table.c[name] for name in _DAYS}

    def cells(self, body: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """The contract as a list shows it; how it stands today is told by the service, which knows the day."""
        names = ("title", "supplier", "reference", "officer", "tags", "value")
        promises = [one["text"] for one in body["promises"]]
        return values | {name: body[name] for name in names} | {"promises": len(promises), "state": ""}

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """By day with the unknown last, by value, or by words."""
        c = self.table.c
        if name in _DAYS:
            return (c[name], c.sort)
        orders: dict[str, Sequence[ColumnElement[Any]]] = {
            "title": (c.sort,),
            "supplier": (self._swedish(c.supplier), c.sort),
            "officer": (self._swedish(c.officer), c.sort),
            "value": (c.value_hundredths, c.sort),
        }
        return orders[name]

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """How it stands ("running:DAY", "ended:DAY", "closed", "open"), ending between two days, open deviation, whose it is."""
        c = self.table.c
        if name == "officer":
            return c.officer.in_(values)
        if name in ("company", "tender"):
            return c[name].in_([UUID(value) for value in values])
        if name == "ends":
            spans = (value.partition("..")[::2] for value in values)
            within = [c.ends.between(date.fromisoformat(first), date.fromisoformat(last)) for first, last in spans]
            return and_(c.closed.is_(None), or_(*within))
        if name == "state":
            return or_(*(self._stands(value) for value in values))
        if name == "deviation":
            return self._has_term(name, values)
        return super().filter_condition(name, values)

    def _stands(self, value: str) -> ColumnElement[bool]:
        c = self.table.c
        word, _, text = value.partition(":")
        if word in ("closed", "open"):
            return c.closed.is_not(None) if word == "closed" else c.closed.is_(None)
        day = date.fromisoformat(text)
        if word == "ended":
            return and_(c.closed.is_(None), c.ends < day)
        if word == "running":
            return and_(c.closed.is_(None), or_(c.ends.is_(None), c.ends >= day))
        raise KeyError(value)

    def open_ones(self) -> list[Contract]:
        """Return the contracts that are followed up."""
        return self.all(self.table.c.closed.is_(None))

    def awarded_tenders(self, most: int) -> list[Tender]:
        """Return the tenders with a lot that has a winner, the latest kept first, up to `most`."""
        result, tender = tables.lot_result.c, tables.tender.c
        won = exists().where(result.tender == tender.id, result.outcome.in_(("selec-w", "")))
        ids = list(
            self.connection.execute(select(tender.id).where(won).order_by(tender.row.desc()).limit(most)).scalars()
        )
        found = TenderStore(self.connection).many(ids)
        return [found[one] for one in ids if any(result.winners for result in found[one].results)]

    def ends_by_tender(self) -> dict[UUID, date | None]:
        """Return the latest known last day of the contracts of each tender that has any, closed ones too; None: none is known."""
        c = self.table.c
        wanted = select(c.tender, func.max(c.ends)).where(c.tender.is_not(None)).group_by(c.tender)
        return dict(self.connection.execute(wanted).all())

    def companies(self) -> list[UUID]:
        """Return the companies that contracts are with, each once."""
        c = self.table.c
        return list(self.connection.execute(select(c.company).where(c.company.is_not(None)).distinct()).scalars())

    def of_tenders(self, tenders: Iterable[UUID]) -> list[Contract]:
        """Return the contracts of these tenders, in the order in which they were kept."""
        wanted = list(tenders)
        parts = (wanted[start : start + SLICE] for start in range(0, len(wanted), SLICE))
        return [one for part in parts for one in self.all(self.table.c.tender.in_(part))]

    def of_tender(self, tender: UUID) -> list[Contract]:
        """Return the contracts of a tender, in the order in which they were kept."""
        return self.all(self.table.c.tender == tender)

    def with_company(self, company: UUID) -> list[Contract]:
        """Return the contracts with a company, in the order in which they were kept."""
        return self.all(self.table.c.company == company)
