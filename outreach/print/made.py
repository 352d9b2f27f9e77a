"""What the parts of one paper share: its value, languages, theme and measures, and the picture and code made for it."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.booth_paper import BoothPaper
from outreach.domain.handout import CodeKind
from outreach.language import N_, Language
from outreach.print.document import DocumentFacts
from outreach.print.logo import Logo, read_logo
from outreach.print.looks import Look
from outreach.print.printable import printable, safe_link, shown_link
from outreach.print.qr import QrCode, qr_code
from outreach.print.themes import Style, style
from outreach.print.voices import Said, Voices, own


@dataclass(frozen=True, slots=True)
class Made:
    """One paper in the making.

    `address` is where the reader finds the notices or reaches us, `target` where the code leads: the same, or empty for a card
    or a calendar entry.
    """

    paper: BoothPaper
    voices: Voices
    style: Style
    look: Look
    logo: Logo | None = None
    code: QrCode | None = None
    address: str = ""
    target: str = ""

    def say(self, text: str, **values: object) -> tuple[Said, ...]:
        """Return a text of the catalogue in each language of the paper, ready to be set."""
        return self.voices.say(text, **values)

    @property
    def scan(self) -> tuple[Said, ...]:
        """What is said of the code: what one gets by scanning it."""
        return self.say(self.scan_text)

    @property
    def scan_text(self) -> str:
        """The source text of that."""
        if self.target.casefold().startswith("mailto:"):
            return N_("Scan to write to us")
        if self.target:
            return N_("Scan for more information")
        return _SCAN[self.paper.code]

    @property
    def shown_address(self) -> str:
        """The address as people write it."""
        return shown_link(self.address) if self.address else ""

    @property
    def where(self) -> tuple[Said, ...]:
        """When and where the event is, in each language."""
        when, place = self.paper.event_when, self.paper.event_place
        if when is None:
            return own(place)
        return self.voices.each(lambda language: ", ".join(filter(None, (language.when(when), place.strip()))))


#: A square of the code smaller than this is not read at arm's length (points).
_SMALLEST_MODULE = 0.34 * 72 / 25.4
#: A code with many squares is drawn so many times larger than usual.
LARGEST_CODE = 1.45

_SCAN = {
    CodeKind.LINK: N_("Scan for more information"),
    CodeKind.CARD: N_("Scan to keep our contact details"),
    CodeKind.EVENT: N_("Scan to put it in your calendar"),
}


def made_of(paper: BoothPaper, look: Look, side: float = 0.0) -> Made:
    """Return what the parts of `paper` share. Raises ValueError for an unknown language.

    `side` is how large its QR code is at least, in points, by default the largest that the look has room for. What makes a code
    whose squares would be too small for a telephone gives way to the next best thing.
    """
    side = side or look.code * LARGEST_CODE
    address, linked = _link_of(paper, side)
    own_code = _own_code(paper, side)
    code = None if paper.code is CodeKind.NONE else own_code or linked
    return Made(
        paper,
        Voices(tuple(map(Language, paper.languages))),
        style(paper.theme, paper.unit.colour, paper.light),
        look,
        read_logo(paper.unit.logo),
        code,
        address,
        address if code and code is linked else "",
    )


def _own_code(paper: BoothPaper, side: float) -> QrCode | None:
    """Return the code of the written card or calendar entry; None for a link, and for one that is too long to be read well."""
    if paper.code not in (CodeKind.CARD, CodeKind.EVENT):
        return None
    return _readable(qr_code(paper.code_text, "utf-8"), side)


def _readable(code: QrCode | None, side: float) -> QrCode | None:
    return code if code and code.modules * _SMALLEST_MODULE <= side else None


def _link_of(paper: BoothPaper, side: float) -> tuple[str, QrCode | None]:
    """Return the link and its code: the paper's own, else the unit's web site, else an e-mail to the officer or the unit."""
    mails = (f"mailto:{address.strip()}" for address in (paper.officer.email, paper.unit.email) if address.strip())
    for wish in (paper.link, paper.unit.website, *mails):
        link = safe_link(wish)
        code = _readable(qr_code(link), side) if link else None
        if link and code:
            return link, code
    return "", None


def facts_of(made: Made, heading: str, subject: str, **values: object) -> DocumentFacts:
    """Return what the PDF says of itself. `heading` (with `values`) and `subject` are texts of the catalogue."""
    main, unit = made.voices.main, printable(made.paper.unit.municipality)
    title = printable(made.paper.heading) or main.say(heading, **values)
    return DocumentFacts(
        title=" – ".join(filter(None, (title, unit))),
        author=", ".join(filter(None, (unit, printable(made.paper.unit.department)))),
        subject=main.say(subject),
        language="sv" if main.code == "sv" else "en",
        printed=made.paper.printed,
    )
