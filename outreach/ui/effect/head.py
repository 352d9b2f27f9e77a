"""The head of the effect page: its name, what can be done, and what is chosen; on a narrow page in more lines."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.theme import GAP, WIDE, set_role

#: Below this width the buttons stand under the name, in pixels.
_BESIDE = 900
#: A name of a buyer may be long; the box shows so much of it, in pixels.
_BOX = 230


class EffectHead(QVBoxLayout):
    """The two rows above the figures."""

    def __init__(self, context: Context, title: str) -> None:
        super().__init__()
        self._context = context
        self.status = text_label("", "muted")
        self.year, self.buyer, self.programme, self.area = (QComboBox() for _ in range(4))
        self.setContentsMargins(WIDE, 0, WIDE, 0)
        self.setSpacing(GAP)
        name = QLabel()
        set_role(name, "title")
        context.words.bind(name.setText, title)
        left = QHBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(name)
        left.addSpacing(GAP)
        left.addWidget(self.status, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP)
        self._buttons.addStretch(1)
        self._top = QHBoxLayout()
        self._top.setSpacing(GAP)
        self._top.addLayout(left, 1)
        self._top.addLayout(self._buttons)
        self.addLayout(self._top)
        self.addWidget(self._choices())

    def add_button(self, text: str, icon: str, call: Callable[[], None]) -> QPushButton:
        """Add a button: a catalogue text, the name of its icon, what to do."""
        button = QPushButton()
        self._context.words.bind(button.setText, text)
        put_icon(button, icon)
        button.clicked.connect(lambda _=False: call())
        self._buttons.addWidget(button)
        return button

    def narrow(self, width: int) -> None:
        """Put the buttons beside the name or under it, by the width of the page in pixels."""
        beside = width >= _BESIDE
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _choices(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, GAP)
        for box, text in (
            (self.year, N_("Year")), (self.buyer, N_("Buyer")), (self.programme, N_("Programme (tag)")),
            (self.area, N_("Compare with")),
        ):  # fmt: skip
            flow.addWidget(self._choice(box, text))
        return wrapping(row)

    def _choice(self, box: QComboBox, text: str) -> QWidget:
        label = QLabel()
        set_role(label, "muted")
        label.setBuddy(box)
        self._context.words.bind(label.setText, text)
        self._context.words.bind(box.setAccessibleName, text)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(_BOX)
        pair = QWidget()
        inside = QHBoxLayout(pair)
        inside.setContentsMargins(0, 0, GAP, 0)
        inside.setSpacing(GAP)
        inside.addWidget(label)
        inside.addWidget(box)
        return pair
