"""An answer of another municipality becomes our own: in our words, with the credit as its source."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QWidget

from outreach.domain.changes import Changes
from outreach.domain.inquiry import Inquiry
from outreach.domain.question import Question
from outreach.language import N_
from outreach.services.inquiries import credited
from outreach.ui.context import Context
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.plain.meter import put_meter

ANSWER = N_("Answer")
INSTEAD = N_("It takes the place of the answer that is there: {answer}")
NEW = N_("A new question with this title is made, for the inquiry is about none of ours.")


class TakeDialog(FormDialog):
    """Takes the answer with a number (from 1) over."""

    def __init__(
        self, context: Context, inquiry: Inquiry, number: int, question: Question | None, parent: QWidget
    ) -> None:
        super().__init__(context, N_("Take over as our answer"), parent)
        self._inquiry, self._number = inquiry, number
        told = inquiry.answers[number - 1]
        words = context.words
        self.text, self.public = NotesEdit(7), QCheckBox(words(N_("May stand on a sheet that is handed out")))
        self.text.set_value(told.text)
        self.public.setChecked(question is not None and question.public)
        answer = self.field(ANSWER, self.text, N_("In our own words: everybody gets the same answer."))
        put_meter(context, answer)
        source = text_label(words(N_("Source: {source}"), source=credited(told)), "muted")
        title = text_label(question.text if question is not None else inquiry.title, "heading")
        self.add_section("", title, answer, source, self.public)
        if question is None:
            self.add_section("", text_label(words(NEW), "muted"))
        elif question.answer:
            self.add_section("", text_label(words(INSTEAD, answer=question.answer), "warning"))
        self.ready()
        self.text.setFocus()

    def value(self) -> tuple[str, bool]:
        """Return the answer and whether it may be printed."""
        return self.text.value(), self.public.isChecked()

    def save(self, record: tuple[str, bool]) -> Changes:
        """Keep it."""
        text, public = record
        return self.context.house.inquiries.take_over(self._inquiry.id, self._number, text=text, public=public)

    def saved_id(self, record: Any) -> UUID:
        """Return the inquiry's id."""
        del record
        return self._inquiry.id
