"""Bad input gives one clear sentence in the reader's language, the right exit code, and loses nothing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from outreach.paths import default_workspace
from outreach.storage.engine import APPLICATION_ID
from tests.cli.conftest import Outreach


def test_file_that_is_no_workspace_is_named_and_left_alone(outreach: Outreach, tmp_path: Path) -> None:
    letter = tmp_path / "brev.outreach"
    letter.write_text("Hej!", "utf-8")
    said = outreach("--workspace", letter, "company", "add", "Ek AB")
    assert (said.code, said.out) == (1, "")
    assert f"{letter} is not a workspace of Outreach. It was left as it is." in said.err
    assert len(said.err.splitlines()) == 1
    assert letter.read_text("utf-8") == "Hej!"


def test_other_programs_database_is_refused(outreach: Outreach, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    assert "is not a workspace of Outreach" in outreach("--workspace", other, "find", "x").err


def test_workspace_from_a_later_version_is_refused_untouched(outreach: Outreach, tmp_path: Path) -> None:
    place = tmp_path / "later.outreach"
    outreach("new", place)
    with sqlite3.connect(place) as connection:
        assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = place.read_bytes()
    said = outreach("--workspace", place, "find", "x")
    assert (said.code, said.out) == (1, "")
    assert "was written by a later version of Outreach and was left untouched." in said.err
    assert place.read_bytes() == before


def test_directory_instead_of_a_workspace_is_named(outreach: Outreach, tmp_path: Path) -> None:
    said = outreach("--workspace", tmp_path, "find", "x")
    assert said.code == 1
    assert f"{tmp_path} is a folder or a device, not a file." in said.err


def test_a_logo_that_may_not_be_one_is_refused_with_the_reason(outreach: Outreach, tmp_path: Path) -> None:
    outreach("unit", "set", "--municipality", "Älvbro kommun")
    for inside, reason in (("<script/>", "a script"), ('<image href="file:///etc/passwd"/>', "a picture of pixels")):
        logo = tmp_path / "logo.svg"
        logo.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside}</svg>', "utf-8")
        said = outreach("unit", "set", "--logo", logo)
        assert (said.code, said.out) == (1, "")
        assert f"Logo: The drawing holds {reason}" in said.err
        assert len(said.err.splitlines()) == 1
    assert outreach("unit", "show", "--json").plain["unit"]["logo"] == ""


def test_missing_workspace_is_not_made_by_a_look_nor_by_a_write(outreach: Outreach, tmp_path: Path) -> None:
    place = tmp_path / "no.outreach"
    for words in (("find", "x"), ("company", "add", "Ek AB")):
        said = outreach("--workspace", place, *words)
        assert said.code == 1
        assert f"There is no workspace at {place}." in said.err
    assert not place.exists()


def test_new_never_overwrites(outreach: Outreach, tmp_path: Path) -> None:
    place = tmp_path / "mine.outreach"
    outreach("new", place)
    outreach("--workspace", place, "company", "add", "Ek AB")
    said = outreach("new", place)
    assert said.code == 1
    assert "already exists and was not overwritten" in said.err
    assert outreach("--workspace", place, "company", "list", "--json").plain["count"] == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the super-user may write everywhere")
def test_read_only_folder_is_named(outreach: Outreach, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    said = outreach("new", folder / "mine.outreach")
    folder.chmod(0o700)
    assert said.code == 1
    assert "cannot be written" in said.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("tender", "add", " "), "Tender: A tender needs a title."),
        (("company", "add", ""), "Company: A company needs a name."),
        (("person", "add", " "), "Name: A person needs a name."),
        (("event", "add", "", "--start", "2026-12-01"), "Event: An event needs a title."),
        (("tender", "add", "X", "--cpv", "12345678"), "CPV: 12345678 is not a CPV code."),
        (("company", "add", "X", "--org-number", "556677-8890"), "Organisation number: The check digit is wrong."),
        (("company", "add", "X", "--municipality", "Nowhere"), "There is no municipality called Nowhere."),
        (("event", "add", "X", "--start", "2026-12-01T10:00", "--end", "09:00"), "cannot end before it starts"),
        (("event", "add", "X", "--start", "2026-12-01T10:00", "--zone", "Mars/Base"), "no time zone called Mars/Base"),
        (("event", "add", "X", "--start", "10:00"), "Start: Write the day too"),
        (("company", "list", "--filter", "colour=red"), "Filter: Write NAME=VALUE with one of the names"),
        (("company", "list", "--filter", "size=huge"), "Filter: It must be one of"),
        (("company", "list", "--sort", "colour"), "Sort: It can be sorted by one of"),
        (("show", "nobody"), "Nothing is known by “nobody”."),
        (("undo", "nonsense"), "Nothing is known by “nonsense”."),
        (("redo",), "There is no such action to take back or to do again."),
        (("export", "people", "--to", "people.docx"), "File: The name must end in one of .vcf, .xlsx, .csv, .json."),
        (("handout", "flyer", "--to", "flyer.txt"), "File: The name must end in one of .pdf, .eml."),
        (("unit", "set", "--logo", "/nowhere/logo.png"), "/nowhere/logo.png cannot be read."),
    ],
)
def test_wrong_value_is_one_sentence_and_keeps_nothing(
    outreach: Outreach, words: tuple[str, ...], sentence: str
) -> None:
    outreach("unit", "set", "--municipality", "Älvbro kommun")
    before = outreach("actions", "--json").plain
    said = outreach(*words)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1
    assert outreach("actions", "--json").plain == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "A command is missing. See outreach --help for help."),
        (("event",), "A command is missing. See outreach event --help for help."),
        (("dance",), "There is no command dance. See outreach --help for help."),
        (("find",), "TEXT is missing. See outreach find --help for help."),
        (("find", "a", "--loud"), "There is no option --loud. See outreach find --help for help."),
        (("find", "a", "b"), "The command has too many words, or too few. See outreach find --help for help."),
        (("find", "a", "--kind", "dog"), "--kind must be one of company, person, event, tender, question, contract, meeting,"),
        (("find", "a", "--limit", "many"), "--limit must be a number in range."),
        (("find", "a", "--limit", "0"), "--limit must be a number in range."),
        (("--language", "fi", "find", "a"), "--language must be one of sv, en."),
        (("event", "add", "X"), "--start is missing."),
        (("event", "add", "X", "--start", "soon"), "--start: “soon” is not a time; write it as 2026-11-24T10:15."),
        (("capture", "X", "--at", "10:15"), "--at: “10:15” is not a time; write it as 2026-11-24T10:15."),
        (("follow-up", "add", "X", "--due", "fre"), "--due: “fre” is not a day; write it as 2026-11-24."),
        (("find", "a", "--limit"), "--limit needs a value, or may not have one."),
    ],
)
def test_wrong_usage_is_exit_two_and_one_sentence(outreach: Outreach, words: tuple[str, ...], sentence: str) -> None:
    said = outreach(*words)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1


def test_failure_with_json_is_one_object_and_the_sentence_on_standard_error(outreach: Outreach) -> None:
    outreach("company", "add", "Ek AB")
    said = outreach("show", "nobody", "--json")
    error = said.plain["error"]
    assert said.code == 1
    assert error["title"] == "Not found"
    assert said.err == f"{error['sentence']} {error['next_step']}\n"
    wrong = outreach("--json", "find")
    assert wrong.code == 2
    assert wrong.plain["error"]["title"] == "Not understood"


def test_several_that_fit_are_named_and_the_whole_name_decides(outreach: Outreach) -> None:
    for name in ("Bergs Bygg AB", "Bergs Bygg i Falun AB", "Bergs Byggservice AB"):
        outreach("company", "add", name)
    said = outreach("company", "delete", "bergs bygg")
    assert said.code == 1
    assert said.err.startswith("“bergs bygg” fits several records: ")
    assert outreach("company", "delete", "Bergs Bygg AB").code == 0
    assert outreach("company", "list", "--json").plain["count"] == 2


def test_id_of_another_kind_is_not_taken(outreach: Outreach) -> None:
    company = outreach("company", "add", "Ek AB", "--json").plain["company"]
    assert outreach("person", "delete", company["id"]).code == 1
    assert outreach("company", "list", "--json").plain["count"] == 1


def test_second_writer_is_told_who_holds_the_workspace(outreach: Outreach, tmp_path: Path) -> None:
    outreach("company", "add", "Ek AB")
    place = default_workspace()
    holding = (
        "import sys, pathlib\n"
        "from outreach.storage.database import open_workspace\n"
        "opened = open_workspace(pathlib.Path(sys.argv[1]))\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    words = [sys.executable, "-c", holding, str(place)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        said = outreach("company", "add", "Al AB")
        looked = outreach("company", "list", "--json")
        holder.communicate("")
    assert said.code == 1
    assert "is already open for writing" in said.err
    assert str(holder.pid) in said.err
    assert looked.plain["count"] == 1, "a look needs no lock"


def test_bug_is_one_sentence_with_the_logs_place_and_no_traceback(
    outreach: Outreach, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: object) -> Path:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("outreach.cli.door.Door.place", property(broken))
    said = outreach("company", "list")
    assert said.code == 1
    assert "Something went wrong that should not have (ZeroDivisionError)" in said.err
    assert "outreach.log" in said.err
    assert "Traceback" not in said.err
    assert "secret" not in said.err


def test_stopped_command_says_so_and_keeps_nothing(outreach: Outreach, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(self: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr("outreach.cli.door.Door.place", property(stopped))
    said = outreach("company", "list")
    assert (said.code, said.out) == (1, "")
    assert said.err.strip().startswith("It was stopped before it was done.")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_answer_that_finds_no_room_says_that_the_work_is_kept(
    outreach: Outreach, tmp_path: Path, form: tuple[str, ...]
) -> None:
    place = tmp_path / "r.outreach"
    outreach("new", place)
    words = [sys.executable, "-m", "outreach", "--language", "en", "--workspace", str(place), *form]
    with Path("/dev/full").open("w") as full:
        said = subprocess.run(
            [*words, "capture", "Bo Ek: tak"], stdout=full, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
        )
        failed = subprocess.run([*words, "show", "nobody"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (said.returncode, failed.returncode) == (1, 1)
    assert "The answer could not be written" in said.stderr
    assert "what the command did is kept." in said.stderr
    assert "nobody" in failed.stderr
    for one in (said, failed):
        assert len(one.stderr.splitlines()) == 1
        assert "Traceback" not in one.stderr
    assert "Bo Ek" in outreach("--workspace", place, "find", "bo ek").out


def test_reader_that_leaves_early_is_no_failure(outreach: Outreach, tmp_path: Path) -> None:
    place = tmp_path / "r.outreach"
    outreach("new", place)
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "outreach", "--workspace", str(place), "check", "--json"]
    said = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert (said.returncode, said.stderr) == (0, "")


def test_unknown_format_is_wrong_usage_and_names_the_known(outreach: Outreach, tmp_path: Path) -> None:
    file = tmp_path / "one.vcf"
    file.write_text("BEGIN:VCARD\nFN:Bo Ek\nEND:VCARD\n")
    place = tmp_path / "r.outreach"
    outreach("new", place)
    said = outreach("--workspace", place, "import", file, "--as", "wordperfect")
    assert (said.code, said.out) == (2, "")
    assert "There is no format called wordperfect; known are vcard, mail, icalendar, eforms, ocds, package, zip," in said.err
    assert "See outreach import --help for help." in said.err


@pytest.fixture
def followed(outreach: Outreach) -> Outreach:
    """A tender with one bid, an open item, a contract, a card and a figure to compare with."""
    outreach("unit", "set", "--municipality", "Älvbro kommun")
    outreach("tender", "add", "Snöröjning")
    outreach("bid", "add", "snöröjning", "Dala Plog AB")
    outreach("capture", "Bo Ek, Eks El AB: start i maj @Snöröjning", "--information", "new", "--new-text", "Start i maj")
    outreach("contract", "add", "Städning", "Rent AB")
    outreach("requirement", "add", "Skolstäd")
    outreach("benchmark", "add", "nui", "2025", "63,5")
    return outreach


SLIPS: list[tuple[tuple[str, ...], str]] = [
    (("bid", "add", "snöröjning", "Ett AB", "--sum", "nan"), "“nan” is not a number from 0."),
    (("bid", "add", "snöröjning", "Ett AB", "--sum", "1e400"), "is not a number from 0."),
    (("bid", "add", "snöröjning", "Ett AB", "--sum", "9" * 24), "The amount is too large."),
    (("bid", "count", "snöröjning", "9" * 24), "The number is too large."),
    (("contract", "add", "Växel", "Ring AB", "--value", "9" * 24), "The amount is too large."),
    (("tender", "add", "Städ", "--value", "9" * 24), "The amount is too large."),
    (("requirement", "add", "Mat", "--bids", "9" * 24), "The number is too large."),
    (("benchmark", "add", "bids_per_lot", "2025", "9" * 24), "The number is too large."),
    (("benchmark", "add", "bids_per_lot", "2025", "4", "--n", "9" * 24), "The number is too large."),
    (("benchmark", "add", "nui", "2025", "inf"), "is not a number from 0."),
    (("benchmark", "list", "--year", "9" * 24), "--year must be a number in range."),
    (("coverage", "--since", "0001-01-01"), "is not a day; write it as"),
    (("tender", "plan-dialogue", "snöröjning", "--on", "0001-01-01"), "is not a day; write it as"),
    (("requirement", "print", "skolstäd", "--to", "x" * 300 + ".pdf"), "could not be written"),
    (("company", "decline", "eks el", ""), "It must be one of e-mail, post, telephone."),
    (("bid", "remove", "snöröjning", " "), "Nothing is known by “ ”."),
    (("benchmark", "remove", ""), "Nothing is known by “”."),
    # What is published is final: no empty word may mean the only item there is.
    (("disclosure", "publish", "", "--where", "alvbro.example", "--text", "Start i maj"), "Nothing is known by “”."),
]


def test_slips_in_the_rooms_of_follow_up_are_told_in_one_sentence_and_change_nothing(followed: Outreach) -> None:
    before = followed("actions", "--json").plain
    for words, said in SLIPS:
        answer = followed(*words)
        assert answer.code in (1, 2), words
        assert answer.out == "", words
        assert said in answer.err
        assert "fault" not in answer.err, words
        assert followed("actions", "--json").plain == before, words


def test_a_contract_for_ever_is_shown_exported_and_extended(outreach: Outreach, tmp_path: Path) -> None:
    outreach("contract", "add", "Växel", "Ring AB", "--to", "9999-12-31", "--option", "12")
    outreach("tender", "add", "Städ", "--contract-to", "9999-12-31", "--option-months", "12")
    assert "31 Dec 9999" in outreach("contract", "list").out
    assert outreach("contract", "extend", "växel").code == 0
    for kind in ("contracts", "tenders"):
        assert outreach("export", kind, "--to", tmp_path / f"{kind}.ics").code == 0
    assert outreach("today").code == 0
