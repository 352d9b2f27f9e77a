"""What the menu *Safe keeping* has of what people are told, and of why they are registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.language import N_
from outreach.ui.commands import Command

if TYPE_CHECKING:
    from outreach.ui.main_window import MainWindow


def notices_commands(window: MainWindow) -> list[Command]:
    """Return the commands."""

    def is_open() -> bool:
        return window.context is not None

    def texts() -> None:
        from outreach.ui.privacy.notices_texts import NoticesDialog

        if window.context is not None:
            NoticesDialog(window.context, window).open()

    def due() -> None:
        from outreach.ui.privacy.notices_due import DueDialog

        if window.context is not None:
            DueDialog(window.context, window).open()

    def record() -> None:
        from outreach.ui.privacy.notices_record import RecordDialog

        if window.context is not None:
            RecordDialog(window.context, window).open()

    menu = N_("Safe keeping")
    return [
        Command("notices.texts", N_("Purposes and information texts…"), texts, "", "people", menu, is_open),
        Command("notices.due", N_("Who must be told (art. 14)…"), due, "", "mail", menu, is_open),
        Command("notices.record", N_("Record of processing (art. 30)…"), record, "", "export", menu, is_open),
    ]
