"""How a record that comes in again meets the one that is kept: add, fill in, renew – never blank out, never lose an edit.

Which fields an officer has edited since the last import is read from the journal; those are left alone.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from outreach.domain.changes import HistoryEntry
from outreach.domain.company import Company
from outreach.domain.person import Person
from outreach.domain.record import Record, to_plain
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.work import View

R = TypeVar("R", bound=Record)

_FIELDS = frozenset(field.name for kind in (Person, Company) for field in dataclasses.fields(kind))

#: The title by which the journal knows an import from an officer's own edit.
IMPORTED = N_("Imported {files}")
#: The titles by which it knows that somebody made two records one, and decided what stays.
MERGED = (N_("Merged {name}"), N_("Merged {count} pairs"))


@dataclasses.dataclass(frozen=True, slots=True)
class Earlier:
    """What went before a record comes in again. `edited`: fields that no longer hold what the last import wrote.

    `brought`: the plain value that the last import to write a field left there. `everything`: the record comes home in a file
    of our own, edited there on purpose.
    """

    edited: frozenset[str] = frozenset()
    brought: dict[str, Any] = dataclasses.field(default_factory=dict)
    everything: bool = False

    def owns(self, name: str, now: Any) -> bool:
        """Say whether a field still holds what an import brought, so that a later import may change or empty it."""
        return self.everything or (name in self.brought and self.brought[name] == to_plain(now))


def earlier(view: View, record_id: UUID) -> Earlier:
    """Return what imports brought and what people changed since, field by field, from the journal.

    A field that an officer edited stays the officer's, however many imports touch other fields afterwards.
    """
    now: dict[str, Any] = {}
    brought: dict[str, Any] = {}
    changed: set[str] = set()
    decided: frozenset[str] = frozenset()
    # What this import itself has written already is no earlier import.
    now_at_work = getattr(view, "action", None)
    for entry in view.history(record_id):
        if now_at_work is not None and entry.action == now_at_work.id:
            continue
        if not decided and _was_merged(entry, now.get("origins")):
            # Whoever merged has looked at every field: what an import brought before says no more who is right.
            decided = _FIELDS - brought.keys()
        for name, (_, after) in entry.fields.items():
            now.setdefault(name, after)
            if entry.title == IMPORTED:
                brought.setdefault(name, after)
            elif entry.verb == "change" and name not in brought:
                changed.add(name)
    edited = frozenset(name for name in changed if name not in brought or now[name] != brought[name])
    return Earlier(edited | decided, brought)


def _was_merged(entry: HistoryEntry, origins: list[str] | None) -> bool:
    """Say whether an entry made two records one, and nobody has taken it back: the origins of the other are still there."""
    if entry.title not in MERGED or "origins" not in entry.fields:
        return False
    before, after = (set(side or ()) for side in entry.fields["origins"])
    return bool(after - before) and (origins is None or after - before <= set(origins))


def renewed(stored: R, values: dict[str, Any], before: Earlier) -> R:
    """Take over every value that says something and that no officer has edited. Lists are joined, not replaced.

    A list that an officer has edited gets only what no earlier import brought: what was taken away stays away.
    """
    new: dict[str, Any] = {}
    for name, value in values.items():
        if not says_something(value):
            continue
        kept = getattr(stored, name)
        if name not in before.edited:
            new[name] = joined(kept, value, newer=True) if isinstance(value, tuple) else value
        elif isinstance(value, tuple):
            known = before.brought.get(name) or []
            new[name] = joined(kept, tuple(item for item in value if to_plain(item) not in known))
    return dataclasses.replace(stored, **new)


def replaced(stored: R, values: dict[str, Any], edited: frozenset[str]) -> R:
    """Take over every value that says something and that no officer has edited, whole lists included."""
    new = {name: value for name, value in values.items() if name not in edited and says_something(value)}
    return dataclasses.replace(stored, **new)


def taken_over(stored: R, values: dict[str, Any], before: Earlier, blank: tuple[str, ...] = ()) -> R:
    """Take over what a list says: where nothing was kept, and where an earlier import brought what is kept; lists are joined.

    What an officer wrote stays. `blank` fields are emptied, on the same condition.
    """
    new: dict[str, Any] = {}
    for name, value in values.items():
        kept = getattr(stored, name)
        if isinstance(value, tuple):
            known = before.brought.get(name) or []
            edited = name in before.edited
            more = tuple(item for item in value if not edited or to_plain(item) not in known)
            new[name] = joined(kept, more, newer=not edited)
        elif name == "notes" and not before.everything:
            # What another list says stands below; what this one said before stays.
            new[name] = with_lines(kept, value)
        elif says_something(value) and (not says_something(kept) or before.owns(name, kept)):
            new[name] = value
    told = frozenset(name for name in blank if not values.get(name) or not says_something(values[name]))
    return emptied(dataclasses.replace(stored, **new), told, before)


def emptied(stored: R, blank: Iterable[str], before: Earlier) -> R:
    """Empty the fields that a list leaves blank and an import brought; what an officer wrote stays."""
    new: dict[str, Any] = {}
    for name in blank:
        kept = getattr(stored, name, None)
        if kept is not None and says_something(kept) and before.owns(name, kept):
            new[name] = type(kept)("unknown") if name == "size" else type(kept)()
    return dataclasses.replace(stored, **new)


def with_lines(one: str, other: str) -> str:
    """Return a text with those lines of another that it lacks, below its own."""
    known = one.splitlines()
    return "\n".join([*known, *(line for line in dict.fromkeys(other.splitlines()) if line not in known)])


def filled_in(stored: R, values: dict[str, Any]) -> R:
    """Take over values only where nothing was kept; join lists."""
    new: dict[str, Any] = {}
    for name, value in values.items():
        kept = getattr(stored, name)
        if isinstance(value, tuple):
            new[name] = joined(kept, value)
        elif not says_something(kept):
            new[name] = value
    return dataclasses.replace(stored, **new)


def joined(kept: tuple[Any, ...], more: tuple[Any, ...], *, newer: bool = False) -> tuple[Any, ...]:
    """Return both lists, each item once. E-mails and telephones count as the same whatever their label.

    A role whose title was unknown, or with `newer` another one, takes the title over.
    """
    # What is kept stays as it is, also a number that stands there twice under two labels.
    result = list(kept)
    places = {_identity(item): at for at, item in reversed(list(enumerate(kept)))}
    for item in more:
        at = places.setdefault(_identity(item), len(result))
        if at == len(result):
            result.append(item)
        elif getattr(item, "title", "") and (newer or not result[at].title):
            result[at] = item
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


def says_something(value: Any) -> bool:
    """Say whether a value is more than "nothing is known"."""
    if value is None or value is False:
        return False
    plain = getattr(value, "value", value)
    return plain not in ("", (), 0, "unknown")
