"""What keeps the open workspace safe by itself: a look at its pages, a reserve on the disk, a backup a day and on closing.

Nothing here stops anybody: a backup that fails is one calm line, and work and exit go on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from outreach.errors import Cancelled, OutreachError
from outreach.explain import explain
from outreach.language import N_
from outreach.services.backups import DAILY
from outreach.ui.commands import Command
from outreach.ui.context import Context

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.settings import Settings
    from outreach.ui.main_window import MainWindow

log = logging.getLogger(__name__)

#: Milliseconds: from the first picture of an open workspace to the first look, and from look to look.
SOON, HOURLY = 3_000, 3_600_000

FAILED = N_("No backup could be made; it is tried again in an hour. {why}")
WELL = N_("Backups are made again.")
SECOND_FAILED = N_("The second place for backups cannot be reached; the backup beside the workspace was made. {why}")
PAGES = N_("some of its pages are damaged")
REHEARSE = N_("Restoring a backup was not rehearsed for three months: Safe keeping, Backups. It takes seconds.")


class Keeping(QObject):
    """Looks after one open workspace. `damaged` says that its pages are not sound; the text says what was found."""

    damaged = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._failed = False
        self._told_rehearsal = False
        self._timer = QTimer(self, interval=HOURLY)
        self._timer.timeout.connect(self.look)
        self._first = QTimer(self, interval=SOON, singleShot=True)
        self._first.timeout.connect(self.begin_now)

    @property
    def is_waiting(self) -> bool:
        """Say whether something will be done by itself."""
        return self._timer.isActive() or self._first.isActive()

    def begin(self) -> None:
        """Begin, once the window has come up."""
        self._first.start()
        self._timer.start()

    def begin_now(self) -> None:
        """Look at the pages before much is written, then see to the rest."""
        house = self._context.house
        self._context.tasks.run_far(
            lambda _: house.check_quickly(), self._checked, lambda *_: None, owner=self, failed=self._not_checked
        )

    def end(self) -> None:
        """Do nothing more: the workspace closes."""
        self._timer.stop()
        self._first.stop()

    def look(self) -> None:
        """Hold the reserve, and make a backup when a day has gone by."""
        house, settings = self._context.house, self._context.settings()
        if not house.can_write:
            return
        self._context.tasks.run_far(
            lambda _: _look(house, settings), self._looked, lambda *_: None, owner=self, failed=self._did_not
        )

    def _checked(self, problems: list[str]) -> None:
        if problems:
            log.warning("the pages of the workspace are not sound: %s findings", len(problems))
            self.damaged.emit(PAGES)
        else:
            self.look()

    def _not_checked(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.damaged.emit(PAGES)

    def _looked(self, told: tuple[str, bool]) -> None:
        second_failed, rehearse = told
        words, notify = self._context.words, self._context.wishes.notify
        if self._failed:
            self._failed = False
            notify.emit(words(WELL))
        elif second_failed:
            notify.emit(words(SECOND_FAILED, why=""))
        elif rehearse and not self._told_rehearsal:
            self._told_rehearsal = True
            notify.emit(words(REHEARSE))

    def _did_not(self, error: Exception) -> None:
        if isinstance(error, Cancelled) or self._failed:
            return
        known = explain(error, self._context.words.language)
        self._failed = True
        self._context.wishes.notify.emit(self._context.words(FAILED, why=known.sentence if known else ""))


def _look(house: House, settings: Settings) -> tuple[str, bool]:
    """Hold the reserve, make the day's backup; return why there is no second one, and whether a rehearsal is due."""
    house.hold_reserve()
    failed = ""
    if settings.backups != "off" and house.backups.is_due(DAILY):
        failed = make_both(house, settings, "day")
    return failed, settings.backups != "off" and house.backups.rehearsal_due()


def make_both(house: House, settings: Settings, reason: str) -> str:
    """Make a backup and put it into the second place too; return the error of the second, by its name, or nothing."""
    made = house.backups.make(reason)
    if not settings.backup_place:
        return ""
    try:
        house.backups.copy(made.path, Path(settings.backup_place), plain_may_leave=settings.backup_place_plain == "yes")
    except OutreachError as error:
        log.warning("no backup in the second place: %s", type(error))
        return type(error).__name__
    return ""


def closing_work(house: House, settings: Settings) -> Callable[[], None]:
    """Return what the worker does before a workspace closes: a backup if anything was done. It never fails."""

    def work() -> None:
        try:
            if settings.backups != "off" and house.can_write and house.backups.is_due():
                make_both(house, settings, "closing")
        except Exception as error:  # noqa: BLE001 - no backup is worth an exit that hangs or loses
            log.warning("no backup on closing: %s", type(error))

    return work


def backup_commands(window: MainWindow) -> list[Command]:
    """Return the commands about backups."""

    def is_file() -> bool:
        return window.context is not None and "://" not in window.context.house.place

    def check() -> None:
        from outreach.ui.backups.check_dialog import CheckDialog

        if window.context is not None:
            CheckDialog(window.context, window).open()

    menu = N_("Safe keeping")
    return [
        Command("backups.open", N_("Backups…"), window.show_backups, "", "box-done", menu, is_file),
        Command("backups.check", N_("Check the register…"), check, "", "check", menu, lambda: window.context is not None),
    ]
