"""One run of sending by e-mail, seen from the window: password, progress, cancel, and what became of each letter."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.accounts import MailServer
from outreach.errors import NoKeyRing, PasswordWanted, WrongPassword
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.accounts import password_for
from outreach.services.messages import LeftOut
from outreach.services.outbox import SendReport, Waiting
from outreach.ui.context import Context
from outreach.ui.invitations.mail_server import AskPassword, mail_server, try_to_keep
from outreach.ui.invitations.pages import ConfirmPage, ResultPage, SendingPage
from outreach.ui.invitations.results import Result, report_result, stopped_result
from outreach.ui.tasks import Progress
from outreach.ui.theme import MARGIN, WIDE

SEND = NN_("Send {n} letter", "Send {n} letters")
SEND_ASK = NN_("Send {n} letter now?", "Send {n} letters now?")
LEAVES = N_("They go through {server}, one for each guest. What has left cannot be taken back.")


class SendRun(QObject):
    """Sends what waits. `came` tells how far it is, `ended` carries the `SendReport`, `failed` why nothing was sent."""

    came = Signal(int, int)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._progress: Progress | None = None
        self._batch: UUID | None = None

    def go(self, batch: UUID | None = None, password: str | None = None, *, keep: bool = False) -> None:
        """Send a batch, or all that waits. The password is the key ring's unless one was typed."""
        server = mail_server(self._context)
        if server is None:
            return
        self._batch = batch
        outbox = self._context.house.outbox

        def work(progress: Progress) -> SendReport:
            known = password_for(server.account) if password is None else password
            report = outbox.send(server, known, batch, progress.step)
            if keep and password:
                try_to_keep(server.account, password)
            return report

        tasks = self._context.tasks
        self._progress = tasks.run_far(work, self._ended, self.came.emit, owner=self, failed=lambda e: self._failed(e, server))

    def cancel(self) -> None:
        """Stop before the next letter."""
        if self._progress is not None:
            self._progress.cancel()

    def _ended(self, report: SendReport) -> None:
        # What has left cannot be undone: the pages are told, and no undo is offered.
        self._context.changes.publish(report.changes, self)
        self.ended.emit(report)

    def _failed(self, error: Exception, server: MailServer) -> None:
        if isinstance(error, PasswordWanted | NoKeyRing | WrongPassword):
            known = explain(error, self._context.words.language)
            dialog = AskPassword(self._context, server.account, known.sentence if known else "", self._window)
            dialog.given.connect(lambda password, keep: self.go(self._batch, password, keep=keep))
            dialog.rejected.connect(lambda: self.failed.emit(error))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()
        else:
            self.failed.emit(error)


class SendWindow(QDialog):
    """Sends, and tells what became of it. It stands beside the other windows: 200 letters take minutes."""

    def __init__(self, context: Context, near: QWidget) -> None:
        super().__init__(_ground(near))
        self._context = context
        self._left_out: tuple[LeftOut, ...] = ()
        self.setModal(False)
        context.words.bind(self.setWindowTitle, N_("Sending letters"))
        self.confirm, self.sending, self.outcome = ConfirmPage(context), SendingPage(context), ResultPage(context)
        self.stack = QStackedWidget()
        self.run = SendRun(context, self)
        for page in (self.confirm, self.sending, self.outcome):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.addWidget(self.stack)
        self.resize(640, 400)
        self._wire()

    def ask(self) -> None:
        """Ask once, then send everything that waits."""
        self.show()
        self._context.read(self._context.house.outbox.waiting, self._ask, self)

    def send(self, batch: UUID | None = None, left_out: tuple[LeftOut, ...] = ()) -> None:
        """Send a batch, or all that waits, without asking again. `left_out` gets no letter, and is told at the end."""
        server = mail_server(self._context)
        if server is None:
            self.accept()
            self._context.wishes.preferences.emit("mail")
            return
        self._left_out = left_out
        self.show()
        self.sending.begin(server)
        self.stack.setCurrentWidget(self.sending)
        self.run.go(batch)

    def reject(self) -> None:
        """Esc stops the sending first; a second one closes."""
        if self.stack.currentWidget() is self.sending:
            self.sending.stop()
        else:
            super().reject()

    def _ask(self, waiting: list[Waiting]) -> None:
        words, server = self._context.words, mail_server(self._context)
        if server is None:
            self.confirm.ask(words(N_("No mail server is set up yet.")), "", words(N_("Set up a mail server…")))
            return
        count = len(waiting)
        self.confirm.ask(words.count(SEND_ASK, count), words(LEAVES, server=server.host), words.count(SEND, count))

    def _tell(self, result: Result) -> None:
        self.outcome.show_result(result)
        self.stack.setCurrentWidget(self.outcome)
        self.outcome.close_button.setFocus()

    def _wire(self) -> None:
        words = self._context.words
        self.confirm.agreed.connect(lambda: self.send())
        self.confirm.refused.connect(self.reject)
        self.sending.stopped.connect(self.run.cancel)
        self.outcome.closed.connect(self.accept)
        self.run.came.connect(self.sending.report)
        self.run.ended.connect(lambda report: self._tell(report_result(report, self._left_out, words)))
        self.run.failed.connect(lambda error: self._tell(stopped_result(error, words)))
        self.finished.connect(self.deleteLater)


def _ground(near: QWidget) -> QWidget:
    """Return the main window: the sending outlives the window that it was asked for in."""
    ground = near.window()
    while (above := ground.parentWidget()) is not None:
        ground = above.window()
    return ground
