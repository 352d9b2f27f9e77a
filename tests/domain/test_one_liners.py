"""The one-line reader against sixty lines of officers: how many fields are right, and is every doubtful one marked."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from outreach.domain.contact import kept_email, kept_phone
from outreach.domain.quick_line import QuickLine, read_line
from tests.domain.fresh_one_liners import HELD_OUT, SIXTH
from tests.domain.one_liners import FIFTH, FIRST, FOURTH, SECOND, THIRD, Line

TODAY = date(2026, 11, 28)
FIELDS = tuple(field.name for field in dataclasses.fields(Line) if field.name not in ("text", "unsure", "nasty"))
ENOUGH = 0.95
#: A mark on everything would be right too, and of no use.
MOST_NEEDLESS = 0.05


def fields_of(quick: QuickLine) -> dict[str, object]:
    """What was read, in the form in which the lines say it."""
    return {
        "person": quick.person,
        "title": quick.title,
        "company": quick.company,
        "emails": tuple(kept_email(email).address for email in quick.emails),
        "phones": tuple(kept_phone(phone).number for phone in quick.phones),
        "tags": quick.note.tags,
        "follow_up": quick.note.follow_up.isoformat() if quick.note.follow_up else "",
        "tenders": quick.note.tenders,
        "note": quick.note.note,
        "addresses": tuple(
            ", ".join(part for part in (one.street, f"{one.postal_code} {one.city}".strip()) if part)
            for one in quick.addresses
        ),
        "website": quick.website,
        "org_number": quick.org_number,
    }


@dataclasses.dataclass(frozen=True)
class Verdict:
    line: Line
    field: str
    wanted: object
    got: object
    marked: bool

    @property
    def right(self) -> bool:
        return self.wanted == self.got

    @property
    def must_be_marked(self) -> bool:
        return not self.right or self.field in self.line.unsure


def verdicts(lines: tuple[Line, ...]) -> Iterator[Verdict]:
    """Judge each field that holds something, in the line's meaning or in what was read. Empty ones on both sides do not count."""
    for line in lines:
        quick = read_line(line.text, TODAY)
        marked = {one.field for one in quick.unsure}
        for field, got in fields_of(quick).items():
            wanted = getattr(line, field)
            if wanted or got or field in line.unsure:
                yield Verdict(line, field, wanted, got, field in marked)


def report(found: list[Verdict]) -> str:
    """The figures in a sentence, and every field that is wrong or silently doubtful."""
    right = sum(one.right for one in found)
    needless = sum(one.marked and not one.must_be_marked for one in found)
    lines = [f"{right} of {len(found)} fields right ({right / len(found):.1%}), {needless} marked needlessly"]
    lines += [
        f"{one.line.text}\n    {one.field}: {one.got!r}, wanted {one.wanted!r}, marked: {one.marked}"
        for one in found
        if not one.right or (one.must_be_marked and not one.marked)
    ]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "lines", [FIRST + SECOND, FIRST + SECOND + THIRD + FOURTH + FIFTH + SIXTH + HELD_OUT], ids=["sixty", "all"]
)
def test_nearly_every_field_is_right_and_each_doubtful_one_is_marked(lines: tuple[Line, ...]) -> None:
    found = list(verdicts(lines))
    sys.stdout.write(report(found) + "\n")
    assert [one for one in found if one.must_be_marked and not one.marked] == []
    assert sum(one.right for one in found) / len(found) >= ENOUGH
    assert sum(one.marked and not one.must_be_marked for one in found) / len(found) < MOST_NEEDLESS


def test_the_sixty_are_sixty_and_nasty_enough() -> None:
    assert len({line.text for line in FIRST + SECOND}) == 60
    assert sum(line.nasty for line in FIRST + SECOND) >= 15
    assert len({line.text for line in SIXTH + HELD_OUT}) == 60
    assert sum(line.nasty for line in SIXTH + HELD_OUT) >= 20
