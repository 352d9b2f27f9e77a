"""Fair mode: one event, nothing but logging; what passers-by may see; nothing lost by a slip, a crash or an interruption."""

from __future__ import annotations

import threading
from datetime import datetime
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from outreach.domain.company import Company
from outreach.domain.event import Event, EventKind
from outreach.domain.listing import Listing
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.when import zoned
from outreach.errors import DiskFull
from outreach.services.drafts_aside import DraftsAside
from outreach.ui.capture.drop_door import hand_over
from outreach.ui.capture.entry import FAIR_DRAFT, QUESTION_DRAFT, Entry, from_draft
from outreach.ui.checkin.choose_event import ChooseEvent
from outreach.ui.scan.dialog import ScanDialog
from tests.ui.at_rest import come_to_rest
from tests.ui.hands import CTRL, CTRL_SHIFT, press, write

GALA = Event(title="Företagsgalan", kind=EventKind.GALA, when=zoned(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 12)))
LATER = Event(title="Julmässan", kind=EventKind.FAIR, when=zoned(datetime(2026, 12, 12, 9), datetime(2026, 12, 12, 16)))
BERGS = Company(name="Bergs Bygg AB")
ANNA = Person(name="Anna Berg", roles=(Role(BERGS.id, "VD"),))
SIGNATURE = "Karin Öst\nInköpschef\nÖsts Plåt AB\nStorgatan 12\n777 30 Smedjebacken\n070-174 06 11\nkarin@ostsplat.example"


@pytest.fixture
def known(window):
    house = window.context.house
    house.events.save(GALA)
    house.events.save(LATER)
    house.companies.save(BERGS)
    house.people.save(ANNA)
    return house


@pytest.fixture
def fair(window, known, qtbot):
    """Fair mode, opened by its key."""
    press(qtbot, Qt.Key.Key_F11)
    rest(qtbot, window)
    made = window.desk.capturing.fair
    assert made is not None
    assert QApplication.focusWidget() is made.form.company
    return made


def rest(qtbot, window):
    come_to_rest(qtbot, window.parts.tasks)


def meetings(house):
    return house.meetings.listed(Listing(Kind.MEETING))


def log(qtbot, window, text):
    write(qtbot, text)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)


def paste(qtbot, window, text, key=Qt.Key.Key_V, modifiers=CTRL):
    QApplication.clipboard().setText(text)
    press(qtbot, key, modifiers)
    rest(qtbot, window)


def test_the_event_that_is_under_way_fills_the_screen_and_counts_the_conversations(window, known, fair, qtbot):
    assert fair.isFullScreen()
    assert fair.title.text() == "Företagsgalan"
    log(qtbot, window, "Dahls Rör")
    log(qtbot, window, "Eks El")
    assert [one.event for one in meetings(known)] == [GALA.id, GALA.id]
    assert fair.counters.conversations.text() == "2"
    assert [line.title for line in fair.latest.lines] == ["Eks El", "Dahls Rör"]
    assert "Eks El" in fair.row.status.text()
    assert QApplication.focusWidget() is fair.form.company


def test_five_keys_log_somebody_who_is_known(window, known, fair, qtbot):
    write(qtbot, "ann")
    rest(qtbot, window)
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    (meeting,) = meetings(known)
    assert (meeting.person, meeting.company) == (ANNA.id, BERGS.id)


def test_hands_that_are_faster_than_the_hints_get_the_same(window, known, fair, qtbot):
    write(qtbot, "ann")
    press(qtbot, Qt.Key.Key_Return)
    write(qtbot, "vill ha anbud")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    write(qtbot, "Dahls")
    rest(qtbot, window)
    (meeting,) = meetings(known)
    assert (meeting.person, meeting.company, meeting.note) == (ANNA.id, BERGS.id, "vill ha anbud")
    assert known.companies.count() == 1
    press(qtbot, Qt.Key.Key_Return)
    write(qtbot, "Bo Dahl")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert fair.latest.lines[0].title == "Bo Dahl, Dahls"


