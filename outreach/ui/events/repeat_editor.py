"""How often an event repeats: the usual ways by name, one's own by parts, and when it ends. Always one simple rule.

A rule of another program that says more stays as it is until another way is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from outreach.domain.repeat import (
    MOST_COUNT,
    MOST_EVERY,
    Repeat,
    Unit,
    monthly_by_weekday,
    read_repeat,
    weekly,
    write_rule,
    yearly,
)
from outreach.domain.repeat_words import nth_words, repeat_words
from outreach.domain.when import When, all_day
from outreach.errors import InvalidInput
from outreach.language import N_, NN_
from outreach.services.series_preview import series_lines, skip_lines
from outreach.ui.context import Context
from outreach.ui.events.repeat_parts import CalmChoice, MonthDays, WeekdayButtons, day_options
from outreach.ui.forms.days import DayField
from outreach.ui.theme import GAP, set_role

REPEATS = N_("Repeats")
NO_LAST_DAY = N_("Say until which day it repeats, as in 2026-12-03.")
TOO_SOON = N_("The series would end before it begins.")
NEVER, WEEK, FORTNIGHT, NTH, YEAR, OWN, KEPT = "never", "week", "fortnight", "nth", "year", "own", "kept"
FOR_EVER, UNTIL_DAY, TIMES = "for ever", "until", "times"
_UNITS = {
    Unit.DAY: NN_("day", "days"),
    Unit.WEEK: NN_("week", "weeks"),
    Unit.MONTH: NN_("month", "months"),
    Unit.YEAR: NN_("year", "years"),
}
_ENDS = {
    FOR_EVER: N_("with no end"),
    UNTIL_DAY: N_("until a day"),
    TIMES: N_("a number of times"),
}
#: How long a series runs when an end is first asked for.
_USUAL_LENGTH = {Unit.DAY: 30, Unit.WEEK: 182, Unit.MONTH: 365, Unit.YEAR: 5 * 366}


class RepeatEditor(QWidget):
    """Edits the lines of a series. `changed` tells of every change, also of days that are skipped."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._original: tuple[str, ...] = ()
        self._read: Repeat | None = None
        self._repeat: Repeat | None = None
        self._foreign = False
        self._own = False
        self._day = date(2026, 1, 1)
        self._made_for: When | None = None
        self.skipped: tuple[date, ...] = ()
        self.choice = CalmChoice()
        self.every = QSpinBox()
        self.unit = CalmChoice()
        self.weekdays = WeekdayButtons(context)
        self.month_days = MonthDays()
        self.end = CalmChoice()
        self.until = DayField(context, REPEATS)
        self.count = QSpinBox()
        self._lay_out()
        self._wire()

    # The value -------------------------------------------------------------------------------------------------------

    def set_value(self, lines: Sequence[str], when: When) -> None:
        """Show the lines of a series that begins at `when`; none for a single event."""
        self._original, self._made_for = tuple(lines), when
        self._day = when.start.date()
        self._read = self._repeat = read_repeat(lines, when)
        self._foreign = bool(lines) and self._repeat is None
        self._own = self._repeat is not None and self._preset() == OWN
        self.skipped = ()
        self._show()

    def follow(self, when: When) -> None:
        """Let the rule follow the first day: a weekly hour on Tuesdays that begins on a Thursday is one on Thursdays."""
        day = when.start.date()
        if day == self._day:
            return
        if self._repeat is not None:
            self._repeat = self._repeat.follow(self._day, day)
        self._day = day
        self.skipped = ()
        self._show()

    def repeat(self) -> Repeat | None:
        """Return the rule, None for never or one of another program. Raises InvalidInput for an end that is none."""
        if self._repeat is None:
            return None
        kind = self.end.chosen()
        until = self.until.value() if kind == UNTIL_DAY else None
        if kind == UNTIL_DAY and until is None:
            raise InvalidInput(REPEATS, NO_LAST_DAY)
        if until is not None and until < self._day:
            raise InvalidInput(REPEATS, TOO_SOON)
        return replace(self._repeat, until=until, count=self.count.value() if kind == TIMES else 0)

    def lines(self, when: When) -> tuple[str, ...]:
        """Return the lines of the series. What nobody touched comes back as it was. Raises InvalidInput."""
        repeat = self.repeat()
        if self._foreign and not self.skipped:
            return self._original
        if repeat == self._read and not self.skipped and repeat is not None:
            return self._original
        if self._foreign:
            return (*self._original, *skip_lines(self.skipped, when))
        return series_lines(repeat, when, self._original, self.skipped)

    def typed(self) -> tuple[Any, ...]:
        """Return what stands there, readable or not."""
        return self._repeat, self._foreign, self.end.chosen(), self.until.line.text(), self.count.value(), self.skipped

    def skip(self, days: Sequence[date]) -> None:
        """Leave these days out; none brings all back that were left out here."""
        self.skipped = tuple(sorted({*self.skipped, *days})) if days else ()
        self.changed.emit()

    # Building --------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.every.setRange(1, MOST_EVERY)
        self.count.setRange(1, MOST_COUNT)
        self.count.setValue(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.choice)
        self._own_row = _row(self._label(N_("Every")), self.every, self.unit, self.month_days)
        layout.addWidget(self._own_row)
        layout.addWidget(self.weekdays)
        self._end_row = _row(self._label(N_("Goes on")), self.end, self.until, self.count)
        layout.addWidget(self._end_row)
        self.setFocusProxy(self.choice)
        bind = self._context.words.bind
        bind(self.choice.setAccessibleName, N_("Repeats"))
        bind(self.every.setAccessibleName, N_("Every how many"))
        bind(self.unit.setAccessibleName, N_("Days, weeks, months or years"))
        bind(self.month_days.setAccessibleName, N_("Which day"))
        bind(self.end.setAccessibleName, N_("When the series ends"))
        bind(self.count.setAccessibleName, N_("How many times"))

    def _label(self, text: str) -> QLabel:
        label = QLabel()
        set_role(label, "muted")
        self._context.words.bind(label.setText, text)
        # The two rows begin their fields at the same place.
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance("MMMMMM"))
        return label

    def _wire(self) -> None:
        self.choice.activated.connect(self._chosen)
        self.every.valueChanged.connect(self._parts_changed)
        self.unit.activated.connect(self._unit_changed)
        self.weekdays.changed.connect(self._parts_changed)
        self.month_days.activated.connect(self._parts_changed)
        self.end.activated.connect(self._end_changed)
        self.until.changed.connect(self.changed)
        self.count.valueChanged.connect(lambda: self.changed.emit())
        self._context.words.changed.connect(self._show)

    # What is chosen --------------------------------------------------------------------------------------------------

    def _preset(self) -> str:
        """Return which of the usual ways the rule is."""
        if self._repeat is None:
            return KEPT if self._foreign else NEVER
        bare = replace(self._repeat, until=None, count=0)
        return next((name for name, make in _PRESETS.items() if make(self._day) == bare), OWN)

    def _chosen(self) -> None:
        name = str(self.choice.chosen())
        self.skipped = ()
        self._foreign = name == KEPT
        self._own = name == OWN
        if name in (NEVER, KEPT):
            self._repeat = None
        elif name == OWN:
            self._repeat = self._repeat or weekly(self._day)
        else:
            ends = (self._repeat.until, self._repeat.count) if self._repeat else (None, 0)
            self._repeat = replace(_PRESETS[name](self._day), until=ends[0], count=ends[1])
        self._show()
        self.changed.emit()

    def _unit_changed(self) -> None:
        unit = Unit(self.unit.chosen())
        if self._repeat is not None and unit is not self._repeat.unit:
            self._repeat = replace(day_options(unit, self._day)[0], every=self.every.value())
            self.skipped = ()
            self._show()
            self.changed.emit()

    def _parts_changed(self) -> None:
        if self._repeat is None:
            return
        chosen = self._repeat
        self.skipped = ()
        if chosen.unit is Unit.WEEK:
            chosen = replace(chosen, weekdays=self.weekdays.value() or (self._day.weekday(),))
        elif chosen.unit in (Unit.MONTH, Unit.YEAR):
            chosen = self.month_days.chosen() or chosen
        self._repeat = replace(chosen, every=self.every.value(), until=None, count=0)
        self._show_parts()
        self.changed.emit()

    def _end_changed(self) -> None:
        if self.end.chosen() == UNTIL_DAY and not self.until.line.text() and self._repeat is not None:
            self.until.set_value(self._day + timedelta(days=_USUAL_LENGTH[self._repeat.unit]))
        self._show_end()
        self.changed.emit()

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        words = self._context.words
        ways = [(NEVER, words(N_("Never")))]
        ways += [(name, _said(make(self._day), self._day, self._context)) for name, make in _PRESETS.items()]
        ways.append((OWN, words(N_("In another way…"))))
        if self._original and self._read is None and self._made_for is not None:
            ways.append((KEPT, repeat_words(self._original, self._made_for, words.language)))
        self.choice.offer(ways, OWN if self._own else self._preset())
        self._show_parts()
        self.end.offer([(name, words(text)) for name, text in _ENDS.items()], self._end_kind())
        self._show_end()

    def _end_kind(self) -> str:
        """Return the end that the rule has, or that was just chosen."""
        if self._repeat is not None and (self._repeat.until or self._repeat.count):
            with QSignalBlocker(self.until), QSignalBlocker(self.count):
                if self._repeat.until:
                    self.until.set_value(self._repeat.until)
                if self._repeat.count:
                    self.count.setValue(self._repeat.count)
            kind = UNTIL_DAY if self._repeat.until else TIMES
            self._repeat = replace(self._repeat, until=None, count=0)
            return kind
        return str(self.end.chosen() or FOR_EVER)

    def _show_parts(self) -> None:
        repeat = self._repeat
        self._own_row.setVisible(self._own and repeat is not None)
        self.weekdays.setVisible(self._own and repeat is not None and repeat.unit is Unit.WEEK)
        by_month = repeat is not None and repeat.unit in (Unit.MONTH, Unit.YEAR)
        self.month_days.setVisible(by_month)
        if repeat is None:
            return
        words = self._context.words
        with QSignalBlocker(self.every):
            self.every.setValue(repeat.every)
        self.unit.offer([(unit, words.count(forms, repeat.every)) for unit, forms in _UNITS.items()], repeat.unit)
        self.weekdays.set_value(repeat.weekdays)
        if by_month:
            bare = replace(repeat, every=1, until=None, count=0)
            options = day_options(repeat.unit, self._day)
            options += [] if bare in options else [bare]
            self.month_days.offer([(one, _day_said(one, self._context)) for one in options], bare)

    def _show_end(self) -> None:
        kind = self.end.chosen()
        self._end_row.setVisible(self._repeat is not None)
        self.until.setVisible(kind == UNTIL_DAY)
        self.count.setVisible(kind == TIMES)


