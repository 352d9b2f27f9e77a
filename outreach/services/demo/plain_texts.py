"""Descriptions as they stood before somebody made them plainer: a few of the sample tenders keep both figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from outreach.domain.tender import Tender
from outreach.services.demo.chance import Chance

if TYPE_CHECKING:
    from outreach.services.house import House

HEAVY = """Upphandlingen avser ramavtal avseende lokalvård för upphandlande myndighetens verksamhetslokaler i enlighet med \
förfrågningsunderlaget. Anbudsgivare ska inkomma med anbud elektroniskt, varvid samtliga obligatoriska krav ska vara uppfyllda \
vid anbudstidens utgång, och det åligger anbudsgivaren att tillse att erforderliga handlingar biläggs anbudet.

Utvärdering av anbuden sker enligt 16 kap. 1 § LOU. Leverantören ska tillhandahålla ett miljöledningssystem. Leverantören ska \
inneha ansvarsförsäkring. Avrop görs skriftligen. Avtalsspärren är tio dagar enligt lagen (2016:1145) om offentlig upphandling.
"""

#: What stood there before, by a word of the tender's title.
_BEFORE = {
    "Städning av förskolor": HEAVY,
    "Fönsterputsning": """Upphandlingen omfattar fönsterputsning avseende kommunens fastigheter. Entreprenören ska tillhandahålla \
erforderlig utrustning. Avrop sker från ramavtalet i enlighet med avropsordningen.""",
    "Takskottning": """Ramavtal avseende vinterväghållning respektive takskottning. Jourberedskap skall upprätthållas \
kontinuerligt. Entreprenören åligger att inneha ansvarsförsäkring enligt administrativa föreskrifter.""",
}


def with_figures(house: House, chance: Chance, tenders: list[Tender]) -> list[Tender]:
    """Return the tenders, some with the figures of an earlier wording and of today's."""
    verbs = house.plain_language
    made = []
    for tender in tenders:
        earlier = next((text for title, text in _BEFORE.items() if title in tender.title), "")
        if earlier:
            known = verbs.with_figures(replace(tender, description=earlier), tender).readability
            days = (timedelta(days=21), timedelta(days=6))
            morning = chance.instant(chance.today, 9)
            figures = tuple(replace(one, at=morning - ago) for one, ago in zip(known, days, strict=False))
            tender = replace(tender, readability=figures)
        made.append(tender)
    return made
