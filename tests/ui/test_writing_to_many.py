"""Writing to many, answering one who asked, choosing the next contact, and the reminder: the windows."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from outreach.domain.company import Company
from outreach.domain.contact import Address, Email
from outreach.domain.declining import Channel
from outreach.domain.follow_up import FollowUp
from outreach.domain.mailing import MailingWay
from outreach.domain.next_contact import Why
from outreach.domain.record import Kind
from outreach.domain.reminding import is_told, reminder, told_mark
from outreach.domain.tender import Stage, Tender
from outreach.language import Language
from outreach.ui.companies.company_form import CompanyForm
from outreach.ui.companies.next_contact import NextContactDialog
from outreach.ui.mailings.window import MailingWindow
from outreach.ui.reminders import TOLD
from outreach.ui.today.answering import AnswerDialog
from tests.ui.conftest import come_to_rest

STREET = Address("Storgatan 4", "781 70", "Borlänge")
BERGS = Company(name="Bergs Bygg AB", emails=(Email("info@bergs.example"),), addresses=(STREET,))
QUIET = Company(name="Tyst AB", emails=(Email("info@tyst.example"),), declines=(Channel.EMAIL,))
TODAY = date(2026, 11, 24)


@pytest.fixture
def opened(monkeypatch):
    """What the system was asked to open."""
    asked = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toLocalFile()) or True)
    return asked


@pytest.fixture
def full(house):
    house.unit.save_unit(replace(house.unit.unit(), email="upph@alvbro.example"))
    for company in (BERGS, QUIET):
        house.companies.save(company)
    return house


def test_the_window_shows_what_each_reads_and_who_is_left_out_and_writes_drafts(full, context, qtbot, settle, opened, tmp_path):
    window = MailingWindow(context, Kind.COMPANY, [BERGS.id, QUIET.id], None)
    qtbot.addWidget(window)
    window.subject.setText("Till {company}")
    window.text.setPlainText("Hej {namn}")
    window._reckon()
    settle()
    assert "{namn}" in window.told.text()
    assert not window.write_button.isEnabled()
    window.text.setPlainText("Hej {name}")
    window._reckon()
    settle()
    assert window.preview_head.text() == "1 of 1: Bergs Bygg AB"
    assert "Till Bergs Bygg AB\n\nHej Bergs Bygg AB" in window.preview.toPlainText()
    assert window.left_out.toPlainText() == "does not want it: Tyst AB"
    window.write_to(tmp_path)
    settle()
    assert [path.name for path in tmp_path.glob("*.eml")] == ["Bergs Bygg AB.eml"]
    assert opened == [str(tmp_path)]
    window.way.setCurrentIndex(window.way.findData(MailingWay.LABELS.value))
    settle()
    assert window.preview.toPlainText() == "Bergs Bygg AB\nStorgatan 4\n781 70 Borlänge"
    window.write_to(tmp_path / "labels.pdf")
    settle()
    assert (tmp_path / "labels.pdf").read_bytes().startswith(b"%PDF")
    assert not any(one.autoDefault() for one in window.findChildren(QPushButton)), "Enter in the subject opens no menu"


def test_an_answer_is_opened_in_the_mail_program_and_the_follow_up_is_done(full, context, qtbot, settle, opened):
    promise = FollowUp(text="Svara", due=TODAY, company=BERGS.id)
    full.follow_ups.save(promise)
    holder = QWidget()
    qtbot.addWidget(holder)
    dialog = AnswerDialog(context, full.single_answers.propose(Kind.FOLLOW_UP, promise.id), holder)
    assert dialog.to.text() == "info@bergs.example"
    holder.show()
    with qtbot.waitActive(dialog):
        dialog.open()
    assert dialog.focusWidget() is dialog.text, "the answer is what is missing"
    qtbot.keyClick(dialog.subject, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter throws no answer away"
    qtbot.keyClick(dialog.subject, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert opened[0].endswith(".eml")
    shutil.rmtree(opened[0].rpartition("/")[0])
    assert full.follow_ups.get(promise.id).done is not None


def test_an_answer_about_an_advertised_tender_is_refused_in_the_dialog(full, context, qtbot):
    tender = Tender(title="Snö", stage=Stage.ADVERTISED)
    full.tenders.save(tender)
    asked = full.questions.ask("Får två dela?")
    question = full.questions.get(next(one for kind, one in asked.changes.touched if kind is Kind.QUESTION))
    full.questions.save(replace(question, tenders=(tender.id,)))
    dialog = AnswerDialog(context, full.single_answers.propose(Kind.QUESTION, question.id), None)
    qtbot.addWidget(dialog)
    assert "LOU 12 kap. 11 §" in dialog.told.text()
    assert not dialog.make_button.isEnabled()


def test_the_next_contact_is_chosen_in_a_dialog_and_what_is_no_day_is_said_at_the_field(full, context, qtbot, settle):
    holder = QWidget()
    qtbot.addWidget(holder)
    dialog = NextContactDialog(context, BERGS, holder)
    dialog.day.line.setText("snart")
    dialog.keep()
    assert dialog.field.has_error
    dialog.day.set_value(date(2027, 1, 15))
    dialog.months.set_months(6)
    dialog.keep()
    settle()
    assert full.next_contacts.of(BERGS.id).day == date(2027, 1, 15)
    assert full.companies.get(BERGS.id).contact_months == 6


def test_the_form_of_a_company_keeps_the_day_the_rhythm_and_what_it_does_not_want(full, context, qtbot, settle):
    holder = QWidget()
    qtbot.addWidget(holder)
    form = CompanyForm(context, full.companies.get(BERGS.id), [], holder)
    form.next_contact.set_value(date(2027, 2, 1))
    form.months.set_months(12)
    form.declines.set_value((Channel.POST,))
    form.submit()
    settle()
    kept = full.companies.get(BERGS.id)
    assert (kept.next_contact, kept.contact_months, kept.declines) == (date(2027, 2, 1), 12, (Channel.POST,))
    assert full.next_contacts.of(BERGS.id).why is Why.CHOSEN


def test_a_reminder_says_how_many_and_names_only_where_that_is_wished():
    sv, names = Language("sv"), ["Anna Berg", "Dala Snö", "Anna Berg", "Bo Ek", "Eva Dahl"]
    assert reminder(names[:3], sv, with_names=False) == "3 att följa upp i dag"
    assert reminder(names, sv, with_names=True) == "5 att följa upp i dag: Anna Berg, Dala Snö, Bo Ek och 2 till"
    assert reminder([], sv, with_names=True) == ""


def test_a_reminder_is_given_once_a_day_and_not_again_after_a_restart():
    mark = told_mark(TODAY, "/home/a.outreach")
    assert is_told(mark, TODAY, "/home/a.outreach")
    assert not is_told(mark, date(2026, 11, 25), "/home/a.outreach")
    assert not is_told(mark, TODAY, "/home/b.outreach")
    assert not is_told(None, TODAY, "/home/a.outreach")


def test_without_a_tray_the_window_reminds_in_a_calm_line_once_and_not_at_all_when_nobody_wants_it(window, qtbot):
    def rest():
        come_to_rest(qtbot, window.parts.tasks)

    house = window.context.house
    today = house.today.look().today
    house.companies.save(BERGS)
    house.follow_ups.save(FollowUp(text="Ring", due=today, company=BERGS.id))
    said = []
    window.context.wishes.notify.connect(said.append)
    window.parts.choices.change(reminders="off")
    window.reminders.look()
    rest()
    assert said == []
    window.parts.choices.change(reminders="counts", tray="off")
    window.reminders.look()
    rest()
    window.reminders.look()
    rest()
    assert said == ["1 to follow up today"]
    assert str(today) in window.parts.memory.get(TOLD)
    window.parts.memory.keep(TOLD, "yesterday")
    window.parts.choices.change(reminders="names")
    window.reminders.look()
    rest()
    assert said[-1] == "1 to follow up today: Bergs Bygg AB"
