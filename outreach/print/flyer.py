"""The flyer "Kommande upphandlingar": one page of A4, or two equal A5 halves on one, from a `Flyer` to a PDF.

First the sheet is measured (`flyer_sheet`), then drawn (`draw_flyer`). The same flyer gives the same bytes.
"""

from __future__ import annotations

from outreach.domain.handout import Flyer, Paper
from outreach.language import N_, Language
from outreach.print import fonts
from outreach.print.colours import HAIRLINE, palette
from outreach.print.document import DocumentFacts, write_document
from outreach.print.flyer_parts import (
    Made,
    contact_block,
    footer,
    header,
    intro,
    more_line,
    nothing_coming,
    steps,
)
from outreach.print.logo import read_logo
from outreach.print.looks import A4, HALF_A5, WHOLE_A4, Look
from outreach.print.printable import printable, safe_link
from outreach.print.qr import QrCode, qr_code
from outreach.print.sheet import SLACK, Mark, Page, Part, Placed, Sheet
from outreach.print.tender_block import Words, tender_list, words


def draw_flyer(flyer: Flyer) -> bytes:
    """Return `flyer` as a PDF of one page: A4 upright, or A4 on its side to be cut into two A5.

    Everything is embedded; no file or address but the typeface is opened. Raises TypefaceMissing when the font package
    is not installed, ValueError for an unknown language.
    """
    return write_document([flyer_page(flyer)], flyer_facts(flyer))


def flyer_page(flyer: Flyer) -> Page:
    """Return the page of paper: the A4 sheet, or two equal halves with marks where they are cut apart."""
    sheet = flyer_sheet(flyer)
    if flyer.paper is not Paper.A5:
        return Page.of(sheet)
    cut, low = sheet.width, sheet.height
    marks = tuple(Mark(cut, start, cut, start + 14, 0.6, HAIRLINE) for start in (0.0, low - 14))
    return Page(A4[1], A4[0], (Placed(sheet), Placed(sheet, cut, artifact=True)), marks=marks)


def flyer_sheet(flyer: Flyer) -> Sheet:
    """Return the measured sheet: the whole A4, or the one half that is printed twice."""
    fonts.ready()
    look = HALF_A5 if flyer.paper is Paper.A5 else WHOLE_A4
    made = Made(
        flyer,
        Language(flyer.language),
        palette(flyer.unit.colour),
        look,
        read_logo(flyer.unit.logo),
        flyer_code(flyer),
    )
    return _composed(made, look)


def flyer_code(flyer: Flyer) -> QrCode | None:
    """Return the QR code: of the flyer's link, else the unit's web site, else an e-mail to the officer or the unit."""
    mails = (f"mailto:{address.strip()}" for address in (flyer.officer.email, flyer.unit.email) if address.strip())
    for wish in (flyer.link, flyer.unit.website, *mails):
        link = safe_link(wish)
        code = qr_code(link) if link else None
        if code:
            return code
    return None


def _composed(made: Made, look: Look) -> Sheet:
    """Put the parts in their places: header and intro from above, contact and footer from below, the list between."""
    head, lead, contact, foot = header(made), intro(made), contact_block(made), footer(made)
    gap = look.gutter
    head = head.at(look.margin, look.top)
    lead = lead.at(look.margin, head.box.bottom + gap * 1.35)
    foot = foot.at(look.margin, look.height - look.bottom - foot.box.height)
    contact = contact.at(look.margin, foot.box.y - gap * 0.6 - contact.box.height)
    top = lead.box.bottom + gap
    bottom = contact.box.y - gap * 0.75
    placed = [each.moved(0, top) for each in _list(made, bottom - top)]
    placed += _filling(made, placed[-1].box.bottom, contact.box.y - gap * 1.4)
    return Sheet(look.width, look.height, (head, lead, *placed, contact, foot))


def _filling(made: Made, top: float, bottom: float) -> list[Part]:
    """Return what stands at the foot of a page with few tenders, when there is room for it and some air above."""
    told = steps(made)
    if bottom - top < told.box.height + 1.2 * made.look.gutter:
        return []
    return [told.at(made.look.margin, bottom - told.box.height)]


def _list(made: Made, room: float) -> list[Part]:
    """Return the tenders in their order, and the line about those that the paper has no room for."""
    flyer, look = made.flyer, made.look
    if not flyer.tenders:
        return [nothing_coming(made, room)]
    said = [words(tender, made.language, flyer.printed) for tender in flyer.tenders]
    for most in range(min(len(said), look.most_tenders), 0, -1):
        blocks = _blocks(made, said, most, room)
        if most == 1 or blocks[-1].box.bottom <= room + SLACK:
            break
    return blocks


def _blocks(made: Made, said: list[Words], most: int, room: float) -> list[Part]:
    hidden = len(said) - most
    if not hidden:
        return tender_list(said, made.look, made.colours, room)
    more = more_line(made, hidden)
    blocks = tender_list(said[:most], made.look, made.colours, room - more.box.height)
    return [*blocks, more.at(made.look.margin, blocks[-1].box.bottom)]


def flyer_facts(flyer: Flyer) -> DocumentFacts:
    """Return what the PDF says of itself."""
    language = Language(flyer.language)
    heading = printable(flyer.heading) or language.say(N_("Coming tenders"))
    unit = printable(flyer.unit.municipality)
    return DocumentFacts(
        title=" – ".join(filter(None, (heading, unit))),
        author=", ".join(filter(None, (unit, printable(flyer.unit.department)))),
        subject=language.say(N_("Coming tenders, for companies that want to supply us. Preliminary, may change.")),
        language=language.code,
        printed=flyer.printed,
    )
