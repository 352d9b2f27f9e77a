"""Reads strangers' files in processes of their own: `python -m outreach.services.reader_child`, started by `reader_process.py`.

It waits with the readers' libraries loaded and makes a copy of itself (fork) for each file: the copy gets limits, reads that
one file, tells what it found and is gone, with whatever the file did to it. Where there is no fork it reads one file and ends.
Standard input brings jobs, standard output takes findings, standard error takes how each job ended. Nothing is pickled.
"""

from __future__ import annotations

import contextlib
import gc
import inspect
import json
import os
import select
import struct
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from outreach.domain.typed_form import Parcel
from outreach.services.reader_limits import address_space, die_with_parent, limit_job
from outreach.services.reader_list import READERS, Reader
from outreach.services.reader_samples import SAMPLES

#: Frames: kind, length, number; then the bytes.
HEAD = struct.Struct("<cIQ")
JOB, DATA = b"J", b"D"
LIST, BLOB, VALUE, STEP, END, FAULT = b"L", b"B", b"V", b"S", b"E", b"F"
#: How a job that ended by itself may say that it failed.
MEMORY, DEPTH, OTHER, UNKNOWN = "memory", "depth", "other", "unknown"
#: Seconds between two words about how far a job is.
_BETWEEN = 0.05

FORKS = hasattr(os, "fork")
#: Argument: read one file and end.
SINGLE = "--single"


def main() -> int:
    """Serve until nobody asks any more."""
    jobs = os.fdopen(os.dup(0), "rb", buffering=0)
    told = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    ends = os.fdopen(os.dup(2), "wb", buffering=0)
    _quieten()
    if not FORKS or SINGLE in sys.argv:
        return _single(jobs, told)
    cold = _warming()
    while True:
        while not _is_asked(jobs) and next(cold, False):
            pass
        job = _next_job(jobs)
        if job is None:
            return 0
        if job.name not in ("format", *_LOADED):
            deque(_loading(job.name), 0)
        ends.write(_ended(_forked(job, jobs, told)))


def _quieten() -> None:
    """A library that prints would spoil what is told."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)


def _warming() -> Iterator[bool]:
    """Load, step by step while nobody asks, what most files need, so that a file does not pay for it."""
    for name, reader in READERS.items():
        if reader.warm:
            yield from _loading(name)


def _loading(name: str) -> Iterator[bool]:
    """Load a reader and let it read our own samples.

    Later collections of garbage leave it alone, for they would copy the memory that all jobs have in common.
    """
    if name in _LOADED:
        return
    _LOADED.add(name)
    reader = READERS[name]
    with contextlib.suppress(ImportError):
        read = reader.loaded()
        for data, arguments in SAMPLES.get(name, ()):
            reader.codec.write(read(data, *arguments), _NOWHERE)
            gc.freeze()
            yield True


_NOWHERE = Parcel(lambda *_: None, lambda *_: None)


_LOADED: set[str] = set()


def _is_asked(jobs: BinaryIO) -> bool:
    return bool(select.select([jobs], [], [], 0)[0])


@dataclass(frozen=True, slots=True)
class _Job:
    """What is asked: the reader, what it is given beside the file, its limits, and how long the file is that follows."""

    name: str
    arguments: list[Any]
    memory: int
    seconds: float
    length: int


def _next_job(jobs: BinaryIO) -> _Job | None:
    head = _exactly(jobs, HEAD.size)
    if head is None:
        return None
    _, size, length = HEAD.unpack(head)
    asked = _exactly(jobs, size)
    if asked is None:
        return None
    told = json.loads(asked)
    return _Job(told["reader"], told["arguments"], told["memory"], told["seconds"], length)


def _forked(job: _Job, jobs: BinaryIO, told: BinaryIO) -> tuple[int, Any]:
    """Have a copy of this process do one job; return how it ended and what it used."""
    number = os.fork()
    if number == 0:
        code = 1
        try:
            die_with_parent()
            code = _done(job, jobs, told)
        finally:
            os._exit(code)
    _, status, used = os.wait4(number, 0)
    return status, used


def _ended(ended: tuple[int, Any]) -> bytes:
    status, used = ended
    return json.dumps([status, used.ru_maxrss, used.ru_utime + used.ru_stime]).encode() + b"\n"


def _single(jobs: BinaryIO, told: BinaryIO) -> int:
    job = _next_job(jobs)
    return 0 if job is None else _done(job, jobs, told)


def _done(job: _Job, jobs: BinaryIO, told: BinaryIO) -> int:
    """Take the file and tell what the reader finds. Return the exit code."""
    base = address_space()
    data = _exactly(jobs, job.length)
    if data is None:
        return 1
    _tell(told, DATA, b"", 0)
    told.flush()
    limit_job(base, job.memory, job.seconds)
    try:
        _read(READERS[job.name], data, job.arguments, told)
    except BaseException as error:  # noqa: BLE001 - a panic of a reader is a BaseException; whatever it is, the file is at fault
        data = b""
        _tell(told, FAULT, json.dumps(_fault_of(error)).encode(), 0)
    told.flush()
    return 0


def _fault_of(error: BaseException) -> list[str]:
    """Return what went wrong: its kind, and the class of the error without its text, which may hold what stood in the file."""
    kinds = {MemoryError: MEMORY, RecursionError: DEPTH}
    told = next((kind for known, kind in kinds.items() if isinstance(error, known)), OTHER)
    return [told, type(error).__name__]


def _read(reader: Reader, data: bytes, arguments: list[Any], told: BinaryIO) -> None:
    parcel = Parcel(
        lambda number, piece: _tell(told, LIST, _json(piece), number), lambda number, blob: _tell(told, BLOB, blob, number)
    )
    read = reader.loaded()
    extra = {"progress": _Steps(told)} if "progress" in inspect.signature(read).parameters else {}
    found = read(data, *reader.arguments_of(arguments), **extra)
    for value in found if reader.one_by_one else (found,):
        _tell(told, VALUE, _json(reader.codec.write(value, parcel)), 0)
        if reader.one_by_one:
            told.flush()
    _tell(told, END, b"", 0)


class _Steps:
    """Tells how far a reader is, now and then."""

    def __init__(self, told: BinaryIO) -> None:
        self._told, self._next = told, 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _BETWEEN
            _tell(self._told, STEP, json.dumps([done, total]).encode(), 0)
            self._told.flush()


def _json(plain: Any) -> bytes:
    # Halves of surrogate pairs, which a broken file may hold, travel as escapes.
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":"), check_circular=False).encode("ascii")


def _tell(told: BinaryIO, kind: bytes, payload: bytes, number: int) -> None:
    told.write(HEAD.pack(kind, len(payload), number))
    told.write(payload)


def _exactly(source: BinaryIO, size: int) -> bytes | None:
    """Return so many bytes, or None at the end of the input."""
    if size == 0:
        return b""
    pieces = list(_pieces(source, size))
    return b"".join(pieces) if sum(map(len, pieces)) == size else None


def _pieces(source: BinaryIO, size: int) -> Iterator[bytes]:
    left = size
    while left > 0:
        piece = source.read(min(left, 1 << 20))
        if not piece:
            return
        left -= len(piece)
        yield piece


if __name__ == "__main__":
    raise SystemExit(main())
