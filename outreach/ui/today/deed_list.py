"""A list of what is to be done, and the card around it: D or Space does a line, P puts it off, Enter opens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout

from outreach.ui.context import Context
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.theme import GAP, MARGIN, set_role

#: A list keeps room for so many pixels; the page scrolls when there are fewer.
_LEAST = 96


class DeedList(LineList):
    """The lines. With `many`, several can be chosen."""

    done = Signal()
    put_off = Signal()
    answered = Signal()

    def __init__(self, *, many: bool = False) -> None:
        super().__init__(tall=True)
        self.setTabKeyNavigation(False)
        if many:
            self.setSelectionMode(LineList.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the list; letters alone, so that Ctrl+P stays free."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        signals = {Qt.Key.Key_D: self.done, Qt.Key.Key_Space: self.done, Qt.Key.Key_P: self.put_off, Qt.Key.Key_A: self.answered}
        signal = signals.get(Qt.Key(event.key())) if plain else None
        if signal is not None:
            signal.emit()
        else:
            super().keyPressEvent(event)

    def chosen_data(self) -> list[Any]:
        """Return the data of the selected lines, from the top."""
        return [self.lines[index.row()].data for index in sorted(self.selectedIndexes()) if not self.lines[index.row()].heading]


class DeedCard(QFrame):
    """A heading, the buttons of what can be done, and the list, or what to say while it is empty."""

    def __init__(self, context: Context, title: str, shown: DeedList, empty: EmptyState) -> None:
        super().__init__()
        self.list, self.empty = shown, empty
        self._context = context
        self._narrow: frozenset[QPushButton] = frozenset()
        self._deeds: list[tuple[QPushButton, tuple[type, ...]]] = []
        set_role(self, "card")
        heading = QLabel()
        set_role(heading, "heading")
        context.words.bind(heading.setText, title)
        context.words.bind(shown.setAccessibleName, title)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(MARGIN, GAP, GAP, 0)
        self._head.addWidget(heading)
        self._head.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(shown)
        self.stack.addWidget(empty)
        self.stack.setMinimumHeight(_LEAST)
        self.stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(self._head)
        column.addWidget(self.stack, 1)
        shown.selectionModel().selectionChanged.connect(self.say_enabled)

    def add_deed(self, text: str, run: Callable[[], object], tip: str = "", wanted: tuple[type, ...] = ()) -> QPushButton:
        """Add a button for the chosen lines; with `wanted`, only for lines that stand for these."""
        button = QPushButton()
        self._context.words.bind(button.setText, text)
        if tip:
            self._context.words.bind(button.setToolTip, tip)
        button.clicked.connect(lambda: run())
        self._head.addWidget(button)
        self._deeds.append((button, wanted))
        return button

    def narrow(self, button: QPushButton, on: bool) -> None:
        """On a narrow page a button whose key is known gives way."""
        self._narrow = self._narrow | {button} if on else self._narrow - {button}
        button.setVisible(bool(self.list.lines) and not on)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Put other lines in place, or say that there are none."""
        self.list.show_lines(lines, first=True)
        self.stack.setCurrentIndex(0 if lines else 1)
        for button, _ in self._deeds:
            button.setVisible(bool(lines) and button not in self._narrow)
        self.say_enabled()

    def say_enabled(self, *_: object) -> None:
        """A button that can do nothing is grey."""
        chosen = self.list.chosen_data()
        for button, wanted in self._deeds:
            button.setEnabled(any(isinstance(one, wanted) for one in chosen) if wanted else bool(chosen))
