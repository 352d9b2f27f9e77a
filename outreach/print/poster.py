"""The poster: one sentence that is read from across the room, the coming tenders in large type, and where to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from outreach.domain.booth_paper import Poster
from outreach.domain.handout import Paper
from outreach.language import N_
from outreach.print import fonts
from outreach.print.colours import INK
from outreach.print.columns import Column, Type, fitted
from outreach.print.document import write_document
from outreach.print.flyer_parts import ASK_ABOUT_TENDERS, COMING_TENDERS, more_line
from outreach.print.fonts import ELLIPSIS, Face, width, wrap
from outreach.print.looks import POSTER_SAFE, SMALLEST, WHOLE_A4, Look
from outreach.print.made import Made, facts_of, made_of
from outreach.print.on_paper import on_paper
from outreach.print.sheet import Box, Fill, Page, Part, Sheet, Text
from outreach.print.sign_parts import Sign, ask_panel, code_beneath, sign_foot, sign_head
from outreach.print.tender_block import Told, told
from outreach.print.voices import own

_LEAD = N_("Everyone is welcome to ask and to bid, small companies as well as large ones.")
_ASK = N_("Ask us")
_SUBJECT = N_("A poster about our coming tenders. Preliminary, may change.")

#: More than this is not read on a wall.
_MOST = 6
#: The largest and smallest title of a tender as shares of the sheet's shorter side: 31 and 17 points on A4.
_TITLE, _LEAST_TITLE = 0.052, 0.028
_TITLE_LINES = 2
_TITLES = (Face.SEMIBOLD, Face.BOLD, Face.BLACK)
#: The height of the panel that says whom to ask, as a share of the sheet's, in one language and in two.
_PANEL, _PANEL_OF_TWO = 0.18, 0.205

POSTER_A4 = replace(
    WHOLE_A4, margin=POSTER_SAFE, top=POSTER_SAFE, bottom=POSTER_SAFE, mark=40, name=17, small=11, body=13, heading=60, pad=10
)
POSTER_A3 = replace(POSTER_A4.scaled(2**0.5), margin=POSTER_SAFE * 1.15, top=POSTER_SAFE, bottom=POSTER_SAFE)
LOOKS: dict[Paper, Look] = {Paper.A4: POSTER_A4, Paper.A3: POSTER_A3}


def draw_poster(poster: Poster) -> bytes:
    """Return the poster as a PDF of one page. Raises TypefaceMissing, KeyError for a paper that no poster stands on."""
    return write_document(poster_pages(poster), facts_of(_made(poster), _usual(poster), _SUBJECT))


def poster_pages(poster: Poster) -> list[Page]:
    """Return the page as it lies in the printer."""
    return on_paper([poster_sheet(poster)], poster)


def poster_sheet(poster: Poster) -> Sheet:
    """Return the measured poster."""
    made = _made(poster)
    sign = Sign(made)
    event = own(poster.event_title) if not poster.heading else ()
    lead = own(poster.text) or made.where or made.say(_LEAD)
    heading = own(poster.heading) or event or made.say(_usual(poster))
    bare = replace(made, paper=replace(poster, event_title=""))
    few = len(poster.tenders) < 4
    top = sign_head(Sign(bare), heading, most=2, share=0.34 if few else 0.23, lead=lead, lead_scale=1.0 if few else 0.68)
    foot = sign_foot(sign, preliminary=bool(poster.tenders))
    if not poster.tenders:
        return Sheet(made.look.width, made.look.height, (top, *code_beneath(sign, (), top.box.bottom, foot.box.y), foot))
    high = made.look.height * (_PANEL if len(made.voices.languages) == 1 else _PANEL_OF_TWO)
    low = ask_panel(sign, made.say(_ASK), foot.box.y - sign.gap * 0.5, high, share=0.23, name=True)
    start = top.box.bottom + sign.gap * 0.6
    label = _label(sign, start) if poster.heading or event else []
    if label:
        start = label[-1].box.bottom + sign.gap * 0.2
    rows = _list(sign, told(poster.tenders, made), start, low.box.y - sign.gap * 0.5)
    return Sheet(made.look.width, made.look.height, (top, *label, *rows, low, foot))


def _usual(poster: Poster) -> str:
    """Return what a poster is called without a word of the officer's: it promises no list where there is none."""
    return COMING_TENDERS if poster.tenders else ASK_ABOUT_TENDERS


