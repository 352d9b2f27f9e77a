"""Two halves side by side, with a gap that can be moved; where it stands is remembered."""

from __future__ import annotations

from PySide6.QtWidgets import QSplitter, QWidget

from outreach.ui.context import Context
from outreach.ui.theme import MARGIN


class Halves(QSplitter):
    """A splitter that shows nothing but a gap. `memory` is the name under which its place is remembered."""

    def __init__(self, context: Context, memory: str, left: QWidget, right: QWidget, sizes: tuple[int, int]) -> None:
        super().__init__()
        self.setChildrenCollapsible(False)
        self.setStyleSheet(f"QSplitter::handle {{ background: transparent; width: {MARGIN}px; }}")
        self.setHandleWidth(MARGIN)
        for widget in (left, right):
            self.addWidget(widget)
        self.setSizes(list(sizes))
        state = context.memory.get_state(memory)
        if state is not None:
            self.restoreState(state)
        self.splitterMoved.connect(lambda: context.memory.keep_state(memory, self.saveState()))
