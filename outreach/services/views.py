"""Saved views: filter, columns and sorting under a name. One view is list, export, mailing list and invitation list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.work import Work


#: How far back "coming, and what was lately" reaches.
NEAR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Addresses:
    """E-mail addresses for one message: each once, in the order of the list. `without` have none."""

    addresses: tuple[str, ...]
    without: int

    @property
    def text(self) -> str:
        """The addresses as mail programs take them in a Bcc line."""
        return "; ".join(self.addresses)


def at_instant(listing: Listing, now: datetime) -> Listing:
    """Say the filter of time ("near", "coming", "past") as instants: only now is it known what "coming" means."""
    known = {"near": ("from", now - NEAR), "coming": ("from", now), "past": ("before", now)}
    filters = []
    for name, value in listing.filters:
        meant = known.get(value) if name == "time" else None
        filters.append((meant[0], meant[1].isoformat()) if meant is not None else (name, value))
    return replace(listing, filters=tuple(filters))


class Views(Records[SavedView]):
    """The verbs for saved views. A view is recomputed each time it is used."""

    kind: ClassVar[Kind] = Kind.VIEW

    def checked(self, work: Work, record: SavedView) -> SavedView:
        """Clean the name, which no other view of the same kind may have."""
        name = " ".join(record.name.split())
        if not name:
            raise InvalidInput(N_("Name"), N_("A view needs a name."))
        taken = (one for one in work.saved_views.of(record.of) if one.id != record.id)
        if any(one.name.casefold() == name.casefold() for one in taken):
            raise InvalidInput(N_("Name"), N_("There is a view of this name already."))
        return replace(record, name=name)

    def of(self, kind: Kind) -> list[SavedView]:
        """Return the views of a kind, in Swedish order."""
        with self.database.read() as view:
            return view.saved_views.of(kind)

    def named(self, name: str, of: Kind | None = None) -> SavedView:
        """Return the view that `name` means: its id or its name, of one kind where that is told. Raises NotFound."""
        wanted = " ".join(name.split()).casefold()
        with self.database.read() as view:
            for one in view.saved_views.all() if of is None else view.saved_views.of(of):
                if wanted == one.name.casefold() or wanted == str(one.id):
                    return one
        raise NotFound(name)

    def records_of(self, saved: SavedView) -> list[UUID]:
        """Return the ids of what a view shows now, in its order."""
        with self.database.read() as view:
            return view.store(saved.of).ids(self.listing_of(saved))

    def listing_of(self, saved: SavedView) -> Listing:
        """Return the list that a view shows now."""
        return at_instant(saved.listing, self.database.signature.clock())

    def addresses(self, kind: Kind, ids: Sequence[UUID]) -> Addresses:
        """Return the first e-mail address of each person or company, each address once: a shared mailbox is written to once."""
        with self.database.read() as view:
            found = view.store(kind).many(ids)
        known: dict[str, str] = {}
        without = 0
        for record in (found[one] for one in ids if one in found):
            emails = [email.address for email in getattr(record, "emails", ()) if "@" in email.address]
            if emails:
                known.setdefault(emails[0].casefold(), emails[0])
            else:
                without += 1
        return Addresses(tuple(known.values()), without)

    def people_of(self, kind: Kind, ids: Sequence[UUID]) -> list[UUID]:
        """Return the people whom a list means: themselves, or everybody at its companies, each once."""
        if kind is Kind.PERSON:
            return list(ids)
        with self.database.read() as view:
            found = [person.id for one in ids for person in view.people.at_company(one)] if kind is Kind.COMPANY else []
        return list(dict.fromkeys(found))
