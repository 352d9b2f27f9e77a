"""Visiting cards of one officer, or of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from outreach.domain.contact_cards import ContactCards, OfficerCard
from outreach.domain.handout import HandoutKind, HandoutOrder
from outreach.domain.record import Kind
from outreach.domain.unit import Officer, Unit
from outreach.errors import InvalidInput
from outreach.language import N_, Language
from outreach.services.handout_kinds.chosen import today
from outreach.services.handout_kinds.trade import Progress, Setting, Trade
from outreach.services.own_card import own_card, small_vcard

if TYPE_CHECKING:
    from outreach.print.sheet import Page
    from outreach.services.house import House

#: Instead of an officer's name: a page for each of them.
EVERY_OFFICER = "*"


def make_contact_cards(house: House, order: HandoutOrder) -> ContactCards:
    """Put cards together. Raises InvalidInput for an unknown officer, and when nobody is named and nobody works here."""
    unit = house.unit.unit()
    return ContactCards(
        unit=unit,
        printed=today(house),
        cards=tuple(OfficerCard(officer, card_code(unit, officer)) for officer in _officers(house, order)),
        language=order.language,
        theme=order.theme,
        light=order.light,
        privacy=house.privacy.notice(Language("en" if order.language == "en" else "sv")).on_badge(),
    )


def _officers(house: House, order: HandoutOrder) -> list[Officer]:
    if order.officer == EVERY_OFFICER and (every := house.unit.officers()):
        return every
    name = house.officer if order.officer == EVERY_OFFICER else order.officer or house.officer
    known = house.unit.officer_named(name) if name else None
    if not name:
        raise InvalidInput(N_("Officer"), N_("Say who you are first, in the preferences."))
    if order.officer and known is None:
        raise InvalidInput(N_("Officer"), N_("There is no officer called {name}."), name=order.officer)
    return [known or Officer(name=name)]


def card_code(unit: Unit, officer: Officer) -> str:
    """Return the officer's vCard, as much of it as a code on a visiting card can hold and a telephone read.

    Website and department are left out first, then title and municipality: they stand in words on the card.
    """
    whole = own_card(unit, officer)
    shorter = replace(whole, website="")
    for card in (whole, shorter, replace(shorter, department="")):
        written = small_vcard(card).decode()
        if len(written.encode()) <= _MOST_BYTES:
            return written
    return small_vcard(replace(shorter, organisation="", department="", title="")).decode()


#: Version 11 of a QR code with level M: 61 modules and the quiet zone, 0.43 mm each on 30 mm.
_MOST_BYTES = 251


def _draw(cards: ContactCards, progress: Progress | None) -> bytes:
    from outreach.print.contact_cards import draw_contact_cards

    return draw_contact_cards(cards, progress)


def _pages(cards: ContactCards) -> Iterable[Page]:
    from outreach.print.contact_cards import contact_card_pages

    return contact_card_pages(cards)


TRADE = Trade(
    kind=HandoutKind.CONTACT_CARDS,
    values=ContactCards,
    make=make_contact_cards,
    draw=_draw,
    uses=frozenset({Setting.OFFICER, Setting.THEME, Setting.LIGHT, Setting.BOTH}),
    shows=(Kind.UNIT, Kind.OFFICER),
    pages=_pages,
)
