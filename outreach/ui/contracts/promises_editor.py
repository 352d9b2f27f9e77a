"""What was promised, a line each: the words, when it is looked at next, and how often. Some to begin with are a menu away.

What was seen of a promise stays with it, whatever is changed here; a promise that was looked at is not taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QSpinBox, QVBoxLayout, QWidget

from outreach.domain.contract import FEWEST_PROMISES, MOST_PROMISES, Check, Promise
from outreach.domain.contract_days import every, to_do
from outreach.domain.rule_deadlines import months_before
from outreach.domain.starting_promises import StartingPromise, starting_promises
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.contracts.rows_editor import EditorRow, RowsEditor
from outreach.ui.forms.days import DayField
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, TIGHT

TEXT, NEXT, EVERY = N_("What was promised, in plain words"), N_("Next check"), N_("Then")
NO_MORE = N_("no more")
MONTHS = N_(" months apart")
AS_PLANNED = NN_("{n} more, as planned", "{n} more, as planned")
TO_BEGIN = N_("Promises to begin with…")
TOLD = NN_(
    "{n} promise: three to eight are usually right to follow up.",
    "{n} promises: three to eight are usually right to follow up.",
)
_MOST_MONTHS = 60


class PromisesEditor(RowsEditor):
    """Lines of promises. `ends` tells until when checks that come back are planned; `cpv` what is bought."""

    def __init__(self, context: Context, ends: Callable[[], date | None]) -> None:
        super().__init__(context, N_("Add a promise"))
        self._ends = ends
        self.cpv: Sequence[str] = ()
        self.begin = QPushButton()
        put_icon(self.begin, "list")
        context.words.bind(self.begin.setText, TO_BEGIN)
        self.begin.setAutoDefault(False)
        self.begin.clicked.connect(self._open_menu)
        self.told = text_label("", "caption")
        self.buttons.insertWidget(1, self.begin)
        self.buttons.insertWidget(2, self.told, 1)
        self.changed.connect(self._tell)
        context.words.changed.connect(self._tell)

    def make_row(self, value: Promise | None) -> EditorRow:
        """Return the line of a promise."""
        return PromiseRow(self.context, value or Promise(text=""), self._ends)

    def take(self, begin: StartingPromise) -> None:
        """Add a promise to begin with, looked at in its rhythm; in place of an empty line where there is one."""
        today = self.context.house.contracts.today()
        for one in [row for row in self.rows if row.value() is None]:
            self._remove(one)
        row = self.add(Promise(text=self.context.words(begin.text)))
        assert isinstance(row, PromiseRow)
        row.day.set_value(months_before(today, -begin.months))
        row.months.setValue(begin.months)

    def menu(self) -> QMenu:
        """Return the promises to begin with that do not stand here yet."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        there = {row.text.text().strip() for row in self.rows if isinstance(row, PromiseRow)}
        for one in starting_promises(self.cpv):
            said = self.context.words(one.text)
            if said not in there:
                action = menu.addAction(said.replace("&", "&&"))
                action.triggered.connect(lambda _=False, one=one: self.take(one))
        return menu

    def _open_menu(self) -> None:
        self.menu().popup(self.begin.mapToGlobal(QPoint(0, self.begin.height())))

    def _tell(self) -> None:
        number = sum(bool(row.text.text().strip()) for row in self.rows if isinstance(row, PromiseRow))
        usual = number == 0 or FEWEST_PROMISES <= number <= MOST_PROMISES
        self.told.setText("" if usual else self.context.words.count(TOLD, number))


class PromiseRow(EditorRow):
    """One promise."""

    def __init__(self, context: Context, promise: Promise, ends: Callable[[], date | None]) -> None:
        super().__init__(context)
        self._promise, self._ends = promise, ends
        planned = to_do(promise)
        self._begun = planned[0].due if planned else None
        self.text = QLineEdit(promise.text)
        self.text.setCursorPosition(0)
        context.words.bind(self.text.setPlaceholderText, TEXT)
        context.words.bind(self.text.setAccessibleName, TEXT)
        self.day, self.months = DayField(context, NEXT), QSpinBox()
        self.day.line.setMinimumWidth(104)
        self.day.set_value(self._begun)
        self.months.setRange(0, _MOST_MONTHS)
        later = len(planned) - 1
        if later > 0:
            self.months.setSpecialValueText(context.words.count(AS_PLANNED, later))
        else:
            context.words.bind(self.months.setSpecialValueText, NO_MORE)
        context.words.bind(self.months.setSuffix, MONTHS)
        context.words.bind(self.months.setAccessibleName, EVERY)
        context.words.bind(self.months.setToolTip, N_("How often it is looked at after that, until the contract ends"))
        self.row.addLayout(self._two_lines(), 1)
        if any(check.done is not None for check in promise.checks):
            self.remove.setEnabled(False)
            context.words.bind(self.remove.setToolTip, N_("It was looked at, and stays with what was seen."))
        self.text.textChanged.connect(self._changed)
        self.day.changed.connect(self._changed)
        self.months.valueChanged.connect(self._changed)

    def _two_lines(self) -> QVBoxLayout:
        """Return the words above, when it is looked at below: a promise needs the whole width."""
        below = QHBoxLayout()
        below.setSpacing(GAP)
        for text, editor in ((NEXT, self.day), (EVERY, self.months)):
            label = QLabel()
            label.setProperty("role", "muted")
            self.context.words.bind(label.setText, text)
            below.addWidget(label)
            below.addWidget(editor)
        below.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(TIGHT)
        column.setContentsMargins(0, 0, 0, GAP)
        column.addWidget(self.text)
        column.addLayout(below)
        return column

    def value(self) -> Promise | None:
        """Return the promise with its checks. Raises InvalidInput for a day that cannot be read."""
        text = " ".join(self.text.text().split())
        if not text and not self._promise.checks:
            return None
        day, months = self.day.value(), self.months.value()
        if day == self._begun and not months:
            return replace(self._promise, text=text)
        done = tuple(check for check in self._promise.checks if check.done is not None)
        return replace(self._promise, text=text, checks=(*done, *self._planned(day, months)))

    def first_editor(self) -> QWidget:
        """Return the words."""
        return self.text

    def _planned(self, day: date | None, months: int) -> tuple[Check, ...]:
        """Return the checks to do: those of the rhythm, else the one chosen with the later ones that were planned before."""
        if day is None:
            return ()
        if months:
            return tuple(Check(due=one) for one in every(day, months, self._ends()))
        later = tuple(check for check in to_do(self._promise)[1:] if check.due > day)
        return (Check(due=day), *later)

    def _changed(self, *_: object) -> None:
        self.changed.emit()
