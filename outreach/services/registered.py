"""What the registered may ask, and what follows: objection, restriction, protected address, consent, and being told.

Each verb is one action in the journal. Flags change nothing else; whoever uses people asks `domain/usable.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.informing_due import DueInforming, due_of, owed_since
from outreach.domain.person import Person
from outreach.domain.processing import NEWSLETTER, Consent, Informed
from outreach.domain.record import Kind
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.usable import consent_in_force, with_consent, withdrawn
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_, Language
from outreach.services.leaving import leaving_by
from outreach.services.privacy import notice_now

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.work import View, Work

#: Shorter is no reason that anybody can look at later.
_SHORTEST_REASON = 5
NOT_A_HANDLER = N_("People with protected addresses are shown to their named handlers only: {names}.")
WHY = N_("Say in a few words why you need to see them; the reason is kept in the audit log.")


@dataclass(frozen=True, slots=True)
class ConsentProof:
    """That, and how, somebody said yes (GDPR article 7.1). `text` is what the version said, as far as it is kept."""

    person: str
    consents: tuple[Consent, ...]
    in_force: bool
    text: str

    def lines(self, language: Language) -> list[str]:
        """Return it as text."""
        say = language.say
        said = [self.person, ""]
        for one in self.consents:
            values = {"purpose": one.purpose, "moment": language.moment(one.at), "label": one.version, "how": one.how or "–"}
            said.append(say(N_("Said yes to {purpose} on {moment}, version {label}, {how}"), **values))
            if one.withdrawn is not None:
                said.append(say(N_("Taken back on {moment}"), moment=language.moment(one.withdrawn)))
        said += ["", say(N_("In force")) if self.in_force else say(N_("Not in force")), "", self.text]
        return said


@dataclass(frozen=True, slots=True)
class Drafted:
    """Letters that tell: the files, who got none (no address, or nobody may write to them), and what was noted."""

    files: tuple[Path, ...]
    left: tuple[Person, ...]
    changes: Changes | None = None


class Registered:
    """The verbs for people as those whom data are about."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._database = house.database

    # Objection and restriction ---------------------------------------------------------------------------------------

    def object_to(self, ids: Sequence[UUID], *, again: bool = False) -> Changes:
        """Note that people object to the use of their data (article 21); with `again`, that they no longer do."""
        title = N_("No longer objects: {name}") if again else N_("Objects to the use: {name}")
        return self._each(ids, title, lambda one, day: replace(one, objected=None if again else one.objected or day))

    def restrict(self, ids: Sequence[UUID], *, lift: bool = False) -> Changes:
        """Leave people's data untouched from now on (article 18); with `lift`, let them be used again."""
        title = N_("Restriction lifted: {name}") if lift else N_("Restricted: {name}")
        return self._each(ids, title, lambda one, day: replace(one, restricted=None if lift else one.restricted or day))

    # Protected addresses ---------------------------------------------------------------------------------------------

    def protect(self, person_id: UUID) -> Changes:
        """Mark an address as protected (OSL 21 kap. 3 §): addresses, numbers and mailboxes go, here and in the journal.

        This cannot be undone, and the person is shown to the named handlers alone. Raises NotFound.
        """
        from outreach.storage.registered import forget_ways

        with self._database.work(N_("Marked an address as protected")) as work:
            known = _one(work, person_id)
            work.save(Kind.PERSON, replace(known, protected=True))
            for guest in work.guests.using(person_id):
                work.save(Kind.GUEST, replace(guest, name="", email=""))
            work.audit("protected_view", person=str(person_id), what="marked")
            work.journalise()
            forget_ways(work, known)
            work.finalise()
        return work.changes

    def unprotect(self, person_id: UUID, reason: str) -> Changes:
        """Say that the address is protected no longer. Raises NotFound, InvalidInput for a reader who is no handler."""
        said = self.may_see(reason)
        with self._database.work(N_("An address is no longer protected")) as work:
            work.save(Kind.PERSON, replace(_one(work, person_id), protected=False))
            work.audit("protected_view", person=str(person_id), what="lifted", ground=said)
        return work.changes

    def protected(self, reason: str) -> list[Person]:
        """Show who has a protected address; each look is kept in the audit log with its reason. Raises InvalidInput."""
        said = self.may_see(reason)
        with self._database.read() as view, view.with_everybody():
            found = list(view.people.many(view.people.flagged("protected")).values())
        self._database.audit("protected_view", people=[str(one.id) for one in found], ground=said)
        return sorted(found, key=lambda one: one.name)

    def may_see(self, reason: str) -> str:
        """Return the reason for seeing protected people. Raises InvalidInput for an officer who is no handler, or without one."""
        handlers = self._house.unit.unit().handlers
        if handlers and self._house.officer not in handlers:
            raise InvalidInput(N_("Protected addresses"), NOT_A_HANDLER, names=", ".join(handlers))
        said = " ".join(reason.split())
        if len(said) < _SHORTEST_REASON:
            raise InvalidInput(N_("Reason"), WHY)
        return said

    # Consent ---------------------------------------------------------------------------------------------------------

    def consent(self, ids: Sequence[UUID], how: str, purpose: str = NEWSLETTER) -> Changes:
        """Note that people said yes to a purpose now, and how ("form at the fair"). Raises InvalidInput without how."""
        if not how.strip():
            raise InvalidInput(N_("How"), N_("Say how the consent was given, such as “form at the fair”: it must be provable."))
        at = self._house.now()
        with self._database.read() as view:
            labels = {code: notice_now(view, Language(code), home_day(at)).version for code in ("sv", "en")}

        def given(one: Person, _day: date) -> Person:
            version = labels[one.language if one.language in labels else "sv"]
            return replace(one, consents=with_consent(one, Consent(purpose, at, version, " ".join(how.split()))))

        return self._each(ids, N_("Said yes to news: {name}"), given)

    def withdraw(self, ids: Sequence[UUID], purpose: str = NEWSLETTER) -> Changes:
        """Note that people took a consent back: as easy as giving it (article 7.3). The next export follows at once."""
        at = self._house.now()
        return self._each(
            ids, N_("Takes the consent back: {name}"), lambda one, _day: replace(one, consents=withdrawn(one, purpose, at))
        )

    def proof(self, person_id: UUID, purpose: str = NEWSLETTER) -> ConsentProof:
        """Return how and when somebody said yes. Raises NotFound."""
        with self._database.read() as view:
            person = view.people.get(person_id)
            if person is None:
                raise NotFound(str(person_id))
            said = tuple(one for one in person.consents if one.purpose == purpose)
            language = Language(person.language if person.language in ("sv", "en") else "sv")
            kept = {f"{one.label} {one.valid_from.isoformat()}": one.short for one in view.privacy_texts.all()}
            present = notice_now(view, language, home_day(self._house.now()))
        texts = kept | {present.version: present.short}
        words = texts.get(said[-1].version, "") if said else ""
        return ConsentProof(person.name, said, consent_in_force(person, purpose) is not None, words)

    # Being told ------------------------------------------------------------------------------------------------------

    def inform(self, ids: Iterable[UUID], how: str, on: date | None = None) -> Changes:
        """Note that people were told, by today's text, and how ("sign-in", "invitation"). Raises NotFound for a lone unknown."""
        wanted = list(dict.fromkeys(ids))
        with self._database.work(N_("Told {name} what we keep"), name="") as work:
            people = work.people.many(wanted)
            told = mark_informed(work, people.values(), how, on)
            name = next(iter(people.values())).name if len(people) == 1 else str(told)
            work.rename_action(N_("Told {name} what we keep"), name=name)
        return work.changes

    def due(self) -> list[DueInforming]:
        """Return who must be told and has not been, the earliest last day first. Protected people are not written to."""
        with self._database.read() as view:
            return due_list(view)

    def drafts(self, ids: Sequence[UUID], folder: Path) -> Drafted:
        """Write an e-mail draft to each that tells what we keep and where it came from, and note them as told.

        Raises InvalidInput without a sender, CannotWrite, DiskFull.
        """
        from outreach.services.informing_letters import write_informing

        with self._database.read() as view:
            people = list(view.people.many(dict.fromkeys(ids)).values())
            unit = view.units.get(UNIT_ID) or Unit(id=UNIT_ID)
            notices = {code: notice_now(view, Language(code), home_day(self._house.now())) for code in ("sv", "en")}
        ground = Language("sv").say(N_("Information about what we keep (GDPR, articles 13 and 14)"))
        with leaving_by(self._database, "informing", len(people), deed="mail", form="drafts", ground=ground):
            written = write_informing(people, unit, notices, folder, self._house.now(), self._house.officer)
        left = [one for one in people if one.id not in written]
        changes = self.inform(written, "letter") if written else None
        return Drafted(tuple(written.values()), tuple(left), changes)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _each(self, ids: Sequence[UUID], title: str, change: Callable[[Person, date], Person]) -> Changes:
        day = home_day(self._house.now())
        with self._database.work(title, name="") as work:
            found = work.people.many(dict.fromkeys(ids))
            if not found:
                raise NotFound(str(ids[0]) if ids else "–")
            for person in found.values():
                work.save(Kind.PERSON, change(person, day))
            name = next(iter(found.values())).name if len(found) == 1 else str(len(found))
            work.rename_action(title, name=name)
        return work.changes


