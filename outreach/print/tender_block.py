"""The list of tenders: one block each, set as large as the page allows, and shortened by a rule when it must be.

The order of the rule: large type and whole descriptions; normal type and whole descriptions; normal type with
descriptions shortened at a word, the longest first; smaller type, never under 8.5 points; no description; and only
then a title cut at a word. Nothing overlaps and nothing is cut without an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from outreach.domain.tender import Tender
from outreach.language import Language
from outreach.print import wording
from outreach.print.colours import INK
from outreach.print.columns import Column, Type
from outreach.print.fonts import Face, balanced, width, wrap
from outreach.print.looks import SMALLEST, Look
from outreach.print.made import Made
from outreach.print.printable import annotation_target, printable, safe_link
from outreach.print.sheet import Box, Fill, Item, Part, around
from outreach.print.themes import DateShape, Style

#: Leading as a share of the size.
_TIGHT = 1.16
_OPEN = 1.32

_LONGEST_DESCRIPTION = 12
_LARGER = (1.55, 1.45, 1.37, 1.3, 1.22, 1.15, 1.08)
_SMALLER = (0.96, 0.92, 0.88, 0.85)
_LITTLE_AIR = 0.6
#: A title is not cut as long as it has so many lines.
_TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to set the list: the scale of the type, and how many lines its texts may take; `pad` scales the air.

    `lines` bounds what stands under a date and what to do; a line of facts more may stand at the right.
    """

    scale: float
    description_lines: int
    title_lines: int = _TITLE_LINES
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
    language: str = ""


#: What a side is filled with when there is another one for the rest.
_FITTING = Setting(0.92, 1, pad=0.9)

@dataclass(frozen=True, slots=True)
class Measures:
    """What a block needs of its paper: the grid and the theme."""

    look: Look
    style: Style


def measures_of(made: Made) -> Measures:
    """Return the measures of a paper."""
    return Measures(made.look, made.style)


#: What is said of one tender: in the main language, and in the second where the paper has two.
Told = tuple[Words, ...]


def told(tenders: Sequence[Tender], made: Made) -> tuple[Told, ...]:
    """Return what the paper says of each tender, in each of its languages."""
    languages = made.voices.languages
    return tuple(tuple(words(tender, language, made.paper.printed) for language in languages) for tender in tenders)


@lru_cache(maxsize=512)
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
        language=language.code,
    )


def settings() -> Iterator[Setting]:
    """Yield the ways to set a list, the best first; the last is so small that a page's number of tenders almost always fits."""
    for scale in _LARGER:
        yield Setting(scale, _LONGEST_DESCRIPTION)
    for most in range(_LONGEST_DESCRIPTION, 1, -1):
        yield Setting(1.0, most)
    for scale in _SMALLER:
        yield Setting(scale, 2)
    yield _FITTING
    for scale in (1.0, *_SMALLER):
        yield Setting(scale, 1, 2, 2)
    least = _SMALLER[-1]
    yield Setting(least, 1, 2, 2, _LITTLE_AIR)
    yield Setting(least, 0, 2, 2, _LITTLE_AIR)
    yield Setting(least, 0, 1, 2, _LITTLE_AIR)


def how_many_fit(tenders: Sequence[Told], measures: Measures, room: float, most: int) -> int:
    """Return how many of the first tenders stand in `room` points, set smaller but with titles and what to do in full."""
    used, number = 0.0, 0
    for each in tenders[:most]:
        used += tender_block(each, measures, _FITTING).box.height
        if used > room:
            break
        number += 1
    return number


@dataclass(frozen=True, slots=True)
class Room:
    """Tenders that stand together on one side: from `top` on, `height` points; `first` is the first one's number."""

    tenders: tuple[Told, ...]
    top: float
    height: float
    first: int = 1


@lru_cache(maxsize=16)
def tender_lists(rooms: tuple[Room, ...], measures: Measures) -> tuple[tuple[Part, ...], ...]:
    """Return the blocks of one or several sides in their places, all set alike: as large as the fullest side allows.

    Room that is left over is shared out between the blocks of a side, within reason. A thousand copies ask for the same.
    """
    lists: list[list[Part]] = []
    for setting in settings():
        if any(_too_large(room.tenders, measures, setting) for room in rooms):
            continue
        lists = [[tender_block(each, measures, setting) for each in room.tenders] for room in rooms]
        if all(sum(block.box.height for block in blocks) <= room.height for blocks, room in zip(lists, rooms, strict=True)):
            break
    return tuple(_placed(blocks, room, measures) for blocks, room in zip(lists, rooms, strict=True))


