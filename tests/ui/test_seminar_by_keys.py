"""The whole errand by keyboard: a breakfast seminar from its template, a saved view of 120 invited, the sign-in list as a PDF.

One action is one key with its modifiers, or one word that is typed. The list of them is printed.
"""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from datetime import datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.event import Event, EventKind
from outreach.domain.invitation import Delivery, Method
from outreach.domain.listing import Listing
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.ui.invitations.send_dialog import SendDialog
from tests.ui.at_rest import come_to_rest
from tests.ui.hands import CTRL, press, write

PEOPLE = 120
MOST_ACTIONS = 25
CTRL_ALT = CTRL | Qt.KeyboardModifier.AltModifier
Key = Qt.Key


class Hand:
    """Presses keys and types words where the focus is, and counts."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window, self.done = qtbot, window, []

    def press(self, said, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.done.append(said)
        press(self.qtbot, key, modifiers)
        come_to_rest(self.qtbot, self.window.parts.tasks)

    def type(self, text):
        self.done.append(f"type “{text}”")
        write(self.qtbot, text)
        come_to_rest(self.qtbot, self.window.parts.tasks)


def fill(house):
    """120 people of building companies with an address of their own, and the saved view that means them; 30 others."""
    company = Company(name="Bergs Bygg AB", tags=("bygg",))
    house.unit.save_unit(replace(house.unit.unit(), email="upphandling@alvbro.example"))
    house.companies.save(company)
    people = [
        Person(name=f"Gäst {n:03} Öberg", roles=(Role(company.id),), emails=(Email(f"gast{n:03}@bergs.example"),))
        for n in range(PEOPLE)
    ]
    others = [Person(name=f"Annan {n:03}", emails=(Email(f"annan{n}@ek.example"),)) for n in range(30)]
    with house.database.work("many") as work:
        work.add_many(Kind.PERSON, [*people, *others])
    house.views.save(SavedView(name="Byggföretag", of=Kind.COMPANY, filters=(("tag", "bygg"),)))


def invited(files: list[Path]) -> dict[str, str]:
    """Return the guest of each message by address, as its calendar part names him; each message names one alone."""
    found = {}
    for file in files:
        message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
        (to,) = message["To"].addresses
        parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
        assert [part.get_param("method") for part in parts] == ["REQUEST"]
        calendar = parts[0].get_payload(decode=True).decode().replace("\r\n ", "")
        text = message.get_body(("plain",)).get_content()
        assert "METHOD:REQUEST" in calendar
        assert len(re.findall("^ATTENDEE", calendar, re.MULTILINE)) == 1
        assert calendar.count(f"mailto:{to.addr_spec}") == 1
        for other in re.findall(r"gast\d{3}|Gäst \d{3}", calendar + text + file.read_bytes().decode("latin-1")):
            assert other in (to.addr_spec[:7], to.display_name[:8])
        found[to.addr_spec] = to.display_name
    return found


def test_a_seminar_is_planned_120_are_invited_and_the_sign_in_list_is_printed_in_at_most_25_actions(window, qtbot, tmp_path):
    house = window.context.house
    fill(house)
    window.context.memory.keep("invitations.folder", str(tmp_path / "letters"))
    window.context.memory.keep("handouts.folder", str(tmp_path))
    window.setFocus()
    hand = Hand(qtbot, window)
    hand.press("Ctrl+Alt+N: new event from a template", Key.Key_N, CTRL_ALT)
    hand.type("bre")
    hand.press("Enter: the breakfast seminar", Key.Key_Return)
    hand.type("2026-12-17")
    hand.press("Ctrl+Enter: save event and plan", Key.Key_Return, CTRL)

    (event,) = house.events.listed(Listing(Kind.EVENT))
    assert (event.kind, event.when.start) == (EventKind.BREAKFAST, datetime(2026, 12, 17, 7, 30))
    assert house.plans.of(event.id).version == 1

    hand.press("Ctrl+Alt+I: invite", Key.Key_I, CTRL_ALT)
    hand.type("by")
    hand.press("Enter: the 120 people of the saved view Byggföretag are on the list", Key.Key_Return)
    hand.press("Enter: Invite…", Key.Key_Return)
    (letter,) = window.invitation_desk.invite_window.findChildren(SendDialog)
    qtbot.waitUntil(lambda: letter.letter.go_button.text() == f"Make {PEOPLE} drafts", timeout=30_000)
    hand.press("Enter: make 120 drafts", Key.Key_Return)
    qtbot.waitUntil(lambda: letter.stack.currentWidget() is letter.outcome, timeout=60_000)
    hand.press("Enter: close the result", Key.Key_Return)
    with qtbot.waitActive(window.invitation_desk.invite_window):
        # What a window manager does; the platform without a screen does not.
        window.invitation_desk.invite_window.activateWindow()
    hand.press("Esc: close the invite window", Key.Key_Escape)
    with qtbot.waitActive(window):
        window.activateWindow()

    hand.press("Ctrl+Alt+P: the plan", Key.Key_P, CTRL_ALT)
    hand.press("Ctrl+4: what is printed", Key.Key_4, CTRL)
    kinds = [one.kind for one in house.plans.of(event.id).outline.printing]
    for _ in range(kinds.index("sign-in")):
        hand.press("Down: the next handout", Key.Key_Down)
    hand.press("P: look at the sign-in list", Key.Key_P)
    hand.press("Ctrl+S: save it as a PDF", Key.Key_S, CTRL)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible()]
    target = Path(dialog.selectedFiles()[0])
    hand.press("Enter: under the name that is proposed", Key.Key_Return)
    qtbot.waitUntil(target.exists, timeout=10_000)

    sys.stdout.write("".join(f"{number:2}. {said}\n" for number, said in enumerate(hand.done, start=1)))
    assert len(hand.done) <= MOST_ACTIONS
    show_what_came_of_it(house, event, list((tmp_path / "letters").rglob("*.eml")), target)
    window.plan_desk.close()
    come_to_rest(qtbot, window.parts.tasks)


def show_what_came_of_it(house, event: Event, letters: list[Path], sheet: Path) -> None:
    """120 letters for 120 guests, as many on record, and a list with each name, whose foot tells of the register."""
    guests = invited(letters)
    assert len(letters) == len(guests) == PEOPLE
    assert set(guests.values()) == {f"Gäst {n:03} Öberg" for n in range(PEOPLE)}
    sent = house.invitations.of_event(event.id)
    assert {(one.delivery, one.method, one.sequence) for one in sent} == {(Delivery.SENT, Method.REQUEST, event.sequence)}
    assert len({one.guest for one in sent}) == PEOPLE
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet.read_bytes())).pages)
    assert [n for n in range(PEOPLE) if f"Gäst {n:03} Öberg" not in text] == []
    assert "IMY" in text
    begun = [house.history.of(one)[-1].action for one in (event.id, house.plans.of(event.id).id)]
    assert begun[0] == begun[1], "event and plan are one action"
