"""`demo` and `tour`: the sample municipality in full, on a machine with a screen and on one without."""

from __future__ import annotations

import inspect
from functools import partial
from pathlib import Path

import pytest

from outreach.services import demo
from outreach.services.house import House
from tests.cli.conftest import Outreach
from tests.searching import SEARCHING

FEW = {"companies": 90, "people": 160, "meetings": 250}


def draw_nothing_but_tell(house: House, folder: Path) -> list[Path]:
    """Stands for the window's tour, which needs Qt: one file, whose words come from the workspace it was given."""
    file = folder / "today-sv-light.png"
    file.write_text(house.unit.unit().municipality, "utf-8")
    return [file]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "demo"


def test_without_a_screen_the_sample_year_is_written_out_and_a_second_start_keeps_it(
    outreach: Outreach, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The whole is 900 companies and 1,600 people; what is asked here is whether all that was filled in goes out.
    wanted = {name: one.default for name, one in inspect.signature(demo.fill).parameters.items() if name in FEW}
    assert wanted == {"companies": 900, "people": 1600, "meetings": 2500}
    if not SEARCHING:
        monkeypatch.setattr(demo, "fill", partial(demo.fill, **FEW))
        wanted = FEW
    said = outreach("demo", folder, "--json", make_tour=draw_nothing_but_tell, language="sv")
    assert (said.code, said.err) == (0, "")
    workspace = said.plain["workspace"]
    assert workspace == str(folder / "alvbro.outreach")
    files = {Path(name) for name in said.plain["files"]}
    assert {folder / "calendar.ics", folder / "people.vcf", folder / "flyer.pdf"} <= files
    assert folder / "tour" / "today-sv-light.png" in files
    assert all(file.stat().st_size > 0 for file in files)
    assert (folder / "people.vcf").read_text("utf-8").count("BEGIN:VCARD") == wanted["people"]
    counts = {
        words: outreach("--workspace", workspace, words, "list", "--limit", "0", "--json").plain["count"]
        for words in ("company", "person", "event", "tender", "meeting", "question")
    }
    # Beside the conversations questions are counted, without a name.
    assert counts.pop("meeting") > wanted["meetings"]
    assert counts == {"company": wanted["companies"], "person": wanted["people"], "event": 40, "tender": 60, "question": 18}
    outreach("--workspace", workspace, "company", "add", "Ek AB")
    opened: list[str] = []
    again = outreach("demo", folder, "--json", open_window=lambda place: opened.append(place) or 0)
    assert opened == [workspace]
    assert again.plain == {"workspace": workspace, "files": []}
    assert outreach("--workspace", workspace, "company", "list", "--limit", "0", "--json").plain["count"] == wanted["companies"] + 1


def test_tour_writes_one_of_each_export_and_the_pictures(outreach: Outreach, tmp_path: Path) -> None:
    outreach("unit", "set", "--municipality", "Säters kommun", "--website", "https://www.sater.example")
    outreach("capture", "Anna Berg, Bergs Bygg AB: hej")
    files = outreach("tour", tmp_path / "tour", "--json", make_tour=draw_nothing_but_tell).plain["files"]
    names = {Path(name).name for name in files}
    assert {
        "people.vcf",
        "events.ics",
        "companies.xlsx",
        "tenders.json",
        "flyer-A5-sv.pdf",
        "today-sv-light.png",
    } <= names
    assert all(Path(name).is_file() for name in files)
    assert (tmp_path / "tour" / "today-sv-light.png").read_text("utf-8") == "Säters kommun"


def test_folder_that_cannot_be_made_is_named(outreach: Outreach, tmp_path: Path) -> None:
    outreach("company", "add", "Ek AB")
    (tmp_path / "file").write_text("x", "utf-8")
    said = outreach("tour", tmp_path / "file" / "tour")
    assert said.code == 1
    assert "could not be written" in said.err
