"""Ask the network: a question to colleagues in other municipalities as one draft, their answers collected, found and credited.

The draft goes to the unit's own address with the colleagues in Bcc, so that none sees the others; the officer sends it from the
mail program. What it says is read by others: that it names nobody of the register is looked at before it is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid5

from outreach.domain.changes import Changes
from outreach.domain.codes import valid_cpv
from outreach.domain.colleague_lines import can_be_mailed, credit_of, known_colleague, municipality_of, read_colleagues
from outreach.domain.inquiry import Colleague, Inquiry, NetworkAnswer
from outreach.domain.mailbox import Mailbox, wire_address
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.when import home_day
from outreach.errors import BadFile, InvalidInput, NotFound
from outreach.language import N_, Language
from outreach.services.exports import write_file
from outreach.services.names_told import names_told
from outreach.services.records import Records, clean_tags
from outreach.services.tender_letters import signature

if TYPE_CHECKING:
    from outreach.storage.work import Work

SUBJECT = N_("Question to colleagues: {title}")
_GREETING = N_("Hello,")
_LEAD = N_("we at {unit} wonder how you have done it, and would be glad of a few lines.")
_UNTIL = N_("Please answer by {day}; a short answer is better than none.")
_SHARED = N_("We keep your answer with the name of your municipality, never with yours.")
_BCC = N_("You get this as a blind copy: those who are asked do not see one another.")

#: A message that is read as an answer is not larger.
_MOST_BYTES = 25_000_000
_MOST_COLLEAGUES, _MOST_LIST_BYTES = 500, 2_000_000


@dataclass(frozen=True, slots=True)
class Drafted:
    """A question that was put into a draft: the file, the inquiry as it is kept, and how many colleagues get it."""

    changes: Changes
    inquiry: Inquiry
    file: Path
    colleagues: int


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An answer as it was read from a message or a paste, to be looked at before it is kept. `day` None: nobody knows."""

    text: str
    municipality: str = ""
    who: str = ""
    day: date | None = None


