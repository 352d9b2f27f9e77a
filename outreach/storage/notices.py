"""Notices, who was notified, and watched searches."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Table

from outreach.domain.notice import KeptNotice, Notification, Watch
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.storage import tables
from outreach.storage.store import Store


class NoticeStore(Store[KeptNotice]):
    """The notices, each version one record."""

    kind: ClassVar[Kind] = Kind.NOTICE
    table: ClassVar[Table] = tables.notice
    record_type = KeptNotice

    def columns_of(self, record: KeptNotice) -> dict[str, Any]:
        """The tender, the notice's id and version, and its day."""
        return {
            "tender": record.tender,
            "notice_id": record.notice_id,
            "notice_version": record.notice_version,
            "published": record.published,
        }

    def of(self, tender: UUID) -> list[KeptNotice]:
        """Return the notices of a tender, the oldest first."""
        return sorted(self.all(self.table.c.tender == tender), key=lambda one: (one.read, one.notice_version))

    def version_of(self, notice_id: str, notice_version: str) -> list[KeptNotice]:
        """Return what is kept of one version of a notice."""
        c = self.table.c
        return self.all(c.notice_id == notice_id, c.notice_version == notice_version)


class NotificationStore(Store[Notification]):
    """The lists of companies that were told."""

    kind: ClassVar[Kind] = Kind.NOTIFICATION
    table: ClassVar[Table] = tables.notification
    record_type = Notification

    def columns_of(self, record: Notification) -> dict[str, Any]:
        """The tender and the moment."""
        return {"tender": record.tender, "at": record.at}

    def of(self, tender: UUID) -> list[Notification]:
        """Return the lists of a tender, the latest first."""
        return sorted(self.all(self.table.c.tender == tender), key=lambda one: one.at, reverse=True)

    def using(self, company: UUID) -> list[Notification]:
        """Return the lists that name a company."""
        found = self.all(self.table.c.body["companies"].as_string().contains(str(company)))
        return [one for one in found if any(told.company == company for told in one.companies)]


class WatchStore(Store[Watch]):
    """The watched searches."""

    kind: ClassVar[Kind] = Kind.WATCH
    table: ClassVar[Table] = tables.watch
    record_type = Watch

    def columns_of(self, record: Watch) -> dict[str, Any]:
        """Name and order."""
        return {"name": record.name, "sort": sort_key(record.name)}