def test_with_no_event_under_way_the_officer_is_asked_and_enter_takes_the_next_one(window, qtbot):
    window.context.house.events.save(LATER)
    window.desk.fair(None)
    rest(qtbot, window)
    dialog = window.findChild(ChooseEvent)
    assert dialog is not None
    qtbot.keyClick(dialog.near, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert window.desk.capturing.fair.event_id == LATER.id


def test_the_page_of_events_opens_fair_mode_at_the_chosen_event(window, known, qtbot):
    window.context.wishes.fair.emit(LATER.id)
    rest(qtbot, window)
    assert window.desk.capturing.fair.title.text() == "Julmässan"


def test_the_key_again_never_takes_half_typed_words_to_another_event(window, known, qtbot):
    window.context.wishes.fair.emit(LATER.id)
    rest(qtbot, window)
    write(qtbot, "Dahls")
    window.desk.fair()
    rest(qtbot, window)
    assert window.desk.capturing.fair.event_id == LATER.id
    assert window.desk.capturing.fair.form.company.text() == "Dahls"


def test_no_slip_ends_it_escape_puts_aside_and_undo_brings_back(window, known, fair, qtbot):
    press(qtbot, Qt.Key.Key_Escape)
    assert fair.isVisible()
    write(qtbot, "Dahls Rör")
    press(qtbot, Qt.Key.Key_Escape)
    rest(qtbot, window)
    assert fair.isVisible()
    assert fair.form.entry().is_empty
    assert fair.row.bring_back.isVisible()
    (draft,) = known.drafts.all().values()
    assert draft["company"] == "Dahls Rör"
    log(qtbot, window, "Eks El")
    press(qtbot, Qt.Key.Key_B, CTRL)
    assert fair.form.company.text() == "Dahls Rör"
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert fair.form.company.text() == "Dahls Rör"
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert known.drafts.all() == {}
    assert len(meetings(known)) == 2
    press(qtbot, Qt.Key.Key_W, CTRL)
    assert not fair.isVisible()


def test_undo_in_the_empty_form_takes_the_last_save_back_and_a_second_save_is_a_new_one(window, known, fair, qtbot):
    log(qtbot, window, "Dahls Rör")
    press(qtbot, Qt.Key.Key_Z, CTRL)
    rest(qtbot, window)
    assert meetings(known) == []
    assert fair.form.company.text() == "Dahls Rör"
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert len(meetings(known)) == 1
    assert fair.counters.conversations.text() == "1"


def test_what_was_said_is_changed_in_place_and_undone(window, known, fair, qtbot):
    log(qtbot, window, "Dahls Rör")
    press(qtbot, Qt.Key.Key_F2)
    write(qtbot, "vill ha fler #ror")
    press(qtbot, Qt.Key.Key_Return)
    rest(qtbot, window)
    (meeting,) = meetings(known)
    assert (meeting.note, meeting.tags) == ("vill ha fler", ("ror",))
    assert QApplication.focusWidget() is fair.form.company
    press(qtbot, Qt.Key.Key_Z, CTRL)
    rest(qtbot, window)
    assert meetings(known)[0].note == ""


def test_who_it_was_is_corrected_from_the_keyboard_and_what_was_typed_comes_back(window, known, fair, qtbot):
    log(qtbot, window, "Berks Byg")
    write(qtbot, "Eks El")
    press(qtbot, Qt.Key.Key_E, CTRL)
    rest(qtbot, window)
    assert fair.form.company.text() == "Berks Byg"
    fair.form.company.selectAll()
    write(qtbot, "ann")
    rest(qtbot, window)
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    (meeting,) = meetings(known)
    assert (meeting.person, meeting.company) == (ANNA.id, BERGS.id)
    assert known.companies.count() == 1
    assert fair.form.company.text() == "Eks El"


def test_escape_leaves_a_conversation_as_it_was(window, known, fair, qtbot):
    log(qtbot, window, "Dahls Rör")
    press(qtbot, Qt.Key.Key_E, CTRL)
    rest(qtbot, window)
    write(qtbot, "x")
    press(qtbot, Qt.Key.Key_Escape)
    rest(qtbot, window)
    assert fair.form.entry() == Entry()
    assert fair.latest.lines[0].title == "Dahls Rör"
    assert known.drafts.all() == {}


# What passers-by see -----------------------------------------------------------------------------------------------------


def test_after_a_while_the_screen_covers_itself_and_the_first_key_is_not_lost(window, known, fair, qtbot):
    log(qtbot, window, "Dahls Rör")
    fair._idle.setInterval(60)
    write(qtbot, "Ek")
    qtbot.waitUntil(lambda: fair.is_covered)
    assert fair.form_cover.isVisible()
    assert fair.list_cover.geometry().contains(fair.latest.geometry())
    assert not fair.row.status.text()
    fair._idle.setInterval(30_000)
    write(qtbot, "s")
    assert not fair.form_cover.isVisible()
    assert fair.is_covered
    assert fair.form.company.text() == "Eks"
    press(qtbot, Qt.Key.Key_Period, CTRL)
    assert not fair.is_covered
    press(qtbot, Qt.Key.Key_Period, CTRL)
    assert fair.is_covered


def test_nobody_is_offered_before_a_letter_is_typed(window, known, fair, qtbot):
    write(qtbot, "berg")
    rest(qtbot, window)
    press(qtbot, Qt.Key.Key_Return)
    rest(qtbot, window)
    offers = fair.form.person.offers
    assert QApplication.focusWidget() is fair.form.person
    assert not offers.isVisible()
    write(qtbot, "a")
    rest(qtbot, window)
    assert offers.list.item(0).text() == "Anna Berg"


def test_the_cover_takes_the_question_line_and_the_hints_away(window, known, fair, qtbot):
    press(qtbot, Qt.Key.Key_N, CTRL_SHIFT)
    write(qtbot, "Vad")
    fair.cover(True)
    rest(qtbot, window)
    assert not window.desk.capturing.question.isVisible()
    assert known.drafts.all()[QUESTION_DRAFT]["text"] == "Vad"
    fair.cover(False)
    fair.form.company.setFocus()
    write(qtbot, "ann")
    rest(qtbot, window)
    assert fair.form.company.offers.isVisible()
    fair.cover(True)
    assert not fair.form.company.offers.isVisible()


# Drafts ------------------------------------------------------------------------------------------------------------------


def test_typing_without_a_pause_is_kept_all_the_same(window, known, fair, qtbot):
    fair.scribe.draft_timer.setInterval(120)
    seen = ""
    for letter in "Dahls Ror AB i Smedjebacken":
        write(qtbot, letter)
        qtbot.wait(30)
        seen = known.drafts.all().get(FAIR_DRAFT, {}).get("company", seen)
    # A timer that began anew with each letter would not have fired yet.
    assert len(seen) >= 15
    draft = known.drafts.all()[FAIR_DRAFT]
    assert (draft["event"], UUID(draft["id"]).version) == (str(GALA.id), 4)


def test_words_that_are_changed_in_place_are_a_draft_too(window, known, fair, qtbot):
    log(qtbot, window, "Dahls Rör")
    fair.latest.draft_timer.setInterval(60)
    press(qtbot, Qt.Key.Key_F2)
    write(qtbot, "halvt")
    (meeting,) = meetings(known)
    qtbot.waitUntil(lambda: known.drafts.all().get(f"{FAIR_DRAFT}:{meeting.id}", {}).get("note") == "halvt")
    press(qtbot, Qt.Key.Key_Escape)
    rest(qtbot, window)
    assert known.drafts.all() == {}
    assert meetings(known)[0].note == ""


def test_a_cover_over_words_that_are_being_changed_goes_with_the_next_letter(window, known, fair, qtbot):
    log(qtbot, window, "Dahls Rör")
    press(qtbot, Qt.Key.Key_F2)
    write(qtbot, "vill")
    fair.cover(True)
    write(qtbot, " ha")
    assert not fair.is_covered
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert [one.note for one in meetings(known)] == ["vill ha"]


def test_a_draft_comes_back_as_it_was(window, known, fair, qtbot):
    paste(qtbot, window, SIGNATURE)
    entry = fair.form.entry()
    assert entry.addresses
    assert from_draft(entry.draft()) == entry
    assert from_draft({"company": "Eks El", "addresses": "of another version", "colour": 7}) == Entry(company="Eks El")


def test_all_that_was_half_typed_comes_back_at_the_next_start(make_window, parts, place, window, known, fair, qtbot):
    log(qtbot, window, "Dahls Rör")
    (meeting,) = meetings(known)
    write(qtbot, "Eks El")
    press(qtbot, Qt.Key.Key_Escape)
    write(qtbot, "Floras")
    fair.scribe.keep_draft()
    fair.scribe.keep_edit(meeting.id, "halvt")
    rest(qtbot, window)
    window.put_away()
    qtbot.waitUntil(lambda: parts.tasks.idle)
    window.open_place(str(place))
    qtbot.waitUntil(lambda: window.shell is not None)
    rest(qtbot, window)
    assert "3 conversations were not saved yet, the first one: Floras" in window.toast.sentence
    window.toast.press()
    rest(qtbot, window)
    again = window.desk.capturing.fair
    assert again.event_id == GALA.id
    assert again.form.company.text() == "Floras"
    waiting = {entry.shown: entry for entry in again.scribe.waiting}
    assert set(waiting) == {"Eks El", "Dahls Rör"}
    assert (waiting["Dahls Rör"].note, waiting["Dahls Rör"].corrects) == ("halvt", str(meeting.id))
    for _ in range(3):
        again.scribe.save()
        rest(qtbot, window)
        again.scribe.bring_back()
    house = window.context.house
    rest(qtbot, window)
    assert {one.title for one in house.search.find("e", (Kind.COMPANY,))} >= {"Eks El"}
    assert house.meetings.get(meeting.id).note == "halvt"
    assert house.meetings.count() == 3
    assert house.drafts.all() == {}


def test_a_save_that_fails_waits_under_its_own_name_and_is_kept_once(window, known, fair, qtbot, monkeypatch):
    whole = known.meetings.capture

    def full(*_):
        raise DiskFull("/x.outreach")

    monkeypatch.setattr(known.meetings, "capture", full)
    write(qtbot, "Dahls Rör")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    write(qtbot, "Eks El")
    rest(qtbot, window)
    assert [draft["company"] for key, draft in known.drafts.all().items() if ":" in key] == ["Dahls Rör"]
    monkeypatch.setattr(known.meetings, "capture", whole)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert len(meetings(known)) == 2
    assert fair.scribe.waiting == []
    assert known.drafts.all() == {}


# Questions ---------------------------------------------------------------------------------------------------------------


def test_a_question_is_counted_with_two_keys_beside_its_text_and_the_officer_is_back(window, known, fair, qtbot):
    fair.form.note.setFocus()
    press(qtbot, Qt.Key.Key_N, CTRL_SHIFT)
    write(qtbot, "Vad kostar det att lämna anbud? #anbud")
    press(qtbot, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert QApplication.focusWidget() is fair.form.note
    ((question, count),) = known.questions.top_at(GALA.id)
    assert (question.text, question.tags, count) == ("Vad kostar det att lämna anbud?", ("anbud",), 1)
    assert "asked 1 time" in fair.row.status.text()
    assert (fair.counters.questions.text(), fair.counters.conversations.text()) == ("1", "0")
    press(qtbot, Qt.Key.Key_Z, CTRL)
    rest(qtbot, window)
    assert known.questions.count() == 0
    assert fair.counters.questions.text() == "0"


def test_a_like_question_shows_while_typing_and_arrow_and_enter_count_it(window, known, fair, qtbot):
    known.questions.ask("När kommer snöröjningen ut?")
    press(qtbot, Qt.Key.Key_N, CTRL_SHIFT)
    write(qtbot, "snöröj")
    rest(qtbot, window)
    panel = window.desk.capturing.question
    assert [(line.title, line.note) for line in panel.list.lines] == [("När kommer snöröjningen ut?", "asked 1 time")]
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert "asked 2 times" in fair.row.status.text()
    press(qtbot, Qt.Key.Key_N, CTRL_SHIFT)
    write(qtbot, "snöröj")
    rest(qtbot, window)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert [(one.text, count) for one, count in known.questions.top_at()] == [
        ("När kommer snöröjningen ut?", 2),
        ("snöröj", 1),
    ]
    assert meetings(known)[0].event == GALA.id


def test_a_question_over_any_page_says_how_often_it_was_asked(window, known, qtbot):
    press(qtbot, Qt.Key.Key_N, CTRL_SHIFT)
    write(qtbot, "När?")
    press(qtbot, Qt.Key.Key_Escape)
    rest(qtbot, window)
    assert known.drafts.all()[QUESTION_DRAFT]["text"] == "När?"
    press(qtbot, Qt.Key.Key_N, CTRL_SHIFT)
    press(qtbot, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert "asked 1 time" in window.toast.sentence
    assert known.drafts.all() == {}
    assert meetings(known)[0].event == GALA.id


def test_nothing_asked_is_said_and_not_counted(window, known, qtbot):
    press(qtbot, Qt.Key.Key_N, CTRL_SHIFT)
    press(qtbot, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert known.questions.count() == 0
    assert window.desk.capturing.question.isVisible()


# Pasting -----------------------------------------------------------------------------------------------------------------


def test_a_pasted_signature_spreads_over_the_fields_and_one_undo_brings_them_back(window, known, fair, qtbot):
    write(qtbot, "Öst")
    before = fair.form.entry()
    paste(qtbot, window, SIGNATURE)
    entry = fair.form.entry()
    assert entry.person == "Karin Öst"
    assert "karin@ostsplat.example" in entry.contact
    assert entry.addresses[0].city == "Smedjebacken"
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert fair.form.entry() == before
    press(qtbot, Qt.Key.Key_V, CTRL)
    rest(qtbot, window)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    (meeting,) = meetings(known)
    person, company = known.people.get(meeting.person), known.companies.get(meeting.company)
    assert person.roles[0].title == "Inköpschef"
    assert company.addresses[0].postal_code.replace(" ", "") == "77730"


def test_the_note_takes_a_signature_apart_and_leaves_other_lines_alone(window, known, fair, qtbot):
    fair.form.note.setFocus()
    paste(qtbot, window, "vill ha fler\nanbud")
    assert fair.form.note.toPlainText() == "vill ha fler\nanbud"
    paste(qtbot, window, SIGNATURE)
    assert (fair.form.company.text(), fair.form.person.text()) == ("Östs Plåt AB", "Karin Öst")
    assert fair.form.note.toPlainText().startswith("vill ha fler")


def test_ctrl_shift_v_takes_one_line_apart(window, known, fair, qtbot):
    paste(qtbot, window, "Karin Öst, Östs Plåt AB, 070-174 06 11", Qt.Key.Key_V, CTRL_SHIFT)
    entry = fair.form.entry()
    assert (entry.person, entry.company) == ("Karin Öst", "Östs Plåt AB")


# From outside ------------------------------------------------------------------------------------------------------------


def test_a_scan_fills_the_form_and_waits_while_somebody_types(window, known, fair, qtbot):
    scan = Entry(company="Dahls Rör", person="Bo Dahl", title="Montör", contact="070-174 06 12")
    window.context.wishes.capture_with.emit(scan)
    assert fair.form.person.text() == "Bo Dahl"
    assert QApplication.focusWidget() is fair.form.note
    window.context.wishes.capture_with.emit(Entry(company="Eks El"))
    assert [entry.company for entry in fair.scribe.waiting] == ["Eks El"]
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    (meeting,) = meetings(known)
    assert known.people.get(meeting.person).roles[0].title == "Montör"


def test_files_that_are_dropped_go_to_whoever_scans(window, known, fair, qtbot, tmp_path):
    got = []
    # The program's own scanner would open its preview; here it is seen what it is given.
    window.context.wishes.scan.disconnect()
    window.context.wishes.scan.connect(got.append)
    card = tmp_path / "kort.png"
    card.write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(card))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for target in (fair, fair.form.company, fair.form.note.viewport()):
        # Qt hands a drop only to what took the drag when it came in.
        QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), *how))
        QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), *how))
    assert got == [[card]] * 3
    assert fair.form.entry() == Entry()


