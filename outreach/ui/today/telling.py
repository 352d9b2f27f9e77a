"""Opens what must reach everyone at one item, from the list on Today."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from outreach.ui.context import Context
from outreach.ui.disclosures.window import DisclosureWindow


def show_item(context: Context, disclosure: UUID, parent: QWidget, *, to_publish: bool = False) -> DisclosureWindow:
    """Open the window at an item; `to_publish` puts the cursor where it was published."""
    window = DisclosureWindow(context, parent)

    def choose(_: object) -> None:
        row = next((row for row, line in enumerate(window.list.lines) if line.data == disclosure), -1)
        if row >= 0:
            window.list.setCurrentIndex(window.list.model().index(row, 0))
        (window.where if to_publish else window.list).setFocus()

    window.open()
    # The window reads its items first: the worker does one thing after the other.
    context.read(lambda: None, choose, window)
    return window
