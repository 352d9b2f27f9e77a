"""One round of mutants against one importer, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from outreach.services.reader_process import BROKE, NO_READER, POOL, TOO_DEEP, TOO_HUNGRY, TOO_SLOW
from tests.strangers.importers import Importer

#: A file that makes its reader stop. The program lives on, but a sound reader says what is wrong instead.
ENDED = {BROKE: "fell over", TOO_SLOW: "too slow", TOO_HUNGRY: "too hungry", TOO_DEEP: "too deep", NO_READER: "no reader"}


@dataclass(slots=True)
class Round:
    """What a round took: seconds of processor and by the clock, bytes; problems, those with a line; files that ended a reader."""

    name: str
    files: int = 0
    slowest: float = 0.0
    slowest_clock: float = 0.0
    peak: int = 0
    problems: int = 0
    with_line: int = 0
    refused: int = 0
    ended: list[tuple[str, bytes]] = field(default_factory=list)
    raised: list[tuple[str, bytes]] = field(default_factory=list)
    lineless: dict[str, int] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """The share of problems that name a line."""
        return self.with_line / self.problems if self.problems else 1.0

    def row(self) -> str:
        """One line of the table."""
        return (
            f"{self.name:10} {self.files:6} files  slowest {self.slowest:5.2f} s (clock {self.slowest_clock:5.2f})  "
            f"peak {self.peak / 1e6:4.0f} MB  {len(self.ended)} ended  {len(self.raised)} raised  "
            f"{self.refused} with problems  {100 * self.share:6.2f} % with a line"
        )


def run(importer: Importer, files: Iterable[bytes]) -> Round:
    """Read files through the gate and keep the account."""
    found = Round(importer.name)
    for data in files:
        begun = time.perf_counter()
        try:
            problems = importer.read(data)
        except Exception as error:  # noqa: BLE001 - nothing at all may come out of the gate
            found.raised.append((repr(error), data))
            problems = []
        found.files += 1
        found.slowest_clock = max(found.slowest_clock, time.perf_counter() - begun)
        found.slowest = max(found.slowest, POOL.used.seconds)
        found.peak = max(found.peak, POOL.used.memory)
        found.refused += bool(problems)
        for problem in problems:
            if problem.reason in ENDED:
                found.ended.append((ENDED[problem.reason], data))
            found.problems += 1
            found.with_line += problem.line > 0
            if problem.line <= 0:
                found.lineless[problem.reason] = found.lineless.get(problem.reason, 0) + 1
    return found
