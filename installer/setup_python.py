"""Which machine is this: the Python, the kind of screen, and what the officer asked for. Pure, and quick to import."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping, Sequence
from enum import Enum

#: The program modules that `python -m` starts.
PROGRAM = "outreach"
#: Platforms of Qt that draw into memory: with one of them set there is no screen to talk to.
_SCREENLESS = ("offscreen", "minimal", "vnc")


class Start(Enum):
    """What a start does."""

    WINDOW = "open the window"
    COMMAND = "pass the arguments to the command line"
    DEMO = "no screen and no wish: build the sample workspace and show where it lies"


def how_to_start(arguments: Sequence[str], screen: bool) -> Start:
    """Return what `run.py` does with these arguments on a machine with or without a screen."""
    if arguments:
        return Start.COMMAND
    return Start.WINDOW if screen else Start.DEMO


def has_screen(platform: str, environment: Mapping[str, str]) -> bool:
    """Return whether a window can be shown. `platform` is `sys.platform`.

    Windows and macOS always have one. Elsewhere the environment names it; an X server that is named but gone counts
    as no screen, because Qt would abort with a stack of plug-in messages.
    """
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen:
        return chosen not in _SCREENLESS
    if platform in ("win32", "darwin") or environment.get("WAYLAND_DISPLAY"):
        return True
    display = environment.get("DISPLAY", "")
    return bool(display) and x_server_answers(display)


def x_server_answers(display: str) -> bool:
    """Return whether the X server `display` (":0", ":99.0") takes a connection; one on another host is believed."""
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if host not in ("", "unix") or not number.isdigit():
        return True
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers have listened since the eighties
    return any(_listens(address) for address in (path, "\0" + path))


def _listens(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as knock:
        knock.settimeout(2)
        try:
            knock.connect(address)
        except OSError:
            return False
        return True


def program_environment(platform: str, environment: Mapping[str, str], screen: bool) -> dict[str, str]:
    """Return the environment in which the program runs: no foreign Python home, compiled once, Qt in memory without a screen."""
    own = dict(environment)
    own.pop("PYTHONHOME", None)
    # Where somebody forbids it, each start compiles the whole program anew: one second more.
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    if not screen and platform not in ("win32", "darwin"):
        own.setdefault("QT_QPA_PLATFORM", "offscreen")
    return own


def python_kind() -> str:
    """Return what an environment depends on: "cpython-311 linux 64". A patch release of Python changes nothing."""
    bits = 64 if sys.maxsize > 2**32 else 32
    return f"{sys.implementation.cache_tag} {sys.platform} {bits}"


def is_root() -> bool:
    """Return whether system packages may be installed without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
