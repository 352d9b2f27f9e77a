"""From counts to figures: the name, unit and definition of every figure of the effect page, in the order of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from outreach.domain.benchmark import Benchmark
from outreach.domain.bid import LOCAL, LocalBy, Locality
from outreach.domain.company import SizeClass
from outreach.domain.effect import Dialogue, Spread
from outreach.domain.event_yield import Figure, Yield
from outreach.domain.few import Cell, Line, Told, hide, is_few
from outreach.language import N_

PER_LOT, PER_TENDER = N_("bids per lot"), N_("bids per tender")
_Class = TypeVar("_Class", Locality, SizeClass)

#: What counts people or firms that were met: a firm may be one person. Bids are public facts.
OF_PEOPLE = frozenset({
    "conversations", "companies_reached", "companies_met", "companies_came", "companies_asked", "companies_notified",
    "chain_met_bid", "chain_met_won", "new_companies", "hours_per_new_company", "cost_per_new_company",
})  # fmt: skip
#: So much for each of them: the number of them is n.
_EACH = ("hours_per_new_company", "cost_per_new_company")

#: The sizes of small and medium-sized companies.
SME = (SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many different companies were reached in a time, by what; `reached` counts each once, `register` are all there are."""

    register: int = 0
    reached: int = 0
    met: int = 0
    came: int = 0
    asked: int = 0
    notified: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """What the database counted in one time.

    `bids_kept` are the bids kept by name, a joint bid as one; `bids_named` those of them that are also among the counted ones.
    `places` and `sizes` are (bidders' bids, winning ones) by class, each member of a joint bid by itself. `lix` are hundredths
    (before, after); `promises` (kept, looked at); `chain` (met, bid, won), pairs of a company and a tender.
    """

    lots: Spread = field(default_factory=Spread)
    lot_bidders: Spread = field(default_factory=Spread)
    tenders: Spread = field(default_factory=Spread)
    tender_bidders: Spread = field(default_factory=Spread)
    advertised: int = 0
    with_result: int = 0
    bids_kept: int = 0
    bids_named: int = 0
    unique_bidders: int = 0
    first_time: int = 0
    places: Mapping[Locality, tuple[int, int]] = field(default_factory=dict)
    sizes: Mapping[SizeClass, tuple[int, int]] = field(default_factory=dict)
    conversations: int = 0
    asked: int = 0
    questions: int = 0
    answered: int = 0
    answer_days: Spread = field(default_factory=Spread)
    reach: Reach = field(default_factory=Reach)
    gave: Yield = field(default_factory=lambda: Yield(event=None, events=0))
    lix: tuple[tuple[int, int], ...] = ()
    promises: tuple[int, int] = (0, 0)
    nui: Benchmark | None = None
    chain: tuple[int, int, int] = (0, 0, 0)
    dialogue: Dialogue = field(default_factory=Dialogue)
    pairs: int = 0


def figures_of(counts: Counts, local_by: LocalBy) -> tuple[Figure, ...]:
    """Return every figure with its n, unit and definition; a value is None where it cannot be told."""
    parts = (
        _bids(counts),
        _coverage(counts),
        _bidders(counts, local_by),
        _talks(counts),
        _reach(counts),
        _rest(counts),
    )
    return tuple(one for part in parts for one in part)


def _number(
    key: str, name: str, value: float | None, n: int, unit: str, definition: str, unknown: int | None = None
) -> Figure:
    few = key in OF_PEOPLE and (is_few(n) or (key not in _EACH and is_few(value)))
    return Figure(name, value, n, unit, definition, key, None, unknown, Told.FEW if few else Told.AS_IS)


def _share(key: str, name: str, count: int, n: int, definition: str, unknown: int | None = None) -> Figure:
    told = Told.FEW if key in OF_PEOPLE and (is_few(count) or is_few(n)) else Told.AS_IS
    return Figure(name, 100 * count / n if n else None, n, "%", definition, key, count, unknown, told)


