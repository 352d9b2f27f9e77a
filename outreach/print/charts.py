"""The charts of the effect page, drawn once with reportlab.graphics and shown twice: as SVG in the window, on paper as vectors.

They read in grey and to those who do not see colours: shapes, strokes and written numbers tell things apart, never a hue. On paper
the words are real text of ours and the shapes an SVG; the window gets both as one SVG.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Circle, Drawing, Polygon, PolyLine, Rect, Shape, String
from reportlab.lib.colors import Color
from reportlab.lib.colors import HexColor as Hex

from outreach.domain.benchmark import Benchmark, Measure
from outreach.domain.effect import Effect, Spread
from outreach.language import N_, Language
from outreach.print import fonts
from outreach.print import sheet as on_sheet
from outreach.print.colours import INK, SOFT_INK, WHITE, Colour
from outreach.print.fonts import Face
from outreach.print.printable import printable
from outreach.print.sheet import Box, Item
from outreach.print.vector import read_drawing

SMALL, BODY = 8.5, 9.5

_YEARS_TITLE = N_("Bids per lot, mean; below each year the number of lots")
LOTS_TITLE = N_("Closed lots by number of bids")
_DIALOGUE_TITLE = N_("Bids per lot, one mark a tender, {first}–{last}")
_WITH, _WITHOUT = N_("With dialogue"), N_("Without dialogue")
_MEDIAN = N_("median {value}, n = {n}")
_TOO_FEW = N_("too few to say, n = {n}")
_BIDS = (N_("no bid"), N_("1 bid"), N_("2 bids"), N_("3 or more"))
_NOT_KNOWN = N_("not known")
#: The kinds of lots in the second chart, in order.
KINDS = (*_BIDS, _NOT_KNOWN)
#: What reportlab writes around a drawing: an area to cut to, which Qt would paint black, and titles of three dots.
_PLAIN = re.compile(
    r"<clipPath.*?</clipPath>|<title>.*?</title>|<desc>.*?</desc>|\s*style=\"clip-path: url\(#clip\)\"", re.DOTALL
)
#: The size of what stands beside the pieces of a legend; the radius of a mark.
_LEGEND = 8.0
_MARK = 2.4


@dataclass(frozen=True, slots=True)
class Tones:
    """The four tones of a chart, from paper to ink, and the one of the unit's colour."""

    paper: Colour
    faint: Colour
    soft: Colour
    ink: Colour
    accent: Colour


ON_PAPER = Tones(WHITE, (0.85, 0.87, 0.88), SOFT_INK, INK, INK)


def tones(accent: Colour) -> Tones:
    """Return the tones for paper in the unit's colour."""
    return Tones(WHITE, (0.85, 0.87, 0.88), SOFT_INK, INK, accent)


def read_tones(paper: str, faint: str, soft: str, ink: str, accent: str) -> Tones:
    """Return the tones of a window, each written as "#rrggbb"."""
    return Tones(*((one.red, one.green, one.blue) for one in map(Hex, (paper, faint, soft, ink, accent))))


