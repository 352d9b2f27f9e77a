"""Visiting cards of the unit's officers, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outreach.domain.handout import Theme
from outreach.domain.unit import Officer, Unit


@dataclass(frozen=True, slots=True)
class OfficerCard:
    """One officer's card; `code` is the vCard that its QR code holds, empty for none."""

    officer: Officer
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCards:
    """Ten cards of each officer, an A4 each. `language` is "sv", "en" or "both": the words of ours beside the details.

    `privacy`: where whoever writes to the officer learns what we keep (GDPR, article 13).
    """

    unit: Unit
    printed: date
    cards: tuple[OfficerCard, ...]
    language: str = "sv"
    theme: Theme = Theme.CLEAR
    light: bool = False
    privacy: str = ""
