"""Releasing public documents (TF 2 kap.): chosen records as a paper, with what is secret left out, and the line that says so.

Whoever asks need not say who they are, nor why (TF 2 kap. 18 §): nothing here asks, and nothing keeps it. What is masked never
reaches the paper; the file is read back before it is written, text, metadata and unpacked streams, and refused should it be there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.dialogue_paper import DialoguePaper, PaperEntry, PaperLine, PaperSection
from outreach.domain.needles import Needles, names_of
from outreach.domain.person import Person
from outreach.domain.purposes import in_language, known_purposes
from outreach.domain.record import BOOKKEEPING, Kind, Record, to_plain
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NameStillThere, NotFound
from outreach.language import N_, NN_, Language
from outreach.services.everybody import everybody
from outreach.services.exports import write_file
from outreach.services.extract_paper import field_lines_of
from outreach.services.record_names import ids_in, legible, named

if TYPE_CHECKING:
    from outreach.services.house import House

#: From so many people on it is a mass extract, and OSL 21 kap. 7 § has to be asked.
MASS = 20
#: The paragraphs that an officer weighs, and what each asks.
QUESTIONS = {
    "OSL 21:3": N_("Is somebody threatened, so that address, telephone or e-mail must not come out (OSL 21 kap. 3 §)?"),
    "OSL 21:7": N_("Can it be assumed that the receiver will use the personal data against the GDPR (OSL 21 kap. 7 §)?"),
    "OSL 31:16": N_("Does a note tell of a supplier's business, and would the supplier be harmed (OSL 31 kap. 16 §)?"),
    "OSL 19:3": N_("Does it tell of a purchase that is not advertised yet, and would the unit be harmed (OSL 19 kap. 3 §)?"),
}
_NOTES = frozenset({"notes", "note", "additions", "text", "comment"})
_CONTACTS = frozenset({"emails", "phones", "addresses", "email", "phone"})
#: What is on no paper.
_UNTOLD = frozenset({"origins", "id", "version"})
_LEAST = 4
_SECRET = N_("secret")

Progress = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Masking:
    """What is taken out and on which ground: whole fields by name, and words wherever they stand."""

    fields: Mapping[str, str]
    words: tuple[str, ...] = ()
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What an officer has to weigh before a release: the questions, by paragraph, and the people with a protected identity.

    `fields`: the names of the fields that hold something, of which each can be left out.
    """

    records: int
    questions: tuple[str, ...]
    protected: tuple[UUID, ...]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Released:
    """What was written: the file, how many records, how many values were taken out.

    `unfound`: words that were to be taken out and stand nowhere in the records; they may be misspelt.
    """

    file: Path
    records: int
    masked: int
    unfound: tuple[str, ...] = ()


