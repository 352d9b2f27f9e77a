"""Which notice of a procedure comes after which, and what they say of its stage together: order of import never decides.

Kinds are those of the code list "form-type" (BT-03).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time

from outreach.domain.notice import KeptNotice
from outreach.domain.tender import LotResult, Stage

_STAGES = {
    "consultation": Stage.DIALOGUE,
    "planning": Stage.PLANNED,
    "competition": Stage.ADVERTISED,
    "dir-awa-pre": Stage.CONTRACT,
    "result": Stage.CONTRACT,
    "cont-modif": Stage.CONTRACT,
    "completion": Stage.CONTRACT,
}
_PLACES = {kind: number for number, kind in enumerate(_STAGES)}
_STAGE_PLACES = {
    Stage.IDEA: -1,
    Stage.DIALOGUE: _PLACES["consultation"],
    Stage.PLANNED: _PLACES["planning"],
    Stage.ADVERTISED: _PLACES["competition"],
}
_LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)


def stage_of(kind: str, results: Iterable[LotResult]) -> Stage | None:
    """Return the stage that a kind of notice means; None for a kind that is not known.

    A result without any winner is no contract: all lots closed means called off, and a lot that is still open (open-nw)
    means that the evaluation goes on.
    """
    if kind != "result":
        return _STAGES.get(kind)
    outcomes = {one.outcome for one in results}
    if outcomes == {"clos-nw"}:
        return Stage.CANCELLED
    return Stage.EVALUATION if outcomes and outcomes <= {"open-nw", "clos-nw"} else Stage.CONTRACT


def version_key(version: str) -> tuple[int, str]:
    """Return what versions are sorted by: eForms counts them (BT-757), OCDS begins them with the release's date and time."""
    return int(version) if version.isascii() and version.isdecimal() else 0, version


def place_of(notice: KeptNotice) -> tuple[int, datetime, tuple[int, str], str]:
    """Return what notices of one procedure are sorted by: kind, when it was sent or published, version, id."""
    stage = notice.said.stage if notice.said else Stage.IDEA
    place = _PLACES.get(notice.kind, _STAGE_PLACES.get(stage, _PLACES["result"]))
    return place, sent(notice), version_key(notice.notice_version), notice.notice_id


def sent(notice: KeptNotice) -> datetime:
    """Return when a notice was sent, else the day it was published, else long ago (aware, UTC)."""
    if notice.dispatched is not None:
        return notice.dispatched
    return datetime.combine(notice.published, time(), UTC) if notice.published else _LONG_AGO


def ordered(notices: Iterable[KeptNotice]) -> list[KeptNotice]:
    """Return notices from the first to the last of their procedure."""
    return sorted(notices, key=place_of)


def changed_by(notice: KeptNotice, others: Sequence[KeptNotice]) -> KeptNotice | None:
    """Return the version that a notice takes the place of: an earlier one of its own, else the notice that it changes (BT-758).

    Of several, the latest; None for a first version.
    """
    key = (version_key(notice.notice_version), sent(notice), notice.read)
    own = [
        one
        for one in others
        if one.id != notice.id
        and one.notice_id == notice.notice_id
        and (version_key(one.notice_version), sent(one), one.read) < key
    ]
    changed = notice.changes_notice.lower()
    named = [one for one in others if changed and one.id != notice.id and _is_named(one, changed)]
    found = own or named
    return max(found, key=lambda one: (version_key(one.notice_version), sent(one), one.read), default=None)


def in_force(notices: Sequence[KeptNotice]) -> list[KeptNotice]:
    """Return the notices that no later version has taken the place of, in order.

    Releases of OCDS tell of one step each and take nobody's place.
    """
    replaced = set()
    for one in notices:
        if one.form == "ocds":
            continue
        before = changed_by(one, notices)
        while before is not None and before.id not in replaced:
            replaced.add(before.id)
            before = changed_by(before, notices)
    return [one for one in ordered(notices) if one.id not in replaced]


def _is_named(notice: KeptNotice, reference: str) -> bool:
    """Say whether a reference to a notice, with version (`<uuid>-01`) or without, names this one."""
    own = notice.notice_id.lower()
    return bool(own) and reference in (own, f"{own}-{notice.notice_version.lower()}")
