"""The page of today: follow-ups, the next events with what they ask for, and the month's figures."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.listing import Row
from outreach.domain.record import Kind
from outreach.domain.when import HOME_ZONE
from outreach.language import N_, NN_
from outreach.services.events import Occurrence
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.doubles.button import WaitingDoubles
from outreach.ui.invitations.today_lines import InvitationsToday
from outreach.ui.line_list import LineList
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.page import Page
from outreach.ui.pipeline.today_lines import TendersToday
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role
from outreach.ui.today.event_work import EventWorkCard
from outreach.ui.today.lines import event_lines, follow_up_lines
from outreach.ui.today.reading import Morning, look

_CONVERSATIONS = NN_("{n} conversation this month", "{n} conversations this month")
_COMPANIES = NN_("{n} company met", "{n} companies met")
_CARDS = NN_("{n} card to type in", "{n} cards to type in")
_CONCERNED = (Kind.FOLLOW_UP, Kind.MEETING, Kind.EVENT, Kind.PERSON, Kind.COMPANY, Kind.INBOX_CARD)
#: How often the page asks whether a new day has begun, in milliseconds.
_EVERY = 60_000


class FollowUpList(LineList):
    """The follow-ups. D or Space: done. P: put off to the next working day. Enter: open whom it is about."""

    done = Signal()
    put_off = Signal()

    def __init__(self) -> None:
        super().__init__(tall=True)
        self.setSelectionMode(LineList.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the list; letters alone, so that Ctrl+P stays free."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_D, Qt.Key.Key_Space):
            self.done.emit()
        elif plain and event.key() == Qt.Key.Key_P:
            self.put_off.emit()
        else:
            super().keyPressEvent(event)

    def chosen_ids(self) -> list[UUID]:
        """Return the follow-ups that are selected."""
        rows = [self.lines[index.row()].data for index in self.selectedIndexes()]
        return [row.id for row in rows if isinstance(row, Row)]


class TodayPage(Page):
    """What the officer sees first in the morning."""

    name: ClassVar[str] = "today"
    title: ClassVar[str] = N_("Today")
    _morning: Morning | None = None

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.follow_ups = FollowUpList()
        self.events = LineList(tall=True)
        self.doubles = WaitingDoubles(context)
        self.invitations = InvitationsToday(context)
        self.tenders = TendersToday(context)
        self.work = EventWorkCard(context)
        self._build()
        self._wire()

    def commands(self) -> list[Command]:
        """Return what can be done with the chosen follow-ups; the keys are the list's own."""
        chosen = self._has_chosen
        return [
            Command("today.done", N_("Follow-up done"), self.finish, icon="check", enabled=chosen),
            Command("today.later", N_("Put off to the next working day"), self.put_off, icon="follow-up", enabled=chosen),
        ]

    def enter(self) -> None:
        """Read anew, and go to the follow-ups."""
        self.refresh()
        self.follow_ups.setFocus()

    def current_id(self) -> UUID | None:
        """Return the chosen follow-up."""
        row = self.follow_ups.current()
        return row.id if isinstance(row, Row) else None

    def refresh(self) -> None:
        """Read the page."""
        house = self.context.house
        self.context.read(lambda: look(house), self._show, self)
        self.work.refresh()
        self.tenders.read()

    def finish(self) -> None:
        """Mark the chosen follow-ups as done; the toast offers to take it back."""
        ids, house = self.follow_ups.chosen_ids(), self.context.house
        if ids:
            self.context.write(lambda: house.follow_ups.finish(ids))

    def put_off(self) -> None:
        """Move the chosen follow-ups to the next working day."""
        ids, house, today = self.follow_ups.chosen_ids(), self.context.house, self._today()
        if ids and today is not None:
            self.context.write(lambda: house.follow_ups.move(ids, house.follow_ups.next_working_day(today)))

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, morning: Morning) -> None:
        self._morning = morning
        self._fill()

    def _fill(self) -> None:
        morning, words = self._morning, self.context.words
        if morning is None:
            return
        self.day.setText(words.language.day(morning.today, "EEEE d MMMM y"))
        figures = words.count(_CONVERSATIONS, morning.conversations), words.count(_COMPANIES, morning.companies)
        self.figures.setText(" · ".join(figures))
        self.cards_button.setText(words.count(_CARDS, morning.cards))
        self.cards_button.setVisible(bool(morning.cards))
        self.follow_ups.show_lines(follow_up_lines(morning, words, self.context.house.officer), first=True)
        self.events.show_lines(event_lines(morning, words), first=True)
        self._left.setCurrentIndex(0 if morning.follow_ups else 1)
        self._right.setCurrentIndex(0 if morning.events else 1)
        for button in (self.done_button, self.later_button):
            button.setVisible(bool(morning.follow_ups))
        self._say_enabled()

    def _say_enabled(self) -> None:
        for button in (self.done_button, self.later_button):
            button.setEnabled(self._has_chosen())

    def _has_chosen(self) -> bool:
        return bool(self.follow_ups.chosen_ids())

    def _today(self) -> date | None:
        return self._morning.today if self._morning is not None else None

    def _open_follow_up(self, row: Row) -> None:
        for kind, name in ((Kind.PERSON, "person_id"), (Kind.COMPANY, "company_id")):
            if row.cells[name]:
                self.context.open(kind, UUID(str(row.cells[name])))
                return

    def _open_event(self, one: Occurrence) -> None:
        self.context.open(Kind.EVENT, one.event.id)

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(*_CONCERNED):
            self.refresh()

    def _look_at_clock(self) -> None:
        now = self.context.house.now().astimezone(ZoneInfo(HOME_ZONE)).date()
        if self.isVisible() and self._today() not in (None, now):
            self.refresh()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(self._head())
        column.addWidget(self.invitations)
        column.addWidget(self.tenders)
        cards = QHBoxLayout()
        cards.setSpacing(MARGIN)
        cards.addWidget(self._follow_up_card(), 3)
        right = QVBoxLayout()
        right.setSpacing(MARGIN)
        right.addWidget(self.work, 3)
        right.addWidget(self._event_card(), 2)
        cards.addLayout(right, 2)
        column.addLayout(cards, 1)

    def _head(self) -> QHBoxLayout:
        title = QLabel()
        set_role(title, "title")
        self.context.words.bind(title.setText, self.title)
        self.day, self.figures = QLabel(), QLabel()
        for label in (self.day, self.figures):
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_role(label, "muted")
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(title)
        row.addWidget(self.day, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.cards_button = QPushButton()
        set_role(self.cards_button, "link")
        self.cards_button.clicked.connect(self.context.wishes.cards)
        self.cards_button.hide()
        right = QHBoxLayout()
        right.setSpacing(MARGIN)
        right.addWidget(self.cards_button)
        right.addWidget(self.doubles)
        right.addWidget(self.figures)
        row.addLayout(right)
        return row

    def _follow_up_card(self) -> QFrame:
        words = self.context.words
        self.done_button, self.later_button = QPushButton(), QPushButton()
        words.bind(self.done_button.setText, N_("Done (D)"))
        words.bind(self.later_button.setText, N_("Put off (P)"))
        words.bind(self.later_button.setToolTip, N_("Put off to the next working day"))
        words.bind(self.follow_ups.setAccessibleName, N_("Follow up"))
        empty = EmptyState(
            self.context, "check", N_("Nobody waits for you"), N_("Write !fri in a conversation, and it stands here by Friday.")
        )
        empty.add_button(N_("Log a conversation"), lambda: self.context.wishes.capture.emit(None))
        card, self._left = self._card(N_("Follow up"), self.follow_ups, empty, (self.later_button, self.done_button))
        return card

    def _event_card(self) -> QFrame:
        words = self.context.words
        words.bind(self.events.setAccessibleName, N_("Next events"))
        empty = EmptyState(
            self.context, "events", N_("No event is planned"), N_("Plan where you will meet suppliers, or import a calendar.")
        )
        empty.add_button(N_("Go to Events"), lambda: self.context.wishes.show_page.emit("events"))
        card, self._right = self._card(N_("Next events"), self.events, empty, ())
        return card

    def _card(
        self, title: str, view: LineList, empty: EmptyState, buttons: tuple[QWidget, ...]
    ) -> tuple[QFrame, QStackedWidget]:
        card = QFrame()
        set_role(card, "card")
        heading = QLabel()
        set_role(heading, "heading")
        self.context.words.bind(heading.setText, title)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, GAP, GAP, 0)
        head.addWidget(heading)
        head.addStretch(1)
        for button in buttons:
            head.addWidget(button)
        stack = QStackedWidget()
        stack.addWidget(view)
        stack.addWidget(empty)
        column = QVBoxLayout(card)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(stack, 1)
        return card, stack

    def _wire(self) -> None:
        self.follow_ups.chosen.connect(self._open_follow_up)
        self.follow_ups.done.connect(self.finish)
        self.follow_ups.put_off.connect(self.put_off)
        self.follow_ups.selectionModel().selectionChanged.connect(self._say_enabled)
        self.done_button.clicked.connect(self.finish)
        self.later_button.clicked.connect(self.put_off)
        self.events.chosen.connect(self._open_event)
        self.work.filled.connect(self.work.setVisible)
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self._fill)
        clock = QTimer(self)
        clock.setInterval(_EVERY)
        clock.timeout.connect(self._look_at_clock)
        clock.start()

    def changeEvent(self, event: QEvent) -> None:
        """The colours of event kinds follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._morning is not None:
            self._fill()
