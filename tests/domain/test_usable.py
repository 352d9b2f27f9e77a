"""Who may be used for what: ten thousand histories against a plain account, and broken rules that it catches."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.domain.person import Person
from outreach.domain.processing import NEWSLETTER, Consent
from outreach.domain.usable import Use, WhyNot, has_consent, why_not, with_consent, withdrawn

START = datetime(2026, 1, 1, tzinfo=UTC)
OUTWARD = (Use.LETTER, Use.INVITATION, Use.NEWSLETTER, Use.EXPORT, Use.PRINT)
Judge = Callable[[Person, Use], bool]


def allowed(person: Person, use: Use) -> bool:
    return why_not(person, use) is None


def live(seed: int) -> tuple[Person, dict[str, bool]]:
    """Give a person a history, and keep account of it beside, in four plain words."""
    random_ = random.Random(seed)
    person, account = Person(name="Åsa Öberg"), {"objects": False, "frozen": False, "hidden": False, "news": False}
    for step in range(random_.randrange(12)):
        at = START + timedelta(days=step)
        deed = random_.randrange(8)
        if deed in (0, 1):
            person = replace(person, objected=at.date() if deed == 0 else None)
            account["objects"] = deed == 0
        elif deed in (2, 3):
            person = replace(person, restricted=at.date() if deed == 2 else None)
            account["frozen"] = deed == 2
        elif deed == 4:
            person = replace(person, protected=not person.protected)
            account["hidden"] = person.protected
        elif deed in (5, 6):
            person = replace(person, consents=with_consent(person, Consent(NEWSLETTER, at, "1.0", "form")))
            account["news"] = True
        else:
            person = replace(person, consents=withdrawn(person, NEWSLETTER, at))
            account["news"] = False
    return person, account


def mistakes(judge: Judge, rounds: int = 10_000) -> int:
    """Count the histories after which a person is used, or left out, against the account."""
    wrong = 0
    for seed in range(rounds):
        person, account = live(seed)
        barred = account["objects"] or account["frozen"] or account["hidden"]
        expected = dict.fromkeys(OUTWARD, not barred)
        expected[Use.NEWSLETTER] = account["news"] and not barred
        expected |= dict.fromkeys((Use.LIST, Use.SEARCH, Use.EXCHANGE), not account["hidden"])
        expected |= {Use.EDIT: not account["frozen"], Use.EXTRACT: True}
        wrong += any(judge(person, use) is not wanted for use, wanted in expected.items())
    return wrong


def test_no_history_lets_a_flagged_person_be_used() -> None:
    assert mistakes(allowed) == 0


@pytest.mark.parametrize(
    "broken",
    [
        lambda person, use: allowed(replace(person, objected=None), use),
        lambda person, use: allowed(replace(person, restricted=None), use),
        lambda person, use: allowed(replace(person, protected=False), use),
        lambda person, use: allowed(person, Use.LETTER if use is Use.NEWSLETTER else use),
        lambda person, use: allowed(replace(person, consents=person.consents[:1]), use),
    ],
    ids=["objection forgotten", "restriction forgotten", "protection forgotten", "consent forgotten", "first word counts"],
)
def test_a_rule_that_forgets_something_is_caught(broken: Judge) -> None:
    assert mistakes(broken, rounds=300) > 0


def test_a_withdrawal_outlives_an_older_yes_of_a_twin() -> None:
    early = Consent(NEWSLETTER, START, "1.0")
    late = Consent(NEWSLETTER, START + timedelta(days=1), "1.0", "", START + timedelta(days=2))
    assert not has_consent(Person(name="A", consents=(late, early)))
    assert has_consent(Person(name="A", consents=(early,)))


def test_the_weightiest_reason_is_named_first() -> None:
    person = Person(name="A", objected=date(2026, 1, 1), restricted=date(2026, 1, 1), protected=True)
    assert why_not(person, Use.LETTER) is WhyNot.PROTECTED
    assert why_not(replace(person, protected=False), Use.LETTER) is WhyNot.RESTRICTED
