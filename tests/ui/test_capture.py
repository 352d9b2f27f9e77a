"""Logging a conversation by keyboard alone, hints, drafts that survive a kill, undo that brings the words back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from outreach.domain.company import Company
from outreach.domain.contact import Phone
from outreach.domain.event import Event, EventKind
from outreach.domain.listing import Listing
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.when import zoned
from outreach.errors import DiskFull
from outreach.services.meetings import NO_EVENT
from outreach.ui.capture.entry import DRAFT, Entry
from outreach.ui.capture.window import CaptureWindow
from tests.ui.at_rest import OFFICER, come_to_rest
from tests.ui.hands import CTRL, CTRL_SHIFT, press, write

GALA = Event(title="Företagsgalan", kind=EventKind.GALA, when=zoned(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 12)))
BERGS = Company(name="Bergs Bygg AB")
ANNA = Person(name="Anna Berg", roles=(Role(BERGS.id, "VD"),), phones=(Phone("+46701740605"),))


@pytest.fixture
def known(window, qtbot):
    """A gala that is going on, a company that is known, with a person."""
    house = window.context.house
    house.events.save(GALA)
    house.companies.save(BERGS)
    house.people.save(ANNA)
    return house


def rest(qtbot, window):
    come_to_rest(qtbot, window.parts.tasks)


def begin(window, qtbot) -> CaptureWindow:
    """Ctrl+N in the main window."""
    press(qtbot, Qt.Key.Key_N, CTRL)
    rest(qtbot, window)
    capture = window.desk.capturing.capture
    assert capture is not None
    assert QApplication.focusWidget() is capture.form.company
    return capture


def meetings(house):
    return house.meetings.listed(Listing(Kind.MEETING))


def test_a_new_company_is_logged_by_keyboard_alone_from_ctrl_n_to_saved(window, known, qtbot):
    capture = begin(window, qtbot)
    write(qtbot, "Snöhjälpen i Älvbro")
    press(qtbot, Qt.Key.Key_Tab)
    write(qtbot, "Östen Åkesson")
    press(qtbot, Qt.Key.Key_Return)
    write(qtbot, "070-174 06 06, osten@snohjalpen.example")
    press(qtbot, Qt.Key.Key_Tab)
    write(qtbot, "frågade om plogning #snö !fre")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    (meeting,) = meetings(known)
    assert (meeting.note, meeting.tags, meeting.event, meeting.officer) == (
        "frågade om plogning",
        ("snö",),
        GALA.id,
        OFFICER,
    )
    person = known.people.get(meeting.person)
    assert person.name == "Östen Åkesson"
    assert person.phones[0].number == "+46701740606"
    assert person.emails[0].address == "osten@snohjalpen.example"
    (follow_up,) = known.follow_ups.listed(Listing(Kind.FOLLOW_UP))
    assert follow_up.due == date(2026, 11, 27)
    assert capture.form.entry() == Entry()
    assert QApplication.focusWidget() is capture.form.company
    assert capture.counter.text() == "1 conversation today"
    assert capture.latest.lines[0].title == "Östen Åkesson, Snöhjälpen i Älvbro"


def test_the_third_letter_offers_whom_we_know_and_enter_takes_the_person(window, known, qtbot):
    capture = begin(window, qtbot)
    write(qtbot, "an")
    rest(qtbot, window)
    assert not capture.form.company.offers.isVisible()
    write(qtbot, "n")
    rest(qtbot, window)
    assert capture.form.company.offers.isVisible()
    press(qtbot, Qt.Key.Key_Return)
    assert (capture.form.company.text(), capture.form.person.text()) == ("Bergs Bygg AB", "Anna Berg")
    rest(qtbot, window)
    assert capture.form.preview.text() == "Anna Berg · known since 24 Nov 2026 · Bergs Bygg AB · known since 24 Nov 2026"
    assert QApplication.focusWidget() is capture.form.note
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    (meeting,) = meetings(known)
    assert (meeting.person, meeting.company) == (ANNA.id, BERGS.id)
    assert known.people.count() == 1


def test_the_people_of_the_chosen_company_are_offered_at_once(window, known, qtbot):
    capture = begin(window, qtbot)
    write(qtbot, "bergs")
    rest(qtbot, window)
    press(qtbot, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert QApplication.focusWidget() is capture.form.person
    offers = capture.form.person.offers
    assert offers.isVisible()
    assert offers.list.item(0).text() == "Anna Berg"
    press(qtbot, Qt.Key.Key_Return)
    assert capture.form.entry().person_id == str(ANNA.id)


def test_a_telephone_number_finds_who_calls(window, known, qtbot):
    capture = begin(window, qtbot)
    capture.form.contact.setFocus()
    write(qtbot, "070 174")
    rest(qtbot, window)
    press(qtbot, Qt.Key.Key_Return)
    entry = capture.form.entry()
    assert (entry.person, entry.company, entry.contact) == ("Anna Berg", "Bergs Bygg AB", "")


def test_typing_over_a_chosen_company_means_another_one(window, known, qtbot):
    capture = begin(window, qtbot)
    write(qtbot, "bergs")
    rest(qtbot, window)
    press(qtbot, Qt.Key.Key_Return)
    capture.form.company.setFocus()
    capture.form.company.selectAll()
    write(qtbot, "Dahls Rör")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    (meeting,) = meetings(known)
    assert known.companies.get(meeting.company).name == "Dahls Rör"


def test_the_preview_says_who_is_new_the_follow_ups_day_and_the_tender(window, known, qtbot):
    known.tenders.save(Tender(title="Snöröjning i tätorten"))
    capture = begin(window, qtbot)
    write(qtbot, "Dahls Rör")
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Tab)
    write(qtbot, "anna@")
    press(qtbot, Qt.Key.Key_Tab)
    write(qtbot, "#vvs !fre @snöröjning !frx")
    rest(qtbot, window)
    said = capture.form.preview.text()
    assert "Dahls Rör · new company" in said
    assert "#vvs" in said
    assert "Friday 27 November 2026" in said
    assert "Snöröjning i tätorten" in said
    assert "anna@" in capture.form.contact_field.note.text()
    assert "!frx" in capture.form.note_field.note.text()


def test_ctrl_z_in_the_empty_form_takes_the_last_save_back_and_brings_the_words_back(window, known, qtbot):
    capture = begin(window, qtbot)
    write(qtbot, "Dahls Rör")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert known.companies.count() == 2
    press(qtbot, Qt.Key.Key_Z, CTRL)
    rest(qtbot, window)
    assert meetings(known) == []
    assert known.companies.count() == 1
    assert capture.form.company.text() == "Dahls Rör"


def test_ctrl_z_while_typing_undoes_typing_alone(window, known, qtbot):
    capture = begin(window, qtbot)
    write(qtbot, "Dahls Rör")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    write(qtbot, "Nästa")
    press(qtbot, Qt.Key.Key_Z, CTRL)
    rest(qtbot, window)
    assert len(meetings(known)) == 1
    assert capture.form.company.text() != "Nästa"


def test_escape_puts_the_window_away_and_keeps_what_was_typed(window, known, qtbot):
    capture = begin(window, qtbot)
    write(qtbot, "Dahls Rör")
    press(qtbot, Qt.Key.Key_Escape)
    rest(qtbot, window)
    assert not capture.isVisible()
    assert known.drafts.all()[DRAFT]["company"] == "Dahls Rör"
    window.activateWindow()
    window.desk.capture(None)
    rest(qtbot, window)
    assert capture.form.company.text() == "Dahls Rör"


def test_a_save_that_fails_brings_back_what_was_typed(window, known, qtbot, monkeypatch):
    capture = begin(window, qtbot)

    def full(*_):
        raise DiskFull("/x.outreach")

    monkeypatch.setattr(known.meetings, "capture", full)
    write(qtbot, "Dahls Rör")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert capture.form.company.text() == "Dahls Rör"
    assert "is full" in capture.row.status.text()


def test_a_save_that_fails_while_the_next_one_is_typed_loses_neither(window, known, qtbot, monkeypatch):
    capture = begin(window, qtbot)
    whole = known.meetings.capture

    def full(*_):
        raise DiskFull("/x.outreach")

    monkeypatch.setattr(known.meetings, "capture", full)
    write(qtbot, "Första AB")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    write(qtbot, "Andra AB")
    rest(qtbot, window)
    assert capture.form.company.text() == "Andra AB"
    assert capture.row.bring_back.isVisible()
    monkeypatch.setattr(known.meetings, "capture", whole)
    qtbot.mouseClick(capture.row.bring_back, Qt.MouseButton.LeftButton)
    assert capture.form.company.text() == "Första AB"
    capture.scribe.save()
    rest(qtbot, window)
    capture.scribe.save()
    rest(qtbot, window)
    assert {hit.title for hit in known.search.find("AB", (Kind.COMPANY,))} >= {"Första AB", "Andra AB"}


def test_nothing_typed_is_said_and_not_saved(window, known, qtbot):
    capture = begin(window, qtbot)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert meetings(known) == []
    assert capture.row.status.text()


def test_what_was_said_is_edited_in_place_and_its_marks_count(window, known, qtbot):
    capture = begin(window, qtbot)
    write(qtbot, "Dahls Rör")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    capture.latest.setFocus()
    capture.latest.setCurrentIndex(capture.latest.model().index(0, 0))
    press(qtbot, Qt.Key.Key_F2)
    write(qtbot, "vill ha fler #rör")
    press(qtbot, Qt.Key.Key_Return)
    rest(qtbot, window)
    (meeting,) = meetings(known)
    assert (meeting.note, meeting.tags) == ("vill ha fler", ("rör",))
    press(qtbot, Qt.Key.Key_F2)
    write(qtbot, "something else")
    press(qtbot, Qt.Key.Key_Escape)
    rest(qtbot, window)
    assert meetings(known)[0].note == "vill ha fler"
    assert capture.isVisible()


def test_at_no_event_means_no_event_although_one_is_going_on(window, known, qtbot):
    capture = begin(window, qtbot)
    assert "Företagsgalan" in capture.where.event_box.currentText()
    capture.where.event_box.setCurrentIndex(0)
    capture.where.event_box.activated.emit(0)
    write(qtbot, "Dahls Rör")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert meetings(known)[0].event is None


def test_the_draft_is_kept_while_typing(window, known, qtbot, monkeypatch):
    capture = begin(window, qtbot)
    capture.scribe.draft_timer.setInterval(150)
    write(qtbot, "Dahls Rör")
    qtbot.waitUntil(lambda: DRAFT in known.drafts.all(), timeout=3000)
    capture.form.company.clear()
    capture.form.edited.emit()
    qtbot.waitUntil(lambda: DRAFT not in known.drafts.all(), timeout=3000)


_TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from outreach.app import create_house, open_house
from outreach.settings import Settings
from outreach.ui.main import application, build_parts
from outreach.ui.main_window import MainWindow
place = sys.argv[1]
parts = build_parts(application(), open_house, create_house, Settings(language="en", officer="Anna Ek"))
window = MainWindow(parts)
window.show()
def typed():
    if window.context is None or not parts.tasks.idle:
        return
    form = window.desk.capturing.open().form
    if not form.company.text():
        form.company.setText("Dahls Rör")
        form.note.setPlainText("frågade om pumpar")
        form.edited.emit()
    elif "capture" in window.context.house.drafts.all():
        print("kept", flush=True)
timer = QTimer()
timer.timeout.connect(typed)
timer.start(200)
window.open_place(place)
application().exec()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_kill_in_the_middle_of_a_conversation_offers_it_again(place: Path, make_window, parts, qtbot, own_home):
    typist = subprocess.Popen(
        [sys.executable, "-c", _TYPIST, str(place)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"OUTREACH_HOME": str(own_home / "other")},
    )
    assert typist.stdout is not None
    assert typist.stdout.readline().strip() == "kept"
    typist.send_signal(signal.SIGKILL)
    typist.wait(10)
    typist.stdout.close()
    window = make_window()
    window.open_place(str(place))
    qtbot.waitUntil(lambda: window.shell is not None)
    rest(qtbot, window)
    assert "Dahls Rör" in window.toast.sentence
    window.toast.press()
    rest(qtbot, window)
    entry = window.desk.capturing.capture.form.entry()
    assert (entry.company, entry.note) == ("Dahls Rör", "frågade om pumpar")


def test_the_clock_of_the_workspace_stands_still(window):
    assert window.context.house.now() == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_a_conversation_begun_at_a_company_has_it_filled_in(window, qtbot) -> None:  # type: ignore[no-untyped-def]
    from outreach.domain.company import Company
    from outreach.ui.capture.entry import Entry

    house = window.context.house
    company = Company(name="Bergs Bygg AB")
    house.companies.save(company)
    window.context.wishes.capture_with.emit(Entry(company=company.name, company_id=str(company.id)))
    capture = window.desk.capturing.capture
    qtbot.waitUntil(lambda: window.context.tasks.idle)
    assert capture.form.company.text() == "Bergs Bygg AB"
    capture.form.person.setText("Anna Berg")
    capture.scribe.save()
    qtbot.waitUntil(lambda: house.meetings.count() == 1)
    assert house.meetings.latest(None)[0].company == house.companies.get(company.id)


def test_a_question_is_counted_from_the_capture_window_at_the_event_that_is_chosen_there(window, known, qtbot):
    capture = begin(window, qtbot)
    capture.where.choose(NO_EVENT)
    write(qtbot, "Dahls")
    press(qtbot, Qt.Key.Key_N, CTRL_SHIFT)
    write(qtbot, "Vad kostar det?")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert "asked 1 time" in capture.status.text()
    (meeting,) = meetings(known)
    assert (meeting.event, known.questions.get(meeting.question).text) == (None, "Vad kostar det?")
    assert QApplication.focusWidget() is capture.form.company
    assert capture.form.company.text() == "Dahls"


def test_what_another_page_begins_waits_while_somebody_types(window, known, qtbot):
    capture = begin(window, qtbot)
    write(qtbot, "Dahls")
    window.context.wishes.capture_with.emit(Entry(company=BERGS.name, company_id=str(BERGS.id)))
    rest(qtbot, window)
    assert capture.form.company.text() == "Dahls"
    press(qtbot, Qt.Key.Key_B, CTRL)
    rest(qtbot, window)
    assert capture.form.company.text() == BERGS.name
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert meetings(known)[0].company == BERGS.id
    assert capture.form.company.text() == "Dahls"
