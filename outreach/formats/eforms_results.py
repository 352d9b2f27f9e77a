"""How each lot ended, in a result notice: bids received, outcome, winners, values, contracts, and what is not published.

Winners are reached through a chain of references (OPT-320, OPT-310, OPT-300): LotResult → LotTender → TenderingParty →
Tenderer → Company; a tender counts as a winning one where a settled contract names it (BT-3202).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree

from outreach.domain.tender import LotResult, Money, Winner
from outreach.formats import eforms_xml as xml
from outreach.formats.eforms_counts import bids_of, read_counts
from outreach.formats.eforms_lots import BAD_AMOUNT
from outreach.formats.eforms_parties import Parties
from outreach.formats.eforms_privacy import WHOLE_VALUE, hidden_under, hides
from outreach.formats.eforms_reading import Reading, unique
from outreach.formats.eforms_values import read_day, read_money
from outreach.language import N_

_RESULT = f"{xml.EXTENSION}/efac:NoticeResult"
_WON = "selec-w"
_NOBODY_CAME = "no-rece"

#: The notice's total, best first: what was awarded, the most of its framework agreements, the same roughly (BT-161, 118, 1118).
_TOTALS = (
    ("BT-161", "cbc:TotalAmount"),
    ("BT-118", "efbc:OverallMaximumFrameworkContractsAmount"),
    ("BT-1118", "efbc:OverallApproximateFrameworkContractsAmount"),
)
#: A lot's framework agreement: the most it may reach, else its value as estimated anew.
_FRAMEWORK = (
    ("BT-709", "efac:FrameworkAgreementValues/cbc:MaximumValueAmount"),
    ("BT-660", "efac:FrameworkAgreementValues/efbc:ReestimatedValueAmount"),
)

LOST_WINNER = N_("A winner of {lot} is named by a reference that leads nowhere, and was left out.")


@dataclass(frozen=True, slots=True)
class Results:
    """What a notice says of its lots' ends, and the value of them all together."""

    lots: tuple[LotResult, ...] = ()
    total: Money | None = None


def read_results(reading: Reading, parties: Parties) -> Results:
    """Return one result for each lot that has one, in the file's order."""
    found: dict[str, LotResult] = {}
    total: Money | None = None
    for element in xml.each(reading.root, _RESULT):
        result = _NoticeResult(reading, parties, element)
        for one in result.lots():
            found[one.number] = _together(found[one.number], one) if one.number in found else one
        total = total or result.total()
    return Results(tuple(found.values()), total)


