"""Who may be used for what, by when people must be told, and what is better not written: against oracles of their own."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.domain import note_lint, usable
from outreach.domain.informing_due import a_month_after, due_of
from outreach.domain.note_lint import Topic, findings, is_personal_number
from outreach.domain.person import Person
from outreach.domain.processing import NEWSLETTER, Consent, Informed
from outreach.domain.usable import Use, WhyNot, parted, why_not, with_consent, withdrawn

_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_OUTWARD = {Use.LETTER, Use.INVITATION, Use.NEWSLETTER, Use.EXPORT, Use.PRINT}


def _history(dice: random.Random) -> tuple[Person, dict[str, bool]]:
    """A person after some deeds in any order, and what holds by a bookkeeping of four switches."""
    person, holds = Person(name="Anna"), dict.fromkeys(("objected", "restricted", "protected", "consent"), False)
    for step in range(dice.randint(1, 9)):
        what, on = dice.choice(list(holds)), dice.random() < 0.6
        at = _BEGIN + timedelta(days=step)
        holds[what] = on
        if what == "consent":
            consents = with_consent(person, Consent(NEWSLETTER, at, "1")) if on else withdrawn(person, NEWSLETTER, at)
            person = replace(person, consents=consents)
        elif what == "protected":
            person = replace(person, protected=on)
        else:
            person = replace(person, **{what: at.date() if on else None})
    return person, holds


def _allowed(holds: dict[str, bool], use: Use) -> bool:
    if use in (Use.LIST, Use.SEARCH, Use.EXCHANGE):
        return not holds["protected"]
    if use is Use.EDIT:
        return not holds["restricted"]
    if use is Use.NEWSLETTER and not holds["consent"]:
        return False
    return use not in _OUTWARD or not (holds["objected"] or holds["restricted"] or holds["protected"])


def _wrong(histories: int) -> int:
    dice = random.Random(14)
    wrong = 0
    for _ in range(histories):
        person, holds = _history(dice)
        wrong += any((why_not(person, use) is None) is not _allowed(holds, use) for use in Use)
    return wrong


def test_flags_decide_what_is_allowed_after_any_history() -> None:
    assert _wrong(10_000) == 0


@pytest.mark.parametrize("reason", list(WhyNot))
def test_a_rule_that_forgets_one_use_is_caught(reason: WhyNot, monkeypatch: pytest.MonkeyPatch) -> None:
    forgetful = {**usable.FORBIDDEN, reason: usable.FORBIDDEN[reason] - {Use.NEWSLETTER}}
    monkeypatch.setattr(usable, "FORBIDDEN", forgetful)
    assert _wrong(500) > 0


def test_parted_keeps_the_order_and_everybody() -> None:
    people = [_history(random.Random(seed))[0] for seed in range(200)]
    usable_ones, others = parted(people, Use.EXPORT)
    assert [one for one in people if why_not(one, Use.EXPORT) is None] == usable_ones
    assert len(usable_ones) + len(others) == 200
    assert all(why is why_not(one, Use.EXPORT) for one, why in others)


def _month_later(day: date) -> date:
    """The oracle: the last day of the next month that is no later in its month than the day was in its own."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    found = [first + timedelta(days=n) for n in range(31) if (first + timedelta(days=n)).month == first.month]
    return max(one for one in found if one.day <= day.day)


def _wrong_days(cases: int) -> int:
    dice = random.Random(14)
    wrong = 0
    for _ in range(cases):
        came = date(2024, 1, 1) + timedelta(days=dice.randrange(1500))
        told = came + timedelta(days=dice.randint(-60, 60))
        contacted = came + timedelta(days=dice.randint(-60, 60)) if dice.random() < 0.5 else None
        informed = (Informed(told, "1"),) if dice.random() < 0.4 else ()
        others = came if dice.random() < 0.8 else None
        due = due_of(Person(name="Anna", from_others=others, informed=informed), contacted)
        if others is None or (informed and told >= came):
            wrong += due is not None
            continue
        days = [_month_later(came)] + ([contacted] if contacted is not None and contacted >= came else [])
        wrong += due is None or due.last_day != min(days) or due.is_overdue(min(days)) or not due.is_overdue(
            min(days) + timedelta(days=1)
        )
    return wrong


def test_the_last_day_of_article_14_against_an_oracle() -> None:
    assert _wrong_days(1_000) == 0
    assert a_month_after(date(2028, 1, 31)) == date(2028, 2, 29)


def test_thirty_days_instead_of_a_month_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach.domain.informing_due.a_month_after", lambda day: day + timedelta(days=30))
    assert _wrong_days(1_000) > 0


def _numbers(count: int) -> list[str]:
    """Personal and co-ordination numbers in all usual spellings."""
    dice = random.Random(14)
    found = []
    while len(found) < count:
        day = date(1930, 1, 1) + timedelta(days=dice.randrange(28_000))
        number = day.day + 60 * (dice.random() < 0.1)
        nine = f"{day:%y%m}{number:02}{dice.randrange(1000):03}"
        spelt = dice.choice(["{c}{d}-{l}", "{d}-{l}", "{d}+{l}", "{c}{d}{l}", "{d} - {l}", "{c} {d}-{l}"])
        found.append(spelt.format(c=f"{day:%Y}"[:2], d=nine[:6], l=nine[6:] + _check(nine)))
    return found


def _check(nine: str) -> str:
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(nine))
    return str(-total % 10)


def _missed(numbers: list[str]) -> int:
    return sum(
        not any(one.topic is Topic.PERSONAL_NUMBER for one in findings(f"Ring {number} om avtalet.")) for number in numbers
    )


def test_ten_thousand_personal_numbers_are_seen_and_no_organisation_number_is() -> None:
    assert _missed(_numbers(10_000)) == 0
    dice = random.Random(7)
    companies = []
    while len(companies) < 10_000:
        nine = f"{dice.choice('25789')}{dice.randrange(10)}{dice.randrange(2, 10)}{dice.randrange(10**6):06}"
        companies.append(f"{nine[:6]}-{nine[6:]}{_check(nine)}")
    assert not any(is_personal_number(one) for one in companies)


def test_a_lint_without_coordination_numbers_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = note_lint._is_birthday
    monkeypatch.setattr(note_lint, "_is_birthday", lambda digits, century: int(digits[4:6]) < 60 and plain(digits, century))
    assert _missed(_numbers(500)) > 0
