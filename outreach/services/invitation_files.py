"""Names of the files that messages are handed over in: found by the guest's name, safe on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from pathlib import Path

from outreach.domain.invitation import Invitation, Way
from outreach.domain.visible_text import visible

#: Windows takes none of these in a name, and names of devices not at all.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
#: Of each part. File systems take 255 bytes in a name, Windows 260 letters in a whole path.
_MOST_BYTES = 60


def message_name(invitation: Invitation, event: str, occurrence: str = "") -> str:
    """Return the name of a message's file without its suffix: "Anna Berg – Frukostmöte"."""
    parts = [file_words(invitation.name) or file_words(invitation.address), file_words(event), file_words(occurrence)]
    name = " – ".join(part for part in parts if part) or "?"
    return f"_{name}" if _DEVICES.match(name) else name


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
        if path.name.casefold() not in taken and not path.exists():
            return path
        number += 1


def file_words(text: str) -> str:
    """Return a text as part of a file's name: composed letters, no forbidden signs, no dot or space at the end."""
    clean = _FORBIDDEN.sub(" ", visible(unicodedata.normalize("NFC", text)))
    short = " ".join(clean.split()).encode()[:_MOST_BYTES].decode("utf-8", "ignore")
    return short.strip(" .")
