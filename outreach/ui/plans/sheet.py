"""The parts of a plan beside each other: names and counts at the left, the chosen part at the right.

The plan window and the template editor use the same sheet; what only one of them has is added with `add_part`. Ctrl+1 to Ctrl+9
and Ctrl+PageDown go from part to part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.plan import Outline, Side
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.line_list import Line, LineList
from outreach.ui.plans.crafts import GoalCraft, PackingCraft, QuestionCraft, ResourceCraft, ShiftCraft, TaskCraft
from outreach.ui.plans.entry_list import EntryList
from outreach.ui.plans.form_part import side_by_side
from outreach.ui.plans.frame import Frame
from outreach.ui.plans.prints_part import PrintsPart
from outreach.ui.plans.time_bar import TimeBar
from outreach.ui.theme import GAP, MARGIN, set_role

TASKS, PACKING, STAFF, PRINTS, GOALS, PLACES, STAND = "tasks", "packing", "staff", "prints", "goals", "places", "stand"
_NAV_WIDTH = 216


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One part: `widget` is shown, `focus` is what takes the keyboard there."""

    name: str
    title: str
    icon: str
    widget: QWidget
    focus: Any


class NavList(LineList):
    """The names of the parts. Right and Enter go into the part."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Right and Enter."""
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class PlanSheet(QWidget):
    """Shows and edits an `Outline`. `outline_edited` carries the name of a field of it and its new value."""

    outline_edited = Signal(str, object)
    typing = Signal()
    shown = Signal(str)

    def __init__(self, context: Context, *, template: bool = False) -> None:
        super().__init__()
        self.context, self.template = context, template
        self.outline, self.frame = Outline(), Frame()
        self.parts: list[PlanPart] = []
        self._counts: dict[str, str] = {}
        self.nav = NavList(one_click=True)
        self.stack = QStackedWidget()
        self.guest_side = QCheckBox()
        self._make_lists()
        self._build()
        self._wire()

    def add_part(self, part: PlanPart, at: int | None = None) -> None:
        """Add a part at the end, or at a place from 0."""
        self.parts.insert(len(self.parts) if at is None else at, part)
        self.stack.addWidget(part.widget)
        self._fill_nav()

    def show_outline(self, outline: Outline, frame: Frame, counts: dict[str, str] | None = None) -> None:
        """Show a plan or a template; `counts` are what stands beside the names of added parts."""
        self.outline, self.frame = outline, frame
        self._counts = self._own_counts() | (counts or {})
        for name, editor in self.editors.items():
            editor.show_items(getattr(outline, name), frame)
        self.bar.show_shifts(outline.shifts, frame)
        self.guest_side.blockSignals(True)
        self.guest_side.setChecked(outline.side is Side.EXHIBITOR)
        self.guest_side.blockSignals(False)
        self._fill_nav()

    def go(self, name: str) -> None:
        """Show a part and put the keyboard there."""
        for row, part in enumerate(self._visible()):
            if part.name == name:
                self.nav.setCurrentIndex(self.nav.model().index(row, 0))
                self._show_part(name)
                self._enter_part()

    @property
    def part(self) -> str:
        """The name of the part that is shown."""
        current = self.nav.current()
        return current if isinstance(current, str) else ""

    def half_typed(self) -> dict[str, str]:
        """Return what stands in the lines and is no entry yet, by part."""
        lists = {name: editor for name, editor in self.editors.items() if isinstance(editor, EntryList)}
        return {name: editor.half_typed for name, editor in lists.items() if editor.half_typed}

    def go_on(self, typed: dict[str, Any]) -> None:
        """Put back what was half typed when the lid was closed."""
        for name, text in typed.items():
            editor = self.editors.get(name)
            if isinstance(editor, EntryList):
                editor.go_on(str(text))

    # Inside ----------------------------------------------------------------------------------------------------------

    def _own_counts(self) -> dict[str, str]:
        outline = self.outline
        done = sum(self.frame.is_done(task) for task in outline.tasks)
        packed = sum(item.packed for item in outline.packing)
        ticks = not self.template
        return {
            TASKS: f"{done}/{len(outline.tasks)}" if ticks and outline.tasks else _number(len(outline.tasks)),
            PACKING: f"{packed}/{len(outline.packing)}" if ticks and outline.packing else _number(len(outline.packing)),
            STAFF: _number(len(outline.shifts)),
            PRINTS: _number(len(outline.printing)),
            GOALS: _number(len(outline.goals) + len(outline.questions)),
            PLACES: _number(len(outline.resources)),
        }

    def _visible(self) -> list[PlanPart]:
        guests = self.outline.side is Side.EXHIBITOR
        return [part for part in self.parts if part.name != STAND or guests]

    def _fill_nav(self) -> None:
        words, chosen = self.context.words, self.part
        counts = self._counts
        lines = [
            Line(words(part.title), "", counts.get(part.name, ""), icon=part.icon, data=part.name)
            for part in self._visible()
        ]
        self.nav.blockSignals(True)
        self.nav.show_lines(lines, first=True)
        self.nav.blockSignals(False)
        if self.part != chosen:
            self._show_part(self.part)

    def _show_part(self, name: object) -> None:
        part = next((one for one in self.parts if one.name == name), None)
        if part is not None and self.stack.currentWidget() is not part.widget:
            self.stack.setCurrentWidget(part.widget)
            self.shown.emit(part.name)

    def _enter_part(self) -> None:
        part = next((one for one in self.parts if one.name == self.part), None)
        if part is not None:
            part.focus.take_focus() if hasattr(part.focus, "take_focus") else part.focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, by: int) -> None:
        visible = [part.name for part in self._visible()]
        place = visible.index(self.part) if self.part in visible else 0
        self.go(visible[(place + by) % len(visible)])

    def _go_number(self, number: int) -> None:
        visible = self._visible()
        if number < len(visible):
            self.go(visible[number].name)

    def _make_lists(self) -> None:
        context, words = self.context, self.context.words
        self.tasks = EntryList(context, TaskCraft(words))
        self.packing = EntryList(context, PackingCraft(words))
        self.shifts = EntryList(context, ShiftCraft(words))
        self.goals = EntryList(context, GoalCraft(words))
        self.questions = EntryList(context, QuestionCraft(words))
        self.resources = EntryList(context, ResourceCraft(words))
        self.prints = PrintsPart(context)
        self.bar = TimeBar(words)
        self.editors: dict[str, EntryList | PrintsPart] = {
            "tasks": self.tasks,
            "packing": self.packing,
            "shifts": self.shifts,
            "printing": self.prints,
            "goals": self.goals,
            "questions": self.questions,
            "resources": self.resources,
        }
        staff = QWidget()
        column = QVBoxLayout(staff)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(self.bar)
        column.addWidget(self.shifts, 1)
        both = side_by_side(self.goals, self.questions)
        for part in (
            PlanPart(TASKS, N_("Checklist"), "plan", self.tasks, self.tasks),
            PlanPart(PACKING, N_("Packing list"), "pack", self.packing, self.packing),
            PlanPart(STAFF, N_("Staffing"), "clock", staff, self.shifts),
            PlanPart(PRINTS, N_("To print"), "print", self.prints, self.prints),
            PlanPart(GOALS, N_("Goals and questions"), "target", both, self.goals),
        ):
            self.parts.append(part)
            self.stack.addWidget(part.widget)

    def _build(self) -> None:
        words = self.context.words
        words.bind(self.nav.setAccessibleName, N_("Parts of the plan"))
        words.bind(self.guest_side.setText, N_("We are guests there"))
        words.bind(self.guest_side.setToolTip, N_("Somebody else holds the event: the plan has a part for our stand."))
        side = QFrame()
        set_role(side, "card")
        side.setFixedWidth(_NAV_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(GAP, GAP, GAP, GAP + 4)
        column.setSpacing(GAP)
        column.addWidget(self.nav, 1)
        below = QHBoxLayout()
        below.setContentsMargins(GAP + 4, 0, GAP, 0)
        below.addWidget(self.guest_side)
        column.addLayout(below)
        body = QFrame()
        set_role(body, "card")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        inner.addWidget(self.stack)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        row.addWidget(side)
        row.addWidget(body, 1)
        self._fill_nav()

    def _wire(self) -> None:
        for name, editor in self.editors.items():
            editor.edited.connect(partial(self.outline_edited.emit, name))
            editor.typing.connect(self.typing)
        self.nav.moved.connect(self._show_part)
        self.nav.entered.connect(self._enter_part)
        self.guest_side.toggled.connect(
            lambda on: self.outline_edited.emit("side", Side.EXHIBITOR if on else Side.HOST)
        )
        self.context.words.changed.connect(self._fill_nav)
        for number in range(9):
            QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self, partial(self._go_number, number))
        QShortcut(QKeySequence("Ctrl+PgDown"), self, partial(self._step, 1))
        QShortcut(QKeySequence("Ctrl+PgUp"), self, partial(self._step, -1))


def _number(count: int) -> str:
    return str(count) if count else ""
