"""The last step: what the import did, in the same sentences as before it, and the way back.

After an undo it says what was taken back, and lists what stayed because somebody has edited it since.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.changes import Kept, Reversal
from outreach.explain import KIND_WORDS
from outreach.language import N_, NN_
from outreach.services.import_words import say_account, say_facts
from outreach.services.imports import ImportOutcome
from outreach.ui.context import Context
from outreach.ui.history.fields import say_field
from outreach.ui.icons import put_icon
from outreach.ui.imports.records_view import RecordsView, has_problem_rows
from outreach.ui.kinds import KIND_ICONS
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, MARGIN, set_role

TAKEN_BACK = NN_("The import was taken back: {n} record.", "The import was taken back: {n} records.")
KEPT = NN_(
    "{n} record was left as it is because it was edited or used since:",
    "{n} records were left as they are because they were edited or used since:",
)
_IN_USE = N_("other records need it")
_EDITED = N_("edited since: {fields}")
_PARTLY = N_("edited since, the rest was taken back: {fields}")


class DonePage(QWidget):
    """Sentences, buttons, and the records. Its signals are wishes; the dialog does what they say."""

    undo = Signal()
    show_records = Signal()
    save_problems = Signal()
    opened = Signal(object, object)
    """kind: Kind, id: UUID – go to this record."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._outcome: ImportOutcome | None = None
        self._reversal: Reversal | None = None
        self.sentences = QLabel()
        self.kept = LineList(tall=True)
        self.records = RecordsView(context, opens=True)
        self.undo_button, self.show_button, self.problems_button = QPushButton(), QPushButton(), QPushButton()
        self._lists = QStackedWidget()
        self._banner = QFrame()
        self._build()
        self.records.opened.connect(self.opened)
        self.kept.chosen.connect(lambda one: self.opened.emit(one.kind, one.record))
        context.words.changed.connect(self._say)

    def show_outcome(self, outcome: ImportOutcome) -> None:
        """Say what was done."""
        self._outcome, self._reversal = outcome, None
        self.records.show_records(outcome)
        self._lists.setCurrentWidget(self.records)
        self.undo_button.setVisible(outcome.changes.action is not None)
        self.show_button.setVisible(bool(outcome.lines))
        self.problems_button.setVisible(has_problem_rows(outcome))
        self._say()

    def show_undone(self, reversal: Reversal) -> None:
        """Say what was taken back and what was not."""
        self._reversal = reversal
        self._lists.setCurrentWidget(self.kept)
        self.undo_button.hide()
        self.show_button.hide()
        self._say()

    def begin(self) -> None:
        """Put the cursor on what was left as it is, if anything was."""
        if self._lists.currentWidget() is self.kept and self.kept.lines:
            self.kept.setFocus()

    def _say(self) -> None:
        outcome, reversal, words = self._outcome, self._reversal, self._context.words
        if reversal is not None:
            said = [words.count(TAKEN_BACK, reversal.reversed)]
            if reversal.kept:
                said.append(words.count(KEPT, len(reversal.kept)))
            self.sentences.setText("\n".join(said))
            self.kept.show_lines([self._kept_line(one) for one in reversal.kept], first=True)
        elif outcome is not None:
            said = [" · ".join(say_facts(outcome.facts, words.language, past=True))]
            self.sentences.setText("\n".join([*said, say_account(outcome.facts, words.language)]))
        set_role(self._banner, "banner-warning" if reversal is not None and reversal.kept else "banner")

    def _kept_line(self, kept: Kept) -> Line:
        words = self._context.words
        fields = ", ".join(say_field(name, words) for name in kept.fields)
        reason = _IN_USE if kept.reason == "in use" else _PARTLY if kept.partly else _EDITED
        detail = words(reason, fields=fields) if fields else words(reason, fields="").rstrip(": ")
        return Line(
            kept.title or words(KIND_WORDS[kept.kind]), detail, icon=KIND_ICONS.get(kept.kind, "info"), data=kept
        )

    def _build(self) -> None:
        words = self._context.words
        self.sentences.setTextFormat(Qt.TextFormat.PlainText)
        self.sentences.setWordWrap(True)
        self.sentences.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = QVBoxLayout(self._banner)
        inside.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        inside.addWidget(self.sentences)
        texts = (
            (self.show_button, N_("Show the records"), "list", self.show_records),
            (self.undo_button, N_("Undo the whole import"), "undo", self.undo),
            (self.problems_button, N_("Save rows with problems…"), "export", self.save_problems),
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button, text, picture, signal in texts:
            words.bind(button.setText, text)
            put_icon(button, picture)
            button.setAutoDefault(False)
            button.clicked.connect(signal)
            buttons.addWidget(button)
        buttons.addStretch(1)
        words.bind(self.kept.setAccessibleName, N_("What was left as it is"))
        for page in (self.records, self.kept):
            self._lists.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(self._banner)
        column.addLayout(buttons)
        column.addWidget(self._lists, 1)
