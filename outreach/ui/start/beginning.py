"""The first start: whose register it is, how it is protected, and the recovery code before work begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_
from outreach.paths import default_workspace
from outreach.ui.start.opened import Opened, full, look, remove

if TYPE_CHECKING:
    from outreach.domain.protection import RecoveryOffer
    from outreach.domain.secret import Secret
    from outreach.services.house import House
    from outreach.ui.start.opening import Opening


@dataclass(frozen=True, slots=True)
class Start:
    """What a first start says: whose register it is, and how it is protected (a secret, or why there is none)."""

    municipality: str
    code: str
    officer: str
    secret: Secret | None = None
    reason: str = ""
    ring: bool = False


class Beginning:
    """Makes new workspaces for an `Opening`, one question after the other."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    def protect_new(self, place: str) -> None:
        """Ask how a new workspace is to be protected, and make it."""
        self._opening.clear()
        self._opening.place = full(place)

        def go_on(secret: Secret | None, reason: str, ring: bool) -> None:
            self._opening.make(place, secret, reason, ring)

        self._ask_protection([], go_on, lambda: self.show_first("", ()))

    def show_first(self, municipality: str, officers: tuple[str, ...]) -> None:
        """Ask whose register it is and who works with it; what is known already stands there."""
        from outreach.ui.start.first_start import FirstStart

        self._opening.clear()
        self._opening.first = FirstStart(self._opening.parts, municipality, officers)
        self._opening.first.wanted.connect(self._start)
        self._opening.first.sample.connect(self._opening.sample)
        self._opening.show(self._opening.first)
        self._opening.first.set_focus()

    def _start(self, municipality: str, code: str, officer: str) -> None:
        from outreach.services.unit import require_named

        try:
            require_named(municipality, officer)
        except InvalidInput as error:
            self._start_failed(error)
            return
        if self._opening.held is not None:
            self._begin_work(Start(municipality, code, officer))
        elif self._opening.claim(str(default_workspace())):
            self._opening.place = str(default_workspace())

            def go_on(secret: Secret | None, reason: str, ring: bool) -> None:
                self._begin_work(Start(municipality, code, officer, secret, reason, ring))

            self._ask_protection([municipality, officer], go_on, lambda: self._back_to_first(municipality, officer))

    def _begin_work(self, start: Start) -> None:
        """Make the workspace, unless one is open already, and say whose it is."""
        held, create_house = self._opening.held, self._opening.parts.create_house
        if held is None:
            # The page with the passphrase is empty by now: it would look as if nothing had been typed.
            self._opening.begin(self._opening.place, N_("Making the workspace…"))
        place = self._opening.place

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
                    remove(Path(place))
                raise
            return house

        self._opening.parts.tasks.run(lambda: look(work()), self._started, owner=self._opening, failed=self._start_failed)

    def _started(self, found: Opened) -> None:
        self._opening.keep(officer=found.house.officer, language=self._opening.parts.words.language.code)
        if found.house.database.is_encrypted:
            self._opening.held = found.house
            protection = found.house.protection

            def offered() -> RecoveryOffer | None:
                return None if protection.state().recovery else protection.offer_recovery_code()

            self._opening.parts.tasks.run(offered, lambda offer: self._show_code(found, offer), owner=self._opening)
        else:
            self._opening.enter(found.house, found.unit)

    def _show_code(self, found: Opened, offer: RecoveryOffer | None) -> None:
        """The register does not open before somebody has the code that opens it without the passphrase."""
        from outreach.ui.start.recovery_page import RecoveryPage

        if offer is None:
            self._opening.enter(found.house, found.unit)
            return
        self._opening.clear()
        words, protection, tasks = self._opening.parts.words, found.house.protection, self._opening.parts.tasks
        code = words.language.code
        page = self._opening.recovery = RecoveryPage(words, tasks, offer, lambda: protection.recovery_page(offer, code))

        def refused(error: Exception) -> None:
            known = explain(error, words.language)
            sentence = words(error.reason, **error.values) if isinstance(error, InvalidInput) else known.whole if known else ""
            page.refused(sentence)
            if known is None:
                tasks.failed.emit(error)

        def typed(groups: list[str]) -> None:
            tasks.run(
                lambda: protection.confirm_recovery_code(offer, groups),
                lambda _: self._opening.enter(found.house, found.unit),
                owner=page,
                failed=refused,
            )

        page.typed.connect(typed)
        self._opening.show(page)
        page.set_focus()

    def _ask_protection(
        self, known: list[str], then: Callable[[Secret | None, str, bool], None], back: Callable[[], None]
    ) -> None:
        """Ask for the passphrase of a new workspace. Whether there is a sound key ring is found out on the worker."""
        from outreach.services.unlocking import ring_is_safe
        from outreach.ui.start.protect_page import ProtectPage

        def show(ring: bool) -> None:
            self._opening.clear()
            page = self._opening.protect = ProtectPage(self._opening.parts.words, known, ring=ring)
            page.wanted.connect(then)
            page.back.connect(back)
            self._opening.show(page)
            page.set_focus()

        self._opening.parts.tasks.run(ring_is_safe, show, owner=self._opening)

    def _back_to_first(self, municipality: str, officer: str) -> None:
        self.show_first(municipality, ())
        if self._opening.first is not None:
            self._opening.first.officer.setText(officer)

    def _start_failed(self, error: Exception) -> None:
        if self._opening.first is None or not self._opening.first.explain(error):
            self._opening.failed(error)
