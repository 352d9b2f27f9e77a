"""What can be done with the pictures of the calendar, as commands of the Events page."""

from __future__ import annotations

from collections.abc import Callable

from outreach.language import N_
from outreach.ui.calendar.view_switch import AGENDA, LIST, MONTH, WEEK, YEAR
from outreach.ui.commands import Command

_SHOWN = (
    (LIST, "list", N_("Show as a list"), "Ctrl+L"),
    (AGENDA, "agenda", N_("Show the agenda"), "Ctrl+Alt+G"),
    (WEEK, "week", N_("Show the week"), "Ctrl+Alt+W"),
    (MONTH, "month", N_("Show the month"), "Ctrl+M"),
    (YEAR, "year", N_("Show the year"), "Ctrl+Alt+Y"),
)


def calendar_commands(choose: Callable[[int], None]) -> list[Command]:
    """Return the commands that show the list or a picture; `choose` is given its number."""

    def go(number: int) -> Callable[[], None]:
        return lambda: choose(number)

    return [
        Command(f"events.{name}", text, go(number), keys, name, "View", apart=number == LIST)
        for number, name, text, keys in _SHOWN
    ]
