"""A page of the calendar on paper: a month, a week, an agenda or a year, with all that stands on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from outreach.domain.calendar_entry import Entry
from outreach.domain.event import EventKind
from outreach.domain.swedish_day import NamedDays
from outreach.language import N_


class CalendarPage(StrEnum):
    """What is printed."""

    MONTH = "month"
    WEEK = "week"
    AGENDA = "agenda"
    YEAR = "year"


class CalendarPaper(StrEnum):
    """The paper of a year; the others are printed on A4."""

    A4 = "A4"
    A3 = "A3"


#: Two letters for each kind of event, so that a print in black and white tells them apart.
KIND_MARKS = {
    EventKind.GALA: N_("Ga"),
    EventKind.FAIR: N_("Fa"),
    EventKind.BREAKFAST: N_("Br"),
    EventKind.COURSE: N_("Co"),
    EventKind.ADVICE: N_("Ad"),
    EventKind.DIALOGUE: N_("Di"),
    EventKind.NETWORK: N_("Ne"),
    EventKind.VISIT: N_("Vi"),
    EventKind.OTHER: N_("Ot"),
}


@dataclass(frozen=True, kw_only=True)
class PrintedCalendar:
    """One print. `first` and `last` are the days that it is about, both included; `days` are named in its language.

    `language` is "sv" or "en"; `colour` is the unit's, "#rrggbb".
    """

    page: CalendarPage
    first: date
    last: date
    entries: tuple[Entry, ...]
    printed: date
    days: NamedDays = field(default_factory=dict)
    paper: CalendarPaper = CalendarPaper.A4
    unit: str = ""
    language: str = "sv"
    colour: str = ""

    @property
    def kinds(self) -> list[EventKind]:
        """The kinds of events on it, in their usual order."""
        there = {entry.event.kind for entry in self.entries if entry.event is not None}
        return [kind for kind in EventKind if kind in there]
