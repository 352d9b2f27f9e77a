"""The parts of a flyer around its list of tenders: header, heading and intro, contact block with QR code, footer.

Each function returns a measured `Part`, its upper edge at y=0; `flyer.py` puts them in their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from outreach.domain.contact import show_phone
from outreach.domain.handout import Flyer
from outreach.language import N_, NN_, Language
from outreach.print.colours import HAIRLINE, INK, SOFT_INK, Colour, Palette
from outreach.print.fonts import Face, balanced, fitting_size, width, wrap
from outreach.print.logo import Logo
from outreach.print.looks import SMALLEST, Look
from outreach.print.printable import annotation_target, printable, safe_link, shown_link
from outreach.print.qr import QrCode
from outreach.print.sheet import Box, Code, Fill, Group, Item, Link, Part, Text

LOGO_OF = N_("Logo: {name}")
CODE_FOR = N_("QR code: {place}")

_OPEN = 1.3
_TIGHT = 1.14

#: A module of the QR code is at least this wide, so that a phone at arm's length reads it.
_LEAST_MODULE = 0.40 * 72 / 25.4


@dataclass(frozen=True, slots=True)
class Made:
    """What the parts share: the flyer, its language, colours, paper, and the picture and code made for it."""

    flyer: Flyer
    language: Language
    colours: Palette
    look: Look
    logo: Logo | None = None
    code: QrCode | None = None

    def say(self, text: str, **values: object) -> str:
        """Return a catalogue text in the flyer's language, ready for paper."""
        return printable(self.language.say(text, **values))


def header(made: Made) -> Part:
    """Return the sender's line: logo or a mark in the unit's colour, the municipality, its department, the event."""
    look = made.look
    mark = _logo(made, made.logo) if made.logo else _mark(made)
    box = mark[0].box
    right = wrap(printable(made.flyer.event_title), Face.REGULAR, look.small, look.room * 0.30, 2)
    event = [
        Text(
            look.width - look.margin - width(line, Face.REGULAR, look.small),
            look.mark / 2 + (number - (len(right) - 1) / 2) * look.small * 1.25 + look.small * 0.32,
            line,
            Face.REGULAR,
            look.small,
            SOFT_INK,
        )
        for number, line in enumerate(right)
    ]
    start = box.right + look.mark * 0.34
    room = look.width - look.margin - start - (look.room * 0.30 + look.gutter if event else 0)
    names = _names(made, start, room)
    return Part("header", Box(look.margin, 0, look.room, look.mark), (*mark, *names, *event))


def _logo(made: Made, logo: Logo) -> list[Item]:
    look = made.look
    scale = min(look.logo_width / logo.width, look.mark / logo.height)
    wide, high = logo.width * scale, logo.height * scale
    alt = made.say(LOGO_OF, name=made.flyer.unit.municipality)
    return [logo.at(Box(look.margin, (look.mark - high) / 2, wide, high), alt)]


def _mark(made: Made) -> list[Item]:
    """Return a square in the unit's colour with the initial: what stands there until there is a logo."""
    look, side = made.look, made.look.mark
    initial = next((sign.upper() for sign in printable(made.flyer.unit.municipality) if sign.isalpha()), "")
    square = Fill(Box(look.margin, 0, side, side), made.colours.area, side * 0.16)
    size = side * 0.6
    x = look.margin + (side - width(initial, Face.BOLD, size)) / 2
    letter = Text(x, side / 2 + size * 0.33, initial, Face.BOLD, size, made.colours.on_area)
    return [Group("Artifact", (square, letter) if initial else (square,))]


