"""The formats that can be read: how each is recognised by its content, and how it is read. Feeds the file dialogs.

A new format is a new file in this folder and a line in `FORMATS`; nothing else has to be opened. Readers are imported on
first use, because their libraries are heavy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from itertools import chain

from outreach.domain.event import Event
from outreach.domain.person import Card
from outreach.domain.problem import Problem
from outreach.domain.table_row import TenderRow
from outreach.domain.tender import Notice
from outreach.language import N_

#: Bytes from the start of a file that decide what it is.
HEAD = 4096


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file held. `answers` are whole messages or calendars with answers of guests, as they came."""

    cards: tuple[Card, ...] = ()
    events: tuple[Event, ...] = ()
    notices: tuple[Notice, ...] = ()
    tenders: tuple[TenderRow, ...] = ()
    answers: tuple[bytes, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One format. `title` is a catalogue text; `limit` is the size in bytes beyond which a file is not even opened.

    `fits(head, name)` looks at the first bytes and the file's name; `read(data, name)` never raises for bad content.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    limit: int
    fits: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Reading]


def _fits_vcard(head: bytes, _name: str) -> bool:
    from outreach.formats.vcard import looks_like_vcard

    return looks_like_vcard(head)


def _read_vcard(data: bytes, _name: str) -> Reading:
    from outreach.formats.vcard import read_cards

    cards, problems = read_cards(data)
    return Reading(cards=tuple(cards), problems=tuple(problems))


def _fits_calendar(head: bytes, _name: str) -> bool:
    from outreach.formats.icalendar_file import looks_like_calendar

    return looks_like_calendar(head)


def _read_calendar(data: bytes, _name: str) -> Reading:
    from outreach.formats.icalendar_file import read_calendar

    events, problems = read_calendar(data)
    return Reading(events=tuple(events), problems=tuple(problems))


def _fits_mail(head: bytes, _name: str) -> bool:
    from outreach.formats.answer_file import looks_like_answer

    return looks_like_answer(head)


def _read_mail(data: bytes, _name: str) -> Reading:
    from outreach.formats.answer_file import read_answer_file

    answers, events, problems = read_answer_file(data)
    return Reading(answers=answers, events=tuple(events), problems=tuple(problems))


def _fits_eforms(head: bytes, _name: str) -> bool:
    from outreach.formats.eforms import looks_like_eforms

    return looks_like_eforms(head)


def _read_eforms(data: bytes, _name: str) -> Reading:
    from outreach.formats.eforms import read_notice

    notice, problems = read_notice(data)
    return Reading(notices=(notice,) if notice else (), problems=tuple(problems))


def _fits_ocds(head: bytes, _name: str) -> bool:
    from outreach.formats.ocds import looks_like_ocds

    return looks_like_ocds(head)


def _read_ocds(data: bytes, _name: str) -> Reading:
    from outreach.formats.ocds import read_ocds

    notices, problems = read_ocds(data)
    return Reading(notices=tuple(notices), problems=tuple(problems))


def _fits_ldif(head: bytes, _name: str) -> bool:
    from outreach.formats.ldif import looks_like_ldif

    return looks_like_ldif(head)


def _read_ldif(data: bytes, _name: str) -> Reading:
    from outreach.formats.ldif import read_ldif

    cards, problems = read_ldif(data)
    return Reading(cards=tuple(cards), problems=tuple(problems))


def _fits_table(head: bytes, name: str) -> bool:
    from outreach.formats.table import looks_like_table

    return looks_like_table(head, name)


def _read_table(data: bytes, _name: str) -> Reading:
    from outreach.domain.table_mapping import TableWishes
    from outreach.formats.table import read_table

    found = read_table(data, TableWishes())
    return Reading(cards=tuple(found.cards), tenders=tuple(found.tenders), problems=tuple(found.problems))


def _fits_package(head: bytes, _name: str) -> bool:
    from outreach.formats.package_file import looks_like_package

    return looks_like_package(head)


