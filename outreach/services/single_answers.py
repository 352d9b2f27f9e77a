"""The answer to one who asked, as the draft of an e-mail with the flyer of the tender: from a follow-up, a talk or a question.

From the day on which a tender is advertised there is no single answer any more: questions go through the procurement system and
the answer to all (LOU 12 kap. 11 §; LOU 4 kap. 1 §, equal treatment). What an officer noted of a talk is never put into the
letter; only a question that has an answer is, in the words that everybody gets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from outreach.domain.changes import Changes
from outreach.domain.contact import show_phone
from outreach.domain.handout import HandoutKind, HandoutOrder
from outreach.domain.mailbox import Mailbox, wire_address
from outreach.domain.person import Person
from outreach.domain.personal_numbers import masked
from outreach.domain.printing import PrintWay
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.tender import Tender, is_under_advertisement
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.usable import Use, may_use
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NotFound, Restricted
from outreach.language import N_, Language
from outreach.services.addressing import first_name
from outreach.services.exports import write_file
from outreach.services.tender_letters import address_of

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.work import View

#: What an answer can be made from.
SOURCES = (Kind.FOLLOW_UP, Kind.MEETING, Kind.QUESTION)
IN_THE_SYSTEM = N_(
    "“{tender}” is advertised. Questions go through the procurement system now, and the answer goes to all (LOU 12 kap. 11 §)."
)
_GREETING, _GREETING_NAMED = N_("Hello,"), N_("Hello {name},")
_THANKS = N_("Thank you for your question.")
_ASKED = N_("You asked: {question}")
_ATTACHED = N_("A flyer about the tender is attached. What is planned is preliminary; the notice is public and open to all.")
_TO_ALL = N_("Everybody who asks gets the same answer.")
SUBJECT, SUBJECT_OF = N_("Answer to your question"), N_("Answer to your question: {tender}")


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What will be written. `tender` is the one whose flyer is attached, None for none; `tenders` are those it may be of.

    `refused` says why there is no single answer, as a catalogue text about `refused_tender`. `follow_up` can be marked as done.
    """

    to: str = ""
    name: str = ""
    subject: str = ""
    text: str = ""
    language: str = "sv"
    tenders: tuple[Tender, ...] = ()
    tender: UUID | None = None
    follow_up: UUID | None = None
    refused: str = ""
    refused_tender: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The draft that was written, and what is on record now: the flyer that went with it, the follow-up that is done."""

    file: Path
    changes: Changes
    flyer: bool = False


class SingleAnswers:
    """The verbs for answering one who asked."""

    def __init__(self, house: House) -> None:
        self._house = house

    def propose(self, kind: Kind, record_id: UUID) -> AnswerDraft:
        """Return the draft for a follow-up, a talk or a question, to be changed before it is written. Raises NotFound."""
        with self._house.database.read() as view:
            return self._proposed(view, kind, record_id)

    def write(self, draft: AnswerDraft, path: Path, *, finish: bool = False) -> Answered:
        """Write the draft (.eml, X-Unsent) with the flyer attached, which is kept on record; with `finish`, the follow-up is done.

        Raises InvalidInput for a tender under advertisement, an address that mail cannot carry, no text; CannotWrite, DiskFull.
        """
        self._check(draft)
        changes = Changes()
        if path.suffix.casefold() != ".eml":
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".eml")
        flyer = None
        if draft.tender is not None:
            order = HandoutOrder(kind=HandoutKind.FLYER, language=draft.language, tenders=(draft.tender,))
            flyer = self._house.printings.drawn(order)
        write_file(path, self._mail(draft, flyer.name if flyer else "", flyer.pdf if flyer else b""))
        if flyer is not None:
            changes = self._house.printings.keep(flyer, PrintWay.EMAIL, file=path.name)[0]
        if finish and draft.follow_up is not None:
            changes = self._house.follow_ups.finish([draft.follow_up])
        return Answered(path, changes, flyer is not None)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _proposed(self, view: View, kind: Kind, record_id: UUID) -> AnswerDraft:
        found = view.store(kind).get(record_id) if kind in SOURCES else None
        if found is None:
            raise NotFound(str(record_id))
        if kind is Kind.QUESTION:
            return self._filled(view, None, None, found, found.tenders, AnswerDraft())
        talk = found if kind is Kind.MEETING else view.meetings.get(found.meeting) if found.meeting else None
        question = view.questions.get(talk.question) if talk is not None and talk.question else None
        about = (*(talk.tenders if talk else ()), *(question.tenders if question else ()))
        follow_up = found.id if kind is Kind.FOLLOW_UP else _promised_in(view, found.id)
        draft = AnswerDraft(follow_up=follow_up)
        person = found.person or (talk.person if talk else None)
        return self._filled(view, person, found.company or (talk.company if talk else None), question, about, draft)

    def _filled(
        self,
        view: View,
        person_id: UUID | None,
        company_id: UUID | None,
        question: Question | None,
        about: tuple[UUID, ...],
        draft: AnswerDraft,
    ) -> AnswerDraft:
        person = view.people.get(person_id) if person_id else None
        if person is not None and not may_use(person, Use.LETTER):
            raise Restricted(person=str(person.id))
        company = view.companies.get(company_id) if company_id else None
        known = view.tenders.many(dict.fromkeys(about))
        tenders = tuple(known[one] for one in dict.fromkeys(about) if one in known)
        code = person.language if person and person.language in ("sv", "en") else "sv"
        language = Language(code)
        stopped = self._advertised(tenders)
        email = _mailbox(person) or (address_of(company) if company else "")
        first = tenders[0] if tenders else None
        return replace(
            draft,
            to=email,
            name=person.name if person else company.name if company else "",
            subject=language.say(SUBJECT_OF, tender=first.title) if first else language.say(SUBJECT),
            text=self._words(view, person, question, first, language),
            language=code,
            tenders=tenders,
            tender=first.id if first else None,
            refused=IN_THE_SYSTEM if stopped else "",
            refused_tender=stopped.title if stopped else "",
        )

    def _words(
        self, view: View, person: Person | None, question: Question | None, tender: Tender | None, language: Language
    ) -> str:
        say = language.say
        unit = view.units.get(UNIT_ID) or Unit(id=UNIT_ID)
        named = first_name(person.name, person) if person else ""
        answer = question.answer.strip() if question else ""
        parts = [
            say(_GREETING_NAMED, name=named) if named else say(_GREETING),
            say(_ASKED, question=question.text) if question else say(_THANKS),
            answer,
            say(_ATTACHED) if tender else "",
            say(_TO_ALL),
            "\n".join(filter(None, (self._house.officer, unit.department, unit.municipality, show_phone(unit.phone)))),
        ]
        # Where there is no answer yet, an empty line shows where it goes.
        return "\n\n".join(part if part or number == 2 else "" for number, part in enumerate(parts) if part or number == 2)

    def _advertised(self, tenders: tuple[Tender, ...]) -> Tender | None:
        today = home_day(self._house.now())
        return next((one for one in tenders if is_under_advertisement(one, today)), None)

    def _check(self, draft: AnswerDraft) -> None:
        with self._house.database.read() as view:
            about = dict.fromkeys([*(one.id for one in draft.tenders), *([draft.tender] if draft.tender else [])])
            known = view.tenders.many(about)
        if draft.tender is not None and draft.tender not in known:
            raise NotFound(str(draft.tender))
        stopped = self._advertised(tuple(known.values()))
        if stopped is not None:
            raise InvalidInput(N_("Tender"), IN_THE_SYSTEM, tender=stopped.title)
        if not draft.text.strip():
            raise InvalidInput(N_("Text"), N_("Write a text first."))
        try:
            wire_address(draft.to)
        except ValueError as error:
            raise InvalidInput(N_("To"), N_("Write the e-mail address of the one who asked.")) from error

    def _mail(self, draft: AnswerDraft, name: str, pdf: bytes) -> bytes:
        from outreach.formats.email_draft import write_mail
        from outreach.formats.handout_mail import write_handout_mail

        house = self._house
        unit, officer = house.unit.unit(), house.unit.officer_named(house.officer)
        sender = Mailbox((officer.email if officer else "") or unit.email, house.officer or unit.municipality)
        to, text, at = Mailbox(draft.to, draft.name), masked(draft.text), house.now()
        if pdf or not sender.address:
            return write_handout_mail(sender, draft.subject, text, f"{name}.pdf", pdf, at, to)
        host = wire_address(sender.address).rpartition("@")[2]
        return write_mail(
            sender=sender, to=to, subject=draft.subject, text=text, message_id=f"<{uuid4()}@{host}>", date=at, unsent=True
        )


def _mailbox(person: Person | None) -> str:
    for one in person.emails if person else ():
        try:
            return wire_address(one.address) and one.address
        except ValueError:
            continue
    return ""


def _promised_in(view: View, meeting: UUID) -> UUID | None:
    return next((one.id for one in view.follow_ups.from_meetings([meeting]) if one.done is None), None)
