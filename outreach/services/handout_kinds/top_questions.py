"""What was asked most in a year: ten questions with how often, and what we answer. Those that are not public are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.handout import HandoutKind, HandoutOrder
from outreach.domain.question_sheet import QuestionGroup, TopSheet
from outreach.domain.record import Kind
from outreach.services.handout_kinds.chosen import today
from outreach.services.handout_kinds.question_sheet import without_names
from outreach.services.handout_kinds.trade import Progress, Setting, Trade
from outreach.services.records import clean_tags

if TYPE_CHECKING:
    from outreach.services.house import House


def make_top_questions(house: House, order: HandoutOrder) -> TopSheet:
    """Put the ten questions together that were asked most in a year; year 0 is this one."""
    year = order.year or today(house).year
    top = house.questions.top(year, order.programme)
    public = [one for one in top if one.question.public]
    shown = tuple(without_names(house, one.question) for one in public)
    return TopSheet(
        unit=house.unit.unit(),
        printed=today(house),
        groups=(QuestionGroup(None, shown),) if shown else (),
        heading=order.heading.strip(),
        language=order.language,
        theme=order.theme,
        light=order.light,
        tags=clean_tags([order.programme]),
        year=year,
        times={one.question.id: one.times for one in public},
        hidden=len(top) - len(public),
    )


def _draw(sheet: TopSheet, progress: Progress | None) -> bytes:
    from outreach.print.question_sheet import draw_question_sheet

    return draw_question_sheet(sheet, progress)


TRADE = Trade(
    kind=HandoutKind.TOP_QUESTIONS,
    values=TopSheet,
    make=make_top_questions,
    draw=_draw,
    uses=frozenset({Setting.YEAR, Setting.PROGRAMME, Setting.HEADING, Setting.THEME, Setting.LIGHT, Setting.BOTH}),
    shows=(Kind.QUESTION, Kind.MEETING, Kind.EVENT, Kind.TENDER, Kind.UNIT),
)
