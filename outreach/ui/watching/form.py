"""The form of one watch: its name, and what to watch for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from outreach.domain.changes import Changes
from outreach.domain.codes import cpv_name, find_cpv, place_name
from outreach.domain.notice import Watch
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.code_pickers import CodesPicker
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.forms.suggestions import Suggestion
from outreach.ui.tenders.place_field import PlaceField

NAME, CPV, PLACE, WORDS, COUNTRY = N_("Name"), N_("CPV"), N_("Place"), N_("Words"), N_("Country")
_MOST = 12
_WHOLE = len("90620000")


class PrefixPicker(CodesPicker):
    """Beginnings of CPV codes; a group stands for everything below it."""

    search_text = N_("Search the CPV list, or type the beginning of a code")

    def suggest(self, text: str) -> list[Suggestion]:
        """Look in the list; digits alone may stand for themselves."""
        code = self.context.words.language.code
        found = [Suggestion(_bare(one.code), one.name(code), one.code) for one in find_cpv(text, code, _MOST)]
        digits = text.strip()
        own = [Suggestion(digits, self.name_of(digits) or digits, digits)] if _is_beginning(digits) else []
        return [*own, *(one for one in found if one.value != digits)]

    def name_of(self, code: str) -> str:
        """Return the name of the group that the digits begin."""
        return cpv_name(code.ljust(_WHOLE, "0"), self.context.words.language.code)


class PlacesPicker(CodesPicker):
    """Municipalities and counties."""

    search_text = N_("Municipality or county")

    def __init__(self, context: Context) -> None:
        self._looker: PlaceField | None = None
        super().__init__(context)
        self._looker = PlaceField(context)
        self._looker.setParent(self)
        self._looker.hide()

    def suggest(self, text: str) -> list[Suggestion]:
        """Look among counties and municipalities."""
        return self._looker.suggestions(text) if self._looker is not None else []

    def name_of(self, code: str) -> str:
        """Return the name of a place."""
        return self.context.words(place_name(code))


class WatchForm(FormDialog):
    """Edits one watch."""

    def __init__(self, context: Context, watch: Watch | None, parent: QWidget | None = None) -> None:
        super().__init__(context, N_("New watch list") if watch is None else N_("Edit watch list"), parent)
        self._original = watch or Watch(name="")
        self.name = QLineEdit(self._original.name)
        self.codes, self.places = PrefixPicker(context), PlacesPicker(context)
        self.watched = QLineEdit(self._original.words)
        self.country = QLineEdit(self._original.country)
        self.country.setMaxLength(3)
        self.country.setFixedWidth(80)
        self.codes.set_value(self._original.cpv)
        self.places.set_value(self._original.places)
        self.add_section("", self.field(NAME, self.name))
        self.add_section(
            N_("What to watch for"),
            self.field(CPV, self.codes, N_("One of these; everything below a group counts.")),
            self.field(PLACE, self.places, N_("One of these; a county holds its municipalities.")),
            self.field(WORDS, self.watched, N_("All of these must occur in title, description, buyer or lots.")),
        )
        self.add_section(
            N_("When TED is asked"), self.field(COUNTRY, self.country, N_("Buyers from this country; empty for all of Europe."))
        )
        self.ready()
        self.name.setFocus()

    def value(self) -> Watch:
        """Return the watch as it stands in the form."""
        return replace(
            self._original,
            name=self.name.text(),
            cpv=self.codes.value(),
            places=self.places.value(),
            words=self.watched.text(),
            country=self.country.text(),
        )

    def save(self, record: Watch) -> Changes:
        """Keep it."""
        return self.context.house.watches.save(record)


def _bare(code: str) -> str:
    return code.rstrip("0").ljust(2, "0")


def _is_beginning(text: str) -> bool:
    return text.isdecimal() and text.isascii() and 2 <= len(text) <= _WHOLE
