"""The list of tenders: one block each, set as large as the page allows, and shortened by a rule when it must be.

The order of the rule: large type and whole descriptions; normal type and whole descriptions; normal type with
descriptions shortened at a word, the longest first; smaller type, never under 8.5 points; no description; and only
then a title cut at a word. Nothing overlaps and nothing is cut without an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from outreach.domain.tender import Tender
from outreach.language import Language
from outreach.print import wording
from outreach.print.colours import HAIRLINE, INK, SOFT_INK, Colour, Palette
from outreach.print.fonts import DESCENT, Face, balanced, width, wrap
from outreach.print.looks import SMALLEST, Look
from outreach.print.printable import annotation_target, printable, safe_link
from outreach.print.sheet import Box, Fill, Group, Item, Link, Part, Role, Text, leaves

#: Leading as a share of the size.
_TIGHT = 1.16
_OPEN = 1.32

_LONGEST_DESCRIPTION = 12
_LARGER = (1.55, 1.45, 1.37, 1.3, 1.22, 1.15, 1.08)
_SMALLER = (0.96, 0.92, 0.88, 0.85)
_LITTLE_AIR = 0.6


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to set the list: the scale of the type, and how many lines its texts may take; `pad` scales the air.

    `lines` bounds what stands under a date and what to do; a line of facts more may stand at the right.
    """

    scale: float
    description_lines: int
    title_lines: int = 3
    lines: int = 3
    pad: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in one block, ready for paper. `facts` has the most important first: it is cut from the end."""

    title: str
    description: str
    take_part: tuple[str, ...]
    when: str
    what: str
    facts: tuple[str, ...]
    link: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one style in a column, `gap` points below what stands before, and what they are to a reader who hears them."""

    lines: Sequence[str]
    face: Face
    size: float
    colour: Colour
    leading: float = _OPEN
    gap: float = 0.0
    role: Role = "P"


def words(tender: Tender, language: Language, printed: date) -> Words:
    """Return what the flyer says of `tender`."""
    timing = wording.timing(tender, language, printed)
    facts = (
        wording.size(tender, language),
        wording.contract(tender, language),
        wording.place(tender),
        wording.lots(tender, language),
    )
    return Words(
        title=printable(tender.title),
        description=printable(tender.description),
        take_part=tuple(map(printable, wording.take_part(tender, language, printed))),
        when=printable(timing.when),
        what=printable(timing.what),
        facts=tuple(shown for fact in facts if (shown := printable(fact))),
        link=annotation_target(link) if (link := safe_link(tender.link)) else "",
    )


def settings() -> Iterator[Setting]:
    """Yield the ways to set a list, the best first; the last is so small that eight tenders always fit."""
    for scale in _LARGER:
        yield Setting(scale, _LONGEST_DESCRIPTION)
    for most in range(_LONGEST_DESCRIPTION, 1, -1):
        yield Setting(1.0, most)
    for scale in _SMALLER:
        yield Setting(scale, 2)
    for scale in (1.0, *_SMALLER):
        yield Setting(scale, 1, 2, 2)
    least = _SMALLER[-1]
    yield Setting(least, 1, 2, 2, _LITTLE_AIR)
    yield Setting(least, 0, 2, 2, _LITTLE_AIR)
    yield Setting(least, 0, 1, 2, _LITTLE_AIR)


def tender_list(said: Sequence[Words], look: Look, colours: Palette, room: float) -> list[Part]:
    """Return a block for each tender, one below the other from y=0, together at most `room` points high.

    Room that is left over is shared out between the blocks, within reason.
    """
    blocks: list[Part] = []
    for setting in settings():
        if _too_large(said, look, setting):
            continue
        blocks = [tender_block(each, look, colours, setting) for each in said]
        if sum(block.box.height for block in blocks) <= room:
            break
    spare = room - sum(block.box.height for block in blocks)
    extra = max(0.0, min(spare / max(1, len(blocks)), look.pad * 2.2))
    return _stacked(blocks, extra)


def _stacked(blocks: Sequence[Part], extra: float) -> list[Part]:
    placed = []
    top = 0.0
    for number, block in enumerate(blocks, start=1):
        box = block.box
        taller = Part(f"tender {number}", Box(box.x, box.y, box.width, box.height + extra), block.items)
        placed.append(taller.at(box.x, top))
        top += taller.box.height
    return placed


def tender_block(said: Words, look: Look, colours: Palette, setting: Setting) -> Part:
    """Return one tender's block at y=0: when at the left, title and text in the middle, facts at the right or below."""
    body, small, title = _sizes(look, setting)
    left = look.margin + look.when + look.gutter
    middle = _middle_room(look)
    pad = look.pad * setting.scale * setting.pad
    first = pad + title * 0.86
    told = _column(left, first, _middle(said, colours, setting, (title, body), middle, look))
    dated = _column(look.margin, first, _when(said, look, colours, setting, title, small))
    # Heard, the title comes first: what it is about, then when, then what.
    names = [_linked(group, said, left, middle) for group in told if group.role == "H2"]
    groups = [*names, *dated, *(group for group in told if group.role != "H2")]
    if look.facts:
        groups += _column(look.width - look.margin - look.facts, first, _facts_beside(said, look, setting, small))
    height = max(text.y + DESCENT * text.size for text in leaves(groups) if isinstance(text, Text)) + pad
    rule: list[Item] = [
        Fill(Box(look.margin, 0, look.when, 1.4), colours.area),
        Fill(Box(left, 0, look.width - look.margin - left, 0.5), HAIRLINE),
    ]
    return Part("tender", Box(look.margin, 0, look.room, height), (*rule, *groups))


