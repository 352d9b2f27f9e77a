"""Notices and plans as careless systems write them: what can be understood is read, and the officer is told of a guess."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from outreach.domain.table_mapping import Column
from outreach.domain.tender import Notice
from outreach.formats.eforms import read_notice
from outreach.formats.eforms_lots import NO_ZONE
from outreach.formats.eforms_reading import BAD_TIME
from outreach.formats.ocds import OWN_LIST, read_ocds
from outreach.formats.plan_phrases import Period, period_of
from outreach.formats.tender_headings import read_tender_heading

CONTRACT = (Path(__file__).parents[1] / "samples" / "eforms" / "contract.xml").read_text("utf-8")
PERIOD = re.compile(r"(<cac:TenderSubmissionDeadlinePeriod>).*?(</cac:TenderSubmissionDeadlinePeriod>)", re.DOTALL)


def with_deadline(day: str, clock: str) -> tuple[Notice, list[str]]:
    end = f"<cbc:EndDate>{day}</cbc:EndDate>" + (f"<cbc:EndTime>{clock}</cbc:EndTime>" if clock else "")
    notice, problems = read_notice(PERIOD.sub(rf"\g<1>{end}\g<2>", CONTRACT).encode())
    assert notice is not None
    return notice, [one.reason for one in problems if one.reason in (NO_ZONE, BAD_TIME)]


@pytest.mark.parametrize(
    ("day", "clock"),
    [("2026-07-01+02:00", "12:00+02:00"), ("2026-07-01T12:00:00+02:00", ""), ("2026-07-01T00:00:00+02:00", "12:00:00+02:00")],
)
def test_a_deadline_written_against_the_schema_is_no_lost_deadline(day: str, clock: str) -> None:
    notice, told = with_deadline(day, clock)
    assert notice.tender.tender_deadline == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert told == []


def test_a_deadline_without_zone_is_swedish_and_the_officer_is_told() -> None:
    notice, told = with_deadline("2026-07-01", "23:59")
    assert notice.tender.tender_deadline == datetime(2026, 7, 1, 21, 59, tzinfo=UTC)
    assert set(told) == {NO_ZONE}


def test_a_group_of_lots_without_its_scheme_is_no_lot() -> None:
    whole, _ = read_notice(CONTRACT.encode())
    lot = re.search(r"<cac:ProcurementProjectLot>.*?</cac:ProcurementProjectLot>", CONTRACT, re.DOTALL)
    assert whole is not None
    assert lot is not None
    group = lot[0].replace('<cbc:ID schemeName="Lot">LOT-', "<cbc:ID>GLO-")
    assert "GLO-" in group
    notice, _ = read_notice(CONTRACT.replace(lot[0], lot[0] + group).encode())
    assert notice is not None
    assert notice.tender.lots == whole.tender.lots


def release(**tender: Any) -> bytes:
    one = {"ocid": "ocds-odd-1", "id": "1", "date": "2026-01-10T09:00:00Z", "tag": ["tender"], "buyer": {"name": "Älvbro"}}
    return json.dumps({"releases": [one | {"tender": {"id": "t", "title": "Städ"} | tender}]}).encode()


def test_signs_that_steer_a_terminal_and_halves_of_signs_are_no_words() -> None:
    (notice,), problems = read_ocds(release(title="St\ud800äd\0", description="rad\x1b[2J ett\nrad två"))
    assert (notice.tender.title, notice.tender.description) == ("Städ", "rad[2J ett\nrad två")
    assert problems == []


def test_an_empty_amount_is_none_and_no_fault() -> None:
    (notice,), problems = read_ocds(release(value={"amount": "", "currency": "SEK"}))
    assert notice.tender.value is None
    assert problems == []


def test_our_own_plain_json_is_answered_with_one_sentence() -> None:
    notices, problems = read_ocds(json.dumps({"kind": "tender", "records": [{"id": "a"}, {"id": "b"}]}).encode())
    assert notices == []
    assert [one.reason for one in problems] == [OWN_LIST]


def test_the_end_of_a_contract_and_a_day_as_swedes_write_them_in_a_plan() -> None:
    assert read_tender_heading("Avtalets slut") == Column("contract_end")
    assert period_of("15/6 2027") == Period(date(2027, 6, 15), date(2027, 6, 15))
    assert period_of("31/6 2027") is None
