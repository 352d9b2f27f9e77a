"""The importers as the services call them: what each reads, samples of it, and the way through the gate."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from outreach.domain.problem import Problem
from outreach.domain.table_mapping import AS_GUESSED
from outreach.services import readers
from outreach.services.reader_samples import SAMPLES

ROOT = Path(__file__).parents[2]
_OWN = ROOT / "tests" / "samples"
_SHARED = ROOT.parent / "shared" / "data"
_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_MOST_SAMPLES = 60


@dataclass(frozen=True)
class Importer:
    """One importer. `read` returns the problems of a file; `has_lines` says whether its files have lines to name."""

    name: str
    read: Callable[[bytes], Sequence[Problem]]
    samples: Callable[[], list[bytes]]
    has_lines: bool = True


def _files(*places: tuple[str, str]) -> list[bytes]:
    found: list[bytes] = []
    for folder, pattern in places:
        for root in (_OWN, _SHARED):
            paths = sorted((root / folder).rglob(pattern)) if (root / folder).is_dir() else []
            found += [path.read_bytes() for path in paths if path.stat().st_size < 300_000][:_MOST_SAMPLES]
    return found


def _own(name: str) -> list[bytes]:
    return [data for data, _ in SAMPLES.get(name, ())]


def _as(name: str) -> Callable[[bytes], Sequence[Problem]]:
    return lambda data: readers.read_as(data, name, "x").problems


def _answers(data: bytes) -> Sequence[Problem]:
    mails, problems = readers.read_answers(data)
    return [*problems, *(one for mail, _, unread in mails for one in (*mail.problems, *unread))]


def _table(data: bytes) -> Sequence[Problem]:
    from outreach.formats.table import read_plan
    from outreach.formats.table_plan import plan_table

    return read_plan(plan_table(readers.read_source(data, AS_GUESSED), AS_GUESSED)).problems


def _packed(data: bytes) -> Sequence[Problem]:
    return [one.entry.problem for one in readers.unpack(data) if one.entry.problem is not None]


def _logo(data: bytes) -> Sequence[Problem]:
    _, reason = readers.checked_logo(data)
    return [Problem(0, reason)] if reason else []


@cache
def _workbooks() -> list[bytes]:
    from outreach.formats.table import write_table
    from tests.formats.workbook_makers import old_workbook, open_document

    rows = [["Namn", "Företag", "E-post"], ["Anna Ek", "Ek AB", "a@ek.example"], ["=1+1", "+46", "@x"]]
    return [write_table(rows[0], rows[1:], "xlsx"), open_document("Blad1", rows), old_workbook("Blad1", rows)]


@cache
def _pictures() -> list[bytes]:
    from PIL import Image

    made = []
    for form in ("PNG", "JPEG", "WEBP", "GIF", "BMP"):
        out = io.BytesIO()
        Image.linear_gradient("L").resize((120, 90)).convert("RGB").save(out, form)
        made.append(out.getvalue())
    return made


@cache
def _zips() -> list[bytes]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, data in enumerate(_own("format")):
            packed.writestr(f"{number}.txt", data)
    return [out.getvalue()]


@cache
def _packages() -> list[bytes]:
    from datetime import date

    from outreach.domain.network_package import Item, Package, Sort
    from outreach.formats.package_file import write_package

    items = (
        Item(Sort.QUESTIONS, "1", {"text": "Hur lång tid?", "answer": "Fyra år."}),
        Item(Sort.WORDS, "2", {"word": "anbud", "plain": "erbjudande", "language": "sv"}),
    )
    return [write_package(Package("Borlänge", date(2026, 1, 1), items), dict.fromkeys(Sort, "x"))]


IMPORTERS: dict[str, Importer] = {
    one.name: one
    for one in (
        Importer("vcard", _as("vcard"), lambda: [*_files(("vcf", "*.vcf"), ("vcards", "*.vcf")), *_own("cards")]),
        Importer("icalendar", _as("icalendar"), lambda: [*_files(("ics", "*.ics"), ("calendars", "*.ics")), *_own("calendar")]),
        Importer("itip", _answers, lambda: [*_files(("itip", "*.ics"), ("itip", "*.eml")), *_own("answers")]),
        Importer("mail", _as("mail"), lambda: [*_files(("itip", "*.eml")), *_own("answers"), *_own("message")]),
        Importer("ldif", _as("ldif"), lambda: _files(("ldif", "*.ldif"))),
        Importer("table", _table, lambda: [*_files(("tables", "*.csv"), ("tables", "*.txt")), *_own("source")]),
        Importer("workbook", _table, _workbooks, has_lines=False),
        Importer("eforms", _as("eforms"), lambda: _files(("eforms", "*.xml"))),
        Importer("ocds", _as("ocds"), lambda: [*_files(("ocds", "*.json*")), _own("format")[3]]),
        Importer("statistics", lambda data: readers.read_bid_statistics(data)[1], lambda: [
            *_files(("uhm", "*.csv")), "År;Delsektor för köpare;Antal anbud, Summa\n2021;Kommun;4\n".encode()
        ]),
        Importer("opening", lambda data: readers.read_opening_list(data).problems, lambda: [
            *_own("opening"), *_workbooks()
        ], has_lines=False),
        Importer("package", lambda data: readers.read_package(data)[1], _packages, has_lines=False),
        Importer("zip", _packed, _zips, has_lines=False),
        Importer("picture", lambda data: readers.read_picture(data)[2], _pictures, has_lines=False),
        Importer("logo", _logo, lambda: [
            *_pictures()[:2], b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
        ], has_lines=False),
        Importer("code", lambda data: readers.read_text(data[:4296], _NOW)[1], lambda: [
            *_own("text"), *_own("cards"), b"MECARD:N:Ek,Anna;TEL:0701234567;;", b"mailto:a@ek.example", b"https://ek.example/x"
        ], has_lines=False),
        Importer("message", lambda data: readers.read_sent(data)[2], lambda: _own("message"), has_lines=False),
    )
}  # fmt: skip
