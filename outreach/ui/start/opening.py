"""Opens, makes and fills workspaces for the main window, and shows what stands in the way."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from outreach.domain.secret import Secret
from outreach.domain.server_address import is_address, login_of, split_address
from outreach.domain.when import HOME_ZONE
from outreach.errors import (
    Cancelled,
    InvalidInput,
    KeysMissing,
    NoKeyRing,
    NotAWorkspace,
    NotEncrypted,
    OutreachError,
    ServerPasswordRefused,
    ServerPasswordWanted,
    WorkspaceDamaged,
    WorkspaceInUse,
    WorkspaceLocked,
    WorkspaceMissing,
    WorkspaceReadOnly,
    WorkspaceUnreachable,
    WrongPassphrase,
)
from outreach.explain import Explanation, explain
from outreach.language import N_
from outreach.paths import SUFFIX, data_folder, default_workspace
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.parts import Parts
from outreach.ui.single import bring_forward
from outreach.ui.start.pages import OpeningPage, TroublePage
from outreach.ui.tasks import Progress

if TYPE_CHECKING:
    from outreach.domain.protection import RecoveryOffer
    from outreach.domain.unit import Officer, Unit
    from outreach.services.house import House
    from outreach.services.rescue import WayBack
    from outreach.services.restoring import Restored
    from outreach.ui.backups.rescue import RescuePage
    from outreach.ui.start.first_start import FirstStart
    from outreach.ui.start.protect_page import ProtectPage
    from outreach.ui.start.recovery_page import RecoveryPage
    from outreach.ui.start.unlock_page import UnlockPage

log = logging.getLogger(__name__)

LOGS_IN = N_("The register lies on a server, which asks for the password of your login.")
OPENS = N_("The register is encrypted. It opens with its passphrase, or with the recovery code that was printed.")


@dataclass(frozen=True, slots=True)
class Opened:
    """An open workspace with what decides whether work can begin."""

    house: House
    unit: Unit
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """What a first start says: whose register it is, and how it is protected (a secret, or why there is none)."""

    municipality: str
    code: str
    officer: str
    secret: Secret | None = None
    reason: str = ""
    ring: bool = False


class Opening(QObject):
    """Shows its pages in the window's stack. `opened` carries the house and its unit when work can begin."""

    opened = Signal(object, object)
    changed = Signal()

    def __init__(self, parts: Parts, stack: QStackedWidget, window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        self._stack = stack
        self._window = window
        self.place = ""
        self.password_was_written = False
        self._held: House | None = None
        self._progress: Progress | None = None
        self.waiting = OpeningPage(parts.words, self._cancel)
        stack.addWidget(self.waiting)
        self.first: FirstStart | None = None
        self.trouble: TroublePage | RescuePage | None = None
        self.unlock: UnlockPage | None = None
        self.protect: ProtectPage | None = None
        self.recovery: RecoveryPage | None = None

    # Doing -----------------------------------------------------------------------------------------------------------

    def claim(self, place: str) -> bool:
        """Take the right to show a workspace; False when a window of ours already does, and has come forward."""
        return self._parts.single.claim(_full(place))

    def open(self, place: str) -> None:
        """Open a workspace. A password in the address of a shared one is used, shown nowhere, and told of."""
        written = split_address(place)[1]
        self.password_was_written = bool(written)
        place = self._begin(place, N_("Opening the workspace…"))
        open_house, secret = self._parts.open_house, Secret(written) if written else None
        self._parts.tasks.run(lambda: _look(_opened(open_house, place, secret)), self._arrived, owner=self, failed=self._failed)

    def restore(self, place: str, backup: Path, passphrase: str = "") -> None:
        """Put a backup in the place of a closed workspace, which then opens. What goes was seen before."""
        place = self._begin(place, N_("Restoring the backup…"))
        who = self._parts.choices.settings.officer
        self._progress = self._parts.tasks.run_long(
            lambda progress: _restored(place, backup, passphrase, who, progress),
            lambda _: self.open(place),
            self.waiting.report,
            owner=self,
            failed=lambda error: self.rescue(place, error),
        )

    def rescue(self, place: str, error: Exception) -> None:
        """Show the way back for a workspace that is damaged, or that could not be restored."""
        from outreach.services.rescue import find_way_back

        self.place = place
        second = self._parts.choices.settings.backup_place
        self._parts.tasks.run(
            lambda: find_way_back(place, Path(second) if second else None),
            lambda found: self._show_rescue(error, *found),
            owner=self,
            failed=lambda _: self._explain(error),
        )

    def show_locked(self, place: str, sentence: str) -> None:
        """Ask for the passphrase of a workspace; `sentence` is a catalogue text that says why."""
        from outreach.services.unlocking import ring_is_safe
        from outreach.ui.start.unlock_page import LOGIN, UnlockPage

        self._clear()
        self.place = place
        name = Path(place).name
        if is_address(place):
            page = self.unlock = UnlockPage(self._parts.words, login_of(place), sentence, LOGIN)
            self._parts.tasks.run(ring_is_safe, page.offer_ring, owner=page)
        else:
            page = self.unlock = UnlockPage(self._parts.words, name, sentence)
        page.wanted.connect(self._unlock)
        page.other.connect(lambda: self.ask_open(self._open_other))
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.set_focus()
        self.changed.emit()

    def protect_new(self, place: str) -> None:
        """Ask how a new workspace is to be protected, and make it."""
        self._clear()
        self.place = _full(place)

        def go_on(secret: Secret | None, reason: str, ring: bool) -> None:
            self.make(place, secret, reason, ring)

        self._ask_protection([], go_on, lambda: self._show_first("", ()))

    def make(self, place: str, secret: Secret | None = None, reason: str = "", ring: bool = False) -> None:
        """Make a new workspace, which then asks whose it is: encrypted with a secret, which is wiped, or plain for a reason."""
        place = self._begin(place, N_("Making the workspace…"))
        create_house = self._parts.create_house

        def work() -> Opened:
            house = create_house(place, secret, reason)
            if ring:
                house.protection.ring_on()
            return _look(house)

        self._parts.tasks.run(work, self._arrived, owner=self, failed=self._failed)

    def sample(self) -> None:
        """Open the sample municipality; the first time it must grow."""
        place = str(sample_workspace())
        if not self.claim(place):
            return
        if Path(place).exists():
            self.open(place)
            return
        self.abandon()
        place = self._begin(place, N_("A sample municipality grows: 900 companies, 1,600 people, a year of events…"), stop=True)
        create_house = self._parts.create_house
        self._progress = self._parts.tasks.run_long(
            lambda progress: _look(_grown(create_house, place, progress)),
            self._arrived,
            self.waiting.report,
            owner=self,
            failed=self._failed,
        )

    def ask_open(self, then: Callable[[str], None]) -> None:
        """Ask for a workspace file."""
        self._ask(N_("Open a workspace"), QFileDialog.AcceptMode.AcceptOpen, then)

    def ask_new(self, then: Callable[[str], None]) -> None:
        """Ask where a new workspace shall lie."""
        self._ask(N_("New workspace"), QFileDialog.AcceptMode.AcceptSave, then)

    def abandon(self) -> None:
        """Close a workspace that was opened but never entered."""
        if self._held is not None:
            self._parts.tasks.run(self._held.close)
            self._held = None

    # What comes back -------------------------------------------------------------------------------------------------

    def _arrived(self, found: Opened) -> None:
        self._progress = None
        officer = self._parts.choices.settings.officer
        if self.place == str(sample_workspace()) and found.officers:
            found.house.sign_as(found.officers[0].name)
            self._enter(found.house, found.unit)
        elif not found.unit.municipality or not officer:
            self._held = found.house
            self._show_first(found.unit.municipality, tuple(one.name for one in found.officers))
        else:
            self._enter(found.house, found.unit)

    def _enter(self, house: House, unit: Unit) -> None:
        self._held = None
        self._clear()
        if self.place != str(sample_workspace()):
            chosen = "" if self.place == str(default_workspace()) else self.place
            if self._parts.choices.settings.workspace != chosen:
                self._keep(workspace=chosen)
        self.opened.emit(house, unit)

    def _failed(self, error: Exception) -> None:
        self._progress = None
        if isinstance(error, Cancelled) or (isinstance(error, WorkspaceMissing) and self.place == str(default_workspace())):
            self._show_first("", ())
            return
        if isinstance(error, WorkspaceLocked):
            self.show_locked(self.place, OPENS)
            return
        if isinstance(error, ServerPasswordWanted):
            self.show_locked(self.place, LOGS_IN)
            return
        if isinstance(error, WorkspaceInUse) and bring_forward(self.place, 400):
            self._window.close()
            return
        if isinstance(error, WorkspaceDamaged | KeysMissing | NotEncrypted | NotAWorkspace) and "://" not in self.place:
            self.rescue(self.place, error)
        else:
            self._explain(error)

    def _explain(self, error: Exception) -> None:
        self._show_trouble(self._known(error))
        if isinstance(error, WorkspaceUnreachable) and isinstance(self.trouble, TroublePage):
            self._take_lines(self.trouble, self.place)

    def _take_lines(self, page: TroublePage, place: str) -> None:
        """Let conversations be typed while the server is away: nobody at a fair waits for a line."""
        from outreach.services.waiting import count_at, has_box, keep_line
        from outreach.services.waiting_words import WAIT, say_kept

        words, officer = self._parts.words, self._parts.choices.settings.officer

        def keep(line: str) -> str:
            try:
                waits = keep_line(place, line, officer)
            except OutreachError as error:
                return self._known(error).whole
            if waits is None:
                return ""
            return f"{say_kept(waits.operation, words.language)} {words.count(WAIT, waits.count)}"

        if has_box(place):
            waiting = count_at(place)
            page.offer_line(words, words.count(WAIT, waiting) if waiting else "", keep)

    def _known(self, error: Exception) -> Explanation:
        known = explain(error, self._parts.words.language)
        if known is None:
            self._parts.tasks.failed.emit(error)
            known = self._unknown()
        log.info("workspace not opened: %s", type(error))
        return known

    def _unlock(self, secret: Secret) -> None:
        """Try what was typed. Argon2 takes half a second on the worker; the window stays alive meanwhile."""
        open_house, place = self._parts.open_house, self.place
        page = self.unlock
        keeps = page is not None and page.keeps
        self._parts.tasks.run(
            lambda: _look(_let_in(open_house, place, secret, keeps=keeps)),
            self._arrived,
            owner=page,
            failed=lambda error: self._not_unlocked(error, place),
        )

    def _not_unlocked(self, error: Exception, place: str) -> None:
        from outreach.services.unlocking import wait_for_try

        known = explain(error, self._parts.words.language)
        if self.unlock is None or known is None or not isinstance(error, WrongPassphrase | ServerPasswordRefused):
            # Not what was typed is at fault, but the file: damaged, without its keys, in use.
            self._failed(error)
            return
        self.unlock.refused(known)
        self._parts.tasks.run(lambda: wait_for_try(place), self.unlock.pause, owner=self.unlock)

    def _unknown(self) -> Explanation:
        words = self._parts.words
        return Explanation(
            words(N_("The workspace could not be opened")),
            words(N_("A fault in the program stands in the way. The file was left as it is.")),
        )

    # The first start -------------------------------------------------------------------------------------------------

    def _show_first(self, municipality: str, officers: tuple[str, ...]) -> None:
        from outreach.ui.start.first_start import FirstStart

        self._clear()
        self.first = FirstStart(self._parts, municipality, officers)
        self.first.wanted.connect(self._start)
        self.first.sample.connect(self.sample)
        self._stack.addWidget(self.first)
        self._stack.setCurrentWidget(self.first)
        self.first.set_focus()
        self.changed.emit()

    def _start(self, municipality: str, code: str, officer: str) -> None:
        from outreach.services.unit import require_named

        try:
            require_named(municipality, officer)
        except InvalidInput as error:
            self._start_failed(error)
            return
        if self._held is not None:
            self._begin_work(Start(municipality, code, officer))
        elif self.claim(str(default_workspace())):
            self.place = str(default_workspace())

            def go_on(secret: Secret | None, reason: str, ring: bool) -> None:
                self._begin_work(Start(municipality, code, officer, secret, reason, ring))

            self._ask_protection([municipality, officer], go_on, lambda: self._back_to_first(municipality, officer))

    def _begin_work(self, start: Start) -> None:
        """Make the workspace, unless one is open already, and say whose it is."""
        held, place, create_house = self._held, self.place, self._parts.create_house

        def work() -> House:
            house = held or create_house(place, start.secret, start.reason)
            try:
                house.sign_as(" ".join(start.officer.split()))
                house.unit.start(start.municipality, start.code, start.officer)
                if start.ring:
                    house.protection.ring_on()
            except BaseException:
                if held is None:
                    house.close()
                    _remove(Path(place))
                raise
            return house

        self._parts.tasks.run(lambda: _look(work()), self._started, owner=self, failed=self._start_failed)

    def _started(self, found: Opened) -> None:
        self._keep(officer=found.house.officer, language=self._parts.words.language.code)
        if found.house.database.is_encrypted:
            self._held = found.house
            protection = found.house.protection

            def offered() -> RecoveryOffer | None:
                return None if protection.state().recovery else protection.offer_recovery_code()

            self._parts.tasks.run(offered, lambda offer: self._show_code(found, offer), owner=self)
        else:
            self._enter(found.house, found.unit)

    def _show_code(self, found: Opened, offer: RecoveryOffer | None) -> None:
        """The register does not open before somebody has the code that opens it without the passphrase."""
        from outreach.ui.start.recovery_page import RecoveryPage

        if offer is None:
            self._enter(found.house, found.unit)
            return
        self._clear()
        words, protection, tasks = self._parts.words, found.house.protection, self._parts.tasks
        code = words.language.code
        page = self.recovery = RecoveryPage(words, tasks, offer, lambda: protection.recovery_page(offer, code))

        def refused(error: Exception) -> None:
            known = explain(error, words.language)
            sentence = words(error.reason, **error.values) if isinstance(error, InvalidInput) else known.whole if known else ""
            page.refused(sentence)
            if known is None:
                tasks.failed.emit(error)

        def typed(groups: list[str]) -> None:
            tasks.run(
                lambda: protection.confirm_recovery_code(offer, groups),
                lambda _: self._enter(found.house, found.unit),
                owner=page,
                failed=refused,
            )

        page.typed.connect(typed)
        self._show(page)
        page.set_focus()

    def _ask_protection(
        self, known: list[str], then: Callable[[Secret | None, str, bool], None], back: Callable[[], None]
    ) -> None:
        """Ask for the passphrase of a new workspace. Whether there is a sound key ring is found out on the worker."""
        from outreach.services.unlocking import ring_is_safe
        from outreach.ui.start.protect_page import ProtectPage


        def show(ring: bool) -> None:
            self._clear()
            page = self.protect = ProtectPage(self._parts.words, known, ring=ring)
            page.wanted.connect(then)
            page.back.connect(back)
            self._show(page)
            page.set_focus()

        self._parts.tasks.run(ring_is_safe, show, owner=self)

    def _back_to_first(self, municipality: str, officer: str) -> None:
        self._show_first(municipality, ())
        if self.first is not None:
            self.first.officer.setText(officer)

    def _show(self, page: QWidget) -> None:
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.changed.emit()

    def _start_failed(self, error: Exception) -> None:
        if self.first is None or not self.first.explain(error):
            self._failed(error)

    # Pages -----------------------------------------------------------------------------------------------------------

    def _begin(self, place: str, text: str, *, stop: bool = False) -> str:
        self.abandon()
        self._clear()
        self.place = _full(place)
        self.waiting.begin(text, stoppable=stop)
        self._stack.setCurrentWidget(self.waiting)
        self.changed.emit()
        return self.place

    def _show_trouble(self, known: Explanation) -> None:
        self._clear()
        place = self.place
        choices: list[tuple[str, Callable[[], None]]] = [
            (N_("Try again"), lambda: self.open(place)),
            (N_("Choose another workspace…"), lambda: self.ask_open(self._open_other)),
            (N_("Make a new one…"), lambda: self.ask_new(self._make_other)),
        ]
        page = TroublePage(self._parts.words, known, choices)
        self.trouble = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.buttons[0].setFocus()
        self.changed.emit()

    def _show_rescue(self, error: Exception, back: WayBack, encrypted: bool) -> None:
        from outreach.services.rescue import can_be_salvaged, can_be_taken_as_it_is
        from outreach.ui.backups.rescue import RescueDeeds, RescuePage

        if isinstance(error, NotAWorkspace) and back.backup is None:
            # Somebody opened another file by mistake; there is nothing to rescue.
            self._explain(error)
            return
        self._clear()
        place, known = self.place, self._known(error)
        deeds = RescueDeeds(
            restore=lambda typed: self.restore(place, back.backup, typed) if back.backup is not None else None,
            other_backup=lambda: self._ask_backup(place),
            try_again=lambda: self.open(place),
            open_other=lambda: self.ask_open(self._open_other),
            as_it_is=(lambda: self._go_on(place)) if can_be_taken_as_it_is(error) else None,
            salvage=(lambda: self._salvage(place)) if can_be_salvaged(place) else None,
        )
        page = RescuePage(self._parts.words, known, back, encrypted, deeds)
        self.trouble = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.focus_first()
        self.changed.emit()

    def _ask_backup(self, place: str) -> None:
        from outreach.ui.backups.rescue import RescuePage

        words = self._parts.words
        dialog = QFileDialog(self._window, words(N_("Restore a backup")), str(Path(place).parent))
        look_calm(dialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{words(N_('Backups'))} (*.outreach-backup)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        typed = self.trouble.passphrase.text() if isinstance(self.trouble, RescuePage) else ""
        dialog.fileSelected.connect(lambda name: self.restore(place, Path(name), typed))
        dialog.open()

    def _salvage(self, place: str) -> None:
        from outreach.services.rescue import salvage

        self._begin(place, N_("Reading what can be read…"))
        who = self._parts.choices.settings.officer
        self._parts.tasks.run(
            lambda: str(salvage(place, who).path), self._open_other, owner=self, failed=lambda error: self.rescue(place, error)
        )

    def _go_on(self, place: str) -> None:
        from outreach.services.rescue import take_as_it_is

        self._parts.tasks.run(
            lambda: take_as_it_is(place), lambda _: self.open(place), owner=self, failed=self._failed
        )

    def _open_other(self, place: str) -> None:
        if self.claim(place):
            self.open(place)

    def _make_other(self, place: str) -> None:
        if self.claim(place):
            self.protect_new(place)

    def _clear(self) -> None:
        for page in (self.first, self.trouble, self.unlock, self.protect, self.recovery):
            if page is not None:
                self._stack.removeWidget(page)
                page.deleteLater()
        self.first = self.trouble = self.unlock = self.protect = self.recovery = None

    def _ask(self, title: str, mode: QFileDialog.AcceptMode, then: Callable[[str], None]) -> None:
        words = self._parts.words
        folder = Path(self.place).parent if self.place and "://" not in self.place else data_folder()
        dialog = QFileDialog(self._window, words(title), str(folder))
        look_calm(dialog)
        dialog.setAcceptMode(mode)
        opening = mode is QFileDialog.AcceptMode.AcceptOpen
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile if opening else QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(f"{words(N_('Workspaces'))} (*{SUFFIX})")
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(then)
        dialog.open()

    def _cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()

    def _keep(self, **values: str) -> None:
        try:
            self._parts.choices.change(**values)
        except Exception as error:  # noqa: BLE001 - a setting that cannot be kept must not stop the work
            self._parts.tasks.failed.emit(error)


def sample_workspace() -> Path:
    """Where the sample municipality lies: where `outreach demo` puts it too."""
    return data_folder() / "demo" / f"alvbro{SUFFIX}"


def _look(house: House) -> Opened:
    try:
        return Opened(house, house.unit.unit(), tuple(house.unit.officers()))
    except BaseException:
        house.close()
        raise


def _opened(open_house: Callable[..., House], place: str, secret: Secret | None = None) -> House:
    """Open a workspace for writing; where nobody can write (a read-only disk), to look at it."""
    if secret is not None:
        return open_house(place, True, secret)
    try:
        return open_house(place, True)
    except WorkspaceReadOnly:
        return open_house(place, False)


def _let_in(open_house: Callable[..., House], place: str, secret: Secret, *, keeps: bool) -> House:
    """Open with what was typed; a password that fits is put into the key ring where that is wished."""
    from outreach.services.server_login import keep_password

    typed = secret.copy()
    try:
        house = open_house(place, True, secret)
        if keeps:
            # A ring that says no costs one question next time, and nothing now.
            with contextlib.suppress(NoKeyRing):
                keep_password(place, typed)
        return house
    finally:
        typed.wipe()


def _restored(place: str, backup: Path, passphrase: str, who: str, progress: Progress) -> Restored:
    from outreach.services.restoring import Restoring

    secret = Secret(passphrase) if passphrase else None
    return Restoring(place, who, secret=secret).restore(backup, progress.step, accept=True)


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
        _remove(Path(place))
        raise
    return house


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".keys"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def _full(place: str) -> str:
    return split_address(place)[0] if is_address(place) else str(Path(place).expanduser().absolute())

