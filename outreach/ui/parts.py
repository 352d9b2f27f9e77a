"""What the whole window shares before any workspace is open; a `Context` adds the workspace to it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QApplication

from outreach.language import Language
from outreach.settings import Settings
from outreach.ui.memory import Memory
from outreach.ui.words import Words

if TYPE_CHECKING:
    from outreach.domain.secret import Secret
    from outreach.services.house import House
    from outreach.ui.preferences.choices import Choices
    from outreach.ui.single import SingleInstance
    from outreach.ui.tasks import Tasks
    from outreach.ui.theme import Look, Scheme
    from outreach.ui.tongue import QtTongue


class OpenHouse(Protocol):
    """Opens a workspace; `secret` is what was typed, and is wiped (`app.open_house`)."""

    def __call__(self, place: str, writing: bool = True, secret: Secret | None = None, /) -> House:
        """Raises what `app.open_house` raises."""


class CreateHouse(Protocol):
    """Makes a workspace, encrypted with a secret, which is wiped, or plain for a reason (`app.create_house`)."""

    def __call__(self, place: str, secret: Secret | None = None, reason: str = "", /) -> House:
        """Raises what `app.create_house` raises."""


class Parts:
    """The parts of one window. Each is built, and loaded, when it is first asked for: the first picture needs three of them."""

    def __init__(self, app: QApplication, open_house: OpenHouse, create_house: CreateHouse, settings: Settings) -> None:
        self.app = app
        self.open_house = open_house
        self.create_house = create_house
        #: The settings in force when the program started; those in force at the moment are those of `choices`.
        self.start = settings

    @cached_property
    def words(self) -> Words:
        """What is said, in the chosen language."""
        return Words(Language(self.start.chosen_language()), self.app)

    @cached_property
    def memory(self) -> Memory:
        """What is remembered between starts."""
        return Memory(self.app)

    @cached_property
    def single(self) -> SingleInstance:
        """The right to show a workspace."""
        from outreach.ui.single import SingleInstance

        return SingleInstance(self.app)

    @cached_property
    def tasks(self) -> Tasks:
        """The worker."""
        from outreach.ui.tasks import Tasks

        return Tasks(self.app)

    @cached_property
    def choices(self) -> Choices:
        """The settings, and how they change."""
        from outreach.ui.preferences.choices import Choices

        return Choices(self.start, self.app)

    @cached_property
    def look(self) -> Look:
        """Light or dark."""
        from outreach.ui.theme import Look, Scheme

        return Look(self.app, Scheme(self.start.scheme) if self.start.scheme in list(Scheme) else Scheme.SYSTEM)

    @cached_property
    def tongue(self) -> QtTongue:
        """The language of Qt's own dialogs."""
        from outreach.ui.tongue import QtTongue

        made = QtTongue(self.app)
        made.speak(self.words.language)
        return made

    def complete(self) -> Parts:
        """Build what outlives a workspace and shows: the look and Qt's own words."""
        _ = self.tasks, self.choices, self.look, self.single, self.tongue
        return self

    def choose_language(self, code: str) -> None:
        """Speak another language from now on, everywhere."""
        self.choices.change(language=code)
        language = Language(code)
        self.tongue.speak(language)
        self.words.switch(language)

    def choose_scheme(self, scheme: Scheme) -> None:
        """Look light, dark, or as the desktop does."""
        self.choices.change(scheme=scheme.value)
        self.look.choose(scheme)
