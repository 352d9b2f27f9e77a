"""How a record that comes in again meets the one that is kept: add, fill in, renew – never blank out, never lose an edit.

Which fields an officer has edited since the last import is read from the journal; those are left alone.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from outreach.domain.record import Record, to_plain

if TYPE_CHECKING:
    from outreach.storage.work import View

R = TypeVar("R", bound=Record)


def edited_by_people(view: View, record_id: UUID, import_title: str) -> frozenset[str]:
    """Return the fields that were changed by hand since the last import touched the record."""
    edited: set[str] = set()
    for entry in view.history(record_id):
        if entry.title == import_title:
            break
        if entry.verb == "change":
            edited |= entry.fields.keys()
    return frozenset(edited)


def renewed(stored: R, values: dict[str, Any], edited: frozenset[str]) -> R:
    """Take over every value that says something and that no officer has edited. Lists are joined, not replaced."""
    new: dict[str, Any] = {}
    for name, value in values.items():
        if name in edited or not _says_something(value):
            continue
        kept = getattr(stored, name)
        new[name] = joined(kept, value) if isinstance(value, tuple) else value
    return dataclasses.replace(stored, **new)


def replaced(stored: R, values: dict[str, Any], edited: frozenset[str]) -> R:
    """Take over every value that says something and that no officer has edited, whole lists included."""
    new = {name: value for name, value in values.items() if name not in edited and _says_something(value)}
    return dataclasses.replace(stored, **new)


def filled_in(stored: R, values: dict[str, Any]) -> R:
    """Take over values only where nothing was kept; join lists."""
    new: dict[str, Any] = {}
    for name, value in values.items():
        kept = getattr(stored, name)
        if isinstance(value, tuple):
            new[name] = joined(kept, value)
        elif not _says_something(kept):
            new[name] = value
    return dataclasses.replace(stored, **new)


def joined(kept: tuple[Any, ...], more: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return both lists, each item once. E-mails and telephones count as the same whatever their label."""
    seen = {_identity(item) for item in kept}
    result = list(kept)
    for item in more:
        if _identity(item) not in seen:
            seen.add(_identity(item))
            result.append(item)
    return tuple(result)


def fingerprint(prefix: str, value: Any, *apart: str) -> str:
    """Return a key of what a file said, without the fields in `apart`: the same content again has the same key."""
    plain = {name: item for name, item in to_plain(value).items() if name not in apart}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return f"{prefix}:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _identity(item: Any) -> Any:
    for name in ("address", "number", "company"):
        if hasattr(item, name):
            value = getattr(item, name)
            return value.casefold() if isinstance(value, str) else value
    return item


def _says_something(value: Any) -> bool:
    if value is None or value is False:
        return False
    plain = getattr(value, "value", value)
    return plain not in ("", (), 0, "unknown")
