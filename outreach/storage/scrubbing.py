"""Taking somebody out of plain values: names, addresses and numbers become a mark, ids go, what is about them alone goes too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from outreach.domain.needles import Needles
from outreach.domain.person import Person

#: Stands for an item of a list that is to go.
_GONE = object()


class Scrubber:
    """Scrubs plain values. `mark` stands where a name stood; `singles`: in their own texts the single words of the name go too."""

    def __init__(self, needles: Needles, people: Iterable[Person], mark: str) -> None:
        self._needles = needles
        self._ids = {str(one) for one in needles.ids}
        self._mark = mark
        words = {word for one in people for word in (*one.name.split(), *one.given.split(), *one.family.split()) if len(word) > 1}
        longest = sorted(words, key=lambda word: (-len(word), word))
        self._singles = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?:[:’']?s)?(?!\w)") if words else None

    def text(self, text: str, *, own: bool = False) -> str:
        """Return a text without them. `own`: it is theirs, so that a single name in it means them."""
        scrubbed = self._needles.replaced(text, lambda _match: self._mark)
        for one in self._ids:
            scrubbed = scrubbed.replace(one, "")
        return self._singles.sub(self._mark, scrubbed) if own and self._singles is not None else scrubbed

    def value(self, value: Any, *, own: bool = False) -> Any:
        """Return a plain value without them. An item of a list that holds their id goes; a field that is their id becomes empty."""
        if isinstance(value, Mapping):
            return {self.text(str(name)): None if self._is_id(one) else self.value(one, own=own) for name, one in value.items()}
        if isinstance(value, list):
            return [one for one in (self._item(item, own=own) for item in value) if one is not _GONE]
        return self.text(value, own=own) if isinstance(value, str) else value

    def _item(self, item: Any, *, own: bool) -> Any:
        inner = list(item.values()) if isinstance(item, Mapping) else item if isinstance(item, list) else [item]
        if any(self._is_id(one) for one in inner):
            return _GONE
        return self.value(item, own=own)

    def sides(self, sides: list[Any]) -> list[Any]:
        """Return the two sides of a journal field without them; the sides themselves stay two."""
        return [None if self._is_id(one) else self.value(one) for one in sides]

    def _is_id(self, value: Any) -> bool:
        return isinstance(value, str) and value in self._ids
