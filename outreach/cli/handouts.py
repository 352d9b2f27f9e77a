"""`outreach handout …`: one command for each kind that can be made, many at once, and what was printed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.cli.command import command, group, leaves, option
from outreach.cli.door import Answer, Door
from outreach.cli.handout_batch import add_batch
from outreach.cli.handout_options import options_of, order_of
from outreach.cli.handout_records import add_printed
from outreach.domain.handout import HANDOUT_PURPOSES
from outreach.errors import WorkspaceInUse, WorkspaceReadOnly
from outreach.language import N_, NN_
from outreach.services.handout_kinds.registry import TRADES
from outreach.services.handout_kinds.trade import Trade, nobody

if TYPE_CHECKING:
    from outreach.services.house import House

handout = group("handout", N_("Print: flyers, signs, lists and sheets; what was printed for which event."))
_NOT_NOTED = N_("The print is not on record: the workspace is in use.")


def _add(trade: Trade[Any]) -> None:
    """Give the group the command of a kind."""

    def make(door: Door, file: str, **said: Any) -> Answer:
        with open_to_note(door) as (house, noting):
            order = order_of(house, trade.kind, door.language, said)
            if noting:
                kept = house.printings.save(order, Path(file))
                printed, number = kept.printed, kept.number
            else:
                printed, number = house.printings.write(order, Path(file))[0], 0
        pages = door.language.count(NN_("{n} page", "{n} pages"), printed.pages)
        return Answer(
            {"file": str(printed.file), "pages": printed.pages, **({"version": number} if number else {})},
            lambda: [door.language.say(N_("Wrote {pages} to {file}"), pages=pages, file=str(printed.file))],
            complaint="" if noting else door.language.say(_NOT_NOTED),
        )

    made: Any = make
    for add in reversed(options_of([trade])):
        made = add(made)
    made = option(
        "--to",
        "file",
        required=True,
        metavar="FILE.pdf",
        text=N_("The file to write; .eml makes the draft of an e-mail."),
    )(made)
    if trade.people is not nobody:
        made = leaves(made)
    command(handout, trade.kind.value, HANDOUT_PURPOSES[trade.kind])(made)


@contextmanager
def open_to_note(door: Door) -> Iterator[tuple[House, bool]]:
    """Open the workspace to print from, and to note the print where that can be: beside an open window it cannot."""
    try:
        opened = door.house(writing=True)
        house = opened.__enter__()
    except (WorkspaceInUse, WorkspaceReadOnly):
        with door.house() as house:
            yield house, False
        return
    try:
        yield house, True
    finally:
        opened.__exit__(None, None, None)


for _trade in TRADES.values():
    _add(_trade)
add_batch(handout)
add_printed(handout)
