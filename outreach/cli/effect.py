"""`outreach effect` and `outreach benchmark …`: what the outreach can be read by, and figures of others to compare with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done
from outreach.cli.references import find_ids
from outreach.cli.table import aligned
from outreach.cli.values import Amount
from outreach.domain.benchmark import MEASURE_LABELS, Benchmark, Measure
from outreach.domain.effect import Effect, EventGave, Wish
from outreach.domain.effect_words import basis_words, benchmark_words, caution_words, unit_words, value_words
from outreach.domain.record import Kind, to_plain
from outreach.errors import NotFound
from outreach.language import N_, Language

if TYPE_CHECKING:
    from outreach.domain.event_yield import Figure
    from outreach.services.house import House

benchmark = group(
    "benchmark", N_("Figures to compare with: type in (NUI), list, remove, compute from the statistics file.")
)

_COLUMNS = (N_("Figure"), N_("Value"), N_("Rests on"), N_("Unit"))
_BUYER = N_("A buyer's name, as in the tenders; our own unless named. May be repeated.")


def add_effect(root: click.Group) -> None:
    """Give the program its `effect` command."""

    @command(
        root,
        "effect",
        N_("Show the figures of tenders and outreach, with what they rest on; --to writes .pdf or .xlsx."),
    )
    @option("--buyer", "buyers", multiple=True, metavar="NAME", text=_BUYER)
    @option(
        "--year",
        type=click.IntRange(1990, 2100),
        default=None,
        text=N_("The year; the last one with results unless named."),
    )
    @option(
        "--programme", default="", metavar="TAG", text=N_("Only what carries this tag: tenders, conversations, events.")
    )
    @option("--to", "file", default="", metavar="FILE", text=N_("Write the report (.pdf) or the figures (.xlsx)."))
    def effect(door: Door, buyers: tuple[str, ...], year: int | None, programme: str, file: str) -> Answer:
        wish = Wish(buyers, year, programme)
        with door.house() as house:
            found = house.effect.save(wish, Path(file), door.language) if file else house.effect.figures(wish)
        plain = plain_effect(found, door.language) | ({"file": file} if file else {})
        return Answer(plain, lambda: [file] if file else _lines(found, door.language))


def plain_effect(found: Effect, language: Language) -> dict[str, Any]:
    """Return the page as JSON types; names, units and definitions in the reader's language, keys for programs."""
    return {
        "year": found.year,
        "years": [found.first_year, found.year],
        "buyers": list(found.buyers),
        "programme": found.wish.programme,
        "figures": [_plain(one, language) for one in found.figures],
        "three_years": [_plain(one, language) for one in found.three_years],
        "cautions": [caution_words(one, language) for one in found.cautions],
        "trend": [
            {
                "year": one.year,
                "n": one.bids.n,
                "mean": one.bids.mean,
                "median": one.bids.median,
                "bidders": one.bidders.mean,
            }
            for one in found.trend
        ],
        "dialogue": {
            name: {
                "n": spread.n,
                "median": spread.median and spread.median / 100,
                "counts": [list(pair) for pair in spread.counts],
            }
            for name, spread in (("with", found.dialogue.with_it), ("without", found.dialogue.without))
        },
        "pairs": [to_plain(one) | {"means": [one.before.mean, one.after.mean]} for one in found.pairs],
        "events": [_event(one) for one in found.events],
        "chain": [to_plain(one) for one in found.chain],
        "benchmarks": [_plain_benchmark(one, language) for one in found.benchmarks],
    }


def _plain(one: Figure, language: Language) -> dict[str, Any]:
    return {
        **to_plain(one),
        "name": language.say(one.name),
        "unit": language.say(one.unit) if one.unit else "",
        "definition": language.say(one.definition),
        "shown": value_words(one, language),
    }


def _event(one: EventGave) -> dict[str, Any]:
    gave = one.gave
    numbers = {name: getattr(gave, name) for name in ("conversations", "companies", "new_companies", "hours")}
    return {
        "event": str(one.event),
        "title": one.title,
        "day": one.day.isoformat(),
        **numbers,
        "cost": to_plain(gave.cost),
    }


def _lines(found: Effect, language: Language) -> list[str]:
    rows = [
        (language.say(one.name), value_words(one, language), basis_words(one, language), unit_words(one, language))
        for one in found.figures
    ]
    head = ", ".join(filter(None, (str(found.year), *found.buyers, found.wish.programme)))
    cautions = [caution_words(one, language) for one in found.cautions]
    return [head, *aligned([language.say(one) for one in _COLUMNS], rows), *cautions]


