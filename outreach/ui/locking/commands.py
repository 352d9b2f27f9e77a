"""What the menu *Safe keeping* has of the lock and the passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.language import N_
from outreach.ui.commands import Command

if TYPE_CHECKING:
    from outreach.ui.main_window import MainWindow


def locking_commands(window: MainWindow) -> list[Command]:
    """Return the commands."""
    from outreach.ui.locking.desk import LOCK_KEY

    locking = window.locking

    def is_open() -> bool:
        return window.context is not None

    return [
        Command("locking.now", N_("Lock now"), locking.lock_now, LOCK_KEY, "lock", N_("Safe keeping"), locking.can_lock),
        Command("locking.keys", N_("Passphrase and recovery code…"), locking.show_keys, "", "eye-off", N_("Safe keeping"), is_open),
    ]
