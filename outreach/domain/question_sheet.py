"""Questions that suppliers ask and our answers, on paper: everybody gets the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from outreach.domain.handout import Theme
from outreach.domain.question import Question
from outreach.domain.tender import Tender
from outreach.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions about one tender; about none (`tender` None) they are about doing business with us."""

    tender: Tender | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSheet:
    """The sheet, ready to draw. All questions in `groups` are public; who asked is known nowhere.

    `heading` is the officer's own, empty for the usual one. `event_title` stands above the heading. `empty_lines` are lines
    to write new questions on. `language` is "sv", "en" or "both". `tags` stand below the heading: the questions are those that
    carry them.
    """

    unit: Unit
    printed: date
    groups: tuple[QuestionGroup, ...]
    heading: str = ""
    event_title: str = ""
    empty_lines: int = 0
    language: str = "sv"
    theme: Theme = Theme.CLEAR
    light: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopSheet(QuestionSheet):
    """The questions that were asked most in `year`, the most first, in one group; `times` is how often, by id.

    `hidden` is how many of the most asked are left out because they are not public.
    """

    year: int
    times: Mapping[UUID, int] = field(default_factory=dict)
    hidden: int = 0
