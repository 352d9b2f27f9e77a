"""Work on many records that may take a while: done on the worker, with a bar and a way out when it is not over at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.errors import Cancelled
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.tasks import Progress
from outreach.ui.theme import MARGIN, WIDE, set_role

#: Milliseconds before the bar is shown: what is over by then needs none.
PATIENCE = 500
STOPPED = N_("Stopped; nothing was changed.")

Report = Callable[[int, int], None]


class LongWork(QDialog):
    """One piece of work. `text` says what is going on. It closes by itself."""

    def __init__(self, context: Context, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._progress: Progress | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, text)
        self.bar, self.cancel_button = QProgressBar(), QPushButton()
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)
        self._patience.timeout.connect(self.open)
        self._build(text)

    def run(self, work: Callable[[Report], Any], then: Callable[[Any], None], *, far: bool = False) -> None:
        """Do `work`, which is given what to report to, then call `then` with its answer. `far`: it waits for a server."""
        self._patience.start()
        tasks = self._context.tasks
        start = tasks.run_far if far else tasks.run_long
        self._progress = start(
            lambda progress: work(progress.step),
            lambda answer: self._done(lambda: then(answer)),
            self._show,
            owner=self,
            failed=self._failed,
        )

    def write(self, work: Callable[[Report], Changes]) -> None:
        """Do `work` that writes, then tell every page; the shell offers to undo it."""
        changes = self._context.changes
        self.run(work, lambda done: changes.publish(done, None))

    def reject(self) -> None:
        """Esc and *Cancel* stop the work; the window stays until it has stopped."""
        if self._progress is not None:
            self._progress.cancel()
        self.cancel_button.setEnabled(False)

    def _show(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _done(self, then: Callable[[], None]) -> None:
        self._patience.stop()
        self.accept()
        then()
        self.deleteLater()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._done(lambda: self._context.wishes.notify.emit(self._context.words(STOPPED)))
        else:
            self._done(lambda: self._context.tasks.failed.emit(error))

    def _build(self, text: str) -> None:
        words = self._context.words
        label = QLabel()
        set_role(label, "subheading")
        words.bind(label.setText, text)
        words.bind(self.cancel_button.setText, N_("Cancel"))
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(label)
        column.addLayout(row)
        self.setFixedWidth(420)
