"""`outreach tender deadlines|expiring|renew|dismiss`: what the rules make of tenders, and contracts that run out."""

from __future__ import annotations

from typing import Any

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done, fresh, saved
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.domain.pipeline import Proposal
from outreach.domain.record import Kind, to_plain
from outreach.domain.rule_deadlines import DEADLINE_LABELS, RuleDeadline
from outreach.domain.rule_words import source_words
from outreach.language import N_, Language

_DEADLINES = (N_("Day"), N_("What"), N_("Tender"), N_("Source"), N_("Remark"))
_EXPIRING = (N_("Ends"), N_("Tender"), N_("Notice by"), N_("Can be extended to"), N_("Officer"), N_("Id"))


#: Carries the commands until they are hung under `tender`.
_street = click.Group("tender")


def add_tender_pipeline(tender: click.Group) -> None:
    """Hang the commands under `tender`."""
    for one in (deadlines, expiring, renew, dismiss):
        tender.add_command(one)


@command(_street, "deadlines", N_("Show the days that follow from the rules: of one tender, or what is due in all."))
@argument("reference", required=False, default="", metavar="[ID]")
def deadlines(door: Door, reference: str) -> Answer:
    """Show deadlines with their source and what is wrong."""
    with door.house() as house:
        if reference:
            found = list(house.rules.deadlines(house.tenders.get(find_id(house, reference, Kind.TENDER))))
        else:
            found = house.rules.due()
    empty = [door.language.say(N_("Nothing is due."))]
    plain = [_plain_deadline(one, door.language) for one in found]
    return Answer({"deadlines": plain}, lambda: _deadline_table(found, door.language) or empty)


@command(_street, "expiring", N_("Show the contracts that run out with nothing to follow."))
@option(
    "--months", type=click.IntRange(min=0, max=240), default=None, text=N_("Within so many months; without it, as the rules say.")
)
def expiring(door: Door, months: int | None) -> Answer:
    """Show what runs out."""
    with door.house() as house:
        found = house.pipeline.expiring(months=months)
    empty = [door.language.say(N_("No contract runs out without a new tender."))]
    return Answer({"expiring": [_plain_proposal(one) for one in found]}, lambda: _expiring_table(found, door.language) or empty)


@command(_street, "renew", N_("Make the tender that follows a contract."))
@argument("reference", metavar="ID")
def renew(door: Door, reference: str) -> Answer:
    """Make the next tender."""
    with door.house(writing=True) as house:
        changes = house.pipeline.renew(find_id(house, reference, Kind.TENDER))
        made = next(one for kind, one in changes.touched if kind is Kind.TENDER)
        return saved(door, changes, "tender", fresh(house.tenders, house.tenders.get(made)))


@command(_street, "dismiss", N_("Propose no new tender for a contract."))
@argument("reference", metavar="ID")
@option("--again", is_flag=True, text=N_("Propose it again."))
def dismiss(door: Door, reference: str, again: bool) -> Answer:
    """Let a contract run out."""
    with door.house(writing=True) as house:
        return done(door, house.pipeline.dismiss(find_id(house, reference, Kind.TENDER), dismissed=not again))


def _plain_deadline(one: RuleDeadline, language: Language) -> dict[str, Any]:
    plain = to_plain(
        {"tender": one.tender, "title": one.title, "kind": one.kind, "day": one.day, "act_by": one.act_by, "first": one.first}
    )
    said = {"done": to_plain(one.done), "concern": one.concern.value, "remark": one.say(language), "rule": one.rule.key}
    return {**plain, **said, "source": one.rule.source}


def _plain_proposal(one: Proposal) -> dict[str, Any]:
    days = {"ends": one.ends, "publish": one.publish, "late": one.late, "extended_to": one.extended_to}
    return {"id": str(one.tender.id), "title": one.tender.title, "officer": one.tender.officer, **to_plain(days)}


def _deadline_table(found: list[RuleDeadline], language: Language) -> list[str]:
    rows = [
        (
            language.day(one.day),
            language.say(DEADLINE_LABELS[one.kind]),
            one.title,
            source_words(one.rule, language),
            one.say(language),
        )
        for one in found
    ]
    return aligned([language.say(text) for text in _DEADLINES], rows) if rows else []


def _expiring_table(found: list[Proposal], language: Language) -> list[str]:
    rows = [
        (
            language.day(one.ends),
            one.tender.title,
            language.day(one.publish),
            language.day(one.extended_to) if one.extended_to else "",
            one.tender.officer,
            str(one.tender.id),
        )
        for one in found
    ]
    return aligned([language.say(text) for text in _EXPIRING], rows) if rows else []
