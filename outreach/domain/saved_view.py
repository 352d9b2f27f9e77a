"""A saved view: filter, columns and sorting under a name. One view is list, mailing list, print list and invitation list."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.listing import Listing
from outreach.domain.record import Kind, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView(Record):
    """A named view of the records of kind `of`. It holds the question, never the answer, so it is always up to date.

    `filters` are the (name, value) pairs of a `Listing`; the pair ("only", id) names a record by hand, so that a list put
    together one by one is a view too. `columns` are names of `listing.COLUMNS`, in order; empty means those shown at first.
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
