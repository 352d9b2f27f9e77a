"""The words of a sheet in Swedish, in English, or in both: "Namn / Name". User texts stand as they are; only ours are doubled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from outreach.domain.when import When
from outreach.language import Language

BETWEEN = " / "


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a sheet speaks; `code` is "sv", "en" or "both". Swedish comes first on a sheet with both, and is the document's language."""

    code: str

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages, the first one first."""
        return (Language("sv"), Language("en")) if self.code == "both" else (Language(self.code),)

    @property
    def main(self) -> Language:
        """The language of the document, and of dates and figures that both languages read."""
        return self.languages[0]

    @property
    def written(self) -> Literal["sv", "en"]:
        """The code of the document's language."""
        return "en" if self.code == "en" else "sv"

    def say(self, text: str, /, **values: object) -> str:
        """Return a text in each language, once where they are the same."""
        return self.each(lambda language: language.say(text, **values))

    def count(self, forms: tuple[str, str], number: int, /, **values: object) -> str:
        """Return a number with its word in each language."""
        return self.each(lambda language: language.count(forms, number, **values))

    def day(self, value: date, style: str = "long") -> str:
        """Return a day in each language."""
        return self.each(lambda language: language.day(value, style))

    def when(self, value: When) -> str:
        """Return the time of an event in each language."""
        return self.each(lambda language: language.when(value))

    def each(self, made: Callable[[Language], str]) -> str:
        """Return what `made` says for each language, joined; what is the same stands once."""
        return BETWEEN.join(dict.fromkeys(said for language in self.languages if (said := made(language))))
