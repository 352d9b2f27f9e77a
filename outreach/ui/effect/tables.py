"""What stands in the tables of the effect page, as finished texts; and the charts in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from outreach.domain.benchmark import MEASURE_LABELS
from outreach.domain.effect import Effect, Spread
from outreach.domain.effect_words import DASH, basis_words, benchmark_words, company_words, unit_words, value_words
from outreach.domain.event_yield import Figure
from outreach.domain.few import count_words
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.ui.words import Words

MORE = NN_("+ {n} more", "+ {n} more")
#: So many conversations are listed; those with a bid stand first.
MOST_LINKS = 12

Filled = tuple[Sequence[str], list[Sequence[str]]]

#: Name, title, columns of numbers, columns that take the room that is left.
TABLES: tuple[tuple[str, str, tuple[int, ...], tuple[int, ...]], ...] = (
    ("pairs", N_("The same purchase again"), (1, 2, 3, 4), (0,)),
    ("events", N_("Events"), (2, 3, 4, 5), (0,)),
    ("chain", N_("From conversation to bid"), (), (0, 1, 2)),
    ("benchmarks", N_("To compare with, and sources"), (2, 3, 4), (0, 5)),
    ("years", N_("The years as numbers"), (1, 2, 3, 4, 5, 6, 7, 8), tuple(range(9))),
    ("figures", N_("All figures and what they mean"), (1, 3), (0, 5)),
)


def filled(name: str, effect: Effect, words: Words) -> Filled:
    """Return headings and rows of a table."""
    makers: dict[str, Callable[[Effect, Words], Filled]] = {
        "pairs": _pairs, "chain": _chain, "events": _events, "benchmarks": _benchmarks, "years": _years, "figures": _figures,
    }  # fmt: skip
    return makers[name](effect, words)


def charts_told(effect: Effect, words: Words) -> tuple[tuple[str, str], tuple[str, str], tuple[str, str]]:
    """Return the name of each chart and what is in it, for those who hear the page."""
    language = words.language
    means = "; ".join(f"{one.year}: {_mean(one.bids, words)}, n = {one.bids.n}" for one in effect.trend)
    lots = "; ".join(f"{one.year}: {', '.join(_by_number(one.bids, words))}" for one in effect.trend)
    groups = [effect.figure(key, rolling=True) for key in ("with_dialogue", "without_dialogue")]
    dialogue = "; ".join(
        f"{words(one.name)}: {value_words(one, language)}, {basis_words(one, language)}" for one in groups
    )
    return (
        (words(N_("Bids per lot, mean")), means),
        (words(N_("Closed lots by number of bids")), lots),
        (words(N_("With and without dialogue")), dialogue),
    )


def _mean(spread: Spread, words: Words) -> str:
    return DASH if spread.mean is None else words.language.number(round(spread.mean, 2))


def _by_number(spread: Spread, words: Words) -> list[str]:
    few = [spread.often(number) for number in range(3)]
    return [words.language.number(count) for count in (*few, spread.n - sum(few), spread.unknown)]


def _figures(effect: Effect, words: Words) -> Filled:
    language = words.language
    years, rests = f"{effect.first_year}–{effect.year}", words(N_("Rests on"))
    rows: list[Sequence[str]] = []
    for now, three in zip(effect.figures, effect.three_years, strict=True):
        both = [text for one in (now, three) for text in (value_words(one, language), basis_words(one, language))]
        name = " · ".join(filter(None, (words(now.name), _unit(now, words))))
        rows.append([name, *both, words(now.definition)])
    return [words(N_("Figure")), str(effect.year), rests, years, rests, words(N_("Definition"))], rows


def _unit(figure: Figure, words: Words) -> str:
    """Return the unit where the name does not say it already."""
    unit = unit_words(figure, words.language)
    return "" if unit.casefold() in words(figure.name).casefold() or len(figure.unit) == 3 else unit


def _years(effect: Effect, words: Words) -> Filled:
    kinds = (N_("no bid"), N_("1 bid"), N_("2 bids"), N_("3 or more"), N_("not known"))
    titles = [
        words(N_("Year")), words(N_("Closed lots")), words(N_("Bids per lot, mean")), words(N_("Bidders per lot, mean")),
        *(words(one) for one in kinds),
    ]  # fmt: skip
    rows: list[Sequence[str]] = []
    for one in effect.trend:
        closed = words.language.number(one.bids.n + one.bids.unknown)
        rows.append(
            [str(one.year), closed, _mean(one.bids, words), _mean(one.bidders, words), *_by_number(one.bids, words)]
        )
    return titles, rows


def _pairs(effect: Effect, words: Words) -> Filled:
    bids = words(N_("Bids per lot"))
    titles = [words(N_("Purchase")), words(N_("Before")), bids, words(N_("After")), bids]
    rows: list[Sequence[str]] = []
    for pair in effect.pairs:
        cells = [pair.after.title]
        for side in (pair.before, pair.after):
            mean = DASH if side.mean is None else words.language.number(round(side.mean, 2))
            cells += [str(side.advertised.year), f"{mean} ({side.bids}/{side.lots})"]
        rows.append(cells)
    return titles, rows


def _chain(effect: Effect, words: Words) -> Filled:
    titles = [words(N_("Conversation")), words(N_("Company")), words(N_("Tender")), words(N_("Result"))]
    results = {(False, False): N_("no bid"), (True, False): N_("bid"), (True, True): N_("bid and won")}
    rows: list[Sequence[str]] = []
    for one in effect.chain[:MOST_LINKS]:
        day = words.language.day(home_day(one.at))
        result = words(results[one.bid, one.won])
        rows.append([", ".join(filter(None, (one.event, day))), company_words(one, words.language), one.tender_title, result])
    hidden = effect.chain_count - len(rows)
    return titles, [*rows, *([[words.count(MORE, hidden), "", "", ""]] if hidden > 0 else [])]


def _events(effect: Effect, words: Words) -> Filled:
    language = words.language
    texts = (N_("Event"), N_("Day"), N_("Conversations"), N_("New companies"), N_("Hours"), N_("Cost"))
    rows: list[Sequence[str]] = []
    told, _ = effect.told_of_events()
    for one, may in zip(effect.events, told, strict=True):
        gave = one.gave
        hours = language.number(round(gave.hours, 1)) if gave.with_hours else DASH
        cost = language.money(gave.cost) if gave.cost else DASH
        counts = [count_words(getattr(gave, name), may[name], language) for name in ("conversations", "new_companies")]
        rows.append([one.title, language.day(one.day), *counts, hours, cost])
    return [words(text) for text in texts], rows


def _benchmarks(effect: Effect, words: Words) -> Filled:
    texts = (N_("Measure"), N_("Area"), N_("Year"), N_("Value"), N_("n"), N_("Source"))
    language = words.language
    rows: list[Sequence[str]] = [
        [
            words(MEASURE_LABELS[one.measure]), one.area or effect.unit.municipality, str(one.year), benchmark_words(one, language),
            DASH if one.n is None else language.number(one.n), one.source,
        ]
        for one in effect.benchmarks
    ]  # fmt: skip
    return [words(text) for text in texts], rows
