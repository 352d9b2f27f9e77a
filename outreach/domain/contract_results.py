"""From the results of a tender to its contracts: one for each winner with its lots (BT-142, 165, 720, 36, 536, 537)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from outreach.domain.company import name_key, read_org_number
from outreach.domain.contract import Contract, Option
from outreach.domain.rule_deadlines import months_before
from outreach.domain.tender import Lot, LotResult, Money, Tender, Winner


@dataclass(frozen=True, slots=True)
class WonLots:
    """What one winner won: `members` are several where they bid together; `results` are those of its lots, in order."""

    members: tuple[Winner, ...]
    results: tuple[LotResult, ...]
    values: tuple[Money | None, ...]

    @property
    def supplier(self) -> str:
        """The name in the contract; those who bid together are joined."""
        return " + ".join(one.name for one in self.members)

    @property
    def lots(self) -> tuple[str, ...]:
        """The numbers of its lots; none for a tender without lots."""
        return tuple(one.number for one in self.results if one.number)


def won_lots(tender: Tender) -> list[WonLots]:
    """Return the winners of a tender in the order of the notice, each with all that it won. Nameless ones are left out."""
    found: dict[str, WonLots] = {}
    for result in tender.results:
        bids = _bids(result.winners)
        for members in bids:
            key = " ".join(sorted(_key(one) for one in members))
            value = next((one.value for one in members if one.value), None)
            # The value of the lot is the winner's when there is but one; that of a framework belongs to nobody alone.
            value = value or (result.value if len(bids) == 1 else None)
            known = found.get(key) or WonLots(members, (), ())
            found[key] = replace(known, results=(*known.results, result), values=(*known.values, value))
    return list(found.values())


def origins_of(tender: Tender, won: WonLots) -> tuple[str, ...]:
    """Return the keys under which a contract remembers the results it was made from, one for each lot."""
    procedure = tender.procedure_id or str(tender.id)
    who = " ".join(sorted(_key(one) for one in won.members))
    return tuple(f"result:{procedure}:{one.number}:{who}" for one in won.results)


def contract_of(tender: Tender, won: WonLots, say_renewals: Callable[[int], str]) -> Contract:
    """Return the contract of a winner, without promises and without its company (the services know companies).

    The period is that of its lots, else of the tender; a length in months counts from the first day. An extension in months is
    split evenly where the notice tells how many times it may be renewed; where nobody told for how long, the notes say how many
    times in the words of `say_renewals`.
    """
    lots = [lot for lot in tender.lots if lot.number in set(won.lots)]
    starts = _first(lot.contract_start for lot in lots) or tender.contract_start
    ends = _last(lot.contract_end for lot in lots) or tender.contract_end
    unlimited = any(lot.length == "UNLIMITED" for lot in lots)
    months = max((lot.months or 0 for lot in lots), default=0) or tender.contract_months
    if ends is None and starts is not None and months and not unlimited:
        ends = months_before(starts, -months) - timedelta(days=1)
    options, times = _options(tender, lots)
    notes = dict.fromkeys([say_renewals(times) if times else "", *(lot.options.strip() for lot in lots)])
    return Contract(
        title=tender.title,
        supplier=won.supplier,
        tender=tender.id,
        lots=won.lots,
        reference=tender.reference,
        signed=_last(one.contract_signed for one in won.results),
        starts=starts,
        ends=None if unlimited else ends,
        options=options,
        value=total(won.values),
        officer=tender.officer,
        notes="\n".join(text for text in notes if text),
        tags=tender.tags,
        origins=origins_of(tender, won),
    )


def total(values: Sequence[Money | None]) -> Money | None:
    """Return the sum; None when any part is not known, or the currencies differ: half a sum would be a wrong one."""
    known = [one for one in values if one is not None]
    if not known or len(known) != len(values) or len({one.currency for one in known}) != 1:
        return None
    return Money(sum(one.hundredths for one in known), known[0].currency)


def _options(tender: Tender, lots: Sequence[Lot]) -> tuple[tuple[Option, ...], int]:
    times = max((lot.renewals or 0 for lot in lots), default=0)
    months = tender.option_months or 0
    if months and times and months % times == 0:
        return tuple(Option(months=months // times) for _ in range(times)), 0
    if months:
        return (Option(months=months),), 0
    return (), times


def _bids(winners: Sequence[Winner]) -> list[tuple[Winner, ...]]:
    """Return the winners of a lot as they bid: those with one tender id together."""
    found: dict[str, list[Winner]] = {}
    for number, one in enumerate(winners):
        if one.name.strip():
            found.setdefault(one.tender_id or f"#{number}", []).append(one)
    return [tuple(members) for members in found.values()]


def _key(winner: Winner) -> str:
    number = read_org_number(winner.number) if winner.number else None
    return (
        f"org-{number.digits}"
        if number is not None and number.valid and number.digits
        else f"name-{name_key(winner.name)}"
    )


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _last(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)
