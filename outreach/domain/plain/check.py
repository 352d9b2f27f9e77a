"""The whole check of one text: its figures and everything that was found, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach.domain.plain.finding import Finding, FindingKind, Mark
from outreach.domain.plain.jargon import Jargon
from outreach.domain.plain.measure import Band, Figures, Measure, flesch_band, is_long, lix_band, measured
from outreach.domain.plain.musts import Musts, musts
from outreach.domain.plain.nouns import heavy_nouns
from outreach.domain.plain.passive import passives
from outreach.domain.plain.passive_english import english_passives
from outreach.domain.plain.sentences import Divided, Sentence
from outreach.domain.plain.statutes import statutes
from outreach.language import N_

LONGEST_SENTENCE = 25
#: LIX counts every word of more than six letters; marked are those that stop a reader.
LONG_WORD, LONG_COMPOUND = 14, 20

LIMITS = (
    N_("LIX counts lengths. A short word can be hard: “vite”, “avrop” and “option” are."),
    N_("It does not see order, headings, gaps or what is missing, nor whether the reader knows the matter."),
    N_("Chopped sentences lower the figure without making a text clearer."),
    N_("A good text is tested on readers: let somebody who is to bid read it aloud and say what it means."),
)
"""What the figure cannot tell; both doors show it."""


@dataclass(frozen=True, slots=True)
class PlainReport:
    """What the check says of a text in `language` ("sv" or "en").

    `score` and `band` are those of `measure`; `score` is None without words.
    """

    language: str
    measure: Measure
    score: float | None
    band: Band
    figures: Figures
    findings: tuple[Finding, ...]
    musts: tuple[Musts, ...]


def check(divided: Divided, language: str, jargon: Jargon) -> PlainReport:
    """Check a divided text."""
    english = language == "en"
    figures = measured(divided, english=english)
    demands = musts(divided, language)
    marks = [*_marks_of_words(divided, english, jargon), *_marks_of_statutes(divided), *_marks_of_musts(demands)]
    order = list(FindingKind)
    marks.sort(key=lambda mark: (mark.start, order.index(mark.kind)))
    findings = tuple(_placed(divided, mark) for mark in marks)
    if english:
        score, band, measure = figures.flesch, flesch_band(figures.flesch), Measure.FLESCH
    else:
        score, band, measure = figures.lix, lix_band(figures.lix), Measure.LIX
    return PlainReport(language, measure, score, band, figures, findings, demands)


def _placed(divided: Divided, mark: Mark) -> Finding:
    line, column = divided.place(mark.start)
    text = " ".join(divided.text[mark.start : mark.end].split())
    return Finding(
        mark.kind, mark.start, mark.end, line, column, text, mark.suggestion, mark.why, mark.values, mark.replacements, mark.word
    )  # fmt: skip


def _marks_of_statutes(divided: Divided) -> Iterator[Mark]:
    suggestion = N_("Say what holds, in words. The reference can stand at the end, or go.")
    why = N_("Few suppliers look up a statute. What they must do has to stand in the text itself.")
    for start, end in statutes(divided.text):
        yield Mark(FindingKind.STATUTE, start, end, suggestion, why)


def _marks_of_musts(demands: tuple[Musts, ...]) -> Iterator[Mark]:
    for one in demands:
        if one.many:
            values: dict[str, object] = {"musts": one.musts, "words": one.words}
            yield Mark(
                FindingKind.MUSTS, one.start, one.end,
                N_("Ask of each demand whether you will check it; gather those that are left in a list."),
                N_("{musts} demands in {words} words. So many stop small companies from bidding."), values,
            )  # fmt: skip


def _marks_of_words(divided: Divided, english: bool, jargon: Jargon) -> Iterator[Mark]:
    for sentence in divided.sentences:
        hard: set[int] = set()
        for hit in jargon.hits(sentence):
            hard.update(word.start for word in hit.words)
            yield Mark(
                FindingKind.JARGON, hit.words[0].start, hit.words[-1].end, "", hit.entry.explanation,
                replacements=hit.replacements, word=hit.entry.word,
            )  # fmt: skip
        yield from _long_sentence(sentence)
        yield from _long_words(sentence, hard, jargon)
        yield from _verbs(sentence, english)


def _long_sentence(sentence: Sentence) -> Iterator[Mark]:
    if len(sentence.words) > LONGEST_SENTENCE:
        yield Mark(
            FindingKind.SENTENCE, sentence.start, sentence.end,
            N_("Divide it: one thought in each sentence."),
            N_("{words} words. Beyond {limit} a reader has to start again."),
            {"words": len(sentence.words), "limit": LONGEST_SENTENCE},
        )  # fmt: skip


def _long_words(sentence: Sentence, hard: set[int], jargon: Jargon) -> Iterator[Mark]:
    for word in sentence.words:
        recommended = word.text.casefold() in jargon.recommended
        if word.start in hard or recommended or not is_long(word) or word.letters < LONG_WORD:
            continue
        values: dict[str, object] = {"letters": word.letters}
        if word.letters >= LONG_COMPOUND:
            yield Mark(
                FindingKind.COMPOUND, word.start, word.end,
                N_("Take it apart: several short words say the same."),
                N_("{letters} letters. So long a compound is read letter by letter."), values,
            )  # fmt: skip
        else:
            yield Mark(
                FindingKind.WORD, word.start, word.end,
                N_("Is there a shorter word for it?"), N_("{letters} letters. Long words slow a reader down."), values,
            )  # fmt: skip


def _verbs(sentence: Sentence, english: bool) -> Iterator[Mark]:
    found = english_passives(sentence) if english else passives(sentence)
    for words in found:
        yield Mark(
            FindingKind.PASSIVE, words[0].start, words[-1].end,
            N_("Say who does it: we, you, the company."), N_("In the passive nobody can see who is to do what."),
        )  # fmt: skip
    if english:
        return
    for noun, empty, verb in heavy_nouns(sentence):
        first, last = sorted((noun, empty), key=lambda word: word.start)
        yield Mark(
            FindingKind.NOUN, first.start, last.end,
            N_("Use the verb instead: “{verb}”.") if verb else N_("Use the verb that hides in “{noun}”."),
            N_("“{noun}” hides the doing behind “{empty}”. A verb is shorter and says who."),
            {"noun": noun.text, "empty": empty.text, "verb": verb},
        )  # fmt: skip

