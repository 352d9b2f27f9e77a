"""Somebody else saves while a form is open: what only one of us changed is joined, the same field is asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from outreach.domain.changes import Changes
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.services.following import Following
from outreach.services.house import House
from outreach.storage.database import Signature
from outreach.ui.following import Follower
from outreach.ui.forms.same_field import SameFieldDialog
from outreach.ui.people.person_form import PersonForm
from tests.ui.at_rest import NOW, OFFICER

BO = Signature("Bo Lind", "two", lambda: NOW)


@pytest.fixture
def ground(qtbot):
    """What the forms stand on."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def as_bo(house: House, person: Person) -> None:
    house.database.signature, own = BO, house.database.signature
    house.people.save(person)
    house.database.signature = own


def test_a_form_joins_what_another_officer_saved_meanwhile(context, ground, settle):
    house = context.house
    person = Person(name="Nils Holm")
    house.people.save(person)
    form = PersonForm(context, house.people.get(person.id), {}, [], ground)
    settle()
    as_bo(house, replace(house.people.get(person.id), notes="Ringer före sju"))
    form.name.setText("Nils Holmgren")
    form.submit()
    settle()
    kept = house.people.get(person.id)
    assert (kept.name, kept.notes) == ("Nils Holmgren", "Ringer före sju")


def test_the_same_field_is_asked_about_with_both_values_and_the_name(context, ground, settle):
    house = context.house
    person = Person(name="Nils Holm")
    house.people.save(person)
    for choose_theirs, wanted in ((True, "Nils Holmström"), (False, "Nils Holmgren")):
        form = PersonForm(context, house.people.get(person.id), {}, [], ground)
        form.show()
        settle()
        as_bo(house, replace(house.people.get(person.id), name="Nils Holmström", website="https://holm.example"))
        form.name.setText("Nils Holmgren")
        form.submit()
        settle()
        (dialog,) = form.findChildren(SameFieldDialog)
        shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert "Nils Holmström" in shown
        assert "Nils Holmgren" in shown
        assert "Bo Lind" in dialog.theirs["name"].text()
        if choose_theirs:
            dialog.theirs["name"].setChecked(True)
        dialog._choose()
        settle()
        kept = house.people.get(person.id)
        assert (kept.name, kept.website) == (wanted, "https://holm.example")
        house.people.save(replace(kept, name="Nils Holm"))


def test_what_others_did_is_told_once_and_what_we_did_is_not(house):
    following = Following(house.database)
    assert following.look() is None
    house.people.save(person := Person(name="Nils Holm"))
    changes = following.look()
    assert isinstance(changes, Changes)
    assert changes.touched == {(Kind.PERSON, person.id)}
    assert following.look() is None
    following.own(house.people.save(Person(name="Åsa Öberg")))
    assert following.look() is None


def test_a_page_learns_what_another_officer_did(context, settle):
    told = []
    follower = Follower(context, context.changes)
    follower.look()
    settle()
    context.changes.changed.connect(lambda changes, origin: told.append((changes.touched, origin)))
    person = Person(name="Nils Holm")
    as_bo(context.house, person)
    follower.look()
    settle()
    assert told == [(frozenset({(Kind.PERSON, person.id)}), follower)]
    assert context.house.officer == OFFICER
