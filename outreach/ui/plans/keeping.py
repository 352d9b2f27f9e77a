"""A window that keeps each change at once, says what it did at its foot, and takes the last one back with Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from outreach.domain.changes import Changes, Reversal
from outreach.errors import InvalidInput, OutreachError
from outreach.explain import explain
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.plans.form_part import FormPart
from outreach.ui.theme import set_role


class KeepingWindow(QWidget):
    """The ground of the plan window and of the template editor. `geometry` is the name under which its size is remembered."""

    geometry_name = ""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self._done: list[UUID] = []
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        for keys, call in (("Ctrl+Z", self.take_back), ("Ctrl+W", self.close)):
            QShortcut(QKeySequence(keys), self, call)

    def read(self) -> None:
        """Read anew what is shown."""
        raise NotImplementedError

    def kept(self) -> None:
        """Something of this window was kept."""

    def keep(self, work: Callable[[], Changes]) -> None:
        """Do an action and remember it, so that it can be taken back here."""
        context = self.context

        def done(changes: Changes) -> None:
            # No origin: this window reads again too, because days, counts and last contacts follow from what was kept.
            context.changes.publish(changes)
            if isValid(self) and changes.action is not None:
                self._done.append(changes.action)
                self.say(context.words(changes.title, **changes.values), "muted")
                self.kept()

        def failed(error: Exception) -> None:
            if isValid(self):
                self.failed(error)
            else:
                context.tasks.failed.emit(error)

        # The bus outlives the window: what is kept while it closes is told all the same.
        context.tasks.run(work, done, owner=context.changes, failed=failed)

    def take_back(self) -> None:
        """Undo what was done last in this window; what stands in a field and is not kept yet is kept first."""
        self.commit_fields()
        self.context.tasks.run(lambda: None, lambda _: self._take_back(), owner=self)

    def failed(self, error: Exception) -> None:
        """Say what went wrong: at its field where there is one, else at the foot."""
        if isinstance(error, InvalidInput) and any(part.refuse(error) for part in self.findChildren(FormPart)):
            return
        known = explain(error, self.context.words.language) if isinstance(error, OutreachError) else None
        if known is None:
            self.context.tasks.failed.emit(error)
        else:
            self.say(known.whole, "danger")
        self.read()

    def say(self, sentence: str, role: str) -> None:
        """Say a finished sentence at the foot."""
        set_role(self.said, role)
        self.said.setText(sentence)

    def commit_fields(self) -> None:
        """Keep what stands in the fields."""
        for part in self.findChildren(FormPart):
            part.commit()

    def restore(self, wide: int, high: int) -> None:
        """Take on the size of last time, or a usual one."""
        room = self.screen().availableGeometry()
        self.resize(min(wide, room.width() - 32), min(high, room.height() - 56))
        state = self.context.memory.get_state(self.geometry_name)
        if state is not None:
            self.restoreGeometry(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, when no line or list of offers has taken it for itself."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what stands in the fields, and remember the size."""
        self.commit_fields()
        self.context.memory.keep_state(self.geometry_name, self.saveGeometry())
        super().closeEvent(event)

    def _take_back(self) -> None:
        if not self._done:
            self.say(self.context.words(N_("Nothing was done here yet that could be taken back.")), "muted")
            return
        action, house = self._done.pop(), self.context.house
        self.context.tasks.run(lambda: house.history.undo(action), self._taken_back, owner=self, failed=self.failed)

    def _taken_back(self, reversal: Reversal) -> None:
        words = self.context.words
        self.context.changes.publish(reversal.changes)
        self.say(words(N_("Undone: {what}"), what=words(reversal.title, **reversal.values)), "muted")
