"""`outreach demo` and `outreach tour`: the sample municipality, and a picture of every page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.exports import EXPORTED
from outreach.cli.progress import progress
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.when import HOME_ZONE
from outreach.errors import CannotWrite, WorkspaceMissing
from outreach.language import LANGUAGES, N_, NN_, Language
from outreach.paths import SUFFIX, data_folder
from outreach.services.handout_kinds.registry import TRADES
from outreach.services.handout_kinds.trade import Setting

if TYPE_CHECKING:
    from outreach.services.house import House

_FILLING = N_("Making the sample municipality")


def add_demo(root: Any) -> None:
    """Give the program its `demo` and `tour` commands."""

    @command(root, "demo", N_("Make a sample workspace, a whole year of an invented municipality, and open it."))
    @argument("folder", required=False, default=None, metavar="[DIR]")
    @option("--seed", type=click.IntRange(min=0), default=20261124, text=N_("Another number makes other people."))
    def demo(door: Door, folder: str | None, seed: int) -> Answer:
        place = Path(folder).absolute() if folder else data_folder() / "demo"
        workspace = place / f"alvbro{SUFFIX}"
        with _sample(door, workspace, seed) as house:
            files = [] if door.open_window is not None else _main_files(house, place, door.language)
            if door.open_window is None:
                files += _tour(door, house, place / "tour")
        code = door.open_window(str(workspace)) if door.open_window is not None else 0
        return Answer(
            {"workspace": str(workspace), "files": [str(file) for file in files]},
            lambda: _where(door.language, workspace, files),
            code,
        )

    @command(root, "tour", N_("Draw every page in both languages, light and dark, and write one of each export."))
    @argument("folder", metavar="DIR")
    def tour(door: Door, folder: str) -> Answer:
        with door.house(writing=True) as house:
            files = _tour(door, house, Path(folder).absolute())
        return Answer({"files": [str(file) for file in files]}, lambda: _where(door.language, None, files))


def _where(language: Language, workspace: Path | None, files: list[Path]) -> list[str]:
    """Say where things are: the single files by name, a folder full of them in one line."""
    if not files:
        return [str(workspace)] if workspace else []
    top = workspace.parent if workspace else None
    lines = [str(workspace)] if workspace else []
    lines += [str(file) for file in files if file.parent == top]
    folders = dict.fromkeys(file.parent for file in files if file.parent != top)
    for folder in folders:
        number = sum(file.parent == folder for file in files)
        lines.append(language.count(NN_("{n} file in {folder}", "{n} files in {folder}"), number, folder=folder))
    return lines


@contextmanager
def _sample(door: Door, workspace: Path, seed: int) -> Iterator[House]:
    """Open the sample workspace; make it and fill it where that is not done yet, so that a second start keeps one's edits."""
    from outreach.services.demo import fill
    from outreach.services.demo.municipality import OFFICERS

    try:
        house = door.open_house(str(workspace), True)
    except WorkspaceMissing:
        house = door.create_house(str(workspace))
    try:
        house.sign_as(OFFICERS[0])
        if house.companies.count() == 0:
            today = house.now().astimezone(ZoneInfo(HOME_ZONE)).date()
            with progress(door.language, _FILLING) as report:
                fill(house, seed=seed, today=today, progress=report)
        yield house
    finally:
        house.close()


def _main_files(house: House, folder: Path, language: Language) -> list[Path]:
    """Write what the main job ends with: a calendar, cards and a flyer."""
    flyer = house.handouts.flyer(language=language.code)
    return [
        house.exports.write(Kind.EVENT, folder / "calendar.ics", language, deadlines=True).file,
        house.exports.write(Kind.PERSON, folder / "people.vcf", language).file,
        house.handouts.save(flyer, folder / "flyer.pdf").file,
    ]


def _tour(door: Door, house: House, folder: Path) -> list[Path]:
    """Write one of each export and, where the window's libraries are there, a picture of every page."""
    _make_folder(folder)
    files = [
        house.exports.write(kind, folder / f"{name}{suffix}", door.language).file
        for name, kind in EXPORTED.items()
        for suffix in house.exports.suffixes(kind)
    ]
    for code in LANGUAGES:
        files += _handouts(house, folder, code)
    if door.make_tour is not None:
        files += door.make_tour(house, folder)
    return files


def _handouts(house: House, folder: Path, code: str) -> list[Path]:
    """Write each kind of handout on each of its papers: for the next event, lists of guests for one that has guests."""
    coming = house.events.coming(house.now(), 1)
    listed = house.guests.listed(Listing(Kind.GUEST))
    files = []
    for kind, trade in TRADES.items():
        of_guests = bool(listed) and trade.uses & {Setting.GUESTS, Setting.EMPTY_LINES}
        event = listed[0].event if of_guests else (coming[0].id if coming else None)
        if event is None and trade.needs_event:
            continue
        for paper in trade.papers:
            order = replace(house.handouts.usual(kind, code), event=event if trade.needs_event else None, paper=paper)
            size = f"-{paper.value}" if len(trade.papers) > 1 else ""
            files.append(house.handouts.save(order, folder / f"{kind.value}{size}-{code}.pdf").file)
    return files


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(folder, error.strerror or "") from error
