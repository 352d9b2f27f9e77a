"""Swedish and English on one line: "Namn / Name". Each stands in its own language, so that both are read aloud right."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.domain.booth_paper import BOTH
from outreach.language import LANGUAGES, Language
from outreach.print.colours import Colour
from outreach.print.fonts import Face, wrap
from outreach.print.fonts import width as width_of
from outreach.print.sheet import Group, Item, Text
from outreach.print.voices import Said, Voices

BETWEEN = " / "


def voices_of(code: str) -> Voices:
    """Return the languages of a sheet: "sv", "en", or "both" with Swedish first."""
    return Voices(tuple(map(Language, LANGUAGES if code == BOTH else (code,))))


def joined(said: Sequence[Said]) -> str:
    """Return the texts as one, for a title or a measure."""
    return BETWEEN.join(each.text for each in said)


def width(said: Sequence[Said], face: Face, size: float) -> float:
    """Return how wide the texts are on one line."""
    return width_of(joined(said), face, size)


def on_one_line(said: Sequence[Said], x: float, y: float, face: Face, size: float, colour: Colour) -> tuple[Item, ...]:
    """Return the texts beside one another from `x` on, baseline `y`."""
    items: list[Item] = []
    for number, each in enumerate(said):
        words = (BETWEEN if number else "") + each.text
        text = Text(x, y, words, face, size, colour)
        items.append(Group("P", (text,), language=each.language) if each.language else text)
        x += width_of(words, face, size)
    return tuple(items)


def on_lines(
    said: Sequence[Said],
    x: float,
    y: float,
    face: Face,
    size: float,
    colour: Colour,
    room: float,
    most: int = 1,
    leading: float = 1.25,
) -> tuple[tuple[Group, ...], float]:
    """Return the texts below one another, each at most `most` lines of `room`, the first line's top at `y`; and where they end."""
    items: list[Group] = []
    step = size * leading
    for each in said:
        lines = wrap(each.text, face, size, room, most)
        texts = tuple(Text(x, y + size * 0.95 + number * step, line, face, size, colour) for number, line in enumerate(lines))
        items.append(Group("P", texts, language=each.language))
        y += len(lines) * step
    return tuple(items), y
