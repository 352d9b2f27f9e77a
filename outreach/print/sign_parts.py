"""The parts of a sign or poster: the head with its one sentence, the code and what it gives, how to reach us, the small foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.domain.contact import show_phone
from outreach.language import N_
from outreach.print.colours import INK, Colour
from outreach.print.columns import Align, Column, Fitted, Type, fitted
from outreach.print.contact import clickable_code, footer, panel
from outreach.print.fonts import Face, width, wrap
from outreach.print.head import sender_row
from outreach.print.looks import SMALLEST
from outreach.print.made import Made
from outreach.print.printable import annotation_target, safe_link
from outreach.print.sheet import Box, Fill, Item, Part
from outreach.print.themes import HeadShape
from outreach.print.voices import Said, own

#: The second language's size beside the first's, for sentences read from afar.
_SECOND = 0.58
#: The largest type of a sign as a share of the sheet's shorter side: 119 points on A4.
_LARGEST, _SMALLEST = 0.2, 0.036
_LEAD, _LEAST_LEAD = 0.042, 0.02
#: How to reach us: 24 points on A4, and the least before the last line is left out.
_WAY, _LEAST_WAY = 0.04, 0.019


@dataclass(frozen=True, slots=True)
class Sign:
    """The measures of a sign, from those of its paper; `unit` is the sheet's shorter side."""

    made: Made

    @property
    def unit(self) -> float:
        """The shorter side of the sheet."""
        return min(self.made.look.width, self.made.look.height)

    @property
    def gap(self) -> float:
        """The air between two parts."""
        return self.unit * 0.045


def sign_head(
    sign: Sign,
    heading: Sequence[Said],
    *,
    most: int,
    share: float = 0.36,
    lead: Sequence[Said] = (),
    lead_scale: float = 1.0,
) -> Part:
    """Return the head of a sign: the sender, and the sentence as large as `share` of the sheet's height allows."""
    made, look, style = sign.made, sign.made.look, sign.made.style
    inset = look.margin * 0.5
    top = max(look.top, inset + look.pad * 2) if style.head is HeadShape.PANEL else look.top
    row = sender_row(made, top)
    column = Column(look.margin, look.room, top + look.mark)
    room = look.height * share - column.y - sign.gap
    for number, each in enumerate(heading):
        fit = _display(sign, each, room * (0.7 if len(heading) > 1 else 1.0) if not number else room * 0.34, most)
        how = Type(style.display if not number else Face.REGULAR, fit.size, style.heading, _leading(made))
        gap = sign.gap * 0.9 if not number else sign.gap * 0.3
        column.put(fit.lines, how, gap=gap, role="P" if number else "H1", language=each.language)
    put_sentences(sign, column, lead, style.head_words, lead_scale)
    bottom = column.y + sign.gap * 0.75
    if style.head is HeadShape.PANEL:
        behind = Fill(Box(inset, inset, look.width - 2 * inset, bottom - inset), style.panel, look.pad * style.corner)
        return Part("head", behind.box, (behind, *row, *column.items))
    if style.head is HeadShape.BAND:
        behind = Fill(Box(0, 0, look.width, bottom), style.area)
        return Part("head", behind.box, (behind, *row, *column.items))
    bar = Fill(Box(look.margin, bottom - sign.gap * 0.12, look.room * 0.16, sign.unit * 0.011), style.area)
    return Part("head", Box(look.margin, look.top, look.room, bar.box.bottom - look.top), (*row, *column.items, bar))


def _display(sign: Sign, said: Said, height: float, most: int) -> Fitted:
    scale = sign.unit * (_SECOND if said.second else 1.0)
    face = Face.REGULAR if said.second else sign.made.style.display
    return fitted(
        said.text,
        face,
        sign.made.look.room,
        largest=scale * _LARGEST,
        smallest=max(SMALLEST, scale * _SMALLEST),
        height=height,
        most=most,
        leading=_leading(sign.made),
    )


def _leading(made: Made) -> float:
    return max(1.0, made.style.leading)


def put_sentences(sign: Sign, column: Column, texts: Sequence[Said], colour: Colour | None = None, scale: float = 1.0) -> None:
    """Set what is read second, from two metres, at most three lines a language. `colour` is for all of them."""
    for number, each in enumerate(texts):
        unit = sign.unit * (0.8 if each.second else 1.0)
        largest, smallest = unit * _LEAD * scale, max(SMALLEST, unit * _LEAST_LEAD)
        fit = fitted(each.text, Face.REGULAR, column.room, largest=largest, smallest=smallest, most=3, leading=1.25)
        how = Type(Face.REGULAR, fit.size, colour or (sign.made.style.soft if number else INK), 1.25)
        column.put(fit.lines, how, gap=fit.size * (0.45 if number else 0.6), language=each.language)


