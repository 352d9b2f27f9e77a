"""`outreach find`, `outreach show` and `outreach cpv`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.notices import plain_notices
from outreach.cli.references import find_record
from outreach.cli.table import aligned, pairs
from outreach.domain.codes import find_cpv
from outreach.domain.contact import show_phone
from outreach.domain.listing import Hit
from outreach.domain.problem import cut
from outreach.domain.record import Kind, to_plain
from outreach.explain import KIND_WORDS
from outreach.language import N_, NN_, Language
from outreach.services.field_words import field_lines, written
from outreach.services.search import EVERYWHERE

if TYPE_CHECKING:
    from outreach.services.house import House

#: A longer name (of a conversation: what was said) is cut for people; --json gives the whole.
_WIDEST = 80


def add_finding(root: Any) -> None:
    """Give the program its `find`, `show` and `cpv` commands."""

    @command(root, "find", N_("Search over everything: names, companies, numbers, notes, tags."))
    @argument("text")
    @option(
        "--kind",
        type=click.Choice([kind.value for kind in EVERYWHERE]),
        default=None,
        text=N_("Only records of this kind."),
    )
    @option(
        "--limit", type=click.IntRange(min=1), default=20, text=N_("At most so many of each kind; 20 unless named.")
    )
    def find(door: Door, text: str, kind: str | None, limit: int) -> Answer:
        with door.house() as house:
            hits = house.search.find(text, EVERYWHERE if kind is None else (Kind(kind),), limit)
            house.audit.viewed(Kind.PERSON, sum(hit.kind is Kind.PERSON for hit in hits))
        results = [
            {"kind": hit.kind.value, "id": str(hit.id), "title": hit.title, "detail": hit.detail} for hit in hits
        ]

        def lines() -> list[str]:
            say = door.language.say
            rows = [
                [say(KIND_WORDS[hit.kind]), cut(hit.title, _WIDEST), _detail(hit, door.language), str(hit.id)]
                for hit in hits
            ]
            header = [say(N_("Kind")), say(N_("Name")), say(N_("More")), "id"]
            count = door.language.count(NN_("{n} result", "{n} results"), len(hits))
            return [*(aligned(header, rows) if rows else []), count]

        return Answer({"results": results}, lines)

    @command(root, "show", N_("Show one record."))
    @argument("reference", metavar="ID")
    def show(door: Door, reference: str) -> Answer:
        with door.house() as house:
            kind, record = find_record(house, reference)
            plain = to_plain(record)
            names = house.search.titles(list(_ids_in(plain)))
            more = {"notices": plain_notices(house, record, door.language)} if kind is Kind.TENDER else {}
        known = {str(one): name for one, name in names.items()}
        return Answer(
            {"kind": kind.value, "record": plain, **more},
            lambda: pairs([*field_lines(plain, door.language, known), ("id", str(record.id))]),
        )

    @command(root, "cpv", N_("Search the official list of CPV codes, in Swedish or English words or by digits."))
    @argument("text")
    @option("--limit", type=click.IntRange(min=1), default=20, text=N_("At most so many; 20 unless named."))
    def cpv(door: Door, text: str, limit: int) -> Answer:
        found = find_cpv(text, door.language.code, limit)
        codes = [{"code": one.code, "swedish": one.swedish, "english": one.english} for one in found]

        def lines() -> list[str]:
            count = door.language.count(NN_("{n} code", "{n} codes"), len(found))
            return [*pairs([(one.code, one.name(door.language.code)) for one in found]), count]

        return Answer({"codes": codes}, lines)


def _detail(hit: Hit, language: Language) -> str:
    """Write what stands beside a name: telephone numbers and days as people read them."""
    if hit.kind is Kind.EVENT and hit.detail:
        return written("date", hit.detail, language)
    return show_phone(hit.detail) if hit.kind is Kind.COMPANY else hit.detail


def titles_of(house: House, ids: set[UUID]) -> dict[str, str]:
    """Return the names of records by their ids as texts."""
    return {str(one): name for one, name in house.search.titles(list(ids)).items()}


def _ids_in(plain: Any) -> set[UUID]:
    """Return every id that a plain value mentions."""
    if isinstance(plain, dict):
        return set().union(*(_ids_in(value) for value in plain.values()))
    if isinstance(plain, list):
        return set().union(*(_ids_in(value) for value in plain))
    try:
        return {UUID(plain)} if isinstance(plain, str) and len(plain) == 36 else set()
    except ValueError:
        return set()
