"""`outreach no-bid …` and `outreach radar`: why companies did not bid, and where few bids came before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.cli.tenders import tender as tender_street
from outreach.cli.values import Day, one_of
from outreach.domain.bid import NO_BID_LABELS, NoBidReason
from outreach.domain.record import Kind, to_plain
from outreach.language import N_
from outreach.services.bid_words import say_group, say_history, say_knew, say_lessons, script
from outreach.services.radar import STEP_LABELS, USUAL_YEARS

if TYPE_CHECKING:
    from outreach.services.no_bids import Missing
    from outreach.services.radar import Blip

no_bid = group("no-bid", N_("Why companies that knew of a tender did not bid: list, set, clear, reasons, lessons."))


@command(no_bid, "list", N_("Show who knew of a tender and did not bid, with what to say on the telephone."))
@argument("tender", metavar="TENDER")
def list_command(door: Door, tender: str) -> Answer:
    """Show the companies."""
    with door.house() as house:
        tender_id = find_id(house, tender, Kind.TENDER)
        missing = house.no_bids.list(tender_id)
        unit, record = house.unit.unit(), house.tenders.get(tender_id)
        said = script(house.officer, unit.municipality, record.title, door.language)
    plain = {"companies": [to_plain(one) | {"id": str(one.company)} for one in missing], "script": list(said)}
    return Answer(plain, lambda: _lines(missing, said, door))


@command(no_bid, "set", N_("Keep why a company did not bid."))
@argument("tender", metavar="TENDER")
@argument("company", metavar="COMPANY")
@argument("reason", metavar="REASON", type=one_of(NoBidReason))
@option("--note", default=None, metavar="TEXT", text=N_("What it said, such as “requirement: ISO 9001”."))
def set_command(door: Door, tender: str, company: str, reason: str, note: str | None) -> Answer:
    """Keep a reason."""
    with door.house(writing=True) as house:
        tender_id, company_id = find_id(house, tender, Kind.TENDER), find_id(house, company, Kind.COMPANY)
        return done(door, house.no_bids.set(tender_id, company_id, NoBidReason(reason), note))


@command(no_bid, "clear", N_("Take a reason away again."))
@argument("tender", metavar="TENDER")
@argument("company", metavar="COMPANY")
def clear(door: Door, tender: str, company: str) -> Answer:
    """Take a reason away."""
    with door.house(writing=True) as house:
        tender_id, company_id = find_id(house, tender, Kind.TENDER), find_id(house, company, Kind.COMPANY)
        return done(door, house.no_bids.clear(tender_id, company_id))


@command(no_bid, "reasons", N_("Count the reasons of a year, or of all years."))
@option(
    "--year", type=click.IntRange(1994, 2200), default=None, text=N_("The year in which the tenders were advertised.")
)
def reasons(door: Door, year: int | None) -> Answer:
    """Count reasons."""
    with door.house() as house:
        found = house.no_bids.reasons(year)
    say = door.language.say
    rows = [(say(NO_BID_LABELS[reason]), str(number)) for reason, number in found]
    plain = {"year": year, "reasons": [{"reason": reason.value, "count": number} for reason, number in found]}
    empty = [say(N_("No reason has been written down."))]
    return Answer(plain, lambda: aligned([say(N_("Reason")), say(N_("Number"))], rows) if rows else empty)


@command(no_bid, "lessons", N_("Show what companies said of earlier tenders with like CPV codes."))
@argument("tender", metavar="TENDER")
def lessons(door: Door, tender: str) -> Answer:
    """Show lessons."""
    with door.house() as house:
        found = house.no_bids.lessons(find_id(house, tender, Kind.TENDER))
    language = door.language
    rows = [
        (one.company, one.tender, language.say(NO_BID_LABELS[one.told.reason]), one.told.note) for one in found.said
    ]
    titles = [language.say(text) for text in (N_("Company"), N_("Tender"), N_("Reason"), N_("Note"))]
    nothing = language.say(N_("No company has said why it did not bid on such a tender."))
    return Answer(
        {"lessons": to_plain(found)},
        lambda: [say_lessons(found, language), "", *aligned(titles, rows)] if rows else [nothing],
    )


def add_radar(root: Any) -> None:
    """Give the program its `radar` command."""

    @command(root, "radar", N_("Show where few bids came before, what comes there now, and what can be done."))
    @option("--years", type=click.IntRange(1, 20), default=USUAL_YEARS, text=N_("How many years to look back."))
    def radar(door: Door, years: int) -> Answer:
        with door.house() as house:
            found = house.radar.scan(years)
        plain = [
            to_plain(one.history)
            | {
                "mean": one.history.mean,
                "share": one.history.share,
                "small": one.history.small,
                "coming": [
                    {
                        "id": str(each.tender.id),
                        "title": each.tender.title,
                        "may_want": each.may_want,
                        "steps": [step.value for step in each.steps],
                    }
                    for each in one.coming
                ],
            }
            for one in found
        ]
        return Answer({"groups": plain}, lambda: _radar_lines(found, door))


@command(tender_street, "plan-dialogue", N_("Plan a market dialogue that shows a tender, from its template."))
@argument("reference", metavar="ID")
@option("--on", "day", type=Day(), default=None, metavar="DAY", text=N_("The day; else the next that suits."))
def plan_dialogue(door: Door, reference: str, day: date | None) -> Answer:
    """Plan a dialogue."""
    with door.house(writing=True) as house:
        tender_id = find_id(house, reference, Kind.TENDER)
        changes, event = house.radar.plan_dialogue(tender_id, door.language.code, day)
        return done(door, changes, event=str(event))


@command(
    tender_street,
    "note",
    N_("Write a line with the day below a tender's notes, such as why it is not divided into lots."),
)
@argument("reference", metavar="ID")
@argument("text", metavar="TEXT")
def note(door: Door, reference: str, text: str) -> Answer:
    """Write a note."""
    with door.house(writing=True) as house:
        return done(door, house.radar.note(find_id(house, reference, Kind.TENDER), text))


def _lines(missing: list[Missing], said: tuple[str, ...], door: Door) -> list[str]:
    language = door.language
    if not missing:
        return [language.say(N_("Nobody who knew of it is missing, or bids can still come."))]
    rows = [
        (
            one.name,
            one.phone,
            say_knew(one, language),
            language.say(NO_BID_LABELS[one.said.reason]) if one.said else "",
            one.said.note if one.said else "",
        )
        for one in missing
    ]
    titles = [
        language.say(text) for text in (N_("Company"), N_("Telephone"), N_("Knew of it"), N_("Reason"), N_("Note"))
    ]
    return [*aligned(titles, rows), "", *said]


def _radar_lines(found: list[Blip], door: Door) -> list[str]:
    language = door.language
    if not found:
        return [language.say(N_("No group of CPV codes had few bids in these years, as far as the numbers are known."))]
    lines: list[str] = []
    for blip in found:
        lines += [say_group(blip.history, language), f"  {say_history(blip.history, language)}"]
        for one in blip.coming:
            lines.append(f"  → {one.tender.title}")
            lines += [f"      {language.say(STEP_LABELS[step])}" for step in one.steps]
    return lines
