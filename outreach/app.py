"""The composition root: reads the settings, starts the log, chooses the door, and builds a `House` when a door asks for one.

The only file that may import everything. Each door is imported when it is taken, and the storage when the first workspace is
opened, which the window does on its worker thread: neither door pays for the other's libraries.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.log import start_log
from outreach.paths import SUFFIX, log_folder
from outreach.settings import Settings, load_settings

if TYPE_CHECKING:
    from outreach.services.house import House

#: Options that stand before a command and take a value; the window understands them too.
_PLACE_OPTIONS = {"--workspace": "workspace", "--language": "language"}


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
    start_log(log_folder())
    if wish.command:
        from outreach.cli.main import run

        return int(run(words, open_house))
    from outreach.ui.main import run_window

    return run_window(open_house, create_house, load_settings(**wish.options))


def read_wish(words: Sequence[str]) -> Wish:
    """Tell a command from a mere choice of workspace and language. Whatever is unclear goes to the command line."""
    options: dict[str, str] = {}
    left = list(words)
    while left:
        name, equals, value = left.pop(0).partition("=")
        if name in _PLACE_OPTIONS and (equals or left):
            options[_PLACE_OPTIONS[name]] = value if equals else left.pop(0)
        elif not left and not name.startswith("-") and name.endswith(SUFFIX):
            options["workspace"] = name
        else:
            return Wish(True, options)
    return Wish(False, options)


def open_house(place: str, writing: bool = True) -> House:
    """Open the workspace at a path or a postgresql:// address, signed by the officer of the settings.

    Raises the WorkspaceError that fits, DiskFull or UnsafeSqlite.
    """
    from outreach.services.house import House
    from outreach.storage.database import Signature, open_workspace

    return House(open_workspace(place, Signature(who=_settings().officer), writing=writing))


def create_house(place: str) -> House:
    """Make an empty workspace file and open it. Raises WorkspaceExists, WorkspaceReadOnly or DiskFull."""
    from outreach.services.house import House
    from outreach.storage.database import Signature, create_workspace

    return House(create_workspace(Path(place), Signature(who=_settings().officer)))


def _settings() -> Settings:
    return load_settings()
