"""The sign for the door: in until when, and what to do when nobody is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.booth_paper import DoorSign
from outreach.domain.handout import CodeKind, HandoutKind, HandoutOrder, Paper
from outreach.services.handout_kinds.booth_paper import TOLD, shared_facts
from outreach.services.handout_kinds.trade import Progress, Setting, Trade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach.print.sheet import Page
    from outreach.services.house import House


def make_door_sign(house: House, order: HandoutOrder) -> DoorSign:
    """Put a door sign together. Raises InvalidInput for what cannot stand on it, NotFound."""
    return DoorSign(until=order.until, **shared_facts(house, order))


def _draw(value: DoorSign, _progress: Progress | None) -> bytes:
    from outreach.print.signs import draw_door_sign

    return draw_door_sign(value)


def _pages(value: DoorSign) -> Iterable[Page]:
    from outreach.print.signs import door_sign_pages

    return door_sign_pages(value)


TRADE = Trade(
    kind=HandoutKind.DOOR_SIGN,
    values=DoorSign,
    make=make_door_sign,
    draw=_draw,
    uses=TOLD | {Setting.UNTIL},
    papers=(Paper.A4, Paper.A5,),
    codes=(CodeKind.CARD, CodeKind.LINK, CodeKind.EVENT, CodeKind.NONE),
    pages=_pages,
)
