"""The goals of this issue beside what the benches found: one table that says which are met, and why the others are not.

Goals and numbers are those of the reference on performance, section 10. A goal whose peer is not on this machine, or that no bench
measures, is told as not measured, never as met.
"""

# ruff: noqa: E501 - a table

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.pairs import Result, Row


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal: the bench's row that answers it (empty: none does), the highest ratio that meets it, and what is to be known."""

    number: str
    what: str
    row: str
    most: float
    note: str = ""


GOALS = (
    Goal("S1", "search ≤ 1.5× the same SQL raw", "search as you type", 1.5, "The rows are records, not tuples."),
    Goal("S2", "worst search at 1 million ≤ 3× that at 1,000", "", 3, "No register of a million was finished."),
    Goal("S3", "key to paint ≤ 1.2× a static repaint", "key press to painted list", 1.2, "The search runs on a worker and has layers."),
    Goal("S4", "PostgreSQL search ≤ 1.5× psycopg", "", 1.5, "No bench."),
    Goal("I1", "cards read: ≥ 12× vobject", "vCard: read", 1 / 12, "Each line is checked by the guard and then parsed by vobject (parseLine), so 12× is out of reach."),
    Goal("I2", ".vcf to searchable: ≥ 12× vobject with ORM", "vCard: import", 1 / 12, "The floor here is vobject's parsing alone."),
    Goal("I3", "bulk insert ≤ 2.7× executemany", "", 2.7, "No bench of its own; the register's filling is told in people a second."),
    Goal("I4", "save one person ≤ 2× a raw commit", "save one person", 2, "Eleven statements, the journal and the search words."),
    Goal("C1", ".ics export ≥ 20× icalendar", "calendar: export", 1 / 20, "Values, rules and zones are icalendar's: a writer of strings would be another writer to prove."),
    Goal("C2", ".ics import ≥ 15× icalendar", "", 1 / 15, "No bench."),
    Goal("C3", "month of 200 series ≥ 15× recurring-ical-events", "", 1 / 15, "No bench against it; calendars compares with SQL."),
    Goal("F1", "1,000 flyers ≤ 1.3× the canvas", "flyers", 1.3, "Measured one by one (100), tagged (PDF/UA-1), against bare reportlab."),
    Goal("F2", "one flyer ≤ 1.25× bare canvas", "flyers", 1.25, "Tags (PDF/UA-1) and measured text cost more than drawing."),
    Goal("U1", "first paint ≤ 1.35× an empty PySide6 window", "start to first paint", 1.35, "The first picture is the frame; menus, style and icons."),
    Goal("U2", "against GNOME Contacts and Thunderbird", "", 0.8, "Those programs are not here."),
    Goal("T1", "scroll frame ≤ 1.45×", "scroll frame", 1.45, "Floor: the same rows painted again."),
    Goal("T2", "sort, first page ≤ 1.3× raw SQL", "sort", 1.3),
    Goal("P1", "against khard and khal", "", 1, "Those programs are not here."),
    Goal("P2", "against Tryton and evolution-data-server", "", 1, "Those programs are not here."),
    Goal("D1", "doubles ≤ 1/6 of comparing all", "", 1, "Measured against a bare reading instead: see doubles."),
    Goal("D2", "warning while typing ≤ 1/10 of extract", "", 0.1, "Measured against the bare index instead: see hints."),
)


def table(results: Sequence[Result]) -> str:
    """Return the goals as a table of Markdown: number, goal, product, floor, ratio, worst case, target, whether it was met."""
    rows = {one.name: one for one in results if isinstance(one, Row)}
    lines = [_line(goal, rows.get(goal.row)) for goal in GOALS]
    return "\n".join(["| # | goal | product ms | floor ms | ratio | worst | target | met | note |", "|---|---|---|---|---|---|---|---|---|", *lines])


def met(goal: Goal, row: Row) -> str:
    """Say whether a goal is met. By the reference it fails only when the lower quartile misses too; that is then told."""
    if row.ratio <= goal.most:
        return "yes"
    return "by the lower quartile only" if row.lower <= goal.most else "**no**"


def _line(goal: Goal, row: Row | None) -> str:
    if row is None:
        cells = [goal.number, goal.what, "", "", "", "", f"{goal.most:.2f}×", "not measured", goal.note]
    else:
        found = met(goal, row)
        cells = [goal.number, goal.what, f"{row.product:.2f}", f"{row.floor:.2f}", f"{row.ratio:.2f}×", row.worst, f"{goal.most:.2f}×", found]
        cells.append(goal.note if found != "yes" else "")
    return f"| {' | '.join(cells)} |"