class Releases:
    """The verbs of a release."""

    def __init__(self, house: House) -> None:
        self._house = house

    def find(self, text: str, most: int = 20_000) -> list[UUID]:
        """Return the ids of all that a search finds, the best of each kind first; whoever asks for public documents gets all."""
        from outreach.services.search import SEARCHED

        return [hit.id for hit in self._house.search.find(text, SEARCHED, most=most)]

    def weigh(self, ids: Sequence[UUID]) -> Weighed:
        """Say what has to be weighed before these are released. Raises NotFound."""
        records = self._records(ids)
        people = [record for _, record in records if isinstance(record, Person)]
        fields = {name for _, record in records for name, value in to_plain(record).items() if value not in (None, "", [])}
        asked = ["OSL 21:3"] if people and fields & _CONTACTS else []
        asked += ["OSL 21:7"] if len(people) > MASS else []
        asked += ["OSL 31:16"] if fields & _NOTES else []
        asked += ["OSL 19:3"] if any(kind in (Kind.TENDER, Kind.MEETING) for kind, _ in records) else []
        told = tuple(sorted(fields - BOOKKEEPING - _UNTOLD))
        return Weighed(len(records), tuple(asked), self._protected(records), told)

    def save(
        self,
        ids: Sequence[UUID],
        path: Path,
        language: Language,
        masking: Masking,
        *,
        weighed: bool = False,
        progress: Progress | None = None,
    ) -> Released:
        """Write the records as a PDF with what `masking` names left out.

        `weighed`: the officer has answered the questions of `weigh`. Raises InvalidInput for another suffix, without that, for
        something taken out without its paragraph or by a field that no record has, or when a protected person is among them or
        named by them; NameStillThere, NotFound, CannotWrite, DiskFull, TypefaceMissing, Cancelled.
        """
        if path.suffix.casefold() != ".pdf":
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf")
        sight = self.weigh(ids)
        if sight.protected:
            raise InvalidInput(N_("Protected person"), N_("Somebody with a protected identity is among them: take them out first."))
        self._refuse_leaks(ids, masking)
        if sight.questions and not weighed:
            raise InvalidInput(N_("Secrecy"), N_("Answer the questions about secrecy first."))
        pdf, count, taking = self._drawn(ids, language, masking, progress)
        masked = taking.count
        grounds = sorted({*masking.fields.values(), *([masking.ground] if masking.words else [])} - {""})
        self._house.audit.note(
            "release", records=count, masked=masked, grounds=grounds, fields=sorted(masking.fields), weighed=list(sight.questions)
        )
        write_file(path, pdf)
        return Released(path, count, masked, taking.unfound)

    def _drawn(
        self, ids: Sequence[UUID], language: Language, masking: Masking, progress: Progress | None = None
    ) -> tuple[bytes, int, _Taking]:
        """Return the PDF, how many records stand on it, and what was taken out; read back before."""
        from outreach.print.dialogue_log import draw_dialogue

        records = self._records(ids)
        taking = _Taking(masking, language)
        paper = self._paper(records, taking, language)
        pdf = draw_dialogue(paper, progress)
        left = _still_there(pdf, draw_dialogue(replace(paper, sections=(), facts=())), taking)
        if left:
            raise NameStillThere(left)
        return pdf, len(records), taking

    def _refuse_leaks(self, ids: Sequence[UUID], masking: Masking) -> None:
        """A misspelt field would leave everything in; what is taken out needs its paragraph (OSL 6 kap. 3 §)."""
        known = {name for _, record in self._records(ids) for name in _names_in(to_plain(record))}
        for name, ground in masking.fields.items():
            if name not in known:
                raise InvalidInput(N_("Field"), N_("No record has a field {name}."), name=name)
            if not ground.strip():
                raise InvalidInput(N_("Field"), N_("Name the paragraph by which {name} is taken out."), name=name)
        if any(one.strip() for one in masking.words) and not masking.ground.strip():
            raise InvalidInput(N_("Secrecy"), N_("Name the paragraph by which the words are taken out."))

    def _protected(self, records: Sequence[tuple[Kind, Record]]) -> tuple[UUID, ...]:
        """Return the people with a protected identity who are among the records, are pointed at, or are named in their words."""
        from outreach.storage.traces import belongings

        with self._house.database.read() as view, everybody(view):
            people = list(view.people.many(view.people.flagged("protected")).values())
            firms = {one.id: belongings(view.connection, [one.id]).by_table.get("company", set()) for one in people}
        found = []
        for one in people:
            needles = Needles(frozenset({one.id, *firms[one.id]}), frozenset(names_of(one)))
            if any(needles.in_any(json.dumps(to_plain(record), ensure_ascii=False)) for _, record in records):
                found.append(one.id)
        return tuple(found)

    def _records(self, ids: Sequence[UUID]) -> list[tuple[Kind, Record]]:
        with self._house.database.read() as view, everybody(view):
            found: dict[UUID, tuple[Kind, Record]] = {}
            for kind in Kind:
                missing = [one for one in ids if one not in found]
                found |= {one: (kind, record) for one, record in view.store(kind).many(missing).items()} if missing else {}
        gone = [one for one in ids if one not in found]
        if gone:
            raise NotFound(str(gone[0]))
        return [found[one] for one in dict.fromkeys(ids)]

    def _paper(self, records: list[tuple[Kind, Record]], taking: _Taking, language: Language) -> DialoguePaper:
        say = language.say
        names = self._names(records, language)
        entries = tuple(_entry(record, taking, names, language) for _, record in records)
        today = home_day(self._house.now())
        return DialoguePaper(
            unit=self._house.unit.unit(),
            printed=today,
            label=say(N_("Public documents")),
            title=language.count(NN_("{n} entry", "{n} entries"), len(records)),
            facts=(PaperLine(", ".join(taking.grounds) or say(N_("nothing was taken out")), say(N_("Secrecy"))),),
            law=(
                say(
                    N_(
                        "Where something is taken out its paragraph stands in its place. Whoever wants all of it can ask the "
                        "municipality for a decision, which may be appealed (OSL 6 kap. 3 and 7 §§)."
                    )
                ),
            ),
            sections=(PaperSection(say(N_("Records")), entries, "–"),),
            entries=len(records),
            language=language.code,
        )

    def _names(self, records: list[tuple[Kind, Record]], language: Language) -> dict[str, str]:
        """Return the names of what the records point at: people, companies, events, tenders; and those of purposes, by key."""
        ids = {one for _, record in records for one in ids_in(to_plain(record))}
        with self._house.database.read() as view:
            found = {key: in_language(one, language).name for key, one in known_purposes(view.purposes.all()).items()}
            for kind in (Kind.PERSON, Kind.COMPANY, Kind.EVENT, Kind.TENDER):
                for one, record in view.store(kind).many(ids).items():
                    found[str(one)] = str(getattr(record, "name", "") or getattr(record, "title", ""))
        return found


