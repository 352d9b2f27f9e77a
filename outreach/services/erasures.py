"""Erasing somebody, making somebody nobody, or refusing it with a reason and the way to appeal (GDPR art. 17).

An erasure is final. Before it the officer sees what will go, what stays without the name, and what stands against it; after it the
file is scrubbed, a new backup is made, and the older ones are listed with the days until which they may hold the person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.brake import is_too_many
from outreach.domain.changes import Changes
from outreach.domain.dialogue_paper import DialoguePaper, PaperLine
from outreach.domain.person import Person
from outreach.domain.processing import Deed
from outreach.domain.record import Kind
from outreach.domain.refusal import APPEAL, DECISION, GROUND_LABELS, Ground
from outreach.domain.thinning import LONGEST
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, TooMuchRemoved
from outreach.language import N_, Language
from outreach.services.backups import second_place
from outreach.services.everybody import everybody
from outreach.services.exports import write_file
from outreach.services.extracts import person_of

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.forgetting import Outcome

Progress = Callable[[str], None]
_MARK = N_("[erased]")
_TITLES = {Deed.ERASE: N_("Erased somebody (GDPR art. 17)"), Deed.ANONYMISE: N_("Made somebody anonymous (GDPR art. 17)")}


@dataclass(frozen=True, slots=True)
class Mention:
    """A text of somebody else's record, or of nobody's, in which the person is named: it will be masked."""

    table: str
    record: UUID | None
    text: str


@dataclass(frozen=True, slots=True)
class Sight:
    """What an erasure would do: own rows by table, texts that name the person, and what an officer has to know first.

    `frozen`: talks whose words stay without the name (LOU 12 kap. 17 §). `open_matters`: catalogue texts of what is still open.
    `firms`: sole traders' firms that lose their names.
    """

    person: Person
    own: dict[str, int]
    mentions: tuple[Mention, ...]
    frozen: int = 0
    firms: int = 0
    open_matters: tuple[str, ...] = ()
    namesakes: bool = False


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done. `backups` are those made earlier, which may hold the person: file name and day; they go as they age."""

    deed: Deed
    people: int
    removed: dict[str, int]
    changed: dict[str, int]
    kept_words: int
    namesakes: bool
    backups: tuple[tuple[str, datetime], ...] = ()
    new_backup: str = ""
    changes: Changes = field(default_factory=Changes)


def gone_by(made: datetime) -> date:
    """Return the day by which a backup has aged away where one is made every day; where fewer are made it stays longer."""
    return home_day(made) + LONGEST


#: Bids and contracts document a purchase; GDPR art. 17.3 b leaves them as they are.
FIRM_STAYS = N_("In bids and contracts a sole trader's firm keeps its name: they document a purchase (art. 17.3 b)")