def held_back(figures: Iterable[Figure], years: Mapping[str, Sequence[int]]) -> tuple[Figure, ...]:
    """Return the figures of several years, those held back by which a year's small count could be worked out.

    `years`: the counts of each of the years, by the figure's key. Reports of other years may tell all of them but the small one.
    """
    found = []
    for one in figures:
        cells = tuple(Cell(count, may_be_held=False) for count in years.get(one.key, ()))
        total = Cell(sum(cell.count for cell in cells))
        hide([Line(cells, total)])
        found.append(replace(one, told=total.told) if one.told is Told.AS_IS else one)
    return tuple(found)


def _bids(c: Counts) -> Iterator[Figure]:
    lots, tenders = c.lots, c.tenders
    yield _number(
        "lots_closed", N_("Closed lots"), lots.n + lots.unknown, lots.n + lots.unknown, N_("lots"),
        N_("Lots with a result of tenders advertised in the time, those still open left out."),
    )  # fmt: skip
    yield _number(
        "bids_per_lot", N_("Bids per lot, mean"), lots.mean, lots.n, PER_LOT,
        N_("All bids divided by the closed lots whose number of bids is known. The national figure counts so since 2021."),
        lots.unknown,
    )  # fmt: skip
    yield _number(
        "bids_per_lot_median", N_("Bids per lot, median"), lots.median, lots.n, PER_LOT,
        N_("Half of the closed lots have this many bids or fewer, half this many or more."), lots.unknown,
    )  # fmt: skip
    yield _number(
        "bids_per_tender", N_("Bids per tender, mean"), tenders.mean, tenders.n, PER_TENDER,
        N_("The bids on all lots of a tender together; only tenders whose every closed lot has a known number."), tenders.unknown,
    )  # fmt: skip
    yield _number(
        "bids_per_tender_median", N_("Bids per tender, median"), tenders.median, tenders.n, PER_TENDER,
        N_("The middle one of the tenders, by the bids on all their lots together."), tenders.unknown,
    )  # fmt: skip
    yield _number(
        "bidders_per_lot", N_("Bidders per lot, mean"), c.lot_bidders.mean, c.lot_bidders.n, N_("bidders per lot"),
        N_("Different bidders divided by the closed lots for which it is known how many there were."), c.lot_bidders.unknown,
    )  # fmt: skip
    yield _number(
        "bidders_per_tender", N_("Bidders per tender, mean"), c.tender_bidders.mean, c.tender_bidders.n, N_("bidders per tender"),
        N_("Different bidders of a tender with bids, each kept by name. The national figure counted bidders until 2020."),
        c.tender_bidders.unknown,
    )  # fmt: skip
    yield _share(
        "no_bid_share", N_("Share with no bid"), lots.often(0), lots.n,
        N_("Lots with no bid at all, of the closed lots whose number of bids is known."), lots.unknown,
    )  # fmt: skip
    yield _share(
        "one_bid_share", N_("Share with one bid"), lots.often(1), lots.n,
        N_("Lots with a single bid, of the closed lots whose number of bids is known."), lots.unknown,
    )  # fmt: skip


def _coverage(c: Counts) -> Iterator[Figure]:
    closed = c.lots.n + c.lots.unknown
    yield _number(
        "tenders_advertised", N_("Tenders advertised"), c.advertised, c.advertised, N_("tenders"),
        N_("Tenders of the chosen buyers that were advertised in the time."),
    )  # fmt: skip
    yield _share(
        "coverage_tenders", N_("Tenders with a result"), c.with_result, c.advertised,
        N_("Tenders with at least one closed lot, of those advertised."),
    )  # fmt: skip
    yield _share(
        "coverage_lots", N_("Lots with a known number of bids"), c.lots.n, closed, N_("Of the closed lots.")
    )  # fmt: skip
    yield _share(
        "coverage_bidders", N_("Bids known by name"), c.bids_named, c.lots.total,
        N_("Bids whose bidder is kept, of those counted. A result notice names winners alone; a list from the opening names all."),
    )  # fmt: skip