class Inquiries(Records[Inquiry]):
    """The verbs for questions to colleagues."""

    kind: ClassVar[Kind] = Kind.INQUIRY

    def checked(self, work: Work, record: Inquiry) -> Inquiry:
        """Clean title, text, codes and tags. Raises InvalidInput without a title, for a wrong code or a question that is gone."""
        title = " ".join(record.title.split())
        if not title:
            raise InvalidInput(N_("Title"), N_("Write in a few words what you wonder."))
        wrong = next((code for code in record.cpv if not valid_cpv(code)), None)
        if wrong is not None:
            raise InvalidInput(N_("CPV"), N_("{code} is no CPV code."), code=wrong)
        if record.question is not None and work.questions.get(record.question) is None:
            raise InvalidInput(N_("Question"), N_("There is no such question."))
        cpv = tuple(dict.fromkeys(record.cpv))
        return replace(record, title=title, text=record.text.strip(), tags=clean_tags(record.tags), cpv=cpv)

    # Reading ---------------------------------------------------------------------------------------------------------

    def every(self, text: str = "") -> list[Inquiry]:
        """Return those that hold the words of `text`: the open ones by the day of their answers, then the closed, latest first."""
        with self.database.read() as view:
            found = view.inquiries.found(text)
        open_ones = [one for one in found if one.closed is None]
        closed = [one for one in found if one.closed is not None]
        by_day = sorted(open_ones, key=lambda one: (one.answer_by or date.max, sort_key(one.title)))
        return by_day + sorted(closed, key=lambda one: (-(one.closed or date.max).toordinal(), sort_key(one.title)))

    def about(self, question: UUID) -> list[Inquiry]:
        """Return those that ask about a question of our bank, the latest first."""
        with self.database.read() as view:
            return list(reversed(view.inquiries.of_question(question)))

    def overdue(self, today: date) -> list[Inquiry]:
        """Return those that wait past the day that answers were due."""
        return [one for one in self.every() if is_overdue(one, today)]

    def names_in(self, *texts: str) -> list[str]:
        """Return the names of companies and people, and the addresses, that stand in texts that others will read; usually none."""
        with self.database.read() as view:
            unit = view.units.get(UNIT_ID)
            return names_told(view, " \n".join(texts), unit)

    # Asking ----------------------------------------------------------------------------------------------------------

    def ask(
        self,
        inquiry: Inquiry,
        file: Path,
        *,
        language: str = "sv",
        despite_names: bool = False,
    ) -> Drafted:
        """Write a question to all colleagues as one draft (.eml), and keep it as asked now.

        Raises InvalidInput without colleagues, without an address of the unit, for another suffix, and, unless
        `despite_names`, when it names somebody of the register; CannotWrite, DiskFull.
        """
        if file.suffix.casefold() != ".eml":
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".eml")
        if not despite_names and (names := self.names_in(inquiry.title, inquiry.text)):
            reason = N_("The text names {names}. Colleagues elsewhere would read it: take it out.")
            raise InvalidInput(N_("Text"), reason, names=", ".join(names))
        at = self.database.signature.clock()
        with self.database.work(N_("Asked the network: {name}"), name=inquiry.title[:60]) as work:
            unit = work.units.get(UNIT_ID) or Unit(id=UNIT_ID)
            kept = self.keep(work, replace(inquiry, drafted=at, closed=None))
            mail = _draft(kept, unit, Language(language))
            # Last: nothing is kept of a question that could not be written.
            write_file(file, mail)
        return Drafted(work.changes, kept, file, len(unit.network))

    # Answers ---------------------------------------------------------------------------------------------------------

    def read_answer(self, source: bytes | str) -> ReadAnswer:
        """Read a message saved from the mail program, or what was pasted: its own words, the day, and the credit.

        Raises BadFile for a message without words, or one that is damaged.
        """
        from outreach.formats.email_message import looks_like_message, own_words
        from outreach.services.readers import read_said

        data = source.encode() if isinstance(source, str) else source
        if not looks_like_message(data[:4096].lstrip()):
            if not isinstance(source, str):
                raise BadFile(Path(), N_("it is no message of a mail program"))
            return ReadAnswer(own_words(source))
        said, problems = read_said(data.lstrip())
        if problems or said is None or not said.text:
            raise BadFile(Path(), N_("there are no words in the message"))
        known = known_colleague(self.colleagues(), said.address)
        credit = known.municipality if known is not None and known.municipality else municipality_of(said.address)
        return ReadAnswer(said.text, credit, said.name, home_day(said.date) if said.date is not None else None)

    def read_answer_file(self, path: Path) -> ReadAnswer:
        """Read an answer from an .eml file. Raises BadFile, and OSError where it cannot be opened."""
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        try:
            return self.read_answer(data)
        except BadFile as error:
            raise BadFile(path, error.reason) from error

    def answer(
        self, inquiry_id: UUID, text: str, *, municipality: str, day: date | None = None, who: str = ""
    ) -> Changes:
        """Keep an answer with its credit and day (None: today); those of one inquiry stand oldest first.

        Raises NotFound, InvalidInput without text or municipality, and for a day that is still to come.
        """
        inquiry, today = self.get(inquiry_id), self._today()
        credit, words = credit_of(municipality), text.strip()
        if not words:
            raise InvalidInput(N_("Answer"), N_("Write or paste what was answered."))
        if not credit:
            raise InvalidInput(N_("From"), N_("Say which municipality answered."))
        if day is not None and day > today:
            raise InvalidInput(N_("Answered"), N_("The day of the answer is still to come."))
        made = NetworkAnswer(credit, day or today, words, " ".join(who.split()))
        answers = tuple(sorted((*inquiry.answers, made), key=lambda one: one.day))
        with self.database.work(N_("Answer of {who} to {name}"), who=credit, name=inquiry.title[:60]) as work:
            self.keep(work, replace(inquiry, answers=answers))
        return work.changes

    def remove_answer(self, inquiry_id: UUID, number: int) -> Changes:
        """Take an answer away, counted from 1. Raises NotFound."""
        inquiry = self.get(inquiry_id)
        _answer(inquiry, number)
        left = tuple(one for place, one in enumerate(inquiry.answers, start=1) if place != number)
        return self.save(replace(inquiry, answers=left))

    def take_over(self, inquiry_id: UUID, number: int, *, text: str | None = None, public: bool | None = None) -> Changes:
        """Make an answer, counted from 1, our own: to the question that was asked about, or to a new one of that title.

        `text` is the answer in our own words (None: theirs). The source credits the municipality and the day. One action.
        Raises NotFound, InvalidInput for an empty text.
        """
        inquiry = self.get(inquiry_id)
        told = _answer(inquiry, number)
        words = told.text if text is None else text
        if not words.strip():
            raise InvalidInput(N_("Answer"), N_("Write or paste what was answered."))
        from outreach.services.questions import Questions

        bank = Questions(self.database)
        with self.database.work(N_("Took over the answer of {who}"), who=told.municipality) as work:
            known = work.questions.get(inquiry.question) if inquiry.question is not None else None
            question = known or Question(text=inquiry.title, tags=inquiry.tags)
            kept = bank.keep(
                work,
                replace(
                    question,
                    answer=words,
                    answered=self._today(),
                    source=credited(told),
                    public=question.public if public is None else public,
                ),
            )
            if inquiry.question != kept.id:
                self.keep(work, replace(inquiry, question=kept.id))
        return work.changes

    def close(self, ids: Sequence[UUID]) -> Changes:
        """Wait for nothing more."""
        with self.database.work(N_("Closed {name}"), name="") as work:
            found = work.inquiries.many(ids)
            for one in found.values():
                if one.closed is None:
                    self.keep(work, replace(one, closed=self._today()))
            name = next(iter(found.values())).title if len(found) == 1 else str(len(found))
            work.rename_action(N_("Closed {name}"), name=name)
        return work.changes

    def reopen(self, inquiry_id: UUID) -> Changes:
        """Wait for answers again. Raises NotFound."""
        return self.save(replace(self.get(inquiry_id), closed=None))

    # Colleagues ------------------------------------------------------------------------------------------------------

    def colleagues(self) -> tuple[Colleague, ...]:
        """Return whom questions go to, by municipality and name."""
        with self.database.read() as view:
            unit = view.units.get(UNIT_ID)
        return unit.network if unit is not None else ()

    def read_colleagues(self, text: str) -> tuple[list[Colleague], list[str]]:
        """Return the colleagues in a pasted list or in pasted visiting cards (vCard), and the lines in which none was found."""
        from outreach.formats.vcard import looks_like_vcard
        from outreach.services.readers import read_cards

        data = text.strip().encode()
        if not looks_like_vcard(data[:4096]):
            return read_colleagues(text)
        cards, _ = read_cards(data)
        lines = [f"{one.emails[0].address}\t{one.name}\t{one.roles[0][0] if one.roles else ''}" for one in cards if one.emails]
        return read_colleagues("\n".join(lines))[0], [one.name for one in cards if not one.emails]

    def set_colleagues(self, colleagues: Iterable[Colleague]) -> Changes:
        """Keep exactly these colleagues, each address once. Raises InvalidInput for an address that mail cannot carry."""
        made: dict[str, Colleague] = {}
        for one in colleagues:
            email = one.email.strip()
            if not can_be_mailed(email):
                raise InvalidInput(N_("E-mail"), N_("“{word}” is not an e-mail address."), word=email)
            credit = credit_of(one.municipality) or municipality_of(email)
            made.setdefault(email.casefold(), Colleague(email, " ".join(one.name.split()), credit))
        if len(made) > _MOST_COLLEAGUES:
            raise InvalidInput(N_("Colleagues"), N_("A draft goes to at most {most}."), most=_MOST_COLLEAGUES)
        ordered = sorted(made.values(), key=lambda one: (sort_key(one.municipality), sort_key(one.name), one.email))
        with self.database.work(N_("Changed the colleagues who are asked")) as work:
            unit = work.units.get(UNIT_ID) or Unit(id=UNIT_ID)
            work.save(Kind.UNIT, replace(unit, network=tuple(ordered)))
        return work.changes

    def add_colleagues(self, colleagues: Iterable[Colleague]) -> Changes:
        """Add colleagues; one whose address is there already gets the name and municipality that it lacks. Raises InvalidInput."""
        known = {one.email.casefold(): one for one in self.colleagues()}
        for one in colleagues:
            old = known.get(one.email.strip().casefold(), one)
            known[one.email.strip().casefold()] = replace(
                old, name=old.name or one.name, municipality=old.municipality or one.municipality
            )
        return self.set_colleagues(known.values())

    def remove_colleague(self, email: str) -> Changes:
        """Ask a colleague no more. Raises NotFound."""
        kept = self.colleagues()
        found = known_colleague(kept, email)
        if found is None:
            raise NotFound(email)
        return self.set_colleagues(one for one in kept if one is not found)

    def _today(self) -> date:
        return home_day(self.database.signature.clock())


