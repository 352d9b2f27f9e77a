"""The link of *Today* about conflicts that wait for a decision since laptops were exchanged."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from outreach.domain.changes import Changes
from outreach.services.exchange_words import CONFLICTS
from outreach.ui.context import Context
from outreach.ui.theme import set_role


class WaitingConflicts(QPushButton):
    """Says how many wait, and opens the dialog; hidden while there are none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._count = context, 0
        set_role(self, "link")
        self.clicked.connect(lambda: context.wishes.exchange.emit())
        context.changes.changed.connect(self._written)
        context.words.changed.connect(self._speak)
        self.hide()
        self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        exchange = self._context.house.exchange
        if exchange.is_offered:
            self._context.read(exchange.count_conflicts, self._show, self)

    def _show(self, count: int) -> None:
        self._count = count
        self._speak()

    def _speak(self) -> None:
        self.setText(self._context.words.count(CONFLICTS, self._count))
        self.setVisible(bool(self._count))

    def _written(self, changes: Changes, _origin: object) -> None:
        # Any write may settle one, and only an exchange or an undo makes one: the count is one statement.
        if changes.action is not None:
            self.refresh()
