"""Import in four steps for every format: identify, preview, confirm, undo (design, section 5).

The preview is the import itself, done and taken back before anybody sees it, so that it cannot promise anything else than
what will happen. Problems are values with a file, a line and a reason; one bad line costs only itself.
"""

from __future__ import annotations

import dataclasses
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.problem import Problem
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.import_cards import CardImporter
from outreach.services.import_events import EventImporter
from outreach.services.import_merge import IMPORTED
from outreach.services.import_notices import NoticeImporter
from outreach.services.import_tally import Tally

if TYPE_CHECKING:
    from outreach.formats.registry import FileFormat, Reading
    from outreach.services.house import House
    from outreach.storage.database import Database
    from outreach.storage.work import Work

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FormatChoice:
    """A format as file dialogs offer it: `title` is a catalogue text."""

    name: str
    title: str
    suffixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One record that a file holds, and what would become of it: `verdict` is "new", "update" or "same"."""

    file: str
    kind: Kind
    title: str
    detail: str
    verdict: str
    line: int = 0
    record: UUID | None = None


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do. Holds what was read, so that `run` need not read the files again."""

    files: tuple[str, ...]
    lines: tuple[PreviewLine, ...]
    added: int
    updated: int
    unchanged: int
    problems: tuple[Problem, ...]
    readings: tuple[tuple[str, Reading], ...] = field(default=(), repr=False)
    event: UUID | None = None


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did."""

    changes: Changes
    added: int
    updated: int
    unchanged: int
    problems: tuple[Problem, ...]
    lines: tuple[PreviewLine, ...] = ()


class _TakeBackError(Exception):
    """Ends a preview's transaction without keeping anything."""


class Imports:
    """Reads files of other programs into the register."""

    def __init__(self, database: Database, house: House) -> None:
        self.database = database
        self._house = house

    def formats(self) -> list[FormatChoice]:
        """Return the formats that can be read."""
        from outreach.formats.registry import FORMATS

        return [FormatChoice(one.name, one.title, one.suffixes) for one in FORMATS]

    def preview(
        self,
        paths: Sequence[Path],
        as_format: str | None = None,
        event: UUID | None = None,
        progress: Report | None = None,
    ) -> ImportPreview:
        """Read files and say what an import would do, keeping nothing.

        `as_format` reads all of them as one format instead of looking at their content. `event`: where the contacts were
        met. Raises InvalidInput for an unknown format or event; a file that cannot be read is a problem, not an error.
        """
        readings: list[tuple[str, Reading]] = []
        problems: list[Problem] = []
        for number, path in enumerate(paths):
            if progress:
                progress(number, len(paths))
            reading, faults = self._read(path, as_format)
            problems += faults
            if reading is not None:
                readings.append((str(path), reading))
                problems += _in_file(reading.problems, str(path))
        tally = Tally()
        try:
            with self.database.work("") as work:
                self._apply(work, readings, event, tally, progress)
                raise _TakeBackError
        except _TakeBackError:
            pass
        return ImportPreview(
            files=tuple(str(path) for path in paths),
            lines=_lines(tally),
            added=tally.added,
            updated=tally.updated,
            unchanged=tally.unchanged,
            problems=(*problems, *tally.problems),
            readings=tuple(readings),
            event=event,
        )

    def run(self, preview: ImportPreview, progress: Report | None = None) -> ImportOutcome:
        """Do what was previewed, as one action that can be undone. Numbers are counted anew."""
        names = ", ".join(dict.fromkeys(Path(name).name for name, _ in preview.readings))
        tally = Tally()
        with self.database.work(IMPORTED, files=names[:80]) as work:
            self._apply(work, preview.readings, preview.event, tally, progress)
        # What could not be read stays as it was; what could not be kept is counted anew.
        unread = tuple(problem for name, one in preview.readings for problem in _in_file(one.problems, name))
        opened = {name for name, _ in preview.readings}
        unopened = tuple(problem for problem in preview.problems if problem.file not in opened)
        return ImportOutcome(
            changes=work.changes,
            added=tally.added,
            updated=tally.updated,
            unchanged=tally.unchanged,
            problems=(*unopened, *unread, *tally.problems),
            lines=_lines(tally),
        )

    def _apply(
        self,
        work: Work,
        readings: Sequence[tuple[str, Reading]],
        event: UUID | None,
        tally: Tally,
        progress: Report | None,
    ) -> None:
        source = ""
        if event is not None:
            found = work.events.get(event)
            if found is None:
                raise InvalidInput(N_("Event"), N_("There is no such event."))
            source = f"{found.title} {found.when.first_day.isoformat()}"
        total = sum(len(one.cards) + len(one.events) + len(one.notices) for _, one in readings)
        done = 0
        for file, reading in readings:
            for step in self._steps(work, reading, file, source or Path(file).name):
                step(tally)
                done += 1
                if progress:
                    progress(done, total)

    def _steps(self, work: Work, reading: Reading, file: str, source: str) -> Iterator[Callable[[Tally], None]]:
        cards = CardImporter(work, self._house.people, self._house.companies, source)
        events = EventImporter(work)
        notices = NoticeImporter(work)
        yield from (partial(cards.keep, card, file) for card in reading.cards)
        yield from (partial(events.keep, event, file) for event in reading.events)
        yield from (partial(notices.keep, notice, file) for notice in reading.notices)

    def _read(self, path: Path, as_format: str | None) -> tuple[Reading | None, list[Problem]]:
        from outreach.formats.registry import HEAD, by_name, identify

        if as_format is not None and by_name(as_format) is None:
            raise InvalidInput(N_("Format"), N_("There is no format called {name}."), name=as_format)
        try:
            size, fault = _size_of(path)
            if fault:
                return None, [_whole(path, fault)]
            with path.open("rb") as file:
                head = file.read(HEAD)
                chosen = by_name(as_format) if as_format else identify(head, path.name)
                refused = _refusal(chosen, size)
                if chosen is None or refused is not None:
                    return None, [dataclasses.replace(refused or _whole(path, ""), file=str(path))]
                data = head + file.read(chosen.limit)
        except OSError as error:
            return None, [_whole(path, N_("The file cannot be read: {why}."), why=error.strerror or "")]
        return chosen.read(data, path.name), []


def _size_of(path: Path) -> tuple[int, str]:
    """Return the size in bytes and, for what is no ordinary file, why it is not opened."""
    if not path.exists():
        return 0, N_("There is no such file.")
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        return 0, N_("This is a folder, not a file.")
    if not stat.S_ISREG(found.st_mode):
        return 0, N_("This is not an ordinary file.")
    return found.st_size, ""


def _refusal(chosen: FileFormat | None, size: int) -> Problem | None:
    if chosen is None:
        return Problem(
            0, N_("No format that I know: contact cards, calendars, eForms notices, CSV and Excel can be read.")
        )
    if size > chosen.limit:
        megabytes = {"size": f"{size / 1e6:.0f}", "limit": f"{chosen.limit / 1e6:.0f}"}
        return Problem(0, N_("The file has {size} MB; files of this kind are read up to {limit} MB."), megabytes)
    return None


def _whole(path: Path, reason: str, **values: str) -> Problem:
    return Problem(0, reason, values, file=str(path))


def _in_file(problems: Sequence[Problem], file: str) -> list[Problem]:
    return [dataclasses.replace(problem, file=file) for problem in problems]


def _lines(tally: Tally) -> tuple[PreviewLine, ...]:
    return tuple(
        PreviewLine(one.file, one.kind, one.title, one.detail, one.verdict, one.line, one.record) for one in tally.lines
    )
