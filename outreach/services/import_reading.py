"""Reading files for an import: one format after another, tables with their columns, the files of a ZIP one by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.problem import Problem
from outreach.domain.table_mapping import AS_GUESSED, TableWishes
from outreach.formats.registry import Reading
from outreach.services import import_tables
from outreach.services.import_files import file_bytes
from outreach.services.import_packed import guessed, packed_files
from outreach.services.import_sources import KeptSource
from outreach.services.readers import read_as

if TYPE_CHECKING:
    from outreach.formats.registry import FileFormat
    from outreach.formats.table import TableReading
    from outreach.formats.table_plan import Plan
    from outreach.storage.database import Database

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """One file as it was read. `wishes` is how, `rows` how many rows a table has, `plan` how its columns were taken.

    `packed_in` is the ZIP file that it lies in, empty for a file of its own.
    """

    file: str
    reading: Reading
    wishes: TableWishes = AS_GUESSED
    rows: int = 0
    plan: Plan | None = None
    packed_in: str = ""


class ImportReader:
    """Reads files. `kept` holds the rows of the table that was read last."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.kept = KeptSource()

    def read(
        self, path: Path, as_format: str | None, wishes: TableWishes, progress: Report | None
    ) -> tuple[list[Opened], list[Problem]]:
        """Return what a file holds (a ZIP: what each of its files holds), and why what could not be opened was not."""
        chosen, data, fault = file_bytes(path, as_format)
        if fault is not None or chosen is None:
            return [], [fault] if fault else []
        if chosen.name != "zip":
            return [self._read_one(path, chosen, data, wishes, progress)], []
        return self._read_packed(path, data, as_format, wishes, progress)

    def _read_packed(
        self, path: Path, data: bytes, as_format: str | None, wishes: TableWishes, progress: Report | None
    ) -> tuple[list[Opened], list[Problem]]:
        opened: list[Opened] = []
        problems: list[Problem] = []
        for one in packed_files(path, data, as_format, progress):
            if isinstance(one, Problem):
                problems.append(one)
                continue
            read = self._read_one(one.path, one.format, one.data, wishes, None)
            doubt = guessed(import_tables.look_of(read.plan, read.file)) if read.plan is not None else None
            told = read.reading.problems + ((doubt,) if doubt else ())
            reading = dataclasses.replace(read.reading, problems=told)
            opened.append(dataclasses.replace(read, reading=reading, packed_in=str(path)))
        return opened, problems

    def _read_one(
        self, path: Path, chosen: FileFormat, data: bytes, wishes: TableWishes, progress: Report | None
    ) -> Opened:
        if chosen.name != "table":
            return Opened(str(path), read_as(data, chosen.name, path.name, progress and partial(_still, progress)), wishes)
        plan = self.plan(data, wishes, progress)
        return opened_table(path, import_tables.read(plan, wishes, steps(progress)), wishes)

    def plan(self, data: bytes, wishes: TableWishes, progress: Report | None) -> Plan:
        """Return how the columns of a table file are taken."""
        source = self.kept.read(data, wishes, steps(progress))
        with self._database.read() as view:
            return import_tables.plan(source, wishes, view)


def opened_table(path: Path, table: TableReading, wishes: TableWishes) -> Opened:
    """Return a table as it was read."""
    reading = Reading(cards=tuple(table.cards), tenders=tuple(table.tenders), problems=tuple(table.problems))
    return Opened(str(path), reading, wishes, table.rows, table.plan)


def _still(progress: Report, _done: int, _total: int) -> None:
    progress(0, 0)


def steps(progress: Report | None) -> Callable[[], None] | None:
    """While a file is read nobody knows how much is left."""
    return partial(progress, 0, 0) if progress else None
