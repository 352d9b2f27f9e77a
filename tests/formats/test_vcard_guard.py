"""The gate in front of vobject: linear on every line, strict enough that the library never goes back over one."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from outreach.domain.problem import Problem
from outreach.formats.vcard_guard import Property, TooManyParameters, read_head, read_property
from outreach.formats.vcard_lines import Line

ROOT = Path(__file__).parents[2]
PIECES = [
    "FN", "TEL", "X-A", "A", "item1.", ";", ":", "=", ",", '"', '""', "A=", ";A=,", ";A", '"b"', '"b",', " ", "/", "é",
    "TYPE=HOME", "ENCODING=QUOTED-PRINTABLE", "CHARSET=utf-8", "=\t", "\\", "\r", "\x00", ".", "-", "_", "BEGIN:VCARD",
]  # fmt: skip


def adversarial_line(dice: random.Random) -> str:
    """A line built to make a backtracking parser go back: repeats of a few pieces, often without a colon."""
    some = dice.sample(PIECES, dice.randint(1, 6))
    line = dice.choice(["FN", "TEL", "X-A", "", "item1.ADR"])
    line += "".join(dice.choice(some) * dice.randint(1, 30) for _ in range(dice.randint(1, 30)))
    return line + dice.choice(["", "", ":x", '"d":x', ":" + "y" * 50])


def test_ten_thousand_adversarial_lines_pass_in_seconds() -> None:
    program = (
        "import random, sys\n"
        "sys.path.insert(0, 'tests/formats')\n"
        "from test_vcard_guard import adversarial_line\n"
        "from outreach.formats.vcard_guard import read_property\n"
        "from outreach.formats.vcard_lines import Line\n"
        "dice = random.Random(20261124)\n"
        "kinds = [type(read_property(Line(n, adversarial_line(dice).encode()))).__name__ for n in range(10_000)]\n"
        "print(*(kinds.count(kind) for kind in ('Property', 'Problem', 'NoneType')))\n"
    )
    run = subprocess.run(  # the limit is generous; one line that goes back exponentially never ends
        [sys.executable, "-c", program], cwd=ROOT, timeout=60, capture_output=True, text=True, check=True
    )
    parsed, refused, unread = map(int, run.stdout.split())
    assert parsed + refused + unread == 10_000
    # Both ways must be well travelled, else the lines prove nothing.
    assert parsed > 1_000
    assert refused > 1_000


def test_the_bare_library_does_hang_on_the_line_that_the_guard_refuses() -> None:
    line = "FN" + ";A=,;A=," * 7
    assert isinstance(read_property(Line(1, line.encode())), Problem)
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(
            [sys.executable, "-c", f"from vobject.base import parseLine\nparseLine({line!r})"],
            cwd=ROOT, timeout=1.5, capture_output=True, check=False,
        )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["FN;A=,;A=,;A=,", 'FN;A="b","b","c"d":x', "FN;A=b", "no colon", ":x", ".FN:x", "FN.:x", "FN;;A/B:x", "FN;=x:y"],
)
def test_lines_outside_the_grammar_are_refused(line: str) -> None:
    assert read_head(line) is None


def test_a_head_is_read_into_its_parts() -> None:
    head = read_head('item1.tel;TYPE=HOME,CELL;X-B="a:b;c",d;PREF;;:070')
    assert head is not None
    assert (head.group, head.name) == ("item1", "TEL")
    assert head.params == (("TYPE", ("HOME", "CELL")), ("X-B", ("a:b;c", "d")), ("PREF", ()))


def test_the_quick_and_the_thorough_way_agree() -> None:
    from outreach.formats.vcard_guard import _read_head_by_tokens

    dice = random.Random(7)
    agreed = 0
    for _ in range(3_000):
        line = adversarial_line(dice)[:150]
        thorough = _read_head_by_tokens(line)
        quick = read_head(line)
        assert quick == thorough
        agreed += quick is not None
    assert agreed > 200


def test_more_parameters_than_allowed_are_an_error_of_their_own() -> None:
    with pytest.raises(TooManyParameters):
        read_head("TEL" + ";A" * 201 + ":1")
    with pytest.raises(TooManyParameters):
        read_head("TEL;A=" + ",".join(["b"] * 300) + ":1")


@pytest.mark.parametrize(
    ("raw", "types"),
    [
        ("TEL;WORK;FAX:1", ("WORK", "FAX")),
        ("TEL;TYPE=WORK,FAX:1", ("WORK", "FAX")),
        ('TEL;TYPE="WORK,FAX":1', ("WORK", "FAX")),
        ("TEL;TYPE=WORK;TYPE=FAX:1", ("WORK", "FAX")),
        ("TEL;type=WORK;FAX;PREF=1:1", ("WORK", "FAX")),
    ],
)
def test_types_are_the_same_however_they_are_written(raw: str, types: tuple[str, ...]) -> None:
    found = read_property(Line(3, raw.encode()))
    assert isinstance(found, Property)
    assert (found.types, found.value, found.line) == (types, "1", 3)


def test_a_value_that_cannot_be_decoded_is_a_problem_with_its_line() -> None:
    found = read_property(Line(9, b"NOTE;ENCODING=BASE64:AAAAA"))
    assert isinstance(found, Problem)
    assert found.line == 9
