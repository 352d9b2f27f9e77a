"""Words of procurement plans, each as units write them, and a whole plan as most have it."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from outreach.domain.table_mapping import TableWishes
from outreach.domain.tender import Money, Stage
from outreach.formats.plan_phrases import amount_of, length_of, period_of
from outreach.formats.table import read_table

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Q2 2027", "2027-04-01", "2027-06-30"), ("2027-Q2", "2027-04-01", "2027-06-30"),
        ("kv. 2 -27", "2027-04-01", "2027-06-30"),
        ("Q1-Q2 2027", "2027-01-01", "2027-06-30"), ("Q3–4 2027", "2027-07-01", "2027-12-31"),
        ("tredje kvartalet 2027", "2027-07-01", "2027-09-30"), ("prel. Q4 2027", "2027-10-01", "2027-12-31"),
        ("Första halvåret 2027", "2027-01-01", "2027-06-30"), ("H2 2027", "2027-07-01", "2027-12-31"),
        ("hösten 2027", "2027-09-01", "2027-11-30"), ("Vår -27", "2027-03-01", "2027-05-31"),
        ("summer 2027", "2027-06-01", "2027-08-31"),
        ("vintern 2027/28", "2027-12-01", "2028-02-29"), ("årsskiftet 2027/2028", "2028-01-01", "2028-01-01"),
        ("mars 2027", "2027-03-01", "2027-03-31"), ("2027-03", "2027-03-01", "2027-03-31"),
        ("03/2027", "2027-03-01", "2027-03-31"),
        ("mars/april 2027", "2027-03-01", "2027-04-30"), ("dec-jan 2027", "2027-12-01", "2028-01-31"),
        ("Början av mars 2027", "2027-03-01", "2027-03-10"), ("mitten av mars 2027", "2027-03-11", "2027-03-20"),
        ("slutet av mars 2027", "2027-03-21", "2027-03-31"), ("15 mars 2027", "2027-03-15", "2027-03-15"),
        ("v. 14", "2027-04-05", "2027-04-11"), ("v 50", "2026-12-07", "2026-12-13"),
        ("vecka 14 2027", "2027-04-05", "2027-04-11"),
        ("2027 v14", "2027-04-05", "2027-04-11"), ("v. 14–16 2027", "2027-04-05", "2027-04-25"),
        ("våren", "2027-03-01", "2027-05-31"),
    ],
)  # fmt: skip
def test_a_phrase_is_a_period(text: str, first: str, last: str) -> None:
    found = period_of(text, None, TODAY)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_the_year_of_the_heading_counts_before_the_calendar() -> None:
    found = period_of("v. 14", 2029, TODAY)
    assert found is not None
    assert found.first == date(2029, 4, 2)
    assert period_of("v. 14") is None


@pytest.mark.parametrize(
    "text", ["", "2027", "snart", "Q5 2027", "v. 60 2027", "32 mars 2027", "ej bestämt", "a" * 5_000, "1" * 5_000]
)
def test_what_is_no_period_is_left_alone(text: str) -> None:
    assert period_of(text, None, TODAY) is None


@pytest.mark.parametrize(
    ("text", "heading", "months", "most"),
    [
        ("2+1+1 år", "", 24, 48), ("2+2", "", 24, 48), ("4 år", "", 48, 48), ("36 mån.", "", 36, 36), ("24+12+12 mån", "", 24, 48),
        ("2 år + 1 år + 1 år", "", 24, 48), ("2 år (option 1+1)", "", 24, 48), ("2 år + option 2 år", "", 24, 48),
        ("3 år + 1 års option", "", 36, 48), ("2 år med möjlighet till förlängning 1+1 år", "", 24, 48), ("1,5 år", "", 18, 18),
        ("max 4 år", "", 48, 48), ("48", "", 48, 48), ("4", "Avtalstid (år)", 48, 48), ("2 years + 1 + 1", "", 24, 48),
    ],
)  # fmt: skip
def test_a_length_and_what_may_be_added(text: str, heading: str, months: int, most: int) -> None:
    found = length_of(text, heading)
    assert found is not None
    assert (found.months, found.most) == (months, most)


@pytest.mark.parametrize("text", ["", "tills vidare", "0 år", "engångsköp", "9" * 3_000])
def test_what_is_no_length_is_left_alone(text: str) -> None:
    assert length_of(text) is None


@pytest.mark.parametrize(
    ("text", "number", "factor", "yearly"),
    [
        ("ca 2 mnkr", "2", 1_000_000, False), ("cirka 2,5 Mkr", "2,5", 1_000_000, False), ("> 700 tkr", "700", 1_000, False),
        ("2–3 mkr", "3", 1_000_000, False), ("1 mkr - 2 mkr", "2", 1_000_000, False), ("max 2 miljoner", "2", 1_000_000, False),
        ("2 milj. kr", "2", 1_000_000, False), ("drygt 500 000 kr", "500 000", 1, False), ("1,2 Mkr/år", "1,2", 1_000_000, True),
        ("500 tkr per år", "500", 1_000, True), ("ca 900", "900", 0, False),
    ],
)  # fmt: skip
def test_an_amount_and_its_unit(text: str, number: str, factor: int, yearly: bool) -> None:
    found = amount_of(text)
    assert found is not None
    assert (found.number, found.factor, found.yearly) == (number, factor, yearly)


@pytest.mark.parametrize("text", ["", "okänt", "2 MEUR", "enligt ramavtal", "1" * 3_000 + "x"])
def test_what_is_no_amount_is_left_alone(text: str) -> None:
    assert amount_of(text) is None


def workbook(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_procurement_plan_in_excel_is_read_with_all_its_words() -> None:
    plan = workbook(
        [
            ["Upphandlingsplan 2027 – Älvbro kommun"],
            [],
            ["Upphandling/Benämning", "Diarienummer", "Område", "CPV", "Planerad annonsering", "Avtalsstart", "Avtalstid",
             "Uppskattat värde", "Ansvarig", "Kommentar"],
            ["Snöröjning", "KS 2027/12", "Drift", "90620000-9", "Q2 2027", "hösten 2027", "2+1+1 år", "ca 2 mnkr", "Eva Lind",
             "Ny"],
            ["Måltider", "KS 2027/13", "Kost", "55500000", "mars 2027", "2027-08-01", "4 år", "1,5 Mkr/år", "Bo Ek", None],
            ["Städ", "", "Drift", "90910000", "v. 14 2027", "", "36 mån", "2–3 mkr", "Bo Ek", "Delas upp"],
            ["Fordon", "", "", "34100000", "ej bestämt", "", "tills vidare", "okänt", "", ""],
        ]
    )  # fmt: skip
    reading = read_table(plan, TableWishes())
    snow, food, cleaning, cars = (row.tender for row in reading.tenders)
    assert (snow.title, snow.reference, snow.cpv, snow.tags, snow.officer) == (
        "Snöröjning", "KS 2027/12", ("90620000",), ("Drift",), "Eva Lind",
    )  # fmt: skip
    assert (snow.expected_publication, snow.contract_start, snow.contract_months) == (date(2027, 4, 1), date(2027, 9, 1), 24)
    assert (snow.value, snow.stage) == (Money(2_000_000_00), Stage.PLANNED)
    assert snow.notes.splitlines() == [
        "Ny", "Planerad annonsering: Q2 2027", "Avtalsstart: hösten 2027", "Uppskattat värde: ca 2 mnkr", "Avtalstid: 2+1+1 år",
    ]  # fmt: skip
    assert (food.expected_publication, food.contract_start) == (date(2027, 3, 1), date(2027, 8, 1))
    assert food.value == Money(6_000_000_00)
    assert (cleaning.expected_publication, cleaning.contract_months, cleaning.value) == (date(2027, 4, 5), 36, Money(3_000_000_00))
    assert (cars.expected_publication, cars.contract_months, cars.value) == (None, None, None)
    assert "Planerad annonsering: ej bestämt" in cars.notes
    assert all(problem.warning for problem in reading.problems)


def test_years_and_units_may_stand_in_the_headings() -> None:
    plan = "Upphandling;Annonsering 2028;Avtalstid (år);Värde (tkr);Avtal löper ut\nTvätt;v. 6;4;ca 900;Q1 2028\n"
    (row,) = read_table(plan.encode(), TableWishes()).tenders
    told = row.tender
    assert (told.expected_publication, told.contract_months, told.value) == (date(2028, 2, 7), 48, Money(900_000_00))
    assert told.contract_end == date(2028, 3, 31)
