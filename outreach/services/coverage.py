"""Coverage: all companies by branch and stage; each cell is a list of companies. The definitions stand in `domain/coverage.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.codes import municipality_name, sni_section
from outreach.domain.coverage import (
    ALL,
    AT_LEAST,
    BRANCH_BY_LABELS,
    BRANCH_FIELDS,
    FURTHEST,
    SEVERAL,
    SINCE,
    STAGE_MEANINGS,
    STAGE_TITLES,
    STAGES,
    Branch,
    BranchBy,
    Coverage,
    CoverageOrder,
    CoverageRow,
    NeverMet,
    Reached,
    Stage,
    branch_title,
)
from outreach.domain.coverage_told import told_of
from outreach.domain.event import EventStatus
from outreach.domain.few import Told, count_words, note_words
from outreach.domain.listing import Listing
from outreach.domain.printed_list import PrintedList
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.domain.sorting import sort_key
from outreach.domain.tender_match import cpv_prefixes
from outreach.domain.unit import UNIT_ID
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_, NN_, Language
from outreach.services.exports import Exported, write_file
from outreach.services.industry_links import IndustryLinks
from outreach.storage import coverage as counted_by

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.work import View

TITLE = N_("Coverage")
BRANCH = N_("Branch")
SUM = N_("All")
WITH_SEAT = N_("Companies with their seat in {municipality}")
OF_PROGRAMME = N_("only what belongs to #{tag}")
COMPANIES = NN_("{n} company", "{n} companies")
#: More lines than this tell nobody anything before an event.
_MOST_BEFORE = 4
SUFFIXES = (".xlsx", ".csv", ".pdf")


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """The table as it is copied, exported and printed: branch, a number for each stage, and all; the last row is all companies."""

    title: str
    lead: str
    header: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    notes: tuple[str, ...]

    def as_text(self, language: Language) -> str:
        """Return it as spreadsheets take it from the clipboard."""
        from outreach.formats.clipboard_table import tab_separated

        return tab_separated(self.header, self.said(language))

    def as_html(self, language: Language) -> str:
        """Return it as mail and word processors take it from the clipboard."""
        from outreach.formats.clipboard_table import html_table

        return html_table(self.header, self.said(language))

    def said(self, language: Language) -> tuple[tuple[str, ...], ...]:
        """Return the rows as people read them."""
        return tuple(
            tuple(cell if isinstance(cell, str) else language.number(cell) for cell in row) for row in self.rows
        )


class CoverageService:
    """The verbs for coverage."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._database = house.database

    # Counting --------------------------------------------------------------------------------------------------------

    def table(self, order: CoverageOrder | None = None) -> Coverage:
        """Return the table, counted now. Rows stand in the order of codes, or of the Swedish alphabet; who has none stands last."""
        with self._database.read() as view:
            whole = self._usual(view, order or CoverageOrder())
            by = whole.by or BranchBy.TAG
            counted = counted_by.count(view.connection, by, whole)
        values = sorted({value for value, _ in counted.by_branch}, key=lambda one: (not one, sort_key(one)))
        rows = []
        for value in values:
            furthest = [counted.by_branch.get((value, stage), 0) for stage in STAGES]
            rows.append(CoverageRow(Branch(BRANCH_FIELDS[by], value), _shown(furthest, whole), sum(furthest)))
        every = [counted.in_all.get(stage, 0) for stage in STAGES]
        return Coverage(whole, tuple(rows), _shown(every, whole), sum(every))

    def listing(self, coverage: Coverage, branch: Branch | None = None, stage: Stage | None = None) -> Listing:
        """Return the list of the companies that a cell counts. `branch` None: all branches; `stage` None: all stages."""
        order = coverage.order
        filters: list[tuple[str, str]] = []
        if branch is not None:
            filters.append(("branch", branch.key))
        if stage is not None:
            reached = Reached(stage, order.cumulative, order.since, order.programme)
            filters.append(("reached", reached.key))
        if order.municipality:
            filters.append(("municipality", order.municipality))
        return Listing(Kind.COMPANY, filters=tuple(filters))

    def save_view(self, name: str, listing: Listing) -> Changes:
        """Keep a cell's list under a name; it is counted anew each time it is used. Raises InvalidInput."""
        return self._house.views.save(SavedView(name=name, of=Kind.COMPANY, text=listing.text, filters=listing.filters))

    def municipalities(self) -> list[str]:
        """Return the codes of the municipalities in which companies have their seat, in Swedish order of their names."""
        with self._database.read() as view:
            found = counted_by.municipalities(view.connection)
        return sorted(found, key=lambda code: sort_key(municipality_name(code) or code))

    def programmes(self) -> list[str]:
        """Return the tags that conversations, events and tenders carry: each may be a programme."""
        with self._database.read() as view:
            found = {tag for kind in (Kind.MEETING, Kind.EVENT, Kind.TENDER) for tag in view.tags(kind)}
        return sorted(found, key=sort_key)

    def _usual(self, view: View, order: CoverageOrder) -> CoverageOrder:
        """Fill in what the order leaves open."""
        by, municipality = order.by, order.municipality
        if by is None:
            having, every = counted_by.share_with(view.connection, "sni")
            by = BranchBy.SNI if every and having * 2 >= every else BranchBy.TAG
        if municipality is None:
            unit = view.units.get(UNIT_ID)
            code = unit.code if unit is not None else ""
            municipality = code if counted_by.any_in(view.connection, code) else ""
        return replace(order, by=by, municipality=municipality)

    # Before an event -------------------------------------------------------------------------------------------------

    def before(self, event_id: UUID) -> list[NeverMet]:
        """Return whom we have never met in the branches of an event – of its tenders, then its tags –, most companies first.

        A branch in which we have met everybody, and one that no company has, is left out; an event that is over or cancelled has
        none. Raises NotFound.
        """
        with self._database.read() as view:
            event = view.events.get(event_id)
            if event is None:
                raise NotFound(str(event_id))
            over = event.when.end_utc <= self._house.now() and not event.recurrence
            if over or event.status is EventStatus.CANCELLED:
                return []
            order = self._usual(view, CoverageOrder())
            tenders = view.tenders.many(event.tenders).values()
            codes = tuple(dict.fromkeys(code for tender in tenders for code in tender.cpv))
            tags = dict.fromkeys((*event.tags, *(tag for tender in tenders for tag in tender.tags)))
            branches = [*self._of_codes(view, codes, order), *(Branch("tag", tag) for tag in tags)]
            counts = counted_by.count_never(view.connection, branches, order.municipality or "")
        table, pairs = Coverage(order, (), (), 0), zip(branches, counts, strict=True)
        found = [NeverMet(event_id, one, n, self.listing(table, one, Stage.NEVER)) for one, n in pairs if n]
        return sorted(found, key=lambda one: -one.companies)[:_MOST_BEFORE]

    def _of_codes(self, view: View, codes: tuple[str, ...], order: CoverageOrder) -> list[Branch]:
        """Return the branches that go with the codes of tenders: industries where companies have them, else interests."""
        if order.by is not BranchBy.SNI:
            return [Branch("cpv", division) for division in dict.fromkeys(code[:2] for code in codes)]
        if not codes:
            return []
        industries = IndustryLinks(self._database).of_codes(view, cpv_prefixes(codes))
        return [Branch("sni", letter) for letter in dict.fromkeys(map(sni_section, industries)) if letter]

    # Taking it along -------------------------------------------------------------------------------------------------

    def said(self, coverage: Coverage, language: Language) -> CoverageTable:
        """Return the table as it may leave the house, in a reader's language, with what it counts and how its columns are meant."""
        order = coverage.order
        say = language.say
        header = (say(BRANCH), *stage_titles(coverage, language), say(SUM))
        titles = [*(branch_title(row.branch, language) for row in coverage.rows), say(ALL)]
        told = told_of(coverage)
        rows: list[tuple[str | int, ...]] = [
            (title, *(cell.count if cell.told is Told.AS_IS else count_words(cell.count, cell.told, language) for cell in cells))
            for title, cells in zip(titles, told, strict=True)
        ]
        less = any(cell.told is not Told.AS_IS for cells in told for cell in cells)
        below = (*notes(coverage, language), *((note_words(language),) if less else ()))
        by = say(BRANCH_BY_LABELS[order.by or BranchBy.TAG])
        return CoverageTable(
            say(TITLE), f"{by} · {limits(coverage, language)}", header, tuple(rows), below
        )

    def write(self, coverage: Coverage, path: Path, language: Language) -> Exported:
        """Write the table as .xlsx, .csv or .pdf by the name's ending. Raises InvalidInput, CannotWrite, DiskFull."""
        suffix = path.suffix.casefold()
        if suffix not in SUFFIXES:
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=", ".join(SUFFIXES))
        table = self.said(coverage, language)
        if suffix == ".pdf":
            write_file(path, self.draw(table, language))
        else:
            from outreach.formats.table import write_table

            empty: tuple[str, ...] = ("",)
            below = [empty, *((line,) for line in (table.lead, *table.notes))]
            write_file(path, write_table(table.header, [*table.rows, *below], suffix))
        return Exported(path, len(coverage.rows))

    def draw(self, table: CoverageTable, language: Language) -> bytes:
        """Return the table as a tagged PDF, its definitions below it. Raises TypefaceMissing."""
        from outreach.print.list_sheet import draw_list

        unit = self._house.unit.unit()
        listed = PrintedList(
            title=table.title,
            lead=table.lead,
            header=table.header,
            rows=table.said(language),
            printed=home_day(self._house.now()),
            unit=", ".join(part for part in (unit.municipality, unit.department) if part),
            language=language.code,
            colour=unit.colour,
            right=frozenset(range(1, len(table.header))),
            row_titles=True,
            counted=False,
            notes=table.notes,
        )
        return draw_list(listed)


