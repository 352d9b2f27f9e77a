"""`outreach event task …` and `outreach event pack`: what is to be done for an event, and what is to be brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done as answered
from outreach.cli.outcome import say_title
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.domain.changes import Changes
from outreach.domain.due_task import TASK_STATE_LABELS, DueTask
from outreach.domain.plan import PackingItem
from outreach.domain.record import Kind, to_plain
from outreach.domain.when import home_day
from outreach.language import N_, NN_, Language

if TYPE_CHECKING:
    from uuid import UUID

    from outreach.services.house import House

task = group("task", N_("What is to be done for events: list, add, done, remove."))
_TASK_COLUMNS = (N_("Due"), N_("State"), N_("Task"), N_("Officer"), N_("Event"))
_PACKING_COLUMNS = (N_("Packed"), N_("Count"), N_("What"))
_PACKED = NN_("{packed} of {n} packed", "{packed} of {n} packed")


@command(task, "list", N_("Show the tasks of an event; without one, what is overdue or due within a week in all of them."))
@argument("reference", required=False, default="", metavar="[EVENT]")
@option("--officer", default=None, metavar="NAME", text=N_("Only those of this officer, and those that nobody has taken."))
def list_command(door: Door, reference: str, officer: str | None) -> Answer:
    """Show tasks with their days."""
    with door.house() as house:
        day = home_day(house.now())
        if reference:
            found = house.plans.tasks_of(find_id(house, reference, Kind.EVENT), day)
            found = [one for one in found if officer is None or one.task.officer in ("", officer)]
        else:
            found = house.plans.due_tasks(day, officer)
    empty = [door.language.say(N_("Nothing is to be done."))]
    return Answer({"tasks": plain_tasks(found)}, lambda: task_table(found, door.language, of_one=bool(reference)) or empty)


@command(task, "add", N_("Put a task on an event's list, so many days before or after its first day."))
@argument("reference", metavar="EVENT")
@argument("text")
@option("--days", type=click.INT, default=0, metavar="DAYS", text=N_("Days from the event's first day: -5 is five days before."))
@option("--officer", default="", metavar="NAME", text=N_("Who does it."))
def add(door: Door, reference: str, text: str, days: int, officer: str) -> Answer:
    """Keep a new task."""
    with door.house(writing=True) as house:
        event = find_id(house, reference, Kind.EVENT)
        return _with_tasks(door, house, event, house.plans.add_task(event, text, days, officer))


@command(task, "done", N_("Mark a task as done; --open opens it again."))
@argument("reference", metavar="EVENT")
@argument("name", metavar="TASK")
@option("--open", "reopened", is_flag=True, text=N_("Open it again."))
def finish(door: Door, reference: str, name: str, reopened: bool) -> Answer:
    """Tick a task off."""
    with door.house(writing=True) as house:
        event = find_id(house, reference, Kind.EVENT)
        return _with_tasks(door, house, event, house.plans.tick(event, name, not reopened))


@command(task, "remove", N_("Take a task off an event's list."))
@argument("reference", metavar="EVENT")
@argument("name", metavar="TASK")
def remove(door: Door, reference: str, name: str) -> Answer:
    """Take a task off."""
    with door.house(writing=True) as house:
        event = find_id(house, reference, Kind.EVENT)
        return _with_tasks(door, house, event, house.plans.drop_task(event, name))


def declare_pack(event: click.Group) -> None:
    """Give the group its `pack` command."""

    @command(event, "pack", N_("Show the packing list, or mark things as packed."))
    @argument("reference", metavar="EVENT")
    @argument("names", nargs=-1, metavar="[WHAT…]")
    @option("--all", "everything", is_flag=True, text=N_("Everything on the list."))
    @option("--unpack", is_flag=True, text=N_("Mark as not packed."))
    @option("--add", "new", default="", metavar="TEXT", text=N_("Put this on the list first."))
    @option("--count", type=click.IntRange(min=1), default=1, text=N_("How many of it."))
    @option("--remove", is_flag=True, text=N_("Take the named things off the list."))
    def pack(
        door: Door, reference: str, names: tuple[str, ...], everything: bool, unpack: bool, new: str, count: int, remove: bool
    ) -> Answer:
        writing = bool(names or everything or new)
        with door.house(writing=writing) as house:
            found = find_id(house, reference, Kind.EVENT)
            plans, changes = house.plans, list[Changes]()
            if new:
                changes.append(plans.add_packing(found, new, count))
            if everything:
                changes.append(plans.pack_all(found, not unpack))
            for name in names:
                changes.append(plans.drop_packing(found, name) if remove else plans.pack(found, name, not unpack))
            items = plans.of(found).outline.packing
        return _packing(door, items, changes)


def _packing(door: Door, items: tuple[PackingItem, ...], changes: Sequence[Changes]) -> Answer:
    plain: dict[str, Any] = {"packing": [to_plain(item) for item in items]}
    if changes:
        plain["actions"] = [to_plain(one.action) for one in changes]
    said = [f"{say_title(one.title, one.values, door.language)}." for one in changes if one.action]
    return Answer(plain, lambda: [*said, *packing_table(items, door.language)])


def packing_table(items: Sequence[PackingItem], language: Language) -> list[str]:
    """Return the packing list as lines, with how much of it is packed."""
    rows = [("x" if item.packed else "-", language.number(item.count), item.text) for item in items]
    count = language.count(_PACKED, len(items), packed=sum(item.packed for item in items))
    return [*(aligned([language.say(title) for title in _PACKING_COLUMNS], rows) if rows else []), count]


def plain_tasks(tasks: Sequence[DueTask]) -> list[dict[str, Any]]:
    """Return tasks as JSON has them."""
    return [
        {
            **to_plain(one.task),
            "day": one.day.isoformat(),
            "state": one.state.value,
            "event": str(one.event.id),
            "event_title": one.event.title,
        }
        for one in tasks
    ]


def task_table(tasks: Sequence[DueTask], language: Language, *, of_one: bool = False) -> list[str]:
    """Return tasks as lines; none for no tasks. Tasks `of_one` event need not name it."""
    rows = [
        (
            language.day(one.day, "EEE d MMM y"),
            language.say(TASK_STATE_LABELS[one.state]),
            one.task.text,
            one.task.officer,
            "" if of_one else one.event.title,
        )
        for one in tasks
    ]
    return aligned([language.say(title) for title in _TASK_COLUMNS], rows) if rows else []


def _with_tasks(door: Door, house: House, event: UUID, changes: Changes) -> Answer:
    return answered(door, changes, tasks=plain_tasks(house.plans.tasks_of(event)))
