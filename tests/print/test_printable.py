"""The one door for text and links."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outreach.print.fonts import glyphs
from outreach.print.printable import LONGEST_TEXT, annotation_target, printable, safe_link, shown_link
from tests.searching import searched


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Åsa\tÖberg\r\n& <b>Söner</b> ", "Åsa Öberg & <b>Söner</b>"),
        ("a\u0308lv", "älv"),
        ("ł ő Ğ Ж Ω ½ €", "ł ő Ğ Ж Ω ½ €"),
        ("kl.\u00a023:59 1\u202f000", "kl.\u00a023:59 1\u00a0000"),
        ("evil\u202egnp.exe\x00\x1b[31m", "evilgnp.exe[31m"),
        ("upp\u00adhandling\u200b", "upphandling"),
        ("محمد", "????"),
        ("🎉 Fest", "• Fest"),
        ("ＡＢＣ", "ABC"),
        ("svart ■ ruta", "svart ■ ruta"),
        ("\ud800", ""),
    ],
)
def test_text_becomes_what_the_typeface_can_show(typed, shown):
    assert printable(typed) == shown


def test_endless_text_is_cut_with_an_ellipsis():
    assert printable("x" * 10**6) == "x" * LONGEST_TEXT + "…"


@settings(max_examples=searched(50, 300), deadline=None)
@given(st.text())
@example("A\x01\u0323")
@example("A\x01\x02b\u0323\u0323")
def test_whatever_is_typed_only_known_letters_come_out(typed):
    shown = printable(typed)
    assert all(ord(sign) in glyphs() for sign in shown)
    assert not any(unicodedata.category(sign)[0] == "C" for sign in shown)
    assert printable(shown) == shown


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://alvbro.example/a?b=c#d", "https://alvbro.example/a?b=c#d"),
        (" www.alvbro.example ", "https://www.alvbro.example"),
        ("alvbro.example:8080/x", "https://alvbro.example:8080/x"),
        ("mailto:anna@alvbro.example", "mailto:anna@alvbro.example"),
        ("tel:+46701234567", "tel:+46701234567"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("https://[", None),
        ("mailto:", None),
        ("https://a.example/b c", None),
        ("Fråga oss", None),
        ("", None),
        ("https://a.example/" + "x" * 500, None),
    ],
)
def test_only_safe_links_pass(typed, link):
    assert safe_link(typed) == link


def test_annotation_is_ascii_even_for_swedish_addresses():
    made = annotation_target("https://älvbro.example/inköp?q=å#ö")
    assert made == "https://xn--lvbro-fra.example/ink%C3%B6p?q=%C3%A5#%C3%B6"
    assert annotation_target("mailto:åsa@alvbro.example") == "mailto:%C3%A5sa@alvbro.example"
    assert annotation_target("tel:+46701234567") == "tel:+46701234567"


def test_link_is_written_as_people_write_it():
    assert shown_link("https://www.alvbro.example/") == "www.alvbro.example"
    assert shown_link("mailto:anna@alvbro.example") == "anna@alvbro.example"
