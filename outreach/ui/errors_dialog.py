"""The one place of the window where errors become visible: known ones as a sentence and a next step, bugs with the log's tail.

`ErrorDesk.show` takes what `Tasks.failed` and `sys.excepthook` bring. The log gets classes and lines of code, never the
texts of exceptions: those may carry what an officer typed.
"""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach.errors import Cancelled
from outreach.explain import Explanation, explain
from outreach.language import N_
from outreach.log import code_trace, log_tail
from outreach.ui.copying import copy_text
from outreach.ui.icons import pixmap, put_icon
from outreach.ui.theme import GAP, MARGIN, WIDE, current_theme
from outreach.ui.words import Words

log = logging.getLogger(__name__)


class ErrorDesk(QObject):
    """Explains errors over one window. A second error waits until the first dialog is closed."""

    _arrived = Signal(object)

    def __init__(self, words: Words, window: QWidget) -> None:
        super().__init__(window)
        self._words = words
        self._window = window
        self._waiting: list[BaseException] = []
        self._dialog: ErrorDialog | None = None
        self.silent = False
        """While the window is locked an error is counted (`missed`), not shown: its sentence may name somebody."""
        self.missed = 0
        # An exception may come from any thread; the dialog belongs to this one.
        self._arrived.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def take_over(self) -> None:
        """Let every exception that nobody catches come here."""
        sys.excepthook = self._uncaught

    def forget(self) -> None:
        """Put the dialog away and what waits behind it: a lock leaves nothing to read."""
        self._waiting.clear()
        if self._dialog is not None:
            self._dialog.finished.disconnect(self._next)
            self._dialog.deleteLater()
            self._dialog = None

    def show(self, error: BaseException) -> None:
        """Explain an error, or own up to a bug. What the officer stopped needs no words."""
        if isinstance(error, Cancelled):
            return
        if self.silent:
            self.missed += 1
            log.error("while locked: %s", code_trace(error))
            return
        explanation = explain(error, self._words.language)
        if explanation is None:
            log.error("bug: %s", code_trace(error))
        else:
            log.info("told: %s", type(error))
        if self._dialog is not None:
            self._waiting.append(error)
            return
        self._dialog = ErrorDialog(self._words, explanation, self._window)
        self._dialog.finished.connect(self._next)
        self._dialog.open()

    @property
    def dialog(self) -> ErrorDialog | None:
        """The dialog that is open, if any."""
        return self._dialog

    def _next(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        if self._waiting:
            self.show(self._waiting.pop(0))

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._arrived.emit(error)


class ErrorDialog(QDialog):
    """One error: title, sentence, next step; for a bug also the log's tail and a button that copies it."""

    def __init__(self, words: Words, explanation: Explanation | None, parent: QWidget) -> None:
        super().__init__(parent)
        known = explanation or _bug(words)
        self.setWindowTitle(known.title)
        self.setMinimumWidth(480 if explanation is not None else 720)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(_head(known))
        if explanation is None:
            column.addWidget(self._tail(words))
        column.addLayout(self._buttons(words, bug=explanation is None))

    def _tail(self, words: Words) -> QPlainTextEdit:
        self._log = QPlainTextEdit(log_tail())
        self._log.setReadOnly(True)
        self._log.setMinimumHeight(220)
        self._log.setAccessibleName(words(N_("The last lines of the log")))
        return self._log

    def _buttons(self, words: Words, *, bug: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        if bug:
            copy = QPushButton(words(N_("Copy the log")))
            put_icon(copy, "copy")
            copy.clicked.connect(lambda: copy_text(self._log.toPlainText()))
            row.addWidget(copy)
        row.addStretch(1)
        box = QDialogButtonBox()
        close = box.addButton(words(N_("Close")), QDialogButtonBox.ButtonRole.AcceptRole)
        close.setProperty("role", "primary")
        close.setDefault(True)
        box.accepted.connect(self.accept)
        row.addWidget(box)
        return row


def _bug(words: Words) -> Explanation:
    return Explanation(
        words(N_("A fault in Outreach")),
        words(N_("Something went wrong in the program itself. What was saved is safe, and what you have typed still stands.")),
        words(N_("Copy the log and send it to whoever looks after Outreach; it holds no names and no notes.")),
    )


def _head(known: Explanation) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(MARGIN)
    picture = QLabel()
    picture.setPixmap(pixmap("warning", 32, QColor(current_theme().warning), 2.0))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(GAP)
    for text, role in ((known.title, "heading"), (known.sentence, ""), (known.next_step, "muted")):
        if text:
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
            label.setProperty("role", role)
            texts.addWidget(label)
    row.addLayout(texts, 1)
    return row
