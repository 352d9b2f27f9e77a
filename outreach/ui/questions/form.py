"""The small form for a question: its words and its tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from outreach.domain.changes import Changes
from outreach.domain.question import Question
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.forms.tag_editor import TagEditor
from outreach.ui.plain.meter import put_meter

#: The field that the service names when nothing is written.
QUESTION = N_("Question")
_HEIGHT = 400


class QuestionForm(FormDialog):
    """Edits the wording and tags of a question, or writes a new one that nobody has asked yet."""

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
        self.ready()
        self.resize(self.width(), min(self.height(), _HEIGHT))
        self.text.setFocus()
        self.text.deselect()

    def value(self) -> Question:
        """Return the question as it stands in the form."""
        return replace(self._original, text=" ".join(self.text.text().split()), tags=self.tags.value())

    def save(self, record: Question) -> Changes:
        """Keep it."""
        return self.context.house.questions.save(record)
