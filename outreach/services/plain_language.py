"""Plain language: check a text or a file, the unit's own words, and the figures before and after on a tender."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.domain.rule import PlainWord
from outreach.domain.tender import Readability, Tender
from outreach.errors import BadFile, FileTooLarge, InvalidInput, NotAFile, NotFound
from outreach.language import LANGUAGES, N_, Language

if TYPE_CHECKING:
    # Its lists and rules take a tenth of a second to load, and most commands check no text.
    from outreach.domain.plain.check import PlainReport
    from outreach.domain.plain.finding import Finding
    from outreach.domain.plain.jargon import Jargon, JargonWord
    from outreach.formats.written import Written
    from outreach.storage.database import Database

__all__ = ["BeforeAfter", "PlainLanguage", "before_after", "said"]

#: The figures that one text of a tender keeps: the first ("before") and the latest ones.
MOST_KEPT = 20
DESCRIPTION = "description"
#: The figure of fewer words says nothing.
FEWEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The first and the latest figure of one text of a tender. `after` is None while there is only one."""

    label: str
    before: Readability
    after: Readability | None


class PlainLanguage:
    """The verbs of plain language."""

    def __init__(self, database: Database | None = None) -> None:
        self._database = database

    @property
    def database(self) -> Database:
        """The workspace; checking needs none."""
        if self._database is None:
            raise RuntimeError("plain words are kept in a workspace")
        return self._database

    # Checking --------------------------------------------------------------------------------------------------------

    def check(self, text: str, language: str = "auto", *, paragraphs: bool | None = None) -> PlainReport:
        """Check a text. `language`: "sv", "en", or "auto" (by its small words); `paragraphs`: each line is one (None: guessed)."""
        from outreach.domain.plain.check import check
        from outreach.domain.plain.sentences import Divided
        from outreach.domain.plain.tongue import language_of

        divided = Divided(text, paragraphs)
        chosen = language if language in LANGUAGES else language_of(divided)
        return check(divided, chosen, _jargon(tuple(self.own_words()), chosen))

    def check_file(self, path: Path, language: str = "auto") -> PlainReport:
        """Read a document and check it. Raises BadFile."""
        written = self.read_file(path)
        return self.check(written.text, language, paragraphs=written.paragraphs)

    def read_file(self, path: Path) -> Written:
        """Return the text of a .txt, .docx, .odt or .pdf. Raises BadFile (too large, locked, damaged, pictures of pages …)."""
        from outreach.formats.written import LARGEST

        return self.read_bytes(_bytes_of(path, LARGEST), str(path))

    def read_bytes(self, data: bytes, name: str) -> Written:
        """Return the text of a document that is at hand as bytes; `name` stands in what is said of it. Raises BadFile."""
        from outreach.formats.written import MOST_CHARACTERS, Written, checked, is_pdf, read_written

        if not is_pdf(data):
            return read_written(data, name)
        from outreach.print.pdf_text import pdf_text

        return checked(Written(pdf_text(data, name, MOST_CHARACTERS)), name)

    # Words -----------------------------------------------------------------------------------------------------------

    def words(self, language: str) -> list[JargonWord]:
        """Return the hard words of a language in the order of the list, those of the unit included, dropped ones left out."""
        from outreach.domain.plain.jargon import with_own

        return list(with_own(self.own_words(), language))

    def own_words(self) -> list[PlainWord]:
        """Return what the unit added, changed or dropped."""
        if self._database is None:
            return []
        with self.database.read() as view:
            return sorted(view.plain_words.all(), key=lambda one: (one.language, one.word.casefold()))

    def put_word(self, word: PlainWord) -> Changes:
        """Add a word, or change one of either list. Raises InvalidInput."""
        clean = cleaned(word)
        return self._keep(clean, N_("Changed the plain words for “{word}”"))

    def drop_word(self, word: str, language: str) -> Changes:
        """Stop marking a word. Raises NotFound for one that is in no list."""
        known = next((one for one in self.words(language) if one.word.casefold() == word.strip().casefold()), None)
        if known is None:
            raise NotFound(word)
        if known.own and not known.changed:
            return self._forget(known.word, language)
        return self._keep(PlainWord(word=known.word, language=language, dropped=True), N_("Dropped the hard word “{word}”"))

    def restore_word(self, word: str, language: str) -> Changes:
        """Take back what the unit said of a word: the program's own entry holds again. Raises NotFound."""
        return self._forget(word, language)

    def _keep(self, word: PlainWord, title: str) -> Changes:
        with self.database.work(title, word=word.word) as work:
            known = next((one for one in work.plain_words.all() if _same(one, word)), None)
            if known is not None:
                word = replace(word, id=known.id, version=known.version, credit=known.credit, origins=known.origins)
            work.save(Kind.PLAIN_WORD, word)
        return work.changes

    def _forget(self, word: str, language: str) -> Changes:
        from outreach.domain.plain.jargon import built_in

        wanted = PlainWord(word=word.strip(), language=language)
        with self.database.work(N_("Brought the built-in entry for “{word}” back"), word=wanted.word) as work:
            known = [one for one in work.plain_words.all() if _same(one, wanted)]
            if not known:
                raise NotFound(word)
            for one in known:
                work.delete(Kind.PLAIN_WORD, one.id)
            if not any(one.word.casefold() == wanted.word.casefold() for one in built_in(language)):
                work.rename_action(N_("Removed the hard word “{word}”"), word=wanted.word)
        return work.changes

    # Tenders ---------------------------------------------------------------------------------------------------------

    def keep_figures(self, tender_id: UUID, report: PlainReport, label: str = DESCRIPTION) -> Changes:
        """Write figures on a tender: the first of a text are "before", the latest "after". Raises NotFound, InvalidInput."""
        if report.score is None:
            raise InvalidInput(N_("Text"), N_("There is no text to measure yet."))
        with self.database.work(N_("Kept the readability of {name}"), name="") as work:
            tender = work.tenders.get(tender_id)
            if tender is None:
                raise NotFound(str(tender_id))
            work.save(Kind.TENDER, replace(tender, readability=_with(tender, _figure(report, work.now, label))))
            work.rename_action(N_("Kept the readability of {name}"), name=tender.title)
        return work.changes

    def save_description(self, tender: Tender, text: str) -> Changes:
        """Keep a description that was made plainer, with its figures. Raises InvalidInput, ChangedBySomeoneElse."""
        made = self.with_figures(tender, replace(tender, description=text))
        with self.database.work(N_("Made {name} plainer"), name=tender.title) as work:
            work.save(Kind.TENDER, made)
        return work.changes

    def with_figures(self, before: Tender, after: Tender) -> Tender:
        """Return a tender whose description changed with the figures of it: "before" of what stood there, and "after"."""
        if after.description == before.description:
            return after
        measured = any(one.label == DESCRIPTION for one in before.readability)
        for text in (after.description,) if measured else (before.description, after.description):
            report = self.check(text, paragraphs=True)
            if report.score is not None and report.figures.words >= FEWEST_WORDS:
                figure = _figure(report, self.database.signature.clock(), DESCRIPTION)
                after = replace(after, readability=_with(after, figure))
        return after


