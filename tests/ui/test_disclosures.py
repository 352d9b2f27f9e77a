"""Equal treatment in the window: marks and the choice in capture, the red word, publishing, the log and its paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.declining import Channel
from outreach.domain.equal_treatment import Given
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.unit import UNIT_ID, Unit
from outreach.ui.capture.quick_line_box import QuickLineBox
from outreach.ui.disclosures.log_window import TenderLogWindow, paper_name
from outreach.ui.disclosures.talk_dialog import TalkDialog
from outreach.ui.disclosures.window import DisclosureWindow
from tests.ui.at_rest import come_to_rest
from tests.ui.hands import CTRL, press, write

SNOW = Tender(title="Snöröjning", stage=Stage.PLANNED)
FOOD = Tender(title="Måltider", stage=Stage.ADVERTISED, advertised=date(2026, 11, 2))


def rest(qtbot, window):
    come_to_rest(qtbot, window.parts.tasks)


@pytest.fixture
def known(window):
    house = window.context.house
    for tender in (SNOW, FOOD):
        house.tenders.save(tender)
    return house


@pytest.fixture
def capture(window, known, qtbot):
    press(qtbot, Qt.Key.Key_N, CTRL)
    rest(qtbot, window)
    return window.desk.capturing.capture


def logged(house):
    return house.meetings.listed(Listing(Kind.MEETING))


def type_note(window, qtbot, capture, text):
    capture.form.note.setFocus()
    write(qtbot, text)
    rest(qtbot, window)
    qtbot.waitUntil(lambda: capture.form.information.isVisible() or "@" not in text)


def test_the_choice_comes_with_a_tender_is_reached_by_tab_and_asks_for_the_new_words(window, known, capture, qtbot):
    assert not capture.form.information.isVisible(), "a talk about nothing in particular takes no longer"
    type_note(window, qtbot, capture, "Bo Ek fick veta start i maj @Snöröjning")
    row = capture.form.information
    assert row.chosen is Given.UNSAID
    press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row.choice
    row.choice.setCurrentIndex(row.choice.findData("new"))
    row.choice.activated.emit(row.choice.currentIndex())
    assert QApplication.focusWidget() is row.new_text
    write(qtbot, "Starten blir i maj")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert [one.information for one in logged(known)] == [Given.NEW]
    assert [one.disclosure.text for one in known.disclosures.open_items()] == ["Starten blir i maj"]
    assert not row.isVisible()
    # Undo in the empty form takes talk and item back, and the words stand there again, choice and all.
    capture.form.company.setFocus()
    press(qtbot, Qt.Key.Key_Z, CTRL)
    rest(qtbot, window)
    assert logged(known) == []
    assert known.disclosures.open_items() == []
    assert (row.chosen, row.new_text.text()) == (Given.NEW, "Starten blir i maj")


def test_under_advertisement_the_form_turns_red_in_words_and_offers_no_new_information(window, known, capture, qtbot):
    type_note(window, qtbot, capture, "Eva Dahl frågar om krav 3 @Måltider")
    banner, row = capture.form.advertised, capture.form.information
    assert banner.isVisible()
    assert "refer to questions and answers in the procurement system" in banner.sentence.text()
    assert not banner.sign.icon().isNull()
    assert [row.choice.itemData(place) for place in range(row.choice.count())] == ["", "public", "tip"]
    write(qtbot, " =ny")
    qtbot.waitUntil(lambda: "at the latest 6 days" in banner.sentence.text())
    press(qtbot, Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    assert [one.information for one in logged(known)] == [Given.NEW], "what was really said is kept"
    assert [one.urgent for one in known.disclosures.open_items()] == [True]
    assert not banner.isVisible()
    # It may only be added to from now on: undo says so and takes nothing back, not even what came before.
    capture.form.company.setFocus()
    press(qtbot, Qt.Key.Key_Z, CTRL)
    rest(qtbot, window)
    assert len(logged(known)) == 1
    assert "addition" in capture.status.text()


def test_words_changed_in_the_list_of_a_frozen_talk_become_an_addition(window, known, capture, qtbot):
    known.meetings.capture_line("Eva Dahl, Dahls Kök AB: frågar om krav 3 @Måltider =off")
    (talk,) = logged(known)
    capture.scribe.reword(talk.id, f"{talk.note} och krav 4")
    rest(qtbot, window)
    (after,) = logged(known)
    assert after.note == talk.note
    assert [one.text for one in after.additions] == ["och krav 4"]
    assert "Added" in capture.status.text()
    capture.scribe.correct(talk.id)
    rest(qtbot, window)
    assert "becomes an addition" in capture.status.text()


def test_the_one_line_box_warns_as_well(window, known, qtbot):
    box = QuickLineBox(window.context, window)
    qtbot.addWidget(box)
    box.show_text("Eva Dahl, Dahls Kök AB: krav 3 @Måltider =ny")
    rest(qtbot, window)
    assert not box.advertised.isHidden()
    assert "New information given" in box.preview.text()
    box.clear()


@pytest.fixture
def told(window, known):
    """A talk that gave new information, and a company that was notified of its tender."""
    company = Company(name="Notis AB", emails=(Email("info@notis.example"),))
    known.companies.save(company)
    with known.database.work("Test") as work:
        unit = work.units.get(UNIT_ID) or Unit(id=UNIT_ID)
        work.save(Kind.UNIT, replace(unit, municipality="Älvbro kommun", email="upphandling@alvbro.example"))
    known.matches.notify(SNOW.id, [company.id], "e-post")
    return known.meetings.capture_line("Bo Ek, Eks El AB: start i maj @Snöröjning =ny").meeting


def test_an_item_is_published_by_keys_and_added_to(window, known, told, qtbot, tmp_path):
    shown = DisclosureWindow(window.context, window)
    qtbot.addWidget(shown)
    shown.open()
    rest(qtbot, window)
    assert len(shown.list.lines) == 1
    shown.copy()
    assert QApplication.clipboard().text() == "start i maj Snöröjning"
    silent, private = Company(name="Tyst AB"), Company(name="Privat AB", emails=(Email("p@privat.example"),))
    for company in (silent, replace(private, declines=(Channel.EMAIL,))):
        known.companies.save(company)
    known.matches.notify(SNOW.id, [silent.id, private.id], "brev")
    shown._write_into(str(tmp_path / "alla"))
    rest(qtbot, window)
    (draft,) = tmp_path.glob("alla/*.eml")
    # Everybody must be told: whom no draft reaches is named.
    assert "Without an e-mail address: Tyst AB." in shown.status.text()
    assert "Do not want e-mail from us: Privat AB." in shown.status.text()
    assert b"start i maj" in draft.read_bytes()
    shown.publish()
    rest(qtbot, window)
    assert "Write where" in shown.status.text()
    shown.where.setText("alvbro.example")
    shown.text.set_value("Starten blir den 1 maj")
    shown.publish()
    rest(qtbot, window)
    assert known.disclosures.open_items() == []
    assert shown.list.lines == []
    shown.everything.setChecked(True)
    assert not shown.publish_button.isVisible()
    shown.more.setText("Gäller alla områden")
    shown.add()
    rest(qtbot, window)
    assert "Gäller alla områden" in shown.added.text()


def test_the_log_of_a_tender_opens_by_its_key_lists_talks_and_saves_both_papers(window, known, told, qtbot, tmp_path):
    window.show_page("tenders")
    rest(qtbot, window)
    page = window.shell.page
    page.show_record(SNOW.id)
    rest(qtbot, window)
    page.show_log()
    rest(qtbot, window)
    log = page.findChild(TenderLogWindow)
    assert [line.title for line in log.list.lines if not line.heading] == ["Snöröjning", "Bo Ek, Eks El AB"]
    assert "Snöröjning" in paper_name(log.log, "logg", redacted=False)
    assert paper_name(log.log, "logg", redacted=True) == "logg.pdf", "a title may name a supplier"
    for redacted in (False, True):
        path = tmp_path / f"log-{redacted}.pdf"
        log.write_paper(path, redacted=redacted)
        rest(qtbot, window)
        assert path.read_bytes().startswith(b"%PDF")
    assert "log-True.pdf" in log.status.text()
    log.reject()


def test_a_talk_is_set_right_from_the_time_line_until_its_tender_is_advertised(window, known, told, qtbot):
    house = known
    form = TalkDialog(window.context, house.meetings.get(told.id), window, frozen=False)
    form.note.set_value("start i juni")
    changes = form.save(form.value())
    assert house.meetings.get(told.id).note == "start i juni"
    assert changes.touched
    house.pipeline.move(SNOW.id, Stage.ADVERTISED)
    later = TalkDialog(window.context, house.meetings.get(told.id), window, frozen=house.meetings.is_frozen(told.id))
    assert later.note.value() == ""
    later.note.set_value("blev juli")
    later.save(later.value())
    now = house.meetings.get(told.id)
    assert (now.note, [one.text for one in now.additions]) == ("start i juni", ["blev juli"])
    window.show_page("tenders")
    window.shell.page.show_record(SNOW.id)
    rest(qtbot, window)
    edit = [one for one in window.findChildren(QPushButton) if one.accessibleName() == "Edit this conversation…"]
    assert len(edit) == 1


def test_the_day_of_the_notice_is_a_field_of_the_form(window, known, qtbot):
    from outreach.ui.tenders.form import TenderForm

    form = TenderForm(window.context, known.tenders.get(FOOD.id), window)
    rest(qtbot, window)
    assert form.advertised.value() == date(2026, 11, 2)
    form.advertised.set_value(date(2026, 11, 3))
    assert form.value().advertised == date(2026, 11, 3)
    assert datetime(2026, 11, 3, tzinfo=UTC).date() == form.value().advertised
