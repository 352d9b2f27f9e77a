"""Records as items of a package, and items as records: field by field, by hand. Nothing is ever written as it is stored.

What is left out on purpose: who is to do a task and who stands where, tenders and questions that a record is tied to, notes,
who answered a question of ours, and every contact but the mailbox or telephone of a unit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from outreach.domain.contact import is_shared_mailbox
from outreach.domain.inquiry import Inquiry
from outreach.domain.neighbour import FlyerText, NeighbourTender
from outreach.domain.network_package import Item, Sort
from outreach.domain.plan import EventTemplate, Outline
from outreach.domain.question import Question
from outreach.domain.record import Kind, Record, from_plain, to_plain
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.rule import PlainWord
from outreach.domain.tender import Tender
from outreach.domain.unit import Unit
from outreach.domain.when import home_day

#: The kinds of record that items become here. Our own coming tenders are tenders at home and a neighbour's elsewhere.
KINDS: Mapping[Sort, Kind] = {
    Sort.TEMPLATES: Kind.TEMPLATE,
    Sort.QUESTIONS: Kind.QUESTION,
    Sort.INQUIRIES: Kind.INQUIRY,
    Sort.WORDS: Kind.PLAIN_WORD,
    Sort.FLYERS: Kind.FLYER_TEXT,
    Sort.REQUIREMENTS: Kind.REQUIREMENT_CARD,
    Sort.TENDERS: Kind.NEIGHBOUR_TENDER,
}
ORIGIN, SEEN = "package:", "package-content:"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who packs: the unit's name, mailbox and telephones that may stand on a card."""

    municipality: str
    contacts: tuple[str, ...] = ()

    @staticmethod
    def of(unit: Unit | None) -> Sender:
        """Return what a unit says of itself."""
        if unit is None:
            return Sender("")
        return Sender(unit.municipality, tuple(one for one in (unit.email, unit.phone) if one))


def item_of(record: Record, sender: Sender) -> Item:
    """Return a record as an item. `key` is the one that it came with, so that it is known again wherever it goes."""
    sort, plain = _PLAIN[type(record)]
    origins: tuple[str, ...] = getattr(record, "origins", ()) if not isinstance(record, Tender) else ()
    came = next((one.removeprefix(ORIGIN) for one in origins if one.startswith(ORIGIN)), "")
    return Item(sort, came or str(record.id), plain(record, sender), getattr(record, "credit", ""))


def flyer_of_tender(tender: Tender, sender: Sender) -> Item:
    """Return the description of a tender as the text of a flyer."""
    return Item(Sort.FLYERS, str(tender.id), _flyer(FlyerText(title=tender.title, text=tender.description, cpv=tender.cpv), sender))


def record_of(item: Item, origin: str, made: date, record_id: UUID | None = None) -> Any:
    """Return an item as a record of ours, not saved, credited to who made it.

    Raises ValueError or TypeError for values that do not fit, AttributeError for a list in place of a text.
    """
    plain = dict(item.data) | {"credit": item.credit or origin, "origins": [f"{ORIGIN}{item.key}"]}
    if record_id is not None:
        plain["id"] = str(record_id)
    if item.sort is Sort.INQUIRIES:
        # Nobody waits for an answer to a question that others asked.
        plain["closed"] = made.isoformat()
    return from_plain(_TYPES[item.sort], plain)


def content_of(record: Record) -> str:
    """Return the fingerprint of what a record says, whoever made it and wherever it came from."""
    # A contact stands as it is: it was looked at when it was packed.
    return item_of(record, Sender("", (getattr(record, "contact", ""),))).print


# One sort after the other ----------------------------------------------------------------------------------------------


def _template(one: EventTemplate, _sender: Sender) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind.value,
        "title": one.title,
        "starts": one.starts,
        "minutes": one.minutes,
        "place": one.place,
        "description": one.description,
        "tags": list(one.tags),
        "recurrence": list(one.recurrence),
        "answer_days": one.answer_days,
        "build_up": one.build_up,
        "tear_down": one.tear_down,
        "outline": _outline(one.outline),
    }


