"""A breakfast seminar from its template, a saved view of 120 invited, the sign-in list printed: in how many actions by keyboard?

The real window, with real key events where the focus is and nowhere else. The rule: a key with its modifiers is one action, and
so is a word that is typed. What came of it is asked of the workspace and of the files, not of the window.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.event import EventKind
from outreach.domain.invitation import Delivery, Purpose
from outreach.domain.listing import Listing
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.domain.when import zoned
from outreach.ui.invitations.window import InviteWindow
from tests.ui.at_rest import come_to_rest
from tests.ui.conftest import make_window, parts, place, ready_workspace, window
from tests.ui.hands import press, write

from .invitation_messages import Taken, take

__all__ = ["make_window", "parts", "place", "ready_workspace", "window"]

Key = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
CTRL_ALT, CTRL_SHIFT = CTRL | Qt.KeyboardModifier.AltModifier, CTRL | Qt.KeyboardModifier.ShiftModifier
MOST = 25
VIEW = "Byggare i kommunen"
GIVEN = ("Anders", "Birgit", "Carl", "Doris", "Emil", "Frida", "Gustav", "Hanna", "Ivar", "Åsa")
FAMILY = ("Ek", "Berg", "Lund", "Holm", "Strand", "Dahl", "Öberg", "Nyqvist", "Sjögren", "Wallin", "Kvist", "Ström")
NAMES = {f"{given} {family}" for given in GIVEN for family in FAMILY}


class Hand:
    """Presses and types where the focus is, and writes down what it did."""

    def __init__(self, qtbot: Any, window: Any) -> None:
        self._qtbot, self._window = qtbot, window
        self.done: list[str] = []

    def press(self, said: str, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.done.append(said)
        press(self._qtbot, key, modifiers)
        self.rest()

    def type(self, word: str) -> None:
        self.done.append(f"type “{word}”")
        write(self._qtbot, word)
        self.rest()

    def rest(self) -> None:
        come_to_rest(self._qtbot, self._window.parts.tasks)


@pytest.fixture
def full(window: Any, tmp_path: Path, qtbot: Any) -> Any:
    """A register in which 120 of 123 people are builders with an address, and folders that are the test's own."""
    house = window.context.house
    company = Company(name="Samlade Byggare AB")
    house.companies.save(company)
    for number, name in enumerate(sorted(NAMES)):
        mail = Email(f"guest{number:03}@builders.example")
        language = "en" if number % 10 == 0 else "sv"
        house.people.save(
            Person(name=name, roles=(Role(company.id),), emails=(mail,), tags=("bygg",), language=language)
        )
    for name in ("Tora Utanför", "Ulf Utanför", "Vera Utanför"):
        house.people.save(Person(name=name, emails=(Email(f"{name[:4].strip().lower()}@others.example"),)))
    house.views.save(SavedView(name=VIEW, of=Kind.PERSON, filters=(("tag", "bygg"),)))
    window.context.memory.keep("invitations.folder", str(tmp_path / "letters"))
    window.context.memory.keep("handouts.folder", str(tmp_path))
    house.unit.save_unit(replace(house.unit.unit(), email="upphandling@alvbro.example"))
    window.show_page("today")
    come_to_rest(qtbot, window.parts.tasks)
    return window


