"""The running account of an import: what each record in the files became, and what could not be kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from outreach.domain.problem import Problem
from outreach.domain.record import Kind


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a file: `verdict` is "new", "update" or "same"."""

    file: str
    kind: Kind
    title: str
    detail: str
    verdict: str
    line: int
    record: UUID


@dataclass(slots=True)
class Tally:
    """Lines and problems, in the order of the files."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

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

    def _count(self, verdict: str) -> int:
        return sum(line.verdict == verdict for line in self.lines)


def verdict(before: int, after: int) -> str:
    """Return what became of a record, from its versions before (0 for none) and after."""
    if before == 0:
        return "new"
    return "same" if before == after else "update"
