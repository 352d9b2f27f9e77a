"""`outreach tender notices`, and what `show` tells of a tender's notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command
from outreach.cli.door import Answer, Door
from outreach.cli.references import find_record
from outreach.domain.record import Kind, to_plain
from outreach.domain.tender import LotResult, Tender
from outreach.language import N_, NN_, Language
from outreach.services.notice_words import (
    say_bids,
    say_change,
    say_day,
    say_kind,
    say_number,
    say_outcome,
    say_winners,
    say_withheld,
)
from outreach.services.notices import NoticeVersion

if TYPE_CHECKING:
    from outreach.services.house import House

_INDENT = "    "


def add_notices(group: click.Group) -> None:
    """Give `tender` its `notices` command."""

    @command(group, "notices", N_("Show a tender's notices, what each changed, and how each lot ended."))
    @argument("reference", metavar="ID")
    def notices_command(door: Door, reference: str) -> Answer:
        with door.house() as house:
            tender: Tender = find_record(house, reference, Kind.TENDER)[1]
            versions = house.notices.of(tender.id)
        language = door.language
        plain = {
            "tender": str(tender.id),
            "title": tender.title,
            "notices": [_plain(one, language) for one in versions],
            "results": [_plain_result(one, language) for one in tender.results],
        }
        return Answer(plain, lambda: _lines(tender, versions, language))


def plain_notices(house: House, tender: Tender, language: Language) -> list[dict[str, Any]]:
    """Return the notices of a tender for `show --json`."""
    return [_plain(one, language) for one in house.notices.of(tender.id)]


def _plain(version: NoticeVersion, language: Language) -> dict[str, Any]:
    notice: dict[str, Any] = to_plain(version.notice)
    notice["changes"] = [
        {"field": one.field, "lot": one.lot, "before": to_plain(one.before), "after": to_plain(one.after)}
        | dict(zip(("title", "said_before", "said_after"), say_change(one, language), strict=True))
        for one in version.changes
    ]
    notice["replaces"] = str(version.before.id) if version.before else None
    return notice


def _plain_result(result: LotResult, language: Language) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(result)
    return plain | {"said": say_bids(result, language)}


def _lines(tender: Tender, versions: tuple[NoticeVersion, ...], language: Language) -> list[str]:
    lines = []
    for one in versions:
        head = (say_day(one.notice, language), say_kind(one.notice, language), say_number(one.notice))
        lines.append("  ".join(part for part in head if part))
        for change in one.changes:
            title, before, after = say_change(change, language)
            lines.append(f"{_INDENT}{title}: {before} → {after}")
    for result in tender.results:
        told = (
            say_bids(result, language),
            say_outcome(result, language),
            say_winners(result.winners, language),
            say_withheld(result.withheld, language),
        )
        lines.append(f"{result.number or tender.title}: {'; '.join(part for part in told if part)}")
    return [*lines, language.count(NN_("{n} notice", "{n} notices"), len(versions))]
