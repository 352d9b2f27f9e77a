"""One row of a contact list as a `Card`, and cards as rows of our own export, so that they come back whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from outreach.domain.contact import Address, Email, Phone
from outreach.domain.person import Card
from outreach.domain.table_mapping import Column
from outreach.formats.contact_text import (
    clean,
    home_country,
    is_google_group,
    knows_label,
    label_of,
    read_email,
    read_phone,
)
from outreach.formats.table_headings import OWN_HEADINGS

#: Which field of a company or a person a column empties, when the officer wants empty cells to empty.
_RECORD_FIELDS = {
    "email": "emails", "phone": "phones", "address": "addresses", "website": "website", "note": "notes",
    "answer": "notes", "categories": "tags", "groups": "tags", "org_number": "org_number", "language": "language",
    "municipality": "municipality", "sni": "sni", "cpv": "cpv", "size": "size", "staff": "size",
}  # fmt: skip
#: The ways in which somebody does not want to be reached, as our own files write them, and back.
_WAYS = {
    "sv": {"e-mail": "e-post", "post": "brev", "telephone": "telefon"},
    "en": {"e-mail": "e-mail", "post": "letters", "telephone": "telephone"},
}
_SAME_WAY = {written: way for ways in _WAYS.values() for way, written in ways.items()}
_NOBODY = frozenset({"anonymous", "anonym", "-"})
#: What stands in a form that demands a company of somebody who has none.
_NO_FIRM = frozenset({"-", "–", "--", ".", "x", "n/a", "N/A", "ingen", "Ingen", "inget", "Inget", "saknas", "Saknas"})
_YES = frozenset({"ja", "yes", "true", "sant", "1", "x"})
_LIST_MARKS = re.compile(r"\\.|[;,]|[^\\;,]+|\\", re.DOTALL)
_GOOGLE_MARK = ":::"
_CODE_AND_CITY = re.compile(
    r"(?:(.*[^\s,])[\s,]+)?(?:SE?-)?(\d{3} ?\d{2})[ \t]+(\S[^\n]*?)"
    r"(?:[\s,]*\n\s*(\S.*)|\s*,\s*(?i:sverige|sweden))?\Z",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of one list mean: (index, column) in the order of the list."""

    columns: Sequence[tuple[int, Column]]
    blanks: bool = False
    own: bool = field(init=False)
    is_list: bool = field(init=False)
    covered: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        # Our own export says of each row whether it is a company; labels and lists of such a file are taken verbatim.
        object.__setattr__(self, "own", any(column.kind == "is_company" for _, column in self.columns))
        # An address book tells home from work; a list of companies does not.
        book = any(column.part == "label" or column.label in ("home", "work") for _, column in self.columns)
        object.__setattr__(self, "is_list", not (self.own or book))
        kinds = {column.kind for _, column in self.columns} if self.blanks else set()
        object.__setattr__(self, "covered", frozenset(_RECORD_FIELDS[kind] for kind in kinds if kind in _RECORD_FIELDS))

    @property
    def known(self) -> int:
        """How many columns have a meaning."""
        return len(self.columns)

    def card(self, line: int, cells: Sequence[str]) -> Card:
        """Return the card of one row; its name is empty when nothing in it can serve as one."""
        return _RowReader(self, line, cells).card()