def code_beneath(sign: Sign, lead: Sequence[Said], top: float, bottom: float) -> list[Part]:
    """Return the sentence, a code as large as the room between `top` and `bottom` takes, and what scanning gives, in the middle."""
    made, look = sign.made, sign.made.look
    column = Column(look.margin, look.room, top + sign.gap * 0.6)
    put_sentences(sign, column, lead, scale=1.0 if len(made.voices.languages) == 1 else 0.85)
    words = Part("lead", Box(look.margin, top, look.room, column.y - top), tuple(column.items))
    if made.code is None:
        return [words, _reach_alone(sign, column.y, bottom)]
    told = _scan_words(sign, Column(look.margin, look.room), centred=True)
    room = bottom - column.y - sign.gap * 1.6 - told.y
    side = min(room, look.room * 0.72)
    left = (look.width - side) / 2
    above = column.y + sign.gap * 0.6 + (room - side) / 2
    code = Part("code", Box(left, above, side, side), tuple(clickable_code(made, made.code, Box(left, above, side, side))))
    scan = Part("scan", Box(look.margin, 0, look.room, told.y), tuple(told.items))
    return [words, code, scan.moved(0, above + side + sign.gap * 0.25)]


def code_beside(sign: Sign, lead: Sequence[Said], top: float, bottom: float) -> list[Part]:
    """Return the code at the right, and left of it the sentence, what scanning gives, and how to reach us."""
    made, look = sign.made, sign.made.look
    above, high = top + sign.gap * 0.7, bottom - top - sign.gap * 1.3
    side = min(high, look.room * 0.40) if made.code else 0.0
    column = Column(look.margin, look.room - (side + sign.gap if side else 0.0), above)
    put_sentences(sign, column, lead, scale=1.2)
    reach_us(sign, column, above + high)
    words = Part("words", Box(look.margin, above, column.room, max(column.y - above, 1.0)), tuple(column.items))
    if made.code is None:
        return [words]
    told = _scan_words(sign, Column(look.width - look.margin - side, side), centred=True, with_address=False)
    side = min(side, high - told.y - sign.gap * 0.2)
    left = told.x + (told.room - side) / 2
    code = Part("code", Box(left, above, side, side), tuple(clickable_code(made, made.code, Box(left, above, side, side))))
    scan = Part("scan", Box(told.x, 0, told.room, told.y), tuple(told.items)).moved(0, above + side + sign.gap * 0.2)
    return [words, code, scan]


def above_panel(sign: Sign, lead: Sequence[Said], title: Sequence[Said], top: float, bottom: float) -> list[Part]:
    """Return a sentence and the panel that says whom to ask, between `top` and `bottom`; the sentence gives way first."""
    look, low = sign.made.look, bottom - sign.gap * 0.6
    for scale in (1.3, 1.1, 0.9, 0.7):
        column = Column(look.margin, look.room)
        put_sentences(sign, column, lead, scale=scale)
        room = low - top - column.y - sign.gap * 1.6
        if room >= look.height * 0.24:
            break
    panel_part = ask_panel(sign, title, low, min(room, look.height * 0.34), share=0.38, name=False)
    words = Part("lead", Box(look.margin, 0, look.room, column.y), tuple(column.items))
    free = panel_part.box.y - top - column.y
    return [words.moved(0, top + min(sign.gap * 0.9, max(0.0, free / 2))), panel_part]


def ask_panel(sign: Sign, title: Sequence[Said], bottom: float, high: float, *, share: float, name: bool) -> Part:
    """Return the panel that says whom to ask, with the code at the right; its lower edge at `bottom`, at most `high` points."""
    made, look = sign.made, sign.made.look
    pad = sign.gap * 0.85
    side = min(high - 2 * pad, look.room * share) if made.code else 0.0
    column = Column(look.margin + pad, look.room - 2 * pad - (side + pad if side else 0.0), pad * 0.85)
    for each in title:
        wish = sign.unit * (0.05 if not each.second else 0.034)
        face = Face.REGULAR if each.second else made.style.display
        fit = fitted(each.text, face, column.room, largest=wish, smallest=SMALLEST, most=1)
        how = Type(face, fit.size, made.style.soft if each.second else made.style.on_panel, 1.1)
        column.put(fit.lines, how, gap=fit.size * 0.1, role="P" if each.second else "H2", language=each.language)
    reach_us(sign, column, high - pad, scan=True, name=name)
    box = Box(look.margin, 0, look.room, max(column.y + pad, side + 2 * pad))
    items: list[Item] = [*panel(made, box), *column.items]
    if made.code:
        edge = (box.height - side) / 2
        items += clickable_code(made, made.code, Box(box.right - min(edge, pad) - side, edge, side, side))
    return Part("ask", box, tuple(items)).moved(0, bottom - box.height)


