"""The pane that shows one event: what, when, where, who, what is shown there, and whom we met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.domain.coverage import NeverMet, say_never_met
from outreach.domain.event import EVENT_KIND_LABELS, EVENT_STATUS_LABELS, Event, EventStatus
from outreach.domain.record import Kind
from outreach.domain.repeat_words import repeat_words
from outreach.domain.tender import STAGE_LABELS, Tender
from outreach.domain.when import HOME_ZONE, When
from outreach.language import N_, NN_
from outreach.services.events import EventCard
from outreach.services.guests import Tally
from outreach.services.printings import PrintedBefore
from outreach.services.series_dates import DATE_STATE_LABELS, SeriesDate
from outreach.ui.calendar.entry_words import when_words
from outreach.ui.checkin.tallies import COUNTS
from outreach.ui.context import Context
from outreach.ui.events.invitation_commands import INVITE
from outreach.ui.events.invitation_facts import InvitationState, read_state, state_links, state_words
from outreach.ui.events.kind_badge import KindBadge
from outreach.ui.events.plan_section import PlanSummary, add_plan, add_yield, read_summary
from outreach.ui.handouts.printed_words import printed_lines
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail import DetailPane, plain_line
from outreach.ui.lists.detail_parts import link_button, text_label, website_line
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.lists.time_line import TimeLine
from outreach.ui.theme import GAP, MARGIN, TIGHT, set_role

if TYPE_CHECKING:
    from outreach.ui.events.page import EventsPage

TALKS = NN_("{n} conversation here", "{n} conversations here")
NO_TALKS = N_("No conversation logged here yet.")
HERE = N_("{when} on our clock")
ONE_OF_SERIES = N_("One date of a series, changed on its own.")
NEXT_DATES = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """What the pane shows: the card, how many guests, the next dates of a series, and how the invitation stands."""

    card: EventCard
    guests: Tally
    plan: PlanSummary
    dates: tuple[SeriesDate, ...] = ()
    invitation: InvitationState | None = None
    printed: tuple[PrintedBefore, ...] = ()
    never_met: tuple[NeverMet, ...] = ()


class EventDetail(DetailPane):
    """Shows an event."""

    hint = N_("Choose an event to see it here.")
    page: EventsPage

    def __init__(self, context: Context, page: EventsPage) -> None:
        super().__init__(context, page)

    def read(self, record_id: UUID) -> Shown:
        """Read the event, its tenders and conversations."""
        house = self.context.house
        card = house.events.card(record_id)
        guests = house.guests.tally_at(record_id)
        printed = tuple(house.printings.at_event(record_id))
        state, plan = read_state(house, record_id), read_summary(house, card.event)
        never_met = tuple(house.coverage.before(record_id))
        if not (card.event.recurrence or card.event.recurrence_id):
            return Shown(card, guests, plan, invitation=state, printed=printed, never_met=never_met)
        dates = tuple(house.series.dates(record_id, house.now(), NEXT_DATES))
        return Shown(card, guests, plan, dates, state, printed, never_met)

    def fill(self, shown: Shown) -> None:
        """Show everything, the most asked for first."""
        event, card = shown.card.event, shown.card
        self._head(event)
        self.add(self._buttons(event))
        self._series(event, shown.dates)
        self._invitation(event, shown.invitation)
        self._never_met(shown.never_met)
        add_plan(self, event, shown.plan)
        self.add_facts(N_("Where and who"), self._facts(event))
        self.add_text(N_("Description"), event.description)
        if event.url:
            self.add_section(N_("Link"), website_line(self.context, event.url))
        self._guests(event, shown.guests)
        add_yield(self, shown.plan)
        self._printed(shown.printed)
        self._tenders(card.tenders)
        self._notes(event.notes)
        self.add_tags(event.tags)
        self._talks(card)

    def _never_met(self, found: tuple[NeverMet, ...]) -> None:
        """Whom we have never met in the branches of the event; a click shows them, to be invited or printed."""
        language, wishes = self.context.words.language, self.context.wishes
        lines = [
            link_button(say_never_met(one, language), partial(wishes.show_list.emit, Kind.COMPANY, one.listing.filters))
            for one in found
        ]
        self.add_section(N_("Not met yet"), *lines)

    def _printed(self, found: tuple[PrintedBefore, ...]) -> None:
        lines = printed_lines(found, self.context.words.language)
        self.add_section(N_("Printed"), *(text_label(line, "muted") for line in lines))

    def _head(self, event: Event) -> None:
        head = QVBoxLayout()
        head.setSpacing(TIGHT)
        head.addWidget(KindBadge(event.kind, self.say(EVENT_KIND_LABELS[event.kind])), 0, Qt.AlignmentFlag.AlignLeft)
        head.addSpacing(TIGHT)
        title = text_label(event.title, "heading")
        font = title.font()
        font.setStrikeOut(event.status is EventStatus.CANCELLED)
        title.setFont(font)
        head.addWidget(title)
        head.addWidget(text_label(when_words(event.when, self.context.words)))
        if not event.when.all_day and event.when.zone not in ("", HOME_ZONE):
            home = self.context.words.language.when(_at_home(event.when))
            head.addWidget(text_label(self.say(HERE, when=home), "muted"))
        if event.status is not EventStatus.CONFIRMED:
            role = "danger" if event.status is EventStatus.CANCELLED else "warning"
            head.addWidget(text_label(self.say(EVENT_STATUS_LABELS[event.status]), role))
        self._body.addLayout(head)

    def _buttons(self, event: Event) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, GAP)
        buttons: list[tuple[str, str, Callable[[], object]]] = [
            ("capture", N_("Log a conversation here"), lambda: self.page.log_there(event.id)),
            ("mail", N_("Invite…"), lambda: self.context.wishes.invite.emit(event.id)),
            ("fair", N_("Fair mode"), lambda: self.page.fair(event.id)),
            ("edit", N_("Edit"), lambda: self.page.edit_record(event.id)),
            ("handouts", N_("Flyer"), lambda: self.page.make_flyer(event.id)),
        ]
        for name, text, call in buttons:
            button = QPushButton(self.say(text))
            put_icon(button, name)
            button.clicked.connect(lambda _=False, call=call: call())
            flow.addWidget(button)
        flow.addWidget(self._more(event))
        return wrapping(row)

    def _more(self, event: Event) -> QToolButton:
        button = QToolButton()
        put_icon(button, "more")
        button.setToolTip(self.say(N_("More")))
        button.setAccessibleName(self.say(N_("More")))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        self.page.fill_menu(menu, event.id, cancelled=event.status is EventStatus.CANCELLED, short=True)
        button.setMenu(menu)
        return button

    def _series(self, event: Event, dates: tuple[SeriesDate, ...]) -> None:
        """How often it repeats, and its next dates: a click on one offers what can be done with it."""
        if not (event.recurrence or dates):
            return
        words = self.context.words
        said = repeat_words(event.recurrence, event.when, words.language) if event.recurrence else self.say(ONE_OF_SERIES)
        box, rows = QWidget(), QVBoxLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for date in dates:
            rows.addLayout(self._date(date))
        box.setLayout(rows)
        self.add_section(N_("Series"), text_label(said), *([box] if dates else []))

    def _date(self, date: SeriesDate) -> QHBoxLayout:
        text, state = self.context.words.language.when(date.when), self.say(DATE_STATE_LABELS[date.state])
        row = QHBoxLayout()
        row.setSpacing(GAP)
        button = link_button(text, partial(self.page.series.date_menu, date))
        row.addWidget(button)
        if state:
            button.setAccessibleName(f"{text}, {state}")
            mark = text_label(state, "caption")
            row.addWidget(mark, 1)
        else:
            row.addStretch(1)
        return row

    def _facts(self, event: Event) -> list[tuple[str, str]]:
        return [
            (N_("Place"), event.place),
            (N_("Booth"), event.booth),
            (N_("Staff"), ", ".join(event.staff)),
            (N_("Organiser"), event.organizer.removeprefix("mailto:").removeprefix("MAILTO:")),
        ]

    def _invitation(self, event: Event, state: InvitationState | None) -> None:
        if state is None or not (state.invited or state.tally.accepted):
            return
        wishes, words = self.context.wishes, self.context.words

        def invite() -> None:
            wishes.invite.emit(event.id)

        links = state_links(state, words, invite, wishes.answers.emit) or [(self.say(INVITE), invite)]
        said = text_label(state_words(state, words))
        self.add_section(N_("Invitation"), said, *(link_button(text, call) for text, call in links))

    def _guests(self, event: Event, tally: Tally) -> None:
        if not tally.listed:
            return
        number = self.context.words.language.number
        pairs = [(title, number(count)) for name, title in COUNTS.items() if (count := getattr(tally, name))]
        open_list = link_button(self.say(N_("Check in guests…")), lambda: self.page.check_in(event.id))
        self.add_section(N_("Guests"), self.facts(pairs), open_list)

    def _tenders(self, tenders: tuple[Tender, ...]) -> None:
        lines: list[QWidget] = []
        for tender in tenders:
            lines.append(link_button(tender.title, partial(self.context.open, Kind.TENDER, tender.id)))
            lines.append(text_label(self._tender_words(tender), "caption"))
        self.add_section(N_("Featured tenders"), *lines)

    def _tender_words(self, tender: Tender) -> str:
        language = self.context.words.language
        deadline = expected = ""
        if tender.tender_deadline is not None:
            deadline = self.say(N_("Last day to bid {day}"), day=language.moment(tender.tender_deadline))
        elif tender.expected_publication is not None:
            expected = self.say(N_("Expected {day}"), day=language.day(tender.expected_publication))
        return plain_line(self.say(STAGE_LABELS[tender.stage]), expected, deadline)

    def _notes(self, notes: str) -> None:
        if not notes.strip():
            return
        note = QFrame()
        set_role(note, "banner-warning")
        layout = QVBoxLayout(note)
        layout.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        layout.addWidget(text_label(notes.strip(), selectable=True))
        self.add_section(N_("Notes, only for us"), note)

    def _talks(self, card: EventCard) -> None:
        talks = [moment for moment in card.moments if moment.what == "meeting"]
        if not talks:
            self.add_section(N_("Conversations"), text_label(self.say(NO_TALKS), "muted"))
            return
        heading = self.context.words.count(TALKS, len(talks))
        self.add_section(heading, TimeLine(self.context, talks, Kind.EVENT))


def _at_home(when: When) -> When:
    """Return the same time on the clock of the home zone. In the hour that autumn repeats, an end is never put first."""
    zone = ZoneInfo(HOME_ZONE)
    start, end = (instant.astimezone(zone).replace(tzinfo=None, fold=0) for instant in (when.start_utc, when.end_utc))
    return When(start, max(start, end), HOME_ZONE)
