"""The one way to show text with marks in it. Everywhere else text is plain: the style sheet makes every label so.

What comes from data is escaped here, piece by piece, so that a name is never read as HTML and never makes Qt open a file.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def marked_label(pieces: Sequence[tuple[str, bool]]) -> QLabel:
    """Return a label of these pieces of text, each with whether it is marked (underlined, between ‹ and ›)."""
    label = QLabel()
    label.setProperty("escaped", "true")
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(" ".join(f"<u>‹{html.escape(text)}›</u>" if marked else html.escape(text) for text, marked in pieces))
    label.setWordWrap(True)
    return label
