"""Contact lists and other tables in and out: CSV and TSV in any encoding, and Excel workbooks (XLSX).

Columns are known by their headings (`table_headings.py`); the heading row may stand below a few lines of title.
Written cells are never formulas: in a workbook they are typed as text, in CSV an apostrophe stands before = + - @ and
tab (OWASP ASVS 5.0, 1.2.10), and our own reader takes exactly one away again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from outreach.domain.person import Card
from outreach.domain.problem import Problem, cut
from outreach.formats.contact_text import decode, to_utf8
from outreach.formats.table_rows import Layout, card_rows, find_layout
from outreach.formats.table_workbook import is_workbook, workbook_rows, write_workbook
from outreach.language import N_

__all__ = ["card_rows", "looks_like_table", "read_contact_table", "write_table"]

LARGEST_FILE = 20_000_000
MOST_ROWS = 100_000
#: How many rows may stand above the headings, as a title or a note.
ROWS_TO_HEADINGS = 20

_DELIMITERS = (";", ",", "\t", "|")
_TRIGGER = re.compile(r"'*[=+\-@\t]")
_GUARDED = re.compile(r"'+[=+\-@\t]")

Row = tuple[int, list[str]]

OPEN_QUOTE = N_("The row cannot be read: a field is too long or its quotation mark is open.")


def looks_like_table(head: bytes, name: str) -> bool:
    """Say whether a file begins like a contact list: a workbook, or text whose first rows hold headings we know.

    `head` is the first kilobytes (at least one row); `name` matters for workbooks alone, whose insides are packed.
    """
    if is_workbook(head):
        return name.casefold().endswith((".xlsx", ".xlsm"))
    text = decode(to_utf8(head)[:20_000])
    if "\x00" in text or text.lstrip()[:6].upper() == "BEGIN:" or text.lstrip()[:1] in ("<", "{", "["):
        return False
    return _delimiter(text) is not None


def read_contact_table(data: bytes, name: str) -> tuple[list[Card], list[Problem]]:
    """Read a contact list; one bad row costs only itself. Never raises.

    `name` is the file's name, for the messages alone. Problems carry the row's first line (CSV) or its row number
    (workbook); line 0 means the whole file. At most 20 MB and 100,000 rows are read.
    """
    if len(data) > LARGEST_FILE:
        reason = N_("The file is larger than {limit} MB. A contact list of that size is not read.")
        return [], [Problem(0, reason, {"limit": str(LARGEST_FILE // 1_000_000)}, file=name)]
    if not data.strip():
        return [], [Problem(1, N_("The file is empty."), file=name)]
    problems: list[Problem] = []
    rows = workbook_rows(data, MOST_ROWS, problems) if is_workbook(data) else _text_rows(data, problems)
    cards = _cards(rows, problems)
    if not cards and not problems:
        problems.append(Problem(1, N_("There are no rows below the headings.")))
    return cards, problems


def _cards(rows: list[Row], problems: list[Problem]) -> list[Card]:
    if not rows:
        return []
    found = find_layout([cells for _, cells in rows[:ROWS_TO_HEADINGS]])
    if found is None:
        reason = N_("No row of headings was found: name, company or e-mail address.")
        problems.append(Problem(rows[0][0], reason, text=cut(" ".join(rows[0][1]))))
        return []
    at, layout = found
    cards = [_card(row, layout, problems) for row in rows[at + 1 :]]
    return [card for card in cards if card is not None]


def _card(row: Row, layout: Layout, problems: list[Problem]) -> Card | None:
    line, cells = row
    if not any(cell.strip() for cell in cells):
        return None
    card = layout.card(line, cells)
    if card.name:
        return card
    text = cut(" ".join(cell for cell in cells if cell.strip()))
    problems.append(Problem(line, N_("The row has no name, no company and no e-mail address."), text=text))
    return None


# --- CSV and TSV in --------------------------------------------------------------------------------------------------


def _text_rows(data: bytes, problems: list[Problem]) -> list[Row]:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        reason = N_("This is a workbook of an old Excel, or one with a password. Save it as .xlsx without password.")
        problems.append(Problem(1, reason))
        return []
    text = decode(to_utf8(data)).replace("\x00", "")
    if text.lstrip()[:6].upper() == "BEGIN:":
        problems.append(Problem(1, N_("No row of headings was found: name, company or e-mail address."), text="BEGIN:"))
        return []
    rows: list[Row] = []
    for row in _parsed(text, _delimiter(text) or ",", problems):
        if len(rows) >= MOST_ROWS:
            reason = N_("The list has more than {limit} rows. What comes after was not read.")
            problems.append(Problem(row[0], reason, {"limit": str(MOST_ROWS)}))
            break
        rows.append(row)
    return rows


def _parsed(text: str, delimiter: str, problems: list[Problem]) -> Iterator[Row]:
    """Yield each row with the number of its first line; the apostrophe before a guarded cell is taken away.

    A quotation mark that is open to the end of the text costs its own line alone; the lines below are read on, once.
    """
    lines = list(io.StringIO(text, newline=""))
    passed, retried = 0, False
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        line = passed + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # A field of more than 128 KB: most often a quotation mark that nobody closed.
            problems.append(Problem(line, OPEN_QUOTE))
            continue
        if not retried and passed + reader.line_num == len(lines) and _is_open(lines[line - 1 :], delimiter):
            problems.append(Problem(line, OPEN_QUOTE, text=cut(lines[line - 1])))
            passed, retried = line, True
            reader = csv.reader(lines[line:], delimiter=delimiter)
            continue
        if not (line == 1 and len(cells) <= 2 and cells and cells[0].lower().startswith("sep=")):
            yield line, [cell[1:] if _GUARDED.match(cell) else cell for cell in cells]


def _is_open(lines: list[str], delimiter: str) -> bool:
    """Say whether a row runs over all these lines because a quotation mark in it is never closed."""
    try:
        # A line more is a row of its own, unless it falls into a field that is still open.
        return len(lines) > 1 and len(list(csv.reader([*lines, "x"], delimiter=delimiter))) == 1
    except csv.Error:
        return True


def _delimiter(text: str) -> str | None:
    """Return the delimiter under which most headings are known, or None when none is known under any."""
    head = text[:20_000]
    best: tuple[int, str] | None = None
    for delimiter in (*_DELIMITERS, *_sniffed(head)):
        rows = [cells for _, cells in zip(range(ROWS_TO_HEADINGS), _cells(head, delimiter), strict=False)]
        found = find_layout(rows)
        if found is not None and (best is None or found[1].known > best[0]):
            best = (found[1].known, delimiter)
    return best[1] if best else None


def _cells(text: str, delimiter: str) -> Iterator[list[str]]:
    return (cells for _, cells in _parsed(text, delimiter, []))


def _sniffed(head: str) -> tuple[str, ...]:
    """Return what the csv module guesses from the first lines, for lists with a rare delimiter."""
    try:
        guess = csv.Sniffer().sniff("\n".join(head[:2_000].splitlines()[:5])).delimiter
    except csv.Error:
        return ()
    return (guess,) if len(guess) == 1 and not guess.isalnum() and guess not in "\"'\r\n" else ()


# --- out -------------------------------------------------------------------------------------------------------------


def write_table(header: Sequence[str], rows: Iterable[Sequence[object]], suffix: str) -> bytes:
    """Write a table as "csv" (UTF-8 with mark, semicolons, CRLF) or "xlsx"; any other suffix raises ValueError.

    Texts are never formulas in either. Whole and decimal numbers stay numbers; None is an empty cell.
    """
    kind = suffix.casefold().removeprefix(".")
    if kind == "xlsx":
        return write_workbook(header, rows)
    if kind != "csv":
        raise ValueError(f"no such table to write: {suffix!r}")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(cell) for cell in header])
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def guarded(cell: object) -> str:
    """Return a cell as text that no spreadsheet takes for a formula; numbers stay as they are."""
    if cell is None:
        return ""
    text = str(cell).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if isinstance(cell, int | float):
        return text
    # Apostrophes that stand there already are counted in, so that taking one away gives back the same text.
    return f"'{text}" if _TRIGGER.match(text) else text
