"""What a backup is on the disk: one file, NAME.YYYY-MM-DDTHHMMSS.outreach-backup, a stored ZIP of three members.

`workspace.outreach` is the whole workspace, as encrypted as the live one; `keys.json` its key slots, where it has any; and
`manifest.json` says what is in it, in counts and sums alone. Nothing here trusts a file: sizes and sums are compared.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from outreach.errors import BackupUnusable
from outreach.language import N_

SUFFIX = ".outreach-backup"
WORKSPACE, KEYS, MANIFEST = "workspace.outreach", "keys.json", "manifest.json"

#: Version of the form of a backup file; a later one is refused.
FORM = 1
_CHUNK = 1 << 20
#: No honest manifest or slot file is larger, in bytes.
_LARGEST = 1 << 20

NOT_ONE = N_("it is not a backup of Outreach, or damaged.")
DAMAGED = N_("it is damaged: what is in it is not what was put there.")
TOO_NEW = N_("a later version of Outreach made it.")

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    `number` counts a workspace's backups and orders them; `position` is the time, in seconds, that has surely gone by since the
    first (`domain/thinning.py`). `counts` are rows by table, `dump` is the SHA-256 of all rows, `sum` that of the file's bytes.
    `action` is the number of the last action in its journal, `audit_head` the end of its audit log (`storage/audit.py`).
    """

    workspace: str
    name: str
    number: int
    made: datetime
    position: float
    reason: str
    program: str
    revision: str
    encrypted: bool
    action: int
    dump: str
    sum: str
    size: int
    audit_head: str = ""
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that lies somewhere. `size` is in bytes; `is_whole` says that its parts are there in full length.

    `manifest` is None for a file that cannot be read.
    """

    path: Path
    size: int
    manifest: Manifest | None

    @property
    def is_whole(self) -> bool:
        """Say whether it can count as a backup."""
        return self.manifest is not None


def file_name(stem: str, made: datetime) -> str:
    """Return the name of a backup made at an instant, in universal time, so that an hour in October is not there twice."""
    safe = re.sub(r"[^\w .()+-]", "_", stem)[:80] or "workspace"
    return f"{safe}.{made.astimezone(UTC):%Y-%m-%dT%H%M%S}{SUFFIX}"


def write(folder: Path, manifest: Manifest, workspace: Path, keys: bytes | None) -> tuple[Path, Manifest]:
    """Put a backup together, look at it as a stranger would, and only then give it its name.

    Returns its path, and the manifest with the sum and size of the workspace that was put in.

    Raises OSError; a file that does not hold what was put there raises BackupUnusable and is removed.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".half-made.", suffix=SUFFIX)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
                manifest = _pack(packed, workspace, manifest)
                if keys is not None:
                    packed.writestr(KEYS, keys)
                packed.writestr(MANIFEST, json.dumps(_plain(manifest), ensure_ascii=False, indent=1))
            file.flush()
            os.fsync(file.fileno())
        return _named(temporary, folder, file_name(manifest.name, manifest.made)), manifest
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _pack(packed: zipfile.ZipFile, workspace: Path, manifest: Manifest) -> Manifest:
    """Put the workspace in, read once: its sum is that of the very bytes that were written."""
    found, size = hashlib.sha256(), 0
    inside = zipfile.ZipInfo.from_file(workspace, WORKSPACE)
    with workspace.open("rb") as source, packed.open(inside, "w", force_zip64=True) as member:
        while chunk := source.read(_CHUNK):
            found.update(chunk)
            member.write(chunk)
            size += len(chunk)
    return replace(manifest, sum=found.hexdigest(), size=size)


