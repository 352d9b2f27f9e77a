"""Stub."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


class CalendarPrintDialog(QDialog):
    def __init__(self, context, view, picture, parent):
        super().__init__(parent)