class _Pad:
    """A drawing that is written on from above, as one reads."""

    def __init__(self, width: float, height: float, tone: Tones) -> None:
        fonts.ready()
        self.drawing, self.tone, self.width, self.height = Drawing(width, height), tone, width, height

    def add(self, shape: Shape) -> None:
        self.drawing.add(shape)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        bold: bool = False,
        size: float = SMALL,
        soft: bool = False,
        at: str = "start",
    ) -> None:
        face = Face.SEMIBOLD if bold else Face.REGULAR
        shown = printable(words)
        room = self.width - x if at == "start" else self.width
        size = fonts.fitting_size(shown, face, size, 7.0, room)
        shown = fonts.wrap(shown, face, size, room, 1)[0] if shown else shown
        wide = fonts.width(shown, face, size)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[at]
        left = min(left, self.width - wide)
        colour = self.tone.soft if soft else self.tone.ink
        self.add(
            String(
                max(0.0, left),
                self.height - y,
                shown,
                fontName=face.registered,
                fontSize=size,
                fillColor=Color(*colour),
            )
        )

    def rect(
        self, x: float, y: float, wide: float, high: float, fill: Colour | None, stroke: Colour | None = None
    ) -> None:
        inside, edge = fill and Color(*fill), stroke and Color(*stroke)
        self.add(_rect(x, self.height - y - high, wide, high, inside, edge))

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: Colour, wide: float = 0.6, dash: Sequence[float] = ()
    ) -> None:
        dashes: Any = list(dash) or None
        # Not a Line: in SVG that is drawn there and back again, and dashes would fill their own gaps.
        points = [x1, self.height - y1, x2, self.height - y2]
        self.add(PolyLine(points, strokeColor=Color(*colour), strokeWidth=wide, strokeDashArray=dashes))

    def dot(self, x: float, y: float, radius: float, *, hollow: bool) -> None:
        fill = Color(*self.tone.paper) if hollow else Color(*self.tone.accent)
        if hollow:
            self.add(_rect(x - radius, self.height - y - radius, radius * 2, radius * 2, fill, Color(*self.tone.ink)))
        else:
            self.add(Circle(x, self.height - y, radius, fillColor=fill, strokeColor=None))

    def diamond(self, x: float, y: float, radius: float) -> None:
        middle = self.height - y
        points = [x - radius, middle, x, middle + radius, x + radius, middle, x, middle - radius]
        self.add(Polygon(points, fillColor=Color(*self.tone.paper), strokeColor=Color(*self.tone.ink), strokeWidth=1.1))

    def hatched(self, x: float, y: float, wide: float, high: float, step: float, *, upright: bool) -> None:
        """An area of strokes, told from others by their direction and distance."""
        self.rect(x, y, wide, high, self.tone.paper, self.tone.ink)
        along = step
        while along < (wide if upright else high) - 0.5:
            if upright:
                self.line(x + along, y, x + along, y + high, self.tone.ink, 0.7)
            else:
                self.line(x, y + along, x + wide, y + along, self.tone.ink, 0.7)
            along += step


def _rect(x: float, y: float, wide: float, high: float, fill: Color | None, edge: Color | None) -> Shape:
    shape: Any = Rect(x, y, wide, high)
    shape.fillColor, shape.strokeColor, shape.strokeWidth = fill, edge, 0.9
    return shape  # type: ignore[no-any-return]


# The three charts ------------------------------------------------------------------------------------------------------


def years_chart(
    effect: Effect, language: Language, tone: Tones, width: float = 340.0, height: float = 168.0
) -> Drawing:
    """Return the mean of bids per lot as a bar a year, the figures of an area as diamonds on a dashed line."""
    pad = _Pad(width, height, tone)
    pad.text(0, 9, language.say(_YEARS_TITLE), bold=True, size=BODY)
    compared = _compared(effect.benchmarks)
    means = [one.bids.mean or 0.0 for one in effect.trend] + [one.value / 100 for one in compared]
    most = max([*means, 1.0])
    top, floor = 32.0 + (14 if compared else 0), height - 28.0
    step = (width - (24 if compared else 0)) / max(1, len(effect.trend))
    bar = min(34.0, step * 0.42)

    def y(value: float) -> float:
        return floor - (floor - top) * value / most

    if compared:
        pad.diamond(6, 25, 3.4)
        pad.text(14, 28, _area(compared[0]), soft=True)
    pad.line(0, floor, width, floor, tone.soft)
    last: tuple[float, float] | None = None
    for place, one in enumerate(effect.trend):
        middle = step * (place + 0.5)
        mean = one.bids.mean
        if mean is None:
            pad.text(middle, floor - 4, "–", soft=True, at="middle")
        else:
            pad.rect(middle - bar / 2, y(mean), bar, floor - y(mean), tone.accent)
            pad.text(middle, y(mean) - 3.5, language.number(round(mean, 2)), bold=True, size=BODY, at="middle")
        pad.text(middle, floor + 12, str(one.year), at="middle", bold=one.year == effect.year)
        pad.text(middle, floor + 23, f"n = {language.number(one.bids.n)}", soft=True, at="middle")
        found = next((each for each in compared if each.year == one.year), None)
        if found is not None:
            at = (middle + bar / 2 + 7, y(found.value / 100))
            if last is not None:
                pad.line(*last, *at, tone.ink, 0.9, (3, 2))
            last = at
            pad.diamond(*at, 3.4)
            pad.text(at[0], at[1] - 6, language.number(round(found.value / 100, 2)), soft=True, at="middle")
    return pad.drawing


