"""Files in and out on the command line: every bad file is a problem with file, line and reason, never a failure of all."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Outreach

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Örjan Åkesson\r\nN:Åkesson;Örjan;;;\r\nORG:Åkessons El AB\r\nEND:VCARD\r\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.vcf").write_text(CARD, "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "sub.vcf").mkdir()
    return folder


def test_good_file_among_bad_ones_is_read_and_each_bad_one_is_a_problem(outreach: Outreach, files: Path) -> None:
    said = outreach("import", *sorted(files.iterdir()), files / "missing.vcf", "--json")
    answer = said.plain
    assert said.code == 0
    assert (answer["updated"], answer["unchanged"]) == (0, 0)
    assert answer["added"] >= 1
    problems = {Path(one["file"]).name: one for one in answer["problems"]}
    assert set(problems) == {"picture.png", "sub.vcf", "missing.vcf"}
    assert problems["sub.vcf"]["reason"] == "This is a folder, not a file."
    assert problems["missing.vcf"]["reason"] == "There is no such file."
    assert all(one["line"] == 0 for one in problems.values())
    assert outreach("find", "åkesson", "--kind", "person", "--json").plain["results"][0]["title"] == "Örjan Åkesson"


def test_import_twice_changes_nothing_and_undo_takes_it_back(outreach: Outreach, files: Path) -> None:
    first = outreach("import", files / "good.vcf", "--json").plain
    again = outreach("import", files / "good.vcf", "--json").plain
    assert (again["added"], again["updated"]) == (0, 0)
    assert again["unchanged"] == first["added"]
    assert again["action"] is None
    assert outreach("undo", first["action"], "--json").plain["kept"] == []
    assert outreach("find", "åkesson", "--json").plain["results"] == []


def test_preview_says_what_would_happen_and_keeps_nothing(outreach: Outreach, files: Path) -> None:
    answer = outreach("import", files / "good.vcf", "--preview", "--json").plain
    assert (answer["action"], answer["records"][0]["verdict"]) == (None, "new")
    assert outreach("person", "list", "--json").plain["count"] == 0
    said = outreach("import", files / "good.vcf", "--preview").out
    assert "Örjan Åkesson" in said
    assert "would be added" in said


def test_nothing_readable_is_exit_one_with_the_problems_and_a_sentence(outreach: Outreach, files: Path) -> None:
    said = outreach("import", files / "picture.png", files / "sub.vcf", "--json")
    assert said.code == 1
    assert len(said.plain["problems"]) == 2
    assert said.err.startswith("Nothing could be read from the files.")
    assert outreach("import", files / "picture.png").out.startswith(f"{files / 'picture.png'}: ")


def test_problem_tells_file_and_line(outreach: Outreach, tmp_path: Path) -> None:
    broken = tmp_path / "broken.vcf"
    broken.write_text(CARD + "BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:no name\r\nEND:VCARD\r\n", "utf-8")
    answer = outreach("import", broken, "--json").plain
    assert answer["added"] >= 1
    assert [(one["file"], one["line"]) for one in answer["problems"] if not one["warning"]] == [(str(broken), 7)]
    assert f"{broken}: line 7: " in outreach("import", broken).out


def test_contacts_of_a_fair_carry_the_event_as_source(outreach: Outreach, files: Path) -> None:
    outreach("event", "add", "Mässan", "--start", "2026-11-20")
    outreach("import", files / "good.vcf", "--event", "mässan")
    person = outreach("person", "list", "--json").plain["people"][0]
    assert person["source"] == "Mässan 2026-11-20"


def test_unknown_format_and_event_are_refused(outreach: Outreach, files: Path) -> None:
    assert "There is no format called fax;" in outreach("import", files / "good.vcf", "--as", "fax").err
    assert "Nothing is known by “nowhere”." in outreach("import", files / "good.vcf", "--event", "nowhere").err


@pytest.mark.parametrize("what", ["companies", "people", "events", "tenders"])
def test_each_kind_is_written_to_each_of_its_formats(outreach: Outreach, tmp_path: Path, what: str) -> None:
    outreach("capture", "Anna Berg, Bergs Bygg AB: hej")
    outreach("event", "add", "Mässan", "--start", "2026-12-01")
    outreach("tender", "add", "Snöröjning", "--bids", "2027-01-15T23:59")
    written = 0
    for suffix in ("vcf", "csv", "xlsx", "ics", "json"):
        file = tmp_path / f"{what}.{suffix}"
        said = outreach("export", what, "--to", file, "--json")
        if said.code == 0:
            assert said.plain == {"file": str(file), "records": 1}
            assert file.stat().st_size > 0
            written += 1
        else:
            assert not file.exists()
    assert written == 4


def test_filter_and_words_choose_what_is_written(outreach: Outreach, tmp_path: Path) -> None:
    for name, tag in (("Bergs Bygg AB", "bygg"), ("Eks El AB", "el"), ("Bergs El AB", "el")):
        outreach("company", "add", name, "--tag", tag)
    words = ("export", "companies", "--to", tmp_path / "x.csv", "--filter", "tag=el", "--find", "bergs", "--json")
    assert outreach(*words).plain["records"] == 1
    assert "Bergs El AB" in (tmp_path / "x.csv").read_text("utf-8-sig")


def test_calendar_holds_deadlines_of_tenders_when_asked(outreach: Outreach, tmp_path: Path) -> None:
    outreach("event", "add", "Mässan", "--start", "2026-12-01")
    outreach("tender", "add", "Snöröjning", "--bids", "2027-01-15T23:59", "--stage", "advertised")
    outreach("export", "events", "--to", tmp_path / "bare.ics")
    outreach("export", "events", "--to", tmp_path / "full.ics", "--deadlines")
    assert "Snöröjning" not in (tmp_path / "bare.ics").read_text("utf-8")
    assert "Snöröjning" in (tmp_path / "full.ics").read_text("utf-8")


def test_calendar_of_tenders_holds_the_days_by_the_rules_with_their_source(outreach: Outreach, tmp_path: Path) -> None:
    outreach("tender", "add", "Snöröjning", "--bids", "2027-01-15T12:00", "--stage", "advertised")
    outreach("export", "tenders", "--to", tmp_path / "tenders.ics")
    text = (tmp_path / "tenders.ics").read_text("utf-8").replace("\n ", "")
    assert "SUMMARY:Last day to answer questions: Snöröjning" in text
    assert "DTSTART;VALUE=DATE:20270109" in text
    assert "LOU 12 kap. 11 §" in text
    outreach("event", "add", "Mässan", "--start", "2026-12-01")
    outreach("export", "events", "--to", tmp_path / "for-others.ics", "--deadlines")
    assert "answer questions" not in (tmp_path / "for-others.ics").read_text("utf-8")


def test_file_that_cannot_be_written_is_named_with_the_reason(outreach: Outreach, tmp_path: Path) -> None:
    outreach("company", "add", "Ek AB")
    said = outreach("export", "companies", "--to", tmp_path / "no" / "x.csv")
    assert said.code == 1
    assert f"{tmp_path / 'no' / 'x.csv'} could not be written. (there is no such folder)" in said.err


def test_progress_is_shown_on_a_terminal_alone_and_wiped_at_the_end(
    outreach: Outreach, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outreach("import", files / "good.vcf").err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    shown = outreach("import", files / "good.vcf", "--json")
    assert shown.plain["unchanged"] >= 1
    assert "\rReading 0 / 1 " in shown.err
    assert shown.err.endswith(" \r")


SAMPLES = Path(__file__).parents[1] / "samples" / "eforms"


def test_the_notices_of_a_tender_are_told_with_what_changed_and_who_won(outreach: Outreach, tmp_path: Path) -> None:
    packed = tmp_path / "annonser.zip"
    with zipfile.ZipFile(packed, "w") as file:
        for name in ("contract", "result", "result_corrected"):
            file.write(SAMPLES / f"{name}.xml", f"2027/{name}.xml")
        file.writestr("../bad.xml", "<a/>")
    said = outreach("import", packed, "--json").plain
    assert [(one["file"], one["reason"]) for one in said["problems"] if not one["warning"]] == [
        (f"{packed}/../bad.xml", "The name points outside the ZIP file; the file was left out.")
    ]
    tender = next(one["id"] for one in said["records"] if one["kind"] == "tender")
    told = outreach("tender", "notices", tender, "--json").plain
    assert [(one["kind"], one["notice_version"]) for one in told["notices"]] == [
        ("result", "02"), ("result", "01"), ("competition", "01")
    ]  # fmt: skip
    assert [(one["number"], one["bids"], one["said"]) for one in told["results"]] == [
        ("LOT-0001", 5, "5 tenders received"), ("LOT-0002", 4, "4 tenders received")
    ]  # fmt: skip
    changes = {(one["lot"], one["field"]): (one["said_before"], one["said_after"]) for one in told["notices"][0]["changes"]}
    assert changes["LOT-0002", "bids"] == ("at least 4, total unknown", "4 tenders received")
    assert told["notices"][0]["replaces"] == told["notices"][1]["id"]
    lines = outreach("tender", "notices", tender).out
    assert "LOT-0002: Contract signed: 1 Feb 2027 → 2 Feb 2027" in lines
    assert "LOT-0001: 5 tenders received; Norrgräv AB + Åsens Maskin AB" in " ".join(lines.split()).replace(
        "; A winner was chosen", ""
    )
    shown = outreach("show", tender, "--json").plain
    assert shown["notices"] == told["notices"]
    assert shown["record"]["results"][1]["bids"] == 4


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_who_wants_no_letters_and_where_a_company_works_go_along_in_a_table(
    outreach: Outreach, tmp_path: Path, suffix: str, language: str
) -> None:
    outreach("company", "add", "Dala Plog AB", "--municipality", "Falun", "--workplace", "Säter")
    outreach("company", "decline", "dala", "e-mail", "post")
    outreach("person", "add", "Anna Berg")
    outreach("person", "decline", "anna", "telephone")
    for kind, name in (("companies", "company"), ("people", "person")):
        file = tmp_path / f"{kind}{suffix}"
        outreach("--language", language, "export", kind, "--to", file)
        assert outreach("import", file, "--json").plain["unchanged"] == 1
        there = tmp_path / f"{kind}.outreach"
        outreach("new", there)
        assert outreach("--workspace", there, "import", file).code == 0
        (ours,) = outreach(name, "list", "--json").plain[kind]
        (theirs,) = outreach("--workspace", there, name, "list", "--json").plain[kind]
        for field in ("declines", "workplaces"):
            assert theirs.get(field) == ours.get(field)
        assert theirs["declines"]


def test_our_own_calendar_of_contracts_makes_no_events_when_it_comes_home(outreach: Outreach, tmp_path: Path) -> None:
    outreach("contract", "add", "Växel", "Ring AB", "--to", "2028-05-31", "--option", "12:2027-12-01")
    outreach("contract", "promise", "växel", "Svar inom en timme", "--every", "6")
    file = tmp_path / "avtal.ics"
    outreach("export", "contracts", "--to", file)
    read = outreach("import", file, "--json").plain
    assert (read["added"], read["updated"]) == (0, 0)
    assert read["unchanged"] > 2
