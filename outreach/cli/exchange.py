"""`outreach exchange FOLDER`: laptops without a server; `pair`, `code`, `status`, `conflicts`, `settle` beside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from outreach.cli.command import SpokenGroup, argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.progress import progress
from outreach.cli.table import aligned
from outreach.domain.record import to_plain
from outreach.errors import Ambiguous, NotFound, TooMuchRemoved
from outreach.language import N_, Language
from outreach.services.conflict_words import conflict_title, said_by, said_sides, said_value
from outreach.services.exchange_conflicts import CURRENT, ORIGINAL, OURS, THEIRS
from outreach.services.exchange_words import (
    CONFLICTS,
    LEFT,
    UNSENT,
    counted,
    held_lines,
    last_exchanged,
    problem_line,
    removals,
)

if TYPE_CHECKING:
    from outreach.domain.problem import Problem
    from outreach.services.exchange import Exchanged, Status
    from outreach.services.exchange_conflicts import Conflict
    from outreach.services.house import House


class _Exchange(SpokenGroup):
    """A group whose first word may be a folder: `exchange FOLDER` is `exchange run FOLDER`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; `run` where the first word is none."""
        if args and args[0] not in self.commands:
            args = ["run", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let an option come before the folder too."""
        first = next((one for one in args if not one.startswith("-")), None)
        if args and args[0] in ("--preview", "--sure") and first not in self.commands:
            args = ["run", *args]
        return super().parse_args(ctx, args)


_GROUP = N_("Keep laptops without a server alike, over any folder: exchange FOLDER. First: code, pair.")
exchange = group("exchange", _GROUP, _Exchange)
_PREVIEW = N_("Show what would be sent and received; keep and write nothing.")
_SHOW = N_("Show what was set differently on two laptops: what stands now, theirs, and what it was before.")
_RUN = N_("Read what other laptops wrote into a folder, and write what they have not got.")
_TAKE = N_("What is to stand: what stands now, what this laptop wrote, what another wrote, or what it was before.")
_OTHER = N_("Which of theirs, where there are several.")
_NEW = N_("A new code instead: a laptop that does not get it, such as a lost one, is shut out.")
_SURE = N_("Also when many records go because they were deleted on another laptop.")


@command(exchange, "run", _RUN)
@argument("folder", metavar="FOLDER")
@option("--preview", "only_preview", is_flag=True, text=_PREVIEW)
@option("--sure", is_flag=True, text=_SURE)
def run(door: Door, folder: str, only_preview: bool, sure: bool) -> Answer:
    """Exchange."""
    with door.house(writing=True) as house, progress(door.language, N_("Exchanging:")) as report:
        place = Path(folder)
        if only_preview:
            done = house.exchange.preview(place, report)
        else:
            try:
                done = house.exchange.run(place, sure=sure, report=report)
            except TooMuchRemoved:
                # Nothing was kept; those that would go are named before the sentence says so.
                for line in removals(house.exchange.preview(place), door.language):
                    click.echo(line, err=True)
                raise
    return Answer(_plain(done, door.language), lambda: _lines(done, door.language))


@command(exchange, "code", N_("Show the code of this workspace, to be typed in on the other laptops; make one if there is none."))
@option("--new", "renew", is_flag=True, text=_NEW)
def code(door: Door, renew: bool) -> Answer:
    """Show it."""
    with door.house(writing=True) as house:
        made = house.exchange.renew_code() if renew else house.exchange.make_code()
    return Answer({"code": made}, lambda: [made])


@command(exchange, "pair", N_("Use the code of another laptop; - reads it from standard input."))
@argument("code", metavar="CODE")
@option("--instead", is_flag=True, text=N_("Instead of the code that is used now."))
def pair(door: Door, code: str, instead: bool) -> Answer:
    """Use it."""
    typed = sys.stdin.read(1000) if code == "-" else code
    with door.house(writing=True) as house:
        house.exchange.pair(typed, instead=instead)
        status = house.exchange.status()
    return Answer({"paired": True, "key": status.code}, lambda: [door.language.say(N_("The code is set."))])


@command(exchange, "status", N_("Show with whom was exchanged and when, and what waits."))
def status_command(door: Door) -> Answer:
    """Show it."""
    with door.house() as house:
        status = house.exchange.status()
    return Answer(_plain_status(status), lambda: _status_lines(status, door.language))


