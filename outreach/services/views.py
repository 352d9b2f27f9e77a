"""Saved views: filter, columns and sorting under a name. One view is list, export, mailing list and invitation list."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.declining import Channel
from outreach.domain.listing import COLUMNS, Listing
from outreach.domain.record import Kind
from outreach.domain.saved_view import VIEWED, SavedView
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services.declining import may_reach, refused_mailboxes
from outreach.services.leaving import NOTHING_SAID, Leaving, leaving_by
from outreach.services.records import Records
from outreach.services.suggested_views import suggested_named

if TYPE_CHECKING:
    from outreach.storage.work import View, Work

#: Records that can be named one by one; more are better found by a filter, and a database takes only so many values.
MOST_PICKED = 5_000

#: Records that are looked at between two reports of progress.
_SLICE = 500

#: What may stand in a Bcc line: nothing that would end the address there.
_ADDRESS = re.compile(r"[^\s;,<>\"]+@[^\s;,<>\"]+")


@dataclass(frozen=True, slots=True)
class Addresses:
    """E-mail addresses for one message: each once, in the order of the list. `without` have none, `declined` want no such mail."""

    addresses: tuple[str, ...]
    without: int
    declined: int = 0

    @property
    def text(self) -> str:
        """The addresses as mail programs take them in a Bcc line."""
        return "; ".join(self.addresses)


class Views(Records[SavedView]):
    """The verbs for saved views. A view is recomputed each time it is used."""

    kind: ClassVar[Kind] = Kind.VIEW

    def checked(self, work: Work, record: SavedView) -> SavedView:
        """Clean the name, which no other view of the same kind may have; filters and sorting must be such as the list knows."""
        name = " ".join(record.name.split())
        if not name:
            raise InvalidInput(N_("Name"), N_("A view needs a name."))
        taken = (one for one in work.saved_views.of(record.of) if one.id != record.id)
        if any(one.name.casefold() == name.casefold() for one in taken):
            raise InvalidInput(N_("Name"), N_("There is a view of this name already."))
        if len(record.filters) > MOST_PICKED:
            reason = N_("A list put together by hand holds at most {most}; use a filter for more.")
            raise InvalidInput(N_("List"), reason, most=str(MOST_PICKED))
        known = {column.name for column in COLUMNS[record.of]}
        columns = tuple(column for column in dict.fromkeys(record.columns) if column in known)
        checked = replace(record, name=name, columns=columns)
        self._try(work, checked)
        return checked

    def of(self, kind: Kind) -> list[SavedView]:
        """Return the views of a kind, in Swedish order."""
        with self.database.read() as view:
            return view.saved_views.of(kind)

    def all(self) -> list[SavedView]:
        """Return the views of every kind, kind by kind."""
        return [view for kind in VIEWED for view in self.of(kind)]

    def named(self, name: str, of: Kind | None = None) -> SavedView:
        """Return the view that `name` means: its id or its name, of one kind where that is told. Raises NotFound.

        Saved views go before those that are only suggested.
        """
        wanted = " ".join(name.split()).casefold()
        with self.database.read() as view:
            for one in view.saved_views.all() if of is None else view.saved_views.of(of):
                if wanted == one.name.casefold() or wanted == str(one.id):
                    return one
        suggested = suggested_named(wanted, of)
        if suggested is None:
            raise NotFound(name)
        return suggested

    def rename(self, view_id: UUID, name: str) -> Changes:
        """Give a view another name. Raises NotFound, InvalidInput."""
        return self.save(replace(self.get(view_id), name=name))

    # Lists put together by hand --------------------------------------------------------------------------------------

    def put_in(self, view_id: UUID, ids: Iterable[UUID]) -> Changes:
        """Put records into a list; who stands there stays in place. One action. Raises NotFound, InvalidInput."""
        return self._pick(view_id, lambda there: [*there, *ids])

    def take_out(self, view_id: UUID, ids: Iterable[UUID]) -> Changes:
        """Take records out of a list; they stay in the register. One action. Raises NotFound."""
        gone = set(ids)
        return self._pick(view_id, lambda there: [one for one in there if one not in gone])

    def _pick(self, view_id: UUID, change: Any) -> Changes:
        view = self.get(view_id)
        with self.database.work(N_("Changed the list {name}"), name=view.name) as work:
            self.keep(work, view.with_picked(change(view.picked)))
        return work.changes

    # What a view is --------------------------------------------------------------------------------------------------

    def records_of(self, saved: SavedView) -> list[UUID]:
        """Return the ids of what a view shows now, in its order."""
        with self.database.read() as view:
            return view.store(saved.of).ids(self.listing_of(saved))

    def listing_of(self, saved: SavedView) -> Listing:
        """Return the list that a view shows now."""
        return self.at_present(saved.listing)

    def addresses(
        self,
        kind: Kind,
        ids: Sequence[UUID],
        report: Callable[[int, int], None] | None = None,
        leaving: Leaving = NOTHING_SAID,
    ) -> Addresses:
        """Return one e-mail address for each person or company, each address once: a shared mailbox is written to once.

        A company without a mailbox of its own is reached through the people who work there. `report` is told how many are
        looked at, and may raise `Cancelled`; `leaving` says what many of them are to be used for. Raises ReasonNeeded.
        """
        known: dict[str, str] = {}
        without = declined = 0
        with self.database.read() as view:
            for start in range(0, len(ids), _SLICE):
                part = ids[start : start + _SLICE]
                found = view.store(kind).many(part)
                refused = refused_mailboxes(view, found.values()) if kind is Kind.COMPANY else frozenset()
                for record in (found[one] for one in part if one in found):
                    if not may_reach(record, Channel.EMAIL):
                        declined += 1
                        continue
                    mails = _first_of(record, refused) or _through_people(view, kind, record)
                    declined += not mails and bool(_first_of(record))
                    without += not mails and not _first_of(record)
                    known |= {mail.casefold(): mail for mail in mails if mail.casefold() not in known}
                if report is not None:
                    report(start + len(part), len(ids))
        found_all = Addresses(tuple(known.values()), without, declined)
        with leaving_by(self.database, "addresses", len(known), deed="copy", form="clipboard", said=leaving, few=False):
            return found_all

    def people_of(self, kind: Kind, ids: Sequence[UUID]) -> list[UUID]:
        """Return the people whom a list means: themselves, or everybody at its companies, each once."""
        if kind is Kind.PERSON:
            return list(ids)
        with self.database.read() as view:
            found = [person.id for one in ids for person in view.people.at_company(one)] if kind is Kind.COMPANY else []
        return list(dict.fromkeys(found))

    def _try(self, work: Work, saved: SavedView) -> None:
        """Read nothing of the list: what it cannot be asked for is told now, not each time it is opened."""
        try:
            work.store(saved.of).keys(self.listing_of(saved), most=0)
        except (KeyError, ValueError) as error:
            raise InvalidInput(
                N_("Filter"), N_("This list cannot be asked for that: {what}."), what=str(error)
            ) from error


def _first_of(record: Any, refused: Collection[str] = ()) -> list[str]:
    mails = (email.address.strip() for email in getattr(record, "emails", ()))
    return [mail for mail in mails if _ADDRESS.fullmatch(mail) and mail.casefold() not in refused][:1]


def _through_people(view: View, kind: Kind, record: Any) -> list[str]:
    people = view.people.at_company(record.id) if kind is Kind.COMPANY else []
    return [mail for person in people if may_reach(person, Channel.EMAIL) for mail in _first_of(person)]
