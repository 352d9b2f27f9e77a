"""The door through which answers come: dropped files, a mail's source or a calendar text on the clipboard, chosen files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach.language import N_
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context

#: A mail with an answer is small; what is larger is no answer, and is not read.
MOST_BYTES = 25_000_000
_LOOK = 2_000_000
_SUFFIXES = (".eml", ".ics", ".ifb", ".vcs")
_METHODS = (b"METHOD:REPLY", b"METHOD:COUNTER", b"METHOD:REFRESH", b"METHOD=REPLY", b"METHOD=COUNTER", b"METHOD=REFRESH")
#: What names a calendar in a mail; the calendar itself may stand there encoded. Outlook wraps its own in winmail.dat.
_IN_MAILS = (b"TEXT/CALENDAR", b"APPLICATION/ICS", b".ICS", b"BEGIN:VCALENDAR", b"WINMAIL.DAT")
PASTED = N_("pasted text")
NOTHING = N_("There is no answer on the clipboard. Copy a mail's source, a calendar text, or files (.eml, .ics).")
TOO_LARGE = N_("{name} is too large for an answer.")
UNREADABLE = N_("{name} cannot be read.")


def is_welcome(data: QMimeData) -> bool:
    """Say whether answers may be among what is dragged."""
    if data.hasFormat("text/calendar") or (data.hasText() and _is_text_of_answer(data.text())):
        return True
    return any(path.suffix.casefold() in _SUFFIXES for path in _paths(data))


def is_answer(path: Path) -> bool:
    """Say whether a file is an answer of a guest: a mail that carries a calendar, or a calendar file whose METHOD says so.

    A mail without a calendar is a message, with a signature to be read.
    """
    if path.suffix.casefold() not in _SUFFIXES:
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_LOOK).upper().replace(b"\x00", b"").replace(b" ", b"")
    except OSError:
        return False
    return any(mark in head for mark in (_IN_MAILS if path.suffix.casefold() == ".eml" else _METHODS))


def take_in(context: Context, data: QMimeData, window: QWidget) -> None:
    """Show what dropped or pasted answers would do."""
    paths = _paths(data)
    if paths:
        take_files(context, paths, window)
        return
    calendar = bytes(data.data("text/calendar").data()) if data.hasFormat("text/calendar") else b""
    text = data.text() if data.hasText() else ""
    if calendar or _is_text_of_answer(text):
        context.wishes.answer_files.emit([(context.words(PASTED), calendar or text.encode())])
    else:
        context.wishes.notify.emit(context.words(NOTHING))


def take_files(context: Context, paths: Sequence[Path], window: QWidget) -> None:
    """Read files and show what they would do; what cannot be read is said."""
    context.tasks.run(lambda: _read(paths), lambda found: _show(context, *found), owner=window)


def ask_files(context: Context, window: QWidget) -> None:
    """Let the officer choose files with answers."""
    words = context.words
    dialog = QFileDialog(window, words(N_("Answers (.eml, .ics)")))
    look_calm(dialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([words(N_("Answers")) + " (*.eml *.ics *.ifb *.vcs)", words(N_("All files")) + " (*)"])
    dialog.filesSelected.connect(lambda files: take_files(context, [Path(file) for file in files], window))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _show(context: Context, files: list[tuple[str, bytes]], faults: list[tuple[str, str]]) -> None:
    if faults:
        context.wishes.notify.emit(" ".join(context.words(text, name=name) for text, name in faults))
    if files:
        context.wishes.answer_files.emit(files)


def _read(paths: Iterable[Path]) -> tuple[list[tuple[str, bytes]], list[tuple[str, str]]]:
    files: list[tuple[str, bytes]] = []
    faults: list[tuple[str, str]] = []
    for path in paths:
        try:
            if path.stat().st_size > MOST_BYTES:
                faults.append((TOO_LARGE, path.name))
            else:
                files.append((path.name, path.read_bytes()))
        except OSError:
            faults.append((UNREADABLE, path.name))
    return files, faults


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _is_text_of_answer(text: str) -> bool:
    """A calendar text, or the source of a mail that may carry one (its calendar part may be in base64)."""
    plain = text.lstrip("\ufeff \r\n\t")
    return plain[:15].upper() == "BEGIN:VCALENDAR" or "text/calendar" in plain.casefold()
