"""ZIP files of files that can be imported: notices by the thousand, or whatever a colleague packed together.

A stranger's ZIP is weighed before anything is unpacked, entries are unpacked one at a time in memory, and nothing is ever
written to disk, so that a name such as `../../x` can do no harm (it is told all the same: honest programs write none).
"""

from __future__ import annotations

import io
import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from outreach.domain.problem import Problem, cut
from outreach.language import N_

#: Half a year of the country's notices.
MOST_ENTRIES = 10_000
#: The list of entries takes 46 bytes and a name for each.
_LARGEST_DIRECTORY = MOST_ENTRIES * 400
MOST_UNPACKED = 1_000_000_000
#: XML packs to a tenth or a thirtieth, a notice in 24 languages to a fiftieth.
MOST_RATIO = 120
#: Below this size a high ratio is no bomb.
_SMALL = 1_000_000

TOO_MANY = N_("The ZIP file holds more than {limit} files. Unpack it and import a part at a time.")
BOMB = N_("The ZIP file unpacks to far more than it holds. It is not opened.")
BOMB_ENTRY = N_("The file unpacks to far more than it holds and was left out.")
DAMAGED_ZIP = N_("The ZIP file cannot be read; it is damaged or only a part of one.")
LOCKED_ZIP = N_("The ZIP file has a password. Unpack it, then import the files.")
EMPTY_ZIP = N_("The ZIP file holds no files.")
LOCKED_ENTRY = N_("The file has a password and was left out.")
ODD_NAME = N_("The name points outside the ZIP file; the file was left out.")
LINK_ENTRY = N_("This is a link to another file, not a file; it was left out.")
NESTED_ZIP = N_("A ZIP file within a ZIP file is not opened. Unpack it, then import what it holds.")
TOO_LARGE_ENTRY = N_("The file unpacks to {size} MB; files of this kind are read up to {limit} MB.")
DAMAGED_ENTRY = N_("The file is damaged and could not be unpacked.")
ODD_PACKING = N_("The file is packed in a way that is not read here.")

