"""Contact cards out: vCard 3.0 (RFC 2426), the form that every address book takes, and 4.0 (RFC 6350).

Written by hand and not by vobject, which folds by characters instead of octets and refuses cards of company lists.
What other programs have no field for stands in X-OUTREACH-* properties, so that our own cards come back whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from outreach.domain.contact import Address
from outreach.domain.person import Card
from outreach.formats.contact_text import label_of

PRODUCT = "-//Outreach//Contacts//EN"

_FOLD = 75
_TYPES = {"work": "WORK", "home": "HOME", "mobile": "CELL", "fax": "FAX", "pager": "PAGER", "video": "VIDEO"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+\Z")


def write_cards(cards: Iterable[Card], version: str = "3.0", revised: datetime | None = None) -> bytes:
    """Write cards as one vCard file: UTF-8, CRLF, folded at 75 octets. `version` is "3.0" or "4.0", else ValueError.

    `revised` (aware) becomes REV of every card. Texts in their clean form come back exactly from `read_cards`; other
    control characters than newline and tab are left out. FN is never empty: a card without name shows its
    organisation, address or number.
    """
    if version not in ("3.0", "4.0"):
        raise ValueError(f"no such vCard version to write: {version!r}")
    lines = (line for card in cards for line in _CardWriter(card, version, revised).lines())
    return b"".join(fold(line) for line in lines)


def fold(line: str) -> bytes:
    """Return one logical line as octets, folded at 75 of them and never inside a character (RFC 6350, 3.2)."""
    octets = line.encode("utf-8", "replace")
    if len(octets) <= _FOLD:
        return octets + b"\r\n"
    pieces: list[bytes] = []
    room = _FOLD
    while len(octets) > room:
        at = room
        while octets[at] & 0xC0 == 0x80:
            at -= 1
        pieces.append(octets[:at])
        octets = octets[at:]
        room = _FOLD - 1
    return b"\r\n ".join([*pieces, octets]) + b"\r\n"


class _CardWriter:
    """The lines of one card, not yet folded."""

    def __init__(self, card: Card, version: str, revised: datetime | None) -> None:
        self._card = card
        self._new = version == "4.0"
        self._version = version
        self._revised = revised
        self._items = 0

    def lines(self) -> Iterator[str]:
        """Yield the logical lines from BEGIN to END."""
        card = self._card
        yield "BEGIN:VCARD"
        yield f"VERSION:{self._version}"
        yield f"PRODID:{PRODUCT}"
        yield from self._uid()
        if card.is_company:
            yield "KIND:org" if self._new else "X-ABShowAs:COMPANY"
        yield f"FN:{self._text(_shown_name(card))}"
        yield f"N:{_structured(card.family, card.given, '', '', '')}"
        if card.organisation or card.department:
            units = (card.organisation, card.department) if card.department else (card.organisation,)
            yield f"ORG:{_structured(*units)}"
        yield from self._single("TITLE", card.title)
        yield from self._ways_to_reach()
        if card.website:
            yield f"URL:{_one_line(card.website).replace(chr(92), chr(92) * 2)}"
        yield from self._single("NOTE", card.note)
        yield from self._list("CATEGORIES", card.categories)
        yield from self._single("LANG", card.language)
        yield from self._own()
        if self._revised is not None:
            yield f"REV:{self._revised.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        yield "END:VCARD"

    def _uid(self) -> Iterator[str]:
        uid = _one_line(self._card.uid)
        if uid:
            # A UID of 4.0 is a URI unless it says otherwise (RFC 6350, 6.7.6).
            yield f"UID;VALUE=text:{uid}" if self._new and not _URI.match(uid) else f"UID:{uid}"

    def _ways_to_reach(self) -> Iterator[str]:
        always = () if self._new else ("INTERNET",)
        for email in self._card.emails:
            yield from self._labelled("EMAIL", self._text(email.address), email.label, ("work", "home"), always)
        for phone in self._card.phones:
            yield from self._labelled("TEL", self._text(phone.number), phone.label, tuple(_TYPES))
        for address in self._card.addresses:
            yield from self._labelled("ADR", _address(address), address.label, ("work", "home"))

    def _labelled(
        self, name: str, value: str, label: str, known: tuple[str, ...], always: tuple[str, ...] = ()
    ) -> Iterator[str]:
        """Yield a property with its label: as TYPE where that says all of it, else as Apple's item1.X-ABLabel."""
        words = tuple(label.split())
        told = label == label_of(words) and all(word in known for word in words)
        types = [*always, *(_TYPES[word] for word in words)] if told else list(always)
        if self._new:
            types = [kind.lower() for kind in types]
        params = f";TYPE={','.join(types)}" if types else ""
        if told:
            yield f"{name}{params}:{value}"
            return
        self._items += 1
        yield f"item{self._items}.{name}{params}:{value}"
        yield f"item{self._items}.X-ABLabel:{self._text(label)}"

    def _own(self) -> Iterator[str]:
        card = self._card
        yield from self._single("X-OUTREACH-ORG-NUMBER", card.org_number)
        yield from self._single("X-OUTREACH-MUNICIPALITY", card.municipality)
        yield from self._list("X-OUTREACH-SNI", card.sni)
        yield from self._list("X-OUTREACH-CPV", card.cpv)
        yield from self._single("X-OUTREACH-SIZE", card.size)
        yield from self._single("X-OUTREACH-SOURCE", card.source)
        for company, title in card.roles:
            yield f"X-OUTREACH-ROLE:{_structured(company, title)}"

    def _single(self, name: str, text: str) -> Iterator[str]:
        if text:
            yield f"{name}:{self._text(text)}"

    def _list(self, name: str, texts: tuple[str, ...]) -> Iterator[str]:
        if texts:
            yield f"{name}:{','.join(_escaped(text) for text in texts)}"

    def _text(self, text: str) -> str:
        """Escape a text that stands alone: its semicolons too in 3.0 (RFC 2426, section 5), not in 4.0 (RFC 6350, 3.4)."""
        escaped = _escaped(text)
        return escaped.replace("\\;", ";") if self._new else escaped


def _shown_name(card: Card) -> str:
    ways = [*(email.address for email in card.emails), *(phone.number for phone in card.phones)]
    full = f"{card.given} {card.family}".strip()
    return card.name or full or card.organisation or next(iter(ways), "") or card.uid or "?"


def _escaped(text: str) -> str:
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for mark, written in (("\\", "\\\\"), ("\n", "\\n"), (",", "\\,"), (";", "\\;")):
        text = text.replace(mark, written)
    return text


def _structured(*parts: str) -> str:
    return ";".join(_escaped(part) for part in parts)


def _address(address: Address) -> str:
    return _structured("", "", address.street, address.city, address.region, address.postal_code, address.country)


def _one_line(text: str) -> str:
    """Return a value that is never escaped (UID, URL) without anything that could end its line."""
    return _CONTROL.sub("", " ".join(text.splitlines())).strip()
