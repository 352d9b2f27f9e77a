"""A problem in a file, as a value: where it is and why, so that one bad line costs only itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """`reason` is a catalogue text, filled with `values` when shown.

    `line` counts from 1. What a text lacks as a whole is told at its line 1; 0 means a file that has no lines (a ZIP, a picture).
    `text` is what stood there, cut to 60 characters. `warning` says that the record was kept all the same, so that
    "read + refused = total" can be counted (reliability R21).
    """

    line: int
    reason: str
    values: dict[str, str] = field(default_factory=dict)
    text: str = ""
    file: str = ""
    warning: bool = False


def cut(text: str, most: int = 60) -> str:
    """Return `text` on one line, cut to `most` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
