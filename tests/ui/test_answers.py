"""Answers: dropped, pasted or fetched, looked at before they are taken in; what is not clear is decided by one letter."""

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from outreach.domain.event import Event
from outreach.domain.guest import Answer
from outreach.domain.invitation import Way
from outreach.domain.reply import ReplyState
from outreach.domain.when import zoned
from outreach.language import Language
from outreach.services.decisions import DecisionKind
from outreach.settings import Settings
from outreach.ui.invitations.answer_door import is_answer, is_welcome, take_in
from outreach.ui.invitations.answers_preview import AnswersPreview
from outreach.ui.invitations.answers_window import AnswersWindow
from outreach.ui.invitations.decision_keys import KEYS
from outreach.ui.invitations.desk import InvitationDesk
from outreach.ui.today.page import TodayPage
from tests.network.imap_server import READING, ImapServer
from tests.network.mail_server import PASSWORD, USER
from tests.ui.hands import CTRL, press, write
from tests.ui.invited import SEMINAR, answer, fill, ids, invite, listed

ENTER, DOWN, ESC = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape
OTHER_TIME = "DTEND:20261204T080000Z"


@pytest.fixture
def sent(house, tmp_path):
    """Everybody who has an address is invited: the messages by name."""
    fill(house)
    listed(house)
    return invite(house, tmp_path / "utskick")


