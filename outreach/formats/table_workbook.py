"""Excel workbooks as rows of text, in and out. A workbook is a zip file: its directory is weighed before it is opened.

131 KB can unpack to two million rows (measured: 927 MB, 45 s), so size, ratio, parts, rows and columns have limits.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from outreach.domain.problem import Problem
from outreach.formats.table_rows import find_layout
from outreach.language import N_

MOST_UNPACKED = 100_000_000
MOST_RATIO = 100
MOST_PARTS = 1_000
MOST_COLUMNS = 256
LONGEST_CELL = 32_767

#: What XML 1.0 (section 2.2) does not allow in a text.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def is_workbook(data: bytes) -> bool:
    """Say whether the data begin as a zip file does."""
    return data.startswith(b"PK\x03\x04")


def workbook_rows(data: bytes, most_rows: int, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    """Return (row number, cells as text) of the first sheet with headings that we know, else of the first sheet."""
    reason, values = _weighed(data)
    if reason:
        problems.append(Problem(0, reason, values))
        return []
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that no contact list needs.
            warnings.simplefilter("ignore")
            rows = _read(data, most_rows + 1)
    except Exception:  # noqa: BLE001 - openpyxl raises anything, from KeyError to its XML parser's errors, on damage
        problems.append(Problem(0, N_("The workbook cannot be read; it is damaged or no Excel file.")))
        return []
    if len(rows) > most_rows:
        said = N_("The list has more than {limit} rows. What comes after was not read.")
        problems.append(Problem(rows[most_rows][0], said, {"limit": str(most_rows)}))
    if not rows:
        problems.append(Problem(1, N_("The workbook is empty.")))
    return rows[:most_rows]


def _weighed(data: bytes) -> tuple[str, dict[str, str]]:
    """Return why the zip file must not be opened, or an empty reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return N_("The workbook cannot be read; it is damaged or no Excel file."), {}
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS:
        return N_("The workbook has more than {limit} parts. No contact list has that many."), {
            "limit": str(MOST_PARTS)
        }
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(len(data), 10_000):
        reason = N_("The workbook unpacks to {size} MB. A contact list of that size is not read.")
        return reason, {"size": str(unpacked // 1_000_000)}
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        return N_("This is a packed file but no Excel workbook."), {}
    return "", {}


def _read(data: bytes, most_rows: int) -> list[tuple[int, list[str]]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        first: list[tuple[int, list[str]]] = []
        for sheet in book.worksheets[:20]:
            # The size that a file claims for its sheet is often wrong.
            sheet.reset_dimensions()
            lines = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=most_rows, values_only=True)
            rows = [
                (number, [cell_text(cell) for cell in row]) for number, row in enumerate(islice(lines, most_rows), 1)
            ]
            rows = [(number, cells) for number, cells in rows if any(cells)]
            if find_layout([cells for _, cells in rows[:20]]) is not None:
                return rows
            first = first or rows
        return first
    finally:
        book.close()


def cell_text(value: Any) -> str:
    """Return a cell as the officer sees it: a number without ".0" (telephone numbers are numbers to Excel), ISO dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def write_workbook(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write one sheet with bold, fixed headings. Texts are typed as text, so that "=1+1" and "+46…" stay what they are.

    A text longer than Excel's 32,767 characters is cut.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Outreach")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, cell, bold=True) for cell in header])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def _cell(sheet: Any, value: object, *, bold: bool = False) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, value)
    text = _NOT_IN_XML.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, text)
    # After the value, which would have made a formula of it; "@" keeps it text when the officer edits the cell.
    cell.data_type = "s"
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell
