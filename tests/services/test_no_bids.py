"""Who knew of a tender and did not bid, and why; what it teaches; and the radar of groups with few bids."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from outreach.domain.bid import Bid, NoBidReason
from outreach.domain.company import Company
from outreach.domain.event import Event, EventKind
from outreach.domain.guest import Answer, Attendance, Guest
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.notice import Notification, NotifiedCompany
from outreach.domain.record import Kind
from outreach.domain.tender import Lot, LotResult, Stage, Tender
from outreach.domain.when import zoned
from outreach.errors import AppendOnly, InvalidInput, NotFound
from outreach.services.bid_sheet import BidDraft
from outreach.services.house import House
from outreach.services.no_bids import CAME, MET, NOTIFIED, REGISTERED
from outreach.services.radar import Step

CLOSED = datetime(2026, 10, 1, 21, 59, tzinfo=UTC)
NAMES = ("Bjöd AB", "Kom AB", "Lovade AB", "Pratade AB", "Sent AB", "Tackade AB", "Underrättad AB")


def story(house: House) -> tuple[UUID, dict[str, UUID]]:
    """Return a closed tender and the companies that had to do with it, each in its own way."""
    made = {name: Company(name=name) for name in NAMES}
    tender = Tender(title="Vinterväghållning", stage=Stage.ADVERTISED, tender_deadline=CLOSED, cpv=("90620000",))
    when = zoned(datetime(2026, 8, 20, 13), datetime(2026, 8, 20, 15))
    dialogue = Event(title="Dialog", kind=EventKind.DIALOGUE, when=when, tenders=(tender.id,))
    fair = Event(title="Mässa", kind=EventKind.FAIR, when=when, tenders=(tender.id,))
    with house.database.work("x") as work:
        work.save(Kind.TENDER, tender)
        for company in made.values():
            work.save(Kind.COMPANY, company)
        for event in (dialogue, fair):
            work.save(Kind.EVENT, event)
        at = datetime(2026, 8, 1, 9, tzinfo=UTC)
        for name in ("Pratade AB", "Bjöd AB"):
            work.save(Kind.MEETING, Meeting(at=at, company=made[name].id, tenders=(tender.id,)))
        for name, came, answer in (
            ("Kom AB", Attendance.CAME, Answer.NONE),
            ("Lovade AB", Attendance.UNKNOWN, Answer.ACCEPTED),
            ("Tackade AB", Attendance.UNKNOWN, Answer.DECLINED),
        ):
            guest = Guest(event=dialogue.id, company=made[name].id, name=name, attendance=came, answer=answer)
            work.save(Kind.GUEST, guest)
        work.save(Kind.GUEST, Guest(event=fair.id, company=made["Tackade AB"].id, attendance=Attendance.CAME))
        for name, told in (("Underrättad AB", datetime(2026, 9, 1, tzinfo=UTC)), ("Sent AB", datetime(2026, 10, 2, tzinfo=UTC))):
            work.save(Kind.NOTIFICATION, Notification(tender=tender.id, at=told, companies=(NotifiedCompany(made[name].id, name),)))
    return tender.id, {name: company.id for name, company in made.items()}


def test_who_knew_of_it_and_did_not_bid(house: House) -> None:
    tender, companies = story(house)
    house.bids.add(tender, BidDraft("Bjöd"))
    found = {one.name: [knew.way for knew in one.knew] for one in house.no_bids.list(tender)}
    assert found == {"Kom AB": [CAME], "Lovade AB": [REGISTERED], "Pratade AB": [MET], "Underrättad AB": [NOTIFIED]}
    house.no_bids.set(tender, companies["Sent AB"], NoBidReason.NOT_SEEN)
    assert "Sent AB" in [one.name for one in house.no_bids.list(tender)], "who gave a reason is on the list"
    with pytest.raises(NotFound):
        house.no_bids.list(UUID(int=3))


def test_nobody_is_missing_while_bids_can_still_come(house: House) -> None:
    tender, _ = story(house)
    now = house.tenders.get(tender)
    house.tenders.save(replace(now, tender_deadline=datetime(2026, 12, 24, tzinfo=UTC)))
    assert house.no_bids.list(tender) == []


def test_a_reason_is_kept_changed_counted_taken_back_and_moved(house: House) -> None:
    tender, companies = story(house)
    house.no_bids.set(tender, companies["Kom AB"], NoBidReason.TIME, "  tre veckor ")
    house.no_bids.set(tender, companies["Kom AB"], NoBidReason.REQUIREMENT)
    changes = house.no_bids.set(tender, companies["Lovade AB"], NoBidReason.REQUIREMENT, "krav: ISO")
    said = {one.name: one.said for one in house.no_bids.list(tender)}
    kom = said["Kom AB"]
    assert kom is not None
    assert (kom.reason, kom.note, kom.officer) == (NoBidReason.REQUIREMENT, "tre veckor", "Anna Ek")
    assert list(house.no_bids.reasons(2026)) == [(NoBidReason.REQUIREMENT, 2)]
    assert list(house.no_bids.reasons(2025)) == []
    assert list(house.no_bids.years()) == [2026]
    house.history.undo(changes.action)
    assert list(house.no_bids.reasons()) == [(NoBidReason.REQUIREMENT, 1)]
    house.no_bids.set(tender, companies["Lovade AB"], NoBidReason.SIZE, "för stort")
    merged = house.duplicates.merge(Kind.COMPANY, companies["Kom AB"], [companies["Lovade AB"]])
    (both,) = house.no_bids.of_company(companies["Kom AB"])
    assert set(both.told.note.splitlines()) == {"för stort", "tre veckor"}
    house.history.undo(merged.action)
    assert len(house.no_bids.of_company(companies["Lovade AB"])) == 1
    for name in ("Kom AB", "Lovade AB"):
        house.no_bids.clear(tender, companies[name])
    assert list(house.no_bids.reasons()) == []
    # Talks about it are frozen since it was advertised: it stays, and so does its log.
    with pytest.raises(AppendOnly):
        house.tenders.delete([tender])
    house.history.undo()
    assert list(house.no_bids.reasons()) == [(NoBidReason.SIZE, 1)]
    assert house.check() == []


def test_the_time_line_of_a_company_shows_its_bids_and_why_it_made_none(house: House) -> None:
    tender, companies = story(house)
    house.bids.add(tender, BidDraft("Bjöd", won=True))
    house.no_bids.set(tender, companies["Kom AB"], NoBidReason.TIME, "tre veckor")
    won = [one for one in house.companies.card(companies["Bjöd AB"]).moments if one.what == "bid"]
    assert [(one.text, one.done, one.record) for one in won] == [("Vinterväghållning", True, tender)]
    said = [one for one in house.companies.card(companies["Kom AB"]).moments if one.what == "no_bid"]
    assert [(one.text, dict(one.values)) for one in said] == [("Vinterväghållning\ntre veckor", {"reason": "time"})]
    following = Tender(title="Snö igen", stage=Stage.PLANNED, cpv=("90620000",))
    house.tenders.save(following)
    assert [one.name for one in house.matches.for_tender(following.id)] == ["Bjöd AB"], "who won before may want to know"


def test_what_they_said_shows_at_the_next_tender_of_the_kind(house: House) -> None:
    tender, companies = story(house)
    house.no_bids.set(tender, companies["Kom AB"], NoBidReason.TIME, "tre veckor")
    following = Tender(title="Snö igen", stage=Stage.PLANNED, cpv=("90620000",))
    other = Tender(title="Mat", stage=Stage.PLANNED, cpv=("15000000",))
    for one in (following, other):
        house.tenders.save(one)
    found = house.no_bids.lessons(following.id)
    assert (found.tenders, found.reasons) == (1, ((NoBidReason.TIME, 1),))
    assert [(one.company, one.told.note, one.tender) for one in found.said] == [("Kom AB", "tre veckor", "Vinterväghållning")]
    assert house.no_bids.lessons(other.id).reasons == ()


# The radar -----------------------------------------------------------------------------------------------------------


def ended(house: House, title: str, cpv: str, *bids: int | None, year: int = 2025) -> None:
    results = tuple(LotResult(f"L{number}", bids=count) for number, count in enumerate(bids))
    lots = tuple(Lot(one.number) for one in results)
    house.tenders.save(
        Tender(title=title, stage=Stage.CONTRACT, cpv=(cpv,), advertised=date(year, 3, 1), lots=lots, results=results)
    )


def test_groups_with_few_bids_and_what_comes_there(house: House) -> None:
    ended(house, "Snö", "90620000", 1, 1, 3, None)
    ended(house, "Gammal snö", "90620000", 0, 0, 0, year=2015)
    ended(house, "Mat", "15810000", 4, 5, 1)
    ended(house, "Bygg", "45000000", 0, 1)
    coming = Tender(title="Snö igen", stage=Stage.PLANNED, cpv=("90630000",))
    roof = Tender(title="Tak", stage=Stage.PLANNED, cpv=("45260000",))
    advertised = Tender(title="Sand", stage=Stage.ADVERTISED, cpv=("90620000",), lots=(Lot("A"), Lot("B")))
    for one in (coming, roof, advertised):
        house.tenders.save(one)
    blips = {one.history.group: one for one in house.radar.scan()}
    assert set(blips) == {"906", "45"}
    snow = blips["906"].history
    assert (snow.known, snow.bids, snow.one, snow.zero, snow.unknown, snow.few, snow.small) == (3, 5, 2, 0, 1, True, True)
    steps = {each.tender.title: each.steps for each in blips["906"].coming}
    assert steps == {
        "Snö igen": (Step.DIALOGUE, Step.LOTS, Step.PLANNING_NOTICE),
        "Sand": (Step.EVENT,),
    }
    assert [each.tender.title for each in blips["45"].coming] == ["Tak"], "no lot of its own group has ended: the division speaks"
    few = house.radar.of_tender(coming.id)
    assert few is not None
    assert few.group == "906"
    meals = Tender(title="Mer mat", stage=Stage.PLANNED, cpv=("15810000",))
    house.tenders.save(meals)
    assert house.radar.of_tender(meals.id) is None


def test_a_dialogue_is_planned_with_its_template_and_a_decision_is_written_down(house: House) -> None:
    tender = Tender(title="Snö igen", stage=Stage.PLANNED, cpv=("90620000",))
    house.tenders.save(tender)
    _, event = house.radar.plan_dialogue(tender.id, "sv", date(2026, 12, 10))
    planned = house.events.get(event)
    assert (planned.kind, planned.tenders, planned.when.first_day) == (EventKind.DIALOGUE, (tender.id,), date(2026, 12, 10))
    assert house.plans.of(event).outline.tasks
    house.history.undo()
    assert house.events.listed(Listing(Kind.EVENT)) == []
    house.radar.note(tender.id, "Delas i två")
    assert house.tenders.get(tender.id).notes == "2026-11-24 Delas i två"
    with pytest.raises(InvalidInput):
        house.radar.note(tender.id, "  ")


def test_the_bids_and_reasons_of_a_tender_go_with_it_and_come_back_by_undo(house: House) -> None:
    company = Company(name="Kom AB")
    tender = Tender(title="Skolmat", stage=Stage.EVALUATION, tender_deadline=CLOSED)
    with house.database.work("x") as work:
        work.save(Kind.COMPANY, company)
        work.save(Kind.TENDER, tender)
        work.save(Kind.BID, Bid(tender=tender.id, name="Bjöd AB"))
    house.no_bids.set(tender.id, company.id, NoBidReason.TIME)
    house.tenders.delete([tender.id])
    with house.database.read() as view:
        assert (view.bids.count(), view.no_bids.count()) == (0, 0)
    house.history.undo()
    with house.database.read() as view:
        assert (view.bids.count(), view.no_bids.count()) == (1, 1)
    assert house.check() == []
