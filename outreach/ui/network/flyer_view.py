"""The tab of flyer texts: words that worked, ours and the neighbours', to be copied or used for a tender."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from outreach.domain.changes import Changes
from outreach.domain.codes import cpv_name
from outreach.domain.neighbour import FlyerText
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.copying import copy_text
from outreach.ui.forms.code_pickers import CpvPicker
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.line_list import Line
from outreach.ui.network.text_use import UseForTender
from outreach.ui.network.two_sides import Button, TwoSides
from outreach.ui.plain.meter import put_meter

TITLE, TEXT, LANGUAGE = N_("Title"), N_("Text"), N_("Language")
LANGUAGES = {"sv": N_("Swedish"), "en": N_("English")}
_FIRST_WORDS = 90


class FlyerTextView(TwoSides):
    """All texts."""

    kinds = (Kind.FLYER_TEXT,)
    title = N_("Flyer texts")
    icon = "handouts"
    search_text = N_("Search flyer texts")
    empty_title = N_("No flyer texts yet")
    empty_text = N_("Keep the words of a flyer that worked, or open a package from a neighbour.")
    hint = N_("Choose a text to see it here.")

    def read_lines(self, text: str) -> Sequence[Line]:
        """Read the texts."""
        asked = text.casefold().split()
        return [
            Line(one.title, f"{one.credit}: {_begin(one)}" if one.credit else _begin(one), icon="handouts", data=one)
            for one in self.context.house.flyer_texts.all()
            if all(word in f"{one.title} {one.text} {one.credit}".casefold() for word in asked)
        ]

    def tools(self) -> Iterable[Button]:
        """A new text."""
        return (("add", N_("New text"), self.new_record),)

    def commands(self) -> list[Command]:
        """What can be done with the chosen text."""
        chosen = self.has_text
        return [
            Command("network.new", N_("New flyer text"), self.new_record, "Ctrl+Shift+A", "add"),
            Command("network.edit", N_("Edit"), self.edit, "Ctrl+E", "edit", enabled=chosen),
            Command("network.use", N_("Use for a tender…"), self.use, "", "tenders", enabled=chosen),
            Command("network.copy", N_("Copy the text"), self.copy, "", "copy", enabled=chosen),
            Command("network.delete", N_("Delete"), self.delete, "Delete", "delete", enabled=chosen, apart=True),
        ]

    @property
    def text(self) -> FlyerText | None:
        """The text that is shown."""
        chosen = self.list.current()
        return chosen if isinstance(chosen, FlyerText) else None

    def has_text(self) -> bool:
        """Say whether a text is chosen."""
        return self.text is not None

    def new_record(self) -> None:
        """Open an empty form."""
        self._open(None)

    def edit(self) -> None:
        """Open the form of the chosen text."""
        if self.text is not None:
            self._open(self.text)

    def use(self) -> None:
        """Choose the tender whose description it shall be."""
        if self.text is not None:
            UseForTender(self.context, self.text, self.window()).open()

    def copy(self) -> None:
        """Put the text on the clipboard."""
        if self.text is not None:
            copy_text(self.text.text)
            self.context.wishes.notify.emit(self.context.words(N_("The text is copied.")))

    def delete(self) -> None:
        """Delete the chosen text; undo brings it back."""
        text, texts = self.text, self.context.house.flyer_texts
        if text is not None:
            self.context.write(lambda: texts.delete([text.id]), None)

    def fill(self, record: Any) -> None:
        """Show a text."""
        if not isinstance(record, FlyerText):
            return
        say = self.context.words
        self.add_title(record.title, say(N_("From {name}"), name=record.credit) if record.credit else "")
        self.add_buttons(
            ("tenders", N_("Use for a tender…"), self.use),
            ("copy", N_("Copy the text"), self.copy),
            ("edit", N_("Edit"), self.edit),
            ("delete", N_("Delete"), self.delete),
        )
        self.add_text(TEXT, record.text)
        codes = "\n".join(f"{code} {cpv_name(code, say.language.code)}" for code in record.cpv)
        self.add_facts([(LANGUAGE, say(LANGUAGES.get(record.language, ""))), (N_("CPV"), codes)])

    def _open(self, text: FlyerText | None) -> None:
        form = FlyerTextForm(self.context, text, self.window())
        form.saved.connect(self.show_record)
        form.open()


class FlyerTextForm(FormDialog):
    """Edits one text."""

    def __init__(self, context: Context, text: FlyerText | None, parent: QWidget | None = None) -> None:
        super().__init__(context, N_("New flyer text") if text is None else N_("Edit flyer text"), parent)
        self._original = text or FlyerText(title="", language=context.words.language.code)
        self.name, self.words = QLineEdit(self._original.title), NotesEdit(8)
        self.language, self.cpv = QComboBox(), CpvPicker(context)
        self.words.set_value(self._original.text)
        for code, name in LANGUAGES.items():
            self.language.addItem(context.words(name), code)
        self.language.setCurrentIndex(max(self.language.findData(self._original.language), 0))
        self.cpv.set_value(self._original.cpv)
        text_field = self.field(TEXT, self.words, N_("What a supplier wants to know: what, when, how big, whom to ask."))
        put_meter(context, text_field)
        spoken, codes = self.field(LANGUAGE, self.language), self.field(N_("CPV"), self.cpv)
        self.add_section("", self.field(TITLE, self.name), text_field, spoken, codes)
        self.ready()
        self.name.setFocus()

    def value(self) -> FlyerText:
        """Return the text as it stands in the form."""
        code = str(self.language.currentData())
        return replace(self._original, title=self.name.text(), text=self.words.value(), language=code, cpv=self.cpv.value())

    def save(self, record: FlyerText) -> Changes:
        """Keep it."""
        return self.context.house.flyer_texts.save(record)


def _begin(text: FlyerText) -> str:
    said = " ".join(text.text.split())
    return said if len(said) <= _FIRST_WORDS else f"{said[: _FIRST_WORDS - 1]}…"
