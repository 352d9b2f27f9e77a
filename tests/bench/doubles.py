"""Planted doubles: how many are found, how many of the sure ones are right, and how long a search takes."""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from outreach.domain.likeness import Band
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.services.scanning import DoublePair
from tests.bench.pairs import Case, Figure, Result
from tests.bench.pairs import measure as measure_pairs
from tests.bench.planted import Planted, make_people
from tests.bench.planted_companies import make_companies
from tests.bench.planted_other import make_other_people
from tests.bench.setting import Setting


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of one search: shares from 0 to 1, seconds of processor and of the wall, megabytes."""

    records: int
    planted: int
    redrawn: int
    recall: float
    recall_by_damage: dict[str, float]
    recall_of_two: float
    """Of the sure and likely pairs alone."""
    pairs: dict[Band, int]
    precision: dict[Band, float]
    sure_traps: Counter[str]
    seconds: float
    wall: float
    megabytes: float


def measure(planted: Planted, kind: Kind = Kind.PERSON) -> Found:
    """Search, and compare with the truth."""
    began, processor = time.perf_counter(), time.process_time()
    found = planted.house.duplicates.scan(kind)
    wall, seconds = time.perf_counter() - began, time.process_time() - processor
    bands = {frozenset(one.id): one.band for one in found}
    hits: dict[str, list[bool]] = {}
    for couple, damage in planted.truth.items():
        hits.setdefault(damage, []).append(couple in bands)
    right = Counter(band for couple, band in bands.items() if couple in planted.truth)
    count = Counter(bands.values())
    total = len(planted.truth)
    sure = [couple for couple, band in bands.items() if band is Band.SURE]
    return Found(
        records=(planted.house.people if kind is Kind.PERSON else planted.house.companies).count(),
        planted=total,
        redrawn=planted.redrawn,
        recall=sum(right.values()) / total,
        recall_by_damage={name: sum(one) / len(one) for name, one in hits.items()},
        recall_of_two=(right[Band.SURE] + right[Band.LIKELY]) / total,
        pairs={band: count[band] for band in Band},
        precision={band: right[band] / count[band] if count[band] else 1.0 for band in Band},
        sure_traps=Counter(planted.traps[couple] for couple in sure if couple in planted.traps),
        seconds=seconds,
        wall=wall,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )
