"""`outreach double …`: pairs with their reasons, merging what is named, and telling apart."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Outreach


@pytest.fixture
def register(outreach: Outreach) -> Outreach:
    """Anna Berg and Bergs Bygg, each twice."""
    outreach("company", "add", "Bergs Bygg AB", "--email", "info@bergs.example")
    outreach("company", "add", "Bergs Bygg Aktiebolag", "--email", "info@bergs.example", "--website", "https://b.example")
    outreach("person", "add", "Anna Berg", "--phone", "070-174 06 05", "--tag", "bygg")
    outreach("person", "add", "Anna Bergh", "--phone", "070-174 06 05", "--tag", "el", "--email", "anna@bergs.example")
    return outreach


def pairs(said) -> list[tuple[str, str, str]]:
    return [(one["keep"]["title"], one["other"]["title"], one["band"]) for one in said.plain["pairs"]]


def test_list_shows_people_and_companies_with_reasons(register: Outreach) -> None:
    said = register("double", "list", "--json")
    assert pairs(said) == [("Anna Bergh", "Anna Berg", "sure"), ("Bergs Bygg Aktiebolag", "Bergs Bygg AB", "sure")]
    assert said.plain["pairs"][0]["reasons"] == ["alike", "phone"]
    text = register("double", "list", "--kind", "company").out
    assert "same name, same e-mail" in text
    assert "Anna" not in text


def test_list_is_narrowed_by_band_and_limit(register: Outreach) -> None:
    assert register("double", "list", "--band", "likely", "--json").plain == {"pairs": [], "count": 0}
    limited = register("double", "list", "--limit", "1", "--json").plain
    assert (len(limited["pairs"]), limited["count"]) == (1, 2)
    assert register("double", "list", "--band", "maybe").out.strip() == "No two records look like one."


def test_merge_by_id_keeps_everything_and_undo_brings_it_back(register: Outreach) -> None:
    one = register("double", "list", "--kind", "person", "--json").plain["pairs"][0]
    said = register("double", "merge", one["keep"]["id"], one["other"]["id"], "--choose", "name=other", "--json")
    assert said.plain["record"]["name"] == "Anna Berg"
    assert set(said.plain["record"]["tags"]) == {"bygg", "el"}
    assert register("person", "list", "--json").plain["count"] == 1
    assert register("undo", said.plain["action"], "--json").code == 0
    assert register("person", "list", "--json").plain["count"] == 2


def test_apart_is_remembered(register: Outreach) -> None:
    said = register("double", "apart", "anna berg", "anna bergh", "--kind", "person")
    assert said.out.splitlines()[0].startswith("Not the same: Anna Berg – Anna Bergh")
    assert pairs(register("double", "list", "--kind", "person", "--json")) == []


def test_merge_sure_only_shows_until_it_is_told_to_do_it(register: Outreach) -> None:
    shown = register("double", "merge-sure")
    assert "Nothing was merged" in shown.out
    assert register("person", "list", "--json").plain["count"] == 2
    done = register("double", "merge-sure", "--yes", "--json")
    assert len(done.plain["actions"]) == 2
    assert register("person", "list", "--json").plain["count"] == 1
    assert register("company", "list", "--json").plain["count"] == 1
    assert register("double", "merge-sure", "--yes").out.strip() == "Nothing had to be changed."


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("merge", "anna berg", "bergs bygg ab"), 1),
        (("merge", "anna berg", "anna berg", "--kind", "person"), 1),
        (("merge", "anna berg", "anna bergh", "--kind", "person", "--choose", "name=mine"), 1),
        (("merge", "anna berg", "nobody"), 1),
        (("merge", "anna berg"), 2),
        (("apart", "anna berg"), 2),
        (("list", "--kind", "event"), 2),
    ],
)
def test_what_cannot_be_merged_is_said_and_nothing_is_done(register: Outreach, words: tuple[str, ...], code: int) -> None:
    said = register("double", *words)
    assert (said.code, bool(said.err)) == (code, True)
    assert register("person", "list", "--json").plain["count"] == 2
