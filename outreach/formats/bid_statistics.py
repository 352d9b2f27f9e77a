"""The national statistics of bids as figures to compare with: one row a lot, with the number of bids (UHM, "Antal anbud").

The same file is read as tenders by `table_tenders.py`; here nothing but year, kind of buyer and number is taken.
"""

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.problem import Problem
from outreach.domain.table_mapping import TableWishes
from outreach.formats.table_source import Step, read_source
from outreach.language import N_

_YEAR, _BUYER, _BIDS, _BIDDERS = "år", "delsektor för köpare", "antal anbud, summa", "antal anbudsgivare, summa"

NO_STATISTICS = N_("This is not the statistics file: a column “År” or “Antal anbud, Summa” is missing.")
NO_NUMBER = N_("{text} is no number of bids; the row was left out.")


@dataclass(frozen=True, slots=True)
class LotCount:
    """One row: the year, the kind of buyer ("Kommun"), the number; `bidders` where bidders are counted, as until 2020."""

    year: int
    buyer: str
    number: int
    bidders: bool = False


def read_bid_statistics(data: bytes, step: Step | None = None) -> tuple[list[LotCount], list[Problem]]:
    """Read a statistics file (CSV or workbook); one bad row costs only itself. Never raises but what `step` raises."""
    source = read_source(data, TableWishes(), step)
    if source.refused is not None:
        return [], [Problem(int(source.form in ("csv", "tsv", "")), source.refused.reason, source.refused.values)]
    for at, (_, cells) in enumerate(source.rows[:20]):
        names = {cell.strip().casefold(): place for place, cell in enumerate(cells)}
        if _YEAR in names and (_BIDS in names or _BIDDERS in names):
            return _rows(source.rows[at + 1 :], names)
    return [], [Problem(1, NO_STATISTICS)]


def _rows(rows: list[tuple[int, list[str]]], names: dict[str, int]) -> tuple[list[LotCount], list[Problem]]:
    bidders = _BIDS not in names
    number, year, buyer = names[_BIDDERS if bidders else _BIDS], names[_YEAR], names.get(_BUYER, -1)
    found: list[LotCount] = []
    problems: list[Problem] = []
    for line, cells in rows:
        told = cells[number].strip() if number < len(cells) else ""
        when = cells[year].strip() if year < len(cells) else ""
        if told.isdecimal() and when.isdecimal():
            kind = cells[buyer].strip() if 0 <= buyer < len(cells) else ""
            found.append(LotCount(int(when), kind, int(told), bidders))
        elif any(cell.strip() for cell in cells):
            problems.append(Problem(line, NO_NUMBER, {"text": told or "–"}))
    return found, problems
