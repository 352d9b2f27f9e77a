"""Import in four steps for every format: identify, preview, confirm, undo (design, section 5).

The preview is the import itself, done and taken back before anybody sees it (new contacts are not even written), so that it
cannot promise anything else than what will happen. Problems are values with a file, a line and a reason; one bad line costs
only itself.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.company import without_personal_numbers
from outreach.domain.problem import Problem, cut
from outreach.domain.record import Kind
from outreach.domain.table_mapping import AS_GUESSED, Look, TableWishes
from outreach.errors import InvalidInput
from outreach.formats.registry import Reading
from outreach.language import N_, Language
from outreach.services import import_tables
from outreach.services.exports import write_file
from outreach.services.import_answers import AnswerImporter
from outreach.services.import_cards import CardImporter
from outreach.services.import_events import EventImporter
from outreach.services.import_files import file_bytes
from outreach.services.import_merge import IMPORTED
from outreach.services.import_notices import NoticeImporter
from outreach.services.import_reading import ImportReader, Opened, Report, opened_table
from outreach.services.import_register import ImportRegister
from outreach.services.import_tally import Alarm, Facts, Tally
from outreach.services.import_tenders import TenderImporter, purchases
from outreach.services.steady import full_collections_put_off

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.database import Database
    from outreach.storage.work import Work

#: How many rows a sample understands.
SAMPLE = 20

#: Cards that are looked up and written together.
_BATCH = 500


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
    """What an import would do. Holds what was read, so that `run` need not read the files again.

    `facts` are the sums for sentences (`import_words.py`), `alarm` is there when `run` wants to be told twice. `looks` show
    how each table file was read, in the order of the files.
    """

    files: tuple[str, ...]
    lines: tuple[PreviewLine, ...]
    added: int
    updated: int
    unchanged: int
    problems: tuple[Problem, ...]
    opened: tuple[Opened, ...] = field(default=(), repr=False)
    event: UUID | None = None
    facts: Facts = field(default_factory=Facts)
    alarm: Alarm | None = None
    looks: tuple[Look, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did."""

    changes: Changes
    added: int
    updated: int
    unchanged: int
    problems: tuple[Problem, ...]
    lines: tuple[PreviewLine, ...] = ()
    facts: Facts = field(default_factory=Facts)
    opened: tuple[Opened, ...] = field(default=(), repr=False)


class _TakeBackError(Exception):
    """Ends a preview's transaction without keeping anything."""


