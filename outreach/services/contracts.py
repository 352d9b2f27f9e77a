"""Contracts: from results or by hand, what was promised and how it was, what is due, and what was kept in a year.

A check that was done stands: it is set right only by its own verb, which leaves its action in the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, TypeVar
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.company import name_key, read_org_number
from outreach.domain.contract import Check, Contract, Option, Outcome, Promise
from outreach.domain.contract_days import (
    Decide,
    DueCheck,
    KeptPromise,
    days_of,
    due_of,
    every,
    kept_in,
    last_day,
    state_of,
)
from outreach.domain.contract_results import WonLots, contract_of, origins_of, won_lots
from outreach.domain.listing import Row
from outreach.domain.record import Kind, Record
from outreach.domain.rule_deadlines import months_before
from outreach.domain.sorting import sort_key
from outreach.domain.tender import Tender, is_too_much
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_, NN_, Language
from outreach.services.records import Records, clean_tags
from outreach.services.rules import Rules
from outreach.services.timeline import Moment, timeline

if TYPE_CHECKING:
    from outreach.storage.work import View, Work

R = TypeVar("R", bound=Record)

RENEWALS = NN_(
    "May be renewed once; the notice does not say for how long.",
    "May be renewed {n} times; the notice does not say for how long.",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen when a promise was looked at: how it was, the evidence, what follows, and by when (which is a new check)."""

    outcome: Outcome
    evidence: str = ""
    next_step: str = ""
    next_day: date | None = None


@dataclass(frozen=True, slots=True)
class ContractProposal:
    """A tender whose result names winners that have no contract here yet."""

    tender: Tender
    won: tuple[WonLots, ...]


