"""The pipeline: cards, dates moved by hand, and contracts that run out and become a new tender."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from outreach.domain.event import Event
from outreach.domain.listing import Listing
from outreach.domain.pipeline import Mark, crowded_weeks
from outreach.domain.record import Kind
from outreach.domain.tender import Lot, Stage, Tender
from outreach.domain.when import zoned
from outreach.errors import InvalidInput
from outreach.services.house import House

CONTRACT = Tender(
    title="Snöröjning",
    cpv=("90620000",),
    buyer="Älvbro",
    officer="Anna Ek",
    stage=Stage.CONTRACT,
    lots=(Lot("LOT-0001", "Norr", contract_end=date(2027, 9, 30)),),
    contract_start=date(2023, 10, 1),
    contract_end=date(2027, 9, 30),
    contract_months=48,
    option_months=12,
    result_notice_sent=date(2023, 10, 5),
)


def all_cards(house: House):
    return house.pipeline.cards(Listing(Kind.TENDER))


def test_a_contract_that_runs_out_proposes_a_tender_counted_backwards_by_the_rules(house: House):
    house.tenders.save(CONTRACT)
    (found,) = house.pipeline.expiring()
    # 1 Oct 2027 − 30 days start-up − 60 days evaluation − 35 days for bids = 29 May 2027, a Saturday: the Friday before.
    assert (found.ends, found.publish, found.late) == (date(2027, 9, 30), date(2027, 5, 28), False)
    assert found.extended_to == date(2028, 9, 30)
    assert house.pipeline.expiring(months=6) == []


def test_the_new_tender_carries_what_is_bought_and_the_proposal_is_gone_until_that_is_undone(house: House):
    house.tenders.save(CONTRACT)
    changes = house.pipeline.renew(CONTRACT.id)
    (made,) = house.pipeline.successors(CONTRACT.id)
    assert (made.title, made.cpv, made.buyer, made.officer) == ("Snöröjning", ("90620000",), "Älvbro", "Anna Ek")
    assert made.lots == (Lot("LOT-0001", "Norr"),)
    assert (made.renews, made.stage, made.expected_publication) == (CONTRACT.id, Stage.PLANNED, date(2027, 5, 28))
    assert (made.contract_start, made.contract_end) == (date(2027, 10, 1), date(2031, 9, 30))
    assert house.pipeline.expiring() == []
    assert [card.renewed for card in all_cards(house) if card.tender.id == CONTRACT.id] == [True]
    assert changes.action is not None
    house.history.undo(changes.action)
    assert len(house.pipeline.expiring()) == 1


def test_a_dismissed_contract_is_not_proposed_and_can_be_proposed_again(house: House):
    house.tenders.save(CONTRACT)
    house.pipeline.dismiss(CONTRACT.id)
    assert house.pipeline.expiring() == []
    house.pipeline.dismiss(CONTRACT.id, dismissed=False)
    assert len(house.pipeline.expiring()) == 1


def test_when_the_old_contract_is_deleted_the_new_tender_no_longer_points_to_it(house: House):
    house.tenders.save(CONTRACT)
    house.pipeline.renew(CONTRACT.id)
    (made,) = house.pipeline.successors(CONTRACT.id)
    house.tenders.delete([CONTRACT.id])
    assert house.tenders.get(made.id).renews is None


def test_a_moved_last_day_keeps_its_time_of_day_across_summer_time(house: House):
    house.tenders.save(Tender(title="Mat", tender_deadline=datetime(2027, 3, 20, 11, 0, tzinfo=UTC)))
    (card,) = all_cards(house)
    house.pipeline.set_date(card.tender.id, Mark.BIDS, date(2027, 4, 2))
    assert house.tenders.get(card.tender.id).tender_deadline == datetime(2027, 4, 2, 10, 0, tzinfo=UTC)


def test_a_contract_cannot_be_dragged_to_end_before_it_begins(house: House):
    house.tenders.save(CONTRACT)
    with pytest.raises(InvalidInput):
        house.pipeline.set_date(CONTRACT.id, Mark.END, date(2023, 9, 1))
    assert house.tenders.get(CONTRACT.id) == replace(CONTRACT, version=1)


def test_a_card_moves_to_another_stage_and_back_with_undo(house: House):
    tender = Tender(title="Mat")
    house.tenders.save(tender)
    changes = house.pipeline.move(tender.id, Stage.PLANNED)
    assert house.tenders.get(tender.id).stage is Stage.PLANNED
    assert changes.action is not None
    house.history.undo(changes.action)
    assert house.tenders.get(tender.id).stage is Stage.IDEA


def test_events_are_linked_from_the_tender_and_seen_on_its_card(house: House):
    tender = Tender(title="Mat")
    first, second = event("Galan", 24), event("Mässan", 26)
    for one in (first, second):
        house.events.save(one)
    house.tenders.save_related(tender, [first.id, second.id])
    assert [mark.title for mark in all_cards(house)[0].events] == ["Galan", "Mässan"]
    house.pipeline.relate(tender.id, [second.id])
    assert house.events.get(first.id).tenders == ()
    assert house.events.get(second.id).tenders == (tender.id,)


def test_weeks_with_several_last_days_are_counted_and_those_with_one_are_not(house: House):
    for day in (7, 9, 10, 21):
        house.tenders.save(Tender(title=f"Nr {day}", tender_deadline=datetime(2026, 12, day, 22, tzinfo=UTC)))
    assert crowded_weeks(all_cards(house)) == {date(2026, 12, 7): 3}


def event(title: str, day: int) -> Event:
    return Event(title=title, when=zoned(datetime(2026, 11, day, 9), datetime(2026, 11, day, 12)))
