"""The flyer about coming tenders, on both sides of a leaf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.booth_paper import Flyer
from outreach.domain.handout import MOST_TENDERS, HandoutKind, HandoutOrder, Paper
from outreach.services.handout_kinds.booth_paper import CODES, TOLD, shared_facts
from outreach.services.handout_kinds.chosen import chosen_tenders
from outreach.services.handout_kinds.trade import Progress, Setting, Trade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach.print.sheet import Page
    from outreach.services.house import House


def make_flyer(house: House, order: HandoutOrder) -> Flyer:
    """Put a flyer together. Raises InvalidInput for what cannot stand on it, NotFound."""
    return Flyer(tenders=chosen_tenders(house, order), **shared_facts(house, order))


def _draw(value: Flyer, _progress: Progress | None) -> bytes:
    from outreach.print.flyer import draw_flyer

    return draw_flyer(value)


def _pages(value: Flyer) -> Iterable[Page]:
    from outreach.print.flyer import flyer_pages

    return flyer_pages(value)


TRADE = Trade(
    kind=HandoutKind.FLYER,
    values=Flyer,
    make=make_flyer,
    draw=_draw,
    uses=TOLD | {Setting.TENDERS, Setting.ADDRESSEE},
    papers=(Paper.A4, Paper.A5, Paper.A6, Paper.DL, Paper.A3,),
    most_tenders=MOST_TENDERS,
    codes=CODES,
    two_sided=True,
    pages=_pages,
)
