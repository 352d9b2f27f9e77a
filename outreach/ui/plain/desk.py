"""Opens the plain-language window from the menu: for the tender that is chosen in the list, else for any text."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outreach.domain.tender import Tender
from outreach.ui.context import Context
from outreach.ui.plain.window import PlainWindow
from outreach.ui.plain.words_window import WordsWindow


class PlainDesk(QObject):
    """One a workspace; it listens to the wishes itself. Its windows go with `window`, the shell, when the workspace is put away."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        context.wishes.plain.connect(self.check)
        context.wishes.plain_words.connect(self.edit_words)

    def check(self, tender: UUID | None = None) -> None:
        """Open the window, with the description of a tender when one is named."""
        if tender is None:
            self._open(None)
        else:
            house, wanted = self._context.house, tender
            self._context.read(lambda: house.tenders.get(wanted), self._open, self)

    def edit_words(self) -> None:
        """Open the list of hard words."""
        WordsWindow(self._context, self._window).open()

    def _open(self, tender: Tender | None) -> None:
        PlainWindow(self._context, self._window, text=tender.description if tender else "", tender=tender).open()
