"""The box on this computer in which deeds wait for the server of a shared workspace: one sealed file each, readable with one key.

Whoever works here may put something in at any time, with no server, no password and no key ring: the box is sealed with its public
key (X25519, AES-256-GCM). Taking it out needs the private key, which never lies on this disk in the open (`services/waiting.py`).
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

from outreach.domain.record import from_plain, to_plain
from outreach.domain.secret import wipe
from outreach.domain.server_address import split_address
from outreach.domain.waiting import Operation
from outreach.paths import data_folder
from outreach.settings import flush_folder, write_atomically
from outreach.storage.faults import disk_fault
from outreach.storage.private_files import make_private_folder
from outreach.storage.sealing import SealBroken, key_pair, seal_for, unseal_for

_HEAD, _SUFFIX = "box.json", ".waits"


class BoxSealer:
    """Seals for the box what must lie encrypted beside a shared workspace; unseals once the box is unlocked."""

    def __init__(self, box: WaitingBox) -> None:
        self._box = box

    def seal(self, data: bytes, about: str) -> bytes:
        """Encrypt `data`; `about` says what it is, and unsealing wants the same."""
        return seal_for(self._box.public, data, about.encode())

    def unseal(self, sealed: bytes, about: str) -> bytes:
        """Return what was sealed. Raises SealBroken, also while the box is locked."""
        return self._box.unsealed(sealed, about.encode())


class WaitingBox:
    """The box of one workspace and one user. `key_at` says where its private key is: "ring" or "server"."""

    def __init__(self, folder: Path, box_id: UUID, public: bytes, key_at: str) -> None:
        self.folder = folder
        self.id = box_id
        self.public = public
        self.key_at = key_at
        self._private = bytearray()

    @property
    def is_unlocked(self) -> bool:
        """Say whether what waits can be read."""
        return bool(self._private)

    def unlock(self, private: bytes | bytearray) -> None:
        """Take the private key. Raises SealBroken for one of another box."""
        if unseal_for(private, seal_for(self.public, b"fits", b"fits"), b"fits") != b"fits":
            raise SealBroken
        self._private = bytearray(private)

    def lock(self) -> None:
        """Forget the private key."""
        wipe(self._private)

    def count(self) -> int:
        """Return how many wait; needs no key."""
        return len(self._files())

    def put(self, operation: Operation) -> None:
        """Let a deed wait, in place of an earlier one of the same id; it is on the disk when this returns. Raises DiskFull."""
        data = json.dumps(to_plain(operation), ensure_ascii=False).encode("utf-8", "replace")
        file = self._file_of(operation.action) or self.folder / f"{self._next():08}-{operation.action}{_SUFFIX}"
        try:
            write_atomically(file, seal_for(self.public, data, operation.action.bytes))
        except OSError as error:
            raise disk_fault(error, self.folder) from error

    def waiting(self) -> Iterator[Operation]:
        """Give what waits, the oldest first. What somebody else has sent or dropped meanwhile is left out. Raises SealBroken."""
        for file in self._files():
            with contextlib.suppress(FileNotFoundError):
                action = _action_of(file)
                yield from_plain(Operation, json.loads(self.unsealed(file.read_bytes(), action.bytes)))

    def remove(self, action: UUID) -> bool:
        """Take a deed out of the box, for good; say whether it was there. Raises CannotWrite and its like."""
        file = self._file_of(action)
        if file is None:
            return False
        try:
            file.unlink(missing_ok=True)
            flush_folder(self.folder)
        except OSError as error:
            raise disk_fault(error, self.folder) from error
        return True

    def unsealed(self, sealed: bytes, about: bytes) -> bytes:
        """Return what was sealed for the box. Raises SealBroken, also while it is locked."""
        if not self._private:
            raise SealBroken
        return unseal_for(self._private, sealed, about)

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob(f"*{_SUFFIX}"))

    def _file_of(self, action: UUID) -> Path | None:
        return next(iter(self.folder.glob(f"*-{action}{_SUFFIX}")), None)

    def _next(self) -> int:
        files = self._files()
        return int(files[-1].name.partition("-")[0]) + 1 if files else 1


def find_box(place: str) -> WaitingBox | None:
    """Return the box of a shared workspace on this computer; None when none was made yet, or its head cannot be read."""
    folder = _folder_of(place)
    try:
        head = json.loads((folder / _HEAD).read_bytes())
        return WaitingBox(folder, UUID(head["id"]), bytes.fromhex(head["public"]), str(head["key_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def new_box(place: str) -> tuple[WaitingBox, bytearray]:
    """Return a box that is not on the disk yet (`keep_head`), and its private key. Raises CannotWrite and its like."""
    folder = _folder_of(place)
    private, public = key_pair()
    box = WaitingBox(folder, uuid4(), public, "")
    box.unlock(private)
    return box, private


def keep_head(box: WaitingBox, key_at: str) -> None:
    """Make the box known on the disk, once its private key is safe at `key_at`. Raises CannotWrite and its like."""
    box.key_at = key_at
    head = {"id": str(box.id), "public": box.public.hex(), "key_at": key_at}
    try:
        make_private_folder(box.folder)
        write_atomically(box.folder / _HEAD, json.dumps(head).encode())
    except OSError as error:
        raise disk_fault(error, box.folder) from error


def _folder_of(place: str) -> Path:
    named = f"{getpass.getuser()}\n{split_address(place)[0]}"
    return data_folder() / "waiting" / hashlib.sha256(named.encode()).hexdigest()[:24]


def _action_of(file: Path) -> UUID:
    return UUID(file.name.removesuffix(_SUFFIX).partition("-")[2])
