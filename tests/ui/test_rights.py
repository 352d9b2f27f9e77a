"""The rights of the registered in the window: extract, erasure, disposal, release, the log, a lost computer."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.processing import RetentionRule, Since
from outreach.domain.record import Kind
from outreach.services.erasures import FIRM_STAYS
from outreach.services.house import House
from outreach.ui.main_window import MainWindow
from outreach.ui.privacy.rights_audit import AuditDialog
from outreach.ui.privacy.rights_dialog import RightsDialog, SecondLook
from outreach.ui.privacy.rights_dispose import DisposeDialog
from outreach.ui.privacy.rights_erase import EraseDialog
from outreach.ui.privacy.rights_extract import ExtractDialog
from outreach.ui.privacy.rights_lost import LostDialog
from outreach.ui.privacy.rights_protected import ProtectedExtractDialog
from outreach.ui.privacy.rights_release import ReleaseDialog
from outreach.ui.privacy.rights_rule import RuleDialog
from tests.ui.at_rest import NOW, come_to_rest

NAME = "Kanarina Fågelsund"
CANARY = "kanariefrågan"


def house_of(window: MainWindow) -> House:
    assert window.context is not None
    return window.context.house


def talks(house: House) -> list[Meeting]:
    with house.database.read() as view:
        return list(view.meetings.all())


def set_clock(house: House, now: datetime) -> None:
    house.database.signature = replace(house.database.signature, clock=lambda: now)


@pytest.fixture
def rest(window: MainWindow, qtbot: QtBot) -> Callable[[], None]:
    return lambda: come_to_rest(qtbot, window.parts.tasks)


@pytest.fixture
def person(window: MainWindow) -> UUID:
    """Somebody with a talk of her own, and named in the talk of another."""
    with house_of(window).database.work("Met") as work:
        contact = {"emails": (Email("kanarina@sund.example"),), "phones": (Phone("070-111 22 33"),)}
        one = work.save(Kind.PERSON, Person(name=NAME, notes=CANARY, **contact))
        other = work.save(Kind.PERSON, Person(name="Nabosia Grannelund"))
        work.save(Kind.MEETING, Meeting(at=NOW, officer="Anna", person=one.id, note=f"Om {CANARY}."))
        work.save(Kind.MEETING, Meeting(at=NOW, officer="Anna", person=other.id, note=f"{NAME} var med."))
    return one.id


def run(window: MainWindow, name: str, kind: type[RightsDialog], rest: Callable[[], None]) -> RightsDialog:
    """Run a command as menu and palette do, and return its window."""
    command = next(one for one in window.all_commands() if one.name == name)
    assert command.enabled()
    command.run()
    rest()
    return shown(window, kind)


def shown(window: MainWindow, kind: type) -> RightsDialog:
    return next(one for one in reversed(window.findChildren(kind)) if one.isVisible())


def choose(window: MainWindow, person: UUID, rest: Callable[[], None]) -> None:
    assert window.context is not None
    window.show_page("people")
    rest()
    window.context.open(Kind.PERSON, person)
    rest()


def test_an_extract_of_the_chosen_person_is_noted_and_written(
    window: MainWindow, person: UUID, rest: Callable[[], None], tmp_path: Path
) -> None:
    choose(window, person, rest)
    dialog = run(window, "people.extract", ExtractDialog, rest)
    assert isinstance(dialog, ExtractDialog)
    assert dialog.heading.text() == NAME
    dialog.ask_button.click()
    rest()
    assert "24 Dec 2026" in dialog.clock.text()
    assert not dialog.ask_button.isEnabled()
    dialog.write_to(tmp_path / "hers.pdf", ("pdf", "json"))
    rest()
    text = (tmp_path / "hers.json").read_text("utf-8")
    assert CANARY in text
    assert "Nabosia" not in text
    assert (tmp_path / "hers.pdf").read_bytes().startswith(b"%PDF")
    assert house_of(window).extracts.asked() == []
    assert "hers.pdf" in window.toast.sentence
    with pytest.raises(StopIteration):
        shown(window, ExtractDialog)


def test_an_erasure_looks_twice_and_names_the_backups(
    window: MainWindow, person: UUID, place: Path, rest: Callable[[], None]
) -> None:
    house = house_of(window)
    older = house.backups.make().path
    choose(window, person, rest)
    dialog = run(window, "people.erase", EraseDialog, rest)
    assert isinstance(dialog, EraseDialog)
    assert any("Conversations" in dialog.mentions.item(row).text() for row in range(dialog.mentions.count()))
    dialog.go_on()
    look = shown(window, SecondLook)
    assert isinstance(look, SecondLook)
    assert NAME in look.sentence.text()
    look.no_button.click()
    rest()
    assert house.people.get(person).name == NAME
    dialog.go_on()
    shown(window, SecondLook).yes_button.click()  # type: ignore[attr-defined]
    rest()
    assert dialog.erased is not None
    titles = [(one.title, one.detail, one.note) for one in dialog.list.lines]
    assert ("24 Nov 2026", older.name, "gone by 13 Nov 2027") in titles
    # The control: the backup of before holds her, the newest and the workspace do not hold a byte.
    newest = older.parent / dialog.erased.new_backup
    assert [_bytes_of(one) for one in (older, newest)] == [True, False]
    assert not any(word.encode() in place.read_bytes() for word in (NAME, CANARY))
    assert not any(NAME in one.note for one in talks(house))


def _bytes_of(backup: Path) -> bool:
    with zipfile.ZipFile(backup) as opened:
        data = b"".join(opened.read(name) for name in opened.namelist())
    return any(word.encode() in data for word in (NAME, CANARY, "kanarina@sund"))


def test_a_text_without_its_tick_keeps_the_name(window: MainWindow, person: UUID, rest: Callable[[], None]) -> None:
    house = house_of(window)
    choose(window, person, rest)
    dialog = run(window, "people.erase", EraseDialog, rest)
    assert isinstance(dialog, EraseDialog)
    for row in range(dialog.mentions.count()):
        dialog.mentions.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.anonymise_choice.setChecked(True)
    dialog.erase()
    rest()
    notes = {one.note for one in talks(house)}
    assert notes == {f"Om {CANARY}.", f"{NAME} var med."}


def test_an_erasure_says_where_a_sole_traders_firm_keeps_its_name(window: MainWindow, rest: Callable[[], None]) -> None:
    with house_of(window).database.work("Met") as work:
        firm = work.save(Kind.COMPANY, Company(name="Canarias Måleri", sole_trader=True))
        one = work.save(Kind.PERSON, Person(name=NAME, roles=(Role(firm.id),)))
        other = work.save(Kind.PERSON, Person(name="Nabosia Grannelund"))
    for person, says in ((one.id, True), (other.id, False)):
        choose(window, person, rest)
        dialog = run(window, "people.erase", EraseDialog, rest)
        assert isinstance(dialog, EraseDialog)
        assert (FIRM_STAYS in [line.title for line in dialog.list.lines]) is says
        dialog.reject()
        rest()


def test_a_refusal_wants_its_reason_and_writes_the_decision(
    window: MainWindow, person: UUID, rest: Callable[[], None], tmp_path: Path
) -> None:
    choose(window, person, rest)
    dialog = run(window, "people.erase", EraseDialog, rest)
    assert isinstance(dialog, EraseDialog)
    dialog.refuse_choice.setChecked(True)
    dialog.go_button.click()
    assert "reason" in dialog.wrong.text()
    dialog.reason.setText("Upphandlingen är överklagad.")
    dialog.refuse_to(tmp_path / "beslut.pdf")
    rest()
    assert (tmp_path / "beslut.pdf").read_bytes().startswith(b"%PDF")
    assert house_of(window).people.get(person).name == NAME


def test_a_rule_is_made_approved_run_and_its_protocol_written(
    window: MainWindow, rest: Callable[[], None], tmp_path: Path
) -> None:
    house = house_of(window)
    people = [Person(name=f"Gammal {number}") for number in range(2)]
    with house.database.work("Old") as work:
        for one in people:
            work.save(Kind.PERSON, one)
    set_clock(house, NOW + timedelta(days=70))
    dialog = run(window, "rights.dispose", DisposeDialog, rest)
    assert isinstance(dialog, DisposeDialog)
    assert "no rule yet" in dialog.rules.lines[0].title
    dialog.add_button.click()
    rest()
    form = shown(window, RuleDialog)
    assert isinstance(form, RuleDialog)
    form.save_button.click()
    rest()
    assert "name" in form.wrong.text()
    form.name.setText("Två månader")
    form.months.setValue(2)
    form.since.setCurrentIndex(form.since.findData(Since.COLLECTED))
    form.save_button.click()
    rest()
    assert "Without a decision" in dialog.sentence.text()
    assert not dialog.approve_button.isEnabled()
    rule = house.disposals.rules()[0]
    assert window.context is not None
    window.context.write(lambda: house.disposals.keep(replace(rule, decision="KS 2026:14")))
    rest()
    assert [one.title for one in dialog.list.lines] == ["Gammal 0", "Gammal 1"]
    dialog.approve_button.click()
    rest()
    assert not dialog.run_button.isEnabled(), "the same officer waits a quarter of an hour"
    set_clock(house, NOW + timedelta(days=70, minutes=16))
    dialog.look()
    rest()
    dialog.run_button.click()
    look = shown(window, SecondLook)
    assert isinstance(look, SecondLook)
    look.yes_button.click()
    rest()
    assert house.people.count() == 0
    dialog.write_protocol(tmp_path / "protokoll.json")
    rest()
    written = (tmp_path / "protokoll.json").read_text("utf-8")
    assert json.loads(written)["people"] == 2
    assert "Gammal" not in written


def test_the_brake_is_said_in_the_second_look(window: MainWindow, rest: Callable[[], None]) -> None:
    house = house_of(window)
    with house.database.work("Old") as work:
        work.add_many(Kind.PERSON, [Person(name=f"Gammal {number}") for number in range(26)])
    set_clock(house, NOW + timedelta(days=70))
    rule = RetentionRule(name="Kort", months=2, decision="KS 1", since=Since.COLLECTED)
    house.disposals.keep(rule)
    dialog = run(window, "rights.dispose", DisposeDialog, rest)
    assert isinstance(dialog, DisposeDialog)
    dialog.ask_run()
    look = shown(window, SecondLook)
    assert isinstance(look, SecondLook)
    assert "more than 25 people" in look.sentence.text()


def test_a_release_leaves_out_what_is_masked_and_wants_its_questions_weighed(
    window: MainWindow, person: UUID, rest: Callable[[], None], tmp_path: Path
) -> None:
    from outreach.print.read_back import hidden_text, seen_text

    dialog = run(window, "rights.release", ReleaseDialog, rest)
    assert isinstance(dialog, ReleaseDialog)
    dialog.search.setText("Kanarina")
    dialog.look()
    rest()
    assert dialog.chosen() == []
    dialog.tick_all()
    rest()
    assert person in dialog.chosen()
    assert not dialog.write_button.isEnabled()
    for one in dialog.answers:
        one.setChecked(True)
    assert dialog.write_button.isEnabled()
    dialog.masks["phones"].setCurrentIndex(dialog.masks["phones"].findData("OSL 21:3"))
    dialog.hide_words.setText(CANARY)
    dialog.write()
    assert "paragraph" in dialog.wrong.text()
    dialog.ground.setCurrentIndex(dialog.ground.findData("OSL 31:16"))
    dialog.write_to(tmp_path / "ut.pdf")
    rest()
    pdf = (tmp_path / "ut.pdf").read_bytes()
    text = seen_text(pdf) + hidden_text(pdf)
    assert NAME in text
    assert CANARY not in text
    assert "070-111 22 33" not in text
    assert "OSL 21:3" in text


def test_the_log_is_listed_checked_and_names_the_broken_line(window: MainWindow, rest: Callable[[], None]) -> None:
    from sqlalchemy import text

    house = house_of(window)
    for count in (1, 2, 3):
        house.audit.note("export", rows=count)
    dialog = run(window, "rights.audit", AuditDialog, rest)
    assert isinstance(dialog, AuditDialog)
    newest = dialog.list.lines[0]
    assert "Export" in newest.title
    assert "rows: 3" in newest.detail
    dialog.check_button.click()
    rest()
    assert "whole" in dialog.state.text()
    number = int(dialog.list.lines[1].data)
    with house.database.work("Tampered") as work:
        work.connection.execute(text("DROP TRIGGER IF EXISTS audit_kept"))
        work.connection.execute(text("UPDATE audit SET detail = '{\"rows\": 9}' WHERE number = :n"), {"n": number})
    dialog.check_button.click()
    rest()
    assert f"Line {number} " in dialog.state.text()
    dialog.deeds.setCurrentIndex(dialog.deeds.findData("restore"))
    rest()
    assert "Nothing has been" in dialog.list.lines[0].title


def test_a_lost_computer_has_figures_a_clock_and_a_draft(
    window: MainWindow, person: UUID, rest: Callable[[], None], tmp_path: Path
) -> None:
    dialog = run(window, "rights.lost", LostDialog, rest)
    assert isinstance(dialog, LostDialog)
    assert "27 Nov 2026" in dialog.clock.text()
    assert not dialog.write_button.isEnabled()
    dialog.device.setText("Laptop 7")
    assert dialog.write_button.isEnabled()
    assert ("people in all", "2") in [(one.title, one.note) for one in dialog.list.lines]
    dialog.take_backup(house_of(window).backups.make().path)
    rest()
    assert "backup" in dialog.source.text()
    dialog.write_to(tmp_path / "utkast.txt")
    rest()
    assert "Laptop 7" in (tmp_path / "utkast.txt").read_text("utf-8")
    assert house_of(window).audit.latest(1)[0].deed == "lost_device"


def test_a_backup_that_is_none_is_explained_in_the_window(
    window: MainWindow, rest: Callable[[], None], tmp_path: Path
) -> None:
    dialog = run(window, "rights.lost", LostDialog, rest)
    assert isinstance(dialog, LostDialog)
    bad = tmp_path / "x.outreach-backup"
    bad.write_bytes(b"no")
    dialog.take_backup(bad)
    rest()
    assert dialog.wrong.isVisible()


def test_an_extract_for_a_protected_identity_is_written_once_it_is_said_how_it_was_checked(
    window: MainWindow, person: UUID, tmp_path: Path, rest: Callable[[], None]
) -> None:
    house_of(window).registered.protect(person)
    dialog = run(window, "rights.protected", ProtectedExtractDialog, rest)
    assert isinstance(dialog, ProtectedExtractDialog)
    dialog.show_button.click()
    rest()
    assert dialog.people.count() == 0
    assert dialog.wrong.text()
    assert not dialog.write_button.isEnabled()
    dialog.how.setText("in person, identity card shown")
    dialog.show_button.click()
    rest()
    assert [dialog.people.item(row).text() for row in range(dialog.people.count())] == [NAME]
    dialog.write_to(tmp_path / "hers.pdf")
    rest()
    assert CANARY in (tmp_path / "hers.json").read_text("utf-8")
    assert house_of(window).audit.latest(1, "protected_view")[0].detail["what"] == "extract"
