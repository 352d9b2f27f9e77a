"""`outreach calendar print`: the same prints as in the window, by name and date."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from outreach.print.pages import page_size
from tests.cli.conftest import Outreach


@pytest.fixture
def planned(outreach: Outreach) -> Outreach:
    assert outreach("event", "add", "Frukost", "--start", "2026-11-24T07:30", "--end", "2026-11-24T09:00").code == 0
    return outreach


@pytest.mark.parametrize(
    ("view", "first", "last"),
    [("month", "2026-11-01", "2026-11-30"), ("week", "2026-11-23", "2026-11-29"), ("year", "2026-01-01", "2026-12-31")],
)
def test_print_is_about_the_days_around_the_date(
    planned: Outreach, tmp_path: Path, view: str, first: str, last: str
) -> None:
    file = tmp_path / "kalender.pdf"
    said = planned("calendar", "print", "--view", view, "--date", "2026-11-24", "--to", str(file), "--json")
    assert said.plain == {"file": str(file), "pages": 1, "first": first, "last": last}
    width, height = page_size(file.read_bytes())
    assert width > height


def test_agenda_ends_where_it_is_told_and_stands_upright(planned: Outreach, tmp_path: Path) -> None:
    file = tmp_path / "agenda.pdf"
    words = ("--view", "agenda", "--date", "2026-11-24", "--until", "2026-12-24", "--no-tenders", "--in", "en")
    said = planned("calendar", "print", *words, "--to", str(file), "--json")
    assert (said.plain["first"], said.plain["last"]) == ("2026-11-24", "2026-12-24")
    width, height = page_size(file.read_bytes())
    assert height > width


def test_year_on_a3_is_twice_as_large(planned: Outreach, tmp_path: Path) -> None:
    sizes = {}
    for paper in ("A4", "A3"):
        file = tmp_path / f"{paper}.pdf"
        planned("calendar", "print", "--view", "year", "--paper", paper, "--to", str(file))
        sizes[paper] = page_size(file.read_bytes())
    assert sizes["A3"][0] * sizes["A3"][1] == pytest.approx(2 * sizes["A4"][0] * sizes["A4"][1], rel=0.01)


@pytest.mark.parametrize(
    "words",
    [
        ("--date", "i dag"),
        ("--view", "decade"),
        ("--view", "agenda", "--date", "2026-11-24", "--until", "2026-11-01"),
        ("--view", "agenda", "--date", "2026-11-24", "--until", "2036-11-01"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_a_sentence(planned: Outreach, tmp_path: Path, words: tuple[str, ...]) -> None:
    said = planned("calendar", "print", *words, "--to", str(tmp_path / "x.pdf"))
    assert said.code != 0
    assert said.err.strip()
    assert not (tmp_path / "x.pdf").exists()


def test_print_without_a_date_is_about_today(planned: Outreach, tmp_path: Path) -> None:
    said = planned("calendar", "print", "--to", str(tmp_path / "x.pdf"), "--json")
    first = datetime.fromisoformat(said.plain["first"])
    assert first.day == 1
