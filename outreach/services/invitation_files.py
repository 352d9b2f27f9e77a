"""Names of the files that messages are handed over in: found by the guest's name, safe on every system."""

from __future__ import annotations

import os
from collections.abc import Container
from pathlib import Path

from outreach.domain.file_name import safe_name, words_in_name
from outreach.domain.invitation import Invitation, Way

#: Of each part of a name.
_MOST_BYTES = 60


def message_name(invitation: Invitation, event: str, occurrence: str = "") -> str:
    """Return the name of a message's file without its suffix: "Anna Berg – Frukostmöte"."""
    parts = [file_words(invitation.name) or file_words(invitation.address), file_words(event), file_words(occurrence)]
    return safe_name(" – ".join(part for part in parts if part), otherwise="?")


def suffix_of(invitation: Invitation, data: bytes) -> str:
    """Return the suffix that fits: a mail, a calendar file, or a text."""
    if invitation.way is not Way.FOLDER:
        return ".eml"
    return ".ics" if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"BEGIN:VCALENDAR") else ".txt"


def free_name(folder: Path, name: str, suffix: str, taken: Container[str]) -> Path:
    """Return a path in `folder` that no file has; two guests of one name are numbered. `taken`: folded names in use."""
    number = 1
    while True:
        shown = name if number == 1 else f"{name} ({number})"
        path = folder / f"{shown}{suffix}"
        # A link to nowhere is there too, and is not followed.
        if path.name.casefold() not in taken and not os.path.lexists(path):
            return path
        number += 1


def file_words(text: str) -> str:
    """Return a text as part of a file's name: composed letters, no forbidden signs, no dot or space at the end."""
    return words_in_name(text, _MOST_BYTES)
