"""The unit's letters in Preferences: a text for each purpose and language, with fields, a preview, and the usual text."""

import pytest

from outreach.domain.invitation import PURPOSE_LABELS, Purpose
from outreach.domain.letter import Letter
from outreach.services.letters import FIELDS, built_in
from outreach.ui.invitations.sample import sample_values
from outreach.ui.preferences.dialog import PreferencesDialog
from outreach.ui.preferences.letters_page import LettersPage
from tests.ui.at_rest import come_to_rest


@pytest.fixture
def page(house, context, qtbot, settle):
    made = LettersPage(context)
    qtbot.addWidget(made)
    made.resize(900, 560)
    made.show()
    settle()
    return made


def choose(page, purpose):
    page.purpose.setCurrentIndex(list(PURPOSE_LABELS).index(purpose))


def test_the_usual_invitation_is_shown_with_its_fields_filled(page, house):
    assert page.editor.subject.text() == built_in(Purpose.INVITE, "sv").subject
    assert page.whose.text() == "The usual text"
    assert page.view.subject.text().startswith("Inbjudan: Frukostseminarium")
    text = page.view.text.toPlainText()
    assert "Anna" in text
    assert "{" not in text
    assert not page.save_button.isEnabled()


def test_every_field_has_an_example(house):
    assert set(sample_values(house.unit.unit(), "Anna Ek", "sv")) == set(FIELDS)


def test_what_is_written_is_previewed_and_saved_for_its_purpose_and_language_alone(page, house, settle):
    choose(page, Purpose.REMIND)
    page.editor.turn_to("en")
    page.editor.body.setPlainText("Hello {first_name}, are you coming?")
    settle()
    settle()
    assert page.view.text.toPlainText() == "Hello Anna, are you coming?"
    assert page.whose.text() == "Your own text"
    page.save()
    settle()
    assert page.status.text() == "Saved"
    assert house.letters.of(Purpose.REMIND, "en").body == "Hello {first_name}, are you coming?"
    assert house.letters.of(Purpose.REMIND, "sv").body == built_in(Purpose.REMIND, "sv").body
    assert not page.save_button.isEnabled()


def test_what_is_half_written_stays_while_another_letter_is_looked_at(page, house, settle):
    page.editor.body.setPlainText("Välkommen {first_name}!")
    choose(page, Purpose.CANCEL)
    assert "Välkommen" not in page.editor.body.toPlainText()
    choose(page, Purpose.INVITE)
    assert page.editor.body.toPlainText() == "Välkommen {first_name}!"
    page.save()
    settle()
    assert house.letters.is_own(Purpose.INVITE, "sv")


def test_the_usual_text_comes_back_by_one_button(page, house, settle):
    house.letters.set(Letter(purpose=Purpose.INVITE, language="sv", subject="Hej", body="Kom!"))
    page._read()
    settle()
    assert page.editor.body.toPlainText() == "Kom!"
    page.editor.usual_button.click()
    settle()
    page.save()
    settle()
    assert not house.letters.is_own(Purpose.INVITE, "sv")
    assert page.editor.body.toPlainText() == built_in(Purpose.INVITE, "sv").body


def test_an_unknown_field_is_named_and_not_saved(page, house, settle):
    page.editor.body.setPlainText("Hej {namn}!")
    settle()
    settle()
    assert "{namn}" in page.status.text()
    page.save()
    settle()
    assert not house.letters.is_own(Purpose.INVITE, "sv")


def test_preferences_open_at_the_page_that_is_wished_for(window, qtbot):
    window.context.wishes.preferences.emit("letters")
    come_to_rest(qtbot, window.parts.tasks)
    (dialog,) = window.findChildren(PreferencesDialog)
    assert dialog.tabs.currentWidget().isAncestorOf(dialog.letters)
    dialog.accept()
