"""The mail server as the windows see it: which one is set up, and its password, from the key ring or typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.accounts import MailServer
from outreach.errors import InvalidInput, NotSetUp, OutreachError
from outreach.language import N_
from outreach.services.accounts import Accounts, keep_password
from outreach.ui.context import Context
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role


def mail_server(context: Context) -> MailServer | None:
    """Return the server that letters go to, or None when none is set up."""
    try:
        return Accounts(context.settings()).mail_server
    except (NotSetUp, InvalidInput):
        return None


def try_to_keep(account: str, password: str) -> None:
    """Keep a password that worked; a computer without a key ring asks again the next time."""
    try:
        keep_password(account, password)
    except OutreachError:
        return


class AskPassword(QDialog):
    """Asks for an account's password. `given` carries it, and whether the key ring may keep it."""

    given = Signal(str, bool)

    def __init__(self, context: Context, account: str, why: str, parent: QWidget) -> None:
        super().__init__(parent)
        words = context.words
        words.bind(self.setWindowTitle, N_("Password"))
        heading, reason = QLabel(), QLabel(why)
        set_role(heading, "subheading")
        set_role(reason, "muted")
        reason.setWordWrap(True)
        words.bind(heading.setText, N_("Password for {account}"), account=account)
        self.field, self.keep = QLineEdit(), QCheckBox()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMinimumWidth(360)
        words.bind(self.field.setAccessibleName, N_("Password"))
        words.bind(self.keep.setText, N_("Keep it in this computer's key ring"))
        self.keep.setChecked(True)
        cancel, go_on = QPushButton(), QPushButton()
        words.bind(cancel.setText, N_("Cancel"))
        words.bind(go_on.setText, N_("Go on"))
        set_role(go_on, "primary")
        go_on.setDefault(True)
        cancel.clicked.connect(self.reject)
        go_on.clicked.connect(self._take)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP)
        for widget in (heading, reason, self.field, self.keep):
            column.addWidget(widget)
        column.addSpacing(GAP)
        column.addLayout(foot)

    def _take(self) -> None:
        if self.field.text():
            self.given.emit(self.field.text(), self.keep.isChecked())
            self.accept()
