"""The unit's templates: all of them at the left, the chosen one beside it with the same parts as a plan, offsets instead of days.

A change of a built-in template makes it the unit's own; *Put back* brings the built-in one again. Everything is kept at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.plan import EventTemplate
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.plans.frame import frame_of_template
from outreach.ui.plans.keeping import KeepingWindow
from outreach.ui.plans.places_part import Places, PlacesPart
from outreach.ui.plans.sheet import PLACES, PlanPart, PlanSheet
from outreach.ui.plans.template_part import TemplatePart
from outreach.ui.plans.template_words import origin_words, template_line
from outreach.ui.scrolling import scrolling
from outreach.ui.theme import GAP, MARGIN, TIGHT, WIDE, set_role
from outreach.ui.words import Words

EVENT = "event"
NEW, COPY, PUT_BACK, DELETE = N_("New template"), N_("Copy"), N_("Put back the built-in one"), N_("Delete")
HINT = N_("What you change is kept at once. Events that are planned already stay as they are. Ctrl+Z takes back.")
_LIST_WIDTH = 300


def _note(template: EventTemplate, words: Words) -> str:
    return origin_words(template, words) if template.version else ""


class TemplateList(LineList):
    """The templates. Delete removes an own one, Ctrl+D copies, Enter goes into the chosen one."""

    def __init__(self, calls: dict[Qt.Key, Callable[[], None]]) -> None:
        super().__init__(tall=True)
        self._calls = calls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the list."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        call = self._calls.get(Qt.Key(event.key()))
        if call is not None and control == (event.key() == Qt.Key.Key_D):
            call()
        else:
            super().keyPressEvent(event)


class TemplateWindow(KeepingWindow):
    """Edits the templates."""

    geometry_name = "templates.geometry"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.templates: list[EventTemplate] = []
        self.template: EventTemplate | None = None
        self._officers: tuple[str, ...] = ()
        self._wanted: UUID | None = None
        self._names_new = False
        key = Qt.Key
        self.list = TemplateList({key.Key_Delete: self.delete, key.Key_D: self.copy})
        self.sheet = PlanSheet(context, template=True)
        self.basics = TemplatePart(context)
        self.places = PlacesPart(context, template=True)
        self._build()
        self._wire()
        self.restore(1280, 720)

    def open(self, template: UUID | None = None) -> None:
        """Show the window, with a template chosen when one is named."""
        self._wanted = template or self._wanted
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.read()

    def read(self) -> None:
        """Read the templates anew."""
        house, code = self.context.house, self.context.words.language.code

        def look() -> tuple[list[EventTemplate], tuple[str, ...]]:
            return house.templates.all(code), tuple(one.name for one in house.unit.officers())

        self.context.read(look, self._show, self)

    # What the officer does -------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Begin a new template; its name is asked for first."""
        self._begin(EventTemplate(name=self.context.words(NEW)))

    def copy(self) -> None:
        """Make a template like the chosen one."""
        if self.template is not None:
            self._begin(self.context.house.templates.copy(self.template, self.context.words.language.code))

    def put_back(self) -> None:
        """Let the built-in template be as it was."""
        template, templates = self.template, self.context.house.templates
        if template is not None and template.instead_of and template.version:
            self.keep(lambda: templates.put_back(template.instead_of))

    def delete(self) -> None:
        """Delete an own template; a built-in one stays."""
        template, templates = self.template, self.context.house.templates
        if template is not None and template.version and not template.instead_of:
            self.keep(lambda: templates.delete([template.id]))
        elif template is not None:
            self.say(self.context.words(N_("A built-in template stays. What you changed in it can be put back.")), "muted")

    # Keeping ---------------------------------------------------------------------------------------------------------

    def _begin(self, template: EventTemplate) -> None:
        self._wanted, self._names_new = template.id, True
        self.keep(lambda: self.context.house.templates.save(template))

    def _change(self, change: Callable[[EventTemplate], EventTemplate]) -> None:
        shown, templates, code = self.template, self.context.house.templates, self.context.words.language.code
        if shown is None:
            return

        def work() -> Changes:
            stored = next(one for one in templates.all(code) if one.id == shown.id)
            return templates.save(change(stored))

        self.keep(work)

    def _keep_outline(self, name: str, value: object) -> None:
        self._change(lambda stored: replace(stored, outline=replace(stored.outline, **{name: value})))  # type: ignore[arg-type]

    def _keep_basics(self, edited: EventTemplate) -> None:
        self._change(
            lambda stored: replace(
                edited, version=stored.version, outline=stored.outline, answer_days=stored.answer_days
            )
        )

    def _keep_places(self, places: Places) -> None:
        self._change(
            lambda stored: replace(
                stored, answer_days=places.answer_days, outline=replace(stored.outline, capacity=places.capacity)
            )
        )

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, found: tuple[list[EventTemplate], tuple[str, ...]]) -> None:
        self.templates, self._officers = found
        words = self.context.words
        lines = [template_line(one, words, _note(one, words), short=True) for one in self.templates]
        self.list.blockSignals(True)
        self.list.show_lines(lines, first=True)
        row = next((row for row, one in enumerate(self.templates) if one.id == self._wanted), -1)
        if row >= 0:
            self.list.setCurrentIndex(self.list.model().index(row, 0))
        self.list.blockSignals(False)
        self._wanted = None
        self._choose(self.list.current())
        if self._names_new and row >= 0:
            self._names_new = False
            self.sheet.go(EVENT)
            self.basics.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self.basics.name.selectAll()

    def _choose(self, template: object) -> None:
        if not isinstance(template, EventTemplate):
            return
        if self.template is not None and template.id != self.template.id:
            self.commit_fields()
        self.template = template
        self.sheet.show_outline(template.outline, frame_of_template(template, self._officers))
        self.basics.show_value(template)
        self.places.show_value(Places(template.outline.capacity, None, template.answer_days))
        self.put_back_button.setVisible(bool(template.instead_of))
        self.put_back_button.setEnabled(bool(template.version))
        self.delete_button.setVisible(not template.instead_of)

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.TEMPLATE, Kind.OFFICER):
            self.read()

    def _speak(self) -> None:
        self.say(self.context.words(HINT), "caption")
        self.read()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self.context.words
        words.bind(self.setWindowTitle, N_("Templates of events"))
        words.bind(self.list.setAccessibleName, N_("Templates"))
        places = QWidget()
        column = QVBoxLayout(places)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(self.places)
        column.addWidget(self.sheet.resources, 1)
        self.sheet.add_part(PlanPart(EVENT, N_("The event"), "events", scrolling(self.basics), self.basics.name), 0)
        self.sheet.add_part(PlanPart(PLACES, N_("Guests and rooms"), "place", places, self.places.capacity))
        title = text_label("", "title")
        words.bind(title.setText, N_("Templates of events"))
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(self._side())
        row.addWidget(self.sheet, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(WIDE, MARGIN, WIDE, GAP + TIGHT)
        whole.setSpacing(MARGIN)
        whole.addWidget(title)
        whole.addLayout(row, 1)
        whole.addWidget(self.said)
        self.setMinimumSize(900, 460)
        self.say(words(HINT), "caption")

    def _side(self) -> QFrame:
        words = self.context.words
        self.new_button, self.copy_button = QPushButton(), QPushButton()
        self.put_back_button, self.delete_button = QPushButton(), QPushButton()
        for button, text, name, call in (
            (self.new_button, NEW, "add", self.add),
            (self.copy_button, COPY, "copy", self.copy),
            (self.put_back_button, PUT_BACK, "undo", self.put_back),
            (self.delete_button, DELETE, "delete", self.delete),
        ):
            words.bind(button.setText, text)
            put_icon(button, name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, call=call: call())
        side = QFrame()
        set_role(side, "card")
        side.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.new_button, 3)
        row.addWidget(self.copy_button, 2)
        column.addLayout(row)
        column.addWidget(self.put_back_button)
        column.addWidget(self.delete_button)
        self.delete_button.hide()
        return side

    def _wire(self) -> None:
        self.list.moved.connect(self._choose)
        self.list.chosen.connect(lambda _: self.sheet.go(self.sheet.part))
        self.sheet.outline_edited.connect(self._keep_outline)
        self.sheet.shown.connect(lambda _: self.commit_fields())
        self.basics.edited.connect(self._keep_basics)
        self.places.edited.connect(self._keep_places)
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self._speak)
