"""The one place where something is handed to another program: a file that we wrote, or an address that was asked about.

`tests/rules/test_one_gate.py` holds that nobody else calls `QDesktopServices.openUrl`. An address may only be of the web, a mail,
a telephone or a place on a map; whoever opens one of the web has shown its host in plain text before (`LinkQuestion`).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from outreach.domain.visible_text import hides

#: What may leave the program as an address (RFC 3986, 3.1). Not file, javascript, data, smb, or a program's own scheme.
SCHEMES = frozenset({"http", "https", "mailto", "tel", "geo"})
_LONGEST = 100_000


def open_file(path: Path) -> bool:
    """Have the system open a file or folder that we made; return whether a program took it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def may_open(address: str) -> bool:
    """Say whether an address is of a kind that may be opened, without control signs or hidden ones."""
    scheme, colon, rest = address.partition(":")
    if not colon or scheme.casefold() not in SCHEMES or not rest or len(address) > _LONGEST or not address.isprintable():
        return False
    if scheme.casefold() in ("http", "https") and not QUrl(address).host():
        return False
    return not hides(address) and QUrl(address).isValid()


def open_address(address: str) -> bool:
    """Hand an address to the program for its kind; return whether one took it. Anything but `SCHEMES` is never opened."""
    return may_open(address) and QDesktopServices.openUrl(QUrl(address))
