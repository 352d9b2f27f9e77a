"""`outreach view …`: a list under a name, which is at once mailing list, print list and invitation list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from outreach.cli.command import argument, command, group, leaves, option
from outreach.cli.door import Answer, Door
from outreach.cli.listing import PLURALS, give_list, list_options, read_listing
from outreach.cli.outcome import done, saved
from outreach.cli.references import find_ids
from outreach.cli.table import aligned
from outreach.domain.listing import COLUMNS
from outreach.domain.record import Kind, to_plain
from outreach.domain.saved_view import VIEWED, SavedView
from outreach.errors import InvalidInput, NotFound
from outreach.language import LANGUAGES, N_, NN_, Language
from outreach.services.suggested_views import SUGGESTED, is_suggested

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.services.lists import ListTable

view = group("view", N_("Saved views: a list under a name, to look at, export, print, write to and invite."))

_OF = {PLURALS[kind]: kind for kind in VIEWED}
_COLUMNS = (N_("View"), N_("Of"), N_("Records"), "id")
_KINDS = {
    Kind.COMPANY: N_("Companies"),
    Kind.PERSON: N_("People"),
    Kind.EVENT: N_("Events"),
    Kind.TENDER: N_("Tenders"),
    Kind.CONTRACT: N_("Contracts"),
}
_of_option = option(
    "--of", "of", type=click.Choice(list(_OF)), default=None, text=N_("Of what, where two views have the same name.")
)


@command(view, "list", N_("Show the views, saved and suggested, and how many records each shows now."))
@option("--of", "of", type=click.Choice(list(_OF)), default=None, text=N_("Only views of these."))
def list_command(door: Door, of: str | None) -> Answer:
    """Show the views."""
    with door.house() as house:
        kinds = [_OF[of]] if of else list(VIEWED)
        found = [one for kind in kinds for one in (*house.views.of(kind), *SUGGESTED[kind])]
        counts = [len(house.records(one.of).keys(one.listing)) for one in found]
    plain = [
        {**to_plain(one), "suggested": is_suggested(one), "count": count}
        for one, count in zip(found, counts, strict=True)
    ]
    rows = [
        (_name(one, door.language), door.language.say(_KINDS[one.of]), door.language.number(count), str(one.id))
        for one, count in zip(found, counts, strict=True)
    ]
    return Answer({"views": plain}, lambda: aligned([door.language.say(title) for title in _COLUMNS], rows))


@command(view, "save", N_("Save a list under a name."))
@argument("name")
@option("--of", "of", type=click.Choice(list(_OF)), required=True, text=N_("Of what."))
@list_options
@option("--column", "columns", multiple=True, metavar="NAME", text=N_("A column to show, in this order."))
@option("--only", "picked", multiple=True, metavar="ID", text=N_("A record by hand; then the view is a list of those."))
@option("--replace", "replaces", is_flag=True, text=N_("Replace the view of this name."))
def save(
    door: Door,
    name: str,
    of: str,
    find: str,
    filters: tuple[str, ...],
    sort: str,
    descending: bool,
    limit: int | None,
    columns: tuple[str, ...],
    picked: tuple[str, ...],
    replaces: bool,
) -> Answer:
    """Keep a view."""
    del limit  # a view has no length of its own
    kind = _OF[of]
    with door.house(writing=True) as house:
        listing = read_listing(house, kind, find, filters, sort, descending)
        made = SavedView(
            name=name,
            of=kind,
            text=listing.text,
            filters=listing.filters,
            sort=listing.sort,
            descending=listing.descending,
            columns=_known_columns(kind, columns),
        )
        if picked:
            made = made.with_picked(find_ids(house, picked, kind))
        old = _saved_or_none(house, name, kind) if replaces else None
        if old is not None:
            made = replace(made, id=old.id, version=old.version)
        changes = house.views.save(made)
        return saved(door, changes, "view", house.views.get(made.id))


@command(view, "show", N_("Show what a view holds now."))
@argument("name")
@_of_option
@option("--limit", type=click.IntRange(min=0), default=None, text=N_("At most so many."))
def show(door: Door, name: str, of: str | None, limit: int | None) -> Answer:
    """Show the records."""
    with door.house() as house:
        found = _named(house, name, of)
        return give_list(door, house.records(found.of), found.listing, limit, found.columns, view=to_plain(found))


@command(view, "delete", N_("Delete views; the records stay, and undo brings the views back."))
@argument("names", nargs=-1, required=True, metavar="NAME…")
@_of_option
def delete(door: Door, names: tuple[str, ...], of: str | None) -> Answer:
    """Delete views."""
    with door.house(writing=True) as house:
        ids = [_own(house, name, of).id for name in names]
        return done(door, house.views.delete(ids))


@command(view, "rename", N_("Give a view another name."))
@argument("name")
@argument("new_name", metavar="NEW-NAME")
@_of_option
def rename(door: Door, name: str, new_name: str, of: str | None) -> Answer:
    """Rename a view."""
    with door.house(writing=True) as house:
        known = _own(house, name, of)
        changes = house.views.rename(known.id, new_name)
        return saved(door, changes, "view", house.views.get(known.id))


@command(view, "put", N_("Put records into a list that is put together by hand."))
@argument("name")
@argument("references", nargs=-1, required=True, metavar="ID…")
@_of_option
def put(door: Door, name: str, references: tuple[str, ...], of: str | None) -> Answer:
    """Put records in."""
    return _pick(door, name, references, of, taken=False)


@command(view, "take-out", N_("Take records out of such a list; they stay in the register."))
@argument("name")
@argument("references", nargs=-1, required=True, metavar="ID…")
@_of_option
def take_out(door: Door, name: str, references: tuple[str, ...], of: str | None) -> Answer:
    """Take records out."""
    return _pick(door, name, references, of, taken=True)


@command(
    view, "export", N_("Write what a view shows to a file: its columns as .xlsx or .csv, whole records otherwise.")
)
@argument("name")
@option("--to", "file", required=True, metavar="FILE", text=N_("The file: .vcf .csv .xlsx .ics or .json."))
@option("--whole", is_flag=True, text=N_("Whole records, as “export” writes them, also to .xlsx and .csv."))
@_of_option
@leaves
def export(door: Door, name: str, file: str, whole: bool, of: str | None) -> Answer:
    """Write a file."""
    path = Path(file)
    with door.house() as house:
        found = _named(house, name, of)
        if whole or path.suffix.casefold() not in (".xlsx", ".csv"):
            written = house.exports.write(found.of, path, door.language, listing=found.listing)
        else:
            written = house.lists.write(_table(house, found, door.language), path)
    records = door.language.number(written.records)
    text = N_("Wrote {records} to {file}")
    return Answer(
        {"file": str(written.file), "records": written.records},
        lambda: [door.language.say(text, records=records, file=str(written.file))],
    )


@command(view, "addresses", N_("Show the e-mail addresses of a view for a Bcc line, each once."))
@argument("name")
@_of_option
@leaves
def addresses(door: Door, name: str, of: str | None) -> Answer:
    """Show the addresses."""
    with door.house() as house:
        found = _named(house, name, of)
        told = house.views.addresses(found.of, house.views.records_of(found))
    without = door.language.count(NN_("{n} has no address.", "{n} have no address."), told.without)
    return Answer(
        {"addresses": list(told.addresses), "without": told.without, "declined": told.declined, "text": told.text},
        lambda: [
            *([told.text] if told.text else []),
            *([without] if told.without or not told.text else []),
            *([door.language.count(NN_("{n} opted out.", "{n} opted out."), told.declined)] if told.declined else []),
        ],
    )


@command(view, "print", N_("Set a view as a table with a heading and page numbers."))
@argument("name")
@option("--to", "file", required=True, metavar="FILE.pdf", text=N_("The file to write."))
@option("--title", default="", metavar="TEXT", text=N_("The heading; the view's name, unless given."))
@option(
    "--in", "printed_in", type=click.Choice(LANGUAGES), default=None, text=N_("The language of the paper: sv or en.")
)
@_of_option
@leaves
def print_command(door: Door, name: str, file: str, title: str, printed_in: str | None, of: str | None) -> Answer:
    """Draw the list."""
    language = Language(printed_in) if printed_in else door.language
    with door.house() as house:
        found = _named(house, name, of)
        listed = house.lists.printed(_table(house, found, language), title or _name(found, language), "", language)
        printed = house.lists.save_print(listed, Path(file))
    pages = door.language.count(NN_("{n} page", "{n} pages"), printed.pages)
    return Answer(
        {"file": str(printed.file), "pages": printed.pages, "records": len(listed.rows)},
        lambda: [door.language.say(N_("Wrote {pages} to {file}"), pages=pages, file=str(printed.file))],
    )


def _named(house: House, name: str, of: str | None) -> SavedView:
    return house.views.named(name, _OF[of] if of else None)


def _own(house: House, name: str, of: str | None) -> SavedView:
    """Return a saved view: one that is only suggested can be neither renamed nor deleted."""
    found = _named(house, name, of)
    if is_suggested(found):
        raise InvalidInput(N_("View"), N_("“{name}” is a suggestion of the program; it is not saved."), name=name)
    return found


def _saved_or_none(house: House, name: str, kind: Kind) -> SavedView | None:
    try:
        found = house.views.named(name, kind)
    except NotFound:
        return None
    return None if is_suggested(found) else found


def _pick(door: Door, name: str, references: tuple[str, ...], of: str | None, *, taken: bool) -> Answer:
    with door.house(writing=True) as house:
        known = _own(house, name, of)
        if not known.is_picked:
            raise InvalidInput(
                N_("View"), N_("“{name}” is a filter, not a list put together by hand."), name=known.name
            )
        ids: list[UUID] = find_ids(house, references, known.of)
        changes = (house.views.take_out if taken else house.views.put_in)(known.id, ids)
        return saved(door, changes, "view", house.views.get(known.id))


def _table(house: House, found: SavedView, language: Language) -> ListTable:
    return house.lists.table(found.of, house.records(found.of).keys(found.listing), found.columns, language)


def _known_columns(kind: Kind, names: tuple[str, ...]) -> tuple[str, ...]:
    known = [column.name for column in COLUMNS[kind]]
    for name in names:
        if name not in known:
            raise InvalidInput(N_("Column"), N_("It must be one of {choices}."), choices=", ".join(known))
    return names


def _name(found: SavedView, language: Language) -> str:
    return language.say(found.name) if is_suggested(found) else found.name
