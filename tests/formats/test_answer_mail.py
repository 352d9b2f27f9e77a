"""Mails with answers as they are saved, forwarded and pasted."""

from __future__ import annotations

import base64
import quopri
import random
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.formats import answer_mail
from outreach.formats.itip import read_answer_mail, read_answer_mails, read_itip

DATA = Path(__file__).parents[3] / "shared" / "data" / "itip"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:x@outreach\r\nSEQUENCE:1\r\n"
    "DTSTAMP:20260902T070000Z\r\nSUMMARY:Frukost på Åsen\r\n"
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@bergsbygg.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
HEAD = (
    "Received: from somewhere\r\nFrom: =?iso-8859-1?Q?Berg=2C_Anna?= <Anna@BergsBygg.example>\r\n"
    "To: Inkop <inkop@exempelby.se>\r\nSubject: =?utf-8?q?Accepterat=3A_Frukost_p=C3=A5_=C3=85sen?=\r\n"
    "Message-ID: <abc@bergsbygg.example>\r\nDate: Wed, 02 Sep 2026 09:00:05 +0200\r\nMIME-Version: 1.0\r\n"
)
PLAIN = "Content-Type: text/plain; charset=utf-8\r\n\r\nAnna kommer.\r\n"


def part(calendar: str = CALENDAR, kind: str = "text/calendar; charset=utf-8; method=REPLY", extra: str = "") -> str:
    packed = base64.encodebytes(calendar.encode()).decode().replace("\n", "\r\n")
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{extra}\r\n{packed}"


def mixed(*parts: str, head: str = HEAD, kind: str = "alternative", boundary: str = "b1") -> str:
    body = "".join(f"--{boundary}\r\n{one}\r\n" for one in parts)
    return f'{head}Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{body}--{boundary}--\r\n'


def guest_of(calendar: bytes) -> tuple[str, str]:
    (found,), problems = read_itip(calendar)
    assert problems == []
    return found.address, found.summary


def test_mail_gives_its_sender_its_subject_and_its_calendar() -> None:
    mail = read_answer_mail(mixed(PLAIN, part()).encode())
    assert (mail.sender, mail.sender_name) == ("anna@bergsbygg.example", "Anna Berg")
    assert (mail.subject, mail.message_id) == ("Accepterat: Frukost på Åsen", "<abc@bergsbygg.example>")
    assert mail.date == datetime(2026, 9, 2, 7, 0, 5, tzinfo=UTC)
    assert mail.problems == ()
    assert [guest_of(calendar) for calendar in mail.calendars] == [("anna@bergsbygg.example", "Frukost på Åsen")]


