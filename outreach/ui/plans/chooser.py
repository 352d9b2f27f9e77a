"""Chooses a template: a few letters and Enter. "fru" and Enter is a breakfast seminar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.plan import EventTemplate
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.plans.template_words import fitting, origin_words, template_line
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role


class TemplateChooser(QDialog):
    """`chosen` carries the `EventTemplate`; `edit_wished` the one to edit."""

    chosen = Signal(object)
    edit_wished = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._all: list[EventTemplate] = []
        self._enter_waits = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("New event from a template"))
        self.line, self.list, self.stack = QLineEdit(), LineList(tall=True), QStackedWidget()
        self._build()
        self._wire()
        templates, code = context.house.templates, context.words.language.code
        context.read(lambda: templates.all(code), self._show, self)

    def take(self) -> None:
        """Choose the current template; Enter before they are read waits for them."""
        template = self.list.current()
        if isinstance(template, EventTemplate):
            self.accept()
            self.chosen.emit(template)
        elif not self._all:
            self._enter_waits = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while typing goes on; Enter chooses."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                self.list.step(steps[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
        return super().eventFilter(watched, event)

    def _show(self, templates: list[EventTemplate]) -> None:
        self._all = templates
        self._filter()
        if self._enter_waits:
            self.take()

    def _filter(self) -> None:
        words = self.context.words
        found = fitting(self._all, self.line.text(), words)
        self.list.show_lines([template_line(one, words, "" if one.instead_of else origin_words(one, words)) for one in found])
        if found:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.stack.setCurrentIndex(0 if found or not self._all else 1)
        self.take_button.setEnabled(bool(found))

    def _edit(self) -> None:
        template = self.list.current()
        self.reject()
        self.edit_wished.emit(template.id if isinstance(template, EventTemplate) else None)

    def _build(self) -> None:
        words = self.context.words
        title = text_label("", "title")
        words.bind(title.setText, N_("New event from a template"))
        set_role(self.line, "search")
        words.bind(self.line.setPlaceholderText, N_("Type a few letters, then Enter"))
        words.bind(self.line.setAccessibleName, N_("Search templates"))
        words.bind(self.list.setAccessibleName, N_("Templates"))
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.stack.addWidget(self.list)
        empty = N_("No template begins so. Delete a letter, or make a template of an event that went well.")
        self.stack.addWidget(EmptyState(self.context, "search", "", empty))
        self.edit_button, cancel, self.take_button = QPushButton(), QPushButton(), QPushButton()
        words.bind(self.edit_button.setText, N_("Edit templates…"))
        words.bind(cancel.setText, N_("Cancel"))
        words.bind(self.take_button.setText, N_("Take this one"))
        put_icon(self.edit_button, "edit")
        set_role(self.take_button, "primary")
        self.take_button.setDefault(True)
        self.take_button.setEnabled(False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.edit_button)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(title)
        column.addWidget(self.line)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(640, room.width() - 48), min(600, room.height() - 64))

    def _wire(self) -> None:
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._filter)
        self.list.chosen.connect(lambda _: self.take())
        self.take_button.clicked.connect(self.take)
        self.edit_button.clicked.connect(self._edit)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