def _compared(benchmarks: Sequence[Benchmark]) -> list[Benchmark]:
    """Return the bids per lot of the first area that has them, by year."""
    found = [one for one in benchmarks if one.measure is Measure.BIDS_PER_LOT and one.area]
    return sorted((one for one in found if one.area == found[0].area), key=lambda one: one.year)


def _area(one: Benchmark) -> str:
    return one.area


def lots_chart(effect: Effect, language: Language, tone: Tones, width: float = 340.0, height: float = 168.0) -> Drawing:
    """Return how many lots of each year had no bid, one, two, three or more, and of how many it is not known, as bars of counts."""
    pad = _Pad(width, height, tone)
    pad.text(0, 9, language.say(LOTS_TITLE), bold=True, size=BODY)
    kinds = [language.say(one) for one in KINDS]
    said = sum(fonts.width(words, Face.REGULAR, _LEGEND) for words in kinds)
    # As large as all of it fits in one row, in whichever language: a word that is cut says nothing.
    size = min(_LEGEND, _LEGEND * (width - 12 * len(kinds) - 4 * (len(kinds) - 1)) / said)
    gap = min(8.0, (width - 12 * len(kinds) - said * size / _LEGEND) / (len(kinds) - 1))
    x = 0.0
    for place, words in enumerate(kinds):
        _piece(pad, place, x, 18, 9, 8)
        wide = fonts.width(words, Face.REGULAR, size)
        pad.text(x + 12, 25.5, words, size=size)
        x += 12 + wide + gap
    counted = [(one.year, _by_number(one.bids)) for one in effect.trend]
    most = max((sum(counts) for _, counts in counted), default=1) or 1
    top, left = 36.0, 34.0
    step = (height - top) / max(1, len(counted))
    room = width - left - 34
    for place, (year, counts) in enumerate(counted):
        y, high = top + step * place + step * 0.12, step * 0.72
        pad.text(0, y + high * 0.5 + 3, str(year), bold=year == effect.year)
        x = left
        for kind, count in enumerate(counts):
            wide = room * count / most
            if count:
                _piece(pad, kind, x, y, wide, high)
                _on_piece(pad, x, y, wide, high, language.number(count))
            x += wide
        pad.text(x + 5, y + high * 0.5 + 3, language.number(sum(counts)), soft=True)
    return pad.drawing


def _by_number(spread: Spread) -> list[int]:
    zero, one, two = (spread.often(number) for number in range(3))
    return [zero, one, two, spread.n - zero - one - two, spread.unknown]


def _piece(pad: _Pad, kind: int, x: float, y: float, wide: float, high: float) -> None:
    """Draw one kind: solid, close strokes, wide strokes, faint, empty and dashed."""
    tone = pad.tone
    if kind == 0:
        pad.rect(x, y, wide, high, tone.ink, tone.ink)
    elif kind in (1, 2):
        pad.hatched(x, y, wide, high, 2.4 if kind == 1 else 4.2, upright=kind == 1)
    elif kind == 3:
        pad.rect(x, y, wide, high, tone.faint, tone.ink)
    else:
        pad.rect(x, y, wide, high, tone.paper, tone.soft)
        pad.line(x, y + high, x + wide, y, tone.soft, 0.6)


def _on_piece(pad: _Pad, x: float, y: float, wide: float, high: float, words: str) -> None:
    need = fonts.width(words, Face.SEMIBOLD, SMALL)
    if wide >= need + 4 and high >= SMALL + 1:
        pad.rect(x + wide / 2 - need / 2 - 2, y + high / 2 - SMALL * 0.55, need + 4, SMALL * 1.15, pad.tone.paper)
        pad.text(x + wide / 2, y + high / 2 + 3, words, bold=True, at="middle")


