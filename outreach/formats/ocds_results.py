"""How the lots of an OCDS tender ended: awards, winners, contracts, and the bids that came in.

Counts come from the extension "bids" (`bids.statistics`, `bids.details`), else from `tender.numberOfTenderers` where the tender is
one lot. Fewer is known of partial counts (of small companies alone): they are a lower bound.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from outreach.domain.problem import cut
from outreach.domain.tender import LotResult, Money, Winner
from outreach.formats import ocds_values as values
from outreach.formats.ocds_lots import related_lots, unique
from outreach.formats.ocds_reading import Telling, country_of, nuts_of, size_of

#: Measures of bids to the codes that eForms has for the same (list "received-submission-type").
_CODES = {
    "bids": "tenders", "smebids": "t-sme", "microbids": "t-micro", "smallbids": "t-small", "mediumbids": "t-med",
    "electronicbids": "t-esubm", "foreignbidsfromeu": "t-oth-eea", "foreignbidsfromnoneu": "t-no-eea",
    "requests": "part-req", "validbids": "t-valid",
}  # fmt: skip
#: Codes of which each is a part of all bids.
_PARTS = ("t-sme", "t-micro", "t-small", "t-med", "t-esubm", "t-oth-eea", "t-no-eea", "t-valid")
#: States of a bid that was never handed in, or was taken back.
_NO_BID = frozenset({"invited", "withdrawn"})
#: States of an award or a lot that ended without a winner, and of an award that holds.
_ENDED = frozenset({"unsuccessful", "cancelled", "withdrawn"})
_HOLDS = frozenset({"active", ""})
#: BT-144's word for "no tenders were received", and what publishers write for it.
_NO_BIDS = ("no-rece", "nobids", "notenders", "no bids", "no tenders")


@dataclass
class _LotFile:
    """What is told of one lot, gathered from all over the release."""

    state: str = ""
    reason: str = ""
    awards: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    listed: int | None = None
    at_least: int = 0


def read_results(telling: Telling, lots: tuple[str, ...]) -> tuple[LotResult, ...]:
    """Return a result for each lot that has one, in the order of the lots; what belongs to no lot has an empty number."""
    files: dict[str, _LotFile] = {number: _LotFile() for number in lots or ("",)}
    alone = next(iter(files)) if len(files) == 1 else ""
    for told in values.mappings(telling.tender.get("lots")):
        one = files.get(values.text_of(told.get("id")))
        if one is not None:
            one.state = values.text_of(told.get("status")).casefold()
            one.reason = cut(telling.text(told, "statusDetails"))
    for award in values.mappings(telling.release.get("awards")):
        items = [lot for item in values.mappings(award.get("items")) for lot in related_lots(item)]
        for number in _numbers(unique([*related_lots(award), *items]), alone):
            files.setdefault(number, _LotFile()).awards.append(award)
    _count_bids(telling, files, alone)
    return tuple(result for number, one in files.items() if (result := _result(telling, number, one)) is not None)


def _numbers(found: Iterable[str], alone: str) -> tuple[str, ...]:
    return tuple(found) or (alone,)


# --- Bids ------------------------------------------------------------------------------------------------------------


def _count_bids(telling: Telling, files: dict[str, _LotFile], alone: str) -> None:
    bids = values.mapping(telling.release.get("bids"))
    for told in values.mappings(bids.get("statistics")):
        number, measure = values.read_count(told.get("value")), values.text_of(told.get("measure"))
        for lot in _numbers(related_lots(told), alone):
            if number is not None and measure:
                code = _CODES.get(measure.casefold(), cut(measure, 40))
                files.setdefault(lot, _LotFile()).counts.setdefault(code, number)
    for told in values.mappings(bids.get("details")):
        if values.text_of(told.get("status")).casefold() not in _NO_BID:
            for lot in _numbers(related_lots(told), alone):
                one = files.setdefault(lot, _LotFile())
                one.listed = (one.listed or 0) + 1
    _count_tenderers(telling, files, alone)


def _count_tenderers(telling: Telling, files: dict[str, _LotFile], alone: str) -> None:
    """Take the number of tenderers: all of the bids where the tender is one lot, else no more than a figure to show."""
    number = values.read_count(telling.tender.get("numberOfTenderers"))
    named = len(values.mappings(telling.tender.get("tenderers")))
    if number is None and not named:
        return
    if len(files) > 1 or alone not in files:
        files.setdefault("", _LotFile()).counts.setdefault("tenderers", named if number is None else number)
    elif number is not None:
        # A count of 0 before the last day is what systems write while nobody may look yet.
        if number or _is_over(telling):
            files[alone].counts.setdefault("tenders", number)
    elif _is_over(telling):
        files[alone].listed = files[alone].listed or named
    else:
        files[alone].at_least = named


def _is_over(telling: Telling) -> bool:
    state = values.text_of(telling.tender.get("status") or telling.tender.get("finalStatus")).casefold()
    return state in ("complete", "unsuccessful") or bool(values.mappings(telling.release.get("awards")))


# --- Results ---------------------------------------------------------------------------------------------------------


def _result(telling: Telling, number: str, one: _LotFile) -> LotResult | None:
    winners: list[Winner] = []
    for award in one.awards:
        if values.text_of(award.get("status")).casefold() not in _ENDED:
            winners += _winners(telling, award)
    outcome, reason = _outcome(telling, one, bool(winners))
    bids = one.counts.get("tenders", one.listed)
    if bids is None and _says_no_bids(reason):
        bids = 0
    at_least = max([one.at_least, *(one.counts.get(code, 0) for code in _PARTS)])
    if not (outcome or winners or one.counts or bids is not None or at_least or one.awards):
        return None
    return LotResult(
        number=number,
        outcome=outcome,
        reason=reason,
        bids=bids,
        bids_at_least=at_least if bids is None else 0,
        counts=tuple(sorted(one.counts.items())),
        winners=tuple(winners),
        contract_signed=_signed(telling, one.awards),
        value=_value(telling, one.awards),
    )


def _outcome(telling: Telling, one: _LotFile, has_winners: bool) -> tuple[str, str]:
    """Return BT-142's word and the reason. An award that is pending is no outcome yet."""
    states = [values.text_of(award.get("status")).casefold() for award in one.awards]
    if has_winners and any(state in _HOLDS for state in states):
        return "selec-w", ""
    if has_winners:
        return "", ""
    of_tender = values.text_of(telling.tender.get("status") or telling.tender.get("finalStatus")).casefold()
    ended = one.state in _ENDED or (states and all(state in _ENDED for state in states))
    if ended or (of_tender in _ENDED and not one.state):
        reasons = [telling.text(award, "statusDetails") for award in one.awards]
        reasons += [one.reason, telling.text(telling.tender, "statusDetails")]
        return "clos-nw", next((cut(reason) for reason in reasons if reason), "")
    return "", ""


