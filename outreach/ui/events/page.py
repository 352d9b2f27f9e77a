"""The Events page: the list with its details, and the month. The choice between them is remembered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from outreach.domain.event import EVENT_KIND_LABELS, EVENT_STATUS_LABELS, Event, EventStatus
from outreach.domain.handout import MOST_TENDERS
from outreach.domain.record import Kind
from outreach.domain.tender import COMING
from outreach.domain.when import HOME_ZONE
from outreach.language import N_, NN_
from outreach.ui.checkin.window import CheckInWindow
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.events.calendar_export import CalendarExport, Choice
from outreach.ui.events.detail import EventDetail
from outreach.ui.events.form import EventForm, new_event
from outreach.ui.events.invitation_commands import INVITE, invitation_commands, open_invite
from outreach.ui.events.list_looks import EventLooks
from outreach.ui.events.month_sheet import month_later
from outreach.ui.events.month_view import MonthView
from outreach.ui.events.view_switch import LIST, MONTH, ViewSwitch
from outreach.ui.events.when_editor import next_hour, usual_on
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail import DetailPane
from outreach.ui.lists.filters import Filter, labels_filter, tag_filter
from outreach.ui.lists.list_page import ListPage

VIEW = "events.view"
TIMES = {
    "near": N_("Coming, and the last 30 days"),
    "coming": N_("Coming"),
    "past": N_("Past"),
}
EXPORT = N_("Export a calendar (.ics)…")
CHECK_IN = N_("Check in guests…")
FAIR = N_("Fair mode at this event")
CHOSEN = NN_("{n} chosen event", "{n} chosen events")
NO_TENDERS = N_("This event features no coming tender. The flyer shows those that come soonest.")


class EventsPage(ListPage):
    """Plan events, look at them, and go on from them: log, flyer, calendar file."""

    kind = Kind.EVENT
    name = "events"
    title = N_("Events")
    new_text = N_("New event")
    search_text = N_("Search events")
    all_forms = NN_("{n} event", "{n} events")
    part_forms = NN_("{shown} of {n} event", "{shown} of {n} events")
    empty_title = N_("No events yet")
    empty_text = N_("Plan the first one, or import a calendar file (.ics).")

    def __init__(self, context: Context) -> None:
        if context.memory.get("columns.event") is None:
            # Until somebody sorts the list, what is near in time stands on top.
            context.memory.keep("columns.event", {"sort": ["when", False]})
        self.switch = ViewSwitch(context)
        super().__init__(context)
        self.table.setItemDelegate(EventLooks(self.table, self.model))
        self.month = MonthView(context)
        self.views.addWidget(self.month)
        self._first = True
        self._check_in: CheckInWindow | None = None
        self._wire_month()
        self._start_filter()
        self._show_view(MONTH if context.memory.get(VIEW) == "month" else LIST)

    # The list --------------------------------------------------------------------------------------------------------

    def filters(self) -> list[Filter]:
        """Time, kind, status and tag."""
        return [
            labels_filter("time", N_("Time"), TIMES, many=False),
            labels_filter("kind", N_("Kind"), EVENT_KIND_LABELS),
            labels_filter("status", N_("Status"), EVENT_STATUS_LABELS),
            tag_filter(self.kind),
        ]

    def detail_widget(self) -> DetailPane:
        """The pane of an event."""
        return EventDetail(self.context, self)

    def header_tools(self) -> list[QWidget]:
        """List or month."""
        return [self.switch]

    def enter(self) -> None:
        """Show what is current; the first look at the list finds the next event."""
        if self.shows_month:
            self.month.canvas.setFocus()
            return
        if self._first:
            self._first = False
            self._find_next()
        super().enter()

    def show_record(self, record_id: UUID) -> None:
        """Select an event in the list."""
        self._first = False
        self._show_view(LIST)
        super().show_record(record_id)

    def focus_search(self) -> None:
        """Search is a matter of the list."""
        self.choose_view(LIST)
        super().focus_search()

    def open_views(self) -> None:
        """Views are a matter of the list."""
        if self.shows_month:
            self.choose_view(LIST)
        super().open_views()

    # The month -------------------------------------------------------------------------------------------------------

    @property
    def shows_month(self) -> bool:
        """Say whether the month is shown."""
        return self.views.currentIndex() == MONTH

    def choose_view(self, view: int) -> None:
        """Show list or month, and remember it."""
        self.context.memory.keep(VIEW, "month" if view == MONTH else "list")
        self._show_view(view)
        self.enter()

    def current_id(self) -> UUID | None:
        """Return the event that is chosen in the view that is shown."""
        return self.month.current_event() if self.shows_month else super().current_id()

    def has_selection(self) -> bool:
        """Say whether an event is chosen in the view that is shown."""
        return self.month.current_event() is not None if self.shows_month else super().has_selection()

    def with_selection(self, call: Callable[[list[UUID]], None]) -> None:
        """Hand the ids of what is chosen in the view that is shown to `call`."""
        if not self.shows_month:
            super().with_selection(call)
        elif (chosen := self.month.current_event()) is not None:
            call([chosen])

    # What can be done ------------------------------------------------------------------------------------------------

    def new_record(self) -> None:
        """Open the form: for the day chosen in the month, else from the next full hour."""
        if self.shows_month:
            self.new_on(self.month.day)
        else:
            self._open_form(new_event(self.context, next_hour(self.context.house.now())))

    def new_on(self, day: date) -> None:
        """Open the form for a new event on a day."""
        hour = next_hour(self.context.house.now())
        self._open_form(new_event(self.context, hour if hour.first_day == day else usual_on(day)))

    def edit_record(self, record_id: UUID) -> None:
        """Open the form of an event."""
        self.context.read(lambda: self.context.house.events.get(record_id), self._open_form, self)

    def copy_event(self, record_id: UUID) -> None:
        """Open the form with a copy, which is kept only when it is saved."""
        events = self.context.house.events
        self.context.read(lambda: events.copy(record_id), lambda event: self._open_form(event, copied=True), self)

    def cancel_event(self, record_id: UUID) -> None:
        """Mark an event as cancelled; the shell offers to undo it."""
        self.context.write(lambda: self.context.house.events.cancel(record_id), self)

    def log_there(self, record_id: UUID) -> None:
        """Log a conversation at an event."""
        self.context.wishes.capture.emit(record_id)

    def fair(self, record_id: UUID) -> None:
        """Log conversations at an event on the whole screen."""
        self.context.wishes.fair.emit(record_id)

    def check_in(self, record_id: UUID) -> CheckInWindow:
        """Show the guest list of an event; one event is checked in at a time."""
        open_one = self._check_in
        if open_one is not None and isValid(open_one):
            if open_one.event_id == record_id:
                open_one.open()
                return open_one
            open_one.close()
        self._check_in = CheckInWindow(self.context, record_id, self)
        self._check_in.open()
        return self._check_in

    def make_flyer(self, record_id: UUID) -> None:
        """Go to the flyer with the tenders that the event features, or those that come soonest when it has none."""
        house = self.context.house

        def read() -> tuple[list[UUID], bool]:
            wanted = house.events.get(record_id).tenders
            found = house.tenders.many(wanted)
            featured = [one for one in wanted if one in found and found[one].stage in COMING]
            coming = [] if featured else house.tenders.coming(self._today(), MOST_TENDERS)
            return featured[:MOST_TENDERS] or [tender.id for tender in coming], bool(featured)

        def show(answer: tuple[list[UUID], bool]) -> None:
            tenders, featured = answer
            self.context.wishes.flyer.emit(tenders)
            if not featured:
                self.context.wishes.notify.emit(self.context.words(NO_TENDERS))

        self.context.read(read, show, self)

    def export_calendar(self) -> None:
        """Ask which events to write into a calendar file."""
        if self.has_selection():
            self.with_selection(self._export)
        else:
            self._export([])

    def export_event(self, record_id: UUID) -> None:
        """Write one event into a calendar file."""
        self._export([record_id])

    def more_commands(self) -> list[Command]:
        """What is special to events, each with its key."""

        def one(name: str, text: str, call: Callable[[UUID], object], keys: str, icon: str) -> Command:
            run, apart = lambda: self._with_current(call), name in ("log", "flyer")
            return Command(f"events.{name}", text, run, keys, icon, enabled=self.has_selection, apart=apart)

        return [
            one("log", N_("Log a conversation here"), self.log_there, "Ctrl+Alt+L", "capture"),
            one("fair", FAIR, self.fair, "Ctrl+F11", "fair"),
            *invitation_commands(self),
            one("guests", CHECK_IN, self.check_in, "Ctrl+G", "people"),
            one("flyer", N_("Flyer for this event"), self.make_flyer, "", "handouts"),
            one("copy", N_("Copy the event…"), self.copy_event, "Ctrl+D", "copy"),
            one("cancel", N_("Cancel the event"), self.cancel_event, "", "close"),
            Command("events.calendar", EXPORT, self.export_calendar, "Ctrl+Shift+C", "export", "File"),
            Command("events.list", N_("Show as a list"), lambda: self.choose_view(LIST), "Ctrl+L", "list", "View"),
            Command("events.month", N_("Show the month"), lambda: self.choose_view(MONTH), "Ctrl+M", "month", "View"),
        ]

    def fill_menu(self, menu: QMenu, event: UUID, *, cancelled: bool, short: bool = False) -> None:
        """Put what can be done with an event into a menu; `short` leaves out what stands on buttons beside it."""
        first: list[tuple[str, str, Callable[[UUID], object]]] = [
            ("edit", N_("Edit"), self.edit_record),
            ("list", N_("Show the details"), self.show_record),
            ("capture", N_("Log a conversation here"), self.log_there),
            ("fair", FAIR, self.fair),
            ("handouts", N_("Flyer for this event"), self.make_flyer),
        ]
        rest: list[tuple[str, str, Callable[[UUID], object]]] = [
            ("mail", INVITE, lambda event: open_invite(self, event)),
            ("people", CHECK_IN, self.check_in),
            ("copy", N_("Copy the event…"), self.copy_event),
            ("export", EXPORT, self.export_event),
        ]
        if not cancelled:
            rest.append(("close", N_("Cancel the event"), self.cancel_event))
        for name, text, call in rest if short else [*first, *rest]:
            action = menu.addAction(self.context.words(text))
            put_icon(action, name)
            action.triggered.connect(lambda _=False, call=call: call(event))

    # Inside ----------------------------------------------------------------------------------------------------------

    def _wire_month(self) -> None:
        month = self.month
        self.switch.chosen.connect(self.choose_view)
        month.edit_event.connect(self.edit_record)
        month.show_event.connect(self.show_record)
        month.log_there.connect(self.log_there)
        month.new_on.connect(self.new_on)
        month.open_tender.connect(lambda tender: self.context.open(Kind.TENDER, tender))
        month.menu_wanted.connect(self._fill_month_menu)

    def _fill_month_menu(self, menu: QMenu) -> None:
        entry = self.month.canvas.entry
        if entry is not None and entry.event is not None:
            cancelled = entry.event.status is EventStatus.CANCELLED
            self.fill_menu(menu, entry.event.id, cancelled=cancelled)
            menu.addSeparator()
        day = self.month.day
        action = menu.addAction(self.context.words(N_("New event on this day")))
        put_icon(action, "add")
        action.triggered.connect(lambda: self.new_on(day))

    def _start_filter(self) -> None:
        self.filter_bar.blockSignals(True)
        self.set_filter("time", ["near"])
        self.filter_bar.blockSignals(False)

    def _find_next(self) -> None:
        """Select the next event when the list is first looked at."""
        house = self.context.house

        def select(found: list[Event]) -> None:
            untouched = super(EventsPage, self).current_id() is None and self.selection.target is None
            if found and untouched and not self.shows_month:
                ListPage.show_record(self, found[0].id)

        self.context.read(lambda: house.events.coming(house.now(), 1), select, self)

    def _show_view(self, view: int) -> None:
        self.views.setCurrentIndex(view)
        self.switch.show_choice(view)
        for of_the_list in (self.count, self.view_button):
            of_the_list.setVisible(view == LIST)

    def _with_current(self, call: Callable[[UUID], object]) -> None:
        current = self.current_id()
        if current is not None:
            call(current)

    def _open_form(self, event: Event, *, copied: bool = False) -> None:
        form = EventForm(self.context, event, self, copied=copied)
        form.saved.connect(lambda record_id: self._saved(record_id, new=event.version == 0))
        form.open()

    def _saved(self, record_id: UUID, *, new: bool) -> None:
        if self.shows_month:
            self.month.choose_event(record_id)
        elif new:
            ListPage.show_record(self, record_id)

    def _export(self, ids: list[UUID]) -> None:
        CalendarExport(self.context, self._export_choices(ids), self).open()

    def _export_choices(self, ids: list[UUID]) -> list[Choice]:
        """Return what may be meant, the likeliest first."""
        words, events, listing = self.context.words, self.context.house.events, self._listing()
        chosen = Choice(words.count(CHOSEN, len(ids)), lambda: ids)
        if self.shows_month:
            first = self.month.canvas.sheet.month
            last = month_later(first, 1) - timedelta(days=1)
            name = words.language.day(first, "LLLL y")
            shown = Choice(
                words(N_("Everything in {month}"), month=name),
                lambda: list(dict.fromkeys(one.event.id for one in events.between(first, last))),
            )
        else:
            shown = Choice(words(N_("What the list shows now")), lambda: events.ids(listing))
        everything = Choice(words(N_("All events")), lambda: None)
        return [*([chosen] if ids else []), shown, everything]

    def _today(self) -> date:
        return self.context.house.now().astimezone(ZoneInfo(HOME_ZONE)).date()
