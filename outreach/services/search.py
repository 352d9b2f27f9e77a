"""Search over everything, and finding a record by its id or a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.hint import Hint
from outreach.domain.inquiry import Inquiry
from outreach.domain.listing import Hit, Listing, Row
from outreach.domain.record import Kind, Record
from outreach.domain.search_text import query_words
from outreach.errors import NotFound

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View

#: The kinds of which there may be many, and by whose words a record is named on the command line.
SEARCHED = (
    Kind.COMPANY,
    Kind.PERSON,
    Kind.EVENT,
    Kind.TENDER,
    Kind.QUESTION,
    Kind.CONTRACT,
    Kind.MEETING,
)
#: The kinds of which there are some hundreds at most: they have no index and are looked through.
FEW = (Kind.INQUIRY, Kind.REQUIREMENT_CARD, Kind.NEIGHBOUR_TENDER, Kind.FLYER_TEXT)
EVERYWHERE = (*SEARCHED, *FEW)


class Search:
    """Finds records of every kind."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def find(self, text: str, kinds: Sequence[Kind] = EVERYWHERE, most: int = 20) -> list[Hit]:
        """Return up to `most` results of each kind, those of the kinds named first standing first. Empty text finds nothing."""
        if not query_words(text):
            return []
        hits: list[Hit] = []
        with self.database.read() as view:
            for kind in kinds:
                if kind in FEW:
                    hits += _among_few(view, kind, text, most)
                    continue
                store = view.store(kind)
                keys = store.keys(Listing(kind, text=text), most)
                hits += [_hit(kind, row) for row in store.rows(keys)]
        return hits

    def hints(self, text: str, kinds: Sequence[Kind] = (Kind.COMPANY, Kind.PERSON), most: int = 6) -> list[Hint]:
        """Return whom the letters that are being typed may mean: up to `most` of each kind, those whose name fits best first.

        Of those that fit alike, the kinds stand in the order in which they are named.
        """
        with self.database.read() as view:
            found = [(fit, number, hint) for number, kind in enumerate(kinds) for fit, hint in view.hints(kind, text, most)]
        return [hint for _, _, hint in sorted(found, key=lambda one: one[:2])]

    def colleagues(self, company: UUID, text: str = "", most: int = 6) -> list[Hint]:
        """Return the people of a company whose name fits what is typed; with an empty text all, up to `most`."""
        with self.database.read() as view:
            return view.colleagues(company, text, most)

    def record(self, record_id: UUID) -> tuple[Kind, Record]:
        """Return the record with this id, whatever its kind. Raises NotFound."""
        with self.database.read() as view:
            return view.find(record_id)

    def by_reference(self, text: str, kind: Kind | None = None) -> tuple[Kind, Record]:
        """Return the record that `text` names: an id, or words that only one record has. Raises NotFound, Ambiguous."""
        try:
            return self.record(UUID(text))
        except ValueError:
            pass
        hits = self.find(text, SEARCHED if kind is None else (kind,), most=5)
        if not hits:
            raise NotFound(text)
        if len(hits) > 1:
            from outreach.errors import Ambiguous

            raise Ambiguous(text, [hit.title for hit in hits])
        return self.record(hits[0].id)

    def titles(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        """Return the names of records of any kind, for histories and lists of changes."""
        with self.database.read() as view:
            return _titles(view, ids)


def _titles(view: View, ids: Sequence[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for kind in Kind:
        left = [one for one in ids if one not in found]
        for one, record in view.store(kind).many(left).items():
            found[one] = str(
                next((v for name in ("name", "title", "note", "text") if (v := getattr(record, name, ""))), "")
            )
    return found


def _among_few(view: View, kind: Kind, text: str, most: int) -> list[Hit]:
    """Look through the words of records that no index has: each word that is asked for begins one of theirs."""
    asked, store = query_words(text), view.store(kind)
    found = []
    for record in store.all():
        said = f" {store.words_of(record)}"
        if all(f" {word}" in said for word in asked):
            found.append(Hit(kind, record.id, record.title, _detail_of_few(record)))
    return sorted(found, key=lambda hit: hit.title.casefold())[:most]


def _detail_of_few(record: Record) -> str:
    if isinstance(record, Inquiry):
        return str(len(record.answers))
    return getattr(record, "buyer", "") or getattr(record, "credit", "")


def _hit(kind: Kind, row: Row) -> Hit:
    cells = row.cells
    if kind is Kind.COMPANY:
        return Hit(kind, row.id, cells["name"], cells["phone"] or cells["email"])
    if kind is Kind.PERSON:
        return Hit(kind, row.id, cells["name"], cells["companies"])
    if kind is Kind.EVENT:
        return Hit(kind, row.id, cells["title"], cells["when"]["start"][:10])
    if kind is Kind.TENDER:
        return Hit(kind, row.id, cells["title"], cells["buyer"])
    if kind is Kind.QUESTION:
        return Hit(kind, row.id, cells["text"], str(cells["asked"]))
    if kind is Kind.CONTRACT:
        return Hit(kind, row.id, cells["title"], cells["supplier"])
    who = cells["person"] or cells["company"] or ""
    return Hit(kind, row.id, cells["note"], who)
