"""Whom one may invite by a few letters: a saved view, a tag, a trade (CPV), a company or a person. Read on the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.codes import find_cpv
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.domain.search_text import plain, words
from outreach.domain.sorting import sort_key
from outreach.language import N_, Language
from outreach.services.suggested_views import SUGGESTED

if TYPE_CHECKING:
    from outreach.services.house import House

_KINDS = (Kind.COMPANY, Kind.PERSON)
_MOST = 6


class Source(StrEnum):
    """Where guests are taken from."""

    VIEW = "view"
    SUGGESTED = "suggested"
    TAG = "tag"
    CPV = "cpv"
    PERSON = "person"
    COMPANY = "company"


HEADINGS = {
    Source.VIEW: N_("Saved views"),
    Source.SUGGESTED: N_("Suggestions"),
    Source.TAG: N_("Tags"),
    Source.CPV: N_("Trades (CPV)"),
    Source.PERSON: N_("People"),
    Source.COMPANY: N_("Companies"),
}
ICONS = {
    Source.VIEW: "list",
    Source.SUGGESTED: "filter",
    Source.TAG: "tag",
    Source.CPV: "tenders",
    Source.PERSON: "people",
    Source.COMPANY: "companies",
}
OF = {Kind.COMPANY: N_("Everybody at these companies"), Kind.PERSON: N_("These people")}


@dataclass(frozen=True, slots=True)
class Whom:
    """One choice. `id` finds its line again; `value` is the view, the tag, the code, or the record's id."""

    source: Source
    value: SavedView | UUID | str
    name: str
    detail: str = ""

    @property
    def id(self) -> str:
        """What tells one choice from another."""
        value = self.value.id if isinstance(self.value, SavedView) else self.value
        return f"{self.source} {value}"


def find(house: House, typed: str, language: Language) -> list[Whom]:
    """Return what the letters may mean, group by group; without any, the views and the tags in use."""
    asked = [plain(word) for word in words(typed)]
    found = [*_views(house, asked, language), *_tags(house, asked)]
    if not asked:
        return found
    codes = [Whom(Source.CPV, one.code, one.name(language.code), one.code) for one in find_cpv(typed, language.code, _MOST)]
    hints = house.search.hints(typed, (Kind.PERSON, Kind.COMPANY), most=_MOST)
    records = [Whom(Source(one.kind.value), one.id, one.name, one.company or one.title) for one in hints]
    return [*found, *records, *codes]


def put_on_list(house: House, event: UUID, whom: Whom) -> Changes:
    """Put everybody that a choice means now on the guest list of an event, as one action."""
    value = whom.value
    if isinstance(value, SavedView):
        return house.guests.invite(event, house.views.people_of(value.of, house.views.records_of(value)))
    if isinstance(value, UUID):
        people = [value] if whom.source is Source.PERSON else house.views.people_of(Kind.COMPANY, [value])
        return house.guests.invite(event, people)
    return house.guests.invite_by(event, **{whom.source.value: value})


def _views(house: House, asked: Sequence[str], language: Language) -> list[Whom]:
    saved = [Whom(Source.VIEW, view, view.name, language.say(OF[kind])) for kind in _KINDS for view in house.views.of(kind)]
    ours = [
        Whom(Source.SUGGESTED, view, language.say(view.name), language.say(OF[kind]))
        for kind in _KINDS
        for view in SUGGESTED[kind]
    ]
    return [one for one in (*saved, *(ours if asked else [])) if _fits(one.name, asked)]


def _tags(house: House, asked: Sequence[str]) -> list[Whom]:
    tags = sorted({*house.companies.tags(), *house.people.tags()}, key=sort_key)
    return [Whom(Source.TAG, tag, tag) for tag in tags if _fits(tag, asked)][: _MOST if asked else None]


def _fits(name: str, asked: Sequence[str]) -> bool:
    own = [plain(word) for word in words(name)]
    return all(any(word.startswith(one) for word in own) for one in asked)
