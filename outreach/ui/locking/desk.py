"""Locks the window: keeps what is half typed, puts everything away, closes the workspace, and asks for the passphrase.

After a lock there is no page, dialog, toast, menu title, tooltip or copy left that tells of anybody: the widgets are destroyed, not
hidden, and the workspace is closed on the worker behind all that waits there, with its key. A running import or letters on their
way are seen by nobody and end by themselves; then the key goes.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolTip, QWidget

from outreach.errors import OutreachError, SealedUnreadable
from outreach.language import N_
from outreach.ui.copying import SECONDS, copies
from outreach.ui.locking.idle import IdleWatch
from outreach.ui.locking.plain_bar import PlainBar
from outreach.ui.locking.system import SystemWatch
from outreach.ui.passing_files import remove_left_files, remove_passing_files

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.services.letterbox import Post, TakenIn
    from outreach.ui.context import Context
    from outreach.ui.fair.window import FairWindow
    from outreach.ui.locking.booth import BoothForm
    from outreach.ui.locking.form_keeper import FormKeeper
    from outreach.ui.main_window import MainWindow

log = logging.getLogger(__name__)

#: Locks at once, in every window of the program. Ctrl+L shows lists.
LOCK_KEY = "Ctrl+F12"
_KEY = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_F12)
#: Minutes without a touch, where the settings say nothing that can be read.
_MINUTES, _FAIR_MINUTES = 5, 30


class Why(StrEnum):
    """What locked the window; each is told on the page that asks for the passphrase."""

    HAND = "hand"
    IDLE = "idle"
    SYSTEM = "system"


SENTENCES = {
    Why.HAND: N_("Nothing of the register is shown, and its key is forgotten. What was half typed is kept."),
    Why.IDLE: N_("Nobody was here for a while, so the register was locked. What was half typed is kept."),
    Why.SYSTEM: N_("The computer was locked or went to sleep, and so the register was locked. What was half typed is kept."),
}
RUNNING = N_("Something was under way and goes on to its end; nothing of it is shown. Then the key is forgotten.")
_MISSED = N_("What was under way while the window was locked did not end well. Look at Edit, Latest actions.")
_KEPT = N_("What was half typed when the window locked is kept.")


class LockDesk(QObject):
    """The lock of one window, for the life of the window. `locked` comes when all is put away, `closed` when the key is gone.

    In fair mode a form stays that takes conversations in (`booth.py`): a queue does not wait for a passphrase.
    """

    locked = Signal()
    closed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._place = ""
        self._page = ""
        self._record: UUID | None = None
        self._fair: UUID | None = None
        self.booth: BoothForm | None = None
        self._keeper: FormKeeper | None = None
        self.is_locked = False
        self.bar = PlainBar(window.parts.words, window.parts.memory, self.show_keys, window)
        self.idle = IdleWatch(self.seconds, self)
        self.idle.idle.connect(lambda: self.lock(Why.IDLE))
        self.system = SystemWatch(self)
        self.system.going.connect(lambda: self.lock(Why.SYSTEM))
        window.parts.choices.changed.connect(self._follow)
        window.parts.tasks.beside(remove_left_files)
        app = QApplication.instance()
        assert app is not None
        self.idle.pressed.connect(self._pressed)
        self._follow()

    # Locking ---------------------------------------------------------------------------------------------------------

    def can_lock(self) -> bool:
        """Say whether a workspace is open that has a key to forget."""
        context = self._window.context
        return context is not None and is_locked_by_key(context.house)

    def lock_now(self) -> None:
        """Lock by hand."""
        self.lock(Why.HAND)

    def lock(self, why: Why) -> None:
        """Put everything away and close the workspace; what has no key is left as it is."""
        window, context = self._window, self._window.context
        if context is None or not self.can_lock():
            return
        log.info("locked")
        self.is_locked = True
        running = not window.parts.tasks.idle or window.parts.tasks.far
        self._remember(context)
        window.errors.silent, window.errors.missed = True, 0
        window.put_away(to_end=True)
        for leftover in (context.changes, context.wishes):
            leftover.blockSignals(True)  # what is still under way has nobody to tell
        self._sweep()
        window.opening.show_locked(self._place, RUNNING if running else SENTENCES[why])
        self.locked.emit()
        window.parts.tasks.run(_forget, lambda _: self._closed(), owner=self)

    def show_keys(self) -> None:
        """Show how the register is protected, with all that can be done about it."""
        from outreach.ui.locking.keys_dialog import KeysDialog

        if self._window.context is not None:
            dialog = KeysDialog(self._window.context, self._window)
            dialog.changed.connect(self._look_at_key)
            dialog.open()

    def unlocked(self, context: Context) -> None:
        """A workspace is open: bring back the page, the record and what was half typed, when it was ours that had been locked."""
        window = self._window
        was, self.is_locked = self.is_locked and self._place == context.house.place, False
        window.errors.silent = False
        if was and window.desk is not None and window.shell is not None:
            page = window.shell.show_page(self._page) if self._page else window.shell.page
            if page is not None and self._record is not None:
                page.show_record(self._record)
            if self._fair is not None:
                window.desk.fair(self._fair)
            if window.errors.missed:
                window.toast.say(window.parts.words(_MISSED))
        self.end_booth()
        house = context.house
        if house.database.can_write and window.shell is not None:
            # Loaded behind the first picture, as the forms are.
            from outreach.ui.locking.form_keeper import FormKeeper

            self._keeper = FormKeeper(context, window, window.shell)
        self._look_at_key()
        window.parts.tasks.run(house.letterbox.take_in, lambda taken: self._taken(context, taken), owner=context.changes)
        context.read(house.drafts.all, self._offer, context.changes)
        self.system.hold_sleep()
        self.system.watch_window(window)
        self.idle.touched()

    def keep_forms(self) -> None:
        """Keep the forms that are half filled: the window closes, and they open again with it."""
        if self._keeper is not None and self._window.context is not None:
            self._keeper.look()

    def end_booth(self) -> None:
        """Keep what is half typed at the locked booth, and take nothing more in."""
        booth, self.booth = self.booth, None
        if booth is not None:
            booth.leave()

    def seconds(self) -> float:
        """After how long without a touch to lock; 0: not at all."""
        if not self.can_lock():
            return 0
        settings = self._window.parts.choices.settings
        at_fair = self._fair_window() is not None
        usual = minutes(settings.lock_minutes, _MINUTES)
        return 60 * (max(usual, minutes(settings.fair_minutes, _FAIR_MINUTES)) if at_fair else usual)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _remember(self, context: Context) -> None:
        """Keep what is half typed in the workspace, and where the officer was: a page's name and ids, nothing else."""
        from outreach.ui.locking.half_typed import half_typed

        window = self._window
        page = window.shell.page if window.shell is not None else None
        self._place = context.house.place
        self._page = page.name if page is not None else ""
        self._record = page.current_id() if page is not None else None
        fair = self._fair_window()
        self._fair = fair.event_id if fair is not None else None
        house, drafts = context.house, {}
        try:
            drafts = half_typed(window, page)
        except Exception as error:
            # Whatever a form cannot tell of itself: the lock comes first.
            log.exception("what is half typed could not be read: %s", type(error))

        def keep() -> None:
            for name, values in drafts.items():
                try:
                    house.drafts.keep(name, values)
                except OutreachError as error:
                    # A full disk lets go of its reserve; what fails a second time stands sealed beside the workspace.
                    log.warning("what was half typed is kept beside the workspace: %s", type(error))
                    house.drafts.keep_aside(name, values)

        if drafts:
            window.parts.tasks.run(keep)
        if fair is not None and self._fair is not None:
            # The words that a visitor may read are on show anyway; nothing else of the window lives on.
            event, notice, clock = self._fair, fair.notice.text.text(), house.database.signature.clock
            window.parts.tasks.run(
                lambda: house.letterbox.open(event), lambda post: self._open_booth(post, notice, clock), owner=self
            )

    def _open_booth(self, post: Post, notice: str, clock: Callable[[], datetime]) -> None:
        from outreach.ui.locking.booth import BoothForm

        window, page = self._window, self._window.opening.unlock
        if not self.is_locked or page is None:
            post.close()
            return
        booth = self.booth = BoothForm(window.parts.words, post, notice, clock, window)
        booth.unlock_wanted.connect(self._ask_at_booth)
        page.log.show()
        page.booth.connect(booth.show_over)
        booth.show_over()

    def _ask_at_booth(self) -> None:
        """Show the page with the passphrase; a button on it leads back."""
        page = self._window.opening.unlock
        if self.booth is not None:
            self.booth.keep_half()
            self.booth.hide()
        self._window.come_forward()
        if page is not None:
            page.set_focus()

    def _taken(self, context: Context, taken: TakenIn) -> None:
        """Tell what was logged at the locked booth, and let the lists follow."""
        from outreach.services.letterbox import TAKEN_IN

        for changes in taken.changes:
            context.changes.publish(changes, self)
        if taken.kept:
            self._window.toast.say(self._window.parts.words.count(TAKEN_IN, taken.kept))
        if taken.aside is not None:
            self._window.errors.show(SealedUnreadable(taken.aside, taken.unreadable))

    def _fair_window(self) -> FairWindow | None:
        desk = self._window.desk
        fair = desk.capturing.fair if desk is not None else None
        return fair if fair is not None and fair.isVisible() else None

    def _sweep(self) -> None:
        """Destroy every window and popup over the main one, and empty what outlives a workspace."""
        window = self._window
        QToolTip.hideText()
        for shown in QApplication.topLevelWidgets():
            if shown is window or _is_menu_of(shown, window):
                continue
            if window.isAncestorOf(shown) or _owner(shown) is window or (shown.parent() is None and _is_popup(shown)):
                shown.hide()
                if isinstance(shown, QLabel):
                    shown.clear()
                shown.deleteLater()
        window.toast.forget()
        window.errors.forget()
        window.tray.renew()
        copies().forget()
        remove_passing_files()

    def _closed(self) -> None:
        self.system.let_sleep()
        self.closed.emit()

    def _offer(self, drafts: dict[str, dict[str, object]]) -> None:
        from outreach.ui.locking.half_typed import FORM, kept_texts, reopen

        window, context = self._window, self._window.context
        if context is None:
            return
        if any(name.startswith(f"{FORM}:") for name in drafts):
            reopen(context, window, drafts)
        if kept_texts(drafts):
            words = window.parts.words
            window.toast.say(words(_KEPT), words(N_("Show it")), lambda: self._show_texts(kept_texts(drafts)))

    def _show_texts(self, texts: list[tuple[str, str, str]]) -> None:
        from outreach.ui.locking.half_typed import TEXTS
        from outreach.ui.locking.kept_texts import KeptTexts

        context = self._window.context
        if context is not None:
            shown = KeptTexts(context, texts, self._window)
            shown.accepted.connect(lambda: context.keep_draft(TEXTS, {}))
            shown.open()

    def _look_at_key(self) -> None:
        """Show what a key, or none, means for the window: the bar, and what the menu offers."""
        from outreach.ui.start.opening import sample_workspace

        context = self._window.context
        if context is not None:
            self.bar.show_for(context.house, sample=context.house.place == str(sample_workspace()))
            self._window.say_commands()

    def _follow(self) -> None:
        copies().seconds = minutes(self._window.parts.choices.settings.clipboard_seconds, SECONDS)

    def _pressed(self, event: QEvent) -> None:
        if isinstance(event, QKeyEvent) and event.keyCombination() == _KEY:
            self.lock(Why.HAND)


def is_locked_by_key(house: House) -> bool:
    """Say whether a workspace has a key that can be forgotten."""
    return bool(getattr(house.database, "is_encrypted", False))


def minutes(text: str, usual: int) -> int:
    """Return a number of the settings, the usual one where none can be read."""
    return int(text) if text.isdigit() and len(text) < 5 else usual


def _forget() -> None:
    """The workspace is closed: let Python let go of what it still holds of it. Runs on the worker, behind the closing."""
    gc.collect()


def _owner(shown: QWidget) -> QWidget | None:
    parent = shown.parentWidget()
    while parent is not None and parent.parentWidget() is not None:
        parent = parent.parentWidget()
    return parent


def _is_popup(shown: QWidget) -> bool:
    return shown.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def _is_menu_of(shown: QWidget, window: MainWindow) -> bool:
    """Say whether it is a menu of the bar or of the tray, which hold commands alone and are filled anew."""
    return isinstance(shown, QMenu) and (shown is window.tray.menu or shown.parentWidget() is window.menuBar())
