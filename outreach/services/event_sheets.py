"""Puts together what is printed for one event: the meeting sheet and the sign-in list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.event import Event
from outreach.domain.event_sheets import MeetingSheet, Post, SignIn, SignInGuest
from outreach.domain.guest import Answer, Guest, Standing
from outreach.domain.information import information_text
from outreach.domain.plan import Plan, Side, time_of_shift
from outreach.domain.sorting import sort_key
from outreach.domain.when import When
from outreach.errors import InvalidInput
from outreach.language import N_, Language

if TYPE_CHECKING:
    from outreach.services.house import House

#: More empty lines than this are no list but a pile of paper.
MOST_EMPTY_LINES = 200


def meeting_sheet(house: House, event_id: UUID, language: str, today: date) -> MeetingSheet:
    """Put the meeting sheet of an event together. Raises NotFound."""
    event = house.events.get(event_id)
    plan, hopes = house.plans.of(event_id), house.plans.hopes(event_id)
    series = _series_of(house, event)
    if not plan.version and series is not None:
        plan, hopes = house.plans.of(series.id), house.plans.hopes(series.id)
    when = _next_time(house, event)
    tenders = house.tenders.many(event.tenders)
    return MeetingSheet(
        event=event,
        when=when,
        unit=house.unit.unit(),
        printed=today,
        language=language,
        posts=_posts(plan, when),
        goals=plan.outline.goals,
        questions=plan.outline.questions,
        hopes=tuple(hopes),
        tenders=tuple(tenders[one] for one in event.tenders if one in tenders),
        exhibitor=plan.exhibitor if plan.outline.side is Side.EXHIBITOR else None,
    )


def sign_in(house: House, event_id: UUID, language: str, today: date, empty_lines: int) -> SignIn:
    """Put the sign-in list of an event together. Raises NotFound, InvalidInput for too many empty lines.

    On it are those who may come: not who is uninvited, has declined or sends somebody else, and no nameless walk-ins. A moved
    date of a series has the series' guests, unless it has a list of its own.
    """
    if not 0 <= empty_lines <= MOST_EMPTY_LINES:
        raise InvalidInput(N_("Empty lines"), N_("The list can have 0 to {most} empty lines."), most=MOST_EMPTY_LINES)
    event, unit = house.events.get(event_id), house.unit.unit()
    listed, series = house.guests.at_event(event_id), _series_of(house, event)
    if not listed.lines and series is not None:
        listed = house.guests.at_event(series.id)
    lines = [line for line in listed.lines if line.name and _may_come(line.guest)]
    lines.sort(key=lambda line: (sort_key(line.name), sort_key(line.company_name)))
    return SignIn(
        event=event,
        when=_next_time(house, event),
        unit=unit,
        printed=today,
        guests=tuple(
            SignInGuest(line.name, line.company_name, line.guest.standing is Standing.WAITING) for line in lines
        ),
        empty_lines=empty_lines,
        information=information_text(unit, Language(language)),
        language=language,
    )


def _series_of(house: House, event: Event) -> Event | None:
    """Return the series of which an event is one date, moved or changed."""
    if not event.recurrence_id:
        return None
    with house.database.read() as view:
        return next((one for one in view.events.by_uid(event.uid) if one.recurrence and not one.recurrence_id), None)


def _may_come(guest: Guest) -> bool:
    return guest.standing is not Standing.UNINVITED and guest.answer not in (Answer.DECLINED, Answer.DELEGATED)


def _posts(plan: Plan, when: When) -> tuple[Post, ...]:
    posts = (Post(*time_of_shift(shift, when), shift.officer, shift.post) for shift in plan.outline.shifts)
    return tuple(sorted(posts, key=lambda post: (post.begins, post.ends)))


def _next_time(house: House, event: Event) -> When:
    """Return the event's time; of a series that of its next date, where there is one."""
    if not event.recurrence or event.recurrence_id:
        return event.when
    return next(iter(house.events.next_dates(event, house.now(), 1)), event.when)
