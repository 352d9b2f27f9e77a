"""The letter that tells somebody what we keep and where it came from (GDPR article 14), as an e-mail draft.

It is the first contact that the law asks for, so it advertises nothing. Who is restricted or protected is not written to; who
objects to the use is: being told is a right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

from outreach.domain.mailbox import Mailbox, wire_address
from outreach.domain.person import Person
from outreach.domain.privacy_text import Notice
from outreach.domain.unit import Unit
from outreach.domain.usable import WhyNot, flags_of
from outreach.errors import CannotWrite, InvalidInput
from outreach.language import N_, Language
from outreach.services.addressing import first_name
from outreach.services.exports import write_file
from outreach.services.invitation_files import file_words, free_name
from outreach.services.tender_letters import signature

SUBJECT = N_("We keep your contact details")
_GREETING = N_("Hello {name},")
_WHY = N_("We have noted you as a contact in our work with suppliers. The law asks us to tell you so.")
_FROM = N_("Your details came from: {source}. What we keep: name, employer and title, and work contact details.")
_ELSEWHERE = N_("somebody else than you")
_FROM_YOU = N_("You gave us your details on {day}. What we keep: name, employer and title, and work contact details.")
_FIRST = N_("We write to you for the first time, so the law asks us to tell you what we keep about you.")


def informing_text(person: Person, unit: Unit, notice: Notice, officer: str) -> str:
    """Return the words of the letter: the whole notice with its version, and the source (article 14.2 f)."""
    say = Language(notice.language).say
    parts = (
        say(_GREETING, name=first_name(person.name, person)),
        say(_WHY),
        whence(person, Language(notice.language)),
        notice.full,
        notice.stamp(),
        "\n".join(filter(None, (officer, signature(unit)))),
    )
    return "\n\n".join(parts)


def first_letter_text(person: Person, notice: Notice) -> str:
    """Return what stands below the first letter to somebody who had not been told: source, the whole notice, its version."""
    language = Language(notice.language)
    return "\n\n".join((language.say(_FIRST), whence(person, language), notice.full, notice.stamp()))


def whence(person: Person, language: Language) -> str:
    """Say where somebody's data came from, and what sort of data they are (articles 14.1 d and 14.2 f)."""
    if person.from_others is None and person.untold is not None:
        return language.say(_FROM_YOU, day=language.day(person.untold))
    return language.say(_FROM, source=person.source or language.say(_ELSEWHERE))


def write_informing(
    people: Iterable[Person], unit: Unit, notices: Mapping[str, Notice], folder: Path, at: datetime, officer: str
) -> dict[UUID, Path]:
    """Write a draft for each who has an address and may be told; return the files by person: all of them, or none.

    Raises InvalidInput without a sender, CannotWrite, DiskFull.
    """
    from outreach.formats.email_draft import write_mail

    if not unit.email:
        raise InvalidInput(N_("Sender"), N_("The unit has no e-mail address. Enter one under the unit's details."))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(folder, N_("the folder cannot be made")) from error
    sender = Mailbox(unit.email, ", ".join(filter(None, (unit.department, unit.municipality))))
    host = wire_address(unit.email).rpartition("@")[2]
    written: dict[UUID, Path] = {}
    try:
        for person in people:
            address = _address(person)
            if not address or set(flags_of(person)) & {WhyNot.PROTECTED, WhyNot.RESTRICTED}:
                continue
            notice = notices.get(person.language) or notices["sv"]
            mail = write_mail(
                sender=sender,
                to=Mailbox(address, person.name),
                subject=Language(notice.language).say(SUBJECT),
                text=informing_text(person, unit, notice, officer),
                message_id=f"<{uuid5(person.id, f'informing {at.isoformat()}')}@{host}>",
                date=at,
                unsent=True,
            )
            path = free_name(folder, file_words(person.name), ".eml", ())
            write_file(path, mail)
            written[person.id] = path
    except BaseException:
        for path in written.values():
            path.unlink(missing_ok=True)
        raise
    return written


def _address(person: Person) -> str:
    for one in person.emails:
        try:
            if wire_address(one.address):
                return one.address
        except ValueError:
            continue
    return ""
