"""Signs in large type: the booth sign with its QR code, the table tent and the door sign.

A sign has one thing to say. It is set as large as the paper allows, one size for each rank; what is for those who come nearer
stands small at the foot. With two languages the second is smaller beneath the first, and its place is always the same.
"""

from __future__ import annotations

from dataclasses import replace

from outreach.domain.booth_paper import BoothPaper, BoothSign, DoorSign, TableTent
from outreach.domain.handout import Paper
from outreach.language import N_
from outreach.print import fonts
from outreach.print.colours import HAIRLINE
from outreach.print.document import write_document
from outreach.print.flyer_parts import ASK_ABOUT_TENDERS
from outreach.print.looks import A4, LOOKS, MM, Look
from outreach.print.made import Made, facts_of, made_of
from outreach.print.on_paper import ALL_EDGES, CROP_ROOM, bled, crop_marks, on_paper
from outreach.print.sheet import Box, Mark, Page, Placed, Sheet
from outreach.print.sign_parts import (
    Sign,
    above_panel,
    code_beneath,
    code_beside,
    sign_foot,
    sign_head,
)
from outreach.print.voices import own

_BOOTH = N_("What will we buy next?")
_BOOTH_LEAD = N_("See the coming tenders. Everyone is welcome to ask and to bid.")
_TENT_LEAD = N_("Small and large companies are equally welcome. A question costs nothing.")
_IN_UNTIL = N_("We are in until {clock}")
_OUT = N_("We are out just now")
_DOOR_LEAD = N_("Come in and ask about our purchases. No appointment is needed.")
_OUT_LEAD = N_("You are still welcome to ask. We answer as soon as we are back.")
_SUBJECT = N_("Where companies find our coming tenders and reach us.")


def draw_booth_sign(sign: BoothSign) -> bytes:
    """Return the sign as a PDF of one page (A5: two on an A4). Raises TypefaceMissing."""
    return write_document(booth_sign_pages(sign), facts_of(_made(sign), _BOOTH, _SUBJECT))


def draw_table_tent(tent: TableTent) -> bytes:
    """Return the tent as a PDF of one A4: two equal faces, the upper one head down, to be folded between them."""
    return write_document(table_tent_pages(tent), facts_of(_made(tent), ASK_ABOUT_TENDERS, _SUBJECT))


def draw_door_sign(sign: DoorSign) -> bytes:
    """Return the sign as a PDF of one page (A5: two on an A4). Raises TypefaceMissing."""
    text, values = _door_sentence(sign)
    return write_document(door_sign_pages(sign), facts_of(_made(sign), text, _SUBJECT, **values))


def booth_sign_pages(sign: BoothSign) -> list[Page]:
    """Return the sign as it lies in the printer."""
    return on_paper([booth_sign_sheet(sign)], sign)


def door_sign_pages(sign: DoorSign) -> list[Page]:
    """Return the sign as it lies in the printer."""
    return on_paper([door_sign_sheet(sign)], sign)


def table_tent_pages(tent: TableTent) -> list[Page]:
    """Return the A4 with both faces; folded, each is read upright by those before it."""
    face = table_tent_sheet(tent)
    bleed = tent.bleed * MM
    outer = bled(face, bleed, ALL_EDGES - {"top"})
    room = (max(bleed, CROP_ROOM[0]) + CROP_ROOM[1] if tent.crop_marks else bleed) - bleed
    wide, high = outer.width + 2 * room, 2 * (outer.height + room)
    upper = Placed(outer, room, room, quarter_turns=2, artifact=True)
    lower = Placed(outer, room, room + outer.height)
    trim = Box(room + bleed, room + bleed, *A4)
    fold = high / 2
    marks = [Mark(x, fold, x + 14, fold, 0.6, HAIRLINE, dashed=True) for x in (0.0, wide - 14)]
    if tent.crop_marks:
        marks += crop_marks(trim, max(bleed, CROP_ROOM[0]))
    return [Page(wide, high, (lower, upper), trim=trim if bleed or tent.crop_marks else None, bleed=bleed, marks=tuple(marks))]


def booth_sign_sheet(sign: BoothSign) -> Sheet:
    """Return the measured booth sign: heading, a code as large as the paper allows, and what scanning it gives."""
    made = _made(sign)
    kit = Sign(made)
    top = sign_head(kit, own(sign.heading) or made.say(_BOOTH), most=2)
    foot = sign_foot(kit)
    lead = own(sign.text) or made.say(_BOOTH_LEAD)
    middle = code_beneath(kit, lead, top.box.bottom, foot.box.y)
    return Sheet(made.look.width, made.look.height, (top, *middle, foot))


def table_tent_sheet(tent: TableTent) -> Sheet:
    """Return one face of the tent, an A5 on its side."""
    made = _made(tent, _lying(LOOKS[Paper.A5]))
    kit = Sign(made)
    top = sign_head(kit, own(tent.heading) or made.say(ASK_ABOUT_TENDERS), most=2)
    foot = sign_foot(kit)
    lead = own(tent.text) or made.say(_TENT_LEAD)
    middle = code_beside(kit, lead, top.box.bottom, foot.box.y)
    return Sheet(made.look.width, made.look.height, (top, *middle, foot))


def door_sign_sheet(sign: DoorSign) -> Sheet:
    """Return the measured door sign: in until when, and what to do when nobody is in."""
    made = _made(sign)
    kit = Sign(made)
    text, values = _door_sentence(sign)
    words = own(sign.heading) or made.say(text, **values)
    top = sign_head(kit, words, most=3, share=0.5)
    foot = sign_foot(kit)
    lead = own(sign.text) or made.say(_OUT_LEAD if sign.until is None else _DOOR_LEAD)
    title = made.say(N_("Do this:") if sign.until is None else N_("Nobody here?"))
    middle = above_panel(kit, lead, title, top.box.bottom, foot.box.y)
    return Sheet(made.look.width, made.look.height, (top, *middle, foot))


def _door_sentence(sign: DoorSign) -> tuple[str, dict[str, str]]:
    """Return what the door says and its values: "We are in until 15", with minutes where there are any, or that nobody is in."""
    if sign.until is None:
        return _OUT, {}
    return _IN_UNTIL, {"clock": f"{sign.until:%H:%M}" if sign.until.minute else str(sign.until.hour)}


def _made(paper: BoothPaper, look: Look | None = None) -> Made:
    fonts.ready()
    look = _for_a_sign(look or LOOKS[paper.paper])
    return made_of(paper, look, min(look.width, look.height) * 0.24)


def _for_a_sign(look: Look) -> Look:
    """Return the look with a larger sender: a sign is read from further away than a flyer."""
    return replace(look, mark=look.mark * 1.4, name=look.name * 1.4, logo_width=look.logo_width * 1.3)


def _lying(look: Look) -> Look:
    return replace(look, width=look.height, height=look.width)
