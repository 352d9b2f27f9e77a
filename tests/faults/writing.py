"""Deeds outside the database: settings, and files for other programs. Each is the old one or the new one, and whole."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any, ClassVar

from tests.faults.deeds import Deed, Say, numbers, opened


class Settings(Deed):
    """The settings are written again and again."""

    name, span, stays = "settings", 0.05, 12

    def prepare(self, folder: Path) -> None:
        self.masters.copy("empty", folder)
        self.write(folder, 0)

    def begin(self, folder: Path) -> Any:
        return None

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        number = settings_number(folder) + 1
        self.write(folder, number)
        say(f"set {number}")

    def write(self, folder: Path, number: int) -> None:
        from outreach.cli.mail import keep_settings
        from outreach.settings import load_settings
        from tests.faults.deeds import at_home

        at_home(folder)
        keep_settings(load_settings(officer=f"Anna {number}", workspace=str(folder / "fair.outreach"), mail_host="m" * 3000))

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        last, there = max(numbers(said, "set"), default=0), settings_number(folder)
        return [] if there >= last else [f"settings {last} were acknowledged, {there} are there"]


def settings_number(folder: Path) -> int:
    """Return which settings are there; -1 for none, or such as cannot be read."""
    from outreach.settings import load_settings
    from tests.faults.deeds import at_home

    at_home(folder)
    officer = load_settings().officer
    return int(officer.split()[1]) if officer else -1


class Export(Deed):
    """All people, as visiting cards, over the file of the last time."""

    name, span, stays = "export .vcf", 0.3, 8
    suffix: ClassVar[str] = ".vcf"

    def prepare(self, folder: Path) -> None:
        self.masters.copy("known", folder)
        house = opened(folder / "fair.outreach")
        self.write(house, self.file(folder))
        house.close()

    def file(self, folder: Path) -> Path:
        """Where the export goes."""
        return folder / "out" / f"register{self.suffix}"

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        self.write(house, self.file(folder))
        say("written 1")

    def write(self, house: Any, path: Path) -> None:
        from outreach.domain.record import Kind
        from outreach.language import Language

        kind = {".vcf": Kind.PERSON, ".xlsx": Kind.PERSON, ".ics": Kind.EVENT}[self.suffix]
        house.exports.write(kind, path, Language("en"))

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        return [] if self.is_whole(self.file(folder)) else [f"{self.file(folder).name} is not whole"]

    def is_whole(self, file: Path) -> bool:
        data = file.read_bytes() if file.exists() else b""
        return data.count(b"END:VCARD") == 300 and data.rstrip().endswith(b"END:VCARD")


class ExportTable(Export):
    """The same as a table."""

    name, suffix = "export .xlsx", ".xlsx"

    def is_whole(self, file: Path) -> bool:
        return zipfile.is_zipfile(file) and zipfile.ZipFile(file).testzip() is None


class ExportCalendar(Export):
    """The events as a calendar."""

    name, suffix = "export .ics", ".ics"

    def is_whole(self, file: Path) -> bool:
        data = file.read_bytes() if file.exists() else b""
        return data.startswith(b"BEGIN:VCALENDAR") and data.rstrip().endswith(b"END:VCALENDAR")


class ExportPaper(Export):
    """A flyer as a PDF."""

    name, suffix, span = "export .pdf", ".pdf", 0.6

    def write(self, house: Any, path: Path) -> None:
        from outreach.domain.handout import HandoutKind

        house.handouts.save(house.handouts.usual(HandoutKind.FLYER), path)

    def is_whole(self, file: Path) -> bool:
        data = file.read_bytes() if file.exists() else b""
        return data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF")


class SettingsInPlace(Settings):
    """The control: settings written over the old ones."""

    name = "control: settings written in place"

    def write(self, folder: Path, number: int) -> None:
        file = folder / "home" / "settings" / "settings.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        # As many a program does it: emptied first, then written in parts.
        with file.open("w", buffering=512) as text:
            text.write(f'mail_host = "{"m" * 3000}"\n')
            text.write(f'officer = "Anna {number}"\n')
