"""The verbs of plain language on a workspace: own words with undo, and figures before and after on a tender."""

# ruff: noqa: E501 - texts as they are read

from __future__ import annotations

import pytest

from outreach.domain.rule import PlainWord
from outreach.domain.tender import Tender
from outreach.errors import BadFile, FileTooLarge, InvalidInput, NotAFile, NotFound
from outreach.language import Language
from outreach.services.plain_language import before_after, before_after_words
from tests.domain.plain import texts


def hard_words(house, text: str) -> dict[str, tuple[str, ...]]:
    return {one.word: one.replacements for one in house.plain_language.check(text, "sv").findings if one.word}


def test_own_words_are_added_changed_dropped_and_undone(house):
    verbs = house.plain_language
    verbs.put_word(PlainWord(word=" avrop ", plain=("köporder", "köporder ")))
    verbs.put_word(PlainWord(word="rondering", plain=("runda",)))
    verbs.drop_word("Vite", "sv")
    found = hard_words(house, "Avropet, en rondering och ett vite.")
    assert found["rondering"] == ("runda",)
    assert "köporder" in [one.casefold() for one in found["avrop"]]
    assert "vite" not in found
    house.history.undo()
    assert "vite" in hard_words(house, "Ett vite.")
    verbs.restore_word("avrop", "sv")
    assert hard_words(house, "Ett avrop.")["avrop"] == ("beställning",)
    verbs.drop_word("rondering", "sv")
    assert [one.word for one in verbs.own_words()] == []


def test_a_word_needs_letters_a_language_and_something_in_its_place(house):
    for wrong in (PlainWord(word="12", plain=("x",)), PlainWord(word="x", plain=(" ",)), PlainWord(word="x", language="fi", plain=("y",))):
        with pytest.raises(InvalidInput):
            house.plain_language.put_word(wrong)
    with pytest.raises(NotFound):
        house.plain_language.drop_word("finnsinte", "sv")
    with pytest.raises(NotFound):
        house.plain_language.restore_word("vite", "sv")


def test_the_first_figure_is_before_and_the_latest_after(house):
    tender = Tender(title="Snö")
    house.tenders.save(tender)
    verbs = house.plain_language
    verbs.keep_figures(tender.id, verbs.check(texts.STATUTE))
    assert before_after(house.tenders.get(tender.id))[0].after is None
    for text in (texts.NEWS, texts.CHILDREN):
        verbs.keep_figures(tender.id, verbs.check(text))
    (pair,) = before_after(house.tenders.get(tender.id))
    high, low = round(pair.before.score / 100), round(pair.after.score / 100)
    assert high > 55 > 30 > low
    assert before_after_words(pair, Language("sv")) == f"LIX {high} → {low}"
    house.history.undo()
    assert before_after(house.tenders.get(tender.id))[0].after.score > pair.after.score


def test_many_figures_keep_the_first_and_the_latest(house):
    tender = Tender(title="Snö")
    house.tenders.save(tender)
    verbs = house.plain_language
    first = verbs.check(texts.STATUTE)
    verbs.keep_figures(tender.id, first)
    for number in range(25):
        verbs.keep_figures(tender.id, verbs.check(f"{texts.NEWS} {'Ja. ' * number}"))
    kept = house.tenders.get(tender.id).readability
    assert len(kept) <= 20
    assert kept[0].score == round(first.score * 100)
    assert kept[-1].sentences > kept[-2].sentences


def test_an_empty_text_is_not_kept(house):
    tender = Tender(title="Snö")
    house.tenders.save(tender)
    with pytest.raises(InvalidInput):
        house.plain_language.keep_figures(tender.id, house.plain_language.check(""))


def test_only_ordinary_files_of_a_fair_size_are_opened(house, tmp_path, monkeypatch):
    with pytest.raises(NotAFile):
        house.plain_language.read_file(tmp_path)
    with pytest.raises(BadFile):
        house.plain_language.read_file(tmp_path / "saknas.txt")
    large = tmp_path / "stor.txt"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(FileTooLarge):
        house.plain_language.read_file(large)
