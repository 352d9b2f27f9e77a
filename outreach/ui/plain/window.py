"""The plain-language window: a text with its findings marked in place, what to do about each, and the figure before and after.

It stands for a text box (each change goes there at once, as a step that the box can undo), for the description of a tender, or for
any text that was pasted or opened from a file. F8 goes to the next finding, Alt+1 to Alt+3 put a replacement in.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.plain.check import LIMITS, PlainReport
from outreach.domain.plain.finding import KIND_LABELS, Finding, FindingKind
from outreach.domain.tender import Tender
from outreach.language import N_
from outreach.services.plain_language import said
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.plain.checker import Checker
from outreach.ui.plain.finding_card import MOST, FindingCard
from outreach.ui.plain.gauge import Gauge
from outreach.ui.plain.marks import cursor_at, mark
from outreach.ui.plain.report_words import band_words, count_words, score_words
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

_FILTER = N_("Texts (*.txt *.docx *.odt *.pdf)")
_LANGUAGES = {"auto": N_("Language: found out"), "sv": N_("In Swedish"), "en": N_("In English")}
_ICONS = {
    FindingKind.JARGON: "help", FindingKind.STATUTE: "link", FindingKind.SENTENCE: "list", FindingKind.PASSIVE: "people",
    FindingKind.NOUN: "edit", FindingKind.COMPOUND: "columns", FindingKind.WORD: "columns", FindingKind.MUSTS: "check",
}  # fmt: skip
_SIDE = 400


class PlainWindow(QDialog):
    """One text. `text_changed` carries it after each change; `tender` is whose description it is, when it can be saved there."""

    text_changed = Signal(str)

    def __init__(
        self, context: Context, parent: QWidget, *, text: str = "", one_line: bool = False, tender: Tender | None = None
    ) -> None:
        super().__init__(parent)
        self.context, self.tender, self._one_line = context, tender, one_line
        self.report: PlainReport | None = None
        self.before: PlainReport | None = None
        self._checked_text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.box, self.list, self.card = QPlainTextEdit(), LineList(tall=True), FindingCard(context)
        self.gauge, self.language = Gauge(22, 10), QComboBox()
        self.figure, self.band, self.counts = text_label("", "title"), text_label("", "subheading"), text_label("", "caption")
        self.empty, self.trouble = text_label("", "empty"), text_label("", "danger")
        self._build()
        self.checker = Checker(context, self.box.toPlainText, self)
        self.checker.checked.connect(self._show)
        self.box.setPlainText(text)
        self.box.textChanged.connect(self._changed)
        self.list.moved.connect(self._go)
        self.card.replaced.connect(self.replace)
        self.language.currentIndexChanged.connect(self._choose_language)
        context.words.changed.connect(self._say)
        self._keys()
        self._say()
        self.checker.now()
        self.box.setFocus()

    # What the officer does -------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) finding."""
        self.list.step(by)

    def replace(self, words: str) -> None:
        """Put words in the place of the current finding; Ctrl+Z takes it back."""
        finding = self.card.finding
        if finding is None or self.box.toPlainText() != self._checked_text:
            return
        cursor = cursor_at(self.box, self._checked_text, finding)
        cursor.insertText(words)
        self.box.setTextCursor(cursor)
        self.checker.now()

    def open_file(self) -> None:
        """Ask for a document."""
        dialog = QFileDialog(self, self.context.words(N_("Check a file")))
        look_calm(dialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.context.words(_FILTER))
        dialog.fileSelected.connect(lambda file: self.read_file(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read_file(self, path: Path) -> None:
        """Show the text of a document; its figure is the new "before"."""
        verbs = self.context.house.plain_language

        def take(written: Any) -> None:
            self.trouble.hide()
            self.before = None
            self.checker.paragraphs = written.paragraphs
            self.box.setPlainText(written.text)
            self.checker.now()

        self.context.tasks.run(lambda: verbs.read_file(path), take, owner=self, failed=self._refuse)

    def save(self) -> None:
        """Keep text and figures on the tender."""
        if self.tender is None:
            return
        verbs, tender, text = self.context.house.plain_language, self.tender, self.box.toPlainText().strip()
        self.context.write(lambda: verbs.save_description(tender, text), self, lambda _: self.accept(), failed=self._refuse)

    def edit_words(self) -> None:
        """Open the list of hard words."""
        from outreach.ui.plain.words_window import WordsWindow

        WordsWindow(self.context, self).open()

    # What is shown ---------------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        text = self.box.toPlainText()
        if self._one_line and "\n" in text:
            self.box.setPlainText(" ".join(text.split("\n")))
            return
        self.save_button.setEnabled(bool(text.strip()))
        self.checker.ask()
        self.text_changed.emit(text)

    def _choose_language(self) -> None:
        self.checker.language = str(self.language.currentData())
        self.checker.again()

    def _show(self, report: PlainReport, text: str) -> None:
        self.report, self._checked_text = report, text
        if self.before is None and report.score is not None:
            self.before = report
        place = self.box.textCursor().position()
        self._say()
        if self.list.current() is None:
            following = next((one for one in report.findings if one.start >= place), next(iter(report.findings), None))
            self._choose(following)
        self._mark()

    def _say(self) -> None:
        words, report = self.context.words, self.report
        for number, text in enumerate(_LANGUAGES.values()):
            self.language.setItemText(number, words(text))
        self.empty.setText(words(N_("Write or paste a text at the left, or open a file.")))
        empty = report is None or report.score is None
        self.empty.setVisible(empty)
        for widget in (self.figure, self.band, self.counts, self.gauge):
            widget.setVisible(not empty)
        if report is None or empty:
            self.list.show_lines([])
            self.card.show_finding(None)
            return
        self.figure.setText(self._figure_words(report))
        self.band.setText(band_words(report, words))
        self.counts.setText(count_words(report, words))
        self.gauge.show_band(report.band)
        self.list.show_lines([self._line(one) for one in report.findings])
        self.card.show_finding(self.list.current())

    def _figure_words(self, report: PlainReport) -> str:
        words, before = self.context.words, self.before
        now = score_words(report, words)
        same = before is None or before.measure != report.measure or before.score is None
        if same or before is None or round(before.score or 0) == round(report.score or 0):
            return now
        return f"{score_words(before, words)} → {words.language.number(round(report.score or 0))}"

    def _line(self, finding: Finding) -> Line:
        words = self.context.words
        text = finding.text if len(finding.text) <= 90 else f"{finding.text[:87]}…"
        return Line(text, said(finding, words.language)[0], words(KIND_LABELS[finding.kind]), _ICONS[finding.kind], data=finding)

    def _choose(self, finding: Finding | None) -> None:
        if finding is not None and self.report is not None:
            self.list.blockSignals(True)
            self.list.setCurrentIndex(self.list.model().index(self.report.findings.index(finding), 0))
            self.list.blockSignals(False)
        self.card.show_finding(finding)

    def _go(self, finding: Finding | None) -> None:
        self.card.show_finding(finding)
        if finding is not None and self.box.toPlainText() == self._checked_text:
            cursor = cursor_at(self.box, self._checked_text, finding)
            cursor.setPosition(cursor.selectionStart(), QTextCursor.MoveMode.MoveAnchor)
            self.box.setTextCursor(cursor)
            self.box.centerCursor()
        self._mark()

    def _mark(self) -> None:
        if self.report is not None and self.box.toPlainText() == self._checked_text:
            mark(self.box, self._checked_text, self.report.findings, self.card.finding)

    def _refuse(self, error: Exception) -> None:
        from outreach.explain import explain

        explained = explain(error, self.context.words.language)
        if explained is None:
            self.context.tasks.failed.emit(error)
            return
        self.trouble.setText(explained.whole)
        self.trouble.show()

    # Parts -----------------------------------------------------------------------------------------------------------

    def _keys(self) -> None:
        QShortcut(QKeySequence("F8"), self, lambda: self.step(1))
        QShortcut(QKeySequence("Shift+F8"), self, lambda: self.step(-1))
        for number in range(MOST):
            QShortcut(QKeySequence(f"Alt+{number + 1}"), self, lambda number=number: self.card.take(number))
        if self.tender is not None:
            for keys in ("Ctrl+Return", "Ctrl+S"):
                QShortcut(QKeySequence(keys), self, self.save)

    def _build(self) -> None:
        words = self.context.words
        words.bind(self.setWindowTitle, N_("Plain language"))
        words.bind(self.box.setAccessibleName, N_("Text"))
        words.bind(self.list.setAccessibleName, N_("What was found"))
        words.bind(self.language.setAccessibleName, N_("Language of the text"))
        for code in _LANGUAGES:
            self.language.addItem("", code)
        self.trouble.hide()
        row = QHBoxLayout()
        row.setSpacing(WIDE)
        row.addLayout(self._left(), 3)
        side = QWidget()
        side.setMinimumWidth(_SIDE)
        side.setLayout(self._right())
        row.addWidget(side, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(row, 1)
        column.addLayout(self._foot())
        room = self.screen().availableGeometry()
        self.resize(min(1120, room.width() - 48), min(720, room.height() - 64))

    def _left(self) -> QVBoxLayout:
        words = self.context.words
        title, hint = text_label("", "title"), text_label("", "caption")
        words.bind(title.setText, N_("Plain language"))
        words.bind(hint.setText, N_("F8 next, Shift+F8 previous · Alt+1 puts the first replacement in · Ctrl+Z takes it back"))
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.language)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addLayout(head)
        left.addWidget(self.trouble)
        left.addWidget(self.box, 1)
        left.addWidget(hint)
        left.addLayout(self._limits())
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(GAP)
        band = QHBoxLayout()
        band.addWidget(self.gauge)
        band.addWidget(self.band, 1)
        right.addWidget(self.figure)
        right.addLayout(band)
        right.addWidget(self.counts)
        right.addWidget(self.empty)
        right.addWidget(self.list, 1)
        right.addWidget(self.card)
        return right

    def _limits(self) -> QVBoxLayout:
        words = self.context.words
        heading = text_label("", "subheading")
        words.bind(heading.setText, N_("What the figure cannot tell"))
        column = QVBoxLayout()
        column.setSpacing(GAP // 4)
        column.addWidget(heading)
        for text in LIMITS:
            label = text_label("", "caption")
            words.bind(label.setText, text)
            column.addWidget(label)
        return column

    def _foot(self) -> QHBoxLayout:
        words = self.context.words
        open_file, edit, close, self.save_button = QPushButton(), QPushButton(), QPushButton(), QPushButton()
        words.bind(open_file.setText, N_("Open a file…"))
        words.bind(edit.setText, N_("Hard words…"))
        words.bind(close.setText, N_("Close"))
        words.bind(self.save_button.setText, N_("Save to the tender"))
        set_role(self.save_button, "primary")
        open_file.clicked.connect(self.open_file)
        edit.clicked.connect(self.edit_words)
        close.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self.save_button.setVisible(self.tender is not None)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(open_file)
        row.addWidget(edit)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.save_button)
        for button in (open_file, edit, close, self.save_button):
            button.setAutoDefault(False)
        return row

