"""The small form for a question: its words, our answer, whether it may be printed, and its tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from outreach.domain.changes import Changes
from outreach.domain.question import Question
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.forms.tag_editor import TagEditor
from outreach.ui.plain.meter import put_meter

#: The field that the service names when nothing is written.
QUESTION = N_("Question")
_HEIGHT = 640


class QuestionForm(FormDialog):
    """Edits the wording, answer and tags of a question, or writes a new one that nobody has asked yet."""

    def __init__(self, context: Context, question: Question | None, tags: Sequence[str], parent: QWidget) -> None:
        super().__init__(context, N_("New question") if question is None else N_("Edit question"), parent)
        self._original = question or Question(text="")
        self.text = QLineEdit(self._original.text)
        self.tags = TagEditor(context, tags)
        self.tags.set_value(self._original.tags)
        help_text = N_("In the words that everybody would use. How often it was asked stays as it is.")
        wording = self.field(QUESTION, self.text, help_text)
        put_meter(context, wording)
        self.add_section("", wording, self.field(N_("Tags"), self.tags))
        self._add_answer()
        self.ready()
        self.resize(self.width(), min(self.height(), _HEIGHT))
        self.text.setFocus()
        self.text.deselect()

    def _add_answer(self) -> None:
        self.answer = NotesEdit()
        self.answer.set_value(self._original.answer)
        self.public = QCheckBox(self.context.words(N_("May stand on a sheet that is handed out")))
        self.public.setChecked(self._original.public)
        help_text = N_("Everybody gets the same answer. Write nothing that one supplier alone may know.")
        answer = self.field(N_("Answer"), self.answer, help_text)
        put_meter(self.context, answer)
        self.add_section(N_("Our answer"), answer, self.public)

    def value(self) -> Question:
        """Return the question as it stands in the form; another answer is of today."""
        answer = " ".join(self.answer.value().split())
        return replace(
            self._original,
            text=" ".join(self.text.text().split()),
            tags=self.tags.value(),
            answer=answer,
            answered=self._original.answered if answer == self._original.answer else None,
            public=self.public.isChecked(),
        )

    def save(self, record: Question) -> Changes:
        """Keep it."""
        return self.context.house.questions.save(record)
