"""Messages to guests: who is due what, which number they carry, and what an undo can and cannot take back."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.event import Event, EventStatus
from outreach.domain.guest import Answer, Guest, Standing
from outreach.domain.invitation import Delivery, Invitation, Method, Purpose, Way
from outreach.domain.letter import Letter
from outreach.domain.person import Person, Role
from outreach.domain.plan import Outline, Plan
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.unit import UNIT_ID, Officer, Unit
from outreach.domain.when import zoned
from outreach.errors import CannotWrite, InvalidInput
from outreach.language import Language
from outreach.services.addressing import BAD_ADDRESS, NO_ADDRESS
from outreach.services.house import House
from outreach.services.import_events import NOT_THE_ORGANIZER
from outreach.services.imports import ImportOutcome
from outreach.services.invitations import PROPOSE_LINK
from outreach.services.messages import HAS_ANSWERED, HAS_IT, NEVER_INVITED
from tests.journeys.invitation_messages import take
from tests.network.letters import open_server_at
from tests.network.mail_server import Letterbox, MailServerOnLoopback
from tests.second_reader import SecondReader, every_second_reader
from tests.services.conftest import StillClock

BREAKFAST = Event(title="Frukost", when=zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0)), place="Folkets hus")
NAMES = ("Anna Berg", "Bo Ek", "Cia Dahl")


def mail(name: str) -> str:
    return f"{name.split()[0].casefold()}@x.example"


@pytest.fixture
def at(house: House) -> UUID:
    """A breakfast with three people on its list, all of whom have an address."""
    house.unit.save_unit(Unit(id=UNIT_ID, municipality="Älvbro kommun", department="Upphandling", email="upp@alvbro.example"))
    house.events.save(BREAKFAST)
    people = [Person(name=name, emails=(Email(mail(name)),)) for name in NAMES]
    for person in people:
        house.people.save(person)
    house.guests.invite(BREAKFAST.id, [one.id for one in people])
    return BREAKFAST.id


def guest(house: House, event: UUID, name: str) -> Guest:
    return house.guests.named(event, name).guest


def required(batch: UUID | None) -> UUID:
    assert batch is not None
    return batch


def send(house: House, event: UUID, purpose: Purpose, folder: Path, guests: Sequence[UUID] | None = None) -> list[Invitation]:
    """Prepare and write messages; return them as they are on record afterwards."""
    prepared = house.invitations.prepare(event, purpose, guests)
    if prepared.batch is None:
        return []
    house.invitations.write_files(prepared.batch, folder)
    return [house.invitations.get(one.id) for one in prepared.invitations]


def move(house: House, event: UUID, **time: int) -> None:
    known = house.events.get(event)
    when = replace(known.when, start=known.when.start + timedelta(**time), end=known.when.end + timedelta(**time))
    house.events.save(replace(known, when=when))


def numbers(sent: Sequence[Invitation]) -> set[int]:
    return {one.sequence for one in sent}


# Which version, to whom ------------------------------------------------------------------------------------------------


def test_invited_once_updated_once_and_a_newcomer_gets_the_present_version(house: House, at: UUID, tmp_path: Path) -> None:
    assert len(send(house, at, Purpose.INVITE, tmp_path)) == 3
    assert send(house, at, Purpose.INVITE, tmp_path) == []
    move(house, at, hours=1)
    late = Person(name="Dan Falk", emails=(Email("dan@x.example"),))
    house.people.save(late)
    house.guests.invite(at, [late.id])
    due = house.invitations.due(at)
    assert (len(due.new), len(due.older)) == (1, 3)
    updates = send(house, at, Purpose.UPDATE, tmp_path)
    assert {one.name for one in updates} == set(NAMES)
    (new,) = send(house, at, Purpose.INVITE, tmp_path)
    assert numbers([*updates, new]) == {1}
    due = house.invitations.due(at)
    assert (due.new, due.older, len(due.unanswered)) == ((), (), 4)


def test_a_new_title_is_told_with_the_same_number_and_a_later_stamp(house: House, at: UUID, tmp_path: Path) -> None:
    first = send(house, at, Purpose.INVITE, tmp_path)
    house.events.save(replace(house.events.get(at), title="Frukost för byggföretag"))
    second = send(house, at, Purpose.UPDATE, tmp_path)
    assert numbers(second) == {0}
    assert min(one.at for one in second) > max(one.at for one in first)


def test_an_undone_move_that_was_told_is_told_back_with_a_higher_number(house: House, at: UUID, tmp_path: Path) -> None:
    send(house, at, Purpose.INVITE, tmp_path)
    move(house, at, hours=1)
    assert numbers(send(house, at, Purpose.UPDATE, tmp_path)) == {1}
    house.history.undo()  # the move: what was sent is final, so it is the latest that can be taken back
    assert house.events.get(at).when == BREAKFAST.when
    assert house.events.get(at).sequence == 0
    back = send(house, at, Purpose.UPDATE, tmp_path)
    assert numbers(back) == {2}
    assert house.events.get(at).sequence == 2
    move(house, at, hours=2)
    assert numbers(send(house, at, Purpose.UPDATE, tmp_path)) == {3}


def test_an_undone_cancellation_that_was_told_invites_anew_above_it(house: House, at: UUID, tmp_path: Path) -> None:
    send(house, at, Purpose.INVITE, tmp_path)
    house.events.cancel(at)
    told = send(house, at, Purpose.CANCEL, tmp_path)
    assert (numbers(told), {one.method for one in told}) == ({1}, {Method.CANCEL})
    assert send(house, at, Purpose.CANCEL, tmp_path) == []
    house.history.undo()
    again = send(house, at, Purpose.INVITE, tmp_path)
    assert (numbers(again), {one.method for one in again}) == ({2}, {Method.REQUEST})


def test_cancelling_by_message_cancels_the_event_in_the_same_action(house: House, at: UUID, tmp_path: Path) -> None:
    send(house, at, Purpose.INVITE, tmp_path)
    prepared = house.invitations.prepare(at, Purpose.CANCEL)
    assert house.events.get(at).status is EventStatus.CANCELLED
    house.history.undo()
    assert house.events.get(at).status is EventStatus.CONFIRMED
    assert house.invitations.of_batch(prepared.batch or uuid4()) == []
    with pytest.raises(InvalidInput, match="waits"):
        house.invitations.write_files(prepared.batch or uuid4(), tmp_path)


def test_nobody_is_invited_to_what_is_cancelled(house: House, at: UUID) -> None:
    house.events.cancel(at)
    with pytest.raises(InvalidInput, match="cancelled"):
        house.invitations.prepare(at, Purpose.INVITE)
    assert house.invitations.due(at).to_cancel == ()


def test_stamps_grow_for_each_guest_though_the_clock_stands_still(house: House, at: UUID, tmp_path: Path) -> None:
    for purpose in (Purpose.INVITE, Purpose.REMIND, Purpose.REMIND, Purpose.CANCEL):
        send(house, at, purpose, tmp_path)
    for name in NAMES:
        stamps = [one.at for one in house.invitations.history(guest(house, at, name).id)]
        assert stamps == sorted(set(stamps))
        assert len(stamps) == 4


# Who gets none ---------------------------------------------------------------------------------------------------------


def test_who_cannot_be_reached_is_named_with_what_to_do(house: House, at: UUID) -> None:
    house.guests.add_named(at, "Utan Adress")
    house.guests.reach(guest(house, at, "Anna Berg").id, email="anna@ny.example")
    without = guest(house, at, "Bo Ek")
    house.guests.save(replace(without, email="trasig adress"))
    preview = house.invitations.preview(at, Purpose.INVITE)
    assert {one.address for one in preview.messages} == {"anna@ny.example", mail("Cia Dahl")}
    assert {(one.guest.name, one.reason) for one in preview.left_out} == {("Utan Adress", NO_ADDRESS), ("Bo Ek", BAD_ADDRESS)}
    with pytest.raises(InvalidInput):
        house.guests.reach(without.id, email="trasig adress")


def test_named_guests_are_left_out_with_the_reason(house: House, at: UUID, tmp_path: Path) -> None:
    anna, bo = guest(house, at, "Anna Berg").id, guest(house, at, "Bo Ek").id
    send(house, at, Purpose.INVITE, tmp_path, [anna])
    house.guests.answer([anna], Answer.ACCEPTED)
    reasons = {
        purpose: [one.reason for one in house.invitations.preview(at, purpose, [anna, bo]).left_out]
        for purpose in (Purpose.INVITE, Purpose.REMIND, Purpose.CANCEL)
    }
    assert reasons == {
        Purpose.INVITE: [HAS_IT],
        Purpose.REMIND: [HAS_ANSWERED, NEVER_INVITED],
        Purpose.CANCEL: [NEVER_INVITED],
    }
    assert [one.guest.guest.id for one in house.invitations.preview(at, Purpose.UPDATE, [anna]).messages] == [anna]


def test_two_guests_behind_one_mailbox_get_their_own_messages(house: House, at: UUID) -> None:
    shared = [Person(name=name, emails=(Email("info@firma.example"),)) for name in ("Eva Gran", "Per Gran")]
    for person in shared:
        house.people.save(person)
    preview = house.invitations.preview(at, Purpose.INVITE, people=[one.id for one in shared])
    assert [(one.guest.name, one.address) for one in preview.messages] == [
        ("Eva Gran", "info@firma.example"),
        ("Per Gran", "info@firma.example"),
    ]
    assert len(house.guests.at_event(at).lines) == 3, "a preview puts nobody on the list"


def test_without_an_address_of_ours_a_sentence_says_what_to_do(house: House, at: UUID) -> None:
    house.unit.save_unit(replace(house.unit.unit(), email=""))
    with pytest.raises(InvalidInput, match="Sender"):
        house.invitations.preview(at, Purpose.INVITE)
    house.unit.save_officer(Officer(name="Anna Ek", email="anna.ek@alvbro.example"))
    assert house.invitations.preview(at, Purpose.INVITE).sender.address == "anna.ek@alvbro.example"


def test_to_somebody_elses_event_we_do_not_invite(house: House, at: UUID) -> None:
    house.events.save(replace(house.events.get(at), organizer="mailto:gala@naringsliv.example"))
    with pytest.raises(InvalidInput):
        house.invitations.preview(at, Purpose.INVITE)


# Out of the house ------------------------------------------------------------------------------------------------------


def test_preparing_can_be_undone_and_writing_is_final(house: House, at: UUID, tmp_path: Path) -> None:
    prepared = house.invitations.prepare(at, Purpose.INVITE)
    assert len(house.invitations.of_event(at)) == 3
    house.history.undo()
    assert house.invitations.of_event(at) == []
    prepared = house.invitations.prepare(at, Purpose.INVITE)
    assert prepared.batch is not None
    house.invitations.write_files(prepared.batch, tmp_path)
    house.history.undo()  # neither the writing nor the preparing: the guests were put on the list before
    assert {one.delivery for one in house.invitations.of_event(at)} == {Delivery.SENT}


def test_what_waits_and_is_out_of_date_is_not_sent_beside_the_new(house: House, at: UUID, tmp_path: Path) -> None:
    old = house.invitations.prepare(at, Purpose.INVITE)
    move(house, at, hours=1)
    assert len(house.invitations.due(at).new) == 3
    new = house.invitations.prepare(at, Purpose.INVITE)
    assert {house.invitations.get(one.id).delivery for one in old.invitations} == {Delivery.DROPPED}
    assert new.batch is not None
    assert len(house.invitations.write_files(new.batch, tmp_path)) == 3
    with pytest.raises(InvalidInput):
        house.invitations.write_files(old.batch or uuid4(), tmp_path)


def test_files_that_were_cut_short_are_due_again_and_go_once(house: House, at: UUID, tmp_path: Path) -> None:
    """A program that was killed between preparing and writing: the files were never there."""
    cut = house.invitations.prepare(at, Purpose.INVITE)
    assert len(house.invitations.due(at).new) == 3
    assert len(send(house, at, Purpose.INVITE, tmp_path)) == 3
    assert house.invitations.due(at).new == ()
    assert {one.delivery for one in house.invitations.of_batch(required(cut.batch))} == {Delivery.DROPPED}
    move(house, at, hours=1)
    house.invitations.prepare(at, Purpose.UPDATE, way=Way.SMTP)
    due = house.invitations.due(at)
    assert (due.older, len(due.waiting_to_leave)) == ((), 3), "what lies in the outbox will go"


def test_what_is_no_longer_true_is_not_written(house: House, at: UUID, tmp_path: Path) -> None:
    prepared = house.invitations.prepare(at, Purpose.INVITE)
    batch = prepared.batch or uuid4()
    move(house, at, hours=1)
    with pytest.raises(InvalidInput, match="changed"):
        house.invitations.write_files(batch, tmp_path)
    house.history.undo()
    house.guests.reach(guest(house, at, "Anna Berg").id, email="anna@ny.example")
    assert len(house.invitations.write_files(batch, tmp_path)) == 2
    house.events.delete([at])
    with pytest.raises(InvalidInput):
        house.invitations.write_files(batch, tmp_path)


def test_files_are_named_by_guest_and_never_written_over(house: House, at: UUID, tmp_path: Path) -> None:
    odd = Person(name='CON: "A/B" <x>|?*.', emails=(Email("con@x.example"),))
    twin = Person(name="Anna Berg", emails=(Email("anna2@x.example"),))
    for person in (odd, twin):
        house.people.save(person)
    (tmp_path / "Bo Ek – Frukost.eml").write_text("mine")
    prepared = house.invitations.prepare(at, Purpose.INVITE, people=[odd.id, twin.id, *_people_of(house, at)])
    names = sorted(one.name for one in house.invitations.write_files(prepared.batch or uuid4(), tmp_path))
    assert names == [
        "Anna Berg – Frukost (2).eml",
        "Anna Berg – Frukost.eml",
        "Bo Ek – Frukost (2).eml",
        "CON A B x – Frukost.eml",
        "Cia Dahl – Frukost.eml",
    ]
    assert (tmp_path / "Bo Ek – Frukost.eml").read_text() == "mine"


def test_a_name_of_any_length_still_makes_a_file(house: House, at: UUID, tmp_path: Path) -> None:
    long = Person(name="Å" * 300, emails=(Email("a@x.example"),))
    house.people.save(long)
    house.events.save(replace(house.events.get(at), title="Ö" * 300))
    prepared = house.invitations.prepare(at, Purpose.INVITE, people=[long.id])
    (file,) = house.invitations.write_files(prepared.batch or uuid4(), tmp_path)
    assert file.name == f"{'Å' * 30} – {'Ö' * 30}.eml"


def _people_of(house: House, event: UUID) -> list[UUID]:
    return [line.guest.person for line in house.guests.at_event(event).lines if line.guest.person]


def test_a_folder_gets_calendar_files_and_mailto_gets_links(house: House, at: UUID, tmp_path: Path) -> None:
    anna, bo = guest(house, at, "Anna Berg").id, guest(house, at, "Bo Ek").id
    files = house.invitations.prepare(at, Purpose.INVITE, [anna], Way.FOLDER)
    (path,) = house.invitations.write_files(files.batch or uuid4(), tmp_path / "nytt" / "ut")
    assert path.name == "Anna Berg – Frukost.ics"
    assert b"METHOD:REQUEST\r\n" in path.read_bytes()
    opened = house.invitations.prepare(at, Purpose.INVITE, [bo], Way.MAILTO)
    ((invitation, link),) = house.invitations.mailto(opened.batch or uuid4())
    assert link.startswith("mailto:bo@x.example?subject=")
    house.invitations.mark_sent([invitation.id])
    assert guest(house, at, "Bo Ek").id not in house.invitations.due(at).new


def test_sent_by_a_real_server_each_guest_has_one_mail_and_it_is_final(house: House, at: UUID) -> None:
    box = Letterbox()
    house.invitations.prepare(at, Purpose.INVITE, way=Way.SMTP)
    with MailServerOnLoopback(box) as server:
        report = house.outbox.send(open_server_at(server.port), "", pause=lambda _seconds: None)
    assert (len(report.sent), report.refused, report.stopped) == (3, (), None)
    assert sorted(box.message_ids.values()) == [1, 1, 1]
    due = house.invitations.due(at)
    assert (due.new, len(due.unanswered), due.waiting_to_leave) == ((), 3, ())
    house.invitations.prepare(at, Purpose.REMIND, way=Way.SMTP)
    move(house, at, hours=1)
    with MailServerOnLoopback(box) as server:
        late = house.outbox.send(open_server_at(server.port), "", pause=lambda _seconds: None)
    assert (late.sent, len(late.outdated)) == ((), 3), "a reminder of the old time stays here"


def test_where_no_folder_can_be_nothing_is_marked_as_sent(house: House, at: UUID, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    prepared = house.invitations.prepare(at, Purpose.INVITE)
    with pytest.raises(CannotWrite):
        house.invitations.write_files(prepared.batch or uuid4(), tmp_path / "file")
    assert {one.delivery for one in house.invitations.of_event(at)} == {Delivery.PREPARED}


def test_an_open_event_is_published_without_guests(house: House, at: UUID, tmp_path: Path) -> None:
    (path,) = house.invitations.publish(at, tmp_path, Language("sv"))
    data = path.read_text("utf-8")
    assert "METHOD:PUBLISH" in data
    assert "ATTENDEE" not in data
    assert "ORGANIZER" in data
    (record,) = house.invitations.of_event(at)
    assert (record.method, record.guest, record.delivery) == (Method.PUBLISH, None, Delivery.SENT)


# Withdrawn, waiting, removed -------------------------------------------------------------------------------------------


def test_an_uninvited_guest_is_told_once_and_may_be_invited_again(house: House, at: UUID, tmp_path: Path) -> None:
    send(house, at, Purpose.INVITE, tmp_path)
    anna = guest(house, at, "Anna Berg").id
    house.guests.uninvite([anna])
    assert house.invitations.due(at).to_uninvite == (anna,)
    (told,) = send(house, at, Purpose.UNINVITE, tmp_path)
    assert (told.method, told.sequence) == (Method.CANCEL, 0)
    assert house.invitations.due(at).to_uninvite == ()
    house.guests.invite(at, [guest(house, at, "Anna Berg").person or uuid4()])
    assert house.invitations.due(at).new == (anna,)
    (again,) = send(house, at, Purpose.INVITE, tmp_path)
    assert (again.method, again.sequence) == (Method.REQUEST, 0)
    assert again.at > told.at


def test_removing_a_guest_keeps_what_was_sent_on_record(house: House, at: UUID, tmp_path: Path) -> None:
    send(house, at, Purpose.INVITE, tmp_path)
    house.guests.delete([guest(house, at, "Anna Berg").id])
    kept = [one for one in house.invitations.of_event(at) if one.name == "Anna Berg"]
    assert [(one.guest, one.address) for one in kept] == [(None, mail("Anna Berg"))]
    house.history.undo()
    assert guest(house, at, "Anna Berg").id not in house.invitations.due(at).new


def test_merged_people_keep_what_was_sent_to_both(house: House, at: UUID, tmp_path: Path) -> None:
    send(house, at, Purpose.INVITE, tmp_path)
    anna, bo = guest(house, at, "Anna Berg"), guest(house, at, "Bo Ek")
    house.guests.answer([bo.id], Answer.ACCEPTED)
    house.duplicates.merge(Kind.PERSON, anna.person or uuid4(), [bo.person or uuid4()])
    one = guest(house, at, "Anna Berg")
    assert one.answer is Answer.ACCEPTED
    assert {letter.address for letter in house.invitations.history(one.id)} == {mail("Anna Berg"), mail("Bo Ek")}


def test_the_waiting_list_is_told_and_the_free_place_offered(house: House, at: UUID, tmp_path: Path, clock: StillClock) -> None:
    house.plans.save(Plan(event=at, outline=Outline(capacity=1)))
    send(house, at, Purpose.INVITE, tmp_path)
    anna, bo, cia = (guest(house, at, name).id for name in NAMES)
    for one in (anna, cia, bo):
        clock.now += timedelta(minutes=1)
        house.guests.answer([one], Answer.ACCEPTED)
    assert [guest(house, at, name).standing for name in NAMES] == [Standing.LISTED, Standing.WAITING, Standing.WAITING]
    assert set(house.invitations.due(at).to_wait) == {bo, cia}
    waits = send(house, at, Purpose.WAIT, tmp_path / "wait")
    assert all(b"text/calendar" not in path.read_bytes() for path in (tmp_path / "wait").iterdir())
    assert len(waits) == 2
    assert house.invitations.due(at).offered == ()
    house.guests.answer([anna], Answer.DECLINED)
    assert house.invitations.due(at).offered == (cia,), "who said yes first"
    (offer,) = send(house, at, Purpose.OFFER, tmp_path)
    assert (offer.name, offer.method) == ("Cia Dahl", Method.REQUEST)
    assert guest(house, at, "Cia Dahl").standing is Standing.LISTED
    assert house.invitations.due(at).offered == ()


# By CPV and tag --------------------------------------------------------------------------------------------------------


def test_people_are_invited_by_cpv_and_tag_each_once(house: House, at: UUID) -> None:
    builder = Company(name="Bygg AB", cpv=("45233000",), tags=("bygg",))
    painter = Company(name="Måla AB", cpv=("45442100",))
    cleaner = Company(name="Städ AB", cpv=("90910000",), tags=("bygg",))
    for company in (builder, painter, cleaner):
        house.companies.save(company)
    roles = {"Ida Ny": (builder, cleaner), "Kim Ny": (painter,), "Lo Ny": (cleaner,)}
    for name, firms in roles.items():
        house.people.save(Person(name=name, roles=tuple(Role(one.id) for one in firms)))
    house.people.save(Person(name="Max Ny", tags=("bygg",)))
    house.guests.invite_by(at, cpv="45000000-7")
    assert _new(house, at) == {"Ida Ny", "Kim Ny"}
    house.guests.invite_by(at, tag="#Bygg")
    assert _new(house, at) == {"Ida Ny", "Kim Ny", "Lo Ny", "Max Ny"}
    assert len(house.guests.at_event(at).lines) == 7
    for words in ({}, {"cpv": "bygg"}):
        with pytest.raises(InvalidInput):
            house.guests.invite_by(at, **words)


def _new(house: House, event: UUID) -> set[str]:
    return {line.name for line in house.guests.at_event(event).lines if line.name.endswith("Ny")}


# Equal treatment -------------------------------------------------------------------------------------------------------


def test_a_coming_tender_brings_the_line_and_asks_for_an_open_link(house: House, at: UUID) -> None:
    tender, done = Tender(title="Snöröjning", stage=Stage.PLANNED), Tender(title="Sand", stage=Stage.CONTRACT)
    for one in (tender, done):
        house.tenders.save(one)
    house.events.save(replace(house.events.get(at), tenders=(done.id,)))
    assert not house.invitations.preview(at, Purpose.INVITE).equal_treatment
    house.events.save(replace(house.events.get(at), tenders=(tender.id, done.id)))
    found = house.invitations.preview(at, Purpose.INVITE)
    assert found.equal_treatment
    assert found.proposals == (PROPOSE_LINK,)
    assert "Alla får samma information" in found.messages[0].text
    assert "Snöröjning" in found.messages[0].text
    assert "Sand" not in found.messages[0].text
    house.events.save(replace(house.events.get(at), url="https://www.alvbro.example/frukost"))
    found = house.invitations.preview(at, Purpose.INVITE)
    assert found.proposals == ()
    assert "Det publiceras här: https://www.alvbro.example/frukost" in found.messages[0].text
    # Taken out on purpose, for this time.
    own = Letter(purpose=Purpose.INVITE, language="sv", body="Hej {first_name}, kom till {event}!")
    found = house.invitations.preview(at, Purpose.INVITE, letters=[own])
    assert "Alla får samma" not in found.messages[0].text
    assert "personuppgiftsansvarig" in found.messages[0].text, "what the register keeps is told all the same"


# Series ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def series(house: House, at: UUID) -> tuple[Event, Event]:
    """An advice hour on four Tuesdays around the clock change of October, one of which is an hour later."""
    when = zoned(datetime(2026, 10, 13, 13, 0), datetime(2026, 10, 13, 14, 0))
    hour = Event(title="Rådgivning", when=when, recurrence=("RRULE:FREQ=WEEKLY;COUNT=4",))
    moved = replace(
        hour, id=uuid4(), recurrence=(), recurrence_id="20261027T130000",
        when=zoned(datetime(2026, 10, 27, 14, 0), datetime(2026, 10, 27, 15, 0)),
    )  # fmt: skip
    for event in (hour, moved):
        house.events.save(event)
    house.guests.invite(hour.id, _people_of(house, at)[:1])
    return house.events.get(hour.id), house.events.get(moved.id)


@pytest.mark.parametrize("reader", every_second_reader())
def test_a_series_goes_out_alone_and_each_moved_date_as_its_own_message(
    house: House, series: tuple[Event, Event], tmp_path: Path, reader: SecondReader
) -> None:
    hour, _ = series
    prepared = house.invitations.prepare(hour.id, Purpose.INVITE, way=Way.FOLDER)
    files = house.invitations.write_files(prepared.batch or uuid4(), tmp_path)
    assert [one.name for one in files] == ["Anna Berg – Rådgivning.ics", "Anna Berg – Rådgivning – 2026-10-27.ics"]
    whole, single = reader.read_many([one.read_bytes() for one in files])
    assert [start for _, start, _ in whole.times] == [
        "2026-10-13T11:00:00Z", "2026-10-20T11:00:00Z", "2026-10-27T12:00:00Z", "2026-11-03T12:00:00Z",
    ]  # fmt: skip
    (event,) = single.events
    assert (event.uid, event.recurrence_id, event.start) == (hour.uid, "2026-10-27T12:00:00Z", "2026-10-27T13:00:00Z")
    text = files[0].read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == 1
    zone = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")]
    assert [zone.count(word) for word in ("BEGIN:STANDARD", "BEGIN:DAYLIGHT", "RRULE:FREQ=YEARLY", "RDATE")] == [1, 1, 2, 0]
    assert [one.at for one in prepared.invitations] == sorted({one.at for one in prepared.invitations})


def test_only_the_changed_date_of_a_series_is_told(house: House, series: tuple[Event, Event], tmp_path: Path) -> None:
    hour, moved = series
    send(house, hour.id, Purpose.INVITE, tmp_path)
    house.events.save(replace(moved, place="Biblioteket"))
    (update,) = send(house, hour.id, Purpose.UPDATE, tmp_path)
    assert (update.recurrence_id, update.sequence, update.method) == (moved.recurrence_id, 1, Method.REQUEST)
    house.events.save(replace(house.events.get(moved.id), status=EventStatus.CANCELLED))
    (falls,) = send(house, hour.id, Purpose.UPDATE, tmp_path)
    assert (falls.recurrence_id, falls.sequence, falls.method) == (moved.recurrence_id, 2, Method.CANCEL)
    assert falls.subject == "Inställt: Rådgivning, tisdag 27 oktober 2026 kl. 14:00–15:00"
    assert house.invitations.due(hour.id).older == ()


def test_who_is_invited_after_a_date_fell_never_sees_it(house: House, series: tuple[Event, Event], tmp_path: Path) -> None:
    hour, moved = series
    house.events.save(replace(moved, status=EventStatus.CANCELLED))
    prepared = house.invitations.prepare(hour.id, Purpose.INVITE, way=Way.FOLDER)
    (path,) = house.invitations.write_files(prepared.batch or uuid4(), tmp_path)
    assert "EXDATE;TZID=Europe/Stockholm:20261027T130000" in path.read_text("utf-8")
    assert house.invitations.due(hour.id).older == ()
    house.events.save(replace(house.events.get(moved.id), status=EventStatus.CONFIRMED))
    whole, back = send(house, hour.id, Purpose.UPDATE, tmp_path)
    assert (whole.recurrence_id, whole.sequence, whole.method) == ("", 1, Method.REQUEST), "the rule has that date again"
    assert (back.recurrence_id, back.method) == (moved.recurrence_id, Method.REQUEST)


def test_a_moved_date_that_is_as_usual_again_is_told_by_a_message_of_its_own(
    house: House, series: tuple[Event, Event], tmp_path: Path
) -> None:
    hour, moved = series
    send(house, hour.id, Purpose.INVITE, tmp_path)
    with house.database.work("Usual again") as work:
        work.delete(Kind.EVENT, moved.id)
    (usual,) = send(house, hour.id, Purpose.UPDATE, tmp_path / "usual")
    assert (usual.recurrence_id, usual.sequence, usual.method) == (moved.recurrence_id, 1, Method.REQUEST)
    (path,) = (tmp_path / "usual").iterdir()
    assert "DTSTART;TZID=Europe/Stockholm:20261027T130000" in take(path).calendar.decode()
    assert house.invitations.due(hour.id).older == ()


def test_a_letter_to_a_series_says_how_often(house: House, series: tuple[Event, Event]) -> None:
    text = house.invitations.preview(series[0].id, Purpose.INVITE).messages[0].text
    assert "När: tisdag 13 oktober 2026 kl. 13:00–14:00 (varje vecka på tisdag, 4 gånger, se kalendern)\n" in text


def test_a_letter_of_a_unit_without_an_address_names_the_officers(house: House, at: UUID) -> None:
    house.unit.save_unit(replace(house.unit.unit(), email="", phone=""))
    house.events.save(replace(house.events.get(at), organizer=""))
    house.unit.save_officer(Officer(name=house.officer, email="maria@alvbro.example"))
    text = house.invitations.preview(at, Purpose.INVITE).messages[0].text
    assert "dataskyddsombud: maria@alvbro.example." in text
    assert "prata med någon av oss här" not in text


def test_a_moved_date_that_is_dropped_from_the_series_is_told_so(house: House, series: tuple[Event, Event], tmp_path: Path) -> None:
    hour, moved = series
    send(house, hour.id, Purpose.INVITE, tmp_path)
    house.events.delete([moved.id])
    whole, date_alone = send(house, hour.id, Purpose.UPDATE, tmp_path)
    assert (whole.recurrence_id, whole.sequence, whole.method) == ("", 1, Method.REQUEST)
    assert (date_alone.recurrence_id, date_alone.method) == (moved.recurrence_id, Method.CANCEL)
    assert house.invitations.due(hour.id).older == ()


def test_the_last_day_for_answers_and_the_capacity_stand_in_the_letter(house: House, at: UUID) -> None:
    house.plans.save(Plan(event=at, outline=Outline(capacity=40), answer_by=date(2026, 12, 1)))
    text = house.invitations.preview(at, Purpose.INVITE).messages[0].text
    assert "Antal platser: 40\n" in text
    assert "Svara senast: tisdag 1 december\n" in text


def test_a_file_from_somebody_else_does_not_change_what_guests_were_told(house: House, at: UUID, tmp_path: Path) -> None:
    def bring(organizer: str, status: str) -> list[str]:
        file = tmp_path / f"{status}.ics"
        file.write_text(
            f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nMETHOD:CANCEL\nBEGIN:VEVENT\nUID:{BREAKFAST.uid}\n"
            f"DTSTAMP:20261125T120000Z\nSEQUENCE:9\n{organizer}DTSTART:20261205T063000Z\nDTEND:20261205T080000Z\n"
            f"SUMMARY:Frukost\nSTATUS:{status}\nEND:VEVENT\nEND:VCALENDAR\n"
        )
        return [one.reason for one in house.imports.run(house.imports.preview([file])).problems]

    send(house, at, Purpose.INVITE, tmp_path / "sent")
    before = house.events.get(at)
    assert bring("ORGANIZER:mailto:else@y.example\n", "CANCELLED") == [NOT_THE_ORGANIZER]
    assert house.events.get(at) == before
    assert bring("ORGANIZER:MAILTO:Upp@Alvbro.example\n", "CONFIRMED") == []
    assert house.events.get(at).when != before.when


# Files about events of ours ------------------------------------------------------------------------------------------------


def calendar_of(path: Path) -> bytes:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    found: bytes = next(one.get_payload(decode=True) for one in message.walk() if one.get_content_type() == "text/calendar")
    return found


def take_in(house: House, data: bytes, path: Path) -> ImportOutcome:
    path.write_bytes(data)
    return house.imports.run(house.imports.preview([path]))


def test_somebody_elses_file_adds_no_date_to_our_series(house: House, at: UUID, tmp_path: Path) -> None:
    house.events.save(replace(house.events.get(at), recurrence=("RRULE:FREQ=WEEKLY;COUNT=4",)))
    send(house, at, Purpose.INVITE, tmp_path / "a")
    data = calendar_of(next((tmp_path / "a").iterdir())).replace(b"upp@alvbro", b"else@other").replace(b"REQUEST", b"CANCEL")
    start = data.index(b"RRULE")
    data = data[:start] + b"RECURRENCE-ID;TZID=Europe/Stockholm:20261210T073000" + data[data.index(b"\r\n", start) :]
    assert [one.reason for one in take_in(house, data, tmp_path / "date.ics").problems] == [NOT_THE_ORGANIZER]
    with house.database.read() as view:
        assert len(view.events.by_uid(BREAKFAST.uid)) == 1


def test_our_own_messages_that_come_home_change_nothing(house: House, at: UUID, tmp_path: Path) -> None:
    """The cancellation for one guest has METHOD:CANCEL and no STATUS: it does not cancel the event for all."""
    send(house, at, Purpose.INVITE, tmp_path / "a")
    house.events.save(replace(house.events.get(at), title="Frukost om anbud"))
    house.guests.uninvite([guest(house, at, "Anna Berg").id])
    send(house, at, Purpose.UNINVITE, tmp_path / "u")
    before = house.events.get(at)
    for folder in ("a", "u"):
        outcome = take_in(house, calendar_of(next((tmp_path / folder).iterdir())), tmp_path / f"{folder}.ics")
        assert (outcome.problems, house.events.get(at)) == ((), before)


def test_our_invitation_in_a_new_workspace_is_still_ours_after_the_units_address_changes(
    house: House, at: UUID, tmp_path: Path
) -> None:
    send(house, at, Purpose.INVITE, tmp_path / "a")
    data = calendar_of(next((tmp_path / "a").iterdir())).replace(house.events.get(at).uid.encode(), b"other@outreach")
    take_in(house, data, tmp_path / "home.ics")
    house.unit.save_unit(replace(house.unit.unit(), email="ny@alvbro.example"))
    with house.database.read() as view:
        (came,) = view.events.by_uid("other@outreach")
    house.guests.add_named(came.id, "Dan Fors, Bygg AB, dan@x.example")
    assert len(house.invitations.preview(came.id, Purpose.INVITE).messages) == 1


# What no message may say ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [Way.DRAFTS, Way.FOLDER, Way.MAILTO])
def test_a_personal_number_in_a_letter_of_this_time_does_not_leave(house: House, at: UUID, tmp_path: Path, way: Way) -> None:
    letter = Letter(purpose=Purpose.INVITE, language="sv", subject="Till 811228-9874", body="Hej {first_name}, 19811228-9874!")
    prepared = house.invitations.prepare(at, Purpose.INVITE, way=way, letters=[letter])
    links = [link for _, link in house.invitations.mailto(required(prepared.batch))] if way is Way.MAILTO else []
    files = [] if links else house.invitations.write_files(required(prepared.batch), tmp_path)
    assert all("9874" not in link for link in links)
    for file in files:
        parts = email.message_from_bytes(file.read_bytes(), policy=email.policy.default).walk()
        said = [file.read_bytes(), *(one.get_payload(decode=True) or b"" for one in parts)]
        assert not any(b"9874" in one for one in said)
    house.letters.set(letter)
    assert "9874" not in house.letters.of(Purpose.INVITE, "sv").body


def test_a_withdrawn_guest_who_is_taken_off_the_list_is_still_told(house: House, at: UUID, tmp_path: Path) -> None:
    send(house, at, Purpose.INVITE, tmp_path)
    anna = guest(house, at, "Anna Berg")
    house.guests.uninvite([anna.id])
    house.invitations.prepare(at, Purpose.UNINVITE, way=Way.SMTP)
    house.guests.delete([anna.id])
    assert [(one.invitation.purpose, one.outdated) for one in house.outbox.waiting()] == [(Purpose.UNINVITE, "")]


# Addresses that change -----------------------------------------------------------------------------------------------------


def lines_of(data: bytes, name: str) -> list[str]:
    lines = data.replace(b"\r\n ", b"").decode().split("\r\n")
    return [one for one in lines if one.partition(":")[0].partition(";")[0] == name]


def told_by(folder: Path) -> set[tuple[str, str]]:
    """Return ORGANIZER without its name, and SEQUENCE, of every message in a folder."""
    found = set()
    for file in folder.iterdir():
        data = calendar_of(file)
        organizer = lines_of(data, "ORGANIZER")[0].replace(';CN="Upphandling, Älvbro kommun"', "")
        found.add((organizer, lines_of(data, "SEQUENCE")[0].removeprefix("SEQUENCE:")))
    return found


def test_the_units_new_address_takes_over_with_a_higher_number_and_cancels_in_the_old_ones_name(
    house: House, at: UUID, tmp_path: Path
) -> None:
    send(house, at, Purpose.INVITE, tmp_path / "a")
    house.unit.save_unit(replace(house.unit.unit(), email="ny@alvbro.example"))
    anna, bo = (guest(house, at, name).id for name in ("Anna Berg", "Bo Ek"))
    send(house, at, Purpose.UNINVITE, tmp_path / "u", [bo])
    assert told_by(tmp_path / "u") == {('ORGANIZER;SENT-BY="mailto:ny@alvbro.example":mailto:upp@alvbro.example', "0")}
    send(house, at, Purpose.UPDATE, tmp_path / "b", [anna])
    assert told_by(tmp_path / "b") == {("ORGANIZER:mailto:ny@alvbro.example", "1")}
    send(house, at, Purpose.REMIND, tmp_path / "c", [anna])
    assert told_by(tmp_path / "c") == {("ORGANIZER:mailto:ny@alvbro.example", "1")}, "once is enough"
    send(house, at, Purpose.CANCEL, tmp_path / "d")
    cancelled = {"Anna": "ORGANIZER:mailto:ny@alvbro.example"}
    cancelled["Cia"] = 'ORGANIZER;SENT-BY="mailto:ny@alvbro.example":mailto:upp@alvbro.example'
    assert told_by(tmp_path / "d") == {(one, "2") for one in cancelled.values()}


@pytest.mark.parametrize("reader", every_second_reader())
def test_others_read_the_organizer_in_whose_name_we_cancel(
    house: House, at: UUID, tmp_path: Path, reader: SecondReader
) -> None:
    send(house, at, Purpose.INVITE, tmp_path / "a")
    house.unit.save_unit(replace(house.unit.unit(), email="ny@alvbro.example"))
    send(house, at, Purpose.CANCEL, tmp_path / "b")
    (event,) = reader.read(calendar_of(next((tmp_path / "b").iterdir()))).events
    assert event.organizer is not None
    assert (event.organizer.address, event.status) == ("mailto:upp@alvbro.example", "CANCELLED")


def test_who_was_written_to_at_a_wrong_address_is_invited_at_the_right_one(house: House, at: UUID, tmp_path: Path) -> None:
    send(house, at, Purpose.INVITE, tmp_path / "a")
    anna = guest(house, at, "Anna Berg")
    assert house.invitations.preview(at, Purpose.INVITE, [anna.id]).messages == ()
    house.guests.reach(anna.id, email="anna@ratt.example")
    assert [one.address for one in send(house, at, Purpose.INVITE, tmp_path / "b", [anna.id])] == ["anna@ratt.example"]
    assert house.invitations.preview(at, Purpose.INVITE, [anna.id]).messages == ()


def test_one_of_two_behind_a_mailbox_is_uninvited_and_the_others_entry_stays(house: House, at: UUID, tmp_path: Path) -> None:
    anna, bo = (guest(house, at, name).id for name in ("Anna Berg", "Bo Ek"))
    house.guests.reach([anna, bo], email="info@x.example")
    send(house, at, Purpose.INVITE, tmp_path / "a")
    send(house, at, Purpose.UNINVITE, tmp_path / "b", [anna])
    (letter,) = (tmp_path / "b").iterdir()
    assert b"text/calendar" not in letter.read_bytes(), "the mailbox has one entry for both"
    assert house.invitations.due(at).to_uninvite == ()
    send(house, at, Purpose.UNINVITE, tmp_path / "c", [bo])
    assert lines_of(calendar_of(next((tmp_path / "c").iterdir())), "METHOD") == ["METHOD:CANCEL"]


def test_deleting_an_event_says_in_whose_calendars_it_still_stands(house: House, at: UUID, tmp_path: Path) -> None:
    send(house, at, Purpose.INVITE, tmp_path / "a")
    deleted = house.events.delete([at])
    assert (deleted.values["count"], "still stands" in deleted.title) == ("3", True)
    house.history.undo()
    assert len(house.invitations.due(at).unanswered) == 3, "the undo ties the guests to their messages again"
    send(house, at, Purpose.CANCEL, tmp_path / "b")
    assert house.events.delete([at]).title == "Deleted {name}"
