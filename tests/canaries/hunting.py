"""Looks for words in every file under a folder, in the forms in which programs write texts down."""

from __future__ import annotations

import base64
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: Bytes that are read at once; no form of a canary is longer than what two pieces overlap.
_PIECE, _OVERLAP = 8 << 20, 4096


@dataclass(frozen=True, order=True)
class Hit:
    """A canary in a file, and the form it stands there in."""

    file: str
    canary: str
    form: str


def forms(word: str) -> dict[str, bytes]:
    """Return how a word may stand in a file: UTF-8, UTF-16-LE, and base64 of UTF-8 at each of its three places."""
    data = word.encode()
    found = {"utf-8": data, "utf-16": word.encode("utf-16-le")}
    for phase in range(3):
        whole = base64.b64encode(b"\0" * phase + data)
        # What depends on the neighbours is cut off at both ends.
        first = (0, 2, 3)[phase]
        last = len(whole) - (0 if (phase + len(data)) % 3 == 0 else 4)
        found[f"base64/{phase}"] = whole[first:last]
    return found


def hunt(folder: Path, words: Sequence[str], but: Sequence[Path] = ()) -> tuple[list[Hit], int]:
    """Return the hits in all files under `folder`, but those under `but`, and how many files were searched."""
    needles = [(word, name, data) for one in words for word in {one, one.casefold()} for name, data in forms(word).items()]
    hits: set[Hit] = set()
    count = 0
    for file in sorted(folder.rglob("*")):
        if file.is_symlink() or not file.is_file() or any(file.is_relative_to(one) for one in but):
            continue
        count += 1
        named = str(file.relative_to(folder)).casefold()
        hits |= {Hit(str(file.relative_to(folder)), word, "name") for word in words if word.casefold() in named}
        for piece in _pieces(file):
            low = piece.lower()
            for word, name, data in needles:
                if (data if name.startswith("base64") else data.lower()) in (piece if name.startswith("base64") else low):
                    hits.add(Hit(str(file.relative_to(folder)), word, name))
    return sorted(hits), count


def words_in(file: Path, words: Sequence[str]) -> list[str]:
    """Return which of the words stand in a file, in any form."""
    found: set[str] = set()
    stem = os.path.commonprefix(list(words))  # noqa: RUF071 - words, no paths
    for piece in _pieces(file):
        # Nearly no file has what all of them begin with: that is looked for first.
        if _tells(piece, stem):
            found |= {word for word in words if _tells(piece, word)}
    return sorted(found)


def _tells(piece: bytes, word: str) -> bool:
    low = piece.lower()
    return any(
        data in piece if name.startswith("base64") else data.lower() in low
        for one in (word, word.casefold())
        for name, data in forms(one).items()
    )


def _pieces(file: Path) -> Iterator[bytes]:
    """Give out a file in overlapping pieces; what is packed (ZIP, PDF streams) is unpacked too."""
    with file.open("rb") as opened:
        before = b""
        while piece := opened.read(_PIECE):
            yield before + piece
            before = piece[-_OVERLAP:]
    # A damaged packed file, such as other work leaves in /tmp, opens for nobody; it was read as it is above.
    with suppress(zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                for name in packed.namelist():
                    yield packed.read(name)
    if file.suffix == ".pdf":
        for stream in file.read_bytes().split(b"stream\r\n")[1:]:
            try:
                yield zlib.decompressobj().decompress(stream)
            except zlib.error:
                continue
