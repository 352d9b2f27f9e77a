"""The watch lists of the sample year: one that was looked at last week, and one that nobody has looked at yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from outreach.domain.notice import Watch
from outreach.domain.tender import Tender
from outreach.domain.watching import fits, key_of

#: How many finds of the first list have come in since it was looked at.
_NEW = 2


def sample_watches(seed: int, today: date, tenders: Sequence[Tender]) -> list[Watch]:
    """Return two watches; `tenders` are those of the workspace, as they are kept. Ids follow from seed and day alone."""
    roads = Watch(id=_id(seed, today, "roads"), name="Vägar, snö och mark", cpv=("45", "7731", "9061", "9062"))
    food = Watch(id=_id(seed, today, "food"), name="Mat och städ", cpv=("15", "555", "9091"))
    fitting = [one for one in tenders if fits(roads, one)]
    seen = [key_of(one) for one in fitting[_NEW:]]
    # One of them says something else than it did last week.
    seen[:1] = [f"{key.partition('/')[0]}/{'0' * 16}" for key in seen[:1]]
    looked = datetime.combine(today - timedelta(days=7), time(9, 30), UTC)
    return [
        Watch(id=roads.id, name=roads.name, cpv=roads.cpv, looked=looked, seen=tuple(seen)),
        food,
    ]


def _id(seed: int, today: date, name: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"outreach-watch-{seed}-{today.isoformat()}-{name}")
