"""Saved views on the command line: the same list to look at, write to, print, change and invite."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.conftest import Outreach


@pytest.fixture
def full(outreach: Outreach) -> Outreach:
    """Three companies, two of them in construction; one person at Bergs."""
    assert outreach("company", "add", "Bergs Bygg AB", "--tag", "bygg", "--email", "info@bergs.example").code == 0
    outreach("company", "add", "Öbergs Åkeri", "--tag", "bygg", "--municipality", "Falun")
    outreach("company", "add", "Eks El")
    outreach("person", "add", "Anna Berg", "--company", "bergs bygg")
    words = ("--of", "companies", "--filter", "tag=bygg", "--column", "name", "--column", "municipality")
    assert outreach("view", "save", "Byggfirmor", *words).code == 0
    return outreach


def names(said) -> list[str]:
    return [one["name"] for one in said.plain["companies"]]


def test_a_view_is_shown_and_begins_other_lists(full: Outreach) -> None:
    assert names(full("view", "show", "byggfirmor", "--json")) == ["Bergs Bygg AB", "Öbergs Åkeri"]
    assert names(full("company", "list", "--view", "byggfirmor", "--find", "öbergs", "--json")) == ["Öbergs Åkeri"]
    said = full("company", "list", "--view", "byggfirmor", "--sort", "name", "--descending").out
    assert [line.split("  ")[0] for line in said.splitlines()] == [
        "Company",
        "Öbergs Åkeri",
        "Bergs Bygg AB",
        "2 companies",
    ]
    assert full("company", "list", "--view", "finns inte").code == 1


def test_views_are_listed_with_suggestions_and_how_many_they_show(full: Outreach) -> None:
    found = full("view", "list", "--json").plain["views"]
    assert {(one["name"], one["of"], one["count"]) for one in found} >= {
        ("Byggfirmor", "company", 2),
        ("Never met", "company", 3),
        ("Never met", "person", 1),
    }
    assert names(full("--language", "sv", "view", "show", "Aldrig träffade", "--of", "companies", "--json"))


def test_a_name_is_taken_once_and_replaced_only_when_told(full: Outreach) -> None:
    said = full("view", "save", "byggFIRMOR", "--of", "companies")
    assert (said.code, "view of this name" in said.err) == (1, True)
    assert full("view", "save", "Byggfirmor", "--of", "companies", "--find", "eks", "--replace").code == 0
    assert names(full("view", "show", "byggfirmor", "--json")) == ["Eks El"]
    assert full("undo").code == 0
    assert len(names(full("view", "show", "byggfirmor", "--json"))) == 2


def test_a_suggestion_can_be_neither_renamed_nor_deleted_and_an_unknown_column_is_told(full: Outreach) -> None:
    assert "suggestion" in full("view", "delete", "never met").err
    assert "suggestion" in full("view", "rename", "never met", "x").err
    said = full("view", "save", "x", "--of", "people", "--column", "colour")
    assert (said.code, "companies" in said.err) == (1, True)
    assert full("view", "put", "byggfirmor", "eks el").code == 1


def test_a_list_by_hand_is_filled_and_emptied(full: Outreach) -> None:
    full("view", "save", "Ring upp", "--of", "companies", "--only", "eks el")
    full("view", "put", "ring upp", "bergs bygg", "eks el")
    assert names(full("view", "show", "ring upp", "--json")) == ["Bergs Bygg AB", "Eks El"]
    full("view", "take-out", "ring upp", "bergs bygg", "eks el")
    assert names(full("view", "show", "ring upp", "--json")) == []


def test_addresses_are_one_line_for_bcc(full: Outreach) -> None:
    told = full("view", "addresses", "byggfirmor", "--json").plain
    assert (told["text"], told["without"]) == ("info@bergs.example", 1)
    assert full("view", "addresses", "byggfirmor").out.splitlines() == ["info@bergs.example", "1 has no address."]


def test_the_columns_of_the_view_are_written_or_whole_records(full: Outreach, tmp_path: Path) -> None:
    narrow, whole, cards = (tmp_path / name for name in ("a.csv", "b.csv", "c.vcf"))
    assert full("view", "export", "byggfirmor", "--to", narrow, "--json").plain["records"] == 2
    rows = list(csv.reader(io.StringIO(narrow.read_text("utf-8-sig")), delimiter=";"))
    assert rows == [["Company", "Municipality"], ["Bergs Bygg AB", ""], ["Öbergs Åkeri", "Falun"]]
    full("view", "export", "byggfirmor", "--to", whole, "--whole")
    assert "info@bergs.example" in whole.read_text("utf-8-sig")
    full("view", "export", "byggfirmor", "--to", cards)
    assert cards.read_text("utf-8").count("BEGIN:VCARD") == 2


def test_a_view_is_printed_in_the_language_that_is_asked_for(full: Outreach, tmp_path: Path) -> None:
    file = tmp_path / "bygg.pdf"
    told = full("view", "print", "byggfirmor", "--to", file, "--in", "sv", "--json").plain
    assert (told["pages"], told["records"], file.read_bytes()[:5]) == (1, 2, b"%PDF-")
    assert full("view", "print", "byggfirmor", "--to", tmp_path / "bygg.doc").code == 1


def test_one_field_of_all_that_a_view_shows_is_changed_as_one_action(full: Outreach) -> None:
    told = full("company", "change", "--view", "byggfirmor", "--municipality", "Säter", "--json").plain
    assert (told["records"], told["changed"]) == (2, 2)
    found = full("company", "list", "--filter", "municipality=Säter", "--json")
    assert names(found) == ["Bergs Bygg AB", "Öbergs Åkeri"]
    full("undo")
    assert names(full("company", "list", "--filter", "municipality=Falun", "--json")) == ["Öbergs Åkeri"]
    told = full("company", "change", "bergs bygg", "eks el", "--size", "micro", "--json").plain
    assert told["changed"] == 2


def test_what_cannot_be_changed_for_many_is_told_and_no_name_is_wrong_usage(full: Outreach) -> None:
    said = full("company", "change", "bergs bygg", "eks el", "--name", "Alla lika")
    assert (said.code, "municipality" in said.err) == (1, True)
    assert full("company", "change", "--municipality", "Falun").code == 2
    assert full("company", "change", "--view", "byggfirmor").code == 1


def test_a_view_is_an_invitation_list(full: Outreach) -> None:
    full("event", "add", "Frukost", "--start", "2026-12-03T07:30", "--end", "09:00")
    told = full("guest", "add", "frukost", "--view", "byggfirmor", "--json").plain
    assert [one["name"] for one in told["guests"]] == ["Anna Berg"]
    assert full("guest", "add", "frukost").code == 2


def test_moving_words_are_taken_by_filters(full: Outreach) -> None:
    for word in ("met=365", "met=<365", "follow-up=overdue", "follow-up=2026-12-01", "only=eks el"):
        assert full("company", "list", "--filter", word).code == 0, word
    assert full("event", "list", "--filter", "time=coming").code == 0
    assert full("tender", "list", "--filter", "coming=yes").code == 0
    assert full("company", "list", "--filter", "met=soon").code == 1
