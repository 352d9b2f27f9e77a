"""Handouts for an event: the kind is chosen on the page or from the event, and what a kind has no use for is not shown."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from outreach.domain.event import Event
from outreach.domain.handout import HandoutKind
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import zoned
from outreach.ui.events.page import EventsPage
from outreach.ui.handouts.page import HandoutsPage
from tests.ui.test_handouts_page import seen, settle

SNOW = Tender(title="Snöröjning", stage=Stage.PLANNED, expected_publication=date(2027, 2, 1))


def an_event(title: str, day: date, **more) -> Event:
    start = datetime(day.year, day.month, day.day, 7, 30)
    return Event(title=title, when=zoned(start, start + timedelta(minutes=90)), **more)


NEXT = an_event("Frukost i Älvbro", date(2026, 11, 26))
LATER = an_event("Mässan i Örebro", date(2026, 12, 10), tenders=(SNOW.id,))
PAST = an_event("Gala i våras", date(2026, 4, 10))


@pytest.fixture
def filled(house):
    return fill(house)


def fill(house):
    house.tenders.save(SNOW)
    house.tenders.save(replace(SNOW, id=PAST.id, title="Städ"))
    for event in (NEXT, LATER, PAST):
        house.events.save(event)
    house.guests.add_named(NEXT.id, "Åsa Öberg, Öbergs Åkeri\nBo Ek")
    house.plans.save(replace(house.plans.of(NEXT.id), outline=replace(house.plans.of(NEXT.id).outline, goals=("Tio nya",))))
    return house


@pytest.fixture
def page(qtbot, filled, context):
    made = HandoutsPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 680)
    made.show()
    made.enter()
    settle(qtbot, made)
    yield made
    made.leave()
    made.close()


def test_the_sign_in_list_is_that_of_the_next_event_until_another_is_chosen(qtbot, page):
    page.settings.kind.set_value("sign-in")
    settle(qtbot, page)
    assert "Närvarolista" in seen(page)
    assert "Åsa Öberg" in seen(page)
    assert page.settings.fields.event_box.currentText() == "The next event"
    page.settings.choose_event(LATER.id)
    settle(qtbot, page)
    assert "Mässan i Örebro" in seen(page)


def test_only_what_the_kind_can_be_told_is_shown(qtbot, page):
    settings, fields = page.settings, page.settings.fields
    assert settings.tenders.isVisible()
    assert not settings.fields.empty_lines.isVisible()
    settings.kind.set_value("sign-in")
    assert settings.fields.empty_lines.isVisible()
    assert not any(part.isVisible() for part in (settings.tenders, fields.paper, fields.heading, fields.link))
    settings.kind.set_value("meeting-sheet")
    assert not settings.fields.empty_lines.isVisible()
    assert page._title.text() == "Meeting sheet"
    settle(qtbot, page)
    assert "Tio nya" in seen(page)
    assert page.side.facts.text() == "A4 · 1 page"
    settings.kind.set_value("flyer")
    assert settings.tenders.isVisible()
    assert page._title.text() == "Flyer about coming tenders"
    settle(qtbot, page)


def test_looking_at_the_sheet_of_an_event_leaves_the_tenders_of_the_flyer_alone(qtbot, page):
    chosen = page.settings.order().tenders
    assert len(chosen) == 2
    page.settings.kind.set_value("meeting-sheet")
    page.settings.choose_event(LATER.id)
    settle(qtbot, page)
    page.settings.kind.set_value("flyer")
    settle(qtbot, page)
    assert page.settings.order().tenders == chosen


def test_more_empty_lines_make_more_pages_at_once(qtbot, page):
    page.settings.kind.set_value("sign-in")
    page.settings.fields.empty_lines.setValue(60)
    settle(qtbot, page)
    assert page.side.facts.text() == "A4 · 2 pages"


def test_the_list_is_drawn_anew_when_a_guest_is_added(qtbot, page, context):
    page.settings.kind.set_value("sign-in")
    settle(qtbot, page)
    context.write(lambda: context.house.guests.add_named(NEXT.id, "Änna Co"))
    qtbot.waitUntil(lambda: page.live.settled and "Änna Co" in seen(page))


def test_the_kind_is_remembered(qtbot, page, context):
    page.settings.kind.set_value("meeting-sheet")
    settle(qtbot, page)
    again = HandoutsPage(context)
    qtbot.addWidget(again)
    assert again.settings.handout_kind() is HandoutKind.MEETING_SHEET


def test_the_file_is_named_by_what_it_is_and_for_which_event(qtbot, page, tmp_path):
    page.show_for_event(HandoutKind.SIGN_IN, LATER.id)
    settle(qtbot, page)
    assert page.live.last.made.name == "Närvarolista Mässan i Örebro 2026-12-10"
    page.leaving.save_to(tmp_path / "lista.pdf")
    qtbot.waitUntil(lambda: page.side.status_text.text() == "Saved as lista.pdf.")
    assert (tmp_path / "lista.pdf").read_bytes().startswith(b"%PDF")


def test_where_no_event_is_to_come_a_sentence_says_what_to_do(qtbot, house, context):
    page = HandoutsPage(context)
    qtbot.addWidget(page)
    page.show()
    page.settings.kind.set_value("sign-in")
    page.enter()
    qtbot.waitUntil(lambda: page.side.banner.isVisible())
    assert "There is no coming event" in page.side.banner_text.text()
    page.leave()
    page.close()


def test_from_the_event_its_sheet_is_one_command_away_even_for_one_long_past(qtbot, window, parts):
    fill(window.context.house)
    window.show_page("events")
    events = window.shell.page
    assert isinstance(events, EventsPage)
    qtbot.waitUntil(lambda: parts.tasks.idle)
    events.show_record(PAST.id)
    qtbot.waitUntil(lambda: events.current_id() == PAST.id)
    command = next(one for one in events.commands() if one.name == "events.signin")
    command.run()
    qtbot.waitUntil(lambda: isinstance(window.shell.page, HandoutsPage))
    page = window.shell.page
    qtbot.waitUntil(lambda: page.settings.event_id() == PAST.id)
    settle(qtbot, page)
    assert "Gala i våras" in seen(page)
    window.context.wishes.flyer.emit([SNOW.id])
    settle(qtbot, page)
    assert page.settings.handout_kind() is HandoutKind.FLYER


def test_the_events_menu_offers_both_sheets(qtbot, filled, context):
    wished = []
    context.wishes.handout.connect(lambda kind, event: wished.append((kind, event)))
    events = EventsPage(context)
    qtbot.addWidget(events)
    menu = QMenu()
    qtbot.addWidget(menu)
    events.fill_menu(menu, NEXT.id, cancelled=False)
    for line in menu.actions():
        if "for this event" in line.text() and "Flyer" not in line.text():
            line.trigger()
    assert wished == [(HandoutKind.MEETING_SHEET, NEXT.id), (HandoutKind.SIGN_IN, NEXT.id)]


def test_the_keyboard_reaches_the_kind_and_the_event(qtbot, page):
    listed = page.settings.kind
    listed.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(listed, Qt.Key.Key_End)
    while page.settings.handout_kind() is not HandoutKind.MEETING_SHEET:
        qtbot.keyClick(listed, Qt.Key.Key_Up)
    settle(qtbot, page)
    page.enter()
    settle(qtbot, page)
    assert page.settings.fields.event_box.hasFocus()