def test_an_empty_clipboard_hands_nothing_over(window, known, fair):
    assert not hand_over(window.context, None)


def test_a_draft_comes_back_with_the_cursor_behind_its_last_word(window, known, fair, qtbot):
    fair.form.company.setFocus()
    write(qtbot, "Dahls")
    press(qtbot, Qt.Key.Key_Return)
    rest(qtbot, window)
    fair.form.note.setFocus()
    write(qtbot, "vill ha")
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_B, CTRL)
    rest(qtbot, window)
    assert QApplication.focusWidget() is fair.form.note
    write(qtbot, " anbud")
    assert fair.form.entry().note == "vill ha anbud"


def test_while_an_import_runs_what_is_typed_and_saved_stands_outside_the_workspace(window, known, fair, qtbot):
    gate, aside = threading.Event(), known.drafts.aside
    window.context.tasks.run(gate.wait)
    try:
        write(qtbot, "Dahls Rör")
        press(qtbot, Qt.Key.Key_Return, CTRL)
        write(qtbot, "Eks El")
        fair.scribe.keep_draft()
        # What another start would find, were the power cut now: the one that was saved, and the one that is half typed.
        both = {"Dahls Rör", "Eks El"}
        qtbot.waitUntil(lambda: {draft.get("company") for draft in aside.left().values()} == both)
        assert known.meetings.count() == 0
    finally:
        gate.set()
    rest(qtbot, window)
    qtbot.waitUntil(lambda: not aside.file.exists())
    assert [draft["company"] for draft in known.drafts.all().values()] == ["Eks El"]
    assert known.meetings.count() == 1


