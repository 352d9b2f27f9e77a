"""The leaflet of A5 pages, folded from A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.booth_paper import Leaflet
from outreach.domain.handout import MOST_TENDERS, HandoutKind, HandoutOrder, Paper
from outreach.services.handout_kinds.booth_paper import CODES, TOLD, shared_facts
from outreach.services.handout_kinds.chosen import chosen_tenders
from outreach.services.handout_kinds.trade import Progress, Setting, Trade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach.print.sheet import Page
    from outreach.services.house import House


def make_leaflet(house: House, order: HandoutOrder) -> Leaflet:
    """Put a leaflet together. Raises InvalidInput for what cannot stand on it, NotFound."""
    return Leaflet(tenders=chosen_tenders(house, order), **shared_facts(house, order))


def _draw(value: Leaflet, _progress: Progress | None) -> bytes:
    from outreach.print.leaflet import draw_leaflet

    return draw_leaflet(value)


def _pages(value: Leaflet) -> Iterable[Page]:
    from outreach.print.leaflet import leaflet_pages

    return leaflet_pages(value)


TRADE = Trade(
    kind=HandoutKind.LEAFLET,
    values=Leaflet,
    make=make_leaflet,
    draw=_draw,
    uses=TOLD | {Setting.TENDERS},
    papers=(Paper.A5,),
    most_tenders=MOST_TENDERS,
    codes=CODES,
    two_sided=True,
    pages=_pages,
)
