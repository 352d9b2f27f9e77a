"""The measures and the findings, against figures counted by hand and sentences that were written before the rules."""

# ruff: noqa: E501 - texts as they are read

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from outreach.domain.plain.check import check
from outreach.domain.plain.finding import FindingKind
from outreach.domain.plain.jargon import Jargon, built_in, with_own
from outreach.domain.plain.measure import Band, flesch_band, lix_band, measured
from outreach.domain.plain.nouns import verb_of
from outreach.domain.plain.passive import passives
from outreach.domain.plain.passive_english import english_passives
from outreach.domain.plain.sentences import Divided
from outreach.domain.plain.statutes import statutes
from outreach.domain.plain.syllables import syllables
from outreach.domain.plain.tongue import language_of
from outreach.domain.rule import PlainWord
from tests.domain.plain import passive_sentences, statute_sentences, texts

SWEDISH = Jargon(built_in("sv"), "sv")


def report(text: str, language: str = "sv", jargon: Jargon = SWEDISH):
    return check(Divided(text), language, jargon)


def kinds(text: str) -> list[FindingKind]:
    return [one.kind for one in report(text).findings]


# Figures -------------------------------------------------------------------------------------------------------------


def test_lix_is_the_formula_by_hand():
    # 12 words, 2 sentences, 4 long words (kommunen, snöröjning, företag, välkomna): 12/2 + 100 * 4/12.
    figures = report("Vår kommunen köper snöröjning nu. Alla företag i hela landet är välkomna.").figures
    assert (figures.words, figures.sentences, figures.long_words) == (12, 2, 4)
    assert figures.lix == pytest.approx(6 + 100 / 3)


@pytest.mark.parametrize(
    ("text", "bands"),
    [
        (texts.CHILDREN, {Band.VERY_EASY}),
        (texts.NEWS, {Band.MEDIUM, Band.EASY}),
        (texts.STATUTE, {Band.DIFFICULT, Band.VERY_DIFFICULT}),
    ],
)
def test_texts_of_three_kinds_fall_into_their_bands(text, bands):
    assert report(text).band in bands


def test_the_news_read_near_forty():
    assert 35 <= (report(texts.NEWS).figures.lix or 0) <= 45


@pytest.mark.parametrize(
    ("lix", "band"),
    [(29.9, Band.VERY_EASY), (30, Band.EASY), (40, Band.MEDIUM), (50, Band.DIFFICULT), (60, Band.DIFFICULT), (60.1, Band.VERY_DIFFICULT)],
)
def test_the_bands_meet_where_the_table_says(lix, band):
    assert lix_band(lix) is band


def test_an_empty_text_has_no_figure():
    empty = report("")
    assert (empty.score, empty.band, empty.findings) == (None, Band.EMPTY, ())
    assert flesch_band(None) is Band.EMPTY


def test_english_is_measured_by_flesch():
    english = Jargon(built_in("en"), "en")
    assert report(texts.ENGLISH_PLAIN, "en", english).band in {Band.VERY_EASY, Band.EASY}
    assert report(texts.ENGLISH_LEGAL, "en", english).band is Band.VERY_DIFFICULT
    figures = measured(Divided("The cat sat."), english=True)
    assert figures.flesch == pytest.approx(206.835 - 1.015 * 3 - 84.6)


def test_syllables_of_common_words_are_right_nineteen_times_in_twenty():
    counted = {
        "cat": 1, "bid": 1, "price": 1, "company": 3, "snow": 1, "clearing": 2, "tender": 2, "supplier": 3, "municipality": 6, "contract": 2,
        "agreement": 3, "service": 2, "services": 3, "buy": 1, "people": 2, "needed": 2, "asked": 1, "wanted": 2, "table": 2, "little": 2,
        "make": 1, "makes": 1, "places": 2, "houses": 2, "written": 2, "information": 4, "question": 2, "questions": 2, "answer": 2,
        "before": 2, "because": 2, "idea": 3, "create": 2, "year": 1, "market": 2, "official": 3, "statement": 2, "careful": 2, "business": 2,
        "every": 2, "requirement": 3, "quality": 3, "environment": 4, "delivery": 4, "decided": 3, "signed": 1, "school": 1, "children": 2,
        "vehicle": 3, "experience": 4,
    }  # fmt: skip
    right = [word for word, count in counted.items() if syllables(word) == count]
    assert len(right) >= 0.95 * len(counted), set(counted) - set(right)


