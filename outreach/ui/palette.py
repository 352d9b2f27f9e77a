"""The command palette (Ctrl+K): everything that can be done and every record, by a few letters of its words.

What was used lately stands first. Each typed word must be found in an entry: at the beginning of a word, inside one, or,
weakest, as letters in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from outreach.domain.listing import Hit
from outreach.domain.search_text import plain, words
from outreach.language import N_
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.kinds import hit_line
from outreach.ui.line_list import Line, LineList
from outreach.ui.registry import PAGES
from outreach.ui.theme import GAP, MARGIN

_RECENT = "palette.recent"
_MOST_RECENT = 8
_MOST_RECORDS = 4
_SIZE = (640, 440)


def fit(text: str, typed: str) -> int | None:
    """Return how well an entry fits what was typed, 0 best, or None when it does not."""
    parts = [plain(word) for word in words(text)]
    worst = 0
    for wanted in (plain(word) for word in words(typed)):
        grades = [grade for part in parts if (grade := _grade(part, wanted)) is not None]
        if not grades:
            return None
        worst = max(worst, min(grades))
    return worst


def _grade(part: str, wanted: str) -> int | None:
    if part.startswith(wanted):
        return 0
    if wanted in part:
        return 1
    letters = iter(part)
    return 2 if len(wanted) > 2 and part[0] == wanted[0] and all(letter in letters for letter in wanted) else None


def command_home(command: Command) -> str:
    """Return where a command belongs, as a catalogue text: its page, or its menu."""
    page = command.name.partition(".")[0]
    return next((place.title for place in PAGES if place.name == page), command.menu)


class Palette(QDialog):
    """The palette over the window. Commands come fresh each time it opens."""

    def __init__(self, context: Context, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._context = context
        self._window = parent
        self._commands = [command for command in commands if command.enabled()]
        self._hits: list[Hit] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(context.words(N_("Command palette")))
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(80)
        self._pause.timeout.connect(self._search)
        self.field.textEdited.connect(self._typed)
        self.list.chosen.connect(self._choose)
        self._fill()

    def open_over(self) -> None:
        """Open in the upper middle of the parent."""
        parent = self._window
        width, height = min(_SIZE[0], parent.width() - 2 * MARGIN), min(_SIZE[1], parent.height() - 2 * MARGIN)
        self.resize(width, height)
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - width) // 2, corner.y() + min(72, parent.height() // 8))
        self.open()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field keeps the keyboard; arrows and Enter work on the list."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in steps:
                by = steps[Qt.Key(event.key())]
                for _ in range(abs(by)):
                    self.list.step(1 if by > 0 else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.take()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        frame = QFrame()
        frame.setProperty("role", "palette")
        self.field = QLineEdit()
        self.field.setPlaceholderText(self._context.words(N_("What do you want to do or find?")))
        self.field.setAccessibleName(self._context.words(N_("What do you want to do or find?")))
        self.field.installEventFilter(self)
        self.list = LineList(one_click=True)
        self.list.setAccessibleName(self._context.words(N_("Commands and records")))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        inner.setSpacing(GAP)
        inner.addWidget(self.field)
        inner.addWidget(self.list, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def _typed(self) -> None:
        self._hits = [hit for hit in self._hits if fit(hit.title, self.field.text()) is not None]
        self._fill()
        self._pause.start()

    def _search(self) -> None:
        text, house = self.field.text(), self._context.house

        def take(hits: list[Hit]) -> None:
            if text == self.field.text():
                self._hits = hits
                self._fill()

        self._context.read(lambda: house.search.find(text, most=_MOST_RECORDS), take, self)

    def _fill(self) -> None:
        say = self._context.words
        lines = [self._command_line(command) for command in self._fitting()] + [hit_line(hit, say) for hit in self._hits]
        if not lines:
            lines = [Line(say(N_("Nothing found for “{text}”"), text=self.field.text().strip()), heading=True)]
        self.list.show_lines(lines)
        first = next((line for line in lines if not line.heading), None)
        if first is not None:
            self.list.setCurrentIndex(self.list.model().index(lines.index(first), 0))

    def _fitting(self) -> list[Command]:
        typed = self.field.text()
        recent = self._recent()
        ranked: list[tuple[int, int, int, Command]] = []
        for place, command in enumerate(self._commands):
            grade = fit(self._context.words(command.text), typed)
            if grade is not None:
                used = recent.index(command.name) if command.name in recent else len(recent)
                ranked.append((grade, used, place, command))
        return [command for *_, command in sorted(ranked, key=lambda entry: entry[:3])]

    def _command_line(self, command: Command) -> Line:
        keys = QKeySequence(command.keys).toString(QKeySequence.SequenceFormat.NativeText) if command.keys else ""
        text = self._context.words(command.text).rstrip(" …")
        return Line(text, self._context.words(command_home(command)), keys, icon=command.icon, data=command)

    def _recent(self) -> list[str]:
        kept = self._context.memory.get(_RECENT, [])
        return [str(name) for name in kept] if isinstance(kept, list) else []

    def _choose(self, chosen: Command | Hit) -> None:
        self.accept()
        if isinstance(chosen, Hit):
            self._context.open(chosen.kind, chosen.id)
            return
        names = [chosen.name, *(name for name in self._recent() if name != chosen.name)]
        self._context.memory.keep(_RECENT, names[:_MOST_RECENT])
        run: Callable[[], None] = chosen.run
        # After the dialog is gone, so that what the command opens gets the keyboard.
        QTimer.singleShot(0, self._window, run)
