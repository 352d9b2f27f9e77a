"""Answers of guests: whose they are, which is the later one, what waits for an officer, and what the officer decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from outreach.domain.contact import Email
from outreach.domain.event import Event
from outreach.domain.guest import Answer, Guest, Standing
from outreach.domain.invitation import Method, Purpose
from outreach.domain.person import Person
from outreach.domain.plan import Outline, Plan
from outreach.domain.reply import ReplyMethod, ReplyState
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.when import zoned
from outreach.errors import InvalidInput, NotFound
from outreach.services.answer_taking import (
    ASKS,
    BEFORE_MOVE,
    DELEGATES,
    EVENT_GONE,
    FOREIGN,
    IS_DELEGATE,
    ONE_DATE,
    OTHER_SENDER,
    SEVERAL,
    UNINVITED,
    UNKNOWN,
    WAITS,
)
from outreach.services.decisions import Decision, DecisionKind
from outreach.services.house import House
from outreach.services.messages import ANSWER_WAITS
from outreach.services.replies import AnswerLine
from tests.services.conftest import StillClock

ORGANIZER = "upp@alvbro.example"
BREAKFAST = Event(title="Frukost", when=zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0)))
EMAILS = {"Anna Berg": "anna@x.example", "Bo Ek": "bo@x.example", "Eva Gran": "info@gran.example", "Per Gran": "info@gran.example"}
AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@dataclass
class Mail:
    """An answer to be written: a calendar, in a mail when there is a sender."""

    uid: str
    address: str
    partstat: str = "ACCEPTED"
    sequence: int | None = 0
    at: datetime = AT
    sender: str | None = None
    method: str = "REPLY"
    name: str = ""
    params: str = ""
    more: str = ""
    start: str = "DTSTART:20261203T063000Z"

    def calendar(self) -> bytes:
        number = f"SEQUENCE:{self.sequence}\r\n" if self.sequence is not None else ""
        name = f";CN={self.name}" if self.name else ""
        return (
            f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nMETHOD:{self.method}\r\nBEGIN:VEVENT\r\n"
            f"UID:{self.uid}\r\nDTSTAMP:{self.at:%Y%m%dT%H%M%SZ}\r\n{number}{self.start}\r\n{self.more}"
            f"ORGANIZER:mailto:{ORGANIZER}\r\nATTENDEE;PARTSTAT={self.partstat}{name}{self.params}:mailto:{self.address}\r\n"
            "END:VEVENT\r\nEND:VCALENDAR\r\n"
        ).encode()

    def file(self) -> tuple[str, bytes]:
        if self.sender is None:
            return "svar.ics", self.calendar()
        head = f"From: <{self.sender}>\r\nTo: <{ORGANIZER}>\r\nSubject: Svar\r\nMIME-Version: 1.0\r\n"
        kind = f"Content-Type: text/calendar; charset=utf-8; method={self.method}\r\n\r\n"
        return "svar.eml", (head + kind).encode() + self.calendar()


@pytest.fixture
def at(house: House, tmp_path: Path) -> UUID:
    """A breakfast to which four people were invited, two of them behind one mailbox."""
    house.unit.save_unit(Unit(id=UNIT_ID, municipality="Älvbro kommun", email=ORGANIZER))
    house.events.save(BREAKFAST)
    people = [Person(name=name, emails=(Email(mail),)) for name, mail in EMAILS.items()]
    for person in people:
        house.people.save(person)
    house.guests.invite(BREAKFAST.id, [one.id for one in people])
    prepared = house.invitations.prepare(BREAKFAST.id, Purpose.INVITE)
    house.invitations.write_files(prepared.batch or uuid4(), tmp_path / "sent")
    return BREAKFAST.id


@pytest.fixture
def read(house: House, at: UUID) -> Callable[..., AnswerLine]:
    """Take in one answer and return what became of it."""

    def take(address: str, **values: object) -> AnswerLine:
        found = house.replies.read([Mail(BREAKFAST.uid, address, **values).file()])  # type: ignore[arg-type]
        (line,) = found.answers
        return line

    return take


def guest(house: House, name: str) -> Guest:
    return house.guests.named(BREAKFAST.id, name).guest


Read = Callable[..., AnswerLine]


# Whose is it? ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["anna@x.example", "ANNA@X.Example", "anna+kalender@x.example"])
def test_an_answer_is_matched_by_address_whatever_its_case_and_detail(house: House, read: Read, address: str) -> None:
    line = read(address, sender=address)
    assert (line.reply.state, line.guest and line.guest.name) == (ReplyState.APPLIED, "Anna Berg")
    assert guest(house, "Anna Berg").answer is Answer.ACCEPTED


def test_an_answer_from_another_address_of_the_same_person_is_theirs(house: House, read: Read) -> None:
    anna = house.people.get(guest(house, "Anna Berg").person or uuid4())
    house.people.save(replace(anna, emails=(Email("anna.ny@y.example"), *anna.emails)))
    assert read("anna.ny@y.example").reply.state is ReplyState.APPLIED
    assert read("anna@x.example", at=AT + timedelta(hours=1), partstat="DECLINED").reply.state is ReplyState.APPLIED
    assert guest(house, "Anna Berg").answer is Answer.DECLINED


def test_of_two_behind_one_mailbox_the_name_decides_and_without_it_an_officer(house: House, at: UUID, read: Read) -> None:
    line = read("info@gran.example", name="Per Gran")
    assert (line.reply.state, line.guest and line.guest.name) == (ReplyState.APPLIED, "Per Gran")
    asked = read("info@gran.example", name="Gran Bygg", at=AT + timedelta(minutes=1))
    assert (asked.reply.state, asked.reply.reason, asked.guest) == (ReplyState.PENDING, SEVERAL, None)
    house.replies.decide(asked.reply.id, Decision(DecisionKind.MATCH, guest(house, "Eva Gran").id))
    assert guest(house, "Eva Gran").answer is Answer.ACCEPTED
    assert house.replies.pending() == []


def test_an_unknown_sender_waits_and_is_added_as_a_guest(house: House, at: UUID, read: Read) -> None:
    line = read("ny@z.example", name="Nina Ny", sender="ny@z.example")
    assert (line.reply.state, line.reply.reason) == (ReplyState.PENDING, UNKNOWN)
    house.replies.decide(line.reply.id, Decision(DecisionKind.ADD))
    nina = guest(house, "Nina Ny")
    assert (nina.answer, nina.email, nina.person) == (Answer.ACCEPTED, "ny@z.example", None)
    house.history.undo()
    assert [one.id for one in house.replies.pending()] == [line.reply.id]
    with pytest.raises(NotFound):
        guest(house, "Nina Ny")


def test_once_decided_the_same_address_is_known(house: House, at: UUID, read: Read) -> None:
    line = read("privat@hem.example")
    house.replies.decide(line.reply.id, Decision(DecisionKind.MATCH, guest(house, "Bo Ek").id))
    later = read("privat@hem.example", at=AT + timedelta(hours=1), partstat="TENTATIVE")
    assert later.reply.state is ReplyState.APPLIED
    assert guest(house, "Bo Ek").answer is Answer.TENTATIVE


def test_who_answers_for_somebody_else_waits(house: House, read: Read) -> None:
    line = read("anna@x.example", sender="lurig@annan.example", partstat="DECLINED")
    assert (line.reply.state, line.reply.reason) == (ReplyState.PENDING, OTHER_SENDER)
    assert guest(house, "Anna Berg").answer is Answer.NONE
    house.replies.decide(line.reply.id, Decision(DecisionKind.DISMISS))
    assert (house.replies.get(line.reply.id).state, guest(house, "Anna Berg").answer) == (ReplyState.DISMISSED, Answer.NONE)


def test_who_has_answered_is_not_reminded_while_the_answer_waits_for_an_officer(house: House, at: UUID, read: Read) -> None:
    anna = guest(house, "Anna Berg").id
    assert anna in house.invitations.due(at).unanswered
    line = read("anna@x.example", sender="lurig@annan.example", partstat="DECLINED")
    assert anna not in house.invitations.due(at).unanswered
    assert anna not in [one.guest.guest.id for one in house.invitations.preview(at, Purpose.REMIND).messages]
    (left_out,) = house.invitations.preview(at, Purpose.REMIND, [anna]).left_out
    assert left_out.reason == ANSWER_WAITS
    house.replies.decide(line.reply.id, Decision(DecisionKind.DISMISS))
    assert anna in house.invitations.due(at).unanswered
    asks = read("bo@x.example", method="REFRESH")
    assert asks.reply.guest in house.invitations.due(at).unanswered, "who asks for the invitation has not answered"


def test_a_delegate_is_added_in_place_of_the_guest(house: House, at: UUID, read: Read) -> None:
    sends = read("anna@x.example", partstat="DELEGATED", params=';DELEGATED-TO="mailto:dan@x.example"')
    assert (sends.reply.state, sends.reply.reason) == (ReplyState.PENDING, DELEGATES)
    comes = read("dan@x.example", name="Dan Falk", params=';DELEGATED-FROM="mailto:anna@x.example"', sender="dan@x.example")
    assert (comes.reply.reason, comes.guest and comes.guest.name) == (IS_DELEGATE, "Anna Berg")
    house.replies.decide(comes.reply.id, Decision(DecisionKind.ADD))
    dan, anna = guest(house, "Dan Falk"), guest(house, "Anna Berg")
    assert (dan.answer, dan.delegate_of, anna.answer) == (Answer.ACCEPTED, anna.id, Answer.DELEGATED)
    house.replies.decide(sends.reply.id, Decision(DecisionKind.ADD))
    assert len(house.guests.at_event(at).lines) == 5, "the delegate stands on the list already"
    assert house.invitations.due(at).new == (dan.id,)


# Which is the later one? ---------------------------------------------------------------------------------------------


def test_older_answers_are_refused_by_number_and_stamp_never_for_want_of_a_higher_number(house: House, read: Read) -> None:
    assert read("anna@x.example", partstat="TENTATIVE").reply.state is ReplyState.APPLIED
    assert read("anna@x.example", at=AT + timedelta(seconds=1)).reply.state is ReplyState.APPLIED
    older = read("anna@x.example", at=AT - timedelta(hours=1), partstat="DECLINED")
    assert older.reply.state is ReplyState.OLDER
    assert guest(house, "Anna Berg").answer is Answer.ACCEPTED
    unnumbered = read("anna@x.example", at=AT + timedelta(hours=1), partstat="DECLINED", sequence=None)
    assert unnumbered.reply.state is ReplyState.APPLIED
    raised = read("anna@x.example", at=AT + timedelta(hours=2), sequence=7)
    assert raised.reply.state is ReplyState.APPLIED, "some programs raise it by themselves"
    back = read("anna@x.example", at=AT + timedelta(hours=3), partstat="DECLINED", sequence=0)
    assert back.reply.state is ReplyState.APPLIED
    assert guest(house, "Anna Berg").answer is Answer.DECLINED


def test_the_telephone_goes_before_a_mail_that_was_written_earlier(house: House, at: UUID, read: Read) -> None:
    house.guests.answer([guest(house, "Anna Berg").id], Answer.DECLINED, note="ringde")
    early = read("anna@x.example", at=datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    assert early.reply.state is ReplyState.OLDER
    said = guest(house, "Anna Berg")
    assert (said.answer, said.answer_way, said.answer_note) == (Answer.DECLINED, "phone", "ringde")


def test_an_answer_to_the_time_before_the_move_is_kept_and_asked_again(house: House, at: UUID, read: Read) -> None:
    event = house.events.get(at)
    house.events.save(replace(event, place="Biblioteket"))
    line = read("anna@x.example")
    assert (line.reply.state, line.reply.reason) == (ReplyState.APPLIED, BEFORE_MOVE)
    assert guest(house, "Anna Berg").answer is Answer.ACCEPTED
    assert house.guests.at_event(at).answers.before_move == 1
    assert guest(house, "Anna Berg").id in house.invitations.due(at).older


def test_the_same_file_twice_changes_nothing(house: House, read: Read) -> None:
    first = read("anna@x.example", more="COMMENT:Jag är 811228-9874\r\n")
    again = house.replies.read([Mail(BREAKFAST.uid, "anna@x.example", more="COMMENT:Jag är 811228-9874\r\n").file()] * 2)
    assert [one.verdict for one in again.answers] == ["same", "same"]
    assert again.changes.action is None
    assert again.answers[0].reply.id == first.reply.id


def test_reading_is_previewed_and_undone(house: House, at: UUID) -> None:
    file = Mail(BREAKFAST.uid, "anna@x.example").file()
    preview = house.replies.preview([file])
    assert (preview.answers[0].reply.state, preview.changes.action) == (ReplyState.APPLIED, None)
    assert house.replies.of_event(at) == []
    assert guest(house, "Anna Berg").answer is Answer.NONE
    house.replies.read([file])
    house.history.undo()
    assert house.replies.of_event(at) == []
    assert guest(house, "Anna Berg").answer is Answer.NONE


# What is it about? ---------------------------------------------------------------------------------------------------


def test_answers_to_events_that_are_not_ours_are_listed_and_not_kept(house: House, at: UUID) -> None:
    foreign = house.replies.read([Mail("other@program", "anna@x.example").file()])
    assert [(one.verdict, one.note) for one in foreign.answers] == [("foreign", FOREIGN)]
    assert foreign.changes.action is None
    house.events.delete([at])
    gone = house.replies.read([Mail(BREAKFAST.uid, "anna@x.example").file()])
    assert [(one.reply.state, one.reply.reason) for one in gone.answers] == [(ReplyState.DISMISSED, EVENT_GONE)]


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\xff\xfe\x00", b"BEGIN:VCALENDAR\r\n", b"From: a@b.example\r\nTo: c@d.example\r\n\r\nhej"]
)
def test_what_is_no_answer_is_a_problem_and_no_error(house: House, at: UUID, data: bytes) -> None:
    found = house.replies.read([("skräp.eml", data)])
    assert found.answers == ()
    assert [one.file for one in found.problems] == ["skräp.eml"] * len(found.problems)
    assert found.problems


def test_an_answer_for_one_date_of_a_series_leaves_the_others(house: House, at: UUID) -> None:
    event = house.events.get(at)
    house.events.save(replace(event, recurrence=("RRULE:FREQ=WEEKLY;COUNT=4",)))
    mail = Mail(BREAKFAST.uid, "anna@x.example", "DECLINED", 1, more="RECURRENCE-ID:20261210T063000Z\r\n")
    (line,) = house.replies.read([mail.file()]).answers
    assert (line.reply.state, line.reply.reason, line.reply.recurrence_id) == (ReplyState.APPLIED, ONE_DATE, "20261210T063000Z")
    assert guest(house, "Anna Berg").answer is Answer.NONE
    earlier = replace(mail, at=AT - timedelta(hours=1), partstat="ACCEPTED")
    assert house.replies.read([earlier.file()]).answers[0].reply.state is ReplyState.OLDER


# Places --------------------------------------------------------------------------------------------------------------


def test_a_yes_beyond_the_capacity_waits_and_the_first_in_line_is_offered_the_place(house: House, at: UUID, read: Read) -> None:
    house.plans.save(Plan(event=at, outline=Outline(capacity=1)))
    assert read("anna@x.example").reply.reason == ""
    line = read("bo@x.example", at=AT + timedelta(hours=1))
    assert (line.reply.state, line.reply.reason) == (ReplyState.APPLIED, WAITS)
    assert guest(house, "Bo Ek").standing is Standing.WAITING
    assert house.guests.offered(at) == []
    read("anna@x.example", at=AT + timedelta(hours=2), partstat="DECLINED")
    assert [one.name for one in house.guests.offered(at)] == ["Bo Ek"]
    eva = read("info@gran.example", name="Eva Gran", at=AT + timedelta(hours=3))
    assert eva.reply.reason == WAITS, "the free place is Bo's"
    house.guests.promote([guest(house, "Bo Ek").id])
    assert read("bo@x.example", at=AT + timedelta(hours=4)).reply.reason == ""
    answers = house.guests.at_event(at).answers
    assert (answers.accepted, answers.waiting, answers.declined, answers.free) == (2, 1, 1, 0)


def test_who_was_uninvited_and_answers_waits_for_an_officer(house: House, at: UUID, read: Read) -> None:
    house.guests.uninvite([guest(house, "Anna Berg").id])
    assert "Anna Berg" not in [line.name for line in house.guests.at_event(at).lines]
    line = read("anna@x.example")
    assert (line.reply.state, line.reply.reason) == (ReplyState.PENDING, UNINVITED)
    house.replies.decide(line.reply.id, Decision(DecisionKind.MATCH))
    anna = guest(house, "Anna Berg")
    assert (anna.standing, anna.answer) == (Standing.LISTED, Answer.ACCEPTED)


# Another time, once more ---------------------------------------------------------------------------------------------


def proposal(read: Read) -> AnswerLine:
    return read(
        "anna@x.example", method="COUNTER", partstat="TENTATIVE",
        start="DTSTART:20261203T120000Z\r\nDTEND:20261203T133000Z", more="COMMENT:Hellre efter lunch\r\n",
    )  # fmt: skip


def test_another_time_waits_and_moves_the_event_for_all(house: House, at: UUID, read: Read) -> None:
    line = proposal(read)
    assert line.reply.state is ReplyState.PENDING
    assert line.reply.method is ReplyMethod.COUNTER
    anna = guest(house, "Anna Berg")
    assert anna.proposed == zoned(datetime(2026, 12, 3, 13, 0), datetime(2026, 12, 3, 14, 30))
    assert (anna.answer, anna.answer_note) == (Answer.TENTATIVE, "Hellre efter lunch")
    house.replies.decide(line.reply.id, Decision(DecisionKind.MOVE))
    event = house.events.get(at)
    assert (event.when, event.sequence) == (anna.proposed, 1)
    assert guest(house, "Anna Berg").proposed is None
    assert len(house.invitations.due(at).older) == 4


def test_another_time_for_one_date_of_a_series_moves_that_date_alone(house: House, at: UUID) -> None:
    event = house.events.get(at)
    house.events.save(replace(event, recurrence=("RRULE:FREQ=WEEKLY;COUNT=4",)))
    mail = Mail(
        BREAKFAST.uid, "anna@x.example", "TENTATIVE", 1, method="COUNTER", more="RECURRENCE-ID:20261210T063000Z\r\n",
        start="DTSTART:20261210T120000Z\r\nDTEND:20261210T133000Z",
    )  # fmt: skip
    (line,) = house.replies.read([mail.file()]).answers
    declined = house.replies.decide(line.reply.id, Decision(DecisionKind.DECLINE))
    (message,) = house.invitations.of_batch(declined.action or uuid4())
    assert (message.method, message.recurrence_id) == (Method.DECLINECOUNTER, "20261210T063000Z")
    assert "torsdag 10 december 2026 kl. 07:30–09:00" in message.letter
    house.history.undo()
    house.replies.decide(line.reply.id, Decision(DecisionKind.MOVE))
    with house.database.read() as view:
        (moved,) = [one for one in view.events.by_uid(BREAKFAST.uid) if one.recurrence_id]
    assert moved.when == zoned(datetime(2026, 12, 10, 13, 0), datetime(2026, 12, 10, 14, 30))
    assert house.events.get(at).when == BREAKFAST.when
    assert guest(house, "Anna Berg").answer is Answer.NONE, "that was for one date alone"


def test_another_day_for_a_whole_series_is_for_an_officer(house: House, at: UUID, read: Read) -> None:
    house.events.save(replace(house.events.get(at), recurrence=("RRULE:FREQ=WEEKLY;COUNT=4",)))
    line = read("anna@x.example", method="COUNTER", sequence=1, start="DTSTART:20261204T120000Z\r\nDTEND:20261204T130000Z")
    with pytest.raises(InvalidInput):
        house.replies.decide(line.reply.id, Decision(DecisionKind.MOVE))


def test_no_to_another_time_goes_to_that_guest_alone(house: House, at: UUID, read: Read, tmp_path: Path) -> None:
    line = proposal(read)
    changes = house.replies.decide(line.reply.id, Decision(DecisionKind.DECLINE, comment="Salen är bokad"))
    assert changes.action is not None
    (message,) = house.invitations.of_batch(changes.action)
    assert (message.method, message.name, message.sequence) == (Method.DECLINECOUNTER, "Anna Berg", 0)
    assert "torsdag 3 december 2026 kl. 13:00–14:30" in message.letter
    assert len(house.invitations.write_files(changes.action, tmp_path)) == 1
    assert house.invitations.due(at).older == ()
    assert guest(house, "Anna Berg").proposed is None


def test_another_time_may_be_noted_or_put_aside(house: House, read: Read) -> None:
    line = proposal(read)
    house.replies.decide(line.reply.id, Decision(DecisionKind.NOTE))
    assert guest(house, "Anna Berg").answer_note == "Hellre efter lunch\n→ 2026-12-03 13:00"
    house.history.undo()
    assert guest(house, "Anna Berg").proposed is not None
    house.replies.decide(line.reply.id, Decision(DecisionKind.DISMISS))
    assert guest(house, "Anna Berg").proposed is None


def test_who_asks_for_the_invitation_gets_the_present_version(house: House, at: UUID, read: Read) -> None:
    line = read("anna@x.example", method="REFRESH")
    assert (line.reply.state, line.reply.reason) == (ReplyState.PENDING, ASKS)
    changes = house.replies.decide(line.reply.id, Decision(DecisionKind.SEND))
    (message,) = house.invitations.of_batch(changes.action or uuid4())
    assert (message.method, message.name, message.sequence) == (Method.REQUEST, "Anna Berg", 0)
    with pytest.raises(InvalidInput):
        house.replies.decide(line.reply.id, Decision(DecisionKind.SEND))


def test_a_decision_that_does_not_fit_is_refused(house: House, read: Read) -> None:
    line = read("ny@z.example")
    with pytest.raises(InvalidInput):
        house.replies.decide(line.reply.id, Decision(DecisionKind.MOVE))
    with pytest.raises(NotFound):
        house.replies.decide(line.reply.id, Decision(DecisionKind.MATCH))


# Through the import --------------------------------------------------------------------------------------------------


def test_an_answer_file_is_taken_in_by_the_import(house: House, at: UUID, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    mails = (Mail(BREAKFAST.uid, "anna@x.example"), Mail(BREAKFAST.uid, "bo@x.example", sender="bo@x.example"))
    for mail in (*mails, Mail("other@x", "anna@x.example")):
        name, data = mail.file()
        (folder / f"{mail.uid[:3]}-{mail.address}-{name}").write_bytes(data)
    paths = sorted(folder.iterdir())
    preview = house.imports.preview(paths)
    assert (preview.added, [one.reason for one in preview.problems]) == (2, [FOREIGN])
    assert guest(house, "Bo Ek").answer is Answer.NONE
    done = house.imports.run(preview)
    assert done.added == 2
    assert guest(house, "Anna Berg").answer is guest(house, "Bo Ek").answer is Answer.ACCEPTED
    assert house.imports.preview(paths).unchanged == 2


def test_an_answer_from_a_computer_far_ahead_of_its_time_does_not_stop_later_ones(
    house: House, read: Read, clock: StillClock
) -> None:
    ahead = {"address": "anna@x.example", "at": AT.replace(year=2099)}
    assert read(**ahead).reply.state is ReplyState.APPLIED
    assert guest(house, "Anna Berg").answered == clock.now
    clock.now += timedelta(days=1)
    later = read("anna@x.example", partstat="DECLINED", at=clock.now)
    assert later.reply.state is ReplyState.APPLIED
    assert guest(house, "Anna Berg").answer is Answer.DECLINED
    assert read(**ahead).verdict == "same"
