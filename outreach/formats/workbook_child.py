"""Reads one workbook in a process of its own: `python -m outreach.formats.workbook_child`, bytes in, JSON lines out.

A damaged or hostile workbook can make any reader take all memory, or end the process at once. Here it takes down nobody
but itself: the process has a limit on its memory where the system can set one (Linux, macOS in part), and is killed when it
takes too long. It reads from standard input and writes to standard output; nothing touches the disk.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any, TextIO

MOST_MEMORY = 2_000_000_000
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


def main(arguments: list[str]) -> int:
    """Read standard input; `arguments` may name a sheet. Exit code 3: a password, 4: too wide, 1: cannot be read."""
    _limit_memory()
    data = sys.stdin.buffer.read()
    out = io.TextIOWrapper(sys.stdout.buffer, "utf-8", write_through=False, newline="\n")
    try:
        return _read(data, arguments[0] if arguments else "", out)
    except BaseException as error:  # noqa: BLE001 - a panic of the reader is a BaseException; whatever it is, the file is at fault
        return 3 if type(error).__name__ == "PasswordError" else 1


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the weighing and the time limit stand.
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ValueError, OSError):
        return


def _read(data: bytes, wanted: str, out: TextIO) -> int:
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
    _say(out, {"sheets": described})
    # Without a wish, the caller chooses from the first rows of each sheet.
    for name, sheet in sheets.items():
        if wanted in ("", name):
            _say_rows(out, name, sheet, 40 if not wanted and len(sheets) > 1 else None)
    out.flush()
    return 0


def _say_rows(out: TextIO, name: str, sheet: Any, most: int | None) -> None:
    # Rows are numbered as Excel shows them. The areas of merged cells hold their value in the first cell alone.
    batch: list[list[Any]] = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        if most is not None and number > most:
            break
        cells = [cell_text(value) for value in row]
        if any(cells):
            batch.append([number, cells])
        if len(batch) >= _BATCH:
            _say(out, {"of": name, "rows": batch})
            batch = []
    _say(out, {"of": name, "rows": batch, "end": most is None})


def _say(out: TextIO, what: dict[str, Any]) -> None:
    # A lone half of a surrogate pair cannot be written.
    out.write(json.dumps(what, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
