"""Where words and sentences begin and end, with the traps of Swedish."""

# ruff: noqa: E501 - texts as they are read

from __future__ import annotations

import pytest

from outreach.domain.plain.sentences import Divided


def said(text: str, paragraphs: bool | None = None) -> list[str]:
    divided = Divided(text, paragraphs)
    return [text[one.start : one.end] for one in divided.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vi köper t.ex. grus. Det kommer i maj.", 2),
        ("Vi köper bl. a. grus, sand m.m. Allt kommer i maj.", 2),
        ("Se 4 kap. 1 § LOU. Det gäller alla.", 2),
        ("Mötet är kl. 14.30 i salen.", 1),
        ("Priset är 2,5 kronor. Det ökar.", 2),
        ("Avtalet gäller fr.o.m. 1 jan. 2027 t.o.m. 31 dec. 2028.", 1),
        ("Ring A. Berg på enheten.", 1),
        ("”Vad kostar det?” frågade hon. ”Hundra.”", 2),
        ("Vad kostar det? Hundra kronor! Så bra.", 3),
        ("Skriv till anna.berg@alvbro.example. Vi svarar.", 2),
        ("Läs på www.alvbro.example/upphandling. Där finns allt.", 2),
        ("Den 3.5.2027 öppnar vi. Kom gärna.", 2),
        ("Vi har 14 skolor. 12 av dem är stora.", 2),
        ("Vänta … Nu kom det. Ja.", 3),
        ("Det gäller s. 320 i boken.", 1),
        ("Det blev 10 st. Alla gick åt.", 2),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_it_does(text, count):
    assert len(said(text)) == count


def test_headings_and_list_items_are_sentences_of_their_own():
    text = "Vad vi köper\nVi köper\n- snöröjning\n- sandning\n1. Ett skäl.\n2. Ett till\n"
    assert said(text) == ["Vad vi köper", "Vi köper", "- snöröjning", "- sandning", "1. Ett skäl.", "2. Ett till"]


def test_a_line_break_of_a_page_ends_no_sentence():
    text = "Vi köper snöröjning till hela staden och vill att många\nföretag ska kunna vara med, både stora och små.\nAlla får fråga."
    assert len(said(text)) == 2
    assert len(said(text, paragraphs=True)) == 3


def test_places_are_exact_on_any_line():
    divided = Divided("Rad ett.\r\n\r\nOrd två.")
    last = divided.sentences[-1]
    assert divided.text[last.start : last.end] == "Ord två."
    assert divided.place(last.words[1].start) == (3, 5)


def test_words_keep_their_hyphens_and_numbers_are_one_word():
    words = [word.text for word in Divided("IT-stödet kostar 10 000 kr, 2016:1145 och LOU:s regler, bl.a. anna@b.example").words]
    assert words == ["IT-stödet", "kostar", "10 000", "kr", "2016:1145", "och", "LOU:s", "regler", "bl.a.", "anna@b.example"]


def test_a_text_without_words_has_no_sentences():
    assert Divided(" \n… !\n").sentences == ()


def test_sections_stand_under_their_headings():
    sections = Divided("Inledning\nVi köper.\nKrav på er\nNi ska ha bil. Ni ska ha tid.", paragraphs=True).sections()
    assert [(one.heading is not None, len(one.sentences)) for one in sections] == [(True, 1), (True, 2)]
