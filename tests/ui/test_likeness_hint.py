"""The hint while somebody types: whom that resembles, why, and the way there; nothing is blocked and nothing is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.ui.companies.company_form import CompanyForm
from outreach.ui.context import Context
from outreach.ui.forms.form_dialog import LEAVING
from outreach.ui.forms.likeness_hint import LikenessHint
from outreach.ui.people.person_form import PersonForm
from tests.ui.conftest import Settle


@pytest.fixture
def anna(context: Context) -> Person:
    firm = Company(name="Bergs Bygg AB", org_number="5560360793", emails=(Email("info@bergs.example"),))
    context.house.companies.save(firm)
    person = Person(
        name="Anna Berg",
        roles=(Role(firm.id),),
        emails=(Email("anna@bergs.example"),),
        phones=(Phone("+46701740605"),),
    )
    context.house.people.save(person)
    return context.house.people.get(person.id)


def looked(hint: LikenessHint, qtbot: QtBot, settle: Settle) -> list[str]:
    qtbot.waitUntil(lambda: not hint._timer.isActive())
    settle()
    return [hint.sentence(one) for one in hint.found]


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    """The window that a form stands over; a form deletes itself when it closes."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def person_form(context: Context, ground: QWidget, person: Person | None = None) -> PersonForm:
    form = PersonForm(context, person, {}, [], ground)
    form.open()
    return form


def test_a_known_person_is_told_while_the_name_is_typed(
    anna: Person, context: Context, ground: QWidget, qtbot: QtBot, settle: Settle
) -> None:
    form = person_form(context, ground)
    qtbot.keyClicks(form.name, "anna berg")
    assert looked(form.likeness, qtbot, settle) == ["Anna Berg, Bergs Bygg AB is known already – same name"]
    assert form.likeness.isVisible()
    assert form.focusWidget() is form.name
    qtbot.keyClicks(form.name, "lund")
    assert looked(form.likeness, qtbot, settle) == []
    assert not form.likeness.isVisible()
    form._sure = True
    form.reject()


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [("070-174 06 05", "phones", "same telephone"), ("ANNA@bergs.example", "emails", "same e-mail")],
)
def test_a_known_number_or_address_is_told_too(
    anna: Person, context: Context, ground: QWidget, qtbot: QtBot, settle: Settle, text: str, field: str, reason: str
) -> None:
    form = person_form(context, ground)
    qtbot.keyClicks(form.name, "Anna Lund")
    qtbot.keyClicks(getattr(form, field).lines[0].line, text)
    (sentence,) = looked(form.likeness, qtbot, settle)
    assert reason in sentence
    assert form.likeness.parentWidget() is form.fields["Telephone" if field == "phones" else "E-mail"]
    form._sure = True
    form.reject()


def test_alt_o_asks_before_it_leaves_what_was_typed_and_then_opens_the_known_one(
    anna: Person, context: Context, ground: QWidget, qtbot: QtBot, settle: Settle
) -> None:
    form = person_form(context, ground)
    qtbot.keyClicks(form.name, "Anna Berg")
    looked(form.likeness, qtbot, settle)
    qtbot.keyClick(form.name, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    assert form.isVisible()
    assert form._banner_text.text() == LEAVING
    with qtbot.waitSignal(context.wishes.open_record) as asked:
        form._discard.click()
    assert asked.args == [Kind.PERSON, anna.id]
    assert not form.isVisible()


def test_a_form_that_is_left_for_another_reason_opens_nobody(
    anna: Person, context: Context, ground: QWidget, qtbot: QtBot, settle: Settle
) -> None:
    form = person_form(context, ground)
    qtbot.keyClicks(form.name, "Anna Berg")
    looked(form.likeness, qtbot, settle)
    form.leave_for(Kind.PERSON, anna.id)
    form.reject()
    with qtbot.assertNotEmitted(context.wishes.open_record):
        form._discard.click()


def test_the_one_that_is_edited_is_no_double_of_itself(
    anna: Person, context: Context, ground: QWidget, qtbot: QtBot, settle: Settle
) -> None:
    form = person_form(context, ground, anna)
    form.name.setText("")
    qtbot.keyClicks(form.name, "Anna Berg")
    assert looked(form.likeness, qtbot, settle) == []
    form.reject()


@pytest.mark.parametrize("text", ["bergs bygg i falun", "556036-0793"])
def test_a_known_company_is_told_by_name_and_by_number(
    anna: Person, context: Context, ground: QWidget, qtbot: QtBot, settle: Settle, text: str
) -> None:
    form = CompanyForm(context, None, [], ground)
    form.open()
    if text[0].isdigit():
        qtbot.keyClicks(form.name, "Bergs")
        qtbot.keyClicks(form.org_number, text)
    else:
        qtbot.keyClicks(form.name, text)
    (sentence,) = looked(form.likeness, qtbot, settle)
    assert sentence.startswith("Bergs Bygg AB is known already")
    form._sure = True
    form.reject()
