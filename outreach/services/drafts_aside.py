"""Half-typed forms while the workspace cannot be written: a small file of the user's own, until the writer is free again.

A workspace has one writer at a time, and an import of a hundred thousand rows is one transaction. What an officer types meanwhile
stands here within the same seconds as at other times, and goes into the workspace as soon as that is free; after a crash the next
start takes it in. Kept in the settings folder (readable by the user alone), so that a shared workspace is served too. Beside an
encrypted workspace it is sealed under a key of that workspace (`Database.sealer`): who takes the laptop reads nothing.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from outreach.domain.personal_numbers import masked
from outreach.paths import settings_folder
from outreach.services.open_window import socket_name
from outreach.settings import write_atomically

if TYPE_CHECKING:
    from outreach.storage.sealing import Sealer

Plain = dict[str, Any]
#: What is sealed; unsealing wants the same words.
_ABOUT = "drafts aside"


class DraftsAside:
    """The file beside one workspace. An empty draft says that the workspace's own is to be forgotten. Safe over threads."""

    def __init__(self, place: str, sealer: Callable[[], Sealer | None] = lambda: None) -> None:
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
            write_atomically(self.file, self._sealed(json.dumps(self._kept, ensure_ascii=False).encode("utf-8", "replace")))

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

    def _sealed(self, data: bytes) -> bytes:
        sealer = self._sealer()
        return data if sealer is None else sealer.seal(data, _ABOUT)

    def _unsealed(self, data: bytes) -> bytes:
        # One that begins as JSON was written before the workspace was encrypted; it goes with the next `clear`.
        sealer = self._sealer()
        return data if sealer is None or data.startswith(b"{") else sealer.unseal(data, _ABOUT)

    def _read(self) -> dict[str, Plain]:
        try:
            found = json.loads(self._unsealed(self.file.read_bytes()))
        except (OSError, ValueError, RecursionError):
            return {}
        return {key: one for key, one in found.items() if isinstance(one, dict)} if isinstance(found, dict) else {}
