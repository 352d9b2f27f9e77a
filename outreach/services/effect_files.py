"""The effect page as files: the report as a PDF, the figures and the tenders behind them as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.benchmark import MEASURE_LABELS
from outreach.domain.effect import Effect
from outreach.domain.effect_words import caution_words, value_words
from outreach.domain.event_yield import Figure
from outreach.domain.few import Told, few_words, is_few
from outreach.errors import InvalidInput
from outreach.language import N_, Language
from outreach.services.exports import write_file

if TYPE_CHECKING:
    from outreach.services.effect import EffectService

SUFFIXES = (".pdf", ".xlsx")

_FIGURE_COLUMNS = (
    N_("Years"),
    N_("Figure"),
    N_("Value"),
    N_("Count"),
    N_("n"),
    N_("Unknown"),
    N_("Unit"),
    N_("Definition"),
    "key",
)
_TENDER_COLUMNS = (
    N_("Tender"), N_("Reference"), N_("Buyer"), N_("Advertised"), N_("Closed lots"), N_("Lots with a known number of bids"),
    N_("Bids"), N_("Lots with no bid"), N_("Lots with one bid"), N_("Dialogue before"), N_("Conversations before"),
)  # fmt: skip
_BENCHMARK_COLUMNS = (N_("Measure"), N_("Year"), N_("Area"), N_("Value"), N_("n"), N_("Source"))


def write(service: EffectService, effect: Effect, path: Path, language: Language) -> None:
    """Write one of the files, by the name's end. Raises InvalidInput, CannotWrite, DiskFull, TypefaceMissing."""
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=", ".join(SUFFIXES))
    write_file(path, service.pdf(effect, language) if suffix == ".pdf" else _workbook(service, effect, language))


def _workbook(service: EffectService, effect: Effect, language: Language) -> bytes:
    from outreach.formats.table_workbook import write_sheets

    say = language.say
    return write_sheets(
        [
            (say(N_("Figures")), [say(one) for one in _FIGURE_COLUMNS], _figures(effect, language)),
            (say(N_("Tenders")), [say(one) for one in _TENDER_COLUMNS], _tenders(service, effect, language)),
            (say(N_("To compare with")), [say(one) for one in _BENCHMARK_COLUMNS], _benchmarks(effect, language)),
        ]
    )


def _figures(effect: Effect, language: Language) -> Iterator[tuple[object, ...]]:
    for years, figures in (
        (str(effect.year), effect.figures),
        (f"{effect.first_year}–{effect.year}", effect.three_years),
    ):
        for one in figures:
            yield (years, *_cells(one, language))
    # What must stand beside the figures on screen and paper stands below them here: the small number, the gaps.
    for caution in effect.cautions:
        yield str(effect.year), caution_words(caution, language)


def _cells(one: Figure, language: Language) -> tuple[object, ...]:
    value: object = None if one.value is None else round(one.value, 4)
    count, n = one.count, one.n if one.told is Told.AS_IS else None
    if one.told is not Told.AS_IS:
        value, count = value_words(one, language), None
    said = language.say(one.unit) if one.unit else ""
    return language.say(one.name), value, count, n, one.unknown, said, language.say(one.definition), one.key


def _tenders(service: EffectService, effect: Effect, language: Language) -> Iterator[tuple[object, ...]]:
    yes, no = language.say(N_("Yes")), language.say(N_("No"))
    for one in service.rows(effect.wish, effect.year):
        yield (
            one.title, one.reference, one.buyer, one.advertised.isoformat(), one.lots, one.lots_known, one.bids, one.zero, one.one,
            yes if one.dialogue else no, few_words(language) if is_few(one.conversations) else one.conversations,
        )  # fmt: skip


def _benchmarks(effect: Effect, language: Language) -> Iterator[tuple[object, ...]]:
    for one in effect.benchmarks:
        yield language.say(MEASURE_LABELS[one.measure]), one.year, one.area, one.value / 100, one.n, one.source
