"""The running account of an import: what each record in the files became, and what could not be kept."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from outreach.domain.problem import Problem
from outreach.domain.record import BOOKKEEPING, Kind, Record


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a file: `verdict` is "new", "update" or "same". `rows`: how many rows of the file tell of it."""

    file: str
    kind: Kind
    title: str
    detail: str
    verdict: str
    line: int
    record: UUID
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """The sums of an import, for its sentences. All numbers are of different records, but `rows`, which counts rows.

    `new` and `updated`: how many records of each kind; a company that only a person's row tells of counts too. `gains`:
    how many updated records of a kind got another value of a field ("phones"). `rows` is read (`kept`) + `rejected` +
    `unchanged`: rows of table files; of other files their cards, events, answers and notices, those that were refused too.
    """

    new: dict[Kind, int] = field(default_factory=dict)
    updated: dict[Kind, int] = field(default_factory=dict)
    gains: dict[tuple[Kind, str], int] = field(default_factory=dict)
    rows: int = 0
    kept: int = 0
    unchanged: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Alarm:
    """A file wants to be accepted: it would change more than a tenth of what is known, or bring people back who were erased.

    `changed` of `known` records; `share` is between 0 and 1. `erased` people were erased here, the last of them on `erased_on`.
    """

    changed: int
    known: int
    erased: int = 0
    erased_on: datetime | None = None

    @property
    def share(self) -> float:
        """The share of the register that would change."""
        return self.changed / self.known if self.known else 0.0


#: The share from which an import asks again, and how few changes never do: three of ten companies are no accident.
ALARMING = 0.1
LEAST_ALARMING = 5


@dataclass(slots=True)
class Tally:
    """Lines and problems, in the order of the files; and each record that was made or changed, once."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    made: dict[Kind, set[UUID]] = field(default_factory=dict)
    changed: dict[Kind, dict[UUID, set[str]]] = field(default_factory=dict)
    erased: list[datetime] = field(default_factory=list)
    """when those were erased whom the ledger of the erased knows, and who would come back."""
    told: set[UUID] = field(default_factory=set)
    """records that a public notice renewed: it is right about them, however many there are."""

    @property
    def added(self) -> int:
        """How many records came new."""
        return self._count("new")

    @property
    def updated(self) -> int:
        """How many known records changed."""
        return self._count("update")

    @property
    def unchanged(self) -> int:
        """How many were there already, the same."""
        return self._count("same")

    def touch(self, kind: Kind, before: Record | None, after: Record, what: str) -> None:
        """Enter what became of one record."""
        if what == "new":
            self.made.setdefault(kind, set()).add(after.id)
        elif what == "update" and after.id not in self.made.get(kind, ()):
            fields = self.changed.setdefault(kind, {}).setdefault(after.id, set())
            if before is not None:
                fields.update(_differing(before, after))

    def facts(self) -> Facts:
        """Return the sums."""
        gains: dict[tuple[Kind, str], int] = {}
        for kind, records in self.changed.items():
            for fields in records.values():
                for name in fields:
                    gains[kind, name] = gains.get((kind, name), 0) + 1
        kept = sum(line.rows for line in self.lines if line.verdict != "same")
        unchanged = sum(line.rows for line in self.lines if line.verdict == "same")
        return Facts(
            new={kind: len(ids) for kind, ids in self.made.items() if ids},
            updated={kind: len(ids) for kind, ids in self.changed.items() if ids},
            gains=gains,
            kept=kept,
            unchanged=unchanged,
        )

    def alarm(self, known: int) -> Alarm | None:
        """Return the alarm if more than a tenth of the `known` records would change, or somebody erased would come back."""
        changed = sum(len(ids.keys() - self.told) for ids in self.changed.values())
        if self.erased:
            return Alarm(changed, known, len(self.erased), max(self.erased))
        return Alarm(changed, known) if changed >= LEAST_ALARMING and changed > ALARMING * known else None

    def _count(self, verdict: str) -> int:
        return sum(line.verdict == verdict for line in self.lines)


def _differing(before: Record, after: Record) -> list[str]:
    return [
        one.name
        for one in dataclasses.fields(before)
        if one.name not in BOOKKEEPING and one.name != "origins" and getattr(before, one.name) != getattr(after, one.name)
    ]


def verdict(before: int, after: int) -> str:
    """Return what became of a record, from its versions before (0 for none) and after."""
    if before == 0:
        return "new"
    return "same" if before == after else "update"
