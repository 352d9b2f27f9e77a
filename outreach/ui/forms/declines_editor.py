"""The ways by which somebody does not want to hear from us: a box each."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from outreach.domain.declining import CHANNEL_LABELS, Channel
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.theme import MARGIN

TITLE = N_("Does not want")
HELP = N_("Who objects is left out of everything that goes to many. You may still answer a question.")


class DeclinesEditor(QWidget):
    """Edits `declines`."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.boxes: dict[Channel, QCheckBox] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        for channel, text in CHANNEL_LABELS.items():
            box = QCheckBox()
            context.words.bind(box.setText, text)
            box.toggled.connect(self._toggled)
            self.boxes[channel] = box
            row.addWidget(box)
        row.addStretch(1)
        self.setFocusProxy(self.boxes[Channel.EMAIL])

    def value(self) -> tuple[Channel, ...]:
        """Return the ways that are ticked."""
        return tuple(channel for channel, box in self.boxes.items() if box.isChecked())

    def set_value(self, channels: Iterable[Channel]) -> None:
        """Tick these ways."""
        wanted = set(channels)
        for channel, box in self.boxes.items():
            box.setChecked(channel in wanted)

    def _toggled(self, _on: bool) -> None:
        self.changed.emit()
