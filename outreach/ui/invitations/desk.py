"""Opens the windows of invitations from anywhere: the invite window of an event, answers to decide, answers that came in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from outreach.domain.accounts import MailFolder
from outreach.domain.reply import ReplyState
from outreach.errors import InvalidInput, NotSetUp
from outreach.language import N_
from outreach.services.accounts import Accounts
from outreach.services.replies import ReadAnswers
from outreach.ui.context import Context
from outreach.ui.invitations.answer_door import is_answer, take_files
from outreach.ui.invitations.answers_preview import AnswersPreview
from outreach.ui.invitations.answers_window import AnswersWindow
from outreach.ui.invitations.fetching import Fetching
from outreach.ui.invitations.window import InviteWindow

NO_MAILBOX = N_("No mailbox for answers is set up yet.")
NONE_NEW = N_("No new answer has come.")


class InvitationDesk(QObject):
    """One window of a kind at a time; a second wish brings it forward."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self.invite_window: InviteWindow | None = None
        self.answers_window: AnswersWindow | None = None
        wishes = context.wishes
        wishes.invite.connect(self.invite)
        wishes.answers.connect(self.answers)
        wishes.answer_files.connect(self.preview)
        wishes.fetch_answers.connect(self.fetch)

    def invite(self, event_id: UUID) -> InviteWindow:
        """Show the invite window of an event."""
        shown = self.invite_window
        if shown is not None and isValid(shown):
            if shown.event_id == event_id:
                shown.open()
                return shown
            shown.close()
        self.invite_window = InviteWindow(self._context, event_id, self._window)
        self.invite_window.open()
        return self.invite_window

    def answers(self) -> AnswersWindow:
        """Show the answers that wait for an officer."""
        shown = self.answers_window
        if shown is None or not isValid(shown):
            shown = self.answers_window = AnswersWindow(self._context, self._window)
        shown.open()
        return shown

    def dropped(self, paths: Sequence[Path]) -> bool:
        """Take files that were dropped on the main window, if all are answers; return whether."""
        if not paths or not all(is_answer(path) for path in paths):
            return False
        take_files(self._context, paths, self._window)
        return True

    def preview(self, files: list[tuple[str, bytes]], folder: MailFolder | None = None) -> None:
        """Show what answers would do, over the window that is in use."""
        dialog = AnswersPreview(self._context, files, self._in_use())
        dialog.taken.connect(lambda read: self._taken(read, folder))
        dialog.open()

    def fetch(self) -> None:
        """Look into the mailbox for answers; where none is set up, go to the preferences."""
        try:
            folder = Accounts(self._context.settings()).mail_folder
        except (NotSetUp, InvalidInput):
            self._context.wishes.notify.emit(self._context.words(NO_MAILBOX))
            self._context.wishes.preferences.emit("mail")
            return
        fetching = Fetching(self._context, folder, self._in_use())
        fetching.fetched.connect(lambda files: self._fetched(folder, files))
        fetching.go()

    def close(self) -> None:
        """Put the windows away."""
        for window in (self.invite_window, self.answers_window):
            if window is not None and isValid(window):
                window.close()

    def _fetched(self, folder: MailFolder, files: list[tuple[str, bytes]]) -> None:
        if files:
            self.preview(files, folder)
        else:
            self._remember(folder)
            self._context.wishes.notify.emit(self._context.words(NONE_NEW))

    def _taken(self, read: ReadAnswers, folder: MailFolder | None) -> None:
        if folder is not None:
            self._remember(folder)
        if any(one.verdict == "new" and one.reply.state is ReplyState.PENDING for one in read.answers):
            # After the preview has closed, and what it wrote is known everywhere.
            QTimer.singleShot(0, self, self.answers)

    def _remember(self, folder: MailFolder) -> None:
        mailbox = self._context.house.mailbox
        self._context.tasks.run(lambda: mailbox.remember(folder), owner=self)

    def _in_use(self) -> QWidget:
        windows = (self.invite_window, self.answers_window)
        shown = [one for one in windows if one is not None and isValid(one) and one.isVisible()]
        return next((one for one in shown if one.isActiveWindow()), self._window)

