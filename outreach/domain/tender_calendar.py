"""A year of tenders for the wall, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from outreach.domain.handout import Paper, Theme
from outreach.domain.tender import Stage, Tender
from outreach.domain.unit import Unit
from outreach.domain.when import HOME_ZONE

#: The month in which shops begin to sell next year's calendars.
_NEXT_YEAR_FROM = 10


@dataclass(frozen=True, slots=True)
class TenderDates:
    """The days of one tender that the wall shows: published, last day to bid, contract from and to; each may be unknown."""

    published: date | None = None
    closes: date | None = None
    starts: date | None = None
    ends: date | None = None

    @property
    def known(self) -> tuple[date, ...]:
        """The days that are known, in time."""
        return tuple(sorted(day for day in (self.published, self.closes, self.starts, self.ends) if day is not None))

    def touches(self, year: int) -> bool:
        """Say whether anything of it is in that year: one of its days, or time to bid that runs through it.

        A contract that merely runs through the year is no news for a supplier.
        """
        if any(day is not None and day.year == year for day in (self.published, self.closes, self.starts, self.ends)):
            return True
        return self.published is not None and self.closes is not None and self.published.year < year < self.closes.year


def dates_of(tender: Tender) -> TenderDates:
    """Return the days of a tender: its own, else the earliest of its lots; instants as days in Sweden."""
    closes = tender.tender_deadline or min((lot.tender_deadline for lot in tender.lots if lot.tender_deadline), default=None)
    starts = tender.contract_start or min((lot.contract_start for lot in tender.lots if lot.contract_start), default=None)
    ends = tender.contract_end or max((lot.contract_end for lot in tender.lots if lot.contract_end), default=None)
    if starts and ends and ends < starts:
        ends = None
    last = closes.astimezone(ZoneInfo(HOME_ZONE)).date() if closes else None
    published = tender.expected_publication
    if published and last and published > last:
        published = None
    return TenderDates(published, last, starts, ends)


def usual_year(today: date) -> int:
    """Return the year that one hangs on the wall: this one, from October on the next."""
    return today.year + (today.month >= _NEXT_YEAR_FROM)


def is_open_end(tender: Tender) -> bool:
    """Say whether a tender is still to come and has no day at all: it is told of under the others."""
    return tender.stage in (Stage.IDEA, Stage.DIALOGUE, Stage.PLANNED) and not dates_of(tender).known


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderCalendar:
    """The calendar of one year: tenders in the order of the rows. `paper` is A3 or A4, on its side."""

    unit: Unit
    printed: date
    year: int
    tenders: tuple[Tender, ...]
    heading: str = ""
    paper: Paper = Paper.A3
    language: str = "sv"
    theme: Theme = Theme.CLEAR
    light: bool = False
