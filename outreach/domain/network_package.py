"""What municipalities send each other: items of seven sorts, each with the few fields that may leave the house.

No person and no conversation is ever among them. An item is plain data (texts, figures, lists of these), never a record: what
is not named in `FIELDS` cannot be in a package.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from outreach.language import N_

#: What this program writes, and the newest that it reads.
FORMAT_VERSION = 1


class Sort(StrEnum):
    """The sorts of a package's items; the value is the word used in files and on the command line."""

    TEMPLATES = "templates"
    QUESTIONS = "questions"
    INQUIRIES = "inquiries"
    WORDS = "words"
    FLYERS = "flyers"
    REQUIREMENTS = "requirements"
    TENDERS = "tenders"


SORT_LABELS = {
    Sort.TEMPLATES: N_("Event templates"),
    Sort.QUESTIONS: N_("Questions and answers"),
    Sort.INQUIRIES: N_("Answers of colleagues"),
    Sort.WORDS: N_("Plain words"),
    Sort.FLYERS: N_("Flyer texts"),
    Sort.REQUIREMENTS: N_("Requirement cards"),
    Sort.TENDERS: N_("Coming tenders"),
}

#: All that an item of a sort may say. What is not here is not written and not read.
FIELDS: Mapping[Sort, tuple[str, ...]] = {
    Sort.TEMPLATES: (
        "name", "kind", "title", "starts", "minutes", "place", "description", "tags", "recurrence", "answer_days", "build_up",
        "tear_down", "outline",
    ),
    Sort.QUESTIONS: ("text", "answer", "answered", "public", "source", "tags"),
    Sort.INQUIRIES: ("title", "text", "cpv", "tags", "answers"),
    Sort.WORDS: ("word", "language", "forms", "plain", "explanation"),
    Sort.FLYERS: ("title", "text", "language", "cpv"),
    Sort.REQUIREMENTS: ("title", "buyer", "cpv", "year", "requirements", "bids", "appealed", "contact", "link"),
    Sort.TENDERS: ("title", "buyer", "cpv", "expected", "deadline", "link"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a package. `key` is its id where it was made, the same in each package; `credit` who made it, empty: the origin.

    `data` holds plain JSON values by the names of `FIELDS`.
    """

    sort: Sort
    key: str
    data: Mapping[str, Any] = field(default_factory=dict)
    credit: str = ""

    @property
    def title(self) -> str:
        """The words by which people know it."""
        said = next((self.data.get(name) for name in ("title", "text", "word", "name") if self.data.get(name)), "")
        return " ".join(str(said).split())

    @property
    def print(self) -> str:
        """Its fingerprint: the same for the same content, whoever made it and wherever it lies."""
        return fingerprint(self.sort, self.data)


@dataclass(frozen=True, slots=True)
class Package:
    """What one file holds: from which municipality, made on which day, and its items."""

    origin: str
    made: date
    items: tuple[Item, ...] = ()
    version: int = FORMAT_VERSION


def fingerprint(sort: Sort, data: Mapping[str, Any]) -> str:
    """Return 32 hexadecimal digits that stand for the content; empty values count as not there."""
    told = {name: value for name in FIELDS[sort] if (value := data.get(name)) not in (None, "", [], {})}
    text = json.dumps([sort.value, told], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text in plain data, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from texts_of(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_of(one)
