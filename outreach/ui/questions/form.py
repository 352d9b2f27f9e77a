"""The form for a question: its words with those that are like it, our answer with day and source, what it is about, its tags.

What it is about decides where the answer belongs: of a tender under advertisement it is published in the procurement system.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.question_letters import Advertised
from outreach.services.questions import LikeQuestion
from outreach.ui.capture.saying import say_times
from outreach.ui.context import Context
from outreach.ui.events.chips_editor import ChipsEditor
from outreach.ui.events.form import find_tenders
from outreach.ui.forms.days import DayField
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.forms.suggestions import Suggestion
from outreach.ui.forms.tag_editor import TagEditor
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.plain.meter import put_meter
from outreach.ui.theme import GAP, MARGIN, set_role

#: The field that the service names when nothing is written.
QUESTION = N_("Question")
_ANSWERED = N_("Answered")
IN_SYSTEM = N_("“{tender}” is under advertisement: publish the answer in the procurement system, in writing and to all.")
IN_SYSTEM_BY = N_(
    "“{tender}” is under advertisement: publish the answer in the procurement system, in writing and to all, by {day} at the "
    "latest (LOU 12 kap. 11 §)."
)

if TYPE_CHECKING:
    from outreach.services.waiting import Outcome
NAMED = N_("Everybody will read this, and it names {names}.")
_HEIGHT, _PAUSE, _MOST = 720, 250, 4


@dataclass(frozen=True, slots=True)
class _Looked:
    """What the worker found for what stands in the form."""

    like: list[LikeQuestion]
    advertised: list[Advertised]
    names: list[str]


class QuestionForm(FormDialog):
    """Edits a question, or writes a new one that nobody has asked yet."""

    def __init__(self, context: Context, question: Question | None, tags: Sequence[str], parent: QWidget) -> None:
        super().__init__(context, N_("New question") if question is None or not question.version else N_("Edit question"), parent)
        self._original = question or Question(text="")
        self._make_editors(tags)
        self._add_wording()
        self._add_answer()
        self._wire()
        self.ready()
        self.resize(self.width(), min(self.height(), _HEIGHT))
        self._read_tenders()
        self._look()
        self.text.setFocus()
        self.text.deselect()

    def value(self) -> Question:
        """Return the question as it stands in the form; another answer is of today, unless another day was set.

        Raises InvalidInput for what is no day.
        """
        answer = " ".join(self.answer.value().split())
        day, same = self.answered.value(), answer == self._original.answer
        return replace(
            self._original,
            text=" ".join(self.text.text().split()),
            tags=self.tags.value(),
            tenders=tuple(one for one in self.tenders.values if isinstance(one, UUID)),
            answer=answer,
            answered=day if same or day != self._original.answered else None,
            source=" ".join(self.source.text().split()),
            public=self.public.isChecked(),
        )

    def save(self, record: Question) -> Outcome:
        """Keep it."""
        return self.context.house.waiting.save(Kind.QUESTION, record)

    # Building --------------------------------------------------------------------------------------------------------

    def _make_editors(self, tags: Sequence[str]) -> None:
        context, kept = self.context, self._original
        self.text = QLineEdit(kept.text)
        self.tags = TagEditor(context, tags)
        self.tags.set_value(kept.tags)
        self.tenders = ChipsEditor(context, self._offer_tenders, N_("Search tenders"))
        self.tenders.show_chosen(Suggestion(one, "…") for one in kept.tenders)
        self.answer = NotesEdit()
        self.answer.set_value(kept.answer)
        self.answer.setMaximumHeight(self.answer.minimumHeight() + self.answer.fontMetrics().lineSpacing())
        self.answered = DayField(context, _ANSWERED)
        self.answered.set_value(kept.answered)
        self.source = QLineEdit(kept.source)
        self.public = QCheckBox(context.words(N_("May stand on a sheet that is handed out")))
        self.public.setChecked(kept.public)
        self.like = LineList(one_click=True)
        context.words.bind(self.like.setAccessibleName, N_("Asked before"))
        self.like_title = text_label(context.words(N_("Like it; a click opens it:")), "caption")
        self.advertised, self.advertised_text = _banner()
        self.named, self.named_text = _banner()

    def _add_wording(self) -> None:
        help_text = N_("In the words that everybody would use. How often it was asked stays as it is.")
        wording = self.field(QUESTION, self.text, help_text)
        put_meter(self.context, wording)
        about = self.field(N_("Tenders"), self.tenders, N_("None: it is about doing business with us at large."))
        self.add_section("", wording, self.like_title, self.like, (about, self.field(N_("Tags"), self.tags)))

    def _add_answer(self) -> None:
        help_text = N_("Everybody gets the same answer. Write nothing that one supplier alone may know.")
        answer = self.field(N_("Answer"), self.answer, help_text)
        put_meter(self.context, answer)
        source = self.field(N_("Source"), self.source, N_("A law, the notice, a municipality that answered."))
        day = self.field(_ANSWERED, self.answered, N_("Today, unless you say another day."))
        self.add_section(N_("Our answer"), self.advertised, answer, (source, day), self.public, self.named)

    def _wire(self) -> None:
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._look)
        for typed in (self.text.textEdited, self.answer.textChanged, self.source.textEdited, self.public.toggled):
            typed.connect(self._typed)
        self.tenders.changed.connect(self._typed)
        self.like.chosen.connect(lambda known: self.leave_for(Kind.QUESTION, known))

    # Reading ---------------------------------------------------------------------------------------------------------

    def _typed(self, *_: object) -> None:
        self._pause.start()

    def _look(self) -> None:
        """Look for what is like it, what is under advertisement and, of what everybody will read, whom it names."""
        house, own, text = self.context.house, self._original.id, self.text.text()
        about = [one for one in self.tenders.values if isinstance(one, UUID)]
        read = [text, self.answer.value(), self.source.text()] if self.public.isChecked() else []
        untouched = " ".join(text.split()) == self._original.text

        def look() -> _Looked:
            like = [] if untouched else house.questions.like(text, _MOST + 1)
            others = [one for one in like if one.question.id != own][:_MOST]
            advertised = house.question_letters.advertised(about) if about else []
            return _Looked(others, advertised, house.inquiries.names_in(*read) if any(read) else [])

        self.context.read(look, self._show, self)

    def _show(self, found: _Looked) -> None:
        words = self.context.words
        lines = [
            Line(one.question.text, note=say_times(one.asked, words), icon="help", data=one.question.id) for one in found.like
        ]
        self.like.show_lines(lines)
        self.like.setFixedHeight(self.like.height_of_all() if lines else 0)
        self.like.setVisible(bool(lines))
        self.like_title.setVisible(bool(lines))
        self.advertised_text.setText("\n".join(self._say_advertised(one) for one in found.advertised))
        self.advertised.setVisible(bool(found.advertised))
        self.named_text.setText(words(NAMED, names=words.language.listed(found.names)) if found.names else "")
        self.named.setVisible(bool(found.names))

    def _say_advertised(self, one: Advertised) -> str:
        words = self.context.words
        if one.answer_by is None:
            return words(IN_SYSTEM, tender=one.tender.title)
        return words(IN_SYSTEM_BY, tender=one.tender.title, day=words.language.day(one.answer_by))

    def _offer_tenders(self, text: str) -> list[Suggestion]:
        return find_tenders(self.context.house, text)

    def _read_tenders(self) -> None:
        house, wanted = self.context.house, self._original.tenders
        if not wanted:
            return

        def show(chosen: list[Suggestion]) -> None:
            if self.tenders.values == wanted:
                self.tenders.show_chosen(chosen)

        def read() -> list[Suggestion]:
            found = house.tenders.many(wanted)
            return [Suggestion(one, found[one].title) for one in wanted if one in found]

        self.context.read(read, show, self)


def _banner() -> tuple[QFrame, QLabel]:
    """Return a banner that warns, hidden, and the label in it."""
    banner, label = QFrame(), text_label("")
    set_role(banner, "banner-warning")
    row = QHBoxLayout(banner)
    row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
    row.addWidget(label)
    banner.hide()
    return banner, label
