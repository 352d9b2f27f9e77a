"""Keeps personal identity numbers out of whatever is kept about people: records, titles in the journal, half-typed forms.

One rule at one gate (`storage/work.py`), so that no form, import or command can forget it. What counts as such a number is told
by `domain/company.py`. Events and tenders are let through: they are public papers, whose notice numbers ("121128-2024") and
calendar ids may look like one.
"""

from __future__ import annotations

import dataclasses
import re
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from outreach.domain.company import without_personal_numbers
from outreach.domain.record import Kind, Record

T = TypeVar("T")
R = TypeVar("R", bound=Record)

_SHORTEST = len("811228-9874")
_LIKE_ONE = re.compile(r"\d{6}[ \u00a0\u202f]?[-\u2010-\u2014\u2212+][ \u00a0\u202f]?\d{4}|(?:19|20)\d{6}[ \u00a0\u202f]?\d{4}")

#: The kinds of record that tell of people.
KINDS = frozenset(
    {
        Kind.PERSON,
        Kind.COMPANY,
        Kind.MEETING,
        Kind.FOLLOW_UP,
        Kind.GUEST,
        Kind.INBOX_CARD,
        Kind.QUESTION,
        Kind.PLAN,
        Kind.TEMPLATE,
        Kind.INVITATION,
        Kind.REPLY,
        Kind.NOTIFICATION,
        Kind.PRINTING,
        Kind.DISCLOSURE,
        Kind.BID,
        Kind.NO_BID,
        Kind.CONTRACT,
        Kind.REQUIREMENT_CARD,
        Kind.FLYER_TEXT,
        Kind.INQUIRY,
        Kind.PURPOSE,
        Kind.RETENTION_RULE,
        Kind.PRIVACY_TEXT,
    }
)
#: Fields that hold keys of files and numbers that are checked elsewhere, never words that somebody typed.
_KEYS = frozenset({"id", "version", "origins", "org_number", "uid", "recurrence_id", "message_id", "shown", "revising"})


def without_any(kind: Kind, record: R) -> R:
    """Return a record with a mask where a personal identity number stood; most come back untouched."""
    return masked(record) if kind in KINDS and _may_hold(record) else record


def masked(value: T) -> T:
    """Return a text, or what holds texts (a tuple, list, dict or dataclass), with its personal identity numbers masked."""
    return cast("T", _masked(value))


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, Enum) else without_personal_numbers(value)[0]
    if isinstance(value, tuple | list):
        return type(value)(_masked(item) for item in value)
    if isinstance(value, dict):
        return {key: _masked(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (field.name for field in dataclasses.fields(value) if field.name not in _KEYS)
        return dataclasses.replace(value, **{name: _masked(getattr(value, name)) for name in fields})
    return value


def _may_hold(value: Any) -> bool:
    # An import asks for a million texts; hardly one of them is looked at twice.
    kind: Any = type(value)
    if kind is str:
        return len(value) >= _SHORTEST and _LIKE_ONE.search(value) is not None
    if kind is tuple:
        return any(map(_may_hold, value))
    return hasattr(kind, "__dataclass_fields__") and any(_may_hold(getattr(value, name)) for name in _names(kind))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind) if field.name not in _KEYS)
