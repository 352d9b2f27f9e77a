"""The audit log names the first line that is not as it was written, whatever was done to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

import outreach.services
from outreach.domain.audit import ANEW, DEED_LABELS, Head, plain_detail
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.services.audit import KEPT_MONTHS
from outreach.services.house import House
from outreach.services.restoring import Restoring
from outreach.storage import audit as audit_table
from outreach.storage.database import Database, Signature, create_workspace, open_workspace
from outreach.storage.work import Work
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


#: By what data leave the program: a file, the clipboard.
GATES = {"write_file", "write_new", "copy_text", "copy_table", "write_bytes", "write_text"}
#: What adds a line to the log.
LOGS = {"note", "audit", "note_leaving", "leaving_by", "letters_leaving", "drafts_leaving", "_leaving", "_note"}
#: Functions through which something leaves and that add no line: another one does, or nothing of the register goes.
ELSEWHERE = {
    "services/exchange.py _write": "the exchange's own line, in its action",
    "services/informing_letters.py write_informing": "registered.drafts",
    "services/tender_letters.py write_drafts": "disclosures, question_letters, tender_matches",
    "ui/lists/hand_over.py _copy": "lists.copied, while it was read",
    "ui/lists/hand_over.py _copied_addresses": "views.addresses, while they were read",
    "ui/lists/list_page.py _wire": "hand_over",
    "cli/keys.py recovery": "protection: the change of keys",
}
NOTHING_OF_THE_REGISTER = {
    "cli/command.py format_help_text": "help",
    "services/calendar_prints.py save": "events of the unit",
    "services/contract_letters.py write": "one letter to one supplier",
    "services/coverage.py write": "counts of companies",
    "services/disposals.py save": "a protocol of counts",
    "services/effect_files.py write": "figures",
    "services/imports.py save_problem_rows": "the reader's own rows that were refused",
    "services/inquiries.py ask": "a question to colleagues",
    "services/invitations.py publish": "the event, no guest",
    "services/own_card.py write": "the officer's own card",
    "services/processing_record.py write": "purposes and rules, nobody by name",
    "services/published.py write": "events of the unit",
    "services/requirement_cards.py print_cards": "requirements",
    "services/single_answers.py write": "one letter to the one who asked",
    "services/watches.py fetch": "a public notice",
    "ui/coverage/deeds.py copy": "counts of companies",
    "ui/disclosures/window.py copy": "what is told to everybody",
    "ui/effect/pieces.py keyPressEvent": "figures",
    "ui/errors_dialog.py _buttons": "what went wrong",
    "ui/lists/detail_parts.py _copy_button": "one value of one card",
    "ui/lists/detail_parts.py copy": "one value of one card",
    "ui/locking/kept_texts.py __init__": "the officer's own words, typed while it locked",
    "ui/network/flyer_view.py copy": "a flyer's text",
    "ui/plans/year_window.py keyPressEvent": "what events gave, in figures",
    "ui/scan/dialog.py import_event": "a calendar that was just scanned, for the import",
}


def _ways_out(file: Path, name: str) -> Iterator[tuple[str, bool]]:
    """Yield (function, whether it logs) of each function of a module through which data leave."""
    source = file.read_text("utf-8")
    # Most modules name no gate at all, and need not be taken apart.
    for one in ast.walk(ast.parse(source)) if any(gate in source for gate in GATES) else ():
        if isinstance(one, ast.FunctionDef):
            called = {_name(call.func) for call in ast.walk(one) if isinstance(call, ast.Call)}
            if called & GATES:
                yield f"{name} {one.name}", bool(called & LOGS)


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def _unlogged() -> set[str]:
    """The functions of services, commands and windows through which data leave and that add no line."""
    package = Path(outreach.services.__file__).parent.parent
    files = [one for room in ("services", "cli", "ui") for one in (package / room).rglob("*.py") if "tour" not in one.parts]
    return {way for one in files for way, logs in _ways_out(one, one.relative_to(package).as_posix()) if not logs}


def test_whatever_leaves_the_program_is_logged_or_it_is_said_why_not() -> None:
    assert _unlogged() == ELSEWHERE.keys() | NOTHING_OF_THE_REGISTER.keys()


def test_a_way_out_that_forgets_its_line_is_caught(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text("def save():\n    write_file(1, b'')\n\n\ndef sound(house):\n    house.note('x')\n    write_file(1, b'')\n")
    assert list(_ways_out(file, "x.py")) == [("x.py save", False), ("x.py sound", True)]


def test_the_end_is_held_against_the_backups_and_it_is_said_when_there_is_none(logged: House) -> None:
    assert logged.audit.check().compared == 0
    logged.backups.make()
    logged.audit.note("export", count=9)
    assert logged.audit.check().is_sound
    assert logged.audit.check().compared == 1
    with logged.database.work("Written anew from line 3, with its kept end") as work:
        _write_anew(work, 3)
    state = logged.audit.check()
    # The backup keeps the end of before its own line, 8: what was written anew lies at that or before.
    assert (state.broken, state.why) == (7, ANEW)
    with logged.database.work("Control: nothing else sees it") as work:
        assert audit_table.check(work.connection).is_sound


def _write_anew(work: Work, first: int) -> None:
    """Do what somebody with the file would: change a line and seal all that follow, and keep the new end."""
    lines = list(audit_table.lines(work.connection))
    work.connection.execute(text(f"DELETE FROM audit WHERE number >= {first}"))
    work.keep_fact("audit head", Head(first - 1, lines[first - 2].hash).written())
    for line in lines[first - 1 :]:
        audit_table.append(work.connection, line.at, "Bo Ek", line.device, line.deed, line.detail)


def test_a_restore_takes_nothing_back_that_was_logged_since(house: House, clock: StillClock) -> None:
    house.audit.note("export", count=1)
    backup = house.backups.make().path
    house.audit.note("export", count=2)
    place = house.place
    house.close()
    Restoring(place, "Anna Ek", clock).restore(backup)
    again = House(open_workspace(Path(place), Signature("Anna Ek", "laptop", clock), patience=0))
    deeds = [(one.deed, one.detail.get("count")) for one in reversed(again.audit.latest())]
    assert [one for one in deeds if one[0] != "backup"] == [("export", 1), ("export", 2), ("restore", None)]
    assert again.audit.check().is_sound
    again.close()


def test_lines_of_another_history_are_not_taken_over(house: House, tmp_path: Path, clock: StillClock) -> None:
    for number in (1, 2):
        house.audit.note("export", count=number)
    other = House(create_workspace(tmp_path / "other.outreach", Signature("Bo Ek", "other", clock)))
    other.audit.note("export", count=1)
    with other.database.work("Theirs") as work, house.database.read() as view:
        assert audit_table.carry_over(work.connection, view.connection) == 0
    assert len(other.audit.latest()) == 1
    other.close()


def test_handlers_of_protected_people_are_roles(house: House) -> None:
    unit = replace(house.unit.unit(), municipality="Älvbro kommun")
    house.unit.save_unit(unit)
    assert house.audit.latest(5, "roles") == []
    house.unit.save_unit(replace(house.unit.unit(), handlers=("Anna Ek",)))
    assert house.audit.latest(5, "roles")[0].detail == {"count": 1, "what": "handlers"}


def test_a_long_list_is_logged_once_an_hour_where_several_share(
    house: House, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.audit.viewed(Kind.PERSON, 500)
    assert house.audit.latest() == [], "alone on one laptop it is not"
    monkeypatch.setattr(Database, "is_shared", True)
    for kind, count in ((Kind.PERSON, 20), (Kind.TENDER, 500), (Kind.PERSON, 21), (Kind.PERSON, 21), (Kind.GUEST, 60)):
        house.audit.viewed(kind, count)
    clock.now += timedelta(hours=1)
    house.audit.viewed(Kind.PERSON, 21)
    house.audit.viewed(Kind.PERSON, 600)
    told = [(one.detail["kind"], one.detail["count"]) for one in reversed(house.audit.latest(9, "bulk_view"))]
    assert told == [("person", 21), ("guest", 60), ("person", 21), ("person", 600)]


def test_every_deed_has_its_words() -> None:
    assert {"export", "extract", "erase", "dispose", "release", "bulk_view", "restore"} <= DEED_LABELS.keys()


def test_an_id_that_is_told_as_text_stays_whole_although_it_holds_a_number_like_a_telephones() -> None:
    from outreach.domain.audit import plain_detail

    one = "444303bc-ac20-4ea4-9099-034054258e47"
    assert plain_detail({"person": one, "people": [one]}) == {"person": one, "people": [one]}
    digest = "96b1f64b902c740d6a5b72b509d4f41cef05944831dfcd185288fdec9fc7f219"
    assert plain_detail({"digest": digest}) == {"digest": digest}
    assert plain_detail({"ground": "ring 034054258"}) == {"ground": "ring …"}  # the control
