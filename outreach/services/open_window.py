"""The window that has a workspace open, as another process finds it: a question and an answer over its local socket.

The window listens (`ui/single.py`) and writes the full name of its socket into a small file in the user's settings folder, beside
its lock; whoever wants something reads the file and asks. No Qt here: on Windows the socket is a named pipe, which opens as a
file; elsewhere it is a Unix socket. A question and its answer are each one frame: four bytes of length (most significant first),
then that many bytes of JSON in UTF-8. What a killed window leaves behind is a file whose socket nobody answers: no window.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

from outreach.paths import settings_folder
from outreach.paths import socket_name as socket_name
from outreach.settings import write_atomically

#: What a question asks for, under the name "do".
COME_FORWARD, CAPTURE = "come forward", "capture"
#: The answer of a window that has not opened the workspace yet, or has just put it away.
NOT_YET = {"not yet": True}
#: No frame is longer, in bytes: a line and its answer are some kilobytes.
LONGEST = 1 << 20
_LENGTH = struct.Struct(">I")
_PAUSE = 0.1

Plain = dict[str, Any]


def address_file(place: str) -> Path:
    """Where the window of a workspace writes the full name of its socket."""
    return settings_folder() / f"{socket_name(place)}.address"


def tell_address(place: str, address: str) -> None:
    """Let others find the window of a workspace. Failing to costs a courtesy, no more."""
    with contextlib.suppress(OSError):
        write_atomically(address_file(place), address.encode())


def forget_address(place: str) -> None:
    """Say that no window has the workspace open any more."""
    with contextlib.suppress(OSError):
        address_file(place).unlink(missing_ok=True)


def frame(message: Plain) -> bytes:
    """Return a message as it goes over the socket."""
    body = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
    return _LENGTH.pack(len(body)) + body


def unframe(data: bytes) -> Plain | None:
    """Return the message that has come in, or None when more is to come. Raises ValueError for what is no message."""
    if len(data) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack_from(data)
    if length > LONGEST:
        raise ValueError("too long for a message")
    if len(data) < _LENGTH.size + length:
        return None
    message = json.loads(data[_LENGTH.size : _LENGTH.size + length])
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message


def ask_window(place: str, question: Plain, patience: float = 10.0) -> Plain | None:
    """Ask the window that has a workspace open, and return its answer; None when there is none that answers.

    Waits at most `patience` seconds. None may also mean that the window took the question and did not come to answer it: what is
    asked must bear being done once more (a capture carries its id).
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            address = address_file(place).read_text("utf-8").strip()
        except (OSError, ValueError):
            return None
        answer = _asked(address, frame(question), max(deadline - time.monotonic(), 0.2)) if address else None
        if answer != NOT_YET or time.monotonic() >= deadline:
            return None if answer == NOT_YET else answer
        time.sleep(_PAUSE)


def _asked(address: str, question: bytes, patience: float) -> Plain | None:
    ask = _ask_pipe if sys.platform == "win32" else _ask_socket
    try:
        return ask(address, question, patience)
    except (OSError, ValueError):
        return None


def _ask_socket(address: str, question: bytes, patience: float) -> Plain | None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        caller.settimeout(patience)
        caller.connect(address)
        caller.sendall(question)
        return _read(lambda: caller.recv(65_536))


def _ask_pipe(address: str, question: bytes, patience: float) -> Plain | None:
    """Ask over a named pipe. A pipe opened as a file knows no time limit, so it is read on a thread that may be left behind."""
    answers: list[Plain | None] = []

    def talk() -> None:
        with contextlib.suppress(OSError, ValueError), open(address, "r+b", buffering=0) as pipe:  # noqa: PTH123 - a pipe
            pipe.write(question)
            answers.append(_read(lambda: pipe.read(65_536) or b""))

    thread = Thread(target=talk, name="asking the window", daemon=True)
    thread.start()
    thread.join(patience)
    return answers[0] if answers else None


def _read(more: Callable[[], bytes]) -> Plain | None:
    data = b""
    while True:
        piece = more()
        data += piece
        message = unframe(data)
        if message is not None or not piece:
            return message