def test_what_a_crash_left_outside_is_offered_at_the_next_start(make_window, parts, place, qtbot):
    DraftsAside(str(place)).keep({"fair:1": {"company": "Dahls Rör", "event": str(GALA.id)}})
    made = make_window()
    made.open_place(str(place))
    qtbot.waitUntil(lambda: made.shell is not None)
    rest(qtbot, made)
    assert "Dahls Rör" in made.toast.sentence
    assert not made.context.house.drafts.aside.file.exists()


def test_a_card_dropped_on_fair_mode_comes_back_into_its_form(window, known, fair, qtbot, tmp_path):
    card = tmp_path / "card.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nN:Öst;Karin\nFN:Karin Öst\nORG:Östs Plåt AB\nEND:VCARD\n", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(card))])
    assert hand_over(window.context, data)
    rest(qtbot, window)
    (dialog,) = window.findChildren(ScanDialog)
    assert dialog.parentWidget() is fair
    dialog.log()
    rest(qtbot, window)
    assert (fair.form.entry().person, fair.form.entry().company) == ("Karin Öst", "Östs Plåt AB")
    assert not window.findChildren(ScanDialog)
    fair.scribe.save()
    rest(qtbot, window)
    (meeting,) = meetings(known)
    assert meeting.event == GALA.id


