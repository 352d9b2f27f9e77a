"""Letters handed over to a mail server, one after another, so that it is known of each whether the server has it.

A server has taken a letter when it says 250 to the dot alone on its line, and not before (RFC 5321, 4.1.1.4 and 4.2.5). Until
that dot nothing is delivered, whatever happens to the line; after it and before the answer nobody can know (RFC 1047). So the
dot is sent apart: `begin` hands over all but the dot, `end` looks once more whether the line stands, sends the dot and waits.
What may have arrived is `Unclear`; every other error means that the server does not have the letter.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from base64 import b64encode
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import Self

from outreach.domain.accounts import MailServer, Security
from outreach.errors import (
    CertificateRefused,
    LineCut,
    NoEncryption,
    SenderRefused,
    ServerBusy,
    ServerSaidNo,
    ServerUnreachable,
    WrongPassword,
)
from outreach.network.lines import AFTER_DOT, ANSWER, CONNECT, known_faults, reason_of, trust

#: What we call ourselves. The name of the computer is nobody's business (RFC 5321, 4.1.4 allows an address literal).
EHLO = "[127.0.0.1]"

#: Enhanced codes (RFC 3463, and Microsoft's own) that refuse the sender for every letter, not this recipient.
_SENDER_CODES = frozenset({"5.7.60", "5.2.252", "5.7.54", "5.7.57", "5.7.139", "5.7.708", "5.1.8"})
_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_7BIT = policy.SMTP.clone(cte_type="7bit", max_line_length=None)


class Unclear(Exception):
    """The line broke after the dot: the server may have the letter, or not."""


class Refused(Exception):
    """The server does not take this letter, and never will. The words are its own."""


class Later(Exception):
    """The server does not take this letter now, but may do so later (greylisting, a full mailbox)."""


@dataclass(frozen=True, slots=True)
class _Reply:
    code: int
    words: str

    @property
    def blames_sender(self) -> bool:
        found = _ENHANCED.search(self.words)
        return self.code in (530, 535) or (found is not None and found[1] in _SENDER_CODES)


class SmtpSession:
    """One connection, open for letter after letter. A context manager; each error of a line ends it."""

    def __init__(self, server: MailServer, password: str) -> None:
        self._server = server
        self._half_a_letter = False
        self._smtp = self._connected()
        try:
            with known_faults(server.host):
                self._greet()
                if server.user:
                    self._log_in(password)
        except BaseException:
            self._smtp.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye; whether the server hears it does not matter."""
        smtp = self._smtp
        try:
            if smtp.sock is not None and not self._half_a_letter:
                smtp.sock.settimeout(2.0)
                smtp.quit()
        except (smtplib.SMTPException, OSError, ValueError):
            pass
        finally:
            smtp.close()

    def begin(self, to: str, data: bytes) -> None:
        """Hand over a letter but for the dot: nothing is delivered yet. `data` are its bytes, with CRLF at each line's end.

        Raises Refused, Later, SenderRefused, ServerBusy, LineCut. After Refused and Later the session stands.
        """
        try:
            self._begin(to, data)
        except smtplib.SMTPServerDisconnected as error:
            raise LineCut(self._server.host, str(error)) from error
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self._smtp.close()
            raise LineCut(self._server.host, reason_of(error)) from error

    def end(self) -> str:
        """Send the dot and return the server's words when it has taken the letter.

        Raises LineCut when the line was dead before the dot, Refused, Later, SenderRefused and ServerBusy when the server says no;
        all of these mean that it does not have the letter. Raises Unclear when it may have it.
        """
        self._require_alive()
        try:
            return self._dot()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            # Some of the dot may have left: only an answer could tell.
            self._smtp.close()
            raise Unclear(reason_of(error)) from error

    # Inside ----------------------------------------------------------------------------------------------------------

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        with known_faults(server.host, connecting=True):
            try:
                if server.security is Security.TLS:
                    context = trust(server.ca_file)
                    return smtplib.SMTP_SSL(server.host, server.port, EHLO, timeout=CONNECT, context=context)
                return smtplib.SMTP(server.host, server.port, EHLO, timeout=CONNECT)
            except smtplib.SMTPConnectError as error:
                raise self._as_error(_Reply(error.smtp_code, _text(error.smtp_error))) from error
            except smtplib.SMTPException as error:
                raise ServerUnreachable(server.host, str(error)) from error
            except ssl.SSLCertVerificationError:
                raise
            except ssl.SSLError as error:
                raise NoEncryption(server.host, reason_of(error)) from error

    def _greet(self) -> None:
        smtp, server = self._smtp, self._server
        try:
            code, words = smtp.ehlo()
            if code // 100 != 2:
                raise self._as_error(_Reply(code, _text(words)))
            if server.security is Security.STARTTLS:
                self._encrypt()
        except ssl.SSLCertVerificationError as error:
            raise CertificateRefused(server.host, error.verify_message) from error
        except ssl.SSLError as error:
            raise NoEncryption(server.host, reason_of(error)) from error
        except smtplib.SMTPServerDisconnected as error:
            raise LineCut(server.host, str(error)) from error
        assert smtp.sock is not None
        smtp.sock.settimeout(ANSWER)
        # The dot goes apart, in a packet of its own: it must not wait until the letter before it has been acknowledged.
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _encrypt(self) -> None:
        smtp, server = self._smtp, self._server
        if not smtp.has_extn("starttls"):
            raise NoEncryption(server.host)
        try:
            smtp.starttls(context=trust(server.ca_file))
        except smtplib.SMTPResponseException as error:
            raise NoEncryption(server.host, _text(error.smtp_error)) from error
        # What was said before TLS does not count (RFC 3207, 4.2).
        smtp.ehlo()

    def _log_in(self, password: str) -> None:
        """Log in by what both know. Not by `smtplib.login`: it cannot send a password that has an å in it."""
        server, smtp = self._server, self._smtp
        offered = smtp.esmtp_features.get("auth", "").upper().split()
        ways = [way for name, way in (("PLAIN", self._plain), ("LOGIN", self._login)) if name in offered]
        if not ways:
            raise WrongPassword(server.host, "AUTH " + (" ".join(offered) or "–"))
        try:
            reply = _Reply(0, "")
            for way in ways:
                reply = way(password)
                if reply.code in (235, 503):
                    return
        except smtplib.SMTPServerDisconnected as error:
            raise LineCut(server.host, str(error)) from error
        busy = 400 <= reply.code < 500
        raise (ServerBusy if busy else WrongPassword)(server.host, f"{reply.code} {reply.words}")

    def _plain(self, password: str) -> _Reply:
        """RFC 4616, in UTF-8."""
        secret = f"\0{self._server.user}\0{password}".encode()
        return _Reply(*_pair(self._smtp.docmd("AUTH", f"PLAIN {b64encode(secret).decode()}")))

    def _login(self, password: str) -> _Reply:
        """What Microsoft's servers ask for: name, then password."""
        reply = _Reply(*_pair(self._smtp.docmd("AUTH", "LOGIN")))
        for word in (self._server.user, password):
            if reply.code != 334:
                break
            reply = _Reply(*_pair(self._smtp.docmd(b64encode(word.encode()).decode())))
        return reply

    def _begin(self, to: str, data: bytes) -> None:
        smtp = self._smtp
        address, options = self._envelope(to)
        if not data.isascii() and not smtp.has_extn("8bitmime"):
            data = to_7bit(data)
        elif not data.isascii():
            options.append("BODY=8BITMIME")
        body = _with_dots(data)
        if smtp.has_extn("size"):
            options.append(f"SIZE={len(body)}")
        self._expect(_Reply(*_pair(smtp.mail(self._sender(), options))), of_sender=True)
        self._expect(_Reply(*_pair(smtp.rcpt(address))))
        smtp.putcmd("data")
        reply = _Reply(*_pair(smtp.getreply()))
        if reply.code != 354:
            self._refuse(reply)
        # From here on a word of ours would be part of the letter.
        self._half_a_letter = True
        smtp.send(body)

    def _envelope(self, to: str) -> tuple[str, list[str]]:
        """Return the recipient as the server can take it. Raises Refused for letters that it has no way to carry."""
        local, _, domain = to.rpartition("@")
        if any(char in to for char in "\r\n<>\0") or not local or not domain:
            raise Refused("501 5.1.3")
        try:
            host = domain if domain.isascii() else domain.encode("idna").decode()
        except UnicodeError as error:
            raise Refused("501 5.1.2") from error
        if local.isascii() and self._server.sender.address.isascii():
            return f"{local}@{host}", []
        if not self._smtp.has_extn("smtputf8"):
            raise Refused("553 5.6.7 SMTPUTF8")
        return to, ["SMTPUTF8"]

    def _sender(self) -> str:
        return self._server.sender.address

    def _expect(self, reply: _Reply, *, of_sender: bool = False) -> None:
        if reply.code in (250, 251, 252):
            return
        # A refused sender is refused for every letter, but for a letter that is too big (552, RFC 1870).
        if of_sender and reply.code != 552:
            self._reset()
            raise self._as_error(reply, of_sender=True)
        self._refuse(reply)

    def _refuse(self, reply: _Reply) -> None:
        words = f"{reply.code} {reply.words}"
        if reply.code == 421:
            self._smtp.close()
            raise ServerBusy(self._server.host, words)
        if reply.blames_sender:
            self._reset()
            raise SenderRefused(self._server.host, words)
        if 400 <= reply.code < 500:
            self._reset()
            raise Later(words)
        if 500 <= reply.code < 600:
            self._reset()
            raise Refused(words)
        self._smtp.close()
        raise LineCut(self._server.host, words)

    def _reset(self) -> None:
        """Forget the letter that was begun, so that the next one can come."""
        code, _ = self._smtp.rset()
        if code // 100 != 2:
            self._smtp.close()

    def _as_error(self, reply: _Reply, *, of_sender: bool = False) -> Exception:
        words = f"{reply.code} {reply.words}"
        if 400 <= reply.code < 500:
            return ServerBusy(self._server.host, words)
        return (SenderRefused if of_sender else ServerSaidNo)(self._server.host, words)

    def _require_alive(self) -> None:
        """Raise LineCut when the server has hung up, or says something although it is our turn."""
        sock = self._smtp.sock
        if sock is None:
            raise LineCut(self._server.host)
        try:
            sock.settimeout(0.0)
            said = sock.recv(512)
        except (BlockingIOError, ssl.SSLWantReadError):
            sock.settimeout(AFTER_DOT)
            return
        except (OSError, ValueError) as error:
            self._smtp.close()
            raise LineCut(self._server.host, reason_of(error)) from error
        self._smtp.close()
        raise LineCut(self._server.host, _text(said))

    def _dot(self) -> str:
        smtp = self._smtp
        smtp.send(b".\r\n")
        self._half_a_letter = False
        reply = _Reply(*_pair(smtp.getreply()))
        assert smtp.sock is not None
        smtp.sock.settimeout(ANSWER)
        if 200 <= reply.code < 300:
            return reply.words
        if not 400 <= reply.code < 600:
            raise smtplib.SMTPServerDisconnected(reply.words)
        try:
            self._refuse(reply)
        except smtplib.SMTPServerDisconnected:
            # The answer was a clear no; that the line broke while we forgot the letter changes nothing.
            raise (Later if reply.code < 500 else Refused)(f"{reply.code} {reply.words}") from None
        raise AssertionError("a refusal raises")

    @property
    def alive(self) -> bool:
        """Say whether the session can take another letter."""
        return self._smtp.sock is not None


def to_7bit(data: bytes) -> bytes:
    """Return a letter as a server without 8BITMIME takes it: the same parts, encoded; always the same bytes for the same letter."""
    return message_from_bytes(data, policy=_7BIT).as_bytes(policy=_7BIT)


def try_mail_server(server: MailServer, password: str) -> None:
    """Connect, encrypt, log in, and leave. Raises the ServerError that fits."""
    with SmtpSession(server, password):
        pass


def _with_dots(data: bytes) -> bytes:
    """Return a letter as it goes after DATA: each line ends in CRLF, a dot that begins a line is doubled (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", data)
    doubled = re.sub(rb"(?m)^\.", b"..", lines)
    return doubled if doubled.endswith(b"\r\n") else doubled + b"\r\n"


def _pair(answer: tuple[int, bytes]) -> tuple[int, str]:
    return answer[0], _text(answer[1])


def _text(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())[:300]
