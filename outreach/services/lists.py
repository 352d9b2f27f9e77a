"""What a list becomes outside the program: a table on the clipboard or in a file, and a print. Filters are read elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.listing import COLUMNS, Column
from outreach.domain.printed_list import PrintedList
from outreach.domain.record import Kind
from outreach.domain.usable import WhyNot
from outreach.domain.when import home_day
from outreach.errors import InvalidInput
from outreach.language import N_, Language
from outreach.services.audit import OF_PEOPLE
from outreach.services.cells import RIGHT_ALIGNED, write_rows
from outreach.services.exports import Exported, write_file
from outreach.services.handouts import Printed
from outreach.services.leaving import MANY, NOTHING_SAID, Leaving, Outgoing, marked, note_leaving, outgoing

if TYPE_CHECKING:
    from outreach.services.house import House

#: Rows that are read and written between two reports of progress.
_SLICE = 500
#: The files that hold a list as it is shown.
SUFFIXES = (".xlsx", ".csv")
#: More rows are no list to print: some 200 pages.
MOST_PRINTED = 10_000

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list as texts: the columns in their order, and a text of each row for each of them."""

    columns: tuple[Column, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_text(self) -> str:
        """Return it as spreadsheets take it from the clipboard: tabs between the cells, no cell a formula."""
        from outreach.formats.clipboard_table import tab_separated

        return tab_separated(self.header, self.rows)

    def as_html(self) -> str:
        """Return it as mail and word processors take it from the clipboard."""
        from outreach.formats.clipboard_table import html_table

        return html_table(self.header, self.rows)


class Lists:
    """The verbs for whole lists."""

    def __init__(self, house: House) -> None:
        self._house = house

    def table(
        self,
        kind: Kind,
        keys: Sequence[int],
        columns: Sequence[str],
        language: Language,
        report: Report | None = None,
    ) -> ListTable:
        """Return rows (by key, in this order) as texts. Without `columns`: those shown at first; unknown names are left out.

        `report` is told how many rows are done, and may raise `Cancelled`.
        """
        service, keys = self._house.records(kind), self._usable(kind, keys)
        shown = shown_columns(kind, columns)
        rows: list[tuple[str, ...]] = []
        for start in range(0, len(keys), _SLICE):
            found = service.rows(keys[start : start + _SLICE])
            rows += [row.texts for row in write_rows(found, shown, language, whole=True)]
            if report is not None:
                report(min(start + _SLICE, len(keys)), len(keys))
        return ListTable(shown, tuple(language.say(column.title) for column in shown), tuple(rows))

    def _usable(self, kind: Kind, keys: Sequence[int]) -> list[int]:
        """Return the keys without those of people who object: what a list becomes here leaves the program."""
        if kind is not Kind.PERSON:
            return list(keys)
        with self._house.database.read() as view:
            flagged = {one for flag in WhyNot for one in view.people.flagged(flag.value)}
            barred = {view.people.key_of(one) for one in flagged} if flagged else set()
        return [key for key in keys if key not in barred]

    def outgoing(self, keys: Sequence[int]) -> Outgoing:
        """Return how many people of these rows would leave the program, and why the others would not."""
        return outgoing(self._house.database, keys)

    def note_copied(self, kind: Kind, count: int, leaving: Leaving) -> None:
        """Add to the audit log that a list about people went onto the clipboard; few of them are everyday work."""
        if kind in OF_PEOPLE and count > MANY:
            note_leaving(self._house.database, leaving, kind.value, count, form="clipboard")

    def write(
        self, table: ListTable, path: Path, language: Language | None = None, leaving: Leaving = NOTHING_SAID
    ) -> Exported:
        """Write a table as XLSX or CSV, with what `leaving` says in it.

        Raises InvalidInput for another suffix, CannotWrite, DiskFull.
        """
        from outreach.formats.table import write_table

        suffix = path.suffix.casefold()
        if suffix not in SUFFIXES:
            known = ", ".join(SUFFIXES)
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=known)
        said = leaving.lines(language) if language is not None else ()
        write_file(path, marked(write_table(table.header, table.rows, suffix), suffix, said))
        note_leaving(self._house.database, leaving, "list", len(table.rows), form=suffix)
        return Exported(path, len(table.rows))

    def printed(
        self, table: ListTable, title: str, lead: str, language: Language, leaving: Leaving = NOTHING_SAID
    ) -> PrintedList:
        """Put a list for paper together; what `leaving` says stands above it.

        Raises InvalidInput for more rows than anybody prints.
        """
        if len(table.rows) > MOST_PRINTED:
            reason = N_("The list has {n} rows; at most {most} are printed. Narrow it, or export it.")
            raise InvalidInput(N_("List"), reason, n=str(len(table.rows)), most=str(MOST_PRINTED))
        unit = self._house.unit.unit()
        return PrintedList(
            title=title,
            lead=" · ".join(filter(None, (lead, *leaving.lines(language)))),
            header=table.header,
            rows=_unbroken(table),
            printed=home_day(self._house.now()),
            unit=", ".join(part for part in (unit.municipality, unit.department) if part),
            language=language.code,
            colour=unit.colour,
            right=frozenset(place for place, column in enumerate(table.columns) if column.shape in RIGHT_ALIGNED),
        )

    def draw(self, listed: PrintedList) -> bytes:
        """Return the list as a PDF."""
        from outreach.print.list_sheet import draw_list

        return draw_list(listed)

    def save_print(self, listed: PrintedList, path: Path, leaving: Leaving = NOTHING_SAID) -> Printed:
        """Draw the list into a file. Raises InvalidInput for a name that is not a .pdf, CannotWrite, DiskFull."""
        from outreach.print.pages import page_count

        if path.suffix.casefold() != ".pdf":
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf")
        pdf = self.draw(listed)
        write_file(path, pdf)
        note_leaving(self._house.database, leaving, "list", len(listed.rows), deed="print", form=".pdf")
        return Printed(path, page_count(pdf))


#: Shapes whose texts stay on one line: a date or a number that is broken is read wrongly.
_ONE_LINE = frozenset({"date", "moment", "phone", "org_number", "number"})


def _unbroken(table: ListTable) -> tuple[tuple[str, ...], ...]:
    whole = [column.shape in _ONE_LINE for column in table.columns]
    return tuple(
        tuple(text.replace(" ", "\N{NO-BREAK SPACE}") if keep else text for text, keep in zip(row, whole, strict=True))
        for row in table.rows
    )


def shown_columns(kind: Kind, names: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns by these names, in their order; those shown at first when none is known."""
    known = {column.name: column for column in COLUMNS[kind]}
    named = tuple(known[name] for name in dict.fromkeys(names) if name in known)
    return named or tuple(column for column in COLUMNS[kind] if column.shown)
