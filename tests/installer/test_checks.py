"""How the test command calls the checks and reads pytest's answer."""

from pathlib import Path

import pytest
import setup_checks

PYTHON = Path("/p/.venv/bin/python")


def test_tests_run_on_two_processes_unless_another_number_is_chosen():
    assert setup_checks.pytest_command(PYTHON, ["tests/domain"])[2:] == ["pytest", "-n", "4", "--dist", "worksteal", "tests/domain"]
    for chosen in (["-n0"], ["-n", "4"], ["--numprocesses=1"]):
        assert setup_checks.pytest_command(PYTHON, chosen)[3:] == chosen


def test_own_switches_do_not_reach_pytest():
    own = setup_checks.pytest_command(PYTHON, ["--only-pytest", "-k", "when"])
    assert own[3:] == ["-n", "4", "--dist", "worksteal", "-k", "when"]


def test_style_types_and_arrows_are_checked():
    commands = setup_checks.check_commands(PYTHON)
    assert list(commands) == ["ruff check", "mypy", "lint-imports"]


@pytest.mark.parametrize(
    "line",
    [
        "=================== 12 passed, 1 skipped in 3.21s ===================",
        "2 failed, 1 passed in 0.10s",
        "no tests ran in 0.01s",
        "1 error in 0.5s",
        "===== 1200 passed in 130.22s (0:02:10) =====",
    ],
)
def test_the_closing_line_is_found_behind_other_output(line):
    assert setup_checks.closing_line(["5 passed it on", line, "stray output"]) == line


def test_no_closing_line_when_pytest_died():
    assert setup_checks.closing_line(["Fatal Python error: Aborted", ""]) == ""


def test_the_checks_see_no_screen_and_all_warnings():
    own = setup_checks.check_environment({"DISPLAY": ":0", "PYTHONHOME": "/x", "PYTHONDONTWRITEBYTECODE": "1"}, Path("/n"))
    assert own["QT_QPA_PLATFORM"] == "offscreen"
    assert own["PYTHONWARNINGS"] == "default"
    assert own["OUTREACH_NODE_MODULES"] == "/n"
    assert "PYTHONHOME" not in own
    assert "PYTHONDONTWRITEBYTECODE" not in own


def test_the_workspaces_of_the_tests_lie_in_memory_where_there_is_room_and_are_gone_afterwards(tmp_path: Path):
    with setup_checks.quick_folder({"A": "1"}, tmp_path, 1) as own:
        folder = Path(own["PYTEST_DEBUG_TEMPROOT"])
        assert own["A"] == "1"
        assert folder.parent == tmp_path
        (folder / "left.outreach").write_bytes(b"x")
    assert not list(tmp_path.iterdir())


def test_without_room_or_with_a_place_chosen_the_environment_is_as_it_was(tmp_path: Path):
    for environment, memory, wanted in (
        ({}, tmp_path, 2**62),
        ({}, tmp_path / "none", 1),
        ({"PYTEST_DEBUG_TEMPROOT": "/chosen"}, tmp_path, 1),
    ):
        with setup_checks.quick_folder(environment, memory, wanted) as own:
            assert own == environment
