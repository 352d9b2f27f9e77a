"""What stands on a flyer beside its tenders: the welcome, what is said when none is coming, how a tender works, what is left out.

Each function returns a measured `Part`, its upper edge at y=0; `flyer.py` puts them in their places.
"""

from __future__ import annotations

from collections.abc import Sequence

from outreach.domain.booth_paper import BoothPaper
from outreach.domain.tender import Tender
from outreach.language import N_, NN_
from outreach.print.colours import INK
from outreach.print.columns import Column, Type
from outreach.print.fonts import Face, balanced, fitting_size, wrap
from outreach.print.looks import SMALLEST
from outreach.print.made import Made
from outreach.print.printable import annotation_target, printable
from outreach.print.sheet import Box, Fill, Group, Item, Part
from outreach.print.voices import Said, own

COMING_TENDERS = N_("Coming tenders")
ASK_ABOUT_TENDERS = N_("Ask us about tenders")

_SHORT_WELCOME = N_("Everyone is welcome to ask and to bid. All get the same information.")

STEPS = (
    (N_("Before we advertise"), N_("Ask us and tell us what you think. What one company is told, all are told.")),
    (N_("When it is advertised"), N_("Read the notice. Ask in the tender system: everyone sees the answers.")),
    (N_("When you bid"), N_("Send everything in time. We are not allowed to read a late bid.")),
)


def heading_of(made: Made, usual: str = COMING_TENDERS) -> tuple[Said, ...]:
    """Return the officer's heading, else the usual one in each language."""
    return own(made.paper.heading) or made.say(usual)


def lead_of(made: Made, tenders: Sequence[Tender]) -> tuple[Said, ...]:
    """Return the officer's words, else the welcome in each language."""
    small = len(made.voices.languages) > 1 and not made.look.when
    return own(made.paper.text) or made.say(_SHORT_WELCOME if small else welcome(bool(tenders)))


def welcome(some: bool) -> str:
    """Return the source text of the intro; everyone is welcome and everyone is told the same (LOU 4:1)."""
    if not some:
        return N_("We buy goods, services and works for everyone who lives here. Small and large companies are equally "
                  "welcome, and everyone gets the same information.")  # fmt: skip
    return N_("This is what we plan to buy. Everyone is welcome to ask and to bid, small companies as well as large "
              "ones, and everyone gets the same information.")  # fmt: skip


def nothing_coming(made: Made, room: float) -> Part:
    """Return what a paper without tenders says instead: none right now, and ways to hear of the next; at most `room` high.

    It is set smaller until it fits, then says fewer of the ways, and at last only that there is none.
    """
    ways = _ways(made.paper, made.code is not None)
    tries = [(scale / 100, ways) for scale in range(175, 89, -9)] + [(0.85, ways[:most]) for most in range(len(ways), -1, -1)]
    for scale, said_ways in tries:
        column = _none_right_now(made, scale, said_ways)
        if column.y <= room:
            break
    bar = Fill(Box(made.look.margin, 0, made.look.when or made.look.room * 0.3, max(1.4, made.style.rule)), made.style.area)
    return Part("nothing coming", Box(made.look.margin, 0, made.look.room, column.y), (bar, *column.items))


def _none_right_now(made: Made, scale: float, ways: Sequence[str]) -> Column:
    look, style = made.look, made.style
    title, body = max(SMALLEST, look.title * scale * 1.2), max(SMALLEST, look.body * scale)
    column = Column(look.margin, look.room, look.pad * min(2.0, scale * 1.3))
    for each in made.say(N_("We have no coming tenders to show right now.")):
        how = Type(style.title, title, INK, 1.16)
        if each.second:
            how = Type(Face.REGULAR, max(SMALLEST, title * 0.75), INK, 1.16)
        lines = balanced(each.text, how.face, how.size, look.room)
        column.put(lines, how, role="P" if each.second else "H2", language=each.language)
    if not ways:
        return column
    for each in made.say(N_("How to hear about the next one:")):
        how = Type(Face.SEMIBOLD, body, INK if not each.second else style.soft)
        column.put([each.text], how, gap=body * (0.3 if each.second else 1.3), language=each.language)
    _set_ways(made, column, body, ways)
    return column


