"""One step with the keys: what has to be typed for it, the work on the worker with progress, and what went wrong, said in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.passphrase import weakness
from outreach.domain.protection import LEAST_REASON
from outreach.domain.secret import Secret
from outreach.errors import Cancelled, InvalidInput
from outreach.explain import explain
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.lists.long_work import STOPPED, Report
from outreach.ui.start.protect_page import DIFFERS, GOOD
from outreach.ui.tasks import Progress
from outreach.ui.theme import GAP, MARGIN, TIGHT, WIDE, set_role


@dataclass(frozen=True, slots=True)
class Step:
    """What a step asks for: `old` opens the register now, `new` will from now on, `reason` is kept. Catalogue texts."""

    title: str
    lead: str
    act: str
    old: bool = False
    new: bool = False
    reason: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a step; empty where it was not asked for. The secrets are wiped when the work is over."""

    old: Secret
    new: Secret
    reason: str = ""

    def wipe(self) -> None:
        """Forget both secrets."""
        self.old.wipe()
        self.new.wipe()


class KeyStep(QDialog):
    """Asks, does the work and closes; what was refused is said in place. `known` are words that no passphrase may live on."""

    #: A lock keeps nothing of what is typed here.
    keeps_drafts = True

    def __init__(
        self,
        context: Context,
        step: Step,
        work: Callable[[Typed, Report], Any],
        then: Callable[[Any], None],
        known: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._step, self._work, self._then = context, step, work, then
        self._known = [word for name in known for word in name.split()]
        self._progress: Progress | None = None
        self.old, self.new, self.again, self.reason = _secret_field(), _secret_field(), _secret_field(), QLineEdit()
        self.strength, self.same, self.told = _hint(), _hint(), _hint()
        self.shown, self.bar = QCheckBox(), QProgressBar()
        self.act_button, self.cancel_button = QPushButton(), QPushButton()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._build()
        self._wire()
        self._look()
        self._first().setFocus()

    def act(self) -> None:
        """Do the work, when enough is typed; Enter in a field goes on to the next one that is empty."""
        if not self.act_button.isEnabled():
            self._go_to_empty()
            return
        typed = Typed(Secret(self.old.text()), Secret(self.new.text()), self.reason.text().strip())
        self._clear_secrets()
        self._set_busy(True)
        work = self._work

        def do(progress: Progress) -> Any:
            try:
                return work(typed, progress.step)
            finally:
                typed.wipe()

        self._progress = self._context.tasks.run_long(do, self._done, self._show, owner=self, failed=self._failed)

    def reject(self) -> None:
        """Esc and *Cancel* close, and stop work that is under way first; then nothing has changed."""
        if self._progress is None:
            super().reject()
            return
        self._progress.cancel()
        self.cancel_button.setEnabled(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """No secret stays in a field, and none in what the field would take back with Ctrl+Z."""
        self._clear_secrets()
        super().hideEvent(event)

    # What comes back -------------------------------------------------------------------------------------------------

    def _done(self, answer: Any) -> None:
        self._progress = None
        self.accept()
        self._then(answer)

    def _failed(self, error: Exception) -> None:
        self._progress = None
        self._set_busy(False)
        words = self._context.words
        known = explain(error, words.language)
        if isinstance(error, Cancelled):
            self._say(self.told, words(STOPPED), "muted")
        elif isinstance(error, InvalidInput):
            self._say(self.told, words(error.reason, **error.values), "danger")
        elif known is not None:
            self._say(self.told, known.whole, "danger")
        else:
            self._context.tasks.failed.emit(error)
        self._first().setFocus()

    def _show(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _set_busy(self, busy: bool) -> None:
        for field in (self.old, self.new, self.again, self.reason, self.shown):
            field.setEnabled(not busy)
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        self.told.hide()
        self.cancel_button.setEnabled(True)
        self._look()
        if busy:
            self.act_button.setEnabled(False)
            self.cancel_button.setFocus()

    def _clear_secrets(self) -> None:
        for field in (self.old, self.new, self.again):
            # Not `clear`, which Ctrl+Z takes back.
            field.setText("")

    def _fields(self) -> list[QLineEdit]:
        step = self._step
        asked = ((step.old, self.old), (step.new, self.new), (step.new, self.again), (step.reason, self.reason))
        return [field for wanted, field in asked if wanted]

    def _first(self) -> QWidget:
        return next(iter(self._fields()), self.act_button)

    def _go_to_empty(self) -> None:
        empty = [field for field in self._fields() if not field.text()]
        if empty:
            empty[0].setFocus()

    def _look(self) -> None:
        words, step, typed = self._context.words, self._step, self.new.text()
        weak = weakness(typed, self._known) if typed else ""
        alike = bool(typed) and typed == self.again.text()
        self._say(self.strength, words(weak or GOOD) if typed else "", "warning" if weak else "success")
        self._say(self.same, words(DIFFERS) if self.again.text() and not alike else "", "warning")
        said = sum(char.isalpha() for char in self.reason.text()) >= LEAST_REASON
        enough = (bool(self.old.text()) or not step.old, (alike and not weak) or not step.new, said or not step.reason)
        self.act_button.setEnabled(all(enough))

    def _say(self, label: QLabel, text: str, role: str) -> None:
        set_role(label, role)
        label.setText(text)
        label.setVisible(bool(text))

    def _show_typed(self, on: bool) -> None:
        for field in (self.old, self.new, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def _wire(self) -> None:
        for field in (self.old, self.new, self.again, self.reason):
            field.textChanged.connect(lambda _: self._look())
        self.shown.toggled.connect(self._show_typed)
        self.act_button.clicked.connect(self.act)
        self.cancel_button.clicked.connect(self.reject)
        # Enter goes through `act`, which knows what is missing; a default button that is off would swallow it.
        for edit in self._fields():
            edit.returnPressed.connect(self.act)

    def _build(self) -> None:
        words, step = self._context.words, self._step
        words.bind(self.setWindowTitle, step.title)
        lead = QLabel()
        lead.setWordWrap(True)
        words.bind(lead.setText, step.lead)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(lead)
        for wanted, text, field, hint in (
            (step.old, N_("Passphrase of now, or the recovery code"), self.old, None),
            (step.new, N_("New passphrase"), self.new, self.strength),
            (step.new, N_("The same once more"), self.again, self.same),
            (step.reason, N_("Reason"), self.reason, None),
        ):
            if wanted:
                column.addLayout(self._field(text, field, hint))
        if step.old or step.new:
            words.bind(self.shown.setText, N_("Show what is typed"))
            column.addWidget(self.shown)
        self.bar.setTextVisible(False)
        self.bar.hide()
        column.addWidget(self.bar)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addLayout(self._foot())
        self.setFixedWidth(540)

    def _field(self, text: str, field: QLineEdit, hint: QLabel | None) -> QVBoxLayout:
        part, label = QVBoxLayout(), QLabel()
        part.setSpacing(TIGHT)
        set_role(label, "subheading")
        label.setBuddy(field)
        self._context.words.bind(label.setText, text)
        self._context.words.bind(field.setAccessibleName, text)
        part.addWidget(label)
        part.addWidget(field)
        if hint is not None:
            part.addWidget(hint)
        return part

    def _foot(self) -> QHBoxLayout:
        words = self._context.words
        set_role(self.act_button, "primary")
        words.bind(self.act_button.setText, self._step.act)
        words.bind(self.cancel_button.setText, N_("Cancel"))
        for button in (self.act_button, self.cancel_button):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.act_button)
        return row


def _secret_field() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
    return field


def _hint() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.hide()
    return label