def _names(made: Made, x: float, room: float) -> list[Text]:
    look, unit = made.look, made.flyer.unit
    name, department = printable(unit.municipality), printable(unit.department)
    size = fitting_size(name, Face.SEMIBOLD, look.name, SMALLEST, room)
    most = 2 if look.mark >= 3 * SMALLEST or not department else 1
    lines = [(line, Face.SEMIBOLD, size, INK) for line in wrap(name, Face.SEMIBOLD, size, room, most)]
    small = min(size, look.small)
    lines += [(line, Face.REGULAR, small, SOFT_INK) for line in wrap(department, Face.REGULAR, small, room, 1)]
    steps = [0.0, *(1.06 * max(above[2], below[2]) for above, below in pairwise(lines))]
    baseline = (look.mark - sum(steps)) / 2 + size * 0.33
    texts = []
    for step, (line, face, each, colour) in zip(steps, lines, strict=False):
        baseline += step
        texts.append(Text(x, baseline, line, face, each, colour))
    return texts


def intro(made: Made) -> Part:
    """Return the heading and the sentence that says what this is and that everyone is welcome on equal terms."""
    look = made.look
    heading = printable(made.flyer.heading) or made.say(N_("Coming tenders"))
    size = fitting_size(heading, Face.BOLD, look.heading, look.heading * 0.72, look.room)
    if len(wrap(heading, Face.BOLD, size, look.room)) > 2:
        size = look.heading_smallest
    lines = balanced(heading, Face.BOLD, size, look.room, 2)
    baseline = size * 0.75
    title: list[Item] = []
    for line in lines:
        title.append(Text(look.margin, baseline, line, Face.BOLD, size, made.colours.text))
        baseline += size * 1.05
    items: list[Item] = [Group("H1", tuple(title))]
    baseline += look.lead * 1.1 + size * 0.28 - size * 1.05 + look.lead * 0.75
    text = made.say(welcome(made.flyer))
    for line in balanced(text, Face.REGULAR, look.lead, look.room):
        items.append(Text(look.margin, baseline, line, Face.REGULAR, look.lead, INK))
        baseline += look.lead * 1.34
    return Part("intro", Box(look.margin, 0, look.room, baseline - look.lead * (1.34 - 0.25)), tuple(items))


def welcome(flyer: Flyer) -> str:
    """Return the source text of the intro; everyone is welcome and everyone is told the same (LOU 4:1)."""
    if not flyer.tenders:
        return N_("We buy goods, services and works for everyone who lives here. Small and large companies are equally "
                  "welcome, and everyone gets the same information.")  # fmt: skip
    return N_("This is what we plan to buy. Everyone is welcome to ask and to bid, small companies as well as large "
              "ones, and everyone gets the same information.")  # fmt: skip


def nothing_coming(made: Made, room: float) -> Part:
    """Return what a flyer without tenders says instead: none right now, and three ways to hear of the next."""
    look = made.look
    ways = [N_("Tell us what your company does. We will show you where our tenders are advertised.")]
    if made.code:
        ways.insert(0, N_("Look in now and then: scan the code below or go to the address beside it."))
    if made.flyer.officer.phone or made.flyer.officer.email:
        ways.append(N_("Call or write to us. A question costs nothing."))
    title, body = look.title * 1.65, look.body * 1.35
    baseline = look.pad * 3 + title
    items: list[Item] = [Fill(Box(look.margin, 0, look.when, 1.4), made.colours.area)]
    for line in balanced(made.say(N_("We have no coming tenders to show right now.")), Face.BOLD, title, look.room):
        items.append(Group("H2", (Text(look.margin, baseline, line, Face.BOLD, title, INK),), key="nothing"))
        baseline += title * 1.2
    baseline += body * 1.3
    told = made.say(N_("How to hear about the next one:"))
    items.append(Text(look.margin, baseline, told, Face.SEMIBOLD, body, INK))
    entries: list[Item] = []
    for number, way in enumerate(ways, start=1):
        baseline += body * 0.9
        label = Text(look.margin, baseline + body * 1.36, str(number), Face.BOLD, body, made.colours.text)
        lines: list[Item] = []
        for line in wrap(made.say(way), Face.REGULAR, body, look.room - body * 2):
            baseline += body * 1.36
            lines.append(Text(look.margin + body * 1.5, baseline, line, Face.REGULAR, body, INK))
        entries.append(Group("LI", (Group("Lbl", (label,)), Group("LBody", tuple(lines)))))
    items.append(Group("L", tuple(entries)))
    return Part("nothing coming", Box(look.margin, 0, look.room, min(room, baseline + body)), tuple(items))


