"""One question in full: how often and where it was asked, what else was asked there, and each time it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from outreach.domain.inquiry import Inquiry
from outreach.domain.question import Question
from outreach.domain.question_status import QUESTION_STATUS_LABELS
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.services.questions import QuestionCard
from outreach.ui.kinds import TIMES_ASKED
from outreach.ui.lists.detail import DetailPane
from outreach.ui.lists.detail_parts import link_button, spaced, text_label
from outreach.ui.theme import TIGHT, set_role

if TYPE_CHECKING:
    from outreach.ui.questions.page import QuestionsPage

NEVER = N_("Not asked yet")
#: How many events are named, and how many letters of a title or question find room beside the figure.
_PLACES, _WIDEST = 6, 44
#: Room for a figure of three digits, in pixels.
_FIGURE = 28
ANSWERS = NN_("{n} answer", "{n} answers")
_MORE = NN_("and at {n} other event", "and at {n} other events")
_ELSEWHERE = NN_("{n} time at no event", "{n} times at no event")


class QuestionDetail(DetailPane):
    """The pane beside the list of questions."""

    hint: ClassVar[str] = N_("Choose a question to see where it was asked.")
    page: QuestionsPage

    def read(self, record_id: UUID) -> QuestionCard:
        """Read the question with its counts and conversations."""
        return self.context.house.questions.card(record_id)

    def fill(self, card: QuestionCard) -> None:
        """Show it."""
        question = card.question
        asked = self.context.words.count(TIMES_ASKED, card.count) if card.count else self.say(NEVER)
        status = self.say(QUESTION_STATUS_LABELS[card.status])
        self.add_title(question.text, asked[:1].upper() + asked[1:], badges=(status,))
        self.add_buttons(
            ("edit", N_("Edit"), lambda: self.page.edit_record(question.id)),
            ("questions", N_("Ask the network…"), self.page.ask_network),
        )
        self.add_tags(question.tags)
        self._add_answer(question)
        self._add_inquiries(card.inquiries)
        self._add_tenders(card)
        self._add_places(card)
        self._add_top(card)
        self.add_time_line(card.moments, Kind.QUESTION)

    def _add_answer(self, question: Question) -> None:
        """Show our answer and its day, and whether the question may be printed."""
        lines: list[QWidget] = [text_label(question.answer, selectable=True)] if question.answer else []
        if question.answered is not None:
            day = self.context.words.language.day(question.answered)
            lines.append(text_label(self.say(N_("Answered {day}"), day=day), "caption"))
        if question.source:
            lines.append(text_label(self.say(N_("Source: {source}"), source=question.source), "caption"))
        if question.told is not None:
            told = self.context.words.language.moment(question.told)
            lines.append(text_label(self.say(N_("Told to the notified {moment}"), moment=told), "caption"))
        if question.credit:
            lines.append(text_label(self.say(N_("From {name}"), name=question.credit), "caption"))
        if question.public:
            lines.append(text_label(self.say(N_("May stand on a sheet that is handed out")), "caption"))
        if lines:
            self.add_section(N_("Our answer"), spaced(*lines))

    def _add_inquiries(self, inquiries: tuple[Inquiry, ...]) -> None:
        """Show what colleagues in other municipalities were asked about it, and who answered."""
        language = self.context.words.language
        lines: list[QWidget] = []
        for one in inquiries:
            link = link_button(one.title, lambda one=one: self.context.open(Kind.INQUIRY, one.id))  # type: ignore[misc]
            when = language.moment(one.drafted) if one.drafted else ""
            who = language.listed(list(dict.fromkeys(answer.municipality for answer in one.answers)))
            said = [when, self.context.words.count(ANSWERS, len(one.answers)), who]
            lines += [link, text_label(" · ".join(filter(None, said)), "caption")]
        if lines:
            self.add_section(N_("Asked the network"), spaced(*lines))

    def _add_tenders(self, card: QuestionCard) -> None:
        links = [
            link_button(one.title, lambda one=one: self.context.open(Kind.TENDER, one.id))  # type: ignore[misc]
            for one in card.tenders
        ]
        if links:
            self.add_section(N_("Tenders"), spaced(*links))

    def _add_places(self, card: QuestionCard) -> None:
        lines: list[QWidget] = []
        for event, count in card.places[:_PLACES]:
            if event is None:
                lines.append(text_label(self.context.words.count(_ELSEWHERE, count), "caption"))
            else:
                lines.append(self._counted(event.title, count, Kind.EVENT, event.id))
        more = len(card.places) - _PLACES
        if more > 0:
            lines.append(text_label(self.context.words.count(_MORE, more), "caption"))
        if lines:
            self.add_section(N_("Where it was asked"), spaced(*lines))

    def _add_top(self, card: QuestionCard) -> None:
        others = [(one, count) for one, count in card.top if one.id != card.question.id]
        if card.top_event is None or not others:
            return
        lines = [self._counted(one.text, count, Kind.QUESTION, one.id) for one, count in others]
        self.add(spaced(text_label(self.say(N_("Also asked at {event}"), event=card.top_event.title), "subheading"), *lines))

    def _counted(self, text: str, count: int, kind: Kind, record_id: UUID) -> QWidget:
        """Return a line with how often at the left and a link beside it."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        number = QLabel(self.context.words.language.number(count))
        set_role(number, "subheading")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        number.setFixedWidth(_FIGURE)
        link = link_button(text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…", lambda: self.context.open(kind, record_id))
        link.setToolTip(text)
        row.addWidget(number)
        row.addWidget(link)
        row.addStretch(1)
        return line
