"""A choice of a few values in a box, by what they are, not by their place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox

from outreach.ui.context import Context
from outreach.ui.forms.elided import ElidedBox


class Choice(ElidedBox):
    """Shows texts and answers values. `changed` carries the value that now holds."""

    changed = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        self._texts: dict[str, str] = {}
        # A long name must not widen the page.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.currentIndexChanged.connect(lambda _: self.changed.emit(self.value()))
        context.words.changed.connect(self._say)

    def offer(self, texts: Mapping[str, str]) -> None:
        """Offer these values, each with its catalogue text; what was chosen stays chosen where it is offered."""
        if dict(texts) == self._texts:
            return
        self._texts = dict(texts)
        kept = self.value()
        with QSignalBlocker(self):
            self.clear()
            for value, text in self._texts.items():
                self.addItem(self._words(text), value)
            self.setCurrentIndex(max(0, self.findData(kept)))

    def value(self) -> str:
        """Return the value that holds; empty while nothing is offered."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose a value; one that is not offered changes nothing."""
        place = self.findData(value)
        if place >= 0:
            self.setCurrentIndex(place)

    def _say(self) -> None:
        for row, text in enumerate(self._texts.values()):
            self.setItemText(row, self._words(text))
