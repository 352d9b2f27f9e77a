"""Looks into the mailbox for answers, beside the worker; a bar and a way out when it takes longer than a moment."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from outreach.domain.accounts import MailFolder
from outreach.errors import Cancelled, NoKeyRing, PasswordWanted, WrongPassword
from outreach.explain import explain
from outreach.language import N_
from outreach.services.accounts import password_for
from outreach.ui.context import Context
from outreach.ui.invitations.mail_server import AskPassword, try_to_keep
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.long_work import PATIENCE
from outreach.ui.tasks import Progress
from outreach.ui.theme import MARGIN, WIDE

LOOKING = N_("Looking for answers in {folder}")


class Fetching(QDialog):
    """One look. `fetched` carries the letters that may hold an answer. It closes by itself."""

    fetched = Signal(object)

    def __init__(self, context: Context, folder: MailFolder, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._over = parent
        self._folder = folder
        self._progress: Progress | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.bar, self.cancel_button = QProgressBar(), QPushButton()
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)
        self._patience.timeout.connect(self.open)
        self._build()

    def go(self, password: str | None = None, *, keep: bool = False) -> None:
        """Look; the password is the key ring's unless one was typed."""
        mailbox, folder = self._context.house.mailbox, self._folder
        self._patience.start()

        def work(progress: Progress) -> list[tuple[str, bytes]]:
            known = password_for(folder.account) if password is None else password
            found = mailbox.fetch(folder, known, progress.step)
            if keep and password:
                try_to_keep(folder.account, password)
            return found

        self._progress = self._context.tasks.run_far(work, self._came, self._show, owner=self, failed=self._failed)

    def reject(self) -> None:
        """Esc and *Cancel* stop it; nothing was read then."""
        if self._progress is not None:
            self._progress.cancel()
        self.cancel_button.setEnabled(False)

    def _came(self, files: list[tuple[str, bytes]]) -> None:
        self._end()
        self.fetched.emit(files)

    def _show(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _failed(self, error: Exception) -> None:
        self._patience.stop()
        if isinstance(error, PasswordWanted | NoKeyRing | WrongPassword):
            known = explain(error, self._context.words.language)
            dialog = AskPassword(self._context, self._folder.account, known.sentence if known else "", self._over)
            dialog.given.connect(lambda password, keep: self.go(password, keep=keep))
            dialog.rejected.connect(self._end)
            dialog.finished.connect(dialog.deleteLater)
            self.hide()
            dialog.open()
            return
        self._end()
        if not isinstance(error, Cancelled):
            self._context.tasks.failed.emit(error)

    def _end(self) -> None:
        self._patience.stop()
        self.accept()
        self.deleteLater()

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.setWindowTitle, N_("Fetch answers"))
        words.bind(self.cancel_button.setText, N_("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(text_label(words(LOOKING, folder=self._folder.folder), "subheading"))
        column.addLayout(row)
        self.setFixedWidth(440)
