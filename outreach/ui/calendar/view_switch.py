"""List, agenda, week, month or year, or the looks of another page: buttons that belong together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import TIGHT

#: The pictures of the page, numbered as they lie in its stack.
LIST, MONTH, WEEK, AGENDA, YEAR = range(5)
NAMES = {LIST: "list", AGENDA: "agenda", WEEK: "week", MONTH: "month", YEAR: "year"}
_LOOKS = (
    (LIST, N_("List"), N_("List (Ctrl+L)")),
    (AGENDA, N_("Agenda"), N_("Agenda (Ctrl+Alt+G)")),
    (WEEK, N_("Week"), N_("Week (Ctrl+Alt+W)")),
    (MONTH, N_("Month"), N_("Month (Ctrl+M)")),
    (YEAR, N_("Year"), N_("Year (Ctrl+Alt+Y)")),
)


class ViewSwitch(QWidget):
    """`chosen` carries the number of a picture. `looks` are numbers with text and tool tip, `names` those of their icons."""

    chosen = Signal(int)

    def __init__(
        self, context: Context, looks: Sequence[tuple[int, str, str]] = _LOOKS, names: Mapping[int, str] = MappingProxyType(NAMES)
    ) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        for number, text, tip in looks:
            button = QToolButton()
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(18, 18))
            put_icon(button, names[number])
            context.words.bind(button.setText, text)
            context.words.bind(button.setToolTip, tip)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(self.chosen)

    def be_narrow(self, *, narrow: bool) -> None:
        """Show the pictures alone where there is no room for the names; screen readers and tool tips still have them."""
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._group.buttons():
            assert isinstance(button, QToolButton)
            button.setToolButtonStyle(style)

    def show_choice(self, number: int) -> None:
        """Mark the picture that is shown."""
        self._group.button(number).setChecked(True)
