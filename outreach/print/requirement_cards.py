"""A requirement card on paper, and two side by side: a table of requirements below what is known of the purchase.

Words that differ stand between signs, and a word says which requirements are the same, differ, or are on one card alone: the
sheet says all of it without colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from outreach.domain.codes import cpv_name
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.requirement_pairs import Pair, Piece, RequirementSheet, marked
from outreach.language import N_, Language
from outreach.print import fonts
from outreach.print.colours import Colour
from outreach.print.document import DocumentFacts, write_document
from outreach.print.event_parts import MARGIN, TOP
from outreach.print.fonts import Face, wrap
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Page, Part, Sheet, Text
from outreach.print.sheet_frame import Frame, Heading, foot, head
from outreach.print.side_by_side import voices_of
from outreach.print.themes import style
from outreach.print.voices import Said

CARD, TWO = N_("Requirement card"), N_("Two requirement cards side by side")
REQUIRED, WHY, SAID = N_("What is required"), N_("Why"), N_("What bidders said")
NOT_KNOWN, NOT_HERE = N_("Not known"), N_("Not on this card")
SAME, DIFFERS, ONE_ALONE = N_("The same on both"), N_("Differs"), N_("On one card alone")
MARKS = N_("Words that the other card does not have stand between ‹ and ›.")
NONE = N_("No requirements are written down.")
WHY_SAID, BIDDERS_SAID = N_("Why: {text}"), N_("Bidders said: {text}")

_BODY, _LEADING, _PAD, _GUTTER = 10.0, 1.3, 4.0, 14.0
#: A cell takes no more lines than a page has room for; the rest is told by an ellipsis.
_MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class _Words:
    """Some words of a cell, set in one face."""

    text: str
    face: Face = Face.REGULAR
    soft: bool = False


_Cell = Sequence[_Words]


def draw_requirement_sheet(sheet: RequirementSheet) -> tuple[bytes, int]:
    """Return the PDF and how many pages it has. Raises TypefaceMissing."""
    language = Language(sheet.language)
    title = " / ".join(dict.fromkeys(printable(one.title) for one in _cards(sheet)))
    label = language.say(CARD if sheet.compared is None else TWO)
    sheets = requirement_sheets(sheet)
    facts = DocumentFacts(f"{label} – {title}", printable(sheet.unit.municipality), title, sheet.language, sheet.printed)
    return write_document(map(Page.of, sheets), facts), len(sheets)


def requirement_sheets(sheet: RequirementSheet) -> list[Sheet]:
    """Return the measured pages, at least one."""
    fonts.ready()
    unit, language = sheet.unit, Language(sheet.language)
    frame = Frame(unit, voices_of(sheet.language), style(unit.theme, unit.colour, unit.light))
    first = head(frame, _heading(sheet, language))
    flow = _Flow(frame, first.box.bottom + 10)
    for line in _facts(sheet, language):
        flow.line(line)
    flow.y += 8
    _table(flow, sheet, language)
    made = []
    for number, parts in enumerate(flow.pages, start=1):
        above = (first,) if number == 1 else ()
        said = printable(sheet.card.title) if number > 1 else ""
        made.append(Sheet(frame.width, frame.height, (*above, *parts, foot(frame, said, number, len(flow.pages)))))
    return made


def _cards(sheet: RequirementSheet) -> tuple[RequirementCard, ...]:
    return (sheet.card,) if sheet.compared is None else (sheet.compared.left, sheet.compared.right)


def _heading(sheet: RequirementSheet, language: Language) -> Heading:
    cards = _cards(sheet)
    label = (Said(language.say(CARD if len(cards) == 1 else TWO)),)
    aside = (Said(language.day(sheet.printed, "long")),)
    title = " / ".join(dict.fromkeys(printable(one.title) for one in cards))
    if len(cards) > 1:
        return Heading(label, title, ((Said(language.say(MARKS)),),), aside)
    about = " · ".join(part for part in (printable(sheet.card.buyer), str(sheet.card.year or "")) if part)
    return Heading(label, title, ((Said(about),),) if about else (), aside)


def _facts(sheet: RequirementSheet, language: Language) -> Iterator[str]:
    if sheet.compared is not None:
        return
    card = sheet.card
    yield _outcome(card, language)
    for code in card.cpv:
        yield f"CPV {code} {cpv_name(code, language.code)}"
    for name, value in ((N_("Contact"), card.contact), (N_("Link"), card.link), (N_("From"), card.credit)):
        if value:
            yield f"{language.say(name)}: {printable(value)}"


def _outcome(card: RequirementCard, language: Language) -> str:
    unknown = language.say(NOT_KNOWN)
    bids = unknown if card.bids is None else language.number(card.bids)
    appealed = unknown if card.appealed is None else language.say(N_("Yes") if card.appealed else N_("No"))
    return f"{language.say(N_('Bids received'))}: {bids} · {language.say(N_('Appealed'))}: {appealed}"


# The table -------------------------------------------------------------------------------------------------------------


def _table(flow: _Flow, sheet: RequirementSheet, language: Language) -> None:
    say = language.say
    if sheet.compared is None:
        if not sheet.card.requirements:
            flow.line(say(NONE))
            return
        flow.titles = [[_Words(say(text), Face.SEMIBOLD)] for text in (REQUIRED, WHY, SAID)]
        flow.shares = (0.42, 0.29, 0.29)
        flow.row(flow.titles, titles=True)
        for one in sheet.card.requirements:
            flow.row([[_Words(one.text, Face.SEMIBOLD)], [_Words(one.why)], [_Words(one.said)]])
        return
    found = sheet.compared
    flow.shares = (0.5, 0.5)
    flow.titles = [_side_title(card, language) for card in (found.left, found.right)]
    flow.row(flow.titles, titles=True)
    for pair in found.pairs:
        flow.row([_side(pair.left, pair.left_pieces, pair, say), _side(pair.right, pair.right_pieces, pair, say)])


def _side_title(card: RequirementCard, language: Language) -> _Cell:
    about = " · ".join(part for part in (card.buyer, str(card.year or "")) if part) or card.title
    return [_Words(about, Face.SEMIBOLD), _Words(_outcome(card, language))]


def _side(one: Requirement | None, pieces: tuple[Piece, ...], pair: Pair, say: Callable[..., str]) -> _Cell:
    if one is None:
        return [_Words(say(NOT_HERE), soft=True)]
    state = ONE_ALONE if pair.alone else SAME if pair.same else DIFFERS
    words = [_Words(say(state), soft=True), _Words(marked(pieces), Face.SEMIBOLD)]
    words += [_Words(say(WHY_SAID, text=one.why))] if one.why else []
    return [*words, _Words(say(BIDDERS_SAID, text=one.said))] if one.said else words


class _Flow:
    """Pages that fill from above. The headings of the table are repeated on each page, for the eye alone."""

    def __init__(self, frame: Frame, top: float) -> None:
        self.frame = frame
        self.pages: list[list[Part]] = [[]]
        self.y = top
        self.titles: list[_Cell] = []
        self.shares: tuple[float, ...] = ()

    def line(self, text: str) -> None:
        """Set one paragraph over the whole width."""
        lines = wrap(printable(text), Face.REGULAR, _BODY, self.frame.room, 4)
        high = len(lines) * _BODY * _LEADING + 2
        if self.y + high > self.frame.foot_top:
            self._turn()
        colour = self.frame.look.ink
        words = tuple(
            Text(MARGIN, self.y + _BODY + number * _BODY * _LEADING, line, Face.REGULAR, _BODY, colour)
            for number, line in enumerate(lines)
        )
        self.pages[-1].append(Part("line", Box(MARGIN, self.y, self.frame.room, high), (Group("P", words),)))
        self.y += high

    def row(self, cells: Sequence[_Cell], *, titles: bool = False, again: bool = False) -> None:
        """Set one row of the table: on this page, or on a new one below the headings."""
        room = self.frame.room - _GUTTER * (len(cells) - 1)
        widths = [room * share for share in self.shares]
        set_cells = [list(_lines(cell, wide)) for cell, wide in zip(cells, widths, strict=True)]
        high = max((len(lines) for lines in set_cells), default=1) * _BODY * _LEADING + 2 * _PAD
        if not titles and self.y + high > self.frame.foot_top and self.pages[-1]:
            self._turn()
            self.row(self.titles, titles=True, again=True)
        self.pages[-1].append(self._row(set_cells, widths, high, titles=titles, again=again))
        self.y += high

    def _row(
        self, cells: Sequence[Sequence[_Words]], widths: Sequence[float], high: float, *, titles: bool, again: bool
    ) -> Part:
        look = self.frame.look
        box = Box(MARGIN, self.y, self.frame.room, high)
        ground = Fill(Box(box.x, box.bottom - (1.2 if titles else 0.5), box.width, 1.2 if titles else 0.5), look.rule_colour)
        made: list[Item] = []
        left = MARGIN
        for lines, wide in zip(cells, widths, strict=True):
            words = tuple(self._text(left, number, line, look.soft if line.soft else look.ink) for number, line in enumerate(lines))
            made.append(Group("TH" if titles else "TD", words, scope="Column" if titles else ""))
            left += wide + _GUTTER
        table = Group("Table", (Group("TR", tuple(made)),), key="requirements")
        return Part("titles" if titles else "row", box, (ground, table), artifact=again)

    def _text(self, x: float, number: int, words: _Words, colour: Colour) -> Text:
        return Text(x, self.y + _PAD + _BODY * (0.95 + number * _LEADING), words.text, words.face, _BODY, colour)

    def _turn(self) -> None:
        self.pages.append([])
        self.y = TOP


def _lines(cell: _Cell, room: float) -> Iterator[_Words]:
    left = _MOST_LINES
    for words in cell:
        if words.text and left > 0:
            lines = wrap(printable(words.text), words.face, _BODY, room, left)
            left -= len(lines)
            yield from (_Words(line, words.face, words.soft) for line in lines)

