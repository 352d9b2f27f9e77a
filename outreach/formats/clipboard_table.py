"""A table on the clipboard: tab-separated text, and HTML in which spreadsheets keep every cell as the text that it is.

Cells never become formulas: an apostrophe stands before = + - @ (OWASP ASVS 5.0, 1.2.10), as in our CSV files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from outreach.formats.table import guarded

#: Excel's own word for "this is text" (a documented CSS property of its HTML).
_TEXT_STYLE = "style=\"mso-number-format:'\\@'\""


def tab_separated(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as lines with tabs between the cells, the headings first."""
    return "\r\n".join("\t".join(_cell(cell) for cell in row) for row in (header, *rows)) + "\r\n"


def html_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as a piece of HTML with headings."""
    head = "".join(f"<th>{escape(_cell(cell))}</th>" for cell in header)
    body = "".join(
        "<tr>" + "".join(f"<td {_TEXT_STYLE}>{escape(_cell(cell))}</td>" for cell in row) + "</tr>\n" for row in rows
    )
    return f'<meta charset="utf-8">\n<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>'


def _cell(text: str) -> str:
    # A tab or a new line inside a cell would begin another one.
    return guarded(" ".join(text.split()))
