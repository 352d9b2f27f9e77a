"""`outreach package export | import`: what goes between municipalities. No person and no conversation is ever in one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.table import aligned
from outreach.cli.usage import Misread
from outreach.domain.network_package import SORT_LABELS, Item, Sort
from outreach.domain.record import to_plain
from outreach.explain import say_problem
from outreach.language import N_, NN_, Language
from outreach.services.neighbours import Clash
from outreach.services.package_merge import FATE_LABELS, Arrival, Fate
from outreach.services.package_scan import FOUND_LABELS, Hit
from outreach.services.package_words import item_lines
from outreach.services.packages import Offered, Opened, Packed

package = group("package", N_("Packages between municipalities: export, import. No person and no conversation is ever in one."))

_SORTS = N_("Only these sorts: templates, questions, inquiries, words, flyers, requirements, tenders.")
_ITEMS = NN_("{n} item", "{n} items")


@command(package, "export", N_("Write a package: templates, answered questions, plain words, flyer texts, cards, coming tenders."))
@argument("file", metavar="FILE.zip")
@option("--only", default="", metavar="SORT,…", text=_SORTS)
@option("--all", "everything", is_flag=True, text=N_("Also what others sent us, and answers that are not public."))
@option("--blank", is_flag=True, text=N_("Send items in which names were found, with these words taken out."))
@option("--preview", "only_preview", is_flag=True, text=N_("Show what would be in it, word by word; write nothing."))
def export(door: Door, file: str, only: str, everything: bool, blank: bool, only_preview: bool) -> Answer:
    """Write it."""
    sorts = _sorts(only)
    with door.house() as house:
        packages = house.packages
        offered = packages.offer(sorts)
        chosen = {one.name for one in offered} if everything else None
        blanked = {one.name for one in offered if one.hits} if blank else set()
        if only_preview:
            packed = packages.pack(offered, chosen, blanked)
        else:
            packed = packages.export(Path(file), door.language, sorts=sorts, chosen=chosen, blank=blanked)
    plain = {
        "file": None if only_preview else file,
        "items": [_plain_item(one) for one in packed.items],
        "left_out": [_plain_item(one.item) | {"found": [_plain_hit(hit) for hit in one.hits]} for one in packed.left_out],
    }
    return Answer(plain, lambda: _packed_lines(packed, door.language, file, preview=only_preview))


@command(package, "import", N_("Take in a package: what is new, and what they changed and we did not edit. Undo takes it back."))
@argument("file", metavar="FILE.zip")
@option("--only", default="", metavar="SORT,…", text=N_("Only these sorts."))
@option("--preview", "only_preview", is_flag=True, text=N_("Show what would happen and from whom; keep nothing."))
def import_command(door: Door, file: str, only: str, only_preview: bool) -> Answer:
    """Take it in."""
    sorts = _sorts(only)
    with door.house(writing=not only_preview) as house:
        opened = house.packages.open(Path(file))
        chosen = {(one.item.sort, one.item.key) for one in opened.arrivals if one.item.sort in sorts}
        action = None
        if not only_preview:
            taken = house.packages.take_in(opened, chosen)
            opened, action = taken.opened, taken.changes.action
    found = [one for one in opened.arrivals if one.item.sort in sorts]
    counts = {fate: sum(one.fate is fate for one in found) for fate in Fate}
    plain = {
        "from": opened.package.origin,
        "made": opened.package.made.isoformat(),
        "added": counts[Fate.NEW],
        "updated": counts[Fate.UPDATE],
        "unchanged": counts[Fate.SAME],
        "kept": counts[Fate.KEPT],
        "items": [_plain_item(one.item) | {"verdict": one.fate.value, "from": one.credit} for one in found],
        "problems": [_plain_problem(one, door.language) for one in found if one.problem is not None]
        + [{"item": "", "reason": say_problem(one, door.language)} for one in opened.problems],
        "clashes": [_plain_clash(one) for one in opened.clashes],
        "action": to_plain(action),
    }
    return Answer(plain, lambda: _opened_lines(opened, found, counts, door.language))


def _sorts(only: str) -> tuple[Sort, ...]:
    named = [one.strip().casefold() for one in only.split(",") if one.strip()]
    wrong = next((one for one in named if one not in set(Sort)), "")
    if wrong:
        known = ", ".join(Sort)
        error = Misread(N_("There is no sort called {name}; known are {sorts}."), name=wrong, sorts=known)
        error.ctx = click.get_current_context()
        raise error
    return tuple(Sort(one) for one in named) or tuple(Sort)


def _plain_item(item: Item) -> dict[str, Any]:
    return {"sort": item.sort.value, "key": item.key, "title": item.title, "credit": item.credit, "data": dict(item.data)}


def _plain_hit(hit: Hit) -> dict[str, str]:
    return {"kind": hit.found.value, "words": hit.words}


def _plain_problem(one: Arrival, language: Language) -> dict[str, str]:
    return {"item": one.item.title, "reason": say_problem(one.problem, language) if one.problem is not None else ""}


def _plain_clash(clash: Clash) -> dict[str, Any]:
    sides = [{"buyer": one.buyer, "title": one.title} for one in (clash.one, clash.other)]
    return {"week": clash.monday.isoformat(), "group": clash.group, "tenders": sides}


def _packed_lines(packed: Packed, language: Language, file: str, *, preview: bool) -> list[str]:
    lines: list[str] = []
    for sort in Sort:
        items = [one for one in packed.items if one.sort is sort]
        lines += [f"{language.say(SORT_LABELS[sort])} ({language.number(len(items))})"] if items else []
        for one in items:
            lines.append(f"  {one.title}")
            lines += [f"      {line}" for line in item_lines(one, language)] if preview else []
    lines += _left_out(packed.left_out, language)
    text = N_("{items} would be in it. Nothing was written.") if preview else N_("{file} is written, with {items}.")
    return [*lines, language.say(text, items=language.count(_ITEMS, len(packed.items)), file=file)]


def _left_out(left_out: tuple[Offered, ...], language: Language) -> list[str]:
    if not left_out:
        return []
    lines = [language.say(N_("Stays at home because of what was found in it:"))]
    for one in left_out:
        found = "; ".join(f"{language.say(FOUND_LABELS[hit.found])} {hit.words}".strip() for hit in one.hits)
        lines.append(f"  {one.item.title}: {found}")
    return lines


def _opened_lines(opened: Opened, found: list[Arrival], counts: dict[Fate, int], language: Language) -> list[str]:
    made = opened.package
    lines = [language.say(N_("Package from {name}, {day}"), name=made.origin, day=language.day(made.made))]
    rows = [
        (language.say(FATE_LABELS[one.fate]), language.say(SORT_LABELS[one.item.sort]), one.item.title, one.credit) for one in found
    ]
    titles = (N_("What"), N_("Kind"), N_("Name"), N_("From"))
    lines += aligned([language.say(title) for title in titles], rows) if rows else []
    lines += [language.say(SAME_WEEK, **_sides(one, language)) for one in opened.clashes]
    lines += [say_problem(one, language) for one in opened.problems]
    numbers = {"new": Fate.NEW, "updated": Fate.UPDATE, "same": Fate.SAME, "kept": Fate.KEPT}
    text = N_("{new} new, {updated} changed there, {same} the same, {kept} kept as ours.")
    return [*lines, language.say(text, **{name: language.number(counts[fate]) for name, fate in numbers.items()})]


SAME_WEEK = N_("{one} and {other} plan the same branch in the week from {day}.")


def _sides(clash: Clash, language: Language) -> dict[str, str]:
    one, other = (f"{each.buyer} ({each.title})" for each in (clash.one, clash.other))
    return {"one": one, "other": other, "day": language.day(clash.monday)}
