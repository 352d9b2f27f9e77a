"""The dates of a tender as calendar entries: expected publication, last days for questions and tenders, the contract."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.event import Event, EventStatus
from outreach.domain.rule_deadlines import DEADLINE_LABELS, RuleDeadline
from outreach.domain.rule_words import source_words
from outreach.domain.tender import Lot, Stage, Tender
from outreach.domain.when import HOME_ZONE, When, all_day, zoned
from outreach.language import N_, Language

TENDER_DEADLINE = N_("Last day for tenders: {title}")
QUESTION_DEADLINE = N_("Last day for questions: {title}")
EXPECTED_PUBLICATION = N_("Expected publication: {title}")
LOT_DEADLINE = N_("Last day for tenders: {title} ({lot})")
LOT_QUESTIONS = N_("Last day for questions: {title} ({lot})")
CONTRACT_START = N_("The contract begins: {title}")
CONTRACT_END = N_("The contract runs out: {title}")
PRELIMINARY = N_("Preliminary, may change.")
RULE_DEADLINE = N_("{what}: {title}")
BY_RULE = N_("By the rules: {source}")
BUYER = N_("Buyer: {buyer}")
REFERENCE = N_("Reference: {reference}")
CATEGORY = N_("Tender")


@dataclass(frozen=True, slots=True)
class Deadline:
    """One entry: `event` as it is written, the record it belongs to, and the category in the reader's language.

    `belongs` is the property that names the record.
    """

    event: Event
    record: UUID
    category: str
    belongs: str = "X-OUTREACH-TENDER"


def deadlines_of(tender: Tender, language: Language, *, contracts: bool = False) -> Iterator[Deadline]:
    """Yield the entries of one tender, in the order of its life; with `contracts` the days of its contract too.

    UIDs are "<tender id>-publication@outreach", "-questions@outreach" and "-deadline@outreach"; SEQUENCE is the
    record's version, which grows with each change. The instants are shown on the home clock. A lot has entries of its own
    where its last days differ from the tender's.
    """
    if tender.expected_publication is not None:
        day, note = all_day(tender.expected_publication), language.say(PRELIMINARY)
        yield _entry(tender, "publication", EXPECTED_PUBLICATION, day, language, note)
    if tender.question_deadline is not None:
        yield _entry(tender, "questions", QUESTION_DEADLINE, _moment(tender.question_deadline), language)
    if tender.tender_deadline is not None:
        yield _entry(tender, "deadline", TENDER_DEADLINE, _moment(tender.tender_deadline), language)
    for lot in tender.lots:
        yield from _of_lot(tender, lot, language)
    if contracts and tender.contract_start is not None:
        yield _entry(tender, "contract-start", CONTRACT_START, all_day(tender.contract_start), language)
    if contracts and tender.contract_end is not None:
        yield _entry(tender, "contract-end", CONTRACT_END, all_day(tender.contract_end), language)


def _of_lot(tender: Tender, lot: Lot, language: Language) -> Iterator[Deadline]:
    """Yield the last days of a lot that are not those of the whole tender."""
    name = " ".join(part for part in (lot.number, lot.title) if part)
    pairs = (
        ("questions", LOT_QUESTIONS, lot.question_deadline, tender.question_deadline),
        ("deadline", LOT_DEADLINE, lot.tender_deadline, tender.tender_deadline),
    )
    for word, title, own, of_all in pairs:
        if own is not None and own != of_all:
            key = hashlib.sha256(lot.number.encode()).hexdigest()[:8]
            yield _entry(tender, f"{word}-{key}", title, _moment(own), language, lot=name)


def entry_of_rule(tender: Tender, deadline: RuleDeadline, language: Language) -> Deadline:
    """Return the entry of a day that follows from a rule; its UID is "<tender id>-<kind>@outreach"."""
    title = language.say(RULE_DEADLINE, what=language.say(DEADLINE_LABELS[deadline.kind]), title=tender.title)
    source = language.say(BY_RULE, source=source_words(deadline.rule, language))
    note = "\n".join(part for part in (source, deadline.say(language)) if part)
    made = _entry(tender, deadline.kind.value, EXPECTED_PUBLICATION, all_day(deadline.day), language, note)
    return replace(made, event=replace(made.event, title=title))


def _moment(instant: datetime) -> When:
    wall = instant.astimezone(ZoneInfo(HOME_ZONE)).replace(tzinfo=None, microsecond=0, fold=0)
    return zoned(wall, wall)


def _entry(
    tender: Tender, word: str, title: str, when: When, language: Language, note: str = "", lot: str = ""
) -> Deadline:
    facts = [
        tender.description,
        language.say(BUYER, buyer=tender.buyer) if tender.buyer else "",
        language.say(REFERENCE, reference=tender.reference) if tender.reference else "",
        note,
    ]
    event = Event(
        id=tender.id,
        title=language.say(title, title=tender.title, lot=lot),
        when=when,
        status=EventStatus.CANCELLED if tender.stage is Stage.CANCELLED else EventStatus.CONFIRMED,
        description="\n\n".join(fact for fact in facts if fact),
        url=tender.link,
        uid=f"{tender.id}-{word}@outreach",
        sequence=tender.version,
    )
    return Deadline(event, tender.id, language.say(CATEGORY))
