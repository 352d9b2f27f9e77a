"""The page of today: four lists, and in the head small links to what else waits.

Tab goes from list to list; D or Space does a line, P puts it off, Enter opens it, A answers by e-mail. Below a certain height
the page scrolls as a whole.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.due_task import DueTask
from outreach.domain.event import Event
from outreach.domain.listing import Row
from outreach.domain.record import Kind
from outreach.domain.rule_deadlines import RuleDeadline
from outreach.domain.when import HOME_ZONE
from outreach.language import N_, NN_
from outreach.services.today import Day, ToPack, ToTell, can_settle
from outreach.ui.backups.check_dialog import ServerWarnings
from outreach.ui.capture.entry import Entry
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.doubles.button import WaitingDoubles
from outreach.ui.exchange.waiting import WaitingConflicts
from outreach.ui.invitations.today_lines import LettersToday
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.page import Page
from outreach.ui.pipeline.expiring import ExpiringDialog
from outreach.ui.privacy.notices_today import InformingToday
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role
from outreach.ui.today.answering import TITLE as ANSWER
from outreach.ui.today.answering import answer_by_mail
from outreach.ui.today.deed_list import DeedCard, DeedList
from outreach.ui.today.lines import Contact, card_lines, event_lines, follow_up_lines, meant, tell_lines

_CONVERSATIONS = NN_("{n} conversation this month", "{n} conversations this month")
_COMPANIES = NN_("{n} company met", "{n} companies met")
RUN_OUT = NN_("{n} contract runs out", "{n} contracts run out")
#: What is read again when something else is written: nearly everything may stand here.
_CONCERNED = (
    Kind.FOLLOW_UP, Kind.MEETING, Kind.EVENT, Kind.PERSON, Kind.COMPANY, Kind.INBOX_CARD, Kind.PLAN, Kind.TENDER, Kind.RULE,
    Kind.DISCLOSURE, Kind.CONTRACT, Kind.NO_BID, Kind.BID, Kind.GUEST, Kind.INVITATION, Kind.REPLY, Kind.PRINTING,
)  # fmt: skip
#: How often the page asks whether a new day has begun, in milliseconds.
_EVERY = 60_000
#: Below this height the page scrolls: each list keeps room for a few lines.
_LEAST_HEIGHT = 560
#: Below this width the head has no room for the figures.
_WIDE_ENOUGH = 880
#: Below this width the lists stand one below the other, and the page is as high as that takes.
_SIDE_BY_SIDE, _STACKED_HEIGHT = 760, 1080


class TodayPage(Page):
    """What the officer sees first in the morning."""

    name: ClassVar[str] = "today"
    title: ClassVar[str] = N_("Today")
    _day: Day | None = None

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.follow_ups, self.events = DeedList(many=True), DeedList()
        self.to_tell, self.cards = DeedList(), DeedList()
        self.doubles = WaitingDoubles(context)
        self.letters = LettersToday(context)
        self.informing = InformingToday(context)
        self.conflicts = WaitingConflicts(context)
        self.warnings = ServerWarnings(context)
        self._build()
        self._wire()

    @property
    def lists(self) -> tuple[DeedList, ...]:
        """The four lists, in the order of Tab."""
        return self.follow_ups, self.events, self.to_tell, self.cards

    def commands(self) -> list[Command]:
        """Return what can be done with the chosen lines; the keys are the lists' own."""
        chosen = self._has_chosen
        return [
            Command("today.done", N_("Follow-up done"), self.finish, icon="check", enabled=chosen),
            Command("today.answer", ANSWER, self.answer, icon="mail", enabled=lambda: self.current_id() is not None),
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
        self.conflicts.refresh()
        self.context.read(lambda: house.today.look(), self._show, self)

    # Doing -----------------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Do the chosen lines of the first list: follow-ups are done, notices are sent, a company's talk is logged."""
        house, chosen = self.context.house, self.follow_ups.chosen_data()
        ids = [one.id for one in chosen if isinstance(one, Row)]
        if ids:
            self.context.write(lambda: house.waiting.finish(ids))
        others = [one for one in chosen if not isinstance(one, Row)]
        if not ids and others:
            self._do(others[0])

    def answer(self) -> None:
        """Answer the chosen follow-up by e-mail."""
        current = self.current_id()
        if current is not None:
            answer_by_mail(self.context, Kind.FOLLOW_UP, current, self)

    def put_off(self) -> None:
        """Move the chosen follow-ups and companies to the next working day."""
        house, today, chosen = self.context.house, self._today(), self.follow_ups.chosen_data()
        if today is None:
            return
        later = house.follow_ups.next_working_day(today)
        ids = [one.id for one in chosen if isinstance(one, Row)]
        if ids:
            self.context.write(lambda: house.waiting.move(ids, later))
        for one in chosen:
            if isinstance(one, Contact):
                self._put_off_contact(one, later)

    def _put_off_contact(self, one: Contact, later: date) -> None:
        house, company = self.context.house, one.row.id
        self.context.write(lambda: house.next_contacts.put_off(company, later))

    def _do(self, data: Any) -> None:
        """Do the one thing that a line asks for; the toast offers to take it back."""
        house, plans = self.context.house, self.context.house.plans
        if isinstance(data, DueTask):
            self.context.write(lambda: plans.tick(data.event.id, data.task))
        elif isinstance(data, ToPack):
            self.context.write(lambda: plans.pack(data.event.id, data.item))
        elif isinstance(data, ToTell):
            self.context.wishes.publish.emit(data.disclosure.id)
        elif isinstance(data, Contact):
            # Only a talk moves the day on which a company is to be heard of.
            entry = Entry(company=str(data.row.cells["name"]), company_id=str(data.row.id))
            self.context.wishes.capture_with.emit(entry)
        elif isinstance(data, RuleDeadline) and can_settle(data):
            self.context.write(lambda: house.today.settle(data.tender, data.kind))
        else:
            self._open(data)

    def _do_current(self, shown: DeedList) -> None:
        if shown.current() is not None:
            self._do(shown.current())

    def _open(self, data: Any) -> None:
        wishes = self.context.wishes
        found = meant(data)
        if isinstance(data, Row):
            self._open_follow_up(data)
        elif isinstance(data, DueTask):
            wishes.plan.emit(data.event.id, "tasks")
        elif isinstance(data, ToPack):
            wishes.plan.emit(data.event.id, "packing")
        elif isinstance(data, Event):
            wishes.debrief.emit(data.id)
        elif isinstance(data, ToTell):
            wishes.disclosure.emit(data.disclosure.id)
        elif found is not None:
            self.context.open(*found)
        else:
            wishes.cards.emit()

    def _open_follow_up(self, row: Row) -> None:
        for kind, name in ((Kind.PERSON, "person_id"), (Kind.COMPANY, "company_id")):
            if row.cells[name]:
                self.context.open(kind, UUID(str(row.cells[name])))
                return

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, day: Day) -> None:
        self._day = day
        self._fill()

    def _fill(self) -> None:
        day, words = self._day, self.context.words
        if day is None:
            return
        officer = self.context.house.officer
        self.day.setText(words.language.day(day.today, "EEEE d MMMM y"))
        figures = words.count(_CONVERSATIONS, day.conversations), words.count(_COMPANIES, day.companies)
        self.figures.setText(" · ".join(figures))
        self.expiring.setText(words.count(RUN_OUT, day.expiring))
        self.expiring.setVisible(bool(day.expiring))
        shown = (
            follow_up_lines(day, words, officer), event_lines(day, words, officer), tell_lines(day, words), card_lines(day, words),
        )  # fmt: skip
        for card, lines in zip(self.deed_cards, shown, strict=True):
            card.show_lines(lines)
        self._say_enabled()

    def _say_enabled(self) -> None:
        for card in self.deed_cards:
            card.say_enabled()

    def _has_chosen(self) -> bool:
        return bool(self.follow_ups.chosen_data())

    def _today(self) -> date | None:
        return self._day.today if self._day is not None else None

    def _written(self, changes: Changes, _origin: object) -> None:
        # Who comes back to the page reads it anyway.
        if self.isVisible() and changes.concern(*_CONCERNED):
            self.refresh()

    def _look_at_clock(self) -> None:
        now = self.context.house.now().astimezone(ZoneInfo(HOME_ZONE)).date()
        if self.isVisible() and self._today() not in (None, now):
            self.refresh()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._inner = QWidget()
        set_role(self._inner, "page")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(self._head())
        self.deed_cards = (self._follow_up_card(), self._event_card(), self._tell_card(), self._cards_card())
        first, second, third, fourth = self.deed_cards
        right = QVBoxLayout()
        right.setSpacing(MARGIN)
        right.addWidget(second, 3)
        right.addWidget(third, 2)
        right.addWidget(fourth, 2)
        self._cards = QHBoxLayout()
        self._cards.setSpacing(MARGIN)
        self._cards.addWidget(first, 1)
        self._cards.addLayout(right, 1)
        column.addLayout(self._cards, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        for before, after in zip(self.lists, self.lists[1:], strict=False):
            QWidget.setTabOrder(before, after)

    def _head(self) -> QBoxLayout:
        title = QLabel()
        set_role(title, "title")
        self.context.words.bind(title.setText, self.title)
        self.day, self.figures = QLabel(), QLabel()
        for label in (self.day, self.figures):
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_role(label, "muted")
        self.expiring = QPushButton()
        set_role(self.expiring, "link")
        self.expiring.clicked.connect(self._show_expiring)
        self.expiring.hide()
        left = QHBoxLayout()
        left.setSpacing(MARGIN)
        left.addWidget(title)
        left.addWidget(self.day, 0, Qt.AlignmentFlag.AlignBottom)
        left.addStretch(1)
        right = QHBoxLayout()
        right.setSpacing(MARGIN)
        for widget in (self.warnings, self.conflicts, self.informing, self.letters, self.expiring, self.doubles, self.figures):
            right.addWidget(widget)
        right.addStretch(0)
        self._heading = QHBoxLayout()
        self._heading.setSpacing(GAP)
        self._heading.addLayout(left, 1)
        self._heading.addLayout(right)
        return self._heading

    def _show_expiring(self) -> None:
        ExpiringDialog(self.context, self.window()).open()

    def _follow_up_card(self) -> DeedCard:
        empty = EmptyState(
            self.context, "check", N_("Nobody waits for you"), N_("Write !fri in a conversation, and it stands here by Friday.")
        )
        empty.add_button(N_("Log a conversation"), lambda: self.context.wishes.capture.emit(None))
        card = DeedCard(self.context, N_("Follow up"), self.follow_ups, empty)
        self.answer_button = card.add_deed(N_("Answer (A)"), self.answer, ANSWER, wanted=(Row,))
        self.later_button = card.add_deed(N_("Put off (P)"), self.put_off, N_("Put off to the next working day"))
        self.done_button = card.add_deed(N_("Done (D)"), self.finish)
        return card

    def _event_card(self) -> DeedCard:
        empty = EmptyState(
            self.context,
            "events",
            N_("No event is planned"),
            N_("Plan where you will meet suppliers, or import a calendar."),
            small=True,
        )
        empty.add_button(N_("Go to Events"), lambda: self.context.wishes.show_page.emit("events"))
        card = DeedCard(self.context, N_("Next events"), self.events, empty)
        card.add_deed(N_("Done (Space)"), lambda: self._do_current(self.events), wanted=(DueTask, ToPack, Event))
        return card

    def _tell_card(self) -> DeedCard:
        empty = EmptyState(
            self.context, "check", N_("All have been told"), N_("New information from a talk stands here."), small=True
        )
        card = DeedCard(self.context, N_("To be told to everyone"), self.to_tell, empty)
        card.add_deed(N_("Mark as published…"), lambda: self._do_current(self.to_tell))
        return card

    def _cards_card(self) -> DeedCard:
        empty = EmptyState(
            self.context, "cards", N_("No card waits"), N_("Drop pictures of visiting cards on the window."), small=True
        )
        card = DeedCard(self.context, N_("Cards to type in"), self.cards, empty)
        card.add_deed(N_("Type in (Enter)"), lambda: self._do_current(self.cards))
        return card

    def _wire(self) -> None:
        for shown in self.lists:
            shown.chosen.connect(self._open)
        self.follow_ups.done.connect(self.finish)
        self.follow_ups.answered.connect(self.answer)
        self.follow_ups.put_off.connect(self.put_off)
        for shown in (self.events, self.to_tell, self.cards):
            shown.done.connect(lambda shown=shown: self._do_current(shown))
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self._fill)
        clock = QTimer(self)
        clock.setInterval(_EVERY)
        clock.timeout.connect(self._look_at_clock)
        clock.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow page the figures give way, and a button whose key stays; on a very narrow one the lists are stacked."""
        super().resizeEvent(event)
        wide, beside = self.width() >= _WIDE_ENOUGH, self.width() >= _SIDE_BY_SIDE
        self.figures.setVisible(wide)
        self.deed_cards[0].narrow(self.answer_button, beside and not wide)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        for layout in (self._cards, self._heading):
            layout.setDirection(way)
        self._inner.setMinimumHeight((_LEAST_HEIGHT if beside else _STACKED_HEIGHT) - 2 * MARGIN)

    def changeEvent(self, event: QEvent) -> None:
        """The colours of event kinds follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._day is not None:
            self._fill()
