"""Half-typed forms: the window is killed again and again while somebody types; nothing that stood there for five seconds is lost.

The officer of `tests/journeys/fair_hall.py` does the typing; here every life of the process ends in the middle of a form.
"""

from __future__ import annotations

from pathlib import Path

from tests.journeys.fair_hall import EVERY, LIMIT, Hall, Outcome


class HalfTyped(Hall):
    """A fair at which every kill comes when a form is half typed."""

    def live(self, every: int, limit: int, kills_left: int) -> None:
        """One life; the hall lets the officer stop half-way in every fourth, so that the count goes by fours here."""
        if kills_left:
            self._lives += 3 - self._lives % 4
        super().live(every, limit, kills_left)


def run(folder: Path, kills: int, seed: int, place: str, *, every: int = EVERY, limit: int = LIMIT) -> Outcome:
    """Kill so many times while a form is typed; `every` and `limit` in milliseconds: a draft's pause and what may be lost."""
    with HalfTyped(folder, visitors=kills + 4, seed=seed, place=place) as hall:
        hall.lingering = (1.1, 1.7)
        return hall.run(kills, every, limit)
