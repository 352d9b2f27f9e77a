"""Measuring and wrapping."""

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.print.fonts import ELLIPSIS, Face, balanced, fitting_size, width, wrap
from outreach.print.printable import printable
from tests.searching import searched

ROOM = 200.0


@settings(max_examples=searched(30, 200), deadline=None)
@given(st.text(alphabet="abcåäö –/.@ilW<>& ", max_size=400), st.integers(1, 6))
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(typed, most):
    text = printable(typed)
    for broken in (wrap(text, Face.BOLD, 12, ROOM), balanced(text, Face.BOLD, 12, ROOM)):
        assert all(width(line, Face.BOLD, 12) <= ROOM + 0.01 for line in broken)
        assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    short = wrap(text, Face.BOLD, 12, ROOM, most)
    assert len(short) <= most
    assert all(width(line, Face.BOLD, 12) <= ROOM + 0.01 for line in short)


def test_what_does_not_fit_ends_at_a_word():
    assert wrap("Plogning och sandning av gator och torg", Face.REGULAR, 10, 100, 1) == [f"Plogning och{ELLIPSIS}"]


def test_address_is_broken_where_its_parts_meet():
    lines = wrap("www.alvbro.example/kommande-upphandlingar", Face.REGULAR, 10, 130)
    assert lines == ["www.alvbro.example/", "kommande-upphandlingar"]
    assert wrap("anna.sjogren@alvbro-kommun.example", Face.REGULAR, 10, 120)[1].startswith("@")


def test_no_break_space_holds_words_together():
    for room in range(60, 200, 5):
        assert not any(
            line.endswith("kl.") for line in wrap("senast den 1 februari kl.\u00a023:59", Face.BOLD, 10, room)
        )


def test_no_short_word_is_left_alone_on_the_last_line():
    text = "Ramavtal för invändig och utvändig målning av skolor, kontor och bostäder. Även små uppdrag nu."
    for room in range(150, 300, 7):
        lines = wrap(text, Face.REGULAR, 10, room)
        assert " " in lines[-1] or width(lines[-1], Face.REGULAR, 10) >= room * 0.3


def test_title_is_broken_into_even_lines():
    first, last = balanced("Snöröjning och halkbekämpning i hela Älvbro kommun", Face.BOLD, 14, 290)
    assert abs(width(first, Face.BOLD, 14) - width(last, Face.BOLD, 14)) < 120


def test_type_shrinks_until_the_line_fits_but_not_below_the_limit():
    assert fitting_size("Kort", Face.BOLD, 20, 10, 500) == 20
    size = fitting_size("En ganska lång rubrik", Face.BOLD, 20, 10, 150)
    assert 10 < size < 20
    assert width("En ganska lång rubrik", Face.BOLD, size) <= 150
    assert fitting_size("En ganska lång rubrik", Face.BOLD, 20, 10, 15) == 10
