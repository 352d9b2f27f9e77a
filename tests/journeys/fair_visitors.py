"""Who comes to the booth: a row of visitors of which each can be told from all others, and what must be kept of each."""

from __future__ import annotations

from dataclasses import dataclass

_FIRST, _SECOND = ("b", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t", "v"), ("a", "e", "i", "o", "u", "å", "ä", "ö")
_GIVEN = ("Anna", "Björn", "Cecilia", "Dawit", "Elin", "Fatima", "Gustav", "Åsa", "Östen", "Ylva")
_TRADES = ("Bygg", "Måleri", "El", "Städ", "Åkeri", "Rör", "Skog")


@dataclass(frozen=True, slots=True)
class Visitor:
    """One visitor. `knows` says what the officer takes from the hints: "company", "person" or nothing."""

    number: int
    company: str
    person: str
    contact: str
    note: str
    knows: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """What is typed in which field."""
        return {"company": self.company, "person": self.person, "contact": self.contact, "note": self.note}

    @property
    def follows_up(self) -> bool:
        """Say whether something was promised."""
        return "!fre" in self.note


def visitor(number: int) -> Visitor:
    """Return visitor `number`, from 1. Every fifth works where the last one does; every ninth is the last one but one again."""
    promise = " !fre" if number % 4 == 0 else ""
    note = f"v{number:04} frågade om snöröjning #mässa{promise}"
    if number % 9 == 0:
        again = visitor(number - 2)
        return Visitor(number, again.company, again.person, "", note, "person")
    knows = "company" if number % 5 == 0 else ""
    company = visitor(number - 1).company if knows else f"{_word(number)} {_TRADES[number % len(_TRADES)]} AB"
    person = f"{_GIVEN[number % len(_GIVEN)]} {_word(number)}son"
    return Visitor(number, company, person, f"070-{number:03} {number % 97:02} 17", note, knows)


def number_in(text: str) -> int | None:
    """Return the number of the visitor whose note this is."""
    return int(text[1:5]) if text[:1] == "v" and text[1:5].isdecimal() else None


def _word(number: int) -> str:
    """Return a word that no other number has: "Bakel", "Dökem" …"""
    letters = ""
    for letter in range(3):
        first, number = number % len(_FIRST), number // len(_FIRST)
        letters += _FIRST[(first + 5 * letter) % len(_FIRST)] + _SECOND[(first + letter) % len(_SECOND)]
    return letters.capitalize() + "l"
