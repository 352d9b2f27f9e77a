"""The compiled catalogue of a language, read text by text: no start and no command waits for the thousands that it does not say.

gettext's own reader takes every text of the file into memory first, which is a tenth of an empty window. The file is the same
(GNU gettext's MO format: a table of source texts, sorted, and one of their translations); a test compares every answer.
"""

from __future__ import annotations

from pathlib import Path
from struct import Struct

_MAGIC = 0x950412DE
_HEAD, _PLACE = Struct("<5I"), Struct("<2I")
#: What stands between the forms of a text that counts.
_BETWEEN = "\0"


class Catalogue:
    """The texts of one language. Raises OSError, and ValueError for a file that is no such catalogue."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        magic, version, self._count, self._sources, self._translations = _HEAD.unpack_from(self._data)
        if magic != _MAGIC or version >> 16:
            raise ValueError(f"not a compiled catalogue: {path}")
        self._said: dict[str, tuple[str, ...]] = {}

    def say(self, text: str) -> str:
        """Return a text in this language; one that is not in the catalogue as it is."""
        return self._forms(text)[0] or text

    def count(self, forms: tuple[str, str], number: int) -> str:
        """Return the singular or plural for a number, as English and Swedish have it: one is one, all else is many."""
        said = self._forms(forms[0])
        chosen = number != 1
        return said[chosen] if len(said) > chosen and said[chosen] else forms[chosen]

    def _forms(self, text: str) -> tuple[str, ...]:
        said = self._said.get(text)
        if said is None:
            said = self._said[text] = self._read(text)
        return said

    def _read(self, text: str) -> tuple[str, ...]:
        wanted, low, high = text.encode(), 0, self._count
        while low < high:
            middle = (low + high) // 2
            found = self._at(self._sources, middle).partition(b"\0")[0]
            if found == wanted:
                return tuple(self._at(self._translations, middle).decode().split(_BETWEEN))
            low, high = (middle + 1, high) if found < wanted else (low, middle)
        return ("",)

    def _at(self, table: int, number: int) -> bytes:
        length, place = _PLACE.unpack_from(self._data, table + number * _PLACE.size)
        return self._data[place : place + length]
