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
    Goal("S1", "search ≤ 1.5× the same SQL raw", "search as you type", 1.5, "The product remembers the order of the open list between two writes and asks the index alone; the floor orders anew. The rows are records, not tuples."),
    Goal("S2", "worst search at 1 million ≤ 3× that at 1,000", "search, a million, the worst", 3, "All keys of those that fit are read, for the list tells how many they are and jumps anywhere: with a letter that fits half of a million that grows with them, though the index does not, and what is remembered of the order is walked through."),
    Goal("S3", "key to paint ≤ 1.2× a static repaint", "key press to painted list", 1.2, "The search is asked of a worker, so that the window never stands still: two changes of thread, all keys that fit, 32 rows with their companies and steps. A letter that fits nearly everybody costs most."),
    Goal("S4", "PostgreSQL search ≤ 1.5× psycopg", "server: search", 1.5, "5,000 people; each look takes a connection from the pool, asks whether it lives, and begins and ends a transaction."),
    Goal("I1", "cards read: ≥ 12× vobject", "vCard: read", 1 / 12, "Each line is checked by the guard and then parsed by vobject (parseLine), so 12× is out of reach; a parser of our own would be another one to prove against strangers' files."),
    Goal("I2", ".vcf to searchable: ≥ 12× vobject with ORM", "vCard: import", 1 / 12, "The floor here is vobject's parsing alone, without ORM and search: stricter than the goal. Matching and journal cost most. Not worked on this time."),
    Goal("I3", "bulk insert ≤ 2.7× executemany", "bulk insert", 2.7, "The words of each person are put together from the companies' names, asked one by one."),
    Goal("I4", "save one person ≤ 2× a raw commit", "save one person", 2, "Nine statements for a new person, six or seven for a change, the journal and the search words among them; the floor sends those that write. What is left is checking, the plain forms of record and journal, and SQLAlchemy."),
    Goal("C1", ".ics export ≥ 20× icalendar", "calendar: export", 1 / 20, "Values, rules and zones are icalendar's: a writer of strings would be another writer to prove."),
    Goal("C2", ".ics import ≥ 15× icalendar", "calendar: read", 1 / 15, "Read by lines of our own, but zones and times of a stranger's file are checked one by one and every event becomes a record."),
    Goal("C3", "month of 200 series ≥ 15× recurring-ical-events", "month of series", 1 / 15, "dateutil steps, bounded against endless rules; each date is made in its zone."),
    Goal("F1", "1,000 flyers ≤ 1.3× the canvas", "flyers", 1.3, "Measured one by one (100), tagged (PDF/UA-1), against bare reportlab. Not worked on this time."),
    Goal("F2", "one flyer ≤ 1.25× bare canvas", "flyers", 1.25, "Tags (PDF/UA-1) and measured text cost more than drawing."),
    Goal("U1", "first paint ≤ 1.35× an empty PySide6 window", "start to first paint", 1.35, "The frame, the menus' names, style sheet and typeface; all else comes in the turn after it. What is left: our own modules (some 25), the settings' folders, the lock, the digest of the place."),
    Goal("U2", "against GNOME Contacts and Thunderbird", "", 0.8, "Those programs are not here."),
    Goal("U3", "no heavy library at the first paint", "", 0, "A figure below, and a test (tests/bench/test_bench_runs.py)."),
    Goal("T1", "a million: first picture ≤ 1.7× QSqlQueryModel", "a million: first picture", 1.7, "All keys are read first; QSqlQueryModel reads 256 rows and does not know how many there are."),
    Goal("T1", "a million: first picture ≤ 1.2× that of a thousand", "a million: first picture against a thousand", 1.2, "As above: all keys."),
    Goal("T1", "a million: scroll frame ≤ 1.45× QSqlQueryModel", "a million: scroll frame", 1.45, "A Python model: some thousand questions a frame."),
    Goal("T1", "a million: jump ≤ 1.45× QSqlQueryModel", "a million: jump", 1.45, "Rows are read on the worker, 32 at a time; Qt's model jumps only among the 256 rows that it holds."),
    Goal("T1", "50,000: scroll frame ≤ 1.45×", "scroll frame", 1.45, "Floor: the same rows painted again."),
    Goal("T2", "sort, first page ≤ 1.3× raw SQL", "sort", 1.3),
    Goal("P1", "against khard and khal", "", 1, "Those programs are not here."),
    Goal("P2", "against Tryton and evolution-data-server", "", 1, "Those programs are not here."),
    Goal("D1", "doubles ≤ 1/6 of comparing all", "doubles against all pairs", 1 / 6, "5,000 people, where the pairs are a hundredth of those of 50,000: the goal is for those, and the share falls as they grow. Recall and precision: below."),
    Goal("D2", "warning while typing ≤ 1/10 of extract", "warning while typing", 0.1, "The known ones near by are read as records and compared field by field, with what the warning shows."),
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
