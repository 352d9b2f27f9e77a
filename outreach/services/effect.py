"""The effect page: one call counts everything; what a figure means stands in `domain/effect_figures.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.benchmark import Benchmark, Measure
from outreach.domain.bid import Locality
from outreach.domain.changes import Changes
from outreach.domain.codes import municipalities
from outreach.domain.company import SizeClass
from outreach.domain.contract import Outcome, Promise
from outreach.domain.effect import (
    BIDS_SINCE,
    FEW_LOTS,
    ROLLING,
    TREND,
    Caution,
    ChainLink,
    Choices,
    Dialogue,
    Effect,
    LikelyPair,
    Pair,
    Side,
    Spread,
    TenderRow,
    Wish,
    YearOfLots,
)
from outreach.domain.effect_figures import Counts, Reach, figures_of, held_back
from outreach.domain.few import FEWEST, NOTE
from outreach.domain.record import Kind, from_plain
from outreach.domain.sorting import sort_key
from outreach.domain.tender import Readability, Tender
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.when import home_day
from outreach.errors import NotFound
from outreach.language import N_, NN_
from outreach.services.effect_events import gave_of
from outreach.services.plain_language import DESCRIPTION, before_after
from outreach.storage import effect as stored
from outreach.storage import effect_talks as talks
from outreach.storage.effect import Here, Scope, midnight

if TYPE_CHECKING:
    from outreach.language import Language
    from outreach.storage.database import Database
    from outreach.storage.work import View

#: So many pairs and chains are listed; how many there are is told beside them.
MOST_PAIRS, MOST_LINKS = 40, 60

FEW = NN_(
    "Small numbers: {n} lot with a known number of bids in {year}. One lot more or less changes the figures; read the counts.",
    "Small numbers: {n} lots with a known number of bids in {year}. One lot more or less changes the figures; read the counts.",
)
NOT_A_BUYER = N_("No tender by {buyers} was advertised in {first}–{year}: is the name written as in the tenders?")
NONE_CLOSED = N_("No lot with a known number of bids in {year}.")
BREAK = N_("The national figure counts bids since 2021 and bidders before that: the two are not the same measure.")
SIDE_BY_SIDE = N_("The figures stand side by side. They do not tell why they differ.")
GAPS = N_("Some lots have no known number of bids, or some tenders no result yet: see the coverage.")


class EffectService:
    """What the outreach can be read by."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def choices(self) -> Choices:
        """Return what can be chosen on the page."""
        with self.database.read() as view:
            names = [name for name in stored.buyers(view.connection) if name]
            tags = {tag for kind in (Kind.TENDER, Kind.MEETING, Kind.EVENT) for tag in view.tags(kind)}
            years = stored.years(view.connection)
        return Choices(tuple(years), tuple(sorted(names, key=sort_key)), tuple(sorted(tags, key=sort_key)))

    def figures(self, wish: Wish = Wish()) -> Effect:  # noqa: B008 - a frozen value
        """Return all figures. Without a year: the last one in which the buyers have a result, else the current one."""
        now = self.database.signature.clock()
        with self.database.read() as view:
            return _Counting(view, wish, now).effect()

    def rows(self, wish: Wish, year: int) -> list[TenderRow]:
        """Return the tenders behind the figures of the three years that end with `year`, the latest first."""
        with self.database.read() as view:
            unit = view.units.get(UNIT_ID) or Unit(id=UNIT_ID)
            names = _names(wish, unit, stored.buyers(view.connection))
            scope = _scope(year, ROLLING, names, wish.programme)
            return [TenderRow(*row) for row in stored.rows(view.connection, scope)]

    def likely_pairs(self, wish: Wish = Wish()) -> list[LikelyPair]:  # noqa: B008
        """Return tenders with the same title and a code in common that nobody has linked; an officer decides with `link`."""
        with self.database.read() as view:
            unit = view.units.get(UNIT_ID) or Unit(id=UNIT_ID)
            names = _names(wish, unit, stored.buyers(view.connection))
            found = stored.likely(view.connection, names)
        # Of a purchase that came back more than twice, each is paired with the one just before it.
        nearest: dict[UUID, LikelyPair] = {}
        for older, newer, title, before, after in sorted(found, key=lambda one: one[3], reverse=True):
            nearest.setdefault(newer, LikelyPair(older, newer, title, (before.year, after.year)))
        return sorted(nearest.values(), key=lambda one: (-one.years[1], sort_key(one.title)))

    def link(self, later: UUID, earlier: UUID) -> Changes:
        """Keep that a tender is the same purchase as an earlier one (`Tender.renews`). Raises NotFound."""
        with self.database.work(N_("Linked a purchase with the one before it")) as work:
            after, before = work.tenders.get(later), work.tenders.get(earlier)
            if after is None or before is None or later == earlier:
                raise NotFound(str(earlier if before is None else later))
            work.save(Kind.TENDER, replace(after, renews=before.id))
            work.rename_action(N_("Linked {name} with the purchase before it"), name=after.title)
        return work.changes

    def pdf(self, effect: Effect, language: Language) -> bytes:
        """Return the report as a PDF of three pages at most. Raises TypefaceMissing."""
        from outreach.print.effect_report import draw_effect

        return draw_effect(effect, language, home_day(self.database.signature.clock()))

    def pictures(self, effect: Effect, language: Language, colours: Sequence[str] = ()) -> tuple[bytes, bytes, bytes]:
        """Return the three charts as SVG: the years, the lots by bids, with and without dialogue.

        `colours` are those of a window as "#rrggbb": paper, faint, soft, ink, accent; without them, those of paper.
        """
        from outreach.print import charts

        tone = charts.read_tones(*colours) if colours else charts.ON_PAPER
        drawn = (charts.years_chart, charts.lots_chart, charts.dialogue_chart)
        years, lots, dialogue = (charts.svg_of(draw(effect, language, tone)) for draw in drawn)
        return years, lots, dialogue

    def save(self, wish: Wish, path: Path, language: Language) -> Effect:
        """Write the report as .pdf or the figures and the tenders behind them as .xlsx, by the name's end. Raises InvalidInput."""
        from outreach.services.effect_files import write

        effect = self.figures(wish)
        write(self, effect, path, language)
        return effect


