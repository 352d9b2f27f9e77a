"""`outreach coverage …`: all companies by branch and stage, and the companies of one cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import SpokenGroup, argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.listing import give_list
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.cli.values import Day
from outreach.domain.codes import find_municipality, sni_sections
from outreach.domain.coverage import (
    BRANCH_FIELDS,
    STAGES,
    Branch,
    BranchBy,
    Coverage,
    CoverageOrder,
    Stage,
    branch_name,
    read_branch,
    say_never_met,
)
from outreach.domain.record import Kind, to_plain
from outreach.errors import InvalidInput
from outreach.language import N_, Language

if TYPE_CHECKING:
    from collections.abc import Callable

_BY = option(
    "--by",
    "by",
    type=click.Choice([one.value for one in BranchBy]),
    default=None,
    text=N_("What the rows are: sni, division, tag or cpv."),
)
_CUMULATIVE = option("--cumulative", is_flag=True, text=N_("Reached at least, instead of the furthest."))
_PLACE = option(
    "--municipality",
    default=None,
    metavar="CODE",
    text=N_("Only companies with their seat there; “all” for everywhere."),
)
_PROGRAMME = option("--programme", default="", metavar="TAG", text=N_("Only what carries this tag, or is about it."))
_SINCE = option("--since", type=Day(), default=None, metavar="DAY", text=N_("Only what happened from this day on."))
_EVERYWHERE = "all"


class _CoverageGroup(SpokenGroup):
    """Without a command of its own it is the table: "coverage --by tag" is "coverage table --by tag"."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put "table" in front where no command is named, and nobody asks for help."""
        if not any(word in self.commands for word in args) and "--help" not in args:
            args = ["table", *args]
        return super().parse_args(ctx, args)


coverage = group(
    "coverage",
    N_("All companies by branch and stage: never met, met, came, asked, notified, bid, won."),
    _CoverageGroup,
)


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    for add in (_SINCE, _PROGRAMME, _PLACE, _CUMULATIVE, _BY):
        function = add(function)
    return function


@command(coverage, "table", N_("Count the companies, or write the table to a file."))
@_options
@option("--to", "file", default="", metavar="FILE", text=N_("The file: .xlsx, .csv or .pdf."))
def table(
    door: Door, by: str | None, cumulative: bool, municipality: str | None, programme: str, since: date | None, file: str
) -> Answer:
    """Show the table."""
    order = _order(by, cumulative, municipality, programme, since)
    with door.house() as house:
        counted = house.coverage.table(order)
        said = house.coverage.said(counted, door.language)
        written = house.coverage.write(counted, Path(file), door.language) if file else None
    plain = _plain(counted, door.language) | ({"file": str(written.file)} if written else {})
    if written is not None:
        name = str(written.file)
        return Answer(plain, lambda: [door.language.say(N_("Wrote the table to {file}"), file=name)])
    rows = [tuple(row) for row in said.said(door.language)]
    return Answer(plain, lambda: [said.lead, "", *aligned(list(said.header), rows), "", *said.notes])


@command(
    coverage, "companies", N_("Show the companies of one cell: a branch such as F, 43, bygg or “all”, and a stage.")
)
@argument("branch", metavar="BRANCH")
@argument("stage", metavar="STAGE")
@_options
@option("--limit", type=click.IntRange(min=0), default=None, text=N_("At most so many."))
@option("--save", "name", default="", metavar="NAME", text=N_("Keep the cell as a view of this name."))
def companies(
    door: Door,
    branch: str,
    stage: str,
    by: str | None,
    cumulative: bool,
    municipality: str | None,
    programme: str,
    since: date | None,
    limit: int | None,
    name: str,
) -> Answer:
    """Show the companies."""
    order = _order(by, cumulative, municipality, programme, since)
    with door.house(writing=bool(name)) as house:
        counted = house.coverage.table(order)
        listing = house.coverage.listing(counted, _branch(branch, counted), _stage(stage))
        if name:
            house.coverage.save_view(name, listing)
        return give_list(door, house.companies, listing, limit, filters=[list(pair) for pair in listing.filters])


@command(coverage, "before", N_("Show whom we have never met in the branches of a coming event."))
@argument("reference", metavar="EVENT")
def before(door: Door, reference: str) -> Answer:
    """Show the counts."""
    with door.house() as house:
        found = house.coverage.before(find_id(house, reference, Kind.EVENT))
    lines = [say_never_met(one, door.language) for one in found]
    plain = [
        {
            "branch": one.branch.key,
            "companies": one.companies,
            "text": line,
            "filters": [list(pair) for pair in one.listing.filters],
        }
        for one, line in zip(found, lines, strict=True)
    ]
    nobody = N_("There is no branch of this event in which somebody was never met.")
    return Answer({"never_met": plain}, lambda: lines or [door.language.say(nobody)])


def _order(by: str | None, cumulative: bool, municipality: str | None, programme: str, since: date | None) -> CoverageOrder:
    return CoverageOrder(
        by=BranchBy(by) if by else None,
        cumulative=cumulative,
        municipality=_place(municipality),
        programme=programme.lstrip("#").casefold(),
        since=since,
    )


def _place(text: str | None) -> str | None:
    if text is None or text.casefold() == _EVERYWHERE:
        return None if text is None else ""
    found = find_municipality(text)
    if found is None:
        raise InvalidInput(N_("Municipality"), N_("There is no municipality “{name}”."), name=text)
    return found.code


def _branch(text: str, counted: Coverage) -> Branch | None:
    """Return the branch that a word means: "all", a key ("sni:F"), or a value of the table's rows. Raises InvalidInput."""
    if text.casefold() == _EVERYWHERE:
        return None
    value = text.upper() if text.upper() in sni_sections() and counted.field == "sni" else text
    key = value if ":" in value else f"{BRANCH_FIELDS[counted.order.by or BranchBy.TAG]}:{value}"
    try:
        return read_branch(key)
    except ValueError as error:
        known = ", ".join(row.branch.value or f"{row.branch.field}:" for row in counted.rows[:30])
        raise InvalidInput(N_("Branch"), N_("It must be one of {choices}."), choices=known or _EVERYWHERE) from error


def _stage(text: str) -> Stage | None:
    if text.casefold() == _EVERYWHERE:
        return None
    try:
        return Stage(text.casefold())
    except ValueError as error:
        choices = ", ".join([*(one.value for one in STAGES), _EVERYWHERE])
        raise InvalidInput(N_("Stage"), N_("It must be one of {choices}."), choices=choices) from error


def _plain(counted: Coverage, language: Language) -> dict[str, Any]:
    names = [stage.value for stage in STAGES]
    rows = [
        {"branch": row.branch.key, "name": branch_name(row.branch, language), "companies": row.companies}
        | dict(zip(names, row.counts, strict=True))
        for row in counted.rows
    ]
    totals = {"companies": counted.companies} | dict(zip(names, counted.totals, strict=True))
    return {"order": to_plain(counted.order), "rows": rows, "totals": totals}
