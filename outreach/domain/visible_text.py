"""Texts of strangers as they may be shown: what stands there, and nothing that hides, turns or commands."""

from __future__ import annotations

import unicodedata

#: Longer than anything that a code can hold (QR version 40: 7,089 digits).
LONGEST = 10_000


def visible(text: str) -> str:
    r"""Return `text` without control characters (newline and tab stay) and without invisible signs such as bidi marks.

    "\u202egpj.exe" would be read backwards, a zero width space would make two different names look alike.
    """
    if text.isprintable() and text.isascii():
        return text[:LONGEST].strip()
    lines = text.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST]
    kept = (sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return "".join(kept).strip()


def hides(text: str) -> bool:
    """Say whether something stands in `text` that nobody would see."""
    bare = text.strip()
    return visible(bare) != bare.replace("\r\n", "\n").replace("\r", "\n")