class Imports:
    """Reads files of other programs into the register."""

    def __init__(self, database: Database, house: House) -> None:
        self.database = database
        self._house = house
        self._reader = ImportReader(database)

    def get_ready(self) -> None:
        """Have a reader wait while the officer chooses a file: the first one is then read at once. Never raises."""
        from outreach.services.readers import warm

        warm()

    def formats(self) -> list[FormatChoice]:
        """Return the formats that can be read."""
        from outreach.formats.registry import FORMATS

        return [FormatChoice(one.name, one.title, one.suffixes) for one in FORMATS]

    def look(self, path: Path, wishes: TableWishes = AS_GUESSED, progress: Report | None = None) -> Look | None:
        """Say what a table file looks like, nothing done yet: sheets, encoding, headings, columns. None for other formats.

        `progress` may raise Cancelled. A file that cannot be read says why in `refused`.
        """
        chosen, data, fault = file_bytes(path, None)
        if fault is not None:
            return Look(str(path), refused=fault.reason, refused_values=fault.values)
        if chosen is None or chosen.name != "table":
            return None
        return import_tables.look_of(self._reader.plan(data, wishes, progress), str(path))

    def sample(
        self, path: Path, wishes: TableWishes = AS_GUESSED, progress: Report | None = None, most: int = SAMPLE
    ) -> tuple[Look | None, ImportPreview | None]:
        """Return `look` and how the first `most` rows are understood with these wishes, nothing tried in the register.

        The preview has `opened` and `problems` of these rows; it is None where there is nothing to understand.
        """
        chosen, data, fault = file_bytes(path, None)
        if fault is not None or chosen is None or chosen.name != "table":
            return self.look(path, wishes, progress), None
        plan = self._reader.plan(data, wishes, progress)
        look = import_tables.look_of(plan, str(path))
        if not look.columns:
            return look, None
        opened = opened_table(path, import_tables.read_first(plan, wishes, most), wishes)
        problems = tuple(_in_file(opened.reading.problems, str(path)))
        return look, ImportPreview((str(path),), (), 0, 0, 0, problems, opened=(opened,))

    def let_go(self) -> None:
        """Hold the rows of the table that was read last no longer: nobody is deciding about them any more."""
        self._reader.kept.let_go()

    def forget(self, path: Path, wishes: TableWishes = AS_GUESSED) -> bool:
        """Forget how lists with the headings of this file were read. Return whether anything was known."""
        chosen, data, fault = file_bytes(path, None)
        if fault is not None or chosen is None or chosen.name != "table":
            return False
        return import_tables.forget(self.database, data, wishes)

    @full_collections_put_off()
    def preview(
        self,
        paths: Sequence[Path],
        as_format: str | None = None,
        event: UUID | None = None,
        progress: Report | None = None,
        wishes: TableWishes | Mapping[Path, TableWishes] | None = None,
    ) -> ImportPreview:
        """Read files and say what an import would do, keeping nothing.

        `as_format` reads all of them as one format instead of looking at their content. `event`: where the contacts were
        met. `wishes`: how to read the table files, one for all or each its own. Raises InvalidInput for an unknown format or
        event; a file that cannot be read is a problem, not an error. `progress` may raise Cancelled.
        """
        opened: list[Opened] = []
        problems: list[Problem] = []
        for number, path in enumerate(paths):
            if progress:
                progress(number, len(paths))
            wish = wishes.get(path, AS_GUESSED) if isinstance(wishes, Mapping) else wishes or AS_GUESSED
            found, faults = self._reader.read(path, as_format, wish, progress)
            problems += faults
            opened += found
            problems += (problem for one in found for problem in _in_file(one.reading.problems, one.file))
        tally = Tally()
        try:
            with self.database.work("") as work:
                known = _known_records(work, opened)
                self._apply(work, opened, event, tally, progress, writing=False)
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
            opened=tuple(opened),
            event=event,
            facts=_facts(tally, opened),
            alarm=tally.alarm(known),
            looks=tuple(import_tables.look_of(one.plan, one.file) for one in opened if one.plan is not None),
        )

    @full_collections_put_off()
    def run(self, preview: ImportPreview, progress: Report | None = None, *, accept_alarm: bool = False) -> ImportOutcome:
        """Do what was previewed, as one action that can be undone. Numbers are counted anew.

        Raises InvalidInput when the preview has an alarm that is not accepted. How the officer read a table's columns is
        remembered for lists of the same shape.
        """
        if preview.alarm is not None and not accept_alarm:
            if preview.alarm.erased:
                raise InvalidInput(N_("Import"), N_("Somebody in the file was erased here. Look at the preview, then accept it."))
            raise InvalidInput(
                N_("Import"),
                N_("{changed} of {known} known records would change, more than a tenth. Look at the preview, then accept it."),
                changed=str(preview.alarm.changed),
                known=str(preview.alarm.known),
            )
        names = ", ".join(dict.fromkeys(Path(one.packed_in or one.file).name for one in preview.opened))
        self._house.backups.before_large_calmly(preview.added + preview.updated)
        tally = Tally()
        with self.database.work(IMPORTED, files=names[:80]) as work:
            self._apply(work, preview.opened, preview.event, tally, progress, writing=True)
            for one in preview.opened:
                if one.plan is not None and one.wishes.use_memory:
                    import_tables.remember(work, import_tables.shape_of_plan(one.plan))
        # What could not be read stays as it was; what could not be kept is counted anew.
        unread = tuple(problem for one in preview.opened for problem in _in_file(one.reading.problems, one.file))
        files = {one.file for one in preview.opened}
        unopened = tuple(problem for problem in preview.problems if problem.file not in files)
        return ImportOutcome(
            changes=work.changes,
            added=tally.added,
            updated=tally.updated,
            unchanged=tally.unchanged,
            problems=(*unopened, *unread, *tally.problems),
            lines=_lines(tally),
            facts=_facts(tally, preview.opened),
            opened=preview.opened,
        )

    def save_problem_rows(self, found: ImportPreview | ImportOutcome, path: Path, language: Language) -> int:
        """Write the rows that had problems as a workbook, with the reason in the last column, to correct and import again.

        Cells are typed as text, never formulas; personal identity numbers are masked. Returns how many rows were written;
        with none, no file is made. Raises InvalidInput for another suffix than .xlsx, CannotWrite, DiskFull.
        """
        from outreach.formats.table import write_table

        if path.suffix.casefold() != ".xlsx":
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".xlsx")
        header, rows = self.problem_rows(found, language)
        if rows:
            write_file(path, write_table(header, rows, "xlsx"))
        return len(rows)

    def problem_rows(
        self, found: ImportPreview | ImportOutcome, language: Language
    ) -> tuple[list[str], list[list[str]]]:
        """Return header and rows of the table files' rows that had problems; the last column is the reason."""
        tables = []
        for one in found.opened:
            lines = {problem.line for problem in found.problems if problem.file == one.file}
            if one.plan is not None:
                tables.append(import_tables.problem_rows(one.plan, one.file, lines))
        return import_tables.problem_table(tables, found.problems, language)

    def _apply(
        self,
        work: Work,
        opened: Sequence[Opened],
        event: UUID | None,
        tally: Tally,
        progress: Report | None,
        *,
        writing: bool,
    ) -> None:
        source = _source(work, event)
        total = sum(_size(one.reading) for one in opened)
        done = 0
        register = ImportRegister(work, self._house.people, self._house.companies, writing=writing)
        for one in opened:
            own = _source(work, one.wishes.event) or one.wishes.source or source or Path(one.file).name
            for step in self._steps(work, register, one, own):
                done += step(tally)
                if progress:
                    progress(done, total)
        register.let_go()

    def _steps(
        self, work: Work, register: ImportRegister, one: Opened, source: str
    ) -> Iterator[Callable[[Tally], int]]:
        """Yield the work in small steps; each returns how many things of the file it has dealt with."""
        reading, file = one.reading, one.file
        cards = CardImporter(register, source, one.wishes if one.plan else None)
        events = EventImporter(work)
        notices = NoticeImporter(work)
        tenders = TenderImporter(work, self._house.tenders, one.wishes.tags)
        answers = AnswerImporter(work, self._house.replies)
        for start in range(0, len(reading.cards), _BATCH):
            batch = reading.cards[start : start + _BATCH]
            cards.prepare(batch)
            yield from (_counted(partial(cards.keep, card, file)) for card in batch)
            register.flush()
        yield from (_counted(partial(events.keep, event, file)) for event in reading.events)
        yield from (_counted(partial(answers.keep, answer, file)) for answer in reading.answers)
        yield from (_counted(partial(notices.keep, notice, file)) for notice in reading.notices)
        yield from (
            _counted(partial(tenders.keep, purchase, file), purchase.rows) for purchase in purchases(reading.tenders)
        )

