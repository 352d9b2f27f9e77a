"""Readers that misbehave, for the limits of a reader's process; `python -m tests.strangers.rogues` is a child that knows them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

NAMES = ("spins", "eats", "dies", "lies", "writes", "calls", "forks", "reads")


def spins(data: bytes) -> int:
    while data:
        pass
    return 0


def eats(data: bytes) -> int:
    return len(data * 3_000_000_000)


def dies(data: bytes) -> int:
    os._exit(len(data))


def lies(data: bytes) -> int:
    return data.hex()  # type: ignore[return-value]


def writes(data: bytes) -> str:
    try:
        Path(data.decode()).write_bytes(b"harm")
    except OSError:
        return "refused"
    return "done"


def calls(data: bytes) -> str:
    try:
        socket.socket().close()
    except OSError:
        return "refused"
    return "done"


def forks(data: bytes) -> str:
    try:
        return "refused" if subprocess.run(["/bin/true"], check=False).returncode else "done"
    except OSError:
        return "refused"


def reads(data: bytes) -> int:
    return len(data)


if __name__ == "__main__":
    from outreach.services import reader_child, reader_list

    reader_list.READERS.clear()
    reader_list.READERS.update({name: reader_list.Reader(f"tests.strangers.rogues:{name}", warm=False) for name in NAMES})
    sys.exit(reader_child.main())
