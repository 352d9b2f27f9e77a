"""A covering sample of the booth's paper as finished PDFs: each kind, theme, language and odd thing at least once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Any

import pypdf
import pytest

from outreach.domain.booth_paper import BoothPaper, BoothSign, DoorSign, Flyer, Leaflet, Poster, TableTent
from outreach.domain.event import Event
from outreach.domain.handout import CodeKind, Paper, Theme
from outreach.domain.when import all_day, zoned
from outreach.formats.calendar_code import calendar_code
from outreach.formats.icalendar_read import read_calendar
from outreach.language import Language
from outreach.print.flyer import draw_flyer, flyer_pages
from outreach.print.leaflet import draw_leaflet, leaflet_pages
from outreach.print.looks import A3, A4, MM
from outreach.print.pages import page_size
from outreach.print.poster import draw_poster, poster_pages
from outreach.print.signs import (
    booth_sign_pages,
    door_sign_pages,
    draw_booth_sign,
    draw_door_sign,
    draw_table_tent,
    table_tent_pages,
)
from tests.print.good_pdf import assert_good_pdf, codes_in, roles_of, text_of

DOORS = {
    Flyer: (draw_flyer, flyer_pages),
    Poster: (draw_poster, poster_pages),
    Leaflet: (draw_leaflet, leaflet_pages),
    BoothSign: (draw_booth_sign, booth_sign_pages),
    TableTent: (draw_table_tent, table_tent_pages),
    DoorSign: (draw_door_sign, door_sign_pages),
}


def good(value: BoothPaper, *texts: str) -> bytes:
    """Draw a value, check all that holds for every PDF of ours, and return it."""
    draw, pages = DOORS[type(value)]
    pdf = draw(value)
    assert_good_pdf(pdf, pages=pages(value), texts=texts, again=lambda: draw(value))
    return pdf


@pytest.fixture
def facts(flyer: Flyer) -> dict[str, Any]:
    return {"unit": flyer.unit, "officer": flyer.officer, "printed": flyer.printed, "link": flyer.link}


def test_a_bilingual_flyer_of_four_a6_with_the_nastiest_data(hostile):
    good(replace(hostile, tenders=(hostile.tenders * 5)[:14], paper=Paper.A6, theme=Theme.WARM, language="both"))


def test_a_flyer_of_three_dl_in_english(flyer):
    titles = [tender.title for tender in flyer.tenders]
    good(replace(flyer, paper=Paper.DL, theme=Theme.BOLD, language="en"), *titles)


def test_fourteen_tenders_stand_on_two_sides_of_a_warm_a4(flyer):
    tenders = (flyer.tenders * 2)[:14]
    pdf = good(replace(flyer, tenders=tenders, theme=Theme.WARM, language="both"), "Every notice is public and open to all.")
    assert [tag.role for tag in roles_of(pdf)].count("H2") >= 14


def test_the_second_language_is_marked_for_those_who_hear_the_page(flyer):
    pdf = draw_flyer(replace(flyer, language="both", theme=Theme.CLEAR))
    tags = [tag for tag in roles_of(pdf) if tag.language]
    assert tags
    assert {tag.language for tag in tags} <= {"en", "en-GB"}


def test_a_bold_poster_on_a3_of_an_event_with_a_logo_and_its_calendar_entry(facts, flyer, picture_of):
    when = zoned(datetime(2027, 1, 14, 18), datetime(2027, 1, 14, 22))
    event = Event(title="Företagsgalan 2027 & <b>mingel</b>", place="Folkets hus", when=when)
    shared = {**facts, "unit": replace(facts["unit"], logo=picture_of("PNG", (900, 120), "RGBA"), colour="#ffd200")}
    poster = Poster(
        **shared,
        tenders=flyer.tenders,
        paper=Paper.A3,
        theme=Theme.BOLD,
        language="both",
        code=CodeKind.EVENT,
        code_text=calendar_code(event, event.when, Language("sv")),
        event_title=event.title,
        event_when=event.when,
        event_place=event.place,
    )
    pdf = good(poster, event.title, "Folkets hus")
    assert page_size(pdf) == pytest.approx(A3, abs=0.1)


def test_a_leaflet_of_eight_pages(facts, flyer):
    good(Leaflet(**facts, tenders=flyer.tenders * 3, theme=Theme.WARM, language="both"), "Så går en upphandling till")


def test_a_leaflet_without_tenders_for_a_print_shop(facts):
    leaflet = Leaflet(**facts, theme=Theme.BOLD, language="en", bleed=3.0, crop_marks=True)
    good(leaflet, "We have no coming tenders to show right now.", "How a tender works")


def test_a_booth_sign_in_two_languages(facts):
    good(BoothSign(**facts, theme=Theme.BOLD, language="both"), "Vad köper vi härnäst?", "What will we buy next?")


def test_a_booth_sign_with_bleed_is_cut_to_a4(facts, tmp_path):
    pdf = good(BoothSign(**facts, theme=Theme.BOLD, bleed=3.0, crop_marks=True))
    file = tmp_path / "sign.pdf"
    file.write_bytes(pdf)
    page = pypdf.PdfReader(file).pages[0]
    assert (float(page.trimbox.width), float(page.trimbox.height)) == pytest.approx(A4, abs=0.1)
    assert float(page.bleedbox.width) == pytest.approx(A4[0] + 6 * MM, abs=0.1)
    assert page_size(pdf)[0] == pytest.approx(A4[0] + 16 * MM, abs=0.1)


def test_a_table_tent_is_read_aloud_once(facts):
    pdf = good(TableTent(**facts, theme=Theme.WARM, language="both"), "Fråga oss om upphandling", "Ask us about tenders")
    assert [tag.role for tag in roles_of(pdf)].count("H1") == 1


@pytest.mark.parametrize(
    ("until", "language", "said"),
    [
        (time(15), "sv", "Vi är inne till 15"),
        (time(15, 30), "en", "We are in until 15:30"),
        (None, "sv", "Vi är inte inne just nu"),
    ],
)
def test_a_door_sign_says_until_when_and_what_to_do_when_nobody_is_in(facts, until, language, said):
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Sjögren;Anna\r\nFN:Anna Sjögren\r\nTEL:+46701234567\r\nEND:VCARD"
    sign = DoorSign(**facts, until=until, language=language, code=CodeKind.CARD, code_text=card, paper=Paper.A5)
    pdf = draw_door_sign(sign)
    said_aloud = text_of(pdf)
    assert said in said_aloud
    assert "070-123\u00a045\u00a067".replace("\u00a0", " ") in said_aloud.replace("\u00a0", " ")
    assert "anna.sjogren" in said_aloud
    if until == time(15):
        good(sign, "Är ingen här?")


def test_paper_without_a_code_still_gives_the_address(facts, flyer):
    pdf = draw_flyer(Flyer(**facts, tenders=flyer.tenders * 5, paper=Paper.A6, code=CodeKind.NONE, language="en"))
    assert "www.alvbro.example" in text_of(pdf)
    assert_good_pdf(pdf, codes=[])


def test_a_card_with_too_many_squares_for_small_paper_gives_way_to_the_link(facts, flyer):
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nNOTE:" + "å" * 300 + "\r\nEND:VCARD"
    small = Flyer(**facts, tenders=flyer.tenders[:1], paper=Paper.A6, code=CodeKind.CARD, code_text=card)
    assert codes_in(draw_flyer(small)) == [flyer.link] * 4
    sign = BoothSign(**facts, code=CodeKind.CARD, code_text=card)
    assert codes_in(draw_booth_sign(sign)) == [card]


def test_a_copy_for_somebody_bears_the_name(flyer):
    assert "Till Anna Berg, Bergs Bygg AB" in text_of(draw_flyer(replace(flyer, addressee="Anna Berg, Bergs Bygg AB")))


def test_the_calendar_entry_of_a_code_is_read_as_the_event():
    when = zoned(datetime(2027, 3, 28, 7, 30), datetime(2027, 3, 28, 9))
    event = Event(title="Frukost, och \\ mer; ja", place="Hotell Älvbro", when=when)
    text = calendar_code(event, event.when, Language("sv"))
    assert len(text.encode()) < 300
    (read,), _ = read_calendar(text.encode())
    assert (read.uid, read.title, read.place, read.when.start_utc) == (event.uid, event.title, event.place, event.when.start_utc)
    whole_day = replace(event, when=all_day(datetime(2027, 3, 28).date()))
    assert "DTSTART;VALUE=DATE:20270328" in calendar_code(whole_day, whole_day.when, Language("en"))
