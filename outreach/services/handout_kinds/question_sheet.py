"""Questions and answers: about the tenders that are named, those of an event, with a tag, general ones, or all that may be printed.

The sheet that is handed out with lines to write on, and the list of frequent questions: the same words, chosen otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.handout import HandoutKind, HandoutOrder
from outreach.domain.question import Question
from outreach.domain.question_sheet import QuestionGroup, QuestionSheet
from outreach.domain.question_status import About, about
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.domain.tender import Tender
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.handout_kinds.chosen import chosen_event, today
from outreach.services.handout_kinds.trade import Progress, Setting, Trade
from outreach.services.records import clean_tags

if TYPE_CHECKING:
    from outreach.services.house import House

#: More lines than this are a writing pad.
MOST_EMPTY_LINES = 60


def make_question_sheet(house: House, order: HandoutOrder) -> QuestionSheet:
    """Put questions together; only those that an officer has called public are read.

    One tender that is named: its questions. Several, or an event with tenders: theirs, and those about none. Else all of
    them. A tag, what they are about, and whether they are answered narrow that. Raises NotFound, InvalidInput for too many lines, a
    tender that is not there any more, or what questions are not about.
    """
    if order.about and order.about not in set(About):
        raise InvalidInput(N_("Concerns"), N_("It must be one of {choices}."), choices=", ".join(About))
    if not 0 <= order.empty_lines <= MOST_EMPTY_LINES:
        raise InvalidInput(N_("Empty lines"), N_("The sheet can have 0 to {most} empty lines."), most=MOST_EMPTY_LINES)
    event = chosen_event(house, order)
    wished = order.tenders or (event.tenders if event is not None else None) or None
    questions = [
        without_names(house, one)
        for one in house.questions.for_sheet(tag=order.tag, answered=order.answered)
        if not order.about or about(one) is About(order.about)
    ]
    tenders = house.tenders.many(wished if wished is not None else {one for each in questions for one in each.tenders})
    if order.tenders and len(tenders) < len(set(order.tenders)):
        raise InvalidInput(N_("Tenders"), N_("One of the tenders is not there any more."))
    shown = [tenders[one] for one in wished if one in tenders] if wished is not None else _in_order(tenders.values())
    return QuestionSheet(
        unit=house.unit.unit(),
        printed=today(house),
        groups=_groups(questions, shown, about_none=len(order.tenders or ()) != 1),
        tags=clean_tags([order.tag]),
        heading=order.heading.strip() or (shown[0].title if order.tenders and len(shown) == 1 else ""),
        event_title=event.title if event is not None else "",
        empty_lines=order.empty_lines,
        language=order.language,
        theme=order.theme,
        light=order.light,
    )


def without_names(house: House, question: Question) -> Question:
    """Return a question whose source may be printed: one that names somebody is left out."""
    return replace(question, source="") if question.source and house.inquiries.names_in(question.source) else question


def _in_order(tenders: Iterable[Tender]) -> list[Tender]:
    return sorted(tenders, key=lambda one: sort_key(one.title))


def _groups(questions: Sequence[Question], tenders: Sequence[Tender], *, about_none: bool) -> tuple[QuestionGroup, ...]:
    """Return the questions by tender, each once, under the first tender that it is about; those about none come last."""
    found: list[QuestionGroup] = []
    taken: set[UUID] = set()
    for tender in tenders:
        about = tuple(one for one in questions if tender.id in one.tenders and one.id not in taken)
        taken.update(one.id for one in about)
        if about:
            found.append(QuestionGroup(tender, about))
    others = tuple(one for one in questions if not one.tenders)
    return (*found, QuestionGroup(None, others)) if about_none and others else tuple(found)


def _draw(sheet: QuestionSheet, progress: Progress | None) -> bytes:
    from outreach.print.question_sheet import draw_question_sheet

    return draw_question_sheet(sheet, progress)


TRADE = Trade(
    kind=HandoutKind.QUESTION_SHEET,
    values=QuestionSheet,
    make=make_question_sheet,
    draw=_draw,
    uses=frozenset(
        {
            Setting.EVENT,
            Setting.TENDERS,
            Setting.TAG,
            Setting.ABOUT,
            Setting.ANSWERED,
            Setting.HEADING,
            Setting.EMPTY_LINES,
            Setting.THEME,
            Setting.LIGHT,
            Setting.BOTH,
        }
    ),
    most_tenders=40,
    usual_tenders=0,
    shows=(Kind.QUESTION, Kind.TENDER, Kind.EVENT, Kind.UNIT),
)