def _sizes(look: Look, setting: Setting) -> tuple[float, float, float]:
    """Return the sizes of body, small type and title. Small type grows little: its columns do not."""
    return (
        max(SMALLEST, look.body * setting.scale),
        max(SMALLEST, look.small * min(setting.scale, setting.scale**0.5)),
        max(SMALLEST, look.title * setting.scale),
    )


def _too_large(said: Sequence[Words], look: Look, setting: Setting) -> bool:
    """Say whether large type would only break titles into more lines."""
    if setting.scale <= 1:
        return False
    room, size = _middle_room(look), _sizes(look, setting)[2]

    def lines(title: str, size: float) -> int:
        return len(wrap(title, Face.BOLD, size, room))

    return any(lines(each.title, size) > lines(each.title, look.title) for each in said)


def _middle_room(look: Look) -> float:
    return look.room - look.when - look.gutter - (look.facts + look.gutter if look.facts else 0)


def _when(said: Words, look: Look, colours: Palette, setting: Setting, title: float, small: float) -> list[Lines]:
    size = title
    while size > SMALLEST and len(wrap(said.when, Face.SEMIBOLD, size, look.when)) > 1:
        size = max(SMALLEST, size - 0.5)
    return [
        Lines(wrap(said.when, Face.SEMIBOLD, size, look.when, 2), Face.SEMIBOLD, size, colours.text, _TIGHT),
        Lines(wrap(said.what, Face.REGULAR, small, look.when, setting.lines), Face.REGULAR, small, SOFT_INK, 1.2, 1.5),
    ]


def _middle(
    said: Words, colours: Palette, setting: Setting, sizes: tuple[float, float], room: float, look: Look
) -> list[Lines]:
    title, body = sizes
    gap = 1.5 + 8 * max(0.0, setting.scale - 1)  # large type wants more air between what and how
    description = wrap(said.description, Face.REGULAR, body, room, setting.description_lines or 1)
    column = [
        Lines(balanced(said.title, Face.BOLD, title, room, setting.title_lines), Face.BOLD, title, INK, _TIGHT, role="H2"),
        Lines(description if setting.description_lines else (), Face.REGULAR, body, SOFT_INK, _OPEN, gap),
    ]
    if not look.facts:
        facts = _facts_below(said.facts, body, room, setting.lines - 1)
        column.append(Lines(facts, Face.REGULAR, body, INK, _OPEN, 0.5))
    action = _sentences(said.take_part, body, room, setting.lines)
    column.append(Lines(action, Face.SEMIBOLD, body, colours.text, _OPEN, gap))
    return column


def _sentences(sentences: Sequence[str], size: float, room: float, most: int) -> list[str]:
    """Set sentences on one line when they fit, else each on a line of its own; all of them, whatever `most` says."""
    together = " ".join(sentences)
    if width(together, Face.SEMIBOLD, size) <= room:
        return [together]
    each = max(1, most // len(sentences))
    return [line for sentence in sentences for line in wrap(sentence, Face.SEMIBOLD, size, room, each)]


def _facts_beside(said: Words, look: Look, setting: Setting, small: float) -> list[Lines]:
    column = []
    left = setting.lines + 1
    for number, fact in enumerate(said.facts):
        face = Face.REGULAR if number else Face.SEMIBOLD
        lines = wrap(fact, face, small, look.facts, 2)
        if len(lines) > left:
            break
        left -= len(lines)
        column.append(Lines(lines, face, small, SOFT_INK if number else INK, 1.22, 1.5 if number else 0))
    return column


def _facts_below(facts: Sequence[str], size: float, room: float, most: int) -> list[str]:
    """Set as many facts as go into `most` lines, parted by dots; the first is always there."""
    for number in range(len(facts), 1, -1):
        lines = wrap("\u00a0· ".join(facts[:number]), Face.REGULAR, size, room)
        if len(lines) <= most:
            return lines
    return wrap("".join(facts[:1]), Face.REGULAR, size, room, most)


def _column(x: float, first: float, styles: Sequence[Lines]) -> list[Group]:
    """Set lines below one another, a group a style; the first line's baseline is `first`, whatever its size."""
    groups: list[Group] = []
    baseline = first
    for style in styles:
        texts: list[Text] = []
        for number, line in enumerate(style.lines):
            if groups or texts:
                baseline += style.size * style.leading + (0 if number else style.gap)
            texts.append(Text(x, baseline, line, style.face, style.size, style.colour))
        if texts:
            groups.append(Group(style.role, tuple(texts)))
    return groups


def _linked(title: Group, said: Words, left: float, room: float) -> Group:
    """Add an area to click over the title when the tender has a link."""
    if not said.link:
        return title
    area = Box(left, title.box.y, room, title.box.height)
    return replace(title, items=(Group("Link", (*title.items, Link(area, said.link, said.title))),))
