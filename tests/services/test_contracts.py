"""Contracts: made of results once, promises looked at and never lost, what is due, and what was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from outreach.domain.company import Company
from outreach.domain.contract import Check, Contract, Option, Outcome, Promise
from outreach.domain.contract_days import DueKind
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.tender import Lot, LotResult, Money, Stage, Tender, Winner
from outreach.domain.unit import UNIT_ID, Unit
from outreach.errors import InvalidInput, NotFound
from outreach.services.contracts import Seen
from outreach.services.house import House

BERG = Company(name="Bergs Bygg AB", org_number="5560360793")
RESULT = Tender(
    title="Snöröjning",
    buyer="Älvbro kommun",
    stage=Stage.CONTRACT,
    procedure_id="P-1",
    officer="Ola Lind",
    contract_start=date(2026, 12, 1),
    contract_end=date(2028, 11, 30),
    lots=(Lot("LOT-0001", "Norr"), Lot("LOT-0002", "Söder")),
    results=(
        LotResult("LOT-0001", "selec-w", winners=(Winner("Bergs Bygg", "556036-0793", value=Money(90_000_00)),)),
        LotResult("LOT-0002", "selec-w", winners=(Winner("Snö och Is HB", value=Money(70_000_00)),)),
    ),
)
PROMISE = Promise(text="Plogat före klockan sju", checks=(Check(due=date(2026, 11, 20)), Check(due=date(2027, 3, 1))))
BY_HAND = Contract(title="Städning av skolor", supplier="Rent AB", ends=date(2027, 5, 31), promises=(PROMISE,))
BAD = Seen(Outcome.DEVIATION, "Oplogat klockan 8 vid förskolan", "Ny maskin", date(2026, 12, 8))


def kept(house: House, contract: Contract) -> Contract:
    return house.contracts.get(contract.id)


def titles(house: House, *filters: tuple[str, str], text: str = "") -> list[str]:
    return [one.title for one in house.contracts.listed(Listing(Kind.CONTRACT, text, filters))]


def test_a_result_proposes_contracts_and_the_same_result_makes_them_once(house: House):
    house.companies.save(BERG)
    house.tenders.save(RESULT)
    (proposal,) = house.contracts.proposals()
    assert [one.supplier for one in proposal.won] == ["Bergs Bygg", "Snö och Is HB"]
    assert house.contracts.count() == 0
    house.contracts.from_results(RESULT.id)
    house.contracts.from_results(RESULT.id)
    berg, snow = house.contracts.of_tender(RESULT.id)
    assert (berg.company, berg.lots, berg.value, berg.ends) == (
        BERG.id,
        ("LOT-0001",),
        Money(90_000_00),
        date(2028, 11, 30),
    )
    assert (snow.company, snow.officer) == (None, "Ola Lind")
    assert house.contracts.proposals() == []
    assert [one.id for one in house.contracts.of_company(BERG.id)] == [berg.id]


def test_a_lot_that_is_decided_later_makes_a_contract_of_its_own(house: House):
    house.tenders.save(replace(RESULT, results=RESULT.results[:1]))
    house.contracts.from_results(RESULT.id)
    stored = house.tenders.get(RESULT.id)
    later = replace(RESULT.results[1], winners=RESULT.results[0].winners)
    house.tenders.save(replace(stored, results=(*stored.results, later)))
    house.contracts.from_results(RESULT.id)
    assert [one.lots for one in house.contracts.of_tender(RESULT.id)] == [("LOT-0001",), ("LOT-0002",)]


def test_what_others_buy_and_what_was_declined_is_not_proposed(house: House):
    house.unit.save_unit(Unit(id=UNIT_ID, municipality="Älvbro"))
    house.tenders.save(RESULT)
    house.tenders.save(replace(RESULT, id=UUID(int=7), buyer="Grannby kommun", procedure_id="P-2"))
    assert [one.tender.id for one in house.contracts.proposals()] == [RESULT.id]
    house.contracts.dismiss(RESULT.id)
    assert house.contracts.proposals() == []
    assert len(house.contracts.proposed(RESULT.id)) == 2
    house.contracts.dismiss(RESULT.id, dismissed=False)
    assert len(house.contracts.proposals()) == 1


def test_a_look_is_kept_with_officer_and_day_and_its_next_day_becomes_a_check(house: House):
    house.contracts.save(BY_HAND)
    house.contracts.look(BY_HAND.id, PROMISE.id, BAD)
    (promise,) = kept(house, BY_HAND).promises
    done, following, planned = promise.checks
    assert (done.done, done.officer, done.outcome) == (date(2026, 11, 24), "Anna Ek", Outcome.DEVIATION)
    assert [one.due for one in (following, planned)] == [date(2026, 12, 8), date(2027, 3, 1)]
    assert titles(house, ("deviation", "open")) == ["Städning av skolor"]
    house.contracts.look(BY_HAND.id, PROMISE.id, Seen(Outcome.OK, "Plogat i tid"))
    assert titles(house, ("deviation", "open")) == []


@pytest.mark.parametrize(
    ("seen", "field"),
    [
        pytest.param(Seen(Outcome.NOT_YET), "Outcome", id="no outcome"),
        pytest.param(Seen(Outcome.DEVIATION, " "), "What was seen", id="no evidence"),
        pytest.param(replace(BAD, next_day=date(2026, 11, 1)), "By when", id="next step before"),
    ],
)
def test_a_look_that_says_too_little_is_refused(house: House, seen: Seen, field: str):
    house.contracts.save(BY_HAND)
    with pytest.raises(InvalidInput) as refused:
        house.contracts.look(BY_HAND.id, PROMISE.id, seen)
    assert refused.value.field == field


def test_what_was_seen_is_not_lost_by_an_edit_but_set_right_under_a_name_of_its_own(house: House):
    house.contracts.save(BY_HAND)
    house.contracts.look(BY_HAND.id, PROMISE.id, BAD)
    contract = kept(house, BY_HAND)
    with pytest.raises(InvalidInput):
        house.contracts.save(replace(contract, promises=()))
    first, *rest = contract.promises[0].checks
    whitewashed = replace(contract.promises[0], checks=(replace(first, evidence="Allt väl"), *rest))
    with pytest.raises(InvalidInput):
        house.contracts.save(replace(contract, promises=(whitewashed,)))
    house.contracts.set_right(BY_HAND.id, PROMISE.id, 0, replace(BAD, evidence="Oplogat klockan 9"))
    entry = house.history.of(BY_HAND.id)[0]
    assert entry.title == "Set right a check of {name}"
    assert "klockan 8" in str(entry.fields)
    assert "klockan 9" in str(entry.fields)
    with pytest.raises(NotFound):
        house.contracts.set_right(BY_HAND.id, PROMISE.id, 2, BAD)


def test_checks_are_planned_quickly_until_the_end_and_a_day_stands_once(house: House):
    house.contracts.save(BY_HAND)
    house.contracts.plan_every(BY_HAND.id, PROMISE.id, date(2026, 12, 1), 3)
    days = [one.due for one in kept(house, BY_HAND).promises[0].checks]
    assert days == [date(2026, 11, 20), date(2026, 12, 1), date(2027, 3, 1)]
    house.contracts.unplan(BY_HAND.id, PROMISE.id, date(2027, 3, 1))
    assert len(kept(house, BY_HAND).promises[0].checks) == 2
    with pytest.raises(InvalidInput):
        house.contracts.plan_every(BY_HAND.id, PROMISE.id, date(2026, 12, 1), 0)


def test_an_option_moves_the_end_until_none_is_left(house: House):
    house.contracts.save(replace(BY_HAND, options=(Option(months=12),)))
    house.contracts.call_option(BY_HAND.id)
    (row,) = house.contracts.rows(house.contracts.keys(Listing(Kind.CONTRACT)))
    assert (row.cells["ends"], row.cells["state"]) == (date(2028, 5, 31), "running")
    with pytest.raises(InvalidInput):
        house.contracts.call_option(BY_HAND.id)


def test_lists_know_what_runs_what_ends_soon_whose_it_is_and_every_word(house: House):
    house.companies.save(BERG)
    house.contracts.save(replace(BY_HAND, company=BERG.id, tags=("#Städ",), officer="Anna Ek"))
    house.contracts.save(Contract(title="Hyra av cyklar", supplier="Hjul AB", ends=date(2026, 11, 1)))
    house.contracts.save(Contract(title="Växel", supplier="Ring AB", closed=date(2026, 11, 2)))
    assert titles(house) == ["Hyra av cyklar", "Städning av skolor", "Växel"]
    assert titles(house, ("state", "running")) == ["Städning av skolor"]
    assert titles(house, ("state", "ended")) == ["Hyra av cyklar"]
    assert titles(house, ("state", "closed")) == ["Växel"]
    assert titles(house, ("ends", "12")) == ["Städning av skolor"]
    assert titles(house, ("ends", "3")) == []
    assert titles(house, ("company", str(BERG.id))) == ["Städning av skolor"]
    assert titles(house, ("tag", "städ"), ("officer", "Anna Ek")) == ["Städning av skolor"]
    assert titles(house, text="plog sju") == ["Städning av skolor"]
    assert titles(house, text="hjul") == ["Hyra av cyklar"]
    assert [hit.title for hit in house.search.find("stadning")] == ["Städning av skolor"]


def test_due_and_promises_kept_are_what_today_and_the_effect_ask_for(house: House, clock):
    house.contracts.save(BY_HAND)
    (due,) = house.contracts.due()
    assert (due.kind, due.day, due.contract.id, due.promise and due.promise.id) == (
        DueKind.CHECK,
        date(2026, 11, 20),
        BY_HAND.id,
        PROMISE.id,
    )
    assert house.contracts.promises_kept(2026) == (0, 0)
    house.contracts.look(BY_HAND.id, PROMISE.id, Seen(Outcome.OK))
    assert house.contracts.promises_kept(2026) == (1, 1)
    clock.now = datetime(2027, 3, 1, 9, tzinfo=UTC)
    house.contracts.look(BY_HAND.id, PROMISE.id, BAD if BAD.next_day is None else replace(BAD, next_day=None))
    assert (house.contracts.promises_kept(2026), house.contracts.promises_kept(2027)) == ((1, 1), (0, 1))
    house.contracts.close(BY_HAND.id)
    assert house.contracts.due(days=365) == []
    house.contracts.reopen(BY_HAND.id)
    assert len(house.contracts.due(days=365)) == 1


def test_contracts_outlive_their_company_and_tender_and_follow_a_merge_and_all_of_it_can_be_undone(house: House):
    twin = Company(name="Bergs Bygg i Älvbro")
    house.companies.save(BERG)
    house.companies.save(twin)
    house.tenders.save(RESULT)
    house.contracts.save(replace(BY_HAND, company=twin.id, tender=RESULT.id))
    house.duplicates.merge(Kind.COMPANY, BERG.id, [twin.id])
    assert kept(house, BY_HAND).company == BERG.id
    deleted = [house.companies.delete([BERG.id]), house.tenders.delete([RESULT.id])]
    contract = kept(house, BY_HAND)
    assert (contract.company, contract.tender, contract.supplier) == (None, None, "Rent AB")
    for changes in reversed(deleted):
        assert changes.action is not None
        house.history.undo(changes.action)
    contract = kept(house, BY_HAND)
    assert (contract.company, contract.tender) == (BERG.id, RESULT.id)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"title": " "}, "Contract", id="no title"),
        pytest.param({"supplier": ""}, "Supplier", id="no supplier"),
        pytest.param({"starts": date(2028, 1, 1)}, "Last day", id="ends first"),
        pytest.param({"value": Money(-1)}, "Value", id="negative"),
        pytest.param({"options": (Option(months=0),)}, "Option", id="no months"),
    ],
)
def test_what_cannot_be_is_refused(house: House, change, field: str):
    with pytest.raises(InvalidInput) as refused:
        house.contracts.save(replace(BY_HAND, **change))
    assert refused.value.field == field
