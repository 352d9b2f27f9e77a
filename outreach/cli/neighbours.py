"""`outreach neighbour …` and `outreach flyer-text …`: what other municipalities will buy, and the words of flyers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done, fresh, saved
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.cli.values import Day
from outreach.domain.neighbour import FlyerText, NeighbourTender
from outreach.domain.record import Kind, to_plain
from outreach.errors import Ambiguous, NotFound
from outreach.language import N_, Language
from outreach.services.neighbours import Week

if TYPE_CHECKING:
    from collections.abc import Sequence

neighbour = group("neighbour", N_("Neighbours' coming tenders: add, change, list beside ours, delete."))
flyer_text = group("flyer-text", N_("Words of flyers: add, change, list, use for a tender, delete."))

T = TypeVar("T", NeighbourTender, FlyerText)

_SAME = N_("same branch")


@command(neighbour, "add", N_("Write down what another municipality will buy."))
@argument("title")
@option("--buyer", required=True, metavar="NAME", text=N_("The municipality that buys."))
@option("--cpv", multiple=True, metavar="CODE", text=N_("A CPV code; the main one first."))
@option("--expected", type=Day(), default=None, metavar="DAY", text=N_("The day on which it is to be advertised."))
@option("--deadline", type=Day(), default=None, metavar="DAY", text=N_("The last day to bid."))
@option("--link", default="", metavar="URL", text=N_("Where to read more."))
def add(
    door: Door, title: str, buyer: str, cpv: tuple[str, ...], expected: date | None, deadline: date | None, link: str
) -> Answer:
    """Keep it."""
    made = NeighbourTender(title=title, buyer=buyer, cpv=cpv, expected=expected, deadline=deadline, link=link)
    with door.house(writing=True) as house:
        return saved(door, house.neighbours.save(made), "tender", fresh(house.neighbours, made))


@command(neighbour, "change", N_("Change what is known of a neighbour's tender."))
@argument("reference", metavar="ID")
@option("--title", default=None, text=N_("What they buy."))
@option("--expected", type=Day(), default=None, metavar="DAY", text=N_("The day on which it is to be advertised."))
@option("--deadline", type=Day(), default=None, metavar="DAY", text=N_("The last day to bid."))
def change(door: Door, reference: str, title: str | None, expected: date | None, deadline: date | None) -> Answer:
    """Keep the change."""
    told = {name: value for name, value in (("title", title), ("expected", expected), ("deadline", deadline)) if value is not None}
    with door.house(writing=True) as house:
        known = _named(house.neighbours.all(), reference)
        changes = house.neighbours.save(replace(known, **told))  # type: ignore[arg-type]
        return saved(door, changes, "tender", fresh(house.neighbours, known))


@command(neighbour, "list", N_("Show week by week what we and others will advertise, and where two ask the same branch."))
def list_command(door: Door) -> Answer:
    """Show the weeks."""
    with door.house() as house:
        weeks = house.neighbours.weeks()
    return Answer({"weeks": [to_plain(week) for week in weeks]}, lambda: _weeks(weeks, door.language))


@command(neighbour, "delete", N_("Delete; undo brings it back."))
@argument("references", nargs=-1, required=True, metavar="ID…")
def delete(door: Door, references: tuple[str, ...]) -> Answer:
    """Delete them."""
    with door.house(writing=True) as house:
        every = house.neighbours.all()
        return done(door, house.neighbours.delete([_named(every, one).id for one in references]))


@command(flyer_text, "add", N_("Keep the words of a flyer."))
@argument("title")
@argument("text")
@option("--in", "written_in", type=click.Choice(("sv", "en")), default="sv", text=N_("The language: sv or en."))
@option("--cpv", multiple=True, metavar="CODE", text=N_("A CPV code; the main one first."))
def add_text(door: Door, title: str, text: str, written_in: str, cpv: tuple[str, ...]) -> Answer:
    """Keep it."""
    made = FlyerText(title=title, text=text, language=written_in, cpv=cpv)
    with door.house(writing=True) as house:
        return saved(door, house.flyer_texts.save(made), "text", fresh(house.flyer_texts, made))


@command(flyer_text, "change", N_("Write other words."))
@argument("reference", metavar="ID")
@argument("text")
def change_text(door: Door, reference: str, text: str) -> Answer:
    """Keep the change."""
    with door.house(writing=True) as house:
        known = _named(house.flyer_texts.all(), reference)
        return saved(door, house.flyer_texts.save(replace(known, text=text)), "text", fresh(house.flyer_texts, known))


@command(flyer_text, "list", N_("Show the texts."))
def list_texts(door: Door) -> Answer:
    """Show them."""
    with door.house() as house:
        texts = house.flyer_texts.all()
    return Answer({"texts": [to_plain(one) for one in texts], "count": len(texts)}, lambda: _texts(texts, door.language))


@command(flyer_text, "use", N_("Make a text the description of a tender; undo brings the old one back."))
@argument("reference", metavar="ID")
@argument("tender", metavar="TENDER")
def use(door: Door, reference: str, tender: str) -> Answer:
    """Use it."""
    with door.house(writing=True) as house:
        text = _named(house.flyer_texts.all(), reference)
        return done(door, house.flyer_texts.describe(find_id(house, tender, Kind.TENDER), text.id))


@command(flyer_text, "delete", N_("Delete; undo brings it back."))
@argument("references", nargs=-1, required=True, metavar="ID…")
def delete_texts(door: Door, references: tuple[str, ...]) -> Answer:
    """Delete them."""
    with door.house(writing=True) as house:
        every = house.flyer_texts.all()
        return done(door, house.flyer_texts.delete([_named(every, one).id for one in references]))


def _named(every: Sequence[T], reference: str) -> T:
    """Return the one with this id, or whose title begins so. Raises NotFound, Ambiguous."""
    wanted = reference.strip().casefold()
    exact = [one for one in every if wanted in (str(one.id), one.title.casefold())]
    found = exact or [one for one in every if wanted and one.title.casefold().startswith(wanted)]
    if not found:
        raise NotFound(reference)
    if len(found) > 1:
        raise Ambiguous(reference, [one.title for one in found[:5]])
    return found[0]


def _weeks(weeks: list[Week], language: Language) -> list[str]:
    if not weeks:
        return [language.say(N_("Nothing is coming yet"))]
    lines: list[str] = []
    for week in weeks:
        clashing = {one.id for clash in week.clashes for one in (clash.one, clash.other)}
        when = language.say(N_("No day yet"))
        if week.monday is not None:
            year, number, _ = week.monday.isocalendar()
            when = language.say(N_("Week {week} of {year}"), week=number, year=year)
        lines.append(when)
        for one in (*week.ours, *week.theirs):
            mark = f"  ⚠ {language.say(_SAME)}" if one.id in clashing else ""
            lines.append(f"  {language.day(one.expected) if one.expected else '–'}  {one.buyer}: {one.title}{mark}")
    return lines


def _texts(texts: list[FlyerText], language: Language) -> list[str]:
    if not texts:
        return [language.say(N_("No flyer texts yet"))]
    rows = [(one.title, one.language, " ".join(one.text.split())[:60], one.credit) for one in texts]
    titles = (N_("Title"), N_("Language"), N_("Text"), N_("From"))
    return aligned([language.say(title) for title in titles], rows)
