"""What of the coverage may leave the house: cells of a few companies are not told, nor those by which they could be worked out.

A company may be one person, so whoever was met, came, asked or was told of a tender is counted like people (`few.py`). That
somebody has bid or won is a public fact. Lists inside the house show every cell: behind each stand the names.
"""

from __future__ import annotations

from outreach.domain.coverage import STAGES, Coverage, Stage
from outreach.domain.few import Cell, Line, hide

_PUBLIC = frozenset({Stage.BID, Stage.WON})


def told_of(coverage: Coverage) -> list[list[Cell]]:
    """Return the cells of each row and of the row of all, each row with its sum at the end, marked with what is told."""
    cumulative = coverage.order.cumulative
    counts = [*(row.counts for row in coverage.rows), coverage.totals]
    sums = [*(row.companies for row in coverage.rows), coverage.companies]
    rows = [[_cell(stage, count) for stage, count in zip(STAGES, row, strict=True)] for row in counts]
    every = [[*row, Cell(whole, people=False)] for row, whole in zip(rows, sums, strict=True)]
    lines = [line for row in every for line in (_cumulative(row) if cumulative else [Line(tuple(row[:-1]), row[-1])])]
    for place in range(len(STAGES) + 1):
        column = [row[place] for row in every]
        lines.append(Line(tuple(column[:-1]), column[-1]))
    hide(lines)
    return every


def _cell(stage: Stage, count: int) -> Cell:
    return Cell(count, people=stage is not Stage.NEVER and stage not in _PUBLIC, may_be_held=stage not in _PUBLIC)


def _cumulative(row: list[Cell]) -> list[Line]:
    """Return what ties the cells of a row in which each counts those who came so far or further: any two tell the difference."""
    lines = []
    for first in range(len(STAGES)):
        for later in range(first + 1, len(STAGES)):
            between = STAGES[first:later]
            people = not _PUBLIC.issuperset(between) and between != (Stage.NEVER,)
            apart = Cell(row[first].count - row[later].count, people=people, may_be_held=False)
            lines.append(Line((apart, row[later]), row[first]))
    # All companies, and the first column, are the same number.
    lines.append(Line((row[0],), row[-1]))
    return lines
