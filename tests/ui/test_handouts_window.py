"""The window of handouts with all its kinds: what each can be told, both previews, guests, drafts, many at once, and the record."""

import io
import sys
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QPlainTextEdit
from reportlab.pdfgen.canvas import Canvas

from outreach.domain.event import Event
from outreach.domain.handout import CodeKind, HandoutKind, Paper, Theme
from outreach.domain.printing import PrintWay
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import zoned
from outreach.language import Language
from outreach.services.handout_kinds.registry import TRADES, kinds
from outreach.services.handout_kinds.trade import Setting
from outreach.ui.handouts.batch_dialog import BatchDialog
from outreach.ui.handouts.picture_preview import PagesView
from outreach.ui.handouts.preview import Zoom, make_preview
from outreach.ui.handouts.printed_before import PrintedDialog
from outreach.ui.handouts.printed_words import printed_lines
from tests.ui.test_handouts_page import open_page, seen, settle, without_qtpdf

__all__ = ["open_page", "without_qtpdf"]
SNOW = Tender(title="Snöröjning", stage=Stage.PLANNED, expected_publication=date(2027, 2, 1))
START = datetime(2026, 11, 26, 7, 30)
NEXT = Event(title="Frukost", when=zoned(START, START + timedelta(minutes=90)), tenders=(SNOW.id,))


@pytest.fixture
def filled(house):
    house.tenders.save(SNOW)
    house.events.save(NEXT)
    house.guests.add_named(NEXT.id, "Åsa Öberg, Öbergs Åkeri\nBo Ek\nCia Dahl")
    return house


