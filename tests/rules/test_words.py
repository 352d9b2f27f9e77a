"""Every text that people read is in both languages, and says the same with the same values."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "installer"))

import make_words  # noqa: E402

CATALOGUE = make_words.load()
COLLECTED = make_words.collected()
MESSAGES = [message for message in CATALOGUE if message.id]


def forms(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def translations(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_the_catalogue_holds_exactly_the_texts_of_the_program() -> None:
    wanted = {str(message.id) for message in COLLECTED if message.id}
    kept = {str(message.id) for message in MESSAGES}
    assert wanted - kept == set(), "run installer/make_words.py"
    assert kept - wanted == set(), "run installer/make_words.py"


def test_no_swedish_is_missing_or_fuzzy() -> None:
    assert make_words.missing(CATALOGUE) == []
    assert [message.id for message in MESSAGES if message.fuzzy] == []


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    with make_words.FILE.with_suffix(".mo").open("rb") as opened:
        compiled = {str(message.id): message.string for message in read_mo(opened) if message.id}
    assert compiled == {str(message.id): message.string for message in MESSAGES}


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id)[:40])
def test_a_translation_uses_the_values_of_its_source(message: Message) -> None:
    wanted = {name for form in forms(message) for name in re.findall(r"\{(\w+)\}", form)}
    for text in translations(message):
        found = set(re.findall(r"\{(\w+)\}", text))
        assert found <= wanted, text
        assert wanted - found <= {"n"}, text
        assert text == text.strip() or str(message.id) != str(message.id).strip()


def test_keyboard_marks_and_dots_stand_in_both_languages() -> None:
    for message in MESSAGES:
        for source, text in zip(forms(message), translations(message), strict=False):
            assert source.endswith("…") == text.endswith("…"), source
            assert source.count("&") == text.count("&") or "&" not in source, source
