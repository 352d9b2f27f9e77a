"""A letter to a supplier: its words, which the officer may change, and what the paper needs around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach.domain.unit import Unit


class SupplierLetterKind(StrEnum):
    """Why the supplier is written to: something was not as promised, or all of it was."""

    DEVIATION = "deviation"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class SupplierLetter:
    """The words. An empty line in `body` parts two paragraphs; line ends inside one stay. `language` is "sv" or "en"."""

    subject: str
    body: str
    language: str = "sv"


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """A letter as it is printed: sender, the addressee's lines, what it is about (contract and reference), and the words."""

    unit: Unit
    addressee: tuple[str, ...]
    about: tuple[str, ...]
    letter: SupplierLetter
    printed: date
