"""The page with the recovery code: one tagged page in each language and look, with the code exactly as it opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from outreach.domain.handout import Theme
from outreach.domain.protection import RecoveryPaper
from outreach.domain.recovery_code import RecoveryCode, read_recovery_code
from outreach.domain.unit import UNIT_ID, Unit
from outreach.print.pages import page_count
from outreach.print.recovery_code import draw_recovery_code, recovery_sheets
from tests.print.good_pdf import assert_good_pdf, text_of

UNIT = Unit(id=UNIT_ID, municipality="Älvbro kommun", department="Upphandlingsenheten")
CODE = RecoveryCode(bytes(range(7, 27)))
PAPER = RecoveryPaper(UNIT, "register.outreach", CODE.groups, date(2026, 11, 24), "sv")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_is_one_tagged_page_from_which_the_code_can_be_typed(language: str) -> None:
    paper = replace(PAPER, language=language)
    pdf = draw_recovery_code(paper)
    where = {"sv": "registrator", "en": "registrator"}[language]
    texts = ("register.outreach", "Älvbro kommun", *CODE.groups, where)
    assert_good_pdf(pdf, texts=texts, sheets=recovery_sheets(paper), again=lambda: draw_recovery_code(paper))
    assert page_count(pdf) == 1
    words = text_of(pdf).split()
    groups = [words[words.index(f"{number}.") + 1] for number in range(1, 10)]
    assert read_recovery_code(" ".join(groups)) == CODE


def test_the_page_stands_in_every_look_and_with_a_very_long_name() -> None:
    for theme in Theme:
        paper = replace(PAPER, unit=replace(UNIT, theme=theme), workspace="upphandlingsenhetens register " * 6 + ".outreach")
        assert_good_pdf(draw_recovery_code(paper), texts=CODE.groups, sheets=recovery_sheets(paper))
