"""The way back for a damaged workspace: the newest whole backup, what differs from how it was left, what can still be read.

Works on a closed workspace, asks for no passphrase, and erases nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.errors import BackupUnusable, WorkspaceDamaged

if TYPE_CHECKING:
    from outreach.storage.backup_file import Backup
    from outreach.storage.salvage import Salvaged


@dataclass(frozen=True, slots=True)
class WayBack:
    """The newest backup of a workspace that was found whole by reading all of it, and how old it is; None when there is none.

    `passed_over` are newer ones that are damaged themselves. What was done until `touched`, when the damaged file was last written,
    is not in the backup.
    """

    backup: Path | None
    made: datetime | None
    age: timedelta
    people: int
    companies: int
    passed_over: int
    touched: datetime | None


def way_back(place: str | Path, now: datetime, second: Path | None = None) -> WayBack:
    """Look for the newest backup that is whole, for a workspace that may be unreadable. Touches nothing, needs no passphrase."""
    from outreach.storage import backup_file, backups

    path = Path(place)
    found: list[Backup] = []
    for folder in (backups.folder_of(path), second):
        if folder is not None:
            found += [
                one for one in backups.listed(folder) if one.manifest is not None and one.manifest.name == path.stem
            ]
    found.sort(key=lambda one: one.manifest.number if one.manifest else 0, reverse=True)
    passed = 0
    touched = _touched(path)
    for one in found:
        try:
            manifest = backup_file.verify(one.path)
        except (BackupUnusable, OSError):
            passed += 1
            continue
        counts, age = manifest.counts, max(now - manifest.made, timedelta(0))
        return WayBack(one.path, manifest.made, age, counts.get("person", 0), counts.get("company", 0), passed, touched)
    return WayBack(None, None, timedelta(0), 0, 0, passed, touched)


def is_encrypted_backup(backup: Path) -> bool:
    """Say whether a backup needs a passphrase. Raises BackupUnusable."""
    from outreach.storage import backup_file

    return backup_file.read_manifest(backup).encrypted


def changes_since_left(place: str | Path) -> list[str]:
    """Say how a workspace that is not open here differs from how it was left; nothing when it does not, or nobody knows."""
    from outreach.storage import as_left
    from outreach.storage.faults import known_faults

    path = Path(place)
    with known_faults(str(path)):
        return as_left.changes(path) if path.is_file() else []


def without_changes(problems: list[str]) -> list[str]:
    """Return what is wrong with a file beside that it is not as it was left."""
    from outreach.storage import as_left

    return [one for one in problems if one not in (as_left.CHANGED, as_left.LOST)]


def find_way_back(place: str, second: Path | None = None) -> tuple[WayBack, bool]:
    """Return the way back by the computer's own clock, and whether its backup needs a passphrase."""
    back = way_back(place, datetime.now(UTC), second)
    return back, back.backup is not None and is_encrypted_backup(back.backup)


def can_be_taken_as_it_is(error: Exception) -> bool:
    """Say whether the officer may go on with the file: it differs from how it was left, and nothing else is known to be wrong."""
    return isinstance(error, WorkspaceDamaged) and not without_changes([str(error.facts["detail"])])


def take_as_it_is(place: str | Path) -> None:
    """Go on with a file that is not as it was left: the officer has looked. Raises WorkspaceInUse."""
    from outreach.storage import as_left

    as_left.take_as_it_is(Path(place))


def _touched(path: Path) -> datetime | None:
    try:
        stamps = [one.stat().st_mtime for one in (path, Path(f"{path}-wal")) if one.exists()]
    except OSError:
        return None
    return datetime.fromtimestamp(max(stamps), UTC) if stamps else None


def can_be_salvaged(place: str | Path) -> bool:
    """Say whether there is anything to read: a file that is not encrypted and whose first page is there."""
    try:
        with Path(place).open("rb") as file:
            return file.read(16) == b"SQLite format 3\x00"
    except OSError:
        return False


def salvage(place: str | Path, who: str = "") -> Salvaged:
    """Read what can still be read of a damaged workspace that is not encrypted into a new file beside it.

    Raises NotAWorkspace for an encrypted one or one whose first page is gone.
    """
    from outreach.storage.database import Signature
    from outreach.storage.restoring import kept_name
    from outreach.storage.salvage import salvage as read_out

    path = Path(place)
    return read_out(path, kept_name(path, "salvaged", datetime.now(UTC)), Signature(who=who))
