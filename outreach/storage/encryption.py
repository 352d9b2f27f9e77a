"""Which key file belongs to a workspace file, and whether the file is what it should be: encrypted, whole, and ours.

SQLCipher says "file is not a database" to a wrong key and to a damaged file alike, and a driver that is not SQLCipher takes a key
without a word and writes plain text (reliability.md, R40 and R42). Both are told here, before any driver touches the file.
"""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from outreach.domain.secret import Secret, wipe
from outreach.errors import (
    KeysMissing,
    NotAWorkspace,
    NotEncrypted,
    WorkspaceDamaged,
    WorkspaceLocked,
    WrongPassphrase,
)
from outreach.paths import data_folder
from outreach.storage import sealed_places, sealing
from outreach.storage.key_slots import LARGEST, KeySlots, NoSlotFits, SlotsDamaged, new_slots, newest, read_slots
from outreach.storage.private_files import make_private_folder, remove, write_private
from outreach.storage.sealing import Cost

log = logging.getLogger(__name__)

#: What every SQLite file begins with that is not encrypted (sqlite.org/fileformat.html, 1.3.1).
PLAIN_HEAD = b"SQLite format 3\x00"
#: How much of a file is its mark: the salt of SQLCipher.
MARK = 16
_PAGE = 4096


@dataclass(slots=True)
class Unlocked:
    """The data key of an open workspace and the slots that it came from."""

    key: bytearray
    slots: KeySlots

    def wipe(self) -> None:
        """Forget the key."""
        wipe(self.key)


def keys_file(path: Path) -> Path:
    """Where the key slots of a workspace lie: beside it."""
    return path.with_name(f"{path.name}.keys")


