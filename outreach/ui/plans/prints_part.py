"""What is printed for the event: the kind of handout and how many copies, and the way to the printer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.handout import HANDOUT_LABELS, HandoutKind
from outreach.domain.plan import Printing
from outreach.language import N_, NN_
from outreach.services.handout_kinds.registry import is_made, kinds
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.plans.entry_view import EntryView
from outreach.ui.plans.frame import Frame
from outreach.ui.theme import GAP, set_role

COPIES = NN_("{n} copy", "{n} copies")
PRINTED = NN_("{n} copy printed", "{n} copies printed")
_MOST = 10_000


class PrintsPart(QWidget):
    """Edits the tuple of `Printing`. `edited` carries the new one; `wanted` a kind of handout to draw now."""

    edited = Signal(object)
    typing = Signal()
    wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.items: tuple[Printing, ...] = ()
        self._can_print = False
        self._printed: Mapping[str, int] = {}
        self.view = EntryView()
        self.kind, self.copies = QComboBox(), QSpinBox()
        self.add_button, self.print_button = QPushButton(), QPushButton()
        self._build()
        self._wire()
        self._speak()

    def show_items(self, items: tuple[Printing, ...], frame: Frame) -> None:
        """Show what is to be printed. In a template there is nothing to print yet."""
        self.items, self._can_print, self._printed = items, frame.first_day is not None, frame.printed
        self._fill(self.view.currentIndex().row())

    def take_focus(self) -> None:
        """Go to the list, or to the choice of a kind while it is empty."""
        (self.view if self.items else self.kind).setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        """Add the chosen kind; one that stands there already gets the number of copies."""
        made = Printing(kind=str(self.kind.currentData()), copies=self.copies.value())
        row = next((row for row, one in enumerate(self.items) if one.kind == made.kind), len(self.items))
        self._keep((*self.items[:row], made, *self.items[row + 1 :]), row)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def change(self) -> None:
        """Take the current one into the fields below."""
        row = self._row()
        if row is not None:
            self.kind.setCurrentIndex(self.kind.findData(self.items[row].kind))
            self.copies.setValue(self.items[row].copies)
            self.copies.setFocus(Qt.FocusReason.OtherFocusReason)
            self.copies.selectAll()

    def step(self, by: int) -> None:
        """One copy more, or less."""
        row = self._row()
        if row is not None and self.items[row].copies + by >= 1:
            changed = replace(self.items[row], copies=self.items[row].copies + by)
            self._keep((*self.items[:row], changed, *self.items[row + 1 :]), row)

    def remove(self) -> None:
        """Take the current one off."""
        row = self._row()
        if row is not None:
            self._keep(self.items[:row] + self.items[row + 1 :], row)

    def shift(self, by: int) -> None:
        """Move the current one."""
        row = self._row()
        if row is not None and 0 <= row + by < len(self.items):
            items = list(self.items)
            items[row], items[row + by] = items[row + by], items[row]
            self._keep(tuple(items), row + by)

    def print_current(self) -> None:
        """Ask for the handout of the current row."""
        row = self._row()
        if row is not None and self._can_print and is_made(self.items[row].kind):
            self.wanted.emit(self.items[row])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the fields below the list adds."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.add()
        else:
            super().keyPressEvent(event)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _keep(self, items: tuple[Printing, ...], row: int) -> None:
        if items != self.items:
            self.items = items
            self._fill(row)
            self.edited.emit(items)

    def _row(self) -> int | None:
        row = self.view.currentIndex().row()
        return row if 0 <= row < len(self.items) else None

    def _fill(self, row: int) -> None:
        lines = [self._line(one) for one in self.items]
        self.view.show_lines(lines)
        if lines:
            self.view.setCurrentIndex(self.view.model().index(min(max(row, 0), len(lines) - 1), 0))
        self.stack.setCurrentIndex(0 if lines else 1)
        self._say_enabled()

    def _line(self, one: Printing) -> Line:
        words = self.context.words
        label = words(HANDOUT_LABELS[HandoutKind(one.kind)]) if one.kind in list(HandoutKind) else one.kind
        done = self._printed.get(one.kind, 0)
        said = words.count(PRINTED, done) if done else ""
        picture = f"handout-{one.kind}" if one.kind in list(HandoutKind) else "handouts"
        return Line(label, said, words.count(COPIES, one.copies), icon=picture)

    def _say_enabled(self) -> None:
        row = self._row()
        known = row is not None and is_made(self.items[row].kind)
        self.print_button.setEnabled(self._can_print and known)
        self.print_button.setVisible(self._can_print)

    def _speak(self) -> None:
        chosen: Any = self.kind.currentData()
        self.kind.clear()
        for kind in kinds():
            self.kind.addItem(self.context.words(HANDOUT_LABELS[kind]), kind.value)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self._fill(self.view.currentIndex().row())

    def _build(self) -> None:
        words = self.context.words
        title = text_label("", "heading")
        words.bind(title.setText, N_("To print"))
        words.bind(self.view.setAccessibleName, N_("To print"))
        words.bind(self.kind.setAccessibleName, N_("Kind of handout"))
        words.bind(self.copies.setAccessibleName, N_("Copies"))
        words.bind(self.add_button.setText, N_("Put on the list"))
        words.bind(self.print_button.setText, N_("Print (P)…"))
        put_icon(self.print_button, "print")
        for button in (self.add_button, self.print_button):
            button.setAutoDefault(False)
        self.copies.setRange(1, _MOST)
        self.copies.setValue(1)
        self.copies.setMinimumWidth(96)
        self.stack = _two(self.view, EmptyState(self.context, "print", "", N_("Nothing to print yet. Choose a handout below.")))
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.print_button)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.kind, 1)
        foot.addWidget(self.copies)
        foot.addWidget(self.add_button)
        hint = text_label("", "caption")
        words.bind(hint.setText, N_("In the list: + and − change the copies, P prints, Delete takes off."))
        set_role(hint, "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        column.addWidget(hint)

    def _wire(self) -> None:
        self.view.letters = {"p": self.print_current, "+": lambda: self.step(1), "-": lambda: self.step(-1)}
        self.view.changed.connect(self.change)
        self.view.removed.connect(self.remove)
        self.view.moved_by.connect(self.shift)
        self.view.chosen.connect(lambda _: self.change())
        self.view.line_wished.connect(lambda: self.kind.setFocus(Qt.FocusReason.OtherFocusReason))
        self.view.moved.connect(lambda _: self._say_enabled())
        self.add_button.clicked.connect(self.add)
        self.print_button.clicked.connect(self.print_current)
        self.context.words.changed.connect(self._speak)


def _two(first: QWidget, second: QWidget) -> QStackedWidget:
    stack = QStackedWidget()
    stack.addWidget(first)
    stack.addWidget(second)
    return stack