class Erasures:
    """The verbs of article 17."""

    def __init__(self, house: House) -> None:
        self._house = house

    def look(self, person_id: UUID, progress: Progress | None = None) -> Sight:
        """Say what an erasure would do. Raises NotFound."""
        from outreach.storage import append_only
        from outreach.storage.traces import belongings, needles_for, traces

        with self._house.database.read() as view, everybody(view):
            person = person_of(view, person_id)
            theirs = belongings(view.connection, [person.id])
            needles, shared = needles_for(view.connection, [person], theirs)
            found = list(traces(view.connection, needles, theirs, progress))
            talks = view.meetings.many(theirs.by_table.get("meeting", set())).values()
            today = home_day(self._house.now())
            frozen = sum(append_only.is_frozen(view, talk, today) for talk in talks)
        own = Counter(trace.table for trace in found if trace.tied and trace.table != "question")
        mentions = tuple(_mention(trace) for trace in found if not trace.tied)
        matters = self._house.open_matters.of([person.id]).get(person.id, ())
        firms = len(theirs.by_table.get("company", set()))
        return Sight(person, dict(own), mentions, frozen, firms, matters, bool(shared))

    def erase(
        self,
        person_id: UUID,
        deed: Deed = Deed.ERASE,
        *,
        ground: str = "",
        spare: frozenset[UUID] = frozenset(),
        progress: Progress | None = None,
    ) -> Erased:
        """Erase a person or make the person anonymous, for good. `ground`: why, such as "art. 17.1 a"; never who.

        `spare`: records of others (`Mention.record`) whose words the officer leaves as they are: they mean a namesake.

        Raises NotFound.
        """
        from outreach.storage.forgetting import forget

        database = self._house.database
        with database.work(_TITLES[deed]) as work, everybody(work):
            person = person_of(work, person_id)
            outcome = self._forget(work, [person], deed, partial(forget, spare=spare), progress)
            counts = {"people": 1, "rows": sum(outcome.changed.values()), "spared": len(spare)}
            work.audit(deed.value, ground=ground or "art. 17.1", **counts)
        return self.finished(outcome, deed, work.changes)

    def forget_many(self, work: Any, people: Sequence[Person], deed: Deed, progress: Progress | None = None) -> Outcome:
        """Erase several people inside an action; `finished` has to be called behind it."""
        from outreach.storage.forgetting import forget

        return self._forget(work, people, deed, forget, progress)

    def follow(self, erased: Mapping[UUID, str], *, sure: bool) -> int:
        """Do here what another laptop did to people: `erased` says by which deed. Return how many of them were known here.

        Raises TooMuchRemoved for many unless `sure`.
        """
        database, count = self._house.database, 0
        with database.read() as view, everybody(view):
            known = view.people.many(set(erased))
            total = view.people.count()
        if not sure and is_too_many(Kind.PERSON, len(known), total):
            raise TooMuchRemoved(len(known), total)
        for deed in Deed:
            ids = [one for one in known if erased[one] == deed.value]
            if not ids:
                continue
            with database.work(_TITLES[deed]) as work, everybody(work):
                people = list(work.people.many(ids).values())
                outcome = self.forget_many(work, people, deed)
                work.audit(deed.value, ground="exchange", people=len(people), rows=sum(outcome.changed.values()))
            self.finished(outcome, deed, work.changes)
            count += len(people)
        return count

    def finished(self, outcome: Outcome, deed: Deed, changes: Changes) -> Erased:
        """Scrub the file, make a new backup, and say what was done. The backups of a server are its administrator's."""
        self._house.database.scrub()
        backups = None if self._house.database.is_shared else getattr(self._house, "backups", None)
        known = backups.listed(second_place()) if backups is not None else []
        older = tuple((one.path.name, one.made) for one in known if one.made is not None)
        made = backups.make("erasure").path.name if backups is not None else ""
        return Erased(
            deed,
            outcome.people,
            outcome.removed,
            outcome.changed,
            outcome.kept_words,
            bool(outcome.namesakes),
            older,
            made,
            changes,
        )

    def refuse(self, person_id: UUID, ground: Ground, reason: str, path: Path, language: Language) -> Path:
        """Write the decision that the data are kept (.pdf), with its reason and how to appeal, and log that it was made.

        Raises NotFound, InvalidInput without a reason or for another suffix, CannotWrite, DiskFull.
        """
        from outreach.print.dialogue_log import draw_dialogue

        if not reason.strip():
            raise InvalidInput(N_("Reason"), N_("A refusal needs its reason in words."))
        if path.suffix.casefold() != ".pdf":
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf")
        with self._house.database.read() as view:
            person = person_of(view, person_id)
        paper = self._refusal(person, ground, reason, language)
        self._house.audit.note("refuse_erasure", person=person.id, ground=ground)
        write_file(path, draw_dialogue(paper))
        self._house.extracts.answered(person.id, "erase")
        return path

    def _forget(self, work: Any, people: Sequence[Person], deed: Deed, forget: Any, progress: Progress | None) -> Outcome:
        from outreach.settings import load_settings

        mark = Language(load_settings().chosen_language()).say(_MARK)
        self._scrub_aside(work, people, mark)
        outcome: Outcome = forget(work, people, deed, mark=mark, progress=progress)
        return outcome

    def _scrub_aside(self, work: Any, people: Sequence[Person], mark: str) -> None:
        """Take the people out of half-typed forms that wait beside the workspace."""
        from outreach.storage.scrubbing import Scrubber
        from outreach.storage.traces import belongings, needles_for

        aside = self._house.drafts.aside
        forms = aside.left()
        if not forms:
            return
        theirs = belongings(work.connection, [one.id for one in people])
        needles, _ = needles_for(work.connection, people, theirs)
        scrubbed = Scrubber(needles, people, mark).value(forms)
        if scrubbed != forms:
            aside.clear()
            aside.keep(scrubbed)

    def _refusal(self, person: Person, ground: Ground, reason: str, language: Language) -> DialoguePaper:
        say = language.say
        unit = self._house.unit.unit()
        contact = ", ".join(part for part in (unit.municipality, unit.department, unit.email) if part)
        return DialoguePaper(
            unit=unit,
            printed=home_day(self._house.now()),
            label=say(DECISION),
            title=person.name,
            facts=(
                PaperLine(say(GROUND_LABELS[ground]), say(N_("Ground"))),
                PaperLine(reason.strip(), say(N_("Reason"))),
                PaperLine(self._house.officer, say(N_("Decided by"))),
            ),
            law=tuple(say(one, contact=contact or say(N_("the procurement unit"))) for one in APPEAL),
            sections=(),
            entries=0,
            language=language.code,
        )


def _mention(trace: Any) -> Mention:
    record = trace.row.get("id") or trace.row.get("record")
    body = trace.row.get("body") or {}
    text = next((str(body[name]) for name in ("note", "text", "title", "name", "description", "notes") if body.get(name)), "")
    return Mention(trace.table, record if isinstance(record, UUID) else None, text)


def plain_erased(one: Erased) -> dict[str, Any]:
    """Return what was done as JSON data."""
    return {
        "deed": one.deed.value,
        "people": one.people,
        "removed": one.removed,
        "changed": one.changed,
        "kept_words": one.kept_words,
        "namesakes": one.namesakes,
        "backups": [{"file": name, "made": made.isoformat()} for name, made in one.backups],
        "new_backup": one.new_backup,
        "kind": Kind.PERSON.value,
    }