QUOTED = quopri.encodestring(CALENDAR.encode()).decode()
FORMS = {
    "the whole mail is the calendar": HEAD + part(),
    "8bit": HEAD + "Content-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n" + CALENDAR,
    "quoted-printable": (
        f"{HEAD}Content-Type: text/calendar; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{QUOTED}"
    ),
    "an attachment": mixed(PLAIN, part(kind='application/ics; name="invite.ics"'), kind="mixed"),
    "a wrong type with a right name": mixed(
        PLAIN, part(kind="application/octet-stream", extra='Content-Disposition: attachment; filename="Svar.ICS"\r\n')
    ),
    "the same twice": mixed(
        mixed(PLAIN, part(), head="", boundary="b2"), part(kind='application/ics; name="invite.ics"'), kind="mixed"
    ),
    "twice, once without a method and folded": mixed(
        part(), part(CALENDAR.replace("METHOD:REPLY\r\n", "").replace("PARTSTAT", "PART\r\n STAT"), "application/ics")
    ),
    "in the text itself": HEAD + "Content-Type: text/plain; charset=utf-8\r\n\r\nHej!\r\n\r\n" + CALENDAR,
    "forwarded": mixed(PLAIN, "Content-Type: message/rfc822\r\n\r\n" + mixed(PLAIN, part()), kind="mixed", boundary="b0"),
    "method in the header alone": HEAD + part(CALENDAR.replace("METHOD:REPLY\r\n", "")),
    "signed": mixed(
        mixed(PLAIN, part(), head="", boundary="b2"), "Content-Type: application/pkcs7-signature\r\n\r\nMII", kind="signed"
    ),
    "pasted with blank lines before": "\r\n\n  \r\n" + HEAD + part(),
    "of a mailbox file": "From anna@bergsbygg.example Wed Sep  2 09:00:05 2026\r\n" + HEAD + part(),
    "pasted with other line ends": (HEAD + part()).replace("\r\n", "\n"),
    "no version of MIME": HEAD.replace("MIME-Version: 1.0\r\n", "") + part(),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_calendar_is_found_once_wherever_it_stands(name: str) -> None:
    mail = read_answer_mail(FORMS[name].encode())
    assert mail.sender == "anna@bergsbygg.example"
    assert [guest_of(calendar) for calendar in mail.calendars] == [("anna@bergsbygg.example", "Frukost på Åsen")]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("iso-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("utf-16", "utf-16"), ("x-lost", "cp1252")],
)
def test_calendar_in_another_encoding_becomes_utf_8(charset: str, encoding: str) -> None:
    packed = base64.encodebytes(CALENDAR.encode(encoding)).decode()
    head = f"Content-Type: text/calendar; charset={charset}; method=REPLY\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    (calendar,) = read_answer_mail((HEAD + head + packed).encode()).calendars
    assert guest_of(calendar) == ("anna@bergsbygg.example", "Frukost på Åsen")


@pytest.mark.parametrize(
    "data",
    [
        CALENDAR.encode(),
        b"\xef\xbb\xbf" + CALENDAR.encode(),
        CALENDAR.encode("utf-16"),
        b"\n\n " + CALENDAR.encode(),
    ],
)
def test_bare_calendar_is_one_calendar_without_a_sender(data: bytes) -> None:
    mail = read_answer_mail(data)
    assert mail.sender == ""
    assert [guest_of(calendar) for calendar in mail.calendars] == [("anna@bergsbygg.example", "Frukost på Åsen")]


def test_answers_forwarded_together_keep_their_own_senders() -> None:
    other = HEAD.replace("Anna@BergsBygg.example", "bo@bo.example").replace("Berg=2C_Anna", "Bo")
    both = [
        "Content-Type: message/rfc822\r\n\r\n" + mixed(PLAIN, part(), boundary="b1"),
        "Content-Type: message/rfc822\r\n\r\n" + mixed(PLAIN, part(CALENDAR.replace("anna@", "bo@")), head=other, boundary="b2"),
    ]
    data = mixed(PLAIN, *both, head=HEAD.replace("Anna@BergsBygg", "karin@exempelby"), kind="mixed", boundary="b0").encode()
    mails = read_answer_mails(data)
    assert [(mail.sender, len(mail.calendars)) for mail in mails] == [("anna@bergsbygg.example", 1), ("bo@bo.example", 1)]
    assert len(read_answer_mail(data).calendars) == 2


def test_secretary_and_list_do_not_take_the_senders_place() -> None:
    head = HEAD.replace("To: ", "Sender: sekr@bergsbygg.example\r\nReply-To: list@lists.example\r\nTo: ")
    assert read_answer_mail((head + part()).encode()).sender == "anna@bergsbygg.example"
    nameless = head.replace("From: =?iso-8859-1?Q?Berg=2C_Anna?= <Anna@BergsBygg.example>\r\n", "")
    assert read_answer_mail((nameless + part()).encode()).sender == "sekr@bergsbygg.example"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (mixed(PLAIN, 'Content-Type: application/ms-tnef; name="winmail.dat"\r\n\r\nx'), answer_mail.OUTLOOK_WRAPPING),
        (mixed(PLAIN, 'Content-Type: application/octet-stream; name="WINMAIL.DAT"\r\n\r\nx'), answer_mail.OUTLOOK_WRAPPING),
        (HEAD + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMII", answer_mail.ENCRYPTED),
        (HEAD + PLAIN, answer_mail.NO_ANSWER),
        ("hello", answer_mail.NO_ANSWER),
        ("", answer_mail.NO_ANSWER),
    ],
)
def test_mail_without_a_readable_answer_says_why(body: str, reason: str) -> None:
    mail = read_answer_mail(body.encode())
    assert mail.calendars == ()
    assert [problem.reason for problem in mail.problems] == [reason]