class _Taking:
    """Takes out what is masked, counts it, and remembers what it took, so that the paper can be looked through for it."""

    def __init__(self, masking: Masking, language: Language) -> None:
        self._masking = masking
        self._say = language.say
        self.taken: set[str] = set()
        self.count = 0
        words = sorted((one.strip() for one in masking.words if one.strip()), key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, words)), re.IGNORECASE) if words else None
        self.words = tuple(words)
        self._met: set[str] = set()

    @property
    def grounds(self) -> list[str]:
        """The paragraphs by which something was taken out."""
        return sorted({*self._masking.fields.values(), self._masking.ground if self._words else ""} - {""})

    @property
    def unfound(self) -> tuple[str, ...]:
        """The words that stood nowhere; one that only stands inside a longer one counts as found."""
        return tuple(one for one in self.words if not any(one.casefold() in met for met in self._met))

    def field(self, name: str, value: Any) -> Any:
        """Return a field's value, or what stands in its place."""
        if name in self._masking.fields and value not in (None, "", [], {}, False):
            self.taken |= set(_texts(value))
            self.count += 1
            return self._mark(self._masking.fields[name])
        return self.value(value)

    def value(self, value: Any) -> Any:
        """Return a value without the words that are masked."""
        if isinstance(value, Mapping):
            return {name: self.field(str(name), one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if not isinstance(value, str) or self._words is None:
            return value
        self._met |= {one.casefold() for one in self._words.findall(value)}
        text, many = self._words.subn(self._mark(self._masking.ground), value)
        self.count += many
        return text

    def _mark(self, ground: str) -> str:
        return f"[{self._say(_SECRET)}{', ' if ground else ''}{ground}]"


def _entry(record: Record, taking: _Taking, names: Mapping[str, str], language: Language) -> PaperEntry:
    plain = {name: named(value, names, name) for name, value in to_plain(record).items() if name not in _UNTOLD}
    shown = legible({name: taking.field(name, value) for name, value in plain.items()}, language)
    title = next((str(shown[name]) for name in ("name", "title", "note", "text") if shown.get(name)), "–")
    lines = tuple(PaperLine(text, label) for label, text in field_lines_of(shown, language))
    return PaperEntry(" ".join(title.split())[:120], lines)


def _names_in(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from map(str, value)
    if isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _names_in(one)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(one)
    elif isinstance(value, str) and len(value.strip()) >= _LEAST:
        yield value


def _still_there(pdf: bytes, empty: bytes, taking: _Taking) -> int:
    """Return how many of the values that were taken out are found in the file again, seen or unseen."""
    from outreach.print.read_back import hidden_text, seen_text

    found = _squeezed((seen_text(pdf), hidden_text(pdf)))
    allowed = _squeezed((seen_text(empty), hidden_text(empty)))
    wanted = {_squeezed((one,)) for one in (*taking.taken, *taking.words)} - {""}
    return sum(one in found and one not in allowed for one in wanted)


def _squeezed(texts: Iterable[str]) -> str:
    return re.sub(r"[\s\u00ad-]+", "", "\n".join(texts)).casefold()
