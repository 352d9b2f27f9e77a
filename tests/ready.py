"""An empty workspace without the migrations: made once in each process, then copied. Making one takes thirty times longer.

An encrypted one is copied with its keys: all those with the same passphrase have the same data key.

`create_workspace` itself has tests of its own (tests/storage/test_workspace.py).
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from outreach.domain.secret import Secret
from outreach.storage.database import Database, Signature, create_workspace, open_workspace
from outreach.storage.encryption import keys_file
from outreach.storage.sealing import Cost

#: A try of a passphrase that takes no time: its strength has tests of its own.
CHEAP = Cost(64, 1, 1)
NOBODY = Signature()


def fresh_workspace(path: Path, signature: Signature = NOBODY) -> Database:
    """Do what `create_workspace` does, with a copy of a ready file. What cannot be made is left to it to refuse."""
    ready = _empty()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            path.chmod(0o600)
            file.write(ready)
    except OSError:
        return create_workspace(path, signature)
    return open_workspace(path, signature)


def fresh_encrypted(path: Path, passphrase: str, signature: Signature = NOBODY) -> Database:
    """Do what `create_workspace` does with a passphrase that is cheap to try, with a copy of a ready file and its keys."""
    file, keys = _empty_encrypted(passphrase)
    path.parent.mkdir(parents=True, exist_ok=True)
    for place, content in ((keys_file(path), keys), (path, file)):
        place.touch(0o600, exist_ok=False)
        place.write_bytes(content)
    return open_workspace(path, signature, secret=Secret(passphrase))


@cache
def _empty_encrypted(passphrase: str) -> tuple[bytes, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.outreach"
        create_workspace(path, secret=Secret(passphrase), cost=CHEAP).close()
        assert not path.with_name(f"{path.name}-wal").exists(), "all of it is in the one file"
        return path.read_bytes(), keys_file(path).read_bytes()


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.outreach"
        create_workspace(path).close()
        assert not path.with_name(f"{path.name}-wal").exists(), "all of it is in the one file"
        return path.read_bytes()
