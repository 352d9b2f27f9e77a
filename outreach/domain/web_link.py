"""A web address that a stranger wrote: what of it is shown, and whether a click may open it. Nothing here opens anything.

Openable is only http and https to an ordinary public name. Everything that has been used to deceive stays a text: other
schemes (javascript:, file:, data:, smb:), a name in front of the host ("https://skatteverket.se@example.org"), letters that
look like others (Unicode Technical Standard 39), numbers instead of a name, and names that only the own network knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from outreach.domain.visible_text import hides, visible
from outreach.language import N_

LONGEST = 2_000

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(?!\d{1,5}(?:/|\Z))")
_BARE = re.compile(r"(?:www\.)?[^\s/:@?#\\]+\.[^\W\d_]{2,24}(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?", re.IGNORECASE)
_NUMBER = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+))*", re.IGNORECASE)
_INSIDE = frozenset("local localhost internal intranet lan home corp arpa test onion".split())
#: Letters outside ASCII that Swedish names of hosts have; any other may be there to look like one of ours.
_OURS = frozenset("åäöÅÄÖ")

OTHER_SCHEME = N_("not a web address; it is shown and never opened")
HIDDEN = N_("signs that nobody sees stand in the address; it is never opened")
CREDENTIALS = N_("a name stands in front of the host, as in false addresses; it is never opened")
LOOKALIKE = N_("letters that look like others stand in the host; it is never opened")
INSIDE = N_("an address inside a network, or a bare number; it is never opened")
BROKEN = N_("not a whole web address; it is never opened")


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address. `shown` may stand on a screen; `host` is in ASCII (punycode); `address` is empty when it must not be opened.

    `doubt` is a catalogue text that says why it must not be, empty otherwise.
    """

    shown: str
    host: str = ""
    address: str = ""
    doubt: str = ""

    @property
    def openable(self) -> bool:
        """Say whether a click may open it."""
        return bool(self.address)


def looks_like_link(text: str) -> bool:
    """Say whether a text is an address with a scheme, or a bare host such as "www.bergsbygg.example/om"."""
    bare = visible(text)
    if not bare or any(sign.isspace() for sign in bare):
        return False
    return bool(_SCHEME.match(bare)) or bool(_BARE.fullmatch(bare))


def read_link(text: str) -> WebLink:
    """Judge an address. Never raises."""
    shown = visible(text)[:LONGEST]
    if hides(text) or len(text) > LONGEST or any(sign.isspace() for sign in shown):
        return WebLink(shown, doubt=HIDDEN)
    scheme = _SCHEME.match(shown)
    if scheme and scheme.group(1).casefold() not in ("http", "https"):
        return WebLink(shown, doubt=OTHER_SCHEME)
    whole = shown if scheme else f"https://{shown}"
    try:
        parts = urlsplit(whole)
        host = _ascii_host(parts)
    except (ValueError, UnicodeError):
        return WebLink(shown, doubt=BROKEN)
    doubt = _doubt(whole, parts, host)
    if not doubt:
        return WebLink(shown, host, whole)
    named = parts.hostname or ""
    # What looks like another host is shown as what it is.
    return WebLink(shown.replace(named, host) if host and named and doubt == LOOKALIKE else shown, host, doubt=doubt)


def _ascii_host(parts: SplitResult) -> str:
    _ = parts.port  # raises ValueError when it is none
    host = (parts.hostname or "").rstrip(".")
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _doubt(whole: str, parts: SplitResult, host: str) -> str:
    if "\\" in whole or not whole.partition(":")[2].startswith("//") or whole.partition(":")[2].startswith("///"):
        return BROKEN
    if "@" in parts.netloc:
        return CREDENTIALS
    if ":" in host or _NUMBER.fullmatch(host) or "." not in host or host.rpartition(".")[2].casefold() in _INSIDE:
        return INSIDE if host else BROKEN
    labels = host.split(".")
    if any(not _LABEL.fullmatch(label) for label in labels):
        return BROKEN
    if any(_may_deceive(label) for label in labels) or _mixed(parts.netloc):
        return LOOKALIKE
    return ""


def _may_deceive(label: str) -> bool:
    if not label.casefold().startswith("xn--"):
        return False
    try:
        plain = label.encode("ascii").decode("idna")
    except UnicodeError:
        return True
    return any(not sign.isascii() and sign not in _OURS for sign in plain.casefold())


def _mixed(netloc: str) -> bool:
    """Say whether a host is written with other letters than a–z and å ä ö, even where IDNA would make them plain (ﬁ, Ⓐ)."""
    return any(not sign.isascii() and sign not in _OURS for sign in netloc)
