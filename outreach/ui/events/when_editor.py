"""When an event is: two days with times, or whole days, and the zone of the clock. The end follows the start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from PySide6.QtCore import QEvent, QObject, Qt, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QTimeEdit, QVBoxLayout, QWidget

from outreach.domain.when import HOME_ZONE, When, all_day, to_instant, zoned
from outreach.errors import InvalidInput
from outreach.language import N_, NN_
from outreach.ui.calendar.entry_words import when_words
from outreach.ui.context import Context
from outreach.ui.forms.days import DayField
from outreach.ui.forms.field import Field
from outreach.ui.forms.suggestions import Suggestion, SuggestionLine
from outreach.ui.theme import GAP, MARGIN, set_role

STARTS, ENDS, ZONE = N_("Starts"), N_("Ends"), N_("Time zone")
NO_DAY = N_("Say which day it is, as in 2026-12-03.")
TOO_EARLY = N_("The end lies before the start.")
NO_SUCH_TIME = N_("This time does not exist: the clocks are put forward that night.")
NO_SUCH_ZONE = N_("There is no time zone called {zone}. Search for a city, such as Helsinki.")
HOURS = NN_("{n} hour", "{n} hours")
MINUTES = NN_("{n} minute", "{n} minutes")
DAYS = NN_("{n} day", "{n} days")

#: What is offered before anything is typed: ours, and those of our neighbours.
NEAR_ZONES = (
    HOME_ZONE,
    "Europe/Helsinki",
    "Europe/Oslo",
    "Europe/Copenhagen",
    "Europe/Berlin",
    "Europe/Brussels",
    "Europe/London",
    "UTC",
)
MOST_ZONES = 40
USUAL = (time(9), time(11))


class ClockEdit(QTimeEdit):
    """A time of day that steps by quarters of an hour, and that the wheel changes only when it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setDisplayFormat("HH:mm")
        self.setMinimumWidth(88)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)

    def value(self) -> time:
        """Return the time."""
        shown = self.time()
        return time(shown.hour(), shown.minute())

    def set_value(self, clock: time) -> None:
        """Show a time."""
        self.setTime(QTime(clock.hour, clock.minute))

    def stepBy(self, steps: int) -> None:
        """Step whole hours, or to the next quarter."""
        if self.currentSection() is not QTimeEdit.Section.MinuteSection:
            super().stepBy(steps)
            return
        minutes = self.time().hour() * 60 + self.time().minute()
        quarter = (minutes // 15 + steps) * 15 if steps > 0 or minutes % 15 == 0 else (minutes // 15 + steps + 1) * 15
        minutes = quarter % (24 * 60)
        self.setTime(QTime(minutes // 60, minutes % 60))
        self.setSelectedSection(QTimeEdit.Section.MinuteSection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the form scroll when the pointer merely passes."""
        if event.type() is QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class DayAndClock(QWidget):
    """A day and, unless whole days are meant, a time."""

    changed = Signal()

    def __init__(self, context: Context, title: str, clock_name: str) -> None:
        super().__init__()
        self._title = title
        self.day = DayField(context, title)
        self.day.line.setClearButtonEnabled(False)
        context.words.bind(self.day.line.setPlaceholderText, N_("Year-month-day"))
        self.clock = ClockEdit()
        context.words.bind(self.clock.setAccessibleName, clock_name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.day, 1)
        layout.addWidget(self.clock)
        self.setFocusProxy(self.day)
        self.day.changed.connect(self.changed)
        self.clock.timeChanged.connect(lambda: self.changed.emit())

    def value(self) -> datetime:
        """Return day and time. Raises InvalidInput for a day that is none, or missing."""
        day = self.day.value()
        if day is None:
            raise InvalidInput(self._title, NO_DAY)
        return datetime.combine(day, self.clock.value())

    def set_value(self, wall: datetime) -> None:
        """Show day and time."""
        self.day.set_value(wall.date())
        self.clock.set_value(wall.time())

    def typed(self) -> tuple[str, str]:
        """Return what stands there, readable or not."""
        return self.day.line.text().strip(), self.clock.time().toString("HH:mm")

    def event(self, event: QEvent) -> bool:
        """Hand the red edge of a wrong field on to the line inside."""
        if event.type() is QEvent.Type.DynamicPropertyChange and self.day.line.property("invalid") != self.property(
            "invalid"
        ):
            self.day.line.setProperty("invalid", self.property("invalid"))
            self.day.line.style().unpolish(self.day.line)
            self.day.line.style().polish(self.day.line)
        return super().event(event)


class WhenEditor(QWidget):
    """Edits a `When`. `fields` are those whose errors `value` may raise."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._last_start: datetime | None = None
        self._filling = False
        self.start = DayAndClock(context, STARTS, N_("Time of the start"))
        self.end = DayAndClock(context, ENDS, N_("Time of the end"))
        self.whole_days = QCheckBox()
        context.words.bind(self.whole_days.setText, N_("All day"))
        self.zone = self._make_zone()
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        set_role(self.said, "muted")
        self.fields = self._make_fields()
        self._lay_out()
        self._wire()

    def value(self) -> When:
        """Return the time. Raises InvalidInput for what cannot be."""
        start, end = self.start.value(), self.end.value()
        if self.whole_days.isChecked():
            if end.date() < start.date():
                raise InvalidInput(ENDS, TOO_EARLY)
            return all_day(start.date(), end.date())
        zone = self._zone()
        if end < start:
            raise InvalidInput(ENDS, TOO_EARLY)
        for title, wall in ((STARTS, start), (ENDS, end)):
            if not _exists(wall, zone):
                raise InvalidInput(title, NO_SUCH_TIME)
        return zoned(start, end, zone)

    def set_value(self, when: When) -> None:
        """Show a time."""
        self._filling = True
        self.whole_days.setChecked(when.all_day)
        if when.all_day:
            self.start.set_value(datetime.combine(when.first_day, USUAL[0]))
            self.end.set_value(datetime.combine(when.last_day, USUAL[1]))
        else:
            self.start.set_value(when.start)
            self.end.set_value(when.end)
        self.zone.setText(HOME_ZONE if when.all_day else when.zone)
        self._filling = False
        self._last_start = self.start.value()
        self._show_parts()
        self._speak()

    def check(self) -> None:
        """Say at its field what is wrong, if anything is."""
        try:
            self.value()
        except InvalidInput as error:
            self._show_error(error)

    def typed(self) -> tuple[object, ...]:
        """Return what stands there, readable or not."""
        return self.start.typed(), self.end.typed(), self.whole_days.isChecked(), self.zone.text().strip()

    def _make_zone(self) -> SuggestionLine:
        zone = SuggestionLine(self._context, find_zones, least=0)
        self._context.words.bind(zone.setPlaceholderText, N_("Local time, wherever one is"))
        zone.taken.connect(lambda one: zone.setText(str(one.value)))
        return zone

    def _make_fields(self) -> tuple[Field, Field, Field]:
        return (
            Field(self._context, STARTS, self.start),
            Field(self._context, ENDS, self.end),
            Field(self._context, ZONE, self.zone),
        )

    def _lay_out(self) -> None:
        starts, ends, zone = self.fields
        days, below = QHBoxLayout(), QHBoxLayout()
        for row in (days, below):
            row.setSpacing(MARGIN)
        days.addWidget(starts, 1, Qt.AlignmentFlag.AlignTop)
        days.addWidget(ends, 1, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(GAP)
        beside.addWidget(self.whole_days)
        beside.addWidget(self.said)
        beside.addStretch(1)
        below.addLayout(beside, 1)
        below.addWidget(zone, 1, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addLayout(days)
        layout.addLayout(below)
        QWidget.setTabOrder(ends, self.whole_days)
        QWidget.setTabOrder(self.whole_days, zone)

    def _wire(self) -> None:
        self.start.changed.connect(self._start_moved)
        self.end.changed.connect(self._edited)
        self.whole_days.toggled.connect(self._toggled)
        self.zone.textChanged.connect(self._edited)
        self._context.words.changed.connect(self._speak)

    def _start_moved(self) -> None:
        if self._filling:
            return
        try:
            start, end = self.start.value(), self.end.value()
        except InvalidInput:
            self._edited()
            return
        if self._last_start is not None and start != self._last_start:
            self._filling = True
            self.end.set_value(end + (start - self._last_start))
            self._filling = False
        self._last_start = start
        self._edited()

    def _toggled(self) -> None:
        self._show_parts()
        self._edited()

    def _show_parts(self) -> None:
        timed = not self.whole_days.isChecked()
        self.start.clock.setVisible(timed)
        self.end.clock.setVisible(timed)
        self.fields[2].setVisible(timed)

    def _edited(self) -> None:
        if not self._filling:
            self._speak()
            self.changed.emit()

    def _speak(self) -> None:
        """Say the time in full as it will be shown, or at its field why it cannot be."""
        for field in self.fields:
            field.clear_error()
        try:
            when = self.value()
        except InvalidInput as error:
            self.said.clear()
            # While a day is being typed it is no day yet: that is said on saving, not on every key.
            if error.reason in (TOO_EARLY, NO_SUCH_TIME):
                self._show_error(error)
            return
        words = self._context.words
        length = " ".join(words.count(forms, number) for forms, number in length_of(when))
        self.said.setText(" · ".join(part for part in (when_words(when, words), length) if part))

    def _show_error(self, error: InvalidInput) -> None:
        field = next(field for field in self.fields if field.title == error.field)
        field.show_error(self._context.words(error.reason, **error.values))

    def _zone(self) -> str:
        text = "_".join(self.zone.text().split())
        if not text:
            return ""
        known = next((name for name in zone_names() if name.casefold() == text.casefold()), None)
        if known is None:
            raise InvalidInput(ZONE, NO_SUCH_ZONE, zone=self.zone.text().strip()[:40])
        return known


def find_zones(text: str) -> list[Suggestion]:
    """Return zones whose name has all the words typed; the near ones when nothing, or the full name of one, stands there."""
    wanted = text.casefold().replace("_", " ").replace("/", " ").split()
    names: Sequence[str] = zone_names()
    if not wanted or text in names:
        return [Suggestion(name, name) for name in NEAR_ZONES]
    found = [name for name in names if all(word in name.casefold().replace("_", " ") for word in wanted)]
    # A city that begins with the word is meant more often than one that has it inside.
    found.sort(key=lambda name: (not name.casefold().rpartition("/")[2].startswith(wanted[-1]), name))
    return [Suggestion(name, name) for name in found[:MOST_ZONES]]


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names of all zones with a place, and UTC."""
    legacy = ("Etc/", "SystemV/", "US/", "posix/", "right/")
    return (*sorted(name for name in available_timezones() if "/" in name and not name.startswith(legacy)), "UTC")


def length_of(when: When) -> list[tuple[tuple[str, str], int]]:
    """Return how long it takes as (forms, number): whole days, or hours and minutes as the clock on the wall runs."""
    if when.all_day:
        days = (when.end - when.start).days
        return [(DAYS, days)] if days > 1 else []
    minutes = int((when.end_utc - when.start_utc).total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    parts = [(DAYS, days), (HOURS, rest // 60), (MINUTES, rest % 60)]
    return [(forms, number) for forms, number in parts if number]


def next_hour(now: datetime) -> When:
    """Return the usual time of a new event: from the next full hour, two hours long. `now` is aware."""
    local = now.astimezone(ZoneInfo(HOME_ZONE)).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    start = local + timedelta(hours=1)
    return zoned(start, start + timedelta(hours=2))


def usual_on(day: date) -> When:
    """Return the usual time of a new event on a chosen day."""
    return zoned(datetime.combine(day, USUAL[0]), datetime.combine(day, USUAL[1]))


def _exists(wall: datetime, zone: str) -> bool:
    """Say whether the clock of a zone shows this time at all: in the night of summer time an hour is left out."""
    try:
        clock = ZoneInfo(zone or HOME_ZONE)
    except ZoneInfoNotFoundError:
        return True
    return to_instant(wall, zone).astimezone(clock).replace(tzinfo=None, fold=0) == wall
