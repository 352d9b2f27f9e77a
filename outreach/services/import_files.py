"""Files as an import opens them: ordinary files of a known format and a size that is read, else the reason."""

from __future__ import annotations

import dataclasses
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.problem import Problem
from outreach.errors import InvalidInput
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.formats.registry import FileFormat


def file_bytes(path: Path, as_format: str | None) -> tuple[FileFormat | None, bytes, Problem | None]:
    """Return the format and the bytes of a file, or why it is not opened."""
    from outreach.formats.registry import HEAD, by_name, identify

    if as_format is not None and by_name(as_format) is None:
        raise InvalidInput(N_("Format"), N_("There is no format called {name}."), name=as_format)
    try:
        size, fault = _size_of(path)
        if fault:
            return None, b"", _whole(path, fault)
        with path.open("rb") as file:
            head = file.read(HEAD)
            chosen = identify(head, path.name)
            if as_format and not _is_packed(chosen, head):
                chosen = by_name(as_format)
            refused = refusal_of(chosen, size)
            if chosen is None or refused is not None:
                return None, b"", dataclasses.replace(refused or _whole(path, ""), file=str(path))
            return chosen, head + file.read(chosen.limit), None
    except OSError as error:
        return None, b"", _whole(path, N_("The file cannot be read: {why}."), why=error.strerror or "")


def _is_packed(chosen: FileFormat | None, head: bytes) -> bool:
    """Say whether it is a ZIP file by its content: a wished format then holds for what is in it."""
    return chosen is not None and chosen.name == "zip" and chosen.fits(head, "")


def _size_of(path: Path) -> tuple[int, str]:
    """Return the size in bytes and, for what is no ordinary file, why it is not opened."""
    if not path.exists():
        return 0, N_("There is no such file.")
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        return 0, N_("This is a folder, not a file.")
    if not stat.S_ISREG(found.st_mode):
        return 0, N_("This is not an ordinary file.")
    return found.st_size, ""


def refusal_of(chosen: FileFormat | None, size: int) -> Problem | None:
    """Return why a file of this format and size is not read; None if it is."""
    if chosen is None:
        return Problem(
            0,
            N_(
                "No format that I know: contact cards, calendars, notices (eForms, OCDS), LDIF, CSV, Excel, OpenDocument and ZIP"
                " files of these can be read."
            ),
        )
    if size > chosen.limit:
        megabytes = {"size": f"{size / 1e6:.0f}", "limit": f"{chosen.limit / 1e6:.0f}"}
        return Problem(0, N_("The file has {size} MB; files of this kind are read up to {limit} MB."), megabytes)
    return None


def _whole(path: Path, reason: str, **values: str) -> Problem:
    return Problem(0, reason, values, file=str(path))
