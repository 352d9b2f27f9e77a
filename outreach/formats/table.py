"""Lists in and out: CSV and TSV in any encoding, and workbooks (XLSX, XLS, ODS) of companies and people, or of tenders.

Columns are known by their headings (`table_headings.py`, `tender_headings.py`) or by what stands in them; the heading row
may stand below a few lines of title. `table_plan.py` decides, this reads.
Written cells are never formulas: in a workbook they are typed as text, in CSV an apostrophe stands before = + - @ and
tab (OWASP ASVS 5.0, 1.2.10), and our own reader takes exactly one away again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from outreach.domain.company import MASK
from outreach.domain.person import Card
from outreach.domain.problem import Problem, cut
from outreach.domain.table_mapping import TableKind, TableWishes
from outreach.domain.table_row import TenderRow
from outreach.formats.contact_text import to_utf8
from outreach.formats.table_content import bare_number, is_shortened, shown
from outreach.formats.table_guess import guess_delimiter
from outreach.formats.table_plan import Plan, field_key, plan_table
from outreach.formats.table_rows import Layout, card_rows, join_list
from outreach.formats.table_source import EMPTY, Step, read_source
from outreach.formats.table_tenders import tender_rows
from outreach.formats.table_text import Row, guess_encoding
from outreach.formats.table_workbook import is_old_workbook, is_workbook, write_workbook
from outreach.language import N_

__all__ = [
    "TableReading",
    "card_rows",
    "join_list",
    "looks_like_table",
    "read_contact_table",
    "read_plan",
    "read_table",
    "write_table",
]

_TRIGGER = re.compile(r"'*[=+\-@\t]")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
_NUMBERS = frozenset({"org_number", "phone", "staff"})

NO_ONE = N_("The row has no name, no company and no e-mail address.")
SHORTENED = N_("A spreadsheet has shortened the number {number}; its last digits are lost. It was left out.")


@dataclass(slots=True)
class TableReading:
    """What the rows of a table hold. `rows` counts those below the headings; `plan` says how they were read."""

    plan: Plan
    cards: list[Card] = field(default_factory=list)
    tenders: list[TenderRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows of the file stand below the headings and hold something."""
        return len(self.plan.rows)


def looks_like_table(head: bytes, name: str) -> bool:
    """Say whether a file begins like a list: a workbook, or text whose first rows hold headings we know.

    `head` is the first kilobytes (at least one row); `name` matters for workbooks alone, whose insides are packed.
    """
    if is_workbook(head) or is_old_workbook(head):
        return name.casefold().endswith(_WORKBOOKS)
    plain = to_utf8(head)
    text = plain.decode(guess_encoding(plain), "replace")[:20_000]
    if "\x00" in text or text.lstrip()[:6].upper() == "BEGIN:" or text.lstrip()[:1] in ("<", "{", "["):
        return False
    return guess_delimiter(text) is not None


def read_contact_table(data: bytes, name: str) -> tuple[list[Card], list[Problem]]:
    """Read a contact list as it is guessed to be; one bad row costs only itself. Never raises.

    `name` is the file's name, for the messages alone. Problems carry the row's first line (CSV) or its row number
    (workbook); line 0 means the whole file. What is too large is refused, never cut.
    """
    reading = read_table(data, TableWishes(kind=TableKind.CONTACTS))
    return reading.cards, [Problem(p.line, p.reason, p.values, p.text, p.file or name, p.warning) if not p.line else p
                           for p in reading.problems]  # fmt: skip


def read_table(
    data: bytes, wishes: TableWishes, memory: Mapping[str, str] | None = None, step: Step | None = None
) -> TableReading:
    """Read a table file as it is wished, the rest guessed. Never raises but what `step` raises."""
    return read_plan(plan_table(read_source(data, wishes, step), wishes, memory), blanks=wishes.empty_too, step=step)


def read_plan(plan: Plan, *, blanks: bool = False, step: Step | None = None) -> TableReading:
    """Read the rows of a planned table. With `blanks` each card says which of its places are empty."""
    reading = TableReading(plan, problems=list(plan.source.problems))
    refused = plan.source.refused or plan.refused
    if refused is not None:
        of_text = plan.source.form in ("csv", "tsv") or refused.reason == EMPTY
        line = plan.source.rows[0][0] if plan.source.rows else int(of_text)
        text = cut(" ".join(shown(cell) for cell in plan.source.rows[0][1])) if plan.source.rows else ""
        reading.problems.append(Problem(line, refused.reason, refused.values, text))
        return reading
    if plan.kind is TableKind.TENDERS:
        reading.tenders, faults = tender_rows(plan.rows, plan.meanings)
        reading.problems += faults
    else:
        _read_cards(plan, reading, blanks, step)
    if not plan.rows and not reading.problems:
        reading.problems.append(Problem(1, N_("There are no rows below the headings.")))
    return reading


def _read_cards(plan: Plan, reading: TableReading, blanks: bool, step: Step | None) -> None:
    layout = Layout(plan.meanings, blanks)
    numbers = [index for index, column in plan.meanings if column.kind in _NUMBERS and not column.part]
    fields = {one.index: field_key(one.column) for one in plan.columns if one.column is not None}
    for number, (line, cells) in enumerate(plan.rows):
        if step and number % 1_000 == 0:
            step()
        safe = _without_personal_numbers(cells, fields) if not layout.own else cells
        card = layout.card(line, _mended((line, safe), numbers, reading.problems) if not layout.own else cells)
        if card.name:
            reading.cards.append(card)
        else:
            text = cut(" ".join(shown(cell) for cell in cells if cell.strip()))
            reading.problems.append(Problem(line, NO_ONE, text=text))


def _without_personal_numbers(cells: list[str], fields: Mapping[int, str]) -> list[str]:
    """Take personal identity numbers out of all cells but the number's own, where a sole trader is told by it."""
    result = cells
    for at, key in fields.items():
        if at >= len(cells) or key.startswith(("org_number", "phone", "uid")) or len(cells[at]) < 10:
            continue
        bare = shown(cells[at], key)
        if bare != cells[at]:
            result = list(result)
            result[at] = bare.replace(MASK, " ").strip()
    return result


def _mended(row: Row, numbers: Sequence[int], problems: list[Problem]) -> list[str]:
    """Give numbers that a spreadsheet took for amounts their form again; one that it shortened is left out, and told."""
    line, cells = row
    for at in numbers:
        if at >= len(cells) or not cells[at]:
            continue
        bare = bare_number(cells[at])
        if is_shortened(bare):
            problems.append(Problem(line, SHORTENED, {"number": bare}, warning=True))
            bare = ""
        if bare != cells[at]:
            cells = [*cells[:at], bare, *cells[at + 1 :]]
    return cells


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
