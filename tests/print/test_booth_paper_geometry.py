"""All paper of the booth before it is drawn, with the nastiest data: nothing overlaps or stands too near the edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import product
from typing import Any

import pytest

from outreach.domain.booth_paper import BoothPaper, BoothSign, DoorSign, Flyer, Leaflet, Poster, TableTent
from outreach.domain.contact import Address
from outreach.domain.handout import Paper, Theme
from outreach.domain.tender import Lot, Stage, Tender, ValueClass
from outreach.domain.unit import Officer, Unit
from outreach.domain.when import zoned
from outreach.print.colours import WHITE, contrast
from outreach.print.flyer import flyer_sheets
from outreach.print.leaflet import leaflet_sheets
from outreach.print.looks import POSTER_SAFE, SMALLEST, TRIM_SAFE
from outreach.print.poster import poster_sheet
from outreach.print.printable import printable
from outreach.print.sheet import Fill, Frame, Group, Link, Sheet, Text
from outreach.print.signs import booth_sign_sheet, door_sign_sheet, table_tent_sheet
from outreach.print.themes import LEAST_CONTRAST, HeadShape, style
from tests.print.good_pdf import assert_sound
from tests.searching import searched

THEMES = list(Theme)
LANGUAGES = ["sv", "en", "both"]
WORD = "Kommunövergripandefastighetsunderhållsentreprenadsamordningen"
TITLE = 'Ramavtal för <b>ombyggnad</b> & "underhåll" av fastigheter, ł ő och vägar i hela norra kommundelen'[:90]


@dataclass(frozen=True)
class Kind:
    """One kind on one paper: how its value is made of shared facts, and measured."""

    name: str
    make: Callable[..., Any]
    sheets: Callable[[Any], Sequence[Sheet]]
    safe: float = TRIM_SAFE


def _with_tenders(kind: type, paper: Paper) -> Callable[..., BoothPaper]:
    return lambda tenders, **facts: kind(tenders=tenders, paper=paper, **facts)


def _without(kind: type, paper: Paper, **more: Any) -> Callable[..., BoothPaper]:
    return lambda tenders, **facts: kind(paper=paper, **more, **facts)


KINDS = [
    *(Kind(f"flyer {paper}", _with_tenders(Flyer, paper), flyer_sheets) for paper in Paper),
    *(Kind(f"poster {p}", _with_tenders(Poster, p), lambda v: [poster_sheet(v)], POSTER_SAFE) for p in (Paper.A3, Paper.A4)),
    Kind("leaflet", _with_tenders(Leaflet, Paper.A5), leaflet_sheets),
    *(Kind(f"booth sign {p}", _without(BoothSign, p), lambda v: [booth_sign_sheet(v)]) for p in (Paper.A3, Paper.A4, Paper.A5)),
    Kind("table tent", _without(TableTent, Paper.A4), lambda v: [table_tent_sheet(v)]),
    Kind("door sign in", _without(DoorSign, Paper.A4, until=time(15)), lambda v: [door_sign_sheet(v)]),
    Kind("door sign out", _without(DoorSign, Paper.A5), lambda v: [door_sign_sheet(v)]),
]


def assert_safe(sheet: Sheet, safe: float) -> None:
    """Fail when something that must be read stands nearer than `safe` points to where the paper is cut."""
    for part in sheet.parts:
        for item in part.leaves:
            if isinstance(item, Fill | Frame | Link):
                continue
            box = item.box
            near = min(box.x, box.y, sheet.width - box.right, sheet.height - box.bottom)
            assert near >= safe - 0.05, (part.name, item, near)


def assert_good(sheets: Sequence[Sheet], safe: float) -> None:
    for sheet in sheets:
        assert_sound(sheet)
        assert_safe(sheet, safe)
        sizes = [item.size for part in sheet.parts for item in part.leaves if isinstance(item, Text)]
        assert min(sizes) >= SMALLEST


def more_lines(sheet: Sheet) -> list[str]:
    """Return the line that counts what is left out, where the sheet has one."""
    parts = [part for part in sheet.parts if part.name == "more"]
    return [" ".join(item.text for item in part.leaves if isinstance(item, Text)) for part in parts]


def _tenders(titles: Sequence[str], text: str) -> tuple[Tender, ...]:
    stages = [Stage.ADVERTISED, Stage.DIALOGUE, Stage.PLANNED, Stage.IDEA]
    return tuple(
        Tender(title=title, description=text, stage=stages[number % 4], expected_publication=date(2027, 1 + number % 12, 1))
        for number, title in enumerate(titles)
    )


@pytest.fixture
def usual(flyer: Flyer) -> dict[str, Any]:
    return {"unit": flyer.unit, "officer": flyer.officer, "printed": flyer.printed, "link": flyer.link, "tenders": flyer.tenders}


@pytest.fixture
def nasty(hostile: Flyer) -> dict[str, Any]:
    shared = {"unit": hostile.unit, "officer": hostile.officer, "printed": hostile.printed, "link": hostile.link}
    return {**shared, "tenders": (hostile.tenders * 5)[:40], "heading": hostile.heading, "event_title": hostile.heading}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_sound_in_every_theme_and_language(usual, kind):
    # In each run every theme and every language once, and all pairs of them among the kinds.
    turn = KINDS.index(kind) % len(LANGUAGES)
    pairs = zip(THEMES, LANGUAGES[turn:] + LANGUAGES[:turn], strict=True)
    for theme, language in searched(list(pairs), list(product(THEMES, LANGUAGES))):
        assert_good(kind.sheets(kind.make(**usual, theme=theme, language=language)), kind.safe)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_nastiest_data_is_sound_in_every_theme(nasty, kind):
    for theme, language in zip(THEMES, ["both", "sv", "both"], strict=True):
        assert_good(kind.sheets(kind.make(**nasty, theme=theme, language=language)), kind.safe)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_single_endless_word_and_a_bare_unit_are_sound(usual, kind):
    bare = Unit(municipality="", colour="#000000")
    for theme, number in zip(THEMES, (1, 14, 0), strict=True):
        tenders = _tenders([WORD] * number, "")
        made = {**usual, "unit": bare, "officer": Officer(name=""), "link": "", "tenders": tenders, "heading": WORD}
        assert_good(kind.sheets(kind.make(**made, theme=theme, language="both", text=WORD)), kind.safe)


@pytest.mark.parametrize("size", [(2000, 100), (100, 2000)])
def test_logos_of_every_shape_keep_to_the_head(usual, picture_of, size):
    unit = replace(usual["unit"], logo=picture_of("PNG", size, "RGB"), address=Address("", "", ""))
    for kind, theme in zip(KINDS, THEMES * 5, strict=False):
        assert_good(kind.sheets(kind.make(**{**usual, "unit": unit}, theme=theme)), kind.safe)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("number", [0, 1, 14, 40])
def test_each_tender_stands_on_a_flyer_or_is_counted(usual, paper, number):
    tenders = _tenders([f"{TITLE} {place}" for place in range(number)], "Kort text.")
    sheets = flyer_sheets(Flyer(**{**usual, "tenders": tenders}, paper=paper, language="en"))
    assert_good(sheets, TRIM_SAFE)
    shown = sum(part.name.startswith("tender ") for sheet in sheets for part in sheet.parts)
    more = [line for sheet in sheets for line in more_lines(sheet)]
    assert len(sheets) <= 2
    assert more == [] if shown == number else more[0].startswith(f"and {number - shown} more: www.alvbro.example")
    titles = " ".join(line for sheet in sheets for line in sheet.texts())
    assert all(printable(tender.title) in titles for tender in tenders[:shown])


@pytest.mark.parametrize(("number", "pages"), [(0, 4), (1, 4), (8, 4), (14, 8), (40, 8)])
def test_a_leaflet_has_four_pages_or_eight(usual, number, pages):
    tenders = _tenders([f"{TITLE} {place}" for place in range(number)], "En text som är lagom lång för en broschyr. " * 3)
    sheets = leaflet_sheets(Leaflet(**{**usual, "tenders": tenders}, language="en"))
    assert len(sheets) == pages
    assert_good(sheets, TRIM_SAFE)
    shown = [part.name for sheet in sheets for part in sheet.parts if part.name.startswith("tender ")]
    assert shown == [f"tender {place}" for place in range(1, len(shown) + 1)]
    counted = [line for sheet in sheets for line in more_lines(sheet)]
    assert counted == [] if len(shown) == number else counted[0].startswith(f"and {number - len(shown)} more")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_officers_own_long_words_push_nothing_over_anything(usual, hostile, kind):
    words = "Kom och fråga oss om allt som vi tänker köpa, stort som smått, nu eller längre fram. " * 4
    unit, officer = replace(usual["unit"], department=hostile.unit.department), hostile.officer
    link = "https://www.alvbro.example/" + "a" * 180
    when = zoned(datetime(2027, 1, 14, 18), datetime(2027, 1, 14, 22))
    told = {**usual, "unit": unit, "officer": officer, "link": link, "heading": words, "text": words, "event_when": when}
    for theme, tenders in zip(THEMES, ((), usual["tenders"][:1], usual["tenders"]), strict=True):
        made = kind.make(**{**told, "tenders": tenders}, theme=theme, language="both")
        assert_good(kind.sheets(made), kind.safe)


def test_bilingual_sheets_say_everything_twice_and_the_english_is_marked(usual):
    for kind in KINDS:
        sheets = kind.sheets(kind.make(**usual, language="both"))
        items = [item for sheet in sheets for part in sheet.parts for item in part.items]
        marked = {item.language for item in items if isinstance(item, Group)}
        assert marked == {"", "en"}, kind.name


@pytest.mark.parametrize("colour", "#000000 #ffffff #fffef0 #0b5d77 #ffd200 #7f7f7f #e30613 #78be20 #2b2b80".split())
@pytest.mark.parametrize("light", [False, True])
def test_words_have_contrast_in_every_theme_whatever_the_colour(colour, light):
    for theme in Theme:
        look = style(theme, colour, light)
        pairs = [
            (look.accent, WHITE),
            (look.on_area, look.area),
            (look.on_panel, look.panel),
            (look.ink, look.panel),
            (look.soft, look.panel),
            (look.heading, look.ground),
            (look.head_words, look.ground),
            (look.head_asides, look.ground),
        ]
        assert min(contrast(*pair) for pair in pairs) >= LEAST_CONTRAST, (theme, colour)


def test_light_paper_has_no_large_area_of_colour(usual):
    for theme in Theme:
        assert style(theme, usual["unit"].colour, True).head is HeadShape.OPEN
        for kind in KINDS:
            sheet = kind.sheets(kind.make(**usual, theme=theme, light=True))[-1]
            areas = [item.box for part in sheet.parts for item in part.leaves if isinstance(item, Fill) and item.colour != WHITE]
            assert sum(box.width * box.height for box in areas) < 0.03 * sheet.width * sheet.height, kind.name


def test_a_short_fact_of_a_tender_is_never_broken_across_lines(usual):
    lots = tuple(Lot(f"LOT-000{number}") for number in range(3))
    told = {"value_class": ValueClass.UNDER_10M, "contract_start": date(2027, 5, 1), "contract_end": date(2030, 4, 30)}
    for town in ("Ö", "Älvbro", "Älvbro kommun", "Norra Älvbro kommun", "Södra och norra Älvbro"):
        tender = Tender(title="Måleri", stage=Stage.PLANNED, place=town, lots=lots, **told)
        said = [text for sheet in leaflet_sheets(Leaflet(**usual | {"tenders": (tender,)})) for text in sheet.texts()]
        assert any("I\u00a03\u00a0delar" in text for text in said)


def test_the_department_of_a_sign_is_read_from_afar(usual):
    sheet = booth_sign_sheet(BoothSign(unit=usual["unit"], officer=usual["officer"], printed=usual["printed"]))
    sizes = {item.text: item.size for part in sheet.parts for item in part.leaves if isinstance(item, Text)}
    assert sizes[usual["unit"].department] >= 11


def test_a_poster_without_tenders_promises_no_list_of_them(usual):
    said = poster_sheet(Poster(**usual | {"tenders": ()})).texts()
    assert "Kommande upphandlingar" not in " ".join(said)
    assert "Fråga oss om upphandling" in " ".join(said)


def test_a_single_way_to_hear_of_the_next_tender_has_no_number(usual):
    unit = replace(usual["unit"], website="")
    bare = usual | {"unit": unit, "tenders": (), "link": "", "officer": Officer(name="Maria Ek")}
    said = [text for sheet in flyer_sheets(Flyer(**bare)) for text in sheet.texts()]
    assert "•" in said
    assert "1" not in said