def _outline(one: Outline) -> dict[str, Any]:
    return {
        "side": one.side.value,
        "capacity": one.capacity,
        "tasks": [{"text": task.text, "days": task.days} for task in one.tasks],
        "packing": [{"text": item.text, "count": item.count} for item in one.packing],
        "shifts": [{"post": shift.post, "begins": shift.begins, "ends": shift.ends} for shift in one.shifts if shift.post],
        "printing": [{"kind": printing.kind, "copies": printing.copies} for printing in one.printing],
        "goals": list(one.goals),
        "questions": list(one.questions),
        "resources": list(one.resources),
        "letters": [
            {"purpose": each.purpose.value, "language": each.language, "subject": each.subject, "body": each.body}
            for each in one.letters
        ],
    }


def _question(one: Question, _sender: Sender) -> dict[str, Any]:
    return {
        "text": one.text,
        "answer": one.answer,
        "answered": to_plain(one.answered),
        "public": one.public,
        "source": one.source,
        "tags": list(one.tags),
    }


def _inquiry(one: Inquiry, _sender: Sender) -> dict[str, Any]:
    answers = [{"municipality": each.municipality, "day": each.day.isoformat(), "text": each.text} for each in one.answers]
    return {"title": one.title, "text": one.text, "cpv": list(one.cpv), "tags": list(one.tags), "answers": answers}


def _word(one: PlainWord, _sender: Sender) -> dict[str, Any]:
    return {
        "word": one.word,
        "language": one.language,
        "forms": list(one.forms),
        "plain": list(one.plain),
        "explanation": one.explanation,
    }


def _flyer(one: FlyerText, _sender: Sender) -> dict[str, Any]:
    return {"title": one.title, "text": one.text, "language": one.language, "cpv": list(one.cpv)}


def _card(one: RequirementCard, sender: Sender) -> dict[str, Any]:
    return {
        "title": one.title,
        "buyer": one.buyer or ("" if one.credit else sender.municipality),
        "cpv": list(one.cpv),
        "year": one.year,
        "requirements": [_requirement(each) for each in one.requirements],
        "bids": one.bids,
        "appealed": one.appealed,
        "contact": _contact(one.contact, sender, own=not one.credit),
        "link": one.link,
    }


def _requirement(one: Requirement) -> dict[str, str]:
    return {"text": one.text, "why": one.why, "said": one.said}


def _contact(contact: str, sender: Sender, *, own: bool) -> str:
    """Return the unit's own mailbox or telephone; of a card from elsewhere, its mailbox if several people read it."""
    if contact in sender.contacts:
        return contact
    if is_shared_mailbox(contact):
        return contact
    return sender.contacts[0] if own and sender.contacts else ""


def _tender(one: Tender, sender: Sender) -> dict[str, Any]:
    return {
        "title": one.title,
        "buyer": one.buyer or sender.municipality,
        "cpv": list(one.cpv),
        "expected": to_plain(one.expected_publication),
        "deadline": to_plain(home_day(one.tender_deadline)) if one.tender_deadline else None,
        "link": one.link,
    }


def _neighbour(one: NeighbourTender, _sender: Sender) -> dict[str, Any]:
    return {
        "title": one.title,
        "buyer": one.buyer,
        "cpv": list(one.cpv),
        "expected": to_plain(one.expected),
        "deadline": to_plain(one.deadline),
        "link": one.link,
    }


_PLAIN: Mapping[type[Any], tuple[Sort, Callable[[Any, Sender], dict[str, Any]]]] = {
    EventTemplate: (Sort.TEMPLATES, _template),
    Question: (Sort.QUESTIONS, _question),
    Inquiry: (Sort.INQUIRIES, _inquiry),
    PlainWord: (Sort.WORDS, _word),
    FlyerText: (Sort.FLYERS, _flyer),
    RequirementCard: (Sort.REQUIREMENTS, _card),
    Tender: (Sort.TENDERS, _tender),
    NeighbourTender: (Sort.TENDERS, _neighbour),
}
_TYPES: Mapping[Sort, type[Any]] = {
    Sort.TEMPLATES: EventTemplate,
    Sort.QUESTIONS: Question,
    Sort.INQUIRIES: Inquiry,
    Sort.WORDS: PlainWord,
    Sort.FLYERS: FlyerText,
    Sort.REQUIREMENTS: RequirementCard,
    Sort.TENDERS: NeighbourTender,
}
