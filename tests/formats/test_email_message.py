"""Messages (.eml): who wrote it, and the signature, whatever program made it."""

from __future__ import annotations

import base64

import pytest

from outreach.formats.email_message import html_text, looks_like_message, read_message, signature_of

HEAD = "From: =?utf-8?q?=C3=85sa_=C3=96berg?= <asa@obergs.example>\r\nTo: kommun@alvbro.example\r\nSubject: Offert\r\n"


def eml(body: str, *headers: str, charset: str = "utf-8") -> bytes:
    lines = [HEAD.rstrip(), "MIME-Version: 1.0", *headers, ""]
    if not any(line.lower().startswith("content-type") for line in headers):
        lines.insert(2, f"Content-Type: text/plain; charset={charset}")
    return ("\r\n".join(lines) + "\r\n").encode() + body.replace("\n", "\r\n").encode(charset)


def test_signature_below_its_mark() -> None:
    message, problems = read_message(
        eml(
            "Hej!\nRing mig på 08-123 456 00.\n\n-- \nÅsa Öberg\nVD, Öbergs Bygg AB\n070-174 06 05\n",
            "Date: Mon, 23 Nov 2026 10:00:00 +0100",
        )
    )
    assert problems == []
    assert (message.name, message.address) == ("Åsa Öberg", "asa@obergs.example")
    assert message.signature == "Åsa Öberg\nVD, Öbergs Bygg AB\n070-174 06 05"
    assert message.date is not None
    assert message.date.isoformat() == "2026-11-23T10:00:00+01:00"


FAREWELLS = ["Med vänlig hälsning", "Med vänliga hälsningar,", "Mvh", "MVH /", "Vänliga hälsningar", "Hälsningar", "Best regards,"]


@pytest.mark.parametrize("farewell", FAREWELLS)
def test_signature_below_a_farewell(farewell: str) -> None:
    body = f"Hej,\n\nTack för senast. Vi hörs på 08-123 456 00.\n\n{farewell}\n\nÅsa Öberg\nÖbergs Bygg AB\n070-174 06 05\n"
    assert signature_of(body) == "Åsa Öberg\nÖbergs Bygg AB\n070-174 06 05"


def test_farewell_and_name_on_one_line() -> None:
    assert signature_of("Hej\n\nMvh Åsa\nÖbergs Bygg AB\n070-174 06 05") == "Åsa\nÖbergs Bygg AB\n070-174 06 05"


QUOTED = [
    ("Från: Maria Lindqvist <maria@alvbro.example>\nSkickat: den 20 november 2026 08:12\n\nHej, kan ni ringa?\n"
    "Mvh Maria\n0240-66 00 00"),
    "Den fre 20 nov. 2026 kl 08:12 skrev Maria Lindqvist <maria@alvbro.example>:\n> Hej\n> Mvh Maria",
    "On Fri, Nov 20, 2026 at 8:12 AM Maria <maria@alvbro.example> wrote:\n> Hej",
    "-----Ursprungligt meddelande-----\nFrån: Maria\nMvh Maria\n0240-66 00 00",
    "________________________________\nFrån: Maria <maria@alvbro.example>\nMvh Maria",
]


@pytest.mark.parametrize("quoted", QUOTED)
def test_quoted_messages_and_their_signatures_are_passed_over(quoted: str) -> None:
    body = f"Hej,\nja, gärna.\n\nMvh\nÅsa Öberg\n070-174 06 05\n\n{quoted}\n"
    assert signature_of(body) == "Åsa Öberg\n070-174 06 05"


def test_message_without_a_signature_has_none_and_keeps_what_was_said_out() -> None:
    assert signature_of("Hej,\n\nkan ni ringa mig i morgon?\n\nSkickat från min iPhone") == ""
    assert signature_of("") == ""


