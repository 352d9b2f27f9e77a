"""The audit log names the first line that is not as it was written, whatever was done to it."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

import outreach.services
from outreach.domain.audit import DEED_LABELS, Head, plain_detail
from outreach.errors import InvalidInput
from outreach.services.audit import KEPT_MONTHS
from outreach.services.house import House
from outreach.storage.database import Signature, open_workspace
from tests.services.conftest import StillClock


@pytest.fixture
def logged(house: House) -> House:
    for number in range(1, 8):
        house.audit.note("export", kind="person", count=number)
    return house


TAMPERING = {
    "a changed detail": ("UPDATE audit SET detail = replace(detail, '4', '9') WHERE number = 4", 4),
    "a changed name": ("UPDATE audit SET who = 'Bo Ek' WHERE number = 3", 3),
    "a changed time": ("UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE number = 6", 6),
    "a removed line": ("DELETE FROM audit WHERE number = 5", 5),
    "the first line gone": ("DELETE FROM audit WHERE number = 1", 1),
    "the end cut off": ("DELETE FROM audit WHERE number > 5", 6),
    "an emptied log": ("DELETE FROM audit", 1),
    "a line put in front": (
        "INSERT INTO audit SELECT 0, at, who, device, deed, detail, previous, hash FROM audit WHERE number = 1",
        0,
    ),
    "a line put behind": (
        "INSERT INTO audit SELECT 8, at, who, device, deed, detail, previous, hash FROM audit WHERE number = 7",
        8,
    ),
    "two lines in each other's place": (
        "UPDATE audit SET number = number - 20 WHERE number IN (2, 3); UPDATE audit SET number = -15 - number WHERE number < 0",
        2,
    ),
    "the kept end gone": ("DELETE FROM fact WHERE name = 'audit head'", 1),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_the_first_broken_number_is_named(logged: House, what: str) -> None:
    assert logged.audit.check().is_sound
    statements, number = TAMPERING[what]
    with logged.database.work("Tamper") as work:
        for statement in statements.split(";"):
            work.connection.execute(text(statement))
    state = logged.audit.check()
    assert state.broken == number, state.why


def test_a_line_that_is_changed_and_sealed_anew_is_named(logged: House) -> None:
    from dataclasses import replace

    from outreach.domain.audit import sealed

    line = next(one for one in logged.audit.latest() if one.number == 4)
    forged = sealed(replace(line, who="Bo Ek"))
    with logged.database.work("Tamper") as work:
        wanted = text("UPDATE audit SET who = 'Bo Ek', hash = :hash WHERE number = 4")
        work.connection.execute(wanted, {"hash": forged.hash})
    assert logged.audit.check().broken == 4


def test_a_log_cut_with_its_kept_end_is_named_by_a_backup(logged: House) -> None:
    kept = logged.audit.head()
    fourth = next(one for one in logged.audit.latest() if one.number == 4)
    with logged.database.work("Tamper") as work:
        work.connection.execute(text("DELETE FROM audit WHERE number > 4"))
        work.keep_fact("audit head", Head(4, fourth.hash).written())
    assert logged.audit.check().is_sound
    assert logged.audit.check([Head.read(kept.written())]).broken == 5


def test_old_lines_go_by_a_decision_and_a_line_stands_for_them(house: House, clock: StillClock) -> None:
    house.audit.note("export", count=1)
    house.audit.note("export", count=2)
    clock.now += timedelta(days=31 * (KEPT_MONTHS + 1))
    house.audit.note("export", count=3)
    with pytest.raises(InvalidInput):
        house.audit.dispose(" ")
    assert house.audit.dispose("KS 2026/1") == 2
    assert [one.number for one in house.audit.latest()] == [4, 3]
    assert house.audit.check().is_sound
    assert house.audit.dispose("KS 2026/1") == 0
    with house.database.work("Tamper") as work:
        work.connection.execute(text("DELETE FROM audit WHERE number = 3"))
    assert house.audit.check().broken == 3


def test_a_line_is_kept_with_its_action_or_not_at_all(house: House) -> None:
    with pytest.raises(RuntimeError), house.database.work("Fails") as work:
        work.audit("export", count=1)
        raise RuntimeError
    assert house.audit.latest() == []


def test_who_only_reads_is_logged_too(house: House) -> None:
    place = house.place
    reader = House(open_workspace(place, Signature("Bo Ek", "other"), writing=False))
    reader.audit.note("export", count=2)
    reader.close()
    house.audit.note("export", count=3)
    assert [one.who for one in house.audit.latest()] == ["Anna Ek", "Bo Ek"]
    assert house.audit.check().is_sound


def test_details_hold_no_addresses_and_no_numbers() -> None:
    plain = plain_detail({"reason": "till anna@x.example, 070-123 45 67, 811228-9874", "n": 3, "none": None})
    assert plain["n"] == 3
    assert "none" not in plain
    for part in ("anna@", "123 45", "9874"):
        assert part not in plain["reason"]


#: Services that write files, and who writes their line in the log: themselves, or why none is needed.
LOGGED = {"dialogue", "disposals", "erasures", "extracts", "handouts", "lost_devices", "packages", "printings", "releases"}
LOGGED |= {"exchange", "invitations", "outbox", "exports", "lists", "mailings"}
#: These write for the ones that log.
CALLED_BY = {
    "informing_letters": {"registered"},
    "tender_letters": {"disclosures", "question_letters", "tender_matches"}}
HOLDS_NO_REGISTER = {
    "calendar_prints": "events of the unit",
    "coverage": "counts of companies",
    "effect_files": "figures",
    "imports": "the reader's own rows that were refused",
    "inquiries": "a question to colleagues",
    "own_card": "the officer's own card",
    "published": "events of the unit",
    "requirement_cards": "requirements",
    "single_answers": "one letter to the one who asked",
    "contract_letters": "one letter to one supplier",
    "watches": "a public notice",
    "processing_record": "purposes and rules, nobody by name",
}


def test_every_service_that_writes_a_file_logs_it_or_says_why_not() -> None:
    folder = Path(outreach.services.__file__).parent
    writing, logging = set(), set()
    for file in folder.glob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        names = {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
        called = {one.func.id for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)}
        if called & {"write_file", "write_new"}:
            writing.add(file.stem)
        if "audit" in names:
            logging.add(file.stem)
    assert writing - LOGGED - HOLDS_NO_REGISTER.keys() - CALLED_BY.keys() == set()
    unlogged = (LOGGED | set().union(*CALLED_BY.values())) - logging - {"exports", "lists", "mailings"}
    assert unlogged == set(), "these say that they log and do not"


def test_every_deed_has_its_words() -> None:
    assert {"export", "extract", "erase", "dispose", "release", "bulk_view", "restore"} <= DEED_LABELS.keys()
