"""The one door for text and links on their way to paper. Whatever a stranger typed, it comes out exact and harmless.

Text is drawn letter by letter on a canvas, never read as markup, so `<b>` and `&` need no escaping: they stand there
as they are. What this door takes away are control characters, marks that turn the direction of writing, and
characters that the typeface lacks (reportlab would print a black box for them without a word).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

from outreach.print.fonts import glyphs

#: Longer texts are cut here before they are measured: no page has room for more, and a measured word costs time.
LONGEST_TEXT = 3000
LONGEST_LINK = 500
SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_NO_BREAK = {"\u00a0", "\u202f", "\u2007"}
#: Characters that one does meet and that have a plain form of their own, where the typeface lacks them.
_PLAIN = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2032": "'",
    "\u2033": '"',
    "\u2043": "-",
    "\u2714": "✓",
    "\u260e": "tel.",
    "\u2706": "tel.",
}


def printable(text: str) -> str:
    """Return `text` as one line that the typeface can show: composed (NFC), blanks folded, lacking characters replaced.

    No-break spaces stay. A lacking letter becomes its plain form when it has one (ligatures, full-width forms, letters
    with rare accents), a symbol or emoji "•", anything else "?". At most `LONGEST_TEXT` characters, then "…".
    """
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT].rstrip() + "…"
    folded = "".join(" " if letter.isspace() and letter not in _NO_BREAK else letter for letter in text)
    # Twice: when something invisible falls away, a letter and the accent behind it may come together and compose.
    for _ in range(2):
        folded = "".join(map(_shown, unicodedata.normalize("NFC", folded)))
    return re.sub(" +", " ", folded).strip(" ")


@lru_cache(maxsize=4096)
def _shown(letter: str) -> str:
    if letter in _NO_BREAK:
        return "\u00a0"
    kind = unicodedata.category(letter)
    if kind in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return ""
    if ord(letter) in glyphs():
        return letter
    plain = _PLAIN.get(letter) or unicodedata.normalize("NFKD", letter)
    kept = "".join(sign for sign in plain if ord(sign) in glyphs() and not unicodedata.combining(sign))
    if kept:
        return kept
    if kind in {"Mn", "Me", "Mc"}:
        return ""
    return "•" if kind in {"So", "Sk"} else "?"


def safe_link(text: str) -> str | None:
    """Return a link that may stand in a PDF or a QR code, or None.

    Allowed are http, https, mailto and tel; an address without a scheme ("alvbro.example/inkop") is taken as https.
    Control characters, blanks and anything longer than `LONGEST_LINK` are refused (R48: no javascript:, no file:).
    """
    link = text.strip()
    if not link or len(link) > LONGEST_LINK or any(sign.isspace() or ord(sign) < 32 for sign in link):
        return None
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)", link) and re.match(r"[^/:@?#]+\.[^/:@?#.]+([/:?#]|$)", link):
        link = "https://" + link
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in SAFE_SCHEMES:
        return None
    if parts.scheme.lower() in {"http", "https"}:
        return link if host else None
    return link if parts.path else None


def annotation_target(link: str) -> str:
    """Return a safe link in ASCII, as a PDF annotation wants it (ISO 32000-1, 12.6.4.7): "å" becomes "%C3%A5".

    The host's name is written in its ASCII form (IDNA) when it has one.
    """
    parts = urlsplit(link)
    host = parts.netloc
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = quote(host, safe="@:[]")
    path, query, rest = (quote(part, safe="/%:@!$&'()*+,;=-._~?") for part in parts[2:])
    written = f"{parts.scheme}://{host}" if parts.netloc else f"{parts.scheme}:"
    return written + path + (f"?{query}" if query else "") + (f"#{rest}" if rest else "")


def shown_link(link: str) -> str:
    """Return a safe link as people write it: without scheme and closing stroke."""
    return printable(re.sub(r"^(https?://|mailto:|tel:)", "", link, flags=re.IGNORECASE).removesuffix("/"))
