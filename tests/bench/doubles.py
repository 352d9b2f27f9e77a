"""Planted doubles: how many are found, how many of the sure ones are right, and how long a search takes."""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from outreach.domain.likeness import Band
from outreach.domain.record import Kind
from tests.bench.pairs import Case, Figure, Result, Row
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


def doubles(setting: Setting) -> list[Result]:
    """The search for doubles: how good it is on three registers whose truth is known, and what it costs."""
    people, planted = setting.people, setting.people // 25
    results: list[Result] = [_cost(setting)]
    registers: tuple[tuple[str, Callable[[], Planted], Kind], ...] = (
        ("people", lambda: make_people(setting.folder, people, planted), Kind.PERSON),
        ("people, other damage", lambda: make_other_people(setting.folder, people, planted), Kind.PERSON),
        ("companies", lambda: make_companies(setting.folder, people * 2 // 5, planted * 2 // 5), Kind.COMPANY),
    )
    for name, make, kind in registers:
        setting.tell(f"planting doubles: {name} …")
        made = make()
        try:
            results += _figures(name, measure(made, kind))
        finally:
            made.house.close()
    return results


def _cost(setting: Setting) -> Row:
    """A tenth of the register, searched several times in turn with the floor."""
    from rapidfuzz import fuzz

    house = make_people(setting.folder, setting.people // 10, setting.people // 250, seed=1).house
    try:
        names = [one.titles for one in house.duplicates.scan(Kind.PERSON)] or [("", "")]
        everybody = house.people.count()

        def floor() -> None:
            with house.database.read() as view:
                view.people.bodies_after(0, everybody)
            for number in range(everybody * 10):
                fuzz.ratio(*names[number % len(names)])

        case = Case("search", lambda: house.duplicates.scan(Kind.PERSON), floor)
        meaning = (
            f"{everybody:,} people searched for doubles: read, filed under keys, compared; floor: the same are read, and rapidfuzz "
            "compares ten pairs of names for each."
        )
        return measure_pairs("doubles: search", meaning, [case], setting.rounds, time.thread_time)
    finally:
        house.close()


def _figures(name: str, found: Found) -> list[Figure]:
    pairs, precision = found.pairs, found.precision
    worst = min(found.recall_by_damage, key=lambda one: found.recall_by_damage[one])
    traps = ", ".join(f"{count} × {trap}" for trap, count in found.sure_traps.items()) or "none"
    planted = f"{found.planted:,} planted doubles among {found.records:,}; {found.redrawn} drawn again, because nobody could tell"
    perhaps = f"Of {pairs[Band.LIKELY]:,} likely pairs; {pairs[Band.MAYBE]:,} more are shown as perhaps."
    told = (
        ("recall", found.recall * 100, "%", f"{planted}. The worst: {worst}, {found.recall_by_damage[worst]:.1%}."),
        ("recall without perhaps", found.recall_of_two * 100, "%", "How many stand among the sure and the likely pairs."),
        ("precision of the sure", precision[Band.SURE] * 100, "%", f"Of {pairs[Band.SURE]:,} sure pairs; traps: {traps}."),
        ("precision of the likely", precision[Band.LIKELY] * 100, "%", perhaps),
        ("search", found.seconds, "s", f"Processor time of one search; on the wall {found.wall:.1f} s."),
    )
    return [Figure(f"doubles, {name}: {what}", meaning, value, unit) for what, value, unit, meaning in told]
