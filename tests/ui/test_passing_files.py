"""Files that another program is to open do not outlive us, however we end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from outreach.ui.passing_files import passing_folder, remove_passing_files

_HAND_OVER = """
import sys, time
from outreach.ui.passing_files import passing_folder
file = passing_folder() / "draft.eml"
file.write_text("Subject: Anna Kanarie")
print(file, flush=True)
time.sleep(60)
"""


def test_they_go_with_the_lock_and_the_end() -> None:
    file = passing_folder() / "draft.eml"
    file.write_text("Subject: Anna Kanarie")
    assert file.parent.stat().st_mode & 0o077 == 0
    remove_passing_files()
    assert not file.exists()
    assert not file.parent.parent.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as on Linux")
def test_they_go_when_we_are_killed(tmp_path: Path) -> None:
    environment = os.environ | {"TMPDIR": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", _HAND_OVER], stdout=subprocess.PIPE, text=True, env=environment) as program:
        assert program.stdout is not None
        file = Path(program.stdout.readline().strip())
        assert file.exists(), "the control: it is there as long as we live"
        program.send_signal(signal.SIGKILL)
    end = time.monotonic() + 20
    while file.parent.parent.exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert not file.exists()
    assert list(tmp_path.iterdir()) == []
