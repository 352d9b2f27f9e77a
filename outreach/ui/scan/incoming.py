"""What a clipboard or a drop holds, as the preview takes it, and pictures of Qt's as bytes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage


def incoming(data: QMimeData | None) -> list[Path] | QImage | str | None:
    """Return files, a picture or a text, or None for nothing (also for an empty clipboard, which some platforms say so)."""
    if data is None:
        return None
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    # Office programs put a picture of it beside each text.
    picture = data.imageData() if data.hasImage() and not data.hasText() else None
    return paths or (picture if isinstance(picture, QImage) else None) or data.text().strip() or None


def as_png(picture: QImage) -> bytes:
    """Return a picture of the clipboard or the camera as PNG bytes."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
