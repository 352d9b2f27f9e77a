"""Workbooks (XLSX, XLS, ODS) as rows of text, in and out.

A workbook is weighed (`workbook_guard.py`), then read by calamine (`workbook_cells.py`). A hostile one can still end its reader:
services have this done in a process of its own (`services/readers.py`). openpyxl writes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from outreach.domain.table_mapping import SheetChoice
from outreach.formats.old_workbook_guard import hangs_together
from outreach.formats.table_text import Row
from outreach.formats.workbook_cells import pieces
from outreach.formats.workbook_guard import DAMAGED, LOCKED, MOST_ROWS, TOO_MANY_ROWS, Refusal, refusal_of

Choose = Callable[[dict[str, list[Row]]], str]

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The stream that a workbook with a password consists of (MS-OFFCRYPTO 1.3.2).
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

LONGEST_CELL = 32_767

#: What XML 1.0 (section 2.2) does not allow in a text.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def is_workbook(data: bytes) -> bool:
    """Say whether the data begin as a packed workbook (XLSX, ODS) does."""
    return data.startswith(b"PK\x03\x04")


def is_old_workbook(data: bytes) -> bool:
    """Say whether the data begin as an old workbook (XLS) does, or one with a password."""
    return data.startswith(_OLD_WORKBOOK)


@dataclass(slots=True)
class WorkbookRows:
    """What a workbook holds: its sheets, the sheet that was read, and its rows with the numbers that Excel shows."""

    sheets: tuple[SheetChoice, ...] = ()
    sheet: str = ""
    rows: list[Row] = field(default_factory=list)
    heads: dict[str, list[Row]] = field(default_factory=dict)
    refused: Refusal | None = None


def read_workbook(data: bytes, sheet: str | None, choose: Choose, step: Callable[[], None] | None = None) -> WorkbookRows:
    """Read one sheet of an XLSX, XLS or ODS workbook: the one named, else the one that `choose` prefers. Never raises.

    `choose` gets the first rows of each sheet by name, hidden ones last. `step` is called now and then and may raise, to stop.
    """
    refused = _refusal(data)
    if refused is not None:
        return WorkbookRows(refused=refused)
    found = _asked(data, sheet or "", step)
    if found.refused is not None or sheet:
        return found
    return found if len(found.sheets) < 2 else _chosen(data, found, choose, step)


def _chosen(data: bytes, found: WorkbookRows, choose: Choose, step: Callable[[], None] | None) -> WorkbookRows:
    hidden = {one.name for one in found.sheets if one.hidden}
    heads = sorted(found.heads.items(), key=lambda one: one[0] in hidden)
    name = choose(dict(heads)) or next((one for one, rows in heads if rows), found.sheets[0].name)
    return _asked(data, name, step)


def _refusal(data: bytes) -> Refusal | None:
    if is_workbook(data):
        return refusal_of(data)
    if _ENCRYPTED in data[:200_000] or _ENCRYPTED in data[-200_000:]:
        return Refusal(LOCKED)
    return None if hangs_together(data) else Refusal(DAMAGED)


def _asked(data: bytes, sheet: str, step: Callable[[], None] | None) -> WorkbookRows:
    found = WorkbookRows(sheet=sheet)
    told = pieces(data, sheet)
    while found.refused is None:
        if step:
            step()
        try:
            piece = next(told, None)
        except (MemoryError, KeyboardInterrupt):
            raise
        except BaseException as error:  # noqa: BLE001 - a panic of calamine is a BaseException; whatever it is, the file is at fault
            found.refused = Refusal(LOCKED if type(error).__name__ == "PasswordError" else DAMAGED)
            break
        if piece is None:
            break
        _take(piece, found)
    return found


def _take(piece: dict[str, Any], found: WorkbookRows) -> None:
    if "sheets" in piece:
        found.sheets = tuple(SheetChoice(one["name"], one["rows"], one["hidden"]) for one in piece["sheets"])
        return
    _add(found, piece)
    if len(found.rows) > MOST_ROWS:
        found.refused = Refusal(TOO_MANY_ROWS, {"limit": str(MOST_ROWS)})


def _add(found: WorkbookRows, told: dict[str, Any]) -> None:
    rows = [(number, cells) for number, cells in told["rows"]]
    if not told.get("end", True) or found.sheet not in ("", told["of"]):
        found.heads.setdefault(told["of"], []).extend(rows)
        return
    found.sheet = told["of"]
    found.rows += rows


def write_workbook(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write one sheet with bold, fixed headings. Texts are typed as text, so that "=1+1" and "+46…" stay what they are.

    A text longer than Excel's 32,767 characters is cut.
    """
    return write_sheets([("Outreach", header, rows)])


def write_sheets(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]]) -> bytes:
    """Write several sheets as (title of at most 31 letters, headings, rows), each as `write_workbook` does."""
    book = Workbook(write_only=True)
    for title, header, rows in sheets:
        sheet = book.create_sheet(title)
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


def with_description(book: bytes, text: str) -> bytes:
    """Return a workbook of ours with a description among its properties (ECMA-376 part 2, 11.1); no cell is read for it."""
    told = f"<dc:description>{escape(text)}</dc:description></cp:coreProperties>".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                data = data.replace(b"</cp:coreProperties>", told)
            new.writestr(part, data)
    return out.getvalue()
