"""The journal: undo, redo, history; what was edited since is kept and listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from outreach.domain.company import Company
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind, to_plain
from outreach.storage.database import Database


def undo(database: Database) -> tuple[int, list[str]]:
    with database.read() as view:
        action = view.last_undoable()
    assert action is not None
    with database.undoing(action) as work:
        count, kept = work.undo(action.id)
    return count, [item.reason for item in kept]


def redo(database: Database) -> int:
    with database.read() as view:
        action = view.last_redoable()
    assert action is not None
    with database.undoing(action) as work:
        return work.undo(action.id)[0]


def everything(database: Database) -> dict[str, object]:
    with database.read() as view:
        return {
            str(record.id): to_plain(replace(record, version=0)) for kind in Kind for record in view.store(kind).all()
        }


def test_undo_and_redo_of_a_whole_action_restore_everything(database: Database) -> None:
    with database.work("Visit") as work:
        company = work.save(Kind.COMPANY, Company(name="Bergs Bygg AB", tags=("bygg",)))
        person = work.save(Kind.PERSON, Person(name="Anna Berg", roles=(Role(company.id),)))
        work.save(Kind.MEETING, Meeting(at=datetime(2026, 11, 24, tzinfo=UTC), person=person.id, company=company.id))
    full = everything(database)
    assert undo(database) == (3, [])
    assert everything(database) == {}
    assert redo(database) == 3
    assert everything(database) == full
    assert database.check() == []


def test_undo_goes_back_step_by_step_and_redo_forth(database: Database) -> None:
    with database.work("Add") as work:
        company = work.save(Kind.COMPANY, Company(name="Ett"))
    states = [everything(database)]
    for name in ("Två", "Tre"):
        with database.work("Rename") as work:
            company = work.save(Kind.COMPANY, replace(company, name=name))
        states.append(everything(database))
    undo(database)
    assert everything(database) == states[1]
    undo(database)
    assert everything(database) == states[0]
    redo(database)
    assert everything(database) == states[1]
    redo(database)
    assert everything(database) == states[2]
    with database.read() as view:
        assert view.last_redoable() is None


def test_a_new_action_ends_the_redo_line(database: Database) -> None:
    with database.work("Add") as work:
        work.save(Kind.COMPANY, Company(name="Ett"))
    undo(database)
    with database.work("Add another") as work:
        work.save(Kind.COMPANY, Company(name="Två"))
    with database.read() as view:
        assert view.last_redoable() is None


def test_undo_of_an_old_action_keeps_what_was_edited_since(database: Database) -> None:
    with database.work("Import") as work:
        first = work.save(Kind.COMPANY, Company(name="Ett"))
        second = work.save(Kind.COMPANY, Company(name="Två"))
    with database.work("Edit") as work:
        work.save(Kind.COMPANY, replace(second, notes="viktigt"))
    with database.read() as view:
        imported = view.actions()[-1]
    with database.undoing(imported) as work:
        count, kept = work.undo(imported.id)
    assert count == 1
    assert [(item.record, item.fields, item.reason) for item in kept] == [(second.id, ("notes",), "edited")]
    with database.read() as view:
        assert view.companies.get(first.id) is None
        assert view.companies.get(second.id) is not None


def test_undo_of_a_change_sets_back_only_the_untouched_fields(database: Database) -> None:
    with database.work("Add") as work:
        company = work.save(Kind.COMPANY, Company(name="Ett", notes="a", website="x"))
    with database.work("Change") as work:
        company = work.save(Kind.COMPANY, replace(company, notes="b", website="y"))
    change = work.action
    with database.work("Edit") as work:
        work.save(Kind.COMPANY, replace(company, website="z"))
    with database.undoing(change) as work:
        count, kept = work.undo(change.id)
    with database.read() as view:
        found = view.companies.get(company.id)
    assert found is not None
    assert (count, found.notes, found.website) == (1, "a", "z")
    assert [(item.fields, item.partly) for item in kept] == [(("website",), True)]


def test_undo_of_a_creation_that_is_in_use_keeps_it(database: Database) -> None:
    with database.work("Add company") as work:
        company = work.save(Kind.COMPANY, Company(name="Ett"))
    creation = work.action
    with database.work("Add person") as work:
        work.save(Kind.PERSON, Person(name="Anna", roles=(Role(company.id),)))
    with database.undoing(creation) as work:
        count, kept = work.undo(creation.id)
    assert (count, [item.reason for item in kept]) == (0, ["in use"])
    assert database.check() == []


def test_undo_of_a_delete_brings_the_record_back_under_its_id_with_a_new_version(database: Database) -> None:
    with database.work("Add") as work:
        person = work.save(Kind.PERSON, Person(name="Anna Berg", tags=("gala",)))
    with database.work("Delete") as work:
        work.delete(Kind.PERSON, person.id)
    undo(database)
    with database.read() as view:
        found = view.people.get(person.id)
    assert found == replace(person, version=2)


def test_what_comes_back_was_added_when_it_was_first_added(database: Database) -> None:
    with database.work("Add") as work:
        company = work.save(Kind.COMPANY, Company(name="Ett"))
    added = created(database, company)
    with database.work("Delete") as work:
        work.delete(Kind.COMPANY, company.id)
    undo(database)
    assert created(database, company) == added


def created(database: Database, company: Company) -> object:
    with database.read() as view:
        return view.companies.rows(view.companies.keys(Listing(Kind.COMPANY)))[0].cells["created"]


def test_history_tells_who_changed_what_and_when(database: Database) -> None:
    with database.work("Added {name}", name="Ett") as work:
        company = work.save(Kind.COMPANY, Company(name="Ett"))
    with database.work("Changed {name}", name="Ett") as work:
        work.save(Kind.COMPANY, replace(company, notes="plogar", tags=("snö",)))
    with database.read() as view:
        latest, first = view.history(company.id)
    assert (latest.who, latest.device, latest.verb) == ("Anna Ek", "laptop", "change")
    assert latest.fields == {"notes": ["", "plogar"], "tags": [[], ["snö"]]}
    assert (latest.title, latest.values) == ("Changed {name}", {"name": "Ett"})
    assert first.verb == "create"
    assert first.fields["name"] == [None, "Ett"]
    assert latest.at > first.at


def test_drafts_survive_and_stand_outside_the_journal(database: Database) -> None:
    with database.work("") as work:
        work.keep_draft("capture", {"note": "halvskriven"})
    with database.work("") as work:
        work.keep_draft("capture", {"note": "halvskriven mening"})
    with database.read() as view:
        assert view.drafts() == {"capture": {"note": "halvskriven mening"}}
        assert view.actions() == []