_PRESETS: dict[str, Callable[[date], Repeat]] = {
    WEEK: weekly,
    FORTNIGHT: lambda day: weekly(day, 2),
    NTH: monthly_by_weekday,
    YEAR: yearly,
}


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return holder


def _said(repeat: Repeat, day: date, context: Context) -> str:
    language = context.words.language
    if repeat.unit is Unit.YEAR:
        return context.words(N_("Every year on {day}"), day=language.day(day, "d MMMM"))
    return repeat_words([f"RRULE:{write_rule(repeat, all_day(day))}"], all_day(day), language)


def _day_said(repeat: Repeat, context: Context) -> str:
    """Say the day of a month or a year: "on day 15", "the third Tuesday", "15 April"."""
    words, language = context.words, context.words.language
    month = language.day(date(2026, repeat.month, 1), "LLLL") if repeat.month else ""
    if repeat.nth:
        said = nth_words(repeat.nth, repeat.weekdays[0], language)
        return words(N_("on {day} in {month}"), day=said, month=month) if month else words(N_("on {day}"), day=said)
    if repeat.month_day == -1:
        return words(N_("on the last day of the month"))
    if month:
        return words(N_("on {day} {month}"), day=repeat.month_day, month=month)
    return words(N_("on day {day} of the month"), day=repeat.month_day)

