"""Asks for the passphrase of a workspace that is encrypted, or locked, and opens it with what was typed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.secret import Secret
from outreach.domain.server_address import is_address, login_of
from outreach.errors import NoKeyRing, ServerPasswordRefused, WrongPassphrase
from outreach.explain import explain
from outreach.language import N_
from outreach.ui.start.opened import look

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.ui.start.opening import Opening

LOGS_IN = N_("The register lies on a server, which asks for the password of your login.")
OPENS = N_("The register is encrypted. It opens with its passphrase, or with the recovery code that was printed.")


class Unlocking:
    """The page with the passphrase, shown by an `Opening`."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    def ask(self, place: str, sentence: str) -> None:
        """Ask for the passphrase of a workspace; `sentence` is a catalogue text that says why."""
        from outreach.services.unlocking import ring_is_safe
        from outreach.ui.start.unlock_page import LOGIN, UnlockPage

        self._opening.clear()
        self._opening.place = place
        parts = self._opening.parts
        if is_address(place):
            page = self._opening.unlock = UnlockPage(parts.words, login_of(place), sentence, LOGIN)
            parts.tasks.run(ring_is_safe, page.offer_ring, owner=page)
        else:
            page = self._opening.unlock = UnlockPage(parts.words, Path(place).name, sentence)
        page.wanted.connect(self._try)
        page.other.connect(lambda: self._opening.ask_open(self._opening.open_other))
        self._opening.show(page)
        page.set_focus()

    def _try(self, secret: Secret) -> None:
        """Try what was typed. Argon2 takes half a second on the worker; the window stays alive meanwhile."""
        open_house, place = self._opening.parts.open_house, self._opening.place
        page = self._opening.unlock
        keeps = page is not None and page.keeps
        self._opening.parts.tasks.run(
            lambda: look(_let_in(open_house, place, secret, keeps=keeps)),
            self._opening.arrived,
            owner=page,
            failed=lambda error: self._not_unlocked(error, place),
        )

    def _not_unlocked(self, error: Exception, place: str) -> None:
        from outreach.services.unlocking import wait_for_try

        known = explain(error, self._opening.parts.words.language)
        if self._opening.unlock is None or known is None or not isinstance(error, WrongPassphrase | ServerPasswordRefused):
            # Not what was typed is at fault, but the file: damaged, without its keys, in use.
            self._opening.failed(error)
            return
        self._opening.unlock.refused(known)
        self._opening.parts.tasks.run(lambda: wait_for_try(place), self._opening.unlock.pause, owner=self._opening.unlock)


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