def _says_no_bids(reason: str) -> bool:
    return any(words in reason.casefold() for words in _NO_BIDS)


def _winners(telling: Telling, award: dict[str, Any]) -> list[Winner]:
    value = telling.money(award.get("value"), "awards.value")
    tender_id = values.text_of(award.get("relatedBid")) or values.text_of(award.get("id"))
    found = []
    for reference in values.mappings(award.get("suppliers")):
        party = telling.party(reference)
        name = telling.name_of(party)
        if name:
            address = values.mapping(party.get("address"))
            found.append(
                Winner(
                    name=name,
                    number=telling.number_of(party),
                    town=values.text_of(address.get("locality")),
                    nuts=nuts_of(address),
                    country=country_of(party),
                    size=size_of(party),
                    value=value,
                    tender_id=tender_id,
                )
            )
    return found


def _signed(telling: Telling, awards: list[dict[str, Any]]) -> date | None:
    """Return the day on which the first contract of these awards was signed."""
    ids = {values.text_of(award.get("id")) for award in awards} - {""}
    everything = values.mappings(telling.release.get("awards"))
    days = [
        telling.day(contract, "dateSigned", "contracts.dateSigned")
        for contract in values.mappings(telling.release.get("contracts"))
        if values.text_of(contract.get("awardID")) in ids or (not contract.get("awardID") and len(everything) <= 1)
    ]
    return min((day for day in days if day), default=None)


def _value(telling: Telling, awards: list[dict[str, Any]]) -> Money | None:
    """Return what the awards of a lot come to, if all are in one currency and no award covers several lots."""
    counted = [one for one in awards if values.text_of(one.get("status")).casefold() not in _ENDED]
    if any(len(related_lots(one)) > 1 for one in counted):
        return None
    amounts = [found for one in counted if (found := telling.money(one.get("value"), "awards.value")) is not None]
    if not amounts or len(amounts) < len(counted) or len({one.currency for one in amounts}) > 1:
        return None
    return Money(sum(one.hundredths for one in amounts), amounts[0].currency)
