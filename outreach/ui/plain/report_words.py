"""A report in the reader's words, for meter and window."""

from __future__ import annotations

from outreach.domain.plain.check import PlainReport
from outreach.domain.plain.measure import BAND_LABELS, LIX_EXAMPLES, MEASURE_LABELS, Measure
from outreach.language import N_, NN_
from outreach.ui.words import Words

_PLACES = NN_("{n} place to look at", "{n} places to look at")
_NONE = N_("nothing to look at")


def score_words(report: PlainReport, words: Words) -> str:
    """Write the figure: "LIX 41", "Reading ease 64"; empty without words."""
    if report.score is None:
        return ""
    return f"{words(MEASURE_LABELS[report.measure])} {words.language.number(round(report.score))}"


def places_words(report: PlainReport, words: Words) -> str:
    """Write how many findings there are."""
    return words.count(_PLACES, len(report.findings)) if report.findings else words(_NONE)


def meter_words(report: PlainReport, words: Words, *, short: bool) -> str:
    """Write the one line of a meter: figure, band and findings; of a short text the findings alone."""
    parts = [] if short else [score_words(report, words), words(BAND_LABELS[report.band])]
    return " · ".join([*parts, places_words(report, words)])


def band_words(report: PlainReport, words: Words) -> str:
    """Write the band, with what is usually written so."""
    band = words(BAND_LABELS[report.band])
    example = LIX_EXAMPLES[report.band] if report.measure is Measure.LIX else ""
    return f"{band}, {words(example)}" if example else band


def count_words(report: PlainReport, words: Words) -> str:
    """Write what was counted."""
    figures, number = report.figures, words.language.number
    if not figures.words:
        return ""
    mean = number(round(figures.words / figures.sentences, 1))
    text = N_("{words} words, {sentences} sentences, {mean} words in each on average, {long} long words")
    return words(text, words=number(figures.words), sentences=number(figures.sentences), mean=mean, long=number(figures.long_words))
