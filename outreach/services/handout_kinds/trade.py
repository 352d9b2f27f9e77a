"""What a kind of handout tells of itself: what it can be told, on which papers it stands, how it is put together and drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from outreach.domain.handout import CodeKind, HandoutKind, HandoutOrder, Paper
from outreach.domain.record import Kind

if TYPE_CHECKING:
    from outreach.services.house import House

V = TypeVar("V")

#: Told how many pages are done; answers False to stop (the drawing then raises `Cancelled`).
Progress = Callable[[int], bool]


def nobody(_: object) -> int:
    """Count the people on a kind of handout that names none."""
    return 0


class Setting(StrEnum):
    """What an order may tell a kind beside its paper; the value is the field of `HandoutOrder`."""

    EVENT = "event"
    TENDERS = "tenders"
    OFFICER = "officer"
    HEADING = "heading"
    TEXT = "text"
    LINK = "link"
    CODE = "code"
    GUESTS = "guests"
    PEOPLE = "people"
    LABELS = "labels"
    FIRST_LABEL = "first_label"
    UNTIL = "until"
    YEAR = "year"
    EMPTY_LINES = "empty_lines"
    THEME = "theme"
    LIGHT = "light"
    BLEED = "bleed"
    """Bleed and crop marks."""
    BOTH = "both"
    """Swedish and English on one sheet."""
    TAG = "tag"
    """Questions with a tag."""
    ABOUT = "about"
    """Questions about tenders, or general ones."""
    ANSWERED = "answered"
    """Questions that have an answer."""
    PROGRAMME = "programme"
    """A tag under which something was asked: an EU project, say."""
    ADDRESSEE = "addressee"
    """One copy for each guest, with a name on it."""


#: What may stand on a handout: a change of one of these draws it anew.
SHOWN = (
    Kind.EVENT, Kind.UNIT, Kind.OFFICER, Kind.TENDER, Kind.GUEST, Kind.PERSON, Kind.COMPANY, Kind.PLAN, Kind.MEETING, Kind.QUESTION,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade(Generic[V]):
    """One kind of handout.

    `make` reads what the order names and gives a value (on the worker; raises InvalidInput, NotFound). `draw` gives the PDF of a
    value and loads its drawing only then; `progress` may stop it. `values` is the type of the value; kinds with the same
    type share their `draw`. `needs_event`: without an event it is made for the next one. `most_tenders` is how many it takes,
    `usual_tenders` how many of the soonest are shown unless some are named (0: the kind finds its own).
    `two_sided`: an even number of pages belongs on both sides of the paper.
    `codes` are what its QR code can hold, the usual one first.
    `label_sheets`: names of label sheets and how they are called. `shows` are the records that it shows.
    `pages` gives the pages of a value for a file with many values (`handouts.batch`); without it a batch is one file each.
    `people` counts the people of the register whom a value names; more than a few need a reason before they leave. `marked`
    returns the value with that reason at its foot, of kinds that stay with us; without it the reason stands in the log alone.
    """

    kind: HandoutKind
    values: type[V]
    make: Callable[[House, HandoutOrder], V]
    draw: Callable[[V, Progress | None], bytes]
    uses: frozenset[Setting] = frozenset()
    papers: tuple[Paper, ...] = (Paper.A4,)
    needs_event: bool = False
    most_tenders: int = 8
    usual_tenders: int = 8
    two_sided: bool = False
    codes: tuple[CodeKind, ...] = (CodeKind.LINK, CodeKind.CARD, CodeKind.EVENT)
    label_sheets: Mapping[str, str] = field(default_factory=dict)
    shows: tuple[Kind, ...] = SHOWN
    pages: Callable[[V], Iterable[Any]] | None = None
    people: Callable[[V], int] = nobody
    marked: Callable[[V, str], V] | None = None
