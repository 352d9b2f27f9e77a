"""The letter before it goes, and each way out: drafts, files, a real mail server, the mail program. One question at most."""

import threading
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from outreach.domain.invitation import Delivery, Purpose, Way
from outreach.domain.letter import Letter
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.errors import Cancelled, CannotWrite
from outreach.services.handing_over import Wish, write_batch
from outreach.services.house import House
from outreach.settings import Settings
from outreach.storage.database import open_workspace
from outreach.ui.context import Context
from outreach.ui.invitations.left_out import LeftOutDialog
from outreach.ui.invitations.link_dialog import LinkDialog
from outreach.ui.invitations.send_dialog import SendDialog
from outreach.ui.invitations.sender import SendWindow
from tests.network.mail_server import Letterbox, MailServerOnLoopback
from tests.ui.conftest import signature
from tests.ui.hands import press
from tests.ui.invited import SEMINAR, far_is_over, fill, ids, invite, listed

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def full(house):
    fill(house)
    listed(house)
    return house


@pytest.fixture
def ground(qtbot):
    """The window that the dialogs lie over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def open_dialog(full, context, ground, qtbot, settle):
    def make(purpose=Purpose.INVITE, wanted=None, over: Context = context) -> SendDialog:
        guests = tuple(ids(full).values()) if wanted is None else wanted
        dialog = SendDialog(over, SEMINAR.id, purpose, guests, ground)
        with qtbot.waitActive(dialog):
            dialog.open()
            dialog.activateWindow()
        settle()
        return dialog

    return make


@pytest.fixture
def box():
    return Letterbox()


@pytest.fixture
def server(box):
    with MailServerOnLoopback(box) as running:
        yield running


@pytest.fixture
def mailing(context, server):
    """A context in which a mail server without a password is set up."""
    settings = Settings(
        mail_host="127.0.0.1",
        mail_port=str(server.port),
        mail_security="none",
        mail_sender="upphandling@alvbro.example",
        mail_pace="0",
    )
    return replace(context, settings=lambda: settings)


def deliveries(house):
    return {one.name: one.delivery for one in house.invitations.of_event(SEMINAR.id)}


def calendar_words(dialog):
    layout = dialog.letter.view.calendar.layout()
    return [layout.itemAt(row).widget().text() for row in range(layout.count())][1:]


# The letter ----------------------------------------------------------------------------------------------------------


def test_the_letter_is_shown_as_the_guest_reads_it_with_what_the_calendar_will_show(open_dialog):
    dialog = open_dialog()
    letter = dialog.letter
    assert letter.view.to.text() == "To Anna Berg <anna@bergs.example>"
    assert letter.view.subject.text() == "Inbjudan: Frukost om bygg, torsdag 3 december 2026 kl. 07:30–09:00"
    assert "Anna" in letter.view.text.toPlainText()
    assert "dataskydd" in letter.view.text.toPlainText().casefold()
    assert calendar_words(dialog) == [
        "Frukost om bygg",
        "Thu 3 Dec 2026 07:30–09:00 · Rådhuset",
        "First version · Asks for an answer: yes, no or perhaps",
    ]
    assert letter.view.step.text() == "1 of 3"
    assert [letter.editor.tabs.tabText(number) for number in (0, 1)] == ["In Swedish (2)", "In English (1)"]
    assert letter.go_button.text() == "Make 3 drafts"
    assert letter.go_button.hasFocus()
    dialog.reject()


def test_alt_right_steps_to_the_next_guest_in_that_guests_language_and_a_tab_to_its_first_reader(open_dialog, settle):
    dialog = open_dialog()
    QTest.keyClick(dialog, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle()
    assert dialog.letter.view.to.text() == "To Bo Berg <bo@bergs.example>"
    assert dialog.letter.view.subject.text().startswith("Invitation: ")
    assert dialog.letter.editor.language == "en"
    dialog.letter.editor.turn_to("sv")
    settle()
    assert dialog.letter.view.to.text() == "To Anna Berg <anna@bergs.example>"
    dialog.reject()


def test_a_half_written_letter_is_there_again_after_esc_and_gone_once_it_was_handed_over(open_dialog, full, settle):
    dialog = open_dialog()
    dialog.letter.editor.body.setPlainText("Hej {guest}! Halvskrivet om {gast")
    settle()
    QTest.keyClick(dialog, ESC)
    settle()
    again = open_dialog()
    settle()
    assert again.letter.editor.body.toPlainText() == "Hej {guest}! Halvskrivet om {gast"
    again.letter.editor.body.setPlainText("Hej {guest}!\n\n{information}")
    settle()
    settle()
    again.reject()
    settle()
    third = open_dialog()
    settle()
    assert third.letter.status.text() == "What you had begun to write is here again."
    assert third.letter.view.text.toPlainText().startswith("Hej Anna Berg!")
    third.letter.editor.usual_button.click()
    settle()
    settle()
    third.reject()
    settle()
    assert not [key for key in full.drafts.all() if key.startswith("letter:")]


def test_a_letter_that_went_out_is_no_draft_any_more(open_dialog, context, full, settle, tmp_path):
    context.memory.keep("invitations.folder", str(tmp_path))
    dialog = open_dialog()
    dialog.letter.editor.body.setPlainText("Hej {guest}!\n\n{information}")
    settle()
    settle()
    dialog.letter.keep_half()
    settle()
    assert [key for key in full.drafts.all() if key.startswith("letter:")]
    dialog.go()
    settle()
    settle()
    dialog.accept()
    settle()
    assert len(list(tmp_path.rglob("*.eml"))) == 3
    assert not [key for key in full.drafts.all() if key.startswith("letter:")]


def test_what_is_written_is_read_at_once_and_an_unknown_field_stops_the_letter(open_dialog, settle):
    dialog = open_dialog()
    letter = dialog.letter
    letter.editor.body.setPlainText("Hej {guest} på {company}!\n\n{information}")
    settle()
    settle()
    assert letter.view.text.toPlainText().startswith("Hej Anna Berg på Bergs Bygg AB!")
    letter.editor.body.setPlainText("Hej {gast}!")
    settle()
    settle()
    assert "{gast}" in letter.status.text()
    assert not letter.go_button.isEnabled()
    letter.editor.usual_button.click()
    settle()
    settle()
    assert letter.go_button.isEnabled()
    assert "{information}" in letter.editor.body.toPlainText()
    dialog.reject()


def test_a_field_is_put_in_where_the_cursor_is(open_dialog, settle):
    dialog = open_dialog()
    editor = dialog.letter.editor
    editor.subject.setFocus()
    editor.subject.setText("Välkommen ")
    editor.put_field("guest")
    assert editor.subject.text() == "Välkommen {guest}"
    settle()
    settle()
    assert dialog.letter.view.subject.text() == "Välkommen Anna Berg"
    dialog.reject()


def test_who_gets_no_letter_is_told_with_the_reason(open_dialog, settle):
    dialog = open_dialog()
    assert dialog.letter.left_out_button.text() == "1 guest gets no letter…"
    dialog.letter.left_out_button.click()
    shown = dialog.letter.findChildren(LeftOutDialog)[-1]
    (line,) = shown.lines.lines
    assert line.title == "Åsa Öberg"
    assert "no e-mail address" in line.detail
    shown.reject()
    dialog.reject()


def test_the_text_is_kept_for_the_event(open_dialog, full, settle):
    dialog = open_dialog()
    dialog.letter.editor.subject.setText("Kom på frukost, {first_name}")
    dialog.letter.editor.subject.textEdited.emit("")
    settle()
    dialog.letter.keep_button.click()
    settle()
    assert full.letters.of(Purpose.INVITE, "sv", SEMINAR.id).subject == "Kom på frukost, {first_name}"
    assert full.letters.of(Purpose.INVITE, "sv").subject != "Kom på frukost, {first_name}"
    dialog.reject()


def test_a_coming_tender_proposes_an_open_link_and_the_sentence_on_equal_treatment(open_dialog, full, settle):
    tender = Tender(title="Snöröjning", stage=Stage.PLANNED)
    full.tenders.save(tender)
    full.events.save(replace(full.events.get(SEMINAR.id), tenders=(tender.id,)))
    full.letters.set(Letter(purpose=Purpose.INVITE, language="sv", subject="Hej", body="Välkommen!\n\n{information}"))
    full.letters.set(Letter(purpose=Purpose.INVITE, language="en", subject="Hello", body="Welcome!\n\n{information}"))
    dialog = open_dialog()
    letter = dialog.letter
    assert [one.name for one in letter.proposals.sentences] == ["link", "line"]
    letter.proposals.buttons[0].click()
    asked = letter.findChildren(LinkDialog)[-1]
    asked.line.setText("inte en länk")
    asked.keep()
    assert asked.field.has_error
    asked.line.setText("alvbro.example/frukost")
    asked.keep()
    settle()
    settle()
    assert full.events.get(SEMINAR.id).url == "https://alvbro.example/frukost"
    assert [one.name for one in letter.proposals.sentences] == ["line"]
    letter.proposals.buttons[0].click()
    settle()
    settle()
    assert letter.proposals.sentences == ()
    assert "https://alvbro.example/frukost" in letter.view.text.toPlainText()
    assert all("{equal_treatment}" in one.body for one in letter.editor.letters())
    dialog.reject()


def test_without_an_address_to_answer_to_the_letter_says_where_to_write_it_and_goes_on_from_there(
    open_dialog, full, context, qtbot, settle
):
    full.unit.save_unit(replace(full.unit.unit(), email=""))
    dialog = open_dialog()
    letter = dialog.letter
    (sentence,) = letter.proposals.sentences
    assert sentence.text.startswith("Invitations need an address to answer to.")
    assert "{event}" in letter.editor.subject.text()
    assert not letter.go_button.isEnabled()
    with qtbot.waitSignal(context.wishes.preferences) as wish:
        letter.proposals.buttons[0].click()
    assert wish.args == ["unit"]
    context.write(lambda: full.unit.save_unit(replace(full.unit.unit(), email="upphandling@alvbro.example")))
    settle()
    settle()
    assert letter.proposals.sentences == ()
    assert letter.go_button.text() == "Make 3 drafts"
    assert letter.go_button.isEnabled()
    dialog.reject()


# Drafts and files ----------------------------------------------------------------------------------------------------


def test_drafts_are_made_by_one_key_without_a_question(open_dialog, full, qtbot, settle, tmp_path):
    dialog = open_dialog()
    dialog.letter.ways.folder.setText(str(tmp_path / "brev" / "frukost"))
    dialog.letter.go_button.setFocus()
    press(qtbot, ENTER)
    qtbot.waitUntil(lambda: dialog.stack.currentWidget() is dialog.outcome)
    files = sorted((tmp_path / "brev" / "frukost").glob("*.eml"))
    assert len(files) == 3
    mail = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert (mail["To"], mail["X-Unsent"]) == ("Anna Berg <anna@bergs.example>", "1")
    assert dialog.outcome.heading.text() == "3 drafts are ready"
    assert [line.title for line in dialog.outcome.lines.lines] == ["Åsa Öberg"]
    assert set(deliveries(full).values()) == {Delivery.SENT}
    assert dialog.outcome.folder == tmp_path / "brev" / "frukost"
    assert QApplication.focusWidget() is dialog.outcome.close_button
    press(qtbot, ENTER)
    assert not dialog.isVisible()


def test_way_and_folder_are_remembered_and_each_event_has_a_folder_of_its_own(open_dialog, qtbot, settle, tmp_path):
    dialog = open_dialog()
    dialog.letter.ways.row.set_value("folder")
    dialog.letter.ways.folder.setText(str(tmp_path / "brev" / "frukost"))
    dialog.go()
    qtbot.waitUntil(lambda: dialog.stack.currentWidget() is dialog.outcome)
    assert dialog.outcome.heading.text() == "3 calendar files are ready"
    dialog.accept()
    again = open_dialog(Purpose.REMIND)
    assert again.letter.ways.way is Way.FOLDER
    assert again.letter.ways.path == tmp_path / "brev" / "Frukost om bygg 2026-12-03"
    again.reject()


def test_a_folder_that_cannot_be_written_is_said_and_nothing_waits(open_dialog, full, qtbot, settle, tmp_path):
    (tmp_path / "brev").write_text("a file, no folder")
    dialog = open_dialog()
    dialog.letter.ways.folder.setText(str(tmp_path / "brev" / "frukost"))
    dialog.go()
    qtbot.waitUntil(lambda: bool(dialog.letter.status.text()))
    assert dialog.stack.currentWidget() is dialog.letter
    assert deliveries(full) == {}
    assert len(full.invitations.due(SEMINAR.id).new) == 4
    dialog.reject()


def test_stopping_in_the_middle_keeps_what_was_written_and_the_rest_is_due_again(full, tmp_path):
    def report(_done, _total):
        if list(tmp_path.glob("*.eml")):
            raise Cancelled

    wish = Wish(SEMINAR.id, Purpose.INVITE, tuple(ids(full).values()), Way.DRAFTS, ())
    written = write_batch(full, wish, tmp_path, report)
    assert (written.count, written.cut_short) == (1, True)
    assert len(list(tmp_path.glob("*.eml"))) == 1
    assert len(full.invitations.due(SEMINAR.id).new) == 3


def test_nothing_is_written_where_the_folder_is_none(full, tmp_path):
    (tmp_path / "file").write_text("")
    wish = Wish(SEMINAR.id, Purpose.INVITE, tuple(ids(full).values()), Way.DRAFTS, ())
    with pytest.raises(CannotWrite):
        write_batch(full, wish, tmp_path / "file", lambda *_: None)
    assert deliveries(full) == {}


# By e-mail -----------------------------------------------------------------------------------------------------------


def test_without_a_mail_server_a_sentence_and_a_button_lead_to_the_preferences(open_dialog, context, qtbot):
    dialog = open_dialog()
    dialog.letter.ways.row.set_value("smtp")
    assert dialog.letter.ways.about.text() == "No mail server is set up yet."
    assert not dialog.letter.go_button.isEnabled()
    with qtbot.waitSignal(context.wishes.preferences) as wish:
        dialog.letter.ways.preferences.click()
    assert wish.args == ["mail"]
    dialog.reject()


def test_letters_go_by_a_real_server_after_one_question_with_the_number(
    open_dialog, full, mailing, box, ground, qtbot, settle
):
    box.rcpt_answers = lambda address: "550 5.1.1 No such user" if address.startswith("cilla") else None
    dialog = open_dialog(over=mailing)
    dialog.letter.ways.row.set_value("smtp")
    assert dialog.letter.go_button.text() == "Send 3 letters…"
    dialog.go()
    assert dialog.stack.currentWidget() is dialog.confirm
    assert dialog.confirm.question.text() == "Send 3 letters now?"
    assert (len(box.letters), deliveries(full)) == (0, {})
    QTest.keyClick(dialog, ESC)
    assert dialog.stack.currentWidget() is dialog.letter
    dialog.go()
    press(qtbot, ENTER)
    settle()
    (sending,) = ground.findChildren(SendWindow)
    qtbot.waitUntil(lambda: sending.stack.currentWidget() is sending.outcome)
    settle()
    assert not sending.isModal()
    assert sending.outcome.heading.text() == "2 letters were sent"
    titles = [(line.title, line.detail) for line in sending.outcome.lines.lines]
    assert titles[0][0] == "Cilla Ek <cilla@eks.example>"
    assert "No such user" in titles[0][1]
    assert titles[1][0] == "Åsa Öberg"
    assert sorted(one.rcpt_tos[0] for one in box.letters) == ["anna@bergs.example", "bo@bergs.example"]
    assert deliveries(full) == {"Anna Berg": Delivery.SENT, "Bo Berg": Delivery.SENT, "Cilla Ek": Delivery.REFUSED}
    sending.accept()


def test_what_waits_is_sent_from_the_outbox_line_after_one_question(full, mailing, box, ground, qtbot, settle):
    full.invitations.prepare(SEMINAR.id, Purpose.INVITE, list(ids(full).values()), Way.SMTP)
    window = SendWindow(mailing, ground)
    window.ask()
    settle()
    assert window.confirm.question.text() == "Send 3 letters now?"
    assert window.confirm.go_button.text() == "Send 3 letters"
    window.confirm.go_button.click()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.outcome)
    settle()
    assert window.outcome.heading.text() == "3 letters were sent"
    assert len(box.letters) == 3
    window.accept()


def test_a_server_that_does_not_answer_is_said_and_everything_waits(full, context, ground, qtbot, settle):
    settings = Settings(
        mail_host="127.0.0.1", mail_port="1", mail_security="none", mail_sender="a@b.example", mail_pace="0"
    )
    over = replace(context, settings=lambda: settings)
    full.invitations.prepare(SEMINAR.id, Purpose.INVITE, list(ids(full).values()), Way.SMTP)
    window = SendWindow(over, ground)
    window.send()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.outcome)
    assert window.outcome.heading.text() == "Nothing was sent"
    assert "does not answer" in window.outcome.text.text()
    assert "Nothing is lost" in window.outcome.text.text()
    assert len(full.outbox.waiting()) == 3
    window.accept()


def test_sending_is_stopped_before_the_next_letter_and_goes_on_later_without_sending_twice(
    full, mailing, box, ground, qtbot, settle
):
    full.invitations.prepare(SEMINAR.id, Purpose.INVITE, list(ids(full).values()), Way.SMTP)
    window = SendWindow(mailing, ground)

    def slowly(_envelope):
        window.run.cancel()  # pressed while the first one is on its way
        return

    box.data_answers = slowly
    window.send()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.outcome)
    assert window.outcome.heading.text() == "1 letter was sent"
    assert "2 letters wait" in window.outcome.text.text()
    window.accept()
    box.data_answers = lambda _: None
    again = SendWindow(mailing, ground)
    again.send()
    qtbot.waitUntil(lambda: again.stack.currentWidget() is again.outcome)
    assert sorted(box.message_ids.values()) == [1, 1, 1]
    again.accept()


def test_the_window_reads_and_writes_while_a_slow_server_takes_a_letter(full, mailing, box, ground, qtbot, settle, context):
    held, taken = threading.Event(), threading.Event()

    def wait(_envelope):
        taken.set()
        assert held.wait(10)
        return

    box.data_answers = wait
    full.invitations.prepare(SEMINAR.id, Purpose.INVITE, list(ids(full).values()), Way.SMTP)
    window = SendWindow(mailing, ground)
    window.send()
    qtbot.waitUntil(taken.is_set)
    answers = []
    context.read(lambda: full.guests.at_event(SEMINAR.id), answers.append, ground)
    qtbot.waitUntil(lambda: bool(answers))
    assert window.stack.currentWidget() is window.sending
    held.set()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.outcome)
    # The answer comes home from inside the thread, a moment before that is done.
    qtbot.waitUntil(lambda: far_is_over(context.tasks))
    window.accept()


# The mail program ----------------------------------------------------------------------------------------------------


class MailProgram(QObject):
    """Stands for the system's mail program: it is handed links."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    @Slot("QUrl")
    def take(self, url) -> None:
        self.links.append(url.toString())