def test_wrapped_copy_beside_a_calendar_is_no_problem() -> None:
    mail = read_answer_mail(mixed(part(), 'Content-Type: application/ms-tnef; name="winmail.dat"\r\n\r\nx').encode())
    assert (len(mail.calendars), mail.problems) == (1, ())


def test_mail_over_the_limit_is_not_opened() -> None:
    mail = read_answer_mail(HEAD.encode() + b"x" * 25_000_000)
    assert [problem.reason for problem in mail.problems] == [answer_mail.TOO_LARGE]


def test_hidden_signs_in_headers_are_not_shown() -> None:
    mail = read_answer_mail((HEAD.replace("Accepterat", "=E2=80=AEgnp") + part()).encode())
    assert "\u202e" not in mail.subject


@pytest.mark.parametrize("file", sorted(DATA.rglob("*.eml")), ids=lambda file: file.name)
def test_real_mail_gives_one_calendar_and_its_sender(file: Path) -> None:
    mail = read_answer_mail(file.read_bytes())
    assert "@" in mail.sender
    assert len(mail.calendars) == 1
    assert b"BEGIN:VEVENT" in mail.calendars[0]


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=300), head=st.booleans())
def test_no_bytes_raise(data: bytes, head: bool) -> None:
    read_answer_mails((HEAD.encode() if head else b"") + data)


def test_damaged_mails_never_raise() -> None:
    dice = random.Random(20260903)
    whole = [form.encode() for form in FORMS.values()]
    pieces = [b"\r\n", b"--b1", b";", b'"', b"=", b"charset=", b"multipart/", b"message/rfc822"]
    for _ in range(300):
        data = bytearray(dice.choice(whole))
        for _ in range(dice.randint(1, 8)):
            at = dice.randrange(len(data))
            data[at : at + dice.randint(0, 20)] = dice.choice([*pieces, bytes([dice.randrange(256)])])
        for mail in read_answer_mails(bytes(data)):
            assert mail.calendars or mail.problems


@pytest.mark.parametrize("start", ["From: ", "From: a@x.example\r\nSubject: ", "From: a@x.example\r\nDate: ", "Message-ID: <"])
@pytest.mark.parametrize("piece", ["=?utf-8?q?a?= ", "a@x.example, ", "(", '"\\', "(a@"])
def test_endless_header_is_read_at_once(start: str, piece: str) -> None:
    began = time.process_time()
    mail = read_answer_mail(f"{start}{piece * 200_000}\r\nMIME-Version: 1.0\r\n{part()}".encode())
    assert time.process_time() - began < 5
    assert mail.calendars or mail.problems


@pytest.mark.parametrize("piece", ['DELEGATED-TO="{}"', 'CN="{}"', 'SENT-BY="{}"', 'EMAIL="{}"'])
@pytest.mark.parametrize("filling", ["a", "(", "a@", "a, ", "mailto:"])
def test_endless_parameter_is_read_at_once(piece: str, filling: str) -> None:
    endless = piece.format(filling * (900_000 // len(filling)))
    began = time.process_time()
    read_itip(CALENDAR.replace("ATTENDEE;", f"ATTENDEE;{endless};").encode())
    read_itip(CALENDAR.replace("mailto:", f"{filling * 200_000}").encode())
    assert time.process_time() - began < 5
