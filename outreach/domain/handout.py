"""What is printed and handed over: the flyer about coming tenders and the facts that it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach.domain.tender import Tender
from outreach.domain.unit import Officer, Unit
from outreach.language import N_

#: A flyer has room for this many tenders.
MOST_TENDERS = 8


class HandoutKind(StrEnum):
    """What the program prints; the value is the word of the command line and of a plan's list of what to print."""

    FLYER = "flyer"
    MEETING_SHEET = "meeting-sheet"
    SIGN_IN = "sign-in"


HANDOUT_LABELS = {
    HandoutKind.FLYER: N_("Flyer about coming tenders"),
    HandoutKind.MEETING_SHEET: N_("Meeting sheet"),
    HandoutKind.SIGN_IN: N_("Sign-in list"),
}


class Paper(StrEnum):
    """How the flyer stands on paper: one A4 page, or two equal A5 halves on one A4 page to cut apart."""

    A4 = "A4"
    A5 = "A5"


PAPER_LABELS = {
    Paper.A4: N_("A4, one page"),
    Paper.A5: N_("Two A5 on one A4"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flyer:
    """One flyer about coming tenders, ready to draw.

    `tenders`: 0 to 8, in the order shown. `link` is what the QR code holds: where the reader finds the notices or
    reaches us. `printed` is the day of print. `language` is "sv" or "en", apart from the window's. `cpv_names` gives
    the plain name of a CPV code in that language.
    """

    tenders: tuple[Tender, ...]
    unit: Unit
    officer: Officer
    printed: date
    language: str = "sv"
    paper: Paper = Paper.A4
    heading: str = ""
    link: str = ""
    event_title: str = ""
