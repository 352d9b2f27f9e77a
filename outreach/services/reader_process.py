"""Has a stranger's file read by a process that may die of it: asks `reader_child.py`, waits, and ends what takes too long.

One child waits warm; each file is read by a copy of it that has limits of its own (`reader_limits.py`). What a child tells is
not believed: its frames are bounded, its values checked by type and length (`domain/typed_form.py`). A reader that fails, is
ended, or tells nonsense becomes `ReaderEnded`, with a sentence; nothing else ever comes from a file.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Self

from outreach.domain.typed_form import Parcel, receiving
from outreach.language import N_
from outreach.services import reader_child as child
from outreach.services.reader_list import READERS, Reader

TOO_SLOW = N_("The file took too long to read and was left out. It is damaged, or made to hold a program up.")
TOO_HUNGRY = N_("The file wanted more memory than a file may have and was left out.")
TOO_DEEP = N_("The file is nested too deeply to be read.")
BROKE = N_("The file made its reader stop and was left out. It is damaged.")
NO_READER = N_("The process that reads files could not be started.")

Report = Callable[[int, int], None]

#: Waiting time over processor time: other programs want the processor as well.
_PATIENCE = 6.0
_LEAST_PATIENCE = 15.0
_TICK = 0.05
_LARGEST_FRAME = 128_000_000
#: What a file may become when it is told, in bytes for each of its own.
_TOLD_RATIO, _TOLD_LEAST = 40, 50_000_000
_SOURCE = str(Path(__file__).parents[2])
#: No black window beside ours on Windows.
_HIDDEN: dict[str, Any] = {"creationflags": 0x08000000} if sys.platform == "win32" else {"start_new_session": True}


class ReaderEnded(Exception):
    """A reader did not come to its end. `reason` is a catalogue text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Used:
    """What the last file took: peak memory in bytes, processor seconds."""

    memory: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class _Waiting:
    """A child that waits for a file, and what has come from it but is not yet whole."""

    process: subprocess.Popen[bytes]
    came: bytearray = field(default_factory=bytearray)
    said: bytearray = field(default_factory=bytearray)

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def end(self) -> None:
        """End the child and the copy that reads."""
        with suppress(OSError):
            if sys.platform == "win32":
                self.process.kill()
            else:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


class ReaderPool:
    """The children that wait. At most one is kept; a second one is made while the first is in the middle of a file."""

    def __init__(self, module: str = "outreach.services.reader_child") -> None:
        self._module = module
        self._lock = threading.Lock()
        self._idle: _Waiting | None = None
        self.used = Used()
        self.started = 0

    def warm(self) -> None:
        """Start a child, so that the first file need not wait for it. Never raises."""
        with suppress(ReaderEnded):
            self._put_back(self._take())

    def close(self) -> None:
        """End the child that waits."""
        with self._lock:
            waiting, self._idle = self._idle, None
        if waiting is not None:
            waiting.end()

    def ask(self, name: str, data: bytes, *arguments: Any, progress: Report | None = None) -> Any:
        """Return what the reader `name` finds in a file. Raises ReaderEnded, and what `progress` raises (Cancelled)."""
        return list(self.each(name, data, *arguments, progress=progress))[-1]

    def each(self, name: str, data: bytes, *arguments: Any, progress: Report | None = None) -> Iterator[Any]:
        """Yield what a reader finds, one by one. Raises as `ask` does. `progress` is called twenty times a second."""
        reader = READERS[name]
        seconds = reader.allowed(len(data))
        asked: dict[str, Any] = {"reader": name, "arguments": reader.plain_arguments(arguments)}
        asked |= {"memory": reader.memory, "seconds": seconds}
        waiting = self._given(json.dumps(asked).encode(), data)
        job = _Job(waiting, reader, seconds, _TOLD_LEAST + _TOLD_RATIO * len(data), progress, self.used)
        try:
            yield from job.values()
        finally:
            if job.is_over and waiting.is_alive:
                waiting.came.clear()
                self._put_back(waiting)
            else:
                waiting.end()

    def _given(self, asked: bytes, data: bytes) -> _Waiting:
        """Return a child that has the file. One that ended while it waited is replaced, once."""
        for waiting in (self._take(), None):
            child_now = waiting or self._start()
            try:
                self._send(child_now, asked, data)
            except BaseException as error:
                child_now.end()
                if waiting is None or not isinstance(error, ReaderEnded):
                    raise
            else:
                return child_now
        raise ReaderEnded(NO_READER)

    def _send(self, waiting: _Waiting, asked: bytes, data: bytes) -> None:
        assert waiting.process.stdin is not None
        try:
            waiting.process.stdin.write(child.HEAD.pack(child.JOB, len(asked), len(data)) + asked)
            waiting.process.stdin.write(data)
            waiting.process.stdin.flush()
        except OSError as error:
            raise ReaderEnded(NO_READER) from error

    def _take(self) -> _Waiting:
        with self._lock:
            waiting, self._idle = self._idle, None
        if waiting is not None:
            if waiting.is_alive:
                return waiting
            waiting.end()
        return self._start()

    def _put_back(self, waiting: _Waiting) -> None:
        with self._lock:
            if self._idle is None:
                self._idle = waiting
                return
        waiting.end()

    def _start(self) -> _Waiting:
        # -P: no module is taken from the folder that somebody happened to stand in, such as the one with the stranger's files.
        command = [sys.executable, "-P", "-m", self._module, *([] if child.FORKS else [child.SINGLE])]
        environment = os.environ | {"PYTHONPATH": _SOURCE, "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2"}
        try:
            process = subprocess.Popen(  # noqa: S603 - our own module, no argument of anybody's
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
                cwd=Path(_SOURCE).anchor,
                bufsize=0,
                **_HIDDEN,
            )
        except OSError as error:
            raise ReaderEnded(NO_READER) from error
        self.started += 1
        return _Waiting(process)


