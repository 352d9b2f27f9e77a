"""The letter to a supplier on paper: tagged, in both languages and all looks, with nothing shortened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from outreach.domain.contact import Address
from outreach.domain.handout import Theme
from outreach.domain.supplier_letter import LetterPaper, SupplierLetter
from outreach.domain.unit import UNIT_ID, Unit
from outreach.print.official_letter import draw_letter, letter_sheets
from outreach.print.pages import page_count
from tests.print.good_pdf import assert_good_pdf, roles_of

UNIT = Unit(
    id=UNIT_ID,
    municipality="Älvbro kommun",
    department="Upphandlingsenheten",
    address=Address(street="Torget 1", postal_code="777 30", city="Älvbro"),
    phone="+46240660000",
    email="upphandling@alvbro.example",
)
BODY = "Hej,\n\nDet här utlovades:\nPlogat före sju\n\nVi vill höra er bild.\n\nVänliga hälsningar\n\nAnna Ek\nÄlvbro kommun"
PAPER = LetterPaper(
    unit=UNIT,
    addressee=("Bergs Bygg AB", "Industrivägen 4", "777 31 Älvbro"),
    about=("Avtal: Snöröjning", "Vår beteckning: UPH 7"),
    letter=SupplierLetter("Det som utlovades i avtalet: Snöröjning", BODY),
    printed=date(2026, 11, 24),
)


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_letter_is_one_tagged_page_with_everything_on_it(theme: Theme, language: str):
    paper = replace(PAPER, unit=replace(UNIT, theme=theme), letter=replace(PAPER.letter, language=language))
    texts = (*paper.addressee, *paper.about, "Plogat före sju", "Anna Ek", "0240-66 00 00", "Upphandlingsenheten")
    pdf = draw_letter(paper)
    assert_good_pdf(pdf, texts=texts, sheets=letter_sheets(paper), again=lambda: draw_letter(paper))
    assert page_count(pdf) == 1
    assert sum(len(one.all("H1")) for one in roles_of(pdf)) == 1


def test_a_long_letter_goes_on_overleaf_and_loses_nothing():
    lines = [f"Punkt {number}: det här såg vi på plats, och det var inte som avtalat." for number in range(70)]
    paper = replace(PAPER, letter=replace(PAPER.letter, body="\n\n".join(lines)))
    pdf = draw_letter(paper)
    assert_good_pdf(pdf, texts=lines, sheets=letter_sheets(paper))
    assert page_count(pdf) > 1


def test_a_bare_letter_is_still_a_letter():
    bare = LetterPaper(Unit(id=UNIT_ID), ("X",), (), SupplierLetter("Y", ""), date(2026, 11, 24))
    assert_good_pdf(draw_letter(bare), texts=("X", "Y"))


def test_a_word_too_long_for_the_paper_is_broken():
    paper = replace(PAPER, addressee=("B" * 300,), letter=SupplierLetter("S" * 200, "O" * 400))
    assert_good_pdf(draw_letter(paper), sheets=letter_sheets(paper))
