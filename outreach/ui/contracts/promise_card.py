"""A promise as it stands in the pane of a contract: its words, how it was, when it is looked at next, and a key for each outcome.

With the card in focus, O keeps that it was kept and A (Swedish "avvikelse") or D that it was not; each opens the same dialog.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.domain.contract import Check, Outcome, Promise
from outreach.domain.contract_days import looked_at
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.icons import pixmap, put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.theme import GAP, TIGHT, current_theme, set_role

NEXT = N_("Next check {day}")
LATE = N_("Should have been checked {day}")
NOT_PLANNED = N_("No check is planned")
NOT_LOOKED_AT = N_("Not looked at yet")
EARLIER = NN_("{n} earlier check", "{n} earlier checks")
_KEYS = {
    Qt.Key.Key_O: Outcome.OK,
    Qt.Key.Key_A: Outcome.DEVIATION,
    Qt.Key.Key_D: Outcome.DEVIATION,
}


class PromiseCard(QFrame):
    """Shows one promise. `said` are its looks in words, the latest first; `planned` its checks to do, the earliest first."""

    looked = Signal(object)
    """An outcome is to be kept."""
    letter_wished = Signal()
    set_right_wished = Signal(int)
    """The latest look is to be set right: its place among all checks of the promise."""

    def __init__(
        self, context: Context, promise: Promise, said: Sequence[str], planned: Sequence[Check], today: date
    ) -> None:
        super().__init__()
        self._context = context
        self.promise = promise
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "card")
        looks = looked_at(promise)
        self._latest = looks[-1].outcome if looks else Outcome.NOT_YET
        words = context.words
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._sign(), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(text_label(promise.text, "subheading", selectable=False), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(TIGHT)
        column.addLayout(head)
        column.addWidget(
            text_label(said[0] if said else words(NOT_LOOKED_AT), "" if said else "muted", selectable=True)
        )
        self._more = text_label("\n".join(said[1:]), "caption", selectable=True)
        self._more.hide()
        column.addWidget(self._next(planned, today))
        column.addWidget(self._more)
        column.addWidget(self._buttons(len(said) - 1))
        whole = "\n".join((promise.text, *said[:1]))
        self.setAccessibleName(whole)
        self.setToolTip(words(N_("O: kept · A: deviation")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take O and A (or D)."""
        outcome = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if outcome is None:
            super().keyPressEvent(event)
        else:
            self.looked.emit(outcome)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        self.setStyleSheet(f"PromiseCard {{ border: 2px solid {current_theme().accent}; }}")
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they go elsewhere."""
        self.setStyleSheet("")
        super().focusOutEvent(event)

    def _sign(self) -> QLabel:
        theme = current_theme()
        name, ink = {
            Outcome.OK: ("check", theme.success),
            Outcome.DEVIATION: ("info", theme.danger),
            Outcome.NOT_YET: ("box", theme.muted),
        }[self._latest]
        sign = QLabel()
        sign.setPixmap(pixmap(name, 18, QColor(ink), self.devicePixelRatioF()))
        return sign

    def _next(self, planned: Sequence[Check], today: date) -> QLabel:
        words = self._context.words
        if not planned:
            return text_label(words(NOT_PLANNED), "caption")
        late = planned[0].due < today
        day = words.language.day(planned[0].due)
        return text_label(words(LATE if late else NEXT, day=day), "danger" if late else "caption")

    def _buttons(self, earlier: int) -> QWidget:
        words = self._context.words
        line = QWidget()
        row = FlowLayout(line, TIGHT)
        for text, name, outcome in ((N_("Kept"), "check", Outcome.OK), (N_("Deviation"), "info", Outcome.DEVIATION)):
            button = self._quiet(words(text), name)
            button.clicked.connect(lambda _=False, outcome=outcome: self.looked.emit(outcome))
            row.addWidget(button)
        if self._latest is Outcome.DEVIATION:
            letter = self._quiet(words(N_("Letter…")), "mail")
            letter.clicked.connect(self.letter_wished)
            row.addWidget(letter)
        latest = looked_at(self.promise)
        if latest:
            right = self._quiet(words(N_("Set right…")), "edit")
            place = self.promise.checks.index(latest[-1])
            right.clicked.connect(lambda: self.set_right_wished.emit(place))
            row.addWidget(right)
        if earlier > 0:
            more = self._quiet(words.count(EARLIER, earlier), "history")
            more.clicked.connect(lambda: self._more.setVisible(not self._more.isVisible()))
            row.addWidget(more)
        return wrapping(line)

    def _quiet(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text)
        set_role(button, "quiet")
        put_icon(button, name)
        return button