def steps(made: Made) -> Part:
    """Return "how a tender works" in three columns: what fills a page with few tenders, and newcomers ask for."""
    look, size = made.look, made.look.body
    told = (
        (N_("Before we advertise"), N_("Ask us and tell us what you think. What one company is told, all are told.")),
        (N_("When it is advertised"), N_("Read the notice. Ask in the tender system: everyone sees the answers.")),
        (N_("When you bid"), N_("Send everything in time. We are not allowed to read a late bid.")),
    )
    column = (look.room - 2 * look.gutter) / 3
    items: list[Item] = []
    for number, (title, text) in enumerate(told):
        x = look.margin + number * (column + look.gutter)
        items.append(Fill(Box(x, 0, column, 0.5), HAIRLINE))
        baseline = look.pad + size * 1.1
        head = made.say(title)
        fitted = fitting_size(head, Face.BOLD, size * 1.1, SMALLEST, column)
        items.append(Group("H2", (Text(x, baseline, head, Face.BOLD, fitted, made.colours.text),)))
        for line in wrap(made.say(text), Face.REGULAR, size, column):
            baseline += size * 1.32
            items.append(Text(x, baseline, line, Face.REGULAR, size, SOFT_INK))
    bottom = max(item.box.bottom for item in items)
    return Part("steps", Box(look.margin, 0, look.room, bottom), tuple(items))


def more_line(made: Made, number: int) -> Part:
    """Return the line that says how many tenders are not on this paper and where they are."""
    look = made.look
    if made.code:
        forms = NN_("+ {n} more at {place}", "+ {n} more at {place}")
        text = made.language.count(forms, number, place=shown_link(made.code.link))
    else:
        text = made.language.count(NN_("+ {n} more, ask us", "+ {n} more, ask us"), number)
    size = look.body
    lines = wrap(printable(text), Face.SEMIBOLD, size, look.room - look.when - look.gutter, 2)
    left = look.margin + look.when + look.gutter
    items: tuple[Item, ...] = tuple(
        Text(left, size * (1.1 + 1.25 * place), line, Face.SEMIBOLD, size, made.colours.text)
        for place, line in enumerate(lines)
    )
    box = Box(look.margin, 0, look.room, size * (0.6 + 1.25 * len(lines)))
    if made.code:
        items = (Group("Link", (*items, Link(box, annotation_target(made.code.link), printable(text)))),)
    return Part("more", box, (Group("P", items),))


@dataclass(frozen=True, slots=True)
class _Row:
    """One entry of the contact block."""

    text: str
    face: Face = Face.REGULAR
    scale: float = 1.0
    gap: float = 0.0
    target: str = ""


def contact_block(made: Made) -> Part:
    """Return the panel with the officer at the left and the QR code at the right."""
    look = made.look
    inset = look.contact * 1.3
    side = _code_side(made)
    text_width = look.room - 2 * inset - (side + look.contact + look.code_words + look.gutter if made.code else 0)
    left = _contact_lines(made, look.margin + inset, inset, text_width)
    text_bottom = max((item.box.bottom for item in left), default=0.0)
    height = max(text_bottom + inset * 0.9, side + 2 * look.contact * 0.9)
    items: list[Item] = [Fill(Box(look.margin, 0, look.room, height), made.colours.tint, look.contact * 0.6), *left]
    if made.code:
        above = (height - side) / 2
        beside = min(above, inset)
        items += _code_items(made, made.code, Box(look.width - look.margin - beside - side, above, side, side))
    return Part("contact", Box(look.margin, 0, look.room, height), tuple(items))


def _code_side(made: Made) -> float:
    if made.code is None:
        return 0.0
    return min(max(made.look.code, made.code.modules * _LEAST_MODULE), made.look.code * 1.3)


