"""The tables that the unit edits itself: rules, plain words, industries and their codes."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Table

from outreach.domain.record import Kind
from outreach.domain.rule import IndustryLink, PlainWord, Rule
from outreach.storage import tables
from outreach.storage.store import Store


class RuleStore(Store[Rule]):
    """The unit's rules."""

    kind: ClassVar[Kind] = Kind.RULE
    table: ClassVar[Table] = tables.rule
    record_type = Rule

    def columns_of(self, record: Rule) -> dict[str, Any]:
        """The key and the first day."""
        return {"key": record.key, "valid_from": record.valid_from}


class PlainWordStore(Store[PlainWord]):
    """The unit's own plain words."""

    kind: ClassVar[Kind] = Kind.PLAIN_WORD
    table: ClassVar[Table] = tables.plain_word
    record_type = PlainWord

    def columns_of(self, record: PlainWord) -> dict[str, Any]:
        """The word and its language."""
        return {"word": record.word, "language": record.language}


class IndustryLinkStore(Store[IndustryLink]):
    """Industries and their codes."""

    kind: ClassVar[Kind] = Kind.INDUSTRY_LINK
    table: ClassVar[Table] = tables.industry_link
    record_type = IndustryLink

    def columns_of(self, record: IndustryLink) -> dict[str, Any]:
        """The industry."""
        return {"sni": record.sni}
