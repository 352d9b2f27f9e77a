"""Opens the preview, the cards to type in and our own card for the shell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from outreach.services.own_card import OwnCard
from outreach.services.scan import PICTURES
from outreach.ui.context import Context
from outreach.ui.passing_files import passing_folder

_MESSAGE = ".eml"
_CARD = ".vcf"
_SMALL_CARD = 200_000


class ScanDesk(QObject):
    """One for each open workspace. Windows are built when they are wanted."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        context.wishes.scan.connect(self.scan)
        context.wishes.cards.connect(self.show_cards)

    def scan(self, what: Any = None) -> QWidget:
        """Open the preview on files (a list of paths), a picture (`QImage`), bytes or a text; on None it asks."""
        from outreach.ui.scan.dialog import ScanDialog

        shown = next((one for one in self._window.findChildren(ScanDialog) if one.isVisible()), None)
        # Over the window that the officer looks at: fair mode would cover a child of the main one.
        over = QApplication.activeWindow() or self._window
        over = self._window if isinstance(over, QDialog) else over
        dialog = shown or ScanDialog(self._context, str(passing_folder()), over)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        dialog.take(what)
        return dialog

    def show_cards(self) -> QWidget:
        """Open the window of the cards to type in."""
        from outreach.ui.cards.window import CardsWindow

        shown = next((one for one in self._window.findChildren(CardsWindow) if one.isVisible()), None)
        window = shown or CardsWindow(self._context, self._window)
        window.open()
        return window

    def show_own_card(self) -> None:
        """Show our own card on the whole screen."""
        from outreach.ui.scan.own_card import OwnCardScreen

        def take(card: OwnCard) -> None:
            OwnCardScreen(self._context, card, self._window).open()

        self._context.read(self._context.house.own_card.mine, take, self)

    def close(self) -> None:
        """Put everything away; what is half typed is kept."""
        from outreach.ui.cards.window import CardsWindow
        from outreach.ui.scan.dialog import ScanDialog

        for kind in (ScanDialog, CardsWindow):
            for window in self._window.findChildren(kind):
                window.close()
        self.deleteLater()


def is_for_preview(paths: Sequence[Path]) -> bool:
    """Say whether dropped files are pictures, messages or one card, and not lists, calendars or notices for the import."""
    suffixes = {path.suffix.casefold() for path in paths}
    if not suffixes or not suffixes <= {*PICTURES, _MESSAGE, _CARD}:
        return False
    cards = [path for path in paths if path.suffix.casefold() == _CARD]
    return not cards or (len(paths) == 1 and _holds_one_card(cards[0]))


def _holds_one_card(path: Path) -> bool:
    try:
        if not path.is_file() or path.stat().st_size > _SMALL_CARD:
            return False
        return path.read_bytes().upper().count(b"BEGIN:VCARD") == 1
    except OSError:
        return False
