"""Opens, makes and fills workspaces for the main window, and shows what stands in the way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach.domain.secret import Secret
from outreach.domain.server_address import split_address
from outreach.domain.when import HOME_ZONE
from outreach.errors import (
    Cancelled,
    KeysMissing,
    NotAWorkspace,
    NotEncrypted,
    OutreachError,
    ServerPasswordWanted,
    WorkspaceDamaged,
    WorkspaceInUse,
    WorkspaceLocked,
    WorkspaceMissing,
    WorkspaceReadOnly,
    WorkspaceUnreachable,
)
from outreach.explain import Explanation, explain
from outreach.language import N_
from outreach.paths import SUFFIX, data_folder, default_workspace
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.single import bring_forward
from outreach.ui.start.beginning import Beginning
from outreach.ui.start.opened import Opened, full, look, remove
from outreach.ui.start.opening_page import STRAIGHT
from outreach.ui.start.pages import TroublePage
from outreach.ui.start.unlocking import LOGS_IN, OPENS, Unlocking
from outreach.ui.start.way_back import Returning
from outreach.ui.tasks import Progress

if TYPE_CHECKING:
    from outreach.domain.unit import Unit
    from outreach.services.house import House
    from outreach.ui.backups.rescue import RescuePage
    from outreach.ui.main_window import MainWindow
    from outreach.ui.start.first_start import FirstStart
    from outreach.ui.start.protect_page import ProtectPage
    from outreach.ui.start.recovery_page import RecoveryPage
    from outreach.ui.start.unlock_page import UnlockPage

log = logging.getLogger(__name__)


class Opening(QObject):
    """Shows its pages in the window's stack. `opened` carries the house and its unit when work can begin."""

    opened = Signal(object, object)
    changed = Signal()
    asks = Signal(bool)
    """A page stands in the way of work; whether what was typed meanwhile may be meant for it: a passphrase may."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.parts = window.parts
        self.stack = window.stack
        self.window = window
        self.place = ""
        self.password_was_written = False
        self.held: House | None = None
        self.progress: Progress | None = None
        self._unlocking, self._returning, self._beginning = Unlocking(self), Returning(self), Beginning(self)
        self.waiting = window.waiting
        self.first: FirstStart | None = None
        self.trouble: TroublePage | RescuePage | None = None
        self.unlock: UnlockPage | None = None
        self.protect: ProtectPage | None = None
        self.recovery: RecoveryPage | None = None

    # Doing -----------------------------------------------------------------------------------------------------------

    def claim(self, place: str) -> bool:
        """Take the right to show a workspace; False when a window of ours already does, and has come forward."""
        return self.parts.single.claim(full(place))

    def open(self, place: str) -> None:
        """Open a workspace. A password in the address of a shared one is used, shown nowhere, and told of."""
        written = split_address(place)[1]
        self.password_was_written = bool(written)
        place = self.begin(place, N_("Opening the workspace…"))
        open_house, secret = self.parts.open_house, Secret(written) if written else None
        self.parts.tasks.run(lambda: look(_opened(open_house, place, secret)), self.arrived, owner=self, failed=self.failed)

    def restore(self, place: str, backup: Path, passphrase: str = "") -> None:
        """Put a backup in the place of a closed workspace, which then opens. What goes was seen before."""
        self._returning.restore(place, backup, passphrase)

    def rescue(self, place: str, error: Exception) -> None:
        """Show the way back for a workspace that is damaged, or that could not be restored."""
        self._returning.rescue(place, error)

    def show_locked(self, place: str, sentence: str) -> None:
        """Ask for the passphrase of a workspace; `sentence` is a catalogue text that says why."""
        self._unlocking.ask(place, sentence)

    def protect_new(self, place: str) -> None:
        """Ask how a new workspace is to be protected, and make it."""
        self._beginning.protect_new(place)

    def make(self, place: str, secret: Secret | None = None, reason: str = "", ring: bool = False) -> None:
        """Make a new workspace, which then asks whose it is: encrypted with a secret, which is wiped, or plain for a reason."""
        place = self.begin(place, N_("Making the workspace…"))
        create_house = self.parts.create_house

        def work() -> Opened:
            house = create_house(place, secret, reason)
            if ring:
                house.protection.ring_on()
            return look(house)

        self.parts.tasks.run(work, self.arrived, owner=self, failed=self.failed)

    def sample(self) -> None:
        """Open the sample municipality; the first time it must grow."""
        place = str(sample_workspace())
        if not self.claim(place):
            return
        if Path(place).exists():
            self.open(place)
            return
        self.abandon()
        place = self.begin(place, N_("A sample municipality grows: 900 companies, 1,600 people, a year of events…"), stop=True)
        create_house = self.parts.create_house
        self.progress = self.parts.tasks.run_long(
            lambda progress: look(_grown(create_house, place, progress)),
            self.arrived,
            self.waiting.report,
            owner=self,
            failed=self.failed,
        )

    def ask_open(self, then: Callable[[str], None]) -> None:
        """Ask for a workspace file."""
        self._ask(N_("Open a workspace"), QFileDialog.AcceptMode.AcceptOpen, then)

    def ask_new(self, then: Callable[[str], None]) -> None:
        """Ask where a new workspace shall lie."""
        self._ask(N_("New workspace"), QFileDialog.AcceptMode.AcceptSave, then)

    def abandon(self) -> None:
        """Close a workspace that was opened but never entered."""
        if self.held is not None:
            self.parts.tasks.run(self.held.close)
            self.held = None

    # What comes back -------------------------------------------------------------------------------------------------

    def arrived(self, found: Opened) -> None:
        """Go to work in what was opened, or ask first whose it is."""
        self.progress = None
        officer = self.parts.choices.settings.officer
        if self.place == str(sample_workspace()) and found.officers:
            found.house.sign_as(found.officers[0].name)
            self.enter(found.house, found.unit)
        elif not found.unit.municipality or not officer:
            self.held = found.house
            self._first(found.unit.municipality, tuple(one.name for one in found.officers))
        else:
            if self.unlock is None:
                self.parts.memory.keep(STRAIGHT, True)
            self.enter(found.house, found.unit)

    def enter(self, house: House, unit: Unit) -> None:
        """Say that work can begin."""
        self.held = None
        self.clear()
        if self.place != str(sample_workspace()):
            chosen = "" if self.place == str(default_workspace()) else self.place
            if self.parts.choices.settings.workspace != chosen:
                self.keep(workspace=chosen)
        self.opened.emit(house, unit)

    def failed(self, error: Exception) -> None:
        """Show what stands in the way, or how to get past it."""
        self.progress = None
        if isinstance(error, Cancelled) or (isinstance(error, WorkspaceMissing) and self.place == str(default_workspace())):
            self._first("", ())
            return
        if isinstance(error, WorkspaceLocked | ServerPasswordWanted):
            self.parts.memory.keep(STRAIGHT, False)
            self.show_locked(self.place, OPENS if isinstance(error, WorkspaceLocked) else LOGS_IN)
            self.asks.emit(True)
            return
        self.asks.emit(False)
        if isinstance(error, WorkspaceInUse) and bring_forward(self.place, 400):
            self.window.close()
            return
        if isinstance(error, WorkspaceDamaged | KeysMissing | NotEncrypted | NotAWorkspace) and "://" not in self.place:
            self.rescue(self.place, error)
        else:
            self.explain(error)

    def _first(self, municipality: str, officers: tuple[str, ...]) -> None:
        self._beginning.show_first(municipality, officers)
        self.asks.emit(True)

    def explain(self, error: Exception) -> None:
        """Show the trouble with an error, and what can be done."""
        self._show_trouble(self.known(error))
        if isinstance(error, WorkspaceUnreachable) and isinstance(self.trouble, TroublePage):
            self._take_lines(self.trouble, self.place)

    def _take_lines(self, page: TroublePage, place: str) -> None:
        """Let conversations be typed while the server is away: nobody at a fair waits for a line."""
        from outreach.services.waiting import count_at, has_box, keep_line
        from outreach.services.waiting_words import WAIT, say_kept

        words, officer = self.parts.words, self.parts.choices.settings.officer

        def keep(line: str) -> str:
            try:
                waits = keep_line(place, line, officer)
            except OutreachError as error:
                return self.known(error).whole
            if waits is None:
                return ""
            return f"{say_kept(waits.operation, words.language)} {words.count(WAIT, waits.count)}"

        if has_box(place):
            waiting = count_at(place)
            page.offer_line(words, words.count(WAIT, waiting) if waiting else "", keep)

    def known(self, error: Exception) -> Explanation:
        """Return the words for an error; one without any is a bug, which is told."""
        known = explain(error, self.parts.words.language)
        if known is None:
            self.parts.tasks.failed.emit(error)
            known = self._unknown()
        log.info("workspace not opened: %s", type(error))
        return known

    def _unknown(self) -> Explanation:
        words = self.parts.words
        return Explanation(
            words(N_("The workspace could not be opened")),
            words(N_("A fault in the program stands in the way. The file was left as it is.")),
        )

    # Pages -----------------------------------------------------------------------------------------------------------

    def show(self, page: QWidget) -> None:
        """Show a page."""
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.changed.emit()

    def begin(self, place: str, text: str, *, stop: bool = False) -> str:
        """Show that something is under way; return the whole path of the place."""
        self.abandon()
        self.clear()
        self.place = full(place)
        self.waiting.begin(text, stoppable=stop)
        self.stack.setCurrentWidget(self.waiting)
        self.changed.emit()
        return self.place

    def _show_trouble(self, known: Explanation) -> None:
        self.clear()
        place = self.place
        choices: list[tuple[str, Callable[[], None]]] = [
            (N_("Try again"), lambda: self.open(place)),
            (N_("Choose another workspace…"), lambda: self.ask_open(self.open_other)),
            (N_("Make a new one…"), lambda: self.ask_new(self._make_other)),
        ]
        page = TroublePage(self.parts.words, known, choices)
        self.trouble = page
        self.show(page)
        page.buttons[0].setFocus()

    def open_other(self, place: str) -> None:
        """Open another workspace, unless a window of ours has it."""
        if self.claim(place):
            self.open(place)

    def _make_other(self, place: str) -> None:
        if self.claim(place):
            self.protect_new(place)

    def clear(self) -> None:
        """Take every page away."""
        for page in (self.first, self.trouble, self.unlock, self.protect, self.recovery):
            if page is not None:
                self.stack.removeWidget(page)
                page.deleteLater()
        self.first = self.trouble = self.unlock = self.protect = self.recovery = None

    def _ask(self, title: str, mode: QFileDialog.AcceptMode, then: Callable[[str], None]) -> None:
        words = self.parts.words
        folder = Path(self.place).parent if self.place and "://" not in self.place else data_folder()
        dialog = QFileDialog(self.window, words(title), str(folder))
        look_calm(dialog)
        dialog.setAcceptMode(mode)
        opening = mode is QFileDialog.AcceptMode.AcceptOpen
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile if opening else QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(f"{words(N_('Workspaces'))} (*{SUFFIX})")
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(then)
        dialog.open()

    def cancel(self) -> None:
        """Stop what is under way, where it can be stopped."""
        if self.progress is not None:
            self.progress.cancel()

    def keep(self, **values: str) -> None:
        """Keep a setting."""
        try:
            self.parts.choices.change(**values)
        except Exception as error:  # noqa: BLE001 - a setting that cannot be kept must not stop the work
            self.parts.tasks.failed.emit(error)


def sample_workspace() -> Path:
    """Where the sample municipality lies: where `outreach demo` puts it too."""
    return data_folder() / "demo" / f"alvbro{SUFFIX}"


def _opened(open_house: Callable[..., House], place: str, secret: Secret | None = None) -> House:
    """Open a workspace for writing; where nobody can write (a read-only disk), to look at it."""
    if secret is not None:
        return open_house(place, True, secret)
    try:
        return open_house(place, True)
    except WorkspaceReadOnly:
        return open_house(place, False)


def _grown(create_house: Callable[[str], House], place: str, progress: Progress) -> House:
    from outreach.services.demo import fill
    from outreach.services.demo.municipality import OFFICERS

    house = create_house(place)
    try:
        house.sign_as(OFFICERS[0])
        today = house.now().astimezone(ZoneInfo(HOME_ZONE)).date()
        fill(house, today=today, progress=progress.step)
    except BaseException:
        house.close()
        remove(Path(place))
        raise
    return house
