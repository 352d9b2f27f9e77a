"""What colleagues in other municipalities were asked: a list, the chosen one beside it with its answers and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.inquiry import Inquiry, NetworkAnswer
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.services.inquiries import is_overdue
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.inquiries.answer_dialog import AnswerDialog, dropped_message
from outreach.ui.inquiries.ask_dialog import AskDialog
from outreach.ui.inquiries.colleagues_dialog import ColleaguesDialog
from outreach.ui.inquiries.take_dialog import TakeDialog
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import chips, link_button, text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.theme import GAP, MARGIN, set_role

TITLE = N_("Questions to colleagues")
ANSWERS = NN_("{n} answer", "{n} answers")
COLLEAGUES = NN_("{n} colleague is asked", "{n} colleagues are asked")
OVERDUE, CLOSED = N_("Answers were due {day}"), N_("Closed {day}")
DUE = N_("Answers by {day}")
_PAUSE, _LIST, _DETAIL = 150, 400, 560


@dataclass(frozen=True, slots=True)
class _Shown:
    """What was read: what fits the search, whether there is any, how many are asked, and the questions of the bank by id."""

    found: list[Inquiry]
    any: bool
    colleagues: int
    questions: dict[UUID, Question]


class InquiriesView(QWidget):
    """Stands by itself or as a tab. `show_record` chooses one; `enter` reads what may be stale and takes the focus."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._wanted: UUID | None = None
        self._questions: dict[UUID, Question] = {}
        self.search, self.list = QLineEdit(), LineList(tall=True)
        self.told = text_label("", "muted")
        self.stack, self.pane = QStackedWidget(), QScrollArea()
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self.setAcceptDrops(True)
        self._build()
        self._wire()
        self.read()

    # What a page asks ------------------------------------------------------------------------------------------------

    @property
    def inquiry(self) -> Inquiry | None:
        """The chosen one."""
        chosen = self.list.current()
        return chosen if isinstance(chosen, Inquiry) else None

    def commands(self) -> list[Command]:
        """Return what can be done here, for menus and palette."""
        chosen = self.has_one
        return [
            Command("inquiries.ask", N_("Ask the network…"), self.ask, "", "questions"),
            Command("inquiries.answer", N_("Enter an answer…"), self.enter_answer, "", "note", enabled=chosen),
            Command("inquiries.close", N_("Wait for no more answers"), self.close_chosen, "", "check", enabled=chosen),
            Command("inquiries.delete", N_("Delete the question to colleagues"), self.delete, "", "delete", enabled=chosen),
            Command("inquiries.colleagues", N_("Colleagues…"), self.edit_colleagues, "", "people"),
        ]

    def has_one(self) -> bool:
        """Say whether one is chosen."""
        return self.inquiry is not None

    def enter(self) -> None:
        """Read anew, and give the keyboard to the list."""
        self.read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, record_id: UUID) -> None:
        """Choose one; a search that hides it is taken off."""
        self._wanted = record_id
        self.search.clear()
        self.read()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # What the officer does -------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask something new."""
        house = self.context.house
        self.context.read(house.questions.tags, self._open_ask, self)

    def enter_answer(self) -> None:
        """Enter an answer to the chosen one."""
        if self.inquiry is not None:
            AnswerDialog(self.context, self.inquiry, self.window()).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a saved message, when one is chosen that it may answer."""
        if self.inquiry is not None and dropped_message(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the message as an answer to the chosen one, to be looked at before it is kept."""
        file = dropped_message(event.mimeData())
        if self.inquiry is not None and file is not None:
            event.acceptProposedAction()
            dialog = AnswerDialog(self.context, self.inquiry, self.window())
            dialog.open()
            dialog.read_file(file)

    def close_chosen(self) -> None:
        """Wait for nothing more; of a closed one, wait again."""
        one, inquiries = self.inquiry, self.context.house.inquiries
        if one is not None:
            work = (lambda: inquiries.close([one.id])) if one.closed is None else (lambda: inquiries.reopen(one.id))
            self.context.write(work, None)

    def delete(self) -> None:
        """Delete the chosen one; undo brings it back."""
        one, inquiries = self.inquiry, self.context.house.inquiries
        if one is not None:
            self.context.write(lambda: inquiries.delete([one.id]), None)

    def edit_colleagues(self) -> None:
        """Change who is asked."""
        ColleaguesDialog(self.context, self.window()).open()

    def take(self, number: int) -> None:
        """Take an answer of the chosen one over, counted from 1."""
        one = self.inquiry
        if one is not None:
            known = self._questions.get(one.question) if one.question is not None else None
            TakeDialog(self.context, one, number, known, self.window()).open()

    def remove_answer(self, number: int) -> None:
        """Take an answer away, counted from 1; undo brings it back."""
        one, inquiries = self.inquiry, self.context.house.inquiries
        if one is not None:
            self.context.write(lambda: inquiries.remove_answer(one.id, number), None)

    # Reading ---------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Look anew."""
        house, text = self.context.house, self.search.text()

        def look() -> _Shown:
            found = house.inquiries.every(text)
            there = bool(found) or bool(house.inquiries.every())
            questions = house.questions.many(one.question for one in found if one.question is not None)
            return _Shown(found, there, len(house.inquiries.colleagues()), questions)

        self.context.read(look, self._show, self)

    def _show(self, shown: _Shown) -> None:
        words, today = self.context.words, home_day(self.context.house.now())
        self._questions = shown.questions
        kept = self._wanted or (self.inquiry.id if self.inquiry is not None else None)
        self._wanted = None
        self.list.blockSignals(True)
        self.list.show_lines([self._line(one, today) for one in shown.found], first=True)
        row = next((row for row, one in enumerate(shown.found) if one.id == kept), -1)
        if row >= 0:
            self.list.setCurrentIndex(self.list.model().index(row, 0))
        self.list.blockSignals(False)
        self.told.setText(words.count(COLLEAGUES, shown.colleagues))
        self.stack.setCurrentIndex(0 if shown.any else 1)
        self._show_chosen()

    def _line(self, one: Inquiry, today: date) -> Line:
        words = self.context.words
        answers = words.count(ANSWERS, len(one.answers))
        late = is_overdue(one, today)
        detail = " · ".join(filter(None, (answers, self._when(one, today), one.credit)))
        icon = "check" if one.closed else "clock" if late else "questions"
        return Line(one.title, detail, icon=icon, icon_tone="warning" if late else "muted", data=one)

    def _when(self, one: Inquiry, today: date) -> str:
        words = self.context.words
        if one.closed is not None:
            return words(CLOSED, day=words.language.day(one.closed))
        if one.answer_by is None:
            return ""
        return words(OVERDUE if is_overdue(one, today) else DUE, day=words.language.day(one.answer_by))

    def _show_chosen(self, *_: object) -> None:
        """Build the pane of the chosen one anew."""
        inner = QWidget()
        set_role(inner, "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        if self.inquiry is None:
            column.addWidget(text_label(self.context.words(N_("Choose a question to see what was answered.")), "muted"))
        else:
            self._fill(column, self.inquiry)
        column.addStretch(1)
        self.pane.setWidget(inner)

    def _fill(self, column: QVBoxLayout, one: Inquiry) -> None:
        words = self.context.words
        today = home_day(self.context.house.now())
        column.addWidget(text_label(one.title, "heading"))
        asked = words(N_("Asked {moment}"), moment=words.language.moment(one.drafted)) if one.drafted else ""
        credit = words(N_("From {who}"), who=one.credit) if one.credit else ""
        said = " · ".join(filter(None, (asked, self._when(one, today), credit)))
        if said:
            column.addWidget(text_label(said, "warning" if is_overdue(one, today) else "muted"))
        column.addWidget(self._buttons(one))
        if one.tags:
            column.addWidget(chips(one.tags))
        if one.text:
            column.addWidget(text_label(one.text, selectable=True))
        known = self._questions.get(one.question) if one.question is not None else None
        if known is not None:
            about = text_label(words(N_("About our question")), "subheading")
            column.addWidget(about)
            column.addWidget(link_button(known.text, lambda: self.context.open(Kind.QUESTION, known.id)))
        column.addWidget(text_label(words.count(ANSWERS, len(one.answers)), "subheading"))
        for number, answer in enumerate(one.answers, start=1):
            column.addWidget(self._answer(answer, number))

    def _answer(self, answer: NetworkAnswer, number: int) -> QFrame:
        words = self.context.words
        card = QFrame()
        set_role(card, "notice")
        column = QVBoxLayout(card)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP // 2)
        column.addWidget(text_label(f"{answer.municipality}, {words.language.day(answer.day)}", "subheading"))
        column.addWidget(text_label(answer.text, selectable=True))
        row = QWidget()
        flow = FlowLayout(row, GAP)
        flow.addWidget(self._button("check", N_("Take over as our answer…"), lambda: self.take(number)))
        flow.addWidget(self._button("delete", N_("Delete the answer"), lambda: self.remove_answer(number)))
        column.addWidget(wrapping(row))
        return card

    def _buttons(self, one: Inquiry) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, GAP)
        close = N_("Wait for no more answers") if one.closed is None else N_("Wait for answers again")
        for icon, text, call in (
            ("note", N_("Enter an answer…"), self.enter_answer),
            ("check" if one.closed is None else "undo", close, self.close_chosen),
            ("delete", N_("Delete"), self.delete),
        ):
            flow.addWidget(self._button(icon, text, call))
        return wrapping(row)

    def _button(self, icon: str, text: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton(self.context.words(text))
        button.setAutoDefault(False)
        put_icon(button, icon)
        button.clicked.connect(lambda: call())
        return button

    def _open_ask(self, tags: list[str]) -> None:
        dialog = AskDialog(self.context, None, tags, self.window())
        dialog.saved.connect(self.show_record)
        dialog.open()

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.INQUIRY, Kind.QUESTION, Kind.UNIT):
            self.read()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self.context.words
        words.bind(self.search.setPlaceholderText, N_("Search questions, answers and municipalities"))
        words.bind(self.search.setAccessibleName, N_("Search questions, answers and municipalities"))
        words.bind(self.list.setAccessibleName, TITLE)
        self.search.setClearButtonEnabled(True)
        set_role(self.search, "search")
        self.pane.setWidgetResizable(True)
        self.pane.setFrameShape(QFrame.Shape.NoFrame)
        self.pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        empty = EmptyState(
            self.context,
            "questions",
            N_("Nothing asked yet"),
            N_("Ask colleagues elsewhere what you wonder: one message, unseen by each other. What they answer stays here."),
        )
        empty.add_button(N_("Ask the network…"), self.ask, primary=True)
        empty.add_button(N_("Colleagues…"), self.edit_colleagues)
        self.stack.addWidget(self._both())
        self.stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addLayout(self._head())
        column.addWidget(self.stack, 1)

    def _head(self) -> QHBoxLayout:
        words = self.context.words
        ask, colleagues = QPushButton(), QPushButton()
        words.bind(ask.setText, N_("Ask the network…"))
        words.bind(colleagues.setText, N_("Colleagues…"))
        set_role(ask, "primary")
        put_icon(ask, "questions", "on_accent")
        put_icon(colleagues, "people")
        ask.clicked.connect(self.ask)
        colleagues.clicked.connect(self.edit_colleagues)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.search, 2)
        row.addWidget(self.told, 1)
        row.addWidget(colleagues)
        row.addWidget(ask)
        return row

    def _both(self) -> QSplitter:
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(MARGIN)
        parts.setStyleSheet("QSplitter::handle { background: transparent; }")  # as beside the lists
        for widget in (self.list, self.pane):
            card = QFrame()
            set_role(card, "card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(GAP // 2, GAP // 2, GAP // 2, GAP // 2)
            inside.addWidget(widget)
            parts.addWidget(card)
        parts.setSizes([_LIST, _DETAIL])
        return parts

    def _wire(self) -> None:
        self._pause.timeout.connect(self.read)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self.list.setFocus)
        self.list.moved.connect(self._show_chosen)
        self.list.chosen.connect(self._answer_chosen)
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self.read)
        delete = QShortcut(QKeySequence("Delete"), self.list, self.delete)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _typed(self, *_: object) -> None:
        self._pause.start()

    def _answer_chosen(self, _one: object) -> None:
        self.enter_answer()
