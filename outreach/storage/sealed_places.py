"""Which places on this computer held an encrypted workspace: a plain one that lies there now was put in its place.

Whoever takes away file, keys and lock file together and lays a plain workspace there would else only meet the bar that says "not
encrypted". The memory lies with the copies of the key slots, outside the workspace's folder; it holds paths and ids, no secret.
"""

from __future__ import annotations

import contextlib
import json
import logging
from pathlib import Path
from uuid import UUID

from outreach.paths import data_folder
from outreach.storage.private_files import make_private_folder, write_private

log = logging.getLogger(__name__)


def note(path: Path, workspace: UUID | None) -> bool:
    """Keep that an encrypted workspace lies here; None: a plain one, and rightly. Say whether one was known here before.

    That it cannot be kept stops nobody.
    """
    known = _read()
    before = known.pop(_key(path), None)
    now = workspace.hex if workspace is not None else None
    if before != now:
        # Folders for an hour, of a restore, are not kept for ever.
        kept = {place: one for place, one in known.items() if Path(place).parent.is_dir()}
        _write(kept if now is None else kept | {_key(path): now})
    return before is not None


def knows(path: Path) -> bool:
    """Say whether an encrypted workspace lay here when it was last opened on this computer."""
    return _key(path) in _read()


def _key(path: Path) -> str:
    return str(path.resolve())


def _file() -> Path:
    return data_folder() / "keys" / "places.json"


def _read() -> dict[str, str]:
    try:
        plain = json.loads(_file().read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in plain.items()} if isinstance(plain, dict) else {}


def _write(known: dict[str, str]) -> None:
    try:
        make_private_folder(_file().parent)
        with contextlib.suppress(ValueError):
            write_private(_file(), json.dumps(known, ensure_ascii=False, indent=1).encode("utf-8", "replace"), json.loads)
    except OSError as error:
        log.warning("the places of encrypted workspaces could not be kept: %s", type(error))
