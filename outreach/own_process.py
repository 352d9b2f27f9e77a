"""What the process keeps to itself: no core dump with names in it, nobody reads its memory, its files are for their owner alone.

As KeePassXC does (`Bootstrap.cpp`). What hibernation and swap write is the system's: full-disk encryption guards that.
"""

from __future__ import annotations

import contextlib
import os
import sys

#: prctl(2): whether a process may be dumped, and attached to by others of the same user.
_PR_SET_DUMPABLE = 4


def keep_to_itself() -> None:
    """Let the process leave no core file and make its files private. What a system cannot do is left out; nothing is raised.

    Called once by both doors, before anything is read.
    """
    os.umask(0o077)
    _no_core_file()
    _nobody_attaches()


def _no_core_file() -> None:
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _nobody_attaches() -> None:
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
