"""What must come from the system on Linux: the libraries that Qt's wheels expect, and the tools that some tests use.

Nothing is guessed from package lists: each library is loaded, so that any way of installing it counts.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from setup_python import is_root

#: Package managers in the order in which they are looked for, with the words that install.
MANAGERS = {
    "apt": ("apt-get", "install"),
    "dnf": ("dnf", "install"),
    "zypper": ("zypper", "install"),
    "pacman": ("pacman", "-S", "--needed"),
}

#: Needed even in memory (QT_QPA_PLATFORM=offscreen): shared object → package for apt, dnf, zypper, pacman.
QT_LIBRARIES = {
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd", "libglvnd"),
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd", "libglvnd"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon0", "libxkbcommon"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "libfontconfig1", "fontconfig"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "libdbus-1-3", "dbus"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "libglib-2_0-0", "glib2"),
}

#: Needed in addition for a window on an X screen.
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "libxcb-icccm4", "xcb-util-wm"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb-shape0", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11-0", "libxkbcommon-x11"),
}

#: Needed in addition by the camera (QtMultimedia), which is an extra of the program.
CAMERA_LIBRARIES = {
    "libpulse.so.0": ("libpulse0", "pulseaudio-libs", "libpulse0", "libpulse"),
}

#: A second reader of our calendar files (tests/second_reader.py); without it and without ical.js those tests are skipped.
SECOND_READER = {
    "libical.so.3": ("libical3", "libical", "libical3", "libical"),
}

#: What text recognition, the other extra, reads Swedish with; the English data know the sign @. Tests without them are skipped.
TEXT_DATA = {
    "swe.traineddata": (
        "tesseract-ocr-swe",
        "tesseract-langpack-swe",
        "tesseract-ocr-traineddata-swe",
        "tesseract-data-swe",
    ),
    "eng.traineddata": (
        "tesseract-ocr-eng",
        "tesseract-langpack-eng",
        "tesseract-ocr-traineddata-eng",
        "tesseract-data-eng",
    ),
}

#: Where the packages put those data.
_TEXT_FOLDERS = ("usr/share/tesseract-ocr/*/tessdata", "usr/share/tessdata", "usr/share/tesseract/tessdata")

#: Programs that some tests start; those tests are skipped where the program is missing.
TEST_TOOLS = {
    "Xvfb": ("xvfb", "xorg-x11-server-Xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    "xauth": ("xauth", "xorg-x11-xauth", "xauth", "xorg-xauth"),
    "xdotool": ("xdotool", "xdotool", "xdotool", "xdotool"),
    "pdftoppm": ("poppler-utils", "poppler-utils", "poppler-tools", "poppler"),
    "qpdf": ("qpdf", "qpdf", "qpdf", "qpdf"),
}

#: Debian and Ubuntu renamed some libraries when time_t grew to 64 bits; the newer name is taken where it exists.
_RENAMED = {"libglib2.0-0": "libglib2.0-0t64", "libical3": "libical3t64"}

#: The oldest C library that the pinned Qt wheels run on, by processor.
_OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}

Packages = Mapping[str, tuple[str, str, str, str]]


def loads(library: str) -> bool:
    """Return whether the dynamic linker finds and loads this shared object."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_text_data(name: str, root: Path = Path("/")) -> bool:
    """Return whether data of text recognition lie where packages put them."""
    return any(any(root.glob(f"{folder}/{name}")) for folder in _TEXT_FOLDERS)


def missing(wanted: Iterable[str], there: Callable[[str], object]) -> list[str]:
    """Return those of `wanted` for which `there` says no, in their order."""
    return [name for name in wanted if not there(name)]


def manager_of(found: Callable[[str], object] = shutil.which) -> str | None:
    """Return the package manager of this machine (a key of MANAGERS), or None when none is known."""
    return next((name for name, words in MANAGERS.items() if found(words[0])), None)


def package_names(manager: str, lacking: Iterable[str], known: Callable[[str], bool]) -> list[str]:
    """Return the packages of `manager` that bring the `lacking` libraries and tools, each once, in order.

    `known` says whether a package of that name exists; it decides between an old and a new name.
    """
    column = list(MANAGERS).index(manager)
    table: Packages = QT_LIBRARIES | SCREEN_LIBRARIES | CAMERA_LIBRARIES | SECOND_READER | TEXT_DATA | TEST_TOOLS
    names = [table[name][column] if name in table else name for name in lacking]
    renamed = [_RENAMED[name] if name in _RENAMED and known(_RENAMED[name]) else name for name in names]
    return list(dict.fromkeys(renamed))


