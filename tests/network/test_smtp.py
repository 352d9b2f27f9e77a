"""A letter on the line: encryption first, the dot apart, and each refusal as what it is."""

from __future__ import annotations

import socket
import threading
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, syntax

from outreach.domain.accounts import Security
from outreach.errors import (
    CertificateRefused,
    LineCut,
    NoEncryption,
    SenderRefused,
    ServerBusy,
    ServerUnreachable,
    WrongPassword,
)
from outreach.network.smtp import EHLO, Later, Refused, SmtpSession, Unclear, to_7bit, try_mail_server
from tests.network.certificates import Certificates, make_certificates
from tests.network.cutting_proxy import CuttingProxy, Plan
from tests.network.letters import PASSWORD, open_server_at, server_at
from tests.network.mail_server import Letterbox, MailServerOnLoopback

LETTER = "Subject: hej\r\nMessage-ID: <1@x>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nÅäö\r\n.\r\n..\r\n".encode()


def test_letter_comes_through_starttls_and_password_to_the_byte(certificates: Certificates) -> None:
    box = Letterbox()
    with (
        MailServerOnLoopback(box, certificates) as server,
        SmtpSession(server_at(server.port, str(certificates.authority)), PASSWORD) as session,
    ):
        for address in ("a@firma.example", "b@firma.example"):
            session.begin(address, LETTER)
            assert session.end() == "2.0.0 Taken"
    assert [one.rcpt_tos for one in box.letters] == [["a@firma.example"], ["b@firma.example"]]
    assert [one.content for one in box.letters] == [LETTER, LETTER]
    assert "BODY=8BITMIME" in box.letters[0].mail_options


def test_letter_comes_through_tls_from_the_start(certificates: Certificates) -> None:
    box = Letterbox()
    with MailServerOnLoopback(box, certificates, tls=True) as server:
        account = server_at(server.port, str(certificates.authority), security=Security.TLS)
        # Its AUTH is offered after STARTTLS alone: this server takes letters without.
        from dataclasses import replace

        with SmtpSession(replace(account, user=""), "") as session:
            session.begin("a@firma.example", LETTER)
            session.end()
    assert len(box.letters) == 1


def test_our_name_tells_nothing_about_the_computer(certificates: Certificates) -> None:
    box = Letterbox()
    with MailServerOnLoopback(box, certificates) as server:
        try_mail_server(server_at(server.port, str(certificates.authority)), PASSWORD)
    assert set(box.greetings) == {EHLO}
    assert socket.gethostname() not in "".join(box.greetings)


def test_wrong_certificate_is_refused_before_the_password(certificates: Certificates, tmp_path: Path) -> None:
    strange = make_certificates(tmp_path, "mail.strange.example")
    box = Letterbox()
    with MailServerOnLoopback(box, certificates) as server, pytest.raises(CertificateRefused):
        try_mail_server(server_at(server.port), PASSWORD)
    with MailServerOnLoopback(box, strange) as server, pytest.raises(CertificateRefused, match="localhost"):
        try_mail_server(server_at(server.port, str(strange.authority)), PASSWORD)
    with MailServerOnLoopback(box, certificates, tls=True) as server, pytest.raises(CertificateRefused):
        try_mail_server(server_at(server.port, security=Security.TLS), PASSWORD)


def test_no_encryption_means_no_word_more(certificates: Certificates) -> None:
    box = Letterbox()
    with MailServerOnLoopback(box) as server:
        with pytest.raises(NoEncryption):
            try_mail_server(server_at(server.port, str(certificates.authority)), PASSWORD)
        with pytest.raises(NoEncryption):
            try_mail_server(server_at(server.port, str(certificates.authority), security=Security.TLS), PASSWORD)


def test_wrong_password_is_said_so(certificates: Certificates) -> None:
    with MailServerOnLoopback(Letterbox(), certificates) as server, pytest.raises(WrongPassword, match=r"5\.7\.8"):
        try_mail_server(server_at(server.port, str(certificates.authority)), "fel")


def test_server_that_knows_login_alone_is_logged_in_to(certificates: Certificates) -> None:
    box = Letterbox()
    with MailServerOnLoopback(box, certificates, auth_exclude_mechanism=["PLAIN"]) as server:
        account = server_at(server.port, str(certificates.authority))
        try_mail_server(account, PASSWORD)
        with pytest.raises(WrongPassword, match=r"5\.7\.8"):
            try_mail_server(account, "fel")
    neither = ["PLAIN", "LOGIN"]
    with MailServerOnLoopback(box, certificates, auth_exclude_mechanism=neither) as server, pytest.raises(WrongPassword):
        try_mail_server(server_at(server.port, str(certificates.authority)), PASSWORD)


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(ServerUnreachable):
        try_mail_server(open_server_at(port), "")
    with pytest.raises(ServerUnreachable):
        try_mail_server(server_at(25, host="no-such-host.invalid"), "")


def test_server_that_is_full_asks_to_wait() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        line, _ = listener.accept()
        line.sendall(b"421 4.3.2 too many connections\r\n")
        line.close()

    thread = threading.Thread(target=answer)
    thread.start()
    with pytest.raises(ServerBusy, match="too many"):
        try_mail_server(open_server_at(listener.getsockname()[1]), "")
    thread.join()
    listener.close()


