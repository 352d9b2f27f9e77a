"""The blocks of the meeting sheet: staffing, goals, questions, whom we hope to meet, tenders, and lines to write on.

A block is measured where it is made and placed later. One that has nothing to say has no height and is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from outreach.domain.event_sheets import MeetingSheet, Post
from outreach.domain.hope_line import HopeLine
from outreach.domain.when import HOME_ZONE
from outreach.language import N_, NN_, Language
from outreach.print.colours import HAIRLINE, INK, SOFT_INK, Colour
from outreach.print.event_parts import BODY, LEADING, MARGIN, ROOM, SMALL, lines_of, rule, tick_box
from outreach.print.fonts import Face, fitting_size, width
from outreach.print.sheet import Box, Fill, Group, Item, Part, Text
from outreach.print.side_by_side import joined, on_one_line
from outreach.print.themes import Style
from outreach.print.voices import Said, Voices
from outreach.print.wording import timing

MORE = NN_("+ {n} more", "+ {n} more")
_NEVER = N_("Never met")
_TITLE_SIZE = 10.5
_TITLE_HEIGHT = _TITLE_SIZE * 1.75
_MORE_HEIGHT = SMALL * 1.5
_BETWEEN = 22.0
#: A line of someone we hope to meet is at least so high that a few words can be written beside it.
_HOPE_HEIGHT = 31.0
_PAD = 4.0
#: Columns of those we hope to meet, from the left margin: box, who, why and last contact, and the rest to write in.
_WHO, _WHY, _NOTE = 18.0, 176.0, 366.0
_LINE_TO_WRITE_ON = 21.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole page."""

    sheet: MeetingSheet
    voices: Voices
    look: Style

    @property
    def language(self) -> Language:
        """The language of what stands once."""
        return self.voices.main


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the page, its upper left corner at the left margin and y 0. `shown` is how many of its lines are drawn."""

    name: str
    height: float = 0.0
    items: tuple[Item, ...] = ()
    shown: int = 0
    left: float = MARGIN
    wide: float = ROOM

    def at(self, y: float) -> Part:
        """Return the block as a part of the page whose upper edge is at `y`."""
        return Part(self.name, Box(self.left, 0, self.wide, self.height), self.items).moved(0, y)


NOTHING = Block("nothing")


def stacked(blocks: Sequence[Block], top: float, gap: float) -> Iterator[Part]:
    """Yield the blocks one below the other; those of one row (goals beside staffing) share their upper edge."""
    y = top
    for block in blocks:
        if block.height:
            yield block.at(y)
            y += block.height + gap


def columns(setting: Setting, staffing: _Column, goals: _Column, asked: _Column) -> list[Block]:
    """Return staffing on the left, goals and questions on the right; one side alone takes the whole width."""
    right = [column for column in (goals, asked) if column.lines]
    if not staffing.lines:
        return [column.block(setting, MARGIN, ROOM) for column in right]
    if not right:
        return [staffing.block(setting, MARGIN, ROOM)]
    half = (ROOM - _BETWEEN) / 2
    left = staffing.block(setting, MARGIN, half)
    beside = [column.block(setting, MARGIN + half + _BETWEEN, half) for column in right]
    items, y = list(left.items), 0.0
    for block in beside:
        items += block.at(y).items
        y += block.height + _BETWEEN / 2
    return [Block("plan", max(left.height, y - _BETWEEN / 2), tuple(items), left.shown)]


@dataclass(frozen=True, slots=True)
class _Column:
    """A list that is set once its width is known. Each line is a short text in front (a time, a bullet) and one beside it."""

    name: str
    title: tuple[Said, ...]
    lines: tuple[tuple[str, str], ...]
    hidden: int
    indent: float
    most_lines: int = 2

    def block(self, setting: Setting, left: float, wide: float) -> Block:
        """Return the list, `wide` points wide."""
        items = title_items(setting, self.title, left, wide)
        y = _TITLE_HEIGHT
        entries: list[Item] = []
        for front, text in self.lines:
            label = Text(left, y + BODY, front, Face.REGULAR, BODY, setting.look.accent)
            body: list[Item] = []
            for line in lines_of(text, Face.REGULAR, BODY, wide - self.indent, self.most_lines) or [""]:
                body.append(Text(left + self.indent, y + BODY, line, Face.REGULAR, BODY, INK))
                y += BODY * LEADING
            y += 2
            entries.append(Group("LI", (Group("Lbl", (label,)), Group("LBody", tuple(body)))))
        items.append(Group("L", tuple(entries)))
        y += _more(setting, self.hidden, left + self.indent, y, items)
        return Block(self.name, y + 2, tuple(items), len(self.lines), left, wide)


def posts(setting: Setting, most: int) -> _Column:
    """Return who stands where when, at most so many lines."""
    every = setting.sheet.posts
    lines = tuple((_times(post, setting), _officer_and_post(post)) for post in every[:most])
    indent = max((width(front, Face.REGULAR, BODY) for front, _ in lines), default=0.0) + 10
    title = setting.voices.say(N_("Who stands where"))
    return _Column("posts", title, lines, len(every) - len(lines), indent)


def _times(post: Post, setting: Setting) -> str:
    clock = setting.language.clock
    first = setting.sheet.when.first_day
    day = "" if post.begins.date() == first else setting.language.day(post.begins.date(), "EEE") + " "
    return f"{day}{clock(post.begins)}–{clock(post.ends)}"


def _officer_and_post(post: Post) -> str:
    return ": ".join(part for part in (post.officer, post.post) if part)


def bullets(setting: Setting, title: tuple[Said, ...], texts: Sequence[str], most: int, name: str) -> _Column:
    """Return a list of short texts, at most so many."""
    del setting
    return _Column(name, title, tuple(("•", text) for text in texts[:most]), len(texts) - len(texts[:most]), 11)


def hopes(setting: Setting, room: float) -> Block:
    """Return whom we hope to meet, as many as there is room for, each with why, the last contact and room for a note."""
    every = setting.sheet.hopes
    if not every:
        return NOTHING
    items = title_items(setting, setting.voices.say(N_("Whom we hope to meet")), MARGIN, ROOM)
    note = setting.voices.say(N_("Note"))
    items.append(Group("P", on_one_line(note, MARGIN + _NOTE, _TITLE_SIZE, Face.REGULAR, SMALL, SOFT_INK)))
    y, shown = _TITLE_HEIGHT, 0
    entries: list[Item] = []
    for line in every:
        last = shown == len(every) - 1
        row, height = _hope(setting, line, y)
        if y + height + (0 if last else _MORE_HEIGHT) > room:
            break
        entries.append(Group("LI", (Group("LBody", tuple(row)),)))
        y += height
        shown += 1
    if entries:
        items.append(Group("L", tuple(entries)))
    y += _more(setting, len(every) - shown, MARGIN + _WHO, y, items)
    return Block("hopes", y, tuple(items), shown)


def _hope(setting: Setting, line: HopeLine, top: float) -> tuple[list[Item], float]:
    who = [*_set(line.company_name or line.person_name, Face.SEMIBOLD, BODY, _WHY - _WHO - 10, 2, INK)]
    if line.company_name and line.person_name:
        who += _set(line.person_name, Face.REGULAR, SMALL, _WHY - _WHO - 10, 1, INK)
    beside = [*_set(line.hope.why, Face.REGULAR, SMALL, _NOTE - _WHY - 10, 2, INK)]
    beside += _set(_last(setting, line), Face.REGULAR, SMALL, _NOTE - _WHY - 10, 2, SOFT_INK)
    height = max(_HOPE_HEIGHT, *(sum(size * LEADING for _, _, size, _ in each) + 2 * _PAD for each in (who, beside)))
    items: list[Item] = [*tick_box(MARGIN, top + _PAD + 1.5, 9.0)]
    for left, each in ((_WHO, who), (_WHY, beside)):
        y = top + _PAD
        for text, face, size, colour in each:
            items.append(Group("P", (Text(MARGIN + left, y + size * 0.95, text, face, size, colour),), key=f"{left} {size}"))
            y += size * LEADING
    items.append(rule(MARGIN, top + height - 0.5, _NOTE - 10, HAIRLINE))
    items.append(rule(MARGIN + _NOTE, top + height - 0.5, ROOM - _NOTE, SOFT_INK))
    return items, height


def _set(text: str, face: Face, size: float, room: float, most: int, colour: Colour) -> list[tuple[str, Face, float, Colour]]:
    return [(line, face, size, colour) for line in lines_of(text, face, size, room, most)]


def _last(setting: Setting, line: HopeLine) -> str:
    """Return when and by whom they were last met, and what was said."""
    language, last = setting.language, line.last
    if last is None:
        return language.say(_NEVER)
    day = language.day(last.at.astimezone(ZoneInfo(HOME_ZONE)).date(), "d MMM y")
    said = language.say(N_("Last met {day}"), day=day)
    who = ", ".join(part for part in (said, last.officer) if part)
    return ": ".join(part for part in (who, last.note) if part)


def tenders(setting: Setting, most: int) -> Block:
    """Return the featured tenders, one line each: title, when and what happens then."""
    every = setting.sheet.tenders
    if not every:
        return NOTHING
    items = title_items(setting, setting.voices.say(N_("Tenders to tell about")), MARGIN, ROOM)
    y = _TITLE_HEIGHT
    half = ROOM * 0.55
    entries: list[Item] = []
    for tender in every[:most]:
        told = timing(tender, setting.language, setting.sheet.printed)
        when = _after_colon(told.what, told.when, setting.language)
        title = lines_of(tender.title, Face.SEMIBOLD, BODY, half - 12, 1)
        beside = lines_of(when, Face.REGULAR, SMALL, ROOM - half, 1)
        texts = (
            *(Text(MARGIN, y + BODY, line, Face.SEMIBOLD, BODY, INK) for line in title),
            *(Text(MARGIN + half, y + BODY, line, Face.REGULAR, SMALL, SOFT_INK) for line in beside),
        )
        entries.append(Group("LI", (Group("LBody", texts),)))
        y += BODY * 1.45
    items.append(Group("L", tuple(entries)))
    y += _more(setting, len(every) - len(every[:most]), MARGIN, y, items)
    return Block("tenders", y, tuple(items), len(every[:most]))


def _after_colon(what: str, when: str, language: Language) -> str:
    """Join what happens and when: "Annonseras: mars 2027". Swedish months and seasons have no capital within a line."""
    if what and language.code == "sv":
        when = when[:1].lower() + when[1:]
    return ": ".join(part for part in (what, when) if part)


def note_lines(setting: Setting, top: float, bottom: float) -> list[Part]:
    """Return lines to write on in what room is left, where that is worth it."""
    count = int((bottom - top - _TITLE_HEIGHT) // _LINE_TO_WRITE_ON)
    if count < 2:
        return []
    items = title_items(setting, setting.voices.say(N_("Notes")), MARGIN, ROOM)
    first = _TITLE_HEIGHT + _LINE_TO_WRITE_ON * 0.9
    items += [rule(MARGIN, first + number * _LINE_TO_WRITE_ON, ROOM, HAIRLINE) for number in range(count)]
    return [Block("notes", bottom - top, tuple(items)).at(top)]


def title_items(setting: Setting, title: tuple[Said, ...], left: float, wide: float) -> list[Item]:
    """Return the title of a block with the coloured rule under it; smaller where two languages would not fit."""
    size = fitting_size(joined(title), setting.look.title, _TITLE_SIZE, 7.0, wide)
    return [
        Group("H2", on_one_line(title, left, _TITLE_SIZE, setting.look.title, size, setting.look.accent)),
        Fill(Box(left, _TITLE_SIZE * 1.35, wide, 0.8), setting.look.area),
    ]


def _more(setting: Setting, hidden: int, left: float, y: float, items: list[Item]) -> float:
    """Add the line that says how many are left out, and return its height; nothing is left out silently."""
    if hidden <= 0:
        return 0.0
    items.append(Text(left, y + SMALL * 1.1, setting.language.count(MORE, hidden), Face.REGULAR, SMALL, SOFT_INK))
    return _MORE_HEIGHT
