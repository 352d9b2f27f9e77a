"""The picture beside the clock: logs a conversation from over any other program, as long as Outreach is open.

It holds nothing open: closing the main window ends the program as it always does. It is there only where the desktop shows such
pictures, and while the officer wants it (preferences).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from outreach.language import N_
from outreach.ui.icons import application_icon, put_icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from outreach.ui.main_window import MainWindow
    from outreach.ui.workspace_desk import WorkspaceDesk

_OPENING = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)


class Tray(QObject):
    """The picture and its menu, for the life of the main window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._icon: QSystemTrayIcon | None = None
        self.menu = QMenu(window)
        self.log = self._action("capture", N_("Log a conversation"), lambda: self._do(lambda desk: desk.capture(None)))
        self.line = self._action("edit", N_("One line…"), lambda: self._do(lambda desk: desk.quick_line()))
        count = N_("Count a question")
        self.question = self._action("help", count, lambda: self._do(lambda desk: desk.count_question()), over_main=True)
        self.menu.addSeparator()
        self.open = self._action("", N_("Open Outreach"), window.come_forward)
        self.quit = self._action("close", N_("Quit"), window.close_soon)
        self.menu.aboutToShow.connect(self._ask_enabled)
        window.parts.choices.changed.connect(self.follow)
        window.parts.words.bind(self.menu.setTitle, N_("Outreach"))
        self.follow()

    @property
    def icon(self) -> QSystemTrayIcon | None:
        """The picture, while there is one."""
        return self._icon

    def follow(self) -> None:
        """Show or take away the picture, as the officer wishes and the desktop can."""
        wanted = self._window.parts.choices.settings.tray != "off" and QSystemTrayIcon.isSystemTrayAvailable()
        if wanted and self._icon is None:
            self._icon = QSystemTrayIcon(application_icon(), self)
            self._icon.setContextMenu(self.menu)
            self._icon.activated.connect(self.activated)
            self._window.parts.words.bind(self._icon.setToolTip, N_("Outreach: click to log a conversation"))
            self._icon.show()
        elif not wanted and self._icon is not None:
            self.put_away()

    def activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """A click logs a conversation; the other buttons open the menu by themselves."""
        if reason in _OPENING:
            self.log.trigger()

    def put_away(self) -> None:
        """Take the picture away; some desktops would leave a ghost behind otherwise."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def renew(self) -> None:
        """Show another picture in place of this one: what the old one still tells (a reminder with names) goes with it."""
        if self._icon is not None:
            self.put_away()
            self.follow()

    def _do(self, act: Callable[[WorkspaceDesk], None]) -> None:
        """Do something at the desk of the open workspace, if one is open."""
        if self._window.desk is not None:
            act(self._window.desk)

    def _action(self, picture: str, text: str, run: Callable[[], None], *, over_main: bool = False) -> QAction:
        action = QAction(self.menu)
        if picture:
            put_icon(action, picture)
        self._window.parts.words.bind(action.setText, text)
        action.triggered.connect(lambda: self._run(run, over_main=over_main))
        self.menu.addAction(action)
        return action

    def _run(self, run: Callable[[], None], *, over_main: bool) -> None:
        # A window of a minimised window stays hidden on some desktops; what lies over the main window needs it in any case.
        if over_main or self._window.isMinimized():
            self._window.come_forward()
        run()

    def _ask_enabled(self) -> None:
        at_work = self._window.context is not None
        for action in (self.log, self.line, self.question):
            action.setEnabled(at_work)
