"""What the menu *Safe keeping* has of other laptops. A workspace on a server is common to all and needs none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.language import N_
from outreach.ui.commands import Command

if TYPE_CHECKING:
    from outreach.ui.main_window import MainWindow


def exchange_commands(window: MainWindow) -> list[Command]:
    """Return the commands."""

    def is_offered() -> bool:
        context = window.context
        return context is not None and context.house.exchange.is_offered and context.house.can_write

    text = N_("Exchange with another laptop…")
    return [Command("exchange.open", text, lambda: show_exchange(window), "", "copy", N_("Safe keeping"), is_offered)]


def show_exchange(window: MainWindow) -> None:
    """Open the dialog."""
    from outreach.ui.exchange.dialog import ExchangeDialog

    if window.context is not None:
        ExchangeDialog(window.context, window.parts.choices, window).open()
