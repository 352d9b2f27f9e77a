"""A hint: whom, or which company, the letters that somebody types may mean; and how well a name fits them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from outreach.domain.record import Kind
from outreach.domain.search_text import plain, query_words, words


class Fit(IntEnum):
    """How a name fits what is typed, the best first."""

    BEGINS = 0
    """The name, or the family name, begins with it: "ber" and Bergs Bygg, Anna Berg."""
    WORD = 1
    """Each typed word begins a word of the name: "bygg ber" and Bergs Bygg."""
    ELSEWHERE = 2
    """It stands in a number, an address, a tag, a note or the company's name."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One company or person that is offered, with all that the offer shows.

    `contact` is the first telephone number as it is kept, or the first e-mail address of whoever has none; `title`,
    `company` and `company_id` are a person's first role.
    """

    kind: Kind
    id: UUID
    name: str
    contact: str = ""
    title: str = ""
    company: str = ""
    company_id: UUID | None = None


class Typed:
    """What is typed, made ready once for comparing it with many names."""

    def __init__(self, text: str) -> None:
        self.words = query_words(text)
        self._whole = " ".join(self.words)

    def fit(self, name: str, family: str = "") -> Fit:
        """Say how a name fits. å, ä and ö fit a, a and o, as in search; "åke" does not fit Ake."""
        written = words(name)
        bare = [plain(word) for word in written]
        for typed in self.words:
            if not any(_begins(one, two, typed) for one, two in zip(written, bare, strict=True)):
                return Fit.ELSEWHERE
        if _begins(" ".join(written), " ".join(bare), self._whole):
            return Fit.BEGINS
        last = " ".join(words(family))
        return Fit.BEGINS if last and _begins(last, plain(last), self._whole) else Fit.WORD


def _begins(written: str, bare: str, typed: str) -> bool:
    return written.startswith(typed) or bare.startswith(typed)
