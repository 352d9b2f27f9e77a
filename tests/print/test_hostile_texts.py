"""Whatever a stranger typed stands on paper as it was typed, or as the rule of `printable` says; nothing of it is ever markup."""

import io
from datetime import date, datetime, timedelta
from xml.etree import ElementTree as ET

import pypdf
import pytest

from outreach.domain.calendar_entry import entry_of_event
from outreach.domain.event import Event
from outreach.domain.event_sheets import SignIn, SignInGuest
from outreach.domain.printed_calendar import CalendarPage, PrintedCalendar
from outreach.domain.printed_list import PrintedList
from outreach.domain.unit import Unit
from outreach.domain.when import zoned
from outreach.print.calendar_print import draw_calendar
from outreach.print.document import DocumentFacts, write_document
from outreach.print.fonts import Face
from outreach.print.list_sheet import draw_list
from outreach.print.printable import LONGEST_TEXT, printable
from outreach.print.sheet import Box, Group, Page, Part, Sheet, Text
from outreach.print.sign_in import draw_sign_in
from tests.print.good_pdf import assert_good_pdf, one_line, roles_of, text_of

DAY = date(2026, 12, 3)
HOSTILE = (
    "<b>Bo</b> & Söner",
    "]]> <![CDATA[x]]>",
    "&lt;å&gt; &amp; &#228;",
    "<anna@x.example>",
    "(slut) Tj ET Q",
    "\\) \\n \\\\ (",
    "50 % {0} %(a)s ${x}",
    "abc\u202edcba\u202c \u2066x\u2069",
    "Łódź, Győr, Çelik",
    "محمد بن سعيد",
    "e\u0301 a\u030a o\u0308",
    "<!-- x --> <?pi?>",
    "'; DROP TABLE x;--",
    "=HYPERLINK(\"x\")",
)  # fmt: skip
ENDLESS = "ä" * 100_000


def assert_shown(pdf: bytes, *, whole: bool = True) -> None:
    assert_good_pdf(pdf)
    said = text_of(pdf)
    assert [text for text in HOSTILE if whole and one_line(printable(text)) not in said] == []
    assert not {"\u202e", "\u2066", "■", "\x00"} & set(said)


def test_in_a_list():
    rows = tuple((text, text) for text in HOSTILE)
    listed = PrintedList(title=HOSTILE[0], header=("Namn ]]>", "<th>"), rows=rows, printed=DAY, lead=HOSTILE[1], unit=HOSTILE[4])
    assert_shown(draw_list(listed))


def test_in_a_list_to_sign():
    guests = tuple(SignInGuest(text, text) for text in HOSTILE)
    when = zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0))
    event, unit = Event(title=HOSTILE[0], when=when), Unit(municipality=HOSTILE[1])
    listed = SignIn(event=event, when=when, unit=unit, printed=DAY, guests=guests)
    assert_shown(draw_sign_in(listed))


def test_in_a_calendar():
    begins = datetime(2026, 12, 1, 9)
    events = [
        Event(title=text, place=text, when=zoned(start, start + timedelta(hours=1)))
        for text, start in zip(HOSTILE, (begins + timedelta(days=number) for number in range(31)), strict=False)
    ]
    made = PrintedCalendar(
        page=CalendarPage.AGENDA,
        first=date(2026, 12, 1),
        last=date(2026, 12, 31),
        entries=tuple(map(entry_of_event, events)),
        unit=HOSTILE[0],
        language="sv",
        days={},
        printed=DAY,
    )
    assert_shown(draw_calendar(made))


@pytest.mark.parametrize("text", HOSTILE)
def test_in_the_facts_of_a_document_and_the_words_of_a_figure(text):
    title = Group("H1", (Text(30, 60, "x", Face.BOLD, 20, (0.0, 0.0, 0.0)),))
    sign = Group("Figure", (Text(30, 90, "y", Face.BOLD, 20, (0.0, 0.0, 0.0)),), alt=text)
    page = Page.of(Sheet(595, 842, (Part("all", Box(0, 0, 595, 842), (title, sign)),)))
    pdf = write_document([page], DocumentFacts(text, text, text, "sv", DAY))
    assert_good_pdf(pdf)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.metadata.title == printable(text)
    described = reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert printable(text) in "".join(ET.fromstring(described).itertext())
    (figure,) = roles_of(pdf)[0].all("Figure") or roles_of(pdf)[1].all("Figure")
    assert figure.alt == "".join(sign for sign in text if sign.isprintable())


def test_a_word_of_a_hundred_thousand_letters_is_cut_with_a_sign():
    rows = ((ENDLESS, "kort"), (ENDLESS[::-1], "x" * 100_000))
    pdf = draw_list(PrintedList(title=ENDLESS, header=(ENDLESS, ENDLESS), rows=rows, printed=DAY))
    assert_good_pdf(pdf)
    assert "…" in text_of(pdf)
    assert len(text_of(pdf)) < 5 * LONGEST_TEXT
