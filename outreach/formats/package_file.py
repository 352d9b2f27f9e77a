"""The file of a package between municipalities: a ZIP with a manifest first, and for each sort a JSON file and a list to read.

The same items give the same bytes. What comes in is a stranger's file: it is weighed before anything is unpacked
(`packed_files.py`), each part is compared with its sum in the manifest, and only known fields of known sorts are taken.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from outreach.domain.network_package import FIELDS, FORMAT_VERSION, Item, Package, Sort
from outreach.domain.problem import Problem, cut
from outreach.formats.packed_files import DAMAGED_ZIP, Entry, looks_like_zip, open_packed
from outreach.language import N_

MANIFEST = "manifest.json"
FORMAT = "outreach-network-package"
#: The manifest, and one part of a sort, in bytes; a thousand questions take half a megabyte.
_LARGEST_MANIFEST, _LARGEST_PART = 200_000, 10_000_000
#: More items than this no municipality has.
MOST_ITEMS = 20_000
_LONGEST_TEXT, _DEEPEST = 20_000, 6
_ALWAYS = (1980, 1, 1, 0, 0, 0)

TOO_NEW = N_("This package was made by a newer version of the program. Update Outreach, then open it.")
NO_PACKAGE = N_("This is not a package from another municipality.")
DAMAGED = N_("The package is damaged: {part} is not what the list of its contents says.")
ODD_ITEM = N_("An item could not be understood and was left out.")
TOO_MANY = N_("The package holds more than {limit} items.")


def looks_like_package(head: bytes) -> bool:
    """Tell a package from its first bytes: the manifest stands first, unpacked, and names the format."""
    return looks_like_zip(head) and head[30 : 30 + len(MANIFEST)] == MANIFEST.encode() and FORMAT.encode() in head[:400]


def write_package(package: Package, readable: Mapping[Sort, str]) -> bytes:
    """Return the bytes of a package. `readable` is what people read of each sort; the same package gives the same bytes."""
    parts = {sort: _part(package.items, sort) for sort in Sort if any(one.sort is sort for one in package.items)}
    listed = {
        sort.value: {"file": f"{sort.value}.json", "items": count, "sha256": hashlib.sha256(data).hexdigest()}
        for sort, (data, count) in parts.items()
    }
    manifest = {"format": FORMAT, "version": FORMAT_VERSION, "origin": package.origin, "made": package.made.isoformat()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        _add(packed, MANIFEST, _json(manifest | {"sorts": listed}), zipfile.ZIP_STORED)
        for sort, (data, _) in parts.items():
            _add(packed, f"{sort.value}.json", data)
            _add(packed, f"{sort.value}.txt", readable.get(sort, "").encode())
    return target.getvalue()


def read_package(data: bytes) -> tuple[Package | None, list[Problem]]:
    """Return what a package holds and what was left out. None with one problem: not a package, damaged, too new, a bomb."""
    packed = open_packed(data)
    if packed.problem is not None:
        return None, [packed.problem]
    entries: dict[str, Entry] = {}
    wanted = {MANIFEST: _LARGEST_MANIFEST} | {f"{sort.value}.json": _LARGEST_PART for sort in Sort}
    for entry in packed.entries(lambda _, name: wanted.get(name, 0)):
        if entry.name in wanted:
            if entry.name in entries:
                return None, [Problem(0, DAMAGED, {"part": entry.name})]
            entries[entry.name] = entry
    manifest = _manifest(entries.get(MANIFEST))
    if isinstance(manifest, Problem):
        return None, [manifest]
    problems: list[Problem] = []
    items: list[Item] = []
    for sort in Sort:
        found = _items_of(sort, manifest, entries.get(f"{sort.value}.json"), problems)
        if isinstance(found, Problem):
            return None, [found]
        items += found
    if len(items) > MOST_ITEMS:
        return None, [Problem(0, TOO_MANY, {"limit": str(MOST_ITEMS)})]
    return Package(_name(manifest["origin"]), date.fromisoformat(manifest["made"]), tuple(items)), problems


# Writing ---------------------------------------------------------------------------------------------------------------


def _part(items: Sequence[Item], sort: Sort) -> tuple[bytes, int]:
    own = sorted((one for one in items if one.sort is sort), key=lambda one: one.key)
    plain = [
        {"key": one.key, "credit": one.credit, "data": {name: one.data[name] for name in FIELDS[sort] if name in one.data}}
        for one in own
    ]
    return _json({"sort": sort.value, "items": plain}), len(own)


def _json(plain: Any) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _add(packed: zipfile.ZipFile, name: str, data: bytes, way: int = zipfile.ZIP_DEFLATED) -> None:
    told = zipfile.ZipInfo(name, _ALWAYS)
    told.compress_type, told.create_system, told.external_attr = way, 3, 0o644 << 16
    packed.writestr(told, data, compresslevel=9)


# Reading ---------------------------------------------------------------------------------------------------------------


def _manifest(entry: Entry | None) -> dict[str, Any] | Problem:
    if entry is None or entry.problem is not None:
        return Problem(0, DAMAGED_ZIP) if entry is not None else Problem(0, NO_PACKAGE)
    plain = _parsed(entry.data)
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        return Problem(0, NO_PACKAGE)
    version, origin, made = plain.get("version"), plain.get("origin"), plain.get("made")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return Problem(0, DAMAGED, {"part": MANIFEST})
    if version > FORMAT_VERSION:
        return Problem(0, TOO_NEW)
    if not isinstance(origin, str) or not origin.strip() or not isinstance(plain.get("sorts"), dict) or not _is_day(made):
        return Problem(0, DAMAGED, {"part": MANIFEST})
    return plain


def _items_of(sort: Sort, manifest: dict[str, Any], entry: Entry | None, problems: list[Problem]) -> list[Item] | Problem:
    told = manifest["sorts"].get(sort.value)
    name = f"{sort.value}.json"
    if told is None:
        return []
    wrong = Problem(0, DAMAGED, {"part": name})
    if not isinstance(told, dict) or entry is None or entry.problem is not None:
        return wrong
    if hashlib.sha256(entry.data).hexdigest() != told.get("sha256"):
        return wrong
    plain = _parsed(entry.data)
    listed = plain.get("items") if isinstance(plain, dict) else None
    if not isinstance(listed, list):
        return wrong
    return list(_understood(sort, listed, problems))


def _understood(sort: Sort, listed: list[Any], problems: list[Problem]) -> Iterator[Item]:
    seen: set[str] = set()
    for number, one in enumerate(listed, start=1):
        key = one.get("key") if isinstance(one, dict) else None
        data = one.get("data") if isinstance(one, dict) else None
        credit = one.get("credit", "") if isinstance(one, dict) else None
        sound = isinstance(key, str) and 0 < len(key) <= 80 and key not in seen and isinstance(credit, str)
        if not sound or not isinstance(data, dict) or not _is_sound(data, _DEEPEST):
            problems.append(Problem(number, ODD_ITEM, file=f"{sort.value}.json"))
            continue
        seen.add(str(key))
        kept = {name: data[name] for name in FIELDS[sort] if name in data}
        yield Item(sort, str(key), kept, _name(str(credit)))


def _name(text: str) -> str:
    """Return a municipality's name on one line, without signs that turn or hide what stands beside it."""
    return cut("".join(sign if sign.isprintable() else " " for sign in text), 120)


def _is_sound(value: Any, left: int) -> bool:
    """Say whether plain data is neither too deep nor longer than any text of ours."""
    if isinstance(value, str):
        return len(value) <= _LONGEST_TEXT
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return left > 0 and len(value) <= 1000 and all(_is_sound(one, left - 1) for one in inner)
    return True


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None


def _is_day(text: Any) -> bool:
    try:
        return isinstance(text, str) and bool(date.fromisoformat(text))
    except ValueError:
        return False
