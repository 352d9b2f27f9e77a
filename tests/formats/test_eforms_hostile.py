"""Notices that mean harm: nothing is read from the disk or the net, and each ends in one sentence.

The disk is watched by the kernel (inotify tells every opening of a file, whoever opens it, libxml2 included) and the net by a
server that counts who knocks. Both watches are shown to work before they are believed.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from lxml import etree

from outreach.formats.eforms import looks_like_eforms, read_notice
from outreach.language import Language

PLANNING = (Path(__file__).parents[1] / "samples" / "eforms" / "planning.xml").read_text("utf-8")
DECLARATION, BODY = PLANNING.split("\n", 1)
_IN_ACCESS_OR_OPEN = 0x1 | 0x20


class Watch:
    """Counts openings of one file and knocks at one port."""

    def __init__(self, secret: Path) -> None:
        self.secret = secret
        libc = ctypes.CDLL(None, use_errno=True)
        self._events = libc.inotify_init1(os.O_NONBLOCK)
        assert libc.inotify_add_watch(self._events, os.fsencode(secret), _IN_ACCESS_OR_OPEN) > 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._knocks = 0
        self._thread = threading.Thread(target=self._answer)
        self._thread.start()

    def _answer(self) -> None:
        while True:
            try:
                caller, _ = self._server.accept()
            except OSError:
                return
            self._knocks += 1
            with caller:
                caller.recv(1000)
                caller.sendall(b"HTTP/1.0 200 OK\r\n\r\n")

    @property
    def opened(self) -> bool:
        try:
            return bool(os.read(self._events, 65536))
        except BlockingIOError:
            return False

    @property
    def knocked(self) -> bool:
        found, self._knocks = self._knocks, 0
        return found > 0

    def end(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()
        os.close(self._events)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    if not sys.platform.startswith("linux"):
        pytest.skip("inotify is the kernel's of Linux")
    secret = tmp_path / "hemligt.txt"
    secret.write_text("HEMLIGT", encoding="utf-8")
    watching = Watch(secret)
    yield watching
    watching.end()


def with_prolog(prolog: str, text: str = "") -> bytes:
    body = BODY.replace("Gator och gångvägar i tätorten.", text) if text else BODY
    return f"{DECLARATION}\n{prolog}\n{body}".encode()


def attacks(watch: Watch) -> dict[str, bytes]:
    file, net = watch.secret.as_uri(), f"http://127.0.0.1:{watch.port}/x.dtd"
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}" parse="text"/>'
    return {
        "entity of a file": with_prolog(f'<!DOCTYPE x [<!ENTITY a SYSTEM "{file}">]>', "&a;"),
        "entity of the net": with_prolog(f'<!DOCTYPE x [<!ENTITY a SYSTEM "{net}">]>', "&a;"),
        "parameter entity of a file": with_prolog(f'<!DOCTYPE x [<!ENTITY % a SYSTEM "{file}"> %a;]>'),
        "parameter entity of the net": with_prolog(f'<!DOCTYPE x [<!ENTITY % a SYSTEM "{net}"> %a;]>'),
        "DTD of a file": with_prolog(f'<!DOCTYPE x SYSTEM "{file}">'),
        "DTD of the net": with_prolog(f'<!DOCTYPE x PUBLIC "-//X//Y" "{net}">'),
        "DTD far down": with_prolog(f'<!-- {"x" * 70_000} -->\n<!DOCTYPE x [<!ENTITY a SYSTEM "{file}">]>', "&a;"),
        "DTD in UTF-16": with_prolog(f'<!DOCTYPE x SYSTEM "{file}">').decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        "DTD in UTF-7": with_prolog(f'+ADwAIQ-DOCTYPE x SYSTEM "{file}"+AD4-').decode().replace('"UTF-8"', '"UTF-7"').encode(),
        "XInclude of a file": with_prolog("", include.format(file)),
        "XInclude of the net": with_prolog("", include.format(net)),
        "style sheet of the net": with_prolog(f'<?xml-stylesheet type="text/xsl" href="{net}"?>'),
        "schema of the net": BODY.replace(
            "<PriorInformationNotice ",
            '<PriorInformationNotice xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            f'xsi:noNamespaceSchemaLocation="{net}" ',
        ).encode(),
    }


def test_nothing_is_read_from_disk_or_net_whatever_a_notice_asks_for(watch: Watch) -> None:
    for name, data in attacks(watch).items():
        assert looks_like_eforms(data[:4096]) or len(data) > 4096, name
        notice, problems = read_notice(data)
        assert "HEMLIGT" not in str(notice), name
        assert notice is not None or len(problems) == 1, name
        assert not watch.opened, name
        assert not watch.knocked, name


def test_the_watch_would_have_seen_it(watch: Watch) -> None:
    assert not watch.opened
    careless = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
    root = etree.fromstring(attacks(watch)["entity of a file"], careless)
    assert "HEMLIGT" in etree.tostring(root, encoding="unicode", method="text")
    assert watch.opened
    assert not watch.opened, "each opening is told once"
    urlopen(f"http://127.0.0.1:{watch.port}/x.dtd").close()
    assert watch.knocked


def laughs(levels: int = 11) -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels + 1))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>'


def stuffed(attributes: str) -> bytes:
    return BODY.replace("<PriorInformationNotice ", f"<PriorInformationNotice {attributes} ").encode()


FAR = f"<!-- {'x' * 70_000} -->"
BOMBS: dict[str, Callable[[], bytes]] = {
    "billion laughs": lambda: with_prolog(laughs(), "&l11;"),
    "billion laughs far down": lambda: with_prolog(FAR + laughs(), "&l11;"),
    "laughs in an attribute": lambda: f"{FAR}{laughs()}{BODY}".replace('="planning"', '="&l11;"').encode(),
    "quadratic blow-up": lambda: with_prolog(f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>', "&a;" * 50_000),
    "quadratic far down": lambda: with_prolog(f'{FAR}<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>', "&a;" * 20_000),
    "200,000 deep": lambda: b"<a>" * 200_000,
    "200,000 deep in a notice": lambda: with_prolog("", "<b>" * 200_000 + "</b>" * 200_000),
    "many attributes": lambda: stuffed(" ".join(f"a{n}=''" for n in range(100_000))),
    "many namespaces": lambda: stuffed(" ".join(f"xmlns:a{n}='u{n}'" for n in range(50_000))),
    "EBCDIC": lambda: PLANNING.replace("UTF-8", "cp500").replace("–", "-").encode("cp500"),
    "no encoding that there is": lambda: PLANNING.replace("UTF-8", "rot13").encode(),
    "half a sign": lambda: PLANNING.encode()[:-3] + b"\xc3",
    "larger than any": lambda: BODY.encode() + b" " * (51 * 1024 * 1024),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_one_sentence(name: str) -> None:
    notice, problems = read_notice(BOMBS[name]())
    if name.startswith("many "):
        assert notice is not None, "odd, and harmless"
        return
    (sentence,) = [Language("en").say(one.reason, **one.values) for one in problems]
    assert notice is None
    assert len(sentence) < 200
    assert "xmlCtxt" not in sentence, "words for people"


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16", "utf-16-le", "iso-8859-1"])
def test_an_honest_notice_in_another_encoding_is_read(encoding: str) -> None:
    text = PLANNING.replace("–", "-").replace("UTF-8", encoding)
    notice, problems = read_notice(text.encode(encoding))
    assert notice is not None, problems
    assert notice.tender.title == "Vinterväghållning i Älvbro 2027-2031"
