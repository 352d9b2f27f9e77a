"""The project's own Python environment: made once, checked by a stamp, repaired when a set-up was interrupted.

`.venv/outreach-stamp.json` says which pins are installed for which Python. A start that finds the right stamp begins
no other process and imports nothing heavy.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from enum import Enum
from pathlib import Path

from setup_libraries import check_age, ensure_venv_module
from setup_python import python_kind

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = "outreach-stamp.json"
PINS = {"runtime": "installer/requirements.txt", "dev": "installer/requirements-dev.txt"}
#: Raise it when the way of setting up changes, so that every environment is made anew.
LAYOUT = "1"

#: Words in pip's messages that mean "the index cannot be reached", not "the file is wrong".
_OFFLINE = (
    "NewConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ProxyError", "Failed to establish a new",
    "Temporary failure in name resolution", "Name or service not known", "getaddrinfo failed", "Network is unreachable",
    "Connection refused", "Connection reset", "Max retries exceeded", "SSLError", "ConnectionError",
)  # fmt: skip

# Runs inside the new environment: a line for site.py that leads to the project (relative, so that it is plain ASCII
# whatever the folder is called), and one starter for each script that pyproject.toml names.
_LINK = """
import os, sys, sysconfig, tomllib
from pip._vendor.distlib.scripts import ScriptMaker
root, site = sys.argv[1], sysconfig.get_path("purelib")
with open(os.path.join(site, "outreach-project.pth"), "w", encoding="ascii") as line:
    line.write(os.path.relpath(root, site) + "\\n")
with open(os.path.join(root, "pyproject.toml"), "rb") as file:
    project = tomllib.load(file)["project"]
maker = ScriptMaker(None, sysconfig.get_path("scripts"))
maker.clobber, maker.variants, maker.set_mode = True, {""}, True
for table, gui in (("scripts", False), ("gui-scripts", True)):
    for name, target in project.get(table, {}).items():
        maker.make(f"{name} = {target}", {"gui": gui})
"""


@dataclass(frozen=True)
class Stamp:
    """What an environment holds. `pins` maps "runtime" and "dev" to the SHA-256 of their requirement files."""

    finished: bool
    python: str
    root: str
    layout: str = LAYOUT
    pins: Mapping[str, str] = field(default_factory=dict)


class Verdict(Enum):
    """What an environment needs before the program can start."""

    READY = "nothing"
    UPDATE = "install other pins into it"
    REBUILD = "make it anew"


def verdict(found: Stamp | None, wanted: Stamp, whole: bool) -> Verdict:
    """Judge an environment by its stamp; `whole` says that its Python is there and is of the wanted kind.

    One without a stamp that is whole was made by hand: it is completed, not thrown away. An unfinished one, one of
    another Python and one that was moved are made anew.
    """
    if not whole:
        return Verdict.REBUILD
    if found is None:
        return Verdict.UPDATE
    same_place = (found.python, found.root, found.layout) == (wanted.python, wanted.root, wanted.layout)
    if not found.finished or not same_place:
        return Verdict.REBUILD
    return Verdict.READY if wanted.pins.items() <= found.pins.items() else Verdict.UPDATE


def read_stamp(venv: Path) -> Stamp | None:
    """Return the stamp in `venv`, or None when there is none. An unreadable one counts as unfinished."""
    try:
        return Stamp(**json.loads((venv / STAMP).read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        return Stamp(finished=False, python="", root="")


def write_stamp(venv: Path, stamp: Stamp) -> None:
    """Write the stamp in one step, so that a power cut leaves the old or the new one."""
    part = venv / (STAMP + ".part")
    part.write_text(json.dumps(asdict(stamp), indent=1), "utf-8")
    part.replace(venv / STAMP)


def wanted_stamp(root: Path, dev: bool) -> Stamp:
    """Return the stamp that a finished environment of this checkout carries."""
    names = ("runtime", "dev") if dev else ("runtime",)
    pins = {name: hashlib.sha256((root / PINS[name]).read_bytes()).hexdigest() for name in names}
    return Stamp(finished=True, python=python_kind(), root=str(root), pins=pins)


def venv_python(venv: Path, platform: str = sys.platform) -> Path:
    """Return where the Python of an environment lies on that platform."""
    return venv / ("Scripts/python.exe" if platform == "win32" else "bin/python")


def is_whole(venv: Path) -> bool:
    """Return whether `venv` has a Python of the running kind that leads somewhere, and a pip.

    A Python that was uninstalled or moved leaves a link that leads nowhere, on Windows a wrong `home`.
    """
    try:
        lines = (venv / "pyvenv.cfg").read_text("utf-8").splitlines()
    except OSError:
        return False
    facts = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
    version = facts.get("version") or facts.get("version_info") or ""
    same = version.split(".")[:2] == [str(number) for number in sys.version_info[:2]]
    folder = "Lib" if sys.platform == "win32" else f"lib/python{sys.version_info[0]}.{sys.version_info[1]}"
    pip = venv / folder / "site-packages" / "pip"
    return same and Path(facts.get("home", "")).is_dir() and venv_python(venv).exists() and pip.is_dir()


def ensure_environment(dev: bool = False) -> Path:
    """Return the Python of a ready environment; make, complete or repair it first when needed.

    Raises SystemExit with one sentence when the machine lacks something, and says what it does on standard error.
    """
    wanted = wanted_stamp(ROOT, dev)
    if _judge(wanted) is not Verdict.READY:
        with _one_at_a_time(ROOT / PINS["runtime"]):
            # Another start may have done the work while this one waited.
            needed = _judge(wanted)
            if needed is not Verdict.READY:
                _set_up(wanted, needed, dev)
    return venv_python(VENV)


def _judge(wanted: Stamp) -> Verdict:
    return verdict(read_stamp(VENV), wanted, is_whole(VENV))


def _set_up(wanted: Stamp, needed: Verdict, dev: bool) -> None:
    check_age()
    began = time.monotonic()
    say("Setting up Outreach: about a minute, once. It stays inside this folder.")
    unfinished = Stamp(finished=False, python=wanted.python, root=wanted.root)
    try:
        if needed is Verdict.REBUILD:
            ensure_venv_module()
            _remove(VENV)
            VENV.mkdir()
            write_stamp(VENV, unfinished)
            say("1 of 3: making a private Python …")
            _call([_own_python(), "-m", "venv", str(VENV)])
        else:
            write_stamp(VENV, unfinished)
            say("1 of 3: the private Python is there.")
        pins = PINS["dev" if dev else "runtime"]
        say(f"2 of 3: fetching {count_pins((ROOT / pins).read_text('utf-8'))} packages …")
        _install_pins(ROOT / pins)
        say("3 of 3: linking the program …")
        _call([str(venv_python(VENV)), "-I", "-c", _LINK, str(ROOT)])
        write_stamp(VENV, wanted)
    except OSError as trouble:
        raise SystemExit(f"Outreach cannot write to {VENV}: {trouble.strerror or trouble}.") from trouble
    say(f"Ready after {time.monotonic() - began:.0f} seconds.")


def _remove(venv: Path) -> None:
    if venv.is_symlink():
        venv.unlink()
    elif venv.exists():
        if any(venv.iterdir()) and not (venv / "pyvenv.cfg").exists() and not (venv / STAMP).exists():
            raise SystemExit(f"{venv} is not an environment of Python; move it away, then start again.")
        shutil.rmtree(venv)


def _own_python() -> str:
    """Return the Python to build with: the one beneath when we run inside an environment (perhaps the broken one)."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _install_pins(pins: Path) -> None:
    # --no-deps with --require-hashes: exactly the files that were pinned, from whatever index pip is set to use.
    command = [
        str(venv_python(VENV)), "-I", "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check",
        "--progress-bar", "off", "--retries", "2", "--no-deps", "--require-hashes", "--only-binary", ":all:",
        "--requirement", str(pins),
    ]  # fmt: skip
    _call(command)


