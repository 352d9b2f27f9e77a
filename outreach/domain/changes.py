"""What a write did: the action it was part of, and which records it touched. Screens read it and refresh."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from outreach.domain.record import Kind


@dataclass(frozen=True, slots=True)
class Changes:
    """The outcome of one user action. `action` is None when nothing had to be written.

    `title` is a catalogue text, filled with `values`, such as "Saved {name}". `final` says that it cannot be undone: what it
    tells of has left the computer.
    """

    action: UUID | None = None
    title: str = ""
    values: dict[str, str] = field(default_factory=dict)
    touched: frozenset[tuple[Kind, UUID]] = frozenset()
    final: bool = False
    # Reckoned where the action was done: a dozen screens ask, and a large import touches 200,000 records.
    _kinds: frozenset[Kind] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_kinds", frozenset(kind for kind, _ in self.touched))

    def concern(self, *kinds: Kind) -> bool:
        """Say whether a record of one of `kinds` was touched."""
        return not self._kinds.isdisjoint(kinds)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a record's history.

    `title` is the action's catalogue text, filled with `values`; `fields` is `{name: [plain before, plain after]}`.
    """

    at: datetime
    who: str
    device: str
    action: UUID
    title: str
    values: dict[str, str]
    kind: Kind
    record: UUID
    verb: str
    fields: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reversal:
    """What an undo did: the new action, how many records it set back, and what it kept because it was edited since or is frozen."""

    changes: Changes
    undone: UUID
    title: str
    values: dict[str, str]
    reversed: int
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A record, or some fields of one, that an undo left alone. `reason` is "edited", "in use" or "frozen".

    `partly` says that its other fields were set back.
    """

    kind: Kind
    record: UUID
    title: str
    fields: tuple[str, ...]
    reason: str
    partly: bool = False