def white_pages(count):
    file = io.BytesIO()
    canvas = Canvas(file, (300, 400))
    for number in range(count):
        canvas.drawString(20, 200, f"Sida {number}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


# Kinds and what they can be told ----------------------------------------------------------------------------------------


def test_every_kind_stands_in_the_list_with_its_own_picture_and_is_drawn(qtbot, filled, open_page):
    page = open_page()
    listed = page.settings.kind
    assert [listed.item(row).data(Qt.ItemDataRole.UserRole) for row in range(listed.count())] == kinds()
    assert len({bytes(listed.item(row).icon().pixmap(24).toImage().constBits()) for row in range(listed.count())}) == len(kinds())
    page.settings.choose_event(NEXT.id)
    for kind in kinds():
        page.settings.choose_kind(kind)
        settle(qtbot, page)
        assert page.side.banner.isHidden(), (kind, page.side.banner_text.text())
        assert page.live.last.wish.kind is kind


def test_the_rows_are_those_that_the_trade_uses(qtbot, filled, open_page):
    page = open_page()
    fields = page.settings.fields
    editors = {
        Setting.THEME: fields.theme, Setting.UNTIL: fields.until, Setting.YEAR: fields.year, Setting.LABELS: fields.labels,
        Setting.TEXT: fields.text, Setting.CODE: fields.code, Setting.BLEED: fields.bleed, Setting.OFFICER: fields.officer_box,
        Setting.EVENT: fields.event_box, Setting.EMPTY_LINES: fields.empty_lines,
    }  # fmt: skip
    for kind in kinds():
        page.settings.choose_kind(kind)
        trade = TRADES[kind]
        assert {name for name, editor in editors.items() if editor.isVisibleTo(page)} == trade.uses & set(editors), kind
        assert fields.paper.isVisibleTo(page) is (len(trade.papers) > 1)
        assert page.settings.guests.isVisibleTo(page) is (Setting.GUESTS in trade.uses)


def test_each_kind_remembers_its_own_settings_and_the_units_look_is_not_among_them(qtbot, filled, open_page):
    page = open_page()
    fields = page.settings.fields
    fields.heading.setText("Vi köper")
    fields.paper.set_value("A6")
    page.settings.choose_kind(HandoutKind.POSTER)
    assert (fields.heading.text(), fields.paper.value()) == ("", "A3")
    fields.theme.set_value("bold")
    page.settings.choose_kind(HandoutKind.FLYER)
    assert (fields.heading.text(), fields.paper.value(), fields.theme.value()) == ("Vi köper", "A6", "clear")
    settle(qtbot, page)
    page.context.write(lambda: filled.unit.save_unit(replace(filled.unit.unit(), theme=Theme.WARM, light=True)))
    qtbot.waitUntil(lambda: page.settings.order().theme is Theme.WARM)
    assert page.settings.order().light
    page.settings.choose_kind(HandoutKind.POSTER)
    settle(qtbot, page)
    assert page.settings.order().theme is Theme.BOLD
    page.settings.choose_kind(HandoutKind.LEAFLET)
    settle(qtbot, page)
    assert page.settings.order().theme is Theme.WARM


def test_a_door_sign_says_until_when_and_half_a_time_is_none(qtbot, filled, open_page):
    page = open_page()
    page.settings.choose_kind(HandoutKind.DOOR_SIGN)
    assert page.settings.order().code is CodeKind.CARD
    page.settings.fields.until.setText("15:30")
    settle(qtbot, page)
    assert "till 15:30" in seen(page)
    page.settings.fields.until.setText("15:")
    assert page.settings.order().until is None


def test_guests_are_ticked_one_by_one_or_all(qtbot, filled, open_page):
    page = open_page()
    page.settings.choose_kind(HandoutKind.BADGES)
    settle(qtbot, page)
    guests = page.settings.guests
    assert [guests.list.item(row).text() for row in range(3)] == ["Bo Ek", "Cia Dahl", "Åsa Öberg, Öbergs Åkeri"]
    assert page.settings.order().guests == ()
    guests.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert len(page.settings.order().guests) == 2
    settle(qtbot, page)
    assert "Bo\r\nEk" in seen(page)
    assert "Cia" not in seen(page)
    guests._all.click()
    assert page.settings.order().guests == ()


def test_both_languages_on_one_sheet_where_the_kind_can(qtbot, filled, open_page):
    page = open_page()
    page.settings.fields.language.set_value("both")
    settle(qtbot, page)
    assert page.settings.order().language == "both"
    page.settings.choose_kind(HandoutKind.BADGES)
    assert page.settings.order().language in ("sv", "en")


# Preview -----------------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["qtpdf", "pictures"])
def preview(request, qtbot, monkeypatch):
    if request.param == "pictures":
        monkeypatch.setitem(sys.modules, "outreach.ui.handouts.pdf_preview", None)
    else:
        pytest.importorskip("PySide6.QtPdfWidgets")
    made = make_preview()
    assert isinstance(made, PagesView) is (request.param == "pictures")
    qtbot.addWidget(made.view)
    made.view.resize(500, 400)
    made.view.show()
    return made


def show(preview, house_free_pages):
    pictures = [QImage(300, 400, QImage.Format.Format_RGB32) for _ in range(house_free_pages)] if preview.dpi() else []
    preview.show_pdf(white_pages(house_free_pages), pictures, preview.dpi())


def test_both_previews_turn_pages_and_say_where_they_are(qtbot, preview):
    told = QSignalSpy(preview.turned)
    show(preview, 3)
    qtbot.waitUntil(lambda: told.count() > 0 and told.at(told.count() - 1) == [1, 3])
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: told.at(told.count() - 1) == [2, 3])
    preview.turn(5)
    qtbot.waitUntil(lambda: told.at(told.count() - 1) == [3, 3])
    preview.turn(-9)
    qtbot.waitUntil(lambda: told.at(told.count() - 1) == [1, 3])
    show(preview, 1)
    qtbot.waitUntil(lambda: told.at(told.count() - 1) == [1, 1])


def test_both_previews_change_their_size_by_keys(qtbot, preview):
    show(preview, 1)
    zooms = []
    preview.zoomed.connect(zooms.append)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_Minus):
        qtbot.keyClick(preview.view, key)
    assert zooms == [Zoom.REAL, Zoom.LARGE, Zoom.REAL, Zoom.FIT]


def test_typing_on_is_never_held_up_by_a_drawing_that_fails(qtbot, filled, open_page, monkeypatch):
    page = open_page()
    monkeypatch.setattr(filled.printings, "drawn", lambda *_: (_ for _ in ()).throw(OSError("x")))
    errors = []
    page.context.tasks.failed.disconnect()
    page.context.tasks.failed.connect(errors.append)
    page.settings.choose_kind(HandoutKind.BOOTH_SIGN)
    text = page.settings.fields.text
    assert isinstance(text, QPlainTextEdit)
    qtbot.keyClicks(text, "Fråga oss")
    qtbot.waitUntil(lambda: bool(errors))
    assert text.toPlainText() == "Fråga oss"


# Ways out ------------------------------------------------------------------------------------------------------------------