@pytest.mark.parametrize(
    ("place", "answer", "error"),
    [
        ("rcpt", "550 5.1.1 No such user", Refused),
        ("rcpt", "450 4.7.1 Greylisted, come back in 5 minutes", Later),
        ("rcpt", "452 4.2.2 Mailbox full", Later),
        ("rcpt", "550 5.7.54 Unable to relay", SenderRefused),
        ("rcpt", "421 4.7.0 Too many, closing", ServerBusy),
        ("mail", "550 5.1.8 Bad sender", SenderRefused),
        ("mail", "530 5.7.57 Client not authenticated", SenderRefused),
        ("mail", "450 4.7.1 Throttled", ServerBusy),
        ("mail", "552 5.3.4 Too big", Refused),
        ("data", "552 5.3.4 Message size exceeds limit", Refused),
        ("data", "554 5.7.1 Spam", Refused),
        ("data", "451 4.3.0 Try again", Later),
        ("data", "554 5.2.252 SendAsDenied; not allowed to send as", SenderRefused),
        ("data", "421 4.3.2 Going down", ServerBusy),
    ],
)
def test_each_refusal_is_what_it_is_and_leaves_nothing(place: str, answer: str, error: type[Exception]) -> None:
    box = Letterbox()
    setattr(box, f"{place}_answers", lambda _: answer)
    with MailServerOnLoopback(box) as server, SmtpSession(open_server_at(server.port), "") as session:
        with pytest.raises(error) as told:
            session.begin("a@firma.example", LETTER)
            session.end()
        assert answer[4:] in str(told.value)
        assert not box.letters
        if session.alive:
            # A refusal is the matter of one letter: the next one goes over the same line.
            setattr(box, f"{place}_answers", lambda _: None)
            session.begin("b@firma.example", LETTER)
            session.end()
            assert [one.rcpt_tos for one in box.letters] == [["b@firma.example"]]


def test_size_is_announced_and_too_big_is_refused_before_the_letter_goes() -> None:
    with MailServerOnLoopback(Letterbox(), data_size_limit=2000) as server, SmtpSession(open_server_at(server.port), "") as session:
        with pytest.raises(Refused, match="552"):
            session.begin("a@firma.example", LETTER + b"x" * 3000)
        session.begin("a@firma.example", LETTER)
        session.end()


class _OldServer(SMTP):
    """A server of the last century: no 8BITMIME, no SMTPUTF8."""

    @syntax("EHLO hostname")
    async def smtp_EHLO(self, hostname: str) -> None:
        assert self.session is not None
        self.session.extended_smtp = True
        self.session.host_name = hostname
        await self.push("250 HELP")


def test_server_without_8bitmime_gets_the_same_words_in_7_bits() -> None:
    box = Letterbox()
    with MailServerOnLoopback(box, server_class=_OldServer) as server, SmtpSession(open_server_at(server.port), "") as session:
        session.begin("a@firma.example", LETTER)
        session.end()
    taken = bytes(box.letters[0].content or b"")
    assert taken.isascii()
    assert taken == to_7bit(LETTER)
    assert message_from_bytes(taken, policy=policy.SMTP).get_content().splitlines() == ["Åäö", ".", ".."]


def test_address_with_swedish_letters_needs_a_server_that_knows_them() -> None:
    box = Letterbox()
    with MailServerOnLoopback(box, enable_SMTPUTF8=True) as server, SmtpSession(open_server_at(server.port), "") as session:
        session.begin("åsa@företag.example", LETTER)
        session.end()
        session.begin("asa@företag.example", LETTER)
        session.end()
    assert [one.rcpt_tos for one in box.letters] == [["åsa@företag.example"], ["asa@xn--fretag-wxa.example"]]
    with (
        MailServerOnLoopback(Letterbox(), server_class=_OldServer) as server,
        SmtpSession(open_server_at(server.port), "") as session,
        pytest.raises(Refused, match="SMTPUTF8"),
    ):
        session.begin("åsa@företag.example", LETTER)


@pytest.mark.parametrize("address", ["a\r\nRCPT TO:<b@x.example>", "a@b>c.example", "nobody", "@x.example", "a@"])
def test_address_that_would_be_a_command_is_refused(address: str) -> None:
    box = Letterbox()
    with MailServerOnLoopback(box) as server, SmtpSession(open_server_at(server.port), "") as session, pytest.raises(Refused):
        session.begin(address, LETTER)
    assert not box.letters


@pytest.mark.parametrize("reset", [False, True])
def test_line_that_is_dead_before_the_dot_is_no_question(reset: bool) -> None:
    box = Letterbox()
    with MailServerOnLoopback(box) as server, CuttingProxy(server.port, []) as proxy:
        session = SmtpSession(open_server_at(proxy.port), "")
        session.begin("a@firma.example", LETTER)
        proxy._sockets[0].shutdown(socket.SHUT_RDWR)
        with pytest.raises(LineCut):
            # The end needs a moment to come over even on loopback.
            for _ in range(200):
                session._require_alive()
                threading.Event().wait(0.01)
        with pytest.raises(LineCut):
            session.end()
        session.close()
    assert not box.letters


@pytest.mark.parametrize(
    ("plan", "taken", "error"),
    [
        (Plan(at_dot=1), 0, Unclear),
        (Plan(at_dot=2), 0, Unclear),
        (Plan(at_dot=3), 1, Unclear),
        (Plan(answer=0), 1, Unclear),
        (Plan(answer=2), 1, Unclear),
        (Plan(answer=0, reset=True), 1, Unclear),
    ],
)
def test_cut_after_the_dot_is_unclear_whatever_the_server_has(plan: Plan, taken: int, error: type[Exception]) -> None:
    box = Letterbox()
    with MailServerOnLoopback(box) as server, CuttingProxy(server.port, [plan]) as proxy:
        session = SmtpSession(open_server_at(proxy.port), "")
        session.begin("a@firma.example", LETTER)
        with pytest.raises(error):
            session.end()
        session.close()
        for _ in range(200):
            if len(box.letters) == taken:
                break
            threading.Event().wait(0.01)
    assert len(box.letters) == taken
