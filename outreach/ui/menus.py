"""The menu bar, made of commands: what the shell can do and what the shown page can do, each with its key.

A key means one thing at a time; where a page asks for one that the shell has, the shell keeps it. Each menu and each of its lines
has a letter too (underlined while Alt is held): Alt and a letter opens a menu, a letter chooses in it, and F10 opens the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar

from outreach.ui.commands import Command
from outreach.ui.icons import put_icon
from outreach.ui.menu_names import MENUS as MENUS
from outreach.ui.menu_names import lettered, titles_with_letters
from outreach.ui.words import Words


@dataclass(slots=True)
class _Entry:
    """One line of a menu; the command is replaced by its like when the page is asked anew."""

    action: QAction
    command: Command


#: What of a command is seen in a menu: name, title, keys, icon, and whether a line stands above.
_Look = tuple[str, str, str, str, bool]


class Menus(QObject):
    """Fills a menu bar. The texts of *Undo* and *Redo* come from `title_of`, because they name what they would do.

    The menus are made once. One that looks as before keeps its lines: opening a workspace asks for the menus seven times.
    `standing` are those that the first picture shows; they stay, empty or not, until a workspace is open or does not open.
    """

    def __init__(
        self, bar: QMenuBar, words: Words, title_of: Callable[[Command], str], standing: Mapping[str, QMenu] | None = None
    ) -> None:
        super().__init__(bar)
        standing = standing or {}
        #: The menus that stand whether or not anything is in them.
        self.promised: frozenset[str] = frozenset(standing)
        self._bar = bar
        self._words = words
        self._title_of = title_of
        self._menus = {name: self._made(standing.get(name)) for name in MENUS}
        self._entries: dict[str, list[_Entry]] = {name: [] for name in MENUS}
        self._looks: dict[str, list[_Look]] = {name: [] for name in MENUS}
        self._shown: list[str] = [name for name in MENUS if name in standing]
        QShortcut(QKeySequence("F10"), bar.window(), self.open_first)

    def show(self, shell: Sequence[Command], page: Sequence[Command]) -> None:
        """Put the commands of the shell and of the shown page in place. Page commands stand above in their menu."""
        taken = {_keys(command.keys) for command in shell if command.keys}
        for name in MENUS:
            own = [command for command in shell if command.menu == name]
            extra = [command for command in page if command.menu == name]
            looks = [self._look(command, taken) for command in extra] + [self._look(command, set()) for command in own]
            if own and extra:
                looks[len(extra)] = (*looks[len(extra)][:-1], True)
            if looks == self._looks[name]:
                for entry, command in zip(self._entries[name], [*extra, *own], strict=True):
                    entry.command = command
            else:
                self._fill(name, [*extra, *own], looks)
        shown = [name for name in MENUS if self._looks[name] or name in self.promised]
        self._letter_titles(shown)
        if shown != self._shown:
            self._shown = shown
            self._bar.clear()
            for name in shown:
                self._bar.addMenu(self._menus[name])

    def rename(self) -> None:
        """Ask for the titles anew."""
        for name, entries in self._entries.items():
            for at, entry in enumerate(entries):
                title = self._title_of(entry.command)
                self._looks[name][at] = (self._looks[name][at][0], title, *self._looks[name][at][2:])
            self._letter(name)

    def open_first(self) -> None:
        """Open the first menu, as F10 does in other programs; the arrows go on from there."""
        if self._shown:
            self._bar.setActiveAction(self._menus[self._shown[0]].menuAction())

    def actions(self) -> dict[str, QAction]:
        """Return the actions by the name of their command."""
        return {entry.command.name: entry.action for entry in self._all()}

    def _made(self, standing: QMenu | None) -> QMenu:
        menu = standing or QMenu(self._bar)
        menu.aboutToShow.connect(self._ask_enabled)
        menu.aboutToHide.connect(self._enable_all)
        return menu

    def _look(self, command: Command, taken: set[str]) -> _Look:
        keys = _keys(command.keys) if command.keys else ""
        return command.name, self._title_of(command), "" if keys in taken else keys, command.icon, command.apart

    def _fill(self, name: str, commands: Sequence[Command], looks: list[_Look]) -> None:
        menu = self._menus[name]
        # Later: one of them may have just been chosen.
        for old in menu.actions():
            menu.removeAction(old)
            old.deleteLater()
        self._looks[name] = looks
        self._entries[name] = [self._add(menu, command, look) for command, look in zip(commands, looks, strict=True)]
        self._letter(name)

    def _letter(self, name: str) -> None:
        """Say the lines of a menu, each with its letter."""
        titles = lettered([look[1] for look in self._looks[name]])
        for entry, title in zip(self._entries[name], titles, strict=True):
            entry.action.setText(title)

    def _letter_titles(self, names: Sequence[str]) -> None:
        for name, title in zip(names, titles_with_letters(self._words, names), strict=True):
            self._menus[name].setTitle(title)

    def _add(self, menu: QMenu, command: Command, look: _Look) -> _Entry:
        _, _, keys, icon, apart = look
        action = QAction(menu)
        if keys:
            action.setShortcut(QKeySequence(keys))
        if icon:
            put_icon(action, icon)
        if apart:  # above all others, Qt leaves the line out
            menu.addSeparator()
        entry = _Entry(action, command)
        action.triggered.connect(lambda: _run(entry.command))
        menu.addAction(action)
        return entry

    def _all(self) -> list[_Entry]:
        return [entry for entries in self._entries.values() for entry in entries]

    def _ask_enabled(self) -> None:
        for entry in self._all():
            entry.action.setEnabled(entry.command.enabled())

    def _enable_all(self) -> None:
        for entry in self._all():
            entry.action.setEnabled(True)


def _run(command: Command) -> None:
    # The key works although the menu, which greys things out, was never opened.
    if command.enabled():
        command.run()


@cache
def _keys(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)
