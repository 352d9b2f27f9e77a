"""One calendar on a server (a CalDAV collection, RFC 4791): which entries it holds, and put, read and remove one.

Every write says which version it means (If-Match, If-None-Match; RFC 9110, 13.1), so that nobody's change is overwritten unseen.
The library caldav carries requests, logging in and redirections; it is an extra and is imported when it is needed, not before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self
from urllib.parse import quote, unquote, urlsplit

from outreach.domain.accounts import CalendarServer
from outreach.errors import CertificateRefused, PlaceMissing, ServerBusy, ServerSaidNo, ServerUnreachable, WrongPassword
from outreach.language import N_
from outreach.network.lines import ANSWER, extra_missing

NO_EXTRA = N_("A calendar on a server needs the library caldav.")
_LIBRARIES = ("caldav>=3.1,<4",)

_LIST = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/><d:resourcetype/></d:prop></d:propfind>'
)
_DAV = "{DAV:}"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._-]{0,120}")


class Stale(Exception):
    """The entry on the server is not the version that was meant: somebody else was there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it lies on the server: its path, its version, and its calendar text."""

    href: str
    etag: str
    text: str


class CalendarSession:
    """A calendar that is open. A context manager."""

    def __init__(self, server: CalendarServer, password: str) -> None:
        try:
            from caldav.davclient import DAVClient
        except ImportError as error:
            raise extra_missing(NO_EXTRA, *_LIBRARIES) from error
        self._server = server
        self._path = unquote(urlsplit(server.url).path)
        with self._translated():
            self._client: Any = DAVClient(
                server.url,
                username=server.user or None,
                password=password or None,
                timeout=int(ANSWER),
                ssl_verify_cert=server.ca_file or True,
                enable_rfc6764=False,
                rate_limit_handle=False,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def entries(self) -> dict[str, str]:
        """Return the version of each entry by its path. Raises PlaceMissing when there is no such calendar, ServerError."""
        answer = self._ask("PROPFIND", self._path, _LIST, {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"})
        if answer.status in (404, 405, 410) or (answer.status == 207 and answer.tree is None):
            raise PlaceMissing(self._server.host, self._path)
        self._require(answer, 207)
        found: dict[str, str] = {}
        for one in answer.tree.iter(f"{_DAV}response"):
            href, etag = _text(one, "href"), _text(one, "getetag")
            path = unquote(urlsplit(href).path)
            # What lies elsewhere is none of ours, whatever a server says.
            if etag and path.startswith(self._path) and not path.endswith("/") and "/" not in path[len(self._path) :]:
                found[path] = etag
        return found

    def read(self, href: str) -> Entry | None:
        """Return an entry, or None when it is not there any more."""
        answer = self._ask("GET", href, "", {"Accept": "text/calendar"})
        if answer.status in (404, 410):
            return None
        self._require(answer, 200)
        return Entry(href, answer.headers.get("ETag", ""), _decoded(answer.raw))

    def put(self, href: str, text: str, etag: str) -> Entry:
        """Keep an entry in place of the version `etag`, or as a new one when that is empty. Raises Stale, ServerError."""
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        answer = self._ask("PUT", href, text, condition | {"Content-Type": "text/calendar; charset=utf-8"})
        if answer.status == 412 or (answer.status in (404, 410) and etag):
            raise Stale
        self._require(answer, 200, 201, 204)
        kept = answer.headers.get("ETag", "")
        if kept and not kept.startswith("W/"):
            return Entry(href, kept, text)
        # A server that names no version has changed the text (RFC 4791, 5.3.4): see what it made of it.
        again = self.read(href)
        if again is None:
            raise Stale
        return again

    def remove(self, href: str, etag: str) -> None:
        """Take the version `etag` of an entry away; one that is gone already is no trouble. Raises Stale, ServerError."""
        answer = self._ask("DELETE", href, "", {"If-Match": etag})
        if answer.status == 412:
            raise Stale
        if answer.status not in (404, 410):
            self._require(answer, 200, 202, 204)

    def href_for(self, uid: str) -> str:
        """Return the path where an entry of ours is put first: named by its UID, or by a digest of one that no path may hold."""
        name = uid if _PLAIN.fullmatch(uid) else sha256(uid.encode("utf-8", "replace")).hexdigest()[:40]
        return f"{self._path}{name}.ics"

    # Inside ----------------------------------------------------------------------------------------------------------

    def _ask(self, method: str, path: str, body: str, headers: Mapping[str, str]) -> Any:
        parts = urlsplit(self._server.url)
        quoted = quote(path, safe="/@:+~!$&'()*,;=")
        url = f"{parts.scheme}://{parts.netloc}{quoted}"
        with self._translated():
            return self._client.request(url, method, body, dict(headers))

    def _require(self, answer: Any, *good: int) -> None:
        if answer.status in good:
            return
        words = f"{answer.status} {answer.reason or ''}"
        if answer.status in (429, 503):
            raise ServerBusy(self._server.host, words)
        raise ServerSaidNo(self._server.host, words)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        from caldav.lib import error as caldav_errors

        host = self._server.host
        try:
            yield
        except caldav_errors.AuthorizationError as error:
            raise WrongPassword(host, str(error.reason or "")) from error
        except caldav_errors.RateLimitError as error:
            raise ServerBusy(host, "429") from error
        except caldav_errors.DAVError as error:
            raise ServerSaidNo(host, str(error)) from error
        except OSError as error:
            if "certificate" in str(error).casefold():
                raise CertificateRefused(host, "certificate verify failed") from error
            raise ServerUnreachable(host, type(error).__name__) from error


def try_calendar(server: CalendarServer, password: str) -> int:
    """Look at the calendar and return how many entries it holds. Raises ServerError, ExtraMissing."""
    with CalendarSession(server, password) as session:
        return len(session.entries())


def _text(element: Any, name: str) -> str:
    found = next(element.iter(f"{_DAV}{name}"), None)
    return (found.text or "").strip() if found is not None else ""


def _decoded(raw: bytes | str) -> str:
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