def copied_keys_file(workspace: UUID) -> Path:
    """Where the second copy of a workspace's key slots lies: in the user's data folder, by the workspace's id."""
    return data_folder() / "keys" / f"{workspace.hex}.keys"


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file: its mark, or what tells that it is plain. Raises OSError."""
    with path.open("rb") as file:
        return file.read(MARK)


def is_encrypted(place: Path | str) -> bool:
    """Say whether a workspace is encrypted by its key file, without opening it; False for an address and a missing file."""
    if "://" in str(place):
        return False
    with contextlib.suppress(OSError):
        return head_of(Path(place)) != PLAIN_HEAD and find_slots(Path(place)) is not None
    return False


# Finding the slots --------------------------------------------------------------------------------------------------------


def find_slots(path: Path) -> KeySlots | None:
    """Return the slots of a workspace file, None for a plain one. Those beside it count; its copy steps in when they are gone.

    Raises KeysMissing, NotEncrypted for a plain file with key slots beside it or in the place of an encrypted one,
    NotAWorkspace, WorkspaceDamaged for an empty file.
    """
    head, beside = head_of(path), keys_file(path)
    if head == PLAIN_HEAD:
        if beside.exists() or sealed_places.knows(path):
            raise NotEncrypted(path)
        return None
    found = _read_beside(beside)
    if found is not None and found.mark == head:
        return found
    copied = newest(slots for slots in _copies() if slots.mark == head)
    if copied is not None:
        return copied
    if found is not None:
        # It opens, and then the file's first page is known to be damaged.
        return found
    if beside.exists() or _looks_encrypted(path):
        raise KeysMissing(path)
    raise NotAWorkspace(path)


def unlock(path: Path, secret: Secret | None) -> Unlocked | None:
    """Return the data key of a workspace, None for a plain one.

    Raises WorkspaceLocked without a secret, WrongPassphrase, KeysMissing, NotEncrypted, NotAWorkspace, WorkspaceDamaged.
    """
    slots = find_slots(path)
    if slots is None:
        return None
    if secret is None:
        raise WorkspaceLocked(path)
    try:
        key = slots.open(secret)
    except NoSlotFits as error:
        raise WrongPassphrase(path) from error
    except SlotsDamaged as error:
        raise KeysMissing(path) from error
    if head_of(path) != slots.mark:
        wipe(key)
        raise WorkspaceDamaged(path, "first page")
    return Unlocked(key, slots)


def _read_beside(file: Path) -> KeySlots | None:
    try:
        return read_file(file)
    except FileNotFoundError:
        return None
    except SlotsDamaged:
        log.warning("the key file beside the workspace is damaged")
        return None


def read_file(file: Path) -> KeySlots:
    """Read a key file. Raises SlotsDamaged, OSError."""
    with file.open("rb") as opened:
        return read_slots(opened.read(LARGEST + 1))


def _copies() -> list[KeySlots]:
    found = []
    for file in sorted((data_folder() / "keys").glob("*.keys")):
        with contextlib.suppress(OSError, SlotsDamaged):
            found.append(read_file(file))
    return found


def _looks_encrypted(path: Path) -> bool:
    """Say whether a file without keys may be an encrypted workspace: whole pages, and a first one like random bytes."""
    size = path.stat().st_size
    with path.open("rb") as file:
        first = file.read(_PAGE)
    # Of 4,096 random bytes nearly every value is there; a text has a third of them.
    return size >= _PAGE and size % _PAGE == 0 and len(set(first)) > 250


# Writing the slots --------------------------------------------------------------------------------------------------------


def write_slots(path: Path, slots: KeySlots, key: bytearray, proof: Secret | None = None) -> None:
    """Put key slots beside a workspace, then their copy. The old ones stay until the new are read back and found genuine.

    `proof` must open them: what was just typed. Raises OSError, SlotsDamaged, NoSlotFits.
    """

    def sound(data: bytes) -> None:
        read = read_slots(data)
        read.require_genuine(key)
        if proof is not None:
            opened = read.open(proof)
            same = opened == key
            wipe(opened)
            if not same:
                raise SlotsDamaged

    write_private(keys_file(path), slots.to_bytes(), sound)
    keep_copy(slots)


def is_in_place(path: Path, slots: KeySlots) -> bool:
    """Say whether these slots lie beside a workspace."""
    try:
        return read_file(keys_file(path)).to_bytes() == slots.to_bytes()
    except (OSError, SlotsDamaged):
        return False


def keep_copy(slots: KeySlots) -> None:
    """Keep the second copy up to date. That it cannot be written stops nobody: the first one lies beside the workspace."""
    file = copied_keys_file(slots.workspace)
    try:
        with contextlib.suppress(FileNotFoundError, SlotsDamaged):
            if read_file(file).edition >= slots.edition:
                return
        make_private_folder(file.parent)
        write_private(file, slots.to_bytes(), read_slots)
    except (OSError, SlotsDamaged) as error:
        log.warning("the second copy of the key slots could not be written: %s", type(error))


def put_back(path: Path, slots: KeySlots) -> None:
    """Put the slots beside the workspace again where they are gone or damaged, and see to their copy."""
    beside = _read_beside(keys_file(path))
    if beside is None or beside.mark != slots.mark:
        log.warning("the key slots were put back beside the workspace")
        with contextlib.suppress(OSError):
            write_private(keys_file(path), slots.to_bytes(), read_slots)
    keep_copy(slots)


def set_aside(path: Path) -> None:
    """Keep the slots of a database that is gone in the user's data folder alone, so that a new one can take its name."""
    with contextlib.suppress(SlotsDamaged, FileNotFoundError):
        keep_copy(read_file(keys_file(path)))


def forget_copy(workspace: UUID) -> None:
    """Remove the second copy, when a workspace is encrypted no longer."""
    with contextlib.suppress(OSError):
        remove(copied_keys_file(workspace))


def new_unlocked(passphrase: Secret, cost: Cost, before: KeySlots | None = None, at: datetime | None = None) -> Unlocked:
    """Return a new data key and its slots, which a passphrase opens. Those of `before` end, but the workspace's id stays."""
    key = sealing.random_key()
    mark = bytes(sealing.random_key()[:MARK])
    slots = new_slots(mark, before.workspace, before.edition) if before is not None else new_slots(mark)
    return Unlocked(key, slots.with_passphrase(key, passphrase, cost, at))


# The driver ---------------------------------------------------------------------------------------------------------------


def key_words(key: bytearray, mark: bytes) -> str:
    """Return the statement that hands the raw key and the salt to SQLCipher; it must be a connection's first."""
    return f"PRAGMA key = \"x'{key.hex()}{mark.hex()}'\""


def require_cipher(connection: Any, path: Path) -> None:
    """Raise NotEncrypted when the driver is not SQLCipher: any other SQLite takes the key without a word and writes plain text."""
    answer = connection.execute("PRAGMA cipher_version").fetchone()
    if not answer or not answer[0]:
        raise NotEncrypted(path)


def require_encrypted(path: Path) -> None:
    """Raise NotEncrypted when the file that should be encrypted begins like a plain one."""
    if head_of(path) == PLAIN_HEAD:
        raise NotEncrypted(path)
