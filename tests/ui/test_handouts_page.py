"""The page of handouts: choose, see, print, save."""

import sys
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from outreach.domain.event import Event, EventKind
from outreach.domain.handout import MOST_TENDERS, Paper
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import zoned
from outreach.language import Language
from outreach.ui.handouts.page import HandoutsPage
from outreach.ui.handouts.picture_preview import PagesView
from outreach.ui.handouts.preview import Zoom

TENDERS = [
    Tender(title=f"Upphandling {number}", stage=Stage.PLANNED, expected_publication=date(2027, number, 1))
    for number in range(1, 11)
]
OLD = Tender(title="Gammalt avtal", stage=Stage.CONTRACT)


@pytest.fixture
def filled(house):
    for tender in (*TENDERS, OLD):
        house.tenders.save(tender)
    return house


@pytest.fixture
def open_page(qtbot, context):
    pages = []

    def make():
        page = HandoutsPage(context)
        qtbot.addWidget(page)
        page.resize(1100, 680)
        page.show()
        page.enter()
        pages.append(page)
        settle(qtbot, page)
        return page

    yield make
    for page in pages:
        page.leave()
        page.close()


@pytest.fixture
def without_qtpdf(monkeypatch):
    """A computer without the extra that QtPdf is part of."""
    monkeypatch.setitem(sys.modules, "outreach.ui.handouts.pdf_preview", None)


def settle(qtbot, page):
    qtbot.wait(150)
    qtbot.waitUntil(lambda: page.live.settled and page.context.tasks.idle)


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = page.get_textpage()
    said = text.get_text_bounded()
    text.close()
    page.close()
    document.close()
    return said


def seen(page):
    return words_of(page.live._last.pdf)


def titles(page):
    return [page.settings.tenders.item(row).text() for row in range(page.settings.tenders.count())]


def test_it_begins_with_the_eight_that_come_soonest(qtbot, filled, open_page):
    page = open_page()
    assert page.settings.order().tenders == tuple(tender.id for tender in TENDERS[:8])
    assert titles(page) == [tender.title for tender in TENDERS]
    assert "Kommande upphandlingar" in seen(page)
    assert "Upphandling 8" in seen(page)
    assert "Upphandling 9" not in seen(page)


def test_only_the_latest_of_many_wishes_is_drawn(qtbot, filled, open_page):
    page = open_page()
    drawn = []
    page.live.drawn.connect(drawn.append)
    for text in ("V", "Vi", "Vi köper", "Vi köper snart"):
        page.settings.fields.heading.setText(text)
    page.settings.fields.language.set_value("en")
    settle(qtbot, page)
    assert [one.wish.heading for one in drawn] == ["Vi köper snart"]
    assert "Vi köper snart" in seen(page)
    assert "Anyone" in seen(page) or "everyone" in seen(page)


def test_a_wish_that_became_old_while_it_waited_is_never_shown(qtbot, filled, open_page):
    page = open_page()
    drawn = []
    page.live.drawn.connect(drawn.append)
    page.settings.fields.heading.setText("Gammal")
    page.live._draw()  # it is on its way to the worker
    page.settings.fields.heading.setText("Ny")
    settle(qtbot, page)
    assert [one.wish.heading for one in drawn] == ["Ny"]


def test_without_qtpdf_another_size_takes_another_picture_of_the_same_pdf(qtbot, without_qtpdf, filled, open_page):
    page = open_page()
    pdf, wide = page.live._last.pdf, page.live._last.pages[0].width()
    page.preview.setFocus()
    qtbot.keyClick(page.preview, Qt.Key.Key_Plus)
    assert page.preview.zoom is Zoom.REAL
    settle(qtbot, page)
    assert page.live._last.pdf is pdf
    assert page.live._last.pages[0].width() > wide
    qtbot.keyClick(page.preview, Qt.Key.Key_0)
    assert page.preview.zoom is Zoom.FIT


