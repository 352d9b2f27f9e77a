"""A pasted text, a signature or what text recognition read, as a card: the reader's line put into a card's fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from outreach.domain.contact import is_shared_mailbox, kept_email, kept_phone
from outreach.domain.name_shapes import looks_like_company
from outreach.domain.pasted import read_pasted
from outreach.domain.person import Card, person_key
from outreach.domain.quick_line import QuickLine, Unsure
from outreach.domain.scanned import EMPTY_CARD, Code, Content, ContentKind, tells_somebody
from outreach.domain.visible_text import visible
from outreach.domain.web_link import read_link
from outreach.domain.when import home_day
from outreach.language import N_

OTHER_NAME = N_("another name stands in the signature")


def card_of_line(line: QuickLine) -> tuple[Card, tuple[Unsure, ...]]:
    """Return the card of a line that was taken apart, with its doubts. The marks of its note stay in the note."""
    link = read_link(line.website) if line.website else None
    doubts = line.unsure if link is None or link.openable else (*line.unsure, Unsure(link.shown, link.doubt))
    labels = (*line.phone_labels, *("" for _ in line.phones))
    card = replace(
        EMPTY_CARD,
        name=line.person or line.company,
        organisation=line.company,
        title=line.title,
        emails=tuple(kept_email(one) for one in line.emails),
        phones=tuple(kept_phone(one, label) for one, label in zip(line.phones, labels, strict=False)),
        addresses=line.addresses,
        website=link.address if link else "",
        org_number=line.org_number,
        note=" ".join([line.note.note, *(f"#{tag}" for tag in line.note.tags)]).strip(),
        is_company=bool(line.company) and not line.person,
    )
    return card, tuple(dict.fromkeys(doubts))


def content_of_text(text: str, now: datetime, kind: ContentKind = ContentKind.TEXT) -> Content:
    """Return what a text says about somebody."""
    shown = visible(text)
    card, doubts = card_of_line(read_pasted(shown, home_day(now)))
    return Content(kind=kind, text=shown, card=card, unsure=doubts)


def read_text(data: bytes, now: datetime) -> list[Content]:
    """Return what a pasted text (UTF-8) says: what a code of this text would hold, else what it tells about somebody."""
    from outreach.formats.code_content import read_code

    text = data.decode("utf-8", "replace")
    contents = read_code(Code("", text, data))
    return [content_of_text(text, now)] if contents[0].kind in (ContentKind.TEXT, ContentKind.BADGE) else list(contents)


def content_of_message(name: str, address: str, signature: str, sent: datetime | None, now: datetime) -> Content | None:
    """Return what a message says about its writer: the signature first, then the sender's name and address."""
    card, doubts = card_of_line(read_pasted(signature, home_day(now))) if signature else (EMPTY_CARD, ())
    if address and address.casefold() not in {one.address.casefold() for one in card.emails}:
        card = replace(card, emails=(kept_email(address), *card.emails))
    card, more = _with_sender(card, name, address)
    if not tells_somebody(card):
        return None
    return Content(kind=ContentKind.SIGNATURE, text=signature, card=card, unsure=(*doubts, *more), at=sent)


def _with_sender(card: Card, name: str, address: str) -> tuple[Card, tuple[Unsure, ...]]:
    """Put the sender's name where the signature has none; where they are two people, say so."""
    person = "" if card.is_company else card.name
    if not name or "@" in name:
        return card, ()
    if looks_like_company(name) or (is_shared_mailbox(address) and (person or card.organisation)):
        firm = card.organisation or (name if looks_like_company(name) else "")
        return replace(card, organisation=firm, name=person or firm, is_company=not person), ()
    if not person:
        return replace(card, name=name, is_company=False), ()
    if set(person_key(person).split()) & set(person_key(name).split()):
        return card, ()
    return replace(card, name=name), (Unsure(person, OTHER_NAME),)
