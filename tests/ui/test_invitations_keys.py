"""From the chosen event to drafts for a saved view of 120 people, by keyboard alone, in the real window; each key is counted."""

import sys
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.invitation import Delivery
from outreach.domain.listing import Listing
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.ui.invitations.send_dialog import SendDialog
from outreach.ui.preferences.dialog import PreferencesDialog
from tests.ui.at_rest import come_to_rest
from tests.ui.hands import press
from tests.ui.invited import SEMINAR

PEOPLE = 120
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def fill(house):
    company = Company(name="Bergs Bygg AB", tags=("bygg",))
    house.unit.save_unit(replace(house.unit.unit(), email="upphandling@alvbro.example"))
    house.events.save(SEMINAR)
    house.companies.save(company)
    people = [
        Person(name=f"Gäst {n:03}", roles=(Role(company.id),), emails=(Email(f"gast{n}@bergs.example"),)) for n in range(PEOPLE)
    ]
    with house.database.work("many") as work:
        work.add_many(Kind.PERSON, people)
    house.views.save(SavedView(name="Nyhetsbrevet", of=Kind.PERSON))
    house.views.save(SavedView(name="Byggföretag", of=Kind.COMPANY, filters=(("tag", "bygg"),)))


def test_preferences_that_a_letter_asks_for_can_be_used_over_it(window, qtbot):
    house, tasks = window.context.house, window.parts.tasks
    fill(house)
    people = house.people.listed(Listing(Kind.PERSON))
    house.guests.invite(SEMINAR.id, [people[0].id])
    invite = window.desk.invitations.invite(SEMINAR.id)
    come_to_rest(qtbot, tasks)
    invite.parts.due.press_first()
    come_to_rest(qtbot, tasks)
    (letter,) = invite.findChildren(SendDialog)
    letter.letter.ways.row.set_value("smtp")
    letter.letter.ways.preferences.click()
    (preferences,) = letter.findChildren(PreferencesDialog)
    come_to_rest(qtbot, tasks)
    assert QApplication.activeModalWidget() is preferences
    assert preferences.tabs.currentWidget() is preferences.mail
    settings = replace(window.parts.choices.settings, mail_host="smtp.alvbro.example", mail_sender="a@alvbro.example")
    window.parts.choices.settings = settings
    preferences.accept()
    with qtbot.waitActive(letter):
        letter.activateWindow()
    assert letter.letter.ways.about.text().startswith("Through smtp.alvbro.example, at most 30 a minute.")
    assert letter.letter.go_button.isEnabled()
    letter.reject()
    invite.close()


def test_a_saved_view_of_120_is_invited_with_drafts_in_seven_keys(window, qtbot, tmp_path):
    house, tasks = window.context.house, window.parts.tasks
    fill(house)
    window.context.memory.keep("invitations.folder", str(tmp_path / "brev"))
    window.context.open(Kind.EVENT, SEMINAR.id)
    come_to_rest(qtbot, tasks)
    pressed = []

    def key(name, code, modifiers=Qt.KeyboardModifier.NoModifier):
        pressed.append(name)
        press(qtbot, code, modifiers)
        come_to_rest(qtbot, tasks)

    key("Ctrl+Alt+I: open the invite window", Qt.Key.Key_I, CTRL_ALT)
    key("b: the first letter of the saved view", Qt.Key.Key_B)
    key("y: the second one", Qt.Key.Key_Y)
    key("Enter: put the 120 people on the list", Qt.Key.Key_Return)
    key("Enter: Invite… (120 have not been invited)", Qt.Key.Key_Return)
    invite_window = window.desk.invitations.invite_window
    (dialog,) = invite_window.findChildren(SendDialog)
    qtbot.waitUntil(lambda: dialog.letter.go_button.text() == f"Make {PEOPLE} drafts")
    key("Enter: make 120 drafts, the way that is proposed", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.stack.currentWidget() is dialog.outcome, timeout=30_000)
    assert dialog.outcome.heading.text() == f"{PEOPLE} drafts are ready"
    key("Enter: close the result", Qt.Key.Key_Return)
    sys.stdout.write("".join(f"{number}. {name}\n" for number, name in enumerate(pressed, start=1)))
    assert len(pressed) == 7
    assert len(list((tmp_path / "brev").rglob("*.eml"))) == PEOPLE
    sent = house.invitations.of_event(SEMINAR.id)
    assert {one.delivery for one in sent} == {Delivery.SENT}
    # Nobody is led on to remind those who got it a moment ago.
    assert [one.text for one in invite_window.parts.due.sentences] == ["120 have not answered"]
    assert invite_window.focusWidget() is invite_window.parts.search
    invite_window.close()
