"""`outreach scan` and `outreach card`: what the window can do, the command line can do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import segno
from PIL import Image

from tests.cli.conftest import Outreach

CARD = "MECARD:N:Öberg,Åsa;ORG:Öbergs Bygg AB;TEL:070-174 06 05;EMAIL:asa@obergs.example;;"


@pytest.fixture
def folder(tmp_path: Path, outreach: Outreach) -> Path:
    outreach("company", "add", "Eks El AB")
    segno.make(CARD, encoding="utf-8").save(str(tmp_path / "kod.png"), scale=5, border=4)
    segno.make("javascript:alert(1)").save(str(tmp_path / "ond.png"), scale=5, border=4)
    Image.new("RGB", (200, 100), "white").save(tmp_path / "kort.jpg")
    (tmp_path / "skräp.bin").write_bytes(b"\x00" * 10)
    return tmp_path


def test_scan_shows_what_a_code_holds_and_keeps_nothing(outreach: Outreach, folder: Path) -> None:
    plain = outreach("scan", folder / "kod.png", "--json").plain
    (finding,) = plain["files"][0]["findings"]
    assert (finding["kind"], finding["symbology"]) == ("card", "QR Code")
    assert finding["draft"]["person"] == "Åsa Öberg"
    assert finding["draft"]["phones"] == ["+46701740605"]
    assert plain["action"] is None
    assert outreach("find", "öberg", "--json").plain["results"] == []
    said = outreach("scan", folder / "kod.png")
    assert "Åsa Öberg, Öbergs Bygg AB" in said.out
    assert "070-174 06 05" in said.out


def test_scan_capture_logs_it_and_undo_takes_it_back(outreach: Outreach, folder: Path) -> None:
    plain = outreach("scan", folder / "kod.png", "--capture", "--json").plain
    assert plain["action"]
    assert outreach("meeting", "list", "--json").plain["count"] == 1
    again = outreach("scan", folder / "kod.png", "--json").plain["files"][0]["findings"][0]["known"]
    assert again[0]["title"] == "Åsa Öberg, Öbergs Bygg AB"
    outreach("undo")
    assert outreach("person", "list", "--json").plain["count"] == 0


def test_hostile_code_is_shown_as_text_and_said_to_be_unsure(outreach: Outreach, folder: Path) -> None:
    plain = outreach("scan", folder / "ond.png", "--json").plain
    (finding,) = plain["files"][0]["findings"]
    assert finding["link"]["openable"] is False
    assert finding["draft"]["website"] == ""
    assert "never opened" in finding["unsure"][0]["reason"]


def test_picture_without_a_code_is_put_among_the_cards(outreach: Outreach, folder: Path) -> None:
    assert "--keep" in outreach("scan", folder / "kort.jpg").out
    assert outreach("scan", folder / "kort.jpg", folder / "kod.png", "--keep", "--json").plain["action"]
    listed = outreach("card", "list", "--json").plain
    assert listed["count"] == 1
    card = listed["cards"][0]["id"]
    shown = outreach("card", "show", card, "--picture", folder / "ut.jpg", "--json").plain
    assert shown["file"]
    with Image.open(io.BytesIO((folder / "ut.jpg").read_bytes())) as picture:
        assert picture.size == (200, 100)
    assert outreach("card", "delete", card).code == 0
    assert outreach("card", "list", "--json").plain["count"] == 0


def test_file_that_holds_nothing_is_exit_one_with_a_sentence(outreach: Outreach, folder: Path) -> None:
    said = outreach("scan", folder / "skräp.bin", folder / "saknas.png", language="sv")
    assert said.code == 1
    assert "saknas.png" in said.out
    assert said.err.strip() == "Inget gick att läsa. Varje fil står ovan, med orsaken."


def test_pasted_text_comes_by_standard_input(outreach: Outreach, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO("Åsa Öberg\nÖbergs Bygg AB\n070-174 06 05\n".encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    plain = outreach("scan", "-", "--register", "--json").plain
    assert plain["files"][0]["findings"][0]["draft"]["company"] == "Öbergs Bygg AB"
    assert outreach("person", "list", "--json").plain["count"] == 1


def test_own_card_needs_to_know_who_works_here(outreach: Outreach, folder: Path) -> None:
    said = outreach("card", "mine", "--to", folder / "mitt.png", who="")
    assert said.code == 1
    assert "Say who you are" in said.err
    assert outreach("card", "mine", "--to", folder / "mitt.svg").code == 0
    assert (folder / "mitt.svg").is_file()
