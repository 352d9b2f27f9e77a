"""What a reader's process may use: memory, processor time, no file to write, no network, no other program.

Where the system can say so itself (Linux whole, macOS in part) it does; elsewhere the deadline of `reader_process.py` stands.
"""

from __future__ import annotations

import contextlib
import ctypes
import platform
import struct
import sys
from functools import cache
from pathlib import Path

#: What a job may take beyond what the process already has: the whole stays below 512 MB.
MOST_MEMORY = 430_000_000
_MOST_FILES = 64

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_FILTER = 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_KILLED = 9
#: Machine → (its mark in the filter's data, calls refused: socket, socketpair, connect, bind, execve, execveat, ptrace,
#: fork, vfork, kill, tkill, tgkill, mount, unlink, rename and their like, truncate, io_uring_setup).
_CALLS: dict[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (
        0xC000003E,
        (41, 53, 42, 49, 59, 322, 101, 57, 58, 62, 200, 234, 165, 87, 263, 82, 264, 316, 84, 83, 258, 88, 266, 86, 265, 76, 425),
    ),
    "aarch64": (0xC00000B7, (198, 199, 203, 200, 221, 281, 117, 129, 130, 131, 40, 35, 38, 276, 34, 36, 37, 45, 425)),
}


def limit_job(base: int, memory: int, seconds: float) -> None:
    """Bind this process for one job: `memory` bytes beyond `base`, `seconds` of processor time, then it is ended.

    `base` is what `address_space` said before the file came in: what the file itself takes counts.
    """
    try:
        import resource
        import signal
    except ImportError:  # Windows
        return
    for what, limit in (
        (resource.RLIMIT_AS, base + memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _MOST_FILES),
        (resource.RLIMIT_CPU, int(seconds) + 2),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (limit, limit))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    refuse_calls()


def address_space() -> int:
    """Return how many bytes this process has in its address space; a guess where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * 4096
    except (OSError, ValueError):
        return 400_000_000


def die_with_parent() -> None:
    """Ask Linux to end this process when the one that started it ends."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            _system().prctl(_PR_SET_PDEATHSIG, _KILLED, 0, 0, 0)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def refuse_calls() -> bool:
    """Have Linux refuse network, other programs and changes of the disk to this process; return whether it does."""
    program = _program()
    if program is None:
        return False
    try:
        system = _system()
        if system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            return False
        return not system.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)
    except (OSError, AttributeError):
        return False


@cache
def _system() -> ctypes.CDLL:
    return ctypes.CDLL(None)


@cache
def _program() -> _Program | None:
    told = _CALLS.get(platform.machine()) if sys.platform == "linux" else None
    if told is None:
        return None
    steps = filter_of(*told)
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    return _Program(len(steps), ctypes.cast(code, ctypes.c_void_p))


def filter_of(machine: int, refused: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """Return the steps of a filter (seccomp BPF): another machine's calls and the refused ones fail, the rest may pass."""
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _REFUSE), (_LOAD, 0, 0, 0)]
    # Calls of the 32-bit numbering come under a number of their own (x32).
    steps += [(_AT_LEAST, len(refused), 0, 0x40000000)]
    steps += [(_EQUAL, len(refused) - at - 1, 0, number) for at, number in enumerate(refused)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    # A hit jumps over what is left of the list and over "allow".
    return [
        (code, hit + 1 if code in (_EQUAL, _AT_LEAST) and at >= 4 else hit, miss, value)
        for at, (code, hit, miss, value) in enumerate(steps)
    ]