def test_the_draft_opens_in_the_mail_program_and_stands_on_record(qtbot, filled, open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    page = open_page()
    page.draft_button.click()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].endswith("Flygblad om kommande upphandlingar 2026-11-24.eml")
    settle(qtbot, page)
    assert filled.printings.latest()[0].printing.way == PrintWay.EMAIL
    assert page.printed.text.text().startswith("Printed as it stands: version 1")


def test_where_no_program_opens_drafts_the_page_says_where_the_file_lies(qtbot, filled, open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    page = open_page()
    page.leaving.draft()
    qtbot.waitUntil(lambda: ".eml" in page.side.status_text.text())


def test_many_at_once_counts_first_and_writes_a_file_for_each_event(qtbot, filled, open_page, tmp_path, context):
    page = open_page()
    page.ask_many()
    dialog = page.findChild(BatchDialog)
    qtbot.waitUntil(lambda: dialog.count.text() == "1 event")
    dialog.choices["guests"].setChecked(True)
    qtbot.waitUntil(lambda: dialog.count.text() == "3 guests")
    with qtbot.waitSignal(context.wishes.notify) as said:
        dialog.write_to(tmp_path / "alla")
    assert said.args == ["3 PDF files were written."]
    assert min(one.name for one in (tmp_path / "alla").iterdir()).endswith("Frukost 2026-11-26 Bo Ek.pdf")
    qtbot.waitUntil(lambda: len(filled.printings.latest()) == 3)


def test_a_page_for_each_guest_in_one_file(qtbot, filled, open_page, tmp_path, context):
    page = open_page()
    page.ask_many()
    dialog = page.findChild(BatchDialog)
    dialog.choices["pages"].setChecked(True)
    with qtbot.waitSignal(context.wishes.notify):
        dialog.write_to(tmp_path / "alla.pdf")
    assert filled.printings.latest()[0].printing.pages % 3 == 0


def test_nobody_to_make_them_for_is_said_where_it_is_asked(qtbot, house, open_page):
    page = open_page()
    page.ask_many()
    dialog = page.findChild(BatchDialog)
    qtbot.waitUntil(lambda: "There is no coming event" in dialog.error.text())
    assert not dialog.go_button.isEnabled()
    dialog.reject()


# The record -----------------------------------------------------------------------------------------------------------------


def test_the_line_below_the_preview_says_what_has_changed_since_it_was_printed(qtbot, filled, open_page):
    page = open_page()
    assert page.printed.text.text() == "Not printed yet."
    made = page.live.last.made
    page.context.write(lambda: filled.printings.keep(made, PrintWay.PRINTER, copies=40)[0])
    qtbot.waitUntil(lambda: page.printed.text.text().startswith("Printed as it stands: version 1, 40 copies"))
    page.settings.fields.heading.setText("Nytt")
    settle(qtbot, page)
    qtbot.waitUntil(lambda: page.printed.text.text().startswith("Changed since version 1"))
    page.context.words.switch(Language("sv"))
    assert page.printed.text.text().startswith("Ändrat sedan version 1")


def test_the_list_of_prints_takes_a_line_off_and_undo_brings_it_back(qtbot, filled, open_page):
    page = open_page()
    made = page.live.last.made
    filled.printings.keep(made, PrintWay.PRINTER, copies=12)
    page.show_printed()
    dialog = page.findChild(PrintedDialog)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 1)
    assert [dialog.list.topLevelItem(0).text(column) for column in (1, 3, 4)] == ["Flyer about coming tenders", "1", "12"]
    dialog.list.topLevelItem(0).setSelected(True)
    dialog.remove()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 0)
    assert not dialog.remove_button.isEnabled(), "there is nothing to take off"
    page.context.write(lambda: filled.history.undo().changes)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 1)
    assert dialog.remove_button.isEnabled()
    dialog.reject()


def test_the_pane_of_an_event_and_of_a_tender_says_what_was_printed(filled):
    order = replace(filled.handouts.usual(HandoutKind.FLYER, "en"), event=NEXT.id, paper=Paper.A5)
    filled.printings.keep(filled.printings.drawn(order), PrintWay.PRINTER, copies=150)
    english = Language("en")
    (line,) = printed_lines(filled.printings.at_event(NEXT.id), english)
    assert line.startswith("Flyer about coming tenders · 150 copies · version 1 · ")
    (line,) = printed_lines(filled.printings.with_tender(SNOW.id), english, with_event=True)
    assert " · Frukost · " in line
    assert filled.printings.copies_at(NEXT.id) == {"flyer": 150}
