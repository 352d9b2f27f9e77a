"""Name badges: a name as large as it goes, the company under it, the event small above; on label sheets or A6.

A name is never cut and never broken within a word: it takes one line or two, and is set smaller until it fits. A company that
is too long for two lines ends with an ellipsis. Nothing that is read stands nearer to the edge than `_SAFE`, because
printers draw sheets askew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from outreach.domain.badge_sheet import Badge, BadgeSheet
from outreach.domain.handout import HANDOUT_LABELS, HandoutKind
from outreach.language import N_
from outreach.print import fonts
from outreach.print.colours import HAIRLINE
from outreach.print.document import DocumentFacts, write_document
from outreach.print.fonts import Face, fitting_size, width, wrap
from outreach.print.label_pages import label_pages
from outreach.print.looks import MM, SMALLEST
from outreach.print.printable import printable
from outreach.print.qr import QrCode, qr_code
from outreach.print.sheet import Box, Code, Fill, Group, Item, Page, Part, Sheet, Text
from outreach.print.side_by_side import voices_of
from outreach.print.themes import HeadShape, Style, style

CARD_OF = N_("QR code with the card of {name}")

_SAFE, _INSET, _ROUND = 4.0 * MM, 2.0 * MM, 1.5 * MM
#: Modules of a code that a telephone at arm's length and a picture of 150 dpi both read.
_MODULE = 0.42 * MM
_LARGEST_CODE = 27 * MM
#: The largest name, as a share of the badge's height; the leading of names; and how much of the room words fill.
_LARGEST_NAME, _LEADING, _FILLED = 0.26, 1.06, 0.93
#: Where the guest learns what we keep: no smaller than the least detail of a visiting card.
_LARGEST_TOLD, _LEAST_TOLD = 7.5, 7.0
#: Smaller than this even the longest name is no name any more; from here on it is shortened.
_LEAST_NAME = 3.5
_GREATEST_NAME = 84.0
#: Two lines are taken where they are at least this share of the size that one line would have.
_WORTH = 0.68
#: A name that would be smaller than this beside a code has the badge to itself.
_LEAST_BESIDE = 9.0


def draw_badges(sheet: BadgeSheet, progress: Callable[[int], bool] | None = None) -> bytes:
    """Return the badges as a PDF. `progress` is told the pages that are done. Raises TypefaceMissing, Cancelled."""
    title = voices_of(sheet.language).main.say(HANDOUT_LABELS[HandoutKind.BADGES])
    about = printable(sheet.event_title)
    facts = DocumentFacts(
        title=f"{title} – {about}" if about else title,
        author=printable(sheet.unit.municipality),
        subject=about or title,
        language=voices_of(sheet.language).main.code,
        printed=sheet.printed,
    )
    return write_document(badge_pages(sheet), facts, progress)


def badge_pages(sheet: BadgeSheet) -> Iterator[Page]:
    """Yield the measured pages one at a time."""
    fonts.ready()
    look = style(sheet.theme, sheet.unit.colour, sheet.light)
    faces = (badge_face(sheet, badge, look) for badge in sheet.badges)
    return label_pages(faces, sheet.labels, sheet.first_label)


def badge_face(sheet: BadgeSheet, badge: Badge, look: Style) -> Sheet:
    """Return one side of one badge, as large as its label."""
    wide, high = sheet.labels.width * MM, sheet.labels.height * MM
    head = _head(sheet, look, wide, high)
    code = _code(sheet, badge, wide, high)
    told = _told(sheet, look, code.box.x - 2 * MM if code is not None else wide - _SAFE, high)
    below = told.box.y - 2 if told is not None else high - _SAFE
    room = Box(_SAFE, head.box.bottom + 5, wide - 2 * _SAFE, below - head.box.bottom - 5)
    if code is not None:
        beside = _beside(room, code.box, landscape=wide > high)
        # A name that nobody reads is no badge: the code gives way to a very long one.
        if _name_size(sheet, badge, look, beside) >= min(_LEAST_BESIDE, _name_size(sheet, badge, look, room)):
            return _face(wide, high, head, _who(sheet, badge, look, beside), code, told)
    return _face(wide, high, head, _who(sheet, badge, look, room), None, told)


def _face(wide: float, high: float, head: Part, who: Part, code: Part | None, told: Part | None) -> Sheet:
    return Sheet(wide, high, tuple(part for part in (head, who, code, told) if part is not None))


def _told(sheet: BadgeSheet, look: Style, right: float, high: float) -> Part | None:
    """Return where the guest learns what we keep, small at the foot; left of a code, so that both are read."""
    text, room = printable(sheet.privacy), right - _SAFE
    if not text:
        return None
    size = fitting_size(text, Face.REGULAR, _LARGEST_TOLD, _LEAST_TOLD, room)
    lines = wrap(text, Face.REGULAR, size, room, 3)
    step = size * 1.15
    top = high - _SAFE - len(lines) * step
    texts = tuple(
        Text(_SAFE, top + (number + 0.85) * step, line, Face.REGULAR, size, look.soft) for number, line in enumerate(lines)
    )
    # Like the title: the same on each badge, so that a reader who hears them is not told it a thousand times.
    return Part("told", Box(_SAFE, top, room, len(lines) * step), texts, artifact=True)


def _beside(room: Box, code: Box, *, landscape: bool) -> Box:
    """Return what a code leaves of the room: the left of it, or what is above it on an upright badge."""
    if landscape:
        return Box(room.x, room.y, code.x - 2 * MM - room.x, room.height)
    return Box(room.x, room.y, room.width, code.y - 2 * MM - room.y)


def _head(sheet: BadgeSheet, look: Style, wide: float, high: float) -> Part:
    """Return the event's title over a line, or on a panel in a tint or the colour; without an event, the colour alone.

    The panel ends before the edge: on a sheet that is drawn a millimetre askew it still looks meant.
    """
    title = printable(sheet.event_title)
    room = wide - 2 * _SAFE
    most = 2 if high > 45 * MM else 1
    largest = min(15.0, max(9.5, high * 0.075))
    size = fitting_size(title, Face.SEMIBOLD, largest, SMALLEST, room)
    lines = wrap(title, Face.SEMIBOLD, size, room, most) if title else []
    step, air = size * 1.15, high * 0.02 + 2
    bottom = _SAFE + len(lines) * step + air
    panel = Box(_INSET, _INSET, wide - 2 * _INSET, bottom + air * 0.6 - _INSET)
    ground: list[Item]
    if look.head is HeadShape.OPEN:
        ground = [Fill(Box(_SAFE, bottom - 1.6, room, 1.6), look.area)]
    else:
        ground = [Fill(panel, look.ground, _ROUND)]
    first = _SAFE + size * 0.85
    said = [Text(_SAFE, first + number * step, line, Face.SEMIBOLD, size, look.heading) for number, line in enumerate(lines)]
    # The same title on a thousand badges is heard never: the document's own title says it.
    return Part("head", Box(0, 0, wide, max(bottom, panel.bottom)), (*ground, *said), artifact=True)


def _who(sheet: BadgeSheet, badge: Badge, look: Style, room: Box) -> Part:
    name, company = printable(badge.name), printable(badge.company)
    if not name:
        return Part("who", room, (*_lines_to_write_on(room, look),))
    firm, small, under = _firm(sheet, company, room)
    lines, size = name_lines(name, look.display, room.width, room.height * _FILLED - under, _largest(sheet))
    step = size * _LEADING
    y = room.y + (room.height - len(lines) * step - under) / 2
    texts = [Text(room.x, y + size * 0.82 + number * step, line, look.display, size, look.ink) for number, line in enumerate(lines)]
    y += len(lines) * step + small * 0.45
    texts += [
        Text(room.x, y + small * (0.85 + number * 1.2), line, Face.REGULAR, small, look.accent)
        for number, line in enumerate(firm)
    ]
    heard = Group("L", (Group("LI", (Group("LBody", tuple(texts)),)),), key="badges")
    return Part("who", room, (heard,))


def _largest(sheet: BadgeSheet) -> float:
    return min(sheet.labels.height * MM * _LARGEST_NAME, _GREATEST_NAME)


def _name_size(sheet: BadgeSheet, badge: Badge, look: Style, room: Box) -> float:
    """Return how large the name would be in a room."""
    _, _, under = _firm(sheet, printable(badge.company), room)
    return name_lines(printable(badge.name), look.display, room.width, room.height * _FILLED - under, _largest(sheet))[1]


def _firm(sheet: BadgeSheet, company: str, room: Box) -> tuple[list[str], float, float]:
    """Return the company's lines, their size, and the height that they take under the name."""
    firm, small = _company(company, room.width, min(max(10.5, _largest(sheet) * 0.42), 20.0))
    return firm, small, len(firm) * small * 1.2 + (small * 0.45 if firm else 0)


