"""What is printed and handed over: the kinds, and what can be told to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from uuid import UUID

from outreach.language import N_

#: So many tenders can be chosen; those that a paper has no room for are counted on it.
MOST_TENDERS = 40


class HandoutKind(StrEnum):
    """What the program prints; the value is the word of the command line and of a plan's list of what to print.

    Which of them can be made is decided by `services/handout_kinds/registry.py`; what has no trade there is shown nowhere.
    """

    FLYER = "flyer"
    POSTER = "poster"
    LEAFLET = "leaflet"
    BOOTH_SIGN = "booth-sign"
    TABLE_TENT = "table-tent"
    BADGES = "badges"
    CONTACT_CARDS = "contact-cards"
    SIGN_IN = "sign-in"
    MEETING_SHEET = "meeting-sheet"
    QUESTION_SHEET = "question-sheet"
    TOP_QUESTIONS = "top-questions"
    TENDER_CALENDAR = "tender-calendar"
    DOOR_SIGN = "door-sign"


HANDOUT_LABELS = {
    HandoutKind.FLYER: N_("Flyer about coming tenders"),
    HandoutKind.POSTER: N_("Poster"),
    HandoutKind.LEAFLET: N_("Folded leaflet"),
    HandoutKind.BOOTH_SIGN: N_("Booth sign"),
    HandoutKind.TABLE_TENT: N_("Table tent"),
    HandoutKind.BADGES: N_("Name badges"),
    HandoutKind.CONTACT_CARDS: N_("Contact cards"),
    HandoutKind.SIGN_IN: N_("Sign-in list"),
    HandoutKind.MEETING_SHEET: N_("Meeting sheet"),
    HandoutKind.QUESTION_SHEET: N_("Questions and answers"),
    HandoutKind.TOP_QUESTIONS: N_("What was asked most"),
    HandoutKind.TENDER_CALENDAR: N_("Tender calendar for the wall"),
    HandoutKind.DOOR_SIGN: N_("Door sign"),
}

#: What each is for, in a sentence: the help of the command line, the second line of the window's list.
HANDOUT_PURPOSES = {
    HandoutKind.FLYER: N_("Put the coming tenders on one page, with a QR code."),
    HandoutKind.POSTER: N_("Make people stop: the coming tenders, large."),
    HandoutKind.LEAFLET: N_("Fold one A4 into four A5 pages about the coming tenders."),
    HandoutKind.BOOTH_SIGN: N_("Say who we are, with a QR code that is read from a metre away."),
    HandoutKind.TABLE_TENT: N_("Fold a sign that stands on the table."),
    HandoutKind.BADGES: N_("Print the guests' names on label sheets or on A6."),
    HandoutKind.CONTACT_CARDS: N_("Print ten cards of an officer on one A4."),
    HandoutKind.SIGN_IN: N_("Put the guests on a list to sign, with empty lines for those who walk in."),
    HandoutKind.MEETING_SHEET: N_("Put on one page who stands where, what we want and whom we hope to meet."),
    HandoutKind.QUESTION_SHEET: N_("Hand out what suppliers ask and what we answer, with lines for new questions."),
    HandoutKind.TOP_QUESTIONS: N_("Show the ten questions that were asked most in a year, and what we answer."),
    HandoutKind.TENDER_CALENDAR: N_("Hang a year of tenders on the wall."),
    HandoutKind.DOOR_SIGN: N_("Say on the door that we are in, and until when."),
}


class Paper(StrEnum):
    """The size of what people hold. What is smaller than A4 stands several times on an A4 to be cut: two A5, four A6, three DL."""

    A4 = "A4"
    A5 = "A5"
    A6 = "A6"
    DL = "DL"
    A3 = "A3"


PAPER_LABELS = {
    Paper.A4: N_("A4, one page"),
    Paper.A5: N_("Two A5 on one A4"),
    Paper.A6: N_("Four A6 on one A4"),
    Paper.DL: N_("Three DL on one A4"),
    Paper.A3: N_("A3, one page"),
}


class Theme(StrEnum):
    """The look of a handout (`print/themes.py`): heads, type and areas of colour."""

    CLEAR = "clear"
    WARM = "warm"
    BOLD = "bold"


THEME_LABELS = {
    Theme.CLEAR: N_("Clear"),
    Theme.WARM: N_("Warm"),
    Theme.BOLD: N_("Bold"),
}


class CodeKind(StrEnum):
    """What the QR code of a handout holds: a link, a person's card, or the event as a calendar entry; or there is none."""

    LINK = "link"
    CARD = "card"
    EVENT = "event"
    NONE = "none"


CODE_LABELS = {
    CodeKind.LINK: N_("A link"),
    CodeKind.CARD: N_("A contact card"),
    CodeKind.EVENT: N_("The event for the calendar"),
    CodeKind.NONE: N_("No code"),
}

#: The languages of a handout; "both" puts Swedish and English on one sheet.
HANDOUT_LANGUAGES = ("sv", "en", "both")

#: What a print shop needs around the page to cut it, in millimetres.
BLEED = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutOrder:
    """What is wished to be printed, the same from the window and the command line. A kind reads what it has use for.

    `language`: "sv", "en" or "both". `event` None is no event, or the next one for kinds that need one. `tenders` None are
    those featured at the event, else the soonest coming; an empty tuple is none. Empty texts take the usual ones: `officer`
    who works here, `link` the unit's website. `guests` and `people` empty: all guests of the event. `labels` is the name of a
    label sheet, empty the kind's first; `first_label` is where printing begins on a used sheet (1 is the upper left).
    `until` is a wall-clock time. `year` 0 is the year of print. `bleed` is 0 or 3 mm. `light` saves ink: no large areas of
    colour. `addressee` personalises one copy ("Anna Berg, Bergs Bygg AB"). `tag`, `about` ("tender", "general", empty for both) and
    `answered` (only what has an answer) narrow questions; `programme` is a tag under which they were asked.
    """

    kind: HandoutKind
    language: str = "sv"
    paper: Paper = Paper.A4
    theme: Theme = Theme.CLEAR
    event: UUID | None = None
    tenders: tuple[UUID, ...] | None = None
    officer: str = ""
    heading: str = ""
    text: str = ""
    link: str = ""
    code: CodeKind = CodeKind.LINK
    people: tuple[UUID, ...] = ()
    guests: tuple[UUID, ...] = ()
    labels: str = ""
    first_label: int = 1
    until: time | None = None
    year: int = 0
    empty_lines: int = 12
    bleed: float = 0.0
    crop_marks: bool = False
    light: bool = False
    addressee: str = ""
    tag: str = ""
    about: str = ""
    answered: bool = False
    programme: str = ""
