"""Many new records in one go leave the same traces as one save after the other, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone
from outreach.domain.event import Event
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind, Record
from outreach.domain.tender import Tender
from outreach.domain.when import all_day
from outreach.errors import ChangedBySomeoneElse
from outreach.storage.database import Database


def register() -> list[tuple[Kind, list[Record]]]:
    """More companies than one slice of ids, people tied to them, and conversations about tenders at an event."""
    companies = [Company(name=f"Bolag {n} AB", tags=("ny",), cpv=("90620000",)) for n in range(520)]
    people = [
        Person(
            name=f"Åsa Öberg {n}",
            roles=(Role(companies[n].id, "VD"), Role(companies[n + 1].id)),
            emails=(Email(f"asa{n}@bolag.example"),),
            phones=(Phone("+46701740605"),),
        )
        for n in range(30)
    ]
    tender = Tender(title="Snöröjning")
    event = Event(title="Mässan", when=all_day(date(2026, 11, 20)), tenders=(tender.id,))
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    meetings = [
        Meeting(at=at, event=event.id, person=one.id, company=one.roles[0].company, note="hej", tenders=(tender.id,))
        for one in people
    ]
    return [
        (Kind.COMPANY, [*companies]),
        (Kind.PERSON, [*people]),
        (Kind.TENDER, [tender]),
        (Kind.EVENT, [event]),
        (Kind.MEETING, [*meetings]),
    ]


def test_added_many_are_kept_found_listed_tied_and_in_the_journal(database: Database) -> None:
    made = register()
    with database.work("Added many") as work:
        for kind, records in made:
            kept = work.add_many(kind, records)
            assert [one.version for one in kept] == [1] * len(records)
    everything = {(kind, record.id) for kind, records in made for record in records}
    assert work.changes.touched == everything
    with database.read() as view:
        for kind, records in made:
            found = view.store(kind).many(record.id for record in records)
            assert found == {record.id: replace(record, version=1) for record in records}
            assert [entry.verb for entry in view.history(records[-1].id)] == ["create"]
        assert len(view.people.keys(Listing(Kind.PERSON, text="åsa bolag"))) == 30
        assert len(view.companies.keys(Listing(Kind.COMPANY, text="519", filters=(("tag", "ny"),)))) == 1
        assert len(view.people.at_company(made[0][1][1].id)) == 2
        assert len(view.people.by_term("email", "asa7@bolag.example")) == 1
        assert len(view.meetings.of(Kind.TENDER, made[2][1][0].id)) == 30
    assert database.check() == []


def test_added_many_are_undone_as_one_action(database: Database) -> None:
    with database.work("Added many") as work:
        for kind, records in register():
            work.add_many(kind, records)
    with database.read() as view:
        action = view.last_undoable()
    assert action is not None
    with database.undoing(action) as work:
        count, kept = work.undo(action.id)
    assert (count, kept) == (520 + 30 + 1 + 1 + 30, [])
    with database.read() as view:
        assert view.companies.count() == view.people.count() == view.meetings.count() == 0
    assert database.check() == []


def test_record_that_was_kept_before_is_refused(database: Database) -> None:
    with database.work("Added one") as work:
        company = work.save(Kind.COMPANY, Company(name="Ek AB"))
    with pytest.raises(ChangedBySomeoneElse), database.work("Added many") as work:
        work.add_many(Kind.COMPANY, [Company(name="Al AB"), company])
    with database.read() as view:
        assert view.companies.count() == 1


def test_none_are_no_action(database: Database) -> None:
    with database.work("Added many") as work:
        assert work.add_many(Kind.COMPANY, []) == []
    assert work.changes.action is None
