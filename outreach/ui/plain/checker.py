"""Checks a text a moment after somebody stopped typing, on the worker; what was overtaken by more typing is dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from outreach.domain.changes import Changes
from outreach.domain.plain.check import PlainReport
from outreach.domain.record import Kind
from outreach.ui.context import Context

#: Milliseconds without a key before the text is looked at.
PAUSE = 350


class Checker(QObject):
    """`ask` when the text may have changed; `checked` carries the `PlainReport` and the text that it is about."""

    checked = Signal(object, str)

    def __init__(self, context: Context, text: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._text = context, text
        self._seen: str | None = None
        self.language = "auto"
        self.paragraphs: bool | None = True
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(self.now)
        context.changes.changed.connect(self._words_changed)

    def ask(self) -> None:
        """Check soon; the first text at once."""
        self._timer.start(PAUSE if self._seen else 0)

    def now(self) -> None:
        """Check at once, unless it is done already."""
        text = self._text()
        if text == self._seen:
            return
        self._seen = text
        language, paragraphs, house = self.language, self.paragraphs, self._context.house

        def work() -> PlainReport:
            return house.plain_language.check(text, language, paragraphs=paragraphs)

        self._context.read(work, lambda report: self._take(text, report), self)

    def again(self) -> None:
        """Check anew although the text is the same: its language, or the list, has changed."""
        self._seen = None
        self.now()

    def _take(self, text: str, report: PlainReport) -> None:
        if text == self._text():
            self.checked.emit(report, text)

    def _words_changed(self, changes: Changes, _origin: object = None) -> None:
        if any(kind is Kind.PLAIN_WORD for kind, _ in changes.touched):
            self.again()
