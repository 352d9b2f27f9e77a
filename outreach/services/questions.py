"""Questions without a person: a tally of what suppliers ask, with like questions shown before a new one is made."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid4

from outreach.domain.changes import Changes
from outreach.domain.company import without_personal_numbers
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.question import Question
from outreach.domain.question_status import QuestionStatus, status_of
from outreach.domain.quick_line import read_note
from outreach.domain.record import Kind
from outreach.domain.search_text import plain, words
from outreach.domain.when import day_of, home_day, year_of
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services.asked_network import detach_inquiries, move_inquiries
from outreach.services.records import Records, clean_tags
from outreach.services.timeline import Moment, timeline

if TYPE_CHECKING:
    from outreach.domain.event import Event
    from outreach.domain.inquiry import Inquiry
    from outreach.domain.tender import Tender
    from outreach.storage.work import View, Work

#: Words that most questions have and that say nothing about what is asked.
_EMPTY_WORDS = frozenset(
    "a an and are as at be by can do does for from have how i if in is it my of on or that the there this to we what when where "
    "which who why will with you ar att av blir da dem den det dig din du efter ej eller en er ett far fanns finns for fran ha "
    "har hos hur i inte ja jag kan kommer man med mig min mot nar ni nu och om pa sa ska som sig sin till under upp ut vad var "
    "varfor vem vi vid vilka vilken vilket vill".split()
)
#: How many of an event's questions the detail pane names.
_TOP = 5
#: From this many letters on the beginning of a word finds it.
_BEGUN = 3
#: How many questions are looked at for each word.
_EACH_WORD = 60


@dataclass(frozen=True, slots=True)
class LikeQuestion:
    """A known question: how often it was asked, and how alike it is (0 to 1, by the words that both have)."""

    question: Question
    asked: int
    likeness: float


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question with everything around it: how often it was asked, at which events, and what happened.

    `places` holds (event, how often), the most first; None is for those asked at no event. `top` are the questions that were
    asked most at the event in `top_event`: the one where this one was asked last. `inquiries` asked colleagues about it, the latest
    first.
    """

    question: Question
    count: int
    places: tuple[tuple[Event | None, int], ...] = ()
    top_event: Event | None = None
    top: tuple[tuple[Question, int], ...] = ()
    tenders: tuple[Tender, ...] = ()
    moments: tuple[Moment, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    status: QuestionStatus = QuestionStatus.NEW


@dataclass(frozen=True, slots=True)
class TopQuestion:
    """One of the questions that were asked most in a year: how often in that year, and how far it has come."""

    question: Question
    times: int
    status: QuestionStatus

    @property
    def answered(self) -> bool:
        """Say whether it has an answer."""
        return bool(self.question.answer)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was counted: its record, the conversation that counts it, and how often it has been asked now."""

    changes: Changes
    question: Question
    meeting: Meeting
    count: int
    is_new: bool


class Questions(Records[Question]):
    """The verbs for questions. Each asking is a conversation of its own, without a person."""

    kind: ClassVar[Kind] = Kind.QUESTION

    def title_of(self, record: Question) -> str:
        """Return the wording."""
        return record.text[:60]

    def checked(self, work: Work, record: Question) -> Question:
        """Put question and answer on one line each, mask personal identity numbers, clean the tags, date the answer.

        Another answer than the one that was told to the notified has been told to nobody yet.
        """
        text = " ".join(without_personal_numbers(record.text)[0].split())
        if not text:
            raise InvalidInput(N_("Question"), N_("Write what was asked."))
        answer = " ".join(without_personal_numbers(record.answer)[0].split())
        if record.answered is not None and record.answered > self._today():
            raise InvalidInput(N_("Answered"), N_("The day of the answer is still to come."))
        # An answer that is taken away has no day; one that has none yet is of today.
        answered = (record.answered or self._today()) if answer else None
        before = work.questions.get(record.id) if record.told is not None else None
        told = record.told if answer and (before is None or before.answer == answer) else None
        source = " ".join(without_personal_numbers(record.source)[0].split()) if answer else ""
        made = replace(record, text=text, tags=clean_tags(record.tags), answer=answer, answered=answered)
        return replace(made, source=source, told=told)

    def answer(
        self,
        question_id: UUID,
        text: str,
        *,
        source: str | None = None,
        on: date | None = None,
        public: bool | None = None,
    ) -> Changes:
        """Keep our answer; an empty one takes it away. `source` says where it is from, `on` is its day (None: today).

        `source` and `public` None leave that as it is; the source of another answer is not that of this one. Raises NotFound,
        InvalidInput for a day that is still to come.
        """
        question = self.get(question_id)
        same = " ".join(text.split()) == question.answer
        kept = (question.source if same else "") if source is None else source
        told = replace(question, answer=text, answered=on, source=kept)
        return self.save(replace(told, public=question.public if public is None else public))

    def for_sheet(
        self, tenders: Collection[UUID] | None = None, *, tag: str = "", answered: bool = False
    ) -> list[Question]:
        """Return the public questions in the order asked most first: all of them, or those about one of `tenders`.

        `tag` keeps those that carry it, `answered` those that have an answer.
        """
        every = (question for question, _ in self.top_at(most=sys.maxsize))
        wanted = None if tenders is None else set(tenders)
        tagged = next(iter(clean_tags([tag])), "")
        return [
            one
            for one in every
            if one.public
            and (wanted is None or wanted.intersection(one.tenders))
            and (not tagged or tagged in one.tags)
            and (bool(one.answer) or not answered)
        ]

    def detach(self, work: Work, record: Question) -> None:
        """Take the question off conversations and inquiries; a bare count of it goes with it."""
        detach_inquiries(work, record.id)
        for meeting in work.meetings.using(record.id):
            if meeting.person is None and meeting.company is None:
                work.delete(Kind.MEETING, meeting.id)
            else:
                work.save(Kind.MEETING, replace(meeting, question=None))

    def like(self, text: str, most: int = 5) -> list[LikeQuestion]:
        """Return the known questions that resemble what is being typed, the most alike first."""
        wanted = _telling(read_note(text, self._today()).note)
        if not wanted:
            return []
        with self.database.read() as view:
            found = {one.id: one for one in _candidates(view, wanted)}
            counts = view.questions.counts(list(found))
        scored = [LikeQuestion(one, counts.get(one.id, 0), _likeness(wanted, one.text)) for one in found.values()]
        good = [one for one in scored if one.likeness > 0]
        return sorted(good, key=lambda one: (-one.likeness, -one.asked, one.question.text))[:most]

    def ask(
        self,
        text: str,
        *,
        question: UUID | None = None,
        event: UUID | None = None,
        at: datetime | None = None,
        meeting_id: UUID | None = None,
        draft: str = "",
    ) -> Asked:
        """Count a question: the one named, one in the same words, or a new one. Marks (#tag, @tender) are understood.

        `meeting_id` names the count before it is kept, so that one that is sent twice counts once; `draft` is the draft that it
        came from, forgotten in the same transaction. Raises InvalidInput when nothing is asked, NotFound for a question that is
        gone.
        """
        note = read_note(text, self._today())
        instant = at or self.database.signature.clock()
        with self.database.work(N_("Counted a question: {name}"), name="") as work:
            if draft:
                work.drop_draft(draft)
            done = work.meetings.get(meeting_id) if meeting_id else None
            if done is not None and done.question is not None and (old := work.questions.get(done.question)) is not None:
                return Asked(Changes(), old, done, work.questions.counts([old.id]).get(old.id, 0), False)
            known = work.questions.get(question) if question else _same(work, note.note)
            if question is not None and known is None:
                raise NotFound(str(question))
            if event is not None and work.events.get(event) is None:
                raise InvalidInput(N_("Event"), N_("There is no such event."))
            tenders = tuple(one for word in note.tenders for one in work.tenders.ids(Listing(Kind.TENDER, text=word))[:1])
            kept = known or self.keep(work, Question(text=note.note, tags=note.tags, tenders=tenders))
            meeting = Meeting(
                id=meeting_id or uuid4(),
                at=instant,
                officer=self.database.signature.who,
                event=event,
                note=note.note or kept.text,
                tags=clean_tags(note.tags),
                tenders=tenders,
                question=kept.id,
            )
            kept_meeting = work.save(Kind.MEETING, meeting)
            count = work.questions.counts([kept.id]).get(kept.id, 0)
            work.rename_action(N_("Counted a question: {name}"), name=kept.text[:40])
        return Asked(work.changes, kept, kept_meeting, count, known is None)

    def top(self, year: int, programme: str = "", most: int = 10) -> list[TopQuestion]:
        """Return the questions that were asked most in a year (home zone), the most first, each with how often in that year.

        With `programme` only what was asked where that tag stands on the conversation, its event or one of its tenders is counted.
        """
        start, end = year_of(year)
        tag = next(iter(clean_tags([programme])), "")
        with self.database.read() as view:
            counts = view.questions.asked_between(start, end, tag)
            found = view.questions.many(counts)
        ordered = sorted(found.values(), key=lambda one: (-counts[one.id], one.text))[:most]
        states = self.states(ordered)
        return [TopQuestion(one, counts[one.id], states[one.id]) for one in ordered]

    def top_at(self, event: UUID | None = None, most: int = 10) -> list[tuple[Question, int]]:
        """Return the questions that were asked most, at one event or anywhere, with how often."""
        with self.database.read() as view:
            filters = (("event", str(event)),) if event else ()
            found = view.questions.many(view.questions.ids(Listing(self.kind, filters=filters)))
            counts = view.questions.counts(list(found), event)
        ordered = sorted(found.values(), key=lambda one: (-counts.get(one.id, 0), one.text))
        return [(one, counts.get(one.id, 0)) for one in ordered[:most]]

    def card(self, question_id: UUID) -> QuestionCard:
        """Return everything that the detail pane shows. Raises NotFound."""
        question = self.get(question_id)
        with self.database.read() as view:
            talks = view.meetings.of(Kind.QUESTION, question_id)
            events = view.events.many(talk.event for talk in talks if talk.event)
            counted = Counter(talk.event for talk in talks)
            places = [(events.get(event) if event else None, count) for event, count in counted.most_common()]
            tenders = view.tenders.many(question.tenders)
            moments = timeline(view, Kind.QUESTION, question_id)
            inquiries = view.inquiries.of_question(question_id)
        last = next((events[talk.event] for talk in talks if talk.event in events), None)
        return QuestionCard(
            question,
            len(talks),
            tuple(places),
            last,
            tuple(self.top_at(last.id, _TOP)) if last else (),
            tuple(tenders.values()),
            moments,
            tuple(reversed(inquiries)),
            status_of(question, any(one.drafted is not None and one.closed is None for one in inquiries)),
        )

    def facts(self, ids: Sequence[UUID]) -> dict[UUID, tuple[int, datetime | None]]:
        """Return how often each question was asked, and when last."""
        with self.database.read() as view:
            return view.questions.facts(ids)

    def states(self, questions: Sequence[Question]) -> dict[UUID, QuestionStatus]:
        """Return how far each question has come."""
        with self.database.read() as view:
            waiting = view.inquiries.waited_for([one.id for one in questions])
        return {one.id: status_of(one, one.id in waiting) for one in questions}

    def count_today(self, event: UUID | None, now: datetime) -> int:
        """Return how many questions without a person were counted today (home zone)."""
        start, end = day_of(now)
        with self.database.read() as view:
            return view.meetings.count_at(event, start, end, counts=True)

    def merge(self, kept: UUID, others: Sequence[UUID]) -> Changes:
        """Let several wordings be one question: counts, tags, tenders, and an answer where `kept` has none, go over to it.

        Whether it may be printed is as it was for `kept`. One action. Raises NotFound.
        """
        question = self.get(kept)
        with self.database.work(N_("Merged questions: {name}"), name=question.text[:40]) as work:
            for other in work.questions.many(others).values():
                if other.id == kept:
                    continue
                for meeting in work.meetings.using(other.id):
                    work.save(Kind.MEETING, replace(meeting, question=kept))
                move_inquiries(work, other.id, kept)
                question = _joined(question, other)
                question = work.save(Kind.QUESTION, question)
                work.delete(Kind.QUESTION, other.id)
        return work.changes

    def merge_all(self, ids: Sequence[UUID]) -> Changes:
        """Let all of these be one question, in the words of the one that was asked most; of several, the first named."""
        with self.database.read() as view:
            counts = view.questions.counts(list(ids))
        if not ids:
            return Changes()
        return self.merge(max(ids, key=lambda one: counts.get(one, 0)), ids)

    def _today(self) -> date:
        return home_day(self.database.signature.clock())


def _joined(stays: Question, goes: Question) -> Question:
    """Return a question with what another wording of it has more."""
    whole = replace(
        stays,
        tags=tuple(dict.fromkeys((*stays.tags, *goes.tags))),
        tenders=tuple(dict.fromkeys((*stays.tenders, *goes.tenders))),
        # A package that brings the other one again finds it here.
        origins=tuple(dict.fromkeys((*stays.origins, *goes.origins, f"package:{goes.id}"))),
    )
    if stays.answer:
        return whole
    return replace(whole, answer=goes.answer, answered=goes.answered, source=goes.source, told=goes.told)


def _telling(text: str) -> frozenset[str]:
    """Return the beginnings of the words that say what is asked: "faktura", "fakturorna" and "fakturera" are one."""
    found = (plain(word) for word in words(text))
    return frozenset(word[:6] for word in found if word not in _EMPTY_WORDS and len(word) > 1)


def _candidates(view: View, wanted: frozenset[str]) -> list[Question]:
    ids = (one for word in sorted(wanted) for one in view.questions.ids(Listing(Kind.QUESTION, text=word))[:_EACH_WORD])
    return list(view.questions.many(dict.fromkeys(ids)).values())


def _likeness(wanted: frozenset[str], text: str) -> float:
    other = _telling(text)
    begun = sum(any(len(word) >= _BEGUN and one.startswith(word) for one in other) for word in wanted - other)
    # The word that is being typed is not whole yet, and may come to mean another one: it counts half.
    return (2 * len(wanted & other) + begun) / (len(wanted) + len(other)) if other else 0.0


def _same(work: Work, text: str) -> Question | None:
    """Return the question that was asked in these very words, but for case and signs."""
    wanted = words(text)
    same = (one for one in _candidates(work, _telling(text)) if words(one.text) == wanted)
    return min(same, key=lambda one: str(one.id), default=None)
