"""The catalogue is read text by text: each answer is that of gettext's own reader."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from outreach.catalogue import Catalogue
from outreach.language import Language

FILE = Path(__file__).parents[1] / "outreach" / "locale" / "sv" / "LC_MESSAGES" / "outreach.mo"


@pytest.fixture(scope="module")
def whole() -> gettext.GNUTranslations:
    with FILE.open("rb") as file:
        return gettext.GNUTranslations(file)


def test_every_text_is_said_as_gettext_says_it(whole: gettext.GNUTranslations) -> None:
    ours, texts = Catalogue(FILE), _texts(whole)
    assert len(texts) > 4_000
    assert {text: ours.say(text) for text in texts} == {text: whole.gettext(text) for text in texts}


def test_every_count_is_said_as_gettext_says_it(whole: gettext.GNUTranslations) -> None:
    """Swedish counts as English does; a language that does not would need more than this reader knows."""
    ours, forms = Catalogue(FILE), _counted()
    assert len(forms) > 300
    for one, many in forms:
        for number in (0, 1, 2, 21, 101):
            assert ours.count((one, many), number) == whole.ngettext(one, many, number)


def test_what_is_not_in_the_catalogue_is_said_as_it_is(whole: gettext.GNUTranslations) -> None:
    ours = Catalogue(FILE)
    for text in ("", "a", "zzz no such text", "Compan", "Companies ", "åäö"):
        if text:
            assert ours.say(text) == whole.gettext(text) == text
    assert ours.count(("{n} fiddle", "{n} fiddles"), 1) == "{n} fiddle"
    assert ours.count(("{n} fiddle", "{n} fiddles"), 2) == "{n} fiddles"
    assert Language("sv").say("") == ""


def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "outreach.mo"
    wrong.write_bytes(b"MO" * 40)
    with pytest.raises(ValueError, match="not a compiled catalogue"):
        Catalogue(wrong)


def _texts(whole: gettext.GNUTranslations) -> list[str]:
    known: dict[str | tuple[str, int], str] = whole._catalog  # type: ignore[attr-defined]
    return [text for text in known if isinstance(text, str) and text]


def _counted() -> list[tuple[str, str]]:
    from babel.messages.pofile import read_po

    with FILE.with_suffix(".po").open("rb") as file:
        return [(one.id[0], one.id[1]) for one in read_po(file) if isinstance(one.id, tuple)]
