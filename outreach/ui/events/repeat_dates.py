"""The next dates of a series while it is being edited, with the days off among them, and one key that skips those."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_, NN_
from outreach.services.series_preview import ShownDate
from outreach.ui.context import Context
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, TIGHT, set_role

NEXT = N_("Next dates")
SKIPPED = N_("skipped")
SKIP = NN_("Skip {n} date on a day off", "Skip {n} dates on days off")
KEEP = N_("Keep all dates")
SKIP_KEYS = "Ctrl+Alt+K"
SHOWN = 5


class RepeatDates(QWidget):
    """Shows up to five dates. `skip_wanted` and `keep_wanted` ask to leave days off out, or to bring them back."""

    skip_wanted = Signal()
    keep_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        heading = QLabel()
        set_role(heading, "subheading")
        context.words.bind(heading.setText, NEXT)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP * 2)
        self._grid.setVerticalSpacing(TIGHT)
        self._grid.setColumnStretch(1, 1)
        self._lines = [(QLabel(), text_label("", "warning")) for _ in range(SHOWN)]
        for row, (day, note) in enumerate(self._lines):
            self._grid.addWidget(day, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(note, row, 1)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._pressed)
        self._keeps = False
        QShortcut(QKeySequence(SKIP_KEYS), self, self._pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        layout.addWidget(heading)
        layout.addLayout(self._grid)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_dates(self, dates: Sequence[ShownDate], off: int, *, skipping: bool) -> None:
        """Show the dates; `off` is how many meet a day off within two years, `skipping` whether some were left out here."""
        self.setVisible(bool(dates))
        for number, (day, note) in enumerate(self._lines):
            shown = dates[number] if number < len(dates) else None
            day.setVisible(shown is not None)
            note.setVisible(shown is not None)
            if shown is not None:
                self._show_line(day, note, shown)
        self._keeps = skipping and not off
        self.button.setVisible(bool(off) or skipping)
        words = self._context.words
        said = words(KEEP) if self._keeps else words.count(SKIP, off)
        self.button.setText(said)
        self.button.setToolTip(f"{said} ({SKIP_KEYS})")

    def texts(self) -> list[str]:
        """Return what is shown, a line each."""
        pairs = [(day.text(), note.text()) for day, note in self._lines if not day.isHidden()]
        return [" – ".join(part for part in pair if part) for pair in pairs]

    def _show_line(self, day: QLabel, note: QLabel, shown: ShownDate) -> None:
        language = self._context.words.language
        day.setText(language.day(shown.when.first_day, "EEE d MMM y"))
        font = day.font()
        font.setStrikeOut(shown.dropped)
        day.setFont(font)
        set_role(note, "muted" if shown.dropped else "warning")
        said = self._context.words(SKIPPED) if shown.dropped else ""
        note.setText(shown.warning.say(language) if shown.warning else said)

    def _pressed(self) -> None:
        if not self.button.isHidden():
            (self.keep_wanted if self._keeps else self.skip_wanted).emit()