def _placed(blocks: Sequence[Part], room: Room, measures: Measures) -> tuple[Part, ...]:
    spare = room.height - sum(block.box.height for block in blocks)
    extra = max(0.0, min(spare / max(1, len(blocks)), measures.look.pad * 2.2))
    placed = []
    top = room.top
    for number, block in enumerate(blocks, start=room.first):
        taller = replace(block, name=f"tender {number}", box=replace(block.box, height=block.box.height + extra))
        placed.append(taller.moved(0, top))
        top += taller.box.height
    return tuple(placed)


@lru_cache(maxsize=4096)
def tender_block(said: Told, measures: Measures, setting: Setting) -> Part:
    """Return one tender's block at y=0: when at the left or above, title and text in the middle, facts at the right or below.

    The same block is asked for often, while a side is tried in several sizes, and once for each of a thousand copies.
    """
    look = measures.look
    body, small, title = _sizes(measures, setting)
    pad = look.pad * setting.scale * setting.pad
    rules = _rules(measures)
    top = max(rule.box.bottom for rule in rules)
    beside = look.when + look.gutter if look.when else 0.0
    middle = Column(look.margin + beside, _middle_room(measures))
    when = Column(look.margin, look.when)
    facts = Column(look.width - look.margin - look.facts, look.facts)
    if look.when:
        for column in (middle, when, facts):
            column.first = top + pad + title * 0.86
        _set_when(when, said, measures, setting, title, small)
    else:
        middle.y = top + pad
        _set_when_above(middle, said, measures, small)
    _set_middle(middle, said, measures, setting, (title, body))
    if look.facts:
        _set_facts(facts, said, measures, setting, small)
    behind = _pill(measures, when.items) if look.when else []
    order = [*middle.items, *when.items, *facts.items]
    height = max(item.box.bottom for item in [*order, *behind]) + pad
    return Part("tender", Box(look.margin, 0, look.room, height), (*rules, *behind, *order))


def _sizes(measures: Measures, setting: Setting) -> tuple[float, float, float]:
    """Return the sizes of body, small type and title. Small type grows little: its columns do not."""
    look = measures.look
    return (
        max(SMALLEST, look.body * setting.scale),
        max(SMALLEST, look.small * min(setting.scale, setting.scale**0.5)),
        max(SMALLEST, look.title * measures.style.title_scale * setting.scale),
    )


def _too_large(tenders: Sequence[Told], measures: Measures, setting: Setting) -> bool:
    """Say whether large type would only break titles into more lines."""
    if setting.scale <= 1:
        return False
    room, size, face = _middle_room(measures), _sizes(measures, setting)[2], measures.style.title
    usual = measures.look.title * measures.style.title_scale

    def lines(title: str, size: float) -> int:
        return len(wrap(title, face, size, room))

    return any(lines(each[0].title, size) > lines(each[0].title, usual) for each in tenders)


def _middle_room(measures: Measures) -> float:
    look = measures.look
    beside = look.when + look.gutter if look.when else 0.0
    return look.room - beside - (look.facts + look.gutter if look.facts else 0.0)


def _rules(measures: Measures) -> list[Fill]:
    """Return the line above an entry, as the theme draws it."""
    look, style = measures.look, measures.style
    thick = style.rule * max(0.6, look.pad / 7.5)
    if style.dates is not DateShape.BAR or not look.when:
        line = Fill(Box(look.margin, 0, look.room, thick), style.rule_colour)
        bar = Fill(Box(look.margin, 0, look.room * 0.14, 1.4), style.area)
        return [line, bar] if style.dates is DateShape.BAR else [line]
    left = look.margin + look.when + look.gutter
    return [
        Fill(Box(look.margin, 0, look.when, 1.4), style.area),
        Fill(Box(left, 0, look.width - look.margin - left, thick), style.rule_colour),
    ]


def _pill(measures: Measures, items: Sequence[Item]) -> list[Fill]:
    """Return the soft ground behind a date: as wide as its column, so that all dates of a page stand on one width."""
    if measures.style.dates is not DateShape.PILL or not items:
        return []
    box = around([items[0].box])
    pad = measures.look.pad * 0.35
    return [Fill(Box(measures.look.margin, box.y - pad, measures.look.when, box.height + 2 * pad), measures.style.panel, pad * 2)]