def reach_us(sign: Sign, column: Column, bottom: float, *, scan: bool = False, name: bool = True) -> None:
    """Set the ways to reach us, as large as the room down to `bottom` takes: the officer's name, call, write, scan.

    Rather than that they become small, the last of them are left out: the telephone number matters more than the rest.
    """
    made = sign.made
    rows = _ways(made, scan=scan, name=name)
    for number in range(len(rows), 0, -1):
        least = max(SMALLEST, sign.unit * _LEAST_WAY) if number > 1 else SMALLEST
        size = sign.unit * _WAY
        while size > least and not (_end(made, column, rows[:number], size) <= bottom and _unbroken(column, rows[:number], size)):
            size = max(least, size * 0.95)
        if _end(made, column, rows[:number], size) <= bottom:
            _set_ways(made, column, rows[:number], size)
            return


def _unbroken(column: Column, ways: Sequence[_Way], size: float) -> bool:
    """Say whether each word stands on one line: an address that is cut at its "@" is read wrongly."""
    words = [(way.strong, word) for way in ways for each in way.texts for word in each.text.split(" ") if "/" not in word]
    return all(width(word, Face.BOLD if strong else Face.REGULAR, size) <= column.room for strong, word in words)


def _end(made: Made, column: Column, ways: Sequence[_Way], size: float) -> float:
    trial = Column(column.x, column.room, column.y)
    _set_ways(made, trial, ways, size)
    return trial.y


@dataclass(frozen=True, slots=True)
class _Way:
    """One line of how to reach us, and where a click on it leads."""

    texts: tuple[Said, ...]
    strong: bool
    target: str = ""


def _ways(made: Made, *, scan: bool, name: bool) -> list[_Way]:
    officer, unit = made.paper.officer, made.paper.unit
    phone, email = officer.phone or unit.phone, officer.email or unit.email
    two = len(made.voices.languages) > 1  # a number and an address need no words in either
    ways = [_Way(own(officer.name), True)] if officer.name and name else []
    if phone:
        dial = f"tel:{phone}" if phone.startswith("+") else ""
        shown = show_phone(phone).replace(" ", "\u00a0")
        ways.append(_Way(own(shown) if two else made.say(N_("Call {phone}"), phone=shown), not ways or two, dial))
    if email:
        ways.append(_Way(own(email) if two else made.say(N_("Write to {email}"), email=email), two, f"mailto:{email}"))
    if scan and made.code:
        ways.insert(0 if name else len(ways), _Way(made.scan, True))
        ways.append(_Way(own(made.shown_address), False, made.address))
    return ways


def _set_ways(made: Made, column: Column, ways: Sequence[_Way], size: float) -> None:
    for way in ways:
        link = safe_link(way.target) if way.target else None
        for each in way.texts:
            face = Face.BOLD if way.strong and not each.second else Face.REGULAR
            small = max(SMALLEST, size * 0.8) if each.second else size
            colour = made.style.soft if each.second else INK
            lines = wrap(each.text, face, small, column.room, 3)
            gap = size * (0.14 if each.second else 0.5)
            target = annotation_target(link) if link else ""
            column.put(lines, Type(face, small, colour, 1.18), gap=gap, language=each.language, target=target)


def _reach_alone(sign: Sign, top: float, bottom: float) -> Part:
    """Return how to reach us in the room of a code that there is none of."""
    look = sign.made.look
    column = Column(look.margin, look.room, top + sign.gap)
    reach_us(sign, column, bottom - sign.gap)
    return Part("reach us", Box(look.margin, top, look.room, max(1.0, column.y - top)), tuple(column.items))


def _scan_words(sign: Sign, column: Column, *, centred: bool, with_address: bool = True) -> Column:
    """Set what scanning gives, and the address for those who cannot scan, from y=0."""
    made = sign.made
    size = max(SMALLEST, sign.unit * 0.034)
    align: Align = "centre" if centred else "left"
    for each in made.scan:
        fit = fitted(each.text, Face.SEMIBOLD, column.room, largest=size * (0.8 if each.second else 1), smallest=SMALLEST, most=2)
        how = Type(Face.REGULAR if each.second else Face.SEMIBOLD, fit.size, made.style.soft if each.second else INK, 1.15)
        column.put(fit.lines, how, gap=fit.size * 0.2, language=each.language, align=align)
    if made.address and with_address:
        least = max(SMALLEST, size * 0.7)
        fit = fitted(made.shown_address, Face.REGULAR, column.room, largest=size, smallest=least, most=2, leading=1.15)
        link = annotation_target(made.address)
        column.put(fit.lines, Type(Face.REGULAR, fit.size, made.style.accent, 1.15), gap=size * 0.25, align=align, target=link)
    return column


def sign_foot(sign: Sign, *, preliminary: bool = False) -> Part:
    """Return the last line: every notice is public, and the day of print."""
    made = sign.made
    foot = footer(made, preliminary=preliminary)
    return foot.at(made.look.margin, made.look.height - made.look.bottom - foot.box.height)


