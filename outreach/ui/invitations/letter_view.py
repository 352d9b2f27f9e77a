"""The letter as one guest will read it, with the fields filled, and what the guest's calendar will show."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QTextEdit, QToolButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.flow import clear
from outreach.ui.theme import GAP, MARGIN, TIGHT, set_role

STEP = N_("{number} of {count}")
TO = N_("To {name} <{address}>")
NOBODY = N_("There is nobody to write to.")


@dataclass(frozen=True, slots=True)
class Reading:
    """One letter as it will be read: finished texts. `calendar` are the lines on what the guest's calendar will show."""

    name: str
    address: str
    language: str
    subject: str
    text: str
    calendar: tuple[str, ...] = ()


class LetterView(QFrame):
    """Shows a letter. `stepped` asks for the next (1) or the previous guest (-1)."""

    stepped = Signal(int)

    def __init__(self, context: Context, *, steps: bool = True) -> None:
        super().__init__()
        self._context = context
        self._steps = steps
        set_role(self, "card")
        self.to, self.subject, self.step = text_label("", "muted"), text_label("", "subheading"), QLabel()
        self.text = QTextEdit()
        self.back, self.on = QToolButton(), QToolButton()
        self.calendar = QFrame()
        self._build()

    def show_reading(self, reading: Reading | None, number: int = 0, count: int = 0) -> None:
        """Show a letter, which is the `number`th (from 0) of `count`; None: there is nobody to write to."""
        words = self._context.words
        several = count > 1
        for button in (self.back, self.on):
            button.setEnabled(several)
        shown = words.language.number
        self.step.setText(words(STEP, number=shown(number + 1), count=shown(count)) if count else "")
        if reading is None:
            self.to.setText(words(NOBODY))
            self.subject.clear()
            self.text.clear()
            self.calendar.hide()
            return
        self.to.setText(words(TO, name=reading.name, address=reading.address))
        self.subject.setText(reading.subject)
        if self.text.toPlainText() != reading.text:
            place = self.text.verticalScrollBar().value()
            self.text.setPlainText(reading.text)
            self.text.verticalScrollBar().setValue(place)
        self._show_calendar(reading.calendar)

    def _show_calendar(self, lines: tuple[str, ...]) -> None:
        layout = self.calendar.layout()
        assert isinstance(layout, QVBoxLayout)
        clear(layout)
        self.calendar.setVisible(bool(lines))
        if not lines:
            return
        layout.addWidget(text_label(self._context.words(N_("In the guest's calendar")), "caption"))
        for number, line in enumerate(lines):
            layout.addWidget(text_label(line, "" if number else "subheading"))

    def _build(self) -> None:
        words = self._context.words
        for button, name, text, by in (
            (self.back, "chevron-left", N_("Previous guest (Alt+Left)"), -1),
            (self.on, "chevron-right", N_("Next guest (Alt+Right)"), 1),
        ):
            put_icon(button, name)
            words.bind(button.setToolTip, text)
            words.bind(button.setAccessibleName, text)
            button.clicked.connect(lambda _=False, by=by: self.stepped.emit(by))
        set_role(self.step, "caption")
        self.text.setReadOnly(True)
        self.text.setAcceptRichText(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.text.setStyleSheet("QTextEdit { background: transparent; border: none; padding: 0; }")
        self.text.document().setDocumentMargin(0)
        words.bind(self.text.setAccessibleName, N_("The letter as the guest reads it"))
        self.calendar.hide()
        set_role(self.calendar, "banner")
        self.calendar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inner = QVBoxLayout(self.calendar)
        inner.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        inner.setSpacing(2)
        head, about = QHBoxLayout(), QLabel()
        head.setSpacing(TIGHT)
        set_role(about, "caption")
        words.bind(about.setText, N_("As the guest reads it"))
        head.addWidget(about, 1)
        for widget in (self.back, self.step, self.on) if self._steps else ():
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.to)
        column.addWidget(self.subject)
        column.addWidget(_line())
        column.addWidget(self.text, 1)
        column.addWidget(self.calendar)


def _line() -> QWidget:
    line = QFrame()
    set_role(line, "line")
    return line
