"""The days of a contract: when it ends, what is due, how it stands, and which promises were kept in a year. Pure reckoning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from outreach.domain.contract import Check, Contract, Option, Outcome, Promise
from outreach.domain.rule_deadlines import months_before
from outreach.language import N_

#: By which day to decide on an option that has no last day of its own, by the last day of the contract; None: nobody says.
Decide = Callable[[date], date | None]
_DAY = timedelta(days=1)
#: A contract that ran out and was not closed is told of so long after its last day.
ENDED_LATELY = timedelta(days=30)


class State(StrEnum):
    """How a contract stands on a day. It follows from its days; nobody sets it but by closing the contract."""

    COMING = "coming"
    RUNNING = "running"
    DEVIATION = "deviation"
    ENDED = "ended"
    CLOSED = "closed"


STATE_LABELS = {
    State.COMING: N_("To begin"),
    State.RUNNING: N_("Running"),
    State.DEVIATION: N_("Open deviation"),
    State.ENDED: N_("Has run out"),
    State.CLOSED: N_("Wound up"),
}


class DueKind(StrEnum):
    """What is due in a contract."""

    CHECK = "check"
    OPTION = "option"
    END = "end"


DUE_LABELS = {
    DueKind.CHECK: N_("Check a promise"),
    DueKind.OPTION: N_("Last day to call the option"),
    DueKind.END: N_("Last day of the contract"),
}


@dataclass(frozen=True, slots=True)
class DueCheck:
    """One day on which something is to be done: a promise looked at, an option called, or the contract ends.

    `promise` and `check` are set for a check, `option` for an option. `day` is the planned day.
    """

    contract: Contract
    kind: DueKind
    day: date
    promise: Promise | None = None
    check: Check | None = None
    option: Option | None = None


@dataclass(frozen=True, slots=True)
class KeptPromise:
    """What was seen of one promise in a year.

    It was looked at `looks` times, of which `deviations` found it broken; `last_ok` says whether the last look found it kept.
    """

    contract: Contract
    promise: Promise
    looks: int
    deviations: int
    last_ok: bool

    @property
    def kept(self) -> bool:
        """Say whether every look of the year found the promise kept."""
        return self.deviations == 0

    @property
    def put_right(self) -> bool:
        """Say whether a deviation was found and the last look of the year found the promise kept."""
        return self.deviations > 0 and self.last_ok


def months_on(last: date, months: int) -> date:
    """Return the last day of a period that goes on for so many months after `last`: the end of a month stays one.

    What would go on past the year 9999, as contracts that others end "9999-12-31", ends with it.
    """
    after = months_before(last + _DAY, -months) if last < date.max else last
    return after - _DAY if after < date.max else after


def last_day(contract: Contract) -> date | None:
    """Return the last day with the options that were called; None for a contract without an end."""
    if contract.ends is None:
        return None
    return months_on(contract.ends, sum(option.months for option in contract.options if option.used is not None))


def longest(contract: Contract) -> date | None:
    """Return the last day if every option is called; None for a contract without an end."""
    return (
        None if contract.ends is None else months_on(contract.ends, sum(option.months for option in contract.options))
    )


def open_deviations(contract: Contract) -> Iterator[tuple[Promise, Check]]:
    """Yield the promises whose latest look found a deviation, with that look. A closed contract has none."""
    for promise in contract.promises if contract.closed is None else ():
        done = looked_at(promise)
        if done and done[-1].outcome is Outcome.DEVIATION:
            yield promise, done[-1]


def looked_at(promise: Promise) -> tuple[Check, ...]:
    """Return the checks that were done, by the day on which they were; those of one day as they stand."""
    return tuple(sorted((one for one in promise.checks if one.done is not None), key=lambda one: one.done or one.due))


def to_do(promise: Promise) -> tuple[Check, ...]:
    """Return the checks that are still to do, the earliest first."""
    return tuple(sorted((one for one in promise.checks if one.done is None), key=lambda one: one.due))


def state_of(contract: Contract, today: date) -> State:
    """Return how a contract stands: closed, run out, with an open deviation, to begin, or running."""
    end = last_day(contract)
    if contract.closed is not None:
        return State.CLOSED
    if next(open_deviations(contract), None) is not None:
        return State.DEVIATION
    if end is not None and end < today:
        return State.ENDED
    return State.COMING if contract.starts is not None and contract.starts > today else State.RUNNING


def days_of(contract: Contract, decide: Decide) -> Iterator[DueCheck]:
    """Yield every day that a contract still asks for, in no order: checks to do, options not called, the last day.

    An option without a last day of its own asks to be decided on by `decide` of the last day, once it is the next one.
    """
    if contract.closed is not None:
        return
    end = last_day(contract)
    for promise in contract.promises:
        yield from (DueCheck(contract, DueKind.CHECK, one.due, promise, one) for one in to_do(promise))
    left = [option for option in contract.options if option.used is None]
    for number, option in enumerate(left):
        day = option.decide_by or (decide(end) if number == 0 and end is not None else None)
        if day is not None:
            yield DueCheck(contract, DueKind.OPTION, day, option=option)
    if end is not None:
        yield DueCheck(contract, DueKind.END, end)


def due_of(contracts: Iterable[Contract], today: date, days: int, decide: Decide) -> list[DueCheck]:
    """Return what is due by `today` + `days`, the earliest first.

    A check stays until it is done. An option is told of until its last day, the end until a month after it: later there is
    nothing left to decide.
    """
    first = {DueKind.CHECK: date.min, DueKind.OPTION: today, DueKind.END: today - ENDED_LATELY}
    last = today + timedelta(days=days)
    found = [one for contract in contracts for one in days_of(contract, decide) if first[one.kind] <= one.day <= last]
    return sorted(found, key=lambda one: (one.day, one.contract.title.casefold(), one.kind.value))


def kept_in(contracts: Iterable[Contract], year: int) -> list[KeptPromise]:
    """Return every promise that was looked at in a year, contract by contract, with what was seen."""
    found = []
    for contract in contracts:
        for promise in contract.promises:
            looks = [one for one in looked_at(promise) if one.done is not None and one.done.year == year]
            if looks:
                bad = sum(one.outcome is Outcome.DEVIATION for one in looks)
                found.append(KeptPromise(contract, promise, len(looks), bad, looks[-1].outcome is Outcome.OK))
    return found


def every(first: date, months: int, last: date | None, most: int = 60) -> tuple[date, ...]:
    """Return the days of a check that comes back every so many months from `first`, up to `last` or `most` of them.

    Without `last`: for two years. Raises ValueError for fewer months than one.
    """
    if months < 1:
        raise ValueError("months")
    until = last if last is not None else months_before(first, -24)
    days = (months_before(first, -months * number) for number in range(most))
    return tuple(dict.fromkeys(day for day in days if day <= until))
