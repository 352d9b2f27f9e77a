"""What answers would do, before they are taken in. Taking them in is one action, which can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.domain.reply import ReplyState
from outreach.language import N_, NN_
from outreach.services.replies import ReadAnswers
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.invitations.answer_words import preview_line, problem_line
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

TAKE = NN_("Take in {n} answer", "Take in {n} answers")
FOUND = NN_("{n} answer", "{n} answers")
DECIDE = NN_("{n} of them is for you to decide", "{n} of them are for you to decide")
FOREIGN = NN_("{n} is about no event of ours and is left out", "{n} are about no event of ours and are left out")
NONE = N_("There is no answer in this")
NONE_TEXT = N_("An answer is a mail from a guest's calendar program, or its calendar file (.eml, .ics).")


class AnswersPreview(QDialog):
    """The list and one button. `taken` comes when the answers are taken in, with what was read."""

    taken = Signal(object)

    def __init__(self, context: Context, files: Sequence[tuple[str, bytes]], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._files = tuple(files)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("Answers"))
        self.heading, self.about = text_label("", "title"), text_label("", "muted")
        self.lines = LineList(tall=True)
        self.cancel_button, self.take_button = QPushButton(), QPushButton()
        self._build()
        self.take_button.clicked.connect(self.take)
        self.cancel_button.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.take)
        replies, given = context.house.replies, self._files
        context.read(lambda: replies.preview(given), self._show, self)

    def take(self) -> None:
        """Take the answers in; the shell offers to undo it."""
        if not self.take_button.isEnabled():
            return
        self.take_button.setEnabled(False)
        replies, given = self._context.house.replies, self._files
        self._context.tasks.run(lambda: replies.read(given), self._taken, owner=self)

    def _taken(self, read: ReadAnswers) -> None:
        self._context.changes.publish(read.changes, self)
        self.taken.emit(read)
        self.accept()

    def _show(self, read: ReadAnswers) -> None:
        words = self._context.words
        new = [one for one in read.answers if one.verdict == "new"]
        foreign = sum(one.verdict == "foreign" for one in read.answers)
        pending = sum(one.reply.state is ReplyState.PENDING for one in new)
        self.heading.setText(words.count(FOUND, len(read.answers)) if read.answers else words(NONE))
        about = [words.count(DECIDE, pending)] if pending else []
        about += [words.count(FOREIGN, foreign)] if foreign else []
        about += [] if read.answers else [words(NONE_TEXT)]
        self.about.setText(". ".join(about))
        self.about.setVisible(bool(about))
        lines = [preview_line(one, words) for one in read.answers]
        if read.problems:
            lines.append(Line(words(N_("What could not be read")), heading=True))
            lines += [problem_line(one, words) for one in read.problems]
        self.lines.show_lines(lines, first=True)
        self.take_button.setText(words.count(TAKE, len(new)))
        self.take_button.setVisible(bool(new))
        self._context.words.bind(self.cancel_button.setText, N_("Cancel") if new else N_("Close"))
        (self.take_button if new else self.cancel_button).setDefault(True)
        (self.take_button if new else self.cancel_button).setFocus()

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.cancel_button.setText, N_("Cancel"))
        words.bind(self.lines.setAccessibleName, N_("Answers"))
        self.lines.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        set_role(self.take_button, "primary")
        put_icon(self.take_button, "check", "on_accent")
        self.take_button.hide()
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self.heading)
        column.addWidget(self.about)
        column.addWidget(self.lines, 1)
        column.addLayout(foot)
        take_size(self, 680, 460)