def _contact_rows(made: Made) -> list[_Row]:
    officer, unit, say = made.flyer.officer, made.flyer.unit, made.say
    phone, email = officer.phone or unit.phone, officer.email or unit.email
    address = unit.address
    postal = " ".join(filter(None, (address.postal_code, address.city)))
    return [
        _Row(say(N_("Do you want to know more?")), Face.SEMIBOLD),
        _Row(officer.name, Face.BOLD, 1.35, 1.0),
        _Row(officer.title),
        _Row(show_phone(phone), Face.SEMIBOLD, 1.1, 3.5, f"tel:{phone}" if phone.startswith("+") else ""),
        _Row(email, Face.SEMIBOLD, 1.1, 0.0, f"mailto:{email}"),
        _Row(", ".join(filter(None, (address.street, postal))) or unit.municipality, gap=3.5),
    ]


def _contact_lines(made: Made, x: float, top: float, room: float) -> list[Item]:
    items: list[Item] = []
    base = made.look.contact
    baseline = top - base * 0.42
    for number, row in enumerate(_contact_rows(made)):
        text = printable(row.text)
        wish = max(SMALLEST, base * row.scale)
        size = fitting_size(text, row.face, wish, max(SMALLEST, wish * 0.85), room)
        colour: Colour = made.colours.text if number == 0 else INK if row.face is not Face.REGULAR else SOFT_INK
        lines = wrap(text, row.face, size, room, 2)
        row_items: list[Item] = []
        for place, line in enumerate(lines):
            baseline += size * _OPEN * 0.97 + (0 if place else row.gap)
            row_items.append(Text(x, baseline, line, row.face, size, colour))
        target = safe_link(row.target) if lines else None
        if target:
            high = size * _OPEN * len(lines)
            area = Box(x, baseline - high + size * 0.25, room, high)
            row_items = [Group("Link", (*row_items, Link(area, annotation_target(target), text)))]
        if row_items:
            items.append(Group("P" if number else "H2", tuple(row_items)))
    return items


def _code_items(made: Made, code: QrCode, box: Box) -> list[Item]:
    """Return the code with its words to the left of it, right-aligned, and the link to click."""
    look = made.look
    asked = made.say(
        N_("Scan to write to us") if code.link.casefold().startswith("mailto:") else N_("Scan for more information")
    )
    room = look.code_words
    size = max(SMALLEST, look.contact * 0.95)
    lines = [(line, Face.SEMIBOLD, INK) for line in wrap(asked, Face.SEMIBOLD, size, room)]
    lines += [(line, Face.REGULAR, made.colours.text) for line in _link_lines(code.link, size, room)]
    baseline = box.y + box.height / 2 - (len(lines) * size * 1.25) / 2 + size * 0.9
    words: list[Item] = []
    for line, face, colour in lines:
        start = box.x - look.contact - width(line, face, size)
        words.append(Text(start, baseline, line, face, size, colour))
        baseline += size * 1.25
    shown = shown_link(code.link)
    picture = Code(box, code, made.say(CODE_FOR, place=shown))
    return [*words, Group("P", (Group("Link", (picture, Link(box, annotation_target(code.link), shown))),))]


def _link_lines(link: str, size: float, room: float) -> Sequence[str]:
    return wrap(shown_link(link), Face.REGULAR, size, room, 4)


def footer(made: Made) -> Part:
    """Return the last line: that all is preliminary, and the day of print."""
    look = made.look
    size = max(SMALLEST, look.small * 0.95)
    left = made.say(N_("Preliminary, may change")) if made.flyer.tenders else ""
    right = made.say(N_("Printed {day}"), day=made.language.day(made.flyer.printed, "d MMMM y"))
    baseline = size * 0.85
    items: list[Item] = [Text(look.margin, baseline, left, Face.SEMIBOLD, size, INK)] if left else []
    start = look.width - look.margin - width(right, Face.REGULAR, size)
    items.append(Text(start, baseline, right, Face.REGULAR, size, SOFT_INK))
    return Part("footer", Box(look.margin, 0, look.room, size * 1.15), tuple(items))
