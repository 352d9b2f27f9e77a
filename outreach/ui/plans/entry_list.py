"""A list of a plan's entries with a line below it to type the next one: tasks, things to bring, shifts, goals, questions.

In the list: Space ticks, Enter changes, Delete takes away, Alt+Up and Alt+Down move. In the line: Enter adds and goes on to the
next entry, Esc or Up goes back to the list. Everything that is done is told by `edited`; nothing is saved here.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.plans.crafts import Craft
from outreach.ui.plans.entry_view import EntryView, TypingLine
from outreach.ui.plans.frame import Frame
from outreach.ui.theme import GAP, TIGHT, set_role

ADD, CHANGE = N_("Add"), N_("Change")
CHANGING = N_("Change the line and press Enter. Esc leaves it as it was.")
_TOOLS = (
    ("chevron-up", N_("Move up (Alt+Up)")),
    ("chevron-down", N_("Move down (Alt+Down)")),
    ("edit", N_("Change (Enter)")),
    ("delete", N_("Take away (Delete)")),
)



class EntryList(QWidget):
    """Shows and edits a tuple of entries of one craft.

    `edited` carries the new tuple, `ticked` an entry as it was and whether it is done now, `typing` that a line is half typed.
    """

    edited = Signal(object)
    ticked = Signal(object, bool)
    typing = Signal()

    def __init__(self, context: Context, craft: Craft[Any]) -> None:
        super().__init__()
        self.context, self.craft = context, craft
        self.items: tuple[Any, ...] = ()
        self._changing: int | None = None
        self.view = EntryView()
        self.line = TypingLine()
        self.said = QLabel()
        self.add_button = QPushButton()
        self.stack = QStackedWidget()
        self._build()
        self._wire()

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_items(self, items: tuple[Any, ...], frame: Frame) -> None:
        """Show entries; the current row stays where it is, and at first it is the one that waits to be done."""
        row = self.view.currentIndex().row()
        self.items, self.craft.frame = items, frame
        if row < 0:
            row = next((number for number, item in enumerate(items) if not self.craft.is_done(item)), 0)
        if self._changing is not None and self._changing >= len(items):
            self.give_up()
        self._fill(row)

    def take_focus(self) -> None:
        """Go to the list, or, while it is empty, to the line."""
        (self.view if self.items else self.line).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def half_typed(self) -> str:
        """What stands in the line and is no entry yet."""
        return self.line.text().strip() if self._changing is None else ""

    def go_on(self, text: str) -> None:
        """Put back what was half typed when the lid was closed."""
        if not self.line.text():
            self.line.setText(text)

    # What the officer does -------------------------------------------------------------------------------------------

    def take(self) -> None:
        """Add or change the entry that is typed; what cannot be read stays and says how it is written."""
        item = self.craft.read(self.line.text())
        if item is None:
            self._say(self.craft.unread, "danger") if self.line.text().strip() else self._say_hint()
            return
        changing, items = self._changing, list(self.items)
        if changing is not None and changing < len(items):
            item = self.craft.joined(items.pop(changing), item)
        place = self.craft.place(item, tuple(items)) if changing is None or self.craft.sorts else min(changing, len(items))
        items.insert(place, item)
        self.give_up()
        self._keep(tuple(items), place)
        (self.line if changing is None else self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def tick(self) -> None:
        """Tick the current entry, or take the tick off."""
        row = self._row()
        if row is not None and self.craft.ticks and self.craft.frame.first_day is not None:
            items, before = list(self.items), self.items[row]
            items[row] = self.craft.ticked(before)
            done = not self.craft.is_done(before)
            # Shown at once; the service's answer follows.
            self.items = tuple(items)
            self._fill(row)
            self.ticked.emit(before, done)

    def change(self) -> None:
        """Take the current entry into the line."""
        row = self._row()
        if row is not None:
            self._changing = row
            self.line.setText(self.craft.write(self.items[row]))
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.line.end(False)
            self.add_button.setText(self.context.words(CHANGE))
            self._say(CHANGING, "caption")

    def remove(self) -> None:
        """Take the current entry away; undo brings it back."""
        row = self._row()
        if row is not None:
            self.give_up()
            self._keep(self.items[:row] + self.items[row + 1 :], min(row, len(self.items) - 2))

    def shift(self, by: int) -> None:
        """Move the current entry one up (-1) or down (1)."""
        row = self._row()
        if row is not None and 0 <= row + by < len(self.items):
            self.give_up()
            items = list(self.items)
            items[row], items[row + by] = items[row + by], self.craft.beside(items[row], items[row + by])
            self._keep(tuple(items), row + by)

    def drag(self, start: int, end: int) -> None:
        """Put an entry into another row."""
        if start < len(self.items) and end < len(self.items):
            self.give_up()
            items = list(self.items)
            item = self.craft.beside(items[start], items[end])
            items.pop(start)
            items.insert(end, item)
            self._keep(tuple(items), end)

    def give_up(self) -> None:
        """Empty the line, and leave an entry that was being changed as it was."""
        self._changing = None
        self.line.clear()
        self.add_button.setText(self.context.words(ADD))
        self._say_hint()

    # Inside ----------------------------------------------------------------------------------------------------------

    def _keep(self, items: tuple[Any, ...], row: int) -> None:
        if items == self.items:
            return
        self.items = items
        self._fill(row)
        self.edited.emit(items)

    def _row(self) -> int | None:
        row = self.view.currentIndex().row()
        return row if 0 <= row < len(self.items) else None

    def _fill(self, row: int) -> None:
        lines = [self.craft.line(item) for item in self.items]
        self.view.show_lines(lines)
        if lines:
            self.view.setCurrentIndex(self.view.model().index(min(max(row, 0), len(lines) - 1), 0))
        elif self.view.hasFocus():
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stack.setCurrentIndex(0 if lines else 1)
        for tool in self.tools:
            tool.setEnabled(bool(lines))

    def _typed(self, text: str) -> None:
        item = self.craft.read(text) if text.strip() else None
        if item is not None:
            self._say(self.craft.said(item), "caption", finished=True)
        elif self._changing is None:
            self._say_hint()
        self.add_button.setEnabled(bool(text.strip()))
        self.typing.emit()

    def _say_hint(self) -> None:
        self._say(self.craft.hint, "caption")

    def _say(self, text: str, role: str, *, finished: bool = False) -> None:
        set_role(self.said, role)
        self.said.setText(text if finished else self.context.words(text))

    def _speak(self) -> None:
        self._fill(self.view.currentIndex().row())
        self.add_button.setText(self.context.words(ADD if self._changing is None else CHANGE))
        self._say(self.craft.hint if self._changing is None else CHANGING, "caption")

    def _go_up(self) -> None:
        """Up leaves the line for the list, but not a change that is half typed."""
        if self.items and self._changing is None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escape(self) -> None:
        """Esc leaves an entry as it was; a new one that is half typed stays in the line."""
        if self._changing is not None:
            self.give_up()
        self._go_up()

    def _open_menu(self, place: QPoint) -> None:
        if self._row() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for (name, text), call in zip(_TOOLS, self._calls(), strict=True):
            action = menu.addAction(self.context.words(text))
            put_icon(action, name)
            action.triggered.connect(lambda _=False, call=call: call())
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _calls(self) -> tuple[Any, ...]:
        return (lambda: self.shift(-1), lambda: self.shift(1), self.change, self.remove)

    def _build(self) -> None:
        words, craft = self.context.words, self.craft
        words.bind(self.view.setAccessibleName, craft.title)
        words.bind(self.line.setPlaceholderText, craft.prompt)
        words.bind(self.line.setAccessibleName, craft.prompt)
        self.line.setClearButtonEnabled(True)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.add_button.setText(words(ADD))
        self.add_button.setAutoDefault(False)
        self.add_button.setEnabled(False)
        self.stack.addWidget(self.view)
        self.stack.addWidget(EmptyState(self.context, craft.icon, "", craft.empty))
        self._say_hint()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._head())
        column.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.line, 1)
        row.addWidget(self.add_button)
        column.addLayout(row)
        column.addWidget(self.said)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        title = text_label("", "heading")
        self.context.words.bind(title.setText, self.craft.title)
        row.addWidget(title, 1)
        self.tools: list[QToolButton] = []
        for (name, text), call in zip(_TOOLS, self._calls(), strict=True):
            tool = QToolButton()
            put_icon(tool, name, "muted")
            self.context.words.bind(tool.setToolTip, text)
            self.context.words.bind(tool.setAccessibleName, text)
            # The list does all of it by keys; a row of stops for Tab would only stand in the way.
            tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tool.clicked.connect(lambda _=False, call=call: call())
            row.addWidget(tool)
            self.tools.append(tool)
        row.setContentsMargins(0, 0, 0, 0)
        return row

    def _wire(self) -> None:
        view = self.view
        view.ticked.connect(self.tick)
        view.changed.connect(self.change)
        view.removed.connect(self.remove)
        view.moved_by.connect(self.shift)
        view.dragged.connect(self.drag)
        view.line_wished.connect(lambda: self.line.setFocus(Qt.FocusReason.OtherFocusReason))
        view.chosen.connect(lambda _: self.change())
        view.customContextMenuRequested.connect(self._open_menu)
        view.box_clicked.connect(self.tick)
        self.line.returnPressed.connect(self.take)
        self.line.up.connect(self._go_up)
        self.line.escaped.connect(self._escape)
        self.line.textChanged.connect(self._typed)
        self.add_button.clicked.connect(self.take)
        self.context.words.changed.connect(self._speak)

    def changeEvent(self, event: QEvent) -> None:
        """Lines are painted in the colours of the theme; they follow it by themselves."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.view.viewport().update()
