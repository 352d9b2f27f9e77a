"""The menu of safe keeping: the key, the lock, backups, other laptops, and what the law asks for people's data.

Each room brings its own commands; here they only stand in their order, so that the menu can be read at one glance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outreach.ui.commands import Command
    from outreach.ui.main_window import MainWindow


def safe_keeping_commands(window: MainWindow) -> list[Command]:
    """Return the commands of the menu in their order. The rooms are loaded with the first workspace, not before it."""
    from outreach.ui.backups.keeping import backup_commands
    from outreach.ui.exchange.commands import exchange_commands
    from outreach.ui.locking.commands import locking_commands
    from outreach.ui.privacy.notices_commands import notices_commands
    from outreach.ui.privacy.rights_commands import rights_commands

    return [
        *locking_commands(window),
        *backup_commands(window),
        *exchange_commands(window),
        *notices_commands(window),
        *rights_commands(window),
    ]
