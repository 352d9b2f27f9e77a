"""What becomes of the lists of notified companies when a tender or a company goes, or two companies become one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.record import Kind

if TYPE_CHECKING:
    from outreach.storage.work import Work


def detach_notifications(work: Work, record_id: UUID) -> None:
    """Take a company that goes off the lists (its name stays: the list is still true); a tender's lists go with it."""
    for listed in work.notifications.of(record_id):
        work.delete(Kind.NOTIFICATION, listed.id)
    for listed in work.notifications.using(record_id):
        left = tuple(replace(one, company=None) if one.company == record_id else one for one in listed.companies)
        work.save(Kind.NOTIFICATION, replace(listed, companies=left))


def move_notifications(work: Work, old: UUID, new: UUID) -> None:
    """Let the lists name the company that two have become; it stands on each once."""
    for listed in work.notifications.using(old):
        has = any(one.company == new for one in listed.companies)
        kept = [one for one in listed.companies if one.company != old or not has]
        moved = tuple(replace(one, company=new) if one.company == old else one for one in kept)
        work.save(Kind.NOTIFICATION, replace(listed, companies=moved))
