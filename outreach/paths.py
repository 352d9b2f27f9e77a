"""Where things lie: the user's folders, the program's resources and the embedded font. Nobody else builds such paths."""

from __future__ import annotations

import importlib.util
import os
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
    return {file.stem.partition("-")[2] or file.stem: file for file in sorted(folder.rglob("*.ttf"))}
