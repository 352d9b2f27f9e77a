"""How the sample purchases that are over ended, as their notices told: bids, winners, one lot for which nobody came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from outreach.domain.company import Company, SizeClass
from outreach.domain.notice import KeptNotice
from outreach.domain.tender import Lot, LotResult, Money, Stage, Tender, Winner
from outreach.services.demo.chance import Chance

#: A day after which a result is known, counted from the last day to bid.
_WEIGHED = timedelta(days=40)
_MOVED = timedelta(days=7)
#: A draw of its own, so that the rest of the municipality is the same with and without results.
_SEED = 7


def with_results(
    seed: int, today: date, tenders: Sequence[Tender], companies: Sequence[Company]
) -> tuple[list[Tender], list[KeptNotice]]:
    """Return the purchases with the results of those that are over, and the notices that told of them."""
    chance = Chance(seed + _SEED, today)
    told: list[Tender] = []
    notices: list[KeptNotice] = []
    for number, tender in enumerate(tenders):
        if tender.stage not in (Stage.CONTRACT, Stage.CANCELLED) or tender.tender_deadline is None:
            told.append(tender)
            continue
        bidders = [one for one in companies if set(one.tags) & set(tender.tags)] or list(companies)
        whole, versions = _ended(chance, number, tender, bidders)
        told.append(whole)
        notices += versions
    return told, notices


def _ended(
    chance: Chance, number: int, tender: Tender, bidders: Sequence[Company]
) -> tuple[Tender, list[KeptNotice]]:
    closing = tender.tender_deadline or datetime.combine(chance.today, time(), UTC)
    titles = ("Norra delen", "Södra delen") if number % 3 == 0 else (tender.title,)
    lots = [Lot(f"LOT-{place:04}", title, cpv=tender.cpv[:1]) for place, title in enumerate(titles, start=1)]
    signed = (closing + _WEIGHED).date()
    results = tuple(_result(chance, tender, lot, bidders, signed) for lot in lots)
    whole = replace(
        tender,
        lots=tuple(replace(lot, tender_deadline=closing, deadline_field="BT-131") for lot in lots),
        results=results,
        procedure_id=str(chance.id()),
        notice_id=str(chance.id()),
        notice_version="01",
        notice_kind="result",
    )
    # The first version closed a week earlier: it is what most changes of notices are about.
    first = _moved(replace(whole, stage=Stage.ADVERTISED, results=(), notice_id=str(chance.id()), notice_kind="competition"))
    published = tender.expected_publication or closing.date()
    versions = [_notice(chance, first, published)]
    if number % 2 == 0:
        later = replace(whole, stage=Stage.ADVERTISED, results=(), notice_id=first.notice_id, notice_version="02")
        later = replace(later, notice_kind="competition")
        versions.append(_notice(chance, later, published + timedelta(days=9), f"{first.notice_id}-01"))
    versions.append(_notice(chance, whole, signed + timedelta(days=6)))
    return whole, versions


def _result(chance: Chance, tender: Tender, lot: Lot, bidders: Sequence[Company], signed: date) -> LotResult:
    if tender.stage is Stage.CANCELLED:
        nobody = chance.percent(60)
        reason, bids = ("no-rece", 0) if nobody else ("all-rej", chance.number(1, 2))
        return LotResult(lot.number, outcome="clos-nw", reason=reason, bids=bids)
    came = chance.weighted((1, 2, 3, 4, 5, 7), (18, 24, 24, 16, 12, 6))
    price = Money(chance.number(180, 4_800) * 1_000_00)
    winner = chance.one(bidders)
    told = chance.percent(80)
    return LotResult(
        lot.number,
        outcome="selec-w",
        bids=came if told else None,
        bids_at_least=0 if told else max(1, came - 1),
        counts=(("tenders", came), ("t-sme", came)) if told else (("t-sme", max(1, came - 1)),),
        winners=(_winner(winner, price, f"TEN-{chance.number(1, 9):04}"),),
        contract_signed=signed,
        value=price,
    )


def _winner(company: Company, price: Money, tender_id: str) -> Winner:
    town = company.addresses[0].city if company.addresses else ""
    size = company.size if company.size is not SizeClass.UNKNOWN else SizeClass.MICRO
    return Winner(
        company.name, company.org_number, town, country="SWE", size=size.value, value=price, tender_id=tender_id
    )


def _moved(tender: Tender) -> Tender:
    closing = tender.tender_deadline - _MOVED if tender.tender_deadline else None
    lots = tuple(replace(lot, tender_deadline=closing) for lot in tender.lots)
    return replace(tender, tender_deadline=closing, lots=lots)


def _notice(chance: Chance, said: Tender, published: date, changes: str = "") -> KeptNotice:
    return KeptNotice(
        id=chance.id(),
        tender=said.id,
        notice_id=said.notice_id,
        notice_version=said.notice_version,
        kind=said.notice_kind,
        subtype="29" if said.notice_kind == "result" else "16",
        published=published,
        dispatched=datetime.combine(published - timedelta(days=2), time(9), UTC),
        publication_number=f"{chance.number(100_000, 799_999):08}-{published.year}",
        changes_notice=changes,
        languages=("SWE",),
        language_used="SWE",
        said=said,
        read=datetime.combine(published, time(10), UTC),
        file=f"{said.notice_kind}.xml",
    )
