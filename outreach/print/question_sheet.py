"""Questions and answers: by tender, each question with its answer, the day of it and its source, and lines for new questions.

What was asked most in a year is the same sheet with figures: how often stands with each question.

A question stays with the first lines of its answer; an answer that is longer than what is left goes on overleaf. Nothing is
shortened: an answer that lost its end would be another answer.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from outreach.domain.handout import HANDOUT_LABELS, HandoutKind
from outreach.domain.plain.sentences import Divided
from outreach.domain.plain.tongue import language_of
from outreach.domain.question import Question
from outreach.domain.question_sheet import QuestionGroup, QuestionSheet, TopSheet
from outreach.language import N_, NN_, Language
from outreach.print import fonts
from outreach.print.colours import Colour
from outreach.print.document import DocumentFacts, write_document
from outreach.print.event_parts import MARGIN, SMALL, TOP, rule
from outreach.print.fonts import Face, wrap
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Page, Part, Role, Sheet, Text, moved
from outreach.print.sheet_frame import Frame, Heading, foot, head
from outreach.print.side_by_side import on_lines, on_one_line, voices_of
from outreach.print.themes import style
from outreach.print.voices import Said
from outreach.print.wording import timing

USUAL_HEADING = N_("What suppliers ask us")
SAME_FOR_ALL = N_("Everybody gets the same answers. What counts is what stands in the tender documents, public and open to all.")
ABOUT_US = N_("Doing business with us")
ANSWERED = N_("Answered {day}")
NO_ANSWER = N_("No answer yet")
YOUR_QUESTIONS = N_("Your questions")
SOURCE = N_("Source: {source}")
IN_YEAR = N_("Most asked in {year}")
TIMES = NN_("Asked once in {year}", "Asked {n} times in {year}")
HIDDEN = NN_("{n} more that was asked often is not public.", "{n} more that were asked often are not public.")
NONE_YET = N_("There are no questions yet. Ask us.")

_GROUP, _QUESTION, _ANSWER = 13.5, 11.0, 10.5
_LEADING = 1.3
#: The letter in front of question and answer, and the room that it takes.
_INDENT = 16.0
#: No wider than this: lines of more than ninety letters are hard to follow.
_MEASURE = 430.0
_BETWEEN, _BEFORE_GROUP = 11.0, 8.0
#: A question stays with so many lines of its answer; so many lines to write on are worth a title.
_TOGETHER, _FEWEST_LINES = 2, 3
#: So many letters are made printable at once.
_AT_ONCE = 2000
_WRITING = 26.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line on its way to a page: what stands on it, below its upper edge. Lines of one `key` are one element."""

    role: Role
    key: str
    height: float
    items: tuple[Item, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; the first `together` of them stay on one page. `before` is the air above."""

    lines: tuple[Line, ...]
    before: float
    together: int
    ruled: bool = False


def draw_question_sheet(sheet: QuestionSheet, progress: Callable[[int], bool] | None = None) -> bytes:
    """Return the sheet as a PDF. Raises TypefaceMissing, Cancelled."""
    main = voices_of(sheet.language).main
    label = main.say(HANDOUT_LABELS[_kind(sheet)])
    about = printable(sheet.heading) or printable(sheet.event_title) or _usual_title(main, sheet)
    facts = DocumentFacts(f"{label} – {about}", printable(sheet.unit.municipality), about, main.code, sheet.printed)
    return write_document(map(Page.of, question_sheets(sheet)), facts, progress)


def question_sheets(sheet: QuestionSheet) -> list[Sheet]:
    """Return the measured pages, at least one."""
    fonts.ready()
    frame = Frame(sheet.unit, voices_of(sheet.language), style(sheet.theme, sheet.unit.colour, sheet.light))
    first = head(frame, _heading(frame, sheet))
    pages = Flow(frame, first.box.bottom + 12)
    for block in _blocks(frame, sheet):
        pages.add(block)
    if sheet.empty_lines:
        _add_lines_to_write_on(pages, sheet.empty_lines)
    title = printable(sheet.heading) or _usual_title(frame.voices.main, sheet)
    made = []
    for number, parts in enumerate(pages.pages, start=1):
        above = (first,) if number == 1 else ()
        below = foot(frame, title if number > 1 else "", number, len(pages.pages))
        made.append(Sheet(frame.width, frame.height, (*above, *parts, below)))
    return made


def _heading(frame: Frame, sheet: QuestionSheet) -> Heading:
    say, own = frame.voices.say, printable(sheet.heading)
    label = say(HANDOUT_LABELS[_kind(sheet)])
    event = printable(sheet.event_title)
    title = own or event or _usual_title(frame.voices.main, sheet)
    usual = frame.voices.each(lambda language: _usual_title(language, sheet))
    second = tuple(each for each in usual[1:] if not own and not event)
    tags = printable(" ".join(f"#{tag}" for tag in sheet.tags))
    leads = [second, (Said(event),) if own and event else (), (Said(tags),) if tags else (), say(SAME_FOR_ALL)]
    aside = frame.voices.each(lambda language: language.day(sheet.printed, "long"))
    return Heading(label, title, tuple(filter(None, leads)), aside)


def _kind(sheet: QuestionSheet) -> HandoutKind:
    return HandoutKind.TOP_QUESTIONS if isinstance(sheet, TopSheet) else HandoutKind.QUESTION_SHEET


def _usual_title(language: Language, sheet: QuestionSheet) -> str:
    return language.say(IN_YEAR, year=str(sheet.year)) if isinstance(sheet, TopSheet) else language.say(USUAL_HEADING)


class Flow:
    """Pages that fill from above. A part is a block, or as much of one as a page has room for."""

    def __init__(self, frame: Frame, top: float) -> None:
        self.frame = frame
        self.pages: list[list[Part]] = [[]]
        self.y = top

    @property
    def left(self) -> float:
        """The room that is left on the page."""
        return self.frame.foot_top - self.y

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append([])
        self.y = TOP

    def add(self, block: Block) -> None:
        """Set a block: whole where it fits, split between lines where it is longer than a page or well begun."""
        before = block.before if self.pages[-1] or len(self.pages) == 1 else 0.0
        needed = before + sum(line.height for line in block.lines[: block.together])
        if needed > self.left and self.pages[-1]:
            self.turn()
            before = 0.0
        lines = list(block.lines)
        while lines:
            lines = self._set(lines, before, ruled=block.ruled)
            if lines:
                self.turn()
            before = 0.0

    def _set(self, lines: list[Line], before: float, *, ruled: bool) -> list[Line]:
        top, y = self.y, self.y + before
        look, room = self.frame.look, self.frame.room
        items: list[Item] = [rule(MARGIN, top + before / 2, room, look.rule_colour)] if ruled and before else []
        done = self._fitting(lines, y)
        for line in lines[:done]:
            items += _grouped(items, line, y)
            y += line.height
        self.pages[-1].append(Part("block", Box(MARGIN, top, self.frame.room, y - top), tuple(items)))
        self.y = y
        return lines[done:]

    def _fitting(self, lines: list[Line], y: float) -> int:
        """Return how many lines are set on this page: one at the least, and never all but the last one."""
        fit = 0
        while fit < len(lines) and (y := y + lines[fit].height) <= self.frame.foot_top:
            fit += 1
        return max(1, fit - (fit == len(lines) - 1 and fit > _TOGETHER))


def _grouped(items: list[Item], line: Line, y: float) -> list[Item]:
    """Return the line as a group of its own, or put it into the last one when that is the same element."""
    set_down = tuple(moved(item, 0, y) for item in line.items)
    last = items[-1] if items else None
    if isinstance(last, Group) and last.key == line.key and last.role == line.role:
        items[-1] = Group(last.role, (*last.items, *set_down), key=last.key, language=last.language)
        return []
    return [Group(line.role, set_down, key=line.key, language=line.language)]


def _blocks(frame: Frame, sheet: QuestionSheet) -> Iterator[Block]:
    """Yield the titles and questions. With one group alone, its questions are the second level."""
    groups = [group for group in sheet.groups if group.questions]
    if not groups:
        none = frame.voices.say(NONE_YET)
        lines = (_lines(frame, each, "P", f"none{each.language}", Face.REGULAR, _ANSWER, frame.look.ink) for each in none)
        yield Block(tuple(chain.from_iterable(lines)), 0, len(none))
    titled = len(groups) > 1 or any(group.tender for group in groups)
    for place, group in enumerate(groups):
        title = tuple(_title(frame, sheet, group, place)) if titled else ()
        for number, question in enumerate(group.questions):
            asked_and_told = tuple(_question(frame, sheet, question, f"{place}.{number}", "H3" if titled else "H2"))
            asked = sum(line.role != "P" for line in asked_and_told)
            if number == 0 and title:
                yield Block((*title, *asked_and_told), _BEFORE_GROUP * 2, len(title) + asked + _TOGETHER)
            else:
                yield Block(asked_and_told, _BETWEEN, asked + _TOGETHER, ruled=number > 0)
    if isinstance(sheet, TopSheet) and sheet.hidden:
        hidden = frame.voices.each(lambda language: language.count(HIDDEN, sheet.hidden))
        told = (_lines(frame, each, "P", f"hidden{each.language}", Face.REGULAR, SMALL, frame.look.soft) for each in hidden)
        yield Block(tuple(chain.from_iterable(told)), _BETWEEN * 2, len(hidden))


def _title(frame: Frame, sheet: QuestionSheet, group: QuestionGroup, place: int) -> Iterator[Line]:
    look = frame.look
    if group.tender is None:
        about = frame.voices.say(ABOUT_US)
        for each in about:
            face, size = (Face.REGULAR, _ANSWER) if each.second else (look.title, _GROUP)
            role: Role = "P" if each.second else "H2"
            yield from _lines(frame, each, role, f"g{place}{each.language}", face, size, look.accent)
        yield Line("P" if len(about) > 1 else "H2", f"g{place}{about[-1].language}", 4, (), about[-1].language)
        return
    tender = group.tender
    yield from _lines(frame, Said(printable(tender.title)), "H2", f"g{place}", look.title, _GROUP, look.accent)

    def when(language: Language) -> str:
        told = timing(tender, language, sheet.printed)
        return " · ".join(filter(None, (told.when, told.what)))

    told_when = frame.voices.each(when)
    for each in told_when:
        yield from _lines(frame, each, "P", f"w{place}{each.language}", Face.REGULAR, SMALL, look.soft)
    yield Line("P", f"w{place}{told_when[-1].language}", 5, (), told_when[-1].language)


def _question(frame: Frame, sheet: QuestionSheet, question: Question, key: str, role: Role) -> Iterator[Line]:
    look, room = frame.look, min(frame.room - _INDENT, _MEASURE)
    asked = whole(question.text)
    tongue = _tongue(frame, f"{question.text} {question.answer}")
    for number, line in enumerate(wrap(asked, Face.SEMIBOLD, _QUESTION, room)):
        high = _QUESTION * _LEADING
        words: list[Item] = [Text(MARGIN + _INDENT, high * 0.75, line, Face.SEMIBOLD, _QUESTION, look.ink)]
        if number == 0:
            words.insert(0, Fill(Box(MARGIN, high * 0.75 - _QUESTION * 0.62, 5.5, 5.5), look.area, 2.75))
        yield Line(role, f"q{key}", high, tuple(words), tongue)
    answer = whole(question.answer)
    for line in wrap(answer, Face.REGULAR, _ANSWER, room) if answer else ():
        high = _ANSWER * _LEADING
        words = [Text(MARGIN + _INDENT, high * 0.75, line, Face.REGULAR, _ANSWER, look.ink)]
        yield Line("P", f"a{key}", high, tuple(words), tongue)
    yield from _source(frame, question, f"o{key}", room)
    yield _status(frame, sheet, question, f"s{key}")


def _tongue(frame: Frame, text: str) -> str:
    """Return the language of a text where it is not the sheet's own, so that it is read aloud in it; else "".

    The words of questions stay as they were written, whatever language the sheet is in.
    """
    found = language_of(Divided(text[:_AT_ONCE]))
    return found if found != frame.voices.main.code else ""


def whole(text: str) -> str:
    """Return a text as it is printed, however long: `printable` would end a very long one, and an answer must not lose its end."""
    return " ".join(map(printable, textwrap.wrap(text, _AT_ONCE)))


def _status(frame: Frame, sheet: QuestionSheet, question: Question, key: str) -> Line:
    day = question.answered if question.answer else None

    def said(language: Language) -> str:
        answered = language.say(ANSWERED, day=language.day(day, "d MMM y")) if day is not None else language.say(NO_ANSWER)
        if not isinstance(sheet, TopSheet):
            return answered
        times = language.count(TIMES, sheet.times.get(question.id, 0), year=str(sheet.year))
        return f"{times} · {answered}"

    high = SMALL * 1.5
    words = on_one_line(frame.voices.each(said), MARGIN + _INDENT, high * 0.72, Face.REGULAR, SMALL, frame.look.soft)
    return Line("P", key, high, words)


def _source(frame: Frame, question: Question, key: str, room: float) -> Iterator[Line]:
    """Yield where the answer is from: in one language, for the source stands in its own words."""
    source = whole(question.source) if question.answer else ""
    if not source:
        return
    high = SMALL * 1.5
    for line in wrap(frame.voices.main.say(SOURCE, source=source), Face.REGULAR, SMALL, room):
        yield Line("P", key, high, (Text(MARGIN + _INDENT, high * 0.72, line, Face.REGULAR, SMALL, frame.look.soft),))


def _lines(frame: Frame, said: Said, role: Role, key: str, face: Face, size: float, colour: Colour) -> Iterator[Line]:
    high = size * _LEADING
    for line in wrap(said.text, face, size, frame.room):
        yield Line(role, key, high, (Text(MARGIN, high * 0.75, line, face, size, colour),), said.language)


def _add_lines_to_write_on(pages: Flow, most: int) -> None:
    """Put lines on what is left of the last page, and on a page of their own when hardly any would fit."""
    frame = pages.frame
    words, bottom = on_lines(frame.voices.say(YOUR_QUESTIONS), MARGIN, 0, Face.SEMIBOLD, _GROUP, frame.look.accent, frame.room)
    first, *second = words
    title = Group("H2", first.items), *second
    if (pages.left - bottom - _BETWEEN * 2) // _WRITING < min(most, _FEWEST_LINES) and pages.pages[-1]:
        pages.turn()
    top = pages.y + (_BETWEEN * 2 if pages.pages[-1] else 0)
    count = min(most, int((frame.foot_top - top - bottom) // _WRITING))
    lines = (rule(MARGIN, bottom + (number + 1) * _WRITING - 1, frame.room, frame.look.soft) for number in range(count))
    box = Box(MARGIN, 0, frame.room, bottom + count * _WRITING)
    pages.pages[-1].append(Part("new questions", box, (*title, *lines)).moved(0, top))