@pytest.fixture
def mail_program():
    program = MailProgram()
    QDesktopServices.setUrlHandler("mailto", program, "take")
    yield program
    QDesktopServices.unsetUrlHandler("mailto")


def test_the_mail_program_opens_one_letter_after_another_and_what_is_skipped_is_due_again(
    open_dialog, full, mail_program, qtbot, settle
):
    dialog = open_dialog()
    dialog.letter.ways.row.set_value("mailto")
    assert dialog.letter.go_button.text() == "Open 3 letters"
    dialog.go()
    settle()
    assert dialog.stack.currentWidget() is dialog.mailto
    assert dialog.mailto.which.text() == "Letter 1 of 3"
    press(qtbot, ENTER)
    dialog.mailto.skip_button.click()
    QTest.keyClick(dialog, ESC)
    settle()
    assert dialog.outcome.heading.text() == "1 letter was opened in the mail program"
    assert [link.partition("?")[0] for link in mail_program.links] == ["mailto:anna@bergs.example"]
    assert deliveries(full)["Anna Berg"] is Delivery.SENT
    assert len(full.invitations.due(SEMINAR.id).new) == 3
    dialog.accept()


# Other letters -------------------------------------------------------------------------------------------------------


def test_a_cancellation_is_sent_to_who_was_invited_and_takes_the_entry_away(
    open_dialog, full, context, qtbot, settle, tmp_path
):
    invite(full, tmp_path / "in", "Anna Berg", "Cilla Ek")
    full.events.cancel(SEMINAR.id)
    dialog = open_dialog(Purpose.CANCEL, full.invitations.due(SEMINAR.id).to_cancel)
    assert calendar_words(dialog)[-1] == "Version 2 · Takes the entry away"
    dialog.letter.ways.folder.setText(str(tmp_path / "ut"))
    dialog.go()
    qtbot.waitUntil(lambda: dialog.stack.currentWidget() is dialog.outcome)
    assert len(list((tmp_path / "ut").glob("*.eml"))) == 2
    dialog.accept()
    assert full.invitations.due(SEMINAR.id).to_cancel == ()


