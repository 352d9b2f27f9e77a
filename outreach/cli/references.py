"""Which record a word of a command means: an id, or words that only one record has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from outreach.domain.inbox_card import InboxCard
from outreach.domain.listing import Listing
from outreach.domain.record import Kind, Record
from outreach.domain.search_text import words
from outreach.errors import Ambiguous, NotFound
from outreach.services.search import SEARCHED

if TYPE_CHECKING:
    from outreach.services.house import House

#: How many that fit are looked through for the one whose whole name was written.
_MANY = 200


def find_record(house: House, text: str, kind: Kind | None = None) -> tuple[Kind, Any]:
    """Return the record that `text` names. Raises NotFound, or Ambiguous when several fit and none is called just so."""
    if kind in (Kind.FOLLOW_UP, Kind.OFFICER, Kind.INBOX_CARD):
        return cast("Kind", kind), _unsearched(house, text, cast("Kind", kind))
    try:
        found_kind, record = house.search.by_reference(text, kind)
    except Ambiguous:
        record_id = _called_just_so(house, text, kind)
        if record_id is None:
            raise
        found_kind, record = house.search.record(record_id)
    if kind is not None and found_kind is not kind:
        raise NotFound(text)
    return found_kind, record


def find_id(house: House, text: str, kind: Kind | None = None) -> UUID:
    """Return the id of the record that `text` names."""
    return cast("Record", find_record(house, text, kind)[1]).id


def find_ids(house: House, texts: tuple[str, ...], kind: Kind | None = None) -> list[UUID]:
    """Return the ids of the records that `texts` name, each once."""
    return list(dict.fromkeys(find_id(house, text, kind) for text in texts))


def _called_just_so(house: House, text: str, kind: Kind | None) -> UUID | None:
    hits = house.search.find(text, SEARCHED if kind is None else (kind,), most=_MANY)
    same = [hit.id for hit in hits if hit.title.casefold() == text.strip().casefold()]
    if len(same) > 1 and kind is Kind.EVENT:
        return house.series.series_of_all(same)
    return same[0] if len(same) == 1 else None


def _unsearched(house: House, text: str, kind: Kind) -> Any:
    """Officers, open follow-ups and cards to type in are few: all words must stand in what they say."""
    service: Any = house.inbox_cards if kind is Kind.INBOX_CARD else house.follow_ups
    every: list[Any] = (
        house.unit.officers()
        if kind is Kind.OFFICER
        else list(service.listed(Listing(kind, filters=(("state", "open"),))))
    )
    try:
        wanted = UUID(text)
    except ValueError:
        asked = words(text)
        fitting = [one for one in every if asked and all(word in words(_title(one)) for word in asked)]
    else:
        done = [] if kind is Kind.OFFICER else list(service.many([wanted]).values())
        fitting = done or [one for one in every if one.id == wanted]
    if not fitting:
        raise NotFound(text)
    if len(fitting) > 1:
        raise Ambiguous(text, [_title(one) for one in fitting[:5]])
    return fitting[0]


def _title(record: Any) -> str:
    if isinstance(record, InboxCard):
        return " ".join(part for part in (record.person, record.company, record.contact, record.text) if part)
    return str(getattr(record, "name", "") or getattr(record, "text", ""))
