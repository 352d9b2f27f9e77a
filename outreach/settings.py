"""What the user and the IT department have chosen: defaults < site file < user's file < command line.

Frozen values; nobody keeps a global. What the window merely remembers (sizes, columns, the last page) lies apart in
`remembered.json`, so that a broken memory never costs a setting.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from outreach.language import LANGUAGES, guess_language
from outreach.paths import default_workspace, settings_folder, site_settings_file

#: How the name of a file ends that is not written out yet, and after how many seconds nobody writes on it any more.
_HALF, _ABANDONED = ".half", 600.0


@dataclass(frozen=True, slots=True)
class Settings:
    """`language` is sv or en; `scheme` is system, light or dark; `officer` is who works at this computer.

    `mail_…` is the server that letters go to, `answers_…` the folder where answers come in, `calendar_…` the file and the server
    that others follow (`services/accounts.py` reads them); numbers are written out. A password is never among them.

    `ocds_prefix` is what the municipality's open procurement data begins with; who publishes it registers one of its own.
    `ted_api` is the address of TED's search, `ted_site` that of its notices.

    `backups` is "off" for none by themselves; `backup_place` is a second folder for them, `backup_place_plain` "yes" when those
    that are not encrypted may lie there too. `exchange_place` is the folder over which laptops exchange.

    `workspace` is a file or a postgresql:// address; empty means the default file. `tray` is "off" for no picture beside the clock.
    `lock_minutes` is after how long without a touch an encrypted workspace locks, `fair_minutes` the same in fair mode.
    `clipboard_seconds` is how long a copy of many people stays ("0": it stays).
    `reminders` is "off", "names" (also on a locked screen), else how many are due.
    """

    language: str = ""
    scheme: str = "system"
    officer: str = ""
    workspace: str = ""
    tray: str = ""
    reminders: str = ""
    lock_minutes: str = "5"
    fair_minutes: str = "30"
    clipboard_seconds: str = "30"
    mail_host: str = ""
    mail_port: str = ""
    mail_security: str = ""
    mail_user: str = ""
    mail_sender: str = ""
    mail_sender_name: str = ""
    mail_pace: str = ""
    answers_host: str = ""
    answers_port: str = ""
    answers_security: str = ""
    answers_user: str = ""
    answers_folder: str = ""
    calendar_file: str = ""
    calendar_view: str = ""
    calendar_language: str = ""
    calendar_url: str = ""
    calendar_user: str = ""
    ca_file: str = ""
    backups: str = ""
    backup_place: str = ""
    backup_place_plain: str = ""
    exchange_place: str = ""
    ocds_prefix: str = "ocds-outrea"
    ted_api: str = "https://api.ted.europa.eu"
    ted_site: str = "https://ted.europa.eu"

    def chosen_language(self) -> str:
        """Return the language to use: the chosen one, else the system's."""
        return self.language if self.language in LANGUAGES else guess_language()

    def chosen_workspace(self) -> str:
        """Return the workspace to open: the chosen one, else the default file."""
        return self.workspace or str(default_workspace())


def load_settings(**command_line: str) -> Settings:
    """Return the settings in force. A file that cannot be read counts as empty; unknown names are ignored."""
    settings = Settings()
    for layer in (_read(site_settings_file()), _read(_user_file()), command_line):
        known = {f.name for f in fields(Settings)}
        settings = replace(settings, **{name: str(value) for name, value in layer.items() if name in known and value})
    return settings


def save_settings(settings: Settings) -> None:
    """Write the user's settings: old or new, never half (temporary file, fsync, replace). Raises OSError."""
    import json

    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in asdict(settings).items() if value]
    write_atomically(_user_file(), "".join(lines).encode())


def load_memory() -> dict[str, Any]:
    """Return what the window remembers; empty when there is nothing readable."""
    try:
        written = (settings_folder() / "remembered.json").read_text("utf-8")
    except (OSError, ValueError):
        return {}
    import json

    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def save_memory(values: dict[str, Any]) -> None:
    """Keep what the window remembers. Failing to is no reason to disturb anybody."""
    import json

    with contextlib.suppress(OSError):
        write_atomically(settings_folder() / "remembered.json", json.dumps(values, ensure_ascii=False).encode())


def write_atomically(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file so that a cut leaves the old or the new one, readable by its owner alone unless told so. Raises OSError.

    When it returns the new one is on the disk, its name too: a battery that dies then loses neither.
    """
    import tempfile  # brings chance and digests along; a start writes nothing

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _sweep(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_beginning(path), suffix=_HALF)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode != 0o600:
            temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk: after a rename the file is safe, its new name not yet. Raises OSError.

    Windows does that by itself and has no way to ask for it.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network drives know no such wish; what they keep is theirs to answer for.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _beginning(path: Path) -> str:
    return f".{path.name[:20]}."


def _sweep(path: Path) -> None:
    """Remove what a killed process left half written under this name: it may hold names."""
    import glob

    with contextlib.suppress(OSError):
        for left in path.parent.glob(f"{glob.escape(_beginning(path))}*{_HALF}"):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink(missing_ok=True)


def _user_file() -> Path:
    return settings_folder() / "settings.toml"


def _read(path: Path) -> dict[str, Any]:
    try:
        # A text editor on Windows may have put a byte order mark in front.
        text = path.read_text("utf-8-sig")
    except (OSError, ValueError):
        return {}
    plain = _plain_lines(text)
    if plain is not None:
        return plain
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}


def _plain_lines(text: str) -> dict[str, Any] | None:
    """Read lines as `save_settings` writes them, as long as TOML reads nothing else in them; None for any other file.

    A reader of TOML takes as long to load as all our own modules before the first picture.
    """
    found: dict[str, Any] = {}
    for line in text.removesuffix("\n").split("\n") if text else ():
        name, _, rest = line.partition(' = "')
        value = rest.removesuffix('"')
        plain = name.isidentifier() and name.isascii() and len(value) < len(rest) and value.isprintable()
        if not plain or '"' in value or "\\" in value or name in found:
            return None
        found[name] = value
    return found
