"""What is known of a name before a line is read: whether a company, or a person, of exactly this name is in the register.

The readers of captured lines are pure; who has a register (`services/known_names.py`) hands its look-up in. One that knows nothing
is the default, and then shapes alone decide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Known", "KnownNames", "nobody_known"]


@dataclass(frozen=True, slots=True)
class Known:
    """Whether a company and whether a person of one name are known."""

    company: bool = False
    person: bool = False

    @property
    def only_company(self) -> bool:
        """Say whether the name is a company's and no person's."""
        return self.company and not self.person

    @property
    def only_person(self) -> bool:
        """Say whether the name is a person's and no company's."""
        return self.person and not self.company


#: Looks one name up; asked only for the few names of a line.
KnownNames = Callable[[str], Known]


def nobody_known(_name: str) -> Known:
    """Know nothing of any name."""
    return Known()
