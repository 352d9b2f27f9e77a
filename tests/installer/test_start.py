"""What a start decides: window, command line or sample; with a screen or without."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import setup_start
from setup_python import Start, has_screen, how_to_start, program_environment, python_kind, x_server_answers

INSTALLER = Path(__file__).resolve().parents[2] / "installer"


@pytest.mark.parametrize(
    ("arguments", "screen", "expected"),
    [
        ([], True, Start.WINDOW),
        ([], False, Start.DEMO),
        (["find", "anna"], True, Start.COMMAND),
        (["demo", "/tmp/x"], False, Start.COMMAND),
    ],
)
def test_arguments_go_to_the_program_and_none_opens_the_window(arguments, screen, expected):
    assert how_to_start(arguments, screen) is expected


def test_windows_and_macos_always_have_a_screen():
    assert has_screen("win32", {})
    assert has_screen("darwin", {})


def test_linux_without_a_named_display_has_no_screen():
    assert not has_screen("linux", {})
    assert not has_screen("linux", {"DISPLAY": "", "WAYLAND_DISPLAY": ""})
    assert has_screen("linux", {"WAYLAND_DISPLAY": "wayland-0"})


def test_a_platform_chosen_by_hand_decides():
    assert not has_screen("linux", {"QT_QPA_PLATFORM": "offscreen", "WAYLAND_DISPLAY": "wayland-0"})
    assert has_screen("linux", {"QT_QPA_PLATFORM": "xcb"})
    assert not has_screen("darwin", {"QT_QPA_PLATFORM": "minimal:option"})


@pytest.mark.skipif(sys.platform != "linux", reason="X servers listen on Unix sockets")
def test_an_x_server_that_is_named_but_gone_is_no_screen():
    assert not has_screen("linux", {"DISPLAY": ":48213"})
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X48213")
        server.listen()
        assert has_screen("linux", {"DISPLAY": ":48213.0"})


def test_an_x_server_on_another_machine_is_believed():
    assert x_server_answers("localhost:10.0")


def test_qt_draws_into_memory_without_a_screen_unless_chosen_otherwise():
    assert program_environment("linux", {}, screen=False)["QT_QPA_PLATFORM"] == "offscreen"
    assert program_environment("linux", {"QT_QPA_PLATFORM": "minimal"}, screen=False)["QT_QPA_PLATFORM"] == "minimal"
    assert "QT_QPA_PLATFORM" not in program_environment("linux", {"PYTHONHOME": "/x"}, screen=True)
    assert "PYTHONHOME" not in program_environment("linux", {"PYTHONHOME": "/x"}, screen=True)


def test_an_environment_belongs_to_a_minor_release_of_python():
    assert f"{sys.version_info.major}{sys.version_info.minor}" in python_kind()


def test_the_program_never_imports_from_the_current_folder(tmp_path):
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')")
    command = setup_start.module_command(Path(sys.executable), "json.tool", ["--help"])
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_an_earlier_sample_is_never_written_over(tmp_path):
    assert setup_start.demo_folder(tmp_path) == tmp_path / "outreach-demo"
    (tmp_path / "outreach-demo").mkdir()
    assert setup_start.demo_folder(tmp_path) == tmp_path / "outreach-demo"
    (tmp_path / "outreach-demo" / "calendar.ics").touch()
    assert setup_start.demo_folder(tmp_path) == tmp_path / "outreach-demo-2"


def test_a_home_that_cannot_be_written_sends_the_sample_elsewhere(tmp_path):
    folder = setup_start.demo_folder(tmp_path / "no-such-home")
    assert folder.name == "outreach-demo"
    assert os.access(folder.parent, os.W_OK)
    folder.parent.rmdir()


@pytest.mark.parametrize("name", ["run.py", "test.py"])
def test_an_older_python_gets_a_sentence(name, tmp_path):
    source = (INSTALLER / name).read_text("ascii")
    old = tmp_path / name
    pretence = "import sys\nsys.version_info, sys.version = (3, 10, 4), '3.10.4 x'\n"
    old.write_text(source.replace("import sys\n", pretence))
    done = subprocess.run([sys.executable, str(old)], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "Outreach needs Python 3.11 or newer; this one is 3.10.4.\n"


@pytest.mark.parametrize("name", ["run.py", "test.py"])
def test_the_starters_hold_nothing_that_an_old_python_cannot_read(name):
    import ast

    source = (INSTALLER / name).read_text("ascii")
    tree = ast.parse(source, feature_version=(3, 7))
    kinds = {type(node) for node in ast.walk(tree)}
    assert not kinds & {ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match}
    assert "__future__" not in source