class Contracts(Records[Contract]):
    """The verbs for contracts. Keeps nothing between two calls."""

    kind: ClassVar[Kind] = Kind.CONTRACT

    # Keeping ---------------------------------------------------------------------------------------------------------

    def checked(self, work: Work, record: Contract) -> Contract:
        """Clean titles, promises and tags. Raises InvalidInput for what cannot be, and for a done check that was changed."""
        company = work.companies.get(record.company) if record.company else None
        title, supplier = _line(record.title), _line(record.supplier) or (company.name if company else "")
        if not title:
            raise InvalidInput(N_("Contract"), N_("A contract needs a title."))
        if not supplier:
            raise InvalidInput(N_("Supplier"), N_("A contract needs a supplier."))
        if record.starts and record.ends and record.ends < record.starts:
            raise InvalidInput(N_("Last day"), N_("The contract cannot end before it starts."))
        if record.value is not None and record.value.hundredths < 0:
            raise InvalidInput(N_("Value"), N_("A value cannot be negative."))
        if is_too_much(record.value):
            raise InvalidInput(N_("Value"), N_("The amount is too large. Is there a digit too many?"))
        if any(option.months < 1 for option in record.options):
            raise InvalidInput(N_("Option"), N_("An option goes on for at least one month."))
        cleaned = replace(
            record,
            title=title,
            supplier=supplier,
            lots=tuple(dict.fromkeys(lot for one in record.lots if (lot := _line(one)))),
            promises=tuple(_clean(one) for one in record.promises if one.text.strip()),
            tags=clean_tags(record.tags),
        )
        _refuse_lost_looks(work.contracts.get(record.id), cleaned)
        return cleaned

    def rows(self, keys: Sequence[int]) -> list[Row]:
        """Return the rows with these keys, with how each contract stands today."""
        with self.database.read() as view:
            rows = view.contracts.rows(keys)
            found = view.contracts.many(row.id for row in rows)
        today = self.today()
        return [
            replace(row, cells=row.cells | {"state": state_of(found[row.id], today).value}) if row.id in found else row
            for row in rows
        ]

    # From results ----------------------------------------------------------------------------------------------------

    def proposals(self, most: int = 300) -> list[ContractProposal]:
        """Return the tenders with winners that have no contract yet, the latest kept first; never made silently.

        Tenders of which none is wanted, or that others buy (their buyer is not named in the unit), are left out.
        """
        with self.database.read() as view:
            own = _own_names(view)
            tenders = view.contracts.awarded_tenders(most)
            return [
                ContractProposal(one, won)
                for one in tenders
                if not one.no_contract and _is_own(one, own) and (won := _missing(view, one))
            ]

    def proposed(self, tender_id: UUID) -> tuple[WonLots, ...]:
        """Return the winners of a tender that have no contract yet, also where none is wanted. Raises NotFound."""
        with self.database.read() as view:
            return _missing(view, _known(view.tenders.get(tender_id), tender_id))

    def from_results(self, tender_id: UUID, language: Language | None = None) -> Changes:
        """Make the contracts of a tender's winners, one for each with its lots; those that are there already are not made again.

        `language` is that of the sentence on renewals in the notes. Raises NotFound.
        """
        words = language or Language("sv")
        with self.database.work(N_("Made contracts of {name}"), name="") as work:
            work.hold(f"contracts {tender_id}")
            tender = _known(work.tenders.get(tender_id), tender_id)
            work.rename_action(N_("Made contracts of {name}"), name=tender.title)
            for won in _missing(work, tender):
                made = contract_of(tender, won, lambda times: words.count(RENEWALS, times))
                company = self._company_of(work, won)
                self.keep(work, replace(made, company=company, officer=made.officer or self.database.signature.who))
            if tender.no_contract:
                work.save(Kind.TENDER, replace(tender, no_contract=False))
        return work.changes

    def dismiss(self, tender_id: UUID, *, dismissed: bool = True) -> Changes:
        """Propose no contracts for a tender (any more), or again. Raises NotFound."""
        with self.database.work(N_("No contracts are wanted of {name}"), name="") as work:
            tender = _known(work.tenders.get(tender_id), tender_id)
            title = N_("No contracts are wanted of {name}") if dismissed else N_("Contracts are proposed again: {name}")
            work.rename_action(title, name=tender.title)
            if tender.no_contract is not dismissed:
                work.save(Kind.TENDER, replace(tender, no_contract=dismissed))
        return work.changes

    def recognised(self, name: str, number: str = "") -> UUID | None:
        """Return the company that a supplier is: that with its number, else the only one of its name."""
        with self.database.read() as view:
            return _recognised(view, name, number)

    # Promises and checks -----------------------------------------------------------------------------------------------

    def promise(self, contract_id: UUID, texts: Iterable[str], days: Sequence[date] = ()) -> Changes:
        """Put promises on a contract, each with a check on each of these days. Raises NotFound, InvalidInput."""
        checks = tuple(Check(due=day) for day in sorted(set(days)))
        added = tuple(Promise(text=text, checks=checks) for text in texts)
        return self._change(
            contract_id,
            N_("Added promises to {name}"),
            lambda known: replace(known, promises=(*known.promises, *added)),
        )

    def plan(self, contract_id: UUID, promise_id: UUID, days: Iterable[date]) -> Changes:
        """Plan to look at a promise on these days; a day that is planned already stays one. Raises NotFound."""

        def planned(known: Contract) -> Contract:
            return _with_promise(known, promise_id, lambda one: replace(one, checks=_planned(one.checks, days)))

        return self._change(contract_id, N_("Planned checks of {name}"), planned)

    def plan_every(self, contract_id: UUID, promise_id: UUID, months: int, first: date | None = None) -> Changes:
        """Plan to look at a promise every so many months from `first` until the contract ends (two years where it does not).

        Raises NotFound, InvalidInput for fewer months than one.
        """
        return self.plan(contract_id, promise_id, self.days_every(contract_id, months, first))

    def days_every(self, contract_id: UUID, months: int, first: date | None = None) -> tuple[date, ...]:
        """Return a day every so many months until a contract ends, or for two years. Raises NotFound, InvalidInput.

        Without `first` the first day lies so many months from today.
        """
        if months < 1:
            raise InvalidInput(N_("Every"), N_("A check comes back after one month at the earliest."))
        return every(first or months_before(self.today(), -months), months, last_day(self.get(contract_id)))

    def unplan(self, contract_id: UUID, promise_id: UUID, day: date) -> Changes:
        """Take a planned check off a promise; one that was done stays. Raises NotFound."""

        def without(one: Promise) -> Promise:
            return replace(
                one, checks=tuple(check for check in one.checks if check.done is not None or check.due != day)
            )

        return self._change(
            contract_id, N_("Planned checks of {name}"), lambda known: _with_promise(known, promise_id, without)
        )

    def look(
        self, contract_id: UUID, promise_id: UUID, seen: Seen, *, due: date | None = None, day: date | None = None
    ) -> Changes:
        """Keep how a promise was, as seen on `day` (today) by the officer; the day of the next step becomes a new check.

        The check is the planned one of `due`, else the earliest that is planned; without any the look was not planned.
        Raises NotFound, InvalidInput for no outcome, a deviation without evidence, or a next day before the look.
        """
        on = day or self.today()
        _refuse_seen(seen, on)

        def looked(one: Promise) -> Promise:
            open_ones = sorted((check for check in one.checks if check.done is None), key=lambda check: check.due)
            if due is not None and not any(check.due == due for check in open_ones):
                raise NotFound(due.isoformat())
            planned = next((check for check in open_ones if due in (None, check.due)), None)
            done = _seen(planned or Check(due=on), seen, on, self.database.signature.who)
            rest = [check for check in one.checks if check is not planned]
            return replace(one, checks=_planned((*rest, done), [seen.next_day] if seen.next_day else []))

        title = N_("Deviation: {name}") if seen.outcome is Outcome.DEVIATION else N_("Kept: {name}")
        return self._change(contract_id, title, lambda known: _with_promise(known, promise_id, looked))

    def set_right(self, contract_id: UUID, promise_id: UUID, number: int, seen: Seen) -> Changes:
        """Set right what was kept of a check that was done; the journal keeps what stood there and who changed it.

        `number` is its place among all checks of the promise, from 0. Raises NotFound, InvalidInput.
        """

        def righted(one: Promise) -> Promise:
            if not 0 <= number < len(one.checks) or one.checks[number].done is None:
                raise NotFound(str(number))
            check = one.checks[number]
            _refuse_seen(seen, check.done or check.due)
            changed = _seen(check, seen, check.done or check.due, check.officer)
            checks = (*one.checks[:number], changed, *one.checks[number + 1 :])
            return replace(one, checks=_planned(checks, [seen.next_day] if seen.next_day else []))

        with self.database.work(N_("Set right a check of {name}"), name="") as work:
            known = _known(work.contracts.get(contract_id), contract_id)
            work.rename_action(N_("Set right a check of {name}"), name=known.title)
            work.save(self.kind, _with_promise(known, promise_id, righted))
        return work.changes

    # Options and the end -----------------------------------------------------------------------------------------------

    def call_option(self, contract_id: UUID, day: date | None = None) -> Changes:
        """Call the first option that is left: the contract goes on for its months. Raises NotFound, InvalidInput."""

        def called(known: Contract) -> Contract:
            place = next((n for n, one in enumerate(known.options) if one.used is None), None)
            if place is None:
                raise InvalidInput(N_("Option"), N_("No option is left."))
            options: list[Option] = list(known.options)
            options[place] = replace(options[place], used=day or self.today())
            return replace(known, options=tuple(options))

        return self._change(contract_id, N_("Extended {name}"), called)

    def close(self, contract_id: UUID, day: date | None = None) -> Changes:
        """Follow nothing more up in a contract from `day` (today). Raises NotFound."""
        return self._change(
            contract_id, N_("Closed {name}"), lambda known: replace(known, closed=known.closed or day or self.today())
        )

    def reopen(self, contract_id: UUID) -> Changes:
        """Follow a contract up again. Raises NotFound."""
        return self._change(contract_id, N_("Opened {name} again"), lambda known: replace(known, closed=None))

    # Looking -----------------------------------------------------------------------------------------------------------

    def due(self, today: date | None = None, days: int = 14) -> list[DueCheck]:
        """Return what contracts ask for by `today` + `days`: checks (overdue ones too), options to decide on, last days."""
        with self.database.read() as view:
            contracts = view.contracts.open_ones()
        return due_of(contracts, today or self.today(), days, self.decide_by())

    def days(self, contracts: Iterable[Contract] | None = None) -> list[DueCheck]:
        """Return all days that contracts (those that are followed up) still ask for, in order: for calendars."""
        if contracts is None:
            with self.database.read() as view:
                contracts = view.contracts.open_ones()
        decide = self.decide_by()
        found = [day for contract in contracts for day in days_of(contract, decide)]
        return sorted(found, key=lambda one: (one.day, one.contract.title.casefold(), one.kind.value))

    def decide_by(self) -> Decide:
        """Return what tells by which day an option without a last day of its own is to be decided on: the rule does."""
        return Rules(self.database).reckoner().decide_by

    def kept(self, year: int) -> list[KeptPromise]:
        """Return the promises that were looked at in a year, by contract, with what was seen."""
        with self.database.read() as view:
            found = kept_in(view.contracts.all(), year)
        return sorted(found, key=lambda one: (name_key(one.contract.title), one.contract.title))

    def promises_kept(self, year: int) -> tuple[int, int]:
        """Return how many promises were kept and how many were looked at in a year. Kept: each look of the year found it so."""
        found = self.kept(year)
        return sum(one.kept for one in found), len(found)

    def of_tender(self, tender_id: UUID) -> list[Contract]:
        """Return the contracts of a tender."""
        with self.database.read() as view:
            return view.contracts.of_tender(tender_id)

    def of_company(self, company_id: UUID) -> list[Contract]:
        """Return the contracts with a company."""
        with self.database.read() as view:
            return view.contracts.with_company(company_id)

    def moments(self, contract_id: UUID) -> tuple[Moment, ...]:
        """Return what happened with a contract, the latest first."""
        with self.database.read() as view:
            return timeline(view, Kind.CONTRACT, contract_id)

    def suppliers(self) -> dict[UUID, str]:
        """Return the companies that contracts are with, in Swedish order of their names."""
        with self.database.read() as view:
            companies = view.companies.many(view.contracts.companies())
        return {one.id: one.name for one in sorted(companies.values(), key=lambda one: sort_key(one.name))}

    def today(self) -> date:
        """Return the day at home, by the workspace's clock."""
        return home_day(self.database.signature.clock())

    def _change(self, contract_id: UUID, title: str, change: Callable[[Contract], Contract]) -> Changes:
        with self.database.work(title, name="") as work:
            known = _known(work.contracts.get(contract_id), contract_id)
            work.rename_action(title, name=known.title)
            self.keep(work, change(known))
        return work.changes

    def _company_of(self, view: View, won: WonLots) -> UUID | None:
        """Return the company of a winner; those who bid together are led by the first of them that is known."""
        found = (_recognised(view, one.name, one.number) for one in won.members)
        return next((one for one in found if one is not None), None)


