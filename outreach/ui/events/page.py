"""The Events page: the list with its details, and the pictures of the calendar. The choice between them is remembered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from outreach.domain.event import EVENT_KIND_LABELS, EVENT_STATUS_LABELS, Event, EventStatus
from outreach.domain.handout import MOST_TENDERS
from outreach.domain.plan import Plan
from outreach.domain.printed_calendar import CalendarPage
from outreach.domain.record import Kind
from outreach.domain.tender import COMING
from outreach.domain.when import HOME_ZONE, When, zoned
from outreach.language import N_, NN_
from outreach.ui.calendar.calendar_commands import calendar_commands
from outreach.ui.calendar.calendar_view import CalendarView
from outreach.ui.calendar.pictures import Pictures
from outreach.ui.calendar.printing import CalendarPrinting
from outreach.ui.calendar.view_switch import AGENDA, LIST, NAMES, WEEK, ViewSwitch
from outreach.ui.checkin.window import CheckInWindow
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.events.calendar_export import CalendarExport, Choice
from outreach.ui.events.detail import EventDetail
from outreach.ui.events.form import EventForm, new_event
from outreach.ui.events.invitation_commands import INVITE, invitation_commands, open_invite
from outreach.ui.events.list_looks import EventLooks
from outreach.ui.events.plan_commands import plan_commands, plan_entries
from outreach.ui.events.print_commands import add_sheets, print_commands
from outreach.ui.events.repeat_row import Chosen
from outreach.ui.events.series_desk import SeriesDesk
from outreach.ui.events.when_editor import next_hour, usual_on
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail import DetailPane
from outreach.ui.lists.filters import Filter, labels_filter, tag_filter
from outreach.ui.lists.list_page import ListPage
from outreach.ui.lists.many_dialog import delete_with_brake

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
    print_text = N_("List or calendar as PDF, to print…")
    empty_title = N_("No events yet")
    empty_text = N_("Plan the first one, or import a calendar file (.ics).")

    def __init__(self, context: Context) -> None:
        if context.memory.get("columns.event") is None:
            # Until somebody sorts the list, what is near in time stands on top.
            context.memory.keep("columns.event", {"sort": ["when", False]})
        self.switch = ViewSwitch(context)
        super().__init__(context)
        self.series = SeriesDesk(self)
        self.table.setItemDelegate(EventLooks(self.table, self.model))
        self.pictures = Pictures(context, self.views, self._wire_picture)
        self.printing = CalendarPrinting(context, self)
        self._first = True
        self._proposed: UUID | None = None
        self._check_in: CheckInWindow | None = None
        self.switch.chosen.connect(self.choose_view)
        self.pictures.week_wanted.connect(self.show_week)
        self._start_filter()
        remembered = context.memory.get(VIEW)
        self._show_view(next((number for number, name in NAMES.items() if name == remembered), LIST))

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
        """List, agenda, week, month or year."""
        return [self.switch]

    def enter(self) -> None:
        """Show what is current; the first look at the list finds the next event."""
        if self.pictures.focus() is not None:
            return
        if self._first:
            self._first = False
            self._find_next()
        super().enter()

    def show_record(self, record_id: UUID) -> None:
        """Select an event in the list."""
        self._first, self._proposed = False, None
        self._show_view(LIST)
        super().show_record(record_id)

    def focus_search(self) -> None:
        """Search is a matter of the list."""
        self.choose_view(LIST)
        super().focus_search()

    def open_views(self) -> None:
        """Views are a matter of the list."""
        if not self.shows_list:
            self.choose_view(LIST)
        super().open_views()

    # The pictures ----------------------------------------------------------------------------------------------------

    @property
    def shows_list(self) -> bool:
        """Say whether the list is shown, and none of the pictures."""
        return self.pictures.shown == LIST

    @property
    def picture(self) -> CalendarView | None:
        """The picture that is shown; None for the list."""
        return self.pictures.current

    def choose_view(self, view: int) -> None:
        """Show the list or a picture, and remember it."""
        self.context.memory.keep(VIEW, NAMES[view])
        chosen = self.current_id() if self.has_selection() else None
        from_list = self.shows_list
        self._show_view(view)
        picture = self.picture
        # What the page itself proposed in the list is nobody's choice: then a picture shows today.
        if picture is not None and from_list and chosen is not None and chosen != self._proposed:
            picture.choose_event(chosen)
        self.enter()

    def show_week(self, day: date) -> None:
        """Show the week of a day."""
        self.pictures.show(WEEK, day)
        self.choose_view(WEEK)

    def current_id(self) -> UUID | None:
        """Return the event that is chosen in the view that is shown."""
        picture = self.picture
        return picture.current_event() if picture is not None else super().current_id()

    def has_selection(self) -> bool:
        """Say whether an event is chosen in the view that is shown."""
        picture = self.picture
        return picture.current_event() is not None if picture is not None else super().has_selection()

    def with_selection(self, call: Callable[[list[UUID]], None]) -> None:
        """Hand the ids of what is chosen in the view that is shown to `call`."""
        picture = self.picture
        if picture is None:
            super().with_selection(call)
        elif (chosen := picture.current_event()) is not None:
            call([chosen])

    def ask_print(self) -> None:
        """Print what is shown: the list, or the page of the calendar."""
        picture = self.picture
        if picture is None:
            super().ask_print()
        else:
            first, _ = picture.page()
            day = first if self.pictures.shown == AGENDA else picture.day
            name = self.context.words(N_("Calendar {page}"), page=picture.title())
            self.printing.ask(CalendarPage(NAMES[self.pictures.shown]), day, name)

    # What can be done ------------------------------------------------------------------------------------------------

    def new_record(self) -> None:
        """Open the form: for the day (in the week, the hour) chosen in a picture, else from the next full hour."""
        picture = self.picture
        if picture is not None:
            self.new_on(picture.canvas.new_at())
        else:
            self.open_form(new_event(self.context, next_hour(self.context.house.now())))

    def new_on(self, at: object) -> None:
        """Open the form for a new event on a day, or at a wall-clock time."""
        hour = next_hour(self.context.house.now())
        if isinstance(at, datetime):
            self.open_form(new_event(self.context, zoned(at, at + timedelta(hours=1))))
        elif isinstance(at, date):
            self.open_form(new_event(self.context, hour if hour.first_day == at else usual_on(at)))

    def edit_record(self, record_id: UUID) -> None:
        """Open the form of an event; of a series, ask which dates are meant."""
        self.series.edit(record_id, self.chosen_occurrence(record_id))

    def delete_selected(self) -> None:
        """Delete what is chosen; of a single chosen series, ask which dates are meant."""
        self.with_selection(self._delete)

    def chosen_occurrence(self, event: UUID) -> When | None:
        """Return the date of an event that is chosen in the calendar that is shown; a list shows none."""
        picture = self.picture
        entry = picture.canvas.entry if picture is not None else None
        return entry.when if entry is not None and entry.record == event else None

    def copy_event(self, record_id: UUID) -> None:
        """Open the form with a copy, which is kept only when it is saved; its plan comes along."""
        plans = self.context.house.plans

        def show(made: tuple[Event, Plan]) -> None:
            event, plan = made
            empty = Plan(id=plan.id, event=plan.event)
            self.open_form(event, copied=True, plan=plan if plan != empty else None)

        self.context.read(lambda: plans.copy(record_id), show, self)

    def cancel_event(self, record_id: UUID) -> None:
        """Mark an event as cancelled, of a series the dates that are meant; the shell offers to undo it."""
        self.series.cancel(record_id, self.chosen_occurrence(record_id))

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
            *print_commands(self),
            one("copy", N_("Copy the event…"), self.copy_event, "Ctrl+D", "copy"),
            *self.series.commands(),
            one("cancel", N_("Cancel the event"), self.cancel_event, "", "close"),
            *plan_commands(self),
            Command("events.calendar", EXPORT, self.export_calendar, "Ctrl+Shift+C", "export", "File"),
            *calendar_commands(self.choose_view),
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
            *plan_entries(self.context),
        ]
        if not cancelled:
            rest.append(("close", N_("Cancel the event"), self.cancel_event))
        for name, text, call in rest if short else [*first, *rest]:
            action = menu.addAction(self.context.words(text))
            put_icon(action, name)
            action.triggered.connect(lambda _=False, call=call: call(event))
        add_sheets(menu, self.context, event)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _wire_picture(self, picture: CalendarView) -> None:
        picture.edit_event.connect(self.edit_record)
        picture.show_event.connect(self.show_record)
        picture.log_there.connect(self.log_there)
        picture.new_on.connect(self.new_on)
        picture.open_tender.connect(self.context.open)
        picture.menu_wanted.connect(self._fill_picture_menu)
        picture.mover.tell_guests.connect(lambda event: open_invite(self, event))

    def _fill_picture_menu(self, menu: QMenu) -> None:
        picture = self.picture
        if picture is None:
            return
        entry = picture.canvas.entry
        if entry is not None and entry.event is not None:
            cancelled = entry.event.status is EventStatus.CANCELLED
            self.fill_menu(menu, entry.event.id, cancelled=cancelled)
            menu.addSeparator()
        at = picture.canvas.new_at()
        action = menu.addAction(self.context.words(N_("New event on this day")))
        put_icon(action, "add")
        action.triggered.connect(lambda: self.new_on(at))
        if self.pictures.shown != WEEK:
            day = picture.day
            week = menu.addAction(self.context.words(N_("Show the week")))
            put_icon(week, "week")
            week.triggered.connect(lambda: self.show_week(day))

    def _start_filter(self) -> None:
        self.filter_bar.blockSignals(True)
        self.set_filter("time", ["near"])
        self.filter_bar.blockSignals(False)

    def _find_next(self) -> None:
        """Select the next event when the list is first looked at."""
        house = self.context.house

        def select(found: list[Event]) -> None:
            untouched = super(EventsPage, self).current_id() is None and self.selection.target is None
            if found and untouched and self.shows_list:
                self._proposed = found[0].id
                ListPage.show_record(self, found[0].id)

        self.context.read(lambda: house.events.coming(house.now(), 1), select, self)

    def _show_view(self, view: int) -> None:
        self.pictures.show(view)
        self.switch.show_choice(view)
        for of_the_list in (self.count, self.view_button):
            of_the_list.setVisible(view == LIST)

    def _with_current(self, call: Callable[[UUID], object]) -> None:
        current = self.current_id()
        if current is not None:
            call(current)

    def open_form(
        self,
        event: Event,
        *,
        copied: bool = False,
        chosen: Chosen | None = None,
        repeat: bool = False,
        plan: Plan | None = None,
    ) -> None:
        """Open the form: for an event, a copy, or the draft of one or several dates of a series; `repeat` begins at that row."""
        form = EventForm(self.context, event, self, copied=copied, chosen=chosen, plan=plan)
        form.saved.connect(lambda record_id: self._saved(record_id, new=event.version == 0))
        form.open()
        if repeat:
            form.show_repeats()
            form.repeats.editor.setFocus()

    def _delete(self, ids: list[UUID]) -> None:
        if len(ids) == 1:
            self.series.delete(ids[0], self.chosen_occurrence(ids[0]))
        elif ids:
            delete_with_brake(self.context, self.records, ids, self)

    def _saved(self, record_id: UUID, *, new: bool) -> None:
        picture = self.picture
        if picture is not None:
            picture.choose_event(record_id)
        elif new:
            self._proposed = None
            ListPage.show_record(self, record_id)

    def _export(self, ids: list[UUID]) -> None:
        CalendarExport(self.context, self._export_choices(ids), self).open()

    def _export_choices(self, ids: list[UUID]) -> list[Choice]:
        """Return what may be meant, the likeliest first."""
        words, events, listing = self.context.words, self.context.house.events, self._listing()
        chosen = Choice(words.count(CHOSEN, len(ids)), lambda: ids)
        picture = self.picture
        if picture is not None:
            first, last = picture.page()
            shown = Choice(
                words(N_("Everything in {month}"), month=picture.title()),
                lambda: list(dict.fromkeys(one.event.id for one in events.between(first, last))),
            )
        else:
            shown = Choice(words(N_("What the list shows now")), lambda: events.ids(listing))
        everything = Choice(words(N_("All events")), lambda: None)
        return [*([chosen] if ids else []), shown, everything]

    def _today(self) -> date:
        return self.context.house.now().astimezone(ZoneInfo(HOME_ZONE)).date()
