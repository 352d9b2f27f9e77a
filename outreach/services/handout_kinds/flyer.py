"""The flyer about coming tenders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.booth_paper import Flyer
from outreach.domain.handout import HandoutKind, HandoutOrder, Paper
from outreach.services.handout_kinds.chosen import chosen_event, chosen_officer, chosen_tenders, today
from outreach.services.handout_kinds.trade import Progress, Setting, Trade
from outreach.services.tenders import checked_link

if TYPE_CHECKING:
    from outreach.services.house import House


def make_flyer(house: House, order: HandoutOrder) -> Flyer:
    """Put a flyer together. Raises InvalidInput for too many or unknown tenders or a link that cannot stand on paper, NotFound."""
    event = chosen_event(house, order)
    unit = house.unit.unit()
    return Flyer(
        tenders=chosen_tenders(house, order),
        unit=unit,
        officer=chosen_officer(house, order),
        printed=today(house),
        language=order.language,
        paper=order.paper,
        heading=order.heading.strip(),
        link=checked_link(order.link) or unit.website,
        event_title=event.title if event else "",
    )


def _draw(flyer: Flyer, _progress: Progress | None) -> bytes:
    from outreach.print.flyer import draw_flyer

    return draw_flyer(flyer)


TRADE = Trade(
    kind=HandoutKind.FLYER,
    values=Flyer,
    make=make_flyer,
    draw=_draw,
    uses=frozenset({Setting.EVENT, Setting.TENDERS, Setting.OFFICER, Setting.HEADING, Setting.LINK}),
    papers=(Paper.A4, Paper.A5),
)