def _line(text: str) -> str:
    return " ".join(text.split())


def _clean(promise: Promise) -> Promise:
    """Return a promise with its words on one line and its checks by their days, done and planned in one order."""
    checks = sorted(promise.checks, key=lambda one: (one.due, one.done or date.max))
    return replace(promise, text=_line(promise.text), checks=tuple(checks))


def _refuse_lost_looks(before: Contract | None, after: Contract) -> None:
    """Refuse to lose or change a check that was done. Raises InvalidInput."""
    promises = {one.id: one for one in after.promises}
    for promise in before.promises if before is not None else ():
        done = [one for one in promise.checks if one.done is not None]
        kept = promises[promise.id].checks if promise.id in promises else ()
        if any(one not in kept for one in done):
            reason = N_("A promise that was looked at stays, with what was seen. Set a check right where it stands.")
            raise InvalidInput(N_("Promises"), reason)


def _refuse_seen(seen: Seen, on: date) -> None:
    if seen.outcome is Outcome.NOT_YET:
        raise InvalidInput(N_("Outcome"), N_("Say whether the promise was kept."))
    if seen.outcome is Outcome.DEVIATION and not seen.evidence.strip():
        raise InvalidInput(N_("What was seen"), N_("A deviation needs a word on what was seen."))
    if seen.next_day is not None and seen.next_day < on:
        raise InvalidInput(N_("By when"), N_("The next step cannot lie before the check."))


