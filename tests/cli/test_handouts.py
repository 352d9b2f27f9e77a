"""Handouts from the command line: a command for each kind, many at once, drafts, and what was printed."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

from outreach.paths import default_workspace
from outreach.services.handout_kinds.registry import TRADES, kinds
from outreach.services.handout_kinds.trade import Setting
from outreach.services.house import House
from outreach.storage.database import Signature, open_workspace
from tests.cli.conftest import NOW, Outreach


@pytest.fixture
def breakfast(outreach: Outreach) -> str:
    outreach("unit", "set", "--municipality", "Älvbro kommun", "--website", "www.alvbro.example")
    outreach("officer", "add", "Anna Ek", "--email", "anna.ek@alvbro.example")
    outreach("tender", "add", "Snöröjning", "--stage", "planned")
    made = outreach("event", "add", "Frukost", "--start", "2026-12-03T07:30", "--end", "2026-12-03T09:00", "--json").plain
    event = str(made["event"]["id"])
    outreach("guest", "add", event, "Åsa Öberg", "Bo Ek")
    return event


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_is_a_command_that_writes_a_pdf(outreach: Outreach, breakfast: str, tmp_path: Path, kind: str) -> None:
    words = ("--event", breakfast) if Setting.EVENT in TRADES[kind].uses else ()
    said = outreach("handout", kind, "--to", tmp_path / "x.pdf", "--in", "en", *words, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.plain["pages"] >= 1
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


def test_each_command_takes_the_options_of_its_trade_and_no_other(outreach: Outreach, breakfast: str, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    taken = ("--paper", "DL", "--in", "both", "--theme", "bold", "--light", "--bleed", "--crop-marks", "--code", "card")
    assert outreach("handout", "flyer", "--to", file, *taken).code == 0
    assert outreach("handout", "door-sign", "--to", file, "--until", "15.30").code == 0
    assert outreach("handout", "sign-in", "--to", file, "--until", "15").code == 2
    late = outreach("handout", "door-sign", "--to", file, "--until", "25:00")
    assert late.err.startswith("--until: “25:00” is not a time of day")
    assert outreach("handout", "badges", "--to", file, "--guest", "åsa").code == 0
    assert outreach("handout", "badges", "--to", file, "--guest", "nobody").code == 1


def test_what_was_printed_is_listed_with_its_version(outreach: Outreach, breakfast: str, tmp_path: Path) -> None:
    assert "Nothing has been printed yet." in outreach("handout", "printed").out
    for heading in ("Ett", "Två", "Ett"):
        outreach("handout", "flyer", "--to", tmp_path / "x.pdf", "--event", breakfast, "--heading", heading)
    found = outreach("handout", "printed", "--event", breakfast, "--json").plain["printings"]
    assert [(one["number"], one["newest"], one["way"]) for one in found] == [(1, 2, "file"), (2, 2, "file"), (1, 2, "file")]
    assert len(outreach("handout", "printed", "--tender", "snöröjning", "--json").plain["printings"]) == 3
    assert "Frukost" in outreach("handout", "printed", "--limit", "1").out
    assert outreach("undo").code == 0
    assert len(outreach("handout", "printed", "--json").plain["printings"]) == 2


def test_a_name_that_ends_in_eml_makes_a_draft(outreach: Outreach, breakfast: str, tmp_path: Path) -> None:
    said = outreach("handout", "flyer", "--to", tmp_path / "flyer.eml", "--officer", "Anna Ek")
    assert said.code == 0
    message = email.message_from_bytes((tmp_path / "flyer.eml").read_bytes(), policy=email.policy.default)
    assert message["From"] == "Anna Ek <anna.ek@alvbro.example>"


def test_beside_an_open_window_it_is_printed_all_the_same_and_said_not_to_be_noted(
    outreach: Outreach, breakfast: str, tmp_path: Path
) -> None:
    house = House(open_workspace(default_workspace(), Signature("Anna Ek", "laptop", lambda: NOW)))
    try:
        said = outreach("handout", "flyer", "--to", tmp_path / "x.pdf", "--json")
    finally:
        house.close()
    assert (said.code, said.plain["pages"]) == (0, 1)
    assert "not on record" in said.err
    assert "version" not in said.plain


def test_many_go_into_a_folder_or_into_one_file(outreach: Outreach, breakfast: str, tmp_path: Path) -> None:
    words = ("handout", "batch", "flyer", "--each", "guest", "--event", breakfast)
    names = [Path(file).stem for file in outreach(*words, "--to", tmp_path / "alla", "--json").plain["files"]]
    assert [name.partition("2026-12-03 ")[2] for name in names] == ["Bo Ek", "Åsa Öberg"]
    one = outreach(*words, "--to", tmp_path / "alla.pdf")
    assert one.code == 0
    assert (tmp_path / "alla.pdf").exists()
    refused = outreach("handout", "batch", "sign-in", "--to", tmp_path / "alla", "--until", "15")
    assert refused.code == 2
    assert "has no use for --until" in refused.err
    refused = outreach("handout", "batch", "flyer", "--to", tmp_path / "x.pdf", "--each", "event")
    assert refused.code == 2
    assert "name a folder" in refused.err


def test_the_units_look_is_that_of_its_handouts(outreach: Outreach, breakfast: str, tmp_path: Path) -> None:
    assert outreach("unit", "set", "--theme", "warm", "--light").code == 0
    outreach("handout", "flyer", "--to", tmp_path / "x.pdf")
    outreach("handout", "flyer", "--to", tmp_path / "x.pdf", "--theme", "bold")
    found = outreach("handout", "printed", "--json").plain["printings"]
    assert [one["theme"] for one in found] == ["bold", "warm"]
