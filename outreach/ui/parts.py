"""What the whole window shares before any workspace is open; a `Context` adds the workspace to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from outreach.language import Language
from outreach.ui.memory import Memory
from outreach.ui.preferences.choices import Choices
from outreach.ui.single import SingleInstance
from outreach.ui.tasks import Tasks
from outreach.ui.theme import Look, Scheme
from outreach.ui.words import Words

if TYPE_CHECKING:
    from outreach.domain.secret import Secret
    from outreach.services.house import House


class OpenHouse(Protocol):
    """Opens a workspace; `secret` is what was typed, and is wiped (`app.open_house`)."""

    def __call__(self, place: str, writing: bool = True, secret: Secret | None = None, /) -> House:
        """Raises what `app.open_house` raises."""


class CreateHouse(Protocol):
    """Makes a workspace, encrypted with a secret, which is wiped, or plain for a reason (`app.create_house`)."""

    def __call__(self, place: str, secret: Secret | None = None, reason: str = "", /) -> House:
        """Raises what `app.create_house` raises."""


@dataclass(frozen=True)
class Parts:
    """The parts of one window, built once in `main.py` (and by tests)."""

    open_house: OpenHouse
    create_house: CreateHouse
    tasks: Tasks
    words: Words
    memory: Memory
    choices: Choices
    look: Look
    single: SingleInstance
    tongue: QtTongue

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


class QtTongue(QObject):
    """Makes Qt's own dialogs, dates and number fields speak the language of the window."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._translator: QTranslator | None = None

    def put_away(self) -> None:
        """Let Qt speak as it did before; the application outlives the window whose language this was."""
        self.speak(Language("en"))

    def speak(self, language: Language) -> None:
        """Load Qt's own texts for a language; English is what Qt speaks without any."""
        from PySide6.QtCore import QLibraryInfo

        QLocale.setDefault(QLocale(language.locale))
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        if language.code == "en":
            return
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{language.code}", folder):
            self._app.installTranslator(translator)
            self._translator = translator
