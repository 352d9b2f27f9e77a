"""Who bid on the sample purchases that are over, as lists from the openings told; why some who knew of them did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from outreach.domain.bid import Bid, BidSource, NoBid, NoBidReason
from outreach.domain.company import Company
from outreach.domain.record import Kind
from outreach.domain.tender import LotResult, Money, Tender
from outreach.domain.unit import UNIT_ID
from outreach.domain.when import HOME_ZONE
from outreach.services.bidders import as_company_tells, kept_number, recognised, size_told
from outreach.services.demo.chance import Chance
from outreach.services.no_bids import who_knew
from outreach.storage.work import Work

#: A draw of its own, so that the rest of the municipality is the same with and without bids.
_SEED = 31
#: Älvbro is invented: a number in Dalarna that SCB has given to nobody.
CODE = "2099"
_REASONS = (
    (NoBidReason.TIME, "Tre veckor mitt i semestern räckte inte."),
    (NoBidReason.SIZE, "Klarar en del, inte hela kommunen."),
    (NoBidReason.REQUIREMENT, "krav: ISO 9001, som de inte har"),
    (NoBidReason.REQUIREMENT, "krav: tre referenser från kommuner"),
    (NoBidReason.PRICE, "Vill ha löpande räkning, inte fast pris."),
    (NoBidReason.NOT_SEEN, "Såg aldrig annonsen."),
    (NoBidReason.CAPACITY, "Fullbokade till våren."),
    (NoBidReason.LANGUAGE, "80 sidor bilagor; gav upp efter tio."),
    (NoBidReason.NOT_OURS, ""),
    (NoBidReason.NO_ANSWER, ""),
)
_WEIGHTS = (20, 14, 12, 8, 8, 10, 12, 8, 4, 6)


def keep_sample_bids(work: Work, seed: int, today: date, tenders: Sequence[Tender], officers: Sequence[str]) -> None:
    """Keep bids and reasons of the sample's purchases, inside the action that makes it."""
    unit = work.units.get(UNIT_ID)
    if unit is not None:
        work.save(Kind.UNIT, replace(unit, code=CODE))
    chance = Chance(seed + _SEED, today)
    companies = work.companies.all()
    bids: list[Bid] = []
    for number, tender in enumerate(one for one in tenders if one.results):
        fitting = [one for one in companies if set(one.tags) & set(tender.tags)] or companies
        for result in tender.results:
            # Of each fifth purchase nobody kept the list: only the notice's winners are known.
            bids += _bids(work, chance, tender, result, fitting, listed=number % 5 != 4)
    work.add_many(Kind.BID, bids)
    for tender in tenders:
        if tender.results:
            work.add_many(Kind.NO_BID, _reasons(work, chance, tender, officers))


def _bids(
    work: Work, chance: Chance, tender: Tender, result: LotResult, fitting: Sequence[Company], *, listed: bool
) -> list[Bid]:
    found = [_won(work, chance, tender, result, number) for number in range(len(result.winners))]
    if not listed or not result.bids:
        return found
    taken = {bid.company for bid in found}
    others = [one for one in chance.shuffled(fitting) if one.id not in taken]
    price = result.value.hundredths if result.value is not None else 900_000_00
    opened = tender.tender_deadline.date() if tender.tender_deadline else None
    for company in others[: max(0, result.bids - len(found))]:
        value = Money(price * chance.number(101, 138) // 100 // 1_000_00 * 1_000_00)
        bid = Bid(
            id=chance.id(),
            tender=tender.id,
            lot=result.number,
            name=company.name,
            org_number=company.org_number,
            value=value,
            valid=not chance.percent(6),
            source=BidSource.OPENING,
            opened=opened,
        )
        found.append(_placed(bid, company))
    return found


def _won(work: Work, chance: Chance, tender: Tender, result: LotResult, number: int) -> Bid:
    winner = result.winners[number]
    company = recognised(work, winner.name, winner.number)
    bid = Bid(
        id=chance.id(),
        tender=tender.id,
        lot=result.number,
        name=winner.name,
        org_number=kept_number(winner.number),
        value=winner.value,
        won=True,
        size=size_told(winner.size),
        source=BidSource.NOTICE,
    )
    return _placed(bid, company)


def _placed(bid: Bid, company: Company | None) -> Bid:
    tied = as_company_tells(bid, company)
    # Companies with an address and no code are in Älvbro and its villages.
    here = company is not None and bool(company.addresses) and not company.municipality
    return replace(tied, municipality=CODE) if here and not tied.municipality else tied


def _reasons(work: Work, chance: Chance, tender: Tender, officers: Sequence[str]) -> list[NoBid]:
    bidders = {bid.company for bid in work.bids.of(tender.id)}
    asked = [company for company in sorted(who_knew(work, tender), key=str) if company not in bidders]
    closing = tender.tender_deadline.date() if tender.tender_deadline else chance.today
    found = []
    for company in asked:
        if chance.percent(62):
            reason, note = chance.weighted(_REASONS, _WEIGHTS)
            day = min(closing + timedelta(days=chance.number(2, 14)), chance.today)
            at = datetime.combine(day, time(chance.number(9, 15), chance.number(0, 59)), ZoneInfo(HOME_ZONE))
            told = NoBid(
                id=chance.id(), tender=tender.id, company=company, reason=reason, note=note, officer=chance.one(officers),
                at=at.astimezone(ZoneInfo("UTC")),
            )  # fmt: skip
            found.append(told)
    return found