class _NoticeResult:
    """One `efac:NoticeResult` with its tables of tenders, parties and contracts."""

    def __init__(self, reading: Reading, parties: Parties, element: etree._Element) -> None:
        self._reading, self._parties, self._element = reading, parties, element
        self._tenders = _by_id(element, "efac:LotTender")
        self._bidders = _by_id(element, "efac:TenderingParty")
        self._contracts = _by_id(element, "efac:SettledContract")
        self._contracted = {
            tender for contract in self._contracts.values() for tender in _references(contract, "efac:LotTender")
        }

    def lots(self) -> Iterator[LotResult]:
        for element in xml.each(self._element, "efac:LotResult"):
            yield self._lot(element)

    def total(self) -> Money | None:
        for field, path in _TOTALS:
            if not hides(self._element, field):
                found = self._money(self._element, path, field)
                if found is not None:
                    return found
        return None

    def _lot(self, element: etree._Element) -> LotResult:
        number = xml.text_at(element, "efac:TenderLot/cbc:ID")
        reason_element = xml.first(element, "efac:DecisionReason")
        outcome = "" if hides(element, "BT-142") else xml.text_at(element, "cbc:TenderResultCode")
        reason = xml.text_at(reason_element, "efbc:DecisionReasonCode")
        if hides(reason_element, "BT-144") or hides(element, "BT-144"):
            reason = ""
        counts = () if hides(element, "BT-759") or hides(element, "BT-760") else read_counts(self._reading, element)
        bids, at_least = bids_of(counts)
        if bids is None and not at_least and reason == _NOBODY_CAME:
            bids = 0
        tenders = [] if outcome not in (_WON, "") else self._winning(element)
        return LotResult(
            number=number,
            outcome=outcome,
            reason=reason,
            bids=bids,
            bids_at_least=at_least,
            counts=counts,
            winners=tuple(winner for tender in tenders for winner in self._winners(tender, number)),
            contract_signed=self._signed(element, tenders),
            value=self._value(element, tenders),
            withheld=self._withheld(element, tenders),
        )

    def _winning(self, element: etree._Element) -> list[etree._Element]:
        """Return the winning tenders of a lot: those with a contract; where none has one, those that are ranked first.

        In a design contest each prize is a win, whatever its rank.
        """
        named = [self._tenders[one] for one in _references(element, "efac:LotTender") if one in self._tenders]
        signed = [one for one in named if xml.text_at(one, "cbc:ID") in self._contracted]
        if signed:
            return signed
        kind = xml.text_at(self._reading.root, "cbc:NoticeTypeCode")
        ranks = [xml.text_at(one, "cbc:RankCode") for one in named]
        if "1" not in ranks or kind == "can-desg":
            return named
        return [one for one, rank in zip(named, ranks, strict=True) if rank in ("1", "")]

    def _winners(self, tender: etree._Element, lot: str) -> Iterator[Winner]:
        value = self._tender_value(tender)
        own_id = xml.text_at(tender, "cbc:ID")
        for bidder in _references(tender, "efac:TenderingParty"):
            members = _references(self._bidders.get(bidder), "efac:Tenderer")
            parties = [self._parties.party(one) for one in members]
            if not parties or None in parties:
                self._reading.warn(tender, LOST_WINNER, bidder, lot=lot)
            for party in parties:
                if party is not None and (party.name or party.number):
                    yield Winner(
                        name=party.name or party.number,
                        number=party.number,
                        town=party.town,
                        nuts=party.nuts,
                        country=party.country,
                        size=party.size,
                        value=value,
                        tender_id=own_id,
                    )

    def _tender_value(self, tender: etree._Element) -> Money | None:
        # Where the notice withholds its total, its tenders' values are dummies too: their sum would tell it.
        if hides(tender, "BT-720") or hides(self._element, WHOLE_VALUE):
            return None
        return self._money(tender, "cac:LegalMonetaryTotal/cbc:PayableAmount", "BT-720")

    def _value(self, element: etree._Element, tenders: list[etree._Element]) -> Money | None:
        """Return what the winning tenders come to when each has a value, in one currency; else the framework's most.

        A tender for a group of lots has no value for one of them alone.
        """
        number = xml.text_at(element, "efac:TenderLot/cbc:ID")
        alone = not number or all(xml.text_at(one, "efac:TenderLot/cbc:ID") in ("", number) for one in tenders)
        total = _sum(self._tender_value(one) for one in tenders) if alone else None
        if total is not None:
            return total
        for field, path in _FRAMEWORK:
            values_element = xml.first(element, "efac:FrameworkAgreementValues")
            if not hides(values_element, field) and not hides(element, field):
                found = self._money(element, path, field)
                if found is not None:
                    return found
        return None

    def _signed(self, element: etree._Element, tenders: list[etree._Element]) -> date | None:
        """Return the day of the first contract (BT-145) that the lot's result, or one of its tenders, belongs to."""
        named = set(_references(element, "efac:SettledContract"))
        own = {xml.text_at(one, "cbc:ID") for one in tenders}
        days = []
        for identifier, contract in self._contracts.items():
            tied = set(_references(contract, "efac:LotTender"))
            if identifier in named or (not named and tied & own):
                text = xml.text_at(contract, "cbc:IssueDate")
                day = read_day(text) if text else None
                days += [day] if day else []
        return min(days, default=None)

    def _withheld(self, element: etree._Element, tenders: list[etree._Element]) -> tuple[str, ...]:
        whole = [field for field, _ in _TOTALS if hides(self._element, field)]
        return unique([*whole, *hidden_under(element), *(field for one in tenders for field in hidden_under(one))])

    def _money(self, parent: etree._Element, path: str, field: str) -> Money | None:
        element = xml.first(parent, path)
        text = xml.text_of(element)
        if element is None or not text:
            return None
        found = read_money(text, element.get("currencyID", ""))
        if found is None:
            self._reading.warn(element, BAD_AMOUNT, text, field=field)
        return found if found is not None and found.hundredths else None


def _by_id(parent: etree._Element, path: str) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for element in xml.each(parent, path):
        found.setdefault(xml.text_at(element, "cbc:ID"), element)
    return found


def _references(parent: etree._Element | None, path: str) -> tuple[str, ...]:
    found = (xml.text_of(one) for one in xml.each(parent, f"{path}/cbc:ID"))
    return unique(one for one in found if one)


def _together(first: LotResult, second: LotResult) -> LotResult:
    """Return two results of the same lot as one: some systems write one for each contract, with the same counts."""
    counts = dict(first.counts)
    for code, number in second.counts:
        counts[code] = max(number, counts.get(code, 0))
    bids, at_least = bids_of(tuple(counts.items()))
    if bids is None and not at_least:
        bids = _first_known((first.bids, second.bids))
    outcome = _WON if _WON in (first.outcome, second.outcome) else first.outcome or second.outcome
    apart = not {one.tender_id for one in first.winners} & {one.tender_id for one in second.winners}
    winners = tuple(dict.fromkeys((*first.winners, *second.winners)))
    return replace(
        first,
        outcome=outcome,
        reason=first.reason or second.reason,
        bids=bids,
        bids_at_least=at_least,
        counts=tuple(counts.items()),
        winners=winners,
        contract_signed=min((one for one in (first.contract_signed, second.contract_signed) if one), default=None),
        value=_sum((first.value, second.value)) if apart else first.value or second.value,
        withheld=unique((*first.withheld, *second.withheld)),
    )


def _first_known(numbers: Iterable[int | None]) -> int | None:
    return next((one for one in numbers if one is not None), None)


def _sum(values: Iterable[Money | None]) -> Money | None:
    """Return amounts together; None unless there are some, all are told, and all are in one currency."""
    told = list(values)
    known = [one for one in told if one is not None]
    if not known or len(known) < len(told) or len({one.currency for one in known}) > 1:
        return None
    return Money(sum(one.hundredths for one in known), known[0].currency)
