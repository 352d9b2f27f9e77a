"""Where things lie: the user's folders, the program's resources and the embedded font. Nobody else builds such paths."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

APP = "Outreach"
SUFFIX = ".outreach"


def data_folder() -> Path:
    """Where the default workspace lies. `OUTREACH_HOME` moves it (tests, portable use)."""
    return _home("data") or _platform_folder("user_data_dir")


def settings_folder() -> Path:
    """Where the user's settings lie."""
    return _home("settings") or _platform_folder("user_config_dir")


def cache_folder() -> Path:
    """Where lies what can be made again at any time, and tells of nobody."""
    return _home("cache") or _platform_folder("user_cache_dir")


def log_folder() -> Path:
    """Where the log lies."""
    return _home("log") or _platform_folder("user_log_dir")


def site_settings_file() -> Path:
    """The settings that an IT department may place for everybody on the machine."""
    moved = os.environ.get("OUTREACH_SITE_SETTINGS")
    return Path(moved) if moved else _platform_folder("site_config_dir") / "settings.toml"


def default_workspace() -> Path:
    """The workspace that opens when none is named."""
    return data_folder() / f"register{SUFFIX}"


def socket_name(place: str, digest: Callable[[bytes], str] | None = None) -> str:
    """Return the name under which the window of a workspace listens, and by which its files of this user go.

    The same for every way to write its path. `digest` returns the SHA-256 of bytes in hexadecimal; by default Python's own, whose
    library takes long to load.
    """
    import getpass

    where = place if "://" in place else str(Path(place).expanduser().resolve())
    return f"outreach-{(digest or _sha256)(f'{getpass.getuser()}{chr(10)}{where}'.encode())[:24]}"


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _home(name: str) -> Path | None:
    home = os.environ.get("OUTREACH_HOME")
    return Path(home) / name if home else None


def _platform_folder(function: str) -> Path:
    import platformdirs

    return Path(getattr(platformdirs, function)(APP, appauthor=False))


@cache
def resources() -> Path:
    """The folder with code lists, icons and pictures: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources"


def resource(*parts: str) -> Path:
    """One file of the program's resources."""
    return resources().joinpath(*parts)


@cache
def font_files() -> dict[str, Path]:
    """The embedded typeface, Source Sans Pro (OFL): style name ("Regular", "Bold", "It" …) to static TrueType file.

    The files come with the package `font-source-sans-pro`; it is found, not imported, because it loads pkg_resources.
    """
    found = importlib.util.find_spec("font_source_sans_pro")
    if found is None or not found.submodule_search_locations:
        return {}
    folder = Path(next(iter(found.submodule_search_locations)))
    files = sorted(file for file in (folder / "files").iterdir() if file.suffix == ".ttf")
    return {file.stem.partition("-")[2] or file.stem: file for file in files}