def _label(sign: Sign, top: float) -> list[Part]:
    """Return what the list is, where the heading says something else."""
    look, size = sign.made.look, sign.unit * 0.03
    column = Column(look.margin, look.room)
    for each in sign.made.say(COMING_TENDERS):
        how = Type(Face.REGULAR if each.second else Face.SEMIBOLD, size, sign.made.style.soft if each.second else INK, 1.15)
        column.put([each.text], how, role="P" if each.second else "H2", language=each.language)
    return [Part("label", Box(look.margin, 0, look.room, column.y), tuple(column.items)).moved(0, top)]


def _made(poster: Poster) -> Made:
    fonts.ready()
    look = LOOKS[poster.paper]
    return made_of(poster, look, look.width * 0.18)


def _list(sign: Sign, tenders: Sequence[Told], top: float, bottom: float) -> list[Part]:
    """Return the tenders as large as they have room, all in one size; fewer, and a line that counts the rest, when they must."""
    made, room = sign.made, bottom - top
    rows: list[Part] = []
    for most in range(min(len(tenders), _MOST), -1, -1):
        more = [more_line(made, len(tenders) - most, _beside(sign))] if most < len(tenders) else []
        left = room - sum(part.box.height for part in more)
        rows = _rows(sign, tenders[:most], left)
        if sum(row.box.height for row in rows) <= left:
            break
    if not rows:  # the officer's own words leave no room: the address alone
        return [part.moved(0, top) for part in more if part.box.height <= room]
    spare = min((left - sum(row.box.height for row in rows)) / len(rows), sign.gap * 0.9)
    placed, y = [], top
    for row in rows:
        taller = replace(row, box=replace(row.box, height=row.box.height + max(0.0, spare)))
        placed.append(taller.moved(0, y))
        y += taller.box.height
    return [*placed, *(part.moved(0, y) for part in more)]


def _beside(sign: Sign) -> float:
    """Return how far from the margin titles stand."""
    return sign.made.look.room * 0.27 + sign.gap * 0.5


def _rows(sign: Sign, tenders: Sequence[Told], room: float) -> list[Part]:
    size, least = sign.unit * _TITLE, sign.unit * _LEAST_TITLE
    while True:
        rows = [_row(sign, each, size, number) for number, each in enumerate(tenders, start=1)]
        if size <= least or (sum(row.box.height for row in rows) <= room and not any(map(_is_cut, rows))):
            return rows
        size = max(least, size * 0.95)


def _is_cut(row: Part) -> bool:
    return any(isinstance(item, Text) and item.face in _TITLES and item.text.endswith(ELLIPSIS) for item in row.leaves)


def _row(sign: Sign, said: Told, size: float, number: int) -> Part:
    """Return one tender: when at the left, its title at the right, and beneath what happens then and how large it is."""
    look, style = sign.made.look, sign.made.style
    wide = look.room * 0.27
    rule = Fill(Box(look.margin, 0, look.room, max(0.8, style.rule)), style.rule_colour)
    first = rule.box.height + size * 1.05
    when, title = Column(look.margin, wide, first=first), Column(look.margin + _beside(sign), 0, first=first)
    title.room = look.width - look.margin - title.x
    small = max(SMALLEST, size * 0.56)
    most = _TITLE_LINES if size > sign.unit * _LEAST_TITLE else _TITLE_LINES + 1
    lines = wrap(said[0].title, style.title, size, title.room, most)
    title.put(lines, Type(style.title, size, INK, 1.08), role="H2", target=said[0].link)
    face = style.title if style.title is Face.BLACK else Face.SEMIBOLD
    one_line = width(said[0].when, face, size * 0.55) <= wide
    fit = fitted(said[0].when, face, wide, largest=size * 0.8, smallest=small, most=1 if one_line else 2)
    when.put(fit.lines, Type(face, fit.size, style.accent, 1.08))
    for place, each in enumerate(said):
        language = each.language if place else ""
        if place and each.when != said[0].when:
            lines, how = wrap(each.when, Face.REGULAR, small, wide, 2), Type(Face.REGULAR, small, style.soft, 1.15)
            when.put(lines, how, gap=small * 0.25, language=language)
        facts = " · ".join(filter(None, (each.what, *each.facts[:1])))
        if place and facts == " · ".join(filter(None, (said[0].what, *said[0].facts[:1]))):
            continue
        how = Type(Face.REGULAR, small, style.soft, 1.2)
        title.put(wrap(facts, Face.REGULAR, small, title.room, 2), how, gap=small * 0.35, language=language)
    bottom = max(when.y, title.y) + size * 0.45
    return Part(f"tender {number}", Box(look.margin, 0, look.room, bottom), (rule, *title.items, *when.items))
