"""Purchases that look like the same one again: same title, a code in common, linked by nobody yet. The officer decides."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.domain.effect import LikelyPair, Wish
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.effect.pieces import ReportTable
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

TITLE = N_("Link purchases that came back")
ABOUT = N_(
    "Same title and a code in common. Link those that are the same purchase again: they stand as before and after."
)
NONE = N_("No two purchases look like the same one.")


class LikelyWindow(QDialog):
    """Enter links the chosen pair."""

    def __init__(self, context: Context, wish: Wish, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.wish = wish
        self.found: list[LikelyPair] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = ReportTable(context, TITLE, (1, 2), (0,))
        self.about = text_label("", "muted")
        self.close_button, self.link_button = QPushButton(), QPushButton()
        self._build()
        self.read()

    def read(self) -> None:
        """Look for them."""
        effect, wish = self.context.house.effect, self.wish
        self.context.read(lambda: effect.likely_pairs(wish), self._show, self)

    def link(self) -> None:
        """Link the chosen pair; undo takes it back."""
        row, effect = self.table.currentRow(), self.context.house.effect
        if 0 <= row < len(self.found):
            pair = self.found[row]
            self.context.write(lambda: effect.link(pair.after, pair.before), self, lambda _: self.read())

    def _show(self, found: list[LikelyPair]) -> None:
        words = self.context.words
        self.found = found
        self.about.setText(words(ABOUT if found else NONE))
        titles = [words(N_("Purchase")), words(N_("Before")), words(N_("After"))]
        self.table.show_rows(titles, [[one.title, *map(str, one.years)] for one in found])
        self.table.setMinimumHeight(160)
        self.table.setMaximumHeight(16_777_215)
        self.link_button.setEnabled(bool(found))
        if found:
            self.table.setCurrentCell(0, 0)

    def _build(self) -> None:
        words = self.context.words
        words.bind(self.setWindowTitle, TITLE)
        words.bind(self.close_button.setText, N_("Close"))
        words.bind(self.link_button.setText, N_("Link"))
        set_role(self.link_button, "primary")
        put_icon(self.link_button, "link")
        for button, call in ((self.close_button, self.accept), (self.link_button, self.link)):
            button.setAutoDefault(False)
            button.clicked.connect(call)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.link_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        for keys in ("Return", "Enter"):
            QShortcut(QKeySequence(keys), self.table, self.link)
        take_size(self, 640, 420)
