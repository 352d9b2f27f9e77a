"""Lets files and pictures in: a drop on a window or its fields, and a picture on the clipboard, go to whoever scans them.

The seam to scanning: `hand_over` gives local paths (a list) or a `QImage` to `context.wishes.scan`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from outreach.ui.context import Context


class DropDoor(QObject):
    """Takes files and pictures that are dropped on a window, before one of its fields writes their address into itself."""

    def __init__(self, context: Context, window: QWidget, *fields: QWidget) -> None:
        super().__init__(window)
        self._context = context
        window.setAcceptDrops(True)
        for widget in (window, *fields):
            widget.installEventFilter(self)
            if isinstance(widget, QAbstractScrollArea):
                widget.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what can be scanned; texts go where they went."""
        if isinstance(event, QDropEvent) and can_hand_over(event.mimeData()):
            event.acceptProposedAction()
            if not isinstance(event, QDragMoveEvent):
                hand_over(self._context, event.mimeData())
            return True
        return super().eventFilter(watched, event)


def can_hand_over(data: QMimeData | None) -> bool:
    """Say whether it is files or a picture. Office programs put a picture beside each text; an empty clipboard is None."""
    return data is not None and (bool(_paths(data)) or (data.hasImage() and not data.hasText()))


def hand_over(context: Context, data: QMimeData | None) -> bool:
    """Give files or a picture to whoever scans; return whether there was something to give."""
    if data is None or not can_hand_over(data):
        return False
    paths = _paths(data)
    picture = data.imageData()
    what = paths or (picture if isinstance(picture, QImage) else None)
    if not what:
        return False
    context.wishes.scan.emit(what)
    return True


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
