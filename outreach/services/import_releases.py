"""Releases of OCDS beside what is known of their process: each tells a part, and what it does not tell stays.

A release that holds an award alone has no title and no lots; lots and results are lists whose entries have a number, and are
joined by it (OCDS 1.1, "Merging").
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.tender import Lot, LotResult, Notice, Tender
from outreach.services.import_merge import says_something

if TYPE_CHECKING:
    from outreach.storage.work import Work

#: Mark in `origins`: the title came from a release that has none of its own, and gives way to one that has.
MAKESHIFT = "ocds-makeshift-title:"
_ENDS_IN_ID = re.compile(r".*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)


def own_tender(work: Work, notice: Notice) -> Tender | None:
    """Return our own tender that a release was exported from: its ocid ends in the tender's id (`formats/ocds_write.py`)."""
    match = _ENDS_IN_ID.fullmatch(notice.notice_id) if notice.form == "ocds" else None
    return work.tenders.get(UUID(match[1])) if match else None


def completed(known: Tender, tender: Tender, notice: Notice) -> Tender:
    """Return what a release tells, with what it leaves to earlier ones. Notices of other forms come back untouched."""
    if notice.form != "ocds":
        return tender
    kept = {name: getattr(known, name) for name in notice.makeshift}
    origins = tuple(one for one in tender.origins if not one.startswith(MAKESHIFT))
    lots = _joined(known.lots, tender.lots)
    return replace(tender, **kept, origins=origins, lots=lots, results=_joined(known.results, tender.results))


def making_way(known: Tender, notice: Notice, edited: frozenset[str]) -> Tender:
    """Return what is known without a title that was only makeshift, where a release tells the real one."""
    origins = tuple(one for one in known.origins if not one.startswith(MAKESHIFT))
    if origins == known.origins or notice.makeshift:
        return known
    return replace(known, origins=origins, title=known.title if "title" in edited else "")


def is_earlier(tender: Tender, known: Tender) -> bool:
    """Say whether a release is older than the one that a tender has; both are of the same process."""
    dated = all(re.match(r"[0-9]{4}-", one.notice_version) for one in (tender, known))
    return dated and tender.notice_version < known.notice_version


def _joined(kept: tuple[Any, ...], more: tuple[Any, ...]) -> tuple[Any, ...]:
    result: dict[str, Lot | LotResult] = {one.number: one for one in kept}
    for one in more:
        before = result.get(one.number)
        result[one.number] = one if before is None else _renewed(before, one)
    return tuple(result.values()) if more else ()


def _renewed(before: Any, after: Any) -> Any:
    told = {
        field.name: value
        for field in dataclasses.fields(after)
        if says_something(value := getattr(after, field.name)) or (field.name == "bids" and value is not None)
    }
    both = replace(before, **told)
    return replace(both, bids_at_least=0) if getattr(both, "bids", None) is not None else both
