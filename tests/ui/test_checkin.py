"""Check-in: the officer's two quick ways, walk-ins, and a screen on which guests find themselves and nothing else."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from outreach.domain.company import Company
from outreach.domain.event import Event, EventKind
from outreach.domain.guest import Attendance
from outreach.domain.information import information_text
from outreach.domain.person import Person, Role
from outreach.domain.when import all_day, zoned
from outreach.language import Language
from outreach.services.guests import SELF, Tally
from outreach.ui.checkin.add_guests import AddGuests
from outreach.ui.checkin.choose_event import ChooseEvent
from outreach.ui.checkin.self_service import NAME, THANKS, SelfService, other_screen
from outreach.ui.checkin.window import EMPTY, LIST, NOBODY, OFFERS, CheckInWindow
from outreach.ui.events.page import EventsPage
from outreach.ui.people.page import PeoplePage
from outreach.ui.preferences.information_page import InformationPage

BERGS, EKS = Company(name="Bergs Bygg AB"), Company(name="Eks El & Data")
ANNA = Person(name="Anna Berg", roles=(Role(BERGS.id),))
ASA = Person(name="Åsa Öberg", roles=(Role(EKS.id),))
CILLA = Person(name="Cilla Nyström", roles=(Role(EKS.id),))
SEMINAR = Event(title="Frukost", kind=EventKind.BREAKFAST, when=all_day(date(2026, 11, 24)), place="Rådhuset")


@pytest.fixture
def full(house):
    """A seminar with three guests; Cilla is in the register and on no list."""
    house.events.save(SEMINAR)
    for company in (BERGS, EKS):
        house.companies.save(company)
    for person in (ANNA, ASA, CILLA):
        house.people.save(person)
    house.guests.invite(SEMINAR.id, [ANNA.id, ASA.id])
    house.guests.add_named(SEMINAR.id, "Bo Ek")
    return house


def opened(context, qtbot, settle, event: UUID = SEMINAR.id) -> CheckInWindow:
    made = CheckInWindow(context, event)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.open()
    settle()
    return made


@pytest.fixture
def window(full, context, qtbot, settle):
    return opened(context, qtbot, settle)


@pytest.fixture
def screen(window, settle):
    window.show_self_service()
    settle()
    shown = window._self_service
    assert isinstance(shown, SelfService)
    shown.activateWindow()
    settle()
    yield shown
    window.close()


def typed(window, settle, text: str, *keys) -> None:
    if text.isascii():
        QTest.keyClicks(window.search, text)
    else:  # QTest has no keys for å ä ö
        window.search.insert(text)
    for key in keys:
        settle()
        QTest.keyClick(window.search, key)
    settle()


def listed(window):
    model = window.guests
    return [(model.index(row, 0).data(), model.index(row, 2).data()) for row in range(model.rowCount())]


def tally(house) -> Tally:
    return house.guests.tally_at(SEMINAR.id)


def numbers(window):
    return {name: label.text() for name, label in window.tallies.numbers.items()}


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.text() and label.isVisible()]


# The officer's window ------------------------------------------------------------------------------------------------


def test_window_shows_the_list_in_swedish_order_with_the_counts_on_top(window):
    assert listed(window) == [("Anna Berg", "Unknown"), ("Bo Ek", "Unknown"), ("Åsa Öberg", "Unknown")]
    assert numbers(window) == {"listed": "3", "came": "0", "unknown": "3", "absent": "0", "walk_ins": "0"}
    assert window.search.hasFocus()
    assert (window.title.text(), window.stack.currentIndex()) == ("Frukost", LIST)


def test_three_letters_and_enter_check_in_and_the_line_is_empty_for_the_next(window, full, settle):
    typed(window, settle, "ann", Qt.Key.Key_Return)
    assert listed(window)[0] == ("Anna Berg", "Came")
    assert (window.search.text(), window.search.hasFocus()) == ("", True)
    assert numbers(window)["came"] == "1"
    assert "Checked in Anna Berg" in texts(window)
    assert full.guests.named(SEMINAR.id, "anna").guest.arrived == full.now()


def test_typing_narrows_at_once_without_marks_and_by_company(window):
    QTest.keyClicks(window.search, "asa")
    assert [name for name, _ in listed(window)] == ["Åsa Öberg"]
    window.search.setText("data")
    assert [name for name, _ in listed(window)] == ["Åsa Öberg"]
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert len(listed(window)) == 3


def test_letters_j_and_n_are_typing_in_the_search_line(window, settle):
    typed(window, settle, "jny")
    assert window.search.text() == "jny"
    assert numbers(window)["unknown"] == "3"


@pytest.mark.parametrize(
    ("key", "came"),
    [("j", "Came"), ("Y", "Came"), ("n", "Did not come"), (Qt.Key.Key_Return, "Came"), (Qt.Key.Key_X, "Unknown")],
)
def test_one_letter_marks_the_chosen_guest_in_the_list(window, settle, key, came):
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    assert window.table.hasFocus()
    QTest.keyClick(window.table, Qt.Key.Key_Down)
    QTest.keyClick(window.table, key)
    settle()
    assert listed(window)[1] == ("Bo Ek", came)
    assert window.table.chosen() == [window.guests.lines[1].guest.id]


def test_question_mark_makes_known_unknown_again(window, settle):
    window.table.setFocus()
    window.table.selectRow(0)
    for key in ("n", "?"):
        QTest.keyClick(window.table, key)
        settle()
    assert numbers(window) == {"listed": "3", "came": "0", "unknown": "3", "absent": "0", "walk_ins": "0"}


def test_several_chosen_guests_are_marked_as_one_action(window, full, settle):
    window.table.setFocus()
    window.table.selectAll()
    QTest.keyClick(window.table, "j")
    settle()
    assert tally(full).came == 3
    QTest.keyClick(window.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert tally(full) == Tally(3, 0, 0, 3, 0)


def test_control_z_takes_back_in_the_empty_search_line_and_undoes_typing_in_a_full_one(window, full, settle):
    control = Qt.KeyboardModifier.ControlModifier
    typed(window, settle, "ann", Qt.Key.Key_Return)
    QTest.keyClicks(window.search, "bo")
    QTest.keyClick(window.search, Qt.Key.Key_Z, control)
    settle()
    assert (window.search.text(), tally(full).came) == ("", 1)
    QTest.keyClick(window.search, Qt.Key.Key_Z, control)
    settle()
    assert tally(full).came == 0
    assert "Undone: Checked in Anna Berg" in texts(window)
    QTest.keyClick(window.search, Qt.Key.Key_Z, control)
    assert "Nothing was done here yet that could be taken back." in texts(window)


def test_enter_takes_who_has_not_come_yet_of_two_that_fit(window, full, settle):
    full.guests.add_named(SEMINAR.id, "Anna Ek")
    window._read()
    settle()
    typed(window, settle, "anna", Qt.Key.Key_Return)
    typed(window, settle, "anna", Qt.Key.Key_Return)
    assert [came for name, came in listed(window) if name.startswith("Anna")] == ["Came", "Came"]
    typed(window, settle, "anna", Qt.Key.Key_Return)
    assert "Anna Berg has come already." in texts(window)


def test_known_walk_in_takes_two_keys_beyond_the_name(window, full, settle):
    typed(window, settle, "cilla")
    assert window.stack.currentIndex() == NOBODY
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    settle()
    assert window.stack.currentIndex() == OFFERS
    assert [line.title for line in window.offers.lines] == ["+ Cilla Nyström", "New walk-in: cilla"]
    assert window.offers.lines[0].detail == "Eks El & Data"
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    settle()
    assert ("Cilla Nyström", "Came, walk-in") in listed(window)
    assert (full.people.count(), tally(full).walk_ins) == (3, 1)


def test_new_walk_in_takes_three_keys_beyond_the_name(window, full, settle):
    typed(window, settle, "Cilla Nyström, Nytt AB", Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert full.guests.named(SEMINAR.id, "Nytt").company_name == "Nytt AB"
    assert full.people.count() == 4


def test_walk_in_whose_name_fits_a_guest_is_let_in_with_control_enter(window, full, settle):
    typed(window, settle, "Anna")
    QTest.keyClick(window.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [line.title for line in window.offers.lines] == ["New walk-in: Anna"]
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.stack.currentIndex() == LIST
    assert tally(full).came == 0


def test_plus_counts_one_more_without_a_name(window, full, settle):
    QTest.keyClick(window.search, "+")
    settle()
    window.table.setFocus()
    QTest.keyClick(window.table, "+")
    settle()
    assert (tally(full).walk_ins, full.people.count()) == (2, 3)
    assert [name for name, _ in listed(window)[:3]] == ["Anna Berg", "Bo Ek", "Åsa Öberg"]
    assert listed(window)[3:] == [("No name", "Came, walk-in")] * 2


def test_delete_takes_off_the_list_and_can_be_taken_back(window, full, settle):
    window.table.setFocus()
    window.table.selectRow(0)
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    settle()
    assert [name for name, _ in listed(window)] == ["Bo Ek", "Åsa Öberg"]
    assert window.table.chosen() == [window.guests.lines[0].guest.id]
    window.take_back()
    settle()
    assert tally(full).listed == 3


def test_up_from_the_first_guest_goes_back_to_the_search_line(window):
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    QTest.keyClick(window.table, Qt.Key.Key_Up)
    assert window.search.hasFocus()


def test_window_follows_what_is_written_elsewhere_and_keeps_the_choice(window, full, context, settle):
    window.table.selectRow(2)
    context.write(lambda: full.guests.add_named(SEMINAR.id, "Adam Alm"))
    settle()
    assert listed(window)[0] == ("Adam Alm", "Unknown")
    assert [window.guests.lines[3].guest.id] == window.table.chosen()
    context.write(lambda: full.events.delete([SEMINAR.id]))
    settle()
    assert not window.isVisible()


def test_window_of_an_event_without_guests_says_what_to_do(house, context, qtbot, settle):
    series = Event(
        title="Rådgivning",
        when=zoned(datetime(2026, 11, 3, 15), datetime(2026, 11, 3, 17)),
        recurrence=("RRULE:FREQ=WEEKLY;COUNT=5",),
    )
    house.events.save(series)
    window = opened(context, qtbot, settle, series.id)
    assert window.stack.currentIndex() == EMPTY
    assert "One list for the whole series" in window.where.text()
    QTest.keyClick(window.search, "+")
    settle()
    assert window.stack.currentIndex() == LIST


def test_people_are_put_on_the_list_from_a_paste_and_from_the_register(window, full, settle):
    window.add_people()
    dialog = next(iter(window.findChildren(AddGuests)))
    dialog.add_names()
    settle()
    assert dialog.status.text() == "There is no name in this text."
    dialog.names.setPlainText("Kim Wall; Walls Rör\nIda Sten")
    dialog.add_names()
    settle()
    assert (dialog.status.text(), dialog.names.toPlainText()) == ("Put 2 on the guest list", "")
    dialog.person.set_value(CILLA.id, CILLA.name)
    dialog.person.changed.emit()
    settle()
    assert tally(full).listed == 6
    dialog.close()


# Ways in -------------------------------------------------------------------------------------------------------------


def test_events_page_opens_one_window_and_shows_the_counts(full, context, qtbot, settle):
    full.guests.walk_in(SEMINAR.id)
    page = EventsPage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_record(SEMINAR.id)
    settle()
    assert {"Guests", "On the list", "4", "Walk-ins"} <= set(texts(page.details))
    command = next(one for one in page.commands() if one.name == "events.guests")
    assert command.keys == "Ctrl+G"
    command.run()
    first = page._check_in
    command.run()
    assert page._check_in is first
    settle()
    first.close()


def test_chosen_people_are_put_on_the_list_of_an_event(full, context, qtbot, settle):
    full.events.save(Event(title="Last week's fair", kind=EventKind.FAIR, when=all_day(date(2026, 11, 17))))
    page = PeoplePage(context)
    qtbot.addWidget(page)
    page.show()
    page.enter()
    settle()
    page.table.selectAll()
    next(one for one in page.commands() if one.name == "people.guests").run()
    settle()
    dialog = next(iter(page.findChildren(ChooseEvent)))
    assert dialog.windowTitle() == "Put 3 people on a guest list"
    assert [line.title for line in dialog.near.lines] == ["Last week's fair", "Frukost"]
    QTest.keyClick(dialog.near, Qt.Key.Key_Return)
    settle()
    assert tally(full).listed == 4


# The guests' screen --------------------------------------------------------------------------------------------------


def test_guest_sees_nobody_before_the_third_letter_then_only_the_own_name(screen):
    QTest.keyClicks(screen.names.line, "an")
    assert screen.names.buttons == []
    QTest.keyClicks(screen.names.line, "n")
    assert [button.text() for button in screen.names.buttons] == ["Anna Berg  –  Bergs Bygg AB"]
    screen.names.line.setText("asa")
    assert [button.text() for button in screen.names.buttons] == ["Åsa Öberg  –  Eks El && Data"]


def test_guest_never_finds_people_of_the_register_who_are_not_on_the_list(screen):
    screen.names.line.setText("Cilla Nyström")
    assert screen.names.buttons == []
    QTest.keyClick(screen.names.line, Qt.Key.Key_Return)
    assert any("cannot find that name" in text for text in texts(screen))


def test_enter_checks_the_only_one_in_with_a_friendly_line(screen, full, settle):
    QTest.keyClicks(screen.names.line, "anna b")
    QTest.keyClick(screen.names.line, Qt.Key.Key_Return)
    settle()
    assert full.guests.named(SEMINAR.id, "anna").guest.attendance is Attendance.CAME
    assert "Welcome, Anna Berg" in texts(screen)
    assert screen.stack.currentIndex() == THANKS
    QTest.keyClick(screen.thanks, Qt.Key.Key_Space)
    assert (screen.stack.currentIndex(), screen.names.line.text()) == (NAME, "")


def test_guest_who_is_on_no_list_leaves_details_by_an_explicit_button(screen, full, settle):
    screen.names.line.setText("Eva Dahl")
    screen.names.not_here.click()
    assert screen.details.name.text() == "Eva Dahl"
    screen.details.company.insert("Dahls Måleri")
    screen.details.save.click()
    assert any("e-mail address or a telephone number" in text for text in texts(screen))
    QTest.keyClicks(screen.details.contact, "eva at dahl")
    screen.details.save.click()
    assert any("“eva at dahl”" in text for text in texts(screen))
    assert tally(full).walk_ins == 0
    screen.details.contact.setText("eva@dahl.example")
    screen.details.save.click()
    settle()
    guest = full.guests.named(SEMINAR.id, "Eva Dahl")
    assert guest.person is not None
    assert (guest.guest.source, guest.company_name) == (SELF, "Dahls Måleri")
    assert guest.person.emails[0].address == "eva@dahl.example"
    assert "Welcome, Eva Dahl" in texts(screen)


@pytest.mark.parametrize(
    "item",
    ["Älvbro kommun is responsible", "who came", "6.1 e", "disclosed", "kept for as long", "data protection officer",
     "corrected or removed", "object", "voluntary", "complain", "speak to one of us here"],
)  # fmt: skip
def test_information_of_article_13_is_always_in_sight_and_leaves_nothing_out(screen, item):
    assert any(item in text for text in texts(screen))
    screen.names.not_here.click()
    assert any(item in text for text in texts(screen))


def test_units_own_words_stand_on_the_screen_at_once(screen, full, context, settle):
    unit = replace(full.unit.unit(), information_en="We keep your name for a year {sic}.")
    context.write(lambda: full.unit.save_unit(unit))
    settle()
    assert any(text.startswith("We keep your name for a year {sic}.") for text in texts(screen))


def test_preferences_show_the_usual_text_in_grey_and_keep_the_units_own(full, context, qtbot, settle):
    page = InformationPage(context)
    qtbot.addWidget(page)
    settle()
    swedish = page.texts["sv"]
    assert (swedish.toPlainText(), swedish.placeholderText()[:13]) == ("", "Älvbro kommun")
    assert "IMY" in swedish.placeholderText()
    page.begin_with_usual()
    assert swedish.toPlainText() == swedish.placeholderText()
    swedish.setPlainText("Vi sparar ditt namn.")
    page.texts["en"].setPlainText("  ")
    page.save()
    settle()
    unit = full.unit.unit()
    assert (unit.information_sv, unit.information_en) == ("Vi sparar ditt namn.", "")
    assert "GDPR" in information_text(unit, Language("en"))


def test_after_twenty_seconds_it_is_as_if_nobody_had_been_there(screen):
    assert screen.idle.interval() == 20_000
    QTest.keyClicks(screen.names.line, "anna")
    assert screen.idle.isActive()
    screen.names.not_here.click()
    QTest.keyClicks(screen.details.contact, "070")
    screen.idle.timeout.emit()
    assert (screen.stack.currentIndex(), screen.names.line.text(), screen.details.contact.text()) == (NAME, "", "")
    assert screen.names.line.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_F10, Qt.Key.Key_Menu, Qt.Key.Key_Tab])
def test_no_key_closes_the_screen_or_leads_anywhere(screen, key):
    QTest.keyClick(screen.names.line, key)
    QTest.keyClick(screen, key)
    assert screen.isVisible()
    assert screen.stack.currentIndex() == NAME


def test_guest_cannot_paste_what_the_officer_has_copied(screen):
    QGuiApplication.clipboard().setText("anna@bergs.example; bo@ek.example")
    QTest.keyClick(screen.names.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(screen.names.line, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    QTest.mouseClick(screen.names.line, Qt.MouseButton.MiddleButton)
    assert screen.names.line.text() == ""


class SystemsClose(QCloseEvent):
    """What Alt+F4 sends."""

    def spontaneous(self) -> bool:
        return True


def test_alt_f4_leaves_the_screen_where_it_is_and_the_officers_keys_end_it(screen, window):
    asked = SystemsClose()
    screen.closeEvent(asked)
    assert not asked.isAccepted()
    QTest.keyClick(screen, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window._self_service is None
    assert window.self_service_button.text() == "Self-service screen"


def test_officers_window_takes_the_screen_with_it(screen, window, qtbot):
    assert window.self_service_button.text() == "End self-service"
    with qtbot.waitSignal(screen.ended):
        window.close()


def test_other_screen_is_taken_where_there_is_one():
    own, other = object(), object()
    assert other_screen(own, [own, other]) is other
    assert other_screen(own, [own]) is own


def test_swedish_window_speaks_swedish_keys_stay(window, context, settle):
    from outreach.language import Language

    context.words.switch(Language("sv"))
    settle()
    assert window.guests.headerData(0, Qt.Orientation.Horizontal) == "Namn"
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    QTest.keyClick(window.table, "j")
    settle()
    assert numbers(window)["came"] == "1"
