r"""What a QR or bar code holds: a card (vCard, MeCard, BizCard), an address of the web, a number, an event, a badge, or text.

Nothing of it is ever fetched, opened, dialled or joined; this only says what stands there. MeCard: NTT Docomo's "Create
contact" format, whose marks : ; , \ are escaped by a backslash. BizCard: the same with one-letter names and no escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from outreach.domain.company import MASK, without_personal_numbers
from outreach.domain.contact import Address, Email, Phone, kept_email, kept_phone
from outreach.domain.person import Card
from outreach.domain.quick_note import Unsure
from outreach.domain.scanned import EMPTY_CARD, Code, Content, ContentKind, tells_somebody
from outreach.domain.visible_text import visible
from outreach.domain.web_link import looks_like_link, read_link
from outreach.formats.icalendar_file import looks_like_calendar
from outreach.formats.vcard import looks_like_vcard, read_cards
from outreach.language import N_

#: A code that holds more cards than this is no visiting card.
MOST_CARDS = 20
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PAIR = re.compile(r"((?:\\.|[^\\;])*)(?:;|\Z)", re.DOTALL)
_BADGE = re.compile(r"(?=[^\s]*\d)[A-Za-z0-9][A-Za-z0-9_\-/.#]{2,39}")
#: Codes of goods: their digits are no badge.
_GOODS = ("EAN", "UPC", "DataBar", "ISBN", "ITF")
_ACTS = re.compile(r"(wifi|sip|market|otpauth|bitcoin|geo|matmsg|smsto|sms|mmsto|intent|swish|bankid):", re.IGNORECASE)
_EVENT = re.compile(r"BEGIN:VEVENT", re.IGNORECASE)

PERSONAL = N_("a personal identity number; it is not kept")


def read_code(code: Code) -> tuple[Content, ...]:
    """Return what a code holds; several only for a code with several cards. Never raises."""
    return tuple(replace(one, symbology=code.symbology) for one in _contents(code))


def contents_of_cards(data: bytes) -> list[Content]:
    """Return the cards of a vCard text, each made harmless."""
    cards, problems = read_cards(data)
    doubts = tuple(Unsure(visible(one.text), one.reason) for one in problems if one.warning and one.text and not one.values)
    return [_card_content(card, doubts if len(cards) == 1 else ()) for card in cards[:MOST_CARDS]]


def harmless(card: Card) -> tuple[Card, tuple[Unsure, ...]]:
    """Return a stranger's card without invisible signs, addresses that must not be opened, and personal identity numbers."""
    doubts: list[Unsure] = []
    website = card.website
    if website:
        link = read_link(website)
        website = link.address
        if not link.openable:
            doubts.append(Unsure(link.shown, link.doubt))
    note, personal = without_personal_numbers(visible(card.note))
    doubts += [Unsure(MASK, PERSONAL) for _ in personal]
    texts: dict[str, Any] = {
        name: " ".join(visible(getattr(card, name)).split())
        for name in ("name", "given", "family", "organisation", "department", "title", "org_number", "municipality")
    }
    clean = replace(
        card,
        **texts,
        website=website,
        note=note,
        emails=tuple(Email(visible(one.address), one.label) for one in card.emails),
        phones=tuple(Phone(visible(one.number), one.label) for one in card.phones),
        addresses=tuple(_visible_address(one) for one in card.addresses),
        roles=tuple((visible(company), visible(title)) for company, title in card.roles),
    )
    return clean, tuple(doubts)


def _contents(code: Code) -> list[Content]:
    text = code.text.strip()
    upper = text[:10].upper()
    if looks_like_vcard(code.data):
        found = contents_of_cards(code.data)
        if found:
            return found
    for prefix, read in ((("MECARD:"), _mecard), (("BIZCARD:"), _bizcard)):
        if upper.startswith(prefix):
            return [_card_content(read(text[len(prefix) :]), ())]
    if _EVENT.search(text):
        return [Content(kind=ContentKind.EVENT, text=visible(text), calendar=_calendar(text))]
    return [_way_to_reach(text) or _link_or_text(text, code.symbology)]


def _card_content(card: Card, doubts: tuple[Unsure, ...]) -> Content:
    clean, more = harmless(card)
    said = "\n".join(part for part in (clean.name, clean.title, clean.organisation) if part)
    kind = ContentKind.CARD if tells_somebody(clean) else ContentKind.TEXT
    return Content(kind=kind, text=said, card=clean, unsure=(*more, *doubts))


def _way_to_reach(text: str) -> Content | None:
    """Read mailto:, MATMSG:, tel:, sms: and SMSTO: as the address or number that they hold."""
    head, colon, rest = text.partition(":")
    scheme = head.casefold()
    if not colon:
        return None
    if scheme == "matmsg":
        rest, scheme = dict(_pairs(rest)).get("TO", ""), "mailto"
    if scheme == "mailto":
        address = visible(unquote(rest.partition("?")[0], errors="replace")).split(",")[0]
        email = kept_email(address)
        return Content(kind=ContentKind.EMAIL, text=email.address, card=replace(EMPTY_CARD, emails=(email,)))
    if scheme in ("tel", "sms", "smsto", "mmsto"):
        number = visible(unquote(re.split(r"[?:;,]", rest, maxsplit=1)[0], errors="replace"))
        phone = kept_phone(number)
        return Content(kind=ContentKind.PHONE, text=phone.number, card=replace(EMPTY_CARD, phones=(phone,)))
    return None


