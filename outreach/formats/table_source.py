"""A table file as rows of text, whatever it is: CSV, TSV, XLSX, XLS, ODS. What was not wished for is guessed and told.

The limits refuse with a sentence; nothing is cut silently.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from outreach.domain.problem import Problem
from outreach.domain.table_mapping import EncodingChoice, SheetChoice, TableWishes
from outreach.formats.table_guess import best_sheet, guess_delimiter
from outreach.formats.table_text import DELIMITERS, Row, decoded, encoding_choices, guess_encoding, parsed
from outreach.formats.table_workbook import is_old_workbook, is_workbook, read_workbook
from outreach.formats.workbook_guard import MOST_COLUMNS, MOST_ROWS, TOO_MANY_ROWS, Refusal
from outreach.language import N_

LARGEST_FILE = 100_000_000

TOO_LARGE = N_("The file is larger than {limit} MB. A list of that size is not read.")
EMPTY = N_("The file is empty.")
EMPTY_WORKBOOK = N_("The workbook is empty.")
NO_SHEET = N_("There is no sheet called {name}.")
NO_TABLE = N_("No row of headings was found: name, company or e-mail address.")
NO_ENCODING = N_("There is no encoding called {name}.")

Step = Callable[[], None]


@dataclass(slots=True)
class Source:
    """A file's rows with what was guessed about it. `rows`: (line or row number from 1, cells), empty rows left out."""

    form: str = ""
    sheets: tuple[SheetChoice, ...] = ()
    sheet: str = ""
    encoding: str = ""
    encodings: tuple[EncodingChoice, ...] = ()
    delimiter: str = ""
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: Refusal | None = None


def read_source(data: bytes, wishes: TableWishes, step: Step | None = None) -> Source:
    """Read a table file. Never raises but what `step` raises; a file that cannot be read says why in `refused`."""
    if len(data) > LARGEST_FILE:
        return Source(refused=Refusal(TOO_LARGE, {"limit": str(LARGEST_FILE // 1_000_000)}))
    if not data.strip():
        return Source(refused=Refusal(EMPTY))
    packed = is_workbook(data)
    if packed or is_old_workbook(data):
        return _workbook(data, "xlsx" if packed else "xls", wishes, step)
    return _text(data, wishes, step)


def _workbook(data: bytes, form: str, wishes: TableWishes, step: Step | None) -> Source:
    found = read_workbook(data, wishes.sheet, best_sheet, step)
    if b"application/vnd.oasis.opendocument" in data[:200]:
        form = "ods"
    source = Source(form, found.sheets, found.sheet, rows=found.rows, refused=found.refused)
    if source.refused is None and not source.rows:
        known = wishes.sheet is None or any(sheet.name == wishes.sheet for sheet in found.sheets)
        source.refused = Refusal(EMPTY_WORKBOOK) if known else Refusal(NO_SHEET, {"name": wishes.sheet or ""})
    return source


def _text(data: bytes, wishes: TableWishes, step: Step | None) -> Source:
    guessed = guess_encoding(data)
    encoding = wishes.encoding or guessed
    try:
        text = decoded(data, encoding)
    except LookupError:
        return Source(form="csv", refused=Refusal(NO_ENCODING, {"name": encoding}))
    if text.lstrip()[:6].upper() == "BEGIN:":
        return Source(form="csv", encoding=encoding, refused=Refusal(NO_TABLE))
    delimiter = wishes.delimiter or guess_delimiter(text) or ","
    source = Source(
        form="tsv" if delimiter == "\t" else "csv",
        encoding=encoding,
        encodings=encoding_choices(data, guessed),
        delimiter=delimiter,
    )
    for number, row in enumerate(parsed(text, delimiter, source.problems)):
        if step and number % 2_000 == 0:
            step()
        if not any(cell.strip() for cell in row[1]):
            continue
        if len(source.rows) > MOST_ROWS:
            source.refused = Refusal(TOO_MANY_ROWS, {"limit": str(MOST_ROWS)})
            source.rows = []
            break
        source.rows.append((row[0], row[1][:MOST_COLUMNS]))
    return source


def delimiter_choices(chosen: str) -> tuple[str, ...]:
    """Return the delimiters that may be chosen from, with the one in use."""
    return tuple(dict.fromkeys((*DELIMITERS, chosen))) if chosen else ()