def before_after(tender: Tender) -> list[BeforeAfter]:
    """Return the first and the latest figure of each text of a tender, in the order in which the texts were first measured."""
    found: list[BeforeAfter] = []
    for label in dict.fromkeys(one.label for one in tender.readability):
        figures = [one for one in tender.readability if one.label == label]
        same = [one for one in figures if one.measure == figures[0].measure]
        found.append(BeforeAfter(label, same[0], same[-1] if len(same) > 1 else None))
    return found


def said(finding: Finding, language: Language) -> tuple[str, str]:
    """Return suggestion and reason of a finding in the reader's language; a hard word's suggestion is its replacements."""
    if finding.replacements:
        return ", ".join(finding.replacements), finding.why
    return language.say(finding.suggestion, **finding.values), language.say(finding.why, **finding.values)


def figure_words(figure: Readability, language: Language) -> str:
    """Write a kept figure: "LIX 53", "Reading ease 64"."""
    from outreach.domain.plain.measure import MEASURE_LABELS, Measure

    label = language.say(MEASURE_LABELS[Measure(figure.measure)]) if figure.measure in set(Measure) else figure.measure
    return f"{label} {language.number(round(figure.score / 100))}"


def before_after_words(pair: BeforeAfter, language: Language) -> str:
    """Write "LIX 53 → 41", or the one figure there is."""
    first = figure_words(pair.before, language)
    return first if pair.after is None else f"{first} → {language.number(round(pair.after.score / 100))}"


@lru_cache(maxsize=4)
def _jargon(own: tuple[PlainWord, ...], language: str) -> Jargon:
    """Make a list ready; somebody who types has it checked several times a second."""
    from outreach.domain.plain.jargon import Jargon, with_own

    return Jargon(with_own(own, language), language)


def _figure(report: PlainReport, at: datetime, label: str) -> Readability:
    return Readability(
        at=at,
        measure=report.measure.value,
        score=round((report.score or 0) * 100),
        words=report.figures.words,
        sentences=report.figures.sentences,
        findings=len(report.findings),
        label=label,
    )


def _with(tender: Tender, figure: Readability) -> tuple[Readability, ...]:
    """Add a figure; of many, the first and the latest of its text are kept."""
    same = [one for one in tender.readability if one.label == figure.label]
    dropped = same[1 : len(same) - MOST_KEPT + 2] if len(same) >= MOST_KEPT else []
    return (*(one for one in tender.readability if one not in dropped), figure)


def _same(one: PlainWord, other: PlainWord) -> bool:
    return one.language == other.language and one.word.casefold() == other.word.casefold()


def cleaned(word: PlainWord) -> PlainWord:
    """Return a word of the unit's list as it is kept. Raises InvalidInput for what cannot be one."""
    text = " ".join(word.word.split())
    plain = tuple(dict.fromkeys(" ".join(one.split()) for one in word.plain if one.strip()))
    if not text or not any(char.isalpha() for char in text):
        raise InvalidInput(N_("Hard word"), N_("Write the hard word, as in “avrop”."))
    if word.language not in LANGUAGES:
        raise InvalidInput(N_("Language"), N_("The language is Swedish (sv) or English (en)."))
    if not plain:
        raise InvalidInput(N_("In its place"), N_("Write at least one word that can stand in its place."))
    forms: Sequence[str] = [" ".join(one.split()) for one in word.forms if one.strip()]
    return replace(word, word=text, plain=plain, forms=tuple(dict.fromkeys(forms)), explanation=" ".join(word.explanation.split()))


def _bytes_of(path: Path, limit: int) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NotAFile(path)
        if found.st_size > limit:
            raise FileTooLarge(path, found.st_size, limit)
        return path.read_bytes()
    except OSError as error:
        raise BadFile(path, N_("The file cannot be read: {why}."), why=error.strerror or "") from error
