"""Planning from the command line: from the template to the yield, in the officer's words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from outreach.paths import default_workspace
from tests.cli.conftest import Outreach


@pytest.fixture
def seminar(outreach: Outreach) -> str:
    """A breakfast seminar on 3 December 2026, planned from its template; its id."""
    said = outreach("event", "add", "--template", "breakfast", "--start", "2026-12-03", "--language", "sv", "--json")
    assert said.code == 0, said.err
    return str(said.plain["event"]["id"])


def test_a_seminar_is_planned_from_its_template_with_one_command_and_one_undo(outreach: Outreach, seminar: str) -> None:
    plan = outreach("event", "plan", seminar, "--json").plain
    assert plan["event"]["when"]["start"] == "2026-12-03T07:30:00"
    assert plan["event"]["title"] == "Frukostseminarium: det här ska vi köpa"
    tasks = {task["text"]: task["day"] for task in plan["tasks"]}
    assert tasks["Flygblad tryckta"] == "2026-11-28"
    assert plan["plan"]["outline"]["capacity"] == 40
    outreach("undo")
    assert outreach("event", "list", "--json").plain["count"] == 0


def test_what_is_named_stands_in_place_of_what_the_template_says(outreach: Outreach) -> None:
    words = ("event", "add", "Vårmässan", "--template", "fair", "--start", "2027-03-28T10:00", "--place", "Falun", "--booth", "B14")
    event = outreach(*words, "--json").plain["event"]
    assert (event["title"], event["place"], event["booth"]) == ("Vårmässan", "Falun", "B14")
    assert (event["when"]["start"], event["when"]["end"]) == ("2027-03-28T10:00:00", "2027-03-28T17:00:00")
    booth = outreach("event", "plan", event["id"], "--json").plain["plan"]["exhibitor"]
    assert booth["build_up"] == "2027-03-28T08:00:00", "built two hours before, in the morning of the clock change too"


def test_an_event_needs_a_title_or_a_template(outreach: Outreach) -> None:
    said = outreach("event", "add", "--start", "2026-12-03")
    assert said.code == 2
    assert outreach("event", "add", "--template", "karneval", "--start", "2026-12-03").code == 1


def test_tasks_are_listed_by_day_ticked_by_words_and_opened_again(outreach: Outreach, seminar: str) -> None:
    due = outreach("event", "task", "list", "--json").plain["tasks"]
    assert {task["state"] for task in due} == {"overdue", "soon"}
    done = outreach("event", "task", "done", seminar, "flygblad", "--json").plain
    state = {task["text"]: task["state"] for task in done["tasks"]}
    assert state["Flygblad tryckta"] == "done"
    outreach("event", "task", "done", seminar, "flygblad", "--open")
    again = outreach("event", "task", "list", seminar, "--json").plain["tasks"]
    assert {task["text"]: task["state"] for task in again}["Flygblad tryckta"] == "soon"
    assert outreach("event", "task", "done", seminar, "skriv ut").code == 1, "two tasks have these words"


def test_the_plan_is_changed_where_it_is_named_and_stays_elsewhere(outreach: Outreach, seminar: str) -> None:
    shift = ("--shift", "07:00-07:25 Ställer i ordning (Anna Ek)")
    words = ("event", "plan", seminar, "--capacity", "25", *shift, "--answer-by", "2026-12-01")
    changed = outreach(*words, "--json").plain["plan"]
    outline = changed["outline"]
    assert outline["shifts"] == [{"officer": "Anna Ek", "post": "Ställer i ordning", "begins": -30, "ends": -5}]
    assert (outline["capacity"], changed["answer_by"]) == (25, "2026-12-01")
    assert len(outline["tasks"]) == 15
    shown = outreach("event", "plan", seminar, "--language", "sv").out
    assert "07:00-07:25 Ställer i ordning (Anna Ek)" in shown
    assert outreach("event", "plan", seminar, "--shift", "halv åtta, dörren").code == 1
    assert outreach("event", "plan", seminar, "--build-up", "2026-12-02").code == 1


def test_packing_is_shown_ticked_and_added_to(outreach: Outreach, seminar: str) -> None:
    shown = outreach("event", "pack", seminar, "--json").plain
    assert "actions" not in shown
    assert not any(item["packed"] for item in shown["packing"])
    packed = outreach("event", "pack", seminar, "roll-up", "--add", "Blommor", "--count", "2", "--json").plain
    assert [item["text"] for item in packed["packing"] if item["packed"]] == ["Roll-up"]
    assert {"text": "Blommor", "count": 2, "packed": False} in packed["packing"]
    every = outreach("event", "pack", seminar, "--all", "--json").plain["packing"]
    assert all(item["packed"] for item in every)
    assert "11 av 11 packade" in outreach("event", "pack", seminar, "--language", "sv").out


def test_whom_we_hope_to_meet_is_suggested_taken_and_shown_with_last_contact(outreach: Outreach, seminar: str) -> None:
    outreach("tender", "add", "Snöröjning", "--cpv", "90620000")
    outreach("event", "change", seminar, "--tender", "snöröjning")
    outreach("company", "add", "Plogarna AB", "--cpv", "90620000")
    outreach("company", "add", "Bageriet", "--cpv", "15810000")
    outreach("capture", "Åsa Öberg, Bageriet: vill ha frukost", "--at", "2026-03-02T10:00")
    suggested = outreach("event", "hope", "list", seminar, "--suggest", "--language", "sv", "--json").plain["hopes"]
    assert [(one["company_name"], one["why"]) for one in suggested] == [("Plogarna AB", "Passar ”Snöröjning”")]
    outreach("event", "hope", "add", seminar, "--suggested", "5", "--language", "sv")
    outreach("event", "hope", "add", seminar, "--person", "åsa öberg", "--why", "Bröd")
    hopes = outreach("event", "hope", "list", seminar, "--json").plain["hopes"]
    assert [one["company_name"] for one in hopes] == ["Plogarna AB", "Bageriet"]
    assert hopes[1]["last_contact"].startswith("2026-03-02T09:00")
    left = outreach("event", "hope", "remove", seminar, "plogarna", "--json").plain["hopes"]
    assert [one["person_name"] for one in left] == ["Åsa Öberg"]
    assert outreach("event", "hope", "add", seminar).code == 2


def test_a_copy_lies_on_its_own_day(outreach: Outreach, seminar: str) -> None:
    event = outreach("event", "copy", seminar, "--on", "2027-04-01", "--title", "Vårfrukost", "--json").plain["event"]
    assert (event["title"], event["when"]["start"], event["sequence"]) == ("Vårfrukost", "2027-04-01T07:30:00", 0)
    tasks = outreach("event", "task", "list", event["id"], "--json").plain["tasks"]
    assert {task["text"]: task["day"] for task in tasks}["Flygblad tryckta"] == "2027-03-27"


def test_the_debrief_waits_is_given_and_the_yield_is_told_with_its_n(outreach: Outreach) -> None:
    outreach("event", "add", "Höstmässan", "--start", "2026-11-20")
    outreach("capture", "Åsa Öberg, Bageriet: vill leverera !fre", "--event", "höstmässan", "--at", "2026-11-20T10:00")
    assert [one["title"] for one in outreach("event", "debrief", "--json").plain["events"]] == ["Höstmässan"]
    outreach("event", "debrief", "höstmässan", "--good", "Många", "--hours", "6.5", "--cost", "4000")
    outreach("event", "debrief", "höstmässan", "--hard", "Bullrigt")
    shown = outreach("event", "debrief", "höstmässan", "--json").plain
    assert (shown["debrief"]["good"], shown["debrief"]["hard"], shown["hours"]) == ("Många", "Bullrigt", 6.5)
    assert outreach("event", "debrief", "--json").plain["events"] == []
    figures = {one["name"]: one for one in outreach("event", "yield", "höstmässan", "--language", "sv", "--json").plain["figures"]}
    new = figures["Företag vi träffade för första gången"]
    assert (new["value"], new["n"]) == (1.0, 1)
    assert (figures["Kostnad per nytt företag"]["value"], figures["Kostnad per nytt företag"]["unit"]) == (4000.0, "SEK")
    several = outreach("event", "yield", "--json").plain
    assert (several["first"], several["last"], len(several["events"])) == ("2026-01-01", "2026-12-31", 1)
    assert outreach("event", "yield", "--from", "2025-01-01", "--to", "2025-12-31", "--json").plain["events"] == []


def test_a_template_is_saved_from_an_event_changed_by_file_and_put_back(outreach: Outreach, seminar: str, tmp_path: Path) -> None:
    outreach("template", "save", "Vår frukost", "--from", seminar)
    found = {one["name"]: one["whose"] for one in outreach("template", "list", "--language", "sv", "--json").plain["templates"]}
    assert (found["Vår frukost"], found["Frukostseminarium"]) == ("own", "built-in")
    shown = outreach("template", "show", "fair", "--language", "sv", "--json").plain
    shown["template"]["starts"] = 480
    file = tmp_path / "mall.json"
    file.write_text(json.dumps(shown), "utf-8")
    assert outreach("template", "save", "Vår mässa", "--file", file).code == 0
    assert outreach("template", "show", "fair", "--json").plain["template"]["starts"] == 480
    assert outreach("template", "delete", "fair", "vår frukost").code == 0
    assert outreach("template", "show", "fair", "--json").plain["template"]["starts"] == 540
    assert outreach("template", "delete", "fair").code == 1, "a built-in one stays"
    outreach("template", "save", "Liten mässa", "--like", "fair")
    assert outreach("template", "show", "liten mässa", "--json").plain["template"]["instead_of"] == ""


@pytest.mark.parametrize("words", ["[1, 2]", "{}", '{"template": {"name": 3, "tasks": 4, "kind": "x"}}', "inte json"])
def test_a_file_that_is_no_template_is_refused_with_a_sentence(outreach: Outreach, tmp_path: Path, words: str) -> None:
    outreach("company", "add", "Ek AB")
    file = tmp_path / "mall.json"
    file.write_text(words, "utf-8")
    said = outreach("template", "save", "Mall", "--file", file)
    assert said.code == 1
    assert "template" in said.err
    assert default_workspace().exists()
    assert outreach("template", "save", "Mall").code == 2


def test_sheets_are_written_for_the_next_event_or_for_the_one_named(outreach: Outreach, seminar: str, tmp_path: Path) -> None:
    outreach("guest", "add", seminar, "Åsa Öberg", "Örjan Åkesson")
    sheet = outreach("handout", "meeting-sheet", "--to", tmp_path / "blad.pdf", "--json").plain
    words = ("handout", "sign-in", "--to", tmp_path / "lista.pdf", "--event", seminar, "--empty-lines", "60")
    listed = outreach(*words, "--json").plain
    assert (sheet["pages"], listed["pages"]) == (1, 2)
    assert (tmp_path / "blad.pdf").read_bytes().startswith(b"%PDF")
    assert outreach("handout", "sign-in", "--to", tmp_path / "lista.txt").code == 1
    outreach("event", "cancel", seminar)
    said = outreach("handout", "sign-in", "--to", tmp_path / "ny.pdf")
    assert said.code == 1
    assert not (tmp_path / "ny.pdf").exists()
