"""The servers of this computer, read from the settings, and the passwords that the key ring keeps for them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from outreach.domain.accounts import (
    USUAL_PACE,
    CalendarServer,
    MailFolder,
    MailServer,
    Security,
    checked_calendar_server,
    checked_mail_folder,
    checked_mail_server,
)
from outreach.domain.mailbox import Mailbox
from outreach.errors import BadFile, InvalidInput, NoKeyRing, NotSetUp, PasswordWanted
from outreach.language import N_
from outreach.settings import Settings

#: Names a file whose first line is the password: for machines without a key ring. Never an argument (DESIGN, section 8).
PASSWORD_FILE = "OUTREACH_MAIL_PASSWORD_FILE"  # noqa: S105 - the name of a variable
_MOST_PASSWORD = 4096

NO_MAIL_SERVER = N_("No server for sending letters has been named.")
NO_MAIL_FOLDER = N_("No mailbox for answers has been named.")
NO_CALENDAR_SERVER = N_("No calendar on a server has been named.")


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of the settings. Each property raises NotSetUp where nothing is named, InvalidInput for what cannot be."""

    settings: Settings

    @property
    def mail_server(self) -> MailServer:
        """Where letters are handed over."""
        of = self.settings
        if not of.mail_host or not of.mail_sender:
            raise NotSetUp(NO_MAIL_SERVER)
        security = _security(of.mail_security, Security.STARTTLS)
        usual = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}[security]
        return checked_mail_server(
            MailServer(
                host=of.mail_host,
                sender=Mailbox(of.mail_sender, of.mail_sender_name),
                port=_number(of.mail_port, usual, N_("Port")),
                security=security,
                user=of.mail_user,
                pace=_number(of.mail_pace, USUAL_PACE, N_("Messages a minute")),
                ca_file=of.ca_file,
            )
        )

    @property
    def mail_folder(self) -> MailFolder:
        """Where answers come in."""
        of = self.settings
        if not of.answers_host:
            raise NotSetUp(NO_MAIL_FOLDER)
        security = _security(of.answers_security, Security.TLS)
        return checked_mail_folder(
            MailFolder(
                host=of.answers_host,
                user=of.answers_user or of.mail_user,
                port=_number(of.answers_port, 993 if security is Security.TLS else 143, N_("Port")),
                security=security,
                folder=of.answers_folder,
                ca_file=of.ca_file,
            )
        )

    @property
    def calendar_server(self) -> CalendarServer:
        """The calendar on a server."""
        of = self.settings
        if not of.calendar_url:
            raise NotSetUp(NO_CALENDAR_SERVER)
        return checked_calendar_server(CalendarServer(url=of.calendar_url, user=of.calendar_user, ca_file=of.ca_file))


def password_for(account: str) -> str:
    """Return an account's password: from the file that OUTREACH_MAIL_PASSWORD_FILE names, else from the key ring.

    An account without a name needs none. Raises PasswordWanted when it is not known, NoKeyRing, BadFile.
    """
    if not account:
        return ""
    named = os.environ.get(PASSWORD_FILE, "")
    if named:
        return read_password(Path(named))
    from outreach.network.passwords import find_password

    found = find_password(account)
    if found is None:
        raise PasswordWanted(account)
    return found


def read_password(path: Path) -> str:
    """Return the first line of a file, without its end. Raises BadFile."""
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_PASSWORD).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", "") or "UTF-8"
        raise BadFile(path, N_("The file cannot be read: {why}."), why=why) from error
    line = text.splitlines()[0] if text else ""
    if not line:
        raise BadFile(path, N_("The file holds no password on its first line."))
    return line


def has_password(account: str) -> bool | None:
    """Say whether the key ring has a password for an account; None when there is no key ring."""
    from outreach.network.passwords import find_password

    try:
        return find_password(account) is not None
    except NoKeyRing:
        return None


def keep_password(account: str, password: str) -> None:
    """Put a password into the key ring. Raises NoKeyRing; InvalidInput for an empty one, or for an account that needs none."""
    from outreach.network.passwords import keep_password as keep

    if not account:
        raise InvalidInput(N_("User"), N_("An account without a user name needs no password."))
    if not password or "\n" in password or "\0" in password:
        raise InvalidInput(N_("Password"), N_("Type the password on one line."))
    keep(account, password)


def forget_password(account: str) -> bool:
    """Take a password out of the key ring and say whether one was there. Raises NoKeyRing."""
    from outreach.network.passwords import forget_password as forget

    return forget(account)


def try_mail_server(server: MailServer, password: str) -> None:
    """Connect to the server that letters go to, log in, and leave. Raises the ServerError that fits."""
    from outreach.network.smtp import try_mail_server as try_it

    try_it(server, password)


def try_mail_folder(folder: MailFolder, password: str) -> int:
    """Look into the folder where answers come in and return how many letters lie there. Raises ServerError, ExtraMissing."""
    from outreach.network.imap import try_mail_folder as try_it

    return try_it(folder, password)


def try_calendar(server: CalendarServer, password: str) -> int:
    """Look at the calendar on the server and return how many entries it holds. Raises ServerError, ExtraMissing."""
    from outreach.network.caldav import try_calendar as try_it

    return try_it(server, password)


def _security(text: str, usual: Security) -> Security:
    try:
        return Security(text) if text else usual
    except ValueError as error:
        raise InvalidInput(N_("Security"), N_("One of starttls, tls and none.")) from error


def _number(text: str, usual: int, field: str) -> int:
    try:
        return int(text) if text else usual
    except ValueError as error:
        raise InvalidInput(field, N_("Write a number.")) from error
