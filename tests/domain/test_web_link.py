"""Which addresses may be opened by a click, and what is shown of the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.domain import web_link
from outreach.domain.visible_text import visible
from outreach.domain.web_link import looks_like_link, read_link

#: What QR codes have been used for to deceive, and why each is never opened.
HOSTILE = {
    "javascript:alert(document.cookie)": web_link.OTHER_SCHEME,
    "JaVaScRiPt:alert(1)//https://alvbro.example": web_link.OTHER_SCHEME,
    "file:///etc/passwd": web_link.OTHER_SCHEME,
    "FILE://server/share/virus.exe": web_link.OTHER_SCHEME,
    "data:text/html;base64,PHNjcmlwdD4=": web_link.OTHER_SCHEME,
    "smb://10.0.0.1/share": web_link.OTHER_SCHEME,
    "ms-word:ofe|u|https://evil.example/a.docm": web_link.OTHER_SCHEME,
    "search-ms:query=x&crumb=location:\\\\evil": web_link.OTHER_SCHEME,
    "vbscript:msgbox(1)": web_link.OTHER_SCHEME,
    "ftp://evil.example/x": web_link.OTHER_SCHEME,
    "https://skatteverket.se@evil.example/": web_link.CREDENTIALS,
    "https://user:secret@evil.example": web_link.CREDENTIALS,
    "https://skatteverket.se%2Finloggning@evil.example": web_link.CREDENTIALS,
    "https://evil.example\\@bank.example/": web_link.BROKEN,
    "https:\\\\evil.example": web_link.BROKEN,
    "https:evil.example": web_link.BROKEN,
    "https:///evil.example": web_link.BROKEN,
    "https://": web_link.BROKEN,
    "https://bank.example:99999/": web_link.BROKEN,
    "https://-bad-.example/": web_link.BROKEN,
    "https://аpple.example/": web_link.LOOKALIKE,
    "https://skаtteverket.se/": web_link.LOOKALIKE,
    "https://xn--80ak6aa92e.com/": web_link.LOOKALIKE,
    "https://ｂank.example/": web_link.LOOKALIKE,
    "https://ban\u212a.example": web_link.LOOKALIKE,
    "http://127.0.0.1:8080/admin": web_link.INSIDE,
    "http://192.168.1.1/reboot": web_link.INSIDE,
    "http://2130706433/": web_link.INSIDE,
    "http://0x7f.1/": web_link.INSIDE,
    "http://[::1]/": web_link.INSIDE,
    "http://localhost/": web_link.INSIDE,
    "http://intranet/": web_link.INSIDE,
    "http://printer.local/": web_link.INSIDE,
    "https://bank.example/\u202egpj.exe": web_link.HIDDEN,
    "https://ba\u200bnk.example/": web_link.HIDDEN,
    "https://bank.example/\r\nX: y": web_link.HIDDEN,
    "https://bank.example/ evil": web_link.HIDDEN,
    "https://bank.example/" + "a" * 3_000: web_link.HIDDEN,
}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_address_is_shown_and_never_opened(text: str) -> None:
    link = read_link(text)
    assert link.doubt == HOSTILE[text]
    assert not link.openable
    assert link.address == ""
    assert all(sign.isprintable() for sign in link.shown.replace("\n", ""))


def test_look_alike_host_is_shown_as_what_it_is() -> None:
    assert read_link("https://skаtteverket.se/logga-in").shown == "https://xn--sktteverket-zij.se/logga-in"


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://www.bergsbygg.example/om-oss?a=1#b", "www.bergsbygg.example"),
        ("http://bergsbygg.example", "bergsbygg.example"),
        ("www.bergsbygg.example", "www.bergsbygg.example"),
        ("bergsbygg.example:8443/x", "bergsbygg.example"),
        ("https://räksmörgås.example/å", "xn--rksmrgs-5wao1o.example"),
        ("HTTPS://ALVBRO.EXAMPLE/", "alvbro.example"),
    ],
)
def test_ordinary_address_may_be_opened_and_names_its_host(text: str, host: str) -> None:
    assert looks_like_link(text)
    link = read_link(text)
    assert (link.host, link.doubt, link.openable) == (host, "", True)
    assert link.address.casefold().startswith("http")


@pytest.mark.parametrize("text", ["", "104523", "Anna Berg", "badge 12", "08-123 45 67", "hej: du"])
def test_other_texts_are_no_addresses(text: str) -> None:
    assert not looks_like_link(text) or not read_link(text).openable


@given(st.text(max_size=80))
def test_whatever_stands_there_never_raises_and_opens_only_the_web(text: str) -> None:
    for whole in (text, f"https://{text}", f"{text}://x.example"):
        link = read_link(whole)
        assert not link.openable or link.address.casefold().startswith(("http://", "https://"))
        assert visible(link.shown) == link.shown
