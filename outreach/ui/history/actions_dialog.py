"""The latest actions of everybody, with *Undo this* for any of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.services.history import Action
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, MARGIN, WIDE, take_size
from outreach.ui.undoing import UndoDesk

_MOST = 100


class ActionsDialog(QDialog):
    """The dialog. It stays open, so that several actions can be taken back."""

    def __init__(self, context: Context, desk: UndoDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = desk
        self._actions: list[Action] = []
        self.setWindowModality(Qt.WindowModality.WindowModal)
        take_size(self, 640, 560)
        context.words.bind(self.setWindowTitle, N_("Latest actions"))
        self.list = LineList(tall=True)
        context.words.bind(self.list.setAccessibleName, N_("Latest actions"))
        self.undo_button, self.close_button = QPushButton(), QPushButton()
        put_icon(self.undo_button, "undo")
        context.words.bind(self.undo_button.setText, N_("Undo this"))
        context.words.bind(self.close_button.setText, N_("Close"))
        self._lay_out()
        self.undo_button.clicked.connect(self._undo)
        self.close_button.clicked.connect(self.accept)
        self.list.moved.connect(lambda _: self._say_enabled())
        context.changes.changed.connect(self._read)
        context.words.changed.connect(self._fill)
        self._read()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.undo_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def _read(self) -> None:
        house = self._context.house
        self._context.read(lambda: house.history.actions(_MOST), self._show, self)

    def _show(self, actions: list[Action]) -> None:
        self._actions = actions
        self._fill()

    def _fill(self) -> None:
        self.list.show_lines([self._line(action) for action in self._actions], first=True)
        self._say_enabled()

    def _line(self, action: Action) -> Line:
        words = self._context.words
        said = self._desk.say(action)
        title = words(N_("Undone: {what}"), what=said) if action.is_undo else said
        detail = f"{words.language.moment(action.at)} · {action.who}"
        return Line(title, detail, icon="undo" if action.is_undo else "history", data=action)

    def _undo(self) -> None:
        action = self.list.current()
        if isinstance(action, Action):
            self._desk.undo(action.id)

    def _say_enabled(self) -> None:
        self.undo_button.setEnabled(isinstance(self.list.current(), Action))