def _seen(check: Check, seen: Seen, on: date, officer: str) -> Check:
    return replace(
        check,
        done=on,
        outcome=seen.outcome,
        evidence=seen.evidence.strip(),
        next_step=_line(seen.next_step),
        next_day=seen.next_day,
        officer=officer,
    )


def _planned(checks: Iterable[Check], days: Iterable[date]) -> tuple[Check, ...]:
    known = list(checks)
    there = {one.due for one in known if one.done is None}
    return (*known, *(Check(due=day) for day in dict.fromkeys(days) if day not in there))


def _with_promise(contract: Contract, promise_id: UUID, change: Callable[[Promise], Promise]) -> Contract:
    """Return a contract with one promise changed. Raises NotFound."""
    if not any(one.id == promise_id for one in contract.promises):
        raise NotFound(str(promise_id))
    return replace(contract, promises=tuple(change(one) if one.id == promise_id else one for one in contract.promises))


def _missing(view: View, tender: Tender) -> tuple[WonLots, ...]:
    """Return what was won and is in no contract yet: of a winner whose one lot has a contract, the others."""
    won = won_lots(tender)
    pairs = [(one, origins_of(tender, one)) for one in won]
    known = view.contracts.ids_by_terms("origin", [origin for _, origins in pairs for origin in origins])
    found = []
    for one, origins in pairs:
        left = [n for n, origin in enumerate(origins) if origin not in known]
        if left:
            found.append(
                replace(one, results=tuple(one.results[n] for n in left), values=tuple(one.values[n] for n in left))
            )
    return tuple(found)


