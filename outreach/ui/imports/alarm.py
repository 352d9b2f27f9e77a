"""The alarm: a file would change much of the register. Its sentence has a banner of its own, and a tick lets one go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import pixmap
from outreach.ui.theme import GAP, MARGIN, current_theme, set_role


class Alarm(QFrame):
    """Hidden while there is nothing to warn of. `changed` tells that the tick was set or taken away."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        set_role(self, "banner-danger")
        self._picture, self.sentence = QLabel(), QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.tick = QCheckBox()
        context.words.bind(self.tick.setText, N_("That is what I want"))
        self.tick.toggled.connect(lambda _: self.changed.emit())
        grid = QGridLayout(self)
        grid.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        grid.setHorizontalSpacing(GAP + GAP // 2)
        grid.setVerticalSpacing(GAP // 2)
        grid.addWidget(self._picture, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.sentence, 0, 1)
        grid.addWidget(self.tick, 1, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)
        self.hide()

    @property
    def blocks(self) -> bool:
        """Say whether one may not go on yet."""
        return not self.isHidden() and not self.tick.isChecked()

    def say(self, sentence: str) -> None:
        """Warn; an empty text warns of nothing. Another warning wants another tick."""
        if sentence != self.sentence.text():
            self.tick.setChecked(False)
        self.sentence.setText(sentence)
        self.tick.setAccessibleDescription(sentence)
        self._picture.setPixmap(pixmap("warning", 20, QColor(current_theme().danger), self.devicePixelRatioF()))
        self.setVisible(bool(sentence))