def copy(backup: Path, folder: Path) -> Path:
    """Put a backup into another folder as well, and look at the copy. Raises OSError and BackupUnusable."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".half-made.", suffix=SUFFIX)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as target, backup.open("rb") as source:
            while chunk := source.read(_CHUNK):
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        return _named(temporary, folder, backup.name)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _named(temporary: Path, folder: Path, name: str) -> Path:
    verify(temporary)
    for number in range(1, 1000):
        path = folder / (name if number == 1 else f"{name.removesuffix(SUFFIX)}-{number}{SUFFIX}")
        if not path.exists():
            temporary.replace(path)
            flush_folder(folder)
            return path
    raise FileExistsError(folder / name)


def flush_folder(folder: Path) -> None:
    """Have the folder's own entries on the disk. Windows does that by itself and opens no folder."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def look(path: Path) -> Backup:
    """Look at a backup from outside: its manifest, and whether its parts have their length. Never raises for what is in it."""
    try:
        size = path.stat().st_size
        with zipfile.ZipFile(path) as packed:
            manifest = _manifest(path, packed)
            whole = packed.getinfo(WORKSPACE).file_size == manifest.size
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, BackupUnusable):
        return Backup(path, _size(path), None)
    return Backup(path, size, manifest if whole else None)


def read_manifest(path: Path) -> Manifest:
    """Return what a backup says of itself. Raises BackupUnusable."""
    with _opened(path) as packed:
        return _manifest(path, packed)


def read_keys(path: Path) -> bytes | None:
    """Return the key slots that lie in a backup, or None. Raises BackupUnusable."""
    with _opened(path) as packed:
        return _small(packed, KEYS) if KEYS in packed.namelist() else None


def verify(path: Path, report: Report | None = None) -> Manifest:
    """Read all of a backup and compare its sum. Raises BackupUnusable; `report(done, total)` counts bytes."""
    with _opened(path) as packed:
        manifest = _manifest(path, packed)
        _sum_up(path, packed, manifest, None, report)
        if manifest.encrypted and _small(packed, KEYS) == b"":
            raise BackupUnusable(path, DAMAGED)
        return manifest


def unpack(path: Path, target: Path, report: Report | None = None) -> Manifest:
    """Write the workspace of a backup to a new private file, compared on the way. Raises BackupUnusable and OSError."""
    with _opened(path) as packed:
        manifest = _manifest(path, packed)
        handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                _sum_up(path, packed, manifest, file, report)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        return manifest


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# Inside --------------------------------------------------------------------------------------------------------------


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a backup; whatever is wrong inside becomes BackupUnusable."""
    try:
        with zipfile.ZipFile(path) as packed:
            yield packed
    except (ValueError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BackupUnusable(path, NOT_ONE) from error
    except (FileNotFoundError, IsADirectoryError) as error:
        raise BackupUnusable(path, N_("it is not there.")) from error


def _manifest(path: Path, packed: zipfile.ZipFile) -> Manifest:
    plain = json.loads(_small(packed, MANIFEST))
    if not isinstance(plain, dict):
        raise BackupUnusable(path, NOT_ONE)
    if plain.pop("form", None) != FORM:
        raise BackupUnusable(path, TOO_NEW)
    try:
        known = {name: plain[name] for name in Manifest.__dataclass_fields__}
        known["made"] = datetime.fromisoformat(known["made"]).astimezone(UTC)
        known["counts"] = {str(name): int(count) for name, count in known["counts"].items()}
        return Manifest(**known | {"number": int(known["number"]), "position": float(known["position"])})
    except (KeyError, TypeError, AttributeError) as error:
        raise BackupUnusable(path, NOT_ONE) from error


def _small(packed: zipfile.ZipFile, name: str) -> bytes:
    if packed.getinfo(name).file_size > _LARGEST:
        raise ValueError(name)
    return packed.read(name)


def _sum_up(
    path: Path, packed: zipfile.ZipFile, manifest: Manifest, target: IO[bytes] | None, report: Report | None
) -> None:
    if packed.getinfo(WORKSPACE).file_size != manifest.size:
        raise BackupUnusable(path, DAMAGED)
    found, done = hashlib.sha256(), 0
    with packed.open(WORKSPACE) as member:
        while chunk := member.read(_CHUNK):
            found.update(chunk)
            if target is not None:
                target.write(chunk)
            done += len(chunk)
            if report is not None:
                report(done, manifest.size)
    if found.hexdigest() != manifest.sum:
        raise BackupUnusable(path, DAMAGED)


def _plain(manifest: Manifest) -> dict[str, Any]:
    return {"form": FORM} | asdict(manifest) | {"made": manifest.made.isoformat()}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
