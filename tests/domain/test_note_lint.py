"""The hint about what is better not written: ten thousand numbers, as many that are none, and words in their inflections."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from outreach.domain.company import MASK, without_personal_numbers
from outreach.domain.note_lint import Topic, findings, is_personal_number, topics_of


def luhn_digit(nine: str) -> str:
    total = 0
    for place, digit in enumerate(nine):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value // 10 + value % 10
    return str(-total % 10)


def personal_number(random_: random.Random) -> str:
    born = date(1930, 1, 1) + timedelta(days=random_.randrange(80 * 365))
    day = born.day + (60 if random_.random() < 0.2 else 0)
    nine = f"{born:%y%m}{day:02}{random_.randrange(1000):03}"
    digits = nine + luhn_digit(nine)
    head = f"{born:%Y}"[:2] if random_.random() < 0.5 else ""
    sign = random_.choice(["", "-", "+", " ", "–", "\u2212", "\u00a0", " - "])
    return f"{head}{digits[:6]}{sign}{digits[6:]}"


def organisation_number(random_: random.Random) -> str:
    nine = f"{random_.choice('256789')}{random_.randrange(10)}{random_.randrange(2, 10)}{random_.randrange(10**6):06}"
    return f"{nine[:6]}{random_.choice(['', '-'])}{nine[6:]}{luhn_digit(nine)}"


def telephone(random_: random.Random) -> str:
    mobile = f"07{random_.choice('02369')}{random_.randrange(10**7):07}"
    shown = [mobile, f"{mobile[:3]}-{mobile[3:]}", f"{mobile[:3]}-{mobile[3:6]} {mobile[6:8]} {mobile[8:]}", f"+46{mobile[1:]}"]
    return random_.choice([*shown, f"0240-{random_.randrange(10**6):06}", f"08-{random_.randrange(10**8):08}"])


def caught(texts: list[str]) -> float:
    return sum(Topic.PERSONAL_NUMBER in topics_of([f"Ringde om {text}, återkommer"]) for text in texts) / len(texts)


def test_personal_numbers_are_seen_and_others_let_through() -> None:
    random_ = random.Random(7)
    assert caught([personal_number(random_) for _ in range(10_000)]) >= 0.99
    assert caught([organisation_number(random_) for _ in range(4_000)]) <= 0.005
    assert caught([telephone(random_) for _ in range(4_000)]) <= 0.005


@pytest.mark.parametrize("sign", ["-", "–", "+", "\u2212", "\u2011", " - ", "\u00a0-\u00a0"])
def test_the_gate_masks_what_the_hint_sees(sign: str) -> None:
    for number in (f"811228{sign}9874", f"19811228{sign}9874", "19811228 9874"):
        assert without_personal_numbers(f"Firman har {number}, sa hon")[0] == f"Firman har {MASK}, sa hon"
    assert without_personal_numbers(f"Bolaget 556016{sign}0680")[1] == ()
    assert without_personal_numbers(f"ring 081228{sign}1234 / 0701234567")[1] == ()


def test_the_measure_itself_tells_a_wrong_check_digit() -> None:
    random_ = random.Random(8)
    numbers = [personal_number(random_) for _ in range(1000)]
    assert caught([f"{one[:-1]}{(int(one[-1]) + 1) % 10}" for one in numbers]) == 0.0


def test_a_number_that_stands_alone() -> None:
    assert is_personal_number("811228-9874")
    assert not is_personal_number("212000-0142")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Han är sjukskriven till våren", Topic.HEALTH),
        ("she has been diagnosed with diabetes", Topic.HEALTH),
        ("är fackligt aktiv", Topic.UNION),
        ("ber under ramadan", Topic.RELIGION),
        ("röstade på sverigedemokraterna", Topic.POLITICS),
        ("är romsk", Topic.ORIGIN),
        ("lives with a gay partner", Topic.SEX_LIFE),
        ("dömdes för bedrägeri", Topic.CRIME),
    ],
)
def test_sensitive_words_are_seen(text: str, topic: Topic) -> None:
    assert topic in topics_of([text])


@pytest.mark.parametrize(
    "text",
    [
        "Vill lämna anbud på snöröjning av sjukhusets rastplats",
        "Undrar om kollektivavtal krävs i städupphandlingen",
        "Bygger åt kyrkan i Söderbärke, har tre grävmaskiner",
        "Frågade om ramavtal för kriminalvården",
    ],
)
def test_the_words_of_a_trade_stay_quiet(text: str) -> None:
    assert findings(text) == []
