"""The looks of the Tenders page: list, board, time line; their switch and their commands."""

from __future__ import annotations

from collections.abc import Callable

from outreach.language import N_
from outreach.ui.calendar.view_switch import ViewSwitch
from outreach.ui.commands import Command
from outreach.ui.context import Context

LIST, BOARD, TIME = range(3)
NAMES = {LIST: "list", BOARD: "board", TIME: "timeline"}
_LOOKS = (
    (LIST, N_("List"), N_("List (Ctrl+L)")),
    (BOARD, N_("Board"), N_("Board (Ctrl+Alt+B)")),
    (TIME, N_("Time line"), N_("Time line (Ctrl+Alt+G)")),
)
_SHOWN = (
    (LIST, N_("Show as a list"), "Ctrl+L"),
    (BOARD, N_("Show the board"), "Ctrl+Alt+B"),
    (TIME, N_("Show the time line"), "Ctrl+Alt+G"),
)


def looks_switch(context: Context) -> ViewSwitch:
    """Return the buttons of the looks."""
    return ViewSwitch(context, _LOOKS, NAMES)


def looks_commands(choose: Callable[[int], None]) -> list[Command]:
    """Return the commands that show a look; `choose` is given its number."""

    def go(number: int) -> Callable[[], None]:
        return lambda: choose(number)

    return [
        Command(f"tenders.{NAMES[number]}", text, go(number), keys, NAMES[number], "View", apart=number == LIST)
        for number, text, keys in _SHOWN
    ]
