"""Table files in the import: a look before anything is done, the mapping remembered by the list's shape, rows with problems.

The memory lies in the workspace, so that both officers have it: one fact for each set of headings. It holds headings and
fields alone, never a cell.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from outreach.domain.problem import Problem
from outreach.domain.table_mapping import Look, TableKind, TableWishes, Why
from outreach.language import Language

if TYPE_CHECKING:
    from outreach.formats.table import TableReading
    from outreach.formats.table_plan import Plan
    from outreach.formats.table_source import Source
    from outreach.storage.database import Database
    from outreach.storage.work import View, Work

_PREFIX = "columns:"


@dataclass(frozen=True, slots=True)
class ProblemRows:
    """The rows of one table file that had problems, as they stand in it: (line, cells), below their headings."""

    file: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class TableShape:
    """What is remembered of a table when it is imported: its shape, and the field of each heading."""

    shape: str
    kind: TableKind
    fields: tuple[tuple[str, str], ...]
    by_hand: bool


def look_of(plan: Plan, file: str) -> Look:
    """Return what a table that is already planned looks like."""
    from outreach.formats.table_plan import look_at

    return look_at(plan, file)


def read(plan: Plan, wishes: TableWishes, step: Callable[[], None] | None = None) -> TableReading:
    """Read the rows of a planned table."""
    from outreach.formats.table import read_plan

    return read_plan(plan, blanks=wishes.empty_too, step=step)


def read_first(plan: Plan, wishes: TableWishes, most: int) -> TableReading:
    """Read the first rows of a planned table, with the problems of these rows alone."""
    first = replace(plan, rows=plan.rows[:most])
    reading = read(first, wishes)
    last = first.rows[-1][0] if first.rows else 0
    reading.problems[:] = [problem for problem in reading.problems if problem.line <= last]
    return reading


def plan(source: Source, wishes: TableWishes, view: View) -> Plan:
    """Decide how the rows of a file are read: as wished, the rest remembered or guessed."""
    from outreach.formats.table_plan import plan_table

    kind, memory = _remembered(view, source, wishes) if wishes.use_memory else (None, {})
    if kind is not None and wishes.kind is None:
        wishes = replace(wishes, kind=kind)
    return plan_table(source, wishes, memory if kind == wishes.kind else {})


def _remembered(view: View, source: Source, wishes: TableWishes) -> tuple[TableKind | None, Mapping[str, str]]:
    from outreach.formats.table_plan import heading_texts, shape_of

    shape = shape_of(heading_texts(source, wishes))
    told = view.fact(_PREFIX + shape) if shape else ""
    if not told:
        return None, {}
    try:
        plain = json.loads(told)
        return TableKind(plain["kind"]), {str(key): str(field) for key, field in plain["fields"].items()}
    except (ValueError, KeyError, AttributeError, TypeError):
        # Written by a later version in a way that this one does not know: guess instead.
        return None, {}


def shape_of_plan(plan: Plan) -> TableShape | None:
    """Return what is worth remembering of a planned table, None for one without headings."""
    from outreach.formats.table_plan import field_key, heading_keys, shape_of

    headings = [one.heading for one in plan.columns]
    shape = shape_of(headings) if plan.heading_row else ""
    if not shape:
        return None
    keys = heading_keys(headings)
    fields = {key: field_key(one.column) for key, one in zip(keys, plan.columns, strict=True) if key}
    by_hand = any(one.why in (Why.CHOSEN, Why.REMEMBERED) for one in plan.columns)
    return TableShape(shape, plan.kind, tuple(fields.items()), by_hand)


def remember(work: Work, shape: TableShape | None) -> None:
    """Remember how a table was read, if the officer decided anything in it."""
    if shape is not None and shape.by_hand:
        told = json.dumps({"kind": shape.kind.value, "fields": dict(shape.fields)}, ensure_ascii=False)
        work.keep_fact(_PREFIX + shape.shape, told)


def forget(database: Database, data: bytes, wishes: TableWishes) -> bool:
    """Forget how lists of this shape were read. Return whether anything was known."""
    from outreach.formats.table_plan import heading_texts, shape_of
    from outreach.services.readers import read_source

    shape = shape_of(heading_texts(read_source(data, wishes), wishes))
    with database.read() as view:
        known = bool(shape and view.fact(_PREFIX + shape))
    if known:
        with database.work("") as work:
            work.keep_fact(_PREFIX + shape, "")
    return known


# --- rows with problems ----------------------------------------------------------------------------------------------


def problem_rows(plan: Plan, file: str, lines: set[int]) -> ProblemRows:
    """Return the rows of a table that stand in these lines, personal identity numbers masked."""
    from outreach.formats.table_content import shown
    from outreach.formats.table_plan import field_key

    fields = {one.index: field_key(one.column) for one in plan.columns}
    rows = tuple(
        (line, tuple(shown(cell, fields.get(at, "")) for at, cell in enumerate(cells)))
        for line, cells in plan.rows
        if line in lines
    )
    return ProblemRows(file, tuple(one.heading for one in plan.columns), rows)


def problem_table(
    tables: Sequence[ProblemRows], problems: Sequence[Problem], language: Language
) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of the file of rows to correct: the original columns, and the reason in the last one.

    Several files are put under each other when their headings agree; else each heading has its column.
    """
    from outreach.formats.table_plan import REASON_HEADINGS

    reasons: dict[tuple[str, int], list[str]] = {}
    for problem in problems:
        reasons.setdefault((problem.file, problem.line), []).append(
            language.say(problem.reason, **{name: str(value) for name, value in problem.values.items()})
        )
    reason = REASON_HEADINGS[language.code]
    headings = list(dict.fromkeys(one for table in tables for one in _named(table)))
    rows: list[list[str]] = []
    for table in tables:
        places = [headings.index(one) for one in _named(table)]
        for line, cells in table.rows:
            row = [""] * len(headings)
            for place, cell in zip(places, cells, strict=False):
                row[place] = cell
            rows.append([*row, " ".join(dict.fromkeys(reasons.get((table.file, line), [])))])
    return [*headings, reason], rows


def _named(table: ProblemRows) -> list[str]:
    """Return the headings, each only once: a second one of a name gets a number, an empty one the column's letter."""
    seen: dict[str, int] = {}
    named: list[str] = []
    for at, heading in enumerate(table.headings):
        base = heading or f"({at + 1})"
        seen[base] = seen.get(base, 0) + 1
        named.append(base if seen[base] == 1 else f"{base} {seen[base]}")
    return named


