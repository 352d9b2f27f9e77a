"""Notices become tenders: one tender for one procedure, renewed by each later notice, never doubled.

The notices of a procedure share its id (BT-04), versions of one notice share its id (BT-701). Planning notices and
consultations have no procedure yet: the notice that follows names them (BT-125), and takes their tender over, in whichever
order the two are read. Each version of each notice is kept (`notice_versions.py`), and the tender is what all of them say.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.codes import valid_cpv
from outreach.domain.notice import KeptNotice
from outreach.domain.record import Kind
from outreach.domain.tender import Notice, Tender
from outreach.domain.when import home_day
from outreach.services.bid_counts import with_own_counts
from outreach.services.import_merge import earlier, joined, replaced
from outreach.services.import_tally import Line, Tally
from outreach.services.notice_versions import (
    as_notice,
    keep_beside,
    kept_notice,
    known_version,
    tells_nothing_new,
    told_by,
)
from outreach.services.own_releases import own_tender
from outreach.services.tender_joining import join_tenders
from outreach.services.winners import from_results

if TYPE_CHECKING:
    from outreach.storage.work import Work

#: Marks in `origins`: a notice that made the tender (`formats/eforms.py` writes it), and one that its notice follows.
_NOTICE = "eforms-notice:"
_EARLIER = "eforms-earlier:"
_NOTICE_REFERENCE = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-\d{1,2})?")


class NoticeImporter:
    """Keeps the notices of one file."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def keep(self, notice: Notice, file: str, tally: Tally) -> None:
        """Keep one version of a notice, renew its tender, and enter that in the account."""
        tender = replace(notice.tender, cpv=tuple(code for code in notice.tender.cpv if valid_cpv(code)))
        earlier_ones = tuple(f"{_EARLIER}{one}" for one in _ids(notice.earlier_notices))
        tender = replace(tender, origins=joined(tender.origins, earlier_ones))
        notice = replace(notice, tender=tender)
        own = own_tender(self._work, notice)
        if own is not None:
            tally.lines.append(Line(file, Kind.TENDER, own.title, _detail(tender), "same", 0, own.id))
            return
        known = self._with_its_plan(self._known(tender), tender) or self._planned(tender) or self._follower(tender)
        version = kept_notice(notice, known.id if known else tender.id, self._work, Path(file).name)
        before = known_version(self._work, version)
        if known is not None and tells_nothing_new(version, before):
            self._winners_of(known, file, tender, tally)
            return
        merged = with_notice_day(tender, [version]) if known is None else self._merged(known, version, tender.origins)
        saved = self._work.save(Kind.TENDER, merged)
        keep_beside(self._work, version, before)
        from_results(self._work, saved)
        what = "new" if known is None else "update"
        tally.touch(Kind.TENDER, known, saved, what)
        tally.told.add(saved.id)
        tally.lines.append(Line(file, Kind.TENDER, saved.title, _detail(tender), what, 0, saved.id))

    def _winners_of(self, known: Tender, file: str, tender: Tender, tally: Tally) -> None:
        """Enter a notice that tells nothing new; of a register that knew no bids when it first came in, its winners."""
        has_bids = bool(self._work.bids.of(known.id))
        written = [] if has_bids else from_results(self._work, known)
        if written:
            tally.touch(Kind.TENDER, known, known, "update")
        what = "update" if written else "same"
        tally.lines.append(Line(file, Kind.TENDER, known.title, _detail(tender), what, 0, known.id))

    def _known(self, tender: Tender) -> Tender | None:
        for origin in tender.origins:
            found = [] if origin.startswith(_EARLIER) else self._work.tenders.by_term("origin", origin)
            if found:
                return found[0]
        return None

    def _planned(self, tender: Tender) -> Tender | None:
        """Return the tender of the planning notice that this one follows, unless another procedure has it already."""
        for origin in tender.origins:
            if origin.startswith(_EARLIER):
                found = self._work.tenders.by_term("origin", f"{_NOTICE}{origin.removeprefix(_EARLIER)}")
                for plan in found:
                    if _continues(plan, tender):
                        return plan
        return None

    def _follower(self, tender: Tender) -> Tender | None:
        """Return the tender whose notice names this one as an earlier notice, if it is the only one."""
        found = (
            self._work.tenders.by_term("origin", f"{_EARLIER}{tender.notice_id.lower()}") if tender.notice_id else []
        )
        return found[0] if len(found) == 1 and _continues(tender, found[0]) else None

    def _with_its_plan(self, known: Tender | None, tender: Tender) -> Tender | None:
        """Return a known tender, joined with the one that its planning notice had made before anybody knew of the procedure."""
        plan = self._planned(tender) if known is not None else None
        if known is None or plan is None or plan.id == known.id:
            return known
        return join_tenders(self._work, known, plan)

    def _merged(self, known: Tender, version: KeptNotice, origins: tuple[str, ...]) -> Tender:
        """Return a tender as all its notices tell it; what an officer has edited stays."""
        notices = self._work.notices.of(known.id)
        if known.notice_id and not notices:
            notices = [as_notice(known, self._work)]
        told = told_by([*notices, version])
        said_before = told_by(notices)["results"] if notices else ()
        told["results"] = with_own_counts(told["results"], said_before, known.results)
        # An officer edits no results, only the numbers of bids in them: those are seen to.
        edited = earlier(self._work, known.id).edited - {"results"}
        renewed = with_notice_day(replaced(known, told, edited), [*notices, version], edited)
        if "withheld" not in edited:
            renewed = replace(renewed, withheld=told["withheld"])
        return replace(renewed, origins=joined(known.origins, origins))


def with_notice_day(tender: Tender, notices: Iterable[KeptNotice], edited: Container[str] = ()) -> Tender:
    """Return a tender with the day on which its contract notice was published: the earliest; what an officer wrote stays.

    A notice that has no publication date yet counts from the day it was sent.
    """
    days = [one.published or (home_day(one.dispatched) if one.dispatched else None) for one in notices if one.kind == "competition"]
    known = [day for day in days if day is not None]
    return replace(tender, advertised=min(known)) if known and "advertised" not in edited else tender


def _detail(tender: Tender) -> str:
    return ", ".join(part for part in (tender.buyer, tender.notice_id) if part)


def _continues(plan: Tender, later: Tender) -> bool:
    """Say whether a notice goes on with a whole plan; of a plan with several parts, one procedure may take a single part."""
    return not plan.procedure_id and len(plan.lots) <= max(1, len(later.lots))


def _ids(references: tuple[str, ...]) -> tuple[str, ...]:
    """Return the notice ids among references to earlier notices, without version (`<uuid>-01`)."""
    matches = (_NOTICE_REFERENCE.fullmatch(one.strip().lower()) for one in references)
    return tuple(dict.fromkeys(match.group(1) for match in matches if match))