class _RowReader:
    def __init__(self, layout: Layout, line: int, cells: Sequence[str]) -> None:
        self._own = layout.own
        self._is_list = layout.is_list
        self._covered = layout.covered
        self._line = line
        texts = ((column, clean(cells[index])) for index, column in layout.columns if index < len(cells))
        self._cells = [(column, text) for column, text in texts if text]

    def card(self) -> Card:
        given, family, organisation = self._one("given"), self._one("family"), self._one("organisation")
        if organisation in _NO_FIRM and not self._own:
            organisation = ""
        emails = self._emails()
        person = self._person() or " ".join(part for part in (given, self._one("additional"), family) if part)
        addresses, website = self._addresses(), self._one("website")
        # The place and the page of a row with a contact person are the company's; an address book's are the person's.
        of_firm = bool(person and organisation) and self._is_list
        firm_page = of_firm and "linkedin.com/in/" not in website
        return Card(
            line=self._line,
            name=person or organisation or next((one.address for one in emails if "@" in one.address), ""),
            given=given,
            family=family,
            organisation=organisation,
            department=self._one("department"),
            title=self._one("title"),
            emails=emails,
            phones=self._phones(),
            addresses=() if of_firm else addresses,
            website="" if firm_page else website,
            firm_addresses=addresses if of_firm else (),
            firm_website=website if firm_page else "",
            note=self._note(),
            categories=self._list("categories") or self._groups(),
            language=self._language(),
            uid=self._one("uid"),
            org_number=self._one("org_number"),
            municipality=self._one("municipality"),
            sni=self._list("sni"),
            workplaces=self._list("workplaces"),
            declines=tuple(_SAME_WAY.get(word.casefold(), word) for word in self._list("declines")),
            cpv=self._list("cpv"),
            size=self._size(),
            source=self._one("source"),
            is_company=self._one("is_company").casefold() in _YES if self._own else not person and bool(organisation),
            roles=self._roles(),
            blank=self._blank(),
        )

    def _person(self) -> str:
        """Return the name, the right way round, without the e-mail and the numbers that stand in its cell."""
        name = self._one("name")
        turned = None if self._own else _FAMILY_FIRST.fullmatch(name)
        if turned:
            return f"{turned.group(2)} {turned.group(1)}"
        return name if self._own else self._beside_name()[0]

    def _beside_name(self) -> tuple[str, list[str]]:
        """Part "Lisa Ek, 070-123 45 67, lisa@ek.se" into the name and what else says how to reach her."""
        name = self._one("name")
        pieces = [piece.strip() for piece in re.split(r"[,;\n]", name) if piece.strip()]
        reach = [piece for piece in pieces if _MAIL.fullmatch(piece) or _is_number(piece)]
        if self._own or not reach or len(reach) == len(pieces):
            return name, []
        return ", ".join(piece for piece in pieces if piece not in reach), reach

    def _note(self) -> str:
        """Return all notes, and each answer below the question that it answers."""
        notes = [text for column, text in self._cells if column.kind == "note"]
        answers = [f"{column.label}: {text}" if column.label else text for column, text in self._cells
                   if column.kind == "answer"]  # fmt: skip
        return "\n".join([*notes, *answers])

    def _size(self) -> str:
        told = self._one("size")
        return told if self._own else size_class(told or self._one("staff"))

    def _blank(self) -> tuple[str, ...]:
        """Return the fields of which the list has columns, all of them empty in this row; nothing unless it is wished."""
        return tuple(sorted(self._covered - {_RECORD_FIELDS.get(column.kind, "") for column, _ in self._cells}))

    def _one(self, kind: str, number: int = 0, part: str = "") -> str:
        return next(
            (text for column, text in self._cells if column.kind == kind and column.part == part
             and number in (0, column.number)), "",
        )  # fmt: skip

    def _list(self, kind: str) -> tuple[str, ...]:
        return split_list(self._one(kind))

    def _groups(self) -> tuple[str, ...]:
        """Return Google's labels: "* myContacts ::: Byggare"."""
        found = (clean(text.strip().removeprefix("*")) for text in self._one("groups").split(_GOOGLE_MARK))
        return tuple(text for text in found if text and not is_google_group(text))

    def _language(self) -> str:
        code = self._one("language")[:2].lower()
        return code if code in ("sv", "en") else ""

    def _values(self, kind: str) -> list[tuple[str, str]]:
        """Return (value, label) of each column of a kind; Google puts several values of one label in one cell."""
        found: list[tuple[str, str]] = []
        for column, text in self._cells:
            if column.kind == kind and not column.part:
                label = column.label or self._label(kind, column.number)
                parts = [text] if self._own else _several(kind, text)
                found.extend((part, label) for part in parts)
        return found

    def _label(self, kind: str, number: int) -> str:
        text = self._one(kind, number, "label")
        if self._own:
            return text
        words = text.removeprefix("*").split()
        return label_of(tuple(words)) if all(knows_label(word.casefold()) for word in words) else clean(" ".join(words))

    def _emails(self) -> tuple[Email, ...]:
        # Forms write "anonymous" for who was not signed in.
        told = [one for one in self._values("email") if self._own or one[0].casefold() not in _NOBODY]
        told += [(one, "") for one in self._beside_name()[1] if "@" in one]
        found = (read_email(text, label) for text, label in told)
        return tuple(email for email in found if email is not None)

    def _phones(self) -> tuple[Phone, ...]:
        told = self._values("phone") + [(one, "") for one in self._beside_name()[1] if "@" not in one]
        found = (read_phone(text, label) for text, label in told)
        return tuple(phone for phone in found if phone is not None)

    def _addresses(self) -> tuple[Address, ...]:
        keys = dict.fromkeys((column.number, column.label) for column, _ in self._cells if column.kind == "address")
        told = (self._address(number, label) for number, label in keys)
        found = [address for address in told if address is not None]
        streets = [one for one in found if one.street and not one.postal_code and not one.city]
        towns = [one for one in found if not one.street]
        if not self._own and len(found) == 2 and len(streets) == len(towns) == 1:
            # "Besöksadress;Postnr;Ort": one place, and no other that the post goes to.
            return (replace(towns[0], street=streets[0].street),)
        return tuple(found)

    def _address(self, number: int, label: str) -> Address | None:
        cells = [
            (column, text) for column, text in self._cells
            if column.kind == "address" and (column.number, column.label) == (number, label)
        ]  # fmt: skip
        parts: dict[str, str] = {}
        for column, text in sorted(cells, key=lambda cell: cell[0].line):
            parts[column.part] = f"{parts[column.part]}, {text}" if column.part in parts else text
        said = label or self._label("address", number)
        street = ", ".join(parts[name] for name in ("box", "extended", "street") if name in parts)
        code, city = parts.get("code", ""), parts.get("city", "")
        country = parts.get("country", "")
        if street and not (self._own or code or city) and _CODE_AND_CITY.match(street):
            # The one column of a place holds all of it.
            parts, street = {"formatted": street}, ""
        if "formatted" in parts and not street:
            # "Postadress" holds the whole address, or only its street beside "Postnr" and "Postort".
            ends = _CODE_AND_CITY.match(parts["formatted"])
            street, its_code, its_city, its_country = ends.groups("") if ends else (parts["formatted"], "", "", "")
            code, city, country = code or its_code, city or its_city, country or its_country
        address = Address(
            street, code, city, parts.get("region", ""), country if self._own else home_country(country), said
        )
        return address if any((street, code, city, address.region, address.country)) else None

    def _roles(self) -> tuple[tuple[str, str], ...]:
        numbers = dict.fromkeys(column.number for column, _ in self._cells if column.kind == "role")
        return tuple((self._one("role", at, "organisation"), self._one("role", at, "title")) for at in numbers)


