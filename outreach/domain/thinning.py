"""Which backups may go: all of the last two days stay, then one a day, one a week, one a month (reliability.md, R10).

No clock is asked what time it is. Each backup carries a *position*: the seconds that have surely gone by between the first one and
it, added up when it was made. A day at most is added from one to the next, nothing when the clock went back or leapt over a
month; so a clock that says 2036, or 1996, makes nothing old. What order they have is a number, not a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: How many are kept of each, and for how long everything is, in seconds.
DAILY, WEEKLY, MONTHLY = 12, 10, 9
DAY = 86_400.0
GRACE = 2 * DAY
#: How old one becomes at most, where one is made every day: all of two days, then a day, a week and a month for each kept one.
LONGEST = timedelta(seconds=GRACE + DAY * (DAILY + 7 * WEEKLY + 30 * MONTHLY))
#: So many of the newest good ones stay whatever else holds.
FEWEST = 3
#: A leap beyond this, in seconds, tells more of the clock, or of a long rest, than of time.
_BELIEVABLE = 31 * DAY


@dataclass(frozen=True, slots=True)
class Kept:
    """A good backup, as thinning sees it."""

    number: int
    position: float


def next_position(before: float, then: datetime, now: datetime) -> float:
    """Return the position of a backup made `now`, when the one before it has position `before` and was made `then`."""
    gap = (now - then).total_seconds()
    return before + (min(gap, DAY) if 0 < gap <= _BELIEVABLE else 0.0)


def may_go(good: Iterable[Kept]) -> list[int]:
    """Return the numbers of those that may be removed, oldest first. `good` are the sound ones, in any order."""
    newest_first = sorted(good, key=lambda one: one.number, reverse=True)
    if not newest_first:
        return []
    # Of two with the same bucket the newest stays; positions never fall, so the order of numbers is that of time.
    last = max(one.position for one in newest_first)
    old = [one for one in newest_first[FEWEST:] if last - one.position > GRACE]
    staying = _thinned(old)
    return sorted(one.number for one in old if one.number not in staying)


def _thinned(old: Sequence[Kept]) -> set[int]:
    """Go back in time: the newest of each day, then of each week, then of each month, until each has its share."""
    staying: set[int] = set()
    left = list(old)
    for length, share in ((DAY, DAILY), (7 * DAY, WEEKLY), (30 * DAY, MONTHLY)):
        buckets: dict[int, int] = {}
        rest: list[Kept] = []
        for one in left:
            bucket = int(one.position // length)
            if bucket in buckets:
                continue
            if len(buckets) < share:
                buckets[bucket] = one.number
            else:
                rest.append(one)
        staying |= set(buckets.values())
        left = rest
    return staying
