"""`outreach guest …`: the guest list of one event from the command line, through the same service as the window."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Outreach


@pytest.fixture
def fair(outreach: Outreach) -> Outreach:
    """A seminar, and Anna Berg of Bergs Bygg in the register."""
    outreach("event", "add", "Frukost", "--start", "2026-11-24T07:30", "--end", "09:00", "--kind", "breakfast")
    outreach("company", "add", "Bergs Bygg AB")
    outreach("person", "add", "Anna Berg", "--company", "bergs bygg")
    return outreach


def names(said) -> list[str]:
    return [one["name"] for one in said.plain["guests"]]


def test_list_of_an_event_without_guests_is_empty_and_counts_nothing(fair: Outreach) -> None:
    found = fair("guest", "list", "frukost", "--json").plain
    assert found["guests"] == []
    assert found["tally"] == {"listed": 0, "came": 0, "absent": 0, "unknown": 0, "walk_ins": 0}
    assert set(found["answers"].values()) == {0}
    assert fair("guest", "list", "frukost").out.strip().startswith("0 on the list")


def test_known_name_is_tied_to_the_register_and_a_new_one_is_written_down(fair: Outreach) -> None:
    said = fair("guest", "add", "frukost", "Anna Berg", "Ida Sten", "--json")
    assert names(said) == ["Anna Berg", "Ida Sten"]
    assert [one["company_name"] for one in said.plain["guests"]] == ["Bergs Bygg AB", ""]
    assert [bool(one["person"]) for one in said.plain["guests"]] == [True, False]
    assert fair("person", "list", "--json").plain["count"] == 1


def test_person_is_added_by_id_and_nobody_twice(fair: Outreach) -> None:
    person = fair("person", "list", "--json").plain["people"][0]["id"]
    assert names(fair("guest", "add", "frukost", person, "--json")) == ["Anna Berg"]
    again = fair("guest", "add", "frukost", person, "Anna Berg")
    assert again.out.splitlines()[0] == "Nothing had to be changed."


def test_new_guest_with_a_company_is_put_into_the_register(fair: Outreach) -> None:
    fair("guest", "add", "frukost", "Kim Wall", "--company", "Walls, Rör & Plåt AB")
    assert fair("company", "list", "--json").plain["count"] == 2
    assert fair("guest", "list", "frukost", "--json").plain["guests"][0]["company_name"] == "Walls, Rör & Plåt AB"


@pytest.mark.parametrize(("attendance", "count"), [("came", "came"), ("absent", "absent"), ("unknown", "unknown")])
def test_mark_says_whether_a_guest_came(fair: Outreach, attendance: str, count: str) -> None:
    fair("guest", "add", "frukost", "Anna Berg")
    said = fair("guest", "mark", "frukost", "anna", attendance, "--json")
    assert said.code == 0
    assert said.plain["tally"][count] == 1
    assert sum(said.plain["tally"][name] for name in ("came", "absent", "unknown")) == 1


def test_walk_ins_are_counted_with_and_without_a_name(fair: Outreach) -> None:
    fair("guest", "walk-in", "frukost")
    said = fair("guest", "walk-in", "frukost", "Eva Dahl", "--company", "Dahls", "--contact", "070-174 06 05", "--json")
    assert names(said) == ["Eva Dahl"]
    assert said.plain["tally"] == {"listed": 2, "came": 2, "absent": 0, "unknown": 0, "walk_ins": 2}
    fair("undo")
    assert fair("guest", "list", "frukost", "--json").plain["tally"]["came"] == 1


def test_removed_guest_stays_in_the_register(fair: Outreach) -> None:
    fair("guest", "add", "frukost", "Anna Berg")
    said = fair("guest", "remove", "frukost", "anna")
    assert said.out.splitlines()[0] == "Taken off the guest list: Anna Berg."
    assert fair("person", "list", "--json").plain["count"] == 1


def test_unknown_guest_and_unknown_event_are_said(fair: Outreach) -> None:
    assert fair("guest", "mark", "frukost", "nobody", "came").code == 1
    assert fair("guest", "list", "nothing").code == 1
    assert fair("guest", "mark", "frukost", "anna", "perhaps").code == 2