_MAIL = re.compile(r"[^@\s,;:/<>()]+@[^@\s,;:/<>()]+\.[^@\s,;:/<>()]+")
_FAMILY_FIRST = re.compile(r"((?:(?:von|af|de|van) )?[^\W\d_][\w-]+), ([A-ZÅÄÖÉ][a-zåäöéü]+(?:[ -][A-ZÅÄÖÉ][a-zåäöéü]+)*)")


def _several(kind: str, text: str) -> list[str]:
    """Return the values of one cell: "a@ett.se; b@ett.se", "070-123 45 67 / 0243-123 45"; one where that is not sure."""
    parts = text.split(_GOOGLE_MARK)
    if len(parts) > 1 or kind not in ("email", "phone"):
        return parts
    pieces = [piece.strip() for piece in re.split(r"[;,\n]|\s/\s" if kind == "phone" else r"[;,\s/]+", text) if piece.strip()]
    whole = _MAIL.fullmatch if kind == "email" else _is_number
    return pieces if len(pieces) > 1 and all(map(whole, pieces)) else parts


def _is_number(text: str) -> bool:
    return 6 <= len(re.sub(r"\D", "", text)) <= 15 and not re.search(r"[^\W\d]", text)


_STAFF = re.compile(r"\d[\d\s]*")
_SIZE_WORDS = (("mikro", "micro"), ("micro", "micro"), ("små", "small"), ("liten", "small"), ("litet", "small"),
               ("small", "small"), ("medel", "medium"), ("medium", "medium"), ("stor", "large"), ("large", "large"))  # fmt: skip


