"""The line of *Today* about those who must be told that we have their data (GDPR article 14.3)."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QPushButton

from outreach.domain.changes import Changes
from outreach.domain.informing_due import DueInforming
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.language import NN_
from outreach.ui.context import Context
from outreach.ui.privacy.notices_due import DueDialog
from outreach.ui.theme import set_role

MUST_BE_TOLD = NN_("{n} person must be told what we keep", "{n} people must be told what we keep")
OVERDUE = NN_("{n} overdue", "{n} overdue")


class InformingToday(QPushButton):
    """A link that opens the list; there only while somebody must be told."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: tuple[int, int] = (0, 0)
        set_role(self, "link")
        self.clicked.connect(self.show_list)
        context.changes.changed.connect(self._written)
        context.words.changed.connect(self._speak)
        self.hide()
        self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        house = self._context.house

        def count() -> tuple[int, int]:
            return counted(house.registered.due(), home_day(house.now()))

        self._context.read(count, self._show, self)

    def show_list(self) -> None:
        """Open the list."""
        DueDialog(self._context, self.window()).open()

    def _show(self, found: tuple[int, int]) -> None:
        self._found = found
        self._speak()

    def _speak(self) -> None:
        words, (due, overdue) = self._context.words, self._found
        late = f" ({words.count(OVERDUE, overdue)})" if overdue else ""
        self.setText(words.count(MUST_BE_TOLD, due) + late)
        self.setVisible(bool(due))

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.PERSON, Kind.MEETING):
            self.refresh()


def counted(due: list[DueInforming], today: date) -> tuple[int, int]:
    """Return how many must be told, and how many of them are overdue."""
    return len(due), sum(one.is_overdue(today) for one in due)
