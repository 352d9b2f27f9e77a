"""What is logged while the register is locked: sealed for the register alone, put in when it is unlocked, exactly once.

A lock forgets the key, and a booth cannot wait for it. So the register keeps the private half of a pair of keys (X25519) inside,
and gives out the public half before it closes: with that half a conversation can be sealed and no sealed one be read. Each is a
line of its own in `NAME.outreach.sealed`, on the disk before it is acknowledged. When all of them are in the register, the file
goes, and then the private half: a copy of the file that turns up later opens nothing, and brings back nobody who was erased.

A register may be damaged while it is locked, and the backup that takes its place was made before that lock. So the file begins with
the private half too, under the register's own key. It counts once: what was emptied is remembered by its public half.

Whoever holds the letterbox open (the locked window) holds its lock. Another process that opens the register meanwhile lets it be.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from outreach.domain.secret import wipe
from outreach.errors import WorkspaceReadOnly
from outreach.storage import sealing
from outreach.storage.database import Database
from outreach.storage.faults import known_faults
from outreach.storage.lock import WriterLock
from outreach.storage.private_files import flush_folder, remove
from outreach.storage.sealing import SealBroken

#: The fact that holds the private half, in hex.
PRIVATE = "letterbox.private"
#: The fact that holds the public halves, in hex, of those that were emptied: the newest twenty.
DONE = "letterbox.done"
_MOST_DONE = 20
#: A line that begins like this holds the private half; base64 has no such sign.
_HEAD = b"*"
_PURPOSE = "letterbox"
_PUBLIC = 32


def letterbox_file(workspace: Path) -> Path:
    """Where sealed letters lie: beside the workspace, so that they go where it goes."""
    return workspace.with_name(f"{workspace.name}.sealed")


def waits(workspace: Path) -> bool:
    """Say whether something sealed lies there."""
    return letterbox_file(workspace).exists()


class Letterbox:
    """Takes letters in while the register is closed. Raises WorkspaceInUse when another window holds it open."""

    def __init__(self, workspace: Path, address: bytes, head: bytes = b"") -> None:
        self.file = letterbox_file(workspace)
        self._address = address
        self._head = _HEAD + base64.b64encode(head) + b"\n" if head else b""
        self._lock: WriterLock | None = WriterLock(self.file)

    def put(self, letter: bytes) -> None:
        """Seal a letter; when this returns, it is on the disk. Raises DiskFull, DiskFault, WorkspaceReadOnly."""
        if self._lock is None:
            raise WorkspaceReadOnly(self.file)
        line = self._head + base64.b64encode(sealed_for(self._address, letter)) + b"\n"
        with known_faults(str(self.file)):
            new = not self.file.exists()
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
            handle = os.open(self.file, flags, 0o600)
            with os.fdopen(handle, "r+b") as opened:
                # A write that was cut left half a line; that one was never acknowledged, and must not spoil this one.
                if opened.seek(0, os.SEEK_END) and not _ends_a_line(opened.fileno()):
                    line = b"\n" + line
                opened.write(line)
                opened.flush()
                os.fsync(opened.fileno())
            self._head = b""
            if new:
                flush_folder(self.file.parent)

    def close(self) -> None:
        """Let whoever opens the register take the letters in."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def open_letterbox(database: Database) -> Letterbox:
    """Return the letterbox of an open, encrypted workspace, for the time in which that is closed.

    Raises WorkspaceReadOnly for a workspace that has no key to forget, WorkspaceInUse, DiskFull.
    """
    if not database.is_encrypted:
        raise WorkspaceReadOnly(database.place)
    with database.work("") as work:
        known = work.fact(PRIVATE)
        private, address = _pair(bytes.fromhex(known)) if known else _pair(bytes(sealing.random_key()))
        if not known:
            work.keep_fact(PRIVATE, private.hex())
    sealer = database.sealer
    return Letterbox(Path(database.place), address, sealer.seal(private, _PURPOSE) if sealer is not None else b"")


@dataclass(frozen=True, slots=True)
class Found:
    """What lay there: the letters in the order in which they came, how many lines nobody can open, and where those stay."""

    letters: tuple[bytes, ...]
    unreadable: int = 0
    aside: Path | None = None


