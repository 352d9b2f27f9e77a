"""The extract for one person (GDPR art. 15): everything that the workspace holds about her, with everybody else masked.

Whoever asks gets it within a month (art. 12.3); a question that was noted stands under *Today* until the extract has been made.
"""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.extract import ASKED_LABELS, PART_LABELS, RIGHTS, Asked, Extract, ExtractPart
from outreach.domain.follow_up import FollowUp
from outreach.domain.person import Person
from outreach.domain.processing import BASIS_LABELS, DEED_LABELS, SINCE_LABELS, Purpose
from outreach.domain.purposes import in_language, known_purposes
from outreach.domain.record import Kind, to_plain
from outreach.domain.when import home_day
from outreach.errors import Ambiguous, InvalidInput, NotFound
from outreach.language import N_, NN_, Language
from outreach.services.backups import second_place
from outreach.services.everybody import everybody
from outreach.services.exports import Exported, write_file
from outreach.services.extract_masks import Cutter, ThirdParties, words_of
from outreach.services.privacy import notice_now
from outreach.services.record_names import ids_in

if TYPE_CHECKING:
    from outreach.domain.needles import Needles
    from outreach.services.house import House
    from outreach.storage.work import View

Progress = Callable[[str], None]
#: Said wherever an extract of somebody with a protected identity was written.
HAND_OVER = N_(
    "The person has a protected identity: hand the extract over in person, or through the Tax Agency's forwarding of mail; never "
    "by e-mail or to an address that somebody names."
)
#: The fact that ties a follow-up to the question it answers.
_ASKED = "asked "


