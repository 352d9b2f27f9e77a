"""Board and time line with what stands above them: what runs out, the zoom, and what the signs mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.domain.pipeline import PipelineCard
from outreach.language import N_, NN_
from outreach.ui.icons import put_icon
from outreach.ui.pipeline.board_canvas import BoardCanvas
from outreach.ui.pipeline.canvas import PipelineCanvas
from outreach.ui.pipeline.time_canvas import TimeCanvas
from outreach.ui.theme import GAP, TIGHT, current_theme, set_role
from outreach.ui.words import Words

EXPIRING = NN_("{n} contract runs out", "{n} contracts run out")
_SIGNS = (
    ("accent", N_("Bid period")),
    ("success_fill", N_("Contract")),
    ("warning_fill", N_("Contract that runs out")),
    ("muted", N_("Event")),
)
#: From these widths on there is room for the hint of the time line, and for what its signs mean; in pixels.
_HINT_FROM, _SIGNS_FROM = 1000, 760


class PipelineView(QWidget):
    """A picture with its line of tools. `expiring_wished`: the contracts that run out are to be shown."""

    expiring_wished = Signal()

    def __init__(self, words: Words, canvas: PipelineCanvas) -> None:
        super().__init__()
        self.words, self.canvas = words, canvas
        self._expiring = 0
        self.expiring = QPushButton()
        put_icon(self.expiring, "clock", "warning")
        self.expiring.hide()
        self.expiring.clicked.connect(self.expiring_wished)
        self.hint = QLabel()
        set_role(self.hint, "caption")
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP)
        self._row.addWidget(self.hint)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._row)
        column.addWidget(canvas, 1)
        self.setFocusProxy(canvas)
        words.changed.connect(self._say)

    def show_cards(self, cards: Sequence[PipelineCard]) -> None:
        """Show tenders."""
        self._expiring = sum(card.expiring for card in cards)
        self.canvas.show_cards(cards)
        self._say()

    def _say(self) -> None:
        self.expiring.setText(self.words.count(EXPIRING, self._expiring))
        self.expiring.setVisible(bool(self._expiring))


class BoardView(PipelineView):
    """The board."""

    canvas: BoardCanvas

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        super().__init__(words, BoardCanvas(words, today))
        words.bind(self.hint.setText, N_("Drag a card to another stage, or press Ctrl and an arrow."))
        self._row.addWidget(self.expiring)


class TimeView(PipelineView):
    """The time line."""

    canvas: TimeCanvas

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        canvas = TimeCanvas(words, today)
        super().__init__(words, canvas)
        words.bind(self.hint.setText, N_("Drag a date to move it."))
        words.bind(self.hint.setToolTip, N_("Left and right choose a date, Alt and an arrow moves it, + and − zoom, T is today."))
        self._signs = [_Sign(words, token, text) for token, text in _SIGNS]
        for sign in self._signs:
            self._row.addWidget(sign)
        self._row.addWidget(self.expiring)
        self._tool("today", N_("Today (T)"), canvas.go_to_today)
        self._tool("close-look", N_("Look closer (+)"), lambda: canvas.zoom_by(1), "+")
        self._tool("far-look", N_("Look from further off (−)"), lambda: canvas.zoom_by(-1), "−")
        self._tool("all", N_("Eighteen months at a glance"), lambda: canvas.zoom_by(0), N_("18 months"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all, the hint goes first, then what the signs mean: tool tips have both."""
        super().resizeEvent(event)
        self.hint.setVisible(event.size().width() >= _HINT_FROM)
        for sign in self._signs:
            sign.setVisible(event.size().width() >= _SIGNS_FROM)

    def _tool(self, name: str, text: str, call: Callable[[], None], sign: str = "") -> None:
        button = QToolButton()
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if sign:
            self.words.bind(button.setText, sign)
        else:
            put_icon(button, name)
            button.setIconSize(QSize(18, 18))
        self.words.bind(button.setToolTip, text)
        self.words.bind(button.setAccessibleName, text)
        button.clicked.connect(lambda: call())
        self._row.addWidget(button)


class _Sign(QWidget):
    """What a colour means: a small bar and its name."""

    def __init__(self, words: Words, token: str, text: str) -> None:
        super().__init__()
        self._colour = token
        label = QLabel()
        set_role(label, "caption")
        words.bind(label.setText, text)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, TIGHT, 0)
        row.addWidget(label)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(getattr(theme, self._colour.removesuffix("_fill"))))
        painter.setBrush(QColor(getattr(theme, self._colour)))
        if self._colour == "muted":
            painter.drawEllipse(5, self.height() // 2 - 3, 7, 7)
        else:
            painter.drawRoundedRect(0, self.height() // 2 - 4, 16, 9, 2, 2)
        painter.end()