def _counted(keep: Callable[[Tally], None], number: int = 1) -> Callable[[Tally], int]:
    def step(tally: Tally) -> int:
        keep(tally)
        return number

    return step


def _source(work: Work, event: UUID | None) -> str:
    if event is None:
        return ""
    found = work.events.get(event)
    if found is None:
        raise InvalidInput(N_("Event"), N_("There is no such event."))
    return f"{found.title} {found.when.first_day.isoformat()}"


def _size(reading: Reading) -> int:
    return sum(map(len, (reading.cards, reading.events, reading.answers, reading.notices, reading.tenders)))


def _known_records(work: Work, opened: Sequence[Opened]) -> int:
    """Return how many records of the kinds that the files hold are known, before the files change any."""
    kinds = set()
    for one in opened:
        kinds |= {Kind.COMPANY, Kind.PERSON} if one.reading.cards else set()
        kinds |= {Kind.EVENT} if one.reading.events else set()
        kinds |= {Kind.TENDER} if one.reading.notices or one.reading.tenders else set()
    return sum(work.store(kind).count() for kind in kinds)


def _facts(tally: Tally, opened: Sequence[Opened]) -> Facts:
    facts = tally.facts()
    rows = sum(one.rows if one.plan is not None else _size(one.reading) + _refused(one.reading) for one in opened)
    # One message may hold several answers, so that more becomes of a file than it has parts.
    rejected = max(0, rows - facts.kept - facts.unchanged)
    return dataclasses.replace(facts, rows=facts.kept + facts.unchanged + rejected, rejected=rejected)


def _refused(reading: Reading) -> int:
    """Return how many cards, events, notices of a file its reader refused: each has a problem on a line of its own."""
    return len({problem.line for problem in reading.problems if not problem.warning})


def _in_file(problems: Sequence[Problem], file: str) -> list[Problem]:
    """Return problems with their file, and personal identity numbers in what stood there masked."""
    return [
        dataclasses.replace(problem, file=file, text=cut(without_personal_numbers(problem.text)[0])) for problem in problems
    ]


def _lines(tally: Tally) -> tuple[PreviewLine, ...]:
    return tuple(
        PreviewLine(one.file, one.kind, one.title, one.detail, one.verdict, one.line, one.record) for one in tally.lines
    )
