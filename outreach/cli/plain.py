"""`outreach plain FILE|-` checks a text; `outreach plain words …` is the list of hard words."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import SpokenGroup, argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done
from outreach.cli.references import find_record
from outreach.domain.record import Kind
from outreach.domain.rule import PlainWord
from outreach.errors import FileTooLarge, WorkspaceMissing
from outreach.language import LANGUAGES, N_, NN_, Language
from outreach.paths import default_workspace
from outreach.services.plain_language import PlainLanguage, before_after, before_after_words, said

if TYPE_CHECKING:
    from outreach.domain.plain.check import PlainReport

#: As much is read from standard input, in bytes.
_MOST_TYPED = 20_000_000
_FOUND = NN_("{n} place to look at:", "{n} places to look at:")
_COUNTED = N_("{words} words in {sentences} sentences, {long} long words.")
_BAND = N_("{measure} {score}: {band}.")
_MUSTS = N_("Demands for each hundred words: {figure} ({section}).")


class _PlainGroup(SpokenGroup):
    """Takes a word that is no command of its own for the name of a file: "plain FILE" is "plain check FILE"."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put "check" in front where a file is named; options may stand before it."""
        first = _first_word(args)
        if first and first not in self.commands:
            args = ["check", *args]
        return super().parse_args(ctx, args)


def _first_word(args: list[str]) -> str:
    """Return the first word that is no option and no value of one that every command takes."""
    skip = False
    for word in args:
        if skip or (word.startswith("-") and word != "-"):
            skip = not skip and word in ("--workspace", "--language", "--text-language", "--tender")
            continue
        return word
    return ""


plain = group("plain", N_("Check how plain a text is, and keep the list of hard words."), _PlainGroup)
words = group("words", N_("The hard words and what to write instead."))
plain.add_command(words)


@command(plain, "check", N_("Check a text: .txt, .docx, .odt, .pdf, or - for standard input."))
@argument("file")
@option(
    "--text-language",
    type=click.Choice(["auto", *LANGUAGES]),
    default="auto",
    text=N_("The language of the text; auto finds out."),
)
@option("--tender", "reference", default="", metavar="ID", text=N_("The tender that the text belongs to."))
@option("--keep", is_flag=True, text=N_("Keep the figures on that tender: the first are before, the latest after."))
def check(door: Door, file: str, text_language: str, reference: str, keep: bool) -> Answer:
    """Check one text."""
    try:
        return _checked(door, file, text_language, reference, keep)
    except WorkspaceMissing:
        if reference or door.place != str(default_workspace()):
            raise
    # Somebody who only wants a text checked needs no workspace; the program's own words are enough.
    report = _report(PlainLanguage(), file, text_language)
    return Answer(_as_json(report, door.language), lambda: _lines(report, door.language))


def _checked(door: Door, file: str, text_language: str, reference: str, keep: bool) -> Answer:
    with door.house(writing=keep and bool(reference)) as house:
        report = _report(house.plain_language, file, text_language)
        tender = find_record(house, reference, Kind.TENDER)[1] if reference else None
        action = None
        if tender is not None and keep:
            label = "description" if file == "-" else Path(file).name
            action = house.plain_language.keep_figures(tender.id, report, label).action
            tender = house.tenders.get(tender.id)
        plain_report = _as_json(report, door.language)
        pairs = before_after(tender) if tender is not None else []
        figures = [f"{one.label}: {before_after_words(one, door.language)}" for one in pairs]
        if tender is not None:
            plain_report |= {"tender": str(tender.id), "before_after": figures, "action": str(action) if action else None}
        return Answer(plain_report, lambda: [*_lines(report, door.language), *figures])


def _report(verbs: PlainLanguage, file: str, language: str) -> PlainReport:
    if file != "-":
        return verbs.check_file(Path(file), language)
    data = sys.stdin.buffer.read(_MOST_TYPED + 1)
    if len(data) > _MOST_TYPED:
        raise FileTooLarge("-", len(data), _MOST_TYPED)
    written = verbs.read_bytes(data, "-")
    return verbs.check(written.text, language, paragraphs=written.paragraphs)


