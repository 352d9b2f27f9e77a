"""What every page of the window has: a name, commands, and the wish to be told when it is entered."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from outreach.ui.commands import Command
from outreach.ui.context import Context


class Page(QWidget):
    """One page. A page builds itself, wires its own signals, and reads through `self.context`."""

    name: ClassVar[str]
    """The word of the side list: "companies" …; also the icon's name."""
    title: ClassVar[str]
    """Its catalogue text."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName(f"page-{self.name}")

    def commands(self) -> list[Command]:
        """Return what can be done here; the shell puts it into menus, keys and the palette."""
        return []

    def enter(self) -> None:
        """The page is shown: read what may be stale and take the keyboard focus."""

    def leave(self) -> None:
        """Another page is shown: put away what is half done."""

    def show_record(self, record_id: UUID) -> None:
        """Select a record and show its details."""

    def current_id(self) -> UUID | None:
        """Return the record that is chosen here, for its history; None where there is none."""
        return None

    def focus_search(self) -> None:
        """Put the cursor into the page's search field, if it has one."""
