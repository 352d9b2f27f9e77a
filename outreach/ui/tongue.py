"""Qt's own words: its dialogs, dates and number fields speak the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from outreach.language import Language


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