@contextmanager
def emptied(database: Database) -> Iterator[Found]:
    """Give out the letters; when the block ends well they are in the register, and the file and the private half go.

    A file with lines that cannot be opened (of another key, or damaged) stays under another name. Raises WorkspaceInUse while a
    locked window still takes letters in.
    """
    workspace = Path(database.place)
    file = letterbox_file(workspace)
    with database.read() as view:
        known, done = view.fact(PRIVATE), view.fact(DONE).split()
    lock = WriterLock(file)
    try:
        keys = [bytes.fromhex(known)] if known else []
        keys += [key for key in _spare_keys(file, database) if _pair(key)[1].hex() not in done and key not in keys]
        found = _read(file, keys)
        yield found
        with known_faults(str(file)):
            if found.aside is not None:
                file.replace(found.aside)
            else:
                remove(file)
            flush_folder(file.parent)
        # Last: a cut before this leaves a key without letters, and the next lock uses it again.
        if keys:
            with database.work("") as work:
                work.keep_fact(PRIVATE, "")
                work.keep_fact(DONE, " ".join([*done, *(_pair(key)[1].hex() for key in keys)][-_MOST_DONE:]))
    finally:
        lock.release()


# The seal -----------------------------------------------------------------------------------------------------------------


def sealed_for(address: bytes, letter: bytes) -> bytes:
    """Seal a letter for whoever has the private half of `address`; who seals it keeps nothing to open it with."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    once = X25519PrivateKey.generate()
    public = once.public_key().public_bytes_raw()
    key = _shared(once.private_bytes_raw(), address, public, address)
    try:
        return public + sealing.seal(key, letter, public + address)
    finally:
        wipe(key)


def opened_with(private: bytes, sealed: bytes) -> bytes:
    """Open a letter. Raises SealBroken."""
    public = sealed[:_PUBLIC]
    if len(public) < _PUBLIC:
        raise SealBroken
    try:
        _, address = _pair(private)
        key = _shared(private, public, public, address)
    except ValueError as error:
        # A forged public half that leads to no key (RFC 7748, section 6.1).
        raise SealBroken from error
    try:
        return sealing.unseal(key, sealed[_PUBLIC:], public + address)
    finally:
        wipe(key)


def _pair(private: bytes) -> tuple[bytes, bytes]:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return private, X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _shared(private: bytes, public: bytes, once: bytes, address: bytes) -> bytearray:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    secret = bytearray(X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public)))
    try:
        return sealing.sub_key(bytearray(sealing.mixed(bytes(secret), once, address)), _PURPOSE)
    finally:
        wipe(secret)


# The file -----------------------------------------------------------------------------------------------------------------


def _read(file: Path, keys: Sequence[bytes]) -> Found:
    letters: list[bytes] = []
    unreadable = 0
    for line in _lines(file):
        if line and not line.startswith(_HEAD):
            letter = _letter(line, keys)
            letters += [] if letter is None else [letter]
            unreadable += letter is None
    return Found(tuple(letters), unreadable, _aside(file) if unreadable else None)


def _lines(file: Path) -> list[bytes]:
    """Return the whole lines. What follows the last end of one was cut while it was written, and never acknowledged."""
    try:
        return file.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return []


def _letter(line: bytes, keys: Sequence[bytes]) -> bytes | None:
    for private in keys:
        with suppress(SealBroken, ValueError):
            return opened_with(private, base64.b64decode(line, validate=True))
    return None


def _spare_keys(file: Path, database: Database) -> list[bytes]:
    """Return the private halves that the file holds under the register's own key."""
    found: list[bytes] = []
    for line in _lines(file):
        if line.startswith(_HEAD) and database.sealer is not None:
            with suppress(SealBroken, ValueError):
                found.append(database.sealer.unseal(base64.b64decode(line[1:], validate=True), _PURPOSE))
    return list(dict.fromkeys(found))


def _ends_a_line(handle: int) -> bool:
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1) == b"\n"


def _aside(file: Path) -> Path:
    return next(path for number in range(1, 1000) if not (path := file.with_name(f"{file.name}-unread-{number}")).exists())
