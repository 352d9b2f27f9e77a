"""Half-typed forms while the workspace cannot be written: a small file of the user's own, until the writer is free again.

A workspace has one writer at a time, and an import of a hundred thousand rows is one transaction. What an officer types meanwhile
stands here within the same seconds as at other times, and goes into the workspace as soon as that is free; after a crash the next
start takes it in. Kept in the settings folder (readable by the user alone), so that a shared workspace is served too; that of an
encrypted workspace is sealed under its key, that of a shared one for its box (`services/waiting.py`), or not kept.
"""

from __future__ import annotations

import contextlib
import errno
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from outreach.domain.personal_numbers import masked
from outreach.domain.server_address import is_address
from outreach.paths import settings_folder
from outreach.services.open_window import socket_name
from outreach.settings import write_atomically

if TYPE_CHECKING:
    from outreach.storage.sealing import Sealer
    from outreach.storage.waiting_box import BoxSealer

Plain = dict[str, Any]

#: What the sealed file says it is.
_ABOUT = "drafts aside"


class DraftsAside:
    """The file beside one workspace. An empty draft says that the workspace's own is to be forgotten. Safe over threads."""

    def __init__(self, place: str, sealer: Callable[[], Sealer | BoxSealer | None] = lambda: None) -> None:
        self._place = place
        self._sealer = sealer
        self._lock = Lock()
        self._kept: dict[str, Plain] | None = None
        self._ended = False

    @property
    def file(self) -> Path:
        """Where it lies."""
        return settings_folder() / f"{socket_name(self._place)}.drafts"

    def keep(self, drafts: dict[str, Plain]) -> None:
        """Keep drafts in place of earlier ones of the same names. Raises OSError."""
        with self._lock:
            if self._ended:
                return
            # What a crash left and nobody has taken in yet stays.
            self._kept = (self._read() if self._kept is None else self._kept) | masked(drafts)
            self._write(self._kept)

    @contextlib.contextmanager
    def carried_over(self) -> Iterator[None]:
        """Keep what stands there readable while the workspace gets another key inside."""
        with self._lock:
            from outreach.storage.private_files import overwritten_once_gone

            left = self._read()
            try:
                yield
            finally:
                if left:
                    with overwritten_once_gone(self.file):
                        self._write(left)

    def left(self) -> dict[str, Plain]:
        """Return what a crash has left."""
        with self._lock:
            return self._read()

    def clear(self) -> None:
        """Forget all: the workspace has it."""
        with self._lock:
            self._clear()

    @property
    def holds(self) -> bool:
        """Say whether this process has kept something that the workspace may have by now."""
        return self._kept is not None

    def end(self) -> None:
        """Forget what this process has kept, and keep nothing more; what another one left stays."""
        with self._lock:
            self._ended = True
            if self._kept is not None:
                self._clear()

    def _clear(self) -> None:
        self._kept = None
        with contextlib.suppress(OSError):
            self.file.unlink(missing_ok=True)

    def _write(self, kept: dict[str, Plain]) -> None:
        data = json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace")
        sealer = self._sealer()
        if sealer is None and is_address(self._place):
            # What lies on a server for safety does not lie here in the open.
            return
        try:
            write_atomically(self.file, sealer.seal(data, _ABOUT) if sealer is not None else data)
        except ValueError as error:
            # The workspace was closed meanwhile, and its key is forgotten.
            raise OSError(errno.EACCES, "closed") from error

    def _read(self) -> dict[str, Plain]:
        sealer = self._sealer()
        try:
            data = self.file.read_bytes()
            # One that begins as JSON was written before the workspace was encrypted; it goes with the next `clear`.
            bare = sealer is None or data.startswith(b"{")
            found = json.loads(data if bare or sealer is None else sealer.unseal(data, _ABOUT))
        except (OSError, ValueError, RecursionError):
            return {}
        return {key: one for key, one in found.items() if isinstance(one, dict)} if isinstance(found, dict) else {}
