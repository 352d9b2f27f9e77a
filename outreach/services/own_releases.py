"""Our own open data that comes home: a release that was exported from a tender of this workspace tells nothing new of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.tender import Notice, Tender

if TYPE_CHECKING:
    from outreach.storage.work import Work

_ENDS_IN_ID = re.compile(r".*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)


def own_tender(work: Work, notice: Notice) -> Tender | None:
    """Return our own tender that a release was exported from: its ocid ends in the tender's id (`formats/ocds_write.py`)."""
    match = _ENDS_IN_ID.fullmatch(notice.notice_id) if notice.form == "ocds" else None
    return work.tenders.get(UUID(match[1])) if match else None
