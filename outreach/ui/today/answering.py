"""The dialog that makes an e-mail draft of the answer to one who asked; the mail program sends it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_
from outreach.services.invitation_files import file_words
from outreach.services.single_answers import AnswerDraft, Answered
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.opening import open_file
from outreach.ui.passing_files import passing_folder
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

TITLE = N_("Answer by e-mail…")
#: How the text leaves room where the answer is not known yet.
_GAP = "\n\n\n"
MADE = N_("The draft lies in your mail program.")
_NO_PROGRAM = N_("No program here opens drafts. The file is {path}")


def answer_by_mail(context: Context, kind: Kind, record_id: UUID, parent: QWidget) -> None:
    """Read what is proposed for a follow-up, a talk or a question, and open the dialog."""
    house = context.house

    def show(draft: AnswerDraft) -> None:
        AnswerDialog(context, draft, parent.window()).open()

    context.read(lambda: house.single_answers.propose(kind, record_id), show, parent)


class AnswerDialog(QDialog):
    """Recipient, subject, text and flyer, all to be changed. A tender under advertisement has no single answer."""

    def __init__(self, context: Context, draft: AnswerDraft, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._draft = context, draft
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("Answer by e-mail"))
        self.to, self.subject, self.text = QLineEdit(draft.to), QLineEdit(draft.subject), QPlainTextEdit()
        self.flyer, self.finish = QComboBox(), QCheckBox()
        self.told = text_label("")
        self.make_button = QPushButton()
        self.text.setPlainText(draft.text)
        self._build()
        if draft.refused:
            self._say(context.words(draft.refused, tender=draft.refused_tender), "danger")
            self.make_button.setEnabled(False)

    def draft(self) -> AnswerDraft:
        """Return the draft as it stands in the dialog."""
        return replace(
            self._draft,
            to=self.to.text().strip(),
            subject=self.subject.text().strip(),
            text=self.text.toPlainText(),
            tender=self.flyer.currentData(),
        )

    def make(self) -> None:
        """Write the draft and let the mail program open it."""
        folder = passing_folder()
        self.write_to(folder / f"{file_words(self.subject.text()) or 'answer'}.eml")

    def write_to(self, path: Path) -> None:
        """Write the draft into a file; the flyer is kept on record, the follow-up done where that is ticked."""
        house, draft, finish = self._context.house, self.draft(), self.finish.isChecked()
        self.make_button.setEnabled(False)
        self._context.tasks.run(
            lambda: house.single_answers.write(draft, path, finish=finish), self._made, owner=self, failed=self._refused
        )

    def _made(self, done: Answered) -> None:
        words = self._context.words
        opened = open_file(done.file)
        self._context.changes.publish(done.changes, self)
        self._context.wishes.notify.emit(words(MADE) if opened else words(_NO_PROGRAM, path=str(done.file)))
        self.accept()

    def _refused(self, error: Exception) -> None:
        words = self._context.words
        self.make_button.setEnabled(True)
        known = explain(error, words.language)
        if isinstance(error, InvalidInput):
            self._say(words(error.reason, **error.values), "danger")
        elif known is not None:
            self._say(known.whole, "danger")
        else:
            self._context.tasks.failed.emit(error)

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.told, role)
        self.told.setText(sentence)
        self.told.show()

    def _build(self) -> None:
        words, context = self._context.words, self._context
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(220)
        for tender in self._draft.tenders:
            self.flyer.addItem(tender.title, tender.id)
        self.flyer.addItem(words(N_("No flyer")), None)
        words.bind(self.finish.setText, N_("Mark the follow-up as done"))
        self.finish.setChecked(self._draft.follow_up is not None)
        self.finish.setVisible(self._draft.follow_up is not None)
        self.told.hide()
        cancel = QPushButton()
        cancel.clicked.connect(self.reject)
        words.bind(cancel.setText, N_("Cancel"))
        words.bind(self.make_button.setText, N_("Open in the mail program"))
        self.make_button.clicked.connect(self.make)
        set_role(self.make_button, "primary")
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.finish)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.make_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.told)
        column.addWidget(Field(context, N_("To"), self.to))
        column.addWidget(Field(context, N_("Subject"), self.subject))
        column.addWidget(Field(context, N_("Text"), self.text), 1)
        column.addWidget(Field(context, N_("Attached flyer about"), self.flyer))
        column.addLayout(foot)
        take_size(self, 620, 620)
        # Enter in the subject must not throw the answer away.
        for button in (cancel, self.make_button):
            button.setAutoDefault(False)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.make_button.click)
        self._begin()

    def _begin(self) -> None:
        """Put the cursor where the answer is missing; without an address, where that is missing."""
        gap = self._draft.text.find(_GAP)
        if self._draft.to and gap >= 0:
            cursor = self.text.textCursor()
            cursor.setPosition(gap + 2)
            self.text.setTextCursor(cursor)
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
