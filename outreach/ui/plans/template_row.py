"""The line in the form of a new event that says which plan comes with it, and lets one be begun from a template."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from outreach.domain.plan import EventTemplate, Plan
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.plans.chooser import TemplateChooser
from outreach.ui.plans.template_words import outline_words
from outreach.ui.theme import GAP, MARGIN, set_role

NONE = N_("A template fills in the form and brings a checklist, a packing list and the staffing.")
WITH = N_("With the plan of “{name}”: {what}")
WITH_COPY = N_("The plan comes along: {what}")
EMPTY = N_("nothing in it yet")


class TemplateRow(QFrame):
    """`chosen` carries an `EventTemplate`."""

    chosen = Signal(object)

    def __init__(self, context: Context, plan: Plan | None, *, copied: bool = False) -> None:
        super().__init__()
        self._context, self._plan, self._copied = context, plan, copied
        set_role(self, "banner")
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.button = QPushButton()
        put_icon(self.button, "plan")
        self.button.setAutoDefault(False)
        self.button.setVisible(not copied)
        context.words.bind(self.button.setText, N_("Choose a template…"))
        self.button.clicked.connect(self.choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, GAP, GAP, GAP)
        row.setSpacing(MARGIN)
        row.addWidget(self.said, 1)
        row.addWidget(self.button)
        if not copied:
            QShortcut(QKeySequence("Ctrl+Alt+N"), self, self.choose)
        context.words.changed.connect(self._speak)
        self._speak()

    def show_plan(self, plan: Plan | None) -> None:
        """Say which plan comes with the event."""
        self._plan = plan
        self._speak()

    def choose(self) -> None:
        """Ask for a template."""
        chooser = TemplateChooser(self._context, self)
        chooser.edit_button.hide()
        chooser.chosen.connect(self._take)
        chooser.open()

    def _take(self, template: EventTemplate) -> None:
        self.chosen.emit(template)

    def _speak(self) -> None:
        words, plan = self._context.words, self._plan
        if plan is None:
            self.said.setText(words(NONE))
            return
        what = outline_words(plan.outline, words) or words(EMPTY)
        if self._copied or not plan.template:
            self.said.setText(words(WITH_COPY, what=what))
        else:
            self.said.setText(words(WITH, name=plan.template, what=what))
