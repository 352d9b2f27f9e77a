"""What a template says of the event itself: its name, kind, hours, place, and what guests are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from outreach.domain.event import EVENT_KIND_LABELS, EventKind
from outreach.domain.plan import EventTemplate, Outline, Side
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.events.when_editor import ClockEdit
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.tag_editor import TagEditor
from outreach.ui.icons import event_icon_name, icon
from outreach.ui.plans.form_part import FormPart
from outreach.ui.theme import GAP, current_theme, event_colours

NAME, KIND, TITLE = N_("Template"), N_("Kind"), N_("Title of the event")
STARTS, LENGTH = N_("Starts"), N_("Length")
BUILD, TEAR = N_("Build-up, minutes before"), N_("Tear-down, minutes after")
_LONGEST = 14 * 24 * 60


class LengthEdit(QWidget):
    """A length in hours and minutes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.hours, self.minutes = QSpinBox(), QSpinBox()
        self.hours.setRange(0, _LONGEST // 60)
        context.words.bind(self.hours.setSuffix, N_(" h"))
        self.minutes.setRange(0, 59)
        self.minutes.setSingleStep(15)
        context.words.bind(self.minutes.setSuffix, N_(" min"))
        context.words.bind(self.hours.setAccessibleName, N_("Hours"))
        context.words.bind(self.minutes.setAccessibleName, N_("Minutes"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for box in (self.hours, self.minutes):
            box.setMinimumWidth(84)
        row.addWidget(self.hours, 1)
        row.addWidget(self.minutes, 1)
        self.setFocusProxy(self.hours)

    def value(self) -> int:
        """Return the length in minutes."""
        return self.hours.value() * 60 + self.minutes.value()

    def set_value(self, minutes: int) -> None:
        """Show a length."""
        self.hours.setValue(minutes // 60)
        self.minutes.setValue(minutes % 60)


class TemplatePart(FormPart):
    """Edits the parts of an `EventTemplate` that its outline does not hold; the value is the template."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.kind, self.starts, self.length = QComboBox(), ClockEdit(), LengthEdit(context)
        self.kind.setIconSize(QSize(20, 20))
        self.build_up, self.tear_down = QSpinBox(), QSpinBox()
        self.description, self.tags = NotesEdit(3), TagEditor(context)
        self._lay_out()
        self._wire()
        self._speak()

    def value(self) -> EventTemplate:
        """Return the template as it stands in the fields. Raises InvalidInput."""
        name = " ".join(self.name.text().split())
        if not name:
            raise InvalidInput(NAME, N_("A template needs a name."))
        shown: EventTemplate = self._shown
        clock = self.starts.value()
        return replace(
            shown,
            name=name,
            kind=EventKind(self.kind.currentData()),
            title=" ".join(self.event_title.text().split()),
            starts=clock.hour * 60 + clock.minute,
            minutes=self.length.value(),
            place=self.place.text().strip(),
            description=self.description.value(),
            tags=self.tags.value(),
            build_up=_known(self.build_up, shown, shown.build_up),
            tear_down=_known(self.tear_down, shown, shown.tear_down),
        )

    def show_value(self, value: EventTemplate) -> None:
        """Show a template. What was typed here comes back with a new version: then the cursor stays where it is."""
        shown: EventTemplate | None = self._shown
        if shown is not None and _bare(shown) == _bare(value):
            self._shown = value
            self._show_side(value)
        else:
            super().show_value(value)

    def fill(self, value: EventTemplate) -> None:
        """Put a template into the fields."""
        self.name.setText(value.name)
        self.kind.setCurrentIndex(self.kind.findData(value.kind.value))
        self.event_title.setText(value.title)
        self.starts.set_value(time(value.starts // 60 % 24, value.starts % 60))
        self.length.set_value(value.minutes)
        self.place.setText(value.place)
        self.description.set_value(value.description)
        self.tags.set_value(value.tags)
        for box, minutes in ((self.build_up, value.build_up), (self.tear_down, value.tear_down)):
            box.setValue(-1 if minutes is None else minutes)
        for line in (self.name, self.event_title, self.place):
            if not line.hasFocus():
                line.setCursorPosition(0)  # a long text is read from its beginning
        self._show_side(value)

    def _show_side(self, value: EventTemplate) -> None:
        for title in (BUILD, TEAR):
            self.fields[title].setVisible(value.outline.side is Side.EXHIBITOR)

    def _lay_out(self) -> None:
        self.heading(N_("The event"))
        self.name = self.line(NAME, N_("By this name it is chosen."))
        self.event_title = self.line(TITLE)
        self.place = self.line(N_("Place"))
        for box in (self.build_up, self.tear_down):
            box.setRange(-1, 7 * 24 * 60)
            box.setSingleStep(30)
            self.context.words.bind(box.setSpecialValueText, N_("None"))
        of = self.fields
        self.rows(
            (of[NAME], self.field(KIND, self.kind)),
            (of[TITLE], of[N_("Place")]),
            (self.field(STARTS, self.starts), self.field(LENGTH, self.length)),
            (self.field(BUILD, self.build_up), self.field(TEAR, self.tear_down)),
            (self.field(N_("Description"), self.description, N_("What guests should know.")),),
            (self.field(N_("Tags"), self.tags),),
        )
        self._column.addStretch(1)

    def _wire(self) -> None:
        self.kind.activated.connect(self._chosen)
        self.kind.installEventFilter(self)
        self.starts.timeChanged.connect(self.touched)
        self.starts.editingFinished.connect(self.commit)
        for box in (self.length.hours, self.length.minutes, self.build_up, self.tear_down):
            box.valueChanged.connect(self.touched)
            box.editingFinished.connect(self.commit)
        self.description.textChanged.connect(self.touched)
        self.tags.changed.connect(self._chosen)
        self.context.words.changed.connect(self._speak)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel passes over the choice of a kind while the page is scrolled."""
        if watched is self.kind and event.type() is QEvent.Type.Wheel and not self.kind.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _chosen(self, *_: object) -> None:
        self.touched()
        self.commit()

    def _speak(self) -> None:
        chosen: Any = self.kind.currentData()
        self.kind.clear()
        for one, text in EVENT_KIND_LABELS.items():
            ink: QColor = event_colours(one, current_theme())[0]
            self.kind.addItem(icon(event_icon_name(one), ink), self.context.words(text), one.value)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))


def _bare(template: EventTemplate) -> EventTemplate:
    """Return as much of a template as this part edits."""
    return replace(template, version=0, outline=Outline(), answer_days=0)


def _known(box: QSpinBox, template: EventTemplate, before: int | None) -> int | None:
    """Return what a box says; where it is not shown, what was there before."""
    if template.outline.side is not Side.EXHIBITOR:
        return before
    return box.value() if box.value() >= 0 else None
