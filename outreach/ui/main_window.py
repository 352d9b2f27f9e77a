"""The main window: opens a workspace, explains when it cannot, and holds the shell, the menus, the toast and the capture.

It goes through four states, each a page of one stack: opening, first start, trouble, at work.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from outreach.language import N_
from outreach.late import Late
from outreach.ui.menu_names import BARE_MENUS, MENUS, titles_with_letters
from outreach.ui.parts import Parts
from outreach.ui.room import take_size
from outreach.ui.start.first_moments import FirstPaint, TypedAhead
from outreach.ui.start.opening_page import STRAIGHT, OpeningPage

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from outreach.domain.unit import Unit
    from outreach.errors import ReasonNeeded
    from outreach.services.house import House
    from outreach.services.leaving import Leaving
    from outreach.ui.calls import CallDesk
    from outreach.ui.commands import Command
    from outreach.ui.context import Context
    from outreach.ui.errors_dialog import ErrorDesk
    from outreach.ui.locking.desk import LockDesk
    from outreach.ui.menus import Menus
    from outreach.ui.page import Page
    from outreach.ui.read_only import ReadOnlyBanner
    from outreach.ui.reminders import Reminders
    from outreach.ui.shell import Shell
    from outreach.ui.start.opening import Opening
    from outreach.ui.toast import Toast
    from outreach.ui.tray import Tray
    from outreach.ui.workspace_desk import WorkspaceDesk

_GEOMETRY = "window.geometry"


def with_words(window: MainWindow) -> tuple[object, ...]:
    """Build a part of the words and the window."""
    return window.parts.words, window


class MainWindow(QMainWindow):
    """The window of the program. `parts` outlive every workspace that is opened in it.

    Made in two steps. What the first picture shows is built at once: the frame, the titles of the menus. All else is loaded and
    built by `settle`, in the turn after the first paint, or when somebody asks for it before. No module that is loaded here may
    name `Qt` or another of the classes that take long (`dress.py`); `tests/ui/test_first_picture.py` lists what is loaded.
    """

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        #: What lies open; None between two workspaces.
        self.desk: WorkspaceDesk | None = None
        self._only_shows = False
        self._settled = False
        straight = parts.memory.get(STRAIGHT) is True
        self.stack = QStackedWidget()
        self.waiting = OpeningPage(parts.words, lambda: self.opening.cancel(), framed=straight)
        self.stack.addWidget(self.waiting)
        self.setCentralWidget(self.stack)
        bar = self.menuBar()
        names = MENUS if straight else BARE_MENUS
        titles = titles_with_letters(parts.words, names)
        self.standing = {name: bar.addMenu(title) for name, title in zip(names, titles, strict=True)}
        self.setWindowTitle(parts.words(N_("Outreach")))
        self.typed = TypedAhead(self)
        self._restore()
        FirstPaint(self, self.settle)

    # Built behind the first picture -----------------------------------------------------------------------------------

    errors: Late[ErrorDesk] = Late("outreach.ui.errors_dialog:ErrorDesk", with_words)
    toast: Late[Toast] = Late("outreach.ui.toast:Toast", with_words)
    banner: Late[ReadOnlyBanner] = Late("outreach.ui.read_only:ReadOnlyBanner", with_words)
    opening: Late[Opening] = Late("outreach.ui.start.opening:Opening")
    calls: Late[CallDesk] = Late("outreach.ui.calls:CallDesk", lambda one: (lambda: one.context, one, one.is_locked))
    menus: Late[Menus] = Late("outreach.ui.menus:Menus", lambda one: (one.menuBar(), one.parts.words, one.title_of, one.standing))
    tray: Late[Tray] = Late("outreach.ui.tray:Tray")
    locking: Late[LockDesk] = Late("outreach.ui.locking.desk:LockDesk")
    reminders: Late[Reminders] = Late("outreach.ui.reminders:Reminders")

    def is_locked(self) -> bool:
        """Say whether the register is locked."""
        return self.locking.is_locked

    def settle(self) -> None:
        """Build what the first picture did without, once; everything that needs it calls this first."""
        if self._settled:
            return
        self._settled = True
        self.parts.complete()
        _ = self.errors, self.toast, self.banner, self.opening, self.calls, self.menus, self.tray, self.locking, self.reminders
        self.setAcceptDrops(True)
        self._wire()
        self.say()

    @property
    def context(self) -> Context | None:
        """What the pages of the open workspace share."""
        return self.desk.context if self.desk is not None else None

    @property
    def shell(self) -> Shell | None:
        """The pages of the open workspace."""
        return self.desk.shell if self.desk is not None else None

    # Opening ---------------------------------------------------------------------------------------------------------

    def begin(self, place: str) -> None:
        """Open the workspace at a place once the window stands on the screen: its libraries take longer than the window.

        What is typed meanwhile waits for what comes.
        """
        self.typed.listen()
        FirstPaint(self, lambda: self._begin(place))

    def _begin(self, place: str) -> None:
        from outreach.ui.icons import application_icon

        self.settle()
        self.parts.app.setWindowIcon(application_icon())
        self.errors.take_over()
        self.parts.single.listen()
        self.reminders.begin()
        self.open_place(place)

    def open_place(self, place: str) -> None:
        """Open the workspace at a place, putting the present one away; unless another window of ours has it open."""
        self.settle()
        if self.opening.claim(place):
            self.put_away()
            self.typed.listen()
            self.opening.open(place)
        else:
            self.toast.say(self.parts.words(N_("That workspace is open in another window, which has come forward.")))

    def ask_open(self) -> None:
        """Let the officer choose another workspace."""
        self.opening.ask_open(self.open_place)

    def ask_new(self) -> None:
        """Let the officer make a new workspace."""
        self.opening.ask_new(self._make)

    def enter(self, house: House, unit: Unit) -> None:
        """Go to work in an open workspace."""
        from outreach.ui.workspace_desk import WorkspaceDesk

        self.settle()
        self.menus.promised = frozenset()
        desk = self.desk = WorkspaceDesk(self, house, unit)
        self.stack.addWidget(desk.shell)
        self.stack.setCurrentWidget(desk.shell)
        self.say()
        desk.shell.start()
        self.banner.show_for(house)
        if not self._only_shows:
            desk.keeping.damaged.connect(self._damaged)
            # What was half typed at the lock comes back as the form it was, before the capture window offers its draft.
            self.locking.unlocked(desk.context)
            desk.begin()
        self.typed.hand_over()

    def _make(self, place: str) -> None:
        if self.opening.claim(place):
            self.put_away()
            self.opening.protect_new(place)

    def put_away(self, *, to_end: bool = False) -> None:
        """Close the workspace, if one is open (`WorkspaceDesk.put_away`)."""
        desk = self.desk
        if desk is None:
            return
        desk.put_away(to_end=to_end, keeps_open=self._only_shows)
        self.banner.hide()
        self.locking.bar.forget()
        self.stack.removeWidget(desk.shell)
        desk.shell.deleteLater()
        desk.deleteLater()
        self.desk = None
        self.say()

    # What commands do ------------------------------------------------------------------------------------------------

    def show_page(self, name: str) -> None:
        """Show a page."""
        if self.shell is not None:
            self.shell.show_page(name)

    def focus_search(self) -> None:
        """Go to the search over everything."""
        from PySide6.QtCore import Qt

        if self.shell is not None:
            self.shell.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.shell.search.selectAll()

    def show_palette(self) -> None:
        """Open the command palette."""
        from PySide6.QtCore import Qt

        from outreach.ui.palette import Palette

        if self.context is not None:
            self.palette_dialog = Palette(self.context, self.all_commands(), self)
            self.palette_dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.palette_dialog.open_over()

    def all_commands(self) -> list[Command]:
        """Return every command: the shell's, and those of all pages, which show their page first."""
        from outreach.ui import shell_commands

        if self.desk is None:
            return shell_commands.bare_commands(self)
        shell, commands = self.desk.shell, shell_commands.shell_commands(self, self.desk)
        for name, command in shell.page_commands():
            commands.append(_on_page(shell, name, command))
        return commands

    def show_preferences(self, page: str = "") -> None:
        """Open the preferences, at a page when one is named."""
        if self.desk is not None:
            self.desk.show_preferences(page)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Open the import; without files it asks for them first."""
        if self.desk is not None:
            self.desk.import_files(paths)

    def show_backups(self) -> None:
        """Show the backups, with all that can be done with them."""
        if self.desk is not None:
            self.desk.show_backups()

    def restore(self, backup: Path, passphrase: str = "") -> None:
        """Put a backup in the place of the open workspace: that closes first and opens again afterwards."""
        if self.context is not None:
            place = self.context.house.place
            self.put_away()
            self.opening.restore(place, backup, passphrase)

    def _damaged(self, detail: str) -> None:
        """The pages are not sound: nothing more is written, and the way back is shown."""
        from outreach.errors import WorkspaceDamaged

        if self.context is not None:
            place = self.context.house.place
            self.put_away()
            self.opening.rescue(place, WorkspaceDamaged(place, detail))

    def show_keys(self) -> None:
        """Show every key."""
        from outreach.ui.help_dialogs import KeysDialog

        self.show_over(KeysDialog(self.parts.words, self.all_commands(), self))

    def show_about(self) -> None:
        """Show what the program is."""
        from outreach.ui.help_dialogs import AboutDialog

        place = self.context.house.place if self.context is not None else ""
        self.show_over(AboutDialog(self.parts.words, place, self))

    def only_show(self) -> None:
        """Show what somebody else has opened (the tour): nothing begins by itself, and it stays open when this window closes."""
        self._only_shows = True

    def show_over(self, dialog: QWidget) -> None:
        """Show a dialog that is let go of when it closes."""
        from PySide6.QtCore import Qt

        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def close_soon(self) -> None:
        """Close once the menu that asked for it is gone."""
        QTimer.singleShot(0, self, self.close)

    def come_forward(self) -> None:
        """Show the window over the others, wherever it was."""
        from PySide6.QtCore import Qt

        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # Qt's events -----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures may be dropped when there is a workspace to take them into."""
        data = event.mimeData()
        if self.context is not None and (data.hasUrls() or (data.hasImage() and not data.hasText())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files go to the import, pictures and single cards to the preview; a workspace file is opened."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        picture = event.mimeData().imageData() if not paths else None
        event.acceptProposedAction()
        if paths:
            QTimer.singleShot(0, self, lambda: self._dropped(paths))
        elif picture is not None and self.context is not None:
            wish = self.context.wishes.scan
            QTimer.singleShot(0, self, lambda: wish.emit(picture))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything away; nothing is asked, because nothing is lost."""
        from PySide6.QtWidgets import QDialog

        from outreach.ui.passing_files import remove_passing_files

        self.settle()
        self.parts.memory.keep_state(_GEOMETRY, self.saveGeometry())
        self.locking.keep_forms()
        for dialog in self.findChildren(QDialog):
            dialog.close()  # an import that is under way stops
        self.locking.end_booth()
        self.put_away()
        self.opening.abandon()
        self.parts.memory.write()
        self.parts.single.release()
        # The backup on closing may take a moment; nobody has to look at a window that does not answer.
        self.hide()
        self.parts.tasks.close()
        self.tray.put_away()
        remove_passing_files()
        super().closeEvent(event)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _restore(self) -> None:
        self.setMinimumSize(900, 520)
        take_size(self, 1240, 760)
        state = self.parts.memory.get_state(_GEOMETRY)
        if state is not None:
            self.restoreGeometry(state)

    def _wire(self) -> None:
        parts = self.parts
        parts.tasks.failed.connect(self.errors.show)
        parts.tasks.ask_reason = self._ask_reason
        parts.words.changed.connect(self.say)
        parts.choices.changed.connect(self.say)
        parts.single.asked.connect(self.come_forward)
        parts.single.called.connect(self.calls.take)
        self.opening.opened.connect(self.enter)
        self.opening.changed.connect(self.say)
        self.opening.asks.connect(self._asked)

    def _asked(self, may_be_typed_at: bool) -> None:
        """A page stands in the way of work: the frame of an open workspace goes, and keys go where they may be meant."""
        self.menus.promised = frozenset()
        self.waiting.frame_in(False)
        self.say_commands()
        if may_be_typed_at:
            self.typed.hand_over()
        else:
            self.typed.drop()

    def _ask_reason(self, needed: ReasonNeeded, owner: QObject | None, go_on: Callable[[Leaving | None], None]) -> None:
        """Ask what many people leave the program for; loaded with the first time that many do."""
        from outreach.ui.privacy.leaving_dialog import ask_about

        if self.context is not None:
            ask_about(self.context, needed, owner, go_on, self)

    def _dropped(self, paths: list[Path]) -> None:
        if len(paths) == 1 and paths[0].suffix == ".outreach":
            self.open_place(str(paths[0]))
            return
        if self.desk is not None:
            self.desk.take_dropped(paths)

    def _page(self) -> Page | None:
        return self.shell.page if self.shell is not None else None

    def say(self) -> None:
        """Fill title, names and menus anew: another language, another workspace, another officer."""
        if not self._settled:
            return
        words = self.parts.words
        place = self.opening.place
        name = place.rpartition("/")[2] if "://" in place else Path(place).name
        if self.locking.is_locked and self.shell is None:
            name = ""
        parts = [text for text in (self.desk.municipality if self.desk else "", name, words(N_("Outreach"))) if text]
        self.setWindowTitle(" – ".join(parts))
        if self.desk is not None and self.shell is not None:
            self.shell.unit.setText(self.desk.municipality)
            self.shell.officer.setText(self.parts.choices.settings.officer)
        self.say_commands()

    def say_commands(self) -> None:
        """Fill the menus anew: what is possible has changed."""
        from outreach.ui import shell_commands

        page = self._page()
        if self.desk is None:
            self.menus.show(shell_commands.bare_commands(self), [])
        else:
            self.menus.show(shell_commands.shell_commands(self, self.desk), page.commands() if page is not None else [])

    def title_of(self, command: Command) -> str:
        """Return what a command is called now: *Undo* and *Redo* say what they would do."""
        from outreach.ui import shell_commands

        desk, words = self.desk.undoing if self.desk is not None else None, self.parts.words
        if desk is not None and command.name == shell_commands.UNDO and desk.next_undo is not None:
            return words(N_("Undo: {what}"), what=desk.say(desk.next_undo))
        if desk is not None and command.name == shell_commands.REDO and desk.next_redo is not None:
            return words(N_("Redo: {what}"), what=desk.say(desk.next_redo))
        return words(command.text)


def _on_page(shell: Shell, name: str, command: Command) -> Command:
    def run() -> None:
        shell.run_on_page(name, command.run)

    return dataclasses.replace(command, run=run)
