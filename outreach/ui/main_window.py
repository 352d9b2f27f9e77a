"""The main window: opens a workspace, explains when it cannot, and holds the shell, the menus, the toast and the capture.

It goes through four states, each a page of one stack: opening, first start, trouble, at work.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.errors import ReasonNeeded, WorkspaceDamaged
from outreach.language import N_
from outreach.ui import shell_commands
from outreach.ui.calls import CallDesk
from outreach.ui.changes import ChangeBus
from outreach.ui.commands import Command
from outreach.ui.context import Context, Wishes
from outreach.ui.errors_dialog import ErrorDesk
from outreach.ui.locking.desk import LockDesk
from outreach.ui.menus import Menus
from outreach.ui.page import Page
from outreach.ui.parts import Parts
from outreach.ui.passing_files import remove_passing_files
from outreach.ui.read_only import ReadOnlyBanner
from outreach.ui.reminders import Reminders
from outreach.ui.start.opening import Opening
from outreach.ui.toast import Toast
from outreach.ui.tray import Tray

if TYPE_CHECKING:
    from outreach.domain.unit import Unit
    from outreach.services.house import House
    from outreach.services.leaving import Leaving
    from outreach.ui.backups.keeping import Keeping
    from outreach.ui.capture.desk import CaptureDesk
    from outreach.ui.capture.entry import Entry
    from outreach.ui.doubles.desk import DoublesDesk
    from outreach.ui.doubles.window import DoublesWindow
    from outreach.ui.invitations.desk import InvitationDesk
    from outreach.ui.plans.desk import PlanDesk
    from outreach.ui.publishing import Publishing
    from outreach.ui.scan.desk import ScanDesk
    from outreach.ui.shell import Shell
    from outreach.ui.undoing import UndoDesk

_GEOMETRY = "window.geometry"


class MainWindow(QMainWindow):
    """The window of the program. `parts` outlive every workspace that is opened in it."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self.shell: Shell | None = None
        self.context: Context | None = None
        self.undo_desk: UndoDesk | None = None
        self.capture_desk: CaptureDesk | None = None
        self.scan_desk: ScanDesk | None = None
        self.doubles_desk: DoublesDesk | None = None
        self.invitation_desk: InvitationDesk | None = None
        self.plan_desk: PlanDesk | None = None
        self.publishing: Publishing | None = None
        self.keeping: Keeping | None = None
        self._doubles: DoublesWindow | None = None
        self._municipality = ""
        self._keeps_house_open = False
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.errors = ErrorDesk(parts.words, self)
        self.toast = Toast(parts.words, self)
        self.banner = ReadOnlyBanner(parts.words, self)
        self.opening = Opening(parts, self.stack, self)
        self.calls = CallDesk(lambda: self.context, self, lambda: self.locking.is_locked)
        self.menus = Menus(self.menuBar(), parts.words, self._title_of)
        self.tray = Tray(self)
        self.locking = LockDesk(self)
        self.reminders = Reminders(self)
        self.setAcceptDrops(True)
        self._restore()
        self._wire()
        self._say()

    # Opening ---------------------------------------------------------------------------------------------------------

    def open_place(self, place: str) -> None:
        """Open the workspace at a place, putting the present one away; unless another window of ours has it open."""
        if self.opening.claim(place):
            self.put_away()
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
        # What only an open workspace needs is not loaded before the first picture of the window.
        from outreach.ui.backups.keeping import Keeping
        from outreach.ui.capture.desk import CaptureDesk
        from outreach.ui.doubles.desk import DoublesDesk
        from outreach.ui.invitations.desk import InvitationDesk
        from outreach.ui.plain.desk import PlainDesk
        from outreach.ui.plans.desk import PlanDesk
        from outreach.ui.publishing import Publishing
        from outreach.ui.scan.desk import ScanDesk
        from outreach.ui.shell import Shell
        from outreach.ui.undoing import UndoDesk

        parts = self.parts
        context = Context(
            house, parts.tasks, ChangeBus(self), parts.words, parts.memory, Wishes(self), lambda: parts.choices.settings
        )
        self.context = context
        self._municipality = unit.municipality
        self.shell = Shell(context)
        self.undo_desk = UndoDesk(context, self.shell)
        self.capture_desk = CaptureDesk(context, parts.choices, self.undo_desk, self, self.toast)
        self.scan_desk = ScanDesk(context, self)
        self.doubles_desk = DoublesDesk(context, self.shell)
        self.invitation_desk = InvitationDesk(context, self)
        self.plan_desk = PlanDesk(context, self)
        self.plain_desk = PlainDesk(context, self.shell)
        self.publishing = Publishing(context, self.shell)
        self.keeping = Keeping(context, self.shell)
        self._wire_workspace(context, self.shell, self.undo_desk)
        self.stack.addWidget(self.shell)
        self.stack.setCurrentWidget(self.shell)
        self._say()
        self.shell.start()
        self.publishing.begin()
        self.keeping.begin()
        self.keeping.damaged.connect(self._damaged)
        self.banner.show_for(house)
        self._follow_others(context)
        self.capture_desk.offer_draft()
        self.locking.unlocked(context)

    def _follow_others(self, context: Context) -> None:
        """Show what others do on a shared workspace, and say when the server is away."""
        if self.shell is None or not context.house.is_shared:
            return
        from outreach.ui.following import AWAY, BACK, Follower

        follower = Follower(context, self.shell)
        follower.away.connect(lambda away: self.toast.say(self.parts.words(AWAY if away else BACK)))
        follower.begin()

    def _make(self, place: str) -> None:
        if self.opening.claim(place):
            self.put_away()
            self.opening.protect_new(place)

    def put_away(self, *, to_end: bool = False) -> None:
        """Close the workspace: pages first, then, after all work that waits, a backup, then the file.

        What is on its way to a server is stopped. With `to_end` (the lock) it is waited for, and no backup is made:
        the key is to be forgotten soon.
        """
        from outreach.ui.backups.keeping import closing_work

        if self.shell is None or self.context is None or self.capture_desk is None:
            return
        self.shell.leave()
        if self.plan_desk is not None:
            self.plan_desk.close()
            self.plan_desk.deleteLater()
        if self.publishing is not None:
            self.publishing.end()
        if self.keeping is not None:
            self.keeping.end()
        if self.scan_desk is not None:
            self.scan_desk.close()
        self.capture_desk.close()  # keeps its draft, which must stand in line before the file closes
        if self._doubles is not None:
            self._doubles.close()
            self._doubles.deleteLater()
        if self.invitation_desk is not None:
            self.invitation_desk.close()
            self.invitation_desk.deleteLater()
        house = self.context.house
        if not self._keeps_house_open:
            tasks = self.parts.tasks
            tasks.run(tasks.wait_far if to_end else tasks.end_far)
            if not to_end:
                tasks.run(closing_work(house, self.context.settings()))
            tasks.run(house.close)
        self.banner.hide()
        self.locking.bar.forget()
        self.stack.removeWidget(self.shell)
        self.shell.deleteLater()
        self.shell = self.context = self.undo_desk = self.capture_desk = None
        self.scan_desk = self.doubles_desk = self._doubles = self.invitation_desk = None
        self.plan_desk = self.publishing = self.keeping = None
        self._say()

    # What commands do ------------------------------------------------------------------------------------------------

    def show_page(self, name: str) -> None:
        """Show a page."""
        if self.shell is not None:
            self.shell.show_page(name)

    def focus_search(self) -> None:
        """Go to the search over everything."""
        if self.shell is not None:
            self.shell.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.shell.search.selectAll()

    def show_palette(self) -> None:
        """Open the command palette."""
        from outreach.ui.palette import Palette

        if self.context is not None:
            self.palette_dialog = Palette(self.context, self.all_commands(), self)
            self.palette_dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.palette_dialog.open_over()

    def all_commands(self) -> list[Command]:
        """Return every command: the shell's, and those of all pages, which show their page first."""
        shell = self.shell
        if shell is None:
            return shell_commands.bare_commands(self)
        commands = shell_commands.shell_commands(self)
        for name, command in shell.page_commands():
            commands.append(_on_page(shell, name, command))
        return commands

    def capture(self, event: UUID | None) -> None:
        """Open the capture window, at an event when one is named."""
        if self.capture_desk is not None:
            self.capture_desk.open(event)

    def capture_with(self, entry: Entry) -> None:
        """Open the capture window with something filled in."""
        if self.capture_desk is not None:
            self.capture_desk.open_with(entry)

    def scan(self) -> None:
        """Open the preview, empty."""
        if self.scan_desk is not None:
            self.scan_desk.scan(None)

    def scan_copied(self) -> None:
        """Open the preview on what is on the clipboard."""
        from outreach.ui.scan.incoming import incoming

        if self.scan_desk is not None:
            self.scan_desk.scan(incoming(QApplication.clipboard().mimeData()))

    def show_cards(self) -> None:
        """Open the cards to type in."""
        if self.scan_desk is not None:
            self.scan_desk.show_cards()

    def show_own_card(self) -> None:
        """Show our own card on the whole screen."""
        if self.scan_desk is not None:
            self.scan_desk.show_own_card()

    def fair(self, event: UUID | None = None) -> None:
        """Open fair mode, at an event when one is named."""
        if self.capture_desk is not None:
            self.capture_desk.open_fair(event)

    def quick_line(self) -> None:
        """Open the box for one line, or for a pasted signature."""
        if self.capture_desk is not None:
            self.capture_desk.quick_line()

    def count_question(self) -> None:
        """Open the line that counts a question without a person."""
        if self.capture_desk is not None:
            self.capture_desk.count_question()

    def show_doubles(self, kind: Kind = Kind.PERSON) -> None:
        """Open the window with the pairs that may be doubles."""
        from outreach.ui.doubles.window import DoublesWindow

        if self.context is not None and self.doubles_desk is not None:
            self._doubles = self._doubles or DoublesWindow(self.context, self.doubles_desk, self)
            self._doubles.open(kind)

    def show_doubles_here(self) -> None:
        """Open it on companies when their page is shown, else on people."""
        page = self._page()
        self.show_doubles(Kind.COMPANY if page is not None and page.name == "companies" else Kind.PERSON)

    def undo(self) -> None:
        """Take the last action back."""
        if self.undo_desk is not None:
            self.undo_desk.undo()

    def redo(self) -> None:
        """Do it again."""
        if self.undo_desk is not None:
            self.undo_desk.redo()

    def can_undo(self) -> bool:
        """Say whether there is something to take back."""
        return self.undo_desk is not None and self.undo_desk.next_undo is not None

    def can_redo(self) -> bool:
        """Say whether there is something to do again."""
        return self.undo_desk is not None and self.undo_desk.next_redo is not None

    def has_record(self) -> bool:
        """Say whether the shown page has a chosen record."""
        return self._page() is not None and self._page_record() is not None

    def show_history(self) -> None:
        """Show what happened to the chosen record."""
        from outreach.ui.history.dialog import HistoryDialog

        record = self._page_record()
        if self.context is not None and record is not None:
            self._open(HistoryDialog(self.context, record, self))

    def show_actions(self) -> None:
        """Show the latest actions, each with *Undo this*."""
        from outreach.ui.history.actions_dialog import ActionsDialog

        if self.context is not None and self.undo_desk is not None:
            self._open(ActionsDialog(self.context, self.undo_desk, self))

    def show_preferences(self, page: str = "") -> None:
        """Open the preferences, at a page when one is named."""
        from outreach.ui.preferences.dialog import PreferencesDialog

        if self.context is not None:
            dialog = PreferencesDialog(self.context, self.parts, self)
            dialog.show_page(page)
            over = QApplication.activeModalWidget()
            if over is not None:
                # A letter that asks for the mail server would keep it from being typed in.
                dialog.setParent(over, dialog.windowFlags())
            self._open(dialog)

    def show_disclosure(self, disclosure: UUID) -> None:
        """Show what must reach everyone, at one item."""
        from outreach.ui.today.telling import show_item

        if self.context is not None:
            show_item(self.context, disclosure, self)

    def publish_disclosure(self, disclosure: UUID) -> None:
        """Ask where an item was published."""
        from outreach.ui.today.telling import show_item

        if self.context is not None:
            show_item(self.context, disclosure, self, to_publish=True)

    def show_answers(self) -> None:
        """Open the answers that wait for an officer."""
        if self.invitation_desk is not None:
            self.invitation_desk.answers()

    def fetch_answers(self) -> None:
        """Look into the mailbox for answers."""
        if self.invitation_desk is not None:
            self.invitation_desk.fetch()

    def import_files(self, paths: Sequence[Path]) -> None:
        """Open the import; without files it asks for them first."""
        from outreach.ui.imports.dialog import ImportDialog

        if self.context is not None:
            dialog = ImportDialog(self.context, self, self.undo_desk)
            self._open(dialog)
            dialog.take(paths)

    def show_backups(self) -> None:
        """Show the backups, with all that can be done with them."""
        from outreach.ui.backups.dialog import BackupsDialog

        if self.context is not None:
            self._open(BackupsDialog(self.context, self.parts.choices, self.restore, self))

    def restore(self, backup: Path, passphrase: str = "") -> None:
        """Put a backup in the place of the open workspace: that closes first and opens again afterwards."""
        if self.context is not None:
            place = self.context.house.place
            self.put_away()
            self.opening.restore(place, backup, passphrase)

    def _damaged(self, detail: str) -> None:
        """The pages are not sound: nothing more is written, and the way back is shown."""
        if self.context is not None:
            place = self.context.house.place
            self.put_away()
            self.opening.rescue(place, WorkspaceDamaged(place, detail))

    def show_keys(self) -> None:
        """Show every key."""
        from outreach.ui.help_dialogs import KeysDialog

        self._open(KeysDialog(self.parts.words, self.all_commands(), self))

    def show_about(self) -> None:
        """Show what the program is."""
        from outreach.ui.help_dialogs import AboutDialog

        place = self.context.house.place if self.context is not None else ""
        self._open(AboutDialog(self.parts.words, place, self))

    def leave_open(self) -> None:
        """Leave the workspace open when this window closes: somebody else has opened it (tests, the tour)."""
        self._keeps_house_open = True

    def close_soon(self) -> None:
        """Close once the menu that asked for it is gone."""
        QTimer.singleShot(0, self, self.close)

    def come_forward(self) -> None:
        """Show the window over the others, wherever it was."""
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
        self.parts.memory.keep_state(_GEOMETRY, self.saveGeometry())
        for dialog in self.findChildren(QDialog):
            dialog.close()  # an import that is under way stops
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
        self.setMinimumSize(900, 560)
        self.resize(1240, 760)
        state = self.parts.memory.get_state(_GEOMETRY)
        if state is not None:
            self.restoreGeometry(state)

    def _wire(self) -> None:
        parts = self.parts
        parts.tasks.failed.connect(self.errors.show)
        parts.tasks.ask_reason = self._ask_reason
        parts.words.changed.connect(self._say)
        parts.choices.changed.connect(self._say)
        parts.single.asked.connect(self.come_forward)
        parts.single.called.connect(self.calls.take)
        self.opening.opened.connect(self.enter)
        self.opening.changed.connect(self._say)

    def _ask_reason(self, needed: ReasonNeeded, owner: QObject | None, go_on: Callable[[Leaving | None], None]) -> None:
        """Ask what many people leave the program for; loaded with the first time that many do."""
        from outreach.ui.privacy.leaving_dialog import ask_about

        if self.context is not None:
            ask_about(self.context, needed, owner, go_on, self)

    def _wire_workspace(self, context: Context, shell: Shell, desk: UndoDesk) -> None:
        context.changes.changed.connect(self._written)
        context.wishes.notify.connect(self.toast.say)
        context.wishes.capture.connect(self.capture)
        context.wishes.capture_with.connect(self.capture_with)
        context.wishes.fair.connect(self.fair)
        context.wishes.import_files.connect(self.import_files)
        context.wishes.doubles.connect(self.show_doubles)
        context.wishes.preferences.connect(self.show_preferences)
        context.wishes.disclosure.connect(self.show_disclosure)
        context.wishes.publish.connect(self.publish_disclosure)
        shell.page_changed.connect(self.say_commands)
        shell.preferences.connect(lambda: self.show_preferences())
        shell.palette_button.clicked.connect(self.show_palette)
        desk.changed.connect(self.menus.rename)
        desk.reversed.connect(self._reversed)

    def _written(self, changes: Changes, origin: object) -> None:
        if self.undo_desk is None or self.context is None:
            return
        if changes.final:
            self.toast.say(self.undo_desk.say(changes))
        elif origin is not self.undo_desk and changes.action is not None:
            desk, action = self.undo_desk, changes.action
            self.toast.say(desk.say(changes), self._with_key(N_("Undo ({key})"), "Ctrl+Z"), lambda: desk.undo(action))
        self._look_at_unit(changes)

    def _reversed(self, sentence: str, undone: bool) -> None:
        desk = self.undo_desk
        if desk is not None:
            button, act = (N_("Redo ({key})"), desk.redo) if undone else (N_("Undo ({key})"), desk.undo)
            self.toast.say(sentence, self._with_key(button, "Ctrl+Shift+Z" if undone else "Ctrl+Z"), act)

    def _look_at_unit(self, changes: Changes) -> None:
        if self.context is not None and changes.concern(Kind.UNIT):
            house = self.context.house
            self.context.read(house.unit.unit, self._take_unit, self)

    def _take_unit(self, unit: Unit) -> None:
        self._municipality = unit.municipality
        self._say()

    def _dropped(self, paths: list[Path]) -> None:
        if len(paths) == 1 and paths[0].suffix == ".outreach":
            self.open_place(str(paths[0]))
            return
        if self.invitation_desk is not None and self.invitation_desk.dropped(paths):
            return
        from outreach.ui.scan.desk import is_for_preview

        if self.scan_desk is not None and is_for_preview(paths):
            self.scan_desk.scan(paths)
        else:
            self.import_files(paths)

    def _page(self) -> Page | None:
        return self.shell.page if self.shell is not None else None

    def _page_record(self) -> UUID | None:
        page = self._page()
        return page.current_id() if page is not None else None

    def _open(self, dialog: QWidget) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _say(self) -> None:
        """Fill title, names and menus anew: another language, another workspace, another officer."""
        words = self.parts.words
        place = self.opening.place
        name = place.rpartition("/")[2] if "://" in place else Path(place).name
        if self.locking.is_locked and self.shell is None:
            name = ""
        parts = [text for text in (self._municipality if self.shell else "", name, words(N_("Outreach"))) if text]
        self.setWindowTitle(" – ".join(parts))
        if self.shell is not None:
            self.shell.unit.setText(self._municipality)
            self.shell.officer.setText(self.parts.choices.settings.officer)
        self.say_commands()

    def say_commands(self) -> None:
        """Fill the menus anew: what is possible has changed."""
        page = self._page()
        if self.shell is None:
            self.menus.show(shell_commands.bare_commands(self), [])
        else:
            self.menus.show(shell_commands.shell_commands(self), page.commands() if page is not None else [])

    def _title_of(self, command: Command) -> str:
        desk, words = self.undo_desk, self.parts.words
        if desk is not None and command.name == shell_commands.UNDO and desk.next_undo is not None:
            return words(N_("Undo: {what}"), what=desk.say(desk.next_undo))
        if desk is not None and command.name == shell_commands.REDO and desk.next_redo is not None:
            return words(N_("Redo: {what}"), what=desk.say(desk.next_redo))
        return words(command.text)

    def _with_key(self, text: str, keys: str) -> str:
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        return self.parts.words(text, key=shown)


def _on_page(shell: Shell, name: str, command: Command) -> Command:
    def run() -> None:
        shell.run_on_page(name, command.run)

    return dataclasses.replace(command, run=run)
