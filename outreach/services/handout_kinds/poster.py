"""The poster for the wall: an event, and the first of the coming tenders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.booth_paper import Poster
from outreach.domain.handout import MOST_TENDERS, HandoutKind, HandoutOrder, Paper
from outreach.services.handout_kinds.booth_paper import CODES, TOLD, shared_facts
from outreach.services.handout_kinds.chosen import chosen_tenders
from outreach.services.handout_kinds.trade import Progress, Setting, Trade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach.print.sheet import Page
    from outreach.services.house import House


def make_poster(house: House, order: HandoutOrder) -> Poster:
    """Put a poster together. Raises InvalidInput for what cannot stand on it, NotFound."""
    return Poster(tenders=chosen_tenders(house, order), **shared_facts(house, order))


def _draw(value: Poster, _progress: Progress | None) -> bytes:
    from outreach.print.poster import draw_poster

    return draw_poster(value)


def _pages(value: Poster) -> Iterable[Page]:
    from outreach.print.poster import poster_pages

    return poster_pages(value)


TRADE = Trade(
    kind=HandoutKind.POSTER,
    values=Poster,
    make=make_poster,
    draw=_draw,
    uses=TOLD | {Setting.TENDERS},
    papers=(Paper.A3, Paper.A4,),
    most_tenders=MOST_TENDERS,
    codes=CODES,
    pages=_pages,
)
