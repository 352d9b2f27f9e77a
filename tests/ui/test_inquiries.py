"""Ask the network in the window: the question, the warning for names, an answer, and how it becomes our own; telling everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.inquiry import Colleague, Inquiry
from outreach.domain.listing import Listing
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.ui.inquiries.answer_dialog import AnswerDialog
from outreach.ui.inquiries.ask_dialog import AskDialog
from outreach.ui.inquiries.colleagues_dialog import ColleaguesDialog
from outreach.ui.inquiries.take_dialog import TakeDialog
from outreach.ui.inquiries.view import InquiriesView
from outreach.ui.questions.form import QuestionForm
from outreach.ui.questions.page import QuestionsPage
from outreach.ui.questions.tell_dialog import TellDialog
from outreach.ui.questions.top_dialog import TopDialog
from tests.services.test_inquiries import REPLY


def texts(widget) -> str:
    parts = (*widget.findChildren(QLabel), *widget.findChildren(QPushButton))
    return "\n".join(part.text() for part in parts if part.isVisible())


@pytest.fixture
def asking(house):
    """A unit that can write, one colleague, a company in the register, and an inquiry with an answer that is late."""
    house.unit.save_unit(replace(house.unit.unit(), email="upphandling@alvbro.example"))
    house.inquiries.set_colleagues([Colleague("bo@ludvika.se")])
    house.companies.save(Company(name="Viks Åkeri AB", emails=(Email("info@vik.example"),)))
    made = Inquiry(title="Hur gör ni med jour?", answer_by=date(2026, 11, 20), drafted=house.now())
    house.inquiries.save(made)
    house.inquiries.answer(made.id, "Timpris.", municipality="Mora", day=date(2026, 11, 19))
    return house


@pytest.fixture
def view(asking, context, qtbot, settle) -> InquiriesView:
    made = InquiriesView(context)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    settle()
    return made


def dialog(widget, kind):
    return next(one for one in reversed(widget.findChildren(kind)) if one.isVisible())


def test_the_late_one_says_so_and_an_answer_is_read_from_a_message_and_taken_over(
    view, asking, settle, tmp_path: Path
) -> None:
    for words in ("Hur gör ni med jour?", "Answers were due 20 Nov 2026", "Mora kommun, 19 Nov 2026", "Timpris."):
        assert words in texts(view)
    view.enter_answer()
    answering = dialog(view, AnswerDialog)
    answering.submit()
    settle()
    assert "Write or paste what was answered." in texts(answering)
    (tmp_path / "svar.eml").write_bytes(REPLY)
    answering.read_file(tmp_path / "svar.eml")
    settle()
    assert answering.municipality.text() == "Säters kommun"
    answering.submit()
    settle()
    assert "Säters kommun, 21 Nov 2026" in texts(view)
    view.take(2)
    taking = dialog(view, TakeDialog)
    assert "A new question with this title is made" in texts(taking)
    taking.text.set_value("Vi betalar per timme.")
    taking.submit()
    settle()
    question = asking.questions.get(asking.inquiries.every()[0].question)
    assert (question.answer, question.source) == ("Vi betalar per timme.", "Säters kommun, 2026-11-21")
    assert "About our question" in texts(view)
    view.close_chosen()
    settle()
    assert "Closed 24 Nov 2026" in texts(view)


def test_a_message_that_is_dropped_on_the_list_is_read_as_an_answer(view, settle, tmp_path: Path) -> None:
    (tmp_path / "svar.eml").write_bytes(REPLY)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("bild.png", "svar.eml")])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, left, none))
    settle()
    answering = dialog(view, AnswerDialog)
    assert answering.text.value().startswith("Vi har timpris.")
    answering._throw_away()


def test_a_search_narrows_and_a_record_that_is_opened_takes_it_off(view, asking, settle) -> None:
    view.search.setText("finns inte")
    settle()
    view.read()
    settle()
    assert view.inquiry is None
    view.show_record(asking.inquiries.every()[0].id)
    settle()
    assert view.search.text() == ""
    assert view.inquiry is not None
    view.delete()
    settle()
    assert "Nothing asked yet" in texts(view)


def test_a_question_that_names_a_company_is_warned_of_and_written_when_the_officer_says_so(
    view, asking, settle, tmp_path: Path
) -> None:
    view.ask()
    settle()
    asking_dialog = dialog(view, AskDialog)
    asking_dialog.submit()
    settle()
    assert "Write in a few words what you wonder." in texts(asking_dialog)
    asking_dialog.title.setText("Hur gör ni?")
    asking_dialog.text.set_value("Viks Åkeri klagar.")
    asking_dialog.submit()
    settle()
    assert "It names Viks Åkeri" in texts(asking_dialog)
    assert "It goes to 1 colleague" in texts(asking_dialog)
    asking_dialog.text.set_value("Någon klagar.")
    asking_dialog._look()
    settle()
    assert "It names" not in texts(asking_dialog)
    asking_dialog.write_into(tmp_path / "q.eml")
    settle()
    assert (tmp_path / "q.eml").exists()
    assert {one.title for one in asking.inquiries.every()} == {"Hur gör ni?", "Hur gör ni med jour?"}


def test_colleagues_are_pasted_and_how_they_are_read_is_shown(view, asking, settle) -> None:
    view.edit_colleagues()
    settle()
    editing = dialog(view, ColleaguesDialog)
    assert "bo@ludvika.se" in editing.lines.toPlainText()
    editing.lines.setPlainText("Eva Lind <eva@mora.se>\nstrunt")
    editing._look()
    settle()
    assert editing.table.item(0, 0).text() == "Mora kommun"
    assert "Not read: strunt" in texts(editing)
    editing.submit()
    settle()
    assert [one.email for one in asking.inquiries.colleagues()] == ["eva@mora.se"]


@pytest.fixture
def page(asking, context, qtbot, settle) -> QuestionsPage:
    """The page of questions, with one about a tender under advertisement, and a company that was notified of it."""
    snow = Tender(title="Snöröjning", stage=Stage.ADVERTISED)
    asking.tenders.save(snow)
    asking.matches.notify(snow.id, [asking.companies.ids(Listing(Kind.COMPANY))[0]])
    asking.questions.save(Question(text="När börjar det?", tenders=(snow.id,), answer="I oktober.", public=True))
    for _ in range(2):
        asking.questions.ask("När börjar det?")
    asking.questions.ask("Får man ringa?")
    made = QuestionsPage(context)
    qtbot.addWidget(made)
    made.resize(1158, 718)
    made.show()
    made.enter()
    settle()
    return made


def test_everybody_who_was_notified_is_told_from_the_window(page, asking, settle, tmp_path: Path) -> None:
    page.tell()
    settle()
    telling = dialog(page, TellDialog)
    assert "Publish the answers in the procurement system first" in texts(telling)
    assert [line.title for line in telling.told.lines] == ["När börjar det?"]
    telling.write_into(tmp_path)
    settle()
    assert len(list(tmp_path.glob("*.eml"))) == 1
    assert asking.questions.for_sheet(answered=True)[0].told is not None
    assert not telling.write_button.isEnabled()
    telling.accept()


def test_the_list_shows_status_and_is_narrowed_by_it_and_the_pane_shows_the_way(page, asking, settle) -> None:
    row = [page.model.index(0, column).data() for column in range(page.model.columnCount())]
    assert {"När börjar det?", "2", "Has an answer", "A tender"} <= set(row)
    page.ask_network()
    settle()
    assert dialog(page, AskDialog).title.text() == "När börjar det?"
    dialog(page, AskDialog).reject()
    page.set_filter("status", ["new"])
    settle()
    assert page.model.rowCount() == 1


def test_the_form_shows_like_ones_the_procurement_system_and_names_that_everybody_would_read(
    page, settle, qtbot
) -> None:
    page.edit_current()
    settle()
    form = dialog(page, QuestionForm)
    assert "“Snöröjning” is under advertisement" in texts(form)
    qtbot.keyClicks(form.text, " Får man ringa er?")
    form.answer.set_value("Ring Viks Åkeri.")
    form._look()
    settle()
    assert [line.title for line in form.like.lines] == ["Får man ringa?"]
    assert "it names Viks Åkeri" in texts(form)
    form.source.setText("Annonsen")
    form.answered.line.setText("2026-11-03")
    form.submit()
    settle()
    kept = page.context.house.questions.get(form._original.id)
    assert (kept.source, kept.answered, len(kept.tenders)) == ("Annonsen", date(2026, 11, 3), 1)


def test_what_was_asked_most_is_counted_by_year_and_saved_as_a_page(page, settle, tmp_path: Path, qtbot) -> None:
    page.show_top()
    settle()
    top = dialog(page, TopDialog)
    assert [line.title for line in top.list.lines] == ["1. När börjar det?", "2. Får man ringa?"]
    top.save_as(tmp_path / "topp.pdf")
    settle()
    assert (tmp_path / "topp.pdf").read_bytes().startswith(b"%PDF")
    top.year.setValue(2025)
    top.read()
    settle()
    assert "Nothing was counted in 2025." in texts(top)
    qtbot.keyClick(top, Qt.Key.Key_Escape)


def test_a_like_question_at_the_booth_shows_what_we_answered(context, asking, qtbot, settle) -> None:
    from PySide6.QtWidgets import QWidget

    from outreach.ui.capture.question_panel import QuestionPanel, counted_at

    asking.questions.save(Question(text="Hur fort betalar ni fakturorna?", answer="Inom 30 dagar."))
    home = QWidget()
    qtbot.addWidget(home)
    home.resize(900, 600)
    home.show()
    panel = QuestionPanel(context, home)
    panel.open_over(home, counted_at(None))
    panel.show_text("fakturor")
    settle()
    qtbot.keyClick(panel.line, Qt.Key.Key_Down)
    assert "Our answer: Inom 30 dagar." in panel.status.text()
    panel.clear()
    panel.put_away()
    settle()
