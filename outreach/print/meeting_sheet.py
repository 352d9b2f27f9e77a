"""The meeting sheet: one page of A4 for the officers at an event – who stands where, what we want, whom we hope to meet.

First the page is measured (`meeting_sheet_page`), then drawn. Each list is cut to the room that there is and says how many
are left out; those whom we hope to meet keep their room longest. The same sheet gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from outreach.domain.booth import says_what_it_is
from outreach.domain.contact import show_phone
from outreach.domain.event_sheets import MeetingSheet
from outreach.language import N_, Language
from outreach.print import fonts
from outreach.print.document import DocumentFacts, write_document
from outreach.print.event_parts import BOTTOM, SMALL, unbroken, where_and_when
from outreach.print.looks import A4
from outreach.print.meeting_blocks import (
    Block,
    Setting,
    bullets,
    columns,
    hopes,
    note_lines,
    posts,
    stacked,
    tenders,
)
from outreach.print.printable import printable
from outreach.print.sheet import Page, Part, Sheet
from outreach.print.sheet_frame import Frame, Heading, foot, head
from outreach.print.side_by_side import joined, voices_of
from outreach.print.themes import style

LABEL = N_("Meeting sheet")
FOR_US = N_("For us alone")
STAND = N_("stand {booth}")
BUILD_UP = N_("Build up: {when}")
TEAR_DOWN = N_("Take down: {when}")
ORGANISER = N_("Organiser: {who}")

_Caps = tuple[int, int, int, int]

_GAP = 13.0
#: So many lines of each list are shown at most, from the most roomy page to the tightest: posts, goals, questions, tenders.
_CAPS = ((12, 6, 8, 10), (10, 5, 6, 8), (10, 4, 5, 6), (8, 3, 4, 5), (6, 3, 3, 4), (5, 2, 2, 3), (3, 1, 1, 2))
#: The other lists are cut until so many of those whom we hope to meet have room.
_LEAST_HOPES = 9


def draw_meeting_sheet(sheet: MeetingSheet) -> bytes:
    """Return the sheet as a PDF of one page. Raises TypefaceMissing when the font package is not installed."""
    page = meeting_sheet_page(sheet)
    language = voices_of(sheet.language).main
    title = f"{language.say(LABEL)} – {printable(sheet.event.title)}"
    subject = where_and_when(sheet.when, (sheet.event.place,), language)
    facts = DocumentFacts(title, sheet.unit.municipality, subject, language.code, sheet.printed)
    return write_document([Page.of(page)], facts)


def meeting_sheet_page(sheet: MeetingSheet) -> Sheet:
    """Return the measured page."""
    fonts.ready()
    frame = Frame(sheet.unit, voices_of(sheet.language), style(sheet.theme, sheet.unit.colour, sheet.light))
    setting = Setting(sheet, frame.voices, frame.look)
    above = head(frame, _heading(sheet, frame))
    said = " · ".join(filter(None, (joined(frame.voices.say(FOR_US)), printable(sheet.purpose))))
    below = foot(frame, said, 1, 1)
    top, bottom = above.box.bottom + 8, A4[1] - BOTTOM - SMALL * 2.4
    return Sheet(*A4, (above, *_body(setting, top, bottom), below))


def _body(setting: Setting, top: float, bottom: float) -> list[Part]:
    """Return everything between head and foot: the roomiest cut at which enough of those we hope to meet have room."""
    wanted = min(len(setting.sheet.hopes), _LEAST_HOPES)
    caps = next((caps for caps in _CAPS if _shown(_blocks(setting, caps, bottom - top)) >= wanted), _CAPS[-1])
    blocks = _blocks(setting, _filled_up(setting, caps, bottom - top, wanted), bottom - top)
    placed = list(stacked(blocks, top, _GAP))
    end = placed[-1].box.bottom if placed else top
    return [*placed, *note_lines(setting, end + _GAP, bottom)]


def _blocks(setting: Setting, caps: _Caps, room: float) -> list[Block]:
    upper, lower = _upper(setting, caps), tenders(setting, caps[3])
    left = room - _height(upper) - _height([lower])
    return [*upper, hopes(setting, left), lower]


def _shown(blocks: Sequence[Block]) -> int:
    return next((block.shown for block in blocks if block.name == "hopes"), 0)


def _filled_up(setting: Setting, caps: _Caps, room: float, wanted: int) -> _Caps:
    """Return the cut with lines put back, one of each list in turn, while enough of those we hope to meet keep their room.

    Else "+ 1 more" would stand on a page with room for that one at its foot.
    """
    sheet, best = setting.sheet, list(caps)
    lengths = (len(sheet.posts), len(sheet.goals), len(sheet.questions), len(sheet.tenders))
    left = [place for place in range(len(best)) if best[place] < min(lengths[place], _CAPS[0][place])]
    while left:
        place = left.pop(0)
        posts_, goals, asked, told = (cap + (at == place) for at, cap in enumerate(best))
        tried = (posts_, goals, asked, told)
        blocks = _blocks(setting, tried, room)
        if _shown(blocks) < wanted or _height(blocks) - _GAP > room:
            continue
        best[place] += 1
        if best[place] < min(lengths[place], _CAPS[0][place]):
            left.append(place)
    return best[0], best[1], best[2], best[3]


def _upper(setting: Setting, caps: _Caps) -> list[Block]:
    """Return staffing beside goals, and the questions below; what is not there takes no room."""
    sheet, say = setting.sheet, setting.voices.say
    staffing = posts(setting, caps[0])
    goals = bullets(setting, say(N_("Goals")), sheet.goals, caps[1], "goals")
    asked = bullets(setting, say(N_("Questions we want answered")), sheet.questions, caps[2], "questions")
    return columns(setting, staffing, goals, asked)


def _height(blocks: Sequence[Block]) -> float:
    return sum(block.height + _GAP for block in blocks if block.height)


def _heading(sheet: MeetingSheet, frame: Frame) -> Heading:
    event, voices = sheet.event, frame.voices
    booth = event.booth.strip()
    place = voices.each(lambda language: where_and_when(sheet.when, (event.place, _stand(booth, language)), language))
    leads = (place, voices.each(lambda language: _exhibitor(sheet, language)))
    aside = voices.each(lambda language: language.day(sheet.printed, "long"))
    return Heading(voices.say(LABEL), printable(event.title), tuple(filter(None, leads)), aside)


def _exhibitor(sheet: MeetingSheet, language: Language) -> str:
    """Return when the booth is built and taken down, and who helps there."""
    booth = sheet.exhibitor
    if booth is None:
        return ""
    contact = ", ".join(filter(None, (booth.organiser, booth.contact, unbroken(show_phone(booth.phone)), booth.email)))
    told = (
        language.say(BUILD_UP, when=_wall(booth.build_up, language)) if booth.build_up else "",
        language.say(TEAR_DOWN, when=_wall(booth.tear_down, language)) if booth.tear_down else "",
        language.say(ORGANISER, who=contact) if contact else "",
    )
    return printable(" · ".join(filter(None, told)))


def _stand(booth: str, language: Language) -> str:
    """Return where our stand is: a bare number as "stand B14", what says itself what it is ("Table 12") as it stands."""
    return booth if not booth or says_what_it_is(booth) else language.say(STAND, booth=booth)


def _wall(moment: datetime, language: Language) -> str:
    return f"{language.day(moment.date(), 'EEE d MMM')} {language.clock(moment)}"
