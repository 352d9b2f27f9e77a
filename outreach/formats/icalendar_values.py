r"""The lines of a component that we write: values as they are, texts escaped, nothing that could begin a line of its own.

The lines are ours and not icalendar's components, which take five times as long (tests/bench) and turn a backslash with a
capital N ("C:\Nytt") into a line break. icalendar still quotes the parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from icalendar import Parameters

#: Octets of a line without its end. RFC 5545, 3.1 allows 75; icalendar stops at 74, and so files stay as they were.
_LONGEST = 74

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: Every line end that some reader knows; all of them become one line feed, which is then escaped.
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Component:
    """One component as its lines, folded, in the order in which they were added."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._lines: list[bytes] = [f"BEGIN:{kind}".encode()]

    def append(self, line: str) -> None:
        """Add one line that holds no line end."""
        self._lines.append(folded(line))

    def append_part(self, octets: bytes) -> None:
        """Add a whole component that is written already."""
        self._lines.append(octets.removesuffix(b"\r\n"))

    def to_ical(self) -> bytes:
        """Return the component with its end, in UTF-8 and with CR LF."""
        return b"\r\n".join([*self._lines, f"END:{self._kind}\r\n".encode()])


def folded(line: str) -> bytes:
    """Return a line in UTF-8, folded before the 75th octet and never inside a character (RFC 5545, 3.1)."""
    octets = line.encode()
    if len(octets) <= _LONGEST:
        return octets
    pieces, at = [], 0
    room = _LONGEST
    while len(octets) - at > room:
        end = at + room
        while octets[end] & 0xC0 == 0x80:  # not the first octet of a character
            end -= 1
        pieces.append(octets[at:end])
        at, room = end, _LONGEST - 1
    return b"\r\n ".join([*pieces, octets[at:]])


def add(component: Component, name: str, value: str, params: Mapping[str, str] | None = None) -> None:
    """Add a value as it is, on one line whatever it holds."""
    head = f"{name};{_written(tuple(params.items()))}" if params else name
    component.append(f"{head}:{one_line(value)}")


@lru_cache(maxsize=1024)
def _written(params: tuple[tuple[str, str], ...]) -> str:
    octets: bytes = Parameters(params).to_ical(sorted=False)
    return one_line(octets.decode())


def add_text(component: Component, name: str, text: str) -> None:
    """Add a TEXT value; an empty one is left out."""
    if text:
        add(component, name, escaped(text))


def add_list(component: Component, name: str, texts: Iterable[str]) -> None:
    """Add a list of TEXT values on one line, without the empty ones."""
    add(component, name, ",".join(escaped(text) for text in texts if text))


def escaped(text: str) -> str:
    """Escape a TEXT value (RFC 5545, 3.3.11): backslash, separators and line ends."""
    if not text.isprintable():
        text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return text.translate(_ESCAPES)


def one_line(text: str) -> str:
    """Return `text` without anything that could begin a new line of the file, or that is no character."""
    if text.isprintable():
        return text
    return _LONE_SURROGATES.sub("", _CONTROLS.sub("", _LINE_ENDS.sub("", text)))
