"""`outreach requirement …`: requirement cards, one page each, and two of them side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done, fresh, saved
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.domain.codes import cpv_name
from outreach.domain.record import Kind, to_plain
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.requirement_pairs import Comparison, Pair, marked
from outreach.language import N_, NN_, Language

requirement = group("requirement", N_("Requirement cards: add, list, show, compare two, print, delete."))

_STATES = {"same": N_("The same on both"), "differs": N_("Differs"), "left": N_("Left card alone"), "right": N_("Right card alone")}
_ANSWERS = {"yes": True, "no": False, "unknown": None}


def _described(call: Callable[..., Answer]) -> Callable[..., Answer]:
    """Give a command the options that say what stands on a card."""
    for made in reversed(
        (
            option("--buyer", default="", metavar="NAME", text=N_("Whose purchase it is.")),
            option("--cpv", multiple=True, metavar="CODE", text=N_("A CPV code; the main one first.")),
            option("--year", type=int, default=None, text=N_("The year of the advertisement.")),
            option("--must", "musts", multiple=True, metavar="TEXT", text=N_("A requirement: what | why | what bidders said.")),
            option("--bids", type=click.IntRange(min=0), default=None, text=N_("How many bids were received.")),
            option("--appealed", type=click.Choice(tuple(_ANSWERS)), default=None, text=N_("Whether it was appealed.")),
            option("--contact", default="", metavar="TEXT", text=N_("The unit's mailbox or telephone, never a person's.")),
            option("--link", default="", metavar="URL", text=N_("Where the tender documents lie.")),
            option("--notes", default="", metavar="TEXT", text=N_("Notes that stay here.")),
        )
    ):
        call = made(call)
    return call


@command(requirement, "add", N_("Write a card; --tender fills in what is known of one, --must is one requirement each."))
@argument("title", default="")
@option("--tender", default="", metavar="ID", text=N_("The tender that it is about."))
@_described
def add(door: Door, title: str, tender: str, **said: Any) -> Answer:
    """Keep a new card."""
    with door.house(writing=True) as house:
        cards = house.requirement_cards
        made = cards.from_tender(find_id(house, tender, Kind.TENDER)) if tender else RequirementCard(title=title)
        card = replace(made, **_values({"title": title, **said}))
        return saved(door, cards.save(card), "card", fresh(cards, card))


@command(requirement, "change", N_("Change a card: what is named; --must lists all requirements anew."))
@argument("reference", metavar="ID")
@option("--title", default="", text=N_("What was bought."))
@_described
def change(door: Door, reference: str, title: str, **said: Any) -> Answer:
    """Keep the change."""
    with door.house(writing=True) as house:
        cards = house.requirement_cards
        known = cards.named(reference)
        card = replace(known, **_values({"title": title, **said}))
        return saved(door, cards.save(card), "card", fresh(cards, card))


@command(requirement, "list", N_("Show the cards by CPV group."))
@option("--find", "text", default="", metavar="TEXT", text=N_("Only those with these words."))
def list_command(door: Door, text: str) -> Answer:
    """Show them."""
    with door.house() as house:
        groups = house.requirement_cards.groups(text)
    cards = [card for one in groups for card in one.cards]
    return Answer({"cards": [to_plain(card) for card in cards], "count": len(cards)}, lambda: _listed(cards, door.language))


@command(requirement, "show", N_("Show one card."))
@argument("reference", metavar="ID")
def show(door: Door, reference: str) -> Answer:
    """Show it."""
    with door.house() as house:
        card = house.requirement_cards.named(reference)
    return Answer({"card": to_plain(card)}, lambda: _card_lines(card, door.language))


@command(requirement, "compare", N_("Show two cards side by side, with what differs."))
@argument("left", metavar="A")
@argument("right", metavar="B")
@option("--to", "target", default="", metavar="FILE.pdf", text=N_("Print it to a file as well."))
def compare(door: Door, left: str, right: str, target: str) -> Answer:
    """Compare them."""
    with door.house() as house:
        cards = house.requirement_cards
        one, other = cards.named(left), cards.named(right)
        found = cards.compare(one.id, other.id)
        pages = cards.print_cards(Path(target), [one.id, other.id], door.language.code) if target else 0
    pairs = [
        {"state": _state(pair), "left": to_plain(pair.left), "right": to_plain(pair.right)}
        | {"left_marked": marked(pair.left_pieces), "right_marked": marked(pair.right_pieces)}
        for pair in found.pairs
    ]
    plain = {"left": to_plain(one), "right": to_plain(other), "pairs": pairs, "file": target or None, "pages": pages}
    return Answer(plain, lambda: _compared(found, door.language))


@command(requirement, "print", N_("Print one card as a PDF."))
@argument("reference", metavar="ID")
@option("--to", "target", required=True, metavar="FILE.pdf", text=N_("The file."))
@option("--in", "written_in", type=click.Choice(("sv", "en")), default=None, text=N_("The language: sv or en."))
def print_command(door: Door, reference: str, target: str, written_in: str | None) -> Answer:
    """Print it."""
    with door.house() as house:
        card = house.requirement_cards.named(reference)
        pages = house.requirement_cards.print_cards(Path(target), [card.id], written_in or door.language.code)
    said = door.language.count(NN_("{file} is written, {n} page.", "{file} is written, {n} pages."), pages, file=target)
    return Answer({"file": target, "pages": pages}, lambda: [said])


@command(requirement, "delete", N_("Delete; undo brings it back."))
@argument("references", nargs=-1, required=True, metavar="ID…")
def delete(door: Door, references: tuple[str, ...]) -> Answer:
    """Delete cards."""
    with door.house(writing=True) as house:
        cards = house.requirement_cards
        return done(door, cards.delete([cards.named(one).id for one in references]))


def _values(said: dict[str, Any]) -> dict[str, Any]:
    """Return what was said, by the fields of a card; what was not said is left out."""
    values = {name: value for name, value in said.items() if name not in ("musts", "appealed") and value not in ("", None, ())}
    if said["musts"]:
        values["requirements"] = tuple(_read(one) for one in said["musts"])
    if said["appealed"] is not None:
        values["appealed"] = _ANSWERS[said["appealed"]]
    return values


def _read(text: str) -> Requirement:
    what, why, said, *_ = [*(part.strip() for part in text.split("|")), "", "", ""]
    return Requirement(text=what, why=why, said=said)


def _state(pair: Pair) -> str:
    if pair.left is None or pair.right is None:
        return "left" if pair.right is None else "right"
    return "same" if pair.same else "differs"


def _listed(cards: list[RequirementCard], language: Language) -> list[str]:
    if not cards:
        return [language.say(N_("No requirement cards yet"))]
    rows = [
        (card.cpv[0] if card.cpv else "", card.title, card.buyer, str(card.year or ""), str(len(card.requirements)), card.credit)
        for card in cards
    ]
    titles = (N_("CPV"), N_("Title"), N_("Buyer"), N_("Year"), N_("Requirements"), N_("From"))
    return aligned([language.say(title) for title in titles], rows)


def _card_lines(card: RequirementCard, language: Language) -> list[str]:
    say, unknown = language.say, language.say(N_("Not known"))
    bids = unknown if card.bids is None else language.number(card.bids)
    appealed = unknown if card.appealed is None else say(N_("Yes") if card.appealed else N_("No"))
    lines = [" · ".join(part for part in (card.title, card.buyer, str(card.year or "")) if part)]
    lines += [f"{code} {cpv_name(code, language.code)}" for code in card.cpv]
    for number, one in enumerate(card.requirements, start=1):
        lines.append(f"{number}. {one.text}")
        lines += [f"   {say(N_('Why: {text}'), text=one.why)}"] if one.why else []
        lines += [f"   {say(N_('Bidders said: {text}'), text=one.said)}"] if one.said else []
    lines.append(f"{say(N_('Bids received'))}: {bids} · {say(N_('Appealed'))}: {appealed}")
    told = ((N_("Contact"), card.contact), (N_("Link"), card.link), (N_("From"), card.credit))
    return [*lines, *(f"{say(name)}: {value}" for name, value in told if value), f"id  {card.id}"]


def _compared(found: Comparison, language: Language) -> list[str]:
    lines = [" · ".join(filter(None, (one.title, one.buyer))) for one in (found.left, found.right)]
    for pair in found.pairs:
        lines += ["", language.say(_STATES[_state(pair)])]
        lines += [f"  < {marked(pair.left_pieces)}"] if pair.left is not None else []
        lines += [f"  > {marked(pair.right_pieces)}"] if pair.right is not None else []
    return lines
