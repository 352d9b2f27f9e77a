"""List or month: two buttons that belong together."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import TIGHT

LIST, MONTH = 0, 1


class ViewSwitch(QWidget):
    """`chosen` carries LIST or MONTH."""

    chosen = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        looks = ((LIST, "list", N_("List"), N_("List (Ctrl+L)")), (MONTH, "month", N_("Month"), N_("Month (Ctrl+M)")))
        for number, name, text, tip in looks:
            button = QToolButton()
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(18, 18))
            put_icon(button, name)
            context.words.bind(button.setText, text)
            context.words.bind(button.setToolTip, tip)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(self.chosen)

    def show_choice(self, number: int) -> None:
        """Mark the view that is shown."""
        self._group.button(number).setChecked(True)
