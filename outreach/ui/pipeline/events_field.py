"""The events that show a tender: chosen by typing, a line each, taken off with a cross."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from outreach.domain.pipeline import EventMark
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.record_chooser import RecordChooser
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, TIGHT

_REMOVE = N_("Take the event off")


class EventsField(QWidget):
    """Any number of events, in the order in which they were put there."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines: dict[UUID, QWidget] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(TIGHT)
        self.chooser = RecordChooser(context, Kind.EVENT)
        self.chooser.changed.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._column)
        layout.addWidget(self.chooser)
        self.setFocusProxy(self.chooser)

    def value(self) -> tuple[UUID, ...]:
        """Return the ids of the events."""
        return tuple(self._lines)

    def set_value(self, events: Iterable[EventMark]) -> None:
        """Show events."""
        for event in list(self._lines):
            self._remove(event)
        for one in events:
            self._add(one.event, f"{self._context.words.language.day(one.day)}  {one.title}")

    def _chosen(self) -> None:
        event, said = self.chooser.record_id(), self.chooser.line.text()
        if event is not None:
            self._add(event, said)
            self.chooser.set_value(None)

    def _add(self, event: UUID, said: str) -> None:
        if event in self._lines:
            return
        line = QWidget()
        cross = QToolButton()
        put_icon(cross, "close", "muted")
        self._context.words.bind(cross.setToolTip, _REMOVE)
        self._context.words.bind(cross.setAccessibleName, _REMOVE)
        cross.setAccessibleDescription(said)
        cross.clicked.connect(lambda: self._remove(event))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(text_label(said), 1)
        row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self._lines[event] = line
        self._column.addWidget(line)
        self.changed.emit()

    def _remove(self, event: UUID) -> None:
        line = self._lines.pop(event)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()
