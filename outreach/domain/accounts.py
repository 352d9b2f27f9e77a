"""Which servers the unit's letters and calendars go through. A password is no part of it: that stands in the key ring."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from outreach.domain.contact import clean_email
from outreach.domain.mailbox import Mailbox
from outreach.errors import InvalidInput
from outreach.language import N_


class Security(StrEnum):
    """How the line to a server is kept private. `STARTTLS` begins in the open and must turn to TLS before anything is said."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


SECURITY_LABELS = {
    Security.STARTTLS: N_("STARTTLS (usual)"),
    Security.TLS: N_("TLS from the start"),
    Security.NONE: N_("None (only inside your own network)"),
}

#: Messages a minute. Microsoft 365 lets one mailbox hand over 30 a minute and 10,000 a day.
USUAL_PACE = 30
MOST_PACE = 600

#: What stays on this computer needs no TLS.
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where letters are handed over (SMTP submission, RFC 6409).

    `sender` is whom the letters come from; `user` is empty for a server that asks for no password. `pace` is the most messages
    a minute, 0 for no limit. `ca_file` names certificates to trust beside the system's, empty for none.
    """

    host: str
    sender: Mailbox
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    pace: int = USUAL_PACE
    ca_file: str = ""

    @property
    def account(self) -> str:
        """The name of the password in the key ring; empty where none is needed."""
        return f"{self.user}@{self.host}" if self.user else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFolder:
    """Where answers come in (IMAP, RFC 9051). `folder` is its name on the server, "INBOX" or "INBOX/Svar"."""

    host: str
    user: str
    port: int = 993
    security: Security = Security.TLS
    folder: str = "INBOX"
    ca_file: str = ""

    @property
    def account(self) -> str:
        """The name of the password in the key ring."""
        return f"{self.user}@{self.host}"

    @property
    def place(self) -> str:
        """What tells this folder from all others."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarServer:
    """A calendar on a server (a CalDAV collection, RFC 4791). `url` is the collection's own address, ending in a slash."""

    url: str
    user: str = ""
    ca_file: str = ""

    @property
    def host(self) -> str:
        """The server's name, for sentences."""
        return self.url.partition("://")[2].partition("/")[0]

    @property
    def account(self) -> str:
        """The name of the password in the key ring; empty where none is needed."""
        return f"{self.user}@{self.host}" if self.user else ""


def checked_mail_server(server: MailServer) -> MailServer:
    """Return the server as it may be used. Raises InvalidInput: no host, no sender, a password that would go in the open."""
    host = _host(server.host)
    address = clean_email(server.sender.address)
    if not address:
        raise InvalidInput(N_("Sender"), N_("Say which address the letters come from."))
    if server.user and server.security is Security.NONE and host not in _LOOPBACK:
        raise InvalidInput(N_("Security"), N_("A password is never sent over an open line. Choose STARTTLS or TLS."))
    if not 0 <= server.pace <= MOST_PACE:
        raise InvalidInput(N_("Messages a minute"), N_("Between 0 (no limit) and {most}."), most=MOST_PACE)
    _require_port(server.port)
    return MailServer(
        host=host,
        sender=Mailbox(address, " ".join(server.sender.name.split())),
        port=server.port,
        security=server.security,
        user=server.user.strip(),
        pace=server.pace,
        ca_file=server.ca_file,
    )


def checked_mail_folder(folder: MailFolder) -> MailFolder:
    """Return the folder as it may be used. Raises InvalidInput: no host, no user, a password that would go in the open."""
    host = _host(folder.host)
    if not folder.user.strip():
        raise InvalidInput(N_("User"), N_("Say whose mailbox it is."))
    if folder.security is Security.NONE and host not in _LOOPBACK:
        raise InvalidInput(N_("Security"), N_("A password is never sent over an open line. Choose STARTTLS or TLS."))
    _require_port(folder.port)
    name = folder.folder.strip() or "INBOX"
    return MailFolder(
        host=host, user=folder.user.strip(), port=folder.port, security=folder.security, folder=name, ca_file=folder.ca_file
    )


def checked_calendar_server(server: CalendarServer) -> CalendarServer:
    """Return the calendar as it may be used. Raises InvalidInput: no address, a password that would go in the open."""
    url = server.url.strip()
    scheme, divider, rest = url.partition("://")
    place = rest.partition("/")[0]
    name = place.rpartition(":")[0] if place.rpartition(":")[2].isdecimal() else place
    if not divider or scheme not in ("https", "http") or not name or "@" in place:
        raise InvalidInput(N_("Address"), N_("Write the calendar's whole address, as https://server.example/calendars/unit/."))
    if scheme == "http" and server.user and name.strip("[]") not in _LOOPBACK:
        raise InvalidInput(N_("Address"), N_("A password is never sent over an open line. The address must begin with https."))
    return CalendarServer(url=url.rstrip("/") + "/", user=server.user.strip(), ca_file=server.ca_file)


def _host(host: str) -> str:
    cleaned = host.strip().rstrip(".").casefold()
    if not cleaned or any(not (char.isalnum() or char in ".-:[]_") for char in cleaned):
        raise InvalidInput(N_("Server"), N_("Write the server's name, as smtp.example.com."))
    return cleaned


def _require_port(port: int) -> None:
    if not 0 < port < 65536:
        raise InvalidInput(N_("Port"), N_("A port is a number from 1 to 65535."))


@dataclass(frozen=True, slots=True)
class KnownProvider:
    """What a provider publishes about its servers; only proposed, the officer may change everything."""

    smtp: tuple[str, int, Security]
    imap: tuple[str, int, Security]


_MICROSOFT = KnownProvider(("smtp.office365.com", 587, Security.STARTTLS), ("outlook.office365.com", 993, Security.TLS))
_OUTLOOK = KnownProvider(("smtp-mail.outlook.com", 587, Security.STARTTLS), ("outlook.office365.com", 993, Security.TLS))
_GOOGLE = KnownProvider(("smtp.gmail.com", 587, Security.STARTTLS), ("imap.gmail.com", 993, Security.TLS))
_ONE = KnownProvider(("send.one.com", 587, Security.STARTTLS), ("imap.one.com", 993, Security.TLS))
_LOOPIA = KnownProvider(("mailcluster.loopia.se", 587, Security.STARTTLS), ("mailcluster.loopia.se", 993, Security.TLS))
_ICLOUD = KnownProvider(("smtp.mail.me.com", 587, Security.STARTTLS), ("imap.mail.me.com", 993, Security.TLS))
_TELIA = KnownProvider(("smtp.telia.com", 465, Security.TLS), ("imap.telia.com", 993, Security.TLS))

_BY_DOMAIN = {
    "gmail.com": _GOOGLE,
    "googlemail.com": _GOOGLE,
    "outlook.com": _OUTLOOK,
    "hotmail.com": _OUTLOOK,
    "hotmail.se": _OUTLOOK,
    "live.se": _OUTLOOK,
    "icloud.com": _ICLOUD,
    "me.com": _ICLOUD,
    "telia.com": _TELIA,
    "one.com": _ONE,
    "loopia.se": _LOOPIA,
}


def proposed_provider(address: str) -> KnownProvider | None:
    """Return the servers that fit a sender's address: those of a known provider, else Microsoft 365, which municipalities use.

    None for what is no address.
    """
    domain = address.rpartition("@")[2].strip().casefold()
    if "@" not in address or "." not in domain:
        return None
    return _BY_DOMAIN.get(domain, _MICROSOFT)
