"""A table on the clipboard: cells stay cells and texts stay texts."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from outreach.formats.clipboard_table import html_table, tab_separated

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
HEADER = ("Företag", "Telefon")


def test_headings_and_cells_are_parted_by_tabs_with_å_ä_ö():
    assert tab_separated(HEADER, [("Åbergs & Söner", "070-174 06 05")]) == (
        "Företag\tTelefon\r\nÅbergs & Söner\t070-174 06 05\r\n"
    )


def test_a_formula_is_a_text_in_both_forms():
    rows = [('=HYPERLINK("http://evil.example")', "+46 70"), ("@SUM(A1)", "-1")]
    text, html = tab_separated(HEADER, rows), html_table(HEADER, rows)
    cells = [cell for line in text.splitlines()[1:] for cell in line.split("\t")]
    assert all(cell.startswith("'") for cell in cells)
    assert html.count("<td style=\"mso-number-format:'\\@'\">&#x27;") == 4


def test_markup_in_a_name_is_no_markup():
    assert "<b>" not in html_table(HEADER, [("<b>Bergs</b>", "")])
    assert "&lt;b&gt;Bergs&lt;/b&gt;" in html_table(HEADER, [("<b>Bergs</b>", "")])


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_no_text_whatever_makes_another_row_or_column_or_formula(rows):
    read = list(
        csv.reader(io.StringIO(tab_separated(HEADER, rows), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    assert [len(row) for row in read] == [2] * (len(rows) + 1)
    assert not any(cell[:1] in set("=+-@") for row in read[1:] for cell in row if cell)
    html = html_table(HEADER, rows)
    assert (html.count("<tr>"), html.count("<td ")) == (len(rows) + 1, 2 * len(rows))