def dialogue_chart(
    effect: Effect, language: Language, tone: Tones, width: float = 520.0, height: float = 176.0
) -> Drawing:
    """Return each tender as a mark, those with dialogue before it above, those without below, with the medians."""
    pad = _Pad(width, height, tone)
    title = language.say(_DIALOGUE_TITLE, first=effect.first_year, last=effect.year)
    pad.text(0, 9, title, bold=True, size=BODY)
    groups = ((_WITH, effect.dialogue.with_it, False), (_WITHOUT, effect.dialogue.without, True))
    most = max((value for _, spread, _ in groups for value, _ in spread.counts), default=100)
    ticks = max(4, -(-most // 100))
    left, right, floor = 6.0, width - 14.0, height - 18.0
    every = max(1, -(-ticks // 12))

    def x(value: float) -> float:
        return left + (right - left) * value / 100 / ticks

    for tick in range(0, ticks + 1, every):
        pad.line(x(tick * 100), 22, x(tick * 100), floor, tone.faint)
        pad.text(x(tick * 100), floor + 12, language.number(tick), soft=True, at="middle")
    high = (floor - 24) / 2
    for place, (name, spread, hollow) in enumerate(groups):
        _marks(
            pad, language, (name, spread, hollow), 24 + high * place, high, x, can_be_said=effect.dialogue.can_be_said
        )
    return pad.drawing


def _marks(
    pad: _Pad, language: Language, group: tuple[str, Spread, bool], top: float, high: float, x: Callable[[float], float],
    *, can_be_said: bool,
) -> None:  # fmt: skip
    name, spread, hollow = group
    base = top + high - 5
    pad.line(x(0), base, pad.width, base, pad.tone.soft)
    if can_be_said and spread.median is not None:
        pad.line(x(spread.median), top + 12, x(spread.median), base, pad.tone.ink, 1.4, (4, 2))
    # So many marks stand on one another below the words; a number tells of more.
    step = _MARK * 2.2
    pile = max(1, int((high - 5 - SMALL * 1.45 - 9) / step))
    for value, often in spread.counts:
        for number in range(min(often, pile)):
            pad.dot(x(value), base - _MARK * 1.3 - number * step, _MARK, hollow=hollow)
        if often > pile:
            more = f"×{language.number(often)}"
            wide = fonts.width(more, Face.REGULAR, 7.5)
            pad.rect(x(value) - wide / 2 - 1, base - _MARK * 0.4 - pile * step - 7.5, wide + 2, 8, pad.tone.paper)
            pad.text(x(value), base - _MARK * 0.4 - pile * step - 1, more, size=7.5, at="middle")
    said = language.say(_TOO_FEW, n=language.number(spread.n))
    if can_be_said and spread.median is not None:
        said = language.say(_MEDIAN, value=language.number(round(spread.median / 100, 2)), n=language.number(spread.n))
    words = f"{language.say(name)}: {said}"
    pad.rect(x(0) - 2, top - 1, fonts.width(printable(words), Face.SEMIBOLD, SMALL) + 6, SMALL * 1.4, pad.tone.paper)
    pad.text(x(0), top + SMALL, words, bold=True)


# Shown twice -------------------------------------------------------------------------------------------------------------


def svg_of(drawing: Drawing) -> bytes:
    """Return the chart as one SVG, its words as text in our typeface."""
    written = _PLAIN.sub("", renderSVG.drawToString(drawing))
    for face, weight in ((Face.SEMIBOLD, "600"), (Face.REGULAR, "400")):
        named = rf"font-family:\s*['\"]?{re.escape(face.registered)}['\"]?"
        written = re.sub(named, f"font-family: 'Source Sans Pro'; font-weight: {weight}", written)
    return written.encode()


def items_of(drawing: Drawing, x: float, y: float) -> tuple[Item, ...]:
    """Return the chart for a sheet, its upper left corner at (x, y): the shapes as vectors, the words as text."""
    shapes = Drawing(drawing.width, drawing.height)
    texts: list[Item] = []
    for one in drawing.contents:
        if isinstance(one, String):
            face = next(face for face in Face if face.registered == one.fontName)
            ink: Any = one.fillColor
            colour = (ink.red, ink.green, ink.blue)
            texts.append(on_sheet.Text(x + one.x, y + drawing.height - one.y, one.text, face, one.fontSize, colour))
        else:
            shapes.add(one)
    box = Box(x, y, drawing.width, drawing.height)
    svg = renderSVG.drawToString(shapes).replace("fill: None", "fill: none")
    return (on_sheet.Drawing(box, read_drawing(svg.encode())), *texts)