def _names(wish: Wish, unit: Unit, written: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the chosen buyers as they are written; tenders without a buyer are ours."""
    wanted = wish.buyers or ("", unit.municipality, *unit.buyer_names)
    folded = {" ".join(name.split()).casefold() for name in wanted}
    return tuple(sorted(name for name in written if " ".join(name.split()).casefold() in folded))


def _scope(year: int, many: int, names: tuple[str, ...], programme: str) -> Scope:
    return Scope(date(year - many + 1, 1, 1), date(year, 12, 31), names, programme)


@dataclass(frozen=True, slots=True)
class _Group:
    """One kind of tender that has ended, and how many there are of it (`storage/effect.ended`)."""

    year: int
    bids: int | None
    known: int
    closed: int
    kept: int
    bidders: int
    dialogue: bool
    often: int

    @property
    def whole(self) -> int | None:
        """The bids on all lots together; None while the number of one is unknown."""
        return (self.bids or 0) if self.known == self.closed else None

    @property
    def hundredths(self) -> int | None:
        """Bids per lot."""
        return round(100 * (self.bids or 0) / self.known) if self.known else None


class _Counting:
    """One reading of everything, for the year and for three years at once."""

    def __init__(self, view: View, wish: Wish, now: datetime) -> None:
        self.view, self.wish, self.now = view, wish, now
        self.connection = view.connection
        self.unit = view.units.get(UNIT_ID) or Unit(id=UNIT_ID)
        self.year, names = self._year_and_names()
        self.scope = _scope(self.year, ROLLING, names, wish.programme)
        self.lately = midnight(date(self.year, 1, 1))

    def _year_and_names(self) -> tuple[int, tuple[str, ...]]:
        if self.wish.year is not None:
            first, last = date(self.wish.year - TREND + 1, 1, 1), date(self.wish.year, 12, 31)
            return self.wish.year, _names(self.wish, self.unit, stored.buyers(self.connection, first, last))
        names = _names(self.wish, self.unit, stored.buyers(self.connection))
        year = stored.last_year(self.connection, names, self.wish.programme)
        return year or home_day(self.now).year, names

    def effect(self) -> Effect:
        """Count and put together."""
        year, three = Counts(), Counts()
        for read in (
            self._lots, self._tenders, self._bidders, self._talks, self._questions, self._events, self._texts, self._chain,
            self._pairs,
        ):  # fmt: skip
            year, three = read(year, three)
        benchmarks = self._benchmarks()
        year, three = self._nui(year, benchmarks, self.year), self._nui(three, benchmarks, self.year - ROLLING + 1)
        counted = Effect(
            unit=self.unit,
            wish=self.wish,
            year=self.year,
            buyers=self.scope.buyers or (),
            figures=figures_of(year, self.unit.local_by),
            three_years=held_back(figures_of(three, self.unit.local_by), self._by_year(year, three)),
            trend=self.trend,
            dialogue=three.dialogue,
            pairs=self.pairs,
            pair_count=three.pairs,
            events=tuple(one for one in self.gave if one.day.year == self.year),
            chain=self.links,
            chain_count=year.chain[0],
            benchmarks=benchmarks,
            cautions=(*self._not_a_buyer(), *_cautions(year, three, self.year, benchmarks)),
        )
        less = (Caution("people", NOTE, (("n", FEWEST),)),) if counted.tells_less() else ()
        return replace(counted, cautions=(*counted.cautions, *less))

    def _lots(self, year: Counts, three: Counts) -> tuple[Counts, Counts]:
        first = self.year - TREND + 1
        found = stored.lots(self.connection, self.scope, date(first, 1, 1))
        self.trend = tuple(
            YearOfLots(
                one,
                Spread.of((bids, often) for when, bids, _, often in found if when == one),
                Spread.of((bidders, often) for when, _, bidders, often in found if when == one),
            )
            for one in range(first, self.year + 1)
        )
        whole = [one for one in found if one[0] >= self.scope.first.year]
        bids, bidders = Spread.of((one[1], one[3]) for one in whole), Spread.of((one[2], one[3]) for one in whole)
        last = self.trend[-1]
        return replace(year, lots=last.bids, lot_bidders=last.bidders), replace(three, lots=bids, lot_bidders=bidders)

    def _tenders(self, year: Counts, three: Counts) -> tuple[Counts, Counts]:
        advertised = stored.advertised(self.connection, self.scope)
        groups = [_Group(*row) for row in stored.ended(self.connection, self.scope)]
        lately = [one for one in groups if one.year == self.year]
        return (
            _of_tenders(year, lately, advertised.get(self.year, 0)),
            _of_tenders(three, groups, sum(advertised.values())),
        )

    def _bidders(self, year: Counts, three: Counts) -> tuple[Counts, Counts]:
        known = next((one for one in municipalities() if one.code == self.unit.code), None)
        here = Here(self.unit.code, known.nuts3 if known else "", self.unit.local_by)
        rows = stored.classes(self.connection, self.scope, here)
        every, new, lately, new_lately = stored.bidders(self.connection, self.scope, self.year)
        last = [row for row in rows if row[0] == self.year]
        year = replace(year, unique_bidders=lately, first_time=new_lately, places=_places(last), sizes=_sizes(last))
        return year, replace(three, unique_bidders=every, first_time=new, places=_places(rows), sizes=_sizes(rows))

    def _talks(self, year: Counts, three: Counts) -> tuple[Counts, Counts]:
        register = self.view.companies.count()
        found = talks.reach(self.connection, self.scope, self.lately)
        return _of_talks(year, found[1], register), _of_talks(three, found[0], register)

    def _by_year(self, year: Counts, three: Counts) -> dict[str, list[int]]:
        """Return how many people and firms each of the three years counts, where the years add up."""
        middle = replace(self.scope, first=date(self.year - 1, 1, 1), last=date(self.year - 1, 12, 31))
        last = talks.conversations(self.connection, middle)
        first = three.conversations - year.conversations - last
        new = dict.fromkeys(range(self.year - ROLLING + 1, self.year + 1), 0)
        for one in self.gave:
            new[one.day.year] = new.get(one.day.year, 0) + one.gave.new_companies
        return {
            "conversations": [year.conversations, last, first],
            "new_companies": list(new.values()),
        }

    def _questions(self, year: Counts, three: Counts) -> tuple[Counts, Counts]:
        found = talks.questions(self.connection, self.scope)
        return _of_questions(year, [one for one in found if one[0] >= self.lately]), _of_questions(three, found)

    def _events(self, year: Counts, three: Counts) -> tuple[Counts, Counts]:
        self.gave, whole, lately = gave_of(self.view, self.scope, self.now, self.year)
        return replace(year, gave=lately), replace(three, gave=whole)

    def _texts(self, year: Counts, three: Counts) -> tuple[Counts, Counts]:
        read = [(when, pair) for when, plain in stored.readings(self.connection, self.scope) for pair in _lix(plain)]
        promised = [
            from_plain(Promise, one) for kept in stored.promises(self.connection, self.wish.programme) for one in kept
        ]
        return (
            replace(
                year,
                lix=tuple(pair for when, pair in read if when == self.year),
                promises=_kept(promised, date(self.year, 1, 1), self.scope.last),
            ),
            replace(
                three, lix=tuple(pair for _, pair in read), promises=_kept(promised, self.scope.first, self.scope.last)
            ),
        )

    def _chain(self, year: Counts, three: Counts) -> tuple[Counts, Counts]:
        rows = talks.chain(self.connection, self.scope, MOST_LINKS)
        traders = talks.sole_traders(self.connection, {row[0] for row in rows})
        self.links = tuple(
            ChainLink(
                at=row[5], event=talks.where_met(self.connection, row[0], row[2], row[5]), company=row[0],
                company_name="" if row[0] in traders else row[1], tender=row[2], tender_title=row[3],
                bid=bool(row[6]), won=bool(row[7]), is_sole_trader=row[0] in traders,
            )
            for row in rows
            if row[4].year == self.year
        )  # fmt: skip
        counts = [int(one) for one in rows[0][8:14]] if rows else [0] * 6
        return replace(year, chain=(counts[3], counts[4], counts[5])), replace(
            three, chain=(counts[0], counts[1], counts[2])
        )

    def _pairs(self, year: Counts, three: Counts) -> tuple[Counts, Counts]:
        every, lately, rows = stored.pairs(self.connection, self.scope, self.year, MOST_PAIRS)
        self.pairs = tuple(Pair(Side(*row[:5]), Side(*row[5:10])) for row in rows)
        return replace(year, pairs=int(lately)), replace(three, pairs=every)

    def _not_a_buyer(self) -> list[Caution]:
        """Say that a buyer was asked for of whom nothing is here: noughts would look like a purchaser without bids."""
        if not self.wish.buyers or self.scope.buyers:
            return []
        named = ", ".join(self.wish.buyers)
        values = (("buyers", named), ("first", str(self.year - TREND + 1)), ("year", str(self.year)))
        return [Caution("buyer", NOT_A_BUYER, values)]

    def _benchmarks(self) -> tuple[Benchmark, ...]:
        column = self.view.benchmarks.table.c.year
        found = self.view.benchmarks.all(column.between(self.year - TREND + 1, self.year))
        return tuple(sorted(found, key=lambda one: (list(Measure).index(one.measure), sort_key(one.area), one.year)))

    def _nui(self, counts: Counts, benchmarks: Sequence[Benchmark], first: int) -> Counts:
        own = {"", self.unit.municipality.casefold()}
        ours = [
            one
            for one in benchmarks
            if one.measure is Measure.NUI and one.area.casefold() in own and first <= one.year <= self.year
        ]
        return replace(counts, nui=max(ours, key=lambda one: one.year, default=None))


def _of_tenders(counts: Counts, groups: Sequence[_Group], advertised: int) -> Counts:
    named = [(one.bidders if one.whole == one.kept else None, one.often) for one in groups if one.whole != 0]
    return replace(
        counts,
        advertised=advertised,
        with_result=sum(one.often for one in groups),
        tenders=Spread.of((one.whole, one.often) for one in groups),
        tender_bidders=Spread.of(named),
        bids_kept=sum(one.kept * one.often for one in groups),
        bids_named=sum(min(one.kept, one.bids or 0) * one.often for one in groups),
        dialogue=Dialogue(
            Spread.of((one.hundredths, one.often) for one in groups if one.dialogue),
            Spread.of((one.hundredths, one.often) for one in groups if not one.dialogue),
        ),
    )


def _places(rows: Sequence[Any]) -> dict[Locality, tuple[int, int]]:
    return {place: _both([row for row in rows if row[1] == place.value]) for place in Locality}


def _sizes(rows: Sequence[Any]) -> dict[SizeClass, tuple[int, int]]:
    return {size: _both([row for row in rows if row[2] == size.value]) for size in SizeClass}


def _both(rows: Sequence[Any]) -> tuple[int, int]:
    return sum(row[4] for row in rows), sum(row[4] for row in rows if row[3])


def _of_talks(counts: Counts, found: talks.Reached, register: int) -> Counts:
    reach = Reach(register=register, **found.companies)
    return replace(counts, conversations=found.conversations, asked=found.asked, reach=reach)


def _of_questions(counts: Counts, rows: Sequence[Any]) -> Counts:
    answered = [row for row in rows if row[3]]
    days = [max(0, (date.fromisoformat(row[2]) - home_day(row[1])).days) if row[2] else None for row in answered]
    return replace(counts, questions=len(rows), answered=len(answered), answer_days=Spread.of((one, 1) for one in days))


def _lix(plain: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """Return the first and the latest LIX of each text of a tender that was measured twice."""
    measured = Tender(title=DESCRIPTION, readability=tuple(from_plain(Readability, one) for one in plain))
    pairs = [one for one in before_after(measured) if one.before.measure == "lix"]
    return [(one.before.score, one.after.score) for one in pairs if one.after is not None]


def _kept(promised: Sequence[Promise], first: date, last: date) -> tuple[int, int]:
    """Return how many promises every look in a time found kept, and how many were looked at (as `Contracts.promises_kept`)."""
    kept = looked = 0
    for promise in promised:
        done = [
            one
            for one in promise.checks
            if one.done and first <= one.done <= last and one.outcome is not Outcome.NOT_YET
        ]
        if done:
            looked += 1
            kept += all(one.outcome is Outcome.OK for one in done)
    return kept, looked


def _cautions(year: Counts, three: Counts, when: int, benchmarks: Sequence[Benchmark]) -> tuple[Caution, ...]:
    found = []
    named = (("year", str(when)),)
    if not year.lots.n:
        found.append(Caution("none", NONE_CLOSED, named))
    elif year.lots.n < FEW_LOTS:
        found.append(Caution("few", FEW, named, year.lots.n))
    if year.lots.unknown or three.lots.unknown or year.with_result < year.advertised:
        found.append(Caution("gaps", GAPS))
    if any(one.year < BIDS_SINCE for one in benchmarks) or when - ROLLING + 1 < BIDS_SINCE:
        found.append(Caution("break", BREAK))
    return (*found, Caution("side", SIDE_BY_SIDE))
