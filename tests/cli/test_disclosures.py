"""Equal treatment from the command line: what a capture gave, what must reach everyone, the log as a paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Outreach


@pytest.fixture
def snow(outreach: Outreach, tmp_path: Path) -> str:
    """An empty workspace with one planned tender; its id."""
    place = tmp_path / "x.outreach"
    assert outreach("new", place).code == 0
    added = outreach("--workspace", place, "tender", "add", "Snöröjning", "--stage", "planned", "--json").plain
    return str(added["tender"]["id"])


def test_a_hint_at_the_fair_is_published_and_then_only_added_to(outreach: Outreach, snow: str, tmp_path: Path) -> None:
    place = ("--workspace", tmp_path / "x.outreach")
    line = "Anna Berg, Bergs Bygg AB: start i maj @Snöröjning"
    logged = outreach(*place, "capture", line, "--information", "new", "--new-text", "Start den 1 maj", "--json").plain
    assert logged["meeting"]["information"] == "new"
    assert logged["warnings"] == []
    (item,) = outreach(*place, "disclosure", "list", "--json").plain["disclosures"]
    assert (item["text"], item["tender_title"], item["open"], item["days"]) == ("Start den 1 maj", "Snöröjning", True, 0)
    refused = outreach(*place, "meeting", "delete", logged["meeting"]["id"])
    assert (refused.code, "everybody" in refused.err) == (1, True)
    missing = outreach(*place, "disclosure", "publish", item["id"], "--where", " ", "--text", "x")
    assert missing.code == 1
    publish = ("disclosure", "publish", item["id"], "--where", "alvbro.example", "--text", "Start 1 maj")
    published = outreach(*place, *publish, "--json")
    assert published.plain["disclosure"]["where"] == "alvbro.example"
    assert outreach(*place, "disclosure", "list", "--json").plain["disclosures"] == []
    assert outreach(*place, "meeting", "delete", logged["meeting"]["id"]).code == 1
    corrected = outreach(*place, "meeting", "correct", logged["meeting"]["id"], "Anna Berg, Bergs Bygg AB: start i juni", "--json")
    assert corrected.plain["meeting"]["note"] == logged["meeting"]["note"]
    assert [one["text"] for one in corrected.plain["meeting"]["additions"]] == ["start i juni"]
    kept = outreach(*place, "undo", logged["action"], "--json").plain["kept"]
    assert "frozen" in {one["reason"] for one in kept}
    for words in (("show", logged["meeting"]["id"]), ("history", logged["meeting"]["id"]), ("disclosure", "show", item["id"])):
        out = outreach(*place, *words).out
        assert "start i juni" in out or "Start 1 maj" in out
        assert "T09:00" not in out, "no stamps for people"


def test_capture_under_advertisement_warns_in_json_and_in_words(outreach: Outreach, snow: str, tmp_path: Path) -> None:
    place = ("--workspace", tmp_path / "x.outreach")
    assert outreach(*place, "tender", "change", snow, "--stage", "advertised").code == 0
    told = outreach(*place, "capture", "Bo Ek, Eks El AB: svar @Snöröjning =ny", "--json").plain
    assert len(told["warnings"]) == 2
    assert told["warnings"][0].startswith("Under advertisement: refer to questions and answers in the procurement system")
    assert "6 days" in told["warnings"][1]
    out = outreach(*place, "--language", "sv", "capture", "Bo Ek, Eks El AB: krav 2 @Snöröjning =off").out
    assert "Under annonsering: hänvisa till frågor och svar i upphandlingssystemet" in out
    assert "Bara offentlig information" in out
    assert outreach(*place, "disclosure", "list", "--json").plain["disclosures"][0]["urgent"] is True


def test_inform_later_and_the_paper(outreach: Outreach, snow: str, tmp_path: Path) -> None:
    place = ("--workspace", tmp_path / "x.outreach")
    logged = outreach(*place, "capture", "Anna Berg, Bergs Bygg AB: prat om vintern", "--json").plain
    informed = outreach(
        *place, "meeting", "inform", logged["meeting"]["id"], "new", "--text", "Start i maj", "--tender", "Snöröjning", "--json"
    ).plain
    assert [one["tender"] for one in informed["disclosures"]] == [snow]
    for redacted in ((), ("--redacted",)):
        path = tmp_path / f"log{len(redacted)}.pdf"
        made = outreach(*place, "dialogue", "Snöröjning", "--to", path, *redacted, "--json").plain
        assert (made["file"], made["entries"]) == (str(path), 1)
        assert path.read_bytes().startswith(b"%PDF")
    assert json.dumps(made)
    assert outreach(*place, "dialogue", "Snöröjning", "--to", tmp_path / "x.txt").code == 1
