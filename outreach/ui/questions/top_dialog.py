"""What was asked most in a year: ten questions with how often and how far each has come; opened, or saved as a page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.handout import HandoutKind
from outreach.domain.question_status import QUESTION_STATUS_LABELS, QuestionStatus
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.language import N_
from outreach.services.printings import Kept
from outreach.services.questions import TopQuestion
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.kinds import TIMES_ASKED
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

TITLE = N_("Asked most in a year")
NOT_PUBLIC = N_("not public")
_PAUSE = 250
_ICONS = {
    QuestionStatus.NEW: "help",
    QuestionStatus.WAITING: "clock",
    QuestionStatus.ANSWERED: "check",
    QuestionStatus.TOLD: "mail",
}


class TopDialog(QDialog):
    """The ten questions of a year. Enter opens one."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, TITLE)
        self.year, self.programme = QSpinBox(), QLineEdit()
        self.year.setRange(1990, 2200)
        self.year.setValue(home_day(context.house.now()).year)
        self.list, self.status = LineList(tall=True), text_label("", "muted")
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._build()
        self._wire()
        take_size(self, 760, 560)
        self.read()
        self.list.setFocus()

    def read(self) -> None:
        """Count for the chosen year and programme."""
        house, year, programme = self._context.house, self.year.value(), self.programme.text()
        self._context.read(lambda: house.questions.top(year, programme), self._show, self)

    def save(self) -> None:
        """Ask for a file, and write the page into it."""
        words = self._context.words
        dialog = QFileDialog(self, words(N_("Save the handout as PDF…")), str(Path.home()), "PDF (*.pdf)")
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{words(TITLE)} {self.year.value()}.pdf")
        dialog.fileSelected.connect(lambda file: self.save_as(Path(file)))
        dialog.open()

    def save_as(self, file: Path) -> None:
        """Write the page into a file, and keep on record that it was made."""
        house, code = self._context.house, self._context.words.language.code
        year, programme = self.year.value(), self.programme.text()

        def work() -> Kept:
            usual = house.handouts.usual(HandoutKind.TOP_QUESTIONS, code)
            return house.printings.save(replace(usual, year=year, programme=programme), file)

        self._context.tasks.run(work, self._saved, owner=self)

    def _saved(self, kept: Kept) -> None:
        self._context.changes.publish(kept.changes, self)
        self._context.wishes.notify.emit(self._context.words(N_("Saved {file}"), file=str(kept.printed.file)))

    def _show(self, found: list[TopQuestion]) -> None:
        words = self._context.words
        lines = []
        for place, one in enumerate(found, start=1):
            status = words(QUESTION_STATUS_LABELS[one.status])
            hidden = "" if one.question.public else words(NOT_PUBLIC)
            detail = " · ".join(filter(None, (words.count(TIMES_ASKED, one.times), status, hidden)))
            lines.append(Line(f"{place}. {one.question.text}", detail, icon=_ICONS[one.status], data=one.question.id))
        self.list.show_lines(lines, first=True)
        nothing = words(N_("Nothing was counted in {year}."), year=str(self.year.value()))
        only_public = words(N_("On paper stand the public ones alone; the others are counted."))
        self.status.setText(only_public if found else nothing)
        self.save_button.setEnabled(bool(found))

    def _open(self, question: object) -> None:
        if isinstance(question, UUID):
            self._context.open(Kind.QUESTION, question)
            self.accept()

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.list.setAccessibleName, TITLE)
        words.bind(self.programme.setPlaceholderText, N_("All programmes"))
        words.bind(
            self.programme.setToolTip,
            N_("Only what was asked under this tag: on the conversation, its event or its tender."),
        )
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for text, editor in ((N_("Year"), self.year), (N_("Programme"), self.programme)):
            label = QLabel()
            label.setBuddy(editor)
            words.bind(label.setText, text)
            words.bind(editor.setAccessibleName, text)
            row.addWidget(label)
            row.addWidget(editor)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP + 2)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.status)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        words = self._context.words
        self.save_button, close = QPushButton(), QPushButton()
        words.bind(self.save_button.setText, N_("Save as PDF…"))
        words.bind(close.setText, N_("Close"))
        put_icon(self.save_button, "print", "on_accent")
        set_role(self.save_button, "primary")
        self.save_button.clicked.connect(self.save)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        for button in (close, self.save_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    def _wire(self) -> None:
        self._pause.timeout.connect(self.read)
        self.year.valueChanged.connect(self._typed)
        self.programme.textEdited.connect(self._typed)
        self.list.chosen.connect(self._open)
        self._context.words.changed.connect(self.read)
        QShortcut(QKeySequence("Ctrl+P"), self, self.save)

    def _typed(self, *_: object) -> None:
        self._pause.start()
