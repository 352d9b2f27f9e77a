"""Asks for the passphrase of a workspace that is encrypted, or locked, and opens it with what was typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.secret import Secret
from outreach.errors import WrongPassphrase
from outreach.explain import explain
from outreach.language import N_
from outreach.ui.start.opened import look

if TYPE_CHECKING:
    from outreach.ui.start.opening import Opening

OPENS = N_("The register is encrypted. It opens with its passphrase, or with the recovery code that was printed.")


class Unlocking:
    """The page with the passphrase, shown by an `Opening`."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    def ask(self, place: str, sentence: str) -> None:
        """Ask for the passphrase of a workspace; `sentence` is a catalogue text that says why."""
        from outreach.ui.start.unlock_page import UnlockPage

        self._opening.clear()
        self._opening.place = place
        page = self._opening.unlock = UnlockPage(self._opening.parts.words, Path(place).name, sentence)
        page.wanted.connect(self._try)
        page.other.connect(lambda: self._opening.ask_open(self._opening.open_other))
        self._opening.show(page)
        page.set_focus()

    def _try(self, secret: Secret) -> None:
        """Try what was typed. Argon2 takes half a second on the worker; the window stays alive meanwhile."""
        open_house, place = self._opening.parts.open_house, self._opening.place
        page = self._opening.unlock
        self._opening.parts.tasks.run(
            lambda: look(open_house(place, True, secret)),
            self._opening.arrived,
            owner=page,
            failed=lambda error: self._not_unlocked(error, place),
        )

    def _not_unlocked(self, error: Exception, place: str) -> None:
        from outreach.services.unlocking import wait_for_try

        known = explain(error, self._opening.parts.words.language)
        if self._opening.unlock is None or known is None or not isinstance(error, WrongPassphrase):
            # Not what was typed is at fault, but the file: damaged, without its keys, in use.
            self._opening.failed(error)
            return
        self._opening.unlock.refused(known)
        self._opening.parts.tasks.run(lambda: wait_for_try(place), self._opening.unlock.pause, owner=self._opening.unlock)
