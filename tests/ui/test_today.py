"""The page of today: follow-ups in order, done and put off by one key, the next events, figures that are true."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach.domain.company import Company
from outreach.domain.contract import Check, Contract, Promise
from outreach.domain.equal_treatment import Disclosure
from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.follow_up import FollowUp
from outreach.domain.meeting import Meeting
from outreach.domain.person import Card, Person
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender, ValueClass
from outreach.domain.when import all_day, zoned
from outreach.services.inbox_cards import NewCard
from outreach.ui.today.page import TodayPage
from outreach.ui.today.telling import show_item

TODAY = date(2026, 11, 24)  # a Tuesday
OPENED = datetime(2026, 11, 20, 9, tzinfo=UTC)
BERGS, DAHLS = Company(name="Bergs Bygg AB"), Company(name="Dahls Rör AB")
ANNA = Person(name="Anna Berg")


def due(days, text, **more):
    return FollowUp(due=TODAY + timedelta(days=days), text=text, **more)


@pytest.fixture
def full(house):
    """Three follow-ups, three events of which one is cancelled, conversations in this month and the last."""
    for company in (BERGS, DAHLS):
        house.companies.save(company)
    house.people.save(ANNA)
    for follow_up in (due(2, "Send the plan"), due(-3, "Call about snow", person=ANNA.id), due(0, "Write", company=BERGS.id)):
        house.follow_ups.save(follow_up)
    house.events.save(Event(title="Fair", kind=EventKind.FAIR, when=all_day(TODAY + timedelta(days=1)), place="Hall 3"))
    breakfast = zoned(datetime(2026, 11, 24, 7, 30), datetime(2026, 11, 24, 9))
    house.events.save(Event(title="Breakfast", kind=EventKind.BREAKFAST, when=breakfast))
    house.events.save(Event(title="Gone", when=all_day(TODAY + timedelta(days=2)), status=EventStatus.CANCELLED))
    for at, company in ((datetime(2026, 11, 2, 9, tzinfo=UTC), BERGS), (datetime(2026, 11, 20, 9, tzinfo=UTC), BERGS)):
        house.meetings.save(Meeting(at=at, company=company.id))
    house.meetings.save(Meeting(at=datetime(2026, 10, 30, 9, tzinfo=UTC), company=DAHLS.id))
    return house


@pytest.fixture
def page(context, settle, qtbot):
    made = TodayPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.enter()
    settle()
    return made


def titles(view):
    return [line.title for line in view.lines]


def test_overdue_stand_first_in_the_warning_colour_then_today_then_coming(full, page):
    assert titles(page.follow_ups) == ["Overdue", "Anna Berg", "Today", "Bergs Bygg AB", "Coming", "Send the plan"]
    late = page.follow_ups.lines[1]
    assert (late.tone, late.note, late.detail) == ("danger", "3 days late", "Call about snow")


def test_one_key_finishes_a_follow_up_and_undo_brings_it_back(full, page, settle, qtbot):
    page.follow_ups.setFocus()
    assert page.current_id() is not None
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_D)
    settle()
    assert "Anna Berg" not in titles(page.follow_ups)
    full.history.undo()
    page.refresh()
    settle()
    assert "Anna Berg" in titles(page.follow_ups)


def test_space_finishes_several_that_are_selected(full, page, settle, qtbot):
    page.follow_ups.selectAll()
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_Space)
    settle()
    assert page.follow_ups.lines == []
    assert page.deed_cards[0].stack.currentIndex() == 1


def test_p_puts_a_follow_up_off_to_the_next_working_day(full, page, settle, qtbot):
    chosen = page.current_id()
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_P)
    settle()
    assert full.follow_ups.get(chosen).due == date(2026, 11, 25)
    assert page.current_id() == chosen


def test_a_follow_up_on_friday_is_put_off_to_monday(full):
    assert full.follow_ups.next_working_day(date(2026, 11, 27)) == date(2026, 11, 30)


def test_enter_opens_the_person_else_the_company(full, page, context, qtbot):
    opened = []
    context.wishes.open_record.connect(lambda kind, record: opened.append((kind, record)))
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_Return)
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_Down)
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_Return)
    assert opened == [(Kind.PERSON, ANNA.id), (Kind.COMPANY, BERGS.id)]


def test_next_events_say_when_and_where_and_leave_cancelled_ones_out(full, page):
    assert titles(page.events) == ["Breakfast", "Fair"]
    assert page.events.lines[0].note == "today"
    assert page.events.lines[1].note == "tomorrow"
    assert "Hall 3" in page.events.lines[1].detail


def test_a_series_shows_its_next_dates(house, page, settle):
    weekly = zoned(datetime(2026, 9, 1, 15), datetime(2026, 9, 1, 16))
    house.events.save(Event(title="Advice hour", when=weekly, recurrence=("RRULE:FREQ=WEEKLY",)))
    page.refresh()
    settle()
    assert titles(page.events)[:2] == ["Advice hour", "Advice hour"]
    assert page.events.lines[0].note == "today"


def test_the_figures_count_this_month_alone(full, page):
    assert page.figures.text() == "2 conversations this month · 1 company met"


def test_an_empty_workspace_says_what_to_do(page):
    assert [card.stack.currentIndex() for card in page.deed_cards] == [1, 1, 1, 1]


def test_a_write_elsewhere_is_seen_at_once(page, context, settle):
    house = context.house
    context.write(lambda: house.follow_ups.save(due(0, "New one")))
    settle()
    assert "New one" in titles(page.follow_ups)


def test_markup_in_a_note_is_shown_as_it_was_typed(page, context, settle):
    house = context.house
    context.write(lambda: house.follow_ups.save(due(0, "<b>bold</b> & <img src=x>")))
    settle()
    assert "<b>bold</b> & <img src=x>" in titles(page.follow_ups)


def test_a_company_whose_next_contact_is_due_stands_among_the_follow_ups_and_can_be_put_off(full, page, settle, qtbot):
    full.next_contacts.choose(DAHLS.id, TODAY, None)
    page.refresh()
    settle()
    assert "Dahls Rör AB" in titles(page.follow_ups)
    row = titles(page.follow_ups).index("Dahls Rör AB")
    page.follow_ups.setCurrentIndex(page.follow_ups.model().index(row, 0))
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_P)
    settle()
    assert full.next_contacts.of(DAHLS.id).day == date(2026, 11, 25)
    assert "Dahls Rör AB" not in titles(page.follow_ups)


def test_done_on_a_company_opens_the_capture_because_only_a_talk_moves_the_day(full, page, context, settle, qtbot):
    full.next_contacts.choose(DAHLS.id, TODAY - timedelta(days=9), None)
    page.refresh()
    settle()
    wished = []
    context.wishes.capture_with.connect(wished.append)
    page.follow_ups.setCurrentIndex(page.follow_ups.model().index(1, 0))
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_D)
    assert [entry.company for entry in wished] == ["Dahls Rör AB"]


def test_a_day_by_the_rules_stands_there_and_one_key_notes_that_the_result_notice_was_sent(house, page, settle, qtbot):
    tender = Tender(title="Snö", stage=Stage.CONTRACT, contract_start=date(2026, 11, 1), value_class=ValueClass.OVER_10M)
    house.tenders.save(tender)
    house.tenders.save(Tender(title="Bröd", stage=Stage.ADVERTISED, tender_deadline=datetime(2026, 12, 4, 11, tzinfo=UTC)))
    page.refresh()
    settle()
    assert [(line.title, line.detail) for line in page.follow_ups.lines if not line.heading] == [
        ("Bröd", "Last day to answer questions"),
        ("Snö", "Last day for the result notice"),
    ]
    page.follow_ups.setCurrentIndex(page.follow_ups.model().index(2, 0))
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_Space)
    settle()
    assert house.tenders.get(tender.id).result_notice_sent == TODAY


def test_what_must_reach_everyone_says_of_which_tender_and_for_how_long_and_asks_where_it_was_published(
    house, page, context, settle, qtbot
):
    tender = Tender(title="Snöröjning")
    house.tenders.save(tender)
    opened = datetime(2026, 11, 20, 9, tzinfo=UTC)
    item = Disclosure(tender=tender.id, text="Starts in May", opened=opened)
    with house.database.work("new") as work:
        work.save(Kind.DISCLOSURE, item)
    page.refresh()
    settle()
    line = page.to_tell.lines[0]
    assert (line.title, line.detail, line.note) == ("Snöröjning", "Starts in May", "open for 4 days")
    wished = []
    context.wishes.publish.connect(lambda one: wished.append(("publish", one)))
    context.wishes.disclosure.connect(lambda one: wished.append(("show", one)))
    qtbot.keyClick(page.to_tell, Qt.Key.Key_D)
    qtbot.keyClick(page.to_tell, Qt.Key.Key_Return)
    assert wished == [("publish", item.id), ("show", item.id)]


def test_what_a_contract_asks_for_and_whom_to_ask_why_they_did_not_bid_stand_among_the_follow_ups(full, page, context, settle):
    promised = Promise(text="Gröna medel", checks=(Check(due=TODAY),))
    full.contracts.save(Contract(title="Städning", supplier="Dala Städ AB", promises=(promised,)))
    tender = Tender(title="Snö", stage=Stage.EVALUATION, tender_deadline=datetime(2026, 11, 10, 11, tzinfo=UTC))
    full.tenders.save(tender)
    full.meetings.save(Meeting(at=datetime(2026, 10, 1, 9, tzinfo=UTC), company=DAHLS.id, tenders=(tender.id,)))
    page.refresh()
    settle()
    said = {line.title: line.detail for line in page.follow_ups.lines}
    assert said["Städning"] == "Dala Städ AB · Gröna medel"
    assert said["Ask 1 company why it did not bid"] == "Snö"


def test_enter_on_what_must_reach_everyone_opens_the_window_at_it(house, context, qtbot, settle):
    with house.database.work("new") as work:
        items = [work.save(Kind.DISCLOSURE, Disclosure(text=text, opened=OPENED)) for text in ("First", "Second")]
    holder = QWidget()
    qtbot.addWidget(holder)
    window = show_item(context, items[1].id, holder, to_publish=True)
    settle()
    assert window.item is not None
    assert window.item.disclosure.text == "Second"
    window.close()


def test_tab_goes_from_list_to_list_and_there_are_four(full, page, qtbot, settle):
    full.inbox_cards.put([NewCard(card=Card(line=0, name="Bo Ek"))])
    page.refresh()
    settle()
    assert len(page.lists) == 4
    assert titles(page.cards) == ["Bo Ek"]
    page.follow_ups.setFocus()
    seen = []
    for _ in range(14):
        seen.append(page.focusWidget())
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert [one for one in page.lists if one in seen] == [page.follow_ups, page.events, page.cards]
