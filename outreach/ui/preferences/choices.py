"""What is chosen on this computer: the settings, kept when they change, and told to whom it concerns."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from outreach.errors import CannotWrite
from outreach.settings import Settings, load_settings, save_settings


class Choices(QObject):
    """The settings in force. `changed` comes after each change."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings

    def change(self, **values: str) -> None:
        """Put some settings in force and keep them. Raises CannotWrite; they then hold until the program ends.

        What the command line said for this start is not kept with them.
        """
        self.settings = replace(self.settings, **values)
        self.changed.emit()
        try:
            save_settings(replace(load_settings(), **values))
        except OSError as error:
            raise CannotWrite(error.filename or "settings.toml", error.strerror or "") from error
