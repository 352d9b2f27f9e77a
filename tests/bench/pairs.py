"""Measuring in pairs: the product, then its floor, then the product again; a ratio of each pair, and the median of them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

#: Fewer rounds than these say little about a median.
LEAST_ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Case:
    """One input of a bench: the same work by the product and by the floor. `name` tells the cases of a bench apart.

    `before` makes ready for one call of the product, and is not counted.
    """

    name: str
    product: Callable[[], object]
    floor: Callable[[], object]
    before: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One bench: medians in milliseconds, the median of the paired ratios with its quartiles, and the worst case.

    `worst` is the case with the highest median ratio, `slowest` the one whose product takes longest; both with what they
    take. `meaning` says in one sentence what is compared.
    """

    name: str
    meaning: str
    rounds: int
    product: float
    floor: float
    ratio: float
    lower: float
    upper: float
    worst: str
    slowest: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A plain measurement without a floor, such as the longest time that the window stood still."""

    name: str
    meaning: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A bench that could not run here, and why. `failed`: it ought to have run."""

    name: str
    reason: str
    failed: bool = False


Result = Row | Figure | LeftOut


@dataclass(slots=True)
class _Times:
    product: list[float]
    floor: list[float]

    @property
    def ratios(self) -> list[float]:
        return [one / other for one, other in zip(self.product, self.floor, strict=True)]


def measure(
    name: str, meaning: str, cases: Sequence[Case], rounds: int, clock: Callable[[], float] = perf_counter
) -> Row:
    """Run every case `rounds` times, product and floor in turn, after one round that does not count.

    `clock`: what counts. `time.thread_time` takes the work of this thread alone, which other programs hardly disturb;
    `time.perf_counter` also counts waiting, for a disk or for another thread.
    """
    times = {case.name: _Times([], []) for case in cases}
    for number in range(rounds + 1):
        gc.collect()
        for case in cases:
            if case.before is not None:
                case.before()
            product, floor = milliseconds(case.product, clock), milliseconds(case.floor, clock)
            if number:
                times[case.name].product.append(product)
                times[case.name].floor.append(floor)
    return row_of(name, meaning, {case: (one.product, one.floor) for case, one in times.items()})


def row_of(name: str, meaning: str, times: dict[str, tuple[list[float], list[float]]]) -> Row:
    """Sum up the times of each case: lists of milliseconds of the product and of its floor, pair by pair."""
    cases = {case: _Times(*pair) for case, pair in times.items()}
    ratios = [ratio for one in cases.values() for ratio in one.ratios]
    lower, middle, upper = _quartiles(ratios)
    worst = max(cases, key=lambda case: median(cases[case].ratios))
    slowest = max(cases, key=lambda case: median(cases[case].product))
    several = len(cases) > 1
    return Row(
        name=name,
        meaning=meaning,
        rounds=len(next(iter(cases.values())).product),
        product=median(time for one in cases.values() for time in one.product),
        floor=median(time for one in cases.values() for time in one.floor),
        ratio=middle,
        lower=lower,
        upper=upper,
        worst=f"{worst}: {median(cases[worst].ratios):.2f}×" if several else f"{max(ratios):.2f}×",
        slowest=f"{slowest}: {median(cases[slowest].product):.1f} ms" if several else "",
    )


def milliseconds(work: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """Return how long `work` takes."""
    start = clock()
    work()
    return (clock() - start) * 1000


def _quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    if len(values) == 1:
        return values[0], values[0], values[0]
    lower, middle, upper = quantiles(values, n=4, method="inclusive")
    return lower, middle, upper
