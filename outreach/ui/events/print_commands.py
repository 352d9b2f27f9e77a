"""What can be printed for an event, as commands and menu lines of the Events page: its meeting sheet and its sign-in list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from outreach.domain.handout import HandoutKind
from outreach.language import N_
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.icons import put_icon

_SHEETS = (
    (HandoutKind.MEETING_SHEET, "sheet", N_("Meeting sheet for this event")),
    (HandoutKind.SIGN_IN, "signin", N_("Sign-in list for this event")),
)


class EventChoice(Protocol):
    """A page on which an event may be chosen."""

    context: Context

    def current_id(self) -> UUID | None:
        """Return the chosen event."""

    def has_selection(self) -> bool:
        """Say whether one is chosen."""


def print_commands(page: EventChoice) -> list[Command]:
    """Return the commands that go to Handouts with a sheet for the chosen event."""

    def run(kind: HandoutKind) -> Callable[[], None]:
        def go() -> None:
            chosen = page.current_id()
            if chosen is not None:
                page.context.wishes.handout.emit(kind, chosen)

        return go

    return [
        Command(f"events.{name}", text, run(kind), "", "print", enabled=page.has_selection) for kind, name, text in _SHEETS
    ]


def add_sheets(menu: QMenu, context: Context, event: UUID) -> list[QAction]:
    """Put a line for each sheet into a menu of an event."""
    lines = []
    for kind, _, text in _SHEETS:
        line = menu.addAction(context.words(text))
        put_icon(line, "print")
        line.triggered.connect(lambda _=False, kind=kind: context.wishes.handout.emit(kind, event))
        lines.append(line)
    return lines
