"""The booth's paper as values, ready to draw: flyer, poster, leaflet, booth sign, table tent and door sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from outreach.domain.handout import CodeKind, Paper, Theme
from outreach.domain.tender import Tender
from outreach.domain.unit import Officer, Unit
from outreach.domain.when import When
from outreach.language import LANGUAGES

#: The word for Swedish and English on one sheet.
BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoothPaper:
    """What all paper of the booth shares.

    `language` is "sv", "en" or "both", apart from the window's. `heading` and `text` are the officer's own words, empty for
    the usual ones. The QR code holds `code_text` (a vCard or an iCalendar text) where it is written, else `link`: where the
    reader finds the notices or reaches us. `event_title`, `event_when` and `event_place` tell for which event it is. `printed`
    is the day of print. `bleed` is how far colour runs over the edge, in millimetres; `crop_marks` shows where to cut.
    `light` saves ink: no large areas of colour. `addressee` is whom a personalised copy is for.
    `privacy` is, for each language, the sentence on personal data with its version (GDPR, article 13).
    """

    unit: Unit
    officer: Officer
    printed: date
    language: str = "sv"
    paper: Paper = Paper.A4
    theme: Theme = Theme.CLEAR
    heading: str = ""
    text: str = ""
    link: str = ""
    code: CodeKind = CodeKind.LINK
    code_text: str = ""
    event_title: str = ""
    event_when: When | None = None
    event_place: str = ""
    bleed: float = 0.0
    crop_marks: bool = False
    light: bool = False
    addressee: str = ""
    privacy: tuple[tuple[str, str], ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of its languages, the main one first."""
        return LANGUAGES if self.language == BOTH else (self.language,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flyer(BoothPaper):
    """A flyer about coming tenders on both sides of a leaf; `tenders` in the order shown, any number."""

    tenders: tuple[Tender, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster(BoothPaper):
    """A poster for the wall: the event when there is one, and the first of the coming tenders."""

    tenders: tuple[Tender, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet(BoothPaper):
    """A leaflet of A5 pages, folded from A4: four pages, or eight when the tenders need them."""

    tenders: tuple[Tender, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoothSign(BoothPaper):
    """A sign with a large QR code, for the booth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTent(BoothPaper):
    """An A4 folded once, standing on a table and read from both sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorSign(BoothPaper):
    """A sign for the door: in until a time of day, or out when `until` is None, and what to do when nobody is in."""

    until: time | None = None
