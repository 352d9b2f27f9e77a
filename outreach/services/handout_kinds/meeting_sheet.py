"""The meeting sheet: one page for the officers at an event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outreach.domain.event_sheets import MeetingSheet, Post
from outreach.domain.handout import HandoutKind, HandoutOrder
from outreach.domain.plan import Plan, Side, time_of_shift
from outreach.domain.usable import Use, may_use
from outreach.domain.when import When
from outreach.services.handout_kinds.chosen import event_or_next, next_time, series_of, today
from outreach.services.handout_kinds.trade import Progress, Setting, Trade

if TYPE_CHECKING:
    from outreach.services.house import House


def make_meeting_sheet(house: House, order: HandoutOrder) -> MeetingSheet:
    """Put the one page for the officers at an event together. Raises NotFound, InvalidInput when no event is coming."""
    event = event_or_next(house, order)
    plan, hopes = house.plans.of(event.id), house.plans.hopes(event.id)
    series = series_of(house, event)
    if not plan.version and series is not None:
        plan, hopes = house.plans.of(series.id), house.plans.hopes(series.id)
    when = next_time(house, event)
    tenders = house.tenders.many(event.tenders)
    return MeetingSheet(
        event=event,
        when=when,
        unit=house.unit.unit(),
        printed=today(house),
        language=order.language,
        theme=order.theme,
        light=order.light,
        posts=_posts(plan, when),
        goals=plan.outline.goals,
        questions=plan.outline.questions,
        hopes=tuple(one for one in hopes if one.person is None or may_use(one.person, Use.PRINT)),
        tenders=tuple(tenders[one] for one in event.tenders if one in tenders),
        exhibitor=plan.exhibitor if plan.outline.side is Side.EXHIBITOR else None,
    )


def _posts(plan: Plan, when: When) -> tuple[Post, ...]:
    posts = (Post(*time_of_shift(shift, when), shift.officer, shift.post) for shift in plan.outline.shifts)
    return tuple(sorted(posts, key=lambda post: (post.begins, post.ends)))


def _draw(sheet: MeetingSheet, _progress: Progress | None) -> bytes:
    from outreach.print.meeting_sheet import draw_meeting_sheet

    return draw_meeting_sheet(sheet)


TRADE = Trade(
    kind=HandoutKind.MEETING_SHEET,
    values=MeetingSheet,
    make=make_meeting_sheet,
    draw=_draw,
    uses=frozenset({Setting.EVENT, Setting.THEME, Setting.LIGHT, Setting.BOTH}),
    needs_event=True,
    people=lambda sheet: sum(one.person is not None for one in sheet.hopes),
    marked=lambda sheet, purpose: replace(sheet, purpose=purpose),
)