def test_the_language_is_told_by_the_small_words():
    assert language_of(Divided(texts.NEWS)) == "sv"
    assert language_of(Divided(texts.ENGLISH_PLAIN)) == "en"
    assert language_of(Divided("")) == "sv"


# Statutes and passives -----------------------------------------------------------------------------------------------


def found_right(rows: Iterable[tuple[str, tuple[str, ...]]], find: Callable[[str], list[str]]) -> tuple[float, float]:
    """Return precision and recall; a finding is right when it and a reference lie over each other, each counted once."""
    right = wrong = missed = 0
    for text, wanted in rows:
        left = list(wanted)
        for found in find(text):
            meant = next((one for one in left if one in found or found in one), None)
            if meant is None:
                wrong += 1
            else:
                left.remove(meant)
                right += 1
        missed += len(left)
    return right / (right + wrong), right / (right + missed)


def found_statutes(text: str) -> list[str]:
    return [text[start:end] for start, end in statutes(text)]


def found_passives(text: str) -> list[str]:
    return [text[words[0].start : words[-1].end] for one in Divided(text).sentences for words in passives(one)]


@pytest.mark.parametrize("rows", [statute_sentences.KNOWN, statute_sentences.HELD_OUT], ids=["known", "held out"])
def test_statute_references_are_found_98_times_in_100(rows):
    precision, recall = found_right(rows, found_statutes)
    assert precision >= 0.98
    assert recall >= 0.98


@pytest.mark.parametrize("rows", [passive_sentences.KNOWN, passive_sentences.HELD_OUT], ids=["known", "held out"])
def test_passives_are_rarely_wrong(rows):
    precision, recall = found_right(rows, found_passives)
    assert precision >= 0.95
    assert recall >= 0.90


def test_there_are_a_hundred_and_sixty_sentences():
    assert len(statute_sentences.KNOWN + statute_sentences.HELD_OUT) == 100
    assert len(passive_sentences.KNOWN + passive_sentences.HELD_OUT) == 60


def test_english_passives():
    text = "Bids are opened on Monday. The work is not done yet. We are pleased. She is a red-haired officer."
    found = [text[w[0].start : w[-1].end] for one in Divided(text).sentences for w in english_passives(one)]
    assert found == ["are opened", "is not done"]


def test_english_statutes():
    text = "See Article 57(4), Directive 2014/24/EU, Regulation (EU) 2019/1780 and Chapter 13, Section 1. Section 3 of the plan is new."
    assert found_statutes(text) == ["Article 57(4)", "Directive 2014/24/EU", "Regulation (EU) 2019/1780", "Chapter 13, Section 1"]


# Other findings ------------------------------------------------------------------------------------------------------


def test_a_sentence_is_long_from_26_words():
    assert FindingKind.SENTENCE not in kinds(" ".join(["ord"] * 25) + ".")
    assert FindingKind.SENTENCE in kinds(" ".join(["ord"] * 26) + ".")


def test_long_words_and_very_long_compounds():
    assert kinds("Vi ordnar fritidsverksamheter.") == [FindingKind.WORD]
    assert kinds("En gatubelysningsanläggningskontroll.") == [FindingKind.COMPOUND]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Utvärdering av anbuden sker i maj.", "utvärdera"),
        ("Vi genomför en granskning.", "granska"),
        ("Uppföljning görs varje år.", "följa upp"),
        # "upphandlande" describes the authority and hides no action.
        ("Utvärdering sker av den upphandlande myndigheten.", "utvärdera"),
    ],
)
def test_noun_disease_names_the_verb(text, verb):
    (found,) = [one for one in report(text).findings if one.kind is FindingKind.NOUN]
    assert found.values["verb"] == verb


def test_a_noun_that_no_rule_knows_gives_no_verb():
    assert verb_of("tillgänglighet") == ""


def test_many_demands_in_a_section_are_told_once():
    heavy = "Krav\n" + "Ni ska ha bil. Ni ska ha tid. Ni måste svara. Ni ska komma.\n" + "Bakgrund\n" + "Vi behöver hjälp i vinter. " * 4
    found = [one for one in report(heavy).findings if one.kind is FindingKind.MUSTS]
    assert [one.text for one in found] == ["Krav"]
    assert [round(one.per_hundred) for one in report(heavy).musts] == [29, 0]


