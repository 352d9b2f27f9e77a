"""A row of small labelled facts that goes on below when it is full, read out as one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.theme import TIGHT, set_role


@dataclass(frozen=True, slots=True)
class Chip:
    """One fact. `role` is a label's part of the style sheet: chip-fact, chip-known, chip-new, chip-warning."""

    text: str
    role: str = "chip-fact"


class ChipRow(QWidget):
    """Shows chips; the labels are kept from one showing to the next, because it changes with every pause of typing."""

    shown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chips: list[Chip] = []
        self._labels: list[QLabel] = []
        self._flow = FlowLayout(self, TIGHT)
        wrapping(self)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these and no others."""
        if list(chips) == self._chips:
            return
        self._chips = list(chips)
        while len(self._labels) < len(chips):
            self._labels.append(self._new_label())
        for label, chip in zip(self._labels, chips, strict=False):
            if label.property("role") != chip.role:
                set_role(label, chip.role)
            label.setText(chip.text)
            label.show()
        for label in self._labels[len(chips) :]:
            label.clear()
            label.hide()
        self._flow.invalidate()
        self.updateGeometry()
        self.setAccessibleDescription(self.text())
        self.shown.emit()

    def text(self) -> str:
        """Return everything on one line."""
        return " · ".join(chip.text for chip in self._chips)

    def _new_label(self) -> QLabel:
        label = QLabel()
        label.setFont(self.font())
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._flow.addWidget(label)
        return label