@command(exchange, "conflicts", _SHOW)
def conflicts_command(door: Door) -> Answer:
    """Show them."""
    with door.house() as house:
        found = house.exchange.conflicts()
    return Answer({"conflicts": [_plain_conflict(one) for one in found]}, lambda: _conflict_lines(found, door.language))


@command(exchange, "settle", N_("Decide a conflict. The decision travels to the other laptops; undo takes it back."))
@argument("reference", metavar="ID")
@option("--take", type=click.Choice([CURRENT, OURS, THEIRS, ORIGINAL]), required=True, text=_TAKE)
@option("--other", default=1, metavar="NUMBER", type=click.IntRange(min=1), text=_OTHER)
def settle(door: Door, reference: str, take: str, other: int) -> Answer:
    """Decide it."""
    with door.house(writing=True) as house:
        settled = house.exchange.settle(_find(house, reference), take, other - 1)
    plain = {"conflict": _plain_conflict(settled.conflict), "took": take, "action": to_plain(settled.changes.action)}
    title = conflict_title(settled.conflict, door.language)
    return Answer(plain, lambda: [door.language.say(N_("Decided: {conflict}."), conflict=title)])


def _find(house: House, reference: str) -> UUID:
    found = [one for one in house.exchange.conflicts() if str(one.id).startswith(reference.casefold())]
    if not found:
        raise NotFound(reference)
    if len(found) > 1:
        raise Ambiguous(reference, [str(one.id)[:8] for one in found])
    return found[0].id


def _plain(done: Exchanged, language: Language) -> dict[str, Any]:
    return {
        "sent": done.sent,
        "passed_on": done.passed_on,
        "received": done.received,
        "conflicts": done.conflicts,
        "made": done.made,
        "changed": done.changed,
        "removed": [{"kind": one.kind.value, "title": one.title} for one in done.removals],
        "waiting": done.waiting,
        "held": done.held,
        "too_many": done.too_many,
        "unwritten": done.unwritten,
        "twins": done.twins,
        "problems": [_plain_problem(one, language) for one in done.problems],
        "left": list(done.outdated),
        "action": to_plain(done.changes.action),
    }


def _plain_problem(problem: Problem, language: Language) -> dict[str, str]:
    file, reason = problem_line(problem, language)
    return {"file": file, "reason": reason}


def _lines(done: Exchanged, language: Language) -> list[str]:
    lines = counted(done, language) + removals(done, language)
    for problem in done.problems:
        lines.append(": ".join(part for part in problem_line(problem, language) if part))
    return lines + [language.say(LEFT, file=name) for name in done.outdated]


def _plain_status(status: Status) -> dict[str, Any]:
    peers = [{"laptop": one.name, "device": one.device, "at": one.at.isoformat()} for one in status.peers]
    return {
        "key": status.code, "device": status.device, "peers": peers, "conflicts": status.conflicts, "waiting": status.waiting,
        "held": status.held, "unsent": status.unsent,
    }  # fmt: skip


def _status_lines(status: Status, language: Language) -> list[str]:
    if not status.code:
        return [language.say(N_("No code has been set yet: exchange code makes one, exchange pair uses that of another laptop."))]
    lines = last_exchanged(status, language)
    lines += [language.count(text, n) for text, n in ((UNSENT, status.unsent), (CONFLICTS, status.conflicts)) if n]
    return lines + held_lines(status.held, language)


def _plain_conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "id": str(conflict.id),
        "kind": conflict.kind.value,
        "record": str(conflict.record),
        "title": conflict.title,
        "field": conflict.field,
        "element": conflict.element,
        "current": to_plain(conflict.current),
        "others": to_plain(conflict.others),
        "original": to_plain(conflict.original),
    }


def _conflict_lines(found: list[Conflict], language: Language) -> list[str]:
    if not found:
        return [language.say(N_("No conflicts: everything is alike."))]
    return [line for one in found for line in _one_conflict(one, language)]


def _one_conflict(one: Conflict, language: Language) -> list[str]:
    rows = [[label, said_value(side, one, language), said_by(side, language)] for label, side, _, _ in said_sides(one, language)]
    return [f"{str(one.id)[:8]}  {conflict_title(one, language)}", *(f"  {line}" for line in aligned(["", "", ""], rows)[1:])]
