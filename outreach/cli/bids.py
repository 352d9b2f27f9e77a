"""`outreach bid …`: who offered on what, who won, and how many there were; lists from openings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.cli.values import Amount
from outreach.domain.company import name_key
from outreach.domain.record import Kind, to_plain
from outreach.domain.tender import Money
from outreach.errors import Ambiguous, NotFound
from outreach.explain import say_problem
from outreach.language import N_
from outreach.services.bid_sheet import BidDraft
from outreach.services.bid_words import say_bid, say_local_by, say_lot

if TYPE_CHECKING:
    from outreach.services.bids import TenderBids
    from outreach.services.house import House
    from outreach.services.opening_lists import OpeningPreview

bid = group("bid", N_("Bids on a tender: list, add, remove, win, count, import, link, company, winners, fill."))

_LOT = N_("The lot's number; not needed where there is only one.")
_VERDICTS = {"new": N_("new"), "update": N_("updated"), "same": N_("the same")}


@command(bid, "list", N_("Show the bids on a tender by lot."))
@argument("tender", metavar="TENDER")
def list_command(door: Door, tender: str) -> Answer:
    """Show bids."""
    with door.house() as house:
        found = house.bids.of(find_id(house, tender, Kind.TENDER))
    return Answer(_plain(found), lambda: _lines(found, door))


@command(bid, "add", N_("Add a bid by the bidder's name."))
@argument("tender", metavar="TENDER")
@argument("name", metavar="NAME")
@option("--lot", default="", text=_LOT)
@option("--org-number", default="", text=N_("The bidder's organisation number."))
@option(
    "--sum",
    "amount",
    type=Amount(),
    default=None,
    metavar="KRONOR",
    text=N_("What was offered, in kronor."),
)
@option("--won", is_flag=True, text=N_("The bid won."))
@option("--rejected", is_flag=True, text=N_("The bid was rejected."))
@option("--joint", default="", metavar="WORD", text=N_("A word that the members of one joint bid share."))
@option("--note", default="", metavar="TEXT", text=N_("A note."))
def add(door: Door, tender: str, name: str, amount: float | None, rejected: bool, **told: Any) -> Answer:
    """Add a bid."""
    value = Money(round(amount * 100)) if amount is not None else None
    with door.house(writing=True) as house:
        tender_id = find_id(house, tender, Kind.TENDER)
        changes = house.bids.add(tender_id, BidDraft(name, value=value, valid=not rejected, **told))
        return done(door, changes, **_plain(house.bids.of(tender_id)))


@command(bid, "remove", N_("Remove a bid."))
@argument("tender", metavar="TENDER")
@argument("name", metavar="NAME")
@option("--lot", default="", text=_LOT)
def remove(door: Door, tender: str, name: str, lot: str) -> Answer:
    """Remove a bid."""
    with door.house(writing=True) as house:
        tender_id = find_id(house, tender, Kind.TENDER)
        changes = house.bids.remove(_the_bid(house, tender_id, name, lot))
        return done(door, changes, **_plain(house.bids.of(tender_id)))


@command(bid, "win", N_("Say that a bid won."))
@argument("tender", metavar="TENDER")
@argument("name", metavar="NAME")
@option("--lot", default="", text=_LOT)
@option("--lost", is_flag=True, text=N_("It did not win after all."))
def win(door: Door, tender: str, name: str, lot: str, lost: bool) -> Answer:
    """Mark a winner."""
    with door.house(writing=True) as house:
        tender_id = find_id(house, tender, Kind.TENDER)
        changes = house.bids.win(_the_bid(house, tender_id, name, lot), won=not lost)
        return done(door, changes, **_plain(house.bids.of(tender_id)))


@command(
    bid,
    "count",
    N_("Say how many bids a lot had where only the number is known. Without a number: not known after all."),
)
@argument("tender", metavar="TENDER")
@argument("number", metavar="NUMBER", type=click.IntRange(min=0), required=False)
@option("--lot", default="", text=_LOT)
def count(door: Door, tender: str, number: int | None, lot: str) -> Answer:
    """Keep a number."""
    with door.house(writing=True) as house:
        tender_id = find_id(house, tender, Kind.TENDER)
        changes = house.bids.count(tender_id, lot, number)
        return done(door, changes, **_plain(house.bids.of(tender_id)))


@command(bid, "import", N_("Read the list of bids from an opening: XLSX, XLS, ODS or CSV."))
@argument("file", metavar="FILE")
@option("--tender", required=True, metavar="ID", text=N_("The tender that the list is of."))
@option("--lot", default="", text=N_("The lot of bids for which the list names none."))
@option("--preview", "only_preview", is_flag=True, text=N_("Say what would happen and keep nothing."))
def import_command(door: Door, file: str, tender: str, lot: str, only_preview: bool) -> Answer:
    """Read a list."""
    with door.house(writing=True) as house:
        preview = house.bids.opening.preview(find_id(house, tender, Kind.TENDER), Path(file), lot)
        readable = preview.reading is not None and bool(preview.lines or preview.reading.without)
        changes = house.bids.opening.run(preview) if readable and not only_preview else None
    language = door.language
    plain = {
        "bids": [
            to_plain(one.bid) | {"verdict": one.verdict, "line": one.line, "recognised": one.company}
            for one in preview.lines
        ],
        "lots": [{"lot": lot, "listed": listed, "told": told} for lot, listed, told in preview.counts],
        "new_lots": list(preview.new_lots),
        "problems": [
            {"line": one.line, "reason": say_problem(one, language), "warning": one.warning} for one in preview.problems
        ],
        "action": to_plain(changes.action) if changes is not None else None,
    }
    complaint = "" if readable else language.say(N_("The list has no bid that can be kept."))
    return Answer(plain, lambda: _preview_lines(preview, door), code=1 if complaint else 0, complaint=complaint)


@command(bid, "link", N_("Tie a bidder's bids to a company of the register."))
@argument("tender", metavar="TENDER")
@argument("name", metavar="NAME")
@argument("company", metavar="COMPANY")
def link(door: Door, tender: str, name: str, company: str) -> Answer:
    """Tie bids."""
    with door.house(writing=True) as house:
        tender_id = find_id(house, tender, Kind.TENDER)
        company_id = find_id(house, company, Kind.COMPANY)
        return done(door, house.bids.link(_the_bid(house, tender_id, name, None), company_id))


@command(bid, "company", N_("Make a company of a bidder that the register does not know."))
@argument("tender", metavar="TENDER")
@argument("name", metavar="NAME")
def company(door: Door, tender: str, name: str) -> Answer:
    """Make a company."""
    with door.house(writing=True) as house:
        tender_id = find_id(house, tender, Kind.TENDER)
        changes, made = house.bids.make_company(_the_bid(house, tender_id, name, None))
        return done(door, changes, company=str(made))


@command(bid, "winners", N_("Make the winners of result notices bids: those of one tender, or of all."))
@argument("tender", metavar="TENDER", required=False)
def winners(door: Door, tender: str | None) -> Answer:
    """Take winners over."""
    with door.house(writing=True) as house:
        return done(door, house.bids.take_winners(find_id(house, tender, Kind.TENDER) if tender else None))


@command(bid, "fill", N_("Give bids the place and size that their companies' cards tell by now, where they had none."))
def fill(door: Door) -> Answer:
    """Fill in places and sizes."""
    with door.house(writing=True) as house:
        return done(door, house.bids.fill_in())


def _the_bid(house: House, tender: UUID, name: str, lot: str | None) -> UUID:
    """Return the bid that a name or an id means, on one lot (None: on any). Raises NotFound, Ambiguous."""
    seen = [one for part in house.bids.of(tender).lots for one in part.bids if not lot or part.number == lot]
    if not name.strip():
        raise NotFound(name)
    named = [one for one in seen if name in (str(one.bid.id), one.bid.name) or name_key(one.bid.name) == name_key(name)]
    named = named or [one for one in seen if name.casefold() in one.bid.name.casefold()]
    if not named:
        raise NotFound(name)
    if len(named) > 1 and lot is not None:
        raise Ambiguous(name, [f"{one.bid.name}, {one.bid.lot}" for one in named[:5]])
    return named[0].bid.id


def _plain(found: TenderBids) -> dict[str, Any]:
    return {
        "local_by": found.local_by.value,
        "lots": [
            {
                "number": lot.number,
                "title": lot.title,
                "count": lot.count,
                "named": lot.named,
                "told_by_notice": lot.told,
                "differs": lot.differs,
                "bids": [
                    to_plain(one.bid)
                    | {"id": str(one.bid.id), "place": one.place.value, "first": one.first, "known_as": one.company}
                    for one in lot.bids
                ],
            }
            for lot in found.lots
        ],
    }


def _lines(found: TenderBids, door: Door) -> list[str]:
    language, lines = door.language, []
    for lot in found.lots:
        lines.append(say_lot(lot, language))
        lines += [f"  {' · '.join([one.bid.name, *say_bid(one, language)])}" for one in lot.bids]
    return [*lines, "", say_local_by(found, language)]


def _preview_lines(preview: OpeningPreview, door: Door) -> list[str]:
    language = door.language
    rows = [
        (
            str(one.line),
            one.lot,
            one.bid.name,
            language.money(one.bid.value) if one.bid.value else "",
            one.company,
            language.say(_VERDICTS[one.verdict]),
        )
        for one in preview.lines
    ]
    titles = [language.say(text) for text in (N_("Row"), N_("Lot"), N_("Bidder"), N_("Sum"), N_("Company"), "")]
    problems = [say_problem(one, language) for one in preview.problems]
    return [*(aligned(titles, rows) if rows else []), *problems]
