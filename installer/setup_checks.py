"""What `test.py` does: the environment with the test tools, then the tests; style, types and arrows between layers beside them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from setup_libraries import ensure_libraries, ensure_test_tools
from setup_venv import ROOT, VENV, ensure_environment, say

#: A second reader of calendars, used by tests alone (tests/second_reader.py); the other is libical, of the system.
NODE_PACKAGE = ("ical.js", "2.2.1")

#: Where Linux keeps files in memory, and how many bytes of room the tests want there.
MEMORY = Path("/dev/shm")  # noqa: S108 - the folder made there has a name of its own
ROOM = 6 * 1024**3
#: Under this pytest makes its temporary folders.
_TEMP_ROOT = "PYTEST_DEBUG_TEMPROOT"

_CLOSING = re.compile(r"\b(\d+ (passed|failed|skipped|deselected|errors?|xfailed|xpassed)|no tests ran)\b.* in \d")

_ONLY_PYTEST = "--only-pytest"
_ONLY_CHECKS = "--only-checks"


def check(arguments: Sequence[str]) -> int:
    """Run all checks and return 0 when everything passed. The last printed line is pytest's own closing line."""
    ensure_libraries(screen=False)
    ensure_test_tools()
    python = ensure_environment(dev=True)
    environment = check_environment(os.environ, ensure_node_package())
    commands = {} if _ONLY_PYTEST in arguments else check_commands(python)
    results: dict[str, bool] = {}
    closing = ""
    # Many tests mostly wait: style, types and arrows are looked at meanwhile, and told of afterwards.
    with ThreadPoolExecutor(max_workers=1) as beside:
        checks = {name: beside.submit(_output_of, command, environment) for name, command in commands.items()}
        if _ONLY_CHECKS not in arguments:
            say("— pytest")
            with quick_folder(environment) as own:
                _compile_tests(python, own)
                results["pytest"], closing = _run_pytest(pytest_command(python, arguments), own)
        for name, check_run in checks.items():
            say(f"— {name}")
            results[name], output = check_run.result()
            print(output, end="", flush=True)
    print(", ".join(f"{name} {'passed' if passed else 'FAILED'}" for name, passed in results.items()), flush=True)
    if closing:
        print(closing, flush=True)
    return 0 if all(results.values()) else 1


def check_commands(python: Path) -> dict[str, list[str]]:
    """Return the checks that come before the tests: name → command."""
    folder = python.parent
    arrows = folder / ("lint-imports.exe" if sys.platform == "win32" else "lint-imports")
    return {
        "ruff check": [str(python), "-m", "ruff", "check", "--quiet", "."],
        "mypy": [str(python), "-m", "mypy"],
        "lint-imports": [str(arrows)],
    }


def pytest_command(python: Path, arguments: Sequence[str]) -> list[str]:
    """Return pytest's command line: four processes (some tests mostly wait) unless the arguments choose another number."""
    own = [argument for argument in arguments if argument not in (_ONLY_PYTEST, _ONLY_CHECKS)]
    chosen = any(re.match(r"-n\d|-n$|-nauto|--numprocesses", argument) for argument in own)
    return [str(python), "-m", "pytest", *([] if chosen else ["-n", "4", "--dist", "worksteal"]), *own]


def check_environment(environment: Mapping[str, str], node_modules: Path | None) -> dict[str, str]:
    """Return the environment of the checks: Qt in memory, warnings shown in the processes that tests start."""
    own = dict(environment)
    own.pop("PYTHONHOME", None)
    # Hundreds of processes are started: each would compile the program anew, which takes longer than what it does.
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    own["QT_QPA_PLATFORM"] = "offscreen"
    # pytest itself turns warnings into errors (pyproject.toml); "error" here would stop foreign plug-ins at import.
    own["PYTHONWARNINGS"] = "default"
    own["PYTHONUTF8"] = "1"
    if node_modules is not None:
        own["OUTREACH_NODE_MODULES"] = str(node_modules)
    return own


@contextmanager
def quick_folder(environment: Mapping[str, str], memory: Path = MEMORY, wanted: int = ROOM) -> Iterator[dict[str, str]]:
    """Let the tests' thousands of small workspaces lie in memory where there is room for them; the folder goes at the end.

    Gives the environment for pytest. Where there is no such place, or somebody chose one, it is as it was.
    """
    own = dict(environment)
    if _TEMP_ROOT in own or not memory.is_dir() or shutil.disk_usage(memory).free < wanted:
        yield own
        return
    with tempfile.TemporaryDirectory(prefix="outreach-tests-", dir=memory, ignore_cleanup_errors=True) as folder:
        # The server of PostgreSQL runs as a user of its own and must reach its data.
        Path(folder).chmod(0o711)
        yield own | {_TEMP_ROOT: folder}


def closing_line(output: Sequence[str]) -> str:
    """Return pytest's closing line ("=== 3 passed in 1.2s ===", or the same without rules), or ""."""
    return next((line for line in reversed(output) if _CLOSING.search(line)), "")


def ensure_node_package() -> Path | None:
    """Install the npm package into `.venv/node_modules` and return that folder; None, and a line, without npm."""
    name, version = NODE_PACKAGE
    folder = VENV / "node_modules"
    manifest = folder / name / "package.json"
    if manifest.is_file() and f'"version": "{version}"' in manifest.read_text("utf-8"):
        return folder
    npm = shutil.which("npm")
    if npm is None:
        say(f"npm is not here: no test reads our calendar files with {name}; libical of the system reads them.")
        return None
    quiet = ["--no-save", "--no-audit", "--no-fund", "--silent"]
    command = [npm, "install", "--prefix", str(VENV), *quiet, f"{name}@{version}"]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if done.returncode or not manifest.is_file():
        say(f"npm could not fetch {name}: no test reads our calendar files with it; libical of the system reads them.")
        return None
    return folder


def _compile_tests(python: Path, environment: Mapping[str, str]) -> None:
    """Let one process compile the tests, while the other checks run; the four that follow would each compile all of them."""
    if not any(ROOT.glob("tests/__pycache__/conftest.*.pyc")):
        command = [str(python), "-m", "pytest", "--collect-only", "-q", "-n0"]
        subprocess.run(command, cwd=ROOT, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def _output_of(command: Sequence[str], environment: Mapping[str, str]) -> tuple[bool, str]:
    done = subprocess.run(
        command, cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.returncode == 0, done.stdout.decode("utf-8", "replace")


def _run_pytest(command: Sequence[str], environment: Mapping[str, str]) -> tuple[bool, str]:
    lines: list[str] = []
    with subprocess.Popen(
        command, cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE, text=True, encoding="utf-8", errors="replace"
    ) as tests:
        for line in tests.stdout or ():
            print(line, end="", flush=True)
            lines = [*lines[-49:], line.rstrip()]
    return tests.returncode == 0, closing_line(lines)
