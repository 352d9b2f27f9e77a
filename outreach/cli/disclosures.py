"""`outreach disclosure …` and `outreach dialogue TENDER`: what must reach everyone, and the log of a tender as a paper."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from outreach.cli.command import argument, command, group, leaves, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import saved
from outreach.cli.progress import progress
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.cli.values import Moment
from outreach.domain.equal_treatment import Disclosure
from outreach.domain.record import Kind, to_plain
from outreach.domain.search_text import words
from outreach.domain.when import home_day
from outreach.errors import Ambiguous, NotFound
from outreach.language import N_, NN_, Language

if TYPE_CHECKING:
    from outreach.services.disclosures import OpenItem
    from outreach.services.house import House
    from outreach.services.tender_letters import Drafts

disclosure = group("disclosure", N_("What must reach everyone (LOU ch. 4 s. 8): list, show, reword, drafts, publish, add."))
OPEN, PUBLISHED = N_("open {days}"), N_("published {day}: {where}")
DAYS = NN_("{n} day", "{n} days")
URGENT = N_("Under advertisement: it must go to all in writing by {day} (LOU ch. 12 s. 11).")
URGENT_NO_DAY = N_("Under advertisement: it must go to all in writing, 6 days before the last day to bid (LOU ch. 12 s. 11).")


@command(disclosure, "list", N_("Show what is still to be published, the urgent first; with --all what was published too."))
@option("--tender", default=None, metavar="ID", text=N_("Only of this tender."))
@option("--all", "every", is_flag=True, text=N_("Also what has been published."))
def list_command(door: Door, tender: str | None, every: bool) -> Answer:
    """Show them."""
    with door.house() as house:
        if tender is not None:
            found = house.disclosures.of_tender(find_id(house, tender, Kind.TENDER))
        else:
            found = house.disclosures.every() if every else house.disclosures.open_items()
    shown = [one for one in found if every or one.disclosure.published is None]
    return Answer({"disclosures": [_plain(one) for one in shown]}, lambda: _lines(shown, door.language))


@command(disclosure, "show", N_("Show one: what was told, to whom it was first told, where it was published and what was added."))
@argument("reference", metavar="ID")
def show(door: Door, reference: str) -> Answer:
    """Show it."""
    with door.house() as house:
        item = house.disclosures.item(_find(house, reference))
    return Answer({"disclosure": _plain(item)}, lambda: _whole(item, door.language))


@command(disclosure, "publish", N_("Close one: say where it was published, and the words that everybody got. It cannot be undone."))
@argument("reference", metavar="ID")
@option("--where", required=True, metavar="PLACE", text=N_("A page, a system, a letter to all."))
@option("--text", "words_", required=True, metavar="TEXT", text=N_("What was published, as everybody got it."))
@option("--at", type=Moment(), default=None, metavar="TIME", text=N_("When it was, in Swedish time; now, unless named."))
def publish(door: Door, reference: str, where: str, words_: str, at: datetime | None) -> Answer:
    """Publish it."""
    with door.house(writing=True) as house:
        found = _find(house, reference)
        changes = house.disclosures.publish(found, where, words_, at.astimezone(UTC) if at else None)
        return saved(door, changes, "disclosure", house.disclosures.get(found))


@command(disclosure, "add", N_("Add words to one, with the day; nothing that stands there changes."))
@argument("reference", metavar="ID")
@argument("text")
def add(door: Door, reference: str, text: str) -> Answer:
    """Add them."""
    with door.house(writing=True) as house:
        found = _find(house, reference)
        return saved(door, house.disclosures.add(found, text), "disclosure", house.disclosures.get(found))


@command(disclosure, "reword", N_("Write what everybody is to be told anew, while it is not published."))
@argument("reference", metavar="ID")
@argument("text")
def reword(door: Door, reference: str, text: str) -> Answer:
    """Write it anew."""
    with door.house(writing=True) as house:
        found = _find(house, reference)
        return saved(door, house.disclosures.reword(found, text), "disclosure", house.disclosures.get(found))


@command(
    disclosure,
    "drafts",
    N_("Write it as an e-mail draft to every company that was notified of its tender. Nothing is published by it."),
)
@argument("reference", metavar="ID")
@option("--to", "folder", required=True, metavar="DIR", text=N_("A folder for the e-mail drafts."))
@option("--text", "words_", default="", metavar="TEXT", text=N_("Other words than those that stand there."))
@option("--in", "written_in", type=click.Choice(("sv", "en")), default="sv", text=N_("The drafts' language: sv or en."))
@leaves
def drafts(door: Door, reference: str, folder: str, words_: str, written_in: str) -> Answer:
    """Write the drafts."""
    with door.house() as house:
        found = _find(house, reference)
        with progress(door.language, N_("Writing e-mail drafts")) as report:
            made = house.disclosures.drafts(found, Path(folder), words_, written_in, report)
    plain = {
        "files": [str(file) for file in made.files],
        "without_address": list(made.without_address),
        "declined": list(made.declined),
    }
    return Answer(plain, lambda: _drafted(made, folder, door.language))


def add_dialogue(root: Any) -> None:
    """Give the program its `dialogue` command."""

    @command(
        root,
        "dialogue",
        N_("Write the log of a tender as a PDF: who met, when, what was said, how it was shared; --redacted masks the names."),
    )
    @argument("tender", metavar="TENDER")
    @option("--to", "to", required=True, type=click.Path(dir_okay=False), metavar="FILE.pdf", text=N_("The file to write."))
    @option("--redacted", is_flag=True, text=N_("Names of suppliers and people become neutral labels (LOU ch. 4 s. 8)."))
    @option("--in", "written_in", type=click.Choice(("sv", "en")), default="sv", text=N_("The paper's language: sv or en."))
    @leaves
    def dialogue(door: Door, tender: str, to: str, redacted: bool, written_in: str) -> Answer:
        with door.house() as house:
            made = house.dialogue.save(find_id(house, tender, Kind.TENDER), Path(to), written_in, redacted=redacted)
        plain = {"file": str(made.file), "entries": made.entries, "pages": made.pages, "redacted": redacted}
        count = door.language.count(NN_("{n} conversation", "{n} conversations"), made.entries)
        return Answer(plain, lambda: [f"{made.file} ({count})"])


def _drafted(made: Drafts, folder: str, language: Language) -> list[str]:
    wrote = NN_("Wrote {n} draft into {folder}.", "Wrote {n} drafts into {folder}.")
    lines = [language.count(wrote, len(made.files), folder=folder)]
    left_out = (
        (N_("Without an e-mail address: {names}."), made.without_address),
        (N_("Do not want e-mail from us: {names}."), made.declined),
    )
    for text, names in left_out:
        lines += [language.say(text, names=language.listed(names))] if names else []
    return lines


def _find(house: House, text: str) -> UUID:
    """Return the id of the item that an id, its beginning, or words of it or of its tender name. Raises NotFound, Ambiguous."""
    wanted = text.strip().casefold()
    if not wanted:
        raise NotFound(text)
    every = house.disclosures.every()
    exact = [one for one in every if str(one.disclosure.id) == wanted]
    sought = words(text)
    fitting = exact or [
        one
        for one in every
        if str(one.disclosure.id).startswith(wanted) or (sought and set(sought) <= set(words(_described(one))))
    ]
    if not fitting:
        raise NotFound(text)
    if len(fitting) > 1:
        raise Ambiguous(text, [one.disclosure.text[:40] for one in fitting[:3]])
    return fitting[0].disclosure.id


def _described(item: OpenItem) -> str:
    return f"{item.disclosure.text} {item.tender.title if item.tender else ''}"


def _plain(item: OpenItem) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(item.disclosure)
    return plain | {
        "tender_title": item.tender.title if item.tender else "",
        "open": item.disclosure.published is None,
        "days": item.days,
        "urgent": item.urgent,
        "last_day": to_plain(item.last_day),
    }


def say_state(item: OpenItem, language: Language) -> str:
    """Write how an item stands: how long it has been open, or when and where it was published."""
    one: Disclosure = item.disclosure
    if one.published is None:
        return language.say(OPEN, days=language.count(DAYS, item.days))
    return language.say(PUBLISHED, day=language.day(home_day(one.published), "d MMM y"), where=one.where)


def _urgent(item: OpenItem, language: Language) -> str:
    if not item.urgent:
        return ""
    return language.say(URGENT, day=language.day(item.last_day, "long")) if item.last_day else language.say(URGENT_NO_DAY)


def _lines(found: list[OpenItem], language: Language) -> list[str]:
    if not found:
        return [language.say(N_("Nothing waits to be published."))]
    rows = [
        (one.disclosure.text[:60], one.tender.title if one.tender else "–", say_state(one, language), str(one.disclosure.id))
        for one in found
    ]
    titles = [language.say(title) for title in (N_("To everyone"), N_("Tender"), N_("State"))]
    return [*aligned([*titles, "id"], rows), *filter(None, dict.fromkeys(_urgent(one, language) for one in found))]


def _whole(item: OpenItem, language: Language) -> list[str]:
    one = item.disclosure
    lines = [one.text, item.tender.title if item.tender else "", say_state(item, language), _urgent(item, language)]
    lines += [one.published_text] if one.published else []
    lines += [
        f"{language.say(N_('Added {day}'), day=language.day(home_day(each.at), 'd MMM y'))}: {each.text}"
        for each in one.additions
    ]
    return [line for line in lines if line]