def test_one_tender_too_many_finds_no_room_and_the_page_says_so(qtbot, filled, open_page):
    page = open_page()
    page.settings.tender_part.show_most(8, own=False)
    page.settings.tenders.toggle(page.settings.tenders.item(8))
    assert "room for 8" in page.settings.tender_part.count.text()
    assert len(page.settings.order().tenders) == 8
    page.settings.tenders.toggle(page.settings.tenders.item(0))
    assert page.settings.tender_part.count.text() == "7 of at most 8 chosen"
    page.settings.tenders.toggle(page.settings.tenders.item(8))
    assert TENDERS[8].id in page.settings.order().tenders


def test_alt_and_arrows_put_the_flyer_in_order(qtbot, filled, open_page):
    page = open_page()
    choice = page.settings.tenders
    choice.setCurrentRow(0)
    qtbot.keyClick(choice, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(choice, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(page)[:3] == ["Upphandling 2", "Upphandling 3", "Upphandling 1"]
    qtbot.keyClick(choice, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert choice.chosen()[:3] == (TENDERS[1].id, TENDERS[0].id, TENDERS[2].id)
    settle(qtbot, page)
    said = seen(page)
    assert said.index("Upphandling 2") < said.index("Upphandling 1")


def test_the_tenders_of_another_page_are_taken_over_in_their_order(qtbot, filled, open_page, context):
    page = open_page()
    context.wishes.flyer.emit([OLD.id, TENDERS[9].id])
    qtbot.waitUntil(lambda: page.settings.order().tenders == (OLD.id, TENDERS[9].id))
    settle(qtbot, page)
    assert "Gammalt avtal" in seen(page)


def test_of_more_tenders_than_have_room_the_first_are_taken_with_a_word(qtbot, filled, open_page, context):
    page = open_page()
    with qtbot.waitSignal(context.wishes.notify) as said:
        page.show_tenders([TENDERS[0].id, TENDERS[1].id, *(uuid4() for _ in range(MOST_TENDERS))])
    assert f"The first {MOST_TENDERS} are chosen" in said.args[0]
    qtbot.waitUntil(lambda: page.settings.order().tenders == (TENDERS[0].id, TENDERS[1].id))


def test_an_event_brings_the_tenders_that_are_featured_there(qtbot, filled, open_page):
    start = datetime(2026, 12, 3, 7, 30)
    event = Event(
        title="Frukost om snö",
        kind=EventKind.BREAKFAST,
        when=zoned(start, start.replace(hour=9)),
        tenders=(TENDERS[5].id, TENDERS[2].id),
    )
    filled.events.save(event)
    page = open_page()
    page.settings.choose_event(event.id)
    qtbot.waitUntil(lambda: page.settings.order().tenders == event.tenders)
    settle(qtbot, page)
    assert "Frukost om snö" in seen(page)


def test_what_is_deleted_or_renamed_follows_at_once(qtbot, filled, open_page, context):
    page = open_page()
    context.write(lambda: filled.tenders.delete([TENDERS[0].id]))
    qtbot.waitUntil(lambda: "Upphandling 1" not in titles(page))
    kept = filled.tenders.get(TENDERS[1].id)
    context.write(lambda: filled.tenders.save(replace(kept, title="Snö")))
    qtbot.waitUntil(lambda: "Snö" in titles(page))
    settle(qtbot, page)
    assert "Snö" in seen(page)


def test_a_wrong_link_is_said_at_its_field_and_the_last_picture_stays(qtbot, filled, open_page):
    page = open_page()
    page.settings.fields.link.setText("file:///etc/passwd")
    qtbot.waitUntil(lambda: page.settings.fields._link_error.text() != "")
    assert "https://" in page.settings.fields._link_error.text()
    page.settings.fields.link.setText("www.alvbro.example/nytt")
    settle(qtbot, page)
    assert page.settings.fields._link_error.text() == ""
    assert "alvbro.example/nytt" in seen(page)


def test_with_nothing_coming_the_flyer_still_says_how_to_reach_us(qtbot, house, open_page, context):
    page = open_page()
    assert page.live._last.wish.tenders == ()
    assert "Anna Ek" in seen(page)
    assert page.settings.tender_part.empty.isVisible()
    with qtbot.waitSignal(context.wishes.show_page) as wished:
        page.settings.tender_part.add_wished.emit()
    assert wished.args == ["tenders"]
    context.write(lambda: house.tenders.save(TENDERS[0]))
    qtbot.waitUntil(lambda: titles(page) == ["Upphandling 1"])
    settle(qtbot, page)
    assert "Upphandling 1" in seen(page)


def test_the_flyer_is_saved_as_it_is_wished_now(qtbot, filled, open_page, tmp_path):
    page = open_page()
    page.settings.fields.heading.setText("Alldeles ny")
    page.leaving.save_to(tmp_path / "flyer.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "flyer.pdf").exists())
    settle(qtbot, page)
    assert "Alldeles ny" in words_of((tmp_path / "flyer.pdf").read_bytes())
    assert page.side.status_text.text() == "Saved as flyer.pdf."
    assert page.side.open_button.isVisible()


def test_a_folder_that_is_not_there_is_said_in_a_sentence(qtbot, filled, open_page, tmp_path):
    page = open_page()
    page.leaving.save_to(tmp_path / "gone" / "flyer.pdf")
    qtbot.waitUntil(page.side.banner.isVisible)
    assert "could not be written" in page.side.banner_text.text()
    assert page.save_button.isEnabled()


def test_saving_asks_for_a_name_in_the_language_of_the_flyer(qtbot, filled, open_page):
    page = open_page()
    page.settings.fields.language.set_value("en")
    page.leaving.ask_file()
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is not None)
    dialog = page.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Flyer about coming tenders 2026-11-24.pdf")
    dialog.reject()


def test_what_was_chosen_is_remembered(qtbot, filled, open_page):
    page = open_page()
    page.settings.fields.paper.set_value("A5")
    page.settings.fields.language.set_value("en")
    page.settings.fields.link.setText("www.alvbro.example")
    settle(qtbot, page)
    page.leave()
    page.close()
    again = open_page().settings.order()
    assert (again.paper, again.language, again.link) == (Paper.A5, "en", "www.alvbro.example")


def test_the_window_may_change_its_language_while_the_flyer_keeps_its_own(qtbot, filled, open_page, context):
    page = open_page()
    context.words.switch(Language("sv"))
    settle(qtbot, page)
    assert page.settings.order().language == "sv"
    page.settings.fields.language.set_value("en")
    settle(qtbot, page)
    assert "Coming tenders" in seen(page)


def test_the_desk_shows_every_page_at_its_real_proportions(qtbot):
    view = PagesView()
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()
    tall = QImage(827, 1169, QImage.Format.Format_RGB32)
    view.show_pages([tall, tall], 100)
    place = view._desk.place(1)
    assert place.width() / place.height() == pytest.approx(827 / 1169, abs=0.01)
    assert place.top() > view._desk.place(0).bottom()
    view.set_zoom(Zoom.LARGE)
    assert view._desk.place(0).width() == pytest.approx(8.27 * 96 * 1.5, abs=2)


def test_a_page_that_is_not_shown_reads_nothing_until_it_is(qtbot, filled, open_page, context):
    page = open_page()
    page.leave()
    page.hide()
    kept = filled.tenders.get(TENDERS[0].id)
    context.write(lambda: filled.tenders.save(replace(kept, title="Snö")))
    qtbot.waitUntil(lambda: context.tasks.idle)
    assert "Snö" not in titles(page)
    page.show()
    page.enter()
    settle(qtbot, page)
    assert "Snö" in titles(page)
    assert "Snö" in seen(page)
