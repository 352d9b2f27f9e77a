"""When an encrypted workspace locks by itself on this computer, and how long a copy of many people stays on the clipboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.locking.desk import is_locked_by_key
from outreach.ui.parts import Parts
from outreach.ui.theme import MARGIN

LOCK, FAIR, CLIPBOARD = (1, 2, 5, 10, 15, 30), (5, 10, 15, 30, 60, 120), (10, 30, 60, 120, 0)
MINUTES = NN_("{n} minute", "{n} minutes")
SECONDS = NN_("{n} second", "{n} seconds")
STAYS = N_("It stays")
_OPEN = N_("This workspace is not encrypted, and so it has nothing to lock.")
_ALSO = N_("Also with the screen, the lid and Ctrl+F12.")


class LockFields(QWidget):
    """Three choices side by side; each holds at once."""

    def __init__(self, context: Context, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        settings, words = parts.choices.settings, context.words
        self.idle = self._box(LOCK, settings.lock_minutes, lambda n: words.count(MINUTES, n), "lock_minutes")
        self.fair = self._box(FAIR, settings.fair_minutes, lambda n: words.count(MINUTES, n), "fair_minutes")
        self.clipboard = self._box(
            CLIPBOARD, settings.clipboard_seconds, lambda n: words.count(SECONDS, n) if n else words(STAYS), "clipboard_seconds"
        )
        encrypted = is_locked_by_key(context.house)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        for title, box, hint in (
            (N_("Lock after"), self.idle, _ALSO if encrypted else _OPEN),
            (N_("In fair mode"), self.fair, N_("The last ten hide after half a minute in any case.")),
            (N_("Copies of many people"), self.clipboard, N_("So long they stay on the clipboard.")),
        ):
            row.addWidget(Field(context, title, box, hint), 1, Qt.AlignmentFlag.AlignTop)
        for box in (self.idle, self.fair):
            box.setEnabled(encrypted)

    def _box(self, choices: tuple[int, ...], chosen: str, say: Callable[[int], str], name: str) -> QComboBox:
        box = QComboBox()
        known = [*choices] if not chosen.isdigit() or int(chosen) in choices else sorted({*choices, int(chosen)})
        for number in known:
            box.addItem(say(number), str(number))
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.activated.connect(lambda _: self._parts.choices.change(**{name: str(box.currentData())}))
        return box
