"""What an event gave for what it took: hours and cost against the companies that were met for the first time.

Every figure comes with `n`, the number that it rests on, and a definition in words; nothing is divided by zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from outreach.domain.event import Event
from outreach.domain.few import Cell, Line, Told, hide, is_few
from outreach.domain.tender import Money
from outreach.language import N_


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as reports show it. `value` is None where it cannot be told; `unit` is "", "h", "%", a currency code or a word.

    `n` is how many things the number rests on. Amounts are whole units of the currency, not hundredths. `key` is its name for
    programs, which never changes. Of a share, `count` of the `n` are meant. `unknown` are those about which nobody knows; they
    stand outside `n`, None where there can be none. `told`: whether it may leave the house as it is; the words of it ask for that.
    """

    name: str
    value: float | None
    n: int
    unit: str
    definition: str
    key: str = ""
    count: int | None = None
    unknown: int | None = None
    told: Told = Told.AS_IS


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """The yield of one event, or of several together (`event` is None).

    - `conversations`: logged at the event with somebody or about something; bare counts of a question are none.
    - `companies`: different companies in those conversations.
    - `new_companies`: those of them with no earlier conversation anywhere: met for the first time there.
    - `new_people`: people talked with there who came into the register on the event's first day or later, and with whom
      there was no earlier conversation.
    - `invited`: guests on the list who were no walk-ins and are not uninvited; `accepted` of them said yes.
    - `came`: guests marked as come, walk-ins included; `walk_ins` are among them.
    - `promised`: follow-ups made in those conversations; `kept` of them are done.
    - `hours`: what the officers spent in all, as written in the plan; `cost`: what it cost beside that, None if not written.
    - `events` counts the events in the sum; `with_hours` and `with_cost` those where hours and cost are written, and
      `new_with_hours` and `new_with_cost` the companies met for the first time at those: an event whose cost nobody wrote
      down must not make the others look cheap.
    """

    event: Event | None
    events: int = 1
    conversations: int = 0
    companies: int = 0
    new_companies: int = 0
    new_people: int = 0
    invited: int = 0
    accepted: int = 0
    came: int = 0
    walk_ins: int = 0
    promised: int = 0
    kept: int = 0
    hours: float = 0.0
    cost: Money | None = None
    with_hours: int = 0
    with_cost: int = 0
    new_with_hours: int = 0
    new_with_cost: int = 0

    @property
    def cost_per_new_company(self) -> Money | None:
        """Cost divided by companies met for the first time; None without a cost or without such a company."""
        if self.cost is None or not self.new_with_cost:
            return None
        return Money(round(self.cost.hundredths / self.new_with_cost), self.cost.currency)

    @property
    def hours_per_new_company(self) -> float | None:
        """Hours divided by companies met for the first time; None without hours or without such a company."""
        return self.hours / self.new_with_hours if self.hours and self.new_with_hours else None

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure with its n and its definition, in the order of a report."""
        counted = tuple(
            Figure(name, float(value), n, "", definition, told=_told(people, value, n))
            for (name, definition, people), value, n in zip(
                _COUNTED,
                (
                    self.conversations,
                    self.companies,
                    self.new_companies,
                    self.new_people,
                    self.invited,
                    self.came,
                    self.promised,
                    self.kept,
                ),
                (
                    self.conversations,
                    self.conversations,
                    self.companies,
                    self.conversations,
                    self.invited,
                    self.came,
                    self.conversations,
                    self.promised,
                ),
                strict=True,
            )
        )
        return (*counted, *self._spent())

    def _spent(self) -> tuple[Figure, ...]:
        hours = self.hours if self.with_hours else None
        currency = self.cost.currency if self.cost else "SEK"
        each = self.cost_per_new_company
        return (
            Figure(N_("Hours"), hours, self.with_hours, "h", N_("Hours that the officers spent, as written in the plan.")),
            Figure(
                N_("Cost"),
                self.cost.hundredths / 100 if self.cost else None,
                self.with_cost,
                currency,
                N_("What the event cost beside the hours, as written in the plan."),
            ),
            Figure(
                N_("Hours for each new company"),
                self.hours_per_new_company,
                self.new_with_hours,
                "h",
                N_("Hours divided by the companies met for the first time, at events whose hours are written."),
                told=_told(True, self.new_with_hours),
            ),
            Figure(
                N_("Cost for each new company"),
                each.hundredths / 100 if each else None,
                self.new_with_cost,
                currency,
                N_("Cost divided by the companies met for the first time, at events whose cost is written."),
                told=_told(True, self.new_with_cost),
            ),
        )


#: Name, definition, and whether it counts people or firms that were met.
_COUNTED = (
    (N_("Conversations"), N_("Conversations logged at the event; questions that were only counted are left out."), True),
    (N_("Companies met"), N_("Different companies in those conversations."), True),
    (N_("Companies met for the first time"), N_("Companies met with no earlier conversation anywhere in the register."), True),
    (
        N_("New people in the register"),
        N_("People talked with there who came into the register on the event's first day or later."),
        True,
    ),
    (N_("Guests invited"), N_("Guests on the list, without walk-ins and those uninvited."), True),
    (N_("Guests who came"), N_("Guests marked as come, walk-ins included."), True),
    (N_("Follow-ups promised"), N_("Follow-ups made in those conversations."), False),
    (N_("Follow-ups done"), N_("Those of them that are done."), False),
)


def _told(people: bool, *counts: int) -> Told:
    return Told.FEW if people and any(map(is_few, counts)) else Told.AS_IS


#: The counts of people and firms that tables of events show with their sum.
PEOPLE_COUNTS = ("conversations", "companies", "new_companies")


def told_of_events(each: Sequence[Yield], total: Yield) -> tuple[list[dict[str, Told]], dict[str, Told]]:
    """Return what a table of events may tell of each and of their sum, by the names in `PEOPLE_COUNTS`.

    A firm that was met at two events counts once in the sum; whoever subtracts does not know of how many that is true.
    """
    rows: list[dict[str, Told]] = [{} for _ in each]
    below: dict[str, Told] = {}
    for name in PEOPLE_COUNTS:
        cells, whole = [Cell(getattr(one, name)) for one in each], Cell(getattr(total, name))
        hide([Line(tuple(cells), whole)])
        below[name] = whole.told
        for row, cell in zip(rows, cells, strict=True):
            row[name] = cell.told
    return rows, below


@dataclass(frozen=True, slots=True)
class Yields:
    """The yields of the events that began from `first` to `last` (both included), and their sum."""

    first: date
    last: date
    each: tuple[Yield, ...]
    total: Yield
