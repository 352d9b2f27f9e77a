"""The page of the questions that suppliers ask, with how often each was asked."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QWidget

from outreach.domain.handout import HandoutKind
from outreach.domain.question import Question
from outreach.domain.question_status import ABOUT_LABELS, QUESTION_STATUS_LABELS
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.ui.commands import Command
from outreach.ui.icons import put_icon
from outreach.ui.inquiries.ask_dialog import AskDialog
from outreach.ui.lists.detail import DetailPane
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.lists.filters import Asked, Filter, Option, event_filter, labels_filter, tag_filter
from outreach.ui.lists.list_page import ListPage
from outreach.ui.questions.detail import QuestionDetail
from outreach.ui.questions.form import QuestionForm
from outreach.ui.questions.tell_dialog import TellDialog
from outreach.ui.questions.top_dialog import TopDialog
from outreach.ui.today.answering import TITLE as ANSWER
from outreach.ui.today.answering import answer_by_mail

TIMES = {"0": N_("Never"), "1": N_("Once"), "2-4": N_("2 to 4 times"), "5+": N_("5 times or more")}
#: How many years back the list can be narrowed to.
_YEARS = 6


def _years(asked: Asked) -> list[Option]:
    this = home_day(asked.house.now()).year
    return [Option(str(this - back), str(this - back)) for back in range(_YEARS)]


class QuestionsPage(ListPage):
    """All questions, those that were asked most first."""

    kind: ClassVar[Kind] = Kind.QUESTION
    name: ClassVar[str] = "questions"
    title: ClassVar[str] = N_("Questions")
    new_text: ClassVar[str] = N_("New question")
    search_text: ClassVar[str] = N_("Search questions")
    all_forms: ClassVar[tuple[str, str]] = NN_("{n} question", "{n} questions")
    part_forms: ClassVar[tuple[str, str]] = NN_("{shown} of {n} question", "{shown} of {n} questions")
    empty_title: ClassVar[str] = N_("No questions yet")
    empty_text: ClassVar[str] = N_(
        "Press Ctrl+Shift+N when somebody asks something: it is counted without a name, and known questions show while you type."
    )

    def filters(self) -> list[Filter]:
        """How far it has come, what it is about, when, where and how often it was asked, and tags."""
        return [
            labels_filter("status", N_("Status"), QUESTION_STATUS_LABELS),
            labels_filter("about", N_("Concerns"), ABOUT_LABELS, many=False),
            Filter("year", N_("Asked in"), _years),
            labels_filter("times", N_("How often"), TIMES),
            event_filter(N_("Asked at")),
            tag_filter(self.kind),
        ]

    def detail_widget(self) -> DetailPane:
        """Return the pane for one question."""
        return QuestionDetail(self.context, self)

    def more_commands(self) -> list[Command]:
        """What is special to questions."""
        text = N_("These are one question")
        chosen = self.has_selection
        return [
            Command("questions.merge", text, self.merge_selected, "Ctrl+M", "link", enabled=self.has_several),
            Command("questions.network", N_("Ask the network…"), self.ask_network, "Ctrl+Alt+H", "questions", apart=True),
            Command("questions.tell", N_("Tell all who were notified…"), self.tell, "", "mail"),
            Command("questions.top", N_("Asked most in a year…"), self.show_top, "", "list", "View"),
            Command("questions.sheet", N_("Questions and answers on paper…"), self.print_sheet, "", "print", "File"),
            Command("questions.about", N_("Open its tender"), self.open_tender, "", "tenders", enabled=chosen),
            Command("questions.answer_mail", ANSWER, self.answer_by_mail, "", "mail", enabled=chosen),
        ]

    def answer_by_mail(self) -> None:
        """Make an e-mail draft with the answer to the chosen question."""
        current = self.current_id()
        if current is not None:
            answer_by_mail(self.context, Kind.QUESTION, current, self)

    def has_several(self) -> bool:
        """Say whether at least two are chosen."""
        return self.table.selected_count() > 1

    def merge_selected(self) -> None:
        """Make the chosen ones one question, in the words that were counted most; the shell offers to undo it."""
        if not self.has_several():
            return
        house = self.context.house
        self.with_selection(lambda ids: self.context.write(lambda: house.questions.merge_all(ids), self))

    def ask_network(self) -> None:
        """Ask colleagues in other municipalities about the chosen question, or about something new when none is chosen."""
        current, house = self.current_id(), self.context.house

        def read() -> tuple[Question | None, list[str]]:
            return (house.questions.get(current) if current is not None else None), house.questions.tags()

        self.context.read(read, lambda found: AskDialog(self.context, found[0], found[1], self.window()).open(), self)

    def tell(self) -> None:
        """Tell all who were notified of a tender what was answered about it."""
        TellDialog(self.context, self.current_id(), self.window()).open()

    def show_top(self) -> None:
        """Show what was asked most in a year."""
        TopDialog(self.context, self.window()).open()

    def print_sheet(self) -> None:
        """Go to the handouts, where questions and answers are chosen and printed."""
        self.context.wishes.handout.emit(HandoutKind.QUESTION_SHEET, None)

    def open_tender(self) -> None:
        """Go to the first tender that the chosen question is about."""
        current, house = self.current_id(), self.context.house
        if current is not None:
            self.context.read(lambda: house.questions.get(current).tenders, self._open_first, self)

    def _open_first(self, tenders: tuple[UUID, ...]) -> None:
        if tenders:
            self.context.open(Kind.TENDER, tenders[0])
        else:
            self.context.wishes.notify.emit(self.context.words(N_("It is about no tender, but general.")))

    def header_tools(self) -> list[QWidget]:
        """Return the button that asks the network: what nobody here knows is asked elsewhere."""
        button = QPushButton()
        put_icon(button, "questions")
        self.context.words.bind(button.setText, N_("Ask the network…"))
        self.context.words.bind(button.setToolTip, N_("Ask colleagues in other municipalities (Ctrl+Alt+H)"))
        button.clicked.connect(self.ask_network)
        return [button]

    def new_record(self) -> None:
        """Open an empty form."""
        self.context.read(self.records.tags, lambda tags: self._open(None, tags), self)

    def edit_record(self, record_id: UUID) -> None:
        """Open the form of a question."""
        self.context.read(
            lambda: (self.records.get(record_id), self.records.tags()), lambda found: self._open(*found), self
        )

    def _nothing_yet(self) -> EmptyState:
        # No file holds questions; counting is how they come.
        empty = EmptyState(self.context, self.name, self.empty_title, self.empty_text)
        empty.add_button(self.new_text, self.new_record, primary=True)
        return empty

    def _open(self, question: Question | None, tags: list[str]) -> None:
        form = QuestionForm(self.context, question, tags, self.window())
        form.saved.connect(self.show_record)
        form.open()
