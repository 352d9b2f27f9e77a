"""A small round of the canary day: a line at a terminal, and the window that crashes with two things half typed.

The whole day, with 50 canaries, both doors and four ends, is `python -m tests.canaries`.
"""

from __future__ import annotations

import base64
import sys
from pathlib import Path

import pytest

from outreach.ui.passing_files import remove_left_files
from tests.canaries.day import Day
from tests.canaries.hunting import forms, hunt

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="cores and signals are those of Linux")


def test_after_a_crash_no_file_tells_of_anybody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = Day(tmp_path)
    day.short()
    hits, files = hunt(tmp_path, day.words, [day.own])
    # The draft that another program was to open lies there until the next start, or the end of the session, takes it away.
    assert {hit.file.split("/")[-1] for hit in hits} <= {"draft.eml"}
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "tmp"))
    remove_left_files()
    hits, _ = hunt(tmp_path, day.words, [day.own])
    assert hits == []
    assert files >= 6
    (report,) = (tmp_path / "outreach" / "log").glob("crash-*.txt")
    assert "Segmentation fault" in report.read_text()
    assert not [file for file in (tmp_path / "cwd").iterdir() if "core" in file.name]
    loose = [file for file in (tmp_path / "outreach").rglob("*") if file.is_file() and file.stat().st_mode & 0o077]
    assert loose == []


def test_the_control_a_plain_register_is_full_of_them(tmp_path: Path) -> None:
    day = Day(tmp_path, encrypted=False)
    day.make()
    day.run("capture", f"{day.words[17]} Berg, {day.words[18]} Bygg AB: {day.words[20]}")
    hits, _ = hunt(tmp_path, day.words, [day.own])
    assert {hit.canary for hit in hits} >= {day.words[17], day.words[18], day.words[20]}


@pytest.mark.parametrize("phase", [0, 1, 2])
def test_the_control_the_hunt_knows_the_forms(tmp_path: Path, phase: int) -> None:
    (tmp_path / "a").write_bytes(base64.b64encode(b"x" * phase + b"QanarieXYZ and more"))
    (tmp_path / "b").write_bytes("…QanarieXYZ".encode("utf-16-le"))
    (tmp_path / "c").write_bytes(b"nothing")
    hits, files = hunt(tmp_path, ["QanarieXYZ"])
    assert {(hit.file, hit.form) for hit in hits} >= {("a", f"base64/{phase}"), ("b", "utf-16")}
    assert files == 3
    assert len(forms("QanarieXYZ")) == 5
