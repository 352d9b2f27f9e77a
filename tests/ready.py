"""An empty workspace without the migrations: made once in each process, then copied. Making one takes thirty times longer.

`create_workspace` itself has tests of its own (tests/storage/test_workspace.py).
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from outreach.storage.database import Database, Signature, create_workspace, open_workspace

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


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.outreach"
        create_workspace(path).close()
        assert not path.with_name(f"{path.name}-wal").exists(), "all of it is in the one file"
        return path.read_bytes()
