"""The list that guests sign."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outreach.domain.booth_paper import BOTH
from outreach.domain.event_sheets import SignIn, SignInGuest
from outreach.domain.guest import Answer, Guest, Standing
from outreach.domain.handout import HandoutKind, HandoutOrder
from outreach.domain.sorting import sort_key
from outreach.errors import InvalidInput
from outreach.language import N_, Language
from outreach.services.handout_kinds.chosen import event_or_next, next_time, series_of, today
from outreach.services.handout_kinds.trade import Progress, Setting, Trade

if TYPE_CHECKING:
    from outreach.services.house import House

#: More empty lines than this are no list but a pile of paper.
MOST_EMPTY_LINES = 200


def make_sign_in(house: House, order: HandoutOrder) -> SignIn:
    """Put the sign-in list of an event together. Raises NotFound, InvalidInput for too many empty lines.

    On it are those who may come: not who is uninvited, has declined or sends somebody else, and no nameless walk-ins. A moved
    date of a series has the series' guests, unless it has a list of its own.
    """
    if not 0 <= order.empty_lines <= MOST_EMPTY_LINES:
        raise InvalidInput(N_("Empty lines"), N_("The list can have 0 to {most} empty lines."), most=MOST_EMPTY_LINES)
    event, unit, both = event_or_next(house, order), house.unit.unit(), order.language == BOTH
    listed, series = house.guests.at_event(event.id), series_of(house, event)
    if not listed.lines and series is not None:
        listed = house.guests.at_event(series.id)
    lines = [line for line in listed.lines if line.name and line.may_be_printed and may_come(line.guest)]
    lines.sort(key=lambda line: (sort_key(line.name), sort_key(line.company_name)))
    return SignIn(
        event=event,
        when=next_time(house, event),
        unit=unit,
        printed=today(house),
        guests=tuple(
            SignInGuest(line.name, line.company_name, line.guest.standing is Standing.WAITING) for line in lines
        ),
        empty_lines=order.empty_lines,
        information=house.privacy.notice(Language("sv" if both else order.language)).stamped(),
        second_information=house.privacy.notice(Language("en")).stamped() if both else "",
        language=order.language,
        theme=order.theme,
        light=order.light,
    )


def may_come(guest: Guest) -> bool:
    """Say whether a guest is expected: not who is uninvited, has declined or sends somebody else."""
    return guest.standing is not Standing.UNINVITED and guest.answer not in (Answer.DECLINED, Answer.DELEGATED)


def _draw(sheet: SignIn, _progress: Progress | None) -> bytes:
    from outreach.print.sign_in import draw_sign_in

    return draw_sign_in(sheet)


TRADE = Trade(
    kind=HandoutKind.SIGN_IN,
    values=SignIn,
    make=make_sign_in,
    draw=_draw,
    uses=frozenset({Setting.EVENT, Setting.EMPTY_LINES, Setting.THEME, Setting.LIGHT, Setting.BOTH}),
    needs_event=True,
    people=lambda listed: len(listed.guests),
    marked=lambda listed, purpose: replace(listed, purpose=purpose),
)
