"""The row *Repeats* of the event form: how often, until when, the next dates, and which of them are days off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach.domain.event import Event
from outreach.domain.repeat import Scope, read_repeat
from outreach.domain.when import When
from outreach.errors import InvalidInput
from outreach.services.series_preview import aligned, days_to_skip, next_dates
from outreach.ui.context import Context
from outreach.ui.events.repeat_dates import RepeatDates
from outreach.ui.events.repeat_editor import REPEATS, RepeatEditor
from outreach.ui.forms.field import Field
from outreach.ui.theme import MARGIN

KEYS = "Ctrl+Alt+R"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which date of which series is changed, and what the change holds for."""

    event: UUID
    occurrence: datetime | When
    scope: Scope


class RepeatRow(QWidget):
    """Puts the lines of a series into the edited event. One date of a series has no row: it cannot repeat by itself.

    `when` gives the time in the form, `edited` the event with this row applied; both raise InvalidInput.
    """

    changed = Signal()

    def __init__(
        self, context: Context, when: Callable[[], When], edited: Callable[[], Event], chosen: Chosen | None
    ) -> None:
        super().__init__()
        self._when = when
        self._context = context
        self._edited = edited
        self._original: Event | None = None
        self.editor = RepeatEditor(context)
        self.dates = RepeatDates(context)
        self.field = Field(context, REPEATS, self.editor)
        self._hidden = chosen is not None and chosen.scope is Scope.THIS
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.field)
        layout.addWidget(self.dates)
        self.setVisible(not self._hidden)
        self.editor.changed.connect(self._edited_here)
        self.dates.skip_wanted.connect(self._skip)
        self.dates.keep_wanted.connect(lambda: self.editor.skip([]))
        context.words.changed.connect(self.show_dates)
        if not self._hidden:
            QShortcut(QKeySequence(KEYS), self, self.choose, context=Qt.ShortcutContext.WindowShortcut)

    def set_value(self, event: Event) -> None:
        """Show how an event repeats."""
        self._original = event
        self.editor.set_value(event.recurrence, event.when)

    def apply(self, event: Event) -> Event:
        """Return the event with the series that stands here; it begins on a day of its rule. Raises InvalidInput."""
        if self._hidden or self._original is None:
            return event
        lines = self.editor.lines(event.when)
        changed = replace(event, recurrence=lines)
        touched = lines != self._original.recurrence or event.when != self._original.when
        simple = read_repeat(lines, event.when) is not None
        return aligned(changed) if touched and simple else changed

    def typed(self) -> tuple[object, ...]:
        """Return what stands there, readable or not."""
        return () if self._hidden else self.editor.typed()

    def follow(self) -> None:
        """Let the rule follow the time in the form, and show the dates again."""
        if self._hidden:
            return
        try:
            when = self._when()
        except InvalidInput:
            self.dates.hide()
            return
        self.editor.follow(when)
        self.show_dates()

    def choose(self) -> None:
        """Go to the row; the key opens the choice too."""
        self.editor.choice.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editor.choice.showPopup()

    def show_dates(self) -> None:
        """Work out the next dates."""
        if self._hidden or self._original is None:
            return
        try:
            event = self._edited()
        except InvalidInput:
            self.dates.hide()
            return
        if not event.recurrence:
            self.dates.show_dates([], 0, skipping=False)
            return
        now, language = self._context.house.now(), self._context.words.language.code
        old = self._original.when
        off = days_to_skip(event, old, now)
        self.dates.show_dates(
            next_dates(event, old, now, language=language), len(off), skipping=bool(self.editor.skipped)
        )

    def _edited_here(self) -> None:
        self.field.clear_error()
        self.show_dates()
        self.changed.emit()

    def _skip(self) -> None:
        if self._original is not None:
            self.editor.skip(days_to_skip(self._edited(), self._original.when, self._context.house.now()))
