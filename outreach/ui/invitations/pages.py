"""The pages after the letter: the one question before anything leaves, the bar while it goes, and what became of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.domain.accounts import MailServer
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.imports.work_page import WorkPage
from outreach.ui.invitations.results import Result
from outreach.ui.line_list import LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.opening import open_file
from outreach.ui.theme import GAP, MARGIN, set_role

PACE = N_("{server} takes at most {pace} letters a minute. You can go on working in the meantime.")
STOPPING = N_("Stopping after the letter that is on its way…")
WRITING = N_("Writing the letters")
SENDING = N_("Sending the letters")


class ConfirmPage(QWidget):
    """One question, with the number in it."""

    agreed = Signal()
    refused = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.question, self.about = text_label("", "title"), text_label("", "muted")
        self.go_button, self.back_button = QPushButton(), QPushButton()
        set_role(self.go_button, "primary")
        put_icon(self.go_button, "mail", "on_accent")
        context.words.bind(self.back_button.setText, N_("Back"))
        for button in (self.go_button, self.back_button):
            button.setAutoDefault(True)
        self.go_button.clicked.connect(self.agreed)
        self.back_button.clicked.connect(self.refused)
        for label in (self.question, self.about):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.go_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(MARGIN)
        column.addStretch(2)
        column.addWidget(self.question)
        column.addWidget(self.about)
        column.addLayout(foot)
        column.addStretch(3)

    def ask(self, question: str, about: str, button: str) -> None:
        """Ask in finished sentences; the button that agrees has the focus."""
        self.question.setText(question)
        self.about.setText(about)
        self.go_button.setText(button)
        self.go_button.setDefault(True)
        self.go_button.setFocus()


class SendingPage(QWidget):
    """How far it has come, how fast it may go, and *Stop*."""

    stopped = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        self.work, self.about, self.stop_button = WorkPage(context), text_label("", "muted"), QPushButton()
        context.words.bind(self.stop_button.setText, N_("Stop"))
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self.stop)
        self.about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setSpacing(MARGIN)
        column.addStretch(2)
        column.addWidget(self.work)
        column.addWidget(self.about)
        column.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def begin(self, server: MailServer | None = None) -> None:
        """Start the bar: of sending through a server, or of writing files."""
        self.work.begin(SENDING if server is not None else WRITING)
        paced = server is not None and server.pace
        self.about.setText(self._words(PACE, server=server.host, pace=server.pace) if server is not None and paced else "")
        self.stop_button.setEnabled(True)
        self.stop_button.setFocus()

    def report(self, done: int, total: int) -> None:
        """Show how far it has come."""
        self.work.report(done, total)

    def stop(self) -> None:
        """Ask for the end; what is on its way is finished first."""
        self.stop_button.setEnabled(False)
        self.about.setText(self._words(STOPPING))
        self.stopped.emit()


class ResultPage(QWidget):
    """What became of it, plainly: numbers, then each letter that did not leave, with what to do."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.heading, self.text = text_label("", "title"), text_label("")
        self.lines = LineList(tall=True)
        self.folder_button, self.close_button = QPushButton(), QPushButton()
        self.folder: Path | None = None
        put_icon(self.folder_button, "folder")
        set_role(self.close_button, "primary")
        context.words.bind(self.folder_button.setText, N_("Open the folder"))
        context.words.bind(self.close_button.setText, N_("Close"))
        context.words.bind(self.lines.setAccessibleName, N_("Letters that did not leave"))
        self.folder_button.clicked.connect(self._open_folder)
        self.close_button.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(self.folder_button)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        for widget in (self.heading, self.text):
            column.addWidget(widget)
        column.addWidget(self.lines, 1)
        column.addLayout(foot)
        self._column = column

    def show_result(self, result: Result) -> None:
        """Show a result."""
        self.heading.setText(result.heading)
        set_role(self.heading, "title")
        self.text.setText("\n".join(result.sentences))
        self.lines.show_lines(result.lines)
        self.lines.setVisible(bool(result.lines))
        self._column.setStretchFactor(self.text, 0 if result.lines else 1)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.folder = result.folder
        self.folder_button.setVisible(result.folder is not None)
        self.close_button.setDefault(True)
        self.close_button.setFocus()

    def _open_folder(self) -> None:
        if self.folder is not None and QGuiApplication.platformName() != "offscreen":
            open_file(self.folder)