def _company(company: str, room: float, largest: float) -> tuple[list[str], float]:
    """Return the company's lines and their size: one line, two, two smaller ones, and only then an ellipsis."""
    if not company:
        return [], largest
    size = largest
    while size > SMALLEST and len(wrap(company, Face.REGULAR, size, room)) > (1 if size > largest * 0.8 else 2):
        size = max(SMALLEST, size - 0.5)
    return wrap(company, Face.REGULAR, size, room, 2), size


def name_lines(name: str, face: Face, room: float, high: float, largest: float) -> tuple[list[str], float]:
    """Return a name on one line or two, and the size at which it fills `room` × `high`, `largest` at most.

    It is broken between words, a single word after a hyphen, and never within one; it is shortened (between words) only
    where it would be smaller than `_LEAST_NAME`.
    """
    one = _size([name], face, room, high, largest)
    best, size = [name], one
    for pair in _pairs(name):
        two = _size(pair, face, room, high, largest)
        # First name above family name, as on every other badge of the sheet, unless that costs much of the size.
        if two >= one * _WORTH and (two > size or len(best) == 1):
            best, size = pair, two
    if size >= _LEAST_NAME:
        return best, size
    return wrap(name, face, _LEAST_NAME, room, 2), _LEAST_NAME


def _size(lines: list[str], face: Face, room: float, high: float, largest: float) -> float:
    wide = max(width(line, face, 1.0) for line in lines)
    exact = min(largest, room / wide, high / (len(lines) * _LEADING))
    return int(exact * 4) / 4


