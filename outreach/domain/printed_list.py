"""A list on paper: what a view shows now, as a table with a heading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outreach.domain.usable import WhyNot


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedList:
    """One list, ready to draw: `header` names the columns, each row has a text for each of them.

    `lead` says in words what is listed. `right` are the numbers of the columns that are lined up on the right. `language` is
    "sv" or "en"; `colour` is the unit's, "#rrggbb". `row_titles`: the first column names the rows. `counted`: the number of rows is
    told. `notes` stand below the table. `people`: how many of the rows are people; `left_out`: why others of the list are missing.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    printed: date
    lead: str = ""
    unit: str = ""
    language: str = "sv"
    colour: str = ""
    right: frozenset[int] = frozenset()
    row_titles: bool = False
    counted: bool = True
    notes: tuple[str, ...] = ()
    people: int = 0
    left_out: tuple[WhyNot, ...] = ()
