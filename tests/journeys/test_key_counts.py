"""How many keys does a visitor cost? Fair mode in a real window on a virtual screen, with the keys counted as they are sent.

The rule: one key that goes down and comes up is one press. Ctrl+Enter is one, a capital letter is one, and so is each digit,
sign and space: what is held at the same time is not counted again. Counting begins in the empty form of fair mode, where the
officer stands after the last visitor, and ends with the key that saves. Whether the right thing was kept is asked of the
workspace through the command line.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from .conftest import Program  # type: ignore[import-not-found, unused-ignore]
from .test_real_keys import Officer, screen, window  # type: ignore[import-not-found, unused-ignore]

__all__ = ["screen", "window"]
pytestmark = pytest.mark.screen

NOTE = "wants the snow clearing tender in winter"
QUESTION = "When will the snow clearing be announced?"
#: How long somebody looks at the screen before taking a hint, in seconds; the machine may be busy with other tests.
GLANCE = 1.2
TODAY = datetime.now(ZoneInfo("Europe/Stockholm")).date()


class CountingHands:
    """An officer's hands, and how often they have pressed since the last visitor."""

    def __init__(self, officer: Officer) -> None:
        self._officer = officer
        self.pressed = 0

    def press(self, *keys: str) -> None:
        self._officer.press(*keys)
        self.pressed += len(keys)

    def type(self, text: str) -> None:
        self._officer.type(text)
        self.pressed += len(text)

    def look(self) -> None:
        time.sleep(GLANCE)


@pytest.fixture
def register(program: Program) -> Program:
    """A fair that lasts all day, and a register in which the known ones stand among eighty others."""
    program("event", "add", "Foretagsmassan", "--start", TODAY.isoformat(), "--kind", "fair")
    given = ("Anders", "Birgit", "Carl", "Doris", "Emil", "Frida", "Gustav", "Hanna", "Ivar", "Johanna")
    family = ("Andersson", "Backman", "Carlsson", "Danielsson", "Eriksson", "Fransson", "Gustafsson", "Holm")
    people = program.home / "people.csv"
    with people.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("Namn", "Företag", "Telefon"))
        for number, (first, last) in enumerate(product(given, family)):
            rows.writerow((f"{first} {last}", f"{last}s {('Bygg', 'Transport')[number % 2]} AB", f"070-174 06 {number:02}"))
        rows.writerow(("Sven Wiklund", "Wiklunds Schakt AB", "070-174 07 01"))
        rows.writerow(("Lena Quist", "Quist Plattsattning AB", "070-174 07 02"))
    program("import", str(people))
    assert len(listed(program, "person")) == 82
    return program


def listed(program: Program, kind: str) -> list[dict[str, Any]]:
    """Return all records of a kind. Reading takes no lock, so the command line may look while the window is open."""
    answer = program(kind, "list")
    found: list[dict[str, Any]] = next(value for value in answer.values() if isinstance(value, list))
    return found


