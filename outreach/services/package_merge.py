"""What a package would bring to this workspace, item by item, and taking it in: without doubles, and never over what we edited.

An item is known again by its key ("package:<key>" among the origins), by the id of our own record that it once was, or by its
content, whoever made it. What came in a package also keeps the fingerprint of what it said then: where ours says something
else by now, we edited it, and a newer item leaves it alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from outreach.domain.inquiry import Inquiry
from outreach.domain.network_package import FIELDS, Item, Package, Sort
from outreach.domain.problem import Problem
from outreach.domain.record import Record
from outreach.domain.rule import PlainWord
from outreach.domain.tender import Tender
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.package_items import KINDS, ORIGIN, SEEN, Sender, content_of, flyer_of_tender, item_of, record_of

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.work import View, Work


class Fate(StrEnum):
    """What becomes of an item."""

    NEW = "new"
    SAME = "same"
    UPDATE = "update"
    KEPT = "kept"
    REFUSED = "refused"


FATE_LABELS = {
    Fate.NEW: N_("New"),
    Fate.SAME: N_("The same"),
    Fate.UPDATE: N_("Changed there"),
    Fate.KEPT: N_("Ours is kept"),
    Fate.REFUSED: N_("Left out"),
}
NO_FIT = N_("An item could not be understood and was left out.")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One item, what becomes of it, and who made it. `ours` is our record that it meets, `record` what would be saved.

    `problem` says why a refused one is left out.
    """

    item: Item
    fate: Fate
    credit: str
    ours: UUID | None = None
    record: Any = None
    problem: Problem | None = None


@dataclass(slots=True)
class _Known:
    """The records of one sort as they are here: by the keys of their origins, by id, by what they say, by their word."""

    origin: dict[str, Any]
    ids: dict[str, Any]
    prints: dict[str, Any]
    words: dict[tuple[str, str], Any]


def arrivals(house: House, view: View, package: Package) -> list[Arrival]:
    """Return what would become of each item, in the package's order. Nothing is written."""
    known = {sort: _known(view, sort) for sort in Sort if any(one.sort is sort for one in package.items)}
    return [_arrival(house, view, package, item, known[item.sort]) for item in package.items]


def take_in(work: Work, found: Iterable[Arrival]) -> int:
    """Save what is new and what changed there; return how many records were written."""
    written = 0
    for one in found:
        if one.fate in (Fate.NEW, Fate.UPDATE):
            work.save(KINDS[one.item.sort], one.record)
            written += 1
    return written


def _arrival(house: House, view: View, package: Package, item: Item, known: _Known) -> Arrival:
    credit = item.credit or package.origin
    try:
        made = _checked(house, view, item, package)
        said = content_of(made)
    except InvalidInput as error:
        return Arrival(item, Fate.REFUSED, credit, problem=Problem(0, error.reason, {k: str(v) for k, v in error.values.items()}))
    except (ValueError, TypeError, AttributeError, KeyError):
        return Arrival(item, Fate.REFUSED, credit, problem=Problem(0, NO_FIT))
    came = known.origin.get(f"{ORIGIN}{item.key}")
    ours = came or known.ids.get(item.key) or known.prints.get(said)
    if ours is None and isinstance(made, PlainWord):
        ours = known.words.get((made.language, made.word.casefold()))
    if ours is None:
        new = replace(made, origins=(*made.origins, f"{SEEN}{said}"))
        _remember(known, new, said)
        return Arrival(item, Fate.NEW, credit, record=new)
    now = _content(ours, item.sort)
    if now in (said, item.print):
        return Arrival(item, Fate.SAME, credit, ours.id)
    if came is None or f"{SEEN}{now}" not in came.origins:
        return Arrival(item, Fate.KEPT, credit, ours.id)
    values = {name: getattr(made, name) for name in FIELDS[item.sort]}
    origins = (*(one for one in came.origins if not one.startswith(SEEN)), f"{SEEN}{said}")
    return Arrival(item, Fate.UPDATE, credit, ours.id, replace(came, **values, origins=origins))


def _known(view: View, sort: Sort) -> _Known:
    known = _Known({}, {}, {}, {})
    for record in view.store(KINDS[sort]).all():
        _remember(known, record, content_of(record))
    if sort in (Sort.TENDERS, Sort.FLYERS):
        # Our own tenders and their descriptions come home as what they are.
        for tender in view.tenders.all():
            known.ids.setdefault(str(tender.id), tender)
            known.prints.setdefault(_content(tender, sort), tender)
    return known


def _remember(known: _Known, record: Any, said: str) -> None:
    known.ids[str(record.id)] = record
    known.prints.setdefault(said, record)
    known.origin |= {one: record for one in record.origins if one.startswith(ORIGIN)}
    if isinstance(record, PlainWord):
        known.words[record.language, record.word.casefold()] = record


def _content(record: Record, sort: Sort) -> str:
    if not isinstance(record, Tender):
        return content_of(record)
    nobody = Sender("")
    return (flyer_of_tender(record, nobody) if sort is Sort.FLYERS else item_of(record, nobody)).print


def _checked(house: House, view: View, item: Item, package: Package) -> Any:
    """Return the record of an item, by the same rules as when an officer writes it. These read nothing; a view will do."""
    made = record_of(item, package.origin, package.made)
    if isinstance(made, PlainWord):
        from outreach.services.plain_language import cleaned

        return cleaned(made)
    if isinstance(made, Inquiry):
        if not made.title.strip():
            raise InvalidInput(N_("Title"), N_("Say what the question is about."))
        return made
    return house.records(KINDS[item.sort]).checked(cast("Work", view), made)