def test_nothing_that_was_written_is_offered_to_be_undone(open_dialog, full, context, qtbot, settle, tmp_path):
    changes = []
    context.changes.changed.connect(lambda one, _: changes.append(one))
    dialog = open_dialog()
    dialog.letter.ways.folder.setText(str(tmp_path))
    dialog.go()
    qtbot.waitUntil(lambda: dialog.stack.currentWidget() is dialog.outcome)
    assert [one.final for one in changes if one.concern(Kind.INVITATION)] == [True]
    dialog.accept()



def test_closing_the_program_stops_after_the_letter_on_its_way_and_the_rest_waits(window, box, server, qtbot, place):
    house, tasks, taken, held = window.context.house, window.parts.tasks, threading.Event(), threading.Event()
    fill(house)
    listed(house)
    window.parts.choices.settings = replace(
        window.parts.choices.settings,
        mail_host="127.0.0.1",
        mail_port=str(server.port),
        mail_security="none",
        mail_sender="upphandling@alvbro.example",
        mail_pace="0",
    )
    house.invitations.prepare(SEMINAR.id, Purpose.INVITE, list(ids(house).values()), Way.SMTP)

    def wait(_envelope):
        taken.set()
        held.wait(10)

    box.data_answers = wait
    SendWindow(window.context, window).send()
    qtbot.waitUntil(taken.is_set)
    threading.Timer(0.3, held.set).start()
    window.close()
    assert tasks._closed
    assert len(box.letters) == 1
    opened = House(open_workspace(place, signature()))
    assert sorted(deliveries(opened).values()) == [Delivery.PREPARED, Delivery.PREPARED, Delivery.SENT]
    opened.close()
