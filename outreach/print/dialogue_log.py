"""The log of a tender on A4: a front block, then talks, events, lists, questions and information, each an entry that may run over.

Nothing is shortened: it is kept in the diary, and what is left out would be another log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from outreach.domain.dialogue_paper import DialoguePaper, PaperEntry, PaperLine
from outreach.print import fonts
from outreach.print.document import DocumentFacts, write_document
from outreach.print.event_parts import MARGIN
from outreach.print.fonts import Face, width, wrap
from outreach.print.printable import printable
from outreach.print.question_sheet import Block, Flow, Line, whole
from outreach.print.sheet import Item, Page, Role, Sheet, Text
from outreach.print.sheet_frame import Frame, Heading, foot, head
from outreach.print.side_by_side import voices_of
from outreach.print.themes import style
from outreach.print.voices import Said, Voices

_SECTION, _ENTRY, _BODY = 14.0, 11.0, 10.0
_LEADING = 1.32
_INDENT = 12.0


def draw_dialogue(paper: DialoguePaper, progress: Callable[[int], bool] | None = None) -> bytes:
    """Return the paper as a PDF. Raises TypefaceMissing, Cancelled."""
    title, label = printable(paper.title), printable(paper.label)
    facts = DocumentFacts(f"{label} – {title}", printable(paper.unit.municipality), title, paper.language, paper.printed)
    return write_document(map(Page.of, dialogue_sheets(paper)), facts, progress)


def dialogue_sheets(paper: DialoguePaper) -> list[Sheet]:
    """Return the measured pages, at least one."""
    fonts.ready()
    voices: Voices = voices_of(paper.language)
    frame = Frame(paper.unit, voices, style(paper.unit.theme, paper.unit.colour, light=True))
    day = voices.each(lambda language: language.day(paper.printed, "long"))
    title = printable(paper.title)
    first = head(frame, Heading((Said(printable(paper.label)),), title, (), day))
    pages = Flow(frame, first.box.bottom + 10)
    for block in _blocks(frame, paper):
        pages.add(block)
    made = []
    for number, parts in enumerate(pages.pages, start=1):
        above = (first,) if number == 1 else ()
        below = foot(frame, f"{printable(paper.label)} – {title}" if number > 1 else "", number, len(pages.pages))
        made.append(Sheet(frame.width, frame.height, (*above, *parts, below)))
    return made


def _blocks(frame: Frame, paper: DialoguePaper) -> Iterator[Block]:
    keys = (f"d{number}" for number in count())
    for fact in paper.facts:
        lines = tuple(_labelled(frame, fact, next(keys), 0.0))
        yield Block(lines, 0, len(lines))
    for place, law in enumerate(paper.law):
        lines = tuple(_plain(frame, law, "P", next(keys), Face.REGULAR, _BODY, 0.0))
        yield Block(lines, 0 if place else 8, 2)
    for section in paper.sections:
        title = tuple(_plain(frame, section.title, "H2", next(keys), frame.look.title, _SECTION, 0.0))
        if not section.entries:
            none = tuple(_plain(frame, section.none, "P", next(keys), Face.REGULAR, _BODY, 0.0))
            yield Block((*title, *none), 18, len(title) + len(none))
        for number, entry in enumerate(section.entries):
            head_lines = tuple(_title(frame, entry, next(keys)))
            body = tuple(line for each in entry.lines for line in _labelled(frame, each, next(keys), _INDENT))
            if number == 0:
                yield Block((*title, *head_lines, *body), 18, len(title) + len(head_lines) + 2)
            else:
                yield Block((*head_lines, *body), 10, len(head_lines) + 2, ruled=True)


def _title(frame: Frame, entry: PaperEntry, key: str) -> Iterator[Line]:
    yield from _plain(frame, entry.title, "H3", key, Face.SEMIBOLD, _ENTRY, 0.0)
    if entry.mark:
        yield from _plain(frame, entry.mark, "P", f"{key}m", Face.BOLD, _BODY, _INDENT)


def _plain(frame: Frame, text: str, role: Role, key: str, face: Face, size: float, left: float) -> Iterator[Line]:
    high = size * _LEADING
    ink = frame.look.accent if role == "H2" else frame.look.ink
    for line in wrap(whole(text), face, size, frame.room - left):
        yield Line(role, key, high, (Text(MARGIN + left, high * 0.75, line, face, size, ink),))


def _labelled(frame: Frame, line: PaperLine, key: str, left: float) -> Iterator[Line]:
    """Set a line with its label in front, in bold; what follows goes on below, at the left edge."""
    label, text, high = printable(line.label), whole(line.text), _BODY * _LEADING
    if not label:
        yield from _plain(frame, line.text, "P", key, Face.REGULAR, _BODY, left)
        return
    label += ": " if text else ""
    first = width(label, Face.SEMIBOLD, _BODY)
    room = frame.room - left
    words = text.split(" ")
    begun = 0
    while begun < len(words) and first + width(" ".join(words[: begun + 1]), Face.REGULAR, _BODY) <= room:
        begun += 1
    items: list[Item] = [Text(MARGIN + left, high * 0.75, label.rstrip(), Face.SEMIBOLD, _BODY, frame.look.ink)]
    if begun:
        said = " ".join(words[:begun])
        items.append(Text(MARGIN + left + first, high * 0.75, said, Face.REGULAR, _BODY, frame.look.ink))
    yield Line("P", key, high, tuple(items))
    rest = " ".join(words[begun:])
    if rest:
        yield from _plain(frame, rest, "P", key, Face.REGULAR, _BODY, left)