def read_list_file(path: Path) -> str:
    """Return the text of a list of colleagues, whatever its encoding. Raises BadFile, OSError."""
    from outreach.formats.contact_text import decode, to_utf8

    with path.open("rb") as file:
        data = file.read(_MOST_LIST_BYTES + 1)
    if len(data) > _MOST_LIST_BYTES:
        raise BadFile(path, N_("it is too large for a list of colleagues"))
    return decode(to_utf8(data))


def is_overdue(inquiry: Inquiry, today: date) -> bool:
    """Say whether answers were due before `today` and are still waited for."""
    return inquiry.closed is None and inquiry.answer_by is not None and inquiry.answer_by < today


def credited(answer: NetworkAnswer) -> str:
    """Return the source of an answer that is taken over: "Ludvika kommun, 2026-11-24"."""
    return f"{answer.municipality}, {answer.day.isoformat()}"


def _answer(inquiry: Inquiry, number: int) -> NetworkAnswer:
    if not 1 <= number <= len(inquiry.answers):
        raise NotFound(str(number))
    return inquiry.answers[number - 1]


def _draft(inquiry: Inquiry, unit: Unit, language: Language) -> bytes:
    """Return the draft. Raises InvalidInput without an address of the unit or without colleagues."""
    from outreach.formats.email_draft import write_mail

    if not unit.email:
        raise InvalidInput(N_("Sender"), N_("The unit has no e-mail address. Enter one under the unit's details."))
    if not unit.network:
        raise InvalidInput(N_("Colleagues"), N_("There are no colleagues to ask yet. Add their addresses first."))
    assert inquiry.drafted is not None
    own = Mailbox(unit.email, ", ".join(filter(None, (unit.department, unit.municipality))))
    host = wire_address(unit.email).rpartition("@")[2]
    return write_mail(
        sender=own,
        to=own,
        bcc=[Mailbox(one.email, one.name) for one in unit.network],
        subject=language.say(SUBJECT, title=inquiry.title),
        text=letter(inquiry, unit, language),
        message_id=f"<{uuid5(inquiry.id, inquiry.drafted.isoformat())}@{host}>",
        date=inquiry.drafted,
        unsent=True,
    )


def letter(inquiry: Inquiry, unit: Unit, language: Language) -> str:
    """Return the words of the draft, the same for every colleague."""
    say = language.say
    paragraphs = (
        say(_GREETING),
        say(_LEAD, unit=unit.municipality or unit.department),
        inquiry.title,
        re.sub(r"\n{3,}", "\n\n", inquiry.text.strip()),
        say(_UNTIL, day=language.day(inquiry.answer_by)) if inquiry.answer_by else "",
        " ".join((say(_SHARED), say(_BCC))),
        signature(unit),
    )
    return "\n\n".join(filter(None, paragraphs))
