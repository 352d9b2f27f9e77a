"""Chooses what a column of a file becomes: a small window under the cell, in which typing narrows the fields.

The fields stand in groups (company, person, contact …). Down and Up move, Enter or a click takes, Esc leaves it as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from outreach.domain.search_text import plain, words
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, set_role

_WIDTH, _HEIGHT = 340, 400
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


@dataclass(frozen=True, slots=True)
class FieldOption:
    """One field as it is offered: `label` and `group` are finished texts, `note` says which column has it already.

    `key` is handed back when it is taken; an empty key leaves the column out.
    """

    key: str
    label: str
    group: str = ""
    note: str = ""
    others: str = ""
    """Further words by which it is found: its name in the other language, and what lists call it."""


class FieldPopover(QFrame):
    """The window. `taken` carries the key of the chosen field."""

    taken = Signal(str)

    def __init__(self, context: Context, options: Sequence[FieldOption], current: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "card")
        self._options = list(options)
        self._current = current
        self._words = context.words
        self.search = QLineEdit(self)
        set_role(self.search, "search")
        context.words.bind(self.search.setPlaceholderText, N_("Search fields"))
        context.words.bind(self.search.setAccessibleName, N_("Search fields"))
        self.list = LineList(one_click=True, parent=self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        context.words.bind(self.list.setAccessibleName, N_("Fields"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.resize(_WIDTH, _HEIGHT)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list.chosen.connect(self._take)
        self._fill("")

    def open_at(self, corner: QPoint, typed: str = "") -> None:
        """Show with the upper left corner at a place of the screen, moved inside it; `typed` has been typed already."""
        room = self.screen().availableGeometry()
        x = max(room.left(), min(corner.x(), room.right() - self.width()))
        y = max(room.top(), min(corner.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)
        if typed:
            self.search.setText(typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cursor stays in the search field while the keys move in the list."""
        if watched is self.search and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                by = _MOVES[Qt.Key(event.key())]
                for _ in range(abs(by)):
                    self.list.step(1 if by > 0 else -1)
                return True
            if event.key() in _TAKES:
                self._take(self.list.current())
                return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        wanted = [plain(word) for word in words(typed)]
        found = [one for one in self._options if _fits(one, wanted)]
        found = found or [one for one in self._options if _fits(one, wanted, inside=True)]
        lines: list[Line] = []
        group = ""
        for one in found:
            if one.group != group:
                group = one.group
                lines.append(Line(group, heading=True))
            lines.append(Line(one.label, note=one.note, data=one.key))
        if not found:
            lines.append(Line(self._words(N_("Nothing found")), heading=True))
        self.list.show_lines([])
        self.list.show_lines(lines)
        self._choose(self._current if not typed else found[0].key if found else "")

    def _choose(self, key: str) -> None:
        model = self.list.model()
        row = next((row for row, line in enumerate(self.list.lines) if line.data == key and not line.heading), -1)
        if row >= 0:
            self.list.setCurrentIndex(model.index(row, 0))

    def _take(self, key: object) -> None:
        if isinstance(key, str):
            self.close()
            self.taken.emit(key)


def _fits(option: FieldOption, wanted: Sequence[str], *, inside: bool = False) -> bool:
    """Say whether each word begins a word of the field, or with `inside` stands anywhere in one."""
    group = "" if inside else option.group
    own = [plain(word) for word in words(f"{option.label} {group} {option.others}")]
    return all(any(one in word if inside else word.startswith(one) for word in own) for one in wanted)
