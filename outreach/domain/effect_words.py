"""Figures in words, the same for window, command line and paper. What cannot be told is a dash, never a zero."""

from __future__ import annotations

from outreach.domain.benchmark import Benchmark, Measure
from outreach.domain.effect import Caution, ChainLink
from outreach.domain.event_yield import Figure
from outreach.domain.few import HELD_BACK, Told, few_words, is_few
from outreach.domain.tender import Money
from outreach.language import N_, NN_, Language

DASH = "–"
OF = N_("{count} of {n}")
BASED_ON = N_("n = {n}")
SOLE_TRADER = N_("a sole trader")
UNKNOWN = NN_("{n} unknown", "{n} unknown")

_PERCENT = (Measure.ONE_BID_SHARE, Measure.NO_BID_SHARE)


def value_words(figure: Figure, language: Language) -> str:
    """Write the value with what belongs to it: "2.71", "29 %", "12 h", "4,500 kronor"; "fewer than 5" for a few people."""
    if figure.told is not Told.AS_IS:
        return few_words(language) if figure.told is Told.FEW else language.say(HELD_BACK)
    if figure.value is None:
        return DASH
    if figure.unit == "%":
        return percent(figure.value, language)
    if figure.unit == "h":
        return f"{language.number(round(figure.value, 1))} h"
    if len(figure.unit) == 3 and figure.unit.isupper() and figure.unit != "LIX":
        return language.money(Money(round(figure.value * 100), figure.unit))
    return language.number(round(figure.value, 1 if figure.unit == "LIX" else 2))


def percent(value: float, language: Language) -> str:
    """Write a share, to whole per cent; one that is not nothing is never written as nothing."""
    shown = round(value) or (round(value, 1) if value else 0)
    return f"{language.number(shown)}\N{NO-BREAK SPACE}%"


def basis_words(figure: Figure, language: Language) -> str:
    """Write what it rests on: "2 of 7", "n = 7", and how many are unknown."""
    if figure.told is Told.HELD or (figure.told is Told.FEW and figure.value == figure.n):
        return DASH
    number = few_words(language) if figure.told is Told.FEW and is_few(figure.n) else language.number(figure.n)
    if figure.told is Told.FEW and figure.count is not None:
        return language.say(OF, count=few_words(language), n=number)
    if figure.count is not None:
        rests = language.say(OF, count=language.number(figure.count), n=number)
    else:
        rests = language.say(BASED_ON, n=number)
    if not figure.unknown:
        return rests
    return f"{rests}, {language.count(UNKNOWN, figure.unknown)}"


def unit_words(figure: Figure, language: Language) -> str:
    """Write the unit where the value does not say it."""
    return language.say(figure.unit) if figure.unit not in ("", "h", "%") else ""


def benchmark_words(benchmark: Benchmark, language: Language) -> str:
    """Write the value of a figure to compare with."""
    value = benchmark.value / 100
    return percent(value, language) if benchmark.measure in _PERCENT else language.number(round(value, 2))


def company_words(link: ChainLink, language: Language) -> str:
    """Write with whom it was talked; a sole trader is a person, whom a report does not name."""
    return language.say(SOLE_TRADER) if link.is_sole_trader else link.company_name


def caution_words(caution: Caution, language: Language) -> str:
    """Write a sentence that must stand beside the figures."""
    values = dict(caution.values)
    if isinstance(caution.text, str):
        return language.say(caution.text, **values)
    return language.count(caution.text, caution.n, **values)
