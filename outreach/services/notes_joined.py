"""Two notes as one text."""

from __future__ import annotations

from collections.abc import Iterable


def notes_joined(own: str, foreign: str, lost: Iterable[str]) -> str:
    """Return both notes and what found no other place, each once, one below the other."""
    parts: list[str] = [own] if own else []
    for text in (foreign, *lost):
        if text and not any(text in part.split("\n") or text == part for part in parts):
            parts.append(text)
    return "\n".join(parts)
