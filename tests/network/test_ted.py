"""TED's search against a stand-in on loopback: what is asked, what is taken, and what every kind of failure becomes."""

from __future__ import annotations

import json

import pytest

from outreach.errors import (
    Cancelled,
    CertificateRefused,
    NoEncryption,
    OutreachError,
    ServerBusy,
    ServerSaidNo,
    ServerUnreachable,
)
from outreach.explain import explain
from outreach.language import Language
from outreach.network import ted
from outreach.network.ted import TedServer
from tests.network.certificates import Certificates
from tests.network.ted_server import TedStandIn, ted_stand_in


def server(stand_in: TedStandIn, ca_file: str = "") -> TedServer:
    return TedServer(stand_in.address, stand_in.address, ca_file)


def test_a_search_asks_once_and_notices_come_from_addresses_of_our_own_making(certificates: Certificates) -> None:
    with ted_stand_in(certificates) as stand_in:
        stand_in.notices = {"123456-2026": b"<a/>", "7-2026": b"<b/>"}
        known = server(stand_in, str(certificates.authority))
        hits = ted.search(known, 'FT ~ "snö"', 50)
        assert (hits.numbers, hits.total) == (("123456-2026", "7-2026"), 7)
        assert ted.fetch(known, "7-2026") == b"<b/>"
        (asked,) = stand_in.asked
    assert (asked["path"], asked["query"], asked["limit"]) == ("/v3/notices/search", 'FT ~ "snö"', 50)
    assert (asked["scope"], asked["page"]) == ("ALL", 1)


def test_a_certificate_that_nobody_vouches_for_is_refused(certificates: Certificates) -> None:
    with ted_stand_in(certificates) as stand_in, pytest.raises(CertificateRefused):
        ted.search(server(stand_in), "q")


def test_nothing_is_said_in_the_open_to_another_computer() -> None:
    with pytest.raises(NoEncryption):
        ted.search(TedServer(api="http://ted.example"), "q")


def test_offline_is_one_clear_sentence() -> None:
    with ted_stand_in() as stand_in:
        address = stand_in.address
    with pytest.raises(ServerUnreachable) as caught:
        ted.search(TedServer(address, address), "q")
    for code in ("sv", "en"):
        told = explain(caught.value, Language(code))
        assert told is not None
        assert "127.0.0.1" in told.sentence


@pytest.mark.parametrize(
    ("status", "answer", "error", "words"),
    [
        (400, json.dumps({"message": "Unknown  field FTT"}).encode(), ServerSaidNo, "400 Unknown field FTT"),
        (429, b"", ServerBusy, "429"),
        (503, b"<html>", ServerBusy, "503"),
        (404, b"", ServerSaidNo, "404"),
        (200, b"<html>", ServerSaidNo, "JSON"),
        (200, b"[" * 100_000, ServerSaidNo, "JSON"),
        (200, b'{"message": "no"}', ServerSaidNo, "no"),
        (200, b" " * (ted.MOST_ANSWER + 1), ServerSaidNo, "10 MB"),
    ],
)
def test_every_refusal_is_a_known_error(status: int, answer: bytes, error: type[OutreachError], words: str) -> None:
    with ted_stand_in() as stand_in:
        stand_in.status, stand_in.answer = status, answer
        with pytest.raises(error) as caught:
            ted.search(server(stand_in), "q")
    assert words in getattr(caught.value, "words", "")


def test_a_redirection_to_another_host_is_not_followed() -> None:
    with ted_stand_in() as stand_in, ted_stand_in() as other:
        stand_in.status, stand_in.location = 302, f"{other.address}/en/notice/7-2026/xml"
        with pytest.raises(ServerSaidNo):
            ted.fetch(server(stand_in), "7-2026")
        assert other.fetched == []


def test_numbers_that_are_none_are_left_out_and_never_asked_for() -> None:
    with ted_stand_in() as stand_in:
        stand_in.answer = json.dumps({"notices": [{"publication-number": "../x"}, {"publication-number": None}, 5]}).encode()
        assert ted.search(server(stand_in), "q").numbers == ()
        with pytest.raises(ValueError, match=r"\.\./x"):
            ted.fetch(server(stand_in), "../x")
        assert stand_in.fetched == []


def test_an_officer_may_stop_it() -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with ted_stand_in() as stand_in, pytest.raises(Cancelled):
        ted.search(server(stand_in), "q", report=stop)
