"""What the outreach can be read by: the parts of the effect page. Figures stand side by side; none says why another is as it is.

Definitions that bind every figure: the year of a tender is that of the day it was advertised. A *closed lot* has a result that is
not "open-nw". A tender *with dialogue* was talked about, or featured at a market dialogue, before the day it was advertised
(home zone). A *first-time bidder* has no bid on a tender that was advertised earlier in this register.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from outreach.domain.benchmark import Benchmark
from outreach.domain.bid import LocalBy
from outreach.domain.event_yield import Figure, Yield, told_of_events
from outreach.domain.few import Told
from outreach.domain.unit import Unit

#: Fewer tenders than this in a group: too few to say (peers.md, A2).
FEWEST_IN_GROUP = 5

#: Fewer lots than this: one more or less is seen in the figures.
FEW_LOTS = 30

#: How many years a rolling figure covers, and how many a line of years shows.
ROLLING, TREND = 3, 6

#: The first year in which the national figure counts bids; before it, bidders were counted.
BIDS_SINCE = 2021


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be counted. No `buyers`: our own purchases; `year` None: the last one with results; `programme` is a tag."""

    buyers: tuple[str, ...] = ()
    year: int | None = None
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """How often each value occurs: (value, how often), the smallest first; and of how many the value is unknown."""

    counts: tuple[tuple[int, int], ...] = ()
    unknown: int = 0

    @classmethod
    def of(cls, counted: Iterable[tuple[int | None, int]]) -> Spread:
        """Gather (value, how often); None is an unknown value."""
        found: Counter[int] = Counter()
        unknown = 0
        for value, often in counted:
            if value is None:
                unknown += often
            else:
                found[value] += often
        return cls(tuple(sorted(found.items())), unknown)

    @property
    def n(self) -> int:
        """How many values are known."""
        return sum(often for _, often in self.counts)

    @property
    def total(self) -> int:
        """The sum of the known values."""
        return sum(value * often for value, often in self.counts)

    @property
    def mean(self) -> float | None:
        """The mean; None without a value."""
        return self.total / self.n if self.n else None

    @property
    def median(self) -> float | None:
        """The middle value, or midway between the two in the middle; None without a value."""
        n = self.n
        return (self._at((n - 1) // 2) + self._at(n // 2)) / 2 if n else None

    def often(self, value: int) -> int:
        """Return how often a value occurs."""
        return dict(self.counts).get(value, 0)

    def _at(self, place: int) -> int:
        for value, often in self.counts:
            if place < often:
                return value
            place -= often
        raise IndexError(place)


@dataclass(frozen=True, slots=True)
class YearOfLots:
    """One year in a line of years: bids per closed lot, bidders per closed lot."""

    year: int
    bids: Spread
    bidders: Spread


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Bids per lot of each tender of three years, in hundredths (the mean of its lots): with dialogue before it, and without."""

    with_it: Spread = field(default_factory=Spread)
    without: Spread = field(default_factory=Spread)

    @property
    def can_be_said(self) -> bool:
        """Say whether each group has enough tenders for a median to mean something."""
        return min(self.with_it.n, self.without.n) >= FEWEST_IN_GROUP


@dataclass(frozen=True, slots=True)
class Side:
    """One of two purchases of the same: its lots with a known number of bids, and those bids."""

    tender: UUID
    title: str
    advertised: date
    lots: int
    bids: int

    @property
    def mean(self) -> float | None:
        """Bids per lot."""
        return self.bids / self.lots if self.lots else None


@dataclass(frozen=True, slots=True)
class Pair:
    """The same recurring purchase before and after: the later one renews the earlier (`Tender.renews`)."""

    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two purchases with the same title and main code that nobody has linked yet; an officer decides."""

    before: UUID
    after: UUID
    title: str
    years: tuple[int, int]


@dataclass(frozen=True, slots=True)
class EventGave:
    """What one event gave for what it took (`Yield.event` is left empty)."""

    event: UUID
    title: str
    day: date
    gave: Yield


@dataclass(frozen=True, slots=True)
class ChainLink:
    """Conversation → company → tender → bid: with whom we talked about a tender before it was advertised, and how it went on.

    `at` is the first such conversation, `event` where it was (empty: at no event). No person is in it; the name of
    a sole trader, who is one, is empty.
    """

    at: datetime
    event: str
    company: UUID
    company_name: str
    tender: UUID
    tender_title: str
    bid: bool
    won: bool
    is_sole_trader: bool = False


@dataclass(frozen=True, slots=True)
class Caution:
    """A sentence that must stand beside the figures: a catalogue text, or two forms by `n`, with its values."""

    key: str
    text: str | tuple[str, str]
    values: tuple[tuple[str, object], ...] = ()
    n: int = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """The whole page. `figures` are those of `year`, `three_years` the same ones for the rolling three years.

    `buyers` are the names as written in the tenders (empty: none of ours had a name). `pair_count` and `chain_count` tell how
    many there are where not all are listed.
    """

    unit: Unit
    wish: Wish
    year: int
    buyers: tuple[str, ...]
    figures: tuple[Figure, ...]
    three_years: tuple[Figure, ...]
    trend: tuple[YearOfLots, ...] = ()
    dialogue: Dialogue = field(default_factory=Dialogue)
    pairs: tuple[Pair, ...] = ()
    pair_count: int = 0
    events: tuple[EventGave, ...] = ()
    chain: tuple[ChainLink, ...] = ()
    chain_count: int = 0
    benchmarks: tuple[Benchmark, ...] = ()
    cautions: tuple[Caution, ...] = ()

    @property
    def first_year(self) -> int:
        """The first of the three rolling years."""
        return self.year - ROLLING + 1

    @property
    def local_by(self) -> LocalBy:
        """What counts as local in these figures."""
        return self.unit.local_by

    def figure(self, key: str, *, rolling: bool = False) -> Figure:
        """Return a figure by its key. Raises KeyError."""
        for one in self.three_years if rolling else self.figures:
            if one.key == key:
                return one
        raise KeyError(key)

    @property
    def all_events(self) -> Yield:
        """The sum that stands below the events of the year: their conversations, and the companies met first at any of them."""
        new = self.figure("new_companies").value
        each = [one.gave for one in self.events]
        counts = {name: sum(getattr(one, name) for one in each) for name in ("conversations", "companies")}
        return Yield(event=None, events=len(each), new_companies=int(new or 0), **counts)

    def told_of_events(self) -> tuple[list[dict[str, Told]], dict[str, Told]]:
        """Return what may be told of the events of the year and of their sum (`event_yield.told_of_events`)."""
        return told_of_events([one.gave for one in self.events], self.all_events)

    def tells_less(self) -> bool:
        """Say whether something in the page is not told."""
        rows, below = self.told_of_events()
        told = [one.told for one in (*self.figures, *self.three_years)]
        told += [one for row in (*rows, below) for one in row.values()]
        return any(one is not Told.AS_IS for one in told)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to show: no tender, no conversation and no event in three years."""
        return not any(
            self.figure(key, rolling=True).value for key in ("tenders_advertised", "conversations", "events")
        )


@dataclass(frozen=True, slots=True)
class TenderRow:
    """One tender behind the figures, as the table of numbers lists it."""

    title: str
    reference: str
    buyer: str
    advertised: date
    lots: int
    lots_known: int
    bids: int
    zero: int
    one: int
    dialogue: bool
    conversations: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: years with tenders, the latest first; names of buyers; tags."""

    years: tuple[int, ...]
    buyers: tuple[str, ...]
    programmes: tuple[str, ...]
