"""A printed list: every row once, nothing outside the page or over something else, the same bytes each time."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.domain.printed_list import PrintedList
from outreach.print.list_sheet import draw_list, list_sheets
from outreach.print.looks import A4
from outreach.print.pages import page_count
from tests.print.good_pdf import assert_good_pdf, roles_of

CELL = st.text(max_size=60)


def a_list(rows, header=("Företag", "Kommun", "Telefon"), **more) -> PrintedList:
    return PrintedList(title="Byggfirmor å ä ö", header=header, rows=tuple(rows), printed=date(2026, 11, 24), **more)


def rows(count: int):
    return [(f"Åbergs Måleri {number}", "Smedjebacken", "070-174\u00a006\u00a005") for number in range(count)]


def check(sheets) -> None:
    for sheet in sheets:
        for place, part in enumerate(sheet.parts):
            assert sheet.box.holds(part.box), part.name
            assert not any(part.box.overlaps(other.box) for other in sheet.parts[place + 1 :]), part.name
            for item in part.leaves:
                assert sheet.box.holds(item.box), item


def test_headings_stand_on_every_page_and_every_row_once_with_its_page_number():
    sheets = list_sheets(a_list(rows(90), unit="Älvbro kommun"))
    check(sheets)
    assert len(sheets) == 3
    assert all("Kommun" in sheet.texts() for sheet in sheets)
    names = [text for sheet in sheets for text in sheet.texts() if text.startswith("Åbergs")]
    assert names == [f"Åbergs Måleri {number}" for number in range(90)]
    assert [sheet.texts()[-1] for sheet in sheets] == [f"Sida {number} av 3" for number in (1, 2, 3)]
    assert sheets[0].texts()[0] == "Byggfirmor å ä ö"
    assert {"24 november 2026", "90 rader", "Älvbro kommun"} <= set(sheets[0].texts())


def test_it_is_a_good_pdf_and_one_table_however_many_pages_it_has():
    listed = a_list(rows(90), unit="Älvbro kommun", lead="Alla <b>byggfirmor</b> & måleri, Łódź och Győr")
    pdf = draw_list(listed)
    assert_good_pdf(pdf, texts=["<b>byggfirmor</b> & måleri, Łódź och Győr"], sheets=list_sheets(listed))
    assert draw_list(listed) == pdf
    tables = [tag for tag in roles_of(pdf) if tag.role == "Table"]
    assert [len(tag.kids) for tag in tables] == [91]
    assert [cell.role for cell in tables[0].kids[0].kids] == ["TH"] * 3
    assert [cell.role for cell in tables[0].kids[1].kids] == ["TD"] * 3
    assert_good_pdf(draw_list(a_list([], language="en")))


def test_few_columns_stand_upright_and_many_lie_on_their_side():
    upright = list_sheets(a_list(rows(1)))[0]
    wide = ("En lång text som tar plats i sin kolumn",) * 9
    lying = list_sheets(a_list([wide], header=tuple(f"Kolumn {number}" for number in range(9))))[0]
    assert (upright.width, upright.height) == A4
    assert (lying.width, lying.height) == (A4[1], A4[0])


def test_a_telephone_number_is_never_broken():
    wide = ("Ett företag med ett mycket långt namn som fyller raden", "En ort", "070-174\u00a006\u00a005")
    texts = list_sheets(a_list([wide] * 3))[0].texts()
    assert texts.count("070-174\u00a006\u00a005") == 3


def test_an_empty_list_is_a_page_that_says_so():
    sheets = list_sheets(a_list([], language="en"))
    assert len(sheets) == 1
    assert {"0 rows", "Page 1 of 1"} <= set(sheets[0].texts())


def test_the_same_list_gives_the_same_bytes_and_opens():
    listed = a_list(rows(45), lead="Etikett: bygg", right=frozenset({2}))
    assert draw_list(listed) == draw_list(listed)
    assert page_count(draw_list(listed)) == 2


@pytest.mark.parametrize("columns", [1, 4, 13])
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_it_nothing_overlaps(columns, data):
    row = st.tuples(*[CELL] * columns)
    header = tuple(f"K{number}" for number in range(columns))
    check(list_sheets(a_list(data.draw(st.lists(row, max_size=4)), header=header, lead=data.draw(CELL))))
