"""The hint under a field while somebody types: "Anna Berg, Bergs Bygg AB, is known already – same e-mail · Open".

It blocks nothing and takes no focus. A form says what stands in it (`typed`) and which fields tell something (`watch`): the hint
stands under the one that was typed in last. Alt+O, or a click, opens the known one. Looking runs on the worker, a moment after
the last key.

    hint = LikenessHint(context, Kind.PERSON, lambda: Typed(self.name.text(), …))
    hint.watch(self.name.textEdited, name_field)
    hint.wished.connect(…)                  # id of the known record; the form decides what becomes of what was typed
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.domain.likeness import Band
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.duplicates import Alike, Typed
from outreach.services.matching import REASONS
from outreach.ui.context import Context
from outreach.ui.theme import GAP, TIGHT, set_role

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

#: Milliseconds after the last key.
DELAY = 250
_MOST = 3
KNOWN = N_("{who} is known already – {reasons}")
PERHAPS = N_("Perhaps {who} – {reasons}")
OPEN = N_("Open (Alt+O)")


class LikenessHint(QFrame):
    """Says whom what is typed resembles, the surest first. `wished` carries the id of the one to open."""

    wished = Signal(object)
    shown = Signal()
    """Other hints stand there now, or none."""

    def __init__(self, context: Context, kind: Kind, typed: Callable[[], Typed]) -> None:
        super().__init__()
        self._context = context
        self._kind = kind
        self._typed = typed
        self._asked: Typed | None = None
        self.found: list[Alike] = []
        set_role(self, "banner")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(GAP, TIGHT, GAP, TIGHT)
        self._lines.setSpacing(TIGHT)
        self._timer = QTimer(self, interval=DELAY, singleShot=True)
        self._timer.timeout.connect(self._look)
        context.words.changed.connect(self._speak)
        self.hide()

    def reach_by(self, window: QWidget) -> None:
        """Let Alt+O in a window open the first of the known ones."""
        QShortcut(QKeySequence("Alt+O"), window, self.open_first)

    def watch(self, typed: SignalInstance, field: QWidget) -> None:
        """Look again when something is typed into a field, and stand below it then."""
        if self.parentWidget() is None:
            self._stand_under(field)

        def ask(*_: object) -> None:
            self._stand_under(field)
            self.ask()

        typed.connect(ask)

    def ask(self) -> None:
        """Look again, once nothing more is typed for a moment."""
        self._timer.start()

    def _stand_under(self, field: QWidget) -> None:
        layout = field.layout()
        if self.parentWidget() is not field and layout is not None:
            layout.addWidget(self)

    def open_first(self) -> None:
        """Wish for the surest one."""
        if self.found:
            self.wished.emit(self.found[0].id)

    def _look(self) -> None:
        typed = self._typed()
        if typed == self._asked:
            return
        self._asked = typed
        if not (typed.name.strip() or typed.emails or typed.phones or typed.org_number):
            self._show(typed, [])
            return
        house, kind = self._context.house, self._kind
        self._context.read(lambda: house.duplicates.like(kind, typed, _MOST), lambda found: self._show(typed, found), self)

    def _show(self, typed: Typed, found: list[Alike]) -> None:
        if typed != self._asked:
            return
        self.found = found
        self._speak()

    def _speak(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, one in enumerate(self.found):
            self._lines.addWidget(self._line(one, first=number == 0))
        self.setVisible(bool(self.found))
        self.setAccessibleName(" ".join(self.sentence(one) for one in self.found))
        self.shown.emit()

    def sentence(self, one: Alike) -> str:
        """Say whom what is typed resembles, and why."""
        words = self._context.words
        who = ", ".join(part for part in (one.title, one.detail) if part)
        reasons = ", ".join(words(REASONS[reason]) for reason in one.reasons)
        return words(KNOWN if one.band is not Band.MAYBE else PERHAPS, who=who, reasons=reasons)

    def _line(self, one: Alike, *, first: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        text = QLabel(self.sentence(one))
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        button = QPushButton(self._context.words(OPEN if first else N_("Open")))
        button.setAutoDefault(False)
        set_role(button, "link")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False, wanted=one.id: self._wish(wanted))
        row.addWidget(text, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _wish(self, wanted: UUID) -> None:
        self.wished.emit(wanted)
