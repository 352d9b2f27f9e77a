"""`outreach event …` for series, clashes and days, as one types it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Outreach, Said


def start(outreach: Outreach, *words: str) -> dict[str, Any]:
    made = outreach("event", "add", "Rådgivning", "--start", "2026-12-01T15:00", "--end", "17:00", *words, "--json")
    return dict(made.plain["event"])


def dates(outreach: Outreach) -> list[str]:
    found = outreach("event", "dates", "rådgivning", "--json").plain["dates"]
    return [f"{one['when']['start'][5:13]} {one['state']}" for one in found]


@pytest.fixture
def advice(outreach: Outreach) -> dict[str, Any]:
    made = start(outreach)
    said = outreach("event", "repeat", "rådgivning", "week", "--times", "4", "--json")
    assert said.code == 0
    assert said.plain["repeats"] == "Every week on Tuesday, 4 times"
    return made


def test_the_life_of_a_series_by_commands(outreach: Outreach, advice: dict[str, Any]) -> None:
    assert outreach("event", "drop", "rådgivning", "2026-12-08").code == 0
    assert outreach("event", "move", "rådgivning", "2026-12-16T09:00", "--date", "2026-12-15").code == 0
    assert dates(outreach) == ["12-01T15 plain", "12-08T15 dropped", "12-16T09 moved", "12-22T15 plain"]
    assert outreach("event", "drop", "rådgivning", "2026-12-08", "--back").code == 0
    assert outreach("event", "cancel", "rådgivning", "--date", "2026-12-22").code == 0
    assert dates(outreach) == ["12-01T15 plain", "12-08T15 plain", "12-16T09 moved", "12-22T15 cancelled"]
    people = outreach("event", "dates", "rådgivning").out
    assert "Wed 16 Dec 2026 09:00–11:00  changed on its own" in people


def test_this_and_following_by_command_make_a_new_series(outreach: Outreach, advice: dict[str, Any]) -> None:
    said = outreach(
        "event", "change", "rådgivning", "--date", "2026-12-15", "--scope", "following", "--start", "09:00", "--json"
    )
    new = said.plain["event"]
    assert new["uid"] != advice["uid"]
    assert new["recurrence"] == ["RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2"]
    assert new["when"]["start"] == "2026-12-15T09:00:00"
    old = outreach("show", advice["id"], "--json").plain["record"]
    assert old["recurrence"] == ["RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2"]
    outreach("undo")
    assert len(dates(outreach)) == 4


def test_a_change_without_a_date_holds_for_all(outreach: Outreach, advice: dict[str, Any]) -> None:
    outreach("event", "drop", "rådgivning", "2026-12-08")
    outreach("event", "change", "rådgivning", "--start", "2026-12-01T10:00")
    assert dates(outreach) == ["12-01T10 plain", "12-08T10 dropped", "12-15T10 plain", "12-22T10 plain"]


def test_a_scope_without_a_date_and_a_date_that_is_none_are_refused(outreach: Outreach, advice: dict[str, Any]) -> None:
    said = outreach("event", "move", "rådgivning", "2026-12-16T09:00", "--scope", "following")
    assert (said.code, "--date" in said.err) == (1, True)
    said = outreach("event", "drop", "rådgivning", "2026-12-09")
    assert (said.code, "2026-12-09" in said.err) == (1, True)


def test_days_off_are_skipped_by_one_action(outreach: Outreach) -> None:
    made = start(outreach)
    outreach("event", "repeat", made["id"], "week", "--on", "th", "--until", "2027-01-10", "--skip-days-off")
    assert dates(outreach) == [
        "12-03T15 plain",
        "12-10T15 plain",
        "12-17T15 plain",
        "12-24T15 dropped",
        "12-31T15 dropped",
        "01-07T15 plain",
    ]
    outreach("undo")
    assert outreach("show", made["id"], "--json").plain["record"]["recurrence"] == []


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("month", "--by-weekday"), "FREQ=MONTHLY;BYDAY=1TU"),
        (("month",), "FREQ=MONTHLY;BYMONTHDAY=1"),
        (("year", "--by-weekday"), "FREQ=YEARLY;BYMONTH=12;BYDAY=1TU"),
        (("year", "--every", "2"), "FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=1"),
        (("day", "--until", "2026-12-24"), "FREQ=DAILY;UNTIL=20261224T225959Z"),
        (("week", "--on", "tu", "--on", "th"), "FREQ=WEEKLY;BYDAY=TU,TH"),
    ],
)
def test_rules_as_one_types_them(outreach: Outreach, words: tuple[str, ...], rule: str) -> None:
    made = start(outreach)
    said = outreach("event", "repeat", made["id"], *words, "--json")
    assert said.plain["event"]["recurrence"] == [f"RRULE:{rule}"]
    assert outreach("event", "repeat", made["id"], "never", "--json").plain["event"]["recurrence"] == []


def test_two_ends_are_one_too_many(outreach: Outreach) -> None:
    made = start(outreach)
    said = outreach("event", "repeat", made["id"], "week", "--times", "3", "--until", "2027-01-01")
    assert said.code == 1


def test_clashes_are_told_when_an_event_is_added_and_changed(outreach: Outreach) -> None:
    start(outreach, "--staff", "Anna Ek")
    words = ("event", "add", "Frukost", "--start", "2026-12-01T16:00", "--staff", "anna ek")
    said = outreach(*words)
    assert said.code == 0
    assert said.err == "anna ek is also at Rådgivning, Tue 1 Dec 2026 15:00–17:00.\n"
    said = outreach("event", "change", "frukost", "--place", "Torget", "--json")
    assert said.err == ""
    assert said.plain["warnings"] == ["anna ek is also at Rådgivning, Tue 1 Dec 2026 15:00–17:00."]
    assert outreach("event", "move", "frukost", "2026-12-02T16:00", "--json").plain["warnings"] == []
    assert outreach("event", "clashes").out == "No clashes.\n"


def test_all_clashes_of_the_year(outreach: Outreach) -> None:
    start(outreach, "--staff", "Anna Ek")
    outreach("event", "add", "Frukost", "--start", "2026-12-01T16:00", "--staff", "Anna Ek")
    said = outreach("event", "clashes", "--json")
    assert [(one["kind"], one["remark"], one["other_title"]) for one in said.plain["clashes"]] == [
        ("officer", False, "Frukost")
    ]
    assert outreach("event", "clashes").out.startswith("Rådgivning, Tue 1 Dec 2026")


def _days(said: Said) -> dict[str, Any]:
    return {one["day"]: one for one in json.loads(said.out)["days"]}


def test_the_days_of_a_year(outreach: Outreach) -> None:
    outreach("company", "add", "Ek AB")
    found = _days(outreach("--language", "sv", "event", "days", "--year", "2027", "--json"))
    assert found["2027-05-07"]["names"] == [{"name": "Klämdag", "kind": "squeeze"}]
    assert found["2027-05-07"]["week"] == 18
    lines = outreach("--language", "sv", "event", "days", "--year", "2027").out
    assert "2027-03-25  tors  Skärtorsdagen (halvdag)" in lines
    assert "2027-05-07  fre   Klämdag\n" in lines
