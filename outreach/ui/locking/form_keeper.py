"""Keeps the forms of records while they are typed in: after a crash or a dead battery they open again as they stood.

Every few seconds it looks at the forms that are open, and writes down those that have changed since. A form that is saved or left
takes its draft along.
"""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from outreach.errors import InvalidInput
from outreach.ui.context import Context
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.locking.half_typed import Plain, draft_name, half_filled

#: How often it looks, in milliseconds; with the time a write takes it stays under five seconds.
LOOK_EVERY = 4000


class FormKeeper(QObject):
    """The keeper of one open workspace, for as long as that is open."""

    def __init__(self, context: Context, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._window = window
        self._kept: dict[str, Plain] = {}
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Write down what has changed since the last look."""
        for form in QApplication.topLevelWidgets():
            if isinstance(form, FormDialog) and form.isVisible() and self._is_over(form):
                with contextlib.suppress(InvalidInput):
                    self._look_at(form)

    def _is_over(self, shown: QWidget | None) -> bool:
        """Say whether a dialog belongs to our window; Qt's own question ends at the first window above."""
        while shown is not None and shown is not self._window:
            shown = shown.parentWidget()
        return shown is not None

    def _look_at(self, form: FormDialog) -> None:
        name, filled = draft_name(form), half_filled(form)
        if filled is None and name not in self._kept:
            return
        if name not in self._kept:
            form.finished.connect(lambda _: self._forget(name))
        if filled != self._kept.get(name):
            self._kept[name] = filled or {}
            self._context.keep_draft(name, filled or {}, owner=self, failed=lambda _: self._kept.update({name: {}}))

    def _forget(self, name: str) -> None:
        if self._kept.pop(name, None):
            self._context.keep_draft(name, {})
