"""Requirement cards on paper: PDF/UA-1, all words there, long and hostile ones too."""

from __future__ import annotations

from datetime import date

import pytest

from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.requirement_pairs import RequirementSheet
from outreach.domain.unit import Unit
from outreach.print.requirement_cards import draw_requirement_sheet, requirement_sheets
from outreach.services.requirement_pairs import compare
from tests.print.good_pdf import assert_good_pdf, text_of

UNIT = Unit(municipality="Älvbro kommun", department="Upphandlingsenheten")
DAY = date(2026, 11, 24)
CARD = RequirementCard(
    title="Snöröjning i tätorten",
    buyer="Älvbro kommun",
    cpv=("90620000",),
    year=2025,
    requirements=(
        Requirement(text="Plogbilen ska vara ute inom 4 timmar", why="Skolbussen går klockan 7", said="Fyra timmar räcker"),
        Requirement(text="Jour dygnet runt"),
    ),
    bids=3,
    appealed=False,
    contact="upphandling@alvbro.example",
    link="https://www.alvbro.example/4",
)
OTHER = RequirementCard(
    title="Vinterväghållning", buyer="Sjöviks kommun", requirements=(Requirement(text="Plogbilen ska vara ute inom 6 timmar"),)
)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_one_card_is_one_good_page(language: str) -> None:
    sheet = RequirementSheet(unit=UNIT, printed=DAY, card=CARD, language=language)
    pdf, pages = draw_requirement_sheet(sheet)
    assert pages == 1
    texts = ["Snöröjning i tätorten", "Skolbussen går klockan 7", "Fyra timmar räcker", "upphandling@alvbro.example"]
    assert_good_pdf(pdf, texts=texts, sheets=requirement_sheets(sheet), again=lambda: draw_requirement_sheet(sheet)[0])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_two_cards_say_in_words_and_signs_what_differs(language: str) -> None:
    sheet = RequirementSheet(unit=UNIT, printed=DAY, card=CARD, compared=compare(CARD, OTHER), language=language)
    pdf, pages = draw_requirement_sheet(sheet)
    assert pages == 1
    assert_good_pdf(pdf, texts=["‹4›", "‹6›", "Sjöviks kommun"], sheets=requirement_sheets(sheet))
    assert ("Finns inte på det här kortet" if language == "sv" else "Not on this card") in " ".join(text_of(pdf).split())


def test_a_long_card_goes_on_overleaf_and_hostile_words_break_nothing() -> None:
    hostile = "Ω\u202e\x07" + "långt" * 60 + " " + "ord " * 900
    many = tuple(
        Requirement(text=f"Krav {number}: {'ord ' * 40}", why="därför " * 30, said=hostile if number == 3 else "")
        for number in range(30)
    )
    sheet = RequirementSheet(unit=Unit(), printed=DAY, card=RequirementCard(title=hostile, requirements=many))
    pdf, pages = draw_requirement_sheet(sheet)
    assert pages > 3
    assert_good_pdf(pdf)
    bare = RequirementSheet(unit=UNIT, printed=DAY, card=RequirementCard(title="Tomt"))
    assert_good_pdf(draw_requirement_sheet(bare)[0], texts=["Inga krav är nedskrivna."])
