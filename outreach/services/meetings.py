"""Meetings: log whom one met and what was said, from four fields or from one line, and create who is new on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid4

from outreach.domain.changes import Changes
from outreach.domain.company import Company, without_personal_numbers
from outreach.domain.equal_treatment import Given, stricter
from outreach.domain.event import Event
from outreach.domain.follow_up import FollowUp
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.pasted import read_pasted
from outreach.domain.person import Person
from outreach.domain.quick_line import QuickLine, QuickNote, Unsure, read_line, read_note
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.when import day_of, home_day
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services import correcting, informing
from outreach.services.capturing import NO_EVENT, Capture, Captured, cleaned, require_something, wanted_of_line
from outreach.services.contact_ways import read_contact
from outreach.services.erased_before import erased_before
from outreach.services.known_names import known_names
from outreach.services.records import Records, clean_tags
from outreach.services.whom import Whom

if TYPE_CHECKING:
    from outreach.services.companies import Companies
    from outreach.services.people import People
    from outreach.storage.database import Database
    from outreach.storage.work import View, Work


__all__ = ["NO_EVENT", "Capture", "Captured", "Meetings", "read_contact"]


class Meetings(Records[Meeting]):
    """The verbs for conversations. Every conversation is its own record; a later one never overwrites."""

    kind: ClassVar[Kind] = Kind.MEETING

    def __init__(
        self,
        database: Database,
        companies: Companies,
        people: People,
        current_event: Callable[[datetime], Event | None],
    ) -> None:
        super().__init__(database)
        self._companies = companies
        self._people = people
        self._whom = Whom(companies, people)
        self._current_event = current_event

    def title_of(self, record: Meeting) -> str:
        """Return the first words of what was said."""
        return record.note[:60]

    def checked(self, work: Work, record: Meeting) -> Meeting:
        """Clean the tags."""
        return replace(record, tags=clean_tags(record.tags))

    def detach(self, work: Work, record: Meeting) -> None:
        """Take the conversation off its follow-ups and the card that it was typed from."""
        for follow_up in work.follow_ups.using(record.id):
            work.save(Kind.FOLLOW_UP, replace(follow_up, meeting=None))
        for card in work.inbox_cards.using(record.id):
            work.save(Kind.INBOX_CARD, replace(card, meeting=None))

    def read(self, line: str, at: datetime | None = None) -> QuickLine:
        """Take one line apart without keeping anything, for the live preview. Names of the register settle what is open."""
        with self.database.read() as view:
            return read_line(line, self._today(at), known_names(view))

    def read_pasted(self, text: str, at: datetime | None = None) -> QuickLine:
        """Take a pasted signature, address or card apart without keeping anything, for the preview."""
        return read_pasted(text, self._today(at))

    def read_note(self, text: str, at: datetime | None = None) -> QuickNote:
        """Take the marks out of a note without keeping anything, for the live preview."""
        return read_note(text, self._today(at))

    def capture_line(
        self,
        line: str,
        event: UUID | None = None,
        at: datetime | None = None,
        capture_id: UUID | None = None,
        draft: str = "",
        information: Given = Given.UNSAID,
        new_text: str = "",
        *,
        told: bool = False,
    ) -> Captured:
        """Log a conversation from one line, or from a pasted signature. Raises InvalidInput when nothing can be read from it.

        `capture_id` names the conversation before it is kept: done twice, it is kept once. `draft` is forgotten with it.
        `information`, `new_text` and `told` are those of `Capture`; a mark in the line ("=ny") says the first one too.
        """
        quick = self.read(line, at)
        wanted = replace(
            wanted_of_line(line, quick, event, at),
            id=capture_id,
            draft=draft,
            information=information,
            new_text=new_text,
            told=told,
        )
        return self._keep(wanted, quick.note, quick.unsure)

    def capture(self, wanted: Capture) -> Captured:
        """Log a conversation from the four fields. Raises InvalidInput when all of them are empty."""
        note = read_note(wanted.note, self._today(wanted.at))
        return self._keep(wanted, note, note.unsure)

    def reword(self, meeting_id: UUID, text: str, draft: str = "") -> Changes:
        """Write what was said anew; marks in `text` add tags, tenders and a follow-up as in a capture. Raises NotFound.

        `draft` is the draft that the words come from, forgotten in the same transaction.
        """
        meeting = self.get(meeting_id)
        note = self.read_note(text)
        with self.database.work(N_("Changed a conversation: {name}"), name=note.note[:40]) as work:
            if draft:
                work.drop_draft(draft)
            if informing.is_frozen(work, meeting):
                kept = self._append(work, meeting, note, informing.added_words(meeting, note.note))
                work.rename_action(informing.ADDED, name=note.note[:40])
            else:
                kept = work.save(Kind.MEETING, _reworded(work, meeting, note))
                informing.open_items(work, kept)
            self._follow_up(work, note, kept)
        return work.changes

    def inform(self, meeting_id: UUID, given: Given, text: str = "", tenders: Sequence[UUID] = ()) -> Changes:
        """Say later what a talk gave, and which tenders it was about; "new" opens what must reach everyone, as a capture does.

        `text` is the new information, empty for the words of the note; `tenders` are added to those of the talk. A talk that may
        only grow gets an addition that says it, and new information is opened all the same. What is open stays open whatever the
        talk says afterwards. Raises NotFound, InvalidInput for a tender that is not there.
        """
        meeting = self.get(meeting_id)
        with self.database.work(N_("Information of a conversation: {name}"), name=meeting.note[:40]) as work:
            informing.inform(work, meeting, given, text, tenders, self.database.signature.who)
        return work.changes

    def revise(
        self, meeting_id: UUID, text: str, given: Given, new_text: str = "", tenders: Sequence[UUID] = ()
    ) -> Changes:
        """Do what `reword` and `inform` do in one action; of a talk that may only grow, `text` is what is added to it.

        Raises NotFound, InvalidInput for a tender that is not there.
        """
        meeting = self.get(meeting_id)
        note = self.read_note(text)
        with self.database.work(N_("Changed a conversation: {name}"), name=(note.note or meeting.note)[:40]) as work:
            if informing.is_frozen(work, meeting):
                kept = self._append(work, meeting, note, note.note)
                work.rename_action(informing.ADDED, name=(note.note or meeting.note)[:40])
            else:
                kept = work.save(Kind.MEETING, _reworded(work, meeting, note))
            self._follow_up(work, note, kept)
            given = stricter(given, note.information) if note.information else given
            if given is not meeting.information or new_text.strip() or set(tenders) - set(kept.tenders):
                informing.inform(work, kept, given, new_text, tenders, self.database.signature.who)
            else:
                informing.open_items(work, kept)
        return work.changes

    def is_frozen(self, meeting_id: UUID) -> bool:
        """Say whether a talk may only be added to. Raises NotFound."""
        meeting = self.get(meeting_id)
        with self.database.read() as view:
            return informing.is_frozen(view, meeting, home_day(self.database.signature.clock()))

    def _append(self, work: Work, meeting: Meeting, note: QuickNote, text: str) -> Meeting:
        """Add words to a talk that may only grow; tags are no part of what was said."""
        grown = informing.with_addition(meeting, work.now, self.database.signature.who, text)
        return work.save(Kind.MEETING, replace(grown, tags=clean_tags((*meeting.tags, *note.tags))))

    def correct_line(self, meeting_id: UUID, line: str) -> Changes:
        """Correct a conversation from one line. Raises NotFound, InvalidInput as `capture_line` does."""
        quick = self.read(line)
        return self._correct(meeting_id, wanted_of_line(line, quick), quick.note)

    def correct(self, meeting_id: UUID, wanted: Capture) -> Changes:
        """Write anew whom a conversation was with and what was said; when and where it was stays. One action.

        What was made by mistake is set right too (`correcting.py`). Raises NotFound, InvalidInput as `capture` does.
        """
        return self._correct(meeting_id, wanted, self.read_note(wanted.note))

    def _correct(self, meeting_id: UUID, wanted: Capture, note: QuickNote) -> Changes:
        meeting = self.get(meeting_id)
        emails, phones = cleaned(wanted)
        require_something(wanted, emails, phones, note)
        with self.database.work(N_("Corrected a conversation: {name}"), name="") as work:
            if wanted.draft:
                work.drop_draft(wanted.draft)
            if informing.is_frozen(work, meeting):
                kept = self._append(work, meeting, note, informing.corrected_words(work, meeting, wanted, note.note))
                self._follow_up(work, note, kept)
                work.rename_action(informing.ADDED, name=note.note[:40])
                return work.changes
            event = work.events.get(meeting.event) if meeting.event else None
            made = correcting.made_for(work, meeting)
            wanted = correcting.with_new_spelling(work, made, wanted, self._companies, self._people)
            company, person, _ = self._whom.find(work, wanted, emails, phones, event, meeting.at)
            named = replace(
                _reworded(work, meeting, note),
                person=person.id if person else None,
                company=company.id if company else None,
            )
            kept = work.save(Kind.MEETING, informing.marked(named, wanted.information))
            informing.open_items(work, kept, wanted.new_text)
            promises = [
                replace(one, person=kept.person, company=kept.company) for one in work.follow_ups.using(meeting.id)
            ]
            still_open = next((one for one in promises if one.done is None), None)
            for promise in promises:
                # Another day moves the promise that was made; it is not a second one.
                due = note.follow_up if promise is still_open and note.follow_up else promise.due
                work.save(Kind.FOLLOW_UP, replace(promise, due=due))
            if still_open is None:
                self._follow_up(work, note, kept)
            correcting.let_go(work, made, person, company, self._companies, self._people)
            work.rename_action(N_("Corrected a conversation: {name}"), name=_name(person, company, note))
        return work.changes

    def latest(self, event: UUID | None, most: int = 10) -> list[Captured]:
        """Return the latest conversations (at one event), newest first, with who they were with."""
        place = (("event", str(event)),) if event else ()
        with self.database.read() as view:
            ids = view.meetings.ids(Listing(Kind.MEETING, filters=place))[:most]
            meetings = view.meetings.many(ids)
            found = [meetings[one] for one in ids]
            people = view.people.many(one.person for one in found if one.person)
            companies = view.companies.many(one.company for one in found if one.company)
        return [
            Captured(Changes(), one, people.get(_id(one.person)), companies.get(_id(one.company)), None)
            for one in found
        ]

    def count_today(self, event: UUID | None, now: datetime) -> int:
        """Return how many conversations were logged today (home zone), at one event or anywhere."""
        start, end = day_of(now)
        with self.database.read() as view:
            return view.meetings.count_at(event, start, end)

    def _today(self, at: datetime | None) -> date:
        instant = at or self.database.signature.clock()
        return home_day(instant)

    def _keep(self, wanted: Capture, note: QuickNote, unsure: tuple[Unsure, ...]) -> Captured:
        emails, phones = cleaned(wanted)
        require_something(wanted, emails, phones, note)
        at = wanted.at or self.database.signature.clock()
        event = self._event(wanted.event, at)
        with self.database.work(N_("Logged a conversation: {name}"), name="") as work:
            if wanted.draft:
                work.drop_draft(wanted.draft)
            done = work.meetings.get(wanted.id) if wanted.id else None
            if done is not None:
                return self._kept_before(work, done)
            company, person, alike = self._whom.find(work, wanted, emails, phones, event, at)
            tenders, doubts = _tenders(work, note.tenders)
            meeting = work.save(
                Kind.MEETING,
                Meeting(
                    id=wanted.id or uuid4(),
                    at=at,
                    officer=self.database.signature.who,
                    event=event.id if event else None,
                    person=person.id if person else None,
                    company=company.id if company else None,
                    note=note.note,
                    tags=clean_tags(note.tags),
                    tenders=tuple(tender.id for tender in tenders),
                    source=without_personal_numbers(wanted.source)[0],
                    information=stricter(wanted.information or _new_if(wanted), note.information),
                ),
            )
            informing.open_items(work, meeting, wanted.new_text)
            follow_up = self._follow_up(work, note, meeting)
            if wanted.told and person is not None:
                # Loaded by the first talk that needs it: the window starts without.
                from outreach.services.registered import told_now

                person = told_now(work, person, "capture")
            _finish_card(work, wanted.inbox_card, meeting)
            work.rename_action(N_("Logged a conversation: {name}"), name=_name(person, company, note))
            warnings = informing.cautions(tenders, meeting.information, home_day(work.now))
            warnings = (*warnings, *erased_before(work, person))
            frozen = bool(tenders) and informing.is_frozen(work, meeting)
        return Captured(
            work.changes, meeting, person, company, follow_up, event, alike, unsure + tuple(doubts), warnings, frozen
        )

    def _kept_before(self, work: Work, meeting: Meeting) -> Captured:
        """Return a conversation that was kept already: what was half done when the power went is not done twice."""
        person = work.people.get(meeting.person) if meeting.person else None
        company = work.companies.get(meeting.company) if meeting.company else None
        event = work.events.get(meeting.event) if meeting.event else None
        promises = work.follow_ups.using(meeting.id)
        return Captured(Changes(), meeting, person, company, promises[0] if promises else None, event)

    def _event(self, event_id: UUID | None, at: datetime) -> Event | None:
        if event_id is None:
            return self._current_event(at)
        if event_id == NO_EVENT:
            return None
        with self.database.read() as view:
            found = view.events.get(event_id)
        if found is None:
            raise InvalidInput(N_("Event"), N_("There is no such event."))
        return found

    def _follow_up(self, work: Work, note: QuickNote, meeting: Meeting) -> FollowUp | None:
        if note.follow_up is None:
            return None
        promise = FollowUp(
            due=note.follow_up,
            text=note.note,
            person=meeting.person,
            company=meeting.company,
            meeting=meeting.id,
            officer=meeting.officer,
        )
        return work.save(Kind.FOLLOW_UP, promise)


def _reworded(view: View, meeting: Meeting, note: QuickNote) -> Meeting:
    """Return the conversation in new words; tags and tenders that it has stay."""
    found, _ = _tenders(view, note.tenders)
    tenders = tuple(dict.fromkeys((*meeting.tenders, *(tender.id for tender in found))))
    named = replace(meeting, note=note.note, tags=clean_tags((*meeting.tags, *note.tags)), tenders=tenders)
    return informing.marked(named, note.information)


def _new_if(wanted: Capture) -> Given:
    """Whoever writes new information down has given it."""
    return Given.NEW if wanted.new_text.strip() else Given.UNSAID


def _name(person: Person | None, company: Company | None, note: QuickNote) -> str:
    return person.name if person else company.name if company else note.note[:40]


def _tenders(view: View, words: tuple[str, ...]) -> tuple[list[Tender], list[Unsure]]:
    found: list[Tender] = []
    doubts: list[Unsure] = []
    for word in words:
        ids = view.tenders.ids(Listing(Kind.TENDER, text=word))
        if ids:
            found += view.tenders.many(ids[:1]).values()
        if len(ids) > 1:
            doubts.append(Unsure(f"@{word}", N_("several tenders fit; the first was taken")))
        if not ids:
            doubts.append(Unsure(f"@{word}", N_("no tender fits")))
    return found, doubts


def _finish_card(work: Work, card_id: UUID | None, meeting: Meeting) -> None:
    card = work.inbox_cards.get(card_id) if card_id else None
    if card is not None and card.done is None:
        work.save(Kind.INBOX_CARD, replace(card, done=work.now, meeting=meeting.id))


def _id(value: UUID | None) -> UUID:
    return value or UUID(int=0)