def size_class(text: str) -> str:
    """Return the size class that a cell tells: a word, a number of staff or a span ("10-19 anställda"); empty when none.

    Bounds: 2003/361/EC, annex, article 2.
    """
    folded = text.casefold()
    for word, size in _SIZE_WORDS:
        if folded.startswith(word):
            return size
    numbers = [int(re.sub(r"\s", "", one)) for one in _STAFF.findall(text)]
    if not numbers:
        return ""
    most = max(numbers)
    return next((name for bound, name in ((10, "micro"), (50, "small"), (250, "medium")) if most < bound), "large")


def split_list(text: str) -> tuple[str, ...]:
    r"""Split a cell at commas and semicolons; a backslash before one, as our own export writes it, keeps it."""
    parts = [""]
    for piece in _LIST_MARKS.findall(text):
        if piece in (";", ","):
            parts.append("")
        else:
            parts[-1] += piece[1:] if len(piece) == 2 and piece[0] == "\\" and piece[1] in "\\;," else piece
    return tuple(part for part in (clean(part) for part in parts) if part)


def join_list(texts: Iterable[str]) -> str:
    """Write several texts in one cell so that `split_list` gives back the same."""
    return "; ".join(re.sub(r"([\\;,])", r"\\\1", text) for text in texts)


# --- our own export --------------------------------------------------------------------------------------------------


def card_rows(cards: Iterable[Card], language: str = "sv") -> tuple[list[str], list[list[str]]]:
    """Return the header and rows of cards for `write_table`; `read_contact_table` gives back equal cards.

    `language` ("sv" or "en") is that of the headings. Several e-mails, numbers, addresses and roles stand in repeated
    numbered columns ("E-post 1", "E-post 1 typ", "E-post 2" …), as many as the richest card needs and at least one.
    """
    words = OWN_HEADINGS[language]
    kept = list(cards)
    emails = _most(len(card.emails) for card in kept)
    phones = _most(len(card.phones) for card in kept)
    addresses = _most(len(card.addresses) for card in kept)
    roles = max((len(card.roles) for card in kept), default=0)
    address_words = ("street", "code", "city", "region", "country", "address label")
    header = [
        *(words[name] for name in ("name", "given", "family", "organisation", "department", "title")),
        *_numbered(words, emails, ("email", "email label")),
        *_numbered(words, phones, ("phone", "phone label")),
        *_numbered(words, addresses, address_words),
        *(words[name] for name in ("website", "note", "categories", "language", "org_number", "municipality")),
        *(words[name] for name in ("sni", "cpv", "size", "source", "workplaces", "declines", "is_company")),
        *_numbered(words, roles, ("role company", "role title")),
        words["uid"],
    ]
    rows = [
        [
            *(card.name, card.given, card.family, card.organisation, card.department, card.title),
            *_filled([(email.address, email.label) for email in card.emails], emails, 2),
            *_filled([(phone.number, phone.label) for phone in card.phones], phones, 2),
            *_filled([_address_cells(address) for address in card.addresses], addresses, 6),
            *(card.website, card.note, join_list(card.categories), card.language, card.org_number, card.municipality),
            *(
                join_list(card.sni),
                join_list(card.cpv),
                card.size,
                card.source,
                join_list(card.workplaces),
                join_list(_WAYS[language].get(word, word) for word in card.declines),
                words["yes"] if card.is_company else "",
            ),
            *_filled(list(card.roles), roles, 2),
            card.uid,
        ]
        for card in kept
    ]
    return header, rows


def _most(counts: Iterable[int]) -> int:
    return max(1, max(counts, default=0))


def _numbered(words: dict[str, str], count: int, names: tuple[str, ...]) -> list[str]:
    return [words[name].format(n=number) for number in range(1, count + 1) for name in names]


def _filled(groups: Sequence[tuple[str, ...]], count: int, width: int) -> list[str]:
    cells = [cell for group in groups for cell in group]
    return cells + [""] * (count * width - len(cells))


def _address_cells(address: Address) -> tuple[str, ...]:
    return address.street, address.postal_code, address.city, address.region, address.country, address.label
