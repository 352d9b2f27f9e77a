"""What is said of the finding that is chosen: kind, reason, suggestion, and its replacements as buttons with keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from outreach.domain.plain.finding import KIND_LABELS, Finding
from outreach.language import N_
from outreach.services.plain_language import said
from outreach.ui.context import Context
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.flow import FlowLayout
from outreach.ui.theme import GAP, MARGIN, set_role

#: So many replacements have a key: Alt+1, Alt+2, Alt+3.
MOST = 3


class FindingCard(QFrame):
    """Shows one finding. `replaced` carries the words to put in its place."""

    replaced = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        set_role(self, "card")
        self._context = context
        self.finding: Finding | None = None
        self.kind, self.why, self.suggestion = text_label("", "subheading"), text_label(""), text_label("", "muted")
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        for label in (self.kind, self.why, self.suggestion):
            column.addWidget(label)
        flow = FlowLayout()
        for number in range(MOST):
            button = QPushButton()
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, number=number: self.take(number))
            self.buttons.append(button)
            flow.addWidget(button)
        column.addLayout(flow)
        self.show_finding(None)

    def show_finding(self, finding: Finding | None) -> None:
        """Show another finding, or none."""
        self.finding = finding
        self.setVisible(finding is not None)
        if finding is None:
            return
        words = self._context.words
        suggestion, why = said(finding, words.language)
        self.kind.setText(words(N_("{reason}: “{text}”"), reason=words(KIND_LABELS[finding.kind]), text=_cut(finding.text)))
        self.why.setText(why)
        self.suggestion.setText(words(N_("Write instead:")) if finding.replacements else suggestion)
        for number, button in enumerate(self.buttons):
            shown = number < len(finding.replacements)
            button.setVisible(shown)
            if shown:
                button.setText(f"{finding.replacements[number]}   Alt+{number + 1}".replace("&", "&&"))

    def take(self, number: int) -> None:
        """Put the replacement with this number (from 0) in."""
        if self.finding is not None and number < len(self.finding.replacements):
            self.replaced.emit(self.finding.replacements[number])


def _cut(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:67]}…"
