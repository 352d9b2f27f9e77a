"""Notices become tenders: one tender for one procedure, renewed by each later notice, never doubled.

The notices of a procedure share its id (BT-04), versions of one notice share its id (BT-701). Planning notices and
consultations have no procedure yet: the notice that follows names them (BT-125), and takes their tender over, in whichever
order the two are read. A notice of an earlier stage or version than the tender already has only fills in what is missing.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outreach.domain.codes import valid_cpv
from outreach.domain.record import BOOKKEEPING, Kind
from outreach.domain.tender import Notice, Stage, Tender
from outreach.services import import_releases
from outreach.services.import_merge import earlier, filled_in, fingerprint, joined, replaced
from outreach.services.import_tally import Line, Tally, verdict

if TYPE_CHECKING:
    from outreach.storage.work import Work

_STAGES = list(Stage)
#: Marks in `origins`: a notice that made the tender (`formats/eforms.py` writes it), and one that its notice follows.
_NOTICE = "eforms-notice:"
_EARLIER = "eforms-earlier:"
_NOTICE_REFERENCE = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-\d{1,2})?")


class NoticeImporter:
    """Keeps the notices of one file."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def keep(self, notice: Notice, file: str, tally: Tally) -> None:
        """Keep one notice and enter it in the account."""
        tender = replace(notice.tender, cpv=tuple(code for code in notice.tender.cpv if valid_cpv(code)))
        earlier_ones = tuple(f"{_EARLIER}{one}" for one in _ids(notice.earlier_notices))
        tender = replace(tender, origins=joined(tender.origins, earlier_ones))
        own = import_releases.own_tender(self._work, notice)
        if own is not None:
            tally.lines.append(Line(file, Kind.TENDER, own.title, tender.buyer, "same", 0, own.id))
            return
        known = self._known(tender) or self._planned(tender) or self._follower(tender)
        content = fingerprint(f"{notice.form}-content", notice.tender, "id", "version", "origins")
        if known is not None and content in known.origins:
            tally.lines.append(Line(file, Kind.TENDER, known.title, tender.buyer, "same", 0, known.id))
            return
        tender = replace(tender, origins=(*tender.origins, content))
        merged = tender if known is None else self._merged(known, tender, notice)
        before = known.version if known else 0
        saved = self._work.save(Kind.TENDER, merged)
        detail = ", ".join(part for part in (tender.buyer, tender.notice_id) if part)
        tally.lines.append(Line(file, Kind.TENDER, saved.title, detail, verdict(before, saved.version), 0, saved.id))

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

    def _merged(self, known: Tender, tender: Tender, notice: Notice) -> Tender:
        edited = earlier(self._work, known.id).edited
        tender = import_releases.completed(known, tender, notice)
        known = import_releases.making_way(known, notice, edited)
        origins = joined(known.origins, tender.origins)
        values: dict[str, Any] = {
            field.name: getattr(tender, field.name)
            for field in dataclasses.fields(tender)
            if field.name not in BOOKKEEPING and field.name not in ("origins", "tags", "notes")
        }
        if _is_older(tender, known):
            return replace(_filled(known, values), origins=origins)
        return replace(replaced(known, values, edited), origins=origins, withheld=tender.withheld)


def _continues(plan: Tender, later: Tender) -> bool:
    """Say whether a notice goes on with a whole plan; of a plan with several parts, one procedure may take a single part."""
    return not plan.procedure_id and len(plan.lots) <= max(1, len(later.lots))


def _ids(references: tuple[str, ...]) -> tuple[str, ...]:
    """Return the notice ids among references to earlier notices, without version (`<uuid>-01`)."""
    matches = (_NOTICE_REFERENCE.fullmatch(one.strip().lower()) for one in references)
    return tuple(dict.fromkeys(match.group(1) for match in matches if match))


def _filled(known: Tender, values: dict[str, Any]) -> Tender:
    scalars = {name: value for name, value in values.items() if not isinstance(value, tuple)}
    lists = {name: value for name, value in values.items() if isinstance(value, tuple) and not getattr(known, name)}
    return filled_in(known, scalars | lists)


def _is_older(tender: Tender, known: Tender) -> bool:
    """Say whether a notice is of an earlier version, or of an earlier stage, than what the tender has."""
    if tender.notice_id and tender.notice_id == known.notice_id and tender.notice_id == tender.procedure_id:
        return import_releases.is_earlier(tender, known)
    if tender.notice_id and tender.notice_id == known.notice_id:
        return _number(tender.notice_version) < _number(known.notice_version)
    return _STAGES.index(tender.stage) < _STAGES.index(known.stage)


def _number(version: str) -> int:
    return int(version) if version.isdecimal() else 0