def _set_when(column: Column, said: Told, measures: Measures, setting: Setting, title: float, small: float) -> None:
    style = measures.style
    face = Face.SEMIBOLD if style.dates is not DateShape.WEIGHT else style.title
    if style.dates is DateShape.PILL:
        column.x, column.room = column.x + measures.look.pad, column.room - 2 * measures.look.pad
    size = title
    while size > SMALLEST and len(wrap(said[0].when, face, size, column.room)) > 1:
        size = max(SMALLEST, size - 0.5)
    colour = style.on_panel if style.dates is DateShape.PILL else style.accent
    column.put(wrap(said[0].when, face, size, column.room, 2), Type(face, size, colour, 1.16))
    gap = 1.5 + (measures.look.pad * 0.45 if style.dates is DateShape.PILL else 0.0)
    for number, each in enumerate(said):
        if number and each.when != said[0].when:
            lines = wrap(each.when, Face.SEMIBOLD, small, column.room, 2)
            column.put(lines, Type(Face.SEMIBOLD, small, style.soft, 1.2), gap=small * 0.35, language=each.language)
        what = wrap(each.what, Face.REGULAR, small, column.room, setting.lines)
        how = Type(Face.REGULAR, small, style.soft, 1.2)
        column.put(what, how, gap=0.0 if number else gap, language=each.language if number else "")


def _set_when_above(column: Column, said: Told, measures: Measures, small: float) -> None:
    """Set the date and what happens then on a line above the title."""
    style = measures.style
    for number, each in enumerate(said):
        if number and (each.when, each.what) == (said[0].when, said[0].what):
            continue
        face = Face.REGULAR if number else Face.BOLD
        line = " · ".join(filter(None, (each.when, each.what)))
        how = Type(face, small, style.soft if number else style.accent, 1.15)
        column.put(wrap(line, face, small, column.room, 2), how, gap=0.0, language=each.language if number else "")


def _set_middle(column: Column, said: Told, measures: Measures, setting: Setting, sizes: tuple[float, float]) -> None:
    title, body = sizes
    style, look, main = measures.style, measures.look, said[0]
    gap = body * 0.45 + 8 * max(0.0, setting.scale - 1)  # large type wants more air between what and how
    lines = balanced(main.title, style.title, title, column.room, setting.title_lines)
    above = None if look.when else title * 0.12
    column.put(lines, Type(style.title, title, INK, 1.16), gap=above, role="H2", target=main.link)
    if setting.description_lines:
        text = wrap(main.description, Face.REGULAR, body, column.room, setting.description_lines)
        column.put(text, Type(Face.REGULAR, body, style.soft, 1.32), gap=gap * 0.8)
    for number, each in enumerate(said):
        language, face = each.language if number else "", Face.REGULAR if number else Face.SEMIBOLD
        if not look.facts:
            facts = _facts_below(each.facts, body, column.room, setting.lines - 1)
            new = [fact for fact in each.facts if fact not in main.facts] if number else [""]
            colour = style.soft if number else INK
            column.put(facts if new else [], Type(Face.REGULAR, body, colour, 1.32), gap=body * 0.3, language=language)
        action = _sentences(each.take_part, face, body, column.room, setting.lines)
        colour = style.soft if number else style.accent
        column.put(action, Type(face, body, colour, 1.32), gap=body * 0.1 if number else gap, language=language)


def _sentences(sentences: Sequence[str], face: Face, size: float, room: float, most: int) -> list[str]:
    """Set sentences on one line when they fit, else each on a line of its own; all of them, whatever `most` says."""
    together = " ".join(sentences)
    if width(together, face, size) <= room:
        return [together]
    each = max(1, most // len(sentences))
    return [line for sentence in sentences for line in wrap(sentence, face, size, room, each)]


def _set_facts(column: Column, said: Told, measures: Measures, setting: Setting, small: float) -> None:
    for number, each in enumerate(said):
        left = setting.lines + 1
        for place, fact in enumerate(each.facts):
            if number and fact in said[0].facts:
                continue
            face = Face.REGULAR if place or number else Face.SEMIBOLD
            lines = wrap(fact, face, small, column.room, 2)
            if len(lines) > left:
                break
            left -= len(lines)
            how = Type(face, small, INK if face is Face.SEMIBOLD else measures.style.soft, 1.22)
            gap = small * 0.5 if number and not place else small * 0.22 + 1.5 * bool(place)
            column.put(lines, how, gap=gap, language=each.language if number else "")


def _facts_below(facts: Sequence[str], size: float, room: float, most: int) -> list[str]:
    """Set as many facts as go into `most` lines, parted by dots; the first is always there."""
    for number in range(len(facts), 1, -1):
        whole = [_kept_whole(fact, size, room) for fact in facts[:number]]
        lines = wrap("\u00a0· ".join(whole), Face.REGULAR, size, room)
        if len(lines) <= most:
            return lines
    return wrap("".join(facts[:1]), Face.REGULAR, size, room, most)


def _kept_whole(fact: str, size: float, room: float) -> str:
    """Return a short fact with no-break blanks, so that no line ends between "I" and "3 delar"; a long one as it is."""
    return fact.replace(" ", "\u00a0") if width(fact, Face.REGULAR, size) < room * 0.6 else fact
