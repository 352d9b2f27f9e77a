"""Figures of others to compare with: typed in (NUI, a figure from a report), or computed from the national statistics file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.benchmark import MEASURE_LABELS, Benchmark, Measure
from outreach.domain.changes import Changes
from outreach.domain.codes import municipalities
from outreach.domain.effect import BIDS_SINCE, Spread
from outreach.domain.problem import Problem
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.errors import BadFile, InvalidInput, NotFound
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.formats.bid_statistics import LotCount
    from outreach.storage.database import Database
    from outreach.storage.work import Work

#: The kind of buyer that municipalities are in the statistics.
MUNICIPALITIES = "Kommun"

_SHARES = (Measure.ONE_BID_SHARE, Measure.NO_BID_SHARE, Measure.NUI)
#: What the tables hold; no figure is as large.
_MOST = 2**31 - 1
_YEAR, _VALUE = N_("Year"), N_("Value")


@dataclass(frozen=True, slots=True)
class FromStatistics:
    """What a statistics file gave: the figures kept, the rows that were read, and what was wrong."""

    benchmarks: tuple[Benchmark, ...]
    rows: int
    problems: tuple[Problem, ...]
    changes: Changes


class Benchmarks:
    """The verbs for figures to compare with."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def list(self, year: int | None = None) -> list[Benchmark]:
        """Return the figures, of one year or all, by measure, area and year."""
        with self.database.read() as view:
            column = view.benchmarks.table.c.year
            found = view.benchmarks.all(*((column == year,) if year is not None else ()))
        return sorted(found, key=_order)

    def add(self, benchmark: Benchmark) -> Changes:
        """Keep a figure; one of the same measure, year and area is replaced. Raises InvalidInput."""
        checked = _checked(benchmark)
        with self.database.work(N_("Kept a figure to compare with")) as work:
            work.hold("benchmarks")
            _keep(work, checked)
        return work.changes

    def remove(self, ids: Sequence[UUID]) -> Changes:
        """Remove figures. Raises NotFound."""
        with self.database.work(N_("Removed figures to compare with")) as work:
            for one in ids:
                if work.benchmarks.get(one) is None:
                    raise NotFound(str(one))
                work.delete(Kind.BENCHMARK, one)
        return work.changes

    def from_statistics(self, path: Path, area: str = "") -> FromStatistics:
        """Compute figures of an area, and of its municipalities, from a statistics file; no tender is imported.

        Without `area` it is guessed from the file's name ("Dalarna"), else it is that name. Raises BadFile.
        """
        from outreach.services.readers import read_bid_statistics

        try:
            data = path.read_bytes()
        except OSError as error:
            raise BadFile(path, N_("The file cannot be read: {why}."), why=error.strerror or "") from error
        rows, problems = read_bid_statistics(data)
        if not rows:
            first = problems[0] if problems else None
            raise BadFile(path, first.reason if first else N_("The file is empty."), **(first.values if first else {}))
        made = list(_computed(rows, area.strip() or area_of(path.stem), path.name))
        with self.database.work(N_("Kept figures from {name}"), name=path.name) as work:
            kept = tuple(_keep(work, one) for one in made)
        return FromStatistics(kept, len(rows), tuple(problems), work.changes)


def area_of(stem: str) -> str:
    """Return the county that a file's name speaks of ("antal_anbud_2021_dalarna": "Dalarna"), else the name."""
    folded = stem.casefold()
    for county in dict.fromkeys(one.county for one in municipalities()):
        short = county.removesuffix(" län")
        for name in (short, short.removesuffix("s")):
            if name.casefold() in folded:
                return short.removesuffix("s") if short.endswith("s") and name != short else name.removesuffix("s")
    return stem


def _computed(rows: Sequence[LotCount], area: str, source: str) -> Iterator[Benchmark]:
    for year in sorted({row.year for row in rows}):
        for name, buyers in ((area, ""), (f"{area}, {MUNICIPALITIES.casefold()}er", MUNICIPALITIES)):
            chosen = [row for row in rows if row.year == year and buyers in ("", row.buyer)]
            spread = Spread.of((row.number, 1) for row in chosen)
            if spread.mean is None:
                continue
            counted = Measure.BIDDERS_PER_TENDER if chosen[0].bidders or year < BIDS_SINCE else Measure.BIDS_PER_LOT
            for measure, value in (
                (counted, spread.mean),
                (Measure.ONE_BID_SHARE, 100 * spread.often(1) / spread.n),
                (Measure.NO_BID_SHARE, 100 * spread.often(0) / spread.n),
            ):
                yield Benchmark(
                    measure=measure, year=year, area=name, value=round(value * 100), n=spread.n, source=source
                )


def _keep(work: Work, benchmark: Benchmark) -> Benchmark:
    c = work.benchmarks.table.c
    same = [
        one
        for one in work.benchmarks.all(c.measure == benchmark.measure.value, c.year == benchmark.year)
        if one.area.casefold() == benchmark.area.casefold()
    ]
    kept = replace(benchmark, id=same[0].id, version=same[0].version) if same else benchmark
    work.save(Kind.BENCHMARK, kept)
    return kept


def _checked(benchmark: Benchmark) -> Benchmark:
    if not 1990 <= benchmark.year <= 2100:
        raise InvalidInput(_YEAR, N_("The year has four digits, as 2025."))
    if benchmark.value < 0 or (benchmark.measure in _SHARES and benchmark.value > 100_00):
        raise InvalidInput(_VALUE, N_("The value is a number from 0; a share or an index is 100 at most."))
    if benchmark.value > _MOST or (benchmark.n or 0) > _MOST:
        raise InvalidInput(_VALUE, N_("The number is too large. Is there a digit too many?"))
    if benchmark.n is not None and benchmark.n < 0:
        raise InvalidInput(_VALUE, N_("What it rests on is a number from 0, or empty."))
    return replace(benchmark, area=" ".join(benchmark.area.split()), source=" ".join(benchmark.source.split()))


def _order(one: Benchmark) -> tuple[int, str, int]:
    return list(MEASURE_LABELS).index(one.measure), sort_key(one.area), one.year
