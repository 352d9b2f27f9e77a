"""Contact cards in and out: vCard 2.1, 3.0 and 4.0 as real programs write them, 3.0 and 4.0 as they like to read them.

`vcard_lines.py` cuts the file into cards and lines, `vcard_guard.py` checks each line and has vobject parse it, here the
properties become a `Card`. Values are split and unescaped here, because vobject cuts "FN:Doe, John" at the comma.
Rules: vCard 2.1 (versit 1996), RFC 2426 (3.0), RFC 6350 (4.0); Apple's item1.X-ABLabel and X-ABShowAs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from outreach.domain.contact import Address
from outreach.domain.person import Card
from outreach.domain.problem import Problem, cut
from outreach.formats.contact_text import (
    clean,
    home_country,
    is_google_group,
    label_of,
    read_email,
    read_phone,
    to_utf8,
)
from outreach.formats.vcard_guard import Property, read_property
from outreach.formats.vcard_lines import CardSplitter, RawCard
from outreach.formats.vcard_write import write_cards
from outreach.language import N_

__all__ = ["looks_like_vcard", "read_cards", "write_cards"]

LARGEST_FILE = 5_000_000
MOST_CARDS = 10_000

_BEGIN = re.compile(rb"^[ \t]*(?:\xef\xbb\xbf)?BEGIN[ \t]*:[ \t]*VCARD\b", re.IGNORECASE | re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_\Z", re.DOTALL)
_GROUP_KINDS = frozenset({"group", "list"})
_COMPANY_KINDS = frozenset({"org", "organization", "organisation"})
_T = TypeVar("_T")


def looks_like_vcard(head: bytes) -> bool:
    """Say whether the first kilobytes of a file hold the beginning of a contact card, in any encoding."""
    return _BEGIN.search(to_utf8(head).replace(b"\r", b"\n")) is not None


def read_cards(data: bytes) -> tuple[list[Card], list[Problem]]:
    """Read a vCard file of any version and encoding. Never raises; one bad line or card costs only itself.

    Problems carry the line where they stand; line 0 means the whole file. At most 5 MB and 10,000 cards are read.
    """
    if len(data) > LARGEST_FILE:
        reason = N_("The file is larger than {limit} MB. A contact file of that size is not read.")
        return [], [Problem(0, reason, {"limit": str(LARGEST_FILE // 1_000_000)})]
    if not data.strip():
        return [], [Problem(1, N_("The file is empty."))]
    text = to_utf8(data).replace(b"\x00", b"")
    count = len(_BEGIN.findall(text if b"\n" in text else text.replace(b"\r", b"\n")))
    if count > MOST_CARDS:
        reason = N_("The file holds more than {limit} contact cards. Split it into smaller files.")
        return [], [Problem(0, reason, {"limit": str(MOST_CARDS)})]
    problems: list[Problem] = []
    found = [_read_card(raw, problems) for raw in CardSplitter(problems).split(text)]
    if not found and not count:
        return [], [Problem(1, N_("There is no contact card in the file (no BEGIN:VCARD)."))]
    problems.sort(key=lambda problem: problem.line)
    return [card for card in found if card is not None], problems


def _read_card(raw: RawCard, problems: list[Problem]) -> Card | None:
    """Return the card of these lines, or None and a problem."""
    properties: dict[str, list[Property]] = {}
    for line in raw.lines:
        read = read_property(line)
        if isinstance(read, Problem):
            problems.append(read)
        elif read is not None:
            properties.setdefault(read.name, []).append(read)
    card = _CardBuilder(raw.line, properties)
    if card.is_group():
        reason = N_("This is a list of contacts and not a person.")
        problems.append(Problem(raw.line, reason, text=cut(card.first("FN"))))
        return None
    built = card.build()
    if not built.name:
        problems.append(Problem(raw.line, N_("The card has no name, no organisation and no e-mail address.")))
        return None
    return built


class _CardBuilder:
    """Turns the properties of one card into a `Card`."""

    def __init__(self, line: int, properties: dict[str, list[Property]]) -> None:
        self._line = line
        self._properties = properties
        version = properties.get("VERSION")
        self._old = version is not None and version[0].value.strip().startswith("2")
        labels = properties.get("X-ABLABEL", ())
        self._labels = {label.group: _apple_label(self._text(label.value)) for label in labels if label.group}

    def is_group(self) -> bool:
        """Say whether the card is a distribution list (RFC 6350, 6.1.4; Apple's X-ADDRESSBOOKSERVER-KIND)."""
        return any(self.first(name).lower() in _GROUP_KINDS for name in ("KIND", "X-ADDRESSBOOKSERVER-KIND"))

    def build(self) -> Card:
        """Return the card; its name is empty when nothing in it can serve as one."""
        family, given, additional = (*self._parts("N"), "", "", "")[:3]
        full = self.first("FN")
        emails = self._each("EMAIL", read_email)
        organisations = self._organisations()
        organisation, department = organisations[0] if organisations else ("", "")
        person = full or " ".join(part for part in (given, additional, family) if part) or self.first("NICKNAME")
        return Card(
            line=self._line,
            name=person or organisation or (emails[0].address if emails else ""),
            given=given,
            family=family,
            organisation=organisation,
            department=department or self.first("X-DEPARTMENT"),
            title=self.first("TITLE") or self.first("ROLE"),
            emails=emails,
            phones=self._each("TEL", read_phone),
            addresses=self._addresses(),
            website=self._website(),
            note="\n".join(self._texts("NOTE")),
            categories=tuple(text for text in self._list("CATEGORIES") if not is_google_group(text)),
            language=self._language(),
            # Byte for byte: other programs know the card by it (Outlook's and Apple's hold colons and backslashes).
            uid=clean(self._raw("UID")),
            org_number=self.first("X-OUTREACH-ORG-NUMBER"),
            municipality=self.first("X-OUTREACH-MUNICIPALITY"),
            sni=self._list("X-OUTREACH-SNI"),
            cpv=self._list("X-OUTREACH-CPV"),
            size=self.first("X-OUTREACH-SIZE"),
            source=self.first("X-OUTREACH-SOURCE"),
            is_company=self._shows_company() or (not person and bool(organisation)),
            roles=self._roles(organisations),
        )

    def first(self, name: str) -> str:
        """Return the first text of a property, or an empty one."""
        if name not in self._properties:
            return ""
        return next(iter(self._texts(name)), "")

    def _texts(self, name: str) -> list[str]:
        texts = (clean(self._text(found.value)) for found in self._properties.get(name, ()))
        return [text for text in texts if text]

    def _raw(self, name: str) -> str:
        return self._properties[name][0].value if name in self._properties else ""

    def _text(self, value: str) -> str:
        return _unescape(value, old=self._old)

    def _split(self, value: str, separator: str) -> list[str]:
        return [clean(self._text(part)) for part in split_at(value, separator)]

    def _parts(self, name: str) -> list[str]:
        return self._split(self._raw(name), ";")

    def _list(self, name: str) -> tuple[str, ...]:
        if name not in self._properties:
            return ()
        found = (part for one in self._properties[name] for part in self._split(one.value, ","))
        return tuple(part for part in found if part)

    def _by_preference(self, name: str) -> list[Property]:
        found = self._properties.get(name, [])
        return sorted(found, key=lambda one: one.pref) if len(found) > 1 else found

    def _label(self, found: Property) -> str:
        return self._labels.get(found.group) or label_of(found.types)

    def _each(self, name: str, read: Callable[[str, str], _T | None]) -> tuple[_T, ...]:
        values = (read(self._text(found.value), self._label(found)) for found in self._by_preference(name))
        return tuple(value for value in values if value is not None)

    def _addresses(self) -> tuple[Address, ...]:
        addresses = (self._address(found) for found in self._by_preference("ADR"))
        return tuple(address for address in addresses if address is not None)

    def _address(self, found: Property) -> Address | None:
        parts = [*self._split(found.value, ";"), *[""] * 7]
        box, extended, street, city, region, code, country = parts[:7]
        lines = ", ".join(part for part in (box, extended, street) if part)
        if not any((lines, code, city, region, country)):
            return None
        return Address(lines, code, city, region, home_country(country), self._label(found))

    def _organisations(self) -> list[tuple[str, str]]:
        """Return (name, department) of each organisation, each once, in the order of the card."""
        found: list[tuple[str, str]] = []
        for one in self._properties.get("ORG", ()):
            name, *units = self._split(one.value, ";")
            pair = (name, ", ".join(unit for unit in units if unit))
            if any(pair) and pair not in found:
                found.append(pair)
        return found

    def _roles(self, organisations: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Return our own further roles and, of a foreign card, the second and later organisations and titles."""
        titles = [*self._texts("TITLE"), *[""] * len(organisations)]
        foreign = [(name, titles[at]) for at, (name, _) in enumerate(organisations) if at and name]
        own = [(*self._split(one.value, ";"), "")[:2] for one in self._properties.get("X-OUTREACH-ROLE", ())]
        return tuple((company, title) for company, title in [*own, *foreign] if company or title)

    def _website(self) -> str:
        found = self._by_preference("URL")
        return clean(re.sub(r"\\([\\:;,])", r"\1", found[0].value)) if found else ""

    def _language(self) -> str:
        found = self._by_preference("LANG")
        code = found[0].value.strip()[:2].lower() if found else ""
        return code if code in ("sv", "en") else ""

    def _shows_company(self) -> bool:
        return self.first("KIND").lower() in _COMPANY_KINDS or self.first("X-ABSHOWAS").upper() == "COMPANY"


def _apple_label(text: str) -> str:
    """Return an Apple label: its own words ("_$!<HomePage>!$_") in lower case, the user's as they are."""
    own = _APPLE_LABEL.match(text.strip())
    return label_of(tuple(own.group(1).split())) if own else clean(text)


def _unescape(value: str, *, old: bool) -> str:
    r"""Undo backslashes: "\n" and marks in 3.0 and 4.0 (RFC 6350, 3.4), marks alone in 2.1, where paths stand bare."""

    def plain(found: re.Match[str]) -> str:
        mark = found.group(1)
        if mark in ";,:" or (not old and mark in '\\"'):
            return mark
        return "\n" if mark in "nN" and not old else found.group()

    return _ESCAPED.sub(plain, value) if "\\" in value else value


def split_at(value: str, separator: str) -> list[str]:
    """Split a still escaped value at each bare `separator` ("," or ";"); the parts stay escaped."""
    if "\\" not in value:
        return value.split(separator)
    parts = [""]
    for piece in re.findall(rf"\\.|{separator}|[^\\{separator}]+|\\", value, re.DOTALL):
        if piece == separator:
            parts.append("")
        else:
            parts[-1] += piece
    return parts
