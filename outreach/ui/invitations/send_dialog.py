"""The letter to guests before it goes: how each one will read it, the text, the ways out – then the bar, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.invitation import PURPOSE_LABELS, Purpose, Way
from outreach.domain.letter import Letter
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.services.batches import Prepared
from outreach.services.handing_over import Written, prepare, write_batch
from outreach.ui.context import Context
from outreach.ui.invitations.letter_page import LetterPage
from outreach.ui.invitations.mail_server import mail_server
from outreach.ui.invitations.mailto_page import MailtoPage
from outreach.ui.invitations.pages import ConfirmPage, ResultPage, SendingPage
from outreach.ui.invitations.results import (
    Result,
    opened_result,
    written_result,
)
from outreach.ui.invitations.sender import LEAVES, SEND, SEND_ASK, SendWindow
from outreach.ui.tasks import Progress
from outreach.ui.theme import MARGIN, WIDE

_GEOMETRY = "invitations.letter"


class SendDialog(QDialog):
    """One letter of one purpose to some guests."""

    def __init__(
        self, context: Context, event_id: UUID, purpose: Purpose, guests: tuple[UUID, ...], window: QWidget
    ) -> None:
        super().__init__(window)
        self._context = context
        self._over = window
        self._event = event_id
        self._purpose = purpose
        self._guests = guests
        self._prepared: Prepared | None = None
        self._progress: Progress | None = None
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, PURPOSE_LABELS[purpose])
        self.letter = LetterPage(context, event_id, purpose, guests)
        self.confirm, self.sending, self.outcome = ConfirmPage(context), SendingPage(context), ResultPage(context)
        self.mailto = MailtoPage(context)
        self.stack = QStackedWidget()
        self._build()
        self._wire()

    @property
    def way(self) -> Way:
        """The way out that is chosen."""
        return self.letter.ways.way

    def go(self) -> None:
        """Hand the letters over: files at once; what leaves the computer is asked about first."""
        if not self.letter.is_ready or self.stack.currentWidget() is not self.letter:
            return
        self.letter.ways.remember()
        if self.way is Way.SMTP:
            self._ask()
        elif self.way is Way.MAILTO:
            self._prepare(self._open_one_by_one)
        else:
            self._write()

    def reject(self) -> None:
        """Esc steps back: from the question to the letter, from the bar to what was done so far, from the letter out."""
        shown = self.stack.currentWidget()
        if shown is self.confirm:
            self._show(self.letter)
        elif shown is self.sending:
            self.sending.stop()
        elif shown is self.mailto:
            self.mailto.stop()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """What is half written stays for the next time; what was handed over is no draft any more."""
        self.letter.keep_half(handed_over=self.stack.currentWidget() not in (self.letter, self.confirm))
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        """Back from the preferences, the mail server may be set up."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.letter.look_at_server()

    # Files -----------------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        house, wish, folder = self._context.house, self.letter.wish(), self.letter.ways.path
        self.sending.begin()
        self._show(self.sending)
        self._progress = self._context.tasks.run_long(
            lambda progress: write_batch(house, wish, folder, progress.step),
            self._written,
            self.sending.report,
            owner=self,
            failed=self._back,
        )

    def _written(self, written: Written) -> None:
        self._context.changes.publish(written.changes, self)
        drafts = self.way is Way.DRAFTS
        self._tell(
            written_result(
                written.count,
                self.letter.ways.path,
                drafts=drafts,
                left_out=written.left_out,
                cut_short=written.cut_short,
                words=self._context.words,
            )
        )

    # By e-mail -------------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        words, server, count = self._context.words, mail_server(self._context), self.letter.count
        if server is not None:
            about = words(LEAVES, server=server.host)
            self.confirm.ask(words.count(SEND_ASK, count), about, words.count(SEND, count))
            self._show(self.confirm)
            self.confirm.go_button.setFocus()

    def _send(self) -> None:
        self.sending.begin()
        self._show(self.sending)
        self._prepare(self._send_prepared)

    def _send_prepared(self, prepared: Prepared) -> None:
        """From here on it goes by itself, in a window of its own, and the program is free for other work."""
        self.accept()
        if prepared.batch is not None:
            SendWindow(self._context, self._over).send(prepared.batch, prepared.left_out)

    # By the mail program ---------------------------------------------------------------------------------------------

    def _open_one_by_one(self, prepared: Prepared) -> None:
        house, batch = self._context.house, prepared.batch
        if batch is None:
            self._tell(opened_result(0, prepared.left_out, self._context.words))
            return

        def begin(links: object) -> None:
            self._show(self.mailto)
            self.mailto.begin(links)  # type: ignore[arg-type]

        self._context.read(lambda: house.invitations.mailto(batch), begin, self)

    def _opened(self, invitation: UUID) -> None:
        house = self._context.house
        self._context.tasks.run(
            lambda: house.invitations.mark_sent([invitation]),
            lambda changes: self._context.changes.publish(changes, self),
            owner=self,
        )

    def _all_opened(self, count: int) -> None:
        """What was not opened is not to be sent: it is due again."""
        house, rest = self._context.house, [one.id for one in self.mailto.left]
        if rest:
            self._context.tasks.run(
                lambda: house.invitations.drop(rest),
                lambda changes: self._context.changes.publish(changes, self),
                owner=self,
            )
        left_out = self._prepared.left_out if self._prepared is not None else ()
        self._tell(opened_result(count, left_out, self._context.words))

    # Inside ----------------------------------------------------------------------------------------------------------

    def _prepare(self, then: Callable[[Prepared], None]) -> None:
        house, wish = self._context.house, self.letter.wish()

        def done(prepared: Prepared) -> None:
            self._prepared = prepared
            self._context.changes.publish(prepared.changes, self)
            then(prepared)

        self._progress = self._context.tasks.run_long(
            lambda progress: prepare(house, wish, progress.step),
            done,
            self.sending.report,
            owner=self,
            failed=self._back,
        )

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.cancel()

    def _back(self, error: Exception) -> None:
        """Nothing was prepared: say why beside the letter."""
        self._show(self.letter)
        words = self._context.words
        known = explain(error, words.language)
        if isinstance(error, InvalidInput):
            self.letter.say(words(error.reason, **error.values), "danger")
        elif known is not None:
            self.letter.say(known.whole, "danger")
        else:
            self._context.tasks.failed.emit(error)

    def _tell(self, result: Result) -> None:
        self.outcome.show_result(result)
        self._show(self.outcome)
        self.outcome.close_button.setFocus()

    def _show(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)

    def _keep_text(self, letters: tuple[Letter, ...]) -> None:
        house, event = self._context.house, self._event
        self._context.write(lambda: [house.letters.set(one, event) for one in letters][-1], self, failed=self._back)

    def _preferences(self) -> None:
        self._context.wishes.preferences.emit("mail")

    def _build(self) -> None:
        for page in (self.letter, self.confirm, self.sending, self.mailto, self.outcome):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.addWidget(self.stack)
        self.setMinimumSize(820, 560)
        room = self.screen().availableGeometry()
        self.resize(min(1120, room.width() - 48), min(720, room.height() - 64))
        state = self._context.memory.get_state(_GEOMETRY)
        if state is not None:
            self.restoreGeometry(state)
        self.finished.connect(lambda _: self._context.memory.keep_state(_GEOMETRY, self.saveGeometry()))
        self.finished.connect(self.deleteLater)

    def _wire(self) -> None:
        self.letter.go_wished.connect(self.go)
        self.letter.left.connect(self.reject)
        self.letter.keep_wished.connect(self._keep_text)
        self.letter.ways.preferences_wished.connect(self._preferences)
        self.confirm.agreed.connect(self._send)
        self.confirm.refused.connect(lambda: self._show(self.letter))
        self.sending.stopped.connect(self._stop)
        self.mailto.opened.connect(self._opened)
        self.mailto.finished.connect(self._all_opened)
        self.outcome.closed.connect(self.accept)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.go)