def _call(command: Sequence[str]) -> None:
    """Run a step of the set-up; raise SystemExit with a sentence when it fails."""
    environment = dict(os.environ)
    for name in ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__"):
        environment.pop(name, None)
    environment["PIP_USER"] = "0"
    pipe = subprocess.PIPE
    done = subprocess.run(
        command, env=environment, stdout=pipe, stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
        close_fds=sys.platform == "win32",
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(explain_failure(done.stdout))


def explain_failure(output: str) -> str:
    """Turn what pip or venv printed into a sentence, with pip's own last lines where it is not a known case."""
    if any(word in output for word in _OFFLINE):
        return (
            "The set-up could not fetch its packages: this computer does not reach the package index. "
            "Check the network (or the proxy that pip is set to use), then start again."
        )
    if "No space left" in output or "Errno 28" in output:
        return "The set-up ran out of room on the disk: free about 1 GB, then start again."
    if "DO NOT MATCH THE HASHES" in output:
        return "The set-up stopped: a package is not the file that was pinned. Do not use it; tell the project."
    lines = [line for line in output.splitlines() if line.strip()]
    return "\n".join(["The set-up did not finish; start again to repeat it. The last lines were:", *lines[-8:]])


def count_pins(text: str) -> int:
    """Return how many packages a requirement file pins."""
    return sum("==" in line and not line.startswith((" ", "#")) for line in text.splitlines())


@contextmanager
def _one_at_a_time(file: Path) -> Iterator[None]:
    """Hold a lock of the operating system on `file`; it falls when the process ends, however it ends.

    On POSIX the steps of the set-up inherit it: when this process is killed, the next start waits for the step that
    still runs, instead of clearing the folder under it.
    """
    with file.open("rb") as held:
        os.set_inheritable(held.fileno(), sys.platform != "win32")
        if not _try_lock(held.fileno()):
            say("Another start is setting Outreach up; waiting for it …")
            while not _try_lock(held.fileno()):
                time.sleep(0.5)
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # far behind the end, so that nobody is kept from reading
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def say(sentence: str) -> None:
    """Print a sentence of progress on standard error, at once."""
    print(sentence, file=sys.stderr, flush=True)
