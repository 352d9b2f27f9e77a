"""What a talk means for equal treatment: new information opens what must reach everyone, and a frozen talk only grows.

LOU 4 kap. 1 § and 8 §: what one supplier got to know before a tender, the others shall be told. One disclosure is opened for each
tender that was named, in the same action as the talk. LOU 12 kap. 11 §: once a tender is advertised, supplementary information
goes in writing to everybody who takes part, at the latest six days before the last day to bid.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.append_only import is_bare_count
from outreach.domain.company import without_personal_numbers
from outreach.domain.equal_treatment import GIVEN_LABELS, Addition, Disclosure, Given
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind
from outreach.domain.tender import Tender, is_under_advertisement
from outreach.domain.when import home_day
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.capturing import Capture, Caution

if TYPE_CHECKING:
    from outreach.storage.work import View, Work

ADDED = N_("Added to a conversation: {name}")
REFER = N_("Under advertisement: refer to questions and answers in the procurement system (“{tender}”)")
TO_ALL = N_(
    "New information about “{tender}”: supplementary information must go to all in writing at the latest 6 days before "
    "the last day to bid (LOU ch. 12 s. 11)"
)


def is_frozen(view: View | Work, meeting: Meeting, today: date | None = None) -> bool:
    """Say whether a talk may only be added to. `today` is the action's day where there is one."""
    from outreach.storage import append_only

    day = today or home_day(view.now)  # type: ignore[union-attr]
    return append_only.is_frozen(view, meeting, day)


def marked(meeting: Meeting, given: Given) -> Meeting:
    """Return the talk with what it gave; what nobody says leaves it as it was."""
    return replace(meeting, information=given) if given is not Given.UNSAID else meeting


def with_addition(meeting: Meeting, at: datetime, officer: str, text: str) -> Meeting:
    """Return the talk with words below it; no words leave it as it was."""
    text = " ".join(without_personal_numbers(text)[0].split())
    if not text:
        return meeting
    return replace(meeting, additions=(*meeting.additions, Addition(at, officer, text)))


def added_words(meeting: Meeting, text: str) -> str:
    """Return what is new of a note that was written anew: what follows its old words, else all; nothing if it says the same."""
    old = " ".join(meeting.note.split())
    new = " ".join(text.split())
    return new[len(old) :].lstrip(" ,;.–-") if old and new.startswith(old) else new


def corrected_words(view: View, meeting: Meeting, wanted: Capture, note: str) -> str:
    """Return a correction in words, for a talk whose own fields stay: who it is said to have been with, and what was said."""
    person = view.people.get(meeting.person) if meeting.person else None
    company = view.companies.get(meeting.company) if meeting.company else None
    chosen = view.people.get(wanted.person_id) if wanted.person_id else None
    place = view.companies.get(wanted.company_id) if wanted.company_id else None
    names = (
        (person.name if person else "", chosen.name if chosen else wanted.person),
        (company.name if company else "", place.name if place else wanted.company),
    )
    changed = [" ".join(new.split()) for old, new in names if new.strip() and new.split() != old.split()]
    contacts = [*wanted.emails, *wanted.phones]
    words = added_words(meeting, note)
    given = [f"={wanted.information.value}"] if wanted.information not in (Given.UNSAID, meeting.information) else []
    parts = [", ".join([*changed, *contacts, *given]), words, wanted.new_text]
    return ": ".join(part for part in parts if part)


def open_items(work: Work, meeting: Meeting, text: str = "") -> list[Disclosure]:
    """Open one disclosure for each tender of a talk that gave new information, one without a tender if none was named.

    Those that are open or published already are not opened again; one without a tender takes the first tender that is named
    later. `text` is the information, empty for the words of the note. It counts as opened when the talk was.
    """
    if meeting.information is not Given.NEW or is_bare_count(meeting):
        return []
    known = work.disclosures.of_meeting(meeting.id)
    told = {one.tender for one in known}
    missing: list[UUID | None] = [one for one in meeting.tenders or (None,) if one not in told]
    if known and missing == [None]:
        return []
    homeless = [one for one in known if one.tender is None and one.published is None]
    words = " ".join(text.split()) or meeting.note
    opened: list[Disclosure] = []
    for tender in missing:
        if homeless and tender is not None:
            opened.append(work.save(Kind.DISCLOSURE, replace(homeless.pop(), tender=tender)))
            continue
        item = Disclosure(
            tender=tender, meeting=meeting.id, text=words, opened=min(meeting.at, work.now), officer=work.action.who
        )
        opened.append(work.save(Kind.DISCLOSURE, item))
    return opened


def inform(
    work: Work, meeting: Meeting, given: Given, text: str, tenders: Sequence[UUID], officer: str
) -> Meeting:
    """Keep what a talk gave inside an action. Raises InvalidInput for a tender that is not there."""
    if len(work.tenders.many(tenders)) < len(set(tenders)):
        raise InvalidInput(N_("Tender"), N_("There is no such tender."))
    every = tuple(dict.fromkeys((*meeting.tenders, *tenders)))
    said = replace(meeting, information=given, tenders=every)
    if not is_frozen(work, meeting):
        kept = work.save(Kind.MEETING, said)
        open_items(work, kept, text)
        return kept
    if said == meeting and not text.strip():
        return meeting
    titles = [one.title for one in work.tenders.many(one for one in tenders if one not in meeting.tenders).values()]
    words = [", ".join([_sentence(given), *titles]), " ".join(text.split())]
    kept = work.save(Kind.MEETING, with_addition(meeting, work.now, officer, ": ".join(filter(None, words))))
    open_items(work, said, text)
    return kept


def _sentence(given: Given) -> str:
    # The log is a Swedish paper; what the officer did not type is written in its language.
    from outreach.language import Language

    return Language("sv").say(GIVEN_LABELS[given])


def cautions(tenders: Iterable[Tender], given: Given, today: date) -> tuple[Caution, ...]:
    """Return what the officer must be told of tenders under advertisement: where questions belong, and to whom news must go."""
    under = [one for one in tenders if is_under_advertisement(one, today)]
    texts = (REFER, TO_ALL) if given is Given.NEW else (REFER,)
    return tuple(Caution(text, {"tender": one.title}) for one in under for text in texts)


def detach_disclosures(work: Work, tender: UUID) -> None:
    """Take a tender that goes off what is still open. Raises AppendOnly for what was published."""
    for one in work.disclosures.of_tender(tender):
        work.save(Kind.DISCLOSURE, replace(one, tender=None))
