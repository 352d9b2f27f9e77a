"""Values of readers' processes: they come back equal, and what does not fit its type is refused."""

# ruff: noqa: E501 - tables of values
from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest

from outreach.domain.typed_form import LONGEST_TEXT, Parcel, codec, receiving


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Inner:
    name: str = ""
    more: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    number: int = 0
    inner: Inner = Inner()
    either: Inner | Decimal | None = None
    colour: Colour = Colour.RED
    raw: bytes = b""
    days: tuple[tuple[date, int], ...] = ()
    words: dict[str, str] | None = None


VALUES = [
    (str, "a\ud800b\x00"), (list[str], ["x"] * 1_001), (tuple[str, ...], ("å",)), (bytes, b"x" * 10_000), (Decimal, Decimal("1.50")),
    (UUID, UUID(int=7)), (timedelta, timedelta(days=-1, seconds=5)), (dict[str, int], {"a": 1}), (float, 2.5), (bool, True),
    (list[Outer], [Outer(number=one, inner=Inner("x", ("a", "b"), datetime(2026, 1, 1, tzinfo=UTC))) for one in range(1_000)]),
    (Outer, Outer(either=Inner("y"), raw=b"\x00\xff", days=((date(2026, 1, 1), 3),), words={"a": "b"})), (Outer, Outer(either=Decimal("NaN"))),
    (tuple[bytes, list[Inner], Inner | None], (b"", [Inner()], None)),
]  # fmt: skip


def sent(hint: Any, value: Any) -> tuple[Any, Parcel]:
    """A value as it arrives: all of it through JSON."""
    arriving = receiving()
    leaving = Parcel(
        lambda number, piece: arriving.lists.setdefault(number, []).extend(json.loads(json.dumps(piece))),
        arriving.blobs.__setitem__,
    )
    return json.loads(json.dumps(codec(hint).write(value, leaving))), arriving


@pytest.mark.parametrize(("hint", "value"), VALUES)
def test_what_is_told_is_what_is_heard(hint, value):
    plain, parcel = sent(hint, value)
    assert repr(codec(hint).read(plain, parcel)) == repr(value)


@pytest.mark.parametrize(
    ("hint", "plain"),
    [
        (str, 1), (str, "x" * (LONGEST_TEXT + 1)), (int, True), (int, "1"), (bool, 1), (float, "1"), (bytes, "zz"), (bytes, 4), (Colour, "blue"),
        (UUID, "x"), (Decimal, "x"), (datetime, "2026-13-01"), (date, None), (list[str], ["a", 1]), (list[str], "abc"), (list[Inner], {}),
        (Inner, ["a"]), (Inner, ["a", [], None, 1]), (Inner, {"name": "x"}), (tuple[str, int], ["a"]), (Inner | None, ["a"]),
        (Inner | Decimal | None, [7, "1"]), (dict[str, int], [["a", "b"]]), (list[str], 5),
    ],
)  # fmt: skip
def test_what_does_not_fit_its_type_is_refused(hint, plain):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says: the caller tells its own sentence
        codec(hint).read(plain, receiving())
