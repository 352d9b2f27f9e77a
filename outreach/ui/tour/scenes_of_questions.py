"""Scenes of the question bank and of what other municipalities are asked. Nothing is asked, told or kept."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt

from outreach.ui.inquiries.answer_dialog import AnswerDialog
from outreach.ui.inquiries.ask_dialog import AskDialog
from outreach.ui.inquiries.colleagues_dialog import ColleaguesDialog
from outreach.ui.inquiries.take_dialog import TakeDialog
from outreach.ui.inquiries.view import InquiriesView
from outreach.ui.main_window import MainWindow
from outreach.ui.questions.form import QuestionForm
from outreach.ui.questions.page import QuestionsPage
from outreach.ui.questions.tell_dialog import TellDialog
from outreach.ui.questions.top_dialog import TopDialog
from outreach.ui.theme import set_role
from outreach.ui.tour.view import View, come_to_rest, opened, page

_SIZE = QSize(1158, 660)


def scenes_of_questions(window: MainWindow) -> Iterator[View]:
    """Show the form of a question, what is told to all, the year, and the questions to colleagues."""
    view = page(window, "questions")
    come_to_rest(window.parts, view.ready)
    shown = window.shell.page if window.shell is not None else None
    if not isinstance(shown, QuestionsPage):
        return
    if shown.current_id() is not None:
        shown.edit_current()
        come_to_rest(window.parts)
        form = opened(window, QuestionForm)
        yield View("question-answer", form)
        form.reject()
    for call, kind, name in (
        (shown.tell, TellDialog, "question-tell"),
        (shown.show_top, TopDialog, "question-top"),
        (shown.ask_network, AskDialog, "network-ask"),
    ):
        call()
        come_to_rest(window.parts)
        dialog = opened(window, kind)
        yield View(name, dialog)
        dialog.reject()
    come_to_rest(window.parts)
    yield from _network(window)


def _network(window: MainWindow) -> Iterator[View]:
    assert window.context is not None
    network = InquiriesView(window.context)
    set_role(network, "page")
    network.setParent(window, Qt.WindowType.Window)
    network.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    network.resize(_SIZE)
    network.show()
    come_to_rest(window.parts)
    yield View("network-questions", network)
    chosen = network.inquiry
    for call, kind, name in (
        (network.enter_answer, AnswerDialog, "network-answer"),
        (lambda: network.take(1), TakeDialog, "network-take"),
        (network.edit_colleagues, ColleaguesDialog, "network-colleagues"),
    ):
        if kind is TakeDialog and (chosen is None or not chosen.answers):
            continue
        call()
        come_to_rest(window.parts)
        # Without a question to colleagues there is none to answer.
        for dialog in [one for one in network.findChildren(kind) if one.isVisible()]:
            yield View(name, dialog)
            dialog.reject()
    network.close()
    network.deleteLater()
    come_to_rest(window.parts)
