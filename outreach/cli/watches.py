"""`outreach watch …`."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done, fresh, saved
from outreach.cli.progress import progress
from outreach.cli.table import aligned
from outreach.domain.codes import place_name
from outreach.domain.notice import Watch
from outreach.domain.record import to_plain
from outreach.domain.when import home_day
from outreach.language import N_, NN_, Language
from outreach.services.watches import MOST_FETCHED, NEWS_LABELS, Look, News, server_of
from outreach.settings import load_settings

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.services.watches import Fetched

watch = group("watch", N_("Watch lists: add, list, look at what is new, delete, fetch notices from TED."))


@command(watch, "add", N_("Watch for tenders by CPV code, place and words; all that is named must fit."))
@argument("name")
@option("--cpv", multiple=True, metavar="CODE", text=N_("The beginning of a CPV code, two to eight digits."))
@option("--place", "places", multiple=True, metavar="PLACE", text=N_("A NUTS code, or a municipality by code or name."))
@option("--words", default="", text=N_("Words that must all occur."))
@option("--country", default="SWE", metavar="CODE", text=N_("The buyers' country in a search at TED; SWE unless named."))
def add(door: Door, name: str, cpv: tuple[str, ...], places: tuple[str, ...], words: str, country: str) -> Answer:
    """Keep a new watch."""
    with door.house(writing=True) as house:
        made = Watch(name=name, cpv=cpv, places=places, words=words, country=country)
        changes = house.watches.save(made)
        return saved(door, changes, "watch", fresh(house.watches, made))


@command(watch, "list", N_("Show the watch lists and how much is new in each."))
def list_command(door: Door) -> Answer:
    """Show them."""
    with door.house() as house:
        looks = house.watches.look_at_all()
    plain = [
        {**_plain_watch(look.watch), "new": _count(look, News.NEW), "changed": _count(look, News.CHANGED)} for look in looks
    ]
    return Answer({"watches": plain, "count": len(plain)}, lambda: _overview(door.language, looks))


@command(watch, "look", N_("Show what is new and what changed since you last looked; --all shows what was seen as well."))
@argument("reference", metavar="[ID]", default="")
@option("--seen", is_flag=True, text=N_("Mark all of it as seen."))
@option("--all", "everything", is_flag=True, text=N_("Show what was seen as well."))
def look(door: Door, reference: str, seen: bool, everything: bool) -> Answer:
    """Show it."""
    with door.house(writing=seen) as house:
        looks = [house.watches.look(house.watches.named(reference).id)] if reference else house.watches.look_at_all()
        actions = [house.watches.mark_seen(one.watch.id).action for one in looks] if seen else []
    plain = [
        {
            "watch": _plain_watch(one.watch),
            "finds": [_plain_find(find) for find in (one.finds if everything else one.news)],
        }
        for one in looks
    ]
    told: dict[str, Any] = {"watches": plain, "news": sum(len(one.news) for one in looks)}
    return Answer(told | ({"actions": to_plain(tuple(actions))} if seen else {}), lambda: _news(door.language, looks, everything))


@command(watch, "delete", N_("Delete; undo brings it back."))
@argument("references", nargs=-1, required=True, metavar="ID…")
def delete(door: Door, references: tuple[str, ...]) -> Answer:
    """Delete watches."""
    with door.house(writing=True) as house:
        return done(door, house.watches.delete([house.watches.named(one).id for one in references]))


@command(watch, "fetch", N_("Ask TED for the notices that fit and import them. This is the only command that asks TED."))
@argument("reference", metavar="ID")
@option("--days", type=click.IntRange(1, 3660), default=None, text=N_("From so many days back; since the last look, unless named."))
@option("--most", type=click.IntRange(1, 250), default=MOST_FETCHED, text=N_("At most so many notices."))
@option("--to", "folder", default=None, metavar="FOLDER", text=N_("Keep the files here, and import nothing."))
@option("--preview", "only_preview", is_flag=True, text=N_("Say what would be imported; keep nothing."))
def fetch(door: Door, reference: str, days: int | None, most: int, folder: str | None, only_preview: bool) -> Answer:
    """Fetch and import."""
    with door.house(writing=True) as house, tempfile.TemporaryDirectory() as aside:
        found = house.watches.named(reference)
        since = home_day(house.now()) - timedelta(days=days) if days is not None else None
        fetched = _fetched(door, house, found, Path(folder or aside), since, most)
        plain: dict[str, Any] = {"fetched": len(fetched.files), "total": fetched.total}
        said = door.language.say(
            N_("{notices} fetched of {total} that fit."),
            notices=door.language.count(NN_("{n} notice", "{n} notices"), len(fetched.files)),
            total=door.language.number(fetched.total),
        )
        if folder:
            files = [str(one) for one in fetched.files]
            return Answer(plain | {"files": files}, lambda: [*files, said])
        preview = house.imports.preview(fetched.files)
        done_ = preview if only_preview else house.imports.run(preview, accept_alarm=True)
    numbers = {name: getattr(done_, name) for name in ("added", "updated", "unchanged")}
    action = None if done_ is preview else done_.changes.action  # type: ignore[union-attr]
    problems = [door.language.say(one.reason, **one.values) for one in done_.problems]
    plain |= numbers | {"problems": problems, "action": to_plain(action)}
    counted = {name: door.language.number(number) for name, number in numbers.items()}
    text = N_("{added} would be added, {updated} updated, {unchanged} unchanged.")
    if not only_preview:
        text = N_("{added} added, {updated} updated, {unchanged} unchanged.")
    return Answer(plain, lambda: [*problems, said, door.language.say(text, **counted)])


def _fetched(door: Door, house: House, found: Watch, folder: Path, since: date | None, most: int) -> Fetched:
    with progress(door.language, N_("Asking TED")) as report:
        return house.watches.fetch(found.id, folder, server_of(load_settings()), since=since, most=most, report=report)


def _plain_watch(one: Watch) -> dict[str, Any]:
    return {name: value for name, value in to_plain(one).items() if name not in ("seen", "version")}


def _plain_find(find: Any) -> dict[str, Any]:
    tender = find.tender
    plain = to_plain(tender)
    kept = ("id", "title", "buyer", "stage", "cpv", "place", "expected_publication", "tender_deadline")
    return {name: plain[name] for name in kept} | {"news": find.news.value, "fields": list(find.fields), "key": find.key}


def _count(look: Look, news: News) -> int:
    return sum(find.news is news for find in look.finds)


def _overview(language: Language, looks: list[Look]) -> list[str]:
    header = [language.say(title) for title in (N_("Watch list"), N_("Watches for"), N_("New"), N_("Changed"))] + ["id"]
    rows = [
        [
            one.watch.name,
            watched_for(one.watch, language),
            language.number(_count(one, News.NEW)),
            language.number(_count(one, News.CHANGED)),
            str(one.watch.id),
        ]
        for one in looks
    ]
    return aligned(header, rows) if rows else [language.say(N_("There is none."))]


def watched_for(one: Watch, language: Language) -> str:
    """Return what a watch is for, in one line."""
    places = [language.say(place_name(place)) for place in one.places]
    return ", ".join([*(f"CPV {code}" for code in one.cpv), *places, *([f"“{one.words}”"] if one.words else [])])


def _news(language: Language, looks: list[Look], everything: bool) -> list[str]:
    lines: list[str] = []
    header = [language.say(title) for title in (N_("News"), N_("Tender"), N_("Buyer"))] + ["id"]
    for one in looks:
        lines.append(f"{one.watch.name} ({watched_for(one.watch, language)})")
        shown = one.finds if everything else one.news
        rows = [[language.say(NEWS_LABELS[find.news]), find.tender.title, find.tender.buyer, str(find.tender.id)] for find in shown]
        lines += [f"  {line}" for line in aligned(header, rows)] if rows else [f"  {language.say(N_('Nothing new.'))}"]
    return lines or [language.say(N_("There is none."))]
