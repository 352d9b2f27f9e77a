"""What other municipalities tell us of themselves: coming tenders, and the words of their flyers. No person is ever in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outreach.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourTender(Record):
    """A coming tender of another municipality, from its package. `expected` is the day on which it is to be advertised."""

    title: str
    buyer: str
    cpv: tuple[str, ...] = ()
    expected: date | None = None
    deadline: date | None = None
    link: str = ""
    credit: str = ""
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlyerText(Record):
    """The words of a flyer about a purchase, to be used again. `language` is "sv" or "en"; `credit` is who wrote it, if not we."""

    title: str
    text: str = ""
    language: str = "sv"
    cpv: tuple[str, ...] = ()
    credit: str = ""
    origins: tuple[str, ...] = ()
