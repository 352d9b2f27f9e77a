"""Saved views: recomputed each time, named once, and list, mailing list, print list and invitation list in one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone
from outreach.domain.event import Event
from outreach.domain.follow_up import FollowUp
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import all_day
from outreach.errors import InvalidInput, NotFound
from outreach.language import Language
from outreach.services.lists import shown_columns
from outreach.services.suggested_views import SUGGESTED
from outreach.services.views import MOST_PICKED

SV = Language("sv")
BERGS = Company(name="Bergs Bygg AB", tags=("bygg",), emails=(Email("info@bergs.example"),))
EKS = Company(name="Eks El AB", tags=("el",), phones=(Phone("+46701740605"),))
OBERGS = Company(name="Öbergs Åkeri", tags=("bygg",), cpv=("45000000", "90620000"))
ANNA = Person(name="Anna Berg", roles=(Role(BERGS.id),), emails=(Email("info@bergs.example"), Email("anna@x.example")))
BO = Person(name="Bo Ek", roles=(Role(EKS.id),), emails=(Email("INFO@bergs.example"),))
CILLA = Person(name="Cilla Ek", roles=(Role(EKS.id),))
BYGG = SavedView(name="Byggfirmor", of=Kind.COMPANY, filters=(("tag", "bygg"),), columns=("name", "cpv"))


@pytest.fixture
def full(house):
    for company in (BERGS, EKS, OBERGS):
        house.companies.save(company)
    for person in (ANNA, BO, CILLA):
        house.people.save(person)
    house.views.save(BYGG)
    return house


def names(house, view: SavedView) -> list[str]:
    found = house.records(view.of).many(house.views.records_of(view))
    return [found[one].name for one in house.views.records_of(view)]


# One name, one view -------------------------------------------------------------------------------------------------


def test_a_view_is_recomputed_each_time(full):
    assert names(full, BYGG) == ["Bergs Bygg AB", "Öbergs Åkeri"]
    full.companies.tag([EKS.id], add=["bygg"])
    assert names(full, full.views.named("byggfirmor")) == ["Bergs Bygg AB", "Eks El AB", "Öbergs Åkeri"]


def test_two_views_of_a_kind_cannot_have_the_same_name_and_of_two_kinds_they_can(full):
    with pytest.raises(InvalidInput, match="view of this name"):
        full.views.save(SavedView(name="  BYGGfirmor ", of=Kind.COMPANY))
    full.views.save(SavedView(name="Byggfirmor", of=Kind.PERSON))
    assert full.views.named("byggfirmor", Kind.PERSON).of is Kind.PERSON
    with pytest.raises(InvalidInput, match="needs a name"):
        full.views.save(SavedView(name="  ", of=Kind.COMPANY))


@pytest.mark.parametrize(
    "view", [{"filters": (("colour", "red"),)}, {"sort": "colour"}, {"filters": (("met", "soon"),)}]
)
def test_a_view_that_the_list_cannot_answer_is_refused_when_it_is_saved(full, view):
    with pytest.raises(InvalidInput):
        full.views.save(replace(SavedView(name="Fel", of=Kind.COMPANY), **view))
    assert [one.name for one in full.views.of(Kind.COMPANY)] == ["Byggfirmor"]


def test_unknown_columns_are_left_out_and_a_deleted_view_comes_back_with_undo(full):
    full.views.save(SavedView(name="Smal", of=Kind.COMPANY, columns=("phone", "colour", "phone")))
    assert full.views.named("smal").columns == ("phone",)
    full.views.delete([BYGG.id])
    with pytest.raises(NotFound):
        full.views.named("byggfirmor")
    full.history.undo()
    assert names(full, full.views.named("byggfirmor")) == ["Bergs Bygg AB", "Öbergs Åkeri"]


def test_a_view_is_renamed_and_keeps_what_it_asks_for(full):
    full.views.rename(BYGG.id, "Bygg och anläggning")
    found = full.views.named("bygg OCH anläggning")
    assert (found.id, found.filters) == (BYGG.id, BYGG.filters)


# Smart views ---------------------------------------------------------------------------------------------------------


def test_suggested_views_are_found_in_both_languages_and_move_with_the_day(full, clock):
    assert names(full, full.views.named("Never met")) == ["Bergs Bygg AB", "Eks El AB", "Öbergs Åkeri"]
    assert full.views.named("aldrig träffade").id == full.views.named("never met", Kind.COMPANY).id
    full.meetings.save(Meeting(at=clock.now, officer="Anna Ek", company=BERGS.id, note="hej"))
    lately = SavedView(name="Nyss", of=Kind.COMPANY, filters=(("met", "365"),))
    long_ago = full.views.named("Not met for 12 months", Kind.COMPANY)
    assert (names(full, lately), names(full, long_ago)) == (["Bergs Bygg AB"], [])
    clock.now += timedelta(days=366)
    assert (names(full, lately), names(full, long_ago)) == ([], ["Bergs Bygg AB"])


def test_overdue_promises_are_found_the_day_after(full, clock):
    full.follow_ups.save(FollowUp(due=date(2026, 11, 24), text="Ring", company=EKS.id))
    overdue = full.views.named("Follow-up overdue", Kind.COMPANY)
    assert names(full, overdue) == []
    clock.now += timedelta(days=1)
    assert names(full, overdue) == ["Eks El AB"]
    promise = full.follow_ups.listed(SavedView(name="x", of=Kind.FOLLOW_UP).listing)[0]
    full.follow_ups.save(replace(promise, done=clock.now))
    assert names(full, overdue) == []


def test_every_suggestion_can_be_read_saved_and_is_named_once(full):
    full.tenders.save(Tender(title="Snö", stage=Stage.PLANNED))
    full.events.save(Event(title="Mässa", when=all_day(date(2026, 11, 23))))
    for kind, views in SUGGESTED.items():
        for view in views:
            full.views.save(SavedView(name=f"Min {view.name}", of=kind, filters=view.filters, sort=view.sort))
            assert isinstance(full.views.records_of(view), list)
    ids = [view.id for views in SUGGESTED.values() for view in views]
    assert len(set(ids)) == len(ids)
    assert len(full.views.records_of(full.views.named("Coming tenders"))) == 1
    assert len(full.views.records_of(full.views.named("Past events"))) == 1


# By hand -------------------------------------------------------------------------------------------------------------


def test_a_list_by_hand_takes_and_gives_and_stays_a_list_when_it_is_empty(full):
    full.views.save(SavedView(name="Ring upp", of=Kind.COMPANY).with_picked([OBERGS.id]))
    view = full.views.named("ring upp")
    full.views.put_in(view.id, [BERGS.id, OBERGS.id])
    assert full.views.get(view.id).picked == (OBERGS.id, BERGS.id)
    assert names(full, full.views.get(view.id)) == ["Bergs Bygg AB", "Öbergs Åkeri"]
    full.views.take_out(view.id, [BERGS.id, OBERGS.id, EKS.id])
    empty = full.views.get(view.id)
    assert (empty.is_picked, names(full, empty)) == (True, [])
    full.history.undo()
    assert names(full, full.views.get(view.id)) == ["Bergs Bygg AB", "Öbergs Åkeri"]
    full.companies.delete([BERGS.id])
    assert names(full, full.views.get(view.id)) == ["Öbergs Åkeri"]


def test_a_list_by_hand_holds_no_more_than_a_database_can_be_asked_for(full):
    ids = [Company(name="x").id for _ in range(MOST_PICKED)]
    full.views.save(SavedView(name="Många", of=Kind.COMPANY).with_picked([*ids[1:], BERGS.id]))
    assert names(full, full.views.named("många")) == ["Bergs Bygg AB"]
    with pytest.raises(InvalidInput, match="at most"):
        full.views.put_in(full.views.named("många").id, ids)


# Mailing list, invitation list ---------------------------------------------------------------------------------------


def test_a_shared_mailbox_is_written_to_once_and_who_has_none_is_counted(full):
    found = full.views.addresses(Kind.PERSON, [ANNA.id, BO.id, CILLA.id])
    assert (found.text, found.without) == ("info@bergs.example", 1)


def test_a_company_without_a_mailbox_is_reached_through_its_people(full):
    found = full.views.addresses(Kind.COMPANY, [EKS.id, BERGS.id, OBERGS.id])
    assert (found.text, found.without) == ("info@bergs.example", 1), (
        "Eks El has none, Bo Ek there has; the same as Bergs'"
    )


def test_an_address_that_would_break_the_line_is_left_out(full):
    bad = Person(name="X", emails=(Email("a@b.example; evil@x.example"),))
    with full.database.work("past the service") as work:
        work.save(Kind.PERSON, bad)
    assert full.views.addresses(Kind.PERSON, [bad.id]).addresses == ()


def test_the_people_of_a_view_are_put_on_a_guest_list(full):
    event = Event(title="Frukost", when=all_day(date(2026, 12, 3)))
    full.events.save(event)
    people = full.views.people_of(Kind.COMPANY, [EKS.id, BERGS.id])
    full.guests.invite(event.id, people)
    assert [line.name for line in full.guests.at_event(event.id).lines] == ["Anna Berg", "Bo Ek", "Cilla Ek"]


# Table, file, paper --------------------------------------------------------------------------------------------------


def table(house, view: SavedView):
    return house.lists.table(view.of, house.records(view.of).keys(view.listing), view.columns, SV)


def test_a_table_has_the_columns_of_the_view_and_names_every_code(full):
    made = table(full, BYGG)
    assert made.header == ("Företag", "Intressen (CPV)")
    assert [row[0] for row in made.rows] == ["Bergs Bygg AB", "Öbergs Åkeri"]
    assert made.rows[1][1].count(", ") == 1
    assert made.as_text().splitlines()[0] == "Företag\tIntressen (CPV)"
    assert shown_columns(Kind.COMPANY, ("nothing",))[0].name == "name"


def test_a_name_that_is_a_formula_stays_a_name_on_the_clipboard_and_in_a_file(full, tmp_path):
    full.companies.save(Company(name="=cmd|' /C calc'!A0", tags=("bygg",)))
    made = table(full, BYGG)
    assert any(line.startswith("'=cmd") for line in made.as_text().splitlines())
    written = full.lists.write(made, tmp_path / "bygg.csv")
    assert written.records == 3
    assert "\n'=cmd" in written.file.read_text("utf-8-sig").replace("\r", "")
    with pytest.raises(InvalidInput):
        full.lists.write(made, tmp_path / "bygg.docx")


def test_a_list_is_printed_with_its_heading_and_refused_when_nobody_would_read_it(full, tmp_path, monkeypatch):
    listed = full.lists.printed(table(full, BYGG), "Byggfirmor", "Etikett: bygg", SV)
    printed = full.lists.save_print(listed, tmp_path / "lista.pdf")
    assert (printed.pages, printed.file.read_bytes()[:5]) == (1, b"%PDF-")
    with pytest.raises(InvalidInput):
        full.lists.save_print(listed, Path("lista.txt"))
    monkeypatch.setattr("outreach.services.lists.MOST_PRINTED", 1)
    with pytest.raises(InvalidInput, match="at most"):
        full.lists.printed(table(full, BYGG), "x", "", SV)


def test_progress_is_told_while_a_table_is_read(full):
    told = []
    keys = full.companies.keys(BYGG.listing)
    full.lists.table(Kind.COMPANY, keys, (), SV, lambda done, total: told.append((done, total)))
    assert told == [(2, 2)]


def test_now_is_the_clock_of_the_workspace(full, clock):
    clock.now = datetime(2030, 1, 1, tzinfo=UTC)
    assert full.views.listing_of(full.views.named("Coming tenders")).filters == (("coming", "2030-01-01"),)
