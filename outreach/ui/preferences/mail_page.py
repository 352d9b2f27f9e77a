"""E-mail: the server that letters go to, the mailbox where answers come in, their passwords, and a test of each."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.accounts import USUAL_PACE, Security, proposed_provider
from outreach.errors import CannotWrite, InvalidInput, NotSetUp, OutreachError
from outreach.language import N_, NN_
from outreach.services.accounts import Accounts, has_password, try_mail_folder, try_mail_server
from outreach.settings import Settings
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.parts import Parts
from outreach.ui.preferences.account_fields import (
    TOP,
    AccountFields,
    Trial,
    keep_or_forget,
    say_error,
    typed_or_known,
    usual_security,
)
from outreach.ui.theme import GAP, MARGIN, set_role

SENDING_LEAD = N_(
    "Letters to guests leave through this server, one for each guest. Type the sender first: the usual servers are proposed."
)
ANSWERS_LEAD = N_("Answers are only looked at here, in one folder: nothing is moved, removed or marked as read.")
WORKS = N_("It works: the server let us in.")
LETTERS_THERE = NN_("It works: {n} letter lies in the folder.", "It works: {n} letters lie in the folder.")
SAVED = N_("Saved")

_SENDING = ("mail_host", "mail_port", "mail_security", "mail_user", "mail_sender", "mail_sender_name", "mail_pace")
_ANSWERS = ("answers_host", "answers_port", "answers_security", "answers_user", "answers_folder")


class MailPage(QWidget):
    """The page. *Save* keeps the settings, and the passwords in the key ring."""

    name = "mail"

    def __init__(self, context: Context, parts: Parts) -> None:
        super().__init__()
        self._context = context
        self._parts = parts
        self.sending, self.answers = AccountFields(context, self), AccountFields(context, self)
        self.try_sending, self.try_answers = Trial(context), Trial(context)
        self.status, self.save_button = QLabel(), QPushButton()
        self._build()
        self._fill(parts.choices.settings)
        sender = self.sending.fields["mail_sender"].editor
        assert isinstance(sender, QLineEdit)
        sender.editingFinished.connect(self.propose)
        self.try_sending.button.clicked.connect(self.test_sending)
        self.try_answers.button.clicked.connect(self.test_answers)
        self.save_button.clicked.connect(self.save)

    def edited(self) -> Settings:
        """Return the settings as they stand in the form."""
        values = {name: self.sending.value(name) for name in _SENDING}
        values |= {name: self.answers.value(name) for name in _ANSWERS}
        if not values["mail_host"]:
            values["mail_security"] = values["mail_port"] = ""
        if not values["answers_host"]:
            values["answers_security"] = values["answers_port"] = ""
        return replace(self._parts.choices.settings, **values)

    def save(self) -> None:
        """Keep everything; what is wrong is said at its field, and then nothing is kept."""
        self._clear()
        settings = self.edited()
        accounts = self._accounts(settings)
        if accounts is None:
            return
        try:
            self._parts.choices.change(**{name: getattr(settings, name) for name in (*_SENDING, *_ANSWERS)})
        except CannotWrite as error:
            say_error(self._context, self.status, error)
            return
        typed = (self.sending.value("password"), self.answers.value("password"))
        sending, answers = accounts

        def keep() -> tuple[bool | None, bool | None]:
            return keep_or_forget(sending, typed[0]), keep_or_forget(answers, typed[1])

        # A key ring may ask the officer to open it, which takes as long as it takes.
        self._context.tasks.run_far(
            lambda _: keep(), lambda known: self._kept(*known), lambda *_: None, owner=self, failed=self._refused
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field saves; it would press the dialog's *Close* otherwise."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)

    def propose(self) -> None:
        """Fill in the usual servers of the sender's provider, where nothing has been typed."""
        sender = self.sending.value("mail_sender")
        provider = proposed_provider(sender)
        if provider is None:
            return
        for fields, start, (host, port, security) in (
            (self.sending, "mail", provider.smtp),
            (self.answers, "answers", provider.imap),
        ):
            if not fields.value(f"{start}_host"):
                fields.put(f"{start}_host", host)
                fields.put(f"{start}_port", str(port))
                fields.put(f"{start}_security", security.value)
                if not fields.value(f"{start}_user"):
                    fields.put(f"{start}_user", sender)

    def test_sending(self) -> None:
        """Connect as the form says, log in, and leave again."""
        self._clear()
        try:
            server = Accounts(self.edited()).mail_server
        except (InvalidInput, NotSetUp) as error:
            self._wrong(self.sending, self.try_sending, error)
            return
        typed, good = self.sending.value("password"), self._context.words(WORKS)

        def work() -> str:
            try_mail_server(server, typed_or_known(server.account, typed))
            return good

        self.try_sending.run(work)

    def test_answers(self) -> None:
        """Look into the folder as the form says."""
        self._clear()
        try:
            folder = Accounts(self.edited()).mail_folder
        except (InvalidInput, NotSetUp) as error:
            self._wrong(self.answers, self.try_answers, error)
            return
        typed, words = self.answers.value("password"), self._context.words

        def work() -> str:
            return words.language.count(LETTERS_THERE, try_mail_folder(folder, typed_or_known(folder.account, typed)))

        self.try_answers.run(work)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _accounts(self, settings: Settings) -> tuple[str, str] | None:
        """Return the names of both passwords, empty for what is not set up; None when a field is wrong."""
        found = []
        for part, fields, trial in (
            (_sending_account, self.sending, self.try_sending),
            (_answers_account, self.answers, self.try_answers),
        ):
            try:
                found.append(part(settings))
            except InvalidInput as error:
                self._wrong(fields, trial, error)
                return None
        return found[0], found[1]

    def _fill(self, settings: Settings) -> None:
        for name in _SENDING:
            self.sending.put(name, getattr(settings, name))
        for name in _ANSWERS:
            self.answers.put(name, getattr(settings, name))
        self.sending.put("mail_security", usual_security(settings.mail_security, Security.STARTTLS))
        self.answers.put("answers_security", usual_security(settings.answers_security, Security.TLS))
        self._context.tasks.run_far(
            lambda _: _known(settings), lambda known: self._show_known(*known), lambda *_: None, owner=self
        )

    def _show_known(self, sending: bool | None, answers: bool | None) -> None:
        self.sending.show_known("password", sending)
        self.answers.show_known("password", answers)

    def _kept(self, sending: bool | None, answers: bool | None) -> None:
        for fields in (self.sending, self.answers):
            fields.put("password", "")
        self._show_known(sending, answers)
        set_role(self.status, "success")
        self.status.setText(self._context.words(SAVED))

    def _refused(self, error: Exception) -> None:
        say_error(self._context, self.status, error)

    def _wrong(self, fields: AccountFields, trial: Trial, error: OutreachError) -> None:
        if not (isinstance(error, InvalidInput) and fields.refuse(error)):
            say_error(self._context, trial.said, error)

    def _clear(self) -> None:
        self.status.clear()
        for fields, trial in ((self.sending, self.try_sending), (self.answers, self.try_answers)):
            fields.clear_errors()
            trial.say("", "muted")

    def _build(self) -> None:
        words = self._context.words
        inner = QWidget()
        inner.setProperty("role", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, MARGIN, 0)
        column.setSpacing(GAP)
        self._add_sending(column)
        column.addSpacing(MARGIN)
        self._add_answers(column)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self.save_button, "primary")
        put_icon(self.save_button, "check", "on_accent")
        words.bind(self.save_button.setText, N_("Save"))
        self.status.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self.status, 1)
        foot.addWidget(self.save_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, MARGIN, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(area, 1)
        whole.addLayout(foot)

    def _add_sending(self, column: QVBoxLayout) -> None:
        of = self.sending
        self._head(column, N_("Sending"), SENDING_LEAD)
        grid = _grid(column)
        grid.addWidget(of.line("mail_sender", N_("Sender"), hint="namn@example.se"), 0, 0, 1, 2, TOP)
        grid.addWidget(of.line("mail_sender_name", N_("Sender's name")), 0, 2, 1, 2, TOP)
        grid.addWidget(of.line("mail_host", N_("Server"), hint="smtp.office365.com"), 1, 0, 1, 2, TOP)
        grid.addWidget(of.line("mail_port", N_("Port"), hint="587"), 1, 2, TOP)
        grid.addWidget(of.security("mail_security", N_("Security")), 1, 3, TOP)
        grid.addWidget(of.line("mail_user", N_("User")), 2, 0, 1, 2, TOP)
        grid.addWidget(of.password("password"), 2, 2, TOP)
        grid.addWidget(of.line("mail_pace", N_("Messages a minute"), hint=str(USUAL_PACE)), 2, 3, TOP)
        column.addWidget(self.try_sending)

    def _add_answers(self, column: QVBoxLayout) -> None:
        of = self.answers
        self._head(column, N_("Answers"), ANSWERS_LEAD)
        grid = _grid(column)
        grid.addWidget(of.line("answers_host", N_("Server"), hint="outlook.office365.com"), 0, 0, 1, 2, TOP)
        grid.addWidget(of.line("answers_port", N_("Port"), hint="993"), 0, 2, TOP)
        grid.addWidget(of.security("answers_security", N_("Security")), 0, 3, TOP)
        grid.addWidget(of.line("answers_user", N_("User")), 1, 0, 1, 2, TOP)
        grid.addWidget(of.password("password"), 1, 2, TOP)
        grid.addWidget(of.line("answers_folder", N_("Folder"), hint="INBOX"), 1, 3, TOP)
        column.addWidget(self.try_answers)

    def _head(self, column: QVBoxLayout, title: str, lead: str) -> None:
        words = self._context.words
        heading, said = QLabel(), QLabel()
        set_role(heading, "heading")
        set_role(said, "muted")
        said.setWordWrap(True)
        words.bind(heading.setText, title)
        words.bind(said.setText, lead)
        column.addWidget(heading)
        column.addWidget(said)


def _grid(column: QVBoxLayout) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(MARGIN)
    grid.setVerticalSpacing(GAP)
    for number in range(4):
        grid.setColumnStretch(number, 1)
    column.addLayout(grid)
    return grid


def _known(settings: Settings) -> tuple[bool | None, bool | None]:
    """Ask the key ring for both passwords; what is not set up has none."""
    found: list[bool | None] = []
    for part in (_sending_account, _answers_account):
        try:
            account = part(settings)
        except InvalidInput:
            account = ""
        found.append(has_password(account) if account else False)
    return found[0], found[1]


def _sending_account(settings: Settings) -> str:
    try:
        return Accounts(settings).mail_server.account
    except NotSetUp:
        return ""


def _answers_account(settings: Settings) -> str:
    try:
        return Accounts(settings).mail_folder.account
    except NotSetUp:
        return ""

