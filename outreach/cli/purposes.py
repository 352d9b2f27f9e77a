"""`outreach purpose …`, `outreach privacy-text …`, `outreach processing-record`: why people are registered, what they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done, saved
from outreach.cli.table import aligned
from outreach.cli.values import Day
from outreach.domain.privacy_text import BUILT_IN_FROM, BUILT_IN_LABEL, missing_items
from outreach.domain.processing import BASIS_LABELS, PrivacyText, Purpose
from outreach.domain.purposes import in_language, is_built_in, read_basis
from outreach.domain.record import to_plain
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NotFound
from outreach.language import LANGUAGES, N_

purpose = group("purpose", N_("What people are registered for: list, add, change, delete."))
privacy_text = group("privacy-text", N_("What people are told about their data: show, list, add, delete."))

_BASIS = N_("The lawful basis: 6.1 e, 6.1 a or 6.1 c.")
_LAW = N_("The law or decision that it rests on.")


@command(purpose, "list", N_("Show the purposes with their lawful basis."))
def list_purposes(door: Door) -> Answer:
    """Show the purposes."""
    with door.house() as house:
        found = [in_language(one, door.language) for one in house.privacy.purposes().values()]
        counts = house.privacy.registered_for()
    plain = [{**to_plain(one), "people": counts.get(one.key, 0), "built_in": is_built_in(one.key)} for one in found]
    titles = [door.language.say(text) for text in (N_("Key"), N_("Purpose"), N_("Lawful basis"), N_("Law"), N_("People"))]
    rows = [
        (one.key, one.name, door.language.say(BASIS_LABELS[one.basis]), one.law, str(counts.get(one.key, 0))) for one in found
    ]
    return Answer({"purposes": plain}, lambda: aligned(titles, rows))


@command(purpose, "add", N_("Add a purpose of your own."))
@argument("key")
@option("--name", required=True, text=N_("What it is called."))
@option("--basis", default="6.1 e", metavar="6.1 e|a|c", text=_BASIS)
@option("--law", required=True, text=_LAW)
@option("--category", "categories", multiple=True, text=N_("A kind of data, in words."))
@option("--recipients", default="", text=N_("Who gets the data."))
def add_purpose(door: Door, key: str, basis: str, **options: Any) -> Answer:
    """Keep a new purpose."""
    made = Purpose(key=key, basis=read_basis(basis), **options)
    with door.house(writing=True) as house:
        changes = house.privacy.save_purpose(made)
        return saved(door, changes, "purpose", house.privacy.purpose(key))


@command(purpose, "change", N_("Change a purpose; a built-in one is kept in your own words. What is not named stays."))
@argument("key")
@option("--name", default=None, text=N_("What it is called."))
@option("--basis", default=None, metavar="6.1 e|a|c", text=_BASIS)
@option("--law", default=None, text=_LAW)
@option("--category", "categories", multiple=True, text=N_("A kind of data, in words."))
@option("--recipients", default=None, text=N_("Who gets the data."))
def change_purpose(door: Door, key: str, basis: str | None, **options: Any) -> Answer:
    """Keep a changed purpose."""
    given = {name: value for name, value in options.items() if value not in (None, ())}
    if basis is not None:
        given["basis"] = read_basis(basis)
    with door.house(writing=True) as house:
        known = in_language(house.privacy.purpose(key), door.language)
        changes = house.privacy.save_purpose(replace(known, **given))
        return saved(door, changes, "purpose", house.privacy.purpose(key))


@command(purpose, "delete", N_("Delete a purpose of your own, or put a built-in one back."))
@argument("key")
def delete_purpose(door: Door, key: str) -> Answer:
    """Remove a purpose."""
    with door.house(writing=True) as house:
        return done(door, house.privacy.delete_purpose(key))


@command(privacy_text, "show", N_("Show what people are told today, with the version."))
@option("--short", is_flag=True, text=N_("The short text for paper and mail."))
def show_text(door: Door, short: bool) -> Answer:
    """Show the text that holds."""
    with door.house() as house:
        notice = house.privacy.notice(door.language)
    text = notice.short if short else notice.full
    plain = {"language": notice.language, "version": notice.version, "own": notice.own, "short": notice.short, "full": notice.full}
    return Answer(plain, lambda: [*text.splitlines(), "", notice.stamp()])


@command(privacy_text, "list", N_("Show all versions."))
def list_texts(door: Door) -> Answer:
    """Show the unit's versions, and the program's."""
    with door.house() as house:
        own = house.privacy.texts()
    titles = [door.language.say(text) for text in (N_("Language"), N_("Version"), N_("From"), N_("Text"))]
    rows = [(one.language, one.label, one.valid_from.isoformat(), one.short[:60]) for one in own]
    rows += [(code, BUILT_IN_LABEL, BUILT_IN_FROM.isoformat(), door.language.say(N_("the program's own"))) for code in LANGUAGES]
    return Answer({"texts": [to_plain(one) for one in own]}, lambda: aligned(titles, rows))


@command(privacy_text, "add", N_("Add a version of your own that holds from a day on."))
@option("--in", "code", type=click.Choice(list(LANGUAGES)), default="sv", text=N_("The language of the text."))
@option("--version", "label", required=True, text=N_("The version as it is printed."))
@option("--from", "valid_from", type=Day(), default=None, metavar="DAY", text=N_("First day; today without it."))
@option("--short", required=True, metavar="TEXT", text=N_("The short text for paper and mail."))
@option("--full", "file", type=click.Path(dir_okay=False), default=None, text=N_("A text file with the full text."))
def add_text(door: Door, code: str, label: str, valid_from: date | None, short: str, file: str | None) -> Answer:
    """Keep a new version, and say what it does not seem to speak of."""
    full = _read(Path(file)) if file else ""
    with door.house(writing=True) as house:
        made = PrivacyText(language=code, label=label, valid_from=valid_from or home_day(house.now()), short=short, full=full)
        changes = house.privacy.save_text(made)
    missing = missing_items(full or short)
    said = door.language.say(N_("The text does not seem to speak of: {items}."), items=", ".join(missing)) if missing else ""
    answer = done(door, changes)
    plain = {**answer.plain, "missing": [one.value for one in missing]}
    return Answer(plain, lambda: [*answer.lines(), *([said] if said else [])])


@command(privacy_text, "delete", N_("Delete a version that has not begun."))
@argument("label")
@option("--in", "code", type=click.Choice(list(LANGUAGES)), default="sv", text=N_("The language of the text."))
def delete_text(door: Door, label: str, code: str) -> Answer:
    """Remove a version."""
    with door.house(writing=True) as house:
        found = next((one for one in house.privacy.texts() if (one.language, one.label) == (code, label)), None)
        if found is None:
            raise NotFound(label)
        return done(door, house.privacy.delete_text(found.id))


def add_processing_record(root: Any) -> None:
    """Give the program its `processing-record` command."""

    @command(root, "processing-record", N_("Write the record of processing activities (GDPR, article 30)."))
    @option("--to", "file", default=None, metavar="FILE", text=N_("The file: .pdf .csv .xlsx .json; none shows the record."))
    def processing_record(door: Door, file: str | None) -> Answer:
        with door.house() as house:
            lines = house.processing_record.lines(door.language)
            written = house.processing_record.write(Path(file), door.language) if file else None
        names = ("letter", "heading", "about", "content")
        plain: dict[str, Any] = {"record": [{name: getattr(one, name) for name in names} for one in lines]}
        if written is not None:
            plain = {"file": str(written.file), "records": written.records}
            said = door.language.say(N_("Wrote {records} to {file}"), records=str(written.records), file=str(written.file))
            return Answer(plain, lambda: [said])
        rows = [(f"{one.letter}) {one.heading}", one.about, one.content) for one in lines]
        return Answer(plain, lambda: aligned([door.language.say(text) for text in _TITLES], rows))


_TITLES = (N_("Item"), N_("Concerns"), N_("Content"))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(N_("File"), N_("The file cannot be read as text.")) from error