def test_an_event_that_goes_away_meanwhile_costs_no_word(window, known, fair, qtbot):
    write(qtbot, "Dahls Rör")
    window.context.write(lambda: known.events.delete([GALA.id]))
    rest(qtbot, window)
    assert "no longer there" in fair.row.status.text()
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert (fair.form.entry().company, meetings(known)) == ("Dahls Rör", [])
    fair.close()
    window.desk.fair(LATER.id)
    rest(qtbot, window)
    assert "no longer there" not in fair.row.status.text()
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    (meeting,) = meetings(known)
    assert meeting.event == LATER.id


def test_a_covered_screen_tells_nothing_in_titles_and_tool_tips_either(window, known, fair, qtbot):
    log(qtbot, window, "Dahls Rör")
    write(qtbot, "Eks El")
    rest(qtbot, window)
    fair.cover(True)
    told = " ".join(
        text
        for widget in (fair, *fair.findChildren(QWidget))
        if widget.isVisible()
        for text in (widget.windowTitle(), widget.toolTip(), widget.accessibleName())
    )
    assert "Dahls" not in told
    assert "Eks" not in told


def test_a_question_begun_while_the_last_draft_is_read_costs_neither(window, known, fair, qtbot):
    panel, old = window.desk.capturing.question, {"text": "Hur lång är betaltiden?", "id": str(GALA.id)}
    known.drafts.keep(QUESTION_DRAFT, old)
    press(qtbot, Qt.Key.Key_N, CTRL_SHIFT)
    write(qtbot, "Nytt")
    window.desk.capturing.offer_draft()
    rest(qtbot, window)
    panel.keep_draft()
    rest(qtbot, window)
    assert {draft["text"] for draft in known.drafts.all().values()} == {"Nytt", "Hur lång är betaltiden?"}
    press(qtbot, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert known.drafts.all() == {QUESTION_DRAFT: old}
    press(qtbot, Qt.Key.Key_N, CTRL_SHIFT)
    assert panel.line.text() == "Hur lång är betaltiden?"


def test_the_preview_shows_no_personal_number_for_none_is_kept(window, known, fair, qtbot):
    write(qtbot, "Firma 811228-9874")
    rest(qtbot, window)
    assert "Firma" in fair.form.preview.text()
    assert "9874" not in fair.form.preview.text()


def test_the_choice_of_information_and_its_warning_are_larger_than_at_the_desk(window, fair, qtbot):
    desk = window.desk.capturing.open().form

    def sizes(form):
        parts = (form.information.choice, form.information.new_text, form.advertised.sentence)
        for part in parts:
            part.ensurePolished()
        return [part.font().pointSizeF() for part in parts]

    assert all(large > usual for large, usual in zip(sizes(fair.form), sizes(desk), strict=True))