def _bidders(c: Counts, local_by: LocalBy) -> Iterator[Figure]:
    yield _number(
        "unique_bidders", N_("Different bidders"), c.unique_bidders, c.bids_kept, N_("bidders"),
        N_("Different companies among the bids kept by name; a joint bid counts each of its members."),
    )  # fmt: skip
    yield _share(
        "first_time_bidders", N_("First-time bidders"), c.first_time, c.unique_bidders,
        N_("Bidders with no bid in this register on a tender that was advertised earlier."),
    )  # fmt: skip
    for place, (key, name) in enumerate((
        ("local_share_bids", N_("Local share of bids")), ("local_share_winners", N_("Local share of winners")),
    )):  # fmt: skip
        local = sum(c.places.get(one, (0, 0))[place] for one in LOCAL[local_by])
        every, unknown = _known(c.places, Locality.UNKNOWN, place)
        yield _share(key, name, local, every, _LOCAL[local_by], unknown)
    for place, (key, name) in enumerate((
        ("sme_share_bids", N_("SMEs' share of bids")),
        ("sme_share_winners", N_("SMEs' share of winners")),
    )):  # fmt: skip
        small = sum(c.sizes.get(one, (0, 0))[place] for one in SME)
        every, unknown = _known(c.sizes, SizeClass.UNKNOWN, place)
        yield _share(key, name, small, every, _SME, unknown)


def _known(classes: Mapping[_Class, tuple[int, int]], unknown: _Class, place: int) -> tuple[int, int]:
    without = classes.get(unknown, (0, 0))[place]
    return sum(both[place] for both in classes.values()) - without, without


_LOCAL = {
    LocalBy.SEAT: N_(
        "Local is a bidder with its registered office in the municipality. Bids of known place are counted."
    ),
    LocalBy.WORKPLACE: N_(
        "Local is a bidder with its registered office or a workplace in the municipality. Bids of known place are counted."
    ),
    LocalBy.COUNTY: N_(
        "Local is a bidder with its registered office or a workplace in the county. Bids of known place are counted."
    ),
}
_SME = N_("Small and medium-sized companies, under 250 staff (2003/361/EC), of the bids whose bidder's size is known.")


def _talks(c: Counts) -> Iterator[Figure]:
    yield _number(
        "conversations", N_("Conversations"), c.conversations, c.conversations, N_("conversations"),
        N_("Conversations logged in the time with somebody or about something; questions that were only counted are left out."),
    )  # fmt: skip
    yield _number(
        "questions_asked", N_("Questions asked"), c.asked, c.questions, N_("times"),
        N_("How often somebody asked; n is the number of different questions."),
    )  # fmt: skip
    yield _share(
        "questions_answered", N_("Questions answered"), c.answered, c.questions,
        N_("Questions with an answer that everybody gets, of the different questions asked in the time."),
    )  # fmt: skip
    days = c.answer_days
    yield _number(
        "answer_days", N_("Days until the answer, median"), days.median, days.n, N_("days"),
        N_("From the first time a question was asked until the day of its answer, where that day is written."), days.unknown,
    )  # fmt: skip


def _reach(c: Counts) -> Iterator[Figure]:
    reach = c.reach
    yield _share(
        "companies_reached", N_("Companies reached"), reach.reached, reach.register,
        N_("Companies met, at an event, with a question or notified in the time, of all in the register; each counted once."),
    )  # fmt: skip
    for key, name, count, definition in (
        ("companies_met", N_("Companies met"), reach.met, N_("Companies with a conversation, of all in the register.")),
        ("companies_came", N_("Companies at an event"), reach.came, N_("Companies with a guest who came, of all in the register.")),
        ("companies_asked", N_("Companies that asked"), reach.asked,
         N_("Companies that asked something, of all in the register.")),
        ("companies_notified", N_("Companies notified of a tender"), reach.notified,
         N_("Companies that were told of a tender, of all in the register.")),
    ):  # fmt: skip
        yield _share(key, name, count, reach.register, definition)
    met, bid, won = c.chain
    yield _share(
        "chain_met_bid", N_("Met about a tender, and bid on it"), bid, met,
        N_("Companies talked with about a tender before it was advertised that bid on it; a company counts once a tender."),
    )  # fmt: skip
    yield _share(
        "chain_met_won", N_("Met about a tender, and won it"), won, met,
        N_("Companies talked with about a tender before it was advertised that won a lot of it."),
    )  # fmt: skip


