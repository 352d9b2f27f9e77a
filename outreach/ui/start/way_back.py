"""The way back: a backup in the place of a workspace, and what can be done about one that is damaged. Nothing is ever erased."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from outreach.errors import NotAWorkspace
from outreach.language import N_
from outreach.ui.calm_dialogs import look_calm

if TYPE_CHECKING:
    from outreach.services.rescue import WayBack
    from outreach.services.restoring import Restored
    from outreach.ui.start.opening import Opening
    from outreach.ui.tasks import Progress


class Returning:
    """Restores and rescues for an `Opening`, on a workspace that is closed."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    def restore(self, place: str, backup: Path, passphrase: str = "") -> None:
        """Put a backup in the place of a closed workspace, which then opens. What goes was seen before."""
        place = self._opening.begin(place, N_("Restoring the backup…"))
        who = self._opening.parts.choices.settings.officer
        self._opening.progress = self._opening.parts.tasks.run_long(
            lambda progress: _restored(place, backup, passphrase, who, progress),
            lambda _: self._opening.open(place),
            self._opening.waiting.report,
            owner=self._opening,
            failed=lambda error: self.rescue(place, error),
        )

    def rescue(self, place: str, error: Exception) -> None:
        """Show the way back for a workspace that is damaged, or that could not be restored."""
        from outreach.services.rescue import find_way_back

        self._opening.place = place
        second = self._opening.parts.choices.settings.backup_place
        self._opening.parts.tasks.run(
            lambda: find_way_back(place, Path(second) if second else None),
            lambda found: self._show_rescue(error, *found),
            owner=self._opening,
            failed=lambda _: self._opening.explain(error),
        )

    def _show_rescue(self, error: Exception, back: WayBack, encrypted: bool) -> None:
        from outreach.services.rescue import can_be_salvaged, can_be_taken_as_it_is
        from outreach.ui.backups.rescue import RescueDeeds, RescuePage

        if isinstance(error, NotAWorkspace) and back.backup is None:
            # Somebody opened another file by mistake; there is nothing to rescue.
            self._opening.explain(error)
            return
        self._opening.clear()
        place, known = self._opening.place, self._opening.known(error)
        deeds = RescueDeeds(
            restore=lambda typed: self.restore(place, back.backup, typed) if back.backup is not None else None,
            other_backup=lambda: self._ask_backup(place),
            try_again=lambda: self._opening.open(place),
            open_other=lambda: self._opening.ask_open(self._opening.open_other),
            as_it_is=(lambda: self._go_on(place)) if can_be_taken_as_it_is(error) else None,
            salvage=(lambda: self._salvage(place)) if can_be_salvaged(place) else None,
        )
        page = RescuePage(self._opening.parts.words, known, back, encrypted, deeds)
        self._opening.trouble = page
        self._opening.show(page)
        page.focus_first()

    def _ask_backup(self, place: str) -> None:
        from outreach.ui.backups.rescue import RescuePage

        words = self._opening.parts.words
        dialog = QFileDialog(self._opening.window, words(N_("Restore a backup")), str(Path(place).parent))
        look_calm(dialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{words(N_('Backups'))} (*.outreach-backup)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        typed = self._opening.trouble.passphrase.text() if isinstance(self._opening.trouble, RescuePage) else ""
        dialog.fileSelected.connect(lambda name: self.restore(place, Path(name), typed))
        dialog.open()

    def _salvage(self, place: str) -> None:
        from outreach.services.rescue import salvage

        self._opening.begin(place, N_("Reading what can be read…"))
        who = self._opening.parts.choices.settings.officer
        self._opening.parts.tasks.run(
            lambda: str(salvage(place, who).path),
            self._opening.open_other,
            owner=self._opening,
            failed=lambda error: self.rescue(place, error),
        )

    def _go_on(self, place: str) -> None:
        from outreach.services.rescue import take_as_it_is

        self._opening.parts.tasks.run(
            lambda: take_as_it_is(place), lambda _: self._opening.open(place), owner=self._opening, failed=self._opening.failed
        )


def _restored(place: str, backup: Path, passphrase: str, who: str, progress: Progress) -> Restored:
    from outreach.domain.secret import Secret
    from outreach.services.restoring import Restoring

    secret = Secret(passphrase) if passphrase else None
    return Restoring(place, who, secret=secret).restore(backup, progress.step, accept=True)