def test_plan_invite_and_print_takes_at_most_25_actions(full: Any, qtbot: Any, tmp_path: Path, capsys: Any) -> None:
    window, house, hand = full, full.context.house, Hand(qtbot, full)

    hand.press("Ctrl+Alt+N: new event from a template", Key.Key_N, CTRL_ALT)
    hand.type("breakfast")
    hand.press("Enter: the breakfast seminar; the day stands chosen", Key.Key_Return)
    hand.type("2026-12-17")
    hand.press("Ctrl+Enter: save the event with its plan", Key.Key_Return, CTRL)
    (event,) = house.events.listed(Listing(Kind.EVENT))

    hand.press("Ctrl+Alt+I: invite", Key.Key_I, CTRL_ALT)
    invite = focused_window()
    assert isinstance(invite, InviteWindow)
    hand.type("byggare")
    hand.press("Enter: the saved view's 120 on the guest list", Key.Key_Return)
    assert len(house.guests.at_event(event.id).lines) == 120
    hand.press("Enter: “120 have not been invited” – the letter", Key.Key_Return)
    hand.press("Enter: make 120 drafts in the proposed folder", Key.Key_Return)
    qtbot.waitUntil(lambda: len(list((tmp_path / "letters").rglob("*.eml"))) == 120, timeout=60_000)
    hand.rest()
    hand.press("Enter: close what was done", Key.Key_Return)
    come_back(qtbot, invite)
    hand.press("Esc: back to the main window", Key.Key_Escape)
    come_back(qtbot, window)

    hand.press("Ctrl+K: the commands", Key.Key_K, CTRL)
    hand.type("sign-in")
    hand.press("Enter: the sign-in list for this event, on screen", Key.Key_Return)
    come_back(qtbot, window)
    assert window.shell.page.name == "handouts"
    assert window.focusWidget() is not None
    hand.press("Ctrl+Shift+S: save it as PDF", Key.Key_S, CTRL_SHIFT)
    assert isinstance(focused_window(), QFileDialog)
    hand.press("Enter: under the proposed name", Key.Key_Return)

    with capsys.disabled():
        print("\nPlan from template, invite a saved view of 120, print the sign-in list:")  # noqa: T201 - the must-show list
        for number, said in enumerate(hand.done, start=1):
            print(f"{number:3}. {said}")  # noqa: T201
    assert len(hand.done) <= MOST

    assert (event.kind, event.when) == (EventKind.BREAKFAST, zoned(datetime(2026, 12, 17, 7, 30), datetime(2026, 12, 17, 9)))
    plan = house.plans.of(event.id)
    assert plan.version == 1
    assert plan.outline.tasks
    assert plan.answer_by == date(2026, 12, 14)
    assert one_action_kept(house, event.id, plan.id)

    written = house.invitations.of_event(event.id)
    assert len(written) == 120
    assert {one.name for one in written} == NAMES
    assert {(one.delivery, one.purpose, one.sequence) for one in written} == {(Delivery.SENT, Purpose.INVITE, event.sequence)}
    letters = [take(path) for path in (tmp_path / "letters").rglob("*.eml")]
    check_letters(letters, event.uid)

    (pdf,) = tmp_path.glob("*.pdf")
    on_paper = text_of(pdf)
    assert [name for name in sorted(NAMES) if name not in on_paper] == []
    assert "Utanför" not in on_paper


def come_back(qtbot: Any, window: QWidget) -> None:
    """Give the keyboard to the window below, as every desktop but the offscreen one does. Where in it: the window's own choice."""
    with qtbot.waitActive(window):
        window.activateWindow()


def focused_window() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus.window()


def one_action_kept(house: Any, *records: Any) -> bool:
    """Say whether these records were made by one and the same action."""
    made = [{entry.action for entry in house.history.of(record)} for record in records]
    return len(set.union(*made)) == 1


def check_letters(letters: list[Taken], uid: str) -> None:
    """Each draft: one recipient, one guest in its calendar, a request, and nobody else's name or address anywhere."""
    assert len(letters) == 120
    everybody = {letter.to[0] for letter in letters}
    assert len(everybody) == 120
    assert {name for name, _ in everybody} == NAMES
    for letter in letters:
        ((name, address),) = letter.to
        assert (letter.unsent, letter.mime_method, letter.one("METHOD")) == ("1", "REQUEST", "REQUEST")
        assert letter.one("UID") == uid
        assert letter.one("ATTENDEE").casefold() == f"mailto:{address}"
        others = [other for pair in everybody - {(name, address)} for other in pair]
        assert [other for other in others if other in letter.everything] == [], letter.file


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(document[page].get_textpage().get_text_bounded() for page in range(len(document)))
    finally:
        document.close()