def _ways(paper: BoothPaper, with_code: bool) -> list[str]:
    ways = [N_("Tell us what your company does. We will show you where our tenders are advertised.")]
    if with_code:
        ways.insert(0, N_("Look in now and then: scan the code below or go to the address beside it."))
    if paper.officer.phone or paper.officer.email:
        ways.append(N_("Call or write to us. A question costs nothing."))
    return ways


def _set_ways(made: Made, column: Column, body: float, ways: Sequence[str]) -> None:
    entries: list[Item] = []
    for number, way in enumerate(ways, start=1):
        top = column.y + body * 0.5
        label = Column(column.x, body * 1.4, top)
        label.put([str(number) if len(ways) > 1 else "•"], Type(Face.BOLD, body, made.style.accent), gap=0.0, role="Lbl")
        text = Column(column.x + body * 1.5, column.room - body * 2, top)
        for each in made.say(way):
            how = Type(Face.REGULAR, body, made.style.soft if each.second else INK, 1.32)
            lines = wrap(each.text, Face.REGULAR, body, text.room)
            text.put(lines, how, gap=0.0 if not text.items else None, role="P", language=each.language)
        entries.append(Group("LI", (*label.items, Group("LBody", tuple(text.items)))))
        column.y = text.y
    column.items.append(Group("L", tuple(entries)))


def steps(made: Made, columns: int = 0) -> Part:
    """Return "how a tender works", by default in three columns where the paper has them: newcomers ask for it."""
    look = made.look
    columns = columns or (3 if look.when else 1)
    wide = (look.room - (columns - 1) * look.gutter) / columns
    items: list[Item] = []
    y = bottom = 0.0
    for number, (title, text) in enumerate(STEPS):
        column = Column(look.margin + (number * (wide + look.gutter) if columns > 1 else 0), wide, y)
        items += set_step(made, column, title, text)
        bottom = max(bottom, column.y)
        y = bottom + look.pad * 1.2 if columns == 1 else 0.0
    return Part("steps", Box(look.margin, 0, look.room, bottom), tuple(items))


def set_step(made: Made, column: Column, title: str, text: str, scale: float = 1.0, number: int = 0) -> list[Item]:
    """Set one step from the column's `y` on, beneath a rule; return its items."""
    look, style, size = made.look, made.style, made.look.body * scale
    rule = Fill(Box(column.x, column.y, column.room, max(0.5, style.rule / 2)), style.rule_colour)
    column.y += look.pad * 0.9 * scale
    for each in made.say(title):
        face = Face.REGULAR if each.second else style.title
        words = f"{number}. {each.text}" if number and not each.second else each.text
        fit = fitting_size(words, face, size * (1.0 if each.second else 1.15), SMALLEST, column.room)
        how = Type(face, fit, style.soft if each.second else style.accent)
        column.put([words], how, gap=0.0, role="P" if each.second else "H2", language=each.language)
    for each in made.say(text):
        lines = wrap(each.text, Face.REGULAR, size, column.room)
        column.put(lines, Type(Face.REGULAR, size, style.soft if each.second else INK, 1.3), language=each.language)
    return [rule, *column.items]


def more_line(made: Made, number: int, beside: float | None = None) -> Part:
    """Return the line that says how many tenders are not on this paper and where they are, `beside` points from the margin."""
    look = made.look
    usual = look.when + look.gutter if look.when else 0.0
    column = Column(look.margin + (usual if beside is None else beside), 0, look.body * 0.35)
    column.room = look.width - look.margin - column.x
    how = Type(Face.SEMIBOLD, look.body, made.style.accent, 1.25)
    target = annotation_target(made.address) if made.address else ""
    column.put(wrap(_more(made, number), how.face, how.size, column.room, 3), how, gap=0.0, target=target)
    return Part("more", Box(look.margin, 0, look.room, column.y + look.body * 0.2), tuple(column.items))


def _more(made: Made, number: int) -> str:
    """Return "and 6 more: see www.alvbro.example"; with two languages both counts, then the address."""
    place = made.shown_address
    if len(made.voices.languages) > 1:
        counts = made.voices.each(lambda language: language.count(NN_("and {n} more", "and {n} more"), number))
        return ": ".join(filter(None, (" · ".join(each.text for each in counts), place)))
    if not place:
        return printable(made.voices.main.count(NN_("and {n} more: ask us", "and {n} more: ask us"), number))
    return printable(made.voices.main.count(NN_("and {n} more: {place}", "and {n} more: {place}"), number, place=place))
