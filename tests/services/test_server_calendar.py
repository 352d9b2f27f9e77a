"""A calendar on a real Radicale: put, change, remove, and a stale version keeps both sides' work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from outreach.domain.event import Event, EventStatus
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.domain.when import HOME_ZONE, zoned
from outreach.errors import (
    AlreadyPublishing,
    Cancelled,
    CertificateRefused,
    ExtraMissing,
    NotFound,
    PlaceMissing,
    ServerUnreachable,
    WrongPassword,
)
from outreach.language import Language
from outreach.network.caldav import CalendarSession, Stale
from outreach.services import server_calendar
from outreach.services.accounts import try_calendar
from outreach.services.agreed_entries import Pushed
from outreach.services.house import House
from tests.network.calendar_server import PASSWORD, USER, Radicale
from tests.network.certificates import make_certificates

SV = Language("sv")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with Radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture
def server(running: Radicale) -> Radicale:
    """The server with an empty calendar."""
    running.ask("DELETE", f"/{USER}/events/")
    running.ask("MKCALENDAR", f"/{USER}/events/")
    return running


def plan(house: House, title: str = "Frukost om vägar", **values: object) -> Event:
    when = zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0), HOME_ZONE)
    event = Event(title=title, when=when, place="Folkets hus", staff=("Anna Ek",), notes="Hemligt", **values)  # type: ignore[arg-type]
    house.events.save(event)
    return house.events.get(event.id)


def push(house: House, server: Radicale, **options: object) -> Pushed:
    return house.shared_calendar.push(server.calendar, PASSWORD, SV, **options)  # type: ignore[arg-type]


def decide(house: House, server: Radicale, uid: str, *, ours: bool) -> Pushed:
    return house.shared_calendar.decide(server.calendar, PASSWORD, SV, uid, ours=ours)


def test_events_are_put_changed_and_removed(house: House, server: Radicale) -> None:
    first, second = plan(house), plan(house, "Gala")
    plan(house, "Kanske", status=EventStatus.TENTATIVE)
    told = push(house, server)
    assert set(told.added) == {first.uid, second.uid}
    text = server.text(first.uid)
    assert "SUMMARY:Frukost om vägar" in text
    assert "METHOD" not in text, "an entry of a server has no method (RFC 4791, 4.1)"
    assert "Hemligt" not in text
    assert "Anna Ek" not in text
    assert "BEGIN:VTIMEZONE" in text
    again = push(house, server)
    assert (again.added, again.changed, again.unchanged) == ((), (), 2)
    house.events.save(replace(house.events.get(first.id), place="Rådhuset"))
    assert push(house, server).changed == (first.uid,)
    assert "LOCATION:Rådhuset" in server.text(first.uid)
    assert "SEQUENCE:1" in server.text(first.uid)
    house.events.delete([second.id])
    assert push(house, server).removed == (second.uid,)
    assert server.text(second.uid) == ""
    assert push(house, server).unchanged == 1


def test_other_entries_of_the_calendar_are_not_touched(house: House, server: Radicale) -> None:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:semester", "DTSTAMP:20260101T000000Z")
    lines += ("DTSTART;VALUE=DATE:20260701", "SUMMARY:Semester", "END:VEVENT", "END:VCALENDAR", "")
    foreign = "\r\n".join(lines)
    server.ask("PUT", server.path("semester"), foreign, **{"Content-Type": "text/calendar"})
    before = server.ask("GET", server.path("semester"))
    event = plan(house)
    push(house, server)
    house.events.delete([event.id])
    push(house, server)
    assert server.ask("GET", server.path("semester")) == before
    assert house.events.count() == 0, "and nothing of theirs is taken in"


def test_change_on_the_server_comes_home_and_can_be_seen_in_the_history(house: House, server: Radicale) -> None:
    event = plan(house)
    push(house, server)
    server.change(event.uid, ("SUMMARY:Frukost om vägar", "SUMMARY:Frukost om broar"), ("T073000", "T080000"))
    told = push(house, server)
    assert told.taken == (event.uid,)
    assert told.changed == ()
    fresh = house.events.get(event.id)
    assert fresh.title == "Frukost om broar"
    assert fresh.when.start == datetime(2026, 12, 3, 8, 0)
    assert (fresh.staff, fresh.notes) == (("Anna Ek",), "Hemligt"), "what the server never saw stays"
    assert told.changes.action is not None
    assert push(house, server).unchanged == 1


def test_stale_version_keeps_both_sides_work(house: House, server: Radicale) -> None:
    event = plan(house)
    push(house, server)
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Snart\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\nEND:VEVENT"
    server.change(event.uid, ("SUMMARY:Frukost om vägar", "SUMMARY:Frukost om broar\r\nX-THEIRS:ja"), ("END:VEVENT", alarm))
    house.events.save(replace(house.events.get(event.id), place="Rådhuset", description="Kaffe från 7."))
    told = push(house, server)
    assert told.conflicts == ()
    text = server.text(event.uid)
    for line in ("SUMMARY:Frukost om broar", "LOCATION:Rådhuset", "DESCRIPTION:Kaffe från 7.", "X-THEIRS:ja", "TRIGGER:-PT1H"):
        assert line in text
    fresh = house.events.get(event.id)
    assert (fresh.title, fresh.place, fresh.description) == ("Frukost om broar", "Rådhuset", "Kaffe från 7.")
    assert push(house, server).unchanged == 1


def test_same_thing_changed_on_both_sides_waits_for_the_officer_and_nothing_is_overwritten(
    house: House, server: Radicale
) -> None:
    event = plan(house)
    push(house, server)
    server.change(event.uid, ("LOCATION:Folkets hus", "LOCATION:Biblioteket"), ("SUMMARY:Frukost", "SUMMARY:Lunch"))
    house.events.save(replace(house.events.get(event.id), place="Rådhuset"))
    before = server.ask("GET", server.path(event.uid))
    for _ in range(2):
        told = push(house, server)
        (conflict,) = told.conflicts
        assert conflict.reason == server_calendar.BOTH_CHANGED
        assert [(one.label, one.ours, one.theirs) for one in conflict.differences] == [
            ("Place", "LOCATION:Rådhuset", "LOCATION:Biblioteket")
        ]
    assert server.ask("GET", server.path(event.uid)) == before
    assert house.events.get(event.id).place == "Rådhuset"
    assert house.shared_calendar.conflicts(server.calendar) == [conflict]
    decide(house, server, event.uid, ours=True)
    assert "LOCATION:Rådhuset" in server.text(event.uid)
    assert "SUMMARY:Lunch om vägar" in server.text(event.uid), "what did not clash is kept from both"
    assert house.events.get(event.id).title == "Lunch om vägar"
    assert house.shared_calendar.conflicts(server.calendar) == []
    assert push(house, server).unchanged == 1
    with pytest.raises(NotFound):
        decide(house, server, event.uid, ours=True)


def test_officer_may_let_their_side_stand(house: House, server: Radicale) -> None:
    event = plan(house)
    push(house, server)
    server.change(event.uid, ("LOCATION:Folkets hus", "LOCATION:Biblioteket"))
    house.events.save(replace(house.events.get(event.id), place="Rådhuset", description="Kaffe."))
    push(house, server)
    decide(house, server, event.uid, ours=False)
    fresh = house.events.get(event.id)
    assert (fresh.place, fresh.description) == ("Biblioteket", "Kaffe.")
    assert "LOCATION:Biblioteket" in server.text(event.uid)
    assert "DESCRIPTION:Kaffe." in server.text(event.uid)
    assert push(house, server).unchanged == 1


def test_conflict_that_changed_again_while_the_officer_looked_is_looked_at_anew(house: House, server: Radicale) -> None:
    event = plan(house)
    push(house, server)
    server.change(event.uid, ("LOCATION:Folkets hus", "LOCATION:Biblioteket"))
    house.events.save(replace(house.events.get(event.id), place="Rådhuset"))
    push(house, server)
    server.change(event.uid, ("LOCATION:Biblioteket", "LOCATION:Skolan"))
    told = decide(house, server, event.uid, ours=True)
    assert [one.theirs for one in told.conflicts[0].differences] == ["LOCATION:Skolan"]
    assert "LOCATION:Skolan" in server.text(event.uid)


def test_entry_removed_on_the_server_is_put_back_only_when_the_officer_says_so(house: House, server: Radicale) -> None:
    first, second = plan(house), plan(house, "Gala")
    push(house, server)
    for event in (first, second):
        server.ask("DELETE", server.path(event.uid))
    told = push(house, server)
    assert {one.reason for one in told.conflicts} == {server_calendar.REMOVED_THERE}
    assert server.text(first.uid) == ""
    decide(house, server, first.uid, ours=True)
    decide(house, server, second.uid, ours=False)
    assert "SUMMARY:Frukost" in server.text(first.uid)
    assert push(house, server).conflicts == ()
    assert server.text(second.uid) == "", "left out for good"
    assert house.events.count() == 2, "an event of ours is never removed by a server"


def test_event_deleted_here_and_worked_on_there_waits(house: House, server: Radicale) -> None:
    event = plan(house)
    push(house, server)
    server.change(event.uid, ("LOCATION:Folkets hus", "LOCATION:Biblioteket"))
    house.events.delete([event.id])
    assert [one.reason for one in push(house, server).conflicts] == [server_calendar.REMOVED_HERE]
    assert "Biblioteket" in server.text(event.uid)
    decide(house, server, event.uid, ours=False)
    assert "Biblioteket" in server.text(event.uid)
    assert push(house, server).conflicts == ()


def test_somebody_who_is_faster_between_look_and_write_loses_nothing(
    house: House, server: Radicale, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = plan(house)
    push(house, server)
    house.events.save(replace(house.events.get(event.id), place="Rådhuset"))
    put = CalendarSession.put
    tries: list[str] = []

    def put_late(session: CalendarSession, href: str, text: str, etag: str) -> object:
        if not tries:
            server.change(event.uid, ("SUMMARY:Frukost om vägar", "SUMMARY:Frukost om broar"))
        tries.append(etag)
        return put(session, href, text, etag)

    monkeypatch.setattr(CalendarSession, "put", put_late)
    push(house, server)
    assert len(tries) == 2, "the first was refused as stale"
    text = server.text(event.uid)
    assert "SUMMARY:Frukost om broar" in text
    assert "LOCATION:Rådhuset" in text
    assert house.events.get(event.id).title == "Frukost om broar"


def test_stale_version_is_refused_by_the_server_itself(house: House, server: Radicale) -> None:
    event = plan(house)
    push(house, server)
    with CalendarSession(server.calendar, PASSWORD) as session:
        entry = session.read(server.path(event.uid))
        assert entry is not None
        server.change(event.uid, ("SUMMARY:Frukost", "SUMMARY:Lunch"))
        for write in (
            lambda: session.put(entry.href, entry.text, entry.etag),
            lambda: session.put(entry.href, entry.text, ""),
            lambda: session.remove(entry.href, entry.etag),
        ):
            with pytest.raises(Stale):
                write()
    assert "SUMMARY:Lunch" in server.text(event.uid)


def test_series_with_a_moved_date_goes_as_one_entry_and_their_exception_comes_home(house: House, server: Radicale) -> None:
    event = plan(house, recurrence=("RRULE:FREQ=WEEKLY;COUNT=6",))
    push(house, server)
    moved = (
        "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\n"
        "RECURRENCE-ID;TZID=Europe/Stockholm:20261210T073000\r\nDTSTART;TZID=Europe/Stockholm:20261210T100000\r\n"
        "DTEND;TZID=Europe/Stockholm:20261210T113000\r\nSUMMARY:Senare den här gången\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    end = "END:VEVENT\r\nEND:VCALENDAR"
    found = end if end in server.text(event.uid) else end.replace("\r", "")
    server.change(event.uid, (found, moved.format(uid=event.uid)))
    told = push(house, server)
    assert told.conflicts == ()
    with house.database.read() as view:
        family = view.events.by_uid(event.uid)
    (override,) = [one for one in family if one.recurrence_id]
    assert override.title == "Senare den här gången"
    assert override.when.start == datetime(2026, 12, 10, 10, 0)
    assert override.staff == ("Anna Ek",)
    assert push(house, server).unchanged == 1
    house.events.save(replace(override, place="Rådhuset"))
    assert push(house, server).changed == (event.uid,)
    text = server.text(event.uid)
    assert text.count("BEGIN:VEVENT") == 2
    assert "LOCATION:Rådhuset" in text


def test_uid_that_no_path_can_hold_is_kept_to_the_byte(house: House, server: Radicale) -> None:
    uid = "040000008200E00074C5B7101A82E008/å ä?#%2F:" + "A" * 200
    plan(house, uid=uid)
    assert push(house, server).added == (uid,)
    assert push(house, server).unchanged == 1
    _, _, listing = server.ask("GET", f"/{USER}/events/")
    assert uid in listing.replace("\r\n ", "").replace("\n ", "")


def test_entry_of_the_same_identity_that_is_not_ours_is_not_overwritten(house: House, server: Radicale) -> None:
    event = plan(house)
    push(house, server)
    with house.database.work("") as work:
        work.keep_fact(f"calendar {server.calendar.url} {event.uid}", "")
    assert push(house, server).conflicts == (), "the same content is agreed on"
    with house.database.work("") as work:
        work.keep_fact(f"calendar {server.calendar.url} {event.uid}", "")
    server.change(event.uid, ("SUMMARY:Frukost", "SUMMARY:Lunch"))
    told = push(house, server)
    assert [one.reason for one in told.conflicts] == [server_calendar.NOT_OURS]
    assert [one.label for one in told.conflicts[0].differences] == ["Title"]
    decide(house, server, event.uid, ours=True)
    assert "SUMMARY:Frukost" in server.text(event.uid)
    assert push(house, server).unchanged == 1


def test_a_saved_view_says_what_is_published(house: House, server: Radicale) -> None:
    event, other = plan(house), plan(house, "Gala")
    house.views.save(SavedView(name="Öppna", of=Kind.EVENT).with_picked([event.id]))
    assert push(house, server, view="Öppna").added == (event.uid,)
    with pytest.raises(NotFound):
        push(house, server, view="Finns inte")
    house.views.save(replace(house.views.named("Öppna", Kind.EVENT).with_picked([other.id])))
    told = push(house, server, view="Öppna")
    assert (told.added, told.removed) == ((other.uid,), (event.uid,))


def test_each_trouble_is_said_as_what_it_is_and_costs_nothing(
    house: House, server: Radicale, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    event = plan(house)
    with pytest.raises(WrongPassword):
        house.shared_calendar.push(server.calendar, "fel", SV)
    missing = replace(server.calendar, url=server.calendar.url.replace("events", "finns-inte"))
    with pytest.raises(PlaceMissing, match="finns-inte"):
        house.shared_calendar.push(missing, PASSWORD, SV)
    folder = tmp_path / "other"
    folder.mkdir()
    with Radicale(folder) as other:
        assert try_calendar(other.calendar, PASSWORD) == 0
        gone = other.calendar
    with pytest.raises(ServerUnreachable):
        house.shared_calendar.push(gone, PASSWORD, SV)
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "caldav.davclient", None)
        with pytest.raises(ExtraMissing, match="caldav"):
            house.shared_calendar.push(server.calendar, PASSWORD, SV)
    assert push(house, server).added == (event.uid,)
    assert try_calendar(server.calendar, PASSWORD) == 1


def test_certificate_is_checked_before_the_password_and_an_authority_of_ones_own_can_be_trusted(
    house: House, tmp_path: Path
) -> None:
    certificates = make_certificates(tmp_path)
    event = plan(house)
    with Radicale(tmp_path, certificates) as server:
        with pytest.raises(CertificateRefused):
            house.shared_calendar.push(server.calendar, PASSWORD, SV)
        trusting = replace(server.calendar, ca_file=str(certificates.authority))
        assert house.shared_calendar.push(trusting, PASSWORD, SV).added == (event.uid,)


def test_two_windows_do_not_push_at_once(house: House, server: Radicale) -> None:
    plan(house)
    with house.database.alone("shared calendar"), pytest.raises(AlreadyPublishing):
        push(house, server)
    assert len(push(house, server).added) == 1


def test_cancelled_pass_goes_on_where_it_stopped(house: House, server: Radicale) -> None:
    events = [plan(house, f"Kurs {number}") for number in range(6)]

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        push(house, server, report=stop)
    told = push(house, server)
    assert len(told.added) == 3
    assert told.unchanged == 3
    assert all(server.text(event.uid) for event in events)
