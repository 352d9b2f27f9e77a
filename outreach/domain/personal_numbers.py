"""Keeps personal identity numbers out of whatever is kept about people: records, titles in the journal, half-typed forms.

One rule at one gate (`storage/work.py`), so that no form, import or command can forget it. What counts as such a number is told
by `domain/company.py`. Events and tenders are let through: they are public papers, whose notice numbers ("121128-2024") and
calendar ids may look like one.
"""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import Any, TypeVar

from outreach.domain.company import without_personal_numbers
from outreach.domain.record import Kind, Record

R = TypeVar("R", bound=Record)

#: The kinds of record that tell of people.
KINDS = frozenset(
    {Kind.PERSON, Kind.COMPANY, Kind.MEETING, Kind.FOLLOW_UP, Kind.GUEST, Kind.INBOX_CARD, Kind.QUESTION}
)
#: Fields that hold keys of files and numbers that are checked elsewhere, never words that somebody typed.
_KEYS = frozenset({"id", "version", "origins", "org_number"})


def without_any(kind: Kind, record: R) -> R:
    """Return a record with a mask where a personal identity number stood; most come back untouched."""
    if kind not in KINDS:
        return record
    changed = {
        field.name: bare
        for field in dataclasses.fields(record)
        if field.name not in _KEYS and (bare := masked(value := getattr(record, field.name))) is not value
    }
    return dataclasses.replace(record, **changed) if changed else record


def masked(value: Any) -> Any:
    """Return a text, or what holds texts, with its personal identity numbers masked; the very same object where there are none."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple | list):
        bare = [masked(item) for item in value]
        return value if all(new is old for new, old in zip(bare, value, strict=True)) else type(value)(bare)
    if isinstance(value, dict):
        inside = {key: masked(item) for key, item in value.items()}
        return value if all(inside[key] is value[key] for key in value) else inside
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: masked(getattr(value, field.name)) for field in dataclasses.fields(value)}
        changed = {name: part for name, part in parts.items() if part is not getattr(value, name)}
        return dataclasses.replace(value, **changed) if changed else value
    return value


def _text(value: str) -> str:
    # The shortest is "811228-9874"; an import asks for a million texts.
    if len(value) < 11 or isinstance(value, Enum):
        return value
    bare, found = without_personal_numbers(value)
    return bare if found else value