_HEAD = 4096
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_END = b"PK\x05\x06"
#: What the first entry of a workbook (XLSX, ODS) is called; those are tables, not packed files.
_WORKBOOK = ("[content_types].xml", "_rels/", "xl/", "docprops/", "mimetype", "content.xml", "customxml/", "meta-inf/")
#: File systems take no longer names.
_LONGEST_FIRST_NAME = 255
#: What systems leave in ZIP files unasked.
_LITTER = re.compile(r"(^|/)(__macosx/|\.ds_store$|thumbs\.db$|desktop\.ini$|\._)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a ZIP: its name there, and either its bytes or why it is left out."""

    name: str
    data: bytes = b""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Packed:
    """A ZIP file that may be opened, or the one problem that forbids it. `count` is how many entries it holds."""

    problem: Problem | None = None
    count: int = 0
    _data: bytes = field(default=b"", repr=False)
    _parts: tuple[zipfile.ZipInfo, ...] = field(default=(), repr=False)

    def entries(self, limit_of: Callable[[bytes, str], int]) -> Iterator[Entry]:
        """Yield the entries, unpacked one at a time.

        `limit_of(head, name)` tells from an entry's first bytes how many bytes of its kind are read; larger ones are left out
        before they are unpacked.
        """
        if self.problem is not None or not self._parts:
            return
        with zipfile.ZipFile(io.BytesIO(self._data)) as packed:
            for part in self._parts:
                yield _entry(packed, part, limit_of)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """One step through a ZIP file: which of how many entries, the entry, and the format that its bytes show ("" for none)."""

    number: int
    count: int
    entry: Entry
    format: str = ""


def unpacked(data: bytes, as_format: str) -> Iterator[Unpacked]:
    """Yield the entries of a ZIP file one at a time, or the one problem that forbids it, under an empty name.

    `as_format` reads each of them as that format, whatever it holds; "" looks at their content.
    """
    from outreach.formats.registry import FileFormat, by_name, identify

    chosen: FileFormat | None = None

    def limit_of(head: bytes, name: str) -> int:
        nonlocal chosen
        chosen = by_name(as_format) if as_format and as_format != "zip" else identify(head, name)
        return chosen.limit if chosen is not None else _HEAD

    packed = open_packed(data)
    if packed.problem is not None:
        yield Unpacked(0, 0, Entry("", problem=packed.problem))
    # Each entry is told by `limit_of` before it comes: what it is need not be asked twice.
    for number, entry in enumerate(packed.entries(limit_of)):
        yield Unpacked(number, packed.count, entry, chosen.name if chosen is not None else "")


def looks_like_zip(head: bytes) -> bool:
    """Tell from the first bytes of a file whether it is a ZIP file, and no workbook (which is packed the same way)."""
    if not head.startswith(_MAGIC):
        return False
    if len(head) < 30 or head.startswith(_END):
        return True
    return not _first_name(head).casefold().startswith(_WORKBOOK)


def names_a_file(head: bytes) -> bool:
    """Say whether a ZIP file begins with the name of its first file, as a whole one does (APPNOTE.TXT, 4.3.7)."""
    name = _first_name(head)
    return 0 < len(name) <= _LONGEST_FIRST_NAME and name.isprintable()


def _first_name(head: bytes) -> str:
    length = int(struct.unpack("<H", head[26:28])[0]) if len(head) >= 30 else 0
    return head[30 : 30 + length].decode("utf-8", "replace")


def open_packed(data: bytes) -> Packed:
    """Weigh a ZIP file. Never raises, unpacks nothing."""
    try:
        count, directory = _directory_size(data)
        if count > MOST_ENTRIES or directory > _LARGEST_DIRECTORY:
            return Packed(Problem(0, TOO_MANY, {"limit": str(MOST_ENTRIES)}))
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _weighed(data, packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error, OverflowError):
        return Packed(Problem(0, DAMAGED_ZIP))


def _weighed(data: bytes, parts: list[zipfile.ZipInfo]) -> Packed:
    # `is_dir` of Python 3.11 falls over an entry without a name, which a damaged directory has.
    files = [part for part in parts if not part.filename.endswith("/") and not _LITTER.search(part.filename)]
    if not files:
        return Packed(Problem(0, EMPTY_ZIP))
    if len(files) > MOST_ENTRIES:
        return Packed(Problem(0, TOO_MANY, {"limit": str(MOST_ENTRIES)}))
    if all(_is_locked(part) for part in files):
        return Packed(Problem(0, LOCKED_ZIP))
    unpacked = sum(part.file_size for part in files)
    # Entries that lie over one another hold more packed bytes than the file has.
    overlapping = sum(part.compress_size for part in files) > len(data)
    if unpacked > MOST_UNPACKED or unpacked > max(_SMALL, MOST_RATIO * len(data)) or overlapping:
        return Packed(Problem(0, BOMB))
    return Packed(None, len(files), data, tuple(files))


def _entry(packed: zipfile.ZipFile, part: zipfile.ZipInfo, limit_of: Callable[[bytes, str], int]) -> Entry:
    name = _shown(part.filename)
    reason, values = _refusal(part)
    if reason:
        return Entry(name, problem=Problem(0, reason, values))
    try:
        with packed.open(part) as file:
            head = file.read(_HEAD)
            if looks_like_zip(head):
                return Entry(name, problem=Problem(0, NESTED_ZIP))
            limit = limit_of(head, name)
            if part.file_size > limit:
                sizes = {"size": f"{part.file_size / 1e6:.0f}", "limit": f"{limit / 1e6:.0f}"}
                return Entry(name, problem=Problem(0, TOO_LARGE_ENTRY, sizes))
            # Never more than the list of entries tells: the module stops there, and a lie shows in the checksum.
            data = head + file.read()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, struct.error):
        return Entry(name, problem=Problem(0, DAMAGED_ENTRY))
    return Entry(name, data)


def _refusal(part: zipfile.ZipInfo) -> tuple[str, dict[str, str]]:
    if _points_outside(part.filename):
        return ODD_NAME, {}
    if stat.S_ISLNK(part.external_attr >> 16):
        return LINK_ENTRY, {}
    if _is_locked(part):
        return LOCKED_ENTRY, {}
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return ODD_PACKING, {}
    if part.file_size > max(_SMALL, MOST_RATIO * part.compress_size):
        return BOMB_ENTRY, {}
    return "", {}


def _is_locked(part: zipfile.ZipInfo) -> bool:
    return bool(part.flag_bits & 0x1)


def _points_outside(name: str) -> bool:
    bare = name.replace("\\", "/")
    return bare.startswith("/") or ".." in bare.split("/") or re.match(r"[A-Za-z]:", bare) is not None


def _shown(name: str) -> str:
    """Return an entry's name as it is told: on one line, without signs that steer a terminal."""
    visible = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in name)
    return cut(posixpath.normpath(visible.replace("\\", "/")) if not _points_outside(name) else visible, 200)


def _directory_size(data: bytes) -> tuple[int, int]:
    """Return how many entries the end of the file promises, and the bytes that their list takes.

    Both are read before the list is, which for 100,000 entries takes seconds (APPNOTE 4.3.16; ZIP64 where they say -1).
    """
    at = data.rfind(_END, max(0, len(data) - 65_557))
    if at < 0 or len(data) < at + 22:
        raise zipfile.BadZipFile("no end of the list of entries")
    count, size = struct.unpack("<HI", data[at + 10 : at + 16])
    if count == 0xFFFF or size == 0xFFFFFFFF:
        end = data.rfind(b"PK\x06\x06", 0, at)
        if end >= 0 and len(data) >= end + 56:
            count, size = struct.unpack("<QQ", data[end + 32 : end + 48])
    return int(count), int(size)