def add_pairs(tender: click.Group) -> None:
    """Give the group of tenders its commands for purchases that came back."""

    @command(
        tender,
        "likely",
        N_("Show purchases that look like an earlier one: same title, a code in common, not linked yet."),
    )
    @option("--buyer", "buyers", multiple=True, metavar="NAME", text=_BUYER)
    def likely(door: Door, buyers: tuple[str, ...]) -> Answer:
        with door.house() as house:
            found = house.effect.likely_pairs(Wish(buyers))
        rows = [(one.title, *map(str, one.years), str(one.after), str(one.before)) for one in found]
        say = door.language.say
        titles = [say(N_("Purchase")), say(N_("Before")), say(N_("After")), "id", "id"]
        none = [say(N_("No two purchases look like the same one."))]
        return Answer({"pairs": [to_plain(one) for one in found]}, lambda: aligned(titles, rows) if rows else none)

    @command(tender, "link", N_("Link a purchase with the one before it: the two stand as before and after."))
    @argument("later", metavar="ID")
    @argument("earlier", metavar="EARLIER")
    def link(door: Door, later: str, earlier: str) -> Answer:
        with door.house(writing=True) as house:
            both = find_ids(house, (later, earlier), Kind.TENDER)
            return done(door, house.effect.link(*both))


# Figures to compare with -------------------------------------------------------------------------------------------------


@command(benchmark, "add", N_("Keep a figure to compare with; one of the same measure, year and area is replaced."))
@argument("measure", type=click.Choice([one.value for one in Measure]))
@argument("year", type=int)
@argument("value", type=Amount())
@option(
    "--area", default="", metavar="NAME", text=N_("Whose figure it is, as Sweden or Dalarna; our own unless named.")
)
@option("--n", "n", type=click.IntRange(0), default=None, text=N_("How many lots or answers it rests on."))
@option("--source", default="", metavar="WORDS", text=N_("Where it is from."))
def add(door: Door, measure: str, year: int, value: float, area: str, n: int | None, source: str) -> Answer:
    """Keep it."""
    made = Benchmark(measure=Measure(measure), year=year, area=area, value=round(value * 100), n=n, source=source)
    with door.house(writing=True) as house:
        return done(door, house.benchmarks.add(made))


@command(benchmark, "list", N_("Show the figures to compare with."))
@option("--year", type=click.IntRange(1990, 2200), default=None, text=N_("Of this year alone."))
def list_command(door: Door, year: int | None) -> Answer:
    """Show them."""
    with door.house() as house:
        found = house.benchmarks.list(year)
    plain = [_plain_benchmark(one, door.language) for one in found]
    return Answer({"benchmarks": plain}, lambda: _benchmarks(found, door.language))


@command(benchmark, "remove", N_("Remove figures; undo brings them back."))
@argument("references", nargs=-1, required=True, metavar="ID…")
def remove(door: Door, references: tuple[str, ...]) -> Answer:
    """Remove them; the beginning of an id is enough."""
    with door.house(writing=True) as house:
        return done(door, house.benchmarks.remove([_named(house, one) for one in references]))


@command(
    benchmark, "import", N_("Compute figures from a statistics file (UHM, number of bids); no tender is imported.")
)
@argument("file")
@option("--area", default="", metavar="NAME", text=N_("The area of the file; guessed from its name unless named."))
def import_command(door: Door, file: str, area: str) -> Answer:
    """Compute and keep."""
    with door.house(writing=True) as house:
        found = house.benchmarks.from_statistics(Path(file), area)
    language = door.language
    problems = [language.say(one.reason, **one.values) for one in found.problems]
    plain = {
        "benchmarks": [_plain_benchmark(one, language) for one in found.benchmarks],
        "rows": found.rows,
        "problems": problems,
        "action": to_plain(found.changes.action),
    }
    return Answer(plain, lambda: [*_benchmarks(found.benchmarks, language), *problems])


def _named(house: House, reference: str) -> Any:
    wanted = reference.strip().casefold()
    fitting = [one.id for one in house.benchmarks.list() if wanted and str(one.id).startswith(wanted)]
    if len(fitting) != 1:
        raise NotFound(reference)
    return fitting[0]


def _plain_benchmark(one: Benchmark, language: Language) -> dict[str, Any]:
    return {**to_plain(one), "value": one.value / 100, "name": language.say(MEASURE_LABELS[one.measure])}


def _benchmarks(found: Any, language: Language) -> list[str]:
    rows = [
        (language.say(MEASURE_LABELS[one.measure]), str(one.year), one.area, benchmark_words(one, language),
         "" if one.n is None else str(one.n), one.source, str(one.id))
        for one in found
    ]  # fmt: skip
    titles = (N_("Measure"), N_("Year"), N_("Area"), N_("Value"), N_("n"), N_("Source"))
    if not rows:
        return [language.say(N_("No figures to compare with yet."))]
    return aligned([*(language.say(one) for one in titles), "id"], rows)
