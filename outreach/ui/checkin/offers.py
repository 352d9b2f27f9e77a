"""Who walked in: people of the register who may be meant by a name, and a new guest of that name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.guest_names import Told, read_told
from outreach.services.house import House
from outreach.ui.line_list import Line
from outreach.ui.words import Words

_MOST = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice: a person of the register, or (without id) a new guest as told."""

    told: Told
    person: UUID | None = None
    name: str = ""
    company: str = ""


def read_offers(house: House, typed: str, listed: Collection[UUID]) -> list[Offer]:
    """Return whom a typed name may mean beside those who are `listed`, the new guest last. Runs on the worker."""
    told = read_told(typed)
    if told.is_empty:
        told = Told(name=" ".join(typed.split()))
    hits = house.search.find(told.name, (Kind.PERSON,), _MOST)
    known = [Offer(told, hit.id, hit.title, hit.detail) for hit in hits if hit.id not in listed]
    return [*known, Offer(told, None, told.name, ", ".join(part for part in (told.company, told.contact) if part))]


def offer_line(offer: Offer, words: Words) -> Line:
    """Return an offer as a line."""
    if offer.person is None:
        return Line(words(N_("New walk-in: {name}"), name=offer.name), offer.company, icon="add", data=offer)
    return Line(f"+ {offer.name}", offer.company, words(N_("In the register")), icon="people", data=offer)
