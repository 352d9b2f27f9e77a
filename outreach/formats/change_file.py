"""Change files: what one laptop did, sealed, for the others to read; one series for each laptop, numbered, never changed.

A file is one line that says what it is, one line of JSON in the open (which laptop's, which number, the hash of the file
before, the name of the key) and what is sealed: the changes, a line of JSON each, packed. The open line is bound to the seal, so
that nobody can give a file another number. Whoever seals and hashes is brought in from outside (`Seals`).

A file's name says nothing that counts: programs that keep folders alike rename, double, cut and lose files.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

SUFFIX = ".outreach-changes"
FORMAT = 1
MAGIC = b"Outreach changes\n"
#: Bytes of a file, of what it holds unpacked, and of the line in the open: nothing honest is larger.
MOST_BYTES, _MOST_UNPACKED, _MOST_HEAD = 64 << 20, 512 << 20, 4096


class NoChangeFile(ValueError):
    """It is not a change file, or only the beginning of one."""


class LaterFormat(ValueError):
    """A later version of Outreach wrote it."""


class Broken(ValueError):
    """The seal is broken: cut short, changed, or sealed with another key."""


class Seals(Protocol):
    """Whoever holds the key."""

    @property
    def name(self) -> str:
        """The name of the key."""

    def seal(self, data: bytes, about: bytes) -> bytes:
        """Seal `data`, bound to `about`."""

    def unseal(self, sealed: bytes, about: bytes) -> bytes:
        """Return what was sealed. Raises ValueError."""

    def hash(self, data: bytes) -> str:
        """Return a hash of `data` that only holders of the key can reckon."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the open: whose file it is, which one, and the hash of what it holds and of the file before.

    `edition` rises when a series is written anew, because somebody was erased.
    """

    key: str
    device: str
    edition: int
    number: int
    previous: str
    hash: str

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What stands inside the seal too, so that it makes a chain: whose, which edition and number, the hash before it."""
        return self.device, self.edition, self.number, self.previous

    @property
    def file_name(self) -> str:
        """The name that we give such a file."""
        return f"{self.device[:8]}-{self.edition:03}-{self.number:06}{SUFFIX}"


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: the laptop's name, which file of which series it is (`place`), and the changes in plain form."""

    laptop: str
    place: tuple[str, int, int, str]
    lines: tuple[dict[str, Any], ...]

    def packed(self) -> bytes:
        """Return the bytes that are hashed: the same for the same content, on every machine."""
        first: dict[str, Any] = {"laptop": self.laptop, "place": list(self.place)}
        return b"\n".join(_json(line) for line in (first, *self.lines))


def write_file(head: Head, content: Content, seals: Seals) -> bytes:
    """Return the bytes of a change file."""
    line = _json({"format": FORMAT} | {name: getattr(head, name) for name in Head.__slots__})
    return MAGIC + line + b"\n" + seals.seal(zlib.compress(content.packed(), 6), MAGIC + line)


def read_head(data: bytes) -> tuple[Head, bytes, bytes]:
    """Return what stands in the open, the bytes that the seal is bound to, and what is sealed. Raises NoChangeFile, LaterFormat."""
    if not data.startswith(MAGIC):
        raise NoChangeFile
    end = data.find(b"\n", len(MAGIC), len(MAGIC) + _MOST_HEAD)
    if end < 0:
        raise NoChangeFile
    try:
        plain = json.loads(data[len(MAGIC) : end])
        if int(plain["format"]) > FORMAT:
            raise LaterFormat
        texts = {name: str(plain[name]) for name in ("key", "device", "previous", "hash")}
        head = Head(edition=int(plain["edition"]), number=int(plain["number"]), **texts)
    except LaterFormat:
        raise
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NoChangeFile from error
    if head.number < 1 or head.edition < 1 or max(head.number, head.edition) > 2**31 - 1:
        raise NoChangeFile
    return head, data[:end], data[end + 1 :]


def require_sealed(about: bytes, sealed: bytes, seals: Seals) -> None:
    """See that a file is whole, without reading what it holds. Raises Broken."""
    try:
        seals.unseal(sealed, about)
    except ValueError as error:
        raise Broken from error


def read_content(head: Head, about: bytes, sealed: bytes, seals: Seals) -> Content:
    """Return what a file holds. Raises Broken."""
    try:
        opened = zlib.decompressobj()
        packed = opened.decompress(seals.unseal(sealed, about), _MOST_UNPACKED)
        if not opened.eof or seals.hash(packed) != head.hash:
            raise Broken
        first, *lines = (json.loads(line) for line in packed.split(b"\n"))
        if not all(isinstance(line, dict) for line in (first, *lines)):
            raise Broken
        if first.get("place") != list(head.place):
            raise Broken
        return Content(str(first.get("laptop", "")), head.place, tuple(lines))
    except Broken:
        raise
    except (ValueError, zlib.error, RecursionError, MemoryError) as error:
        raise Broken from error


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def change_files(names: Iterable[str]) -> list[str]:
    """Return, of file names, those that may be change files, in order: renamed and doubled ones too."""
    return sorted(name for name in names if SUFFIX in name and not name.startswith("."))
