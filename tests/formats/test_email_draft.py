"""The mail around an invitation: its form, one recipient, and nothing that can break out of a header."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.domain.event import Event
from outreach.domain.invitation import Method
from outreach.domain.mailbox import Attendee, Mailbox
from outreach.domain.when import zoned
from outreach.formats.email_draft import MAILTO_LIMIT, html_of, mailto_fits, mailto_link, write_mail
from outreach.formats.itip import read_answer_mail, write_itip
from outreach.language import Language
from tests.searching import searched

US = Mailbox("inkop@exempelby.se", "Inköp, Exempelby kommun")
ANNA = Mailbox("anna@bergsbygg.example", "Anna Berg")
DATE = datetime(2026, 9, 1, 10, 0, tzinfo=timezone(timedelta(hours=2)))
BREAKFAST = Event(title="Frukost 🎉", when=zoned(datetime(2026, 10, 14, 7, 30), datetime(2026, 10, 14, 9)))
TEXT = "Hej Anna!\n\nVälkommen på frukost 🎉 den 14 oktober.\nMer: https://exempelby.se/frukost?x=1&y=2.\n\nHälsningar\nKarin <3"


def calendar(method: Method = Method.REQUEST) -> bytes:
    guest = None if method is Method.PUBLISH else Attendee(ANNA.address, ANNA.name)
    return write_itip(BREAKFAST, method=method, organizer=US, attendee=guest, stamp=DATE, language=Language("sv"))


def written(**changes: Any) -> bytes:
    wanted = {
        "sender": US, "to": ANNA, "subject": "Välkommen på frukost 🎉", "text": TEXT, "calendar": calendar(),
        "method": Method.REQUEST, "message_id": "<1.2@exempelby.se>", "date": DATE, "unsent": True,
    }  # fmt: skip
    return write_mail(**wanted | changes)  # type: ignore[arg-type]


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def content(part: Any) -> bytes:
    raw = part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    return raw


@pytest.mark.parametrize("method", Method)
def test_mail_has_the_form_that_exchange_and_google_send(method: Method) -> None:
    data = written(calendar=calendar(method), method=method)
    message = parsed(data)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert f"\r\nContent-Type: text/calendar; charset=UTF-8; method={method.value}\r\n".encode() in data
    inline, attached = list(message.walk())[-2:]
    assert content(inline) == content(attached) == calendar(method)
    assert f"\r\nMETHOD:{method.value}\r\n".encode() in content(inline)
    assert attached.get_filename() == "invite.ics"
    assert attached.get_content_disposition() == "attachment"
    assert inline.get_content_disposition() is None


def test_headers_say_who_whom_when_and_that_it_is_a_draft() -> None:
    message = parsed(written())
    assert message["From"].addresses[0].display_name == US.name
    assert message["From"].addresses[0].addr_spec == US.address
    assert [(one.display_name, one.addr_spec) for one in message["To"].addresses] == [(ANNA.name, ANNA.address)]
    assert message["Subject"] == "Välkommen på frukost 🎉"
    assert message["Message-ID"] == "<1.2@exempelby.se>"
    assert message["Date"].datetime == DATE
    assert message["X-Unsent"] == "1"
    assert message["MIME-Version"] == "1.0"
    assert message["Cc"] is message["Bcc"] is None
    assert "X-Unsent" not in parsed(written(unsent=False))


def test_text_and_page_say_the_same() -> None:
    message = parsed(written())
    plain, page = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n").rstrip("\n") == TEXT
    assert page is not None
    html = page.get_content()
    assert "Karin &lt;3" in html
    assert '<a href="https://exempelby.se/frukost?x=1&amp;y=2">https://exempelby.se/frukost?x=1&amp;y=2</a>.' in html
    assert html.count("<p>") == 3


def test_letter_without_a_calendar_is_text_and_page_alone() -> None:
    message = parsed(written(calendar=b"", method=None))
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_own_page_is_kept() -> None:
    page = parsed(written(html="<p>Hej</p>")).get_body(("html",))
    assert page is not None
    assert page.get_content().strip() == "<p>Hej</p>"


def test_bytes_are_fit_for_any_mail_server_and_the_same_at_every_try() -> None:
    data = written(text="å" * 3000 + "\n.\n..\nFrom me\n" + "x" * 3000, subject="Å" * 500)
    assert data == written(text="å" * 3000 + "\n.\n..\nFrom me\n" + "x" * 3000, subject="Å" * 500)
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")


def test_our_own_answer_reader_finds_the_calendar_once() -> None:
    mail = read_answer_mail(written())
    assert mail.calendars == (calendar(),)
    assert (mail.sender, mail.message_id, mail.date) == (US.address, "<1.2@exempelby.se>", DATE.astimezone(UTC))


@pytest.mark.parametrize(
    "changes",
    [
        {"method": Method.CANCEL},
        {"method": None},
        {"message_id": "1.2@exempelby.se"},
        {"message_id": "<1.2@exempelby.se>\r\nBcc: x@y.se"},
        {"date": datetime(2026, 9, 1)},
        {"to": Mailbox("")},
        {"to": Mailbox("a@b.se, c@d.se")},
        {"to": Mailbox("a@b.se\r\nBcc: c@d.se")},
        {"to": Mailbox("åke@b.se")},
        {"to": Mailbox("a@b@c.se")},
        {"to": Mailbox("a@.se")},
        {"sender": Mailbox("inkop")},
    ],
)
def test_what_no_mail_can_be_made_of_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        written(**changes)


LINE_ENDS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\r\n\r\n", "\x00\n"]


@pytest.mark.parametrize("end", LINE_ENDS)
def test_nothing_can_begin_a_header_of_its_own(end: str) -> None:
    payload = f"x{end}Bcc: evil@example.com{end}{end}<script>"
    data = written(subject=payload, to=replace(ANNA, name=payload), sender=replace(US, name=payload))
    message = parsed(data)
    assert message["Bcc"] is None
    assert len(message["To"].addresses) == len(message["From"].addresses) == 1
    assert message["To"].addresses[0].addr_spec == ANNA.address
    head = data.partition(b"\r\n\r\n")[0].decode()
    names = [line.partition(":")[0] for line in head.split("\r\n") if not line.startswith(" ")]
    assert names == ["From", "To", "Subject", "Date", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"]


LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
WORDS = st.lists(LETTERS | st.sampled_from([" ", ",", '"', "\\", "<", ">", "=?utf-8?q?x?=", "@", "å", "😀", "(", ")"]), max_size=80)
LINE = WORDS.map(lambda found: " ".join("".join(found).split()))


@settings(max_examples=searched(30, 200), deadline=None)
@given(name=LINE, subject=LINE)
def test_any_name_and_subject_is_read_back(name: str, subject: str) -> None:
    data = written(to=replace(ANNA, name=name), subject=subject)
    head = data.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert max(map(len, head.split(b"\r\n"))) <= 78
    message = parsed(data)
    (found,) = message["To"].addresses
    assert found.addr_spec == ANNA.address
    assert _decoded(data, "To").startswith(name) if name else found.display_name == ""
    assert _decoded(data, "Subject") == subject


def _decoded(data: bytes, name: str) -> str:
    """Decode a header by the older half of the standard library: a second opinion on the newer one."""
    from email.header import decode_header, make_header

    raw = re.sub(r"\r?\n ", " ", email.message_from_bytes(data)[name])
    if name == "To" and raw.startswith('"'):
        return re.sub(r"\\(.)", r"\1", raw[1:])
    return str(make_header(decode_header(raw)))


@settings(max_examples=searched(20, 100), deadline=None)
@given(text=st.lists(WORDS.map("".join), max_size=12).map("\n".join))
def test_any_text_is_read_back_and_escaped_in_the_page(text: str) -> None:
    message = parsed(written(text=text))
    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n").strip("\n") == text.strip("\n")
    assert not re.search(r"<(?!/?(?:p|br|a|html|head|body|meta|!DOCTYPE)\b|!)", html_of(text))


# --- mailto ----------------------------------------------------------------------------------------------------------


def test_link_opens_a_message_with_every_sign_in_its_place() -> None:
    link = mailto_link("anna+x@bergsbygg.example", "Frukost & kaffe? 100 % 🎉", "Hej!\nÅ, ä & ö = ?#\r\nSlut")
    assert link.startswith("mailto:anna%2Bx@bergsbygg.example?subject=Frukost%20%26%20kaffe%3F%20100%20%25%20")
    assert "+" not in link.partition("?")[2]
    parts = urlsplit(link)
    assert unquote(parts.path) == "anna+x@bergsbygg.example"
    assert parse_qs(parts.query) == {
        "subject": ["Frukost & kaffe? 100 % 🎉"],
        "body": ["Hej!\r\nÅ, ä & ö = ?#\r\nSlut"],
    }


@pytest.mark.parametrize("text", ["rad ett\n" * 400, "ord " * 1000, "å" * 3000, "🎉" * 1000])
def test_text_that_is_too_long_for_a_link_is_cut_with_a_mark(text: str) -> None:
    link = mailto_link("anna@b.se", "Frukost", text)
    assert len(link) <= MAILTO_LIMIT
    assert len(link) > MAILTO_LIMIT - 60
    body = parse_qs(urlsplit(link).query)["body"][0]
    assert body.endswith("\r\n…")
    assert text.startswith(body.removesuffix("\r\n…").replace("\r\n", "\n"))
    assert not mailto_fits("anna@b.se", "Frukost", text)
    assert mailto_fits("anna@b.se", "Frukost", text[:100])


def test_link_without_room_for_a_text_has_none() -> None:
    assert mailto_link("anna@b.se", "x" * 3000, "Hej").count("&body=") == 0
    assert mailto_link("anna@b.se", "Hej", "") == "mailto:anna@b.se?subject=Hej"
    assert mailto_fits("anna@b.se", "Hej", "")


def test_link_to_no_address_is_refused() -> None:
    for address in ("", "a@b.se?bcc=c@d.se", "a@b.se,c@d.se", "a b@c.se"):
        with pytest.raises(ValueError, match="no address"):
            mailto_link(address, "x", "y")
