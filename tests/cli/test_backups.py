"""Backups from the command line, with the JSON that DESIGN.md promises; what is damaged is told with the way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Outreach


@pytest.fixture
def place(outreach: Outreach, tmp_path: Path) -> Path:
    """A workspace with three people, closed."""
    path = tmp_path / "w" / "a.outreach"
    assert outreach("new", path).code == 0
    for name in ("Anna Berg", "Olof Lund", "Åsa Öberg"):
        assert outreach("--workspace", path, "person", "add", name).code == 0
    return path


def test_backup_list_rehearse_restore(outreach: Outreach, place: Path, tmp_path: Path) -> None:
    at = ("--workspace", place, "--json")
    made = outreach(*at, "backup")
    assert made.code == 0
    file = Path(made.plain["file"])
    assert file.parent == place.parent / "backups"
    assert made.plain["verified"] is True
    (row,) = outreach(*at, "backup", "--list").plain["backups"]
    assert (row["file"], row["people"], row["verified"], row["age_seconds"]) == (str(file), 3, True, 0)
    rehearsed = outreach(*at, "rehearse").plain
    assert (rehearsed["ok"], rehearsed["file"]) == (True, str(file))
    assert outreach("--workspace", place, "person", "add", "Nils Holm").code == 0
    preview = outreach(*at, "restore", file, "--preview").plain
    person = next(one for one in preview["kinds"] if one["kind"] == "person")
    assert (person["now"], person["gone"], person["names"]) == (4, 1, ["Nils Holm"])
    assert preview["counts"]["person"] == 3
    other = tmp_path / "other.outreach"
    beside = outreach(*at, "restore", file, "--to", other).plain
    assert (beside["workspace"], beside["kept"]) == (str(other), None)
    assert len(outreach("--workspace", other, "--json", "person", "list").plain["people"]) == 3
    assert len(outreach(*at, "person", "list").plain["people"]) == 4
    done = outreach(*at, "restore", file).plain
    assert done["workspace"] == str(place)
    assert Path(done["kept"]).exists()
    assert len(outreach(*at, "person", "list").plain["people"]) == 3
    assert outreach(*at, "check").plain == {
        "ok": True, "problems": [], "workspace": str(place), "backup": None, "encrypted": False, "warnings": []
    }


def test_a_backup_goes_into_a_folder_of_ones_choice(outreach: Outreach, place: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    made = outreach("--workspace", place, "--json", "backup", folder)
    assert Path(made.plain["file"]).parent == folder
    refused = outreach("--workspace", place, "backup", tmp_path / "Dropbox")
    assert refused.code == 1
    assert "not encrypted" in refused.err
    assert outreach("--workspace", place, "backup", tmp_path / "Dropbox", "--plain").code == 0


def test_many_that_would_go_stop_a_restore_also_on_retry_and_are_named(outreach: Outreach, place: Path) -> None:
    file = outreach("--workspace", place, "--json", "backup").plain["file"]
    lines = "\n".join(f"Nya Bolag {number} AB" for number in range(40))
    table = place.parent / "companies.csv"
    table.write_text(f"Company\n{lines}\n", "utf-8")
    assert outreach("--workspace", place, "--json", "import", table).plain["added"] == 40
    for _ in range(2):
        stopped = outreach("--workspace", place, "restore", file)
        assert stopped.code == 1
        assert "40 of 40 would be removed" in stopped.err
        assert "Nya Bolag 0 AB" in stopped.err
    assert outreach("--workspace", place, "restore", file, "--accept").code == 0
    assert outreach("--workspace", place, "--json", "company", "list").plain["companies"] == []


def test_a_damaged_workspace_is_told_with_the_way_back(outreach: Outreach, place: Path) -> None:
    file = outreach("--workspace", place, "--json", "backup").plain["file"]
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 8
    place.write_bytes(data)
    told = outreach("--workspace", place, "--json", "check")
    assert told.code == 1
    assert told.plain["ok"] is False
    assert told.plain["problems"]
    assert told.plain["backup"] == file
    assert file in told.err
    refused = outreach("--workspace", place, "person", "add", "No")
    assert refused.code == 1
    assert place.read_bytes() == data
    assert outreach("--workspace", place, "restore", file).code == 0
    assert outreach("--workspace", place, "check").code == 0


def test_what_can_be_read_of_a_damaged_workspace_comes_into_a_new_one(outreach: Outreach, place: Path) -> None:
    found = outreach("salvage", place, "--json")
    assert found.code == 0
    assert found.plain["failed"] == []
    assert len(outreach("--workspace", found.plain["workspace"], "person", "list", "--json").plain["people"]) == 3
    place.write_bytes(b"")
    assert outreach("salvage", place).code == 1


def test_an_emptied_file_is_told_by_check_too(outreach: Outreach, place: Path) -> None:
    place.write_bytes(b"")
    told = outreach("--workspace", place, "--json", "check")
    assert (told.code, told.plain["ok"]) == (1, False)
    assert told.plain["backup"] is None
    assert outreach("--workspace", place.parent / "nowhere.outreach", "check").code == 1


def test_a_file_replaced_by_hand_is_taken_when_that_is_said(outreach: Outreach, place: Path) -> None:
    before = place.read_bytes()
    assert outreach("--workspace", place, "person", "add", "Nils Holm").code == 0
    place.write_bytes(before)
    assert outreach("--workspace", place, "person", "add", "No").code == 1
    assert outreach("--workspace", place, "--json", "check", "--accept").plain["ok"] is True
    assert outreach("--workspace", place, "person", "add", "Yes").code == 0


def test_deleting_many_names_them_and_wants_to_be_told(outreach: Outreach, place: Path) -> None:
    ids = []
    for number in range(12):
        added = outreach("--workspace", place, "--json", "company", "add", f"Bolag {number} AB")
        ids.append(added.plain["company"]["id"])
    stopped = outreach("--workspace", place, "company", "delete", *ids)
    assert stopped.code == 1
    assert "Bolag 7 AB" in stopped.err
    assert outreach("--workspace", place, "company", "delete", *ids, "--accept").code == 0
    assert outreach("--workspace", place, "undo").code == 0
    assert len(outreach("--workspace", place, "--json", "company", "list").plain["companies"]) == 12


def test_a_file_that_is_no_backup_is_refused(outreach: Outreach, place: Path) -> None:
    refused = outreach("--workspace", place, "restore", place)
    assert refused.code == 1
    assert "cannot be restored" in refused.err
    assert outreach("--workspace", place, "rehearse").code == 1
    assert outreach("--workspace", place, "restore", "nowhere").code == 1
    assert NOW.year == 2026
