r"""The lines of a component that we write: values as they are, texts escaped, nothing that could begin a line of its own.

icalendar folds at 75 octets and quotes parameters; texts are escaped here, because it turns a backslash with a capital N
("C:\Nytt") into a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from icalendar import Component
from icalendar.prop import vInline

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: Every line end that some reader knows; all of them become one line feed, which is then escaped.
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def add(component: Component, name: str, value: str, params: Mapping[str, str] | None = None) -> None:
    """Add a value as it is, on one line whatever it holds."""
    raw = vInline(one_line(value))
    for key, param in (params or {}).items():
        raw.params[key] = param
    component.add(name, raw, encode=False)


def add_text(component: Component, name: str, text: str) -> None:
    """Add a TEXT value; an empty one is left out."""
    if text:
        add(component, name, escaped(text))


def add_list(component: Component, name: str, texts: Iterable[str]) -> None:
    """Add a list of TEXT values on one line, without the empty ones."""
    add(component, name, ",".join(escaped(text) for text in texts if text))


def escaped(text: str) -> str:
    """Escape a TEXT value (RFC 5545, 3.3.11): the backslash first, then separators and line ends."""
    clean = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return re.sub(r"[\\;,]", r"\\\g<0>", clean).replace("\n", "\\n")


def one_line(text: str) -> str:
    """Return `text` without anything that could begin a new line of the file, or that is no character."""
    return _LONE_SURROGATES.sub("", _CONTROLS.sub("", _LINE_ENDS.sub("", text)))
