"""The seeded source that every maker draws from: the same seed and day give the same municipality, ids included."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

from outreach.domain.when import HOME_ZONE, to_instant

T = TypeVar("T")

#: Telephone numbers that PTS keeps for films and books, so that nobody's telephone rings: mobile, then fixed.
MOBILES = tuple(f"+467017406{number:02}" for number in range(5, 100))
FIXED = tuple(
    f"{prefix}{number:02}"
    for prefix in ("+468465004", "+463139006", "+464062804", "+469803192")
    for number in range(100)
)


class Chance:
    """Draws ids, choices and days. `today` is the day around which the year lies."""

    def __init__(self, seed: int, today: date) -> None:
        self.random = Random(seed)  # noqa: S311 - a sample, not a secret
        self.today = today

    def id(self) -> UUID:
        """Return a new id."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def one(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return self.random.choice(items)

    def some(self, items: Sequence[T], least: int, most: int) -> tuple[T, ...]:
        """Return a few different items."""
        return tuple(self.random.sample(items, min(len(items), self.random.randint(least, most))))

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """Return one of the items, heavy ones more often."""
        return self.random.choices(items, weights)[0]

    def percent(self, share: float) -> bool:
        """Return True in `share` cases of a hundred."""
        return self.random.random() * 100 < share

    def number(self, least: int, most: int) -> int:
        """Return a whole number, both ends included."""
        return self.random.randint(least, most)

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """Return the items in any order."""
        found = list(items)
        self.random.shuffle(found)
        return found

    def working_day(self, least: int, most: int) -> date:
        """Return a Monday to Friday between so many days from today; a weekend moves to the Monday after."""
        return working(self.today + timedelta(days=self.number(least, most)))

    def instant(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Return the instant of a time of day in Sweden."""
        return to_instant(datetime.combine(day, time(hour, minute)), HOME_ZONE)


def working(day: date) -> date:
    """Return the day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= 5 else day


def slug(text: str) -> str:
    """Return a text as it stands in a web or mail address: "Åbergs Måleri" becomes "abergs-maleri"."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("&", " "))
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def genitive(name: str) -> str:
    """Return "Bergs" for Berg, and Lars as it is."""
    return name if name[-1] in "sxz" else f"{name}s"
