"""The page of the questions that suppliers ask, with how often each was asked."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.ui.commands import Command
from outreach.ui.lists.detail import DetailPane
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.lists.filters import Filter, event_filter, tag_filter
from outreach.ui.lists.list_page import ListPage
from outreach.ui.questions.detail import QuestionDetail
from outreach.ui.questions.form import QuestionForm
from outreach.ui.today.answering import TITLE as ANSWER
from outreach.ui.today.answering import answer_by_mail


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
        """Where it was asked, and tags."""
        return [event_filter(N_("Asked at")), tag_filter(self.kind)]

    def detail_widget(self) -> DetailPane:
        """Return the pane for one question."""
        return QuestionDetail(self.context, self)

    def more_commands(self) -> list[Command]:
        """What is special to questions."""
        text = N_("These are one question")
        return [
            Command("questions.merge", text, self.merge_selected, "Ctrl+M", "link", enabled=self.has_several),
            Command("questions.answer_mail", ANSWER, self.answer_by_mail, "", "mail", enabled=self.has_selection),
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
