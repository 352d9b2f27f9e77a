"""`outreach mailing …`: one text to many, as e-mail drafts, letters or address labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from outreach.cli.command import command, group, leaves, option
from outreach.cli.door import Answer, Door
from outreach.cli.progress import progress
from outreach.cli.references import find_ids
from outreach.domain.mailing import Mailing
from outreach.domain.record import Kind, to_plain
from outreach.errors import BadFile, InvalidInput
from outreach.language import N_, NN_, Language
from outreach.services.declining import left_out_words
from outreach.services.mailings import LABEL_SHEETS, Mailed

if TYPE_CHECKING:
    from outreach.services.house import House

F = TypeVar("F", bound=Callable[..., Any])

mailing = group("mailing", N_("One text to many: e-mail drafts, letters, address labels. Who opted out is left out."))
_WROTE = NN_("Written for {n} recipient.", "Written for {n} recipients.")
_LONGEST = 200_000


def _whom(function: F) -> F:
    for add in reversed(
        (
            option("--view", default="", metavar="NAME", text=N_("Everybody whom this saved view of companies or people shows.")),
            option("--company", "companies", multiple=True, metavar="ID", text=N_("A company.")),
            option("--person", "people", multiple=True, metavar="ID", text=N_("A person.")),
            option("--in", "written_in", type=click.Choice(("sv", "en")), default=None, text=N_("The frame's language: sv or en.")),
        )
    ):
        function = add(function)
    return function


def _words(function: F) -> F:
    for add in reversed(
        (
            option("--text", "text_file", required=True, metavar="FILE", text=N_("The text, with fields such as {first_name}.")),
            option("--subject", required=True, metavar="TEXT", text=N_("The subject; fields are filled in here too.")),
        )
    ):
        function = add(function)
    return function


@command(mailing, "drafts", N_("Write an e-mail draft for each into a folder: all, or none."))
@_whom
@_words
@option("--to", "folder", required=True, metavar="DIR", text=N_("The folder, made when it is not there."))
@option("--news", is_flag=True, text=N_("A newsletter: only to those who said yes to it."))
@leaves
def drafts(
    door: Door,
    view: str,
    companies: tuple[str, ...],
    people: tuple[str, ...],
    written_in: str | None,
    text_file: str,
    subject: str,
    folder: str,
    news: bool,
) -> Answer:
    """Write the drafts."""
    with door.house(writing=True) as house:
        wanted = _mailing(house, view, companies, people, written_in or door.language.code, subject, _read(text_file))
        with progress(door.language, N_("Writing e-mail drafts")) as report:
            return _said(door, house.mailings.write_drafts(replace(wanted, news=news), Path(folder), report))


@command(mailing, "letters", N_("Write letters into one PDF, the addressee in the window of the envelope."))
@_whom
@_words
@option("--to", "file", required=True, metavar="FILE.pdf", text=N_("The PDF."))
@leaves
def letters(
    door: Door,
    view: str,
    companies: tuple[str, ...],
    people: tuple[str, ...],
    written_in: str | None,
    text_file: str,
    subject: str,
    file: str,
) -> Answer:
    """Write the letters."""
    with door.house(writing=True) as house:
        wanted = _mailing(house, view, companies, people, written_in or door.language.code, subject, _read(text_file))
        with progress(door.language, N_("Writing letters")) as report:
            return _said(door, house.mailings.write_letters(wanted, Path(file), report))


@command(mailing, "labels", N_("Write address labels into one PDF."))
@_whom
@option("--to", "file", required=True, metavar="FILE.pdf", text=N_("The PDF."))
@option("--sheet", type=click.Choice(tuple(LABEL_SHEETS)), default=None, text=N_("The label sheet."))
@option("--first", type=click.IntRange(min=1), default=1, text=N_("Begin at this label of the first sheet."))
@leaves
def labels(
    door: Door,
    view: str,
    companies: tuple[str, ...],
    people: tuple[str, ...],
    written_in: str | None,
    file: str,
    sheet: str | None,
    first: int,
) -> Answer:
    """Write the labels."""
    with door.house() as house:
        wanted = _mailing(house, view, companies, people, written_in or door.language.code, "", "")
        with progress(door.language, N_("Writing labels")) as report:
            return _said(door, house.mailings.write_labels(wanted, Path(file), sheet or "", first, report))


def _mailing(
    house: House, view: str, companies: tuple[str, ...], people: tuple[str, ...], language: str, subject: str, text: str
) -> Mailing:
    given = [bool(view), bool(companies), bool(people)]
    if sum(given) != 1:
        raise InvalidInput(N_("Recipients"), N_("Name a view, companies or people: one of the three."))
    if view:
        saved = house.views.named(view)
        if saved.of not in (Kind.COMPANY, Kind.PERSON):
            raise InvalidInput(N_("Recipients"), N_("Only companies and people can be written to."))
        return Mailing(saved.of, tuple(house.views.records_of(saved)), subject, text, language)
    kind = Kind.COMPANY if companies else Kind.PERSON
    return Mailing(kind, tuple(find_ids(house, companies or people, kind)), subject, text, language)


def _read(name: str) -> str:
    path = Path(name)
    try:
        return path.read_bytes()[:_LONGEST].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(path, N_("it cannot be read as text")) from error


def _said(door: Door, done: Mailed) -> Answer:
    plain = {
        "files": [str(path) for path in done.files],
        "recipients": done.recipients,
        "pages": done.pages,
        "left_out": [to_plain(one) for one in done.left_out],
        "action": to_plain(done.changes.action) if done.changes is not None else None,
    }
    return Answer(plain, lambda: _lines(done, door.language))


def _lines(done: Mailed, language: Language) -> list[str]:
    said = [language.count(_WROTE, done.recipients)]
    if len(done.files) == 1:
        said.append(str(done.files[0]))
    return said + left_out_words(done.left_out, language)
