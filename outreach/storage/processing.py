"""Purposes of processing, retention rules and what people are told."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Table

from outreach.domain.processing import PrivacyText, Purpose, RetentionRule
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.storage import tables
from outreach.storage.store import Store


class PurposeStore(Store[Purpose]):
    """The purposes."""

    kind: ClassVar[Kind] = Kind.PURPOSE
    table: ClassVar[Table] = tables.purpose
    record_type = Purpose

    def columns_of(self, record: Purpose) -> dict[str, Any]:
        """Key and name."""
        return {"key": record.key, "sort": sort_key(record.name)}


class RetentionRuleStore(Store[RetentionRule]):
    """The retention rules."""

    kind: ClassVar[Kind] = Kind.RETENTION_RULE
    table: ClassVar[Table] = tables.retention_rule
    record_type = RetentionRule

    def columns_of(self, record: RetentionRule) -> dict[str, Any]:
        """Name and purpose."""
        return {"sort": sort_key(record.name), "purpose": record.purpose}


class PrivacyTextStore(Store[PrivacyText]):
    """The versions of what people are told."""

    kind: ClassVar[Kind] = Kind.PRIVACY_TEXT
    table: ClassVar[Table] = tables.privacy_text
    record_type = PrivacyText

    def columns_of(self, record: PrivacyText) -> dict[str, Any]:
        """Language and first day."""
        return {"language": record.language, "valid_from": record.valid_from}
