"""A year of tenders for the wall."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from outreach.domain.handout import HandoutKind, HandoutOrder, Paper
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.domain.tender import Stage, Tender
from outreach.domain.tender_calendar import TenderCalendar, dates_of, is_open_end, usual_year
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.handout_kinds.chosen import chosen_tenders, today
from outreach.services.handout_kinds.trade import Progress, Setting, Trade

if TYPE_CHECKING:
    from outreach.services.house import House

#: So many have room on a few sheets beside one another.
MOST_TENDERS = 200
_YEARS = (1990, 2100)


def make_tender_calendar(house: House, order: HandoutOrder) -> TenderCalendar:
    """Put a year together: the tenders that are named, else all that have a day in it, and the coming ones without any.

    Year 0 is the coming one (`usual_year`). What is called off is left out unless it is named. Raises InvalidInput for a year
    that is none, and for too many tenders.
    """
    year = order.year or usual_year(today(house))
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise InvalidInput(N_("Year"), N_("A year is written with four figures."))
    tenders = chosen_tenders(house, order, MOST_TENDERS) if order.tenders else _of_year(house, year, today(house).year)
    if len(tenders) > MOST_TENDERS:
        raise InvalidInput(N_("Tenders"), N_("There is room for {most} tenders."), most=MOST_TENDERS)
    return TenderCalendar(
        unit=house.unit.unit(),
        printed=today(house),
        year=year,
        tenders=tuple(sorted(tenders, key=lambda one: _place(one, year))),
        heading=order.heading.strip(),
        paper=order.paper,
        language=order.language,
        theme=order.theme,
        light=order.light,
    )


def _of_year(house: House, year: int, this_year: int) -> tuple[Tender, ...]:
    every = house.tenders.listed(Listing(Kind.TENDER))
    kept = (one for one in every if one.stage is not Stage.CANCELLED)
    return tuple(one for one in kept if dates_of(one).touches(year) or (year >= this_year and is_open_end(one)))


def _place(tender: Tender, year: int) -> tuple[date, str]:
    """Sort by the first day in the year, then by title; what has no day comes last."""
    days = [day for day in dates_of(tender).known if day.year == year]
    return min(days, default=date.max), sort_key(tender.title)


def _draw(calendar: TenderCalendar, progress: Progress | None) -> bytes:
    from outreach.print.tender_calendar import draw_tender_calendar

    return draw_tender_calendar(calendar, progress)


TRADE = Trade(
    kind=HandoutKind.TENDER_CALENDAR,
    values=TenderCalendar,
    make=make_tender_calendar,
    draw=_draw,
    uses=frozenset({Setting.TENDERS, Setting.YEAR, Setting.HEADING, Setting.THEME, Setting.LIGHT, Setting.BOTH}),
    papers=(Paper.A3, Paper.A4),
    most_tenders=MOST_TENDERS,
    usual_tenders=0,
    shows=(Kind.TENDER, Kind.UNIT),
)