def wait_for(look: Callable[[], bool], what: str, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if look():
            return
        time.sleep(0.3)
    raise AssertionError(f"waited in vain for {what}")


def kept(program: Program, number: int) -> dict[str, Any]:
    """Wait until so many conversations are kept, and return the newest."""
    wait_for(lambda: len(listed(program, "meeting")) == number, f"conversation {number}")
    return max(listed(program, "meeting"), key=lambda one: one["at"])


def named(program: Program, kind: str, record: str) -> dict[str, Any]:
    return next(one for one in listed(program, kind) if one["id"] == record)


def test_a_visitor_costs_no_more_keys_than_promised(register: Program, window: Officer, capsys: Any) -> None:
    program, hands = register, CountingHands(window)
    hands.press("F11")
    window.wait_for_window("Fair mode: Foretagsmassan")
    (event,) = (one["id"] for one in listed(program, "event"))
    people, companies = len(listed(program, "person")), len(listed(program, "company"))
    table: list[tuple[str, int, int]] = []

    def done(what: str, most: int) -> None:
        table.append((what, hands.pressed, most))
        hands.pressed = 0

    # Somebody we know, only to be counted: three letters, the hint, save.
    hands.pressed = 0
    hands.type("wik")
    hands.look()
    hands.press("Down")  # the first hint is the company, the second one who works there
    hands.press("Return", "ctrl+Return")
    done("known person, count only", 7)
    meeting = kept(program, 1)
    assert named(program, "person", meeting["person"])["name"] == "Sven Wiklund"
    assert (meeting["event"], meeting["note"]) == (event, "")

    # Somebody we know, with what was said.
    hands.type("lena")
    hands.look()
    hands.press("Return")
    assert len(NOTE) == 40
    hands.type(NOTE)
    hands.press("ctrl+Return")
    done("known person, note of 40 characters", 47)
    meeting = kept(program, 2)
    assert named(program, "person", meeting["person"])["name"] == "Lena Quist"
    assert meeting["note"] == NOTE
    assert (len(listed(program, "person")), len(listed(program, "company"))) == (people, companies)

    # A new face from a company we know.
    hands.type("wik")
    hands.look()
    hands.press("Return")
    hands.look()
    hands.type("Karin Lindgren")
    hands.press("Tab")
    hands.type("0701740811")
    hands.press("Tab")
    hands.type(NOTE)
    hands.press("ctrl+Return")
    done("new person at a known company, telephone, note", 75)
    meeting = kept(program, 3)
    person = named(program, "person", meeting["person"])
    assert person["name"] == "Karin Lindgren"
    assert [phone["number"] for phone in person["phones"]] == ["+46701740811"]
    assert named(program, "company", meeting["company"])["name"] == "Wiklunds Schakt AB"
    assert (len(listed(program, "person")), len(listed(program, "company"))) == (people + 1, companies)

    # Nobody we know, and a promise.
    hands.type("Nordlunds Tradgard AB")
    hands.press("Tab")
    hands.type("Oskar Nordlund")
    hands.press("Tab", "Tab")
    hands.type(f"{NOTE} !14")
    hands.press("ctrl+Return")
    done("new company, person, note, follow-up", 100)
    meeting = kept(program, 4)
    assert named(program, "person", meeting["person"])["name"] == "Oskar Nordlund"
    assert named(program, "company", meeting["company"])["name"] == "Nordlunds Tradgard AB"
    (promise,) = listed(program, "follow-up")
    assert (promise["meeting"], promise["due"]) == (meeting["id"], (TODAY + timedelta(days=14)).isoformat())
    assert (len(listed(program, "person")), len(listed(program, "company"))) == (people + 2, companies + 1)

    # A question, and the same one again from the list of like ones.
    hands.press("ctrl+shift+n")
    hands.type(QUESTION)
    hands.press("Return")
    done("a question, new", len(QUESTION) + 3)
    first = kept(program, 5)
    hands.press("ctrl+shift+n")
    hands.type("snow")
    hands.look()
    hands.press("Down", "Return")
    done("a question that was asked before", len("snow") + 3)
    again = kept(program, 6)
    assert first["question"] == again["question"]
    assert program("show", first["question"])["record"]["text"] == QUESTION
    assert (first["person"], first["company"], first["event"]) == (None, None, event)

    with capsys.disabled():
        print(f"\n{'keys':>5} {'most':>5}")  # noqa: T201 - the figures are the point of this journey
        for what, pressed, most in table:
            print(f"{pressed:5} {most:5}  {what}")  # noqa: T201
    assert [what for what, pressed, most in table if pressed > most] == []


def test_a_dead_battery_costs_at_most_five_seconds_of_typing_without_a_pause(
    register: Program, window: Officer, capsys: Any
) -> None:
    hands = CountingHands(window)
    hands.press("F11")
    window.wait_for_window("Fair mode: Foretagsmassan")
    hands.press("ctrl+shift+n")
    hands.type("Half a question")
    hands.press("Escape")
    times, dead = type_until_the_battery_is_dead(window)
    from outreach.storage.database import open_workspace

    database = open_workspace(register.workspace, patience=3)
    with database.read() as view:
        drafts = view.drafts()
    database.close()
    kept = len(drafts["fair"]["company"])
    lost = dead - times[kept - 1]
    with capsys.disabled():
        print(f"\n{len(times)} letters sent, {kept} kept, {lost:.1f} s of typing lost")  # noqa: T201
    assert 0 < kept <= len(times)
    assert lost <= 5
    assert drafts["question"]["text"] == "Half a question"


def type_until_the_battery_is_dead(window: Officer, seconds: float = 11) -> tuple[list[float], float]:
    """Press one letter after the other without a pause, then kill; return when each was pressed, and when it was over."""
    times: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        times.append(time.monotonic())
        window.press("abcdefghij"[len(times) % 10])
    window.kill()
    return times, time.monotonic()
