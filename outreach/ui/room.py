"""The room that a window finds on its screen. Loaded with the first picture: it names none of Qt's dear classes (`dress.py`)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from outreach.ui.tokens import MARGIN


def take_size(window: QWidget, wide: int, high: int) -> None:
    """Give a window its usual size in logical pixels, or what an enlarging screen leaves: its foot must be seen."""
    room = window.screen().availableGeometry()
    window.resize(min(wide, room.width() - 2 * MARGIN), min(high, room.height() - 4 * MARGIN))
