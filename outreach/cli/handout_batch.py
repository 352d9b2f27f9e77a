"""`outreach handout batch`: one handout for each event, or one for each guest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command, leaves, option
from outreach.cli.door import Answer, Door
from outreach.cli.handout_options import options_of, order_of
from outreach.cli.progress import progress
from outreach.cli.usage import Misread
from outreach.domain.handout import HandoutKind, HandoutOrder
from outreach.language import N_, NN_
from outreach.services.handout_kinds.registry import TRADES
from outreach.services.handout_kinds.trade import Setting
from outreach.services.handouts import Printed

if TYPE_CHECKING:
    from outreach.services.house import House

#: Options that are called otherwise than the setting which they belong to.
_SETTINGS = {"crop_marks": Setting.BLEED}
_OF_ALL = ("printed_in", "paper")


def add_batch(handout: click.Group) -> None:
    """Give the group `handout` its command `batch`."""

    @leaves
    def batch(door: Door, kind: str, target: str, each: str, **said: Any) -> Answer:
        chosen = HandoutKind(kind)
        _refuse_unused(chosen, said)
        with door.house(writing=True) as house:
            order = order_of(house, chosen, door.language, said)
            with progress(door.language, N_("Drawing")) as report:
                written = _written(house, order, each, Path(target), report)
        pages = sum(one.pages for one in written)
        return Answer(
            {"files": [str(one.file) for one in written], "pages": pages},
            lambda: [
                door.language.say(
                    N_("Wrote {files} with {pages} to {place}"),
                    files=door.language.count(NN_("{n} file", "{n} files"), len(written)),
                    pages=door.language.count(NN_("{n} page", "{n} pages"), pages),
                    place=target,
                )
            ],
        )

    made: Any = batch
    for add in reversed(options_of(TRADES.values())):
        made = add(made)
    made = option(
        "--each",
        type=click.Choice(["event", "guest"]),
        default="event",
        text=N_("One for each coming event, or for each guest of an event."),
    )(made)
    made = option(
        "--to",
        "target",
        required=True,
        metavar="FOLDER|FILE.pdf",
        text=N_("The folder for the files; a file takes all guests' pages."),
    )(made)
    made = argument("kind", type=click.Choice([kind.value for kind in TRADES]), metavar="KIND")(made)
    command(handout, "batch", N_("Print many: one handout for each event, or one for each guest, with a name on it."))(
        made
    )


def _written(house: House, order: HandoutOrder, each: str, target: Path, report: Any) -> list[Printed]:
    if target.suffix.casefold() == ".pdf":
        if each == "event":
            raise Misread(N_("One file takes the pages of all guests; for events, name a folder with --to."))
        total = len(house.handout_batches.addressees(order))
        drawn = house.handout_batches.in_one(order, lambda done: _tell(report, done, total))
        printed = house.printings.save(drawn, target).printed
        return [printed]
    batches = house.handout_batches
    orders = (
        batches.per_guest(order)
        if each == "guest"
        else batches.per_event(order, [order.event] if order.event else None)
    )
    done = batches.to_folder(orders, target, lambda files: _tell(report, files, len(orders)))
    house.printings.keep_all(done.records)
    return list(done.files)


def _tell(report: Any, done: int, total: int) -> bool:
    if report is not None:
        report(done, max(done, total))
    return True


def _refuse_unused(kind: HandoutKind, said: dict[str, Any]) -> None:
    """Say which option a kind has no use for, instead of passing it over."""
    uses = {setting.value for setting in TRADES[kind].uses}
    for name, value in said.items():
        setting = _SETTINGS.get(name, name)
        if value in (None, "", ()) or name in _OF_ALL or setting in uses:
            continue
        raise Misread(N_("“{kind}” has no use for {option}."), kind=kind.value, option=f"--{name.replace('_', '-')}")
