"""The languages of a sheet: one, or Swedish with English beneath. Each piece of text knows the language it is in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from outreach.language import Language
from outreach.print.printable import printable


@dataclass(frozen=True, slots=True)
class Said:
    """A text ready for paper. `language` is empty in the document's own; `second` when it repeats what stands before it."""

    text: str
    language: str = ""
    second: bool = False


@dataclass(frozen=True, slots=True)
class Voices:
    """One or two languages, the main one first."""

    languages: tuple[Language, ...]

    @property
    def main(self) -> Language:
        """The document's own language."""
        return self.languages[0]

    def each(self, tell: Callable[[Language], str]) -> tuple[Said, ...]:
        """Return what `tell` says in each language; empty texts, and those that are the same in both, stand once."""
        return said([(tell(language), language.code) for language in self.languages])

    def say(self, text: str, **values: object) -> tuple[Said, ...]:
        """Return a text of the catalogue in each language."""
        return self.each(lambda language: language.say(text, **values))


def said(texts: Iterable[tuple[str, str]]) -> tuple[Said, ...]:
    """Return texts with the codes of their languages, the first being the document's own; what comes twice stands once.

    Capitals make no other text: "3 december 2026" is not followed by "3 December 2026".
    """
    found: dict[str, Said] = {}
    for number, (text, code) in enumerate(texts):
        shown = printable(text)
        if shown and shown.casefold() not in found:
            found[shown.casefold()] = Said(shown, code if number else "", second=bool(found))
    return tuple(found.values())


def own(text: str) -> tuple[Said, ...]:
    """Return a text of the officer's own, which has one form whatever the languages; nothing for an empty one."""
    shown = printable(text)
    return (Said(shown),) if shown else ()
