"""File dialogs that open none of the files that they list: `look_calm(dialog)` right after making one.

Qt looks into a file whose suffix it does not know. Where it looks into the open workspace, closing the file takes SQLite's
locks away (POSIX drops all locks of a process on a file with the first `close`), and the next reader from outside deletes
the log in which the window's latest changes stand (sqlite.org/howtocorrupt.html, 2.2).
"""

from __future__ import annotations

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider

from outreach.ui.icons import icon


def look_calm(dialog: QFileDialog) -> None:
    """Give a file dialog icons and kinds that are made of names alone."""
    kept = [CalmIcons()]
    dialog.setIconProvider(kept[0])
    # The dialog does not own its icons: they stay until it is gone.
    dialog.destroyed.connect(lambda: kept.clear())


class CalmIcons(QFileIconProvider):
    """A folder is a folder, and everything else is a list; nothing is opened to find out."""

    def __init__(self) -> None:
        super().__init__()
        # Made now: Qt asks from a thread of its own, where no picture may be drawn.
        self._folder, self._file = icon("folder"), icon("list")

    def icon(self, what: QFileIconProvider.IconType | QFileInfo) -> QIcon:
        """Return one of two icons."""
        if isinstance(what, QFileInfo):
            return self._folder if what.isDir() else self._file
        return self._file if what is QFileIconProvider.IconType.File else self._folder

    def type(self, info: QFileInfo) -> str:
        """Return what stands in the column for the kind of a file: its suffix."""
        return "" if info.isDir() else info.suffix()
