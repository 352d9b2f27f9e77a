"""Answers out of a mailbox: only looked at, each once, from a real server on loopback that records every command."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from outreach.domain.accounts import MailFolder, Security
from outreach.errors import (
    Cancelled,
    CertificateRefused,
    ExtraMissing,
    LineCut,
    NoEncryption,
    PlaceMissing,
    ServerUnreachable,
    WrongPassword,
)
from outreach.network import imap
from outreach.services.accounts import try_mail_folder
from outreach.services.house import House
from tests.network.certificates import Certificates, make_certificates
from tests.network.imap_server import READING, Folder, ImapServer
from tests.network.mail_server import PASSWORD, USER


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def server(certificates: Certificates) -> Iterator[ImapServer]:
    with ImapServer(certificates, tls=True) as running:
        yield running


def answer(number: int = 1, *, attached: bool = False) -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = f"gast{number}@firma.example", f"Accepterat: frukost {number}"
    made.set_content("Jag kommer.")
    calendar = f"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{number}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    if attached:
        made.add_attachment(calendar.encode(), "application", "octet-stream", filename="svar.ics")
    else:
        made.add_alternative(calendar, subtype="calendar")
    return made.as_bytes()


def plain_letter() -> bytes:
    made = EmailMessage()
    made["Subject"] = "Lunch?"
    made.set_content("Ska vi äta?")
    return made.as_bytes()


def folder_at(server: ImapServer, authority: Path | str, **changes: object) -> MailFolder:
    values: dict[str, object] = {"host": "localhost", "port": server.port, "user": USER, "ca_file": str(authority)}
    return MailFolder(**(values | changes))  # type: ignore[arg-type]


def test_answers_come_once_and_others_letters_stay_where_they_are(
    house: House, server: ImapServer, certificates: Certificates
) -> None:
    inbox = server.folders["INBOX"]
    inbox.put(plain_letter())
    inbox.put(answer(1))
    inbox.put(answer(2, attached=True))
    folder = folder_at(server, certificates.authority)
    seen: list[tuple[int, int]] = []
    found = house.mailbox.fetch(folder, PASSWORD, lambda done, total: seen.append((done, total)))
    assert [name for name, _ in found] == ["INBOX 2.eml", "INBOX 3.eml"]
    assert [data for _, data in found] == [answer(1), answer(2, attached=True)] or b"METHOD:REPLY" in found[0][1]
    assert seen[-1] == (1, 2)
    # What was not taken in comes again; what was does not.
    assert len(house.mailbox.fetch(folder, PASSWORD)) == 2
    house.mailbox.remember(folder)
    assert house.mailbox.fetch(folder, PASSWORD) == []
    inbox.put(answer(3))
    assert [name for name, _ in house.mailbox.fetch(folder, PASSWORD)] == ["INBOX 4.eml"]
    assert len(house.mailbox.fetch(folder, PASSWORD, anew=True)) == 3


def test_no_command_that_writes_is_ever_said(house: House, server: ImapServer, certificates: Certificates) -> None:
    for number in range(450):
        server.folders["INBOX"].put(answer(number) if number % 9 == 0 else plain_letter())
    folder = folder_at(server, certificates.authority)
    assert len(house.mailbox.fetch(folder, PASSWORD)) == 50
    house.mailbox.remember(folder)
    house.mailbox.fetch(folder, PASSWORD)
    try_mail_folder(folder, PASSWORD)
    assert set(server.commands) <= READING
    assert "EXAMINE" in server.commands
    fetched = [line for line in server.raw if "BODY" in line and "STRUCTURE" not in line]
    assert len(fetched) == 50
    assert all("BODY.PEEK[]" in line for line in fetched)


def test_folder_that_was_made_anew_is_read_from_the_start(house: House, server: ImapServer, certificates: Certificates) -> None:
    server.folders["INBOX"].put(answer(1))
    folder = folder_at(server, certificates.authority)
    house.mailbox.fetch(folder, PASSWORD)
    house.mailbox.remember(folder)
    anew = Folder(validity=2)
    anew.put(answer(7))
    server.folders["INBOX"] = anew
    assert [name for name, _ in house.mailbox.fetch(folder, PASSWORD)] == ["INBOX 1.eml"]


def test_letter_that_is_too_large_is_left(
    house: House, server: ImapServer, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "MOST_BYTES", 2_000)
    server.folders["INBOX"].put(answer(1) + b"x" * 3_000)
    server.folders["INBOX"].put(answer(2))
    found = house.mailbox.fetch(folder_at(server, certificates.authority), PASSWORD)
    assert [name for name, _ in found] == ["INBOX 2.eml"]


def test_cancelled_reading_remembers_nothing(house: House, server: ImapServer, certificates: Certificates) -> None:
    for number in range(5):
        server.folders["INBOX"].put(answer(number))
    folder = folder_at(server, certificates.authority)

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        house.mailbox.fetch(folder, PASSWORD, stop)
    house.mailbox.remember(folder)
    assert len(house.mailbox.fetch(folder, PASSWORD)) == 5


def test_line_that_breaks_costs_no_answer(house: House, server: ImapServer, certificates: Certificates) -> None:
    for number in range(5):
        server.folders["INBOX"].put(answer(number))
    folder = folder_at(server, certificates.authority)
    for commands in range(1, 9):
        server.commands.clear()
        server.cut_after = commands
        with pytest.raises((LineCut, ServerUnreachable)):
            house.mailbox.fetch(folder, PASSWORD)
        house.mailbox.remember(folder)
    server.cut_after = None
    assert len(house.mailbox.fetch(folder, PASSWORD)) == 5


def test_another_folder_is_found_by_its_swedish_name(house: House, server: ImapServer, certificates: Certificates) -> None:
    # RFC 3501, 5.1.3: names go over the line in a UTF-7 of their own.
    server.folders["Inkorg/Svar p&AOU- inbjudan"] = folder = Folder()
    folder.put(answer(1))
    wanted = folder_at(server, certificates.authority, folder="Inkorg/Svar på inbjudan")
    assert len(house.mailbox.fetch(wanted, PASSWORD)) == 1
    with pytest.raises(PlaceMissing, match="Svar"):
        house.mailbox.fetch(folder_at(server, certificates.authority, folder="Svar"), PASSWORD)


def test_starttls_comes_before_the_password(house: House, certificates: Certificates) -> None:
    with ImapServer(certificates) as server:
        server.folders["INBOX"].put(answer(1))
        folder = folder_at(server, certificates.authority, security=Security.STARTTLS)
        assert len(house.mailbox.fetch(folder, PASSWORD)) == 1
        assert server.commands.index("STARTTLS") < server.commands.index("AUTHENTICATE")


def test_each_trouble_is_said_as_what_it_is(house: House, server: ImapServer, certificates: Certificates) -> None:
    with pytest.raises(WrongPassword, match="wrong name"):
        try_mail_folder(folder_at(server, certificates.authority), "fel")
    with pytest.raises(WrongPassword):
        try_mail_folder(folder_at(server, certificates.authority), "också-fél")
    with pytest.raises(CertificateRefused):
        try_mail_folder(folder_at(server, ""), PASSWORD)
    with ImapServer() as open_server:
        for security in (Security.STARTTLS, Security.TLS):
            with pytest.raises(NoEncryption):
                try_mail_folder(folder_at(open_server, certificates.authority, security=security), PASSWORD)
        gone = open_server.port
    with pytest.raises(ServerUnreachable):
        try_mail_folder(MailFolder(host="localhost", port=gone, user=USER), PASSWORD)


def test_missing_extra_is_said_in_a_sentence(house: House, server: ImapServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imap_tools", None)
    with pytest.raises(ExtraMissing, match="imap-tools"):
        house.mailbox.fetch(folder_at(server, ""), PASSWORD)


def test_connection_test_tells_how_many_letters_lie_there(server: ImapServer, certificates: Certificates) -> None:
    server.folders["INBOX"].put(answer(1))
    server.folders["INBOX"].put(plain_letter())
    assert try_mail_folder(folder_at(server, certificates.authority), PASSWORD) == 2
