"""Letters read from one folder of a mailbox (IMAP4rev1, RFC 3501), and nothing changed there.

The folder is opened with EXAMINE and letters are fetched with BODY.PEEK: the server itself then refuses every change, and nothing
is marked as read. imap-tools is an extra and is imported when a folder is looked into, not before.
"""

from __future__ import annotations

import contextlib
import imaplib
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from outreach.domain.accounts import MailFolder, Security
from outreach.errors import LineCut, NoEncryption, PlaceMissing, ServerSaidNo, ServerUnreachable, WrongPassword
from outreach.language import N_
from outreach.network.lines import ANSWER, CONNECT, extra_missing, known_faults, trust

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

NO_EXTRA = N_("Reading answers from a mailbox needs the library imap-tools.")
_LIBRARIES = ("imap-tools>=1.11,<2",)

#: The largest letter that is fetched, in bytes: an answer has a few kilobytes, with a signature's pictures some hundred.
MOST_BYTES = 10_000_000
#: How many letters are asked about at a time.
_TOGETHER = 200

#: Parts that may hold a calendar, as BODYSTRUCTURE names them; a forwarded letter may have one inside.
_CALENDAR = re.compile(rb'"text" "calendar"|"application" "(?:ics|x-ics|calendar\+xml)"|\.ics"|"message" "rfc822"', re.IGNORECASE)
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)", re.IGNORECASE)
_UID = re.compile(rb"UID (\d+)", re.IGNORECASE)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Found:
    """Letters that may hold an answer, by a name and their bytes, oldest first; and how far the folder has been read."""

    letters: list[tuple[str, bytes]]
    validity: int
    last: int


def read_folder(
    folder: MailFolder,
    password: str,
    *,
    after: tuple[int, int] | None,
    since: date,
    report: Callable[[int, int], None] | None = None,
) -> Found:
    """Return the letters behind `after` (UIDVALIDITY, last UID), or from the day `since` on when that does not hold any more.

    Raises ServerUnreachable, CertificateRefused, NoEncryption, WrongPassword, PlaceMissing, ServerSaidNo, LineCut, ExtraMissing,
    and what `report(done, total)` raises.
    """
    with _opened(folder, password) as mailbox:
        validity = _validity(mailbox)
        known = after[1] if after is not None and after[0] == validity else 0
        uids = _uids(mailbox, known, since)
        wanted = _with_calendar(mailbox, uids, report)
        letters: list[tuple[str, bytes]] = []
        for number, uid in enumerate(wanted):
            if report is not None:
                report(number, len(wanted))
            data = _letter(mailbox, uid)
            if data:
                letters.append((f"{folder.folder} {uid}.eml", data))
        return Found(letters, validity, max([known, *uids]))


def try_mail_folder(folder: MailFolder, password: str) -> int:
    """Look into the folder and return how many letters lie there. Raises what `read_folder` raises."""
    with _opened(folder, password) as mailbox:
        _, counted = mailbox.client.response("EXISTS")
        return int(counted[-1]) if counted and isinstance(counted[-1], bytes) else 0


@contextmanager
def _opened(folder: MailFolder, password: str) -> Iterator[BaseMailBox]:
    mailbox = _connected(folder)
    try:
        with _translated(folder):
            _log_in(mailbox, folder, password)
            _examine(mailbox, folder)
            yield mailbox
    finally:
        _leave(mailbox)


def _connected(folder: MailFolder) -> BaseMailBox:
    try:
        from imap_tools import MailBox, MailBoxUnencrypted
    except ImportError as error:
        raise extra_missing(NO_EXTRA, *_LIBRARIES) from error
    host, port = folder.host, folder.port
    with known_faults(host, connecting=True), _no_plain_words(folder):
        if folder.security is Security.TLS:
            return MailBox(host, port, timeout=CONNECT, ssl_context=trust(folder.ca_file))
        mailbox = MailBoxUnencrypted(host, port, timeout=CONNECT)
        try:
            if folder.security is Security.STARTTLS:
                mailbox.client.starttls(trust(folder.ca_file))
        except BaseException:
            mailbox.client.shutdown()
            raise
        return mailbox


@contextmanager
def _no_plain_words(folder: MailFolder) -> Iterator[None]:
    """Tell a server that offers no TLS from one that does not answer."""
    try:
        yield
    except ssl.SSLCertVerificationError:
        raise
    except ssl.SSLError as error:
        raise NoEncryption(folder.host, str(error.reason)) from error
    except imaplib.IMAP4.error as error:
        # imaplib's own words; it has one class for all.
        none = folder.security is Security.STARTTLS and "TLS" in str(error)
        raise (NoEncryption if none else ServerUnreachable)(folder.host, _words(error)) from error


