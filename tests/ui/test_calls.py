"""`outreach capture` beside an open window: the window keeps the line, lists follow, and nothing is kept twice."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.services.open_window import CAPTURE, NOT_YET, address_file, ask_window, frame, tell_address, unframe
from tests.ui.at_rest import come_to_rest

ROOT = Path(__file__).parents[2]
LINE = "Anna Berg, vd, Bergs Bygg AB, 070-123 45 67: snöröjning #bygg !fre"

_WINDOW = """
import sys
from outreach.app import create_house, open_house
from outreach.settings import Settings
from outreach.ui.main import run_window
sys.exit(run_window(open_house, create_house, Settings(language="en", officer="Anna Ek", workspace=sys.argv[1])))
"""


def command(place: Path, *words: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program's command line as a process of its own."""
    argv = [sys.executable, "-m", "outreach", "--language", "en", "--workspace", str(place), *words]
    return subprocess.run(
        argv,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        input=text,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def beside(window, place):
    """The window as one that others can find: it has claimed its workspace."""
    assert window.parts.single.claim(str(place))
    return window


def run_beside(qtbot, window, place, *words, text=None):
    """Run a command while the window's event loop goes on."""
    argv = [sys.executable, "-m", "outreach", "--language", "en", "--workspace", str(place), *words]
    process = subprocess.Popen(
        argv,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write((text or "").encode())
    process.stdin.close()
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=30_000)
    assert process.stdout is not None
    assert process.stderr is not None
    out, err = process.stdout.read().decode(), process.stderr.read().decode()
    process.stdout.close()
    process.stderr.close()
    come_to_rest(qtbot, window.parts.tasks)
    return process.returncode, out, err


def test_a_line_goes_to_the_open_window_which_keeps_it_and_tells_every_list(beside, place, qtbot) -> None:
    told = []
    beside.context.changes.changed.connect(lambda changes, _origin: told.append(changes))
    code, out, err = run_beside(qtbot, beside, place, "capture", LINE, "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert answer["person"]["name"] == "Anna Berg"
    assert answer["company"]["name"] == "Bergs Bygg AB"
    assert answer["follow_up"]["due"] == "2026-11-27"  # by the window's clock
    assert (answer["similar"], answer["unsure"]) == ([], [])
    assert [changes.concern(Kind.MEETING) for changes in told] == [True]
    assert "Anna Berg" in beside.toast.sentence
    beside.desk.undo()
    come_to_rest(qtbot, beside.parts.tasks)
    assert beside.context.house.meetings.count() == 0


def test_a_pasted_signature_comes_over_standard_input(beside, place, qtbot) -> None:
    text = "Anna Berg\nInköpschef\nBergs Bygg AB\nBox 12\n777 22 Smedjebacken\nVäxel 0240-66 00 00"
    code, out, _ = run_beside(qtbot, beside, place, "capture", "-", "--json", text=text)
    assert code == 0
    answer = json.loads(out)
    assert answer["person"]["roles"][0]["title"] == "Inköpschef"
    assert answer["company"]["addresses"][0]["city"] == "Smedjebacken"
    assert answer["person"]["phones"][0] == {"number": "+46240660000", "label": "switchboard"}


def test_what_cannot_be_kept_is_refused_with_the_same_sentence(beside, place, qtbot) -> None:
    code, out, err = run_beside(qtbot, beside, place, "capture", "  ", "--json")
    assert code == 1
    assert err == "Conversation: Write at least who it was or what it was about.\n"
    assert json.loads(out)["error"]["sentence"] == err.strip()
    assert beside.context.house.meetings.count() == 0


def test_the_doubts_are_said_in_the_language_of_the_one_who_asked(beside, place, qtbot) -> None:
    code, out, _ = run_beside(qtbot, beside, place, "--language", "sv", "capture", "Anna Berg: ring !fredag13")
    assert code == 0
    assert "!fredag13" in out
    assert "not a day" not in out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_real_window_a_real_command_and_a_killed_window(place: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    window = subprocess.Popen([sys.executable, "-c", _WINDOW, str(place)], cwd=ROOT, env=environment)
    deadline = time.monotonic() + 30
    while not address_file(str(place)).exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    first = command(place, "capture", LINE, "--json")
    again = {"do": CAPTURE, "id": str(uuid4()), "line": "Bo Ek: samma sak två gånger"}
    answers = [ask_window(str(place), again), ask_window(str(place), again)]
    window.send_signal(signal.SIGKILL)
    window.wait(10)
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["person"]["name"] == "Anna Berg"
    assert answers[0] is not None
    assert answers[1] is not None
    assert answers[0]["meeting"]["id"] == answers[1]["meeting"]["id"] == again["id"]
    # What the killed window left behind is no window: the command takes the lock itself.
    assert address_file(str(place)).exists()
    alone = command(place, "capture", "Eva Ek: efteråt", "--json")
    assert alone.returncode == 0, alone.stderr
    assert json.loads(command(place, "meeting", "list", "--json").stdout)["count"] == 3


def test_a_window_without_a_workspace_says_not_yet(beside) -> None:
    answers = []
    beside.put_away()
    beside.calls.take({"do": CAPTURE, "line": "Anna"}, answers.append)
    assert answers == [NOT_YET]


def test_nobody_is_found_where_nobody_listens(place: Path, own_home) -> None:
    assert ask_window(str(place), {"do": CAPTURE}) is None
    tell_address(str(place), str(own_home / "gone"))
    assert ask_window(str(place), {"do": CAPTURE}) is None


def test_a_caller_who_talks_nonsense_is_hung_up_on(beside, place, qtbot) -> None:
    address = address_file(str(place)).read_text()
    for nonsense in (b"\xff\xff\xff\xff", frame({})[:4] + b"[]", b"\0\0\0\x02nonsense"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
            caller.connect(address)
            caller.sendall(nonsense)
            caller.setblocking(False)
            qtbot.wait(100)
            with contextlib.suppress(ConnectionResetError):
                assert caller.recv(10) == b""
    assert beside.context.house.meetings.listed(Listing(Kind.MEETING)) == []


def test_a_caller_who_says_nothing_is_hung_up_on(beside, place, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("outreach.ui.knocks.SAY_WITHIN", 50)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        caller.connect(address_file(str(place)).read_text())
        caller.sendall(frame({"do": CAPTURE})[:3])
        caller.setblocking(False)
        qtbot.wait(300)
        assert caller.recv(10) == b""


def test_a_message_is_whole_or_none() -> None:
    whole = frame({"line": "Åsa"})
    assert unframe(whole) == {"line": "Åsa"}
    assert all(unframe(whole[:size]) is None for size in range(len(whole)))
