"""The readers of strangers' files: where each stands, what it tells, and what it may use. `reader_child.py` runs nothing else.

A new reader is a line here and a function in `readers.py`. What a reader tells is the type that its function returns.
"""

from __future__ import annotations

import importlib
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from outreach.domain.typed_form import Codec, codec, receiving
from outreach.services.reader_limits import MOST_MEMORY

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Reader:
    """One reader: "module:function" of `(data, *arguments)`, with `progress(done, total)` if it names such a parameter.

    `seconds` of processor time, and `per_megabyte` for each megabyte beyond the first, end a file that takes longer.
    `warm`: its libraries are loaded before the first file comes. `one_by_one`: it yields values, each told at once.
    """

    place: str
    seconds: float = 2.0
    per_megabyte: float = 1.0
    memory: int = MOST_MEMORY
    warm: bool = True
    one_by_one: bool = False

    def allowed(self, size: int) -> float:
        """Return the processor seconds that a file of `size` bytes may take."""
        return self.seconds + self.per_megabyte * max(0, size - MEGABYTE) / MEGABYTE

    def loaded(self) -> Callable[..., Any]:
        """Return the function."""
        module, _, name = self.place.partition(":")
        found: Callable[..., Any] = getattr(importlib.import_module(module), name)
        return found

    @cached_property
    def _hints(self) -> dict[str, Any]:
        return typing.get_type_hints(self.loaded())

    @cached_property
    def codec(self) -> Codec:
        """The codec of what the function returns, or yields."""
        told = self._hints["return"]
        if self.one_by_one:
            assert issubclass(typing.get_origin(told) or object, Iterator), "a reader one by one yields"
            told = typing.get_args(told)[0]
        return codec(told)

    def argument_codecs(self, count: int) -> list[Codec]:
        """Return the codecs of the first `count` things that the function is given beside the file."""
        names = [name for name in self._hints if name not in ("data", "progress", "return")]
        return [codec(self._hints[name]) for name in names[:count]]

    def plain_arguments(self, arguments: tuple[Any, ...]) -> list[Any]:
        """Return arguments in their plain form."""
        parcel = receiving()
        return [one.write(value, parcel) for one, value in zip(self.argument_codecs(len(arguments)), arguments, strict=True)]

    def arguments_of(self, plain: list[Any]) -> list[Any]:
        """Return the arguments from their plain form."""
        parcel = receiving()
        return [one.read(value, parcel) for one, value in zip(self.argument_codecs(len(plain)), plain, strict=True)]


READERS = {
    "format": Reader("outreach.formats.registry:read_as", per_megabyte=2.0),
    "cards": Reader("outreach.formats.vcard:read_cards", per_megabyte=2.0),
    "calendar": Reader("outreach.formats.icalendar_read:read_calendar"),
    "answers": Reader("outreach.formats.itip:read_answers"),
    "source": Reader("outreach.formats.table_source:read_source"),
    "statistics": Reader("outreach.formats.bid_statistics:read_bid_statistics"),
    "opening": Reader("outreach.formats.opening_list:read_opening_list"),
    "package": Reader("outreach.formats.package_file:read_package"),
    "packed": Reader("outreach.formats.packed_files:unpacked", one_by_one=True),
    "picture": Reader("outreach.formats.scan_reading:read_picture", seconds=6.0),
    "frame": Reader("outreach.formats.scan_reading:read_frame"),
    "text": Reader("outreach.services.pasted_cards:read_text"),
    "card contents": Reader("outreach.formats.code_content:contents_of_cards"),
    "message": Reader("outreach.formats.scan_reading:read_sent"),
    "said": Reader("outreach.formats.email_message:read_said"),
    "logo": Reader("outreach.print.logo:looked_at", warm=False),
}
