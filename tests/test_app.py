"""The composition root: which door a start takes, and that no door pays for the other's libraries."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from outreach import app
from outreach.errors import WorkspaceExists
from outreach.settings import Settings, save_settings

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("words", "command", "options"),
    [
        ([], False, {}),
        (["--workspace", "a.outreach"], False, {"workspace": "a.outreach"}),
        (["--workspace=a.outreach", "--language", "en"], False, {"workspace": "a.outreach", "language": "en"}),
        (["/home/anna/register.outreach"], False, {"workspace": "/home/anna/register.outreach"}),
        (["--workspace", "a.outreach", "find", "anna"], True, {"workspace": "a.outreach"}),
        (["find", "anna"], True, {}),
        (["--help"], True, {}),
        (["--workspace"], True, {}),
        (["new", "a.outreach"], True, {}),
    ],
)
def test_a_command_goes_to_the_command_line_and_nothing_else_does(words, command, options):
    assert app.read_wish(words) == app.Wish(command, options)


def test_a_house_is_signed_by_the_officer_of_the_settings(tmp_path):
    save_settings(Settings(officer="Anna Ek"))
    house = app.create_house(str(tmp_path / "a.outreach"))
    assert house.officer == "Anna Ek"
    house.close()
    with pytest.raises(WorkspaceExists):
        app.create_house(str(tmp_path / "a.outreach"))


def test_a_command_runs_through_the_module(tmp_path):
    done = start("new", str(tmp_path / "a.outreach"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.outreach").exists()


def test_without_a_screen_the_window_says_a_sentence():
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run([sys.executable, "-m", "outreach"], cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "screen" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("door", "foreign"),
    [
        ("outreach.app", {"PySide6", "sqlalchemy", "click", "babel"}),
        # The window is there before the storage is: its libraries take twice as long to load as Qt.
        ("outreach.ui.main", {"sqlalchemy", "alembic", "sqlcipher3", "icalendar", "lxml", "reportlab", "openpyxl", "click"}),
        ("outreach.cli.main", {"PySide6", "sqlalchemy", "icalendar", "lxml", "reportlab", "openpyxl"}),
    ],
)
def test_no_door_pays_for_the_others_libraries(door, foreign):
    code = f"import {door}, sys; print(' '.join({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not foreign & set(done.stdout.split())


#: What only an open workspace needs; the picture of the empty window comes before it.
OF_AN_OPEN_WORKSPACE = {"outreach.services.house", "outreach.ui.shell", "outreach.ui.lists.list_page", "rapidfuzz"}


@pytest.mark.parametrize(("modules", "found"), [("outreach.ui.main", False), ("outreach.ui.main, outreach.ui.shell", True)])
def test_the_first_picture_needs_nothing_of_an_open_workspace(modules, found):
    code = f"import {modules}, sys; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert bool(OF_AN_OPEN_WORKSPACE & set(done.stdout.split())) is found


def start(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "outreach", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
