"""The kinds of handouts, each with its small picture; arrows choose, and so do letters."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from outreach.domain.handout import HANDOUT_LABELS, HANDOUT_PURPOSES, HandoutKind
from outreach.language import N_
from outreach.services.handout_kinds.registry import kinds
from outreach.ui.context import Context
from outreach.ui.icons import icon
from outreach.ui.theme import current_theme

_KIND = int(Qt.ItemDataRole.UserRole)
#: Wide enough for the longest name in Swedish at the usual size; longer ones are shortened, the tool tip has them whole.
_WIDE = 216
#: At least so wide, in pixels: with names, and with pictures alone.
_LEAST, _PICTURES = 156, 76
#: Qt's own limit, which takes a limit off.
QWIDGETSIZE_MAX = (1 << 24) - 1
#: Short, as they stand beside a picture.
SHORT_NAMES = {
    HandoutKind.FLYER: N_("Flyer"),
    HandoutKind.TENDER_CALENDAR: N_("Wall calendar"),
    HandoutKind.QUESTION_SHEET: N_("Question sheet"),
    HandoutKind.TOP_QUESTIONS: N_("Asked most"),
}


class KindList(QListWidget):
    """One row a kind that can be made. `changed` carries the word of the one that now holds."""

    changed = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        self.setIconSize(QSize(24, 24))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "side")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._narrow = False
        self.be_narrow(narrow=False)
        context.words.bind(self.setAccessibleName, N_("Kind of handout"))
        for kind in kinds():
            item = QListWidgetItem(self)
            item.setData(_KIND, kind.value)
        self.setCurrentRow(0)
        self._dress()
        self._say()
        context.words.changed.connect(self._say)
        self.currentRowChanged.connect(lambda _: self.changed.emit(self.value()))

    def sizeHint(self) -> QSize:
        """As wide as a name and its picture."""
        return QSize(_WIDE, super().sizeHint().height())

    def be_narrow(self, *, narrow: bool) -> None:
        """Show the pictures alone where there is no room for the names; screen readers and tool tips have both."""
        self.setMinimumWidth(_PICTURES if narrow else _LEAST)
        self.setMaximumWidth(_PICTURES if narrow else QWIDGETSIZE_MAX)
        if narrow is not self._narrow:
            self._narrow = narrow
            self._say()

    def value(self) -> str:
        """Return the word of the chosen kind."""
        item = self.currentItem()
        return str(item.data(_KIND)) if item is not None else kinds()[0].value

    def set_value(self, value: str) -> None:
        """Choose a kind; a word that no kind has changes nothing."""
        for row in range(self.count()):
            if self.item(row).data(_KIND) == value:
                self.setCurrentRow(row)

    def changeEvent(self, event: QEvent) -> None:
        """Colour the pictures anew with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.count():
            self._dress()

    def _dress(self) -> None:
        for row in range(self.count()):
            name = f"handout-{self.item(row).data(_KIND)}"
            self.item(row).setIcon(icon(name, QColor(current_theme().text)))

    def _say(self) -> None:
        for row in range(self.count()):
            item = self.item(row)
            kind = HandoutKind(item.data(_KIND))
            name, purpose = self._words(SHORT_NAMES.get(kind, HANDOUT_LABELS[kind])), self._words(HANDOUT_PURPOSES[kind])
            item.setText("" if self._narrow else name)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), name)
            item.setToolTip(f"{name}\n{purpose}" if self._narrow else purpose)
            item.setData(int(Qt.ItemDataRole.AccessibleDescriptionRole), self._words(HANDOUT_PURPOSES[kind]))