class _Job:
    """One file while it is read."""

    def __init__(
        self, waiting: _Waiting, reader: Reader, seconds: float, most: int, progress: Report | None, used: Used
    ) -> None:
        self._waiting, self._reader, self._progress, self._used = waiting, reader, progress, used
        self._left = max(_LEAST_PATIENCE, _PATIENCE * seconds)
        self._most = most
        self._how = (0, 0)
        self._parcel: Parcel = receiving()
        self._ended = self._fault = ""
        self._whole = False
        self._exit: list[Any] | None = None
        self._got = False

    @property
    def is_over(self) -> bool:
        """Whether the copy that read has ended by itself or by its limits, so that its parent may take the next file."""
        return self._got and self._exit is not None

    def values(self) -> Iterator[Any]:
        """Yield what is told until the reader ends. Raises ReaderEnded where it does not end well."""
        for _ in self._arrivals():
            yield from self._frames()
            if self._whole and (self._exit is not None or not child.FORKS):
                return
            if self._exit is not None:
                break
        raise ReaderEnded(self._fault or self._reason())

    def _reason(self) -> str:
        status = self._exit[0] if self._exit else self._waiting.process.poll() or 0
        if self._exit and os.WIFSIGNALED(status):
            spent = os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGXCPU)
            return TOO_SLOW if spent else BROKE
        return BROKE

    def _arrivals(self) -> Iterator[None]:
        """Gather what comes, and yield whenever something did. Raises ReaderEnded after too long a time."""
        out, ends = self._waiting.process.stdout, self._waiting.process.stderr
        assert out is not None
        assert ends is not None
        with (_Threaded if sys.platform == "win32" else _Selected)() as arrivals:
            arrivals.listen(out, self._waiting.came)
            arrivals.listen(ends, self._waiting.said)
            while True:
                before = time.monotonic()
                ready = arrivals.wait()
                if self._progress:
                    self._progress(*self._how)
                self._left -= time.monotonic() - before
                if self._left < 0:
                    raise ReaderEnded(TOO_SLOW)
                closed = self._gather(ready)
                if ready:
                    yield
                if closed:
                    return

    def _gather(self, ready: list[tuple[bytearray, bytes]]) -> bool:
        """Take what has come, all findings before the word that the job ended. Return whether the child is gone."""
        closed = False
        for kept, piece in ready:
            closed = closed or (not piece and kept is self._waiting.came)
            kept.extend(piece)
        if b"\n" in self._waiting.said:
            line, _, rest = self._waiting.said.partition(b"\n")
            self._waiting.said[:] = rest
            self._exit = json.loads(line)
            self._used.memory, self._used.seconds = self._exit[1] * 1024, self._exit[2]
            self._drain()
        return closed

    def _drain(self) -> None:
        assert self._waiting.process.stdout is not None
        place = self._waiting.process.stdout.fileno()
        os.set_blocking(place, False)
        try:
            while piece := os.read(place, 1 << 20):
                self._waiting.came.extend(piece)
        except BlockingIOError:
            pass
        finally:
            os.set_blocking(place, True)

    def _frames(self) -> Iterator[Any]:
        came = self._waiting.came
        at = 0
        while len(came) - at >= child.HEAD.size:
            kind, size, number = child.HEAD.unpack_from(came, at)
            if size > _LARGEST_FRAME:
                raise ReaderEnded(TOO_HUNGRY)
            end = at + child.HEAD.size + size
            if len(came) < end:
                break
            payload = bytes(came[at + child.HEAD.size : end])
            at = end
            self._most -= size
            if self._most < 0:
                raise ReaderEnded(TOO_HUNGRY)
            yield from self._frame(kind, payload, number)
        del came[:at]

    def _frame(self, kind: bytes, payload: bytes, number: int) -> Iterator[Any]:
        try:
            if kind == child.VALUE:
                yield self._reader.codec.read(json.loads(payload), self._parcel)
            else:
                self._note(kind, payload, number)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ReaderEnded(BROKE) from error

    def _note(self, kind: bytes, payload: bytes, number: int) -> None:
        if kind == child.LIST:
            piece = json.loads(payload)
            if type(piece) is not list:
                raise ValueError("no list")
            self._parcel.lists.setdefault(number, []).extend(piece)
        elif kind == child.BLOB:
            self._parcel.blobs[number] = payload
        elif kind == child.STEP:
            done, total = json.loads(payload)
            self._how = (int(done), int(total))
        elif kind == child.FAULT:
            told = json.loads(payload)[0]
            self._fault = {child.MEMORY: TOO_HUNGRY, child.DEPTH: TOO_DEEP}.get(told, BROKE)
        elif kind == child.DATA:
            self._got = True
        elif kind == child.END:
            self._whole = True


