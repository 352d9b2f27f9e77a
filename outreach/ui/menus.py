"""The menu bar, made of commands: what the shell can do and what the shown page can do, each with its key.

A key means one thing at a time; where a page asks for one that the shell has, the shell keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from outreach.language import N_
from outreach.ui.commands import Command
from outreach.ui.icons import put_icon
from outreach.ui.words import Words

MENUS = (N_("File"), N_("Edit"), N_("Go"), N_("Conversation"), N_("Record"), N_("View"), N_("Safe keeping"), N_("Help"))


class Menus(QObject):
    """Fills a menu bar. The texts of *Undo* and *Redo* come from `title_of`, because they name what they would do."""

    def __init__(self, bar: QMenuBar, words: Words, title_of: Callable[[Command], str]) -> None:
        super().__init__(bar)
        self._bar = bar
        self._words = words
        self._title_of = title_of
        self._actions: list[tuple[QAction, Command]] = []

    def show(self, shell: Sequence[Command], page: Sequence[Command]) -> None:
        """Put the commands of the shell and of the shown page in place. Page commands stand above in their menu."""
        self._bar.clear()
        for old, _ in self._actions:
            old.deleteLater()
        self._actions = []
        taken = {_keys(command) for command in shell if command.keys}
        for name in MENUS:
            own = [command for command in shell if command.menu == name]
            extra = [command for command in page if command.menu == name]
            if own or extra:
                menu = self._bar.addMenu(self._words(name))
                self._fill(menu, extra, taken)
                if own and extra:
                    menu.addSeparator()
                self._fill(menu, own, set())
                menu.aboutToShow.connect(self._ask_enabled)
                menu.aboutToHide.connect(self._enable_all)

    def rename(self) -> None:
        """Ask for the titles anew."""
        for action, command in self._actions:
            action.setText(_with_plain_ampersand(self._title_of(command)))

    def actions(self) -> dict[str, QAction]:
        """Return the actions by the name of their command."""
        return {command.name: action for action, command in self._actions}

    def _fill(self, menu: QMenu, commands: Sequence[Command], taken: set[str]) -> None:
        for command in commands:
            action = QAction(_with_plain_ampersand(self._title_of(command)), menu)
            if command.keys and _keys(command) not in taken:
                action.setShortcut(QKeySequence(command.keys))
            if command.icon:
                put_icon(action, command.icon)
            if command.apart:  # above all others, Qt leaves the line out
                menu.addSeparator()
            action.triggered.connect(lambda _checked=False, command=command: self._run(command))
            menu.addAction(action)
            self._actions.append((action, command))

    def _run(self, command: Command) -> None:
        # The key works although the menu, which greys things out, was never opened.
        if command.enabled():
            command.run()

    def _ask_enabled(self) -> None:
        for action, command in self._actions:
            action.setEnabled(command.enabled())

    def _enable_all(self) -> None:
        for action, _ in self._actions:
            action.setEnabled(True)


def _keys(command: Command) -> str:
    return QKeySequence(command.keys).toString(QKeySequence.SequenceFormat.PortableText)


def _with_plain_ampersand(text: str) -> str:
    return text.replace("&", "&&")