@contextmanager
def _translated(folder: MailFolder) -> Iterator[None]:
    from imap_tools.errors import UnexpectedCommandStatusError

    with known_faults(folder.host):
        try:
            yield
        except imaplib.IMAP4.abort as error:
            raise LineCut(folder.host, _words(error)) from error
        except (imaplib.IMAP4.error, UnexpectedCommandStatusError, UnicodeError) as error:
            raise ServerSaidNo(folder.host, _words(error)) from error


def _log_in(mailbox: BaseMailBox, folder: MailFolder, password: str) -> None:
    from imap_tools.errors import MailboxLoginError

    sock = mailbox.client.sock
    sock.settimeout(ANSWER)
    plain = (folder.user + password).isascii()
    try:
        if plain:
            mailbox.login(folder.user, password, initial_folder=None)
        else:
            mailbox.login_utf8(folder.user, password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (MailboxLoginError, imaplib.IMAP4.error) as error:
        raise WrongPassword(folder.host, _words(error)) from error


def _examine(mailbox: BaseMailBox, folder: MailFolder) -> None:
    from imap_tools.errors import MailboxFolderSelectError

    try:
        mailbox.folder.set(folder.folder, readonly=True)
    except MailboxFolderSelectError as error:
        raise PlaceMissing(folder.host, folder.folder) from error


def _leave(mailbox: BaseMailBox) -> None:
    """Say goodbye. Not CLOSE before it: in a folder that was not opened for reading only, that would throw letters away."""
    with contextlib.suppress(Exception):
        mailbox.client.sock.settimeout(2.0)
        mailbox.client.logout()
    with contextlib.suppress(OSError):
        mailbox.client.shutdown()


def _validity(mailbox: BaseMailBox) -> int:
    _, told = mailbox.client.response("UIDVALIDITY")
    return int(told[0]) if told and told[0] else 0


def _uids(mailbox: BaseMailBox, known: int, since: date) -> list[int]:
    criteria = f"UID {known + 1}:*" if known else f"SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}"
    found = mailbox.uids(criteria, charset=None)
    # "n:*" gives the last letter even when its number is smaller (RFC 3501, 6.4.8).
    return sorted(uid for uid in map(int, found) if uid > known)


def _with_calendar(mailbox: BaseMailBox, uids: Sequence[int], report: Callable[[int, int], None] | None) -> list[int]:
    """Return those that may hold a calendar and are not too large."""
    found: list[int] = []
    for start in range(0, len(uids), _TOGETHER):
        if report is not None:
            report(0, 0)
        some = uids[start : start + _TOGETHER]
        _, told = mailbox.client.uid("FETCH", _ranges(some), "(UID RFC822.SIZE BODYSTRUCTURE)")
        for line in _whole(told):
            uid, size = _UID.search(line), _SIZE.search(line)
            if uid and _CALENDAR.search(line) and (size is None or int(size[1]) <= MOST_BYTES):
                found.append(int(uid[1]))
    return sorted(set(found) & set(uids))


def _letter(mailbox: BaseMailBox, uid: int) -> bytes:
    """Fetch one letter without marking it as read; empty when it was removed meanwhile."""
    _, told = mailbox.client.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
    parts = [one[1] for one in told if isinstance(one, tuple)]
    return bytes(parts[0]) if parts else b""


def _ranges(uids: Sequence[int]) -> str:
    """Write numbers shortly: 1:3,7."""
    runs: list[list[int]] = []
    for uid in uids:
        if runs and uid == runs[-1][1] + 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in runs)


def _whole(told: Sequence[Any]) -> Iterator[bytes]:
    """Put together the answers that hold literals: imaplib gives those in pieces."""
    held = b""
    for one in told:
        if isinstance(one, tuple):
            # A literal stands for a quoted text: a name of a file, say.
            held += bytes(one[0]) + b' "' + bytes(one[1]) + b'"'
        elif one is not None:
            yield held + bytes(one)
            held = b""


def _words(error: BaseException) -> str:
    """Return a server's own words out of what a library made of them."""
    result = getattr(error, "command_result", None)
    data = result[1] if result else error.args
    texts = [one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in data if one]
    return " ".join(texts)[:300]
