"""One window for one workspace: a second start brings the first one forward, whatever way its path is written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from outreach.ui.single import SingleInstance, bring_forward, socket_name

ROOT = Path(__file__).parents[2]

_SECOND = """
import sys
from outreach.app import create_house, open_house
from outreach.settings import Settings
from outreach.ui.main import run_window
sys.exit(run_window(open_house, create_house, Settings(language="en", officer="Bo Dahl", workspace=sys.argv[1])))
"""
_HOLDER = """
import sys
from PySide6.QtCore import QCoreApplication
from outreach.ui.single import SingleInstance
app = QCoreApplication([])
single = SingleInstance()
assert single.claim(sys.argv[1])
print("mine", flush=True)
app.exec()
"""


@pytest.fixture
def single(qapp):
    made = SingleInstance()
    yield made
    made.release()


def test_the_same_file_has_one_name_however_it_is_written(tmp_path, monkeypatch):
    file = tmp_path / "a.outreach"
    file.touch()
    (tmp_path / "link.outreach").symlink_to(file)
    monkeypatch.chdir(tmp_path)
    ways = (file, "a.outreach", "./a.outreach", "link.outreach", tmp_path / "x" / ".." / "a.outreach")
    names = {socket_name(str(way)) for way in ways}
    assert len(names) == 1
    assert socket_name(str(tmp_path / "b.outreach")) not in names


def test_a_second_start_raises_the_first_window_and_ends(window, place, qtbot):
    assert window.parts.single.claim(str(place))
    window.showMinimized()
    asked = []
    window.parts.single.asked.connect(lambda: asked.append(True))
    second = subprocess.Popen([sys.executable, "-c", _SECOND, str(place)], cwd=ROOT, env=dict(os.environ))
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    assert asked == [True]
    assert not window.windowState() & Qt.WindowState.WindowMinimized


def test_opening_a_workspace_that_another_window_shows_keeps_ones_own(window, tmp_path, qtbot):
    other = tmp_path / "other.outreach"
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(other)], cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "mine"
    before = window.context
    window.open_place(str(other))
    assert window.context is before
    assert "another window" in window.toast.sentence
    holder.kill()
    holder.wait(10)
    holder.stdout.close()


def test_what_a_killed_window_left_behind_does_not_count(single, tmp_path):
    place = str(tmp_path / "a.outreach")
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, place], cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "mine"
    holder.kill()
    holder.wait(10)
    holder.stdout.close()
    assert single.claim(place)


def test_the_right_is_free_after_it_was_given_back(single, qapp, tmp_path):
    place = str(tmp_path / "a.outreach")
    assert single.claim(place)
    assert single.claim(place)
    single.release()
    other = SingleInstance()
    assert other.claim(place)
    other.release()


def test_nobody_answers_for_a_workspace_that_no_window_shows(qapp, tmp_path):
    assert not bring_forward(str(tmp_path / "a.outreach"), patience=0)
