"""The invite window: whom to invite by some letters, what is due on top, answers by one letter, and all of it taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from outreach.domain.company import Company
from outreach.domain.guest import Answer, Standing
from outreach.domain.invitation import Delivery, Purpose, Way
from outreach.domain.plan import Outline, Plan
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.language import Language
from outreach.ui.events.page import EventsPage
from outreach.ui.invitations.add_guests import AddGuests
from outreach.ui.invitations.counts import Shown
from outreach.ui.invitations.guest_history import GuestHistory
from outreach.ui.invitations.guest_model import ADDRESS, ANSWER, LANGUAGE, NAME, STANDING, TOLD
from outreach.ui.invitations.send_dialog import SendDialog
from outreach.ui.invitations.window import InviteWindow
from outreach.ui.invitations.window_parts import EMPTY, LIST, NOBODY
from outreach.ui.today.page import TodayPage
from tests.ui.hands import CTRL, press, write
from tests.ui.invited import SEMINAR, answer, fill, ids, invite, listed

ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down


@pytest.fixture
def full(house):
    fill(house)
    return house


@pytest.fixture
def open_window(full, context, qtbot, settle):
    def make() -> InviteWindow:
        made = InviteWindow(context, SEMINAR.id)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(made)
        with qtbot.waitActive(made):
            made.open()
        settle()
        return made

    return make


def shown(window, *columns):
    model = window.parts.guests
    return [tuple(model.index(row, column).data() for column in columns) for row in range(model.rowCount())]


def sentences(window):
    return [one.text for one in window.parts.due.sentences]


def numbers(window):
    return {name.value: button.number.text() for name, button in window.parts.counts.buttons.items()}


def choose(window, *names):
    wanted = [row.guest.id for row in window.parts.guests.rows if row.name in names]
    window.parts.table.setFocus()
    window.parts.table.choose(wanted)


def said(window):
    return window.parts.status.text()


# Whom? ---------------------------------------------------------------------------------------------------------------


def test_an_empty_list_asks_whom_to_invite_and_two_letters_and_enter_are_enough(open_window, full, qtbot, settle):
    full.views.save(SavedView(name="Byggföretag", of=Kind.COMPANY, filters=(("tag", "bygg"),)))
    window = open_window()
    assert window.parts.stack.currentIndex() == EMPTY
    assert QApplication.focusWidget() is window.parts.whom.line
    assert window.parts.whom.list.lines[1].title == "Byggföretag"
    write(qtbot, "by")
    settle()
    press(qtbot, ENTER)
    settle()
    assert shown(window, NAME) == [("Anna Berg",), ("Bo Berg",)]
    assert said(window) == "Put 2 on the guest list"
    assert sentences(window) == ["2 have not been invited"]
    assert window.parts.due.buttons[0].hasFocus()


def test_enter_right_after_the_letters_takes_what_they_mean_not_what_stood_there(open_window, full, qtbot, settle):
    full.views.save(SavedView(name="Alla elfirmor", of=Kind.COMPANY, filters=(("tag", "el"),)))
    full.views.save(SavedView(name="Byggföretag", of=Kind.COMPANY, filters=(("tag", "bygg"),)))
    window = open_window()
    write(qtbot, "byg")
    press(qtbot, ENTER)
    settle()
    assert {name for (name,) in shown(window, NAME)} == {"Anna Berg", "Bo Berg"}


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("bygg", {"Anna Berg", "Bo Berg"}),
        ("cilla", {"Cilla Ek"}),
        ("Eks El", {"Cilla Ek", "Åsa Öberg"}),
        ("4523314", {"Anna Berg", "Bo Berg"}),
    ],
)
def test_a_tag_a_person_a_company_and_a_trade_are_found_by_the_same_line(open_window, settle, typed, who):
    window = open_window()
    window.parts.whom.line.setText(typed)
    settle()
    QTest.keyClick(window.parts.whom.line, ENTER)
    settle()
    assert {name for (name,) in shown(window, NAME)} == who


def test_companies_at_which_nobody_is_known_are_named(open_window, full, settle):
    full.companies.save(Company(name="Ensam Bygg HB", tags=("bygg",)))
    window = open_window()
    window.parts.whom.line.setText("bygg")
    settle()
    QTest.keyClick(window.parts.whom.line, ENTER)
    settle()
    assert said(window) == "Put 2 on the guest list. At 1 company nobody is known: Ensam Bygg HB"


def test_names_by_hand_and_more_guests_come_through_the_dialog(open_window, full, qtbot, settle):
    listed(full)
    window = open_window()
    QTest.keyClick(window.parts.table, Qt.Key.Key_Insert)
    dialog = window.findChildren(AddGuests)[-1]
    settle()
    dialog.names.setPlainText("Dan Dahl, Dahls Åkeri, dan@dahls.example\nEva Ek")
    QTest.keyClick(dialog.names, ENTER, CTRL)
    settle()
    assert {"Dan Dahl", "Eva Ek"} <= {name for (name,) in shown(window, NAME)}
    assert dialog.status.text() == "Put 2 on the guest list"
    dialog.whom.line.setText("anna")
    settle()
    QTest.keyClick(dialog.whom.line, ENTER)
    settle()
    assert dialog.status.text().startswith("Nobody new")
    dialog.reject()
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window.parts.table, Qt.Key.Key_Z, CTRL)
    settle()
    assert "Dan Dahl" not in {name for (name,) in shown(window, NAME)}


# The list ------------------------------------------------------------------------------------------------------------


def test_the_list_says_who_where_to_which_answer_and_which_version(open_window, full, tmp_path):
    listed(full)
    invite(full, tmp_path, "Anna Berg", "Bo Berg")
    full.guests.answer([ids(full)["Anna Berg"]], Answer.ACCEPTED)
    moved = full.events.get(SEMINAR.id)
    full.events.save(replace(moved, when=replace(moved.when, start=moved.when.start + timedelta(minutes=30))))
    window = open_window()
    assert shown(window, NAME, ADDRESS, LANGUAGE, ANSWER, TOLD) == [
        ("Anna Berg", "anna@bergs.example", "Swedish", "Accepted", "Old time or place, 24 Nov 10:00"),
        ("Bo Berg", "bo@bergs.example", "English", "No answer yet", "Old time or place, 24 Nov 10:00"),
        ("Cilla Ek", "cilla@eks.example", "Swedish", "", "Not invited"),
        ("Åsa Öberg", "No address", "Swedish", "", "Not invited"),
    ]
    assert sentences(window)[:2] == ["2 guests have the old time or place", "2 have not been invited"]
    counts = ("all", "invited", "accepted", "none")
    assert [numbers(window)[one] for one in counts] == ["4", "2", "1", "1"]


def test_names_and_addresses_get_the_room_that_short_words_leave(open_window, full, settle, tmp_path):
    known = listed(full)
    window = open_window()
    window.resize(1240, 700)
    table, header = window.parts.table, window.parts.table.horizontalHeader()
    assert table.isColumnHidden(STANDING), "everybody simply stands on the list"
    assert header.sectionSize(ADDRESS) > 2 * header.sectionSize(TOLD)
    assert header.sectionSize(ADDRESS) > table.fontMetrics().horizontalAdvance("carina-marie.petersson@alvbros-vardshus.ex")
    window.close()
    invite(full, tmp_path)
    full.guests.uninvite([known["Anna Berg"]])
    window = open_window()
    table, header = window.parts.table, window.parts.table.horizontalHeader()
    QTest.keyClick(table, "8")
    settle()
    assert shown(window, NAME) == [("Anna Berg",)]
    assert not table.isColumnHidden(STANDING)
    for column in (ANSWER, TOLD, STANDING):
        for row in range(table.guests.rowCount()):
            words = table.guests.index(row, column).data()
            assert table.fontMetrics().horizontalAdvance(words) < header.sectionSize(column), words


def test_a_series_says_how_often_it_takes_place(open_window, full):
    full.events.save(replace(full.events.get(SEMINAR.id), recurrence=("RRULE:FREQ=WEEKLY;COUNT=4",)))
    assert "Every week on Thursday, 4 times" in open_window().parts.where.text()


def test_a_change_of_the_text_alone_is_told_as_older_details(open_window, full, tmp_path):
    listed(full)
    invite(full, tmp_path, "Anna Berg")
    full.events.save(replace(full.events.get(SEMINAR.id), description="Te och smörgås."))
    window = open_window()
    assert shown(window, TOLD)[0] == ("Older details, 24 Nov 10:00",)
    assert sentences(window)[0] == "1 guest has an older version"


@pytest.mark.parametrize(
    ("key", "answer"),
    [("j", Answer.ACCEPTED), ("y", Answer.ACCEPTED), ("n", Answer.DECLINED), ("k", Answer.TENTATIVE)],
)
def test_one_letter_keeps_what_was_said_on_the_telephone_and_control_z_takes_it_back(
    open_window, full, settle, key, answer
):
    known = listed(full)
    window = open_window()
    choose(window, "Cilla Ek")
    QTest.keyClick(window.parts.table, key)
    settle()
    guest = full.guests.get(known["Cilla Ek"])
    assert (guest.answer, guest.answer_way) == (answer, "phone")
    assert window.parts.table.chosen() == [guest.id]
    QTest.keyClick(window.parts.table, Qt.Key.Key_Z, CTRL)
    settle()
    assert full.guests.get(known["Cilla Ek"]).answer is Answer.NONE
    assert said(window).startswith("Undone:")


def test_question_mark_takes_an_answer_away_and_several_are_answered_as_one(open_window, full, settle):
    listed(full)
    window = open_window()
    window.parts.table.setFocus()
    window.parts.table.selectAll()
    QTest.keyClick(window.parts.table, "j")
    settle()
    assert numbers(window)["accepted"] == "4"
    choose(window, "Anna Berg")
    QTest.keyClick(window.parts.table, "?")
    settle()
    assert numbers(window)["accepted"] == "3"
    assert full.guests.get(ids(full)["Anna Berg"]).answer is Answer.NONE


def test_figures_show_one_kind_of_guests_and_esc_all_again_and_then_closes(open_window, full, settle):
    known = listed(full)
    full.guests.answer([known["Anna Berg"], known["Bo Berg"]], Answer.DECLINED)
    window = open_window()
    choose(window, "Cilla Ek")
    QTest.keyClick(window.parts.table, "5")
    assert [name for (name,) in shown(window, NAME)] == ["Anna Berg", "Bo Berg"]
    QTest.keyClick(window.parts.table, "3")
    assert window.parts.stack.currentIndex() == NOBODY
    assert window.parts.counts.shown is Shown.ACCEPTED
    QTest.keyClick(window, ESC)
    assert window.parts.stack.currentIndex() == LIST
    assert len(shown(window, NAME)) == 4
    QTest.keyClick(window, ESC)
    assert not window.isVisible()


def test_search_goes_down_into_the_list_and_up_again(open_window, full, qtbot, settle):
    listed(full)
    window = open_window()
    window.parts.search.setFocus()
    write(qtbot, "berg")
    assert [name for (name,) in shown(window, NAME)] == ["Anna Berg", "Bo Berg"]
    press(qtbot, ENTER)
    assert window.parts.table.hasFocus()
    press(qtbot, Qt.Key.Key_Up)
    assert window.parts.search.hasFocus()


def test_an_address_is_written_in_the_list_and_a_wrong_one_is_refused(open_window, full, qtbot, settle):
    known = listed(full)
    window = open_window()
    choose(window, "Åsa Öberg")
    QTest.keyClick(window.parts.table, "e")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    write(qtbot, "asa@eks.example")
    press(qtbot, ENTER)
    settle()
    assert full.guests.get(known["Åsa Öberg"]).email == "asa@eks.example"
    assert shown(window, ADDRESS)[-1] == ("asa@eks.example",)
    model = window.parts.guests
    model.setData(model.index(3, ADDRESS), "åsa utan snabel-a")
    settle()
    assert said(window) == "This is not an e-mail address."
    assert shown(window, ADDRESS)[-1] == ("asa@eks.example",)


def test_s_turns_the_language_of_all_chosen_and_is_taken_back_as_one(open_window, full, settle):
    known = listed(full)
    window = open_window()
    choose(window, "Anna Berg", "Cilla Ek")
    QTest.keyClick(window.parts.table, "s")
    settle()
    assert [language for (language,) in shown(window, LANGUAGE)] == ["English", "English", "English", "Swedish"]
    assert said(window) == "2 guests are written to in another language now"
    QTest.keyClick(window.parts.table, Qt.Key.Key_Z, CTRL)
    settle()
    assert {full.guests.get(known[one]).language for one in ("Anna Berg", "Cilla Ek")} == {""}


def test_delete_takes_off_who_was_never_invited_and_uninvites_who_was(open_window, full, settle, tmp_path):
    known = listed(full)
    invite(full, tmp_path, "Anna Berg")
    window = open_window()
    choose(window, "Anna Berg", "Bo Berg")
    QTest.keyClick(window.parts.table, Qt.Key.Key_Delete)
    settle()
    assert "Bo Berg" not in ids(full)
    assert full.guests.get(known["Anna Berg"]).standing is Standing.UNINVITED
    assert ("Anna Berg", "Uninvited") in shown(window, NAME, STANDING)
    assert "1 was uninvited and does not know yet" in sentences(window)
    assert numbers(window)["uninvited"] == "1"


def test_places_waiting_list_and_offer_stand_on_top_until_everybody_knows(open_window, full, settle, tmp_path):
    known = listed(full)
    full.plans.save(Plan(event=SEMINAR.id, outline=Outline(capacity=1)))
    invite(full, tmp_path)
    full.guests.answer([known["Anna Berg"]], Answer.ACCEPTED)
    window = open_window()
    assert window.parts.counts.free.text() == "0 of 1"
    choose(window, "Bo Berg")
    QTest.keyClick(window.parts.table, "j")
    settle()
    assert ("Bo Berg", "Waiting list") in shown(window, NAME, STANDING)
    assert "1 waits for a place and does not know yet" in sentences(window)
    assert "waiting list" in said(window)
    choose(window, "Anna Berg")
    QTest.keyClick(window.parts.table, "n")
    settle()
    assert "A place is free for 1 who waits" in sentences(window)


def test_history_tells_who_got_what_when_and_what_came_back(open_window, full, settle, tmp_path):
    known = listed(full)
    invite(full, tmp_path, "Anna Berg")
    full.guests.answer([known["Anna Berg"]], Answer.ACCEPTED)
    window = open_window()
    choose(window, "Anna Berg")
    QTest.keyClick(window.parts.table, "h")
    settle()
    dialog = window.findChildren(GuestHistory)[-1]
    lines = [(line.title, line.detail.partition(" · ")[0]) for line in dialog.lines.lines]
    assert sorted(lines) == [("Accepted", "by telephone"), ("Invitation", "version 1")]
    dialog.reject()


# Due -----------------------------------------------------------------------------------------------------------------


def test_control_enter_opens_the_letter_that_is_due_on_top(open_window, full, settle):
    known = listed(full)
    window = open_window()
    QTest.keyClick(window, ENTER, CTRL)
    settle()
    (dialog,) = window.findChildren(SendDialog)
    assert dialog.windowTitle() == "Invitation"
    assert dialog._guests == tuple(known.values())
    dialog.reject()


def test_who_is_invited_stays_so_while_a_reminder_waits_or_is_refused_and_is_not_reminded_twice(open_window, full, tmp_path):
    listed(full)
    invite(full, tmp_path)
    prepared = full.invitations.prepare(SEMINAR.id, Purpose.REMIND, None, Way.SMTP)
    assert len(prepared.invitations) == 3
    assert full.invitations.due(SEMINAR.id).unanswered == ()
    with full.database.work("") as work:
        refused = work.invitations.get(prepared.invitations[0].id)
        work.save(Kind.INVITATION, replace(refused, delivery=Delivery.REFUSED, problem="550"))
    window = open_window()
    assert [numbers(window)[one] for one in ("invited", "none")] == ["3", "3"]
    assert sorted(words for (words,) in shown(window, TOLD)) == [
        "Not invited", "Not sent yet", "Not sent yet", "Refused by the server",
    ]  # fmt: skip


def test_a_cancelled_event_asks_for_one_thing_only(open_window, full, settle, tmp_path):
    listed(full)
    invite(full, tmp_path)
    full.events.cancel(SEMINAR.id)
    window = open_window()
    assert sentences(window) == ["Cancelled: 3 guests to tell"]
    assert window.parts.where.text().endswith("This event is cancelled.")


def test_nothing_is_due_when_the_event_is_over(open_window, full, tmp_path):
    listed(full)
    invite(full, tmp_path)
    before = full.events.get(SEMINAR.id)
    month = timedelta(days=30)
    past = replace(before.when, start=before.when.start - month, end=before.when.end - month)
    full.events.save(replace(before, when=past))
    window = open_window()
    assert sentences(window) == []
    assert window.parts.where.text().endswith("This event is over.")


def test_who_has_not_answered_is_reminded_and_answers_to_decide_have_a_button(open_window, full, context, tmp_path):
    listed(full)
    invite(full, tmp_path)
    window = open_window()
    assert "3 have not answered" in sentences(window)
    assert not window.parts.decide_button.isVisible()


def test_a_deleted_event_closes_its_window(open_window, full, context, settle):
    listed(full)
    window = open_window()
    context.write(lambda: full.events.delete([SEMINAR.id]))
    settle()
    assert not window.isVisible()


def test_another_language_reaches_every_word(open_window, full, words, settle):
    listed(full)
    window = open_window()
    words.switch(Language("sv"))
    settle()
    assert sentences(window) == ["4 är inte inbjudna än"]
    assert window.parts.guests.headerData(TOLD, Qt.Orientation.Horizontal) == "Inbjudan"
    assert window.parts.counts.buttons[Shown.ACCEPTED].caption.text() == "Tackat ja"
    words.switch(Language("en"))


# Outbox and other pages ----------------------------------------------------------------------------------------------


def test_letters_that_wait_or_are_unclear_stand_on_top_with_what_to_do(open_window, full, settle):
    known = listed(full)
    prepared = full.invitations.prepare(SEMINAR.id, Purpose.INVITE, list(known.values()), Way.SMTP)
    unclear = prepared.invitations[0]
    with full.database.work("test") as work:
        work.save(Kind.INVITATION, replace(unclear, delivery=Delivery.UNCLEAR))
    window = open_window()
    lines = window.outbox.lines
    assert [one.text for one in lines.sentences] == [
        "2 letters wait to be sent",
        "The line was cut: it is not known whether 1 letter arrived (Anna Berg)",
    ]
    assert [button.text() for button in lines.buttons] == ["Send now…", "Do not send", "It arrived", "Send again"]
    lines.buttons[2].click()
    settle()
    assert full.invitations.get(unclear.id).delivery is Delivery.SENT
    lines.buttons[1].click()
    settle()
    assert lines.sentences == ()
    assert not lines.isVisible()


def test_drafts_that_were_prepared_and_never_written_are_taken_back_and_due_again(open_window, full, settle):
    full.invitations.prepare(SEMINAR.id, Purpose.INVITE, list(listed(full).values()), Way.DRAFTS)
    window = open_window()
    lines = window.outbox.lines
    assert [one.text for one in lines.sentences] == ["3 letters were prepared and not written"]
    assert shown(window, TOLD)[0] == ("Not sent yet",)
    lines.buttons[0].click()
    settle()
    assert not lines.isVisible()
    assert sentences(window) == ["4 have not been invited"]


def test_today_tells_of_the_outbox_and_the_pane_of_an_event_how_the_invitation_stands(
    full, context, qtbot, settle, tmp_path
):
    known = listed(full)
    invite(full, tmp_path)
    full.guests.answer([known["Anna Berg"]], Answer.ACCEPTED)
    full.plans.save(Plan(event=SEMINAR.id, outline=Outline(capacity=40)))
    full.invitations.prepare(SEMINAR.id, Purpose.REMIND, [known["Bo Berg"]], Way.SMTP)
    today = TodayPage(context)
    qtbot.addWidget(today)
    today.show()
    settle()
    assert [one.text for one in today.letters.outbox.lines.sentences] == ["1 letter waits to be sent"]
    page = EventsPage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_record(SEMINAR.id)
    settle()
    texts = [label.text() for label in page.findChildren(QLabel)]
    said = "3 invited · 1 accepted · 2 without an answer · 39 places left of 40"
    assert said in [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts]


def test_the_events_page_wishes_for_the_invite_window_by_its_key(full, context, qtbot, settle):
    page = EventsPage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_record(SEMINAR.id)
    settle()
    command = next(one for one in page.commands() if one.name == "events.invite")
    assert command.keys == "Ctrl+Alt+I"
    with qtbot.waitSignal(context.wishes.invite) as wish:
        command.run()
    assert wish.args == [SEMINAR.id]



def test_control_v_in_a_line_reads_an_answer_and_writes_any_other_text(open_window, full, context, settle, tmp_path):
    listed(full)
    sent = invite(full, tmp_path)
    window, given = open_window(), []
    context.wishes.answer_files.connect(given.append)
    window.parts.search.setFocus()
    QGuiApplication.clipboard().setText(answer(sent["Anna Berg"]).decode())
    QTest.keyClick(window.parts.search, Qt.Key.Key_V, CTRL)
    settle()
    assert len(given) == 1
    assert window.parts.search.text() == ""
    QGuiApplication.clipboard().setText("berg")
    QTest.keyClick(window.parts.search, Qt.Key.Key_V, CTRL)
    assert window.parts.search.text() == "berg"
    QGuiApplication.clipboard().clear()


def test_control_z_in_an_empty_line_takes_back_what_was_done(open_window, full, settle):
    known = listed(full)
    window = open_window()
    choose(window, "Cilla Ek")
    QTest.keyClick(window.parts.table, "j")
    settle()
    window.parts.search.setFocus()
    QTest.keyClick(window.parts.search, Qt.Key.Key_Z, CTRL)
    settle()
    assert full.guests.get(known["Cilla Ek"]).answer is Answer.NONE