class Extracts:
    """The verbs of access."""

    def __init__(self, house: House) -> None:
        self._house = house

    # What was asked --------------------------------------------------------------------------------------------------

    def ask(self, person_id: UUID, what: str = "extract", on: date | None = None) -> Asked:
        """Note that a person asked for an extract ("extract") or erasure ("erase") on a day. *Today* shows it until it is answered.

        Raises NotFound, InvalidInput.
        """
        if what not in ASKED_LABELS:
            raise InvalidInput(N_("Request"), N_("It is an extract or an erasure."))
        language = Language(self._language())
        with self._house.database.work(N_("Noted a request under the GDPR")) as work:
            day = on or home_day(work.now)
            person = person_of(work, person_id)
            text = language.say(ASKED_LABELS[what], name=person.name)
            promise = FollowUp(due=month_after(day), text=text, person=person.id, officer=self._house.officer)
            work.save(Kind.FOLLOW_UP, promise)
            work.keep_fact(f"{_ASKED}{promise.id}", f"{what} {day.isoformat()}")
        return Asked(person_id, what, day, promise.due)

    def asked(self) -> list[Asked]:
        """Return what waits for an answer, the earliest due first."""
        with self._house.database.read() as view:
            return sorted((asked for _, asked in _open_questions(view)), key=lambda one: one.due)

    # The extract -----------------------------------------------------------------------------------------------------

    def make(self, person_id: UUID, language: Language, progress: Progress | None = None) -> Extract:
        """Gather everything about a person. Raises NotFound."""
        from outreach.storage.traces import belongings, needles_for, traces

        house = self._house
        with house.database.read() as view, everybody(view):
            person = person_of(view, person_id)
            theirs = belongings(view.connection, [person.id])
            needles, shared = needles_for(view.connection, [person], theirs)
            found = list(traces(view.connection, needles, theirs, progress))
            third = self._third_parties(view, person, found, needles, language)
            cutter = Cutter(needles, theirs.records, third)
            parts = _parts(found, cutter)
            names = _names(view, person, theirs.records, third, parts, language)
            facts = self._facts(view, person, language)
        return Extract(person.id, person.name, house.now(), parts, facts, self._backups(), bool(shared), names)

    def protected_named(self, text: str, how: str) -> UUID | None:
        """Return the protected person whose id or whole name this is; None for nobody. The look is kept in the audit log.

        `how`: how it was made sure who asks. Raises InvalidInput for an officer who is no named handler, or without words.
        """
        wanted = " ".join(text.split()).casefold()
        found = [one for one in self._house.registered.protected(how) if wanted in (str(one.id), one.name.casefold())]
        if len(found) > 1:
            raise Ambiguous(text, tuple(str(one.id) for one in found))
        return found[0].id if found else None

    def save(self, person_id: UUID, path: Path, language: Language, progress: Progress | None = None) -> Exported:
        """Write the extract: .json holds all of it, .pdf is for reading. The request that it answers is done then.

        Raises NotFound, InvalidInput for another suffix, CannotWrite, DiskFull, TypefaceMissing.
        """
        return self.save_all(person_id, [path], language, progress)[0]

    def save_all(
        self,
        person_id: UUID,
        paths: Iterable[Path],
        language: Language,
        progress: Progress | None = None,
        *,
        protected_checked: str = "",
    ) -> list[Exported]:
        """Write one extract into several files (.json, .pdf), as `save` does.

        Whoever has a protected identity has the right of article 15 like everybody. For whom nobody says in words how the identity
        was checked (`protected_checked`, kept in the audit log) she is as absent as anywhere else: raises NotFound.
        """
        wanted = list(paths)
        for path in wanted:
            if path.suffix.casefold() not in (".json", ".pdf"):
                raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf, .json")
        self._require_checked(person_id, protected_checked)
        extract = self.make(person_id, language, progress)
        suffixes = [path.suffix.casefold().removeprefix(".") for path in wanted]
        self._house.audit.note("extract", person=person_id, rows=extract.rows, formats=suffixes)
        for path in wanted:
            write_file(path, extract_bytes(extract, path.suffix.casefold(), self._house, language))
        self.answered(extract.person, "extract")
        return [Exported(path, extract.rows) for path in wanted]

    def _require_checked(self, person_id: UUID, how: str) -> None:
        with self._house.database.read() as view:
            person = person_of(view, person_id)
        if not person.protected:
            return
        if not how.strip():
            raise NotFound(str(person_id))
        said = self._house.registered.may_see(how)
        self._house.database.audit("protected_view", person=str(person.id), what="extract", ground=said)

    def answered(self, person_id: UUID, what: str) -> None:
        """Mark the requests of this person ("extract", "erase") as answered, where the workspace can be written."""
        if not self._house.database.can_write:
            return
        with self._house.database.read() as view:
            waiting = [one for one, asked in _open_questions(view) if asked.person == person_id and asked.what == what]
        if waiting:
            self._house.follow_ups.finish([promise.id for promise in waiting])

    def _third_parties(
        self, view: View, person: Person, found: list[Any], needles: Needles, language: Language
    ) -> ThirdParties:
        from outreach.storage.needle_search import as_text
        from outreach.storage.traces import names_in

        corpus = "\n".join(as_text(trace.row) for trace in found if trace.table != "picture")
        others = names_in(view.connection, words_of([corpus]), frozenset({person.id}))
        companies = list(view.companies.many(role.company for role in person.roles).values())
        officers = {one.name for one in self._house.unit.officers()} | {self._house.officer}
        return ThirdParties(person, companies, sorted(officers), others, corpus, language, needles)

    def _facts(self, view: View, person: Person, language: Language) -> tuple[tuple[str, str], ...]:
        """Return what article 15.1 asks for beside the data: purpose, ground, categories, recipients, how long, from where."""
        say = language.say
        known = known_purposes(view.purposes.all()).get(person.purpose)
        purpose = in_language(known, language) if known else None
        rules = [one for one in view.retention_rules.all() if one.purpose == person.purpose]
        kept = [
            f"{say(SINCE_LABELS[one.since])} + {language.count(NN_('{n} month', '{n} months'), one.months)}: "
            f"{say(DEED_LABELS[one.deed])} ({one.decision or say(N_('no decision yet'))})"
            for one in rules
        ]
        source = person.source or say(N_("The person, or somebody who handed over the card"))
        unit = self._house.unit.unit()
        responsible = ", ".join(part for part in (unit.municipality, unit.department, unit.email, unit.phone) if part)
        return (
            (say(N_("Responsible")), responsible or say(N_("The procurement unit"))),
            (say(N_("Purpose (15.1 a)")), purpose.name if purpose else person.purpose),
            (say(N_("Lawful basis")), f"{say(BASIS_LABELS[purpose.basis])}, {purpose.law}" if purpose else "–"),
            (say(N_("Categories of data (15.1 b)")), _categories(purpose, language)),
            (say(N_("Recipients (15.1 c)")), _recipients(purpose, language)),
            (say(N_("Kept for (15.1 d)")), "; ".join(kept) or say(N_("as the municipality's plan for documents says"))),
            (say(N_("From where (15.1 g)")), source),
            (say(N_("What people are told")), notice_now(view, language, home_day(self._house.now())).stamped()),
        )

    def _backups(self) -> tuple[datetime, ...]:
        backups = getattr(self._house, "backups", None)
        if backups is None:
            return ()
        return tuple(sorted(one.made for one in backups.listed(second_place()) if one.made is not None))

    def _language(self) -> str:
        from outreach.settings import load_settings

        return load_settings().chosen_language()


