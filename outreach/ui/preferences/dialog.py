"""The preferences, a tab for each matter. What holds on this computer holds at once; all else is saved by a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.help_dialogs import close_row
from outreach.ui.parts import Parts
from outreach.ui.preferences.computer_page import ComputerPage
from outreach.ui.preferences.information_page import InformationPage
from outreach.ui.preferences.letters_page import LettersPage
from outreach.ui.preferences.mail_page import MailPage
from outreach.ui.preferences.officers_page import OfficersPage
from outreach.ui.preferences.publishing_page import SharedCalendarPage
from outreach.ui.preferences.unit_page import UnitPage
from outreach.ui.scrolling import scrolling
from outreach.ui.theme import MARGIN, WIDE, take_size

if TYPE_CHECKING:
    from outreach.ui.main_window import MainWindow

_TITLES = (
    N_("The unit"),
    N_("Officers"),
    N_("Letters"),
    N_("Information to guests"),
    N_("E-mail"),
    N_("Shared calendar"),
    N_("This computer"),
)


class PreferencesDialog(QDialog):
    """The dialog."""

    def __init__(self, context: Context, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._words = context.words
        self._window = window
        self.setWindowModality(Qt.WindowModality.WindowModal)
        take_size(self, 960, 640)
        context.words.bind(self.setWindowTitle, N_("Preferences"))
        self.unit = UnitPage(context)
        self.officers = OfficersPage(context)
        self.information = InformationPage(context)
        self.letters = LettersPage(context)
        self.mail = MailPage(context, parts)
        self.calendar = SharedCalendarPage(context, parts)
        self.computer = ComputerPage(context, parts)
        self.tabs = QTabWidget()
        pages = (self.unit, self.officers, self.letters, self.information, self.mail, self.calendar, self.computer)
        for page in pages:
            # Mail and calendar scroll in themselves, above their button; the others as a whole.
            self.tabs.addTab(page if page in (self.mail, self.calendar) else scrolling(page), "")
        self._names = [str(getattr(page, "name", "")) for page in pages]
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.tabs, 1)
        column.addLayout(close_row(context.words, self))
        context.words.changed.connect(self._say)
        self._say()
        self.computer.open_wanted.connect(lambda: self._leave(then_new=False))
        self.computer.new_wanted.connect(lambda: self._leave(then_new=True))

    def show_page(self, name: str) -> None:
        """Turn to the page whose `name` this is; an unknown one changes nothing."""
        if name and name in self._names:
            self.tabs.setCurrentIndex(self._names.index(name))

    def _say(self) -> None:
        for number, title in enumerate(_TITLES):
            self.tabs.setTabText(number, self._words(title))

    def _leave(self, *, then_new: bool) -> None:
        """Close first: another workspace takes this dialog's ground away."""
        window = self._window
        self.accept()
        QTimer.singleShot(0, window, window.ask_new if then_new else window.ask_open)
