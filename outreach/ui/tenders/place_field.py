"""Where a contract is carried out: a municipality, a county, the whole country, or plain words."""

from __future__ import annotations

from PySide6.QtCore import Signal

from outreach.domain.codes import find_municipalities, find_municipality, municipalities, place_name
from outreach.domain.search_text import plain
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.suggestions import Suggestion, SuggestionLine

_MOST = 9
_COUNTRY = "SE"


class PlaceField(SuggestionLine):
    """One place. `value` is the code of a known one, else the words as they stand."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.suggestions)
        self._code = ""
        self._shown = ""
        self.setClearButtonEnabled(True)
        context.words.bind(self.setPlaceholderText, N_("Municipality, county, or in your own words"))
        self.taken.connect(lambda suggestion: self.set_value(str(suggestion.value)))
        self.textChanged.connect(lambda: self.changed.emit())

    def value(self) -> str:
        """Return a code, or words."""
        text = self.text().strip()
        if text == self._shown:
            return self._code
        found = find_municipality(text) if text else None
        return found.code if found else _counties().get(plain(text.casefold()), text)

    def set_value(self, place: str) -> None:
        """Show a place."""
        self._code, self._shown = place, self.context.words(place_name(place)) if place else ""
        self.setText(self._shown)
        self.setCursorPosition(0)

    def suggestions(self, text: str) -> list[Suggestion]:
        """Return counties, municipalities and the country for what is typed."""
        words, wanted = self.context.words, plain(text.casefold())
        country = words(place_name(_COUNTRY))
        found = [Suggestion(one.code, one.name, one.county) for one in find_municipalities(text, _MOST)]
        regions = [
            Suggestion(code, place_name(code), words(N_("County")))
            for name, code in _counties().items()
            if name.startswith(wanted)
        ]
        whole = [Suggestion(_COUNTRY, country, "")] if wanted in plain(country.casefold()) else []
        return [*regions, *found, *whole]


def _counties() -> dict[str, str]:
    """Each county's folded name and its code."""
    return {plain(one.county.casefold()): one.nuts3 for one in municipalities()}