def mark_informed(work: Work, people: Iterable[Person], how: str, on: date | None = None) -> int:
    """Note inside an action that people were told by the text that holds; who was told so by this version stays as is."""
    day = on or home_day(work.now)
    versions: dict[str, str] = {}
    marked: list[Person] = []
    for person in people:
        code = person.language if person.language in ("sv", "en") else "sv"
        if code not in versions:
            versions[code] = notice_now(work, Language(code), day).version
        if owed_since(person) is None and any(one.version == versions[code] for one in person.informed):
            continue
        # Who is told on the day on which the details were taken was told then; only a later day leaves that there was a gap.
        untold = None if person.untold == day else person.untold
        marked.append(replace(person, informed=(*person.informed, Informed(day, versions[code], how)), untold=untold))
    return len(work.save_many(Kind.PERSON, marked))


def told_now(work: Work, person: Person, how: str) -> Person:
    """Note inside an action that a person was told, and return the person as kept."""
    mark_informed(work, [person], how)
    return work.people.get(person.id) or person


def due_list(view: View) -> list[DueInforming]:
    """Return who must be told and has not been, the earliest last day first."""
    people = view.people.uninformed()
    first = view.meetings.first_with(Kind.PERSON, [one.id for one in people])
    found: list[DueInforming] = []
    for person in people:
        met = first.get(person.id)
        one = due_of(person, home_day(met) if met else None)
        if one is not None:
            found.append(one)
    return sorted(found, key=lambda one: (one.last_day, one.person.name))


def _one(work: Work, person_id: UUID) -> Person:
    found = work.people.get(person_id)
    if found is None:
        raise NotFound(str(person_id))
    return found