def stage_titles(coverage: Coverage, language: Language) -> tuple[str, ...]:
    """Return the headings of the stages; reached at least, the first column is simply everybody."""
    first = ALL if coverage.order.cumulative else STAGE_TITLES[Stage.NEVER]
    return tuple(language.say(text) for text in (first, *(STAGE_TITLES[stage] for stage in STAGES[1:])))


def limits(coverage: Coverage, language: Language) -> str:
    """Return in words which companies are counted, and of what: "Companies with their seat in Åsboda · since 1 Jan 2026"."""
    order, say = coverage.order, language.say
    place = municipality_name(order.municipality or "") or order.municipality
    parts = [say(WITH_SEAT, municipality=place) if place else say(ALL)]
    if order.since:
        parts.append(say(SINCE, day=language.day(order.since)))
    if order.programme:
        parts.append(say(OF_PROGRAMME, tag=order.programme))
    parts.append(language.count(COMPANIES, coverage.companies))
    return " · ".join(parts)


def notes(coverage: Coverage, language: Language) -> tuple[str, ...]:
    """Return the definitions that stand below the table."""
    say = language.say
    meanings = [f"{say(STAGE_TITLES[stage])}: {say(STAGE_MEANINGS[stage])}." for stage in STAGES]
    rule = AT_LEAST if coverage.order.cumulative else FURTHEST
    return (say(rule), " ".join(meanings), say(SEVERAL[coverage.field]))


def _shown(furthest: Sequence[int], order: CoverageOrder) -> tuple[int, ...]:
    if not order.cumulative:
        return tuple(furthest)
    return tuple(sum(furthest[place:]) for place in range(len(furthest)))
