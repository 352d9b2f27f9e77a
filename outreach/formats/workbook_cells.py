"""The cells of a workbook as text (calamine), piece by piece.

A damaged or hostile workbook can make any reader take all memory, or end the process at once: services have this read in a
process of its own (`services/reader_process.py`), where it takes down nobody else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

_BATCH = 1_000
_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SAKNAS!", "#VÄRDEFEL!"})


def cell_text(value: Any) -> str:
    """Return a cell as the officer sees it: a number without ".0" (telephone numbers are numbers to Excel), ISO dates."""
    if isinstance(value, str):
        return "" if value in _ERRORS else value
    if value is None or value is False:
        return ""
    if value is True:
        return "ja"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return _span(value) if isinstance(value, timedelta) else str(value)


def _span(value: timedelta) -> str:
    minutes = int(value.total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


def pieces(data: bytes, wanted: str) -> Iterator[dict[str, Any]]:
    """Yield the sheets ({"sheets": …}), then rows ({"of": sheet, "rows": [[number, cells]…], "end": whether these are all}).

    `wanted` names one sheet; "" gives the first rows of each, or all of a single one. Raises whatever calamine does.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    described: list[dict[str, Any]] = []
    sheets: dict[str, Any] = {}
    for one in book.sheets_metadata[:50]:
        if one.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(one.name)
        sheets[one.name] = sheet
        hidden = one.visible != SheetVisibleEnum.Visible
        described.append({"name": one.name, "rows": sheet.height, "hidden": hidden})
    yield {"sheets": described}
    # Without a wish, the caller chooses from the first rows of each sheet.
    for name, sheet in sheets.items():
        if wanted in ("", name):
            yield from _rows(name, sheet, 40 if not wanted and len(sheets) > 1 else None)


def _rows(name: str, sheet: Any, most: int | None) -> Iterator[dict[str, Any]]:
    # Rows are numbered as Excel shows them. The areas of merged cells hold their value in the first cell alone.
    batch: list[list[Any]] = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        if most is not None and number > most:
            break
        cells = [cell_text(value) for value in row]
        if any(cells):
            batch.append([number, cells])
        if len(batch) >= _BATCH:
            yield {"of": name, "rows": batch}
            batch = []
    yield {"of": name, "rows": batch, "end": most is None}