def _pairs(name: str) -> Iterator[list[str]]:
    """Yield the ways to set a name on two lines."""
    words = name.split(" ")
    if len(words) > 1:
        yield from ([" ".join(words[:place]), " ".join(words[place:])] for place in range(1, len(words)))
        return
    places = [place + 1 for place, (sign, after) in enumerate(pairwise(name)) if sign in "-–/" and after not in "-–/"]
    yield from ([name[:place], name[place:]] for place in places)


def _lines_to_write_on(room: Box, look: Style) -> tuple[Fill, Fill]:
    """Return room for a name and a company by hand."""
    return (
        Fill(Box(room.x, room.y + room.height * 0.56, room.width, 0.7), look.soft),
        Fill(Box(room.x, room.y + room.height * 0.9, room.width * 0.72, 0.5), HAIRLINE),
    )


def _code(sheet: BadgeSheet, badge: Badge, wide: float, high: float) -> Part | None:
    code = qr_code(badge.card, "utf-8") if badge.card else None
    side = code_side(code) if code is not None else 0.0
    if code is None or side > high * 0.66:
        return None
    box = Box(wide - 2.5 * MM - side, high - 2.5 * MM - side, side, side)
    said = voices_of(sheet.language).main.say(CARD_OF, name=printable(badge.name))
    return Part("code", box, (Code(box, code, said),))


def code_side(code: QrCode) -> float:
    """Return how large a code is drawn: its modules wide enough to be read, within reason."""
    return min(_LARGEST_CODE, max(18 * MM, code.modules * _MODULE))
