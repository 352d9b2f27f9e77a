"""What a table is, guessed from its first rows: which sheet, which delimiter, contacts or tenders, where the headings stand.

Contacts are known by a heading that names someone; tenders by a title and something that only tenders have. Where no
heading is known, the first row is taken for headings if it looks like words and not like data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from outreach.domain.table_mapping import Column, TableKind
from outreach.formats.contact_text import clean
from outreach.formats.table_columns import is_naming, settled
from outreach.formats.table_headings import is_form, read_heading
from outreach.formats.table_text import DELIMITERS, Row, cells_of, consistent_delimiter, sniffed
from outreach.formats.tender_headings import read_tender_heading, tells_tenders

#: How many rows may stand above the headings, as a title or a note.
ROWS_TO_HEADINGS = 20
MOST_HEADINGS = 300

_DATA = re.compile(r"@|\d{5,}|\d{2,4}[-/ ]\d{2}|https?:|www\.")


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings stand (an index into the rows, -1 for none) and what the known columns mean."""

    at: int
    kind: TableKind
    columns: tuple[tuple[int, Column], ...] = ()

    @property
    def known(self) -> int:
        """How many columns have a meaning."""
        return len(self.columns)


def find_headings(rows: Sequence[Sequence[str]], kind: TableKind | None = None) -> Headings | None:
    """Return the row with the most headings that we know, as contacts or as tenders; None when no row has any."""
    best: Headings | None = None
    for at, cells in enumerate(rows[:ROWS_TO_HEADINGS]):
        for found in _readings(at, cells, kind):
            if best is None or found.known > best.known:
                best = found
    return best


def headings_at(rows: Sequence[Sequence[str]], at: int, kind: TableKind | None) -> Headings:
    """Return what the columns below a given row of headings mean; the officer has said that it is one."""
    found = list(_readings(at, rows[at], kind)) if 0 <= at < len(rows) else []
    if found:
        return max(found, key=lambda one: one.known)
    chosen = kind or TableKind.CONTACTS
    cells = rows[at] if 0 <= at < len(rows) else []
    return Headings(at, chosen, tuple(_columns(cells, chosen)))


def _readings(at: int, cells: Sequence[str], kind: TableKind | None) -> list[Headings]:
    found: list[Headings] = []
    if kind is not TableKind.CONTACTS:
        columns = _columns(cells, TableKind.TENDERS)
        if tells_tenders([column for _, column in columns]) or (kind is not None and len(columns) > 1):
            found.append(Headings(at, TableKind.TENDERS, tuple(columns)))
    if kind is not TableKind.TENDERS:
        columns = _columns(cells, TableKind.CONTACTS)
        if any(is_naming(column) for _, column in columns):
            settling = settled(columns, form=is_form(clean(cell) for cell in cells))
            found.append(Headings(at, TableKind.CONTACTS, tuple(settling)))
    return found


def _columns(cells: Sequence[str], kind: TableKind) -> list[tuple[int, Column]]:
    read = read_tender_heading if kind is TableKind.TENDERS else read_heading
    columns = [(index, read(clean(cell))) for index, cell in enumerate(cells[:MOST_HEADINGS])]
    return [(index, column) for index, column in columns if column is not None]


def likely_headings(rows: Sequence[Sequence[str]]) -> int:
    """Return the index of the first row that looks like headings nobody knows, or -1 when the table begins with data."""
    width = max((len([cell for cell in cells if cell.strip()]) for cells in rows[:50]), default=0)
    for at, cells in enumerate(rows[:ROWS_TO_HEADINGS]):
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) < max(2, width // 2):
            continue
        wordy = all(len(cell) < 100 and not _DATA.search(cell) for cell in filled)
        below = rows[at + 1 : at + 10]
        differs = any(_DATA.search(cell) for row in below for cell in row)
        return at if wordy and differs and len(set(filled)) == len(filled) else -1
    return -1


def guess_delimiter(text: str) -> str | None:
    """Return the delimiter under which most headings are known, else the one that cuts the rows evenly, else None."""
    head = text[:20_000]
    best: tuple[int, str] | None = None
    for delimiter in (*DELIMITERS, *sniffed(head)):
        found = find_headings(list(islice(cells_of(head, delimiter), ROWS_TO_HEADINGS)))
        if found is not None and (best is None or found.known > best[0]):
            best = found.known, delimiter
    even = consistent_delimiter(text)
    # One known heading is a lone "E-post" in a line of prose, too.
    return best[1] if best and (best[0] > 1 or even in (None, best[1])) else even


def best_sheet(heads: dict[str, list[Row]]) -> str:
    """Return the sheet with the most known headings, empty when no sheet has any."""
    known = {name: find_headings([cells for _, cells in rows]) for name, rows in heads.items()}
    counts = {name: found.known for name, found in known.items() if found is not None}
    return max(counts, key=lambda name: counts[name]) if counts else ""
