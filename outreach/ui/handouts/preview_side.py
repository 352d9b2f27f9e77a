"""The right side of the page: the preview with its sizes and pages, what went wrong above it, what is under way below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.handouts.preview import Preview, Zoom, make_preview
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, TIGHT, WIDE, set_role

_ZOOMS = {Zoom.FIT: N_("Fit"), Zoom.REAL: "100 %", Zoom.LARGE: "150 %", Zoom.LARGER: "200 %"}

#: From this width on pages and sizes stand in one line, and the least that the sizes need, in pixels.
_ONE_LINE_FROM, _LEAST = 500, 260


class PreviewSide(QWidget):
    """Shows the preview. `open_wished` asks for what was saved last, `stop_wished` for an end of what is under way."""

    open_wished = Signal()
    stop_wished = Signal()

    def __init__(self, context: Context, below: QWidget) -> None:
        super().__init__()
        self._context = context
        self.setMinimumWidth(_LEAST)
        self.preview: Preview = make_preview()
        self.facts, self.banner, self.banner_text = QLabel(), QFrame(), QLabel()
        self.status, self.status_text = QFrame(), QLabel()
        self.open_button, self.stop_button, self.running = QPushButton(), QPushButton(), QProgressBar()
        self._page, self._back, self._on = QLabel(), QToolButton(), QToolButton()
        self._zooms = QButtonGroup(self)
        self._lay_out(below)
        self.preview.zoomed.connect(self._mark_zoom)
        self.preview.turned.connect(self._say_page)

    def warn(self, sentence: str) -> None:
        """Say above the preview what went wrong; an empty text says that nothing did."""
        self.banner_text.setText(sentence)
        self.banner.setVisible(bool(sentence))

    def be_busy(self, sentence: str) -> None:
        """Say what is under way."""
        self.warn("")
        self.running.setRange(0, 0)
        self._say_status(sentence, running=True)

    def progress(self, done: int, total: int) -> None:
        """Show how far it is; `total` 0 is not known."""
        self.running.setRange(0, total)
        self.running.setValue(done)

    def be_still(self, sentence: str = "") -> None:
        """Say what came of it, or nothing."""
        self._say_status(sentence, running=False)

    def offer_to_open(self) -> None:
        """Offer what was saved."""
        self.open_button.show()

    # Inside ----------------------------------------------------------------------------------------------------------

    def _say_status(self, sentence: str, *, running: bool) -> None:
        self.status_text.setText(sentence)
        self.status.setVisible(bool(sentence))
        self.running.setVisible(running)
        self.stop_button.setVisible(running)
        self.open_button.hide()

    def _say_page(self, page: int, pages: int) -> None:
        for widget in (self._page, self._back, self._on):
            widget.setVisible(pages > 1)
        self._page.setText(self._context.words(N_("Page {page} of {pages}"), page=page, pages=pages))
        self._back.setEnabled(page > 1)
        self._on.setEnabled(page < pages)

    def _mark_zoom(self, zoom: Zoom) -> None:
        for button in self._zooms.buttons():
            button.setChecked(button.property("zoom") == zoom.value)

    def _lay_out(self, below: QWidget) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_banner())
        layout.addLayout(self._make_tools())
        layout.addWidget(self.preview.view, 1)
        layout.addWidget(below)
        layout.addWidget(self._make_status())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sizes below the pages where both have no room in one line."""
        super().resizeEvent(event)
        narrow = event.size().width() < _ONE_LINE_FROM
        edge = GAP if narrow else WIDE
        self._tools.setContentsMargins(edge, GAP, edge, GAP)
        self._tools.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _make_tools(self) -> QBoxLayout:
        bind = self._context.words.bind
        set_role(self.facts, "caption")
        set_role(self._page, "caption")
        self._tools = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tools.setContentsMargins(WIDE, GAP, WIDE, GAP)
        self._tools.setSpacing(TIGHT)
        row, sizes = QHBoxLayout(), QHBoxLayout()
        for line in (row, sizes):
            line.setSpacing(TIGHT)
        self._tools.addLayout(row, 1)
        self._tools.addLayout(sizes)
        row.addWidget(self.facts, 1)
        for button, name, by, text in (
            (self._back, "chevron-left", -1, N_("Page before (Page Up)")),
            (self._on, "chevron-right", 1, N_("Next page (Page Down)")),
        ):
            put_icon(button, name, "muted")
            bind(button.setToolTip, text)
            bind(button.setAccessibleName, text)
            button.clicked.connect(lambda _=False, by=by: self.preview.turn(by))
        for widget in (self._back, self._page, self._on):
            widget.hide()
            row.addWidget(widget)
        for zoom, text in _ZOOMS.items():
            button = QToolButton()
            button.setCheckable(True)
            button.setChecked(zoom is self.preview.zoom)
            button.setProperty("zoom", zoom.value)
            if zoom is Zoom.FIT:
                bind(button.setText, text)
            else:
                button.setText(text)
            button.clicked.connect(lambda _=False, zoom=zoom: self.preview.set_zoom(zoom))
            self._zooms.addButton(button)
            sizes.addWidget(button)
        sizes.addStretch(0)
        return self._tools

    def _make_banner(self) -> QFrame:
        set_role(self.banner, "banner-danger")
        self.banner_text.setWordWrap(True)
        self.banner_text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self.banner)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        row.addWidget(self.banner_text)
        self.banner.hide()
        return self.banner

    def _make_status(self) -> QFrame:
        """The line that says what is under way, and then where it went."""
        bind = self._context.words.bind
        self.status_text.setTextFormat(Qt.TextFormat.PlainText)
        self.status_text.setWordWrap(True)
        self.running.setRange(0, 0)
        self.running.setTextVisible(False)
        self.running.setMaximumWidth(160)
        for button, text, signal in (
            (self.open_button, N_("Open"), self.open_wished),
            (self.stop_button, N_("Cancel"), self.stop_wished),
        ):
            set_role(button, "link")
            bind(button.setText, text)
            button.clicked.connect(signal.emit)
        row = QHBoxLayout(self.status)
        row.setContentsMargins(WIDE, GAP, WIDE, GAP)
        row.setSpacing(GAP)
        row.addWidget(self.status_text, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.running)
        row.addWidget(self.stop_button)
        self.status.hide()
        return self.status
