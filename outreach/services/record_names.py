"""What ids in plain records stand for, so that a paper says a name where the register keeps an id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from outreach.language import Language

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")


def ids_in(value: Any) -> Iterator[UUID]:
    """Yield the ids in a plain value."""
    if isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from ids_in(one)
    elif isinstance(value, UUID):
        yield value
    elif isinstance(value, str) and _ID.fullmatch(value):
        yield UUID(value)


def named(value: Any, names: Mapping[str, str], field: str = "") -> Any:
    """Return a plain value with names in place of ids, and of a purpose's key; an id that has none stays."""
    if isinstance(value, Mapping):
        return {name: named(one, names, name) for name, one in value.items()}
    if isinstance(value, list):
        return [named(one, names, field) for one in value]
    if isinstance(value, str) and (field == "purpose" or _ID.fullmatch(value)):
        return names.get(value, value)
    return value


def legible(value: Any, language: Language) -> Any:
    """Return a plain value as people read it: without ids that have no name, moments in words."""
    if isinstance(value, Mapping):
        return {name: legible(one, language) for name, one in value.items()}
    if isinstance(value, list):
        return [legible(one, language) for one in value]
    if isinstance(value, str) and _ID.fullmatch(value):
        return ""
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        return language.moment(datetime.fromisoformat(value))
    return value
