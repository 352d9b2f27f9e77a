"""Where a live workspace may lie: on the computer's own disk, never in a network or cloud folder (reliability.md, R7).

SQLite's locks do not hold over NFS and SMB, and a cloud client copies the file and its write-ahead log at different moments, so
that the other computer gets a mix of both (sqlite.org/howtocorrupt.html, section 2). Backups are whole files and may lie there.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from outreach.errors import UnsafePlace
from outreach.language import N_

NETWORK = N_("a network folder")
CLOUD = N_("a folder that a cloud service copies")

#: Types of file systems that live on another machine (man 5 proc_mounts; kernel documentation, filesystems).
_FAR = frozenset(
    "nfs nfs3 nfs4 cifs smb smb2 smb3 smbfs ncpfs afs ceph glusterfs lustre gfs2 ocfs2 beegfs 9p davfs davfs2 coda pvfs2".split()
)
_FAR_FUSE = re.compile(
    r"fuse\.(sshfs|rclone|gvfsd-fuse|davfs2?|s3fs|gcsfuse|goofys|curlftpfs|smbnetfs|glusterfs|ceph-fuse|"
    r"google-drive-ocamlfuse|onedriver|dropbox|seafile|nextcloud|kio-fuse|juicefs|afpfs)\b.*",
    re.IGNORECASE,
)

#: What cloud clients call their folder, with or without the name of an organisation behind it ("OneDrive - Älvbro kommun").
_CLOUD_NAME = re.compile(
    r"(onedrive|dropbox|google drive|googledrive|icloud ?drive|nextcloud|owncloud|box sync|pcloud ?drive)( ?[-–(].*)?",
    re.IGNORECASE,
)
#: Words that anybody may call a folder: they count right below the home folder alone, where the client puts it.
_CLOUD_NAME_AT_HOME = re.compile(r"my drive|min enhet|icloud|box|box documents|mega|sync|seafile|tresorit|koofr", re.IGNORECASE)
_CLOUD_PATH = ("library/mobile documents", "library/cloudstorage", ".dropbox-dist", "google/drivefs")
#: What they leave in the folder's root.
_MARKERS = (
    ".dropbox", ".dropbox.cache", ".sync_journal.db", "._sync_journal.db", ".owncloudsync.log", ".nextcloudsync.log",
    ".849c9593-d756-4e56-8d6e-42412f2a707b", ".stfolder", ".boxsync", ".tmp.driveupload", ".tmp.drivedownload",
    ".seafile-data", ".synkron.syncdb",
)  # fmt: skip
_CLOUD_ENVIRONMENT = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer", "DROPBOX_PATH", "NEXTCLOUD_PATH")

# DRIVE_REMOVABLE and DRIVE_REMOTE of GetDriveTypeW.
_REMOVABLE_DRIVE, _REMOTE_DRIVE = 2, 4


@dataclass(frozen=True, slots=True)
class Mount:
    """A mounted file system: where it stands, and its type."""

    point: str
    type: str


def require_safe_place(path: Path) -> None:
    """Raise UnsafePlace when a live workspace at `path` would lie in a network or cloud folder."""
    found = unsafe_place(path)
    if found:
        raise UnsafePlace(path, found)


def unsafe_place(
    path: Path,
    *,
    mounts: Iterable[Mount] | None = None,
    environment: Mapping[str, str] | None = None,
    drive_type: Callable[[str], int] | None = None,
) -> str:
    """Return what kind of unsafe place a file lies in, as a catalogue text; empty when it is the computer's own disk.

    Links are followed. `mounts`, `environment` and `drive_type(root)` (GetDriveTypeW) come from the system unless given.
    """
    real = Path(os.path.realpath(path))
    if _is_far(real, mounts, drive_type):
        return NETWORK
    if _is_in_cloud(real, os.environ if environment is None else environment):
        return CLOUD
    return ""


def leaves_the_computer(path: Path, *, drive_type: Callable[[str], int] | None = None) -> bool:
    """Say whether a file at `path` would lie in a network or cloud folder, or on a stick that can be carried away."""
    if unsafe_place(path, drive_type=drive_type):
        return True
    real = os.path.realpath(path)
    if drive_type is None and sys.platform == "win32":
        drive_type = _windows_drive_type
    if drive_type is not None and re.match(r"[A-Za-z]:", real):
        return drive_type(real[:2] + "\\") == _REMOVABLE_DRIVE
    # Where desktops put what is plugged in (udisks; macOS).
    return real.startswith(("/media/", "/run/media/", "/Volumes/"))


def _is_far(real: Path, mounts: Iterable[Mount] | None, drive_type: Callable[[str], int] | None) -> bool:
    text = str(real)
    if (text.startswith(("\\\\", "//")) and not text.startswith(("\\\\?\\", "\\\\.\\"))) or text.startswith("\\\\?\\UNC\\"):
        return True
    if drive_type is None and sys.platform == "win32":
        drive_type = _windows_drive_type
    if drive_type is not None and re.match(r"[A-Za-z]:", text):
        return drive_type(text[:2] + "\\") == _REMOTE_DRIVE
    kind = _file_system(text, _mounts() if mounts is None else mounts)
    return kind in _FAR or bool(_FAR_FUSE.fullmatch(kind))


def _file_system(path: str, mounts: Iterable[Mount]) -> str:
    """Return the type of the file system that a path lies on: that of the longest mount point above it, the last one put there."""
    best, kind = -1, ""
    for mount in mounts:
        point = mount.point.rstrip("/")
        if (path == point or path.startswith(f"{point}/")) and len(point) >= best:
            best, kind = len(point), mount.type
    return kind


def _is_in_cloud(real: Path, environment: Mapping[str, str]) -> bool:
    folders = real.parents
    roots = {os.path.realpath(value) for name in _CLOUD_ENVIRONMENT if (value := environment.get(name))}
    if any(str(folder) in roots for folder in folders):
        return True
    spelt = "/".join(part.casefold() for part in real.parts)
    if any(f"/{part}/" in f"/{spelt}/" for part in _CLOUD_PATH):
        return True
    home = os.path.realpath(environment.get("USERPROFILE") or environment.get("HOME") or Path.home())
    if any(_CLOUD_NAME.fullmatch(folder.name) for folder in folders):
        return True
    if any(str(folder.parent) == home and _CLOUD_NAME_AT_HOME.fullmatch(folder.name) for folder in folders):
        return True
    return any(_exists(folder / marker) for folder in folders for marker in _MARKERS)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _mounts() -> list[Mount]:
    """Return what is mounted, in the order of mounting; nothing where the system does not tell (Windows, macOS)."""
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return _mounts_of_mac() if sys.platform == "darwin" else []
    parts = [line.split(" ") for line in lines]
    return [Mount(_unescaped(part[1]), part[2].casefold()) for part in parts if len(part) > 2]


def _mounts_of_mac() -> list[Mount]:
    import subprocess

    try:
        said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    found = [re.match(r".* on (.*) \((\w+)", line) for line in said.splitlines()]
    return [Mount(one[1], one[2].casefold()) for one in found if one]


def _unescaped(point: str) -> str:
    """Read a mount point as the kernel writes it: octal numbers for what would end a field."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point)


def _windows_drive_type(root: str) -> int:
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))  # type: ignore[attr-defined]