@pytest.fixture
def ground(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def preview(sent, context, ground, qtbot, settle):
    def make(*files):
        dialog = AnswersPreview(context, files, ground)
        with qtbot.waitActive(dialog):
            dialog.open()
            dialog.activateWindow()
        settle()
        return dialog

    return make


@pytest.fixture
def window(sent, context, qtbot, settle):
    def make():
        made = AnswersWindow(context)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(made)
        with qtbot.waitActive(made):
            made.open()
        settle()
        return made

    return make


def counter(sent, name="Cilla Ek"):
    return answer(sent[name], "COUNTER", "TENTATIVE", start="20261204T063000Z", more=OTHER_TIME)


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def titles(made):
    return [line.title for line in made.list.lines]


# Preview -------------------------------------------------------------------------------------------------------------


def test_the_preview_says_what_each_answer_would_do_and_keeps_nothing(preview, house, sent):
    dialog = preview(
        ("ja.ics", answer(sent["Anna Berg"])),
        ("nej.ics", answer(sent["Bo Berg"], partstat="DECLINED", more="COMMENT:Semester")),
        ("kalle.ics", answer(sent["Anna Berg"], address="kalle@x.example", name="Kalle")),
        ("annat.ics", answer(replace(sent["Anna Berg"], uid="another@else"))),
        ("trasig.ics", b"BEGIN:VCALENDAR\r\nnothing\r\n"),
    )
    lines = [(line.title, line.note) for line in dialog.lines.lines]
    assert lines[:4] == [
        ("Anna Berg: Accepted", "Is taken in"),
        ("Bo Berg: Declined", "Is taken in"),
        ("Kalle: Accepted", "You decide"),
        ("Anna Berg: Accepted", "Changes nothing"),
    ]
    assert "“Semester”" in dialog.lines.lines[1].detail
    assert lines[4][0] == "What could not be read"
    assert dialog.take_button.text() == "Take in 3 answers"
    assert dialog.about.text() == "1 of them is for you to decide. 1 is about no event of ours and is left out"
    assert house.replies.pending() == []
    dialog.reject()


def test_enter_takes_the_answers_in_as_one_action(preview, house, sent, context, qtbot, settle):
    preview(("ja.ics", answer(sent["Anna Berg"])), ("kanske.ics", answer(sent["Bo Berg"], partstat="TENTATIVE")))
    changes = []
    context.changes.changed.connect(lambda one, _: changes.append(one))
    press(qtbot, ENTER)
    settle()
    known = ids(house)
    assert house.guests.get(known["Anna Berg"]).answer is Answer.ACCEPTED
    assert house.guests.get(known["Bo Berg"]).answer is Answer.TENTATIVE
    assert len(changes) == 1
    house.history.undo(changes[0].action)
    assert house.guests.get(known["Anna Berg"]).answer is Answer.NONE


def test_an_answer_that_was_read_before_changes_nothing_and_a_file_without_one_says_so(preview, house, sent):
    house.replies.read([("ja.ics", answer(sent["Anna Berg"]))])
    dialog = preview(("ja.ics", answer(sent["Anna Berg"])))
    assert dialog.lines.lines[0].detail.endswith("Read before; nothing changes")
    assert not dialog.take_button.isVisible()
    assert dialog.cancel_button.text() == "Close"
    dialog.reject()
    dialog = preview(("brev.eml", b"From: a@b.example\r\nSubject: Hej\r\n\r\nHej\r\n"))
    assert dialog.heading.text() == "There is no answer in this"
    dialog.reject()


# The door ------------------------------------------------------------------------------------------------------------


def test_files_and_texts_that_hold_answers_are_welcome_and_others_are_not(sent, tmp_path):
    reply, invitation, mail = tmp_path / "svar.ics", tmp_path / "bjud.ics", tmp_path / "brev.eml"
    reply.write_bytes(answer(sent["Anna Berg"]))
    invitation.write_bytes(answer(sent["Anna Berg"], "REQUEST"))
    mail.write_bytes(b"Subject: x\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n")
    message = tmp_path / "hello.eml"
    message.write_bytes(b"Subject: x\r\n\r\nHello\r\n")
    assert not is_answer(message)  # it may hold a signature, which another window reads
    assert [is_answer(path) for path in (reply, invitation, mail, tmp_path / "none.ics")] == [True, False, True, False]
    data = QMimeData()
    data.setText("Hej, vi kommer!")
    assert not is_welcome(data)
    data.setText(answer(sent["Anna Berg"]).decode())
    assert is_welcome(data)


def test_a_pasted_calendar_text_and_copied_files_open_the_preview(sent, context, ground, qtbot, settle, tmp_path):
    given = []
    context.wishes.answer_files.connect(given.append)
    data = QMimeData()
    data.setText(answer(sent["Anna Berg"]).decode())
    take_in(context, data, ground)
    file = tmp_path / "svar.ics"
    file.write_bytes(answer(sent["Bo Berg"]))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    take_in(context, data, ground)
    settle()
    assert [[name for name, _ in files] for files in given] == [["pasted text"], ["svar.ics"]]
    said = []
    context.wishes.notify.connect(said.append)
    data = QMimeData()
    data.setText("Hej!")
    take_in(context, data, ground)
    assert said[0].startswith("There is no answer on the clipboard.")


def test_answers_dropped_on_the_window_or_pasted_with_control_v_are_shown_first(window, context, sent, qtbot, settle):
    made, given = window(), []
    context.wishes.answer_files.connect(given.append)
    data = QMimeData()
    data.setText(answer(sent["Anna Berg"]).decode())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    made.dragEnterEvent(enter)
    assert enter.isAccepted()
    made.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    QGuiApplication.clipboard().setText(answer(sent["Bo Berg"]).decode())
    QTest.keyClick(made.list, Qt.Key.Key_V, CTRL)
    settle()
    assert len(given) == 2
    QGuiApplication.clipboard().clear()


# Deciding ------------------------------------------------------------------------------------------------------------


def test_an_empty_list_says_where_answers_come_from(window):
    made = window()
    assert made.title.text() == "Nothing waits for you."
    assert made.stack.currentIndex() == 1
    assert any("drop them here" in text for text in texts(made.stack.currentWidget()))


def test_a_proposed_time_stands_beside_ours_with_what_it_clashes_with_and_one_letter_moves_the_event(
    window, house, sent, settle
):
    taken = zoned(datetime(2026, 12, 4, 7), datetime(2026, 12, 4, 9))
    house.events.save(replace(house.events.get(SEMINAR.id), staff=("Anna Ek",)))
    house.events.save(Event(title="Galan", when=taken, staff=("Anna Ek",)))
    house.replies.read([("motforslag.ics", counter(sent))])
    made = window()
    settle()
    shown = texts(made.panel)
    assert "Thu 3 Dec 2026 07:30–09:00" in shown
    assert "Fri 4 Dec 2026 07:30–09:00" in shown
    assert any(text.startswith("Anna Ek is also at Galan") for text in shown)
    QTest.keyClick(made.list, "m")
    settle()
    assert house.events.get(SEMINAR.id).when.start == datetime(2026, 12, 4, 7, 30)
    assert titles(made) == []
    QTest.keyClick(made, Qt.Key.Key_Z, CTRL)
    settle()
    assert house.events.get(SEMINAR.id).when.start == datetime(2026, 12, 3, 7, 30)
    assert titles(made) == ["Cilla Ek: Proposes Fri 4 Dec 2026 07:30–09:00"]


def test_keeping_our_time_writes_a_draft_to_the_guest(window, house, sent, context, settle, tmp_path):
    context.memory.keep("invitations.folder", str(tmp_path / "svar"))
    house.replies.read([("motforslag.ics", counter(sent))])
    made = window()
    QTest.keyClick(made.list, "k")
    settle()
    (file,) = (tmp_path / "svar" / "Frukost om bygg 2026-12-03").glob("*.eml")
    assert b"METHOD:DECLINECOUNTER" in _calendar(file.read_bytes())
    assert made.status.text().endswith(f"The letter lies as a draft in {file.parent}.")
    assert house.replies.pending() == []


def test_with_a_mail_server_the_letter_waits_in_the_outbox_and_can_be_taken_back(window, house, sent, context, settle):
    settings = Settings(mail_host="127.0.0.1", mail_security="none", mail_sender="a@b.example")
    context.memory.keep("invitations.way", Way.SMTP.value)
    house.replies.read([("fraga.ics", answer(sent["Anna Berg"], "REFRESH", "NEEDS-ACTION"))])
    made = window()
    made._context = replace(context, settings=lambda: settings)
    QTest.keyClick(made.list, "s")
    settle()
    assert made.status.text().endswith("The letter waits in the outbox.")
    assert [one.text for one in made.outbox.lines.sentences] == ["1 letter waits to be sent"]
    made.take_back()
    settle()
    assert made.outbox.lines.sentences == ()
    assert len(titles(made)) == 1


def test_an_unknown_sender_is_added_as_a_guest_by_enter(window, house, sent, qtbot, settle):
    house.replies.read([("kalle.ics", answer(sent["Anna Berg"], address="kalle@x.example", name="Kalle Karlsson"))])
    made = window()
    assert made.list.hasFocus()
    press(qtbot, ENTER)
    settle()
    guest = house.guests.get(ids(house)["Kalle Karlsson"])
    assert (guest.answer, guest.email) == (Answer.ACCEPTED, "kalle@x.example")


def test_an_unknown_address_is_said_to_be_a_guest_of_the_list_by_some_letters(window, house, sent, qtbot, settle):
    house.replies.read([("cilla.ics", answer(sent["Anna Berg"], address="privat@x.example", name="C"))])
    made = window()
    QTest.keyClick(made.list, "i")
    settle()
    assert made.panel.chooser.hasFocus()
    write(qtbot, "cil")
    settle()
    press(qtbot, ENTER)
    settle()
    press(qtbot, Qt.Key.Key_Space)
    settle()
    assert house.guests.get(ids(house)["Cilla Ek"]).answer is Answer.ACCEPTED
    assert titles(made) == []


def test_a_delegate_is_decided_and_what_nobody_needs_is_put_aside(window, house, sent, settle):
    more = 'DELEGATED;DELEGATED-TO="mailto:vik@x.example"'
    house.replies.read([("ombud.ics", answer(sent["Bo Berg"], partstat=more))])
    house.replies.read([("kalle.ics", answer(sent["Anna Berg"], address="kalle@x.example", name="Kalle"))])
    made = window()
    assert [line.title for line in made.list.lines] == ["Bo Berg: Sends vik@x.example", "Kalle: Accepted"]
    QTest.keyClick(made.list, "a")
    settle()
    assert "vik@x.example" in ids(house)
    assert house.guests.get(ids(house)["Bo Berg"]).answer is Answer.DELEGATED
    QTest.keyClick(made.list, "p")
    settle()
    assert titles(made) == []
    assert made.title.text() == "Nothing waits for you."


def test_letters_are_those_of_the_language_and_each_means_one_thing(window, house, sent, words, settle):
    for keys in KEYS.values():
        assert len(set(keys.values())) == len(DecisionKind)
    words.switch(Language("sv"))
    house.replies.read([("motforslag.ics", counter(sent))])
    made = window()
    assert made.panel.buttons[DecisionKind.MOVE].text() == "Flytta händelsen för alla (F)"
    QTest.keyClick(made.list, "u")
    settle()
    assert house.replies.of_event(SEMINAR.id)[-1].state is ReplyState.DISMISSED
    words.switch(Language("en"))


def test_older_answers_are_kept_and_refused_with_the_reason(preview, house, sent):
    house.replies.read([("ja.ics", answer(sent["Anna Berg"], stamp="20261124T095500Z"))])
    dialog = preview(("gammalt.ics", answer(sent["Anna Berg"], partstat="DECLINED", stamp="20261124T091500Z")))
    (line,) = dialog.lines.lines
    assert (line.title, line.note) == ("Anna Berg: Declined", "Changes nothing")
    assert line.detail.endswith("We have a later answer")
    dialog.reject()


# The desk ------------------------------------------------------------------------------------------------------------


def test_what_must_be_decided_opens_its_window_after_the_answers_are_taken_in(sent, context, ground, qtbot, settle):
    desk = InvitationDesk(context, ground)
    context.wishes.answer_files.emit([("kalle.ics", answer(sent["Anna Berg"], address="kalle@x.example"))])
    settle()
    dialog = ground.findChildren(AnswersPreview)[-1]
    dialog.take()
    settle()
    settle()
    assert desk.answers_window is not None
    assert desk.answers_window.isVisible()
    assert desk.answers() is desk.answers_window
    desk.close()


def test_a_mailbox_that_is_not_set_up_leads_to_the_preferences(sent, context, ground, qtbot):
    InvitationDesk(context, ground)
    said = []
    context.wishes.notify.connect(said.append)
    with qtbot.waitSignal(context.wishes.preferences) as wish:
        context.wishes.fetch_answers.emit()
    assert (wish.args, said) == (["mail"], ["No mailbox for answers is set up yet."])


def test_answers_are_fetched_from_a_mailbox_once_and_nothing_is_changed_there(
    sent, context, ground, house, qtbot, settle, monkeypatch, tmp_path
):
    password = tmp_path / "password"
    password.write_text(PASSWORD + "\n", "utf-8")
    monkeypatch.setenv("OUTREACH_MAIL_PASSWORD_FILE", str(password))
    with ImapServer() as server:
        server.folders["INBOX"].put(_mail(answer(sent["Anna Berg"]), "anna@bergs.example"))
        server.folders["INBOX"].put(b"From: nagon@x.example\r\nSubject: Hej\r\n\r\nHej\r\n")
        settings = Settings(
            answers_host="127.0.0.1", answers_port=str(server.port), answers_security="none", answers_user=USER
        )
        over = replace(context, settings=lambda: settings)
        desk = InvitationDesk(over, ground)
        desk.fetch()
        qtbot.waitUntil(lambda: any(one.isVisible() for one in ground.findChildren(AnswersPreview)))
        settle()
        dialog = next(one for one in ground.findChildren(AnswersPreview) if one.isVisible())
        assert dialog.lines.lines[0].title == "Anna Berg: Accepted"
        dialog.take()
        settle()
        said = []
        context.wishes.notify.connect(said.append)
        desk.fetch()
        qtbot.waitUntil(lambda: bool(said))
        assert said == ["No new answer has come."]
        assert set(server.commands) <= READING
    assert house.guests.get(ids(house)["Anna Berg"]).answer is Answer.ACCEPTED
    settle()


def test_dropped_answers_go_to_the_preview_and_other_calendar_files_to_the_import(sent, context, ground, settle, tmp_path):
    desk = InvitationDesk(context, ground)
    given = []
    context.wishes.answer_files.connect(given.append)
    reply, calendar = tmp_path / "svar.ics", tmp_path / "kalender.ics"
    reply.write_bytes(answer(sent["Anna Berg"]))
    calendar.write_bytes(answer(sent["Anna Berg"], "PUBLISH"))
    assert desk.dropped([reply])
    assert not desk.dropped([calendar])
    assert not desk.dropped([reply, calendar])
    settle()
    assert len(given) == 1
    dialog = ground.findChildren(AnswersPreview)[-1]
    dialog.reject()


def test_one_invite_window_at_a_time(sent, context, ground, settle):
    desk = InvitationDesk(context, ground)
    context.wishes.invite.emit(SEMINAR.id)
    first = desk.invite_window
    assert desk.invite(SEMINAR.id) is first
    settle()
    desk.close()


def test_today_says_that_answers_wait(sent, house, context, qtbot, settle):
    house.replies.read([("kalle.ics", answer(sent["Anna Berg"], address="kalle@x.example"))])
    today = TodayPage(context)
    qtbot.addWidget(today)
    today.show()
    settle()
    lines = today.letters.outbox.lines
    assert [one.text for one in lines.sentences] == ["1 answer for you to decide"]
    with qtbot.waitSignal(context.wishes.answers):
        lines.buttons[0].click()


def _mail(calendar, sender):
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = sender, "Accepted: Frukost om bygg", "<1@x.example>"
    mail.set_content("Ja")
    mail.add_alternative(calendar.decode(), subtype="calendar", params={"method": "REPLY"})
    return mail.as_bytes(policy=policy.SMTP)


def _calendar(data):
    mail = message_from_bytes(data, policy=policy.default)
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    return part.get_content().encode() if isinstance(part.get_content(), str) else part.get_content()

