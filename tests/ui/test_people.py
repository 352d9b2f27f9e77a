"""The page of people: roles at several companies, new companies on the way, and what happened with somebody."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.ui.context import Context
from outreach.ui.people.page import PeoplePage
from outreach.ui.people.person_form import PersonForm
from tests.ui.list_makers import make_house

BERGS = Company(name="Bergs Bygg AB", municipality="2061")
ANNA = Person(
    name="Anna Berg",
    roles=(Role(BERGS.id, "CEO"),),
    emails=(Email("anna@bergs.example", "work"),),
    phones=(Phone("+46701234567"),),
    tags=("bygg",),
    language="sv",
    source="Business gala 2026",
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = make_house(tmp_path)
    made.companies.save(BERGS)
    made.people.save(ANNA)
    yield made
    made.close()


@pytest.fixture
def page(context: Context, qtbot) -> PeoplePage:
    made = PeoplePage(context)
    qtbot.addWidget(made)
    made.resize(1158, 718)
    made.show()
    made.enter()
    settled(qtbot, made)
    return made


def settled(qtbot, page) -> None:
    timers = [page.selection.moving, page.search._typing]
    qtbot.waitUntil(lambda: page.context.tasks.idle and not any(timer.isActive() for timer in timers), timeout=20_000)


def texts(widget) -> list[str]:
    return [part.text() for part in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton))]


def form_of(page, qtbot) -> PersonForm:
    settled(qtbot, page)
    return page.findChildren(PersonForm)[-1]


def test_the_pane_tells_roles_contacts_language_and_source(page):
    shown = texts(page.details)
    for text in (
        "Anna Berg",
        "CEO · Bergs Bygg AB",
        "070-123 45 67",
        "anna@bergs.example",
        "CEO · Smedjebacken",
        "Swedish",
        "Business gala 2026",
        "bygg",
    ):
        assert text in shown


def test_a_conversation_names_the_company_and_not_the_person_again(page, house, qtbot):
    at = datetime(2026, 10, 11, 17, 30, tzinfo=UTC)
    talk = Meeting(at=at, person=ANNA.id, company=BERGS.id, note="Asked about snow")
    page.context.write(lambda: house.meetings.save(talk))
    settled(qtbot, page)
    shown = texts(page.details)
    assert "Asked about snow" in shown
    assert "Bergs Bygg AB" in shown


def test_a_new_person_with_a_known_and_a_new_company_is_one_action_with_one_undo(page, house, qtbot):
    page.new_record()
    form = form_of(page, qtbot)
    form.name.setText("Åsa Ek")
    form.roles.lines[0].company.set_value(BERGS.id, BERGS.name)
    second = form.roles.add_line(None, "", "Owner")
    second.company.line.setText("Eks Trädgård")
    form.emails.lines[0].line.setText("asa@ek.example")
    form.submit()
    settled(qtbot, page)
    asa = house.people.get(page.current_id())
    garden = house.companies.named("Eks Trädgård")[0]
    assert (asa.name, asa.given, asa.family) == ("Åsa Ek", "Åsa", "Ek")
    assert asa.roles == (Role(BERGS.id), Role(garden.id, "Owner"))
    house.history.undo()
    assert house.companies.named("Eks Trädgård") == []
    assert house.people.count() == 1


def test_a_company_typed_as_it_is_known_is_not_made_twice(page, house, qtbot):
    page.edit_record(ANNA.id)
    form = form_of(page, qtbot)
    form.roles.lines[0].company.line.setText("AB Bergs Bygg")
    form.submit()
    settled(qtbot, page)
    assert house.companies.count() == 1
    assert house.people.get(ANNA.id).roles == (Role(BERGS.id, "CEO"),)


def test_a_role_is_taken_away(page, house, qtbot):
    page.edit_record(ANNA.id)
    form = form_of(page, qtbot)
    form.roles.remove_line(form.roles.lines[0])
    assert form.is_changed()
    form.submit()
    settled(qtbot, page)
    assert house.people.get(ANNA.id).roles == ()


def test_another_name_makes_given_and_family_name_anew(page, house, qtbot):
    page.edit_record(ANNA.id)
    form = form_of(page, qtbot)
    form.name.setText("Anna Maria Lind")
    form.submit()
    settled(qtbot, page)
    person = house.people.get(ANNA.id)
    assert (person.given, person.family) == ("Anna Maria", "Lind")


def test_a_person_without_a_name_is_refused_at_the_field(page, house, qtbot):
    page.new_record()
    form = form_of(page, qtbot)
    form.emails.lines[0].line.setText("somebody@example.se")
    form.submit()
    settled(qtbot, page)
    assert form.fields["Name"].note.text() == "A person needs a name."
    assert form.emails.value() == (Email("somebody@example.se"),)
    assert house.people.count() == 1
    form._throw_away()


def test_an_unsaved_role_counts_as_something_typed(page, qtbot):
    page.edit_record(ANNA.id)
    form = form_of(page, qtbot)
    assert not form.is_changed()
    form.roles.lines[0].title.setText("Owner")
    assert form.is_changed()
    form._throw_away()


def test_people_are_found_by_the_municipality_of_their_company_and_by_company_name(page, house, qtbot):
    page.context.write(lambda: house.people.save(Person(name="Bo Utan")))
    page.set_filter("municipality", ["2061"])
    settled(qtbot, page)
    assert page.model.rowCount() == 1
    page.filter_bar.clear()
    page.search.setText("bergs")
    settled(qtbot, page)
    assert [page.model.row_at(0).id] == [ANNA.id]
    assert page.count.text() == "1 of 2 people"


def test_deleting_a_person_keeps_what_was_said(page, house, qtbot):
    house.meetings.save(
        Meeting(at=datetime(2026, 10, 11, 17, tzinfo=UTC), person=ANNA.id, company=BERGS.id, note="Hello")
    )
    page.delete_selected()
    settled(qtbot, page)
    assert house.people.count() == 0
    kept = house.meetings.listed(Listing(Kind.MEETING))
    assert [(meeting.note, meeting.person) for meeting in kept] == [("Hello", None)]
