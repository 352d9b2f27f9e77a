"""In which order the tests run: those that take long and mostly wait begin at once, each group on a process of its own.

Otherwise the last of them, the tour, would begin when the other processes have nothing left to do. Within a group the order
stays: the journeys on a virtual screen follow one another, so that no two windows fight for the processor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

#: Files that begin at once, the first group on the first process, and so on.
FIRST = (
    ("journeys/test_key_counts.py", "journeys/test_real_keys.py", "journeys/test_import_by_keys.py"),
    ("ui/test_tour.py", "ui/test_handouts_window.py", "journeys/test_main_job.py"),
    ("journeys/test_killed_at_the_fair.py", "services/test_outbox.py", "services/test_random_life.py"),
)


def ordered(items: Sequence[T], files: Sequence[str], processes: int) -> list[T]:
    """Return tests in the order in which they run. `files` are the path of each; each process takes an equal slice of the list."""
    group_of = {file: number % processes for number, group in enumerate(FIRST) for file in group}
    found: list[list[T]] = [[] for _ in range(processes)]
    rest: list[T] = []
    for item, file in zip(items, files, strict=True):
        number = next((group for name, group in group_of.items() if file.endswith(name)), None)
        (rest if number is None else found[number]).append(item)
    size, whole = len(items) / processes, []
    for number, first in enumerate(found):
        left = max(0, round(size * (number + 1)) - len(whole) - len(first))
        whole += [*first, *rest[:left]]
        rest = rest[left:]
    return [*whole, *rest]
