"""What is printed for one event beside flyers: the meeting sheet for the officers and the list that guests sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from outreach.domain.event import Event
from outreach.domain.handout import Theme
from outreach.domain.hope_line import HopeLine
from outreach.domain.plan import Exhibitor
from outreach.domain.tender import Tender
from outreach.domain.unit import Unit
from outreach.domain.when import When


@dataclass(frozen=True, slots=True)
class Post:
    """Who stands where, from when to when on the wall clock of the event."""

    begins: datetime
    ends: datetime
    officer: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSheet:
    """One page for the officers at an event, ready to draw. `when` is the event's time, of a series that of its next date.

    `printed` is the day of print, `language` "sv", "en" or "both". What does not fit on the page is counted there ("+ 4 more").
    `purpose`: what many people's data on it are for and until when, at the foot.
    """

    event: Event
    when: When
    unit: Unit
    printed: date
    language: str = "sv"
    posts: tuple[Post, ...] = ()
    goals: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    hopes: tuple[HopeLine, ...] = ()
    tenders: tuple[Tender, ...] = ()
    exhibitor: Exhibitor | None = None
    theme: Theme = Theme.CLEAR
    light: bool = False
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class SignInGuest:
    """One line of the list. `waiting`: on the waiting list, may sign when there is room."""

    name: str
    company: str = ""
    waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """The list that guests sign, ready to draw: `guests` in Swedish order, then `empty_lines` for those who walk in.

    `information` is what guests are told about their details (GDPR, article 13), `second_information` the same in English
    where `language` is "both". `purpose`: what many people's data on it are for and until when, at the foot.
    """

    event: Event
    when: When
    unit: Unit
    printed: date
    guests: tuple[SignInGuest, ...] = ()
    empty_lines: int = 12
    information: str = ""
    second_information: str = ""
    language: str = "sv"
    theme: Theme = Theme.CLEAR
    light: bool = False
    purpose: str = ""
