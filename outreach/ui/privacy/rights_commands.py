"""The commands of the rights of the registered, for the menu *Safe keeping*, the palette and the menu of a person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QDialog, QWidget

from outreach.language import N_
from outreach.ui.commands import Command
from outreach.ui.opening import open_file

if TYPE_CHECKING:
    from outreach.ui.context import Context
    from outreach.ui.main_window import MainWindow
    from outreach.ui.privacy.rights_dialog import Tell

_MENU = N_("Safe keeping")


def rights_commands(window: MainWindow) -> list[Command]:
    """Return the commands that need no person chosen."""

    def is_open() -> bool:
        return window.context is not None

    def show(make: Callable[[Context, MainWindow, Tell], QDialog]) -> Callable[[], None]:
        def run() -> None:
            if window.context is not None:
                make(window.context, window, teller(window)).open()

        return run

    return [
        Command("rights.dispose", N_("Retention and disposal…"), show(_dispose), "", "clock", _MENU, is_open, apart=True),
        Command("rights.release", N_("Release public documents…"), show(_release), "", "export", _MENU, is_open),
        Command("rights.protected", N_("Extract for a protected identity…"), show(_protected), "", "lock", _MENU, is_open),
        Command("rights.audit", N_("Audit log…"), show(_audit), "", "list", _MENU, is_open),
        Command("rights.lost", N_("A computer is lost…"), show(_lost), "", "warning", _MENU, is_open),
    ]


def person_commands(page: QWidget, context: Context, current: Callable[[], UUID | None]) -> list[Command]:
    """Return what a person who asks has a right to, for the page of people."""

    def chosen() -> bool:
        return current() is not None

    def extract() -> None:
        from outreach.ui.privacy.rights_extract import ExtractDialog

        person = current()
        if person is not None:
            ExtractDialog(context, person, page.window(), teller(page.window())).open()

    def erase() -> None:
        from outreach.ui.privacy.rights_erase import EraseDialog

        person = current()
        if person is not None:
            EraseDialog(context, person, page.window(), teller(page.window())).open()

    def may_erase() -> bool:
        return chosen() and context.house.can_write

    return [
        Command("people.extract", N_("Register extract…"), extract, "", "export", enabled=chosen, apart=True),
        Command("people.erase", N_("Erase or anonymise…"), erase, "", "delete", enabled=may_erase),
    ]


def teller(window: QWidget) -> Tell:
    """Return what says in the window's toast that a file was written, with the way to its folder."""
    from outreach.ui.main_window import MainWindow

    def tell(sentence: str, file: Path) -> None:
        if isinstance(window, MainWindow):
            window.toast.say(sentence, window.parts.words(N_("Open the folder")), lambda: open_file(file.parent))

    return tell


def _dispose(context: Context, window: MainWindow, tell: Tell) -> QDialog:
    from outreach.ui.privacy.rights_dispose import DisposeDialog

    return DisposeDialog(context, window, tell)


def _release(context: Context, window: MainWindow, tell: Tell) -> QDialog:
    from outreach.ui.privacy.rights_release import ReleaseDialog

    return ReleaseDialog(context, window, tell)


def _protected(context: Context, window: MainWindow, tell: Tell) -> QDialog:
    from outreach.ui.privacy.rights_protected import ProtectedExtractDialog

    return ProtectedExtractDialog(context, window, tell)


def _audit(context: Context, window: MainWindow, _tell: Tell) -> QDialog:
    from outreach.ui.privacy.rights_audit import AuditDialog

    return AuditDialog(context, window)


def _lost(context: Context, window: MainWindow, tell: Tell) -> QDialog:
    from outreach.ui.privacy.rights_lost import LostDialog

    return LostDialog(context, window, tell)
