"""The figures as a table on the terminal and as a page of Markdown that says what each of them means."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench import goals
from tests.bench.pairs import Figure, LeftOut, Result, Row

LIBRARIES = ("PySide6_Essentials", "SQLAlchemy", "sqlcipher3", "icalendar", "vobject", "reportlab")

_HEADINGS = ("bench", "product ms", "floor ms", "ratio", "quartiles", "worst", "slowest")


def table(results: Iterable[Result]) -> str:
    """Return the results as lines of text."""
    lines = [_cells(one) for one in results]
    widths = [max(len(line[place]) for line in [_HEADINGS, *lines]) for place in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in [_HEADINGS, *lines]
    )


def page(results: Sequence[Result], people: int) -> str:
    """Return the results as Markdown."""
    rows = [one for one in results if isinstance(one, Row)]
    figures = [one for one in results if isinstance(one, Figure)]
    left_out = [one for one in results if isinstance(one, LeftOut)]
    lines = "\n".join(f"| {' | '.join(_cells(row))} |" for row in rows)
    parts = [
        "# What Outreach costs",
        _explanation(min((row.rounds for row in rows), default=0)),
        f"{datetime.now(UTC):%Y-%m-%d}, register of {people:,} people. {_machine()}",
        f"| {' | '.join(_HEADINGS)} |\n|---|---|---|---|---|---|---|\n{lines}",
    ]
    parts += ["## Goals", goals.table(results)]
    if figures:
        values = [f"| {one.name} | {one.value:,.1f} {one.unit} | {one.meaning} |" for one in figures]
        parts.append("\n".join(["| figure | value | meaning |", "|---|---|---|", *values]))
    parts.append("## What each row means")
    parts.append("\n".join(f"- **{row.name}**: {row.meaning}" for row in rows))
    if left_out:
        parts.append("\n".join(f"Left out: {one.name} ({one.reason})." for one in left_out))
    return "\n\n".join(parts) + "\n"


def _explanation(rounds: int) -> str:
    return (
        "Written by `python -m tests.bench --write resources/bench.md`; do not edit. A ratio compares a function of the product "
        "with a floor that does only the unavoidable part of the same work, in turn, product, floor, product, floor, at least "
        f"{rounds} times. The figure is the median of the paired ratios; the quartiles show how steady it is, *worst* is the input "
        "with the highest ratio, *slowest* the one that takes longest. Lists and files are counted in processor time of the "
        "thread, saving, window and start in time on the wall."
    )


def _cells(one: Result) -> tuple[str, ...]:
    if isinstance(one, Row):
        quartiles = f"{one.lower:.2f}–{one.upper:.2f}"
        return (
            one.name,
            f"{one.product:.2f}",
            f"{one.floor:.2f}",
            f"{one.ratio:.2f}×",
            quartiles,
            one.worst,
            one.slowest,
        )
    if isinstance(one, Figure):
        return (one.name, f"{one.value:,.1f} {one.unit}", "", "", "", "", "")
    return (one.name, "left out", "", "", "", one.reason, "")


def _machine() -> str:
    from sqlcipher3 import dbapi2

    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    load = f"load {os.getloadavg()[0]:.1f}, " if hasattr(os, "getloadavg") else ""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {load}{platform.system()} {platform.release()}; "
        f"Python {platform.python_version()}, SQLite {dbapi2.sqlite_version}, {libraries}."
    )


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        for line in facts.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
