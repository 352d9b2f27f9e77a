"""TED's search (API v3, anonymous): which notices fit a query, and the XML of each, on an officer's click alone.

Addresses of notices are built from their publication numbers and never taken from an answer, and a redirection leads to the
same host or nowhere. Every answer has a limit of time and size. A proxy that the system names is used.
"""

from __future__ import annotations

import json
import re
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from outreach.errors import CertificateRefused, LineCut, NoEncryption, ServerBusy, ServerSaidNo, ServerUnreachable
from outreach.network.lines import reason_of, trust

Report = Callable[[int, int], None]

#: Seconds without a byte after which a line counts as dead.
PATIENCE = 20.0
#: Bytes of an answer to a search, and of a notice; the largest real ones have some hundred thousand.
MOST_ANSWER, MOST_NOTICE = 10_000_000, 20_000_000
#: The service gives at most 250 a page; a click asks for one page.
MOST_HITS = 250
_CHUNK = 65_536
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_NUMBER = re.compile(r"[0-9]{1,8}-[0-9]{4}")
_FIELDS = ("publication-number", "publication-date", "notice-title")


@dataclass(frozen=True, slots=True)
class TedServer:
    """`api` is where searches go, `site` where notices lie; both https (http on this computer alone). `ca_file` as elsewhere."""

    api: str = "https://api.ted.europa.eu"
    site: str = "https://ted.europa.eu"
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class TedHits:
    """Publication numbers ("123456-2026"), the newest first, and how many there are altogether."""

    numbers: tuple[str, ...]
    total: int


def search(server: TedServer, query: str, most: int = 100, report: Report | None = None) -> TedHits:
    """Return the notices that fit an expert query, at most `most` (and 250). `report` may raise Cancelled.

    Raises ServerUnreachable, CertificateRefused, NoEncryption, ServerBusy, ServerSaidNo (a query that it does not understand),
    LineCut.
    """
    body = {
        "query": query,
        "fields": list(_FIELDS),
        "page": 1,
        "limit": max(1, min(most, MOST_HITS)),
        "scope": "ALL",
        "paginationMode": "PAGE_NUMBER",
    }
    request = urllib.request.Request(  # noqa: S310 - the scheme is checked in `_answer`
        f"{server.api.rstrip('/')}/v3/notices/search",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
        method="POST",
    )
    data = _answer(server, request, MOST_ANSWER, report)
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ServerSaidNo(_host(server.api), "JSON?") from error
    notices = told.get("notices") if isinstance(told, dict) else None
    if not isinstance(notices, list):
        raise ServerSaidNo(_host(server.api), _words(told))
    numbers = [one.get("publication-number") for one in notices if isinstance(one, dict)]
    fitting = dict.fromkeys(str(one) for one in numbers if _NUMBER.fullmatch(str(one)))
    total = told.get("totalNoticeCount")
    return TedHits(tuple(fitting)[:most], total if isinstance(total, int) else len(fitting))


def fetch(server: TedServer, number: str, report: Report | None = None) -> bytes:
    """Return the XML of a notice by its publication number. Raises as `search` does; ValueError for what is no number."""
    if not _NUMBER.fullmatch(number):
        raise ValueError(number)
    address = f"{server.site.rstrip('/')}/en/notice/{number}/xml"
    request = urllib.request.Request(address, headers={"Accept": "application/xml"})  # noqa: S310 - checked in `_answer`
    return _answer(server, request, MOST_NOTICE, report)


def _answer(server: TedServer, request: urllib.request.Request, most: int, report: Report | None) -> bytes:
    parts = urlsplit(request.full_url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise NoEncryption(parts.hostname or request.full_url)
    secure = urllib.request.HTTPSHandler(context=trust(server.ca_file))
    opener = urllib.request.build_opener(secure, _SameHost())
    host = parts.hostname or ""
    with _translated(host), opener.open(request, timeout=PATIENCE) as answer:
        return _read(answer, host, most, report)


def _read(answer: Any, host: str, most: int, report: Report | None) -> bytes:
    """Read in pieces: between two of them an officer may stop it, and an answer without an end is cut off."""
    read = bytearray()
    while piece := answer.read(_CHUNK):
        read += piece
        if len(read) > most:
            raise ServerSaidNo(host, f"> {most // 1_000_000} MB")
        if report is not None:
            report(0, 0)
    return bytes(read)


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirection that stays on the host and its scheme."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            raise urllib.error.HTTPError(req.full_url, code, f"{code} → {new.hostname}", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@contextmanager
def _translated(host: str) -> Iterator[None]:
    try:
        yield
    except urllib.error.HTTPError as error:
        with error:
            words = _said(error)
        if error.code in (429, 503):
            raise ServerBusy(host, words) from error
        raise ServerSaidNo(host, words) from error
    except urllib.error.URLError as error:
        reason = error.reason
        if isinstance(reason, ssl.SSLCertVerificationError):
            raise CertificateRefused(host, reason.verify_message or str(reason)) from error
        words = reason_of(reason) if isinstance(reason, BaseException) else str(reason)
        raise ServerUnreachable(host, words) from error
    except (TimeoutError, HTTPException, OSError) as error:
        raise LineCut(host, reason_of(error)) from error


def _said(error: urllib.error.HTTPError) -> str:
    """Return what a refusal says: its code, and the message of its JSON."""
    try:
        told = json.loads(error.read(_CHUNK))
    except (ValueError, RecursionError, OSError, HTTPException):
        told = None
    return f"{error.code} {_words(told) or error.reason}".strip()


def _words(told: Any) -> str:
    message = told.get("message") if isinstance(told, dict) else None
    return " ".join(str(message).split())[:200] if message else ""


def _host(address: str) -> str:
    return urlsplit(address).hostname or address
