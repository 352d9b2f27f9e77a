"""Everything that can be done, as named commands: menus, keys, the palette and buttons all use the same ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the officer can do. `text` is a catalogue text; `keys` a portable key sequence such as "Ctrl+N".

    `menu` names the menu it stands in ("File", "Edit", "Go", "Conversation", "Record", "View",
    "Safe keeping", "Help"; all are catalogue texts); `apart` puts a line above it there; `enabled` is asked when
    a menu or the palette opens. `name` is unique, such as "people.new".
    """

    name: str
    text: str
    run: Callable[[], None]
    keys: str = ""
    icon: str = ""
    menu: str = "Record"
    enabled: Callable[[], bool] = lambda: True
    apart: bool = False