def _rest(c: Counts) -> Iterator[Figure]:
    yield from _spent(c.gave)
    for place, (key, name) in enumerate((("lix_before", N_("LIX before")), ("lix_after", N_("LIX after")))):
        both = [pair[place] for pair in c.lix]
        mean = sum(both) / len(both) / 100 if both else None
        yield _number(
            key, name, mean, len(both), "LIX",
            N_("Mean of the first and of the latest measure of the tenders' texts that were measured twice. LIX counts lengths."),
        )  # fmt: skip
    kept, looked = c.promises
    yield _share(
        "promises_kept", N_("Promises kept"), kept, looked,
        N_("Promises in contracts that every look in the time found kept, of those looked at."),
    )  # fmt: skip
    nui = c.nui
    yield _number(
        "nui", N_("Satisfied Procurement Index (NUI)"), nui.value / 100 if nui else None, (nui.n or 0) if nui else 0, N_("of 100"),
        N_("Measured elsewhere among suppliers and typed in; the latest of the time."),
    )  # fmt: skip
    for key, name, group in (
        ("with_dialogue", N_("Bids per lot with dialogue, median"), c.dialogue.with_it),
        ("without_dialogue", N_("Bids per lot without dialogue, median"), c.dialogue.without),
    ):
        median = group.median if c.dialogue.can_be_said else None
        yield _number(
            key, name, None if median is None else median / 100, group.n, PER_LOT,
            N_("Each tender is its mean of bids per lot; with dialogue: talked about, or shown at a market dialogue, before the "
               "day it was advertised. With fewer than five tenders in a group there are too few to say."),
            group.unknown,
        )  # fmt: skip
    yield _number(
        "recurring_pairs", N_("Recurring purchases with a before and an after"), c.pairs, c.pairs, N_("pairs"),
        N_("Tenders advertised in the time that renew an earlier one, both with a known number of bids."),
    )  # fmt: skip


def _spent(gave: Yield) -> Iterator[Figure]:
    cost, each = gave.cost, gave.cost_per_new_company
    currency = cost.currency if cost else "SEK"
    yield _number(
        "events", N_("Events"), gave.events, gave.events, N_("events"),
        N_("Events held in the time with a plan, a conversation or a guest list; those called off are left out."),
    )  # fmt: skip
    yield _number(
        "event_hours", N_("Hours"), gave.hours if gave.with_hours else None, gave.with_hours, "h",
        N_("Hours that the officers spent, as written in the plan."),
    )  # fmt: skip
    yield _number(
        "event_cost", N_("Cost"), cost.hundredths / 100 if cost else None, gave.with_cost, currency,
        N_("What the event cost beside the hours, as written in the plan."),
    )  # fmt: skip
    yield _number(
        "new_companies", N_("Companies met for the first time"), gave.new_companies, gave.companies, N_("companies"),
        N_("Companies met with no earlier conversation anywhere in the register."),
    )  # fmt: skip
    yield _number(
        "hours_per_new_company", N_("Hours for each new company"), gave.hours_per_new_company, gave.new_with_hours, "h",
        N_("Hours divided by the companies met for the first time, at events whose hours are written."),
    )  # fmt: skip
    yield _number(
        "cost_per_new_company", N_("Cost for each new company"), each.hundredths / 100 if each else None, gave.new_with_cost,
        currency, N_("Cost divided by the companies met for the first time, at events whose cost is written."),
    )  # fmt: skip
