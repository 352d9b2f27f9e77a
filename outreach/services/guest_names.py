"""Names on guest lists: reading a pasted list, and finding a guest by what somebody types at the door."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from outreach.domain.contact import clean_phone
from outreach.domain.search_text import plain, words

L = TypeVar("L")

#: Letters that a guest types at the self-service screen before any name is shown there.
LEAST = 3
#: Names shown there at most; where more would fit, none is.
MOST = 5

_MAILBOX = re.compile(r"^\"?(?P<name>[^<>\"]*)\"?\s*<(?P<mail>[^<>\s]+@[^<>\s]+)>$")
_LETTER = re.compile(r"[^\W\d_]")
_HEADINGS = {
    "name": ("namn", "name", "deltagare", "gäst", "guest", "participant", "fullständigt namn", "full name"),
    "given": ("förnamn", "first name", "given name"),
    "family": ("efternamn", "last name", "family name", "surname"),
    "company": ("företag", "company", "organisation", "organization", "bolag", "arbetsplats", "arbetsgivare"),
    "contact": ("e-post", "epost", "e-postadress", "mejl", "e-mail", "email", "telefon", "mobil", "phone", "mobile"),
}
_PART_OF = {heading: part for part, headings in _HEADINGS.items() for heading in headings}


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of a guest. `contact` holds e-mail addresses and telephone numbers with commas between them."""

    name: str = ""
    company: str = ""
    contact: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was told."""
        return not (self.name or self.company or self.contact)


def read_told(line: str) -> Told:
    """Read one line: a name, and after commas a company, an e-mail address or a telephone number."""
    return next(iter(read_names(line.replace("\n", " "))), Told())


def read_names(text: str) -> list[Told]:
    """Read a pasted list, one guest a line: a bare name, cells with tab, semicolon or comma between them, or mail addresses.

    The first cell is the name and the next that is neither address nor number the company, unless a line of headings
    ("Namn;Företag;E-post") says otherwise.
    """
    rows = [row for line in text.replace("\0", "").splitlines() for row in _rows(line)]
    if not rows:
        return []
    parts = [_PART_OF.get(cell.casefold(), "") for cell in rows[0]]
    found = [_by_heading(parts, row) for row in rows[1:]] if all(parts) else [_by_place(row) for row in rows]
    return [told for told in found if not told.is_empty]


def _rows(line: str) -> list[list[str]]:
    boxes = [piece.strip() for piece in line.split(";") if piece.strip()]
    if boxes and all(_MAILBOX.match(box) for box in boxes):
        # The "To" line of a mail program.
        return [[box] for box in boxes]
    sign = next((sign for sign in "\t;," if sign in line), ",")
    try:
        cells = next(csv.reader([line], delimiter=sign, skipinitialspace=True), [])
    except csv.Error:
        cells = line.split(sign)
    cleaned = [" ".join(cell.split()) for cell in cells]
    return [cleaned] if any(cleaned) else []


def _by_heading(parts: Sequence[str], row: Sequence[str]) -> Told:
    cells: dict[str, list[str]] = {}
    for part, cell in zip(parts, row, strict=False):
        if cell:
            cells.setdefault(part, []).append(cell)
    names = cells.get("name") or [*cells.get("given", []), *cells.get("family", [])]
    return Told(" ".join(names), " ".join(cells.get("company", [])), ", ".join(cells.get("contact", [])))


def _by_place(row: Sequence[str]) -> Told:
    names: list[str] = []
    contacts: list[str] = []
    for cell in row:
        box = _MAILBOX.match(cell)
        if box is not None:
            names.append(box["name"].strip())
            contacts.append(box["mail"])
        elif "@" in cell or (not _LETTER.search(cell) and clean_phone(cell) is not None):
            contacts.append(cell)
        elif cell:
            names.append(cell)
    named = [name for name in names if name]
    return Told(named[0] if named else "", named[1] if len(named) > 1 else "", ", ".join(contacts))


def fitting(lines: Iterable[L], typed: str, name: Callable[[L], str], more: Callable[[L], str]) -> list[L]:
    """Return the lines in which every typed word begins a word; those whose name begins so come first.

    `name` and `more` say what a line shows. "asa" finds Åsa, "åsa" does not find Asa.
    """
    asked = words(typed)
    ranked: list[tuple[int, L]] = []
    for line in lines:
        of_name, of_more = words(name(line)), words(more(line))
        if not all(_any_begins((*of_name, *of_more), word) for word in asked):
            continue
        whole = (
            bool(asked)
            and all(_begins(part, word) for part, word in zip(of_name, asked, strict=False))
            and len(of_name) >= len(asked)
        )
        ranked.append((0 if whole else 1 if all(_any_begins(of_name, word) for word in asked) else 2, line))
    return [line for _, line in sorted(ranked, key=lambda pair: pair[0])]


def own_name(lines: Iterable[L], typed: str, name: Callable[[L], str]) -> tuple[list[L], bool]:
    """Return whom a guest may mean who types the own name, and whether there are too many to show any.

    Only the last word may be half typed, and all words must stand in the name: a passer-by cannot leaf through the list.
    """
    asked = words(typed)
    if sum(map(len, asked)) < LEAST:
        return [], False
    found = [line for line in lines if _is_own(asked, words(name(line)))]
    return (found, False) if len(found) <= MOST else ([], True)


def _is_own(asked: Sequence[str], known: Sequence[str]) -> bool:
    *whole, last = asked
    both = {*known, *map(plain, known)}
    return all(word in both for word in whole) and _any_begins([one for one in known if one not in whole], last)


def _any_begins(parts: Sequence[str], word: str) -> bool:
    return any(_begins(part, word) for part in parts)


def _begins(part: str, word: str) -> bool:
    return part.startswith(word) or plain(part).startswith(word)
