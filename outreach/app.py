"""The composition root: reads the settings, starts the log, chooses the door, and builds a `House` when a door asks for one.

The only file that may import everything. Each door is imported when it is taken, and the storage when the first workspace is
opened, which the window does on its worker thread: neither door pays for the other's libraries.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.crash import end_crash_report, start_crash_report
from outreach.log import catch_what_nobody_catches, start_log
from outreach.own_process import keep_to_itself
from outreach.paths import SUFFIX, log_folder
from outreach.settings import Settings, load_settings

if TYPE_CHECKING:
    from outreach.domain.secret import Secret
    from outreach.services.house import House

#: Options that stand before a command and take a value; the window understands them too.
_OPTIONS = {"--workspace": "workspace", "--language": "language"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the words after `outreach` ask for. `command` says that the command line must answer."""

    command: bool
    options: dict[str, str]


def main(argv: Sequence[str] | None = None) -> int:
    """Start the program and return its exit code: a COMMAND goes to the command line, none opens the window.

    A workspace file alone (a double click) opens the window on it.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    wish = read_wish(words)
    keep_to_itself()
    start_log(log_folder())
    start_crash_report(log_folder())
    catch_what_nobody_catches()
    try:
        return _take_door(words, wish)
    finally:
        end_crash_report()


def _take_door(words: list[str], wish: Wish) -> int:
    if not wish.command:
        return show_window(load_settings(**wish.options))
    with loading():
        from outreach.cli.main import run

    return run(
        words,
        open_house,
        create_house,
        load_settings(),
        make_tour=make_tour,
        open_window=open_sample if has_screen() else None,
    )


@contextmanager
def loading() -> Iterator[None]:
    """Load a door without looking for garbage: modules stay to the end, and a tenth of the start went into counting them.

    What was loaded is left out of every later look too, so that the window's own are shorter.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def read_wish(words: Sequence[str]) -> Wish:
    """Tell a command from a mere choice of workspace and language. Whatever is unclear goes to the command line."""
    options: dict[str, str] = {}
    left = list(words)
    while left:
        name, equals, value = left.pop(0).partition("=")
        if name in _OPTIONS and (equals or left):
            options[_OPTIONS[name]] = value if equals else left.pop(0)
        elif not left and not name.startswith("-") and name.endswith(SUFFIX):
            options["workspace"] = name
        else:
            return Wish(True, options)
    return Wish(False, options)


def open_house(place: str, writing: bool = True, secret: Secret | None = None) -> House:
    """Open the workspace at a path or a postgresql:// address, signed by the officer of the settings.

    `secret` is the passphrase or recovery code of an encrypted one, and is wiped; without it the key ring is asked where that is
    wished. Raises WorkspaceLocked when somebody has to type it, else the WorkspaceError that fits, DiskFull or UnsafeSqlite.
    """
    from outreach.services.house import House
    from outreach.services.unlocking import open_database
    from outreach.storage.database import Signature

    signature = Signature(who=load_settings().officer)
    return House(open_database(place, signature, writing=writing, secret=secret))


def create_house(place: str, secret: Secret | None = None, reason: str = "") -> House:
    """Make an empty workspace file and open it: encrypted with a passphrase, which is wiped, else plain.

    `reason` says why it is plain, and is kept. Raises WorkspaceExists, WorkspaceReadOnly or DiskFull.
    """
    from outreach.services.house import House
    from outreach.storage.database import Signature, create_workspace

    try:
        return House(create_workspace(Path(place), Signature(who=load_settings().officer), secret, reason))
    finally:
        if secret is not None:
            secret.wipe()


def show_window(settings: Settings) -> int:
    """Show the window until it is closed; return its exit code."""
    with loading():
        from outreach.ui.quick_imports import import_quickly

        import_quickly()
        from outreach.ui.main import run_window

    return run_window(open_house, create_house, settings)


def open_sample(place: str) -> int:
    """Show the window on the sample workspace, which has officers of its own; what one chose for one's own work stays."""
    from outreach.services.demo.municipality import OFFICERS

    return show_window(replace(load_settings(workspace=place), officer=OFFICERS[0]))


def make_tour(house: House, folder: Path) -> list[Path]:
    """Draw every page of the window into `folder`; return the pictures' files."""
    from outreach.ui.tour.draw import make_tour as draw_tour

    return draw_tour(house, folder)


def has_screen() -> bool:
    """Say whether a window can be shown to somebody: not on a bare server, and not when Qt is told to draw into memory."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform:
        return platform not in ("offscreen", "minimal")
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
