"""The question before many people leave the program: how many, what for, until when, and who is left out and why (G15).

A list asks before its work begins (`ask_leaving`). All other ways – handouts, drafts, labels, letters that are sent, and whatever
comes next – are asked about by the gate of the services: work that comes home with `ReasonNeeded` is asked about here
(`ask_about`) and then done once more, so that no page can forget it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.record import Kind
from outreach.domain.usable import WHY_NOT_LABELS, WhyNot
from outreach.errors import InvalidInput, ReasonNeeded
from outreach.language import N_, NN_
from outreach.services.leaving import MANY, NOTHING_SAID, Leaving, Outgoing
from outreach.ui.context import Context
from outreach.ui.forms.days import DayField
from outreach.ui.forms.field import Field
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

EXPORT = NN_("Export {n} person", "Export {n} people")
PRINT = NN_("Print {n} person", "Print {n} people")
COPY = NN_("Copy {n} person", "Copy {n} people")
WRITE = NN_("Write to {n} person", "Write to {n} people")
DEEDS = {"export": EXPORT, "print": PRINT, "copy": COPY, "mail": WRITE}
LEAD = NN_("The personal data of {n} person leave the program.", "The personal data of {n} people leave the program.")
REASON = N_("What for?")
REASON_HELP = N_("A few words are enough. They stand in the file and in the audit log.")
DELETE_BY = N_("Delete the copy by")
LEFT_OUT = NN_("{n} is left out: {why}", "{n} are left out: {why}")
#: Shorter is no reason that anybody can look at later.
_SHORTEST = 5


def ask_leaving(
    context: Context,
    kind: Kind,
    keys: Sequence[int],
    deed: tuple[str, str],
    then: Callable[[Leaving], None],
    parent: QWidget,
) -> None:
    """Ask what many people leave for, then call `then`; for few, and for what is not about people, at once."""
    if kind is not Kind.PERSON:
        then(NOTHING_SAID)
        return
    lists = context.house.lists

    def show(found: Outgoing) -> None:
        if found.count <= MANY:
            then(NOTHING_SAID)
        else:
            LeavingDialog(context, found.count, found.left_out, deed, then, parent).open()

    context.read(lambda: lists.outgoing(keys), show, parent)


def ask_about(
    context: Context, needed: ReasonNeeded, owner: QObject | None, go_on: Callable[[Leaving | None], None], otherwise: QWidget
) -> None:
    """Ask about work that is kept back at the gate, then let it go on; *Cancel* ends it."""
    found: Outgoing = needed.found
    parent = owner if isinstance(owner, QWidget) else QApplication.activeWindow() or otherwise
    dialog = LeavingDialog(context, found.count, found.left_out, DEEDS[found.deed], go_on, parent.window())
    dialog.rejected.connect(lambda: go_on(None))
    dialog.open()


class LeavingDialog(QDialog):
    """The question. The button says how many; it can be pressed once there is a reason."""

    def __init__(
        self,
        context: Context,
        count: int,
        left_out: Iterable[WhyNot],
        deed: tuple[str, str],
        then: Callable[[Leaving], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._then = then
        self._words = words = context.words
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words.bind(self.setWindowTitle, N_("Many people leave the program"))
        lead, self.left = QLabel(words.count(LEAD, count)), QLabel()
        set_role(lead, "subheading")
        set_role(self.left, "muted")
        told = [
            words.count(LEFT_OUT, number, why=words(WHY_NOT_LABELS[why])) for why, number in sorted(Counter(left_out).items())
        ]
        self.left.setText("\n".join(told))
        self.left.setVisible(bool(told))
        for label in (lead, self.left):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.reason = QLineEdit()
        self.delete_by = DayField(context, DELETE_BY, N_("Not said"))
        self.go_button, self.cancel_button = QPushButton(words.count(deed, count)), QPushButton()
        set_role(self.go_button, "primary")
        self.go_button.setDefault(True)
        words.bind(self.cancel_button.setText, N_("Cancel"))
        self.cancel_button.setAutoDefault(False)
        column, foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.go_button)
        self.day_field = Field(context, DELETE_BY, self.delete_by)
        for widget in (lead, self.left, Field(context, REASON, self.reason, REASON_HELP), self.day_field):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(foot)
        self.setMinimumWidth(480)
        self.reason.textChanged.connect(self._say_enabled)
        self.cancel_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self._go)
        self._say_enabled()
        self.reason.setFocus()

    def _say_enabled(self) -> None:
        self.go_button.setEnabled(len(self.reason.text().strip()) >= _SHORTEST)

    def _go(self) -> None:
        try:
            day = self.delete_by.value()
        except InvalidInput as error:
            self.day_field.show_error(self._words(error.reason))
            return
        leaving = Leaving(" ".join(self.reason.text().split()), day)
        self.accept()
        self._then(leaving)
