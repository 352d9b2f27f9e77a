"""The line at the top of the import that says which steps there are and which of them is shown."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from outreach.language import N_
from outreach.ui.icons import pixmap
from outreach.ui.theme import GAP, current_theme, set_role
from outreach.ui.words import Words


class Step(StrEnum):
    """The steps, in their order. Cards and calendars need only the first and the last two."""

    FILES = "files"
    TABLE = "table"
    COLUMNS = "columns"
    CHECK = "check"
    DONE = "done"


STEP_TEXTS = {
    Step.FILES: N_("Files"),
    Step.TABLE: N_("Table"),
    Step.COLUMNS: N_("Columns"),
    Step.CHECK: N_("Check"),
    Step.DONE: N_("Done"),
}
SHORT = (Step.FILES, Step.CHECK, Step.DONE)
LONG = tuple(Step)
_OF = N_("Step {number} of {all}: {name}")


class StepTrail(QFrame):
    """The steps from left to right; those behind are ticked, the present one is strong."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._steps: tuple[Step, ...] = SHORT
        self._now = Step.FILES
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        words.changed.connect(self._fill)
        self._fill()

    @property
    def now(self) -> Step:
        """The step that is shown."""
        return self._now

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that these files need."""
        return self._steps

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Set which steps these files need."""
        self._steps = tuple(steps)
        self._fill()

    def go(self, step: Step) -> None:
        """Mark another step as the present one."""
        self._now = step
        self._fill()

    def _fill(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        place = self._steps.index(self._now) if self._now in self._steps else 0
        for number, step in enumerate(self._steps):
            if number:
                self._row.addWidget(self._picture("chevron-right"))
            if number < place:
                self._row.addWidget(self._picture("check"))
            label = QLabel(self._words(STEP_TEXTS[step]))
            set_role(label, "subheading" if number == place else "muted")
            self._row.addWidget(label)
        self._row.addStretch(1)
        self.setAccessibleName(
            self._words(_OF, number=place + 1, all=len(self._steps), name=self._words(STEP_TEXTS[self._now]))
        )

    def _picture(self, name: str) -> QWidget:
        picture = QLabel()
        picture.setPixmap(pixmap(name, 16, QColor(current_theme().muted), self.devicePixelRatioF()))
        return picture
