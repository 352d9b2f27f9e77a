"""Tables on the command line: what each column holds, what is wished of it, the alarm, and rows to correct."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Outreach


@pytest.fixture
def fair(tmp_path: Path) -> Path:
    file = tmp_path / "fair.csv"
    file.write_text("Firman;Tfn;Kod\nÅsgårdens Bygg AB;070-111 22 33;röd\nEk El AB;070-111 22 44;blå\n;;gul\n", "cp1252")
    return file


def test_the_columns_of_a_list_are_shown_in_sentences(outreach: Outreach, fair: Path) -> None:
    for words in (("columns", fair), (fair, "--columns")):
        (look,) = outreach("import", *words, "--json").plain["files"]
        assert (look["encoding"], look["delimiter"], look["heading_row"], look["rows"]) == ("cp1252", ";", 1, 3)
        fields = {column["heading"]: column["field"] for column in look["columns"]}
        assert fields == {"Firman": "organisation", "Tfn": "phone/mobile", "Kod": ""}
        assert look["columns"][2]["says"] == "röd, blå, gul"
    said = outreach("import", "columns", fair)
    assert "left out" in said.out
    assert "1 empty" in said.out


def test_a_column_is_mapped_by_heading_or_number_and_remembered(outreach: Outreach, fair: Path, tmp_path: Path) -> None:
    answer = outreach("import", fair, "--map", "Kod=categories", "--map", "2=phone", "--tag", "mässa", "--json").plain
    assert answer["added"] == 2
    assert answer["facts"] == answer["facts"] | {"rows": 3, "kept": 2, "rejected": 1, "unchanged": 0}
    companies = {one["name"]: one for one in outreach("company", "list", "--json").plain["companies"]}
    assert companies["Ek El AB"]["tags"] == ["blå", "mässa"]
    again = outreach("import", "columns", fair, "--json").plain["files"][0]
    assert again["remembered"]
    forgotten = outreach("import", "columns", fair, "--forget", "--json").plain["files"][0]
    assert not forgotten["remembered"]


def test_wrong_fields_columns_and_delimiters_are_usage_errors_that_name_what_is_known(outreach: Outreach, fair: Path) -> None:
    wrong = outreach("import", fair, "--map", "Kod=rubbish")
    assert (wrong.code, "organisation" in wrong.err) == (2, True)
    assert outreach("import", fair, "--map", "Finns inte=name").code == 2
    assert outreach("import", fair, "--delimiter", "xyz").code == 2


def test_rows_with_problems_go_to_a_workbook(outreach: Outreach, fair: Path, tmp_path: Path) -> None:
    errors = tmp_path / "errors.xlsx"
    answer = outreach("import", fair, "--errors-to", errors, "--json").plain
    assert answer["errors"] == {"file": str(errors), "rows": 1}
    sheet = load_workbook(errors).active
    assert sheet is not None
    assert [[cell.value for cell in row][:3] for row in sheet.iter_rows()] == [["Firman", "Tfn", "Kod"], [None, None, "gul"]]


def test_the_alarm_stops_an_import_until_it_is_accepted(outreach: Outreach, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    for letter in "ab":
        rows = "".join(f"Firma {n} AB;{letter}{n}.example\n" for n in range(10))
        file.write_text(f"Företag;Webb\n{rows}", "utf-8")
        stopped = outreach("import", file, "--json")
    assert (stopped.code, stopped.plain["action"]) == (1, None)
    assert stopped.plain["alarm"] == {"changed": 10, "known": 10, "share": 1.0}
    assert "10 of 10" in stopped.err
    accepted = outreach("import", file, "--accept", "--json")
    assert (accepted.code, accepted.plain["updated"]) == (0, 10)


def test_tenders_are_read_as_what_they_are_told_to_be(outreach: Outreach, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("2027 års inköp;;\nVad;När;Diarienr\nSnöröjning;2027-01-15;KS 1\n", "utf-8")
    words = ("--kind", "tenders", "--heading-row", "2", "--map", "När=expected_publication", "--json")
    assert outreach("import", file, *words).plain["added"] == 1
    (tender,) = outreach("tender", "list", "--json").plain["tenders"]
    assert (tender["title"], tender["reference"], tender["expected_publication"]) == ("Snöröjning", "KS 1", "2027-01-15")
