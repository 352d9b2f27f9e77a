"""Text recognition on pictures of visiting cards, on this computer alone (tesserocr; an extra).

Without the extra, or without its data for Swedish, `readiness` says what is missing; everything else works without it. What was
read is a proposal: words that the program was not sure of are listed beside it.
"""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from outreach.domain.problem import Problem
from outreach.domain.visible_text import visible
from outreach.formats.picture import open_picture
from outreach.language import N_
from outreach.paths import data_folder as own_data_folder

#: In this order; what is not there is done without, but for Swedish.
LANGUAGES = ("swe", "eng")
#: Below this confidence (0 to 100) a word is shown as unsure.
SURE = 60
#: The longer side at which the print of a card is read best: letters of some 30 pixels.
_SIDE = 2_000
_LEAST_SIDE = 1_400
_SYSTEM_FOLDERS = (
    "/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata", "/opt/local/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata", "C:/Program Files (x86)/Tesseract-OCR/tessdata",
)  # fmt: skip


def own_folder() -> Path:
    """Return the folder of Outreach's own where the data may lie."""
    return own_data_folder() / "tessdata"


class Readiness(StrEnum):
    """Whether text can be recognised here."""

    READY = "ready"
    NO_LIBRARY = "no library"
    NO_DATA = "no data"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of a picture, line by line, and the words in it that are not sure."""

    text: str = ""
    unsure: tuple[str, ...] = ()


def readiness(folder: str = "") -> Readiness:
    """Say whether text can be recognised. `folder`: where the data lie, empty to look in the usual places."""
    try:
        if importlib.util.find_spec("tesserocr") is None:
            return Readiness.NO_LIBRARY
    except (ImportError, ValueError):
        return Readiness.NO_LIBRARY
    return Readiness.READY if data_folder(folder) is not None else Readiness.NO_DATA


def data_folder(folder: str = "") -> Path | None:
    """Return the first folder with Swedish data: the named one, TESSDATA_PREFIX, the usual ones of the system."""
    return next((one for one in _folders(folder) if (one / "swe.traineddata").is_file()), None)


def _folders(folder: str) -> Iterator[Path]:
    for named in (folder, os.environ.get("TESSDATA_PREFIX", "")):
        if named:
            yield Path(named)
            yield Path(named) / "tessdata"
    yield own_folder()
    yield Path(sys.prefix) / "share" / "tessdata"
    for pattern in _SYSTEM_FOLDERS:
        if "*" in pattern:
            start, _, rest = pattern.partition("/*/")
            yield from (one / rest for one in sorted(Path(start).glob("*"), reverse=True))
        else:
            yield Path(pattern)


def recognise(data: bytes, folder: str = "", degrees: int = 0) -> Recognised | Problem:
    """Return the text of a picture, turned clockwise by so many degrees first, or why there is none. Takes about a second.

    Never raises for bad content.
    """
    where = data_folder(folder)
    if where is None:
        return Problem(0, N_("The data of text recognition for Swedish are not on this computer."))
    opened = open_picture(data, _SIDE)
    if isinstance(opened, Problem):
        return opened
    opened = opened.rotate(-degrees, expand=True) if degrees else opened
    try:
        import tesserocr
    except ImportError:
        return Problem(0, N_("Text recognition is not installed."))
    languages = "+".join(one for one in LANGUAGES if (where / f"{one}.traineddata").is_file())
    try:
        picture = _prepared(opened)
        lines, doubtful = _read(tesserocr, where, languages, picture)
        if languages.endswith("eng"):
            lines = _with_addresses(lines, _read(tesserocr, where, "eng", picture)[0])
    except (RuntimeError, ValueError, OSError):
        return Problem(0, N_("The picture could not be read by text recognition."))
    # An address with a gap in it lost a letter or two, or is only half of one.
    broken = tuple(line for line in lines if "@" in line and " " in line)
    return Recognised("\n".join(lines), tuple(dict.fromkeys((*broken, *doubtful))))


def _read(library: Any, where: Path, languages: str, picture: Image.Image) -> tuple[list[str], tuple[str, ...]]:
    with library.PyTessBaseAPI(path=str(where), lang=languages, psm=library.PSM.AUTO) as engine:
        engine.SetImage(picture)
        text = engine.GetUTF8Text()
        words = zip(engine.AllWords(), engine.AllWordConfidences(), strict=False)
        doubtful = tuple(dict.fromkeys(visible(word) for word, sure in words if sure < SURE and word.strip()))
    lines = (" ".join(visible(line).split()) for line in text.splitlines())
    return [line for line in lines if any(sign.isalnum() for sign in line)], doubtful


def _with_addresses(lines: list[str], english: list[str]) -> list[str]:
    """Take e-mail addresses from the English reading: the Swedish data hardly know the sign @, and addresses have no å ä ö."""
    if len(lines) != len(english):
        return lines
    better = (foreign if "@" in foreign and "@" not in own else own for own, foreign in zip(lines, english, strict=True))
    return [re.sub(r"\s+(?=[.@]\w)|(?<=[.@])\s+(?=\w)", "", line) if "@" in line else line for line in better]


def _prepared(picture: Image.Image) -> Image.Image:
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    longer = max(grey.size)
    wanted = _SIDE if longer > _SIDE else max(longer, _LEAST_SIDE)
    if wanted == longer:
        return grey
    times = wanted / longer
    return grey.resize((round(grey.width * times), round(grey.height * times)), Image.Resampling.LANCZOS)