# Hard words ----------------------------------------------------------------------------------------------------------


def test_the_lists_are_long_enough_and_each_entry_helps():
    assert len(built_in("sv")) >= 250
    assert len(built_in("en")) >= 80
    for entry in (*built_in("sv"), *built_in("en")):
        assert entry.plain, entry.word
        assert entry.explanation.endswith("."), entry.word
        assert entry.explanation[0].isupper(), entry.word
        assert entry.word not in entry.plain


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_replacement_is_a_hard_word_itself(language):
    jargon = Jargon(built_in(language), language)
    for entry in built_in(language):
        for words in (*entry.plain, *(form.partition("=")[2] for form in entry.forms)):
            marked = [hit.entry.word for one in Divided(words).sentences for hit in jargon.hits(one)]
            assert marked == [], f"{entry.word} → {words}"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_word_stands_twice_in_a_list(language):
    words = [entry.word.casefold() for entry in built_in(language)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "replacement"),
    [
        ("Läs förfrågningsunderlaget.", "upphandlingsdokumenten"),
        ("Förfrågningsunderlag finns.", "Upphandlingsdokument"),
        ("Ni avropar vid behov.", "beställer"),
        ("Vi köper i enlighet med planen.", "enligt"),
        ("Upphandlande myndigheten är Älvbro.", "Kommunen"),
        ("Se CPV-koderna.", "kod för vad vi köper"),
    ],
)
def test_a_hard_word_is_found_in_its_forms_with_what_fits(text, replacement):
    (found,) = [one for one in report(text).findings if one.kind is FindingKind.JARGON]
    assert replacement in found.replacements
    assert text[found.start : found.end].casefold() != replacement.casefold()


def test_plain_words_of_everyday_are_no_jargon():
    text = "Skolan och parken ligger vid ån. Vi köper mat av er. Kvinnan gillar va-kontoret."
    assert [one.text for one in report(text).findings if one.kind is FindingKind.JARGON] == []


def test_the_units_own_words_add_change_and_drop():
    own = [
        PlainWord(word="ronderingstjänst", plain=("vakt som går runt",), explanation="En vakt."),
        PlainWord(word="avrop", plain=("köporder",), explanation="Så säger vi."),
        PlainWord(word="vite", dropped=True),
        PlainWord(word="tender", language="en", plain=("bid",)),
    ]
    jargon = Jargon(with_own(own, "sv"), "sv")
    found = {one.word: one.replacements for one in report("Ett avrop, ett vite, en ronderingstjänst.", "sv", jargon).findings}
    assert found["avrop"] == ("köporder",)
    assert found["ronderingstjänst"] == ("vakt som går runt",)
    assert "vite" not in found


def test_findings_stand_where_they_say():
    text = "Rad ett är kort.\nHär finns ett avrop enligt LOU som görs.\n"
    for found in report(text).findings:
        assert " ".join(text[found.start : found.end].split()) == found.text
        assert text.splitlines()[found.line - 1][found.column - 1 :].startswith(found.text.split()[0])


@pytest.mark.parametrize("evil", ["1 och " * 2000 + "x", "a." * 2000, "a-" * 5000, "§ 1 " * 1500, "\n" * 5000, "artikel 1, " * 1000])
def test_odd_texts_are_read_to_the_end(evil):
    assert report(evil).figures.words >= 0


@pytest.mark.parametrize(
    ("text", "replacement"),
    [
        ("Anbudet ska följa bifogad mall.", "medskickad"),
        ("Priserna indexregleras varje år.", "följer ett index"),
        ("Företaget ska klara kvalificeringskraven.", "kraven på företaget"),
        ("Fordonen ska vara nya.", "Bilarna"),
        ("Bilagan beskriver uppdragets omfattning.", "vad som ingår"),
        ("Läs föreliggande dokument.", "det här"),
        ("Kommunen förbehåller sig rätten att avbryta köpet.", "får"),
        ("Samtliga anbud öppnas.", "Alla"),
        ("Jämväl underlaget torde vara klart.", "Också"),
    ],
)
def test_what_may_stand_instead_fits_where_the_word_stood(text: str, replacement: str) -> None:
    offered = [one for finding in report(text).findings for one in finding.replacements]
    assert replacement in offered
