"""The plan by which a table is read: where its headings stand and what each column fills, with the reason.

In order: what the officer chose, what was remembered of lists of this shape, what the heading says, what stands in the
column. A row that only adds up the others ("Summa") is no row of the list.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from outreach.domain.problem import cut
from outreach.domain.table_mapping import (
    LEFT_OUT,
    Column,
    ColumnLook,
    Look,
    RawRow,
    TableKind,
    TableWishes,
    Why,
    column_of,
)
from outreach.formats.contact_text import clean
from outreach.formats.table_columns import is_naming
from outreach.formats.table_content import SAMPLED, check_of, field_by_content, is_amount, shown
from outreach.formats.table_guess import Headings, find_headings, headings_at, likely_headings
from outreach.formats.table_headings import is_form, is_never_imported
from outreach.formats.table_source import NO_TABLE, Source, delimiter_choices
from outreach.formats.table_tenders import WORDED
from outreach.formats.table_text import Row
from outreach.formats.workbook_guard import Refusal

#: The heading of the column that says why a row was rejected, in the file that we write; it is never read.
REASON_HEADINGS = {"sv": "Orsak", "en": "Reason"}
_REASONS = frozenset(one.casefold() for one in REASON_HEADINGS.values())
#: How many values a column shows, and how many rows a look.
_TOP = 3
_HEAD = 50
_TOTALS = re.compile(
    r"(?:summa|totalt?|sum|grand total|antal)\b[ :]*|sida \d+(?: av \d+)?|page \d+(?: of \d+)?", re.IGNORECASE
)
_COMPANY_QUESTION = re.compile(r"\b(vilket|vad heter|namn|which|what is|name)\b.*\b(företag|bolag|company|organisation)")
#: A heading with a number of this length may be data in a table without headings; it is not remembered.
_LONG_NUMBER = re.compile(r"\d{5,}|@")


@dataclass(frozen=True, slots=True)
class Planned:
    """One column: its heading, what it fills (None: left out) and why."""

    index: int
    heading: str
    column: Column | None
    why: Why


@dataclass(slots=True)
class Plan:
    """How a source is read. `rows` are those below the headings that hold something."""

    source: Source
    kind: TableKind = TableKind.CONTACTS
    heading_row: int = 0
    columns: list[Planned] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    refused: Refusal | None = None
    remembered: bool = False

    @property
    def meanings(self) -> list[tuple[int, Column]]:
        """The columns that are imported."""
        return [(one.index, one.column) for one in self.columns if one.column is not None]


def plan_table(source: Source, wishes: TableWishes, memory: Mapping[str, str] | None = None) -> Plan:
    """Decide how a source is read. `memory`: heading key to field key, from an earlier list of the same shape."""
    if source.refused is not None:
        return Plan(source, wishes.kind or TableKind.CONTACTS, refused=source.refused)
    rows = [cells for _, cells in source.rows]
    found = _headings(source.rows, rows, wishes)
    plan = Plan(source, wishes.kind or found.kind)
    if found.at >= 0:
        plan.heading_row = source.rows[found.at][0]
    headings = rows[found.at] if found.at >= 0 else []
    plan.rows = [row for row in source.rows[found.at + 1 :] if not _is_total(row[1]) and not _repeats(row[1], headings)]
    plan.columns = _planned(plan, headings, dict(found.columns), wishes, memory or {})
    plan.remembered = any(one.why is Why.REMEMBERED for one in plan.columns)
    if not _names_something(plan):
        plan.refused = Refusal(NO_TABLE) if not any(one.column for one in plan.columns) else None
    return plan


def _headings(numbered: Sequence[Row], rows: list[list[str]], wishes: TableWishes) -> Headings:
    if wishes.heading_row == 0:
        return Headings(-1, wishes.kind or TableKind.CONTACTS)
    if wishes.heading_row is not None:
        at = next((at for at, (line, _) in enumerate(numbered) if line >= wishes.heading_row), 0)
        return headings_at(rows, at, wishes.kind)
    found = find_headings(rows, wishes.kind)
    return found or Headings(likely_headings(rows), wishes.kind or TableKind.CONTACTS)


def _repeats(cells: Sequence[str], headings: Sequence[str]) -> bool:
    """Say whether a row is the headings once more, as where files were put together or a page begins."""
    return bool(headings) and _bare(cells) == _bare(headings)


def _bare(cells: Sequence[str]) -> list[str]:
    return [cell.strip("\ufeff \t").casefold() for cell in cells if cell.strip("\ufeff \t")]


def _is_total(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    words = [cell for cell in filled if re.search(r"[^\W\d_]", cell) and not is_amount(cell)]
    return len(words) == 1 and words[0] == filled[0] and _TOTALS.fullmatch(words[0]) is not None


def _names_something(plan: Plan) -> bool:
    columns = [column for _, column in plan.meanings]
    if plan.kind is TableKind.TENDERS:
        return any(column.kind == "title" for column in columns)
    return any(is_naming(column) for column in columns)


def _is_our_own(plan: Plan) -> bool:
    """Say whether a table has the column that our own export alone writes."""
    mark = "id" if plan.kind is TableKind.TENDERS else "is_company"
    return any(one.column is not None and one.column.kind == mark and one.why is Why.HEADING for one in plan.columns)


def _planned(
    plan: Plan, headings: Sequence[str], known: dict[int, Column], wishes: TableWishes, memory: Mapping[str, str]
) -> list[Planned]:
    width = max([len(headings), *(len(cells) for _, cells in plan.rows[:1_000])], default=0)
    texts = [clean(headings[at]) if at < len(headings) else "" for at in range(width)]
    keys = heading_keys(texts)
    chosen = dict(wishes.mapping)
    columns: list[Planned] = []
    for at, heading in enumerate(texts):
        if at in chosen:
            columns.append(Planned(at, heading, _labelled(column_of(chosen[at]), heading), Why.CHOSEN))
        elif heading.casefold() in _REASONS:
            columns.append(Planned(at, heading, None, Why.HEADING))
        elif keys[at] in memory:
            columns.append(Planned(at, heading, _labelled(column_of(memory[keys[at]]), heading), Why.REMEMBERED))
        elif is_never_imported(heading) and at not in known:
            columns.append(Planned(at, heading, None, Why.HEADING))
        elif at in known:
            columns.append(Planned(at, heading, _labelled(known[at], heading), Why.HEADING))
        else:
            columns.append(Planned(at, heading, None, Why.UNKNOWN))
    return _by_content(plan, columns)


def _labelled(column: Column | None, heading: str) -> Column | None:
    """An answer is kept below its question: the heading."""
    return replace(column, label=heading) if column is not None and column.kind in _UNDER_HEADING else column


#: Kept under their heading: answers, and the words of a date or an amount that cannot be read as one ("hösten 2027").
_UNDER_HEADING = frozenset({"answer", "lot_answer", "bids", "buyer_number", *WORDED})


def field_key(column: Column | None) -> str:
    """Return the field of a column as the wizard and the memory name it."""
    if column is None:
        return LEFT_OUT
    return column.kind if column.kind in _UNDER_HEADING else column.key


def _by_content(plan: Plan, columns: list[Planned]) -> list[Planned]:
    taken = {one.column.key for one in columns if one.column is not None}
    if any(key in taken for key in ("given", "family")):
        taken.add("name")
    in_form = is_form(one.heading for one in columns)
    result: list[Planned] = []
    for one in columns:
        if one.why is not Why.UNKNOWN:
            result.append(one)
            continue
        cells = [row[one.index] for _, row in plan.rows[:SAMPLED] if one.index < len(row)]
        column = field_by_content(cells, plan.kind, frozenset(taken))
        if column is not None and column.key == "municipality" and result and _key_before(result) == "address:code":
            # "784 33", then "Borlänge": a postal address, and no municipality.
            column = Column("address", part="city")
        if column is None:
            question = one.heading.rstrip().endswith("?") or (one.heading and in_form)
            field = Column("answer", label=one.heading)
            if question and _asks_company(one.heading) and "organisation" not in taken:
                field = Column("organisation")
                taken.add("organisation")
            asked = replace(one, column=field, why=Why.HEADING)
            result.append(asked if question and plan.kind is TableKind.CONTACTS else one)
            continue
        taken.add(column.key)
        result.append(replace(one, column=column, why=Why.CONTENT))
    return result


def _asks_company(question: str) -> bool:
    return _COMPANY_QUESTION.search(question.casefold()) is not None


def _key_before(columns: Sequence[Planned]) -> str:
    return field_key(columns[-1].column)


# --- the shape of a list -------------------------------------------------------------------------------------------


def heading_keys(headings: Sequence[str]) -> list[str]:
    """Return a key for each heading: its words, case-folded, with a number where one stands twice. Empty ones have none."""
    seen: Counter[str] = Counter()
    keys: list[str] = []
    for heading in headings:
        bare = " ".join(re.findall(r"[^\W_]+", heading.casefold()))
        if not bare or bare in _REASONS or _LONG_NUMBER.search(heading):
            keys.append("")
            continue
        seen[bare] += 1
        keys.append(bare if seen[bare] == 1 else f"{bare} ({seen[bare]})")
    return keys


def shape_of(headings: Sequence[str]) -> str:
    """Return a key of the set of headings, whatever their order; empty for a table without headings."""
    keys = sorted({key for key in heading_keys(headings) if key})
    if len(keys) < 2:
        return ""
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:24]


def heading_texts(source: Source, wishes: TableWishes) -> list[str]:
    """Return the headings of a source, for its shape, without planning the columns."""
    if source.refused is not None:
        return []
    rows = [cells for _, cells in source.rows[:1_000]]
    found = _headings(source.rows[:1_000], rows, wishes)
    return [clean(cell) for cell in rows[found.at]] if 0 <= found.at < len(rows) else []


# --- what the wizard shows -------------------------------------------------------------------------------------------


def look_at(plan: Plan, file: str) -> Look:
    """Return what the wizard shows of a planned table."""
    source = plan.source
    refused = source.refused or plan.refused
    return Look(
        file=file,
        form=source.form,
        kind=plan.kind,
        sheets=source.sheets,
        sheet=source.sheet,
        encoding=source.encoding,
        encodings=source.encodings,
        delimiter=source.delimiter,
        delimiters=delimiter_choices(source.delimiter),
        heading_row=plan.heading_row,
        columns=tuple(_column_look(one, plan) for one in plan.columns),
        head=_head(plan),
        rows=len(plan.rows),
        remembered=plan.remembered,
        sure=plan.remembered or _is_our_own(plan),
        missing=not _names_something(plan),
        refused=refused.reason if refused else "",
        refused_values=refused.values if refused else {},
    )


def _head(plan: Plan) -> tuple[RawRow, ...]:
    fields = {one.index: one.column.key for one in plan.columns if one.column is not None}
    return tuple(
        RawRow(line, tuple(shown(cell, fields.get(at, "")) for at, cell in enumerate(cells)))
        for line, cells in plan.source.rows[:_HEAD]
    )


def _column_look(one: Planned, plan: Plan) -> ColumnLook:
    counts: Counter[str] = Counter()
    empty = 0
    for _, row in plan.rows:
        text = row[one.index].strip() if one.index < len(row) else ""
        if text:
            counts[text] += 1
        else:
            empty += 1
    key = field_key(one.column)
    fits = check_of(one.column, plan.kind) if one.column is not None else None
    misfits = [text for text in counts if fits is not None and not fits(text)]
    top = [text for text, _ in counts.most_common(_TOP)]
    return ColumnLook(
        index=one.index,
        heading=shown(one.heading),
        field=key,
        why=one.why,
        top=tuple(cut(shown(text, key), 40) for text in top),
        others=len(counts) - len(top),
        empty=empty,
        filled=counts.total(),
        misfits=sum(counts[text] for text in misfits),
        misfit=cut(shown(misfits[0], key), 40) if misfits else "",
    )
