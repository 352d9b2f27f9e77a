"""The lowest line of the import: what there is to say, and the buttons for stopping, going back and going on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.imports.step_trail import Step
from outreach.ui.theme import GAP, set_role

_NEXT = {Step.TABLE: N_("Next"), Step.COLUMNS: N_("Next"), Step.CHECK: N_("Import"), Step.DONE: N_("Close")}


class Foot(QWidget):
    """The buttons follow the step; Enter presses the one that goes on."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.cancel_button, self.back_button, self.next_button = QPushButton(), QPushButton(), QPushButton()
        self._words.bind(self.cancel_button.setText, N_("Cancel"))
        self._words.bind(self.back_button.setText, N_("Back"))
        self._words.bind(self.back_button.setToolTip, N_("Back (Alt+Left)"))
        set_role(self.next_button, "primary")
        for button in (self.cancel_button, self.back_button):
            button.setAutoDefault(False)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(96)
        self._words.bind(self.bar.setAccessibleName, N_("Working"))
        self.bar.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.said, 1)
        row.addWidget(self.bar)
        row.addWidget(self.cancel_button)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)

    def show_step(self, step: Step) -> None:
        """Offer what a step offers."""
        self.next_button.setVisible(step in _NEXT)
        self._words.bind(self.next_button.setText, _NEXT.get(step, N_("Next")))
        self.back_button.setVisible(step in (Step.TABLE, Step.COLUMNS, Step.CHECK))
        self.back_button.setEnabled(True)
        self.cancel_button.setVisible(step is not Step.DONE)

    def hold(self) -> None:
        """While something is under way there is only *Cancel*."""
        self.back_button.setEnabled(False)
        self.cancel_button.show()
        self.allow(False)

    def allow(self, may: bool) -> None:
        """Say whether one may go on."""
        self.next_button.setEnabled(may)
        self.next_button.setDefault(may)

    def say(self, sentence: str, role: str = "muted") -> None:
        """Say something, finished, beside the buttons."""
        set_role(self.said, role)
        self.said.setText(sentence)
