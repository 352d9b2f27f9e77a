"""The log of a tender on paper: who met, when, what was said, how it was shared; whole for the diary, or with names masked.

Finished texts in the reader's language, so that the paper can be masked and read back as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outreach.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line or paragraph of an entry; `label` stands in front of it in bold ("Said", "Added 3 March")."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One talk, event, list, question or piece of information. `mark` says what is not done yet ("OPEN")."""

    title: str
    lines: tuple[PaperLine, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Entries under a heading; `none` is said where there are none."""

    title: str
    entries: tuple[PaperEntry, ...]
    none: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DialoguePaper:
    """The whole paper. `label` says what it is, `law` why it exists; `facts` are those of the tender and of the log.

    `entries` is how many talks stand on it.
    """

    unit: Unit
    printed: date
    label: str
    title: str
    facts: tuple[PaperLine, ...]
    law: tuple[str, ...]
    sections: tuple[PaperSection, ...]
    entries: int
    language: str = "sv"
    redacted: bool = False