def _as_json(report: PlainReport, language: Language) -> dict[str, Any]:
    from outreach.domain.plain.check import LIMITS

    figures = report.figures
    return {
        "lix": None if figures.lix is None else round(figures.lix, 1),
        "band": report.band.value,
        "measure": report.measure.value,
        "score": None if report.score is None else round(report.score, 1),
        "language": report.language,
        "words": figures.words,
        "sentences": figures.sentences,
        "long_words": figures.long_words,
        "findings": [
            {
                "line": one.line,
                "column": one.column,
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "kind": one.kind.value,
                "suggestion": said(one, language)[0],
                "why": said(one, language)[1],
                "replacements": list(one.replacements),
            }
            for one in report.findings
        ],
        "demands": [
            {"section": one.heading, "words": one.words, "demands": one.musts, "per_hundred": round(one.per_hundred, 1)}
            for one in report.musts
        ],
        "limits": [language.say(text) for text in LIMITS],
    }


def _lines(report: PlainReport, language: Language) -> Iterator[str]:
    from outreach.domain.plain.check import LIMITS
    from outreach.domain.plain.finding import KIND_LABELS
    from outreach.domain.plain.measure import BAND_LABELS, MEASURE_LABELS, Measure

    say, figures = language.say, report.figures
    if report.score is not None:
        score = language.number(round(report.score, 1))
        yield say(_BAND, measure=say(MEASURE_LABELS[report.measure]), score=score, band=say(BAND_LABELS[report.band]).lower())
        if report.measure is not Measure.LIX and figures.lix is not None:
            yield f"LIX {language.number(round(figures.lix, 1))}."
    numbers = {"words": figures.words, "sentences": figures.sentences, "long": figures.long_words}
    yield say(_COUNTED, **{name: language.number(number) for name, number in numbers.items()})
    for one in report.musts:
        if one.many:
            yield say(_MUSTS, figure=language.number(round(one.per_hundred, 1)), section=one.heading or say(N_("the beginning")))
    yield ""
    yield language.count(_FOUND, len(report.findings))
    for found in report.findings:
        suggestion, why = said(found, language)
        text = found.text if len(found.text) <= 60 else f"{found.text[:57]}…"
        what = say(N_("{reason}: “{text}”"), reason=say(KIND_LABELS[found.kind]), text=text)
        yield f"{found.line}:{found.column}  {what} → {suggestion} ({why})"
    yield ""
    yield say(N_("What the figure cannot tell:"))
    yield from (f"– {say(text)}" for text in LIMITS)


# Words ---------------------------------------------------------------------------------------------------------------


def _language_option(function: Any) -> Any:
    text = N_("The language of the word: sv or en.")
    return option("--of", type=click.Choice(LANGUAGES), default="sv", text=text)(function)


@command(words, "list", N_("Show the hard words."))
@option("--own", is_flag=True, text=N_("Only what the unit added, changed or dropped."))
@_language_option
def list_words(door: Door, own: bool, of: str) -> Answer:
    """Show the list."""
    with door.house() as house:
        known = house.plain_language.words(of)
        dropped = [one.word for one in house.plain_language.own_words() if one.dropped and one.language == of]
    shown = [one for one in known if one.own or not own]
    rows = [
        {
            "word": one.word, "forms": list(one.forms), "plain": list(one.plain), "explanation": one.explanation, "own": one.own,
        }
        for one in shown
    ]  # fmt: skip

    def lines() -> Iterable[str]:
        yield from (f"{one.word} → {', '.join(one.plain)}  ({one.explanation})" for one in shown)
        yield from (door.language.say(N_("{word}: dropped"), word=word) for word in dropped)

    return Answer({"words": rows, "dropped": dropped}, lines)


@command(words, "add", N_("Add a hard word, or change one: WORD and what can stand in its place, best first."))
@argument("word")
@argument("plain_words", nargs=-1, required=True, metavar="PLAIN…")
@option("--form", "forms", multiple=True, text=N_("A further form of the word."))
@option("--why", default="", text=N_("One sentence that explains the word."))
@_language_option
def add_word(door: Door, word: str, plain_words: tuple[str, ...], forms: tuple[str, ...], why: str, of: str) -> Answer:
    """Keep a word."""
    with door.house(writing=True) as house:
        made = PlainWord(word=word, language=of, forms=forms, plain=plain_words, explanation=why)
        return done(door, house.plain_language.put_word(made))


@command(words, "drop", N_("Stop marking a word."))
@argument("word")
@_language_option
def drop_word(door: Door, word: str, of: str) -> Answer:
    """Drop a word."""
    with door.house(writing=True) as house:
        return done(door, house.plain_language.drop_word(word, of))


@command(words, "restore", N_("Bring the built-in entry of a word back."))
@argument("word")
@_language_option
def restore_word(door: Door, word: str, of: str) -> Answer:
    """Bring a word back."""
    with door.house(writing=True) as house:
        return done(door, house.plain_language.restore_word(word, of))

