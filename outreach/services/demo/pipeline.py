"""What makes the sample pipeline full: planned bid periods, lots, planning notices, contracts that run out or are renewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from outreach.domain.rule_deadlines import months_before
from outreach.domain.tender import Lot, LotResult, Stage, Tender, ValueClass
from outreach.services.demo.chance import Chance

#: In how many months the contracts run out, one after the other; None leaves the contract as it is.
_ENDS_IN = (4, 11, None, 16, 8, None, 14)
_AREAS = ("Älvbro tätort", "Kvarnåsen", "Hällmyra", "Östra Forsby")
_BIG = (ValueClass.UNDER_10M, ValueClass.OVER_10M)


def with_pipeline(seed: int, today: date, tenders: Sequence[Tender]) -> list[Tender]:
    """Return the tenders with what a real pipeline has. Draws from a chance of its own, so that the rest stays as it was."""
    chance = Chance(seed + 7, today)
    ends = iter(_ENDS_IN * (len(tenders) // len(_ENDS_IN) + 1))
    made = [_fuller(chance, today, tender, next(ends) if tender.stage is Stage.CONTRACT else None) for tender in tenders]
    return _renewed(made)


def _fuller(chance: Chance, today: date, tender: Tender, ends_in: int | None) -> Tender:
    if tender.value_class in _BIG and chance.percent(60):
        count = chance.number(2, len(_AREAS))
        tender = replace(tender, lots=tuple(Lot(f"LOT-{n + 1:04}", _AREAS[n], cpv=tender.cpv[:1]) for n in range(count)))
    if tender.stage is Stage.PLANNED and tender.expected_publication is not None:
        return _planned(chance, today, tender, tender.expected_publication)
    if tender.stage is not Stage.CONTRACT:
        return tender
    if ends_in is not None and tender.contract_months:
        end = months_before(today.replace(day=1), -ends_in) - timedelta(days=1)
        start = months_before(end + timedelta(days=1), tender.contract_months)
        tender = replace(tender, contract_start=start, contract_end=end, option_months=chance.one((None, 12, 24)))
        published = start - timedelta(days=150)
        closing = chance.instant(published + timedelta(days=40), 23, 59)
        tender = replace(tender, expected_publication=published, tender_deadline=closing, question_deadline=None)
    signed = (tender.contract_start or today) - timedelta(days=30)
    results = (LotResult(outcome="selec-w", bids=chance.number(1, 6), contract_signed=signed),)
    return replace(tender, results=results, result_notice_sent=signed + timedelta(days=chance.number(5, 25)))


def _planned(chance: Chance, today: date, tender: Tender, published: date) -> Tender:
    """A planned tender has its bid period laid out; one in five is too short, which the rules then say."""
    days = chance.number(18, 24) if chance.percent(20) else chance.number(33, 45)
    sent = published - timedelta(days=chance.number(45, 120))
    return replace(
        tender,
        tender_deadline=chance.instant(published + timedelta(days=days), 23, 59),
        planning_notice_sent=sent if sent < today and chance.percent(30) else None,
    )


def _renewed(tenders: list[Tender]) -> list[Tender]:
    """Tie two planned tenders to contracts of the same kind, as if they had been made from them."""
    contracts = {one.tags[:1]: one for one in tenders if one.stage is Stage.CONTRACT}
    found: list[Tender] = []
    for one in tenders:
        old = contracts.pop(one.tags[:1], None) if one.stage in (Stage.PLANNED, Stage.DIALOGUE) else None
        found.append(replace(one, renews=old.id) if old is not None else one)
    return found
