"""How many demands a text makes: "ska", "skall", "måste" and "krav" for each hundred words, section by section."""

# ruff: noqa: E501 - lists of words, as in a table

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.plain.sentences import Divided, Section

_SWEDISH = frozenset("ska skall måste krav kravet kraven kräver krävs krävas skulle obligatorisk obligatoriskt obligatoriska".split()) - {"skulle"}
_ENGLISH = frozenset("shall must required requirement requirements mandatory obligatory".split())
#: A section has many demands from this many for each hundred words, when it has at least that many in all.
MANY, AT_LEAST = 6.0, 4


@dataclass(frozen=True, slots=True)
class Musts:
    """The demands of one section: its heading ("" for none), where the heading or the first demand stands, words and demands."""

    heading: str
    start: int
    end: int
    words: int
    musts: int

    @property
    def per_hundred(self) -> float:
        """Demands for each hundred words."""
        return 100 * self.musts / self.words if self.words else 0.0

    @property
    def many(self) -> bool:
        """Say whether there are so many that a reader stops reading."""
        return self.musts >= AT_LEAST and self.per_hundred >= MANY


def musts(divided: Divided, language: str) -> tuple[Musts, ...]:
    """Count the demands of each section."""
    asked = _ENGLISH if language == "en" else _SWEDISH
    return tuple(_counted(divided.text, section, asked) for section in divided.sections())


def _counted(text: str, section: Section, asked: frozenset[str]) -> Musts:
    words = [word for sentence in section.sentences for word in sentence.words]
    demands = [word for word in words if word.text.casefold() in asked]
    heading = section.heading
    title = " ".join(text[heading.start : heading.end].split()) if heading is not None else ""
    place = heading or next(iter(demands), section.sentences[0])
    return Musts(title, place.start, place.end, len(words), len(demands))
