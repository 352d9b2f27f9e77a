"""How `outreach import` is told to read tables: the options as wishes, and the columns of a file as an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.door import Answer, Door
from outreach.cli.table import aligned
from outreach.cli.usage import Misread
from outreach.domain.table_mapping import (
    FIELDS,
    LEFT_OUT,
    TABLE_KINDS,
    WHY_WORDS,
    Look,
    TableKind,
    TableWishes,
    field_title,
)
from outreach.language import N_, Language
from outreach.services.import_tally import Alarm, Facts
from outreach.services.import_words import say_column

if TYPE_CHECKING:
    from outreach.services.house import House

_DELIMITERS = {"tab": "\t", "\\t": "\t", "semicolon": ";", "comma": ",", "pipe": "|"}
_LEFT_OUT = N_("left out")


@dataclass(frozen=True, slots=True)
class TableOptions:
    """The options of the command as they were typed. `maps` are "COLUMN=FIELD"."""

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    heading_row: int | None = None
    kind: str | None = None
    maps: tuple[str, ...] = ()
    empty_too: bool = False
    tags: tuple[str, ...] = ()
    forget: bool = False

    def wishes(self) -> TableWishes:
        """Return them as wishes, but for the columns."""
        delimiter = self.delimiter and _DELIMITERS.get(self.delimiter.casefold(), self.delimiter)
        if delimiter is not None and len(delimiter) != 1:
            raise _misread(N_("A delimiter is one sign, or tab, semicolon, comma or pipe."))
        return TableWishes(
            kind=TableKind(self.kind) if self.kind else None,
            sheet=self.sheet,
            encoding=self.encoding,
            delimiter=delimiter or None,
            heading_row=self.heading_row,
            empty_too=self.empty_too,
            tags=self.tags,
        )


def wishes_of(house: House, paths: Sequence[Path], options: TableOptions) -> dict[Path, TableWishes]:
    """Return the wishes for each file; columns are named by heading, or by number from 1. Raises Misread."""
    wishes = options.wishes()
    if options.forget:
        for path in paths:
            house.imports.forget(path, wishes)
    found: dict[Path, TableWishes] = {}
    for path in paths:
        found[path] = wishes
        look = house.imports.look(path, wishes) if options.maps else None
        if look is not None and not look.refused:
            found[path] = replace(wishes, mapping=tuple(_mapped(look, one) for one in options.maps))
    return found


def _mapped(look: Look, text: str) -> tuple[int, str]:
    name, sign, key = text.rpartition("=")
    if not sign:
        raise _misread(N_("Write a column and a field, as in \"Tfn=phone\"."))
    wanted = key.strip()
    known = [choice.key for choice in FIELDS[look.kind]]
    if wanted in ("", "-"):
        wanted = LEFT_OUT
    elif wanted not in known:
        raise _misread(N_("There is no field called {name}; known are {fields}."), name=wanted, fields=", ".join(known))
    bare = name.strip()
    for column in look.columns:
        if column.heading.casefold() == bare.casefold() or (bare.isdecimal() and int(bare) == column.index + 1):
            return column.index, wanted
    headings = ", ".join(column.heading or str(column.index + 1) for column in look.columns)
    raise _misread(N_("There is no column called {name}; the file has {columns}."), name=bare, columns=headings)


def _misread(text: str, **values: str) -> Misread:
    error = Misread(text, **values)
    error.ctx = click.get_current_context()
    return error


def columns_answer(door: Door, house: House, paths: Sequence[Path], wishes: Mapping[Path, TableWishes]) -> Answer:
    """Answer with the columns of each table file, one sentence a column."""
    looks = [(path, house.imports.look(path, wishes[path])) for path in paths]
    language = door.language
    plain = {"files": [plain_look(look, language) for _, look in looks if look is not None]}
    refused = [look for _, look in looks if look is not None and look.refused]
    others = [path for path, look in looks if look is None]
    complaint = ""
    if others:
        complaint = language.say(N_("{file} is no list: it has no columns to choose from."), file=str(others[0]))
    elif refused and len(refused) == len(looks):
        complaint = language.say(refused[0].refused, **refused[0].refused_values)
    return Answer(
        plain,
        lambda: [line for _, look in looks if look is not None for line in _look_lines(look, language)],
        code=1 if complaint else 0,
        complaint=complaint,
    )


def _look_lines(look: Look, language: Language) -> list[str]:
    if look.refused:
        return [f"{look.file}: {language.say(look.refused, **look.refused_values)}"]
    head = [look.file, language.say(TABLE_KINDS[look.kind]), *([look.sheet] if look.sheet else [])]
    if look.encoding:
        head += [look.encoding, "tab" if look.delimiter == "\t" else look.delimiter]
    rows = [
        [
            column.heading or f"({column.index + 1})",
            _field_words(look, column.field, language),
            language.say(WHY_WORDS[column.why]),
            say_column(column, language),
        ]
        for column in look.columns
    ]
    header = [language.say(text) for text in (N_("Column"), N_("Field"), N_("Why"), N_("Holds"))]
    return [" · ".join(head), *aligned(header, rows)]


def _field_words(look: Look, key: str, language: Language) -> str:
    if key == LEFT_OUT:
        return language.say(_LEFT_OUT)
    title, after = field_title(look.kind, key)
    return f"{language.say(title)} {after}".strip()


def plain_look(look: Look, language: Language) -> dict[str, Any]:
    """Return how a table was read, for --json."""
    return {
        "file": look.file,
        "form": look.form,
        "kind": look.kind.value,
        "sheet": look.sheet,
        "sheets": [{"name": one.name, "rows": one.rows, "hidden": one.hidden} for one in look.sheets],
        "encoding": look.encoding,
        "delimiter": look.delimiter,
        "heading_row": look.heading_row,
        "rows": look.rows,
        "remembered": look.remembered,
        "refused": language.say(look.refused, **look.refused_values) if look.refused else "",
        "columns": [
            {
                "index": column.index + 1,
                "heading": column.heading,
                "field": column.field,
                "why": column.why.value,
                "perfect": column.perfect,
                "misfits": column.misfits,
                "says": say_column(column, language),
            }
            for column in look.columns
        ],
    }


def plain_facts(facts: Facts) -> dict[str, Any]:
    """Return the sums, for --json: rows = kept + unchanged + rejected."""
    return {
        "new": {kind.value: number for kind, number in facts.new.items()},
        "updated": {kind.value: number for kind, number in facts.updated.items()},
        "gains": [
            {"kind": kind.value, "field": name, "records": number} for (kind, name), number in facts.gains.items()
        ],
        "rows": facts.rows,
        "kept": facts.kept,
        "unchanged": facts.unchanged,
        "rejected": facts.rejected,
    }


def plain_account(facts: Facts) -> dict[str, int]:
    """Return the account that adds up, for --json: total = read + rejected + unchanged, of what the files hold."""
    return {"total": facts.rows, "read": facts.kept, "rejected": facts.rejected, "unchanged": facts.unchanged}


def plain_alarm(alarm: Alarm | None) -> dict[str, Any] | None:
    """Return the alarm, for --json."""
    if alarm is None:
        return None
    erased = {"erased": alarm.erased} if alarm.erased else {}
    return {"changed": alarm.changed, "known": alarm.known, "share": round(alarm.share, 4), **erased}


