"""Pictures of the booth's paper for the tour: one small picture of each kind in each language, the looks in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time
from itertools import cycle
from typing import TYPE_CHECKING

from outreach.domain.handout import HandoutKind, Theme

if TYPE_CHECKING:
    from outreach.services.house import House

_DPI = 50
_KINDS = (
    HandoutKind.POSTER,
    HandoutKind.LEAFLET,
    HandoutKind.BOOTH_SIGN,
    HandoutKind.TABLE_TENT,
    HandoutKind.DOOR_SIGN,
)


def booth_paper(house: House, languages: Sequence[str]) -> Iterator[tuple[str, list[bytes]]]:
    """Yield a name and the first page of each kind as PNG, in each language and once in both."""
    looks = cycle(Theme)
    coming = house.events.coming(house.now(), 1)
    for code in (*languages, "both"):
        for kind in _KINDS:
            event = coming[0].id if coming and kind is HandoutKind.POSTER else None
            order = replace(house.handouts.usual(kind, code), theme=next(looks), event=event, until=time(15))
            pdf = house.handouts.draw(house.handouts.put_together(order))
            yield f"{kind.value}-{code}", house.handouts.pictures(pdf, _DPI)[:1]
