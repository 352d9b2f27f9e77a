"""The effect report: three pages at most whatever there is to say, PDF/UA-1, its charts as vectors with their numbers as words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from outreach.domain.benchmark import Benchmark, Measure
from outreach.domain.effect import ChainLink, Dialogue, Effect, EventGave, Pair, Side, Spread, Wish, YearOfLots
from outreach.domain.effect_figures import Counts, figures_of
from outreach.domain.event_yield import Yield
from outreach.domain.handout import Theme
from outreach.domain.tender import Money
from outreach.domain.unit import UNIT_ID, Unit
from outreach.language import Language
from outreach.print import charts
from outreach.print.effect_report import draw_effect, effect_sheets
from tests.print.good_pdf import assert_good_pdf

DAY = date(2026, 11, 24)
LONG = (
    "Ramavtal för entreprenadmaskiner, snöröjning och halkbekämpning i samtliga kommundelar inklusive skärgården " * 2
)
ID = UUID(int=7)


def full_effect(theme: Theme = Theme.CLEAR) -> Effect:
    """Return an effect with more of everything than there is room for."""
    spread = Spread.of(((0, 3), (1, 8), (2, 4), (12, 40), (None, 5)))
    counts = Counts(lots=spread, advertised=90, with_result=60, unique_bidders=30, first_time=11, bids_kept=99)
    figures = figures_of(counts, Unit(id=UNIT_ID).local_by)
    event = EventGave(ID, LONG, DAY, Yield(event=None, conversations=9, hours=3.5, with_hours=1, cost=Money(12_345_00)))
    side = Side(ID, LONG, DAY, 3, 7)
    link = ChainLink(datetime(2024, 5, 1, tzinfo=UTC), LONG, ID, LONG, ID, LONG, bid=True, won=False)
    return Effect(
        unit=Unit(id=UNIT_ID, municipality="Smedjebackens kommun", department="Upphandlingsenheten", theme=theme),
        wish=Wish(programme="gröna-dalarna"), year=2024, buyers=(LONG, "SMEDJEBACKENS KOMMUN"),
        figures=figures, three_years=figures,
        trend=tuple(YearOfLots(year, spread, Spread()) for year in range(2019, 2025)),
        dialogue=Dialogue(Spread.of(((100, 30), (250, 9), (2600, 1))), Spread.of(((0, 2), (133, 8)))),
        pairs=(Pair(side, side),) * 30, pair_count=30, events=(event,) * 40, chain=(link,) * 60, chain_count=500,
        benchmarks=tuple(
            Benchmark(measure=Measure.BIDS_PER_LOT, year=2019 + n % 6, area=f"{LONG} {n // 6}", value=540, source=LONG)
            for n in range(40)
        ),
    )  # fmt: skip


@pytest.mark.parametrize(("code", "theme"), [("sv", Theme.CLEAR), ("en", Theme.BOLD)])
def test_the_fullest_report_has_three_good_pages(code: str, theme: Theme) -> None:
    effect, language = full_effect(theme), Language(code)
    sheets = effect_sheets(effect, language, DAY)
    pdf = draw_effect(effect, language, DAY)
    assert len(sheets) == 3
    assert_good_pdf(pdf, sheets=sheets, again=lambda: draw_effect(effect, language, DAY))
    assert language.count(("+ {n} more", "+ {n} more"), 32) in " ".join(
        text for sheet in sheets for text in sheet.texts()
    )


def test_an_empty_report_says_what_is_not_there() -> None:
    figures = figures_of(Counts(), Unit(id=UNIT_ID).local_by)
    effect = Effect(unit=Unit(id=UNIT_ID), wish=Wish(), year=2024, buyers=(), figures=figures, three_years=figures)
    pdf = draw_effect(effect, Language("sv"), DAY)
    assert_good_pdf(pdf, sheets=effect_sheets(effect, Language("sv"), DAY))


def test_a_chart_in_the_window_has_no_area_to_cut_to_and_our_typeface() -> None:
    effect = replace(full_effect(), benchmarks=())
    tone = charts.read_tones("#1b2227", "#323c44", "#a3b0b9", "#e7ecef", "#62bcd8")
    svg = charts.svg_of(charts.years_chart(effect, Language("sv"), tone)).decode()
    assert "clip" not in svg
    assert "Source Sans Pro" in svg
    assert ">9,02<" in svg, "the mean is written"


@pytest.mark.parametrize("code", ["sv", "en"])
def test_no_word_of_a_chart_is_cut(code: str) -> None:
    language = Language(code)
    words = [text for sheet in effect_sheets(replace(full_effect(), benchmarks=()), language, DAY)[:1] for text in sheet.texts()]
    for one in charts.KINDS:
        assert language.say(one) in words


def test_buyers_that_have_no_room_are_counted() -> None:
    effect = replace(full_effect(), buyers=tuple(f"Kommunalförbundet för upphandling nummer {n}" for n in range(22)))
    words = " ".join(effect_sheets(effect, Language("en"), DAY)[0].texts())
    shown = words.count("Kommunalförbundet")
    assert 2 < shown < 22
    assert f"+ {22 - shown} more" in words
