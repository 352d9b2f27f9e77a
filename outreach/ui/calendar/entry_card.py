"""The small card beside a bar of the month: what it is, when and where, and what one may want to do with it.

It is a child of the month and takes no focus: the keyboard stays where it was, and a double click still reaches the bar.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.calendar_entry import Entry
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.calendar.entry_words import booth_words, kind_words, status_words, time_words
from outreach.ui.context import Context
from outreach.ui.icons import event_icon_name, pixmap, put_icon
from outreach.ui.theme import GAP, MARGIN, TIGHT, current_theme, event_colours, set_role

WIDTH = 372


class EntryCard(QFrame):
    """Shows one entry. The signals carry the record's id."""

    edit = Signal(object)
    show_event = Signal(object)
    log_there = Signal(object)
    open_tender = Signal(object, object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._month = parent
        self.entry: Entry | None = None
        set_role(self, "card")
        self.setFixedWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._build()
        context.words.changed.connect(self.hide)
        self.hide()

    def show_at(self, entry: Entry, beside: QRect) -> None:
        """Show an entry at the right of a bar, or at its left where there is more room."""
        self.entry = entry
        self._fill(entry)
        self._shade()
        height = self._body.heightForWidth(WIDTH) if self._body.hasHeightForWidth() else self.sizeHint().height()
        self.resize(WIDTH, height)
        self.move(self._place(beside, height, self._month.size()))
        self.show()
        self.raise_()

    def _build(self) -> None:
        self._body = layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN - TIGHT, MARGIN, MARGIN - TIGHT)
        layout.setSpacing(TIGHT)
        layout.addLayout(self._head())
        self.title = self._label("heading")
        self.time = self._label("")
        self.place = self._label("muted")
        self.status = self._label("warning")
        for label in (self.title, self.time, self.place, self.status):
            layout.addWidget(label)
        layout.addSpacing(GAP)
        layout.addLayout(self._buttons())

    def _head(self) -> QHBoxLayout:
        self._picture = QLabel()
        self.kind = self._label("muted")
        close = QToolButton()
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        put_icon(close, "close", "muted")
        self._context.words.bind(close.setAccessibleName, N_("Close"))
        self._context.words.bind(close.setToolTip, N_("Close (Esc)"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._picture)
        row.addWidget(self.kind, 1)
        row.addWidget(close)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self._edit = self._button(N_("Edit"), lambda entry: self.edit.emit(entry.record))
        self._details = self._button(N_("Details"), lambda entry: self.show_event.emit(entry.record))
        self._log = self._button(N_("Log"), lambda entry: self.log_there.emit(entry.record))
        put_icon(self._log, "capture")
        self._context.words.bind(self._log.setToolTip, N_("Log a conversation here"))
        self._tender = self._button(N_("Open the tender"), lambda entry: self.open_tender.emit(entry.of, entry.record))
        for button in (self._log, self._details, self._edit, self._tender):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _button(self, text: str, act: Callable[[Entry], None]) -> QPushButton:
        button = QPushButton()
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._context.words.bind(button.setText, text)
        button.clicked.connect(lambda: self._do(act))
        return button

    def _do(self, act: Callable[[Entry], None]) -> None:
        entry = self.entry
        self.hide()
        if entry is not None:
            act(entry)

    def _label(self, role: str) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if role:
            set_role(label, role)
        return label

    def _fill(self, entry: Entry) -> None:
        words, event = self._context.words, entry.event
        theme = current_theme()
        name = event_icon_name(event.kind) if event is not None else "contracts" if entry.of is Kind.CONTRACT else "tenders"
        ink = event_colours(event.kind, theme)[0] if event is not None else QColor(theme.muted)
        self._picture.setPixmap(pixmap(name, 20, ink, self.devicePixelRatioF()))
        self.kind.setText(kind_words(entry, words))
        self.title.setText(entry.title)
        self.time.setText(time_words(entry, words))
        booth = booth_words(event.booth, words) if event is not None else ""
        place = " · ".join(text for text in ((event.place if event is not None else ""), booth) if text)
        for label, text in ((self.place, place), (self.status, status_words(entry, words))):
            label.setText(text)
            label.setVisible(bool(text))
        for button in (self._log, self._details, self._edit):
            button.setVisible(event is not None)
        self._tender.setVisible(event is None)
        self._tender.setText(words(N_("Open the contract") if entry.of is Kind.CONTRACT else N_("Open the tender")))

    def _shade(self) -> None:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 150 if current_theme().dark else 70))
        self.setGraphicsEffect(shadow)

    def _place(self, beside: QRect, height: int, room: QSize) -> QPoint:
        right, left = beside.right() + GAP, beside.left() - GAP - WIDTH
        if right + WIDTH <= room.width():
            x = right
        elif left >= 0:
            x = left
        else:
            x = max(0, min(beside.left(), room.width() - WIDTH))
        below = beside.top() - GAP
        if GAP < x < beside.right() and x + WIDTH > beside.left():
            below = (
                beside.bottom() + GAP
                if beside.bottom() + GAP + height <= room.height()
                else beside.top() - GAP - height
            )
        return QPoint(x, max(GAP, min(below, room.height() - height - GAP)))
