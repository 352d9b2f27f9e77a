"""Two tenders that turn out to be one: a plan, and the procedure that a later notice says it became."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.record import Kind
from outreach.domain.tender import Tender, advertised_on
from outreach.services.bid_links import move_bids_to_tender
from outreach.services.contract_links import move_tender
from outreach.services.import_merge import joined, with_lines

if TYPE_CHECKING:
    from outreach.storage.work import Work


def join_tenders(work: Work, stays: Tender, goes: Tender) -> Tender:
    """Let one tender take in another with its notices and all that names it, and return it as it stands now.

    What the notices tell is put together from all of them afterwards; here only what officers wrote comes along: notes, tags,
    the officer, the day on which it was advertised, and what the pipeline knows of the contract before and after.
    """
    for notice in work.notices.of(goes.id):
        said = replace(notice.said, id=stays.id) if notice.said else None
        work.save(Kind.NOTICE, replace(notice, tender=stays.id, said=said))
    for notification in work.notifications.of(goes.id):
        work.save(Kind.NOTIFICATION, replace(notification, tender=stays.id))
    move_bids_to_tender(work, goes.id, stays.id)
    with work.moving():
        _rename(work, goes.id, stays.id)
    # The tender that stays may itself renew the one that goes, or the other way round: nothing renews itself.
    renews = next((one for one in (stays.renews, goes.renews) if one not in (None, stays.id, goes.id)), None)
    whole = replace(
        stays,
        notes=with_lines(stays.notes, goes.notes),
        tags=joined(stays.tags, goes.tags),
        officer=stays.officer or goes.officer,
        origins=joined(stays.origins, goes.origins),
        renews=renews,
        option_months=goes.option_months if stays.option_months is None else stays.option_months,
        planning_notice_sent=stays.planning_notice_sent or goes.planning_notice_sent,
        result_notice_sent=stays.result_notice_sent or goes.result_notice_sent,
        not_renewed=stays.not_renewed or goes.not_renewed,
        # What froze the talks about the one freezes them still.
        advertised=min((one for one in (stays.advertised, advertised_on(goes)) if one), default=None),
        appealed=goes.appealed if stays.appealed is None else stays.appealed,
        no_contract=stays.no_contract or goes.no_contract,
        readability=tuple(sorted({*stays.readability, *goes.readability}, key=lambda one: one.at)),
    )
    work.delete(Kind.TENDER, goes.id)
    return work.save(Kind.TENDER, whole)


def _rename(work: Work, old: UUID, new: UUID) -> None:
    for kind, records in (
        (Kind.MEETING, work.meetings.using(old)),
        (Kind.EVENT, work.events.featuring(old)),
        (Kind.QUESTION, work.questions.using(old)),
        (Kind.PRINTING, work.printings.using(old)),
    ):
        for record in records:
            work.save(kind, _naming(record, old, new))
    for disclosure in work.disclosures.of_tender(old):
        work.save(Kind.DISCLOSURE, replace(disclosure, tender=new))
    move_tender(work, old, new)
    for card in work.requirement_cards.of_tender(old):
        work.save(Kind.REQUIREMENT_CARD, replace(card, tender=new))
    for following in work.tenders.by_term("renews", str(old)):
        if following.id != new:
            work.save(Kind.TENDER, replace(following, renews=new))


def _naming(record: Any, old: UUID, new: UUID) -> Any:
    return replace(record, tenders=tuple(dict.fromkeys(new if one == old else one for one in record.tenders)))