def install_command(manager: str, packages: Sequence[str], root: bool) -> str:
    """Return the command line that a person types to install `packages`."""
    return " ".join(([] if root else ["sudo"]) + [*MANAGERS[manager], *packages])


def advice(lacking: Sequence[str], manager: str | None, packages: Sequence[str], root: bool) -> str:
    """Return one sentence: what is missing, and the exact command that brings it."""
    if manager is None:
        return f"Outreach needs {', '.join(lacking)} from the system: install them, then start again."
    command = install_command(manager, packages, root)
    return f"Outreach needs {', '.join(lacking)} from the system: run this once, then start again:  {command}"


def old_glibc(processor: str, version: str) -> str:
    """Return a sentence when the C library `version` ("2.31") is too old for Qt on this processor, otherwise ""."""
    oldest = _OLDEST_GLIBC.get(processor)
    try:
        found = tuple(int(part) for part in version.split(".")[:2])
    except ValueError:
        return ""
    if oldest is None or found >= oldest:
        return ""
    needs = ".".join(map(str, oldest))
    return f"This Linux is too old for the window: it has the C library {version} and Outreach needs {needs} or newer."


def ensure_libraries(screen: bool) -> None:
    """Make sure that Qt can load; on Debian and Ubuntu as root install what is missing.

    Raises SystemExit with one sentence, and the exact command, when that is left to the person.
    """
    if sys.platform != "linux":
        return
    lacking = missing([*QT_LIBRARIES, *(SCREEN_LIBRARIES if screen else ())], loads)
    if lacking and not _install(lacking):
        _refuse(lacking)


def ensure_test_tools() -> None:
    """Try to bring what some tests use: tools, the libraries of a screen, of the extras and of calendars; say what is left."""
    if sys.platform != "linux":
        return
    libraries = missing([*SCREEN_LIBRARIES, *CAMERA_LIBRARIES, *SECOND_READER], loads)
    lacking = missing(TEST_TOOLS, shutil.which) + libraries + missing(TEXT_DATA, has_text_data)
    if lacking and not _install(lacking):
        manager = manager_of()
        packages = package_names(manager, lacking, _apt_knows) if manager else []
        print(f"Some tests will be skipped. {advice(lacking, manager, packages, is_root())}", file=sys.stderr)


def ensure_venv_module() -> None:
    """Make sure that Python can make virtual environments: Debian and Ubuntu keep that in a package of its own."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not _install([package]):
        _refuse([package])
    importlib.invalidate_caches()


def check_age() -> None:
    """Raise SystemExit with a sentence when this Linux is older than the Qt wheels allow."""
    if sys.platform == "linux":
        kind, version = platform.libc_ver()
        sentence = old_glibc(platform.machine(), version) if kind == "glibc" else ""
        if sentence:
            raise SystemExit(sentence)


def _refuse(lacking: Sequence[str]) -> NoReturn:
    manager = manager_of()
    packages = package_names(manager, lacking, _apt_knows) if manager else []
    raise SystemExit(advice(lacking, manager, packages, is_root()))


def _install(lacking: Sequence[str]) -> bool:
    """Install with apt as root; return False where that is not possible or did not work."""
    if manager_of() != "apt" or not is_root() or not Path("/etc/debian_version").exists():
        return False
    print("Installing packages of the system for Outreach, once …", file=sys.stderr, flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    # A failed update is no reason to stop: the lists on the machine may be good enough.
    subprocess.run([*apt, "update"], env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    packages = package_names("apt", lacking, _apt_knows)
    done = subprocess.run(
        [*apt, "install", "-y", "--no-install-recommends", *packages],
        env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        print("\n".join(done.stdout.splitlines()[-5:]), file=sys.stderr)
    return done.returncode == 0


def _apt_knows(package: str) -> bool:
    if shutil.which("apt-cache") is None:
        return False
    command = ["apt-cache", "show", "--no-all-versions", package]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
