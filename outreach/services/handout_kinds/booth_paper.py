"""What all paper of the booth shares, read from an order: sender, officer, language, theme, words, code and event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outreach.domain.event import Event
from outreach.domain.handout import CodeKind, HandoutOrder
from outreach.domain.when import When
from outreach.errors import InvalidInput
from outreach.language import LANGUAGES, N_, Language
from outreach.services.handout_kinds.chosen import chosen_event, chosen_officer, next_time, today
from outreach.services.handout_kinds.trade import Setting
from outreach.services.own_card import own_card, small_vcard
from outreach.services.tenders import checked_link

if TYPE_CHECKING:
    from outreach.services.house import House

#: What every paper of the booth can be told.
TOLD = frozenset(
    {
        Setting.EVENT,
        Setting.OFFICER,
        Setting.HEADING,
        Setting.TEXT,
        Setting.LINK,
        Setting.CODE,
        Setting.THEME,
        Setting.LIGHT,
        Setting.BLEED,
        Setting.BOTH,
    }
)
CODES = (CodeKind.LINK, CodeKind.CARD, CodeKind.EVENT, CodeKind.NONE)


def shared_facts(house: House, order: HandoutOrder) -> dict[str, Any]:
    """Return the fields of `BoothPaper` for an order.

    Raises NotFound, and InvalidInput for a link that cannot stand on paper, or a calendar entry without an event.
    """
    event = chosen_event(house, order)
    when = next_time(house, event) if event else None
    unit = house.unit.unit()
    return {
        "unit": unit,
        "officer": chosen_officer(house, order),
        "printed": today(house),
        "language": order.language,
        "paper": order.paper,
        "theme": order.theme,
        "heading": order.heading.strip(),
        "text": order.text.strip(),
        "link": checked_link(order.link) or unit.website,
        "code": order.code,
        "code_text": _code_text(house, order, event, when),
        "event_title": event.title if event else "",
        "event_when": when,
        "event_place": event.place if event else "",
        "bleed": order.bleed,
        "crop_marks": order.crop_marks,
        "light": order.light,
        "addressee": order.addressee.strip(),
        "privacy": tuple((code, house.privacy.notice(Language(code)).on_paper()) for code in LANGUAGES),
    }


def _code_text(house: House, order: HandoutOrder, event: Event | None, when: When | None) -> str:
    """Return the vCard of the officer or the calendar entry of the event; empty for a link."""
    if order.code is CodeKind.CARD:
        return small_vcard(own_card(house.unit.unit(), chosen_officer(house, order))).decode()
    if order.code is not CodeKind.EVENT:
        return ""
    if event is None or when is None:
        raise InvalidInput(N_("QR code"), N_("Choose the event that the code puts in the calendar."))
    from outreach.formats.calendar_code import calendar_code

    return calendar_code(event, when, Language("en" if order.language == "en" else "sv"))
