"""Asks which event is meant: one of the near ones, or any by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.domain.event import Event
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.ui.calendar.entry_words import when_words
from outreach.ui.context import Context
from outreach.ui.forms.record_chooser import RecordChooser
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

_TITLE = NN_("Put {n} person on a guest list", "Put {n} people on a guest list")
_LOOK_BACK = timedelta(days=14)
_MOST = 30

NONE_NEAR = N_("No event is planned near today. Plan one, or search for an earlier one above.")


class ChooseEvent(QDialog):
    """`chosen` carries the event's id. `title` is a finished sentence, `action` the catalogue text of the button that takes it."""

    chosen = Signal(object)

    def __init__(self, context: Context, title: str, action: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.other = RecordChooser(context, Kind.EVENT)
        self.near = LineList(tall=True)
        self._build(title, action)
        self._wire()
        house = context.house
        context.read(lambda: house.events.coming(house.now() - _LOOK_BACK, _MOST), self._show, self)

    def take(self) -> None:
        """Choose the event that was searched for, else the one of the list."""
        event = self.other.record_id() or self.near.current()
        if isinstance(event, UUID):
            self.chosen.emit(event)
            self.accept()

    def _show(self, events: list[Event]) -> None:
        words = self._context.words
        lines = [Line(one.title, when_words(one.when, words), icon="events", data=one.id) for one in events]
        self.plan.setVisible(not events)
        self.put.setEnabled(bool(events) or self.other.record_id() is not None)
        if not events:
            self.near.show_lines([Line(words(NONE_NEAR), low=True)])
            self.plan.setFocus()
            return
        self.near.show_lines(lines, first=True)
        today = home_day(self._context.house.now())
        coming = next((row for row, one in enumerate(events) if one.when.last_day >= today), 0)
        self.near.setCurrentIndex(self.near.model().index(coming, 0))
        self.near.setFocus()

    def _build(self, sentence: str, action: str) -> None:
        words = self._context.words
        title = QLabel(sentence)
        title.setWordWrap(True)
        set_role(title, "heading")
        words.bind(self.near.setAccessibleName, N_("Events near in time"))
        self.put, self.plan, cancel = QPushButton(), QPushButton(), QPushButton()
        put_icon(self.plan, "plan")
        words.bind(self.plan.setText, N_("New event from a template…"))
        self.plan.setAutoDefault(False)
        self.plan.hide()
        self.plan.clicked.connect(self._plan)
        set_role(self.put, "primary")
        words.bind(self.put.setText, action)
        words.bind(cancel.setText, N_("Cancel"))
        self.put.setDefault(True)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.plan)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.put)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        for widget in (title, self.other, self.near):
            column.addWidget(widget)
        column.addLayout(foot)
        take_size(self, 560, 520)

    def _plan(self) -> None:
        """There is none to choose: close, and let the officer plan one."""
        self.reject()
        self._context.wishes.from_template.emit()

    def _wire(self) -> None:
        self.other.changed.connect(lambda: self.put.setEnabled(bool(self.near.current() or self.other.record_id())))
        self.near.chosen.connect(lambda _: self.take())
        self.put.clicked.connect(self.take)


def ask_event(context: Context, people: Sequence[UUID], parent: QWidget) -> None:
    """Ask for the event, then put the people on its guest list; the shell offers to undo it."""
    house, ids = context.house, list(people)
    dialog = ChooseEvent(context, context.words.count(_TITLE, len(ids)), N_("Put on the list"), parent)
    dialog.chosen.connect(lambda event: context.write(lambda: house.guests.invite(event, ids)))
    dialog.open()
