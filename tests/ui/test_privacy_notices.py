"""What people are told and asked, in the window; and no way out of a list that does not ask what many people leave for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach.domain.contact import Email
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.usable import WhyNot
from outreach.errors import Cancelled, ReasonNeeded
from outreach.language import Language
from outreach.services import leaving
from outreach.services.house import House
from outreach.ui.capture.entry import Entry
from outreach.ui.capture.form import CaptureForm
from outreach.ui.capture.window import CaptureWindow
from outreach.ui.context import Context
from outreach.ui.lists.hand_over import HandOver
from outreach.ui.lists.list_export import ExportDialog
from outreach.ui.people.page import PeoplePage
from outreach.ui.privacy.leaving_dialog import EXPORT, LeavingDialog, ask_about
from outreach.ui.privacy.notices_due import DueDialog
from outreach.ui.privacy.notices_texts import NoticesDialog
from outreach.ui.privacy.notices_today import InformingToday

#: Every public way by which a list leaves the window.
WAYS = ("copy_table", "copy_addresses", "ask_print", "export")
#: Public, but no way out by itself: what is said, the window that writes to each by name, and the writer behind `ask_print`.
NO_WAYS = {"heading", "lead", "write_to_many", "write_print"}


@pytest.fixture
def page(context: Context, house: House, qtbot, settle, monkeypatch) -> PeoplePage:
    monkeypatch.setattr("outreach.ui.privacy.leaving_dialog.MANY", 2)
    monkeypatch.setattr("outreach.services.leaving.MANY", 2)
    for name in ("Anna", "Bo", "Cilla", "David"):
        house.people.save(Person(name=name, emails=(Email(f"{name.lower()}@x.example"),)))
    made = PeoplePage(context)
    qtbot.addWidget(made)
    made.show()
    made.enter()
    settle()
    return made


def _asked(page: PeoplePage) -> list[LeavingDialog]:
    return [one for one in page.findChildren(LeavingDialog) if one.isVisible()]


def test_the_walk_knows_every_way() -> None:
    public = {name for name, value in vars(HandOver).items() if callable(value) and not name.startswith("_")}
    assert public == set(WAYS) | NO_WAYS


@pytest.mark.parametrize("way", WAYS)
def test_every_way_out_asks_what_many_leave_for(page, way, settle, house, tmp_path) -> None:
    getattr(page.hand_over, way)()
    settle()
    (dialog,) = _asked(page)
    assert "4" in dialog.go_button.text()
    assert not dialog.go_button.isEnabled()
    dialog.reason.setText("Nyhetsbrev i december")
    assert dialog.go_button.isEnabled()
    dialog.reject()
    settle()
    assert house.audit.latest(1, "export") == []


def test_control_a_way_that_forgets_to_ask_is_seen_and_the_gate_holds_all_the_same(page, context, settle, monkeypatch) -> None:
    needed: list[ReasonNeeded] = []
    context.tasks.ask_reason = lambda what, _owner, _go_on: needed.append(what)
    monkeypatch.setattr(HandOver, "_ask", lambda self, deed, then, keys=None: then(leaving.NOTHING_SAID))
    page.hand_over.copy_table()
    settle()
    assert _asked(page) == []
    assert [one.found.count for one in needed] == [4]


def test_few_are_not_asked_about(page, settle, monkeypatch) -> None:
    monkeypatch.setattr("outreach.ui.privacy.leaving_dialog.MANY", 20)
    monkeypatch.setattr("outreach.services.leaving.MANY", 20)
    page.hand_over.copy_table()
    settle()
    assert _asked(page) == []


def test_the_reason_reaches_the_log_and_a_wrong_day_is_said(page, settle, house) -> None:
    page.hand_over.copy_table()
    settle()
    (dialog,) = _asked(page)
    dialog.reason.setText("Nyhetsbrev i december")
    dialog.delete_by.line.setText("någon gång")
    dialog.go_button.click()
    assert dialog.isVisible()
    assert dialog.day_field.has_error
    dialog.delete_by.set_value(date(2027, 1, 31))
    dialog.go_button.click()
    settle()
    assert "Nyhetsbrev i december" in str(house.audit.latest(1, "export")[0])


def test_the_file_says_what_it_is_for(page, settle, context, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    ExportDialog(context, Kind.PERSON, page, leaving=leaving.Leaving("Mässa i mars", None)).write(path)
    settle()
    assert "Mässa i mars" in path.read_text("utf-8-sig")


def test_the_dialog_says_who_is_left_out(context, qtbot) -> None:
    left = [WhyNot.OBJECTED, WhyNot.OBJECTED]
    dialog = LeavingDialog(context, 137, left, EXPORT, print, None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    assert "2" in dialog.left.text()
    assert dialog.go_button.text() == "Export 137 people"


def test_today_counts_who_must_be_told_and_the_list_marks_them(context, house, qtbot, settle) -> None:
    link = InformingToday(context)
    qtbot.addWidget(link)
    settle()
    assert link.isHidden()
    house.people.save(Person(name="Erik Berg", from_others=date(2026, 10, 1)))
    link.refresh()
    settle()
    assert not link.isHidden()
    assert "overdue" in link.text()
    dialog = DueDialog(context, link)
    qtbot.addWidget(dialog)
    settle()
    assert [one.title for one in dialog.list.lines] == ["Erik Berg"]
    dialog.mark_told()
    settle()
    assert dialog.list.lines == []
    assert house.registered.due() == []
    settle()
    assert link.isHidden()


def test_a_new_version_is_written_and_one_without_items_is_told(context, house, qtbot, settle) -> None:
    dialog = NoticesDialog(context, None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    settle()
    dialog.new_text()
    dialog.text_form.label.setText("2")
    dialog.text_form.full.setPlainText("Vi sparar ditt namn.")
    assert "the rights" in dialog.text_form.full_field.note.text()
    dialog.save()
    settle()
    assert [one.label for one in house.privacy.texts()] == ["2"]
    dialog.new_text()
    dialog.save()
    settle()
    assert dialog.wrong.text()
    assert len(house.privacy.texts()) == 1


def test_a_purpose_in_ones_own_words(context, house, qtbot, settle) -> None:
    dialog = NoticesDialog(context, None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    settle()
    dialog.new_purpose()
    form = dialog.purpose_form
    form.key.setText("naringsliv")
    form.name.setText("Näringslivskontakt")
    form.law.setText("KF 2026-05-01 § 12")
    dialog.save()
    settle()
    assert house.privacy.purpose("naringsliv").name == "Näringslivskontakt"


def test_the_hint_is_quiet_and_may_be_meant(context, qtbot, settle) -> None:
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    window = CaptureWindow(context, parent)
    settle()
    hint, note = window.form.note_hint, window.form.note
    note.setPlainText("vill höra om snöröjning")
    hint.look()
    assert hint.isHidden()
    note.setPlainText("han är sjukskriven till maj")
    hint.look()
    assert not hint.isHidden()
    assert "health" in hint.sentence.text()
    hint.mean_it()
    assert hint.isHidden()
    note.setPlainText("han är sjukskriven, och pratade om sin depression")
    hint.look()
    assert not hint.isHidden()
    assert "1.0, 2026-11-29" in window.notice.head.text()
    assert "1.0, 2026-11-29" in window.notice.text.text()


def test_flags_are_badges_and_deeds_of_the_pane(page, context, house, settle) -> None:
    person = house.people.listed(page_listing())[0]
    settle()
    house.registered.object_to([person.id])
    page.refresh()
    settle()
    from outreach.ui.privacy.notices_flags import badges_of, flag_deeds

    known = house.people.get(person.id)
    assert badges_of(known, context.words) == ["objects to the use"]
    deeds = {text: act for _, text, act in flag_deeds(context, known, page)}
    deeds["No longer objects"]()
    settle()
    assert house.people.get(person.id).objected is None


def page_listing():
    from outreach.domain.listing import Listing

    return Listing(Kind.PERSON)


def test_work_that_the_gate_keeps_back_is_asked_about_and_done_once_more(page, context, house, settle, tmp_path: Path) -> None:
    context.tasks.ask_reason = lambda needed, owner, go_on: ask_about(context, needed, owner, go_on, page)
    path, done, failed = tmp_path / "a.vcf", [], []

    def leave() -> None:
        work = lambda: house.exports.write(Kind.PERSON, path, Language("sv"))  # noqa: E731 - as pages hand it over
        context.tasks.run(work, done.append, owner=page, failed=failed.append)
        settle()

    leave()
    (dialog,) = _asked(page)
    assert dialog.go_button.text() == "Export 4 people"
    assert not path.exists()
    assert context.tasks.idle
    dialog.reject()
    settle()
    assert [type(one) for one in failed] == [Cancelled]
    assert not path.exists()
    leave()
    (dialog,) = _asked(page)
    dialog.reason.setText("Nyhetsbrev i december")
    dialog.go_button.click()
    settle()
    assert len(done) == 1
    assert b"Nyhetsbrev i december" in path.read_bytes()
    assert house.audit.latest(1, "export")[0].detail["ground"] == "Nyhetsbrev i december"


def test_the_visitor_is_noted_as_told_by_a_key_and_at_the_booth_it_stays(context, house, qtbot, settle) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    window = CaptureWindow(context, parent)
    window.open(None)
    qtbot.waitExposed(window)
    settle()
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert window.form.told.isChecked()
    window.form.show_entry(Entry(person="Erik Berg", note="snö", told=True))
    captured = house.meetings.capture(window.form.entry().capture(None))
    assert captured.person is not None
    assert [(one.version, one.how) for one in captured.person.informed] == [("1.0 2026-11-29", "capture")]
    window.form.show_entry(Entry())
    assert not window.form.told.isChecked()
    untold = house.meetings.capture(Entry(person="Eva Ek", note="snö").capture(None))
    assert untold.person is not None
    assert [one.person.id for one in house.registered.due()] == [untold.person.id]
    booth = CaptureForm(context, discreet=True)
    qtbot.addWidget(booth)
    booth.told.setChecked(True)
    booth.show_entry(Entry())
    assert booth.entry().told