def _recognised(view: View, name: str, number: str) -> UUID | None:
    digits = read_org_number(number).digits if number.strip() else ""
    by_number = view.companies.by_term("org_number", digits) if digits else []
    found = by_number or (view.companies.named(name) if name.strip() else [])
    return found[0].id if len(found) == 1 else None


#: Words that a municipality's name is written with or without.
_KINDS_OF_BUYER = frozenset({"kommun", "kommuns", "stad", "municipality", "city", "of"})


def _own_names(view: View) -> list[frozenset[str]]:
    """Return the words of each name under which the unit buys."""
    from outreach.domain.unit import UNIT_ID

    unit = view.units.get(UNIT_ID)
    names = (unit.municipality, *unit.buyer_names) if unit is not None else ()
    return [found for name in names if (found := frozenset(name_key(name).split()) - _KINDS_OF_BUYER)]


def _is_own(tender: Tender, own: list[frozenset[str]]) -> bool:
    """Say whether the unit buys this: nobody is named, or the words of one of its names stand in the buyer's."""
    buyer = frozenset(name_key(tender.buyer).split())
    return not own or not buyer or any(name <= buyer for name in own)


def _known(found: R | None, wanted: UUID) -> R:
    if found is None:
        raise NotFound(str(wanted))
    return found
