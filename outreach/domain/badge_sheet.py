"""Name badges, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outreach.domain.handout import Theme
from outreach.domain.label_sheets import LabelSheet
from outreach.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge: a name and a company, nothing else. An empty `name` is a badge to write on.

    `card` is what a QR code on it holds (a vCard), empty for none. It is empty unless the officer asks for it: a code can be
    read by anybody's telephone from across the room, and the guest whose details it holds does not notice.
    """

    name: str
    company: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeSheet:
    """Badges in the order in which they are handed out. `first_label` (from 1) leaves the used places of the first sheet free.

    `event_title` stands small on each, and so does `privacy`: where the guest learns what we keep (GDPR, article 13). `language` is
    "sv" or "en".
    """

    unit: Unit
    printed: date
    labels: LabelSheet
    badges: tuple[Badge, ...]
    first_label: int = 1
    event_title: str = ""
    privacy: str = ""
    language: str = "sv"
    theme: Theme = Theme.CLEAR
    light: bool = False
