"""Opens the capture window for the shell, and offers what was half typed when the program last ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outreach.language import N_
from outreach.ui.capture.entry import DRAFT, Entry, from_draft
from outreach.ui.capture.window import CaptureWindow
from outreach.ui.context import Context
from outreach.ui.preferences.choices import Choices
from outreach.ui.toast import Toast
from outreach.ui.undoing import UndoDesk


class CaptureDesk(QObject):
    """One capture window for one workspace, built when it is first wanted."""

    def __init__(self, context: Context, choices: Choices, undo_desk: UndoDesk, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._choices = choices
        self._undo_desk = undo_desk
        self._window = window
        self._draft = Entry()
        self.capture: CaptureWindow | None = None

    def open(self, event: UUID | None = None) -> CaptureWindow:
        """Show the window; a draft that waits is in it."""
        if self.capture is None:
            self.capture = CaptureWindow(self._context, self._window)
            self.capture.undo_wanted.connect(self._undo_desk.undo)
            self.capture.officer_chosen.connect(self._sign_as)
        self.capture.open(event)
        if not self._draft.is_empty:
            self.capture.show_entry(self._draft)
            self._draft = Entry()
        return self.capture

    def open_with(self, entry: Entry) -> None:
        """Show the window with an entry begun, unless something half typed stands there."""
        capture = self.open()
        capture.begin(entry)

    def offer_draft(self, toast: Toast) -> None:
        """Say that something half typed was found, with a button that shows it; Ctrl+N shows it too."""
        house, words = self._context.house, self._context.words

        def take(drafts: dict[str, dict[str, Any]]) -> None:
            self._draft = from_draft(drafts.get(DRAFT, {}))
            if not self._draft.is_empty:
                sentence = words(N_("A conversation was not saved yet: {name}"), name=self._draft.shown)
                toast.say(sentence, words(N_("Go on with it")), lambda: self.open())

        self._context.read(house.drafts.all, take, self)

    def close(self) -> None:
        """Put the window away for good; what is half typed is kept."""
        if self.capture is not None:
            self.capture.close()
            self.capture.deleteLater()
            self.capture = None
        self.deleteLater()

    def _sign_as(self, officer: str) -> None:
        self._context.house.sign_as(officer)
        self._choices.change(officer=officer)