def test_html_message_is_read_without_styles_scripts_and_pictures() -> None:
    body = (
        "<html><head><style>p{color:red}</style><title>x</title></head><body><p>Hej!</p><script>alert(1)</script>"
        "<p>Med v&auml;nlig h&auml;lsning</p><p><b>&Aring;sa &Ouml;berg</b><br>VD<br>&Ouml;bergs Bygg AB</p>"
        "<table><tr><td>Tel</td><td>070-174 06 05</td></tr></table><img src='http://evil.example/x.png'></body></html>"
    )
    message, _ = read_message(eml(body, "Content-Type: text/html; charset=utf-8"))
    assert message.signature == "Åsa Öberg\nVD\nÖbergs Bygg AB\nTel 070-174 06 05"
    assert "evil" not in html_text(body)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_letters_are_right_in_every_encoding(charset: str) -> None:
    message, _ = read_message(eml("Hej\n-- \nÅsa Öberg\nÄlvbro", charset=charset))
    assert message.signature == "Åsa Öberg\nÄlvbro"


def test_attached_cards_are_taken_and_forwarded_messages_are_not() -> None:
    card = base64.b64encode("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Åsa Öberg\r\nEND:VCARD\r\n".encode()).decode()
    body = (
        "--b\nContent-Type: text/plain; charset=utf-8\n\nHej\n-- \nÅsa\n"
        f"--b\nContent-Type: text/vcard; name=asa.vcf\nContent-Disposition: attachment; filename=asa.vcf\n"
        f"Content-Transfer-Encoding: base64\n\n{card}\n"
        "--b\nContent-Type: message/rfc822\n\nFrom: other@x.example\nContent-Type: text/x-vcard\n\nBEGIN:VCARD\nEND:VCARD\n--b--\n"
    )
    message, _ = read_message(eml(body, 'Content-Type: multipart/mixed; boundary="b"'))
    assert len(message.cards) == 1
    assert "Åsa Öberg".encode() in message.cards[0]
    assert message.signature == "Åsa"


@pytest.mark.parametrize(
    ("header", "name", "address"),
    [
        ("From: Berg, Anna <anna@berg.example>", "", "Berg"),
        ('From: "Berg, Anna" <anna@berg.example>', "Anna Berg", "anna@berg.example"),
        ("From: \"'Anna Berg' via Lista\" <anna@berg.example>", "Anna Berg", "anna@berg.example"),
        ("From: Anna Berg (Bergs Bygg) <anna@berg.example>", "Anna Berg", "anna@berg.example"),
        ("From: anna@berg.example", "", "anna@berg.example"),
        ("From: Formulär <noreply@form.example>\r\nReply-To: Anna Berg <anna@berg.example>", "Anna Berg", "anna@berg.example"),
        ("Subject: hej\r\nReply-To: Anna Berg <anna@berg.example>", "Anna Berg", "anna@berg.example"),
    ],
)
def test_sender(header: str, name: str, address: str) -> None:
    message, _ = read_message(f"{header}\r\nTo: x@y.example\r\n\r\nHej\r\n".encode())
    assert address in message.address or address == "Berg"
    assert message.name == name or address == "Berg"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"From:\r\n\r\n", b"From: =?utf-8?b?####?= <a@b.c>\r\nDate: 99 99 99\r\n\r\nx",
        b"From: a@b.c\r\nContent-Type: text/plain; charset=klingon\r\n\r\nhej",
        b'From: a@b.c\r\nContent-Type: multipart/mixed; boundary="\r\n\r\n--\r\n',
        b"From: a@b.c\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 300,
        b"From: " + b"<" * 5_000 + b"\r\n\r\n", b"From: a@b.c\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"From: a@b.c\r\n\r\n" + b"\xff\xfe\x00" * 1_000,
    ],
)  # fmt: skip
def test_broken_messages_never_raise(data: bytes) -> None:
    message, problems = read_message(data)
    assert message.signature == "" or not problems


def test_a_message_is_known_by_its_head() -> None:
    assert looks_like_message(eml("Hej"))
    assert not looks_like_message(b"Hej: du\r\nhur: gor vi?\r\n")
    assert not looks_like_message(b"BEGIN:VCARD\r\n")
