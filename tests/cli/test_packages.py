"""Packages on the command line: a preview writes nothing, names stay at home, and a file that is none says so."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Outreach


def test_a_package_goes_and_comes_and_what_is_none_is_told(outreach: Outreach, tmp_path: Path) -> None:
    home, away, file = str(tmp_path / "a.outreach"), str(tmp_path / "b.outreach"), tmp_path / "out.zip"
    for place, name in ((home, "Älvbro kommun"), (away, "Sjöviks kommun")):
        outreach("new", place)
        outreach("--workspace", place, "unit", "set", "--municipality", name)
    outreach("--workspace", home, "person", "add", "Anna Berg")
    outreach("--workspace", home, "flyer-text", "add", "Plogning", "Kom och ploga din by.")
    outreach("--workspace", home, "flyer-text", "add", "Mat", "Ring Anna Berg om potatis.")
    looked = outreach("--workspace", home, "package", "export", str(file), "--preview", "--json")
    assert [one["title"] for one in looked.plain["items"]] == ["Plogning"]
    assert looked.plain["left_out"][0]["found"] == [{"kind": "person", "words": "Anna Berg"}]
    assert not file.exists()
    said = outreach("--workspace", home, "--language", "sv", "package", "export", str(file))
    assert "En persons namn Anna Berg" in said.out
    again = outreach("--workspace", home, "package", "export", str(file), "--blank", "--only", "flyers", "--json")
    assert len(again.plain["items"]) == 2
    assert "Anna" not in str(again.plain["items"])
    looked = outreach("--workspace", away, "package", "import", str(file), "--preview", "--json")
    assert (looked.plain["from"], looked.plain["added"], looked.plain["action"]) == ("Älvbro kommun", 2, None)
    taken = outreach("--workspace", away, "package", "import", str(file), "--json")
    assert taken.plain["added"] == 2
    assert taken.plain["action"]
    assert outreach("--workspace", away, "package", "import", str(file), "--json").plain["unchanged"] == 2
    file.write_bytes(file.read_bytes()[:300])
    broken = outreach("--workspace", away, "package", "import", str(file))
    assert broken.code == 1
    assert "damaged" in broken.err
    assert outreach("--workspace", away, "package", "export", str(file), "--only", "people").code == 2
