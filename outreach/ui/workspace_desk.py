"""The desk of one open workspace: its pages, the windows over them, and what goes on by itself, from opening to putting away.

The main window makes one for each workspace that it goes to work in, and lets go of it with `put_away`: nothing of a workspace
outlives its desk.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.backups.keeping import Keeping, closing_work
from outreach.ui.capture.desk import CaptureDesk
from outreach.ui.changes import ChangeBus
from outreach.ui.context import Context, Wishes
from outreach.ui.doubles.desk import DoublesDesk
from outreach.ui.invitations.desk import InvitationDesk
from outreach.ui.plain.desk import PlainDesk
from outreach.ui.plans.desk import PlanDesk
from outreach.ui.publishing import Publishing
from outreach.ui.scan.desk import ScanDesk
from outreach.ui.shell import Shell
from outreach.ui.undoing import UndoDesk

if TYPE_CHECKING:
    from outreach.domain.unit import Unit
    from outreach.services.house import House
    from outreach.ui.capture.entry import Entry
    from outreach.ui.doubles.window import DoublesWindow
    from outreach.ui.main_window import MainWindow
    from outreach.ui.waiting.desk import WaitingDesk


class WorkspaceDesk(QObject):
    """Everything that exists while one workspace is open. Loaded with the first workspace, not before the first picture."""

    def __init__(self, window: MainWindow, house: House, unit: Unit) -> None:
        super().__init__(window)
        self._window = window
        parts = window.parts
        self.municipality = unit.municipality
        self.context = context = Context(
            house, parts.tasks, ChangeBus(window), parts.words, parts.memory, Wishes(window), lambda: parts.choices.settings
        )
        self.shell = shell = Shell(context)
        self.undoing = UndoDesk(context, shell)
        self.capturing = CaptureDesk(context, parts.choices, self.undoing, window, window.toast)
        self.scanning = ScanDesk(context, window)
        self.doubles = DoublesDesk(context, shell)
        self.invitations = InvitationDesk(context, window)
        self.plans = PlanDesk(context, window)
        self.plain = PlainDesk(context, shell)
        self.publishing = Publishing(context, shell)
        self.keeping = Keeping(context, shell)
        self.waiting: WaitingDesk | None = None
        self._doubles_window: DoublesWindow | None = None
        self._wire()

    # From opening to putting away ------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin what goes on by itself: publishing, backups, what others do, and offering what is half typed."""
        self.publishing.begin()
        self.keeping.begin()
        self._follow_others()
        self.capturing.offer_draft()

    def put_away(self, *, to_end: bool, keeps_open: bool) -> None:
        """Put everything away: pages first, then, after all work that waits, a backup, then the file.

        What is on its way to a server is stopped. With `to_end` (the lock) it is waited for, and no backup is made: the key is to
        be forgotten soon. With `keeps_open` the workspace stays open: somebody else has opened it.
        """
        self.shell.leave()
        if self.waiting is not None:
            self.waiting.end()
        self.plans.close()
        self.plans.deleteLater()
        self.publishing.end()
        self.keeping.end()
        self.scanning.close()
        self.capturing.close()  # keeps its draft, which must stand in line before the file closes
        if self._doubles_window is not None:
            self._doubles_window.close()
            self._doubles_window.deleteLater()
        self.invitations.close()
        self.invitations.deleteLater()
        if not keeps_open:
            house, tasks = self.context.house, self._window.parts.tasks
            tasks.run(tasks.wait_far if to_end else tasks.end_far)
            if not to_end:
                tasks.run(closing_work(house, self.context.settings()))
            tasks.run(house.close)

    # What commands do ------------------------------------------------------------------------------------------------

    def capture(self, event: UUID | None) -> None:
        """Open the capture window, at an event when one is named."""
        self.capturing.open(event)

    def capture_with(self, entry: Entry) -> None:
        """Open the capture window with something filled in."""
        self.capturing.open_with(entry)

    def fair(self, event: UUID | None = None) -> None:
        """Open fair mode, at an event when one is named."""
        self.capturing.open_fair(event)

    def quick_line(self) -> None:
        """Open the box for one line, or for a pasted signature."""
        self.capturing.quick_line()

    def count_question(self) -> None:
        """Open the line that counts a question without a person."""
        self.capturing.count_question()

    def scan(self) -> None:
        """Open the preview, empty."""
        self.scanning.scan(None)

    def scan_copied(self) -> None:
        """Open the preview on what is on the clipboard."""
        from outreach.ui.scan.incoming import incoming

        self.scanning.scan(incoming(QApplication.clipboard().mimeData()))

    def show_cards(self) -> None:
        """Open the cards to type in."""
        self.scanning.show_cards()

    def show_own_card(self) -> None:
        """Show our own card on the whole screen."""
        self.scanning.show_own_card()

    def show_doubles(self, kind: Kind = Kind.PERSON) -> None:
        """Open the window with the pairs that may be doubles."""
        from outreach.ui.doubles.window import DoublesWindow

        self._doubles_window = self._doubles_window or DoublesWindow(self.context, self.doubles, self._window)
        self._doubles_window.open(kind)

    def show_doubles_here(self) -> None:
        """Open it on companies when their page is shown, else on people."""
        page = self.shell.page
        self.show_doubles(Kind.COMPANY if page is not None and page.name == "companies" else Kind.PERSON)

    def undo(self) -> None:
        """Take the last action back."""
        self.undoing.undo()

    def redo(self) -> None:
        """Do it again."""
        self.undoing.redo()

    def can_undo(self) -> bool:
        """Say whether there is something to take back."""
        return self.undoing.next_undo is not None

    def can_redo(self) -> bool:
        """Say whether there is something to do again."""
        return self.undoing.next_redo is not None

    def has_record(self) -> bool:
        """Say whether the shown page has a chosen record."""
        return self._record() is not None

    def show_history(self) -> None:
        """Show what happened to the chosen record."""
        from outreach.ui.history.dialog import HistoryDialog

        record = self._record()
        if record is not None:
            self._window.show_over(HistoryDialog(self.context, record, self._window))

    def show_actions(self) -> None:
        """Show the latest actions, each with *Undo this*."""
        from outreach.ui.history.actions_dialog import ActionsDialog

        self._window.show_over(ActionsDialog(self.context, self.undoing, self._window))

    def show_disclosure(self, disclosure: UUID) -> None:
        """Show what must reach everyone, at one item."""
        from outreach.ui.today.telling import show_item

        show_item(self.context, disclosure, self._window)

    def publish_disclosure(self, disclosure: UUID) -> None:
        """Ask where an item was published."""
        from outreach.ui.today.telling import show_item

        show_item(self.context, disclosure, self._window, to_publish=True)

    def show_answers(self) -> None:
        """Open the answers that wait for an officer."""
        self.invitations.answers()

    def fetch_answers(self) -> None:
        """Look into the mailbox for answers."""
        self.invitations.fetch()

    def import_files(self, paths: Sequence[Path]) -> None:
        """Open the import; without files it asks for them first."""
        from outreach.ui.imports.dialog import ImportDialog

        dialog = ImportDialog(self.context, self._window, self.undoing)
        self._window.show_over(dialog)
        dialog.take(paths)

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Answers go to the invitations, pictures and single cards to the preview, everything else to the import."""
        from outreach.ui.scan.desk import is_for_preview

        if self.invitations.dropped(paths):
            return
        if is_for_preview(paths):
            self.scanning.scan(list(paths))
        else:
            self.import_files(paths)

    def show_backups(self) -> None:
        """Show the backups, with all that can be done with them."""
        from outreach.ui.backups.dialog import BackupsDialog

        window = self._window
        window.show_over(BackupsDialog(self.context, window.parts.choices, window.restore, window))

    def show_preferences(self, page: str = "") -> None:
        """Open the preferences, at a page when one is named."""
        from outreach.ui.preferences.dialog import PreferencesDialog

        dialog = PreferencesDialog(self.context, self._window.parts, self._window)
        dialog.show_page(page)
        over = QApplication.activeModalWidget()
        if over is not None:
            # A letter that asks for the mail server would keep it from being typed in.
            dialog.setParent(over, dialog.windowFlags())
        self._window.show_over(dialog)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _wire(self) -> None:
        from outreach.ui.exchange.commands import show_exchange

        window, wishes = self._window, self.context.wishes
        self.context.changes.changed.connect(self._written)
        wishes.notify.connect(window.toast.say)
        wishes.capture.connect(self.capture)
        wishes.capture_with.connect(self.capture_with)
        wishes.fair.connect(self.fair)
        wishes.import_files.connect(self.import_files)
        wishes.doubles.connect(self.show_doubles)
        wishes.exchange.connect(lambda: show_exchange(window))
        wishes.preferences.connect(self.show_preferences)
        wishes.disclosure.connect(self.show_disclosure)
        wishes.publish.connect(self.publish_disclosure)
        self.shell.page_changed.connect(window.say_commands)
        self.shell.preferences.connect(lambda: self.show_preferences())
        self.shell.palette_button.clicked.connect(window.show_palette)
        self.undoing.changed.connect(window.menus.rename)
        self.undoing.reversed.connect(self._reversed)

    def _follow_others(self) -> None:
        """Show what others do on a shared workspace, say when the server is away, and send what waited for it."""
        if not self.context.house.is_shared:
            return
        from outreach.ui.waiting.desk import WaitingDesk

        self.waiting = WaitingDesk(self.context, self._window, self._window.toast)
        if self._window.opening.password_was_written:
            from outreach.services.server_login import TOLD

            self._window.toast.say(self.context.words(TOLD))

    def _written(self, changes: Changes, origin: object) -> None:
        say, desk = self._window.toast.say, self.undoing
        if changes.final:
            say(desk.say(changes))
        elif origin is not desk and changes.action is not None:
            action = changes.action
            say(desk.say(changes), self._with_key(N_("Undo ({key})"), "Ctrl+Z"), lambda: desk.undo(action))
        if changes.concern(Kind.UNIT):
            self.context.read(self.context.house.unit.unit, self._take_unit, self)

    def _reversed(self, sentence: str, undone: bool) -> None:
        desk = self.undoing
        button, act = (N_("Redo ({key})"), desk.redo) if undone else (N_("Undo ({key})"), desk.undo)
        self._window.toast.say(sentence, self._with_key(button, "Ctrl+Shift+Z" if undone else "Ctrl+Z"), act)

    def _take_unit(self, unit: Unit) -> None:
        self.municipality = unit.municipality
        self._window.say()

    def _record(self) -> UUID | None:
        page = self.shell.page
        return page.current_id() if page is not None else None

    def _with_key(self, text: str, keys: str) -> str:
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        return self.context.words(text, key=shown)