def _read_package(_data: bytes, _name: str) -> Reading:
    """A package is merged by sorts, with its own preview (`services/packages.py`): what it holds is not read here."""
    reason = N_("This is a package from another municipality. Open it under Network, or with “package import”.")
    return Reading(problems=(Problem(0, reason),))


def _fits_zip(head: bytes, name: str) -> bool:
    from outreach.formats.packed_files import looks_like_zip, names_a_file

    # A damaged workbook is told of as a workbook.
    return looks_like_zip(head) and (names_a_file(head) or not name.casefold().endswith(_TABLES))


def _read_zip(data: bytes, _name: str) -> Reading:
    """Read every file of a ZIP at once. An import reads them one by one instead, with progress and their own names."""
    from outreach.formats.packed_files import open_packed

    packed = open_packed(data)
    readings = [Reading(problems=(packed.problem,))] if packed.problem else []
    for entry in packed.entries(lambda head, name: (identify(head, name) or FORMATS[0]).limit):
        chosen = identify(entry.data[:HEAD], entry.name)
        if entry.problem is not None:
            readings.append(Reading(problems=(entry.problem,)))
        elif chosen is not None:
            readings.append(chosen.read(entry.data, entry.name))
    parts = {part.name: tuple(chain.from_iterable(getattr(one, part.name) for one in readings)) for part in fields(Reading)}
    return Reading(**parts)


MEGABYTE = 1_000_000

_OPEN_DATA = (".json", ".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".xlsm", ".xlsb")

FORMATS = (
    FileFormat("vcard", N_("Contact cards (vCard)"), (".vcf", ".vcard"), 5 * MEGABYTE, _fits_vcard, _read_vcard),
    FileFormat("mail", N_("Invitations and answers (e-mail, iTIP)"), (".eml",), 25 * MEGABYTE, _fits_mail, _read_mail),
    FileFormat("icalendar", N_("Calendar (iCalendar)"), (".ics", ".ical"), 10 * MEGABYTE, _fits_calendar, _read_calendar),
    FileFormat("eforms", N_("Procurement notice (eForms)"), (".xml",), 50 * MEGABYTE, _fits_eforms, _read_eforms),
    FileFormat("ocds", N_("Procurement data (OCDS)"), _OPEN_DATA, 50 * MEGABYTE, _fits_ocds, _read_ocds),
    FileFormat("package", N_("Package from another municipality"), (), 50 * MEGABYTE, _fits_package, _read_package),
    FileFormat("zip", N_("Packed files (ZIP)"), (".zip",), 100 * MEGABYTE, _fits_zip, _read_zip),
    FileFormat("ldif", N_("Address book (LDIF)"), (".ldif", ".ldi"), 20 * MEGABYTE, _fits_ldif, _read_ldif),
    FileFormat("table", N_("List (CSV, Excel, OpenDocument)"), _TABLES, 100 * MEGABYTE, _fits_table, _read_table),
)


def identify(head: bytes, name: str) -> FileFormat | None:
    """Return the format that a file's first bytes show; where they show none, the one its name promises."""
    # Notices come by the thousand, and whether one is one is told at once; the others search the text for their marks.
    for one in sorted(FORMATS, key=lambda one: one.name != "eforms"):
        if one.fits(head, name):
            return one
    return by_suffix(name)


def by_suffix(name: str) -> FileFormat | None:
    """Return the format that a file's name promises, so that its reader can say what is wrong with the file."""
    lowered = name.casefold()
    return next((one for one in FORMATS if lowered.endswith(one.suffixes)), None)


def by_name(name: str) -> FileFormat | None:
    """Return the format with this name."""
    return next((one for one in FORMATS if one.name == name), None)


def read_as(data: bytes, name: str, file: str) -> Reading:
    """Read a file as the format called `name`; `file` is what it is called. Never raises for bad content."""
    chosen = by_name(name)
    assert chosen is not None, "the caller has looked the format up"
    return chosen.read(data, file)
