"""Contracts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Table

from outreach.domain.contract import Contract
from outreach.domain.record import Kind
from outreach.domain.search_text import index_text
from outreach.domain.sorting import sort_key
from outreach.storage import tables
from outreach.storage.store import Store


class ContractStore(Store[Contract]):
    """The contracts."""

    kind: ClassVar[Kind] = Kind.CONTRACT
    table: ClassVar[Table] = tables.contract
    record_type = Contract

    def columns_of(self, record: Contract) -> dict[str, Any]:
        """What lists filter and sort by; `next_check` is the earliest check still to do."""
        due = [check.due for promise in record.promises for check in promise.checks if check.done is None]
        names = ("title", "supplier", "company", "tender", "officer", "starts", "ends", "closed")
        return {name: getattr(record, name) for name in names} | {
            "sort": sort_key(record.title),
            "next_check": min(due, default=None) if record.closed is None else None,
            "value_hundredths": record.value.hundredths if record.value else None,
        }

    def words_of(self, record: Contract) -> str:
        """Title, supplier, reference, promises, notes and tags."""
        promises = (promise.text for promise in record.promises)
        return index_text(record.title, record.supplier, record.reference, record.notes, *promises, *record.tags)

    def terms_of(self, record: Contract) -> Iterable[tuple[str, str]]:
        """Tags, and the results it was made from."""
        yield from (("tag", tag) for tag in record.tags)
        yield from (("origin", origin) for origin in record.origins)

    def of_tender(self, tender: UUID) -> list[Contract]:
        """Return the contracts of a tender, in the order in which they were kept."""
        return self.all(self.table.c.tender == tender)

    def with_company(self, company: UUID) -> list[Contract]:
        """Return the contracts with a company, in the order in which they were kept."""
        return self.all(self.table.c.company == company)
