"""A few choices side by side, of which one holds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from outreach.ui.context import Context
from outreach.ui.theme import MARGIN


class RadioRow(QWidget):
    """Radio buttons in a row. `changed` carries the value that now holds.

    The options' texts are catalogue texts; without `translated` they are shown as they stand.
    """

    changed = Signal(str)

    def __init__(self, context: Context, options: Mapping[str, str], *, translated: bool = True) -> None:
        super().__init__()
        self._words = context.words
        # The group does not own its buttons; the row does.
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        for value, text in options.items():
            button = QRadioButton(self)
            if translated:
                context.words.bind(button.setText, text)
            else:
                button.setText(text)
            self._group.addButton(button)
            self._buttons[value] = button
            layout.addWidget(button)
        layout.addStretch(1)
        first = next(iter(self._buttons.values()))
        first.setChecked(True)
        self.setFocusProxy(first)
        self._group.buttonToggled.connect(lambda _, on: self.changed.emit(self.value()) if on else None)

    def value(self) -> str:
        """Return the value that holds."""
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def name(self, value: str, text: str) -> None:
        """Give one of the values a catalogue text, in a row of others that are shown as they stand."""
        self._words.bind(self._buttons[value].setText, text)

    def allow(self, value: str, allowed: bool) -> None:
        """Offer a value, or take it away; what was chosen and is taken away gives way to the first."""
        button = self._buttons[value]
        if not allowed and button.isChecked():
            next(iter(self._buttons.values())).setChecked(True)
        button.setVisible(allowed)

    def set_value(self, value: str) -> None:
        """Choose a value; an unknown one changes nothing."""
        if value in self._buttons:
            self._buttons[value].setChecked(True)