def _link_or_text(text: str, symbology: str) -> Content:
    shown = visible(text)
    if looks_like_link(text) and not _ACTS.match(shown):
        link = read_link(text)
        doubts = (Unsure(link.shown, link.doubt),) if link.doubt else ()
        card = replace(EMPTY_CARD, website=link.address) if link.openable else EMPTY_CARD
        return Content(kind=ContentKind.LINK, text=link.shown, link=link, card=card, unsure=doubts)
    email = re.fullmatch(r"[^\s@:/]+@[^\s@:/]+\.[A-Za-z]{2,}", shown)
    if email:
        return Content(kind=ContentKind.EMAIL, text=shown, card=replace(EMPTY_CARD, emails=(kept_email(shown),)))
    if _BADGE.fullmatch(shown) and not any(kind in symbology for kind in _GOODS):
        return Content(kind=ContentKind.BADGE, text=shown, badge=shown, card=replace(EMPTY_CARD, note=badge_note(shown)))
    return Content(kind=ContentKind.TEXT, text=shown)


def badge_note(badge: str) -> str:
    """Return how the number of a badge stands in a note, so that it is found again."""
    return f"badge {badge}"


# MeCard and BizCard ----------------------------------------------------------------------------------------------------


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield (name, still escaped value) of each field."""
    for match in _PAIR.finditer(text):
        name, colon, value = match.group(1).partition(":")
        if colon and value.strip():
            yield name.strip().upper(), value.strip()


def _plain(value: str) -> str:
    return " ".join(visible(_ESCAPED.sub(r"\1", value)).split())


def _split(value: str) -> list[str]:
    """Split at each bare comma."""
    return [_plain(part) for part in re.findall(r"(?:\\.|[^\\,])+", value)]


def _mecard(text: str) -> Card:
    fields: dict[str, list[str]] = {}
    for name, value in _pairs(text):
        fields.setdefault(name, []).append(value)
    parts = _split(fields["N"][0]) if "N" in fields else []
    family, given = (parts[0], parts[1]) if len(parts) > 1 else ("", "")
    name = f"{given} {family}".strip() or (parts[0] if parts else "")

    def first(*names: str) -> str:
        return next((_plain(fields[one][0]) for one in names if one in fields), "")

    organisation = first("ORG", "COMPANY")
    return Card(
        line=0,
        name=name or organisation,
        given=given,
        family=family,
        organisation=organisation,
        title=first("TITLE", "TIL", "ROLE"),
        emails=tuple(kept_email(_plain(one)) for one in fields.get("EMAIL", ())),
        phones=tuple(kept_phone(_plain(one)) for name in ("TEL", "TEL-AV") for one in fields.get(name, ())),
        addresses=tuple(_address(one) for one in fields.get("ADR", ())),
        website=first("URL"),
        note=first("NOTE", "MEMO"),
        is_company=bool(organisation) and not name,
    )


def _address(value: str) -> Address:
    """Read an address: seven parts as in a vCard (box, room, street, city, region, code, country), else one line."""
    parts = re.split(r"(?<!\\),", value)
    if len(parts) == 7:
        box, room, street, city, region, code, country = (_plain(part) for part in parts)
        lines = ", ".join(part for part in (box, room, street) if part)
        return Address(lines, code, city, region, "" if country.casefold() in ("se", "sverige", "sweden") else country)
    return Address(street=_plain(value))


def _bizcard(text: str) -> Card:
    fields = {name: _plain(value) for name, value in reversed(list(_pairs(text)))}
    given, family = fields.get("N", ""), fields.get("X", "")
    name = f"{given} {family}".strip()
    return Card(
        line=0,
        name=name or fields.get("C", ""),
        given=given if family else "",
        family=family,
        organisation=fields.get("C", ""),
        title=fields.get("T", ""),
        emails=(kept_email(fields["E"]),) if "E" in fields else (),
        phones=tuple(kept_phone(fields[one]) for one in ("B", "M") if one in fields),
        addresses=(Address(street=fields["A"]),) if "A" in fields else (),
        website=fields.get("U", ""),
        is_company=not name,
    )


def _visible_address(address: Address) -> Address:
    names = ("street", "postal_code", "city", "region", "country", "label")
    return Address(**{name: visible(getattr(address, name)) for name in names})


def _calendar(text: str) -> bytes:
    """Return a calendar file: codes often hold the event alone."""
    data = text.encode("utf-8", "replace")
    if looks_like_calendar(data[:4096]):
        return data
    lines = "\r\n".join(text.splitlines())
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Outreach//Code//EN\r\n{lines}\r\nEND:VCALENDAR\r\n".encode()
