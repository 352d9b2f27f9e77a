"""A saved view: filter, columns and sorting under a name. One view is list, mailing list, print list and invitation list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from outreach.domain.listing import Listing
from outreach.domain.record import Kind, Record

#: The filter that names records one by one.
PICKED = "only"
#: The kinds of record that have views.
VIEWED = (Kind.COMPANY, Kind.PERSON, Kind.EVENT, Kind.TENDER, Kind.CONTRACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView(Record):
    """A named view of the records of kind `of`. It holds the question, never the answer, so it is always up to date.

    `filters` are the (name, value) pairs of a `Listing`; the pair ("only", id) names a record by hand, so that a list put
    together one by one is a view too (an empty id keeps the list one when nobody is left on it). `columns` are names of
    `listing.COLUMNS`, in order; empty means those shown at first.
    """

    name: str
    of: Kind
    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()

    @property
    def listing(self) -> Listing:
        """The list that the view shows."""
        return Listing(self.of, self.text, self.filters, self.sort, self.descending)

    @property
    def is_picked(self) -> bool:
        """Say whether its records are named one by one."""
        return any(name == PICKED for name, _ in self.filters)

    @property
    def picked(self) -> tuple[UUID, ...]:
        """The records that are named one by one, in the order in which they were put in."""
        return tuple(UUID(value) for name, value in self.filters if name == PICKED and value)

    def with_picked(self, ids: Iterable[UUID]) -> SavedView:
        """Return the view with these records named one by one, each once."""
        others = tuple(pair for pair in self.filters if pair[0] != PICKED)
        named = tuple((PICKED, str(one)) for one in dict.fromkeys(ids)) or ((PICKED, ""),)
        return replace(self, filters=(*others, *named))