class _Selected:
    """Waits for pipes by asking the system."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._selector.close()

    def listen(self, pipe: IO[bytes], kept: bytearray) -> None:
        """Hear what comes out of a pipe, for `kept`."""
        self._selector.register(pipe, selectors.EVENT_READ, kept)

    def wait(self) -> list[tuple[bytearray, bytes]]:
        """Return what came, after a moment at most; empty bytes at the end of a pipe."""
        pieces = [(key, os.read(key.fd, 1 << 20)) for key, _ in self._selector.select(_TICK)]
        for key, piece in pieces:
            if not piece:
                self._selector.unregister(key.fileobj)
        return [(key.data, piece) for key, piece in pieces]


class _Threaded:
    """Waits for pipes with a thread for each: Windows cannot wait for several."""

    def __init__(self) -> None:
        self._came: queue.Queue[tuple[bytearray, bytes]] = queue.Queue(maxsize=64)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def listen(self, pipe: IO[bytes], kept: bytearray) -> None:
        """Hear what comes out of a pipe, for `kept`."""

        def pump() -> None:
            piece = b"-"
            while piece:
                try:
                    piece = os.read(pipe.fileno(), 1 << 16)
                except (OSError, ValueError):
                    piece = b""
                self._came.put((kept, piece))

        threading.Thread(target=pump, name="reader", daemon=True).start()

    def wait(self) -> list[tuple[bytearray, bytes]]:
        """Return what came, after a moment at most; empty bytes at the end of a pipe."""
        found: list[tuple[bytearray, bytes]] = []
        with suppress(queue.Empty):
            found.append(self._came.get(timeout=_TICK))
            while True:
                found.append(self._came.get_nowait())
        return found


POOL = ReaderPool()
atexit.register(POOL.close)
