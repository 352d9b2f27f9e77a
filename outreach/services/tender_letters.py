"""E-mail drafts that tell companies of a tender: the same words to each, one recipient each, and always that it is public.

A draft is opened by the officer's own mail program and sent from there; nothing leaves the computer by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from outreach.domain.company import Company
from outreach.domain.contact import is_shared_mailbox
from outreach.domain.declining import Channel
from outreach.domain.mailbox import Mailbox, wire_address
from outreach.domain.tender import Tender
from outreach.domain.unit import UNIT_ID, Unit
from outreach.errors import InvalidInput
from outreach.language import N_, Language
from outreach.services.declining import may_reach, refused_mailboxes
from outreach.services.exports import write_file
from outreach.services.invitation_files import file_words, free_name
from outreach.services.records import tell

if TYPE_CHECKING:
    from outreach.storage.work import View

SUBJECT = N_("Coming tender: {title}")
_GREETING = N_("Hello,")
_LEAD = N_("{unit} plans to buy, or is buying, what stands below. You get this because it may interest you.")
_NEWS_LEAD = N_("{unit} has new information about the purchase below. Everybody gets it, in the same words.")
_PUBLIC = N_(
    "The notice is public and open to every company. That you get this letter gives you no better and no worse place than others."
)
_PRELIMINARY = N_("What is planned is preliminary and may change; the notice is what counts.")
_EXPECTED = N_("Expected publication: {day}")
_UNTIL = N_("Last day to bid: {moment}")
_QUESTIONS = N_("Questions until: {moment}")
_LINK = N_("Read more: {link}")
STOP = N_("Do not want letters like this? Answer and say so.")


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts that were written, to which companies, and the names of those without an address and of those who opted out."""

    files: tuple[Path, ...]
    companies: tuple[UUID, ...]
    without_address: tuple[str, ...]
    declined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """What a draft says to every company alike, and the PDFs that are attached: a name with its suffix, and the bytes."""

    subject: str
    text: str
    pdfs: tuple[tuple[str, bytes], ...] = ()


def write_drafts(
    view: View,
    tender: Tender,
    companies: Sequence[UUID],
    folder: Path,
    language_code: str,
    at: datetime,
    report: Callable[[int, int], None] | None = None,
    wording: Callable[[Unit, Language], Wording] | None = None,
) -> Drafts:
    """Write one draft (.eml) for each company into a folder: all of them, or, when one cannot be written, none.

    `wording` says what they tell; None: that the tender is coming. `report` is told how many are done, and may raise `Cancelled`.
    Raises InvalidInput without a sender, CannotWrite, DiskFull.
    """
    from outreach.formats.email_draft import write_mail

    unit = view.units.get(UNIT_ID) or Unit(id=UNIT_ID)
    if not unit.email:
        raise InvalidInput(N_("Sender"), N_("The unit has no e-mail address. Enter one under the unit's details."))
    language = Language(language_code)
    sender = Mailbox(unit.email, ", ".join(filter(None, (unit.department, unit.municipality))))
    host = wire_address(unit.email).rpartition("@")[2]
    known = view.companies.many(companies)
    refused = refused_mailboxes(view, known.values())
    files: list[Path] = []
    written: list[UUID] = []
    without: list[str] = []
    declined: list[str] = []
    said = wording(unit, language) if wording is not None else coming(tender, unit, language)
    try:
        for number, company in enumerate((known[one] for one in companies if one in known), start=1):
            address = address_of(company, refused)
            if not may_reach(company, Channel.EMAIL) or (not address and address_of(company)):
                declined.append(company.name)
            elif address:
                mail = write_mail(
                    sender=sender,
                    to=Mailbox(address, company.name),
                    subject=said.subject,
                    text=said.text,
                    pdfs=said.pdfs,
                    message_id=f"<{uuid5(company.id, f'{tender.id} {at.isoformat()} {said.subject}')}@{host}>",
                    date=at,
                    unsent=True,
                )
                path = free_name(folder, f"{file_words(company.name)} – {file_words(tender.title)}", ".eml", ())
                write_file(path, mail, new=True)
                files.append(path)
                written.append(company.id)
            else:
                without.append(company.name)
            tell(report, [number], len(known))
    except BaseException:
        # Nobody is told by half a folder: what was written goes again.
        for path in files:
            path.unlink(missing_ok=True)
        raise
    return Drafts(tuple(files), tuple(written), tuple(without), tuple(declined))


def address_of(company: Company, refused: Collection[str] = ()) -> str:
    """Return where a company as such is written to: a mailbox that is no person's first; empty without any that mail carries.

    `refused` are addresses, in small letters, of people who want no e-mail.
    """
    addresses = [one.address for one in company.emails if one.address.casefold() not in refused]
    for address in sorted(addresses, key=lambda one: not is_shared_mailbox(one)):
        try:
            wire_address(address)
        except ValueError:
            continue
        return address
    return ""


def coming(tender: Tender, unit: Unit, language: Language, news: str = "") -> Wording:
    """Return what is said of a tender that is coming, or of `news` about it that all shall get."""
    return Wording(language.say(SUBJECT, title=tender.title), letter(tender, unit, language, news))


def letter(tender: Tender, unit: Unit, language: Language, news: str = "") -> str:
    """Return the words of the draft, the same for every company; `news` is information that all shall get."""
    say = language.say
    facts = [
        say(_EXPECTED, day=language.day(tender.expected_publication)) if tender.expected_publication else "",
        say(_QUESTIONS, moment=language.moment(tender.question_deadline)) if tender.question_deadline else "",
        say(_UNTIL, moment=language.moment(tender.tender_deadline)) if tender.tender_deadline else "",
        say(_LINK, link=tender.link or unit.website) if tender.link or unit.website else "",
    ]
    paragraphs = (
        say(_GREETING),
        say(_NEWS_LEAD if news else _LEAD, unit=unit.municipality or unit.department),
        tender.title,
        news or tender.description.strip(),
        "\n".join(filter(None, facts)),
        " ".join((say(_PUBLIC), say(_PRELIMINARY))),
        say(STOP),
        signature(unit),
    )
    return "\n\n".join(filter(None, paragraphs))


def signature(unit: Unit) -> str:
    """Return the lines below a letter of the unit."""
    return "\n".join(filter(None, (unit.department, unit.municipality, unit.phone, unit.email)))
