"""Two records as rows to compare: what each side says under each heading, and whether that is the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from outreach.domain.codes import municipality_name
from outreach.domain.company import SIZE_LABELS, show_org_number
from outreach.domain.contact import show_phone
from outreach.domain.person import Person
from outreach.language import N_, NN_
from outreach.services.duplicates import Compared
from outreach.ui.forms.contacts_editor import say_label
from outreach.ui.history.fields import FIELD_TITLES
from outreach.ui.words import Words

_PERSON = ("name", "roles", "phones", "emails", "website", "addresses", "tags", "language", "notes", "source")
_COMPANY = (
    "name", "org_number", "sole_trader", "municipality", "sni", "size", "phones", "emails", "website", "addresses", "cpv", "tags",
    "notes", "source",
)  # fmt: skip
_LANGUAGES = {"sv": N_("Swedish"), "en": N_("English")}
_USED = NN_("{n} conversation or promise", "{n} conversations and promises")


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One heading. `choice` says that one side's value has to be chosen; everything else is kept of both."""

    field: str
    title: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    choice: bool = False

    @property
    def same(self) -> bool:
        """Say whether both sides say the same."""
        return {text.casefold() for text in self.one} == {text.casefold() for text in self.other}


def compare_rows(found: Compared, words: Words) -> list[CompareRow]:
    """Return the rows in which at least one side says something."""
    names = _PERSON if isinstance(found.one, Person) else _COMPANY
    choices = {choice.field for choice in found.choices}
    rows = [
        CompareRow(
            name,
            words(FIELD_TITLES[name]),
            _say(name, found.one, found, words),
            _say(name, found.other, found, words),
            name in choices,
        )
        for name in names
    ]
    used = [(words.count(_USED, number),) if number else () for number in found.used]
    rows.append(CompareRow("used", words(N_("Time line")), used[0], used[1]))
    return [row for row in rows if row.one or row.other]


def _say(name: str, record: Any, found: Compared, words: Words) -> tuple[str, ...]:
    value = getattr(record, name)
    if name == "roles":
        return tuple(" – ".join(part for part in (found.companies.get(one.company, ""), one.title) if part) for one in value)
    if name == "phones":
        return tuple(_labelled(show_phone(one.number), one.label, words) for one in value)
    if name == "emails":
        return tuple(_labelled(one.address, one.label, words) for one in value)
    if name == "addresses":
        parts = ((one.street, " ".join(part for part in (one.postal_code, one.city) if part), one.country) for one in value)
        return tuple(", ".join(part for part in address if part) for address in parts)
    if isinstance(value, tuple):
        return (", ".join(value),) if value else ()
    text = _single(name, value, words)
    return (text,) if text else ()


def _single(name: str, value: Any, words: Words) -> str:
    if name == "size":
        return words(SIZE_LABELS[value]) if value.value != "unknown" else ""
    if name == "sole_trader":
        return words(N_("yes")) if value else ""
    if name == "language":
        return words(_LANGUAGES[value]) if value in _LANGUAGES else str(value)
    if name == "org_number":
        return show_org_number(value)
    return municipality_name(value) if name == "municipality" else str(value)


def _labelled(text: str, label: str, words: Words) -> str:
    return f"{text} ({say_label(words, label)})" if label else text
