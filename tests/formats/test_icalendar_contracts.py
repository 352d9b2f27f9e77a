"""The days of contracts in a calendar file: all-day, with UIDs that stay and a SEQUENCE that grows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import icalendar

from outreach.domain.contract import Check, Contract, Option, Promise
from outreach.domain.contract_days import days_of
from outreach.formats.icalendar_contracts import ContractDay
from outreach.formats.icalendar_file import write_calendar
from outreach.language import Language

STAMP = datetime(2026, 11, 24, 9, tzinfo=UTC)
CONTRACT = Contract(
    id=UUID("33333333-2222-4333-8444-555555555555"),
    version=3,
    title="Snöröjning; norr",
    supplier="Bergs Bygg AB",
    tender=UUID("11111111-2222-4333-8444-555555555555"),
    reference="UPH 7",
    ends=date(2027, 4, 30),
    options=(
        Option(months=12, decide_by=date(2026, 12, 1), used=date(2026, 11, 1)),
        Option(months=6, decide_by=date(2027, 1, 31)),
    ),
    promises=(
        Promise(
            id=UUID("44444444-2222-4333-8444-555555555555"),
            text="Plogat före sju",
            checks=(Check(due=date(2026, 10, 1), done=date(2026, 10, 1)), Check(due=date(2026, 12, 20))),
        ),
    ),
)


def written(contract: Contract, takes_over: int | None = None, language: str = "en") -> bytes:
    days = [
        ContractDay(one, takes_over if one.kind.value == "end" else None) for one in days_of(contract, lambda _: None)
    ]
    return write_calendar([], [], stamp=STAMP, language=Language(language), of_contracts=days)


def entries(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def uids(data: bytes) -> list[str]:
    return [str(one["UID"]) for one in entries(data)]


def test_every_day_that_is_left_is_an_all_day_entry_and_what_is_done_is_none():
    found = [(str(one["SUMMARY"]), one.decoded("DTSTART"), one.decoded("DTEND")) for one in entries(written(CONTRACT))]
    assert found == [
        ("Check a promise: Snöröjning; norr", date(2026, 12, 20), date(2026, 12, 21)),
        ("Last day to call the option: Snöröjning; norr", date(2027, 1, 31), date(2027, 2, 1)),
        ("Last day of the contract: Snöröjning; norr", date(2028, 4, 30), date(2028, 5, 1)),
    ]


def test_an_entry_says_what_was_promised_by_whom_and_is_nobodys_busy_time():
    check = entries(written(CONTRACT))[0]
    assert str(check["DESCRIPTION"]) == "Plogat före sju\n\nSupplier: Bergs Bygg AB\n\nReference: UPH 7"
    assert (int(check["SEQUENCE"]), check.decoded("DTSTAMP"), str(check["TRANSP"])) == (3, STAMP, "TRANSPARENT")
    assert str(check["X-OUTREACH-CONTRACT"]) == str(CONTRACT.id)
    assert str(check["CATEGORIES"].cats[0]) == "Contract"


def test_uids_stay_when_the_contract_changes_and_the_sequence_grows():
    before, changed = written(CONTRACT), written(replace(CONTRACT, version=4, ends=date(2027, 5, 31)))
    assert uids(before) == uids(changed) == uids(written(CONTRACT, language="sv"))
    assert uids(before)[1:] == [f"{CONTRACT.id}-option-2@outreach", f"{CONTRACT.id}-end@outreach"]
    assert {int(one["SEQUENCE"]) for one in entries(changed)} == {4}


def test_the_first_contract_of_a_tender_moves_the_end_that_the_calendar_has_and_makes_no_second_one():
    end = entries(written(CONTRACT, takes_over=7))[-1]
    assert (str(end["UID"]), int(end["SEQUENCE"])) == (f"{CONTRACT.tender}-contract-end@outreach", 10)


def test_two_promises_on_one_day_have_an_entry_each():
    other = Promise(text="Rapport", checks=(Check(due=date(2026, 12, 20)),))
    found = uids(written(replace(CONTRACT, promises=(*CONTRACT.promises, other))))
    assert len(found) == len(set(found)) == 4
