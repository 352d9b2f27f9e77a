"""Pickers over the official code lists: one municipality, several industries, several CPV codes (search, or the tree)."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.domain.codes import (
    cpv_name,
    find_cpv,
    find_municipalities,
    find_municipality,
    find_sni,
    municipality_name,
    sni_name,
)
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.cpv_tree import CpvTreeDialog
from outreach.ui.forms.suggestions import Suggestion, SuggestionLine
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, TIGHT, set_role

MUNICIPALITY = N_("Municipality")
UNKNOWN_MUNICIPALITY = N_("There is no such municipality. Choose one from the list, or leave the field empty.")


class MunicipalityPicker(SuggestionLine):
    """One municipality by name; `value` is its four-digit code, or empty."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, self._look)
        self.setClearButtonEnabled(True)
        context.words.bind(self.setPlaceholderText, N_("Not known"))
        context.words.bind(self.setAccessibleName, MUNICIPALITY)
        self.taken.connect(lambda suggestion: self.set_value(str(suggestion.value)))
        self.textChanged.connect(lambda: self.changed.emit())

    def value(self) -> str:
        """Return the code. Raises InvalidInput for words that name no municipality."""
        text = self.text().strip()
        if not text:
            return ""
        found = find_municipality(text)
        if found is None:
            raise InvalidInput(MUNICIPALITY, UNKNOWN_MUNICIPALITY)
        return found.code

    def set_value(self, code: str) -> None:
        """Show a municipality."""
        self.setText(municipality_name(code) or code)
        self.setCursorPosition(0)

    @staticmethod
    def _look(text: str) -> list[Suggestion]:
        return [Suggestion(one.code, one.name, one.county) for one in find_municipalities(text)]


class CodesPicker(QWidget):
    """Several codes, each on a line with its name, and a field that finds more."""

    changed = Signal()
    search_text = N_("Search")

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._codes: tuple[str, ...] = ()
        self.line = SuggestionLine(context, self.suggest)
        self.line.setClearButtonEnabled(True)
        context.words.bind(self.line.setPlaceholderText, self.search_text)
        context.words.bind(self.line.setAccessibleName, self.search_text)
        self.line.taken.connect(self._take)
        self._chosen = QVBoxLayout()
        self._chosen.setSpacing(TIGHT)
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP)
        self._row.addWidget(self.line, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._row)
        layout.addLayout(self._chosen)
        self.setFocusProxy(self.line)
        context.words.changed.connect(self._show)

    def suggest(self, text: str) -> list[Suggestion]:
        """Return codes for what is typed; called on the worker."""
        raise NotImplementedError

    def name_of(self, code: str) -> str:
        """Return the name of a code."""
        raise NotImplementedError

    def value(self) -> tuple[str, ...]:
        """Return the codes."""
        return self._codes

    def set_value(self, codes: Iterable[str]) -> None:
        """Set the codes."""
        self._codes = tuple(dict.fromkeys(codes))
        self._show()
        self.changed.emit()

    def add(self, code: str) -> None:
        """Add a code."""
        self.set_value((*self._codes, code))

    def remove(self, code: str) -> None:
        """Take a code away."""
        self.set_value(one for one in self._codes if one != code)
        self.line.setFocus()

    def _take(self, suggestion: Suggestion) -> None:
        self.line.clear()
        self.add(str(suggestion.value))

    def _show(self) -> None:
        from outreach.ui.lists.flow import clear

        clear(self._chosen)
        for code in self._codes:
            self._chosen.addWidget(self._chosen_line(code))

    def _chosen_line(self, code: str) -> QWidget:
        words = self.context.words
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(GAP, 0, 0, 0)
        row.setSpacing(GAP)
        name = QLabel(self.name_of(code) or code)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        number = QLabel(code)
        set_role(number, "caption")
        remove = QToolButton()
        put_icon(remove, "close", "muted")
        remove.setToolTip(words(N_("Remove {name}"), name=code))
        remove.setAccessibleName(words(N_("Remove {name}"), name=code))
        remove.clicked.connect(lambda: self.remove(code))
        row.addWidget(name, 1)
        row.addWidget(number)
        row.addWidget(remove)
        return line


class MunicipalitiesPicker(CodesPicker):
    """Several municipalities by name."""

    search_text = N_("Search municipalities")

    def suggest(self, text: str) -> list[Suggestion]:
        """Look in the names of municipalities and counties."""
        return [Suggestion(one.code, one.name, one.county) for one in find_municipalities(text)]

    def name_of(self, code: str) -> str:
        """Return the name of the municipality."""
        return municipality_name(code)


class SniPicker(CodesPicker):
    """Industries by their main division (SNI)."""

    search_text = N_("Search industries, such as construction")

    def suggest(self, text: str) -> list[Suggestion]:
        """Look in the divisions of SNI."""
        language = self.context.words.language
        return [Suggestion(one.code, one.name(language.code), one.code) for one in find_sni(text, language.code)]

    def name_of(self, code: str) -> str:
        """Return the name of the division."""
        return sni_name(code, self.context.words.language.code)


class CpvPicker(CodesPicker):
    """CPV codes by words, by number, or from the tree."""

    search_text = N_("Search by words or number, such as snow or 9062")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        browse = QPushButton()
        context.words.bind(browse.setText, N_("Browse…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self._row.addWidget(browse)

    def suggest(self, text: str) -> list[Suggestion]:
        """Look in the names, numbers and everyday words of CPV."""
        language = self.context.words.language
        return [Suggestion(one.code, one.name(language.code), one.code) for one in find_cpv(text, language.code, 40)]

    def name_of(self, code: str) -> str:
        """Return the name of the code."""
        return cpv_name(code, self.context.words.language.code)

    def _browse(self) -> None:
        tree = CpvTreeDialog(self.context, self._codes, self)
        tree.chosen.connect(self.set_value)
        tree.open()
