"""The stamp of the environment, and what its state asks for."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import setup_venv
from setup_venv import Stamp, Verdict, read_stamp, verdict, wanted_stamp, write_stamp

ROOT = Path(__file__).resolve().parents[2]
WANTED = Stamp(finished=True, python="cpython-311 linux 64", root="/p", pins={"runtime": "aa"})


def test_the_right_stamp_needs_nothing():
    assert verdict(WANTED, WANTED, whole=True) is Verdict.READY


def test_an_environment_for_tests_serves_the_program_too():
    with_tests = replace(WANTED, pins={"runtime": "aa", "dev": "bb"})
    assert verdict(with_tests, WANTED, whole=True) is Verdict.READY
    assert verdict(WANTED, with_tests, whole=True) is Verdict.UPDATE


def test_changed_pins_are_installed_into_what_is_there():
    assert verdict(replace(WANTED, pins={"runtime": "old"}), WANTED, whole=True) is Verdict.UPDATE


def test_one_made_by_hand_is_completed_and_not_thrown_away():
    assert verdict(None, WANTED, whole=True) is Verdict.UPDATE


@pytest.mark.parametrize(
    "found",
    [
        replace(WANTED, finished=False),
        replace(WANTED, python="cpython-312 linux 64"),
        replace(WANTED, root="/moved"),
        replace(WANTED, layout="0"),
    ],
)
def test_unfinished_moved_or_of_another_python_is_made_anew(found):
    assert verdict(found, WANTED, whole=True) is Verdict.REBUILD


def test_without_a_working_python_it_is_made_anew_whatever_the_stamp_says():
    assert verdict(WANTED, WANTED, whole=False) is Verdict.REBUILD
    assert verdict(None, WANTED, whole=False) is Verdict.REBUILD


def test_a_stamp_reads_back_as_written(tmp_path):
    assert read_stamp(tmp_path) is None
    write_stamp(tmp_path, WANTED)
    assert read_stamp(tmp_path) == WANTED
    assert [file.name for file in tmp_path.iterdir()] == [setup_venv.STAMP]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"unknown": 1}', "null"])
def test_a_torn_stamp_counts_as_an_interrupted_set_up(tmp_path, text):
    (tmp_path / setup_venv.STAMP).write_text(text)
    found = read_stamp(tmp_path)
    assert found is not None
    assert not found.finished


def test_the_stamp_follows_every_change_of_the_pins(tmp_path):
    (tmp_path / "installer").mkdir()
    for file in setup_venv.PINS.values():
        (tmp_path / file).write_text("click==8.5.1")
    before = wanted_stamp(tmp_path, dev=True)
    (tmp_path / setup_venv.PINS["dev"]).write_text("click==8.5.2")
    after = wanted_stamp(tmp_path, dev=True)
    assert before.pins["runtime"] == after.pins["runtime"]
    assert before.pins["dev"] != after.pins["dev"]
    assert set(wanted_stamp(tmp_path, dev=False).pins) == {"runtime"}


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").touch()
    with pytest.raises(SystemExit, match="move it away"):
        setup_venv._remove(tmp_path)
    assert (tmp_path / "letter.txt").exists()


def test_an_environment_whose_python_is_gone_is_broken(tmp_path):
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--symlinks", str(venv)], check=True)
    packages = next((venv / "lib").glob("python*")) / "site-packages"
    assert not setup_venv.is_whole(venv)
    (packages / "pip").mkdir()
    assert setup_venv.is_whole(venv)
    python = setup_venv.venv_python(venv)
    python.unlink()
    python.symlink_to(tmp_path / "uninstalled")
    assert not setup_venv.is_whole(venv)


def test_two_starts_at_once_set_up_one_after_the_other(tmp_path):
    file = tmp_path / "requirements.txt"
    file.touch()
    with setup_venv._one_at_a_time(file), file.open("rb") as second:
        assert not setup_venv._try_lock(second.fileno())
    with file.open("rb") as third:
        assert setup_venv._try_lock(third.fileno())


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("... NewConnectionError('<pip...>: Failed to establish a new connection: [Errno -2]')", "does not reach"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "room on the disk"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the file that was pinned"),
        ("line 1\n\nERROR: something new", "ERROR: something new"),
    ],
)
def test_a_failed_set_up_ends_with_a_sentence(output, words):
    assert words in setup_venv.explain_failure(output)


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_every_pin_is_exact_and_carries_hashes(name):
    text = (ROOT / setup_venv.PINS[name]).read_text("utf-8")
    pins = [part for part in text.replace("\\\n", " ").splitlines() if part and not part.lstrip().startswith("#")]
    assert len(pins) == setup_venv.count_pins(text) > 30
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
    assert "index-url" not in text
    assert "://" not in text


def test_both_files_pin_the_same_versions_and_qt_is_sound():
    versions = {}
    for name, file in setup_venv.PINS.items():
        lines = (ROOT / file).read_text("utf-8").splitlines()
        versions[name] = dict(line.split()[0].split("==") for line in lines if "==" in line and line[0] not in " #")
    assert versions["runtime"].items() <= versions["dev"].items()
    assert tuple(map(int, versions["runtime"]["pyside6-essentials"].split("."))) < (6, 12)


def test_everything_that_the_program_needs_is_pinned():
    import re
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = (ROOT / setup_venv.PINS["runtime"]).read_text("utf-8")
    pinned = {line.partition("==")[0] for line in text.splitlines() if "==" in line}
    for requirement in project["dependencies"]:
        name = re.match(r"[\w.-]+", requirement)
        assert name is not None
        assert re.sub(r"[-_.]+", "-", name[0]).lower() in pinned
