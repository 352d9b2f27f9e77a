"""One truth on when a contract ends: the contract's own, in pipeline, rules, calendar and files, and no line twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import icalendar
import pytest

from outreach.domain.calendar_entry import TenderDate
from outreach.domain.contract import Check, Contract, Option, Promise
from outreach.domain.listing import Listing
from outreach.domain.pipeline import Mark
from outreach.domain.record import Kind
from outreach.domain.rule_deadlines import DeadlineKind
from outreach.domain.tender import Stage, Tender
from outreach.errors import InvalidInput
from outreach.language import Language
from outreach.services.house import House

TENDER = Tender(
    title="Snöröjning",
    stage=Stage.CONTRACT,
    contract_start=date(2023, 10, 1),
    contract_end=date(2027, 9, 30),
    option_months=12,
    result_notice_sent=date(2023, 10, 5),
)
CHECKED = (Check(due=date(2027, 2, 1)),)
CONTRACT = Contract(
    title="Snöröjning",
    supplier="Bergs Bygg AB",
    tender=TENDER.id,
    ends=date(2027, 6, 30),
    options=(Option(months=6), Option(months=6)),
    promises=(Promise(text="Plogat", checks=CHECKED), Promise(text="Rapport", checks=CHECKED)),
)
ALL = Listing(Kind.TENDER)


@pytest.fixture
def kept(house: House) -> House:
    house.tenders.save(TENDER)
    house.contracts.save(CONTRACT)
    return house


def lines(house: House, first: date = date(2026, 12, 1), last: date = date(2028, 12, 31)):
    return [(one.of, one.what, one.first) for one in house.calendar.span(first, last).entries]


def test_the_pipeline_counts_from_the_contract_and_from_the_tender_where_there_is_none(house: House):
    house.tenders.save(TENDER)
    (before,) = house.pipeline.expiring()
    house.contracts.save(CONTRACT)
    (found,) = house.pipeline.expiring()
    assert (before.ends, found.ends) == (date(2027, 9, 30), date(2027, 6, 30))
    assert found.extended_to == date(2028, 6, 30)
    (card,) = house.pipeline.cards(ALL)
    assert (card.tender.contract_end, card.expiring) == (date(2027, 6, 30), True)


def test_an_option_that_was_called_takes_the_contract_out_of_what_runs_out(kept: House):
    kept.contracts.call_option(CONTRACT.id)
    kept.contracts.call_option(CONTRACT.id)
    assert kept.pipeline.expiring() == []
    assert kept.pipeline.cards(ALL)[0].tender.contract_end == date(2028, 6, 30)


def test_the_next_tender_begins_after_the_contract(kept: House):
    kept.pipeline.renew(TENDER.id)
    (made,) = kept.pipeline.successors(TENDER.id)
    assert made.contract_start == date(2027, 7, 1)


def test_a_contract_of_unknown_end_leaves_the_tenders_own(house: House):
    house.tenders.save(TENDER)
    house.contracts.save(replace(CONTRACT, ends=None))
    (found,) = house.pipeline.expiring()
    assert found.ends == date(2027, 9, 30)


def test_the_end_is_not_moved_where_it_does_not_stand(kept: House):
    with pytest.raises(InvalidInput):
        kept.pipeline.set_date(TENDER.id, Mark.END, date(2028, 1, 1))


def test_the_calendar_has_each_day_once_and_two_promises_of_a_day_as_one(kept: House):
    assert lines(kept) == [
        (Kind.CONTRACT, TenderDate.OPTION, date(2026, 12, 30)),
        (Kind.CONTRACT, TenderDate.CHECK, date(2027, 2, 1)),
        (Kind.CONTRACT, TenderDate.CONTRACT_END, date(2027, 6, 30)),
    ]
    kept.contracts.close(CONTRACT.id)
    assert lines(kept) == []
    kept.contracts.delete([CONTRACT.id])
    assert [what for _, what, _ in lines(kept)] == [TenderDate.OPTION, TenderDate.CONTRACT_END]


def test_the_rules_tell_of_the_contracts_end_and_leave_options_to_it(kept: House):
    found = {one.kind: one.day for one in kept.rules.deadlines(TENDER)}
    assert found[DeadlineKind.CONTRACT_END] == date(2027, 6, 30)
    assert DeadlineKind.OPTION not in found
    assert [one for one in kept.rules.due() if one.kind is DeadlineKind.OPTION] == []


def test_the_file_of_tenders_moves_the_entry_that_others_have_and_adds_the_rest(kept: House, tmp_path):
    def written() -> dict[str, tuple[date, int]]:
        path = tmp_path / "upphandlingar.ics"
        kept.exports.write(Kind.TENDER, path, Language("sv"))
        found = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        return {str(one["UID"]): (one.decoded("DTSTART"), int(one["SEQUENCE"])) for one in found}

    with_contract = written()
    end = f"{TENDER.id}-contract-end@outreach"
    assert with_contract[end] == (date(2027, 6, 30), 2)
    assert sum(uid.startswith(str(CONTRACT.id)) for uid in with_contract) == 3
    kept.contracts.delete([CONTRACT.id])
    assert written()[end][0] == date(2027, 9, 30)


def test_a_plan_that_a_notice_takes_in_hands_its_contracts_over(kept: House):
    other = Tender(title="Snöröjning 2", stage=Stage.PLANNED)
    kept.tenders.save(other)
    from outreach.services.tender_joining import join_tenders

    with kept.database.work("join") as work:
        join_tenders(work, kept.tenders.get(other.id), kept.tenders.get(TENDER.id))
    assert [one.id for one in kept.contracts.of_tender(other.id)] == [CONTRACT.id]
