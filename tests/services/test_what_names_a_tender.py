"""A plan and its procedure become one, or a tender goes: what names it (prints, renewals, lists) names what is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from outreach.domain.company import Company
from outreach.domain.notice import KeptNotice
from outreach.domain.printing import Printing
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.services.bid_sheet import BidDraft
from outreach.services.house import House
from outreach.services.tender_joining import join_tenders
from tests.services.conftest import StillClock

PLAN = Tender(title="Snö, plan", option_months=24, planning_notice_sent=date(2026, 10, 1))
PROCEDURE = Tender(title="Snö", renews=PLAN.id, stage=Stage.ADVERTISED)
FOLLOWING = Tender(title="Snö 2031", renews=PLAN.id)


def fill(house: House, clock: StillClock) -> Printing:
    company = Company(name="Åkeriet")
    printing = Printing(at=clock.now, handout="flyer", digest="ab", tenders=(PLAN.id, PROCEDURE.id))
    with house.database.work("Test") as work:
        work.save(Kind.COMPANY, company)
        for tender in (PLAN, PROCEDURE, FOLLOWING):
            work.save(Kind.TENDER, tender)
        work.save(Kind.PRINTING, printing)
        work.save(Kind.NOTICE, KeptNotice(tender=PLAN.id, notice_id="a", said=PLAN, read=clock.now))
    house.matches.notify(PLAN.id, [company.id])
    return printing


def test_two_tenders_that_become_one_leave_nothing_that_names_the_other(house: House, clock: StillClock) -> None:
    printing = fill(house, clock)
    with house.database.work("Joined") as work:
        stays, goes = (work.tenders.many([one.id])[one.id] for one in (PROCEDURE, PLAN))
        kept = join_tenders(work, stays, goes)
    assert (kept.renews, kept.option_months, kept.planning_notice_sent) == (None, 24, date(2026, 10, 1))
    assert house.printings.get(printing.id).tenders == (PROCEDURE.id,)
    assert house.tenders.get(FOLLOWING.id).renews == PROCEDURE.id
    assert len(house.matches.lists(PROCEDURE.id)) == len(house.notices.of(PROCEDURE.id)) == 1
    house.history.undo()
    assert house.tenders.get(FOLLOWING.id).renews == PLAN.id
    assert house.printings.get(printing.id) == replace(printing, version=3)
    assert house.database.check() == []


def test_what_freezes_talks_and_who_bid_come_along_once(house: House, clock: StillClock) -> None:
    fill(house, clock)
    day = date(2026, 11, 2)
    house.tenders.save(replace(house.tenders.get(PLAN.id), advertised=day, appealed=True))
    house.tenders.save(replace(house.tenders.get(PROCEDURE.id), advertised=None, stage=Stage.PLANNED))
    for tender, name in ((PLAN, "Åkeriet"), (PLAN, "Ett AB"), (PROCEDURE, "Åkeriet")):
        house.bids.add(tender.id, BidDraft(name, won=tender is PLAN))
    with house.database.work("Joined") as work:
        stays, goes = (work.tenders.many([one.id])[one.id] for one in (PROCEDURE, PLAN))
        kept = join_tenders(work, stays, goes)
    assert (kept.advertised, kept.appealed) == (day, True)
    (lot,) = house.bids.of(PROCEDURE.id).lots
    assert sorted((one.bid.name, one.bid.won) for one in lot.bids) == [("Ett AB", True), ("Åkeriet", True)]
    house.history.undo()
    assert [len(house.bids.of(one.id).lots[0].bids) for one in (PLAN, PROCEDURE)] == [2, 1]
    assert house.database.check() == []


def test_a_tender_that_is_deleted_with_all_that_hangs_on_it_comes_back_whole(house: House, clock: StillClock) -> None:
    printing = fill(house, clock)
    house.tenders.delete([PLAN.id, PROCEDURE.id, FOLLOWING.id])
    assert (house.printings.get(printing.id).tenders, house.matches.lists(PLAN.id)) == ((), [])
    assert house.database.check() == []
    house.history.undo()
    assert house.printings.get(printing.id).tenders == printing.tenders
    assert house.tenders.get(PROCEDURE.id).renews == house.tenders.get(FOLLOWING.id).renews == PLAN.id
    assert len(house.matches.lists(PLAN.id)) == len(house.notices.of(PLAN.id)) == 1
    house.history.redo()
    assert (house.tenders.count(), house.database.check()) == (0, [])