def month_after(day: date) -> date:
    """Return the same day of the next month, or its last day (Regulation 1182/71, article 3.2 c)."""
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, min(day.day, 28))


def extract_bytes(extract: Extract, suffix: str, house: House, language: Language) -> bytes:
    """Return an extract as a file's bytes, ".json" or ".pdf"."""
    if suffix == ".json":
        return json.dumps(plain_extract(extract, language), ensure_ascii=False, indent=1, default=_json_value).encode()
    from outreach.print.dialogue_log import draw_dialogue
    from outreach.services.extract_paper import paper_of

    return draw_dialogue(paper_of(extract, house, language))


def plain_extract(extract: Extract, language: Language) -> dict[str, Any]:
    """Return an extract as JSON data, by table."""
    return {
        "kind": "extract",
        "person": str(extract.person),
        "name": extract.name,
        "made": extract.made.isoformat(),
        "about": dict(extract.facts),
        "rights": [language.say(one) for one in RIGHTS],
        "backups": [one.isoformat() for one in extract.backups],
        "namesakes": extract.namesakes,
        "names": dict(extract.names),
        "parts": [
            {"table": part.table, "own": part.own, "title": language.say(PART_LABELS.get(part.table, part.table))}
            | {"rows": list(part.rows)}
            for part in extract.parts
        ],
    }


def _json_value(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return to_plain(value)


def _parts(found: Iterable[Any], cutter: Cutter) -> tuple[ExtractPart, ...]:
    rows: dict[tuple[str, bool], list[dict[str, Any]]] = defaultdict(list)
    for trace in found:
        cut = cutter.cut(trace)
        if cut:
            rows[trace.table, trace.tied].append(cut)
    order = list(PART_LABELS)

    def place(key: tuple[str, bool]) -> tuple[int, str, bool]:
        return (order.index(key[0]) if key[0] in order else len(order), key[0], not key[1])

    return tuple(ExtractPart(table, own, tuple(rows[table, own])) for table, own in sorted(rows, key=place))


def _names(
    view: View, person: Person, own: set[UUID], third: ThirdParties, parts: Iterable[ExtractPart], language: Language
) -> dict[str, str]:
    """Return what the ids and keys in an extract stand for: other people are not named, sole traders' firms neither."""
    ids = {one for part in parts for row in part.rows for one in ids_in(row)}
    found = {key: in_language(one, language).name for key, one in known_purposes(view.purposes.all()).items()}
    for company in view.companies.many(ids).values():
        hidden = company.sole_trader and company.id not in own
        found[str(company.id)] = language.say(N_("another firm")) if hidden else company.name
    for kind in (Kind.EVENT, Kind.TENDER):
        for record in view.store(kind).many(ids).values():
            found[str(record.id)] = third.masked(getattr(record, "title", ""))
    for one in view.people.many(ids):
        found[str(one)] = person.name if one == person.id else language.say(N_("another person"))
    return found


def _categories(purpose: Purpose | None, language: Language) -> str:
    if purpose is not None and purpose.categories:
        return ", ".join(language.say(one) for one in purpose.categories)
    return language.say(N_("name, workplace, ways to reach the person, conversations, invitations and answers"))


def _recipients(purpose: Purpose | None, language: Language) -> str:
    said = language.say(purpose.recipients) if purpose is not None and purpose.recipients else ""
    public = language.say(N_("whoever asks for public documents, unless they are secret"))
    return "; ".join(part for part in (said, public) if part)


def person_of(view: View, person_id: UUID) -> Person:
    """Return a person, or the one that the person was merged into, protected ones too. Raises NotFound."""
    with everybody(view):
        person = view.people.present(person_id)
    if person is None:
        raise NotFound(str(person_id))
    return person


def _open_questions(view: View) -> list[tuple[FollowUp, Asked]]:
    facts = view.facts(_ASKED)
    ids = {UUID(name.removeprefix(_ASKED)): value for name, value in facts.items()}
    found = []
    for one in view.follow_ups.many(ids).values():
        what, _, on = ids[one.id].partition(" ")
        if one.done is None and one.person is not None:
            day = date.fromisoformat(on) if on else one.due - timedelta(days=31)
            found.append((one, Asked(one.person, what, day, one.due)))
    return found
