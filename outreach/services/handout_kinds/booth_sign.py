"""The sign with a large QR code for the booth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.booth_paper import BoothSign
from outreach.domain.handout import HandoutKind, HandoutOrder, Paper
from outreach.services.handout_kinds.booth_paper import CODES, TOLD, shared_facts
from outreach.services.handout_kinds.trade import Progress, Trade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach.print.sheet import Page
    from outreach.services.house import House


def make_booth_sign(house: House, order: HandoutOrder) -> BoothSign:
    """Put a booth sign together. Raises InvalidInput for what cannot stand on it, NotFound."""
    return BoothSign(**shared_facts(house, order))


def _draw(value: BoothSign, _progress: Progress | None) -> bytes:
    from outreach.print.signs import draw_booth_sign

    return draw_booth_sign(value)


def _pages(value: BoothSign) -> Iterable[Page]:
    from outreach.print.signs import booth_sign_pages

    return booth_sign_pages(value)


TRADE = Trade(
    kind=HandoutKind.BOOTH_SIGN,
    values=BoothSign,
    make=make_booth_sign,
    draw=_draw,
    uses=TOLD,
    papers=(Paper.A4, Paper.A3, Paper.A5,),
    codes=CODES,
    pages=_pages,
)
