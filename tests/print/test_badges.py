"""Name badges and visiting cards: where they lie, what stands on them, and that no name is ever cut."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from outreach.domain.badge_sheet import Badge, BadgeSheet
from outreach.domain.contact import Address
from outreach.domain.contact_cards import ContactCards, OfficerCard
from outreach.domain.handout import Theme
from outreach.domain.label_sheets import BADGE_SHEETS, CARD_SHEET
from outreach.domain.unit import Officer, Unit
from outreach.errors import Cancelled
from outreach.print.badges import badge_pages, draw_badges, name_lines
from outreach.print.contact_cards import contact_card_pages, draw_contact_cards
from outreach.print.fonts import Face, width
from outreach.print.looks import MM
from outreach.print.sheet import Code, Page, Text, leaves
from outreach.services.handout_kinds.contact_cards import card_code
from tests.print.conftest import picture
from tests.print.good_pdf import assert_good_pdf, assert_placed_well, assert_sound, roles_of, text_of

UNIT = Unit(
    municipality="Älvbro kommun",
    department="Upphandlingsenheten",
    colour="#0b5d77",
    phone="+46980319292",
    email="upphandling@alvbro.example",
    website="https://alvbro.example/inkop",
    address=Address(street="Storgatan 1", postal_code="980 10", city="Älvbro"),
)
ANNA = Officer(name="Anna-Karin Ek", title="Upphandlare", phone="+46980319293", email="anna.ek@alvbro.example")
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Őry;Łucja;;;\r\nFN:Łucja Őry\r\n"
    "ORG:Åkeri & Söner\r\nEMAIL:lo@akeri.example\r\nEND:VCARD\r\n"
)
SIXTY = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis"
NASTY = (
    Badge("Łucja Győrffy", "Őrség Kft."),
    Badge("Anna-Karin Lindqvist-Håkansson", "Bergs <b>Bygg</b> & Måleri"),
    Badge(SIXTY, "Långa Namn"),
    Badge(f"{SIXTY[:35]} {SIXTY[35:]}", ""),
    Badge("Bo Ek"),
    Badge("Maria del Carmen Fernández García-Öberg", "Norra Bergslagens gemensamma upphandlings- och inköpscentral " * 2),
    Badge("Åsa <script>alert(1)</script> & Ö", "A"),
    Badge(""),
)


def badges(listed: Iterable[Badge] = NASTY, labels: str = "L4785", theme: Theme = Theme.CLEAR, **more) -> BadgeSheet:
    return BadgeSheet(
        unit=UNIT,
        printed=date(2026, 11, 28),
        labels=BADGE_SHEETS[labels],
        badges=tuple(listed),
        theme=theme,
        event_title="Frukost: så köper kommunen åkerimat & städning till skolorna",
        **more,
    )


def said(page: Page) -> list[str]:
    parts = [part for placed in page.placed for part in placed.sheet.parts]
    return [item.text for part in parts for item in leaves(part.items) if isinstance(item, Text)]


@pytest.mark.parametrize("labels", BADGE_SHEETS)
def test_every_badge_lies_on_its_label_to_a_tenth_of_a_millimetre(labels: str) -> None:
    sheet = BADGE_SHEETS[labels]
    pages = list(badge_pages(badges([Badge(f"Gäst {n}") for n in range(sheet.per_page + 1)], labels)))
    assert len(pages) == 2
    fronts = [placed for placed in pages[0].placed if not placed.artifact]
    for place, placed in enumerate(fronts):
        left, top = sheet.corner(place)
        assert placed.x / MM == pytest.approx(left, abs=0.05)
        assert placed.y / MM == pytest.approx(top + (sheet.height if sheet.folded else 0), abs=0.05)
        assert placed.box.width / MM == pytest.approx(sheet.width, abs=0.05)
        assert placed.box.height / MM == pytest.approx(sheet.height, abs=0.05)


@pytest.mark.parametrize(("labels", "theme", "card"), list(product(BADGE_SHEETS, Theme, ("", CARD))))
def test_whatever_the_names_nothing_overlaps_and_no_name_is_cut(labels: str, theme: Theme, card: str) -> None:
    listed = [Badge(one.name, one.company, card if one.name else "") for one in NASTY]
    for page in badge_pages(badges(listed, labels, theme)):
        assert_placed_well(page)
        for placed in page.placed:
            assert_sound(placed.sheet)
    texts = [text for page in badge_pages(badges(listed, labels, theme)) for text in said(page)]
    together = " ".join(texts)
    for badge in listed:
        assert badge.name in together


def test_a_partly_used_sheet_is_begun_where_it_is_free() -> None:
    (first, second) = badge_pages(badges([Badge(f"Gäst {n}") for n in range(4)], first_label=8))
    assert [placed.box.x / MM for placed in first.placed] == pytest.approx([112.5, 17.5, 112.5])
    assert [placed.y / MM for placed in first.placed] == pytest.approx([13.5 + 3 * 55, 13.5 + 4 * 55, 13.5 + 4 * 55])
    assert len(second.placed) == 1
    with pytest.raises(IndexError):
        next(badge_pages(badges(first_label=11)))


def test_a_folded_badge_shows_the_name_on_both_sides_and_is_heard_once() -> None:
    sheet = badges([Badge("Åsa Öberg", "Bergs Bygg")], "A6-folded")
    (page,) = badge_pages(sheet)
    front, back = page.placed
    assert (front.artifact, back.artifact) == (False, True)
    assert back.quarter_turns == 2
    assert back.box.bottom == pytest.approx(front.box.y)
    pdf = draw_badges(sheet)
    assert text_of(pdf).count("Öberg") == 2
    assert sum(len(list(tag.all("LBody"))) for tag in roles_of(pdf)) == 1


@pytest.mark.parametrize(
    ("labels", "theme"), [("L4785", Theme.CLEAR), ("L7160", Theme.BOLD), ("A6", Theme.WARM), ("A6-folded", Theme.BOLD)]
)
def test_badges_are_a_good_pdf_with_codes_that_are_read(labels: str, theme: Theme) -> None:
    sheet = badges([Badge(one.name, one.company, CARD if one.name else "") for one in NASTY], labels, theme)
    texts = ("Őrség Kft.", "<b>", "Györffy".replace("ö", "ő"), SIXTY)
    assert_good_pdf(draw_badges(sheet), texts=texts, pages=list(badge_pages(sheet)), again=lambda: draw_badges(sheet))


def test_there_is_no_code_unless_a_card_is_given() -> None:
    (page,) = badge_pages(badges())
    assert not any(isinstance(item, Code) for placed in page.placed for part in placed.sheet.parts for item in part.leaves)


def test_a_thousand_badges_come_page_by_page_and_can_be_stopped() -> None:
    sheet = badges([Badge(f"Åsa Öberg {n}", "Bergs Bygg AB") for n in range(1000)])
    told: list[int] = []
    assert draw_badges(sheet, lambda pages: told.append(pages) is None).startswith(b"%PDF")
    assert told == list(range(1, 101))
    with pytest.raises(Cancelled):
        draw_badges(sheet, lambda pages: pages < 3)


def test_a_name_is_broken_between_words_or_after_its_hyphen_and_never_within_a_word() -> None:
    room = 40 * MM
    assert name_lines("Bo Ek", Face.BOLD, room, 40, 30)[0] == ["Bo Ek"]
    assert name_lines("Bo Ek", Face.BOLD, room, 100, 30)[0] == ["Bo", "Ek"]
    assert name_lines("Anna-Karin Lindqvist", Face.BOLD, room, 100, 30)[0] == ["Anna-Karin", "Lindqvist"]
    assert name_lines("Lindqvist-Håkansson", Face.BOLD, room, 100, 30)[0] == ["Lindqvist-", "Håkansson"]
    lines, size = name_lines(SIXTY, Face.BOLD, room, 100, 30)
    assert lines == [SIXTY]
    assert width(SIXTY, Face.BOLD, size) <= room


def cards(theme: Theme = Theme.CLEAR, unit: Unit = UNIT, *officers: Officer, **more) -> ContactCards:
    listed = tuple(OfficerCard(one, card_code(unit, one)) for one in officers or (ANNA,))
    return ContactCards(unit=unit, printed=date(2026, 11, 28), cards=listed, theme=theme, **more)


@pytest.mark.parametrize("theme", Theme)
def test_ten_cards_lie_edge_to_edge_and_are_cut_along_marks_in_the_margin(theme: Theme) -> None:
    (page,) = contact_card_pages(cards(theme))
    assert_placed_well(page)
    assert_sound(page.placed[0].sheet)
    assert [(placed.x / MM, placed.y / MM) for placed in page.placed] == [
        pytest.approx(CARD_SHEET.corner(place)) for place in range(10)
    ]
    assert [placed.artifact for placed in page.placed] == [False] + [True] * 9
    grid = (20 * MM, 11 * MM, 190 * MM, 286 * MM)
    for mark in page.marks:
        assert mark.x2 < grid[0] or mark.x1 > grid[2] or max(mark.y1, mark.y2) < grid[1] or min(mark.y1, mark.y2) > grid[3]


def test_cards_are_a_good_pdf_with_a_page_for_each_officer() -> None:
    title = "Strategisk upphandlare med ansvar för livsmedel och måltider"
    second = Officer(name=f"{SIXTY[:30]} Őry-Łucjan & <b>Å</b>", title=title)
    made = cards(Theme.BOLD, UNIT, ANNA, second, language="both")
    texts = ("anna.ek@alvbro.example", "<b>Å</b>")
    pages = list(contact_card_pages(made))
    assert_good_pdf(draw_contact_cards(made), texts=texts, pages=pages, again=lambda: draw_contact_cards(made))
    assert len(pages) == 2


def test_an_address_too_long_for_the_card_is_broken_and_never_shortened() -> None:
    long = Unit(municipality="Älvbro", email="upphandlingsenheten.gemensamma.inkop@samordningsforbundet-norra-bergslagen.example")
    made = cards(Theme.CLEAR, long, Officer(name="Bo Ek"))
    texts = said(next(contact_card_pages(made)))
    assert long.email in "".join(texts)
    assert not any("…" in text for text in texts)


@pytest.mark.parametrize("size", [(100, 100), (60, 200), (500, 100)])
@pytest.mark.parametrize("name", ["Älvbro kommun", "Samverkansnämnden för upphandling i Norra Bergslagens kommuner och regioner"])
def test_an_emblem_has_the_municipality_beside_it_and_a_logo_with_words_says_it_itself(
    size: tuple[int, int], name: str
) -> None:
    (page,) = contact_card_pages(cards(Theme.CLEAR, replace(UNIT, municipality=name, logo=picture(size=size))))
    assert_placed_well(page)
    assert_sound(page.placed[0].sheet)
    is_emblem = size != (500, 100)
    assert any(line.startswith(name.split()[0]) for line in said(page)) is is_emblem
    assert "Upphandlingsenheten" in said(page)
