"""`outreach double …`: records that may be the same. Nothing is merged that nobody has named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done
from outreach.cli.progress import progress
from outreach.cli.references import find_record
from outreach.cli.table import aligned
from outreach.domain.likeness import Band
from outreach.domain.record import Kind, to_plain
from outreach.errors import InvalidInput
from outreach.language import N_, Language
from outreach.services.duplicates import BANDS, KINDS
from outreach.services.house import House
from outreach.services.matching import REASONS
from outreach.services.scanning import DoublePair

double = group("double", N_("People and companies that stand twice in the register: list, merge, apart, merge-sure."))

_COLUMNS = (N_("Band"), N_("Keep"), N_("Other"), N_("Reasons"), N_("Id to keep"), N_("Id of the other"))
_SEARCHING = N_("Looking for doubles …")
_NONE = N_("No two records look like one.")
_kind = option(
    "--kind",
    type=click.Choice([kind.value for kind in KINDS]),
    default=None,
    text=N_("Only people, or only companies."),
)


@command(double, "list", N_("Show pairs that may be one record, the surest first, with the reasons."))
@_kind
@option("--band", type=click.Choice([band.value for band in Band]), default=None, text=N_("Only those of this band."))
@option("--limit", type=click.IntRange(min=0), default=None, text=N_("At most so many."))
def list_command(door: Door, kind: str | None, band: str | None, limit: int | None) -> Answer:
    """Show the pairs."""
    with door.house() as house:
        pairs = [one for one in _search(door, house, kind) if band is None or one.band == band]
    shown = pairs if limit is None else pairs[:limit]
    return Answer(
        {"pairs": [_plain(one) for one in shown], "count": len(pairs)}, lambda: _table(shown, door.language)
    )


@command(double, "merge", N_("Merge others into the one to keep: everything of all is kept, and undo takes it back."))
@argument("keep", metavar="KEEP")
@argument("others", nargs=-1, required=True, metavar="OTHER…")
@option("--choose", "choices", multiple=True, metavar="FIELD=SIDE", text=N_("Whose value a field has: keep or other."))
@_kind
def merge(door: Door, keep: str, others: tuple[str, ...], choices: tuple[str, ...], kind: str | None) -> Answer:
    """Merge records that were named."""
    with door.house(writing=True) as house:
        found, ids = _named(house, (keep, *others), kind)
        changes = house.duplicates.merge(found, ids[0], ids[1:], _choices(choices))
        return done(door, changes, record=to_plain(house.duplicates.one(found, ids[0])))


@command(double, "apart", N_("Say that two records are not the same; the pair is not shown again."))
@argument("one", metavar="ONE")
@argument("other", metavar="OTHER")
@_kind
def apart(door: Door, one: str, other: str, kind: str | None) -> Answer:
    """Tell a pair apart."""
    with door.house(writing=True) as house:
        found, ids = _named(house, (one, other), kind)
        return done(door, house.duplicates.keep_apart(found, [(ids[0], ids[1])]))


@command(double, "merge-sure", N_("Merge all sure pairs as one action, after a look at them; without --yes it only shows them."))
@_kind
@option("--yes", is_flag=True, text=N_("Do it; undo takes it back."))
def merge_sure(door: Door, kind: str | None, yes: bool) -> Answer:
    """Merge the sure pairs, when that was said."""
    with door.house(writing=yes) as house:
        pairs = [one for one in _search(door, house, kind) if one.band is Band.SURE]
        plain = {"pairs": [_plain(one) for one in pairs], "count": len(pairs), "actions": []}
        if not yes:
            hint = door.language.say(N_("Nothing was merged. With --yes these pairs are."))
            return Answer(plain, lambda: [*_table(pairs, door.language), *([hint] if pairs else [])])
        merged = {
            one: house.duplicates.merge_pairs(one, [(pair.one, pair.other) for pair in pairs if pair.kind is one])
            for one in KINDS
        }
    actions = [to_plain(changes.action) for changes in merged.values() if changes.action is not None]
    said = [f"{door.language.say(one.title, **one.values)}." for one in merged.values() if one.action is not None]
    nothing = [door.language.say(N_("Nothing had to be changed."))]
    return Answer(plain | {"actions": actions}, lambda: said or nothing)


def _search(door: Door, house: House, kind: str | None) -> list[DoublePair]:
    found: list[DoublePair] = []
    with progress(door.language, _SEARCHING) as report:
        for one in KINDS if kind is None else (Kind(kind),):
            found += house.duplicates.scan(one, report)
    return found


def _named(house: House, references: Sequence[str], kind: str | None) -> tuple[Kind, list[UUID]]:
    """Return the kind and the ids that were named; all must be of one kind."""
    found = [find_record(house, text, Kind(kind) if kind else None) for text in references]
    if len({one for one, _ in found}) > 1:
        raise InvalidInput(N_("Kind"), N_("A person and a company cannot be the same."))
    return found[0][0], [record.id for _, record in found]


def _choices(texts: tuple[str, ...]) -> dict[str, str]:
    return {name.strip(): side.strip() for name, _, side in (text.partition("=") for text in texts)}


def _plain(one: DoublePair) -> dict[str, Any]:
    keep, other = one.titles
    return {
        "kind": one.kind.value,
        "band": one.band.value,
        "reasons": list(one.reasons),
        "score": round(one.score, 1),
        "keep": {"id": str(one.one), "title": keep},
        "other": {"id": str(one.other), "title": other},
    }


def _table(pairs: Sequence[DoublePair], language: Language) -> list[str]:
    if not pairs:
        return [language.say(_NONE)]
    rows = [
        (
            language.say(BANDS[one.band]),
            *one.titles,
            ", ".join(language.say(REASONS[reason]) for reason in one.reasons),
            str(one.one),
            str(one.other),
        )
        for one in pairs
    ]
    return aligned([language.say(title) for title in _COLUMNS], rows)
