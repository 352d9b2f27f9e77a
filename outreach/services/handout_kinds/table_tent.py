"""The sign that is folded to stand on a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.booth_paper import TableTent
from outreach.domain.handout import HandoutKind, HandoutOrder, Paper
from outreach.services.handout_kinds.booth_paper import CODES, TOLD, shared_facts
from outreach.services.handout_kinds.trade import Progress, Trade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach.print.sheet import Page
    from outreach.services.house import House


def make_table_tent(house: House, order: HandoutOrder) -> TableTent:
    """Put a table tent together. Raises InvalidInput for what cannot stand on it, NotFound."""
    return TableTent(**shared_facts(house, order))


def _draw(value: TableTent, _progress: Progress | None) -> bytes:
    from outreach.print.signs import draw_table_tent

    return draw_table_tent(value)


def _pages(value: TableTent) -> Iterable[Page]:
    from outreach.print.signs import table_tent_pages

    return table_tent_pages(value)


TRADE = Trade(
    kind=HandoutKind.TABLE_TENT,
    values=TableTent,
    make=make_table_tent,
    draw=_draw,
    uses=TOLD,
    papers=(Paper.A4,),
    codes=CODES,
    pages=_pages,
)
