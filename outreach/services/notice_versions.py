"""Each version of each notice is kept; what all notices of a procedure say together does not depend on who was read first."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.notice import KeptNotice
from outreach.domain.notice_order import in_force, ordered, stage_of
from outreach.domain.record import BOOKKEEPING, Kind
from outreach.domain.tender import Lot, LotResult, Notice, Stage, Tender, ValueClass, value_class
from outreach.services.import_merge import says_something

if TYPE_CHECKING:
    from outreach.storage.work import Work

#: Fields of a tender that no notice tells.
_OURS = BOOKKEEPING | {"origins", "tags", "notes", "officer", "readability", "renews"}
_TOLD = tuple(field.name for field in dataclasses.fields(Tender) if field.name not in _OURS)
#: What a publisher adds to a notice: the same version with and without them is the same.
_PUBLISHED = ("publication_number", "link")
#: Kinds whose notices may tell of some lots only; all others name every lot that there is.
_AFTER_THE_AWARD = frozenset({"dir-awa-pre", "result", "cont-modif", "completion"})


def kept_notice(notice: Notice, tender: UUID, work: Work, file: str) -> KeptNotice:
    """Return the record of one version of a notice, not saved yet."""
    return KeptNotice(
        tender=tender,
        notice_id=notice.notice_id,
        notice_version=notice.notice_version,
        form=notice.form,
        kind=notice.kind,
        subtype=notice.subtype,
        published=notice.publication_date,
        dispatched=notice.dispatched,
        publication_number=notice.publication_number,
        changes_notice=notice.changes_notice,
        languages=notice.languages,
        language_used=notice.language_used,
        deadline_texts=notice.deadline_texts,
        makeshift=notice.makeshift,
        said=replace(notice.tender, id=tender, origins=()),
        read=work.now,
        file=file,
    )


def known_version(work: Work, notice: KeptNotice) -> KeptNotice | None:
    """Return the kept version that says the same as this one; None if there is none.

    Of one version two texts may come, when a buyer's system corrects it without a new number: both are kept.
    """
    found = work.notices.version_of(notice.notice_id, notice.notice_version)
    return next((one for one in found if one.form == notice.form and _says_the_same(one, notice)), None)


def keep_version(work: Work, notice: KeptNotice) -> KeptNotice | None:
    """Keep one version of a notice; None when it is known already. What its publication adds is filled in.

    Its tender must be saved before.
    """
    return keep_beside(work, notice, known_version(work, notice))


def tells_nothing_new(notice: KeptNotice, known: KeptNotice | None) -> bool:
    """Say whether a version is known with everything that it tells, its publication included."""
    return known is not None and not _adds_publication(known, notice)


def keep_beside(work: Work, notice: KeptNotice, known: KeptNotice | None) -> KeptNotice | None:
    """Keep one version, of which `known` is what is kept already."""
    if known is None:
        return work.save(Kind.NOTICE, notice)
    if _adds_publication(known, notice):
        published = {"published": notice.published, "publication_number": notice.publication_number, "said": notice.said}
        return work.save(Kind.NOTICE, replace(known, **published))  # type: ignore[arg-type]
    return None


def told_by(notices: Sequence[KeptNotice]) -> dict[str, Any]:
    """Return what notices of one procedure say together, by field of `Tender`; only fields of which one says something.

    A later notice goes before an earlier one, in the order of `domain/notice_order.py`. Lots and results come from notices
    in force alone: what a corrected version no longer names is gone.
    """
    told: dict[str, Any] = {}
    for one in ordered(notices):
        for name in _TOLD if one.said else ():
            value = getattr(one.said, name)
            if says_something(value) and not (name in one.makeshift and name in told):
                told[name] = value
    standing = in_force(notices)
    told["lots"] = _lots(standing) or told.get("lots", ())
    told["results"] = _results(standing)
    told["withheld"] = bool(standing and standing[-1].said and standing[-1].said.withheld)
    if standing:
        told["stage"] = _stage(standing, told["results"])
    size = value_class(told.get("value"))
    if size is not ValueClass.UNKNOWN:
        told["value_class"] = size
    return told


def _adds_publication(known: KeptNotice, notice: KeptNotice) -> bool:
    return bool(notice.publication_number) and not known.publication_number


def as_notice(tender: Tender, work: Work) -> KeptNotice:
    """Return what a tender says that came in before notices were kept, as if its latest notice had said it."""
    return KeptNotice(
        id=tender.id,
        tender=tender.id,
        notice_id=tender.notice_id,
        notice_version=tender.notice_version,
        kind=tender.notice_kind,
        publication_number=tender.publication_number,
        said=tender,
        read=work.now,
    )


def _says_the_same(one: KeptNotice, other: KeptNotice) -> bool:
    apart = (*_OURS, *_PUBLISHED)
    names = [field.name for field in dataclasses.fields(Tender) if field.name not in apart]
    return all(getattr(one.said, name, None) == getattr(other.said, name, None) for name in names)


def _stage(standing: Sequence[KeptNotice], results: tuple[LotResult, ...]) -> Stage:
    last = standing[-1]
    if last.form == "eforms" and last.kind in _AFTER_THE_AWARD:
        # One result may close a lot and another one, sent on another day, award the rest.
        kinds = {one.kind for one in standing}
        found = stage_of("result" if "result" in kinds else last.kind, results)
        if found is not None:
            return found
    return last.said.stage if last.said else Stage.IDEA


def _lots(standing: Sequence[KeptNotice]) -> tuple[Lot, ...]:
    lots: dict[str, Lot] = {}
    for one in standing:
        new = {lot.number: lot for lot in one.said.lots} if one.said else {}
        if not new:
            continue
        joined = {number: _filled(lot, lots.get(number)) for number, lot in new.items()}
        lots = lots | joined if one.kind in _AFTER_THE_AWARD and not _is_plan(lots) else joined
    return tuple(lots.values())


def _is_plan(lots: dict[str, Lot]) -> bool:
    return any(lot.is_part for lot in lots.values())


def _results(standing: Sequence[KeptNotice]) -> tuple[LotResult, ...]:
    results: dict[str, LotResult] = {}
    for one in standing:
        for result in one.said.results if one.said else ():
            results[result.number] = _filled(result, results.get(result.number))
    return tuple(results.values())


def _filled(new: Any, old: Any) -> Any:
    """Return a lot or result with what an earlier notice said of it where it says nothing itself."""
    if old is None or getattr(old, "is_part", False) != getattr(new, "is_part", False):
        return new
    names = [field.name for field in dataclasses.fields(new)]
    silent = [name for name in names if _is_silent(new, name)]
    return replace(new, **{name: getattr(old, name) for name in silent})


def _is_silent(record: Any, name: str) -> bool:
    if isinstance(record, LotResult):
        counted = record.bids is not None or record.bids_at_least > 0
        hidden = {"BT-759", "BT-760"} & set(record.withheld)
        if name in ("bids", "bids_at_least", "counts"):
            return not counted and not hidden
        if name == "winners" and record.outcome in ("clos-nw", "open-nw"):
            return False
    value = getattr(record, name)
    return value is None or value == "" or value == ()
