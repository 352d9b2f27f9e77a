"""The form of one event. What was typed is never lost: errors stand at their field, and two people's changes are joined."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from outreach.domain.event import EVENT_KIND_LABELS, EVENT_STATUS_LABELS, Event, EventKind, EventStatus
from outreach.domain.joining import join
from outreach.domain.listing import Listing
from outreach.domain.plan import EventTemplate, Plan, moved
from outreach.domain.record import Kind, to_plain
from outreach.domain.repeat import Scope
from outreach.domain.search_text import plain, words
from outreach.domain.when import When
from outreach.errors import ChangedBySomeoneElse, InvalidInput
from outreach.language import N_
from outreach.services.house import House
from outreach.services.tenders import checked_link
from outreach.ui.context import Context
from outreach.ui.events.chips_editor import ChipsEditor
from outreach.ui.events.clash_line import ClashLine
from outreach.ui.events.kind_guess import guess_kind
from outreach.ui.events.repeat_editor import REPEATS
from outreach.ui.events.repeat_row import Chosen, RepeatRow
from outreach.ui.events.when_editor import WhenEditor
from outreach.ui.forms.field import Field, NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.forms.suggestions import Suggestion
from outreach.ui.forms.tag_editor import TagEditor
from outreach.ui.icons import event_icon_name, icon
from outreach.ui.plain.meter import put_meter
from outreach.ui.plans.beginning import begin_from
from outreach.ui.plans.template_row import TemplateRow
from outreach.ui.theme import GAP, MARGIN, current_theme, event_colours, set_role

if TYPE_CHECKING:
    from outreach.services.waiting import Outcome

NO_TITLE = N_("Give the event a title.")
SERIES = N_("This is a series: what you change here holds for all of its dates.")
ONE_DATE = N_("One date of a series: what you change here holds for this date alone.")
FOLLOWING = N_("What you change here holds for this date and all that follow. The dates before stay as they are.")
_SCOPES = {Scope.ALL: SERIES, Scope.THIS: ONE_DATE, Scope.FOLLOWING: FOLLOWING}
MOST_OFFERS = 12
_VALUE = int(Qt.ItemDataRole.UserRole)


class EventForm(FormDialog):
    """Edits an event, or makes a new one. With `copied` the event is a copy that is not kept yet.

    A new event may come with its plan (from a template, or the copied one's), which is kept with it as one action.
    With `chosen` the event is the draft for one date of a series, or several (`services/series.py`).
    """

    def __init__(
        self,
        context: Context,
        event: Event,
        parent: QWidget | None = None,
        *,
        copied: bool = False,
        chosen: Chosen | None = None,
        plan: Plan | None = None,
    ) -> None:
        if chosen is None and event.recurrence and event.version:
            chosen = Chosen(event.id, event.when, Scope.ALL)
        new = event.version == 0 and chosen is None
        title = N_("Copy of an event") if copied else N_("New event") if new else N_("Edit event")
        super().__init__(context, title, parent)
        self._original, self.plan, self._copied = event, plan, copied
        self._chosen = chosen
        self._guessing = new and not copied and plan is None
        self.template_row = TemplateRow(context, plan, copied=copied) if new and (plan or not copied) else None
        self._make_what()
        self.when = WhenEditor(context)
        self.repeats = RepeatRow(context, self.when.value, self._with_when, chosen)
        before = chosen.event if chosen is not None else None
        self.clashes = ClashLine(context, self.value_for_clashes, lambda: self.plan, before)
        self._make_where()
        self._make_texts()
        self._lay_out()
        self._fill(event)
        self._wire()
        self.ready()
        self._read_names()
        self._name.editor.setFocus()

    # The record ------------------------------------------------------------------------------------------------------

    def value(self) -> Event:
        """Return the event as it stands in the form. Raises InvalidInput."""
        title = " ".join(self._line(self._name).text().split())
        if not title:
            raise InvalidInput(self._name.title, NO_TITLE)
        return replace(
            self._with_when(),
            title=title,
            kind=EventKind(self.kind.currentData(_VALUE)),
            status=EventStatus(self.status.currentData(_VALUE)),
            place=self._line(self._place).text().strip(),
            booth=self._line(self._booth).text().strip(),
            staff=tuple(str(name) for name in self.staff.values),
            description=self.description.value(),
            notes=self.notes.value(),
            url=self._link_value(),
            tags=self.tags.value(),
            tenders=tuple(one for one in self.tenders.values if isinstance(one, UUID)),
        )

    def value_for_clashes(self) -> Event:
        """Return as much of the event as can clash. Raises InvalidInput while the time cannot be read."""
        return replace(
            self._with_when(),
            status=EventStatus(self.status.currentData(_VALUE)),
            place=self._line(self._place).text().strip(),
            booth=self._line(self._booth).text().strip(),
            staff=tuple(str(name) for name in self.staff.values),
        )

    def _with_when(self) -> Event:
        """Return the event at the time, and in the series, that stand in the form. Raises InvalidInput."""
        when = self.when.value()
        return self.repeats.apply(replace(self._original, when=when))

    def beside(self) -> dict[str, Any]:
        """A new event comes with its plan, a date of a series with what the change holds for; both with what they began from."""
        found: dict[str, Any] = {"original": to_plain(self._original), "copied": self._copied}
        if self.plan is not None:
            found["plan"] = to_plain(self.plan)
        if self._chosen is not None:
            found["chosen"] = to_plain(self._chosen)
        return found

    def fill_again(self, event: Event) -> None:
        """Show an event as it was typed before the window locked."""
        self._guessing = False
        self._fill(event)
        self.repeats.follow()
        self.clashes.soon()

    def state(self) -> Any:
        """Return what stands in the fields, readable or not."""
        lines = (self._name, self._place, self._booth, self._link)
        texts = tuple(self._line(field).text().strip() for field in lines)
        chosen = self.kind.currentData(_VALUE), self.status.currentData(_VALUE)
        more = self.staff.values, self.tenders.values, self.tags.value()
        return texts, chosen, (self.when.typed(), self.repeats.typed()), self.description.value(), self.notes.value(), more

    def save(self, record: Event) -> Outcome:
        """Keep the event. When somebody saved meanwhile, both changes are joined unless they concern the same field."""
        try:
            return self._keep(record)
        except ChangedBySomeoneElse:
            joined, clashes = join(self._original, record, self.context.house.events.get(record.id))
            if clashes:
                raise
            return self._keep(joined)

    def _keep(self, record: Event) -> Outcome:
        house, chosen = self.context.house, self._chosen
        if chosen is None and self.plan is not None and record.version == 0:
            # Days of the plan that are no offsets follow the event to the day that was chosen in the form.
            return house.plans.start(record, moved(self.plan, self._original.when, record.when))
        if chosen is None:
            return house.waiting.save(Kind.EVENT, record)
        return house.series.save(chosen.event, chosen.occurrence, record, chosen.scope)

    def show_repeats(self) -> None:
        """Scroll to the row *Repeats* and its next dates."""
        self._scroll.ensureWidgetVisible(self.repeats.dates)
        self._scroll.ensureWidgetVisible(self.repeats.field)

    def submit(self) -> None:
        """Save; whatever else is wrong with the time is said together with the first error."""
        super().submit()
        self.when.check()

    def begin_from(self, template: EventTemplate) -> None:
        """Fill the form in from a template; a title and a day that the officer has typed already stay."""
        context, typed = self.context, self._line(self._name).text().strip()
        try:
            day = self.when.value().first_day if self.when.typed() != self._first_when else None
        except InvalidInput:
            day = None

        def show(made: tuple[Event, Plan]) -> None:
            event, self.plan = made
            self._original = replace(event, title=typed or event.title)
            self._guessing = False
            self._fill(self._original)
            if self.template_row is not None:
                self.template_row.show_plan(self.plan)
            self.clashes.soon()
            self.activateWindow()
            self.when.start.day.line.setFocus()
            self.when.start.day.line.selectAll()

        language = context.words.language.code
        context.read(lambda: begin_from(context.house, template, language, day), show, self)

    # Building --------------------------------------------------------------------------------------------------------

    def _make_what(self) -> None:
        self._name = self.text_field(N_("Title"))
        # The service names the record where the form names the field.
        self.fields[N_("Event")] = self._name
        self.kind = _CalmCombo()
        self.kind.setIconSize(QSize(20, 20))
        self.status = _CalmCombo()

    def _make_where(self) -> None:
        self._place = self.text_field(N_("Place"))
        self._booth = self.text_field(N_("Booth"), N_("Our stand, such as B14."))
        officers = self._offer_officers
        self.staff = ChipsEditor(self.context, officers, N_("Add a name"), free=True)
        self.tenders = ChipsEditor(self.context, self._offer_tenders, N_("Search tenders"))

    def _make_texts(self) -> None:
        self.description = NotesEdit(4)
        self.notes = NotesEdit(3)
        self._link = self.text_field(N_("Link"))
        self._line(self._link).setPlaceholderText("https://")
        self.tags = TagEditor(self.context)

    def _lay_out(self) -> None:
        if self.template_row is not None:
            self._sections.addWidget(self.template_row)
        if self._chosen is not None:
            self._sections.addWidget(self._series_note(_SCOPES[self._chosen.scope]))
        kind, status = self.field(N_("Kind"), self.kind), self.field(N_("Status"), self.status)
        self.add_section("", self._name, (kind, status))
        for field in self.when.fields:
            self.fields[field.title] = field
        self.fields[REPEATS] = self.repeats.field
        self.add_section(N_("When"), self.when, self.clashes, self.repeats)
        staff = self.field(N_("Staff"), self.staff, N_("Those of us who go."))
        self.add_section(N_("Where and who"), (self._place, self._booth), staff)
        description = self.field(
            N_("Description"),
            self.description,
            N_("What guests should know. It stands in calendar files and invitations."),
        )
        put_meter(self.context, description)
        tenders = self.field(N_("Featured tenders"), self.tenders, N_("They stand on the flyer for this event."))
        self.add_section(N_("For guests"), description, self._link, tenders)
        notes = self.field(N_("Notes"), self.notes, N_("Never leave the program in a calendar file."))
        self.add_section(N_("Only for us"), notes, self.field(N_("Tags"), self.tags))

    def _series_note(self, text: str) -> QFrame:
        banner, row = QFrame(), QHBoxLayout()
        set_role(banner, "banner")
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        label = QLabel()
        label.setWordWrap(True)
        self.context.words.bind(label.setText, text)
        row.addWidget(label)
        banner.setLayout(row)
        return banner

    def _fill(self, event: Event) -> None:
        self._fill_choices(event.kind, event.status)
        self._line(self._name).setText(event.title)
        self.when.set_value(event.when)
        self.repeats.set_value(event)
        self._line(self._place).setText(event.place)
        self._line(self._booth).setText(event.booth)
        self.staff.show_chosen(Suggestion(name, name) for name in event.staff)
        self.description.set_value(event.description)
        self.notes.set_value(event.notes)
        self._line(self._link).setText(event.url)
        self.tags.set_value(event.tags)
        # Their titles come from the worker; until then the ids hold their place.
        self.tenders.show_chosen(Suggestion(one, "…") for one in event.tenders)

    def _fill_choices(self, kind: EventKind, status: EventStatus) -> None:
        self.kind.clear()
        self.status.clear()
        for one, text in EVENT_KIND_LABELS.items():
            ink: QColor = event_colours(one, current_theme())[0]
            self.kind.addItem(icon(event_icon_name(one), ink), self.context.words(text), one.value)
        for state, text in EVENT_STATUS_LABELS.items():
            self.status.addItem(self.context.words(text), state.value)
        self.kind.setCurrentIndex(self.kind.findData(kind.value))
        self.status.setCurrentIndex(self.status.findData(status.value))

    def _wire(self) -> None:
        self._first_when = self.when.typed()
        if self.template_row is not None:
            self.template_row.chosen.connect(self.begin_from)
        self._line(self._name).textEdited.connect(self._guess)
        self.kind.activated.connect(self._stop_guessing)
        self.context.words.changed.connect(self._speak)
        self.when.changed.connect(self.repeats.follow)
        for changed in (self.when.changed, self.repeats.changed, self.staff.changed, self._line(self._place).textChanged):
            changed.connect(self.clashes.soon)
        self.status.activated.connect(self.clashes.soon)
        self.repeats.follow()
        self.clashes.look()

    def _speak(self) -> None:
        kind, status = EventKind(self.kind.currentData(_VALUE)), EventStatus(self.status.currentData(_VALUE))
        self._fill_choices(kind, status)

    def _guess(self, title: str) -> None:
        found = guess_kind(title) if self._guessing else None
        if found is not None:
            self.kind.setCurrentIndex(self.kind.findData(found.value))

    def _stop_guessing(self) -> None:
        self._guessing = False

    def _link_value(self) -> str:
        typed = self._line(self._link).text().strip()
        # What came in with a file may be a link that we would not write; it stays as long as nobody touches it.
        return typed if typed == self._original.url else checked_link(typed)

    def _line(self, field: Field) -> QLineEdit:
        assert isinstance(field.editor, QLineEdit)
        return field.editor

    # What is read ----------------------------------------------------------------------------------------------------

    def _read_names(self) -> None:
        house, wanted = self.context.house, self._original.tenders

        def read() -> tuple[list[str], list[Suggestion]]:
            found = house.tenders.many(wanted)
            return house.events.tags(), [Suggestion(one, found[one].title) for one in wanted if one in found]

        def show(answer: tuple[list[str], list[Suggestion]]) -> None:
            known, chosen = answer
            untouched = not self.is_changed()
            self.tags.offer(known)
            if self.tenders.values == wanted:
                self.tenders.show_chosen(chosen)
            if untouched:
                self._clean = self.state()

        self.context.read(read, show, self)

    def _offer_officers(self, text: str) -> list[Suggestion]:
        officers = self.context.house.unit.officers()
        return [Suggestion(one.name, one.name, one.title) for one in officers if _begins(one.name, text)]

    def _offer_tenders(self, text: str) -> list[Suggestion]:
        return find_tenders(self.context.house, text)


class _CalmCombo(QComboBox):
    """A choice that the wheel changes only when it has the focus, so that the form can be scrolled past it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel pass."""
        if event.type() is QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def new_event(context: Context, when: When) -> Event:
    """Return an empty event for the form: now or on a chosen day, with the officer who works here."""
    officer = context.house.officer
    return Event(title="", when=when, staff=(officer,) if officer else ())


def find_tenders(house: House, text: str) -> list[Suggestion]:
    """Return tenders by words, the coming ones when nothing is typed."""
    if not text:
        coming = house.tenders.coming(house.now().date(), MOST_OFFERS)
        return [Suggestion(one.id, one.title, one.reference) for one in coming]
    keys = house.tenders.keys(Listing(Kind.TENDER, text))[:MOST_OFFERS]
    return [
        Suggestion(row.id, str(row.cells["title"]), str(row.cells.get("reference") or ""))
        for row in house.tenders.rows(keys)
    ]


def _begins(name: str, text: str) -> bool:
    wanted = [plain(word) for word in words(text)]
    own = [plain(word) for word in words(name)]
    return all(any(word.startswith(one) for word in own) for one in wanted)
